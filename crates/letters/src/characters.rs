//! Which characters a letter keeps. What a person wrote is kept as it is, but for characters that cannot be seen
//! and could make a line read otherwise than it is stored.

/// Whether the character is never drawn and means nothing to a reader.
///
/// Joiners (needed by Persian and by joined emoji), directional marks and variation selectors stay. Embeddings and
/// overrides of direction go: with them a line can show its letters in an order that nobody wrote.
fn is_dropped(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Whether the character takes part in shaping or direction only, and is kept for that.
pub(crate) fn is_joiner_or_mark(c: char) -> bool {
    matches!(c, '\u{200c}'..='\u{200f}' | '\u{61c}' | '\u{fe00}'..='\u{fe0f}')
}

/// Whether a reader sees something where the character stands.
pub(crate) fn is_visible(c: char) -> bool {
    !c.is_whitespace() && !is_joiner_or_mark(c) && !is_dropped(c)
}

/// The text without unseen characters, its lines ended by `\n` and nothing else.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            c if is_dropped(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// [`clean`] for what stands on one line: an address line, a name, the subject.
pub(crate) fn clean_line(text: &str) -> String {
    clean(text).split(['\n', '\t']).map(str::trim).filter(|part| part.chars().any(is_visible)).collect::<Vec<_>>().join(" ")
}

/// Whether the first letter with a direction is written from right to left.
pub(crate) fn reads_right_to_left(text: &str) -> bool {
    text.chars().find_map(direction).unwrap_or(false)
}

fn direction(c: char) -> Option<bool> {
    let right_to_left = matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    let digit = c.is_numeric();
    ((right_to_left && !digit) || c.is_alphabetic()).then_some(right_to_left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unseen_characters_go_and_line_ends_are_one_kind() {
        assert_eq!(clean("a\0\u{7}b\u{202e}c\u{feff}\r\nd\re\u{2028}f"), "abc\nd\ne\nf");
        assert_eq!(clean("می\u{200c}خواهم"), "می\u{200c}خواهم");
        assert_eq!(clean_line("  12 High\tStreet\n\n Leeds "), "12 High Street Leeds");
    }

    #[test]
    fn direction_is_that_of_the_first_letter() {
        assert!(reads_right_to_left("12. مرحبا John"));
        assert!(!reads_right_to_left("John مرحبا"));
        assert!(!reads_right_to_left("… 12"));
    }
}
