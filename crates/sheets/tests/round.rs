//! What is written is read back as it was, from CSV and from workbooks, whatever it is.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that fails says so"
)]

use jiff::Timestamp;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use sheets::{Cell, Group, Raw, Sheet, read, read_with, to_csv, to_xlsx};

fn xlsx(sheet: &Sheet) -> Vec<u8> {
    to_xlsx(sheet, Timestamp::UNIX_EPOCH).unwrap()
}

/// What reading the file must give: the rows that have something in them, and where they stand below `above` rows.
fn expected(sheet: &Sheet, grouped: bool, above: u32) -> Raw {
    let mut raw = Raw { heads: sheet.heads.clone(), rows: Vec::new() };
    raw.heads.extend(sheet.group_head.clone().filter(|_| grouped));
    let rows = sheet.groups.iter().flat_map(|group| group.rows.iter().map(move |row| (group, row)));
    for (number, (group, row)) in (above + 2..).zip(rows) {
        let mut cells: Vec<String> = row.iter().map(Cell::plain).collect();
        cells.resize(sheet.heads.len(), String::new());
        if grouped {
            cells.push(Cell::from(group.title.as_str()).plain());
        }
        // A cell of nothing but spaces is empty.
        for cell in cells.iter_mut().filter(|cell| cell.trim().is_empty()) {
            cell.clear();
        }
        if cells.iter().any(|cell| !cell.is_empty()) {
            raw.rows.push(sheets::Row { number, cells });
        }
    }
    raw
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        prop::sample::select(vec![
            "=",
            "+",
            "-",
            "@",
            "'",
            "\"",
            ",",
            ";",
            "\t",
            "\n",
            "\r\n",
            "\r",
            " ",
            "_x000D_",
            "_x005F_",
            "&amp;",
            "<",
            "]]>",
            "\u{feff}",
            "\0",
            "\u{85}",
            "\u{2028}",
            "0012",
            "1e5",
            "TRUE",
            "1/2",
            "2026-01-02",
            "sep=;",
            "#REF!",
            "é",
            "漢",
            "😀",
            "مرحبا",
        ])
        .prop_map(str::to_owned),
        "[ -~]{1,12}",
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn day() -> impl Strategy<Value = Date> {
    (0_i64..2_990_000).prop_map(|days| date(1800, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap())
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        4 => text().prop_map(Cell::Text),
        1 => day().prop_map(Cell::Date),
        1 => any::<f64>().prop_map(Cell::Number),
        1 => (-1_000_000_i32..1_000_000).prop_map(|number| Cell::Number(f64::from(number) / 100.0)),
        1 => (text(), text()).prop_map(|(text, path)| Cell::Link { text, href: format!("https://e.example/{path}") }),
        1 => (text(), text()).prop_map(|(text, href)| Cell::Link { text, href }),
    ]
}

fn sheet() -> impl Strategy<Value = Sheet> {
    let groups = prop::collection::vec((text(), prop::collection::vec(prop::collection::vec(cell(), 0..5), 0..6)), 0..4);
    (text(), prop::collection::vec(text(), 0..3), groups, any::<bool>()).prop_map(|(title, lines, groups, grouped)| Sheet {
        title,
        lines,
        heads: ["=Ref", "Due, on", "'What", "-", "Last"].map(str::to_owned).to_vec(),
        group_head: grouped.then(|| "Group; of".to_owned()),
        groups: groups.into_iter().map(|(title, rows)| Group { title, rows }).collect(),
    })
}

/// Whether the files have a column for the groups.
fn grouped(sheet: &Sheet) -> bool {
    let titled = sheet.groups.iter().any(|group| !Cell::from(group.title.as_str()).plain().trim().is_empty());
    sheet.group_head.is_some() && sheet.groups.len() > 1 && titled
}

fn is_head(cells: &[String]) -> bool {
    cells.first().is_some_and(|cell| cell == "=Ref")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn csv_is_read_as_it_was_written(sheet in sheet()) {
        let file = to_csv(&sheet);
        prop_assert_eq!(read("f.csv", &file), Ok(expected(&sheet, grouped(&sheet), 0)));
    }

    #[test]
    fn workbooks_are_read_as_they_were_written(sheet in sheet()) {
        let file = xlsx(&sheet);
        let title = !Cell::from(sheet.title.as_str()).plain().trim().is_empty();
        let above = u32::from(title) + u32::try_from(sheet.lines.len()).unwrap();
        let above = if above == 0 { 0 } else { above + 1 };
        prop_assert_eq!(read_with("f.xlsx", &file, is_head), Ok(expected(&sheet, grouped(&sheet), above)));
    }

    #[test]
    fn whatever_is_sent_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read("f", &bytes);
    }

    #[test]
    fn a_workbook_with_a_few_bytes_changed_is_read_or_refused(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut file = xlsx(&plan());
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        let _ = read_with("f", &file, is_head);
    }
}

/// A table with one of everything.
fn plan() -> Sheet {
    let group = |title: &str, reference: &str| Group {
        title: title.to_owned(),
        rows: vec![vec![
            Cell::Link { text: reference.to_owned(), href: "https://e.example/case/1".to_owned() },
            Cell::Date(date(2026, 11, 24)),
            Cell::from("- first\n- second"),
            Cell::Number(-3.5),
        ]],
    };
    Sheet {
        title: "Plan: “A & B”".to_owned(),
        lines: vec!["As at 24 November 2026".to_owned(), "=1+1".to_owned()],
        heads: ["=Ref", "Due", "What is done", "Cost"].map(str::to_owned).to_vec(),
        group_head: Some("State".to_owned()),
        groups: vec![group("Open", "R-1"), group("=Closed", "0012")],
    }
}

