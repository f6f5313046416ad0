//! Whatever stands in a table is seen on its pages, inside the margins, in a PDF that keeps its promises.

use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;
use typst::layout::Abs;

use super::super::tests::{Shown, anything, as_text, counted, look, visible};
use super::*;

fn shown(sheet: &Sheet) -> Shown {
    let shown = look(Template::Table, checked(sheet).unwrap());
    let (left, right) = (Abs::pt(MARGIN - 0.5), Abs::pt(PAGE - MARGIN + 0.5));
    assert!(shown.left >= left && shown.right <= right, "outside the margins: {:?} to {:?}", shown.left, shown.right);
    // A4 is 595 points high the short way; the foot stands above the edge.
    assert!(shown.bottom < Abs::pt(580.0), "below the page: {:?}", shown.bottom);
    shown
}

fn group(title: &str, rows: &[&[&str]]) -> Group {
    let rows = rows.iter().map(|row| row.iter().map(|text| Cell::from(*text)).collect()).collect();
    Group { title: title.to_owned(), rows }
}

fn sheet(heads: &[&str], groups: Vec<Group>) -> Sheet {
    Sheet {
        title: "T".to_owned(),
        heads: heads.iter().map(|head| (*head).to_owned()).collect(),
        group_head: Some("G".to_owned()),
        groups,
        ..Sheet::default()
    }
}

/// Whether each character of the text is seen as often as it stands there, whatever else is seen.
fn seen(shown: &Shown, text: &str) -> bool {
    let on_page = counted(&shown.text);
    counted(text).iter().all(|(c, count)| {
        let marked = unicode_width::UnicodeWidthChar::width(*c) == Some(0);
        on_page.get(c).is_some_and(|found| marked || found >= count)
    })
}

#[test]
fn instructions_to_the_typesetter_are_text() {
    for text in [
        "#panic(\"x\")",
        "$x^2$",
        "#import \"/etc/passwd\": *",
        "#read(\"table.json\")",
        "@ref and <label> -> => != --- ... ~ 2x3 10x20",
        "\\u{41} \\n \" ' ` {{ }} }; #{ ]) ,",
        "= heading + item / term: x *a* _b_ **c**",
        "[l](https://example.org) <script>alert(1)</script>",
        "https://example.org/#panic(1)?a=$b",
    ] {
        let link = Cell::Link { text: text.to_owned(), href: format!("https://example.org/{text}") };
        let table = Sheet {
            title: text.to_owned(),
            lines: vec![text.to_owned()],
            heads: vec![text.to_owned(), text.to_owned()],
            group_head: None,
            groups: vec![Group { title: text.to_owned(), rows: vec![vec![Cell::from(text), link]] }],
        };
        let shown = shown(&table).text;
        // Title, line, two headings, group, two cells, foot.
        assert_eq!(visible(&shown).matches(&visible(text)).count(), 8, "{text:?} in {shown:?}");
    }
}

#[test]
fn each_page_has_the_headings_the_title_and_its_number() {
    let row: &[&str] = &["first\nsecond\nthird", "What was done about it. "];
    let table =
        sheet(&["Heading one", "Heading two"], vec![group("Open things", &[row; 40]), group("Closed things", &[row; 40])]);
    let shown = shown(&table);
    assert!(shown.pages > 3);
    for (number, page) in (1..).zip(&shown.page_texts) {
        assert!(page.contains("Heading one") && page.contains("Heading two"), "{page}");
        assert!(page.contains(&format!("Page {number} of {}", shown.pages)), "{page}");
        assert_eq!(page.matches("first").count(), page.matches("third").count(), "a short row is broken: {page}");
        let group = if number == 1 { "Open things" } else { "things" };
        assert!(page.contains(group), "a page without the heading of its group: {page}");
    }
}

#[test]
fn groups_without_a_title_stand_under_no_other() {
    let titles = |table: &Sheet| -> Vec<Vec<String>> {
        tables(table).iter().map(|groups| groups.iter().map(|group| group.title.clone()).collect()).collect()
    };
    let row: &[&[&str]] = &[&["x"]];
    let table =
        sheet(&["H"], vec![group("", row), group("a", row), group("b", &[]), group(" ", row), group("", &[]), group("c", row)]);
    assert_eq!(titles(&table), [vec!["", "a", "b"], vec![" ", "c"]]);
    let found = shown(&table);
    assert_eq!(visible(&found.text), "THxaxbNoneHxcxTPage1of1");
}

