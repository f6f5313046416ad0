//! What people type and what files are called, without characters that nobody can see and that make a text look like another.

use std::borrow::Cow;

/// A text without controls: those that turn the direction of what follows, and others that cannot be seen. What Arabic, Hebrew
/// and the scripts of India are written with stays: the marks of direction, and the joiners.
#[must_use]
pub fn text(raw: &str) -> Cow<'_, str> {
    if !raw.chars().any(|letter| is_hidden(letter) || is_break(letter)) {
        return Cow::Borrowed(raw);
    }
    // Flags of parts of a country are drawn from letters that cannot be seen.
    let mut flag = false;
    let raw = raw.replace("\r\n", "\n");
    let kept = raw.chars().filter_map(|letter| {
        flag = letter == '\u{1f3f4}' || (flag && is_tag(letter));
        match letter {
            _ if is_break(letter) => Some('\n'),
            _ if is_hidden(letter) && !(flag && is_tag(letter)) => None,
            _ => Some(letter),
        }
    });
    Cow::Owned(kept.collect())
}

/// Whether there is nothing to be seen: no letters, or only spaces and characters without a shape.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|letter| letter.is_whitespace() || is_hidden(letter) || is_shapeless(letter))
}

/// How many characters the name of a file has at most, as on most systems.
const LONGEST_NAME: usize = 255;

/// How many characters after the last dot of a long name still say what kind of file it is.
const LONGEST_ENDING: usize = 16;

/// The name of a file: each character that cannot be seen, or turns the direction, becomes a line, so that the name shows what it
/// ends in. A long one loses letters before its ending.
#[must_use]
pub fn file_name(raw: &str) -> String {
    let turns = |letter| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{61c}');
    let shown = |letter: char| match letter {
        _ if letter.is_control() => None,
        _ if is_hidden(letter) || is_shapeless(letter) || turns(letter) => Some('_'),
        _ => Some(letter),
    };
    let name: String = raw.chars().filter_map(shown).collect();
    if name.chars().count() <= LONGEST_NAME {
        return name;
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let kept = match ending.chars().count() {
        long @ 1..=LONGEST_ENDING => long + 1,
        _ => 0,
    };
    let start = name.chars().take(LONGEST_NAME - kept);
    if kept == 0 { start.collect() } else { start.chain(['.']).chain(ending.chars()).collect() }
}

/// Line ends of other systems.
fn is_break(letter: char) -> bool {
    matches!(letter, '\r' | '\u{85}' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}')
}

fn is_tag(letter: char) -> bool {
    ('\u{e0020}'..='\u{e007f}').contains(&letter)
}

/// Characters that do something and cannot be seen.
fn is_hidden(letter: char) -> bool {
    match letter {
        '\n' | '\t' => false,
        // The marks of direction and the joiners.
        '\u{200c}'..='\u{200f}' | '\u{61c}' => false,
        _ if letter.is_control() => true,
        _ => matches!(
            letter,
            '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        ),
    }
}

/// Characters without a shape of their own.
fn is_shapeless(letter: char) -> bool {
    matches!(
        letter,
        '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_turns_a_text_round_and_what_scripts_need_stays() {
        assert_eq!(text("ab\u{202e}cd\u{2066}e\u{2069}\u{200b}f\0\u{7}"), "abcdef");
        assert_eq!(text("one\r\ntwo\rthree\u{2028}four\n\tfive"), "one\ntwo\nthree\nfour\n\tfive");
        for good in [
            "می\u{200c}خواهم",
            "שלום\u{200f}!",
            "क्\u{200d}ष",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "👩\u{200d}🔧",
            "O’Brien",
            "é",
        ] {
            assert!(matches!(text(good), Cow::Borrowed(_)) || text(good) == good, "{good}");
        }
        assert_eq!(text("x\u{e0067}y"), "xy");
    }

    #[test]
    fn what_cannot_be_seen_is_nothing() {
        for blank in [
            "",
            " \n\t",
            "\u{200b}\u{200c}\u{200d}",
            "\u{feff}\u{2060}",
            "\u{3164}\u{115f}",
            "\u{a0}\u{2003}",
            "\u{202e}",
            "\u{2800}",
        ] {
            assert!(is_blank(blank), "{}", blank.escape_unicode());
        }
        assert!(!is_blank("\u{200b}a"));
        assert!(!is_blank("."));
    }

    #[test]
    fn the_name_of_a_file_shows_what_it_ends_in() {
        assert_eq!(file_name("invoice\u{202e}fdp.exe"), "invoice_fdp.exe");
        assert_eq!(file_name("a\0b\u{200f}.pdf"), "ab_.pdf");
        assert_eq!(file_name("Größe 2.pdf"), "Größe 2.pdf");
    }

    #[test]
    fn a_long_name_of_a_file_is_cut_and_keeps_its_ending() {
        let just = format!("{}.pdf", "ä".repeat(251));
        assert_eq!(file_name(&just), just);
        assert_eq!(file_name(&format!("{}.pdf", "ä".repeat(3_000))), just);
        assert_eq!(file_name(&format!("a.{}", "b".repeat(3_000))), format!("a.{}", "b".repeat(253)));
        assert_eq!(file_name(&"a".repeat(3_000)), "a".repeat(255));
    }
}
