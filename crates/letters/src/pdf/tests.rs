//! Whatever is written reaches the page as it was written, inside the page, in a PDF that keeps its promises.

use std::collections::BTreeMap;

use proptest::prelude::*;
use typst::layout::{Abs, Frame, FrameItem, Point};

use super::*;
use crate::Block;
use crate::characters::{is_joiner_or_mark, is_visible};
use crate::markdown::{Node, Run, parse};

/// What the pages show: their text, one page after the other, and how far it reaches to the left, right and bottom.
pub(super) struct Shown {
    pub(super) text: String,
    pub(super) page_texts: Vec<String>,
    pub(super) pages: usize,
    pub(super) left: Abs,
    pub(super) right: Abs,
    pub(super) bottom: Abs,
    /// Each piece of text with where it begins and ends on its line.
    pub(super) places: Vec<(String, Abs, Abs)>,
}

fn shown(letter: &Letter) -> Shown {
    let language = checked(letter).unwrap();
    look(Template::Letter, data::of(letter, &language).to_string())
}

/// Sets a document, sees that it can be written as a file, and reads its pages.
pub(super) fn look(template: Template, data: String) -> Shown {
    let document = set(template, data).unwrap();
    let mut shown = Shown {
        text: String::new(),
        page_texts: Vec::new(),
        pages: document.pages().len(),
        left: Abs::inf(),
        right: Abs::zero(),
        bottom: Abs::zero(),
        places: Vec::new(),
    };
    for page in document.pages() {
        let before = shown.text.len();
        walk(&page.frame, Point::zero(), &mut shown);
        shown.page_texts.push(shown.text[before..].to_owned());
    }
    export(&document, jiff::Timestamp::UNIX_EPOCH, String::new()).unwrap();
    typst::comemo::evict(FORGET_AFTER);
    shown
}

fn walk(frame: &Frame, origin: Point, shown: &mut Shown) {
    for (at, item) in frame.items() {
        let at = origin + *at;
        match item {
            FrameItem::Group(group) => walk(&group.frame, at + Point::new(group.transform.tx, group.transform.ty), shown),
            FrameItem::Text(text) => {
                assert!(text.glyphs.iter().all(|glyph| glyph.id != 0), "no glyph for {:?}", text.text);
                shown.text.push_str(&text.text);
                shown.left = shown.left.min(at.x);
                shown.right = shown.right.max(at.x + text.width());
                shown.bottom = shown.bottom.max(at.y);
                shown.places.push((text.text.to_string(), at.x, at.x + text.width()));
            }
            _ => {}
        }
    }
}

/// A letter that is only a body, so that all else on its pages is known.
fn body(markdown: &str) -> Letter {
    Letter {
        language: "en-GB".to_owned(),
        subject: "S".to_owned(),
        blocks: vec![Block { id: "b".to_owned(), markdown: markdown.to_owned() }],
        ..Letter::default()
    }
}

/// The characters that a reader sees, in order, as the fonts can show them.
pub(super) fn visible(text: &str) -> String {
    Fonts::shared().drawable(text).chars().filter(|c| is_visible(*c)).collect()
}

/// How often each character is seen, for text whose order on the line may differ from that in the file.
pub(super) fn counted(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in visible(text).chars() {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// Whether both show the same. The typesetter may hand a letter with a mark above or below it over twice, when the font
/// has no sign for the two as one, so with marks only the kinds of characters can be compared.
fn same(shown: &str, expected: &str) -> bool {
    let (shown, expected) = (counted(shown), counted(expected));
    if expected.keys().any(|c| unicode_width::UnicodeWidthChar::width(*c) == Some(0)) {
        shown.keys().eq(expected.keys()) && expected.iter().all(|(c, count)| shown.get(c) >= Some(count))
    } else {
        shown == expected
    }
}

/// What the body must show, read from the tree with the marks that lists add.
fn expected(nodes: &[Node]) -> String {
    fn runs(runs: &[Run], out: &mut String) {
        for run in runs {
            match run {
                Run::Text(text) => out.push_str(text),
                Run::Break => {}
                Run::Strong(inner) | Run::Emphasis(inner) => self::expected_runs(inner, out),
                Run::Link { href, runs } => {
                    self::expected_runs(runs, out);
                    if let Some(address) = Run::written_out(href, runs) {
                        out.push_str(&format!("({address})"));
                    }
                }
            }
        }
    }
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Paragraph(content) | Node::Heading { runs: content, .. } => runs(content, &mut out),
            Node::Quote(nodes) => out.push_str(&expected(nodes)),
            Node::List { start, items } => {
                for (number, item) in (start.unwrap_or(0)..).zip(items) {
                    match start {
                        Some(_) => out.push_str(&format!("{number}.")),
                        None => out.push('•'),
                    }
                    out.push_str(&expected(item));
                }
            }
            Node::Table { head, rows } => {
                for cell in rows.iter().chain([head]).flatten() {
                    runs(cell, &mut out);
                }
            }
        }
    }
    out
}