#[test]
fn dates_numbers_and_links_are_shown_as_people_read_them() {
    let link = |href: &str| Cell::Link { text: "R-1".to_owned(), href: href.to_owned() };
    let row = |cell| vec![cell, Cell::Date(date(2026, 4, 5)), Cell::Number(12.5)];
    let address = Cell::Link { text: String::new(), href: "https://e.example/2".to_owned() };
    let rows = vec![row(link("https://e.example/1")), row(link("javascript:alert(1)")), row(address), vec![]];
    let table = Sheet { groups: vec![Group { title: String::new(), rows }], ..sheet(&["Ref", "Due", "£"], Vec::new()) };
    assert_eq!(numbers(&table), [2]);
    let line = "5Apr202612.5";
    assert_eq!(visible(&shown(&table).text), format!("TRefDue£R-1{line}R-1{line}https://e.example/2{line}TPage1of1"));
    let file = as_text(&table_pdf(&table, Timestamp::UNIX_EPOCH).unwrap());
    assert_eq!(file.matches("/URI(https://e.example/").count(), 2);
    assert!(!file.contains("javascript"));
}

#[test]
fn numbers_end_where_their_column_ends_and_lines_from_the_right_begin_there() {
    let numbers = [7.0, 1234.5].map(|number| vec![Cell::from("x"), Cell::Number(number)]);
    let table =
        Sheet { groups: vec![Group { title: String::new(), rows: numbers.to_vec() }], ..sheet(&["Text", "Cost"], Vec::new()) };
    let shown_numbers = shown(&table);
    let end = |text: &str| shown_numbers.places.iter().find(|(found, ..)| found == text).unwrap().2;
    assert!(end("7").approx_eq(end("1234.5")) && end("7") > end("x") && (end("Cost") - end("7")).abs() < Abs::pt(1.0));
    for text in ["שלום", "שלום\nשלום"] {
        let shown = shown(&sheet(&[text], vec![group("", &[&[text]])]));
        let lines: Vec<_> = shown.places.iter().filter(|(found, ..)| found.contains('ש')).collect();
        assert!(lines.len() > 1 && lines.iter().all(|(_, left, _)| *left > Abs::pt(PAGE / 2.0)), "{lines:?}");
    }
}

#[test]
fn tables_of_nothing_say_so() {
    let empty = [
        (Sheet { title: "T".to_owned(), ..Sheet::default() }, "TNoneTPage1of1"),
        (sheet(&["H"], Vec::new()), "THNoneTPage1of1"),
        (sheet(&["H", ""], vec![group("", &[])]), "THNoneTPage1of1"),
        (sheet(&[], vec![group("Open", &[])]), "TOpenNoneTPage1of1"),
        (sheet(&["H"], vec![group("Open", &[])]), "THOpenNoneTPage1of1"),
        (sheet(&[], vec![group("", &[&["x", "y"], &[]])]), "TxyTPage1of1"),
    ];
    for (table, text) in empty {
        assert_eq!(visible(&shown(&table).text), text);
    }
}

#[test]
fn very_long_text_goes_on_over_the_pages() {
    let long = |piece: &str| piece.repeat(40_000 / piece.len());
    for text in
        [long("word "), long("word\n"), long("x"), long("e\u{301}"), long("مرحبا "), long("https://example.org/a_b "), long("W")]
    {
        let table = sheet(&["Reference", "What"], vec![group("Open", &[&["R-1", &text, "after"]])]);
        let shown = shown(&table);
        assert!(shown.pages > 2 && seen(&shown, &text), "{:?}", text.chars().take(20).collect::<String>());
    }
}

#[test]
fn long_headings_titles_and_groups_go_on_over_the_pages_too() {
    let text = "A heading that goes on and on ".repeat(300);
    let heads = sheet(&["H", &text], vec![group("Open", &[&["a", "b"]])]);
    let groups = sheet(&["H", "I"], vec![group(&text, &[&["a", "b"]]), group("c", &[&["d"]])]);
    let title = Sheet { title: text.clone(), lines: vec![text.clone()], ..sheet(&["H"], Vec::new()) };
    for table in [heads, groups, title] {
        assert!(seen(&shown(&table), &text));
    }
}

#[test]
fn the_widest_table_stays_on_the_page() {
    let heads = vec!["Unsubstantiatedly"; MOST_COLUMNS];
    let row = vec!["Unsubstantiatedly recorded 2026"; MOST_COLUMNS];
    shown(&sheet(&heads, vec![group("Open", &[&row, &row])]));
}

