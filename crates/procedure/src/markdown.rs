//! Makes any text into Markdown that shows just that text.

/// Escapes a text, so that Markdown shows it as it stands: no word of it becomes a heading, a list or a link. A line break stays
/// one, and an empty line starts a new paragraph. Only what needs it is escaped, since people edit what comes out.
#[must_use]
pub fn escape_markdown(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}");
    let mut paragraphs: Vec<String> = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    // Nothing comes before the first line or after the last, so an empty one there has nothing to part.
    for line in text.split('\n').chain([""]) {
        if line.chars().all(is_blank) {
            if !lines.is_empty() {
                paragraphs.push(lines.join("\\\n"));
                lines.clear();
            }
        } else {
            lines.push(escape_line(line));
        }
    }
    paragraphs.join("\n\n")
}

/// Whether Markdown drops a character at the edge of a line.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{b}' | '\u{c}')
}

fn escape_line(line: &str) -> String {
    let start = line.chars().take_while(|c| is_blank(*c)).count();
    let end = line.chars().count() - line.chars().rev().take_while(|c| is_blank(*c)).count();
    let digits = line.chars().skip(start).take_while(char::is_ascii_digit).count();
    let mut out = String::with_capacity(line.len() + 8);
    for (index, c) in line.chars().enumerate() {
        let edge = index < start || index >= end;
        let first = index == start;
        // “1.” and “1)” would start a list.
        let numbered = digits > 0 && index == start + digits && matches!(c, '.' | ')');
        if edge {
            out.push_str(&format!("&#{};", u32::from(c)));
        } else {
            let opens = first && matches!(c, '#' | '+' | '-' | '=' | ':');
            if opens || numbered || is_special(c) {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

/// Whether a character can mean something anywhere in a line, in plain Markdown, in one of its extensions or in a template.
fn is_special(c: char) -> bool {
    matches!(c, '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$' | '^')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    /// What Markdown shows: the text of each paragraph. Anything but text and line breaks is a failure.
    fn shown(markdown: &str) -> Vec<String> {
        let mut paragraphs = Vec::new();
        let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Start(Tag::Paragraph) => paragraphs.push(String::new()),
                Event::End(TagEnd::Paragraph) => {}
                Event::Text(text) => paragraphs.last_mut().unwrap().push_str(&text),
                Event::HardBreak => paragraphs.last_mut().unwrap().push('\n'),
                other => panic!("{other:?} in {markdown:?}"),
            }
        }
        paragraphs
    }

    fn expected(text: &str) -> Vec<String> {
        let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}");
        let mut paragraphs: Vec<Vec<&str>> = vec![Vec::new()];
        for line in text.split('\n') {
            if line.chars().all(is_blank) {
                paragraphs.push(Vec::new());
            } else {
                paragraphs.last_mut().unwrap().push(line);
            }
        }
        paragraphs.into_iter().filter(|lines| !lines.is_empty()).map(|lines| lines.join("\n")).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn any_text_is_shown_as_it_stands(text in "(?s).{0,60}") {
            prop_assert_eq!(shown(&escape_markdown(&text)), expected(&text));
        }

        #[test]
        fn text_that_looks_like_markdown_is_shown_as_it_stands(
            text in "([-+*#=_~`>|:!.)( \\t\n\\[\\]<{}&;$^\\\\'\"/0-9a-c]|http://a.b|www\\.a\\.b|&amp;|\\[x\\]|\\]\\(|<b>|```|---|1\\. ){0,30}"
        ) {
            prop_assert_eq!(shown(&escape_markdown(&text)), expected(&text));
        }
    }

    #[test]
    fn plain_words_stay_plain() {
        let text = "On 8 March 2017, at 9:30am, the officer said: “Wait!” (twice). It cost £5.50 - no more.";
        assert_eq!(escape_markdown(text), text);
    }
}