fn expected_runs(runs: &[Run], out: &mut String) {
    out.push_str(&expected(&[Node::Paragraph(runs.to_vec())]));
}

/// The heading and feet that every page of [`body`] has.
fn frame_of(pages: usize) -> String {
    (1..=pages).fold("S".to_owned(), |all, page| format!("{all}Page {page} of {pages}"))
}

fn assert_body_is_shown(markdown: &str) -> Shown {
    let letter = body(markdown);
    let shown = shown(&letter);
    let expected = expected(&parse(markdown)) + &frame_of(shown.pages);
    assert!(same(&shown.text, &expected), "{markdown:?} became {:?}", shown.text);
    let (left, right) = (Abs::mm(24.0), Abs::mm(186.0));
    assert!(shown.left >= left && shown.right <= right, "outside the margins: {markdown:?}");
    shown
}

#[test]
fn instructions_to_the_typesetter_are_text() {
    let hostile = [
        "#panic(\"x\")",
        "$x^2$",
        "#import \"/etc/passwd\": *",
        "#read(\"letter.json\")",
        "#eval(\"1\")",
        "@ref and <label> -> => != --- ... ~ 2x3 10x20",
        "\\u{41} \\n \" ' ` {{ }} }; #{",
        "'quoted' \"quoted\" -- fi ffi ffl",
        "https://example.org/#panic(1)?a=$b",
    ];
    for text in hostile {
        let fields = Letter {
            sender_name: text.to_owned(),
            sender_lines: vec![text.to_owned()],
            recipient_lines: vec![text.to_owned()],
            date: text.to_owned(),
            details: vec![(text.to_owned(), text.to_owned())],
            subject: text.to_owned(),
            signature: vec![text.to_owned(), text.to_owned()],
            enclosures: vec![text.to_owned()],
            attribution: Some(text.to_owned()),
            ..body("")
        };
        let shown = shown(&fields).text;
        let seen = visible(&shown).matches(&visible(text)).count();
        assert!(seen >= 11, "{text:?} is seen {seen} times in {shown:?}");
    }
    for (markdown, text) in [
        ("#panic(\"x\")", "#panic(\"x\")"),
        ("$x$ *a* **b** \\*c\\*", "$x$ a b *c*"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("`#import \"/etc/passwd\"`", "#import \"/etc/passwd\""),
        ("a\u{0}b\u{1b}[31mc\u{202e}d\u{200b}e\u{7f}", "ab[31mcde"),
        ("1 -> 2 <= 3 /* x */ // y", "1 -> 2 <= 3 /* x */ // y"),
        ("[the site](https://example.org/a_b)", "the site (https://example.org/a_b)"),
        ("😀 👍🏽 ❤️ café naïve Ω ж ₦ € – “x”", "😀 👍 ❤️ café naïve Ω ж ₦ € – “x”"),
        ("漢字 अ", "�� �"),
    ] {
        let shown = assert_body_is_shown(markdown);
        assert!(visible(&shown.text).contains(&visible(text)), "{markdown:?} became {:?}", shown.text);
    }
}

#[test]
fn scripts_from_right_to_left_and_joined_letters_are_drawn() {
    for text in [
        "مرحبا بالعالم، شكرا 123 (John) لا",
        "שלום עולם",
        "می\u{200c}خواهم پ چ ژ گ",
        "e\u{301}\u{323} Việt Nam ș ț",
        "Հայերեն ქართული",
    ] {
        assert_body_is_shown(text);
        assert!(cannot_be_drawn(&body(text)).is_empty(), "{text}");
    }
}

#[test]
fn what_cannot_be_drawn_is_known_beforehand() {
    let letter = Letter { recipient_lines: vec!["王 Wang 👍🏽".to_owned()], ..body("अ 王") };
    assert_eq!(cannot_be_drawn(&letter), ['अ', '王']);
}

#[test]
fn very_long_text_stays_on_the_page() {
    let long = |piece: &str| piece.repeat(100_000 / piece.len());
    assert!(assert_body_is_shown(&long("word ")).pages > 20);
    assert_body_is_shown(&long("x"));
    assert_body_is_shown(&long("e\u{301}"));
    assert_body_is_shown(&format!("a|b|c\n-|-|-\n{}|{}|c", "y".repeat(300), "unsubstantiatedly ".repeat(40)));
    assert_body_is_shown(&format!("# {}\n\n> - {}", "W".repeat(300), "Q".repeat(300)));
    assert_body_is_shown(&format!("https://example.org/{}", "a1-".repeat(200)));
    assert_body_is_shown(&format!("<https://example.org/{}>", "abcdefghij".repeat(100)));
    assert_body_is_shown(&(0..9).map(|column| format!("column{column}|")).collect::<String>().repeat(2).replacen(
        "8|column0",
        "8|\n-|-|-|-|-|-|-|-|-\ncolumn0",
        1,
    ));
    assert_body_is_shown(&">".repeat(50_000));
    assert_body_is_shown(&"- ".repeat(50_000));
}

pub(super) fn anything() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        prop::sample::select(vec![
            "#",
            "$",
            "*",
            "_",
            "[",
            "](",
            ")",
            "(https://e.example/x)",
            "<",
            ">",
            "\"",
            "\\",
            "\n",
            "\n\n",
            "# ",
            "> ",
            "- ",
            "1. ",
            "|",
            "\n|-|-|\n",
            "العربية",
            "\u{301}",
            "\u{200d}",
            "\u{fe0f}",
            "👨‍👩‍👧",
            "http://e.example/",
            "`",
            "  \n",
            "~",
            "@a",
            "//",
            "/*",
            "--",
            "\u{2028}",
        ])
        .prop_map(str::to_owned),
        "[ -~]{1,12}",
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn every_body_is_shown(markdown in anything()) {
        assert_body_is_shown(&markdown);
    }

    #[test]
    fn every_field_is_shown(field in anything(), draft: bool) {
        let letter = Letter {
            recipient_lines: vec![field.clone()],
            details: vec![("N".to_owned(), field.clone())],
            enclosures: vec![field.clone()],
            draft,
            ..body("B")
        };
        let shown = shown(&letter);
        let line = clean_line(&field);
        let enclosures = if line.is_empty() { String::new() } else { format!("Enclosures•{line}") };
        let feet = frame_of(shown.pages) + &format!("N:{line}").repeat(shown.pages);
        let marks = if draft { "Draft".repeat(shown.pages) } else { String::new() };
        let expected = format!("{line}N{line}B{enclosures}{feet}{marks}");
        prop_assert!(same(&shown.text, &expected), "{:?}", shown.text);
    }
}