#[test]
fn csv_is_as_the_standard_has_it_and_no_cell_is_a_formula() {
    let file = String::from_utf8(to_csv(&plan())).unwrap();
    assert_eq!(
        file,
        "\u{feff}'=Ref,Due,What is done,Cost,State\r\n\
         R-1,2026-11-24,\"'- first\n- second\",-3.5,Open\r\n\
         0012,2026-11-24,\"'- first\n- second\",-3.5,'=Closed\r\n"
    );
}

#[test]
fn rows_shorter_or_longer_than_the_headings_lose_nothing() {
    let group = Group { title: "Only".to_owned(), rows: vec![vec!["1".into()], vec!["1".into(), "2".into(), "3".into()]] };
    let sheet = Sheet {
        heads: vec!["a".to_owned(), "b".to_owned()],
        group_head: Some("G".to_owned()),
        groups: vec![group],
        ..Sheet::default()
    };
    assert_eq!(String::from_utf8(to_csv(&sheet)).unwrap(), "\u{feff}a,b,\r\n1,,\r\n1,2,3\r\n");
    assert!(read("f", &xlsx(&sheet)).unwrap_err()[0].words.contains("This row has 3 cells"));
    assert_eq!(String::from_utf8(to_csv(&Sheet { groups: Vec::new(), ..sheet })).unwrap(), "\u{feff}a,b\r\n");
}

/// A part of the zip that a workbook is.
fn part(file: &[u8], name: &str) -> String {
    std::io::read_to_string(zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap().by_name(name).unwrap()).unwrap()
}

#[test]
fn a_workbook_is_ready_to_be_read_filtered_and_printed() {
    let file = xlsx(&plan());
    let sheet = part(&file, "xl/worksheets/sheet1.xml");
    let book = part(&file, "xl/workbook.xml");
    for (text, promise) in [
        (&sheet, "<pane ySplit=\"5\" topLeftCell=\"A6\" activePane=\"bottomLeft\" state=\"frozen\"/>"),
        (&sheet, "<row r=\"6\" spans=\"1:5\" ht=\"30\">"),
        (&sheet, "<autoFilter ref=\"A5:E7\"/>"),
        (&sheet, "orientation=\"landscape\""),
        (&sheet, "paperSize=\"9\""),
        (&sheet, "fitToHeight=\"0\""),
        (&sheet, "<pageSetUpPr fitToPage=\"1\"/>"),
        (&sheet, "<oddFooter>&amp;LPlan: “A &amp;&amp; B”&amp;RPage &amp;P of &amp;N</oddFooter>"),
        (&sheet, "<hyperlink ref=\"A6\""),
        (&sheet, "<v>46350</v>"),
        (&book, "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">'Plan “A &amp; B”'!$5:$5</definedName>"),
    ] {
        assert!(text.contains(promise), "{promise}\n{text}");
    }
    assert!(!sheet.contains("<f>"));
    let styles = part(&file, "xl/styles.xml");
    assert!(styles.contains("wrapText=\"1\"") && styles.contains("quotePrefix=\"1\"") && styles.contains("d mmm yyyy"));
    let properties = part(&file, "docProps/core.xml");
    assert!(properties.contains("<dc:title>Plan: “A &amp; B”</dc:title>") && properties.contains("1970-01-01T00:00:00Z"));
    assert_eq!(file, xlsx(&plan()));
}

#[test]
fn a_table_of_nothing_is_written() {
    for sheet in [Sheet::default(), Sheet { title: "T".to_owned(), heads: vec!["a".to_owned()], ..Sheet::default() }] {
        assert!(read("f", &xlsx(&sheet)).is_ok() || sheet == Sheet::default());
        assert!(read("f", &to_csv(&sheet)).is_ok() || sheet == Sheet::default());
    }
}

#[test]
fn a_cell_that_no_workbook_can_hold_is_named() {
    let row = |text: String| vec![Cell::from("1"), Cell::Text(text)];
    let rows = vec![row("x".repeat(32_766)), row("😀".repeat(16_384)), row("x".repeat(40_000))];
    let groups = vec![Group { title: String::new(), rows }];
    let sheet = Sheet { title: "T".to_owned(), heads: vec!["a".to_owned(), "What".to_owned()], groups, ..Sheet::default() };
    let refused = to_xlsx(&sheet, Timestamp::UNIX_EPOCH).unwrap_err().to_string();
    let words = "This holds more than the 32767 characters that a cell of a workbook can. Shorten it, or take the table as CSV.";
    assert_eq!(refused, format!("Row 5, “What”: {words} Row 6, “What”: {words}"));
    assert_eq!(read("f.csv", &to_csv(&sheet)).unwrap().rows.len(), 3);
}

#[test]
fn ten_thousand_rows_are_read() {
    let row = |number: u32| {
        vec![
            Cell::Link { text: format!("R-{number}"), href: format!("https://e.example/case/{number}") },
            Cell::Date(date(2026, 11, 24)),
            Cell::Text("What was done about it, and by whom.\n".repeat(5)),
            Cell::Number(f64::from(number)),
        ]
    };
    let sheet = Sheet { groups: vec![Group { title: "All".to_owned(), rows: (0..10_000).map(row).collect() }], ..plan() };
    for file in [to_csv(&sheet), xlsx(&sheet)] {
        let raw = read_with("f", &file, is_head).unwrap();
        assert_eq!(raw.rows.len(), 10_000);
        assert_eq!(raw.rows[9_999].cells[3], "9999");
    }
}
