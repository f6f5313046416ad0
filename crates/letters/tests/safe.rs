//! Whatever is written comes out as safe HTML and within the lines of the text, and nothing can exhaust the reader.

use letters::{Block, Letter, html, page_html, text};
use proptest::prelude::*;

/// Every `<` in the output must begin one of the tags that the fragment promises.
fn only_promised_tags(html: &str) -> Result<(), String> {
    for piece in html.split('<').skip(1) {
        let (tag, _) = piece.split_once('>').ok_or("a tag without an end")?;
        let closed = tag.strip_prefix('/').unwrap_or(tag);
        let plain = closed.strip_suffix(" dir=\"rtl\"").unwrap_or(closed);
        let known = ["p", "ul", "ol", "li", "strong", "em", "h3", "h4", "blockquote", "br", "a"].contains(&plain);
        let number = plain.strip_prefix("ol start=\"").and_then(|rest| rest.strip_suffix('"'));
        let address = plain.strip_prefix("a href=\"").and_then(|rest| rest.strip_suffix("\" rel=\"noreferrer\""));
        let lower = address.unwrap_or_default().to_ascii_lowercase();
        let safe = ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme)) && !lower.contains('"');
        if !known && !safe && !number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit())) {
            return Err(format!("a tag that was not promised: {tag}"));
        }
    }
    Ok(())
}

fn markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "<script>",
            "</p>",
            "\"",
            "'",
            "&lt;",
            "&#60;",
            "[",
            "](",
            "](javascript:x)",
            "](https://e.example)",
            ")",
            "<https://e.example>",
            "<a href=x>",
            "`",
            "**",
            "*",
            "_",
            "# ",
            "> ",
            "- ",
            "1. ",
            "|",
            "\n|-|-|\n",
            "\n",
            "\n\n",
            "  \n",
            "    ",
            "http://e.example/",
            "<!--",
            "\\",
            "![",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
        "[a-z ]{1,8}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn html_holds_only_promised_tags(markdown in markup()) {
        let html = html(&markdown);
        prop_assert_eq!(only_promised_tags(&html), Ok(()), "{}", html);
    }

    #[test]
    fn text_keeps_to_its_columns(markdown in markup()) {
        let letter = Letter { blocks: vec![Block { id: String::new(), markdown }], ..Letter::default() };
        for line in text(&letter).lines() {
            let longest_word = line.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
            prop_assert!(unicode_width::UnicodeWidthStr::width(line) <= 72 || longest_word > 20, "{line}");
        }
    }

    #[test]
    fn no_field_of_the_preview_is_markup(field in markup()) {
        let one = || vec![field.clone()];
        let letter = Letter {
            language: field.clone(),
            sender_name: field.clone(),
            sender_lines: one(),
            recipient_lines: one(),
            date: field.clone(),
            details: vec![(field.clone(), field.clone())],
            subject: field.clone(),
            blocks: vec![Block { id: field.clone(), markdown: String::new() }],
            signature: one(),
            enclosures: one(),
            attribution: Some(field.clone()),
            draft: true,
        };
        let page = page_html(&letter);
        let plain = page_html(&Letter { blocks: vec![Block::default()], ..letter_of("x") });
        let tags = |page: &str| page.matches('<').count();
        // The same tags as a letter of plain words, but that a line that shows nothing is left out.
        prop_assert!(tags(&page) <= tags(&plain), "{}", page);
    }
}

fn letter_of(word: &str) -> Letter {
    let one = || vec![word.to_owned()];
    Letter {
        language: "en".to_owned(),
        sender_name: word.to_owned(),
        sender_lines: one(),
        recipient_lines: one(),
        date: word.to_owned(),
        details: vec![(word.to_owned(), word.to_owned())],
        subject: word.to_owned(),
        blocks: Vec::new(),
        signature: one(),
        enclosures: one(),
        attribution: Some(word.to_owned()),
        draft: true,
    }
}

#[test]
fn deep_and_long_text_is_read_to_its_end() {
    for piece in [">", "> ", "- ", "*", "**a ", "[", "![](", "<", "`", "(http://", "http://)", "&", "|\n", "\u{301}"] {
        let markdown = format!("{}end", piece.repeat(100_000 / piece.len()));
        assert!(html(&markdown).contains("end"), "{piece:?}");
    }
}