#[test]
fn scripts_from_right_to_left_and_emoji_are_drawn() {
    for text in
        ["مرحبا بالعالم، شكرا 123 (John) لا", "שלום עולם", "می\u{200c}خواهم پ چ ژ گ", "e\u{301} Việt Nam", "😀 👍🏽 ❤️ café Ω ж ₦ €"]
    {
        let table = sheet(&[text, "B"], vec![group(text, &[&[text, "x"], &["x\ny", &format!("{text}\n{text}")]])]);
        assert!(seen(&shown(&table), &text.repeat(5)), "{text}");
    }
    // What no typeface has is marked.
    assert!(seen(&shown(&sheet(&["H"], vec![group("", &[&["漢字"]])])), "��"));
}

#[test]
fn the_file_says_that_it_is_accessible() {
    let link = Cell::Link { text: "R-1".to_owned(), href: "https://e.example".to_owned() };
    let rows = vec![vec![link, Cell::from("a\nb")]];
    let table = Sheet {
        title: "Plan, “open” <1>".to_owned(),
        lines: vec!["As at 24 November 2026".to_owned()],
        groups: vec![Group { title: "Open".to_owned(), rows }],
        ..sheet(&["Reference", "What"], Vec::new())
    };
    let file = as_text(&table_pdf(&table, Timestamp::UNIX_EPOCH).unwrap());
    for promise in [
        "<pdfuaid:part>1</pdfuaid:part>",
        "Plan, “open” &lt;1&gt;</rdf:li></rdf:Alt></dc:title>",
        "/Lang(en-GB)",
        "/MarkInfo<</Marked true",
        "/DisplayDocTitle true",
        "/StructTreeRoot",
        "/Scope/Column",
        "/ColSpan 2",
        "/Headers[",
    ] {
        assert!(file.contains(promise), "{promise}");
    }
    for tag in ["H1", "P", "Table", "THead", "TBody", "TR", "TH", "TD", "Link"] {
        assert!(file.contains(&format!("/S/{tag}/")) || file.contains(&format!("/S/{tag}\n")), "{tag}");
    }
}

#[test]
fn the_same_table_and_time_make_the_same_file() {
    let table = sheet(&["H"], vec![group("g", &[&["x"]])]);
    let at = |second: i64| Timestamp::from_second(second).unwrap();
    let first = table_pdf(&table, at(1_500_000_000)).unwrap();
    typst::comemo::evict(0);
    assert_eq!(first, table_pdf(&table, at(1_500_000_000)).unwrap());
    assert_ne!(first, table_pdf(&table, at(1_500_000_001)).unwrap());
}

#[test]
fn all_that_stands_against_a_table_is_said_at_once() {
    let heads = vec!["H"; MOST_COLUMNS + 1];
    let table = Sheet { title: " \u{200b}".to_owned(), ..sheet(&heads, Vec::new()) };
    let fault = table_pdf(&table, Timestamp::UNIX_EPOCH).unwrap_err().to_string();
    assert_eq!(
        fault,
        "The table cannot be set as a PDF. Give it a title: it is the document's title. It has 31 columns, and a page holds 30. Take fewer, or take it as a spreadsheet."
    );
    let rows = vec![vec![Cell::default(); 2]; MOST_CELLS / 2 + 1];
    let fault = table_pdf(
        &Sheet { groups: vec![Group { title: String::new(), rows }], ..sheet(&["H", "I"], Vec::new()) },
        Timestamp::UNIX_EPOCH,
    );
    assert!(fault.unwrap_err().to_string().contains("It has 50001 rows, and 50000 of 2 columns are the most."));
    let much = "x ".repeat(MOST_BYTES / 2);
    let fault = table_pdf(&sheet(&["H"], vec![group("", &[&[&much]])]), Timestamp::UNIX_EPOCH);
    assert!(fault.unwrap_err().to_string().contains("more than 10 million characters"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_table_is_shown(
        heads in prop::collection::vec(anything(), 0..5),
        groups in prop::collection::vec((anything(), prop::collection::vec(prop::collection::vec(anything(), 0..5), 0..4)), 0..4),
        lines in prop::collection::vec(anything(), 0..3),
    ) {
        let words = heads.iter().chain(&lines).chain(groups.iter().flat_map(|(title, rows)| rows.iter().flatten().chain([title])));
        let all = words.map(|text| clean(text)).collect::<String>();
        let groups = groups.into_iter().map(|(title, rows)| Group {
            title,
            rows: rows.into_iter().map(|row| row.into_iter().map(Cell::Text).collect()).collect(),
        });
        let table = Sheet { title: "T".to_owned(), lines, heads, group_head: None, groups: groups.collect() };
        let shown = shown(&table);
        prop_assert!(seen(&shown, &all), "{:?}", shown.text);
    }
}