#[test]
fn joiners_do_not_count_as_text() {
    // The tests above compare visible text only; were joiners lost, joined letters would be drawn apart.
    let joined = shown(&body("می\u{200c}خواهم"));
    assert!(joined.text.chars().any(is_joiner_or_mark));
}

pub(super) fn as_text(pdf: &[u8]) -> String {
    String::from_utf8_lossy(pdf).into_owned()
}

#[test]
fn the_file_says_that_it_is_accessible() {
    let letter = Letter {
        subject: "Your complaint, “ref” <1>".to_owned(),
        ..body("## A\n\n- b\n\n|c|d|\n|-|-|\n|e|f|\n\n> q\n\n[l](https://example.org)")
    };
    let file = as_text(&pdf(&letter, jiff::Timestamp::UNIX_EPOCH).unwrap());
    for promise in [
        "<pdfuaid:part>1</pdfuaid:part>",
        "Your complaint, “ref” &lt;1&gt;</rdf:li></rdf:Alt></dc:title>",
        "/Lang(en-GB)",
        "/MarkInfo<</Marked true",
        "/DisplayDocTitle true",
        "/StructTreeRoot",
        "<xmp:CreateDate>1970-01-01T00:00:00+00:00</xmp:CreateDate>",
    ] {
        assert!(file.contains(promise), "{promise}");
    }
    for tag in ["H1", "H2", "P", "L", "LI", "LBody", "Table", "TH", "TD", "BlockQuote", "Link"] {
        assert!(file.contains(&format!("/S/{tag}/")) || file.contains(&format!("/S/{tag}\n")), "{tag}");
    }
}

#[test]
fn the_same_letter_and_time_make_the_same_file() {
    let at = |second: i64| jiff::Timestamp::from_second(second).unwrap();
    let first = pdf(&body("Dear *you*"), at(1_500_000_000)).unwrap();
    typst::comemo::evict(0);
    assert_eq!(first, pdf(&body("Dear *you*"), at(1_500_000_000)).unwrap());
    assert_ne!(first, pdf(&body("Dear *you*"), at(1_500_000_001)).unwrap());
}

#[test]
fn all_that_a_letter_lacks_is_said_at_once() {
    let letter = Letter { subject: " \u{200b}".to_owned(), language: "English".to_owned(), ..body("x") };
    let fault = pdf(&letter, jiff::Timestamp::UNIX_EPOCH).unwrap_err().to_string();
    assert!(fault.contains("subject") && fault.contains("“English”"), "{fault}");
    let times = [jiff::Timestamp::MIN, jiff::Timestamp::MAX];
    assert!(times.iter().all(|time| pdf(&body("x"), *time).is_ok()));
}

#[test]
fn every_page_of_a_draft_says_so() {
    let letter =
        Letter { draft: true, signature: vec!["N".to_owned(), "R".to_owned()], ..body(&"Some words in a line. ".repeat(400)) };
    let shown = shown(&letter);
    assert!(shown.pages > 2);
    assert_eq!(shown.text.matches("Draft").count(), shown.pages);
}
