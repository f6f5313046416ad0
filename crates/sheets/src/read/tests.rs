//! Files from outside: odd ones, faulty ones, and ones made to do harm.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn rows(raw: &Raw) -> Vec<(u32, Vec<&str>)> {
    raw.rows.iter().map(|row| (row.number, row.cells.iter().map(String::as_str).collect())).collect()
}

fn words(read: Result<Raw, Vec<Fault>>) -> Vec<String> {
    read.unwrap_err().iter().map(Fault::to_string).collect()
}

/// A zip of these parts.
fn zip_of(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
const ROOT: &str = "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
const STYLES: &str =
    "<styleSheet><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"20\"/></cellXfs></styleSheet>";

/// A workbook with these sheets (name, state, what is in `sheetData`) and this list of texts.
fn workbook(sheets: &[(&str, &str, &str)], texts: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let numbered = || (1..).zip(sheets);
    let list: String =
        numbered().map(|(n, (name, state, _))| format!("<sheet name=\"{name}\" state=\"{state}\" r:id=\"rId{n}\"/>")).collect();
    let relations: String = numbered()
        .map(|(n, _)| {
            format!(
                "<Relationship Id=\"rId{n}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
            )
        })
        .collect();
    let book = format!("<workbook><sheets>{list}</sheets></workbook>");
    let relations = format!("<Relationships>{relations}</Relationships>");
    let pages: Vec<(String, String)> = numbered()
        .map(|(n, (_, _, data))| {
            (format!("xl/worksheets/sheet{n}.xml"), format!("<worksheet><sheetData>{data}</sheetData></worksheet>"))
        })
        .collect();
    let mut parts = vec![
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &relations),
        ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", texts),
    ];
    parts.extend(pages.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    parts.extend(more);
    zip_of(&parts)
}

fn text_cell(at: &str, text: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
}

/// A sheet of texts, row by row from A1.
fn texts(rows: &[&[&str]]) -> String {
    let row = |(number, cells): (usize, &&[&str])| {
        let cells =
            cells.iter().enumerate().map(|(column, text)| text_cell(&format!("{}{number}", crate::fault::letters(column)), text));
        format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
    };
    (1..).zip(rows).map(row).collect()
}

#[test]
fn rows_have_the_numbers_that_a_spreadsheet_shows() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["", "a,b", "1,\"x", "y\"", "", ",", "", "2,z", "", "3,", ""].join(end);
        let raw = read("f.csv", text.as_bytes()).unwrap();
        assert_eq!(raw.heads, ["a", "b"]);
        assert_eq!(rows(&raw), [(3, vec!["1", "x\ny"]), (7, vec!["2", "z"]), (9, vec!["3", ""])], "{end:?}");
    }
}

#[test]
fn whatever_csv_is_encoded_in_is_read() {
    let text = "Name,Café\nMüller,€ “x”\n";
    let expected = [(2, vec!["Müller", "€ “x”"])];
    let wide = |to: fn(u16) -> [u8; 2]| format!("\u{feff}{text}").encode_utf16().flat_map(to).collect::<Vec<u8>>();
    let files = [
        text.as_bytes().to_vec(),
        format!("\u{feff}{text}").into_bytes(),
        encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
    ];
    for file in files {
        let raw = read("f.csv", &file).unwrap();
        assert_eq!(raw.heads, ["Name", "Café"]);
        assert_eq!(rows(&raw), expected);
    }
}

#[test]
fn the_separator_is_found() {
    let expected = [(2, vec!["1,5", "a; b"]), (3, vec!["2,5", "c"])];
    for text in [
        "n;t\n1,5;\"a; b\"\n2,5;c\n",
        "n\tt\n1,5\ta; b\n2,5\tc\n",
        "n,t\n\"1,5\",a; b\n\"2,5\",c\n",
        "sep=;\r\nn;t\r\n1,5;\"a; b\"\r\n2,5;c\r\n",
    ] {
        let raw = read("f.csv", text.as_bytes()).unwrap();
        assert_eq!(rows(&raw), expected, "{text}");
    }
    let raw = read("f.csv", b"\"sep=|\"\nn|t\n1|2").unwrap();
    assert_eq!(rows(&raw), [(2, vec!["1", "2"])]);
    let raw = read("f.csv", b"only\nx\ny z\n").unwrap();
    assert_eq!(rows(&raw), [(2, vec!["x"]), (3, vec!["y z"])]);
    // The headings decide where the likelier separator is another.
    let odd = b"a;b\n1,2,3;x\n1,2,3;y\n1,2,3;z\n1,2,3\n1,2,3\n";
    let raw = read_with("f.csv", odd, |cells| cells == ["a", "b"]).unwrap();
    assert_eq!(rows(&raw)[0], (2, vec!["1,2,3", "x"]));
}

#[test]
fn headings_are_found_below_a_title() {
    let csv = "Plan,\n\n\"As at\n24 November\",\nRef , Due\n\n'=1,2026-11-24\n";
    let is_head = |cells: &[String]| cells.iter().any(|cell| cell == "Due");
    let raw = read_with("f.csv", csv.as_bytes(), is_head).unwrap();
    assert_eq!(
        raw,
        Raw {
            heads: vec!["Ref".to_owned(), "Due".to_owned()],
            rows: vec![Row { number: 6, cells: vec!["=1".to_owned(), "2026-11-24".to_owned()] }]
        }
    );
    let book =
        workbook(&[("S", "visible", &texts(&[&["Plan"], &["", "x"], &["Ref\nno", " Due "], &["'-1", "x"]]))], "<sst/>", &[]);
    let raw = read_with("f.xlsx", &book, is_head).unwrap();
    assert_eq!(raw.heads, ["Ref no", "Due"]);
    assert_eq!(rows(&raw), [(4, vec!["-1", "x"])]);
    assert_eq!(
        words(read_with("f.csv", csv.as_bytes(), |_| false)),
        [
            "No row holds the headings that are expected. They stand in one row, each in a cell of its own, above all rows of the table."
        ]
    );
}

#[test]
fn all_faults_are_said_at_once() {
    let expected = [
        "Row 1, “ref”: Columns A and C have the same heading. Give one of them another, or delete it.",
        "Row 1, “D”: This column has no heading, and there is something in it in row 2. Give it one, or delete it.",
        "Row 2, “G”: This row has 7 cells, and there are 6 headings. Give each column a heading, or delete what stands beyond.",
    ];
    let long = format!("Row 3, “Last”: This holds more than {MOST_CHARACTERS} characters. Shorten it.");
    let much = "x".repeat(MOST_CHARACTERS + 1);
    let csv = format!("Ref,,ref,,,Last\n1,,2,3,,5,6\n1,,2,4,,{much},,,\n1,2\n");
    let found = words(read("f.csv", csv.as_bytes()));
    let comma = " A cell that holds a comma must stand within quotation marks.";
    let headless = "Row 1, “B”: This column has no heading, and there is something in it in row 4. Give it one, or delete it.";
    let [same, column, cells] = expected;
    assert_eq!(found, [same.to_owned(), column.to_owned(), format!("{cells}{comma}"), long.clone(), headless.to_owned()]);
    let sheet =
        texts(&[&["Ref", "", "ref", "", "", "Last"], &["1", "", "2", "3", "", "5", "6"], &["1", "", "2", "4", "", &much]]);
    let error = "<row r=\"4\"><c r=\"A4\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row>";
    let found = words(read("f.xlsx", &workbook(&[("S", "visible", &format!("{sheet}{error}"))], "<sst/>", &[])));
    let failed =
        "Row 4, “Ref”: This shows #DIV/0!, which means that its formula failed. Mend the formula, or put a value in its place.";
    assert_eq!(found, [failed.to_owned(), same.to_owned(), column.to_owned(), cells.to_owned(), long]);
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_found() {
    let found = words(read("f.csv", b"a,b\n1,2\n3,\"x\n5,6\n"));
    assert_eq!(
        found,
        [
            "Row 3, “b”: A quotation mark opens here and is never closed, so that all rows below would be part of this cell. Close it, or take it away."
        ]
    );
    assert_eq!(rows(&read("f.csv", b"a,b\n1,\"x\"\"y\"").unwrap()), [(2, vec!["1", "x\"y"])]);
    assert_eq!(rows(&read("f.csv", b"a,b\n1,5\" pipe").unwrap()), [(2, vec!["1", "5\" pipe"])]);
}

#[test]
fn columns_that_are_empty_throughout_are_left_out() {
    let raw = read("f.csv", b"a,,b,,\n1,,2,,\n,,,,\n3,\n").unwrap();
    assert_eq!(raw.heads, ["a", "b"]);
    assert_eq!(rows(&raw), [(2, vec!["1", "2"]), (4, vec!["3", ""])]);
}

#[test]
fn more_than_can_be_read_is_refused() {
    let found = |text: &str| words(read("f.csv", text.as_bytes())).join(" ");
    let rows = |many: usize| format!("a\n{}", "1\n".repeat(many));
    assert_eq!(read("f.csv", rows(MOST_ROWS).as_bytes()).unwrap().rows.len(), MOST_ROWS);
    let split = "There are more than 100000 rows. Split the table into several files.";
    assert_eq!(found(&rows(MOST_ROWS + 1)), format!("Row 100002: {split}"));
    assert!(
        read("f.csv", "a,".repeat(MOST_COLUMNS).as_bytes()).unwrap_err().iter().all(|fault| fault.words.contains("same heading"))
    );
    let wide =
        "There is something as far as column GS, and at most 200 columns can be read. Delete what is not part of the table.";
    assert_eq!(found(&format!("{}b", "a,".repeat(MOST_COLUMNS))), wide);
    let far = workbook(&[("S", "visible", &text_cell("GS1", "x"))], "<sst/>", &[]);
    assert_eq!(words(read("f.xlsx", &far)), [wide]);
    assert_eq!(
        words(read("C:\\d\\f.csv", &vec![b'a'; MOST_BYTES + 1])),
        ["“f.csv” is larger than 20 MB. Split it into several files."]
    );
    let heads: String = (0..MOST_COLUMNS).map(|column| format!("h{column},")).collect();
    assert_eq!(found(&format!("{heads}\n{}", format!("{}1\n", ",".repeat(99)).repeat(MOST_ROWS))), grid::TOO_MUCH);
    let faulty = format!("a\n{}", "1,2\n".repeat(2_000));
    let many = words(read("f.csv", faulty.as_bytes()));
    assert_eq!(many.last().unwrap(), "And 1000 more. Mend these first and send the file again.");
}

#[test]
fn an_empty_file_and_an_empty_sheet_say_so() {
    assert_eq!(words(read("", b"")), ["This file is empty. Choose another file, or save it again."]);
    let nothing = "There is nothing in the file. It needs a row of headings and the rows below it.";
    for file in [b" \r\n,,\r\n".to_vec(), b"\xef\xbb\xbf".to_vec(), workbook(&[("S", "visible", "")], "<sst/>", &[])] {
        assert_eq!(words(read("f", &file)), [nothing]);
    }
    assert_eq!(read("f", b"a,b").unwrap(), Raw { heads: vec!["a".to_owned(), "b".to_owned()], rows: Vec::new() });
}

#[test]
fn other_files_are_refused_in_plain_words() {
    let compound = |name: &str| {
        let mut file = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        file.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        file
    };
    let ods = zip_of(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<x/>")]);
    let docx = zip_of(&[("[Content_Types].xml", TYPES), ("word/document.xml", "<x/>")]);
    let files: Vec<(Vec<u8>, &str)> = vec![
        (b"%PDF-1.7 ...".to_vec(), "is a PDF"),
        (compound("Workbook"), "old .xls format"),
        (compound("EncryptedPackage"), "password"),
        (compound("WordDocument"), "is not a spreadsheet"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "is not a spreadsheet"),
        (b"{\\rtf1 x}".to_vec(), "text document"),
        (b"\r\n <!DOCTYPE html><table>".to_vec(), "web page"),
        (b"<?xml version=\"1.0\"?><Workbook/>".to_vec(), "XML"),
        (b"PK\x05\x06\0\0".to_vec(), "is not a spreadsheet"),
        (b"PK\x03\x04 and no more".to_vec(), "damaged"),
        (ods, "OpenDocument"),
        (docx, "is a document"),
        (zip_of(&[("[Content_Types].xml", TYPES), ("xl/workbook.bin", "x")]), ".xlsb"),
        (zip_of(&[("Index/Document.iwa", "x")]), "Numbers"),
        (zip_of(&[("plan.csv", "a,b")]), "a zip"),
        (zip_of(&[("[Content_Types].xml", TYPES), ("xl/workbook.xml", "<x/>")]), "damaged"),
    ];
    for (file, said) in files {
        // What it is called makes no difference.
        let found = words(read("plan.csv", &file));
        assert!(found.len() == 1 && found[0].starts_with("“plan.csv” ") && found[0].contains(said), "{said}: {found:?}");
        assert!(found[0].contains(".xlsx") || found[0].contains("password"), "{found:?}");
    }
}

#[test]
fn the_first_sheet_that_has_something_is_read_and_hidden_ones_last() {
    let sheet = |text: &str| texts(&[&["h"], &[text]]);
    let (hidden, first, second) = (sheet("hidden"), sheet("first"), sheet("second"));
    let book = workbook(
        &[
            ("A", "hidden", &hidden),
            ("B", "visible", "<row r=\"1\"><c r=\"A1\"/></row>"),
            ("C", "visible", &first),
            ("D", "visible", &second),
        ],
        "<sst/>",
        &[],
    );
    assert_eq!(rows(&read("f", &book).unwrap()), [(2, vec!["first"])]);
    let book = workbook(&[("A", "hidden", &hidden), ("B", "visible", "")], "<sst/>", &[]);
    assert_eq!(rows(&read("f", &book).unwrap()), [(2, vec!["hidden"])]);
}

#[test]
fn cells_of_every_kind_are_read() {
    let shared = "<sst count=\"2\" uniqueCount=\"2\"><si><r><t>rich</t></r><r><t xml:space=\"preserve\"> text</t></r></si><si><t>a&amp;b&#10;c_x000D_&#10;d</t></si></sst>";
    let cells = [
        "<c r=\"A9\" t=\"s\"><v>0</v></c>",
        "<c r=\"C9\" t=\"s\"><v>1</v></c>",
        "<c r=\"B9\"><v>0.30000000000000004</v></c>",
        "<c r=\"D9\" s=\"1\"><v>45943</v></c>",
        "<c r=\"E9\" s=\"2\"><v>0.5</v></c>",
        "<c r=\"F9\" t=\"b\"><v>1</v></c>",
        "<c r=\"G9\" t=\"str\"><f>1&amp;2</f><v>12</v></c>",
        "<c r=\"H9\" t=\"d\"><v>2025-10-13T00:00:00</v></c>",
        "<c r=\"I9\"><v>5.0</v></c>",
    ];
    let heads = texts(&[&["a", "b", "c", "d", "e", "f", "g", "h", "i"]]);
    // Later rows first, and cells out of order: nothing forbids it.
    let data = format!("<row r=\"9\">{}</row>{heads}", cells.concat());
    let raw = read("f", &workbook(&[("S", "visible", &data)], shared, &[])).unwrap();
    let expected = ["rich text", "0.3", "a&b\nc\nd", "2025-10-13", "12:00", "TRUE", "12", "2025-10-13", "5"];
    assert_eq!(rows(&raw), [(9, expected.to_vec())]);
}

#[test]
fn a_small_file_that_unpacks_into_much_is_refused() {
    let sheet = texts(&[&["h"], &["x"]]);
    let refused = |texts: &str, data: &str, more: &[(&str, &str)]| {
        let file = workbook(&[("S", "visible", data)], texts, more);
        assert!(file.len() < MOST_BYTES);
        words(read("f.xlsx", &file)).concat()
    };
    let zeros = " ".repeat(210 * 1024 * 1024);
    assert!(refused("<sst/>", &sheet, &[("xl/media/a.xml", &zeros)]).contains("too much"));
    drop(zeros);
    // A quarter of a megabyte that would keep the reader busy.
    let same = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>".repeat(1_000_000);
    assert!(refused("<sst/>", &same, &[]).contains("too much"));
    // A promise of texts that never come, for which the reader would make room.
    for promise in ["<sst uniqueCount=\"99999999999999\"/>", "<!-- --><sst\n uniqueCount\n=\n'1000000000000'></sst>"] {
        assert!(refused(promise, &sheet, &[]).contains("too much"));
    }
    assert!(refused("<sst\u{1b} uniqueCount=\"1\"/>", &sheet, &[]).contains("cannot be read"));
    let formats = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(1_100_000));
    assert!(refused("<sst/>", &sheet, &[("xl/Styles.xml", &formats)]).contains("too much"));
    // One long text in many cells.
    let long = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(100_000));
    let many: String = (1..4_000).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>")).collect();
    assert!(refused(&long, &many, &[]).contains("too much"));
}

#[test]
fn a_zip_that_lies_about_its_sizes_is_refused() {
    let much = " ".repeat(210 * 1024 * 1024);
    let mut file = workbook(&[("S", "visible", &texts(&[&["h"], &["x"]]))], "<sst/>", &[("xl/media/a.xml", &much)]);
    let size = u32::try_from(much.len()).unwrap().to_le_bytes();
    let lie = 7_u32.to_le_bytes();
    let mut at = 0;
    while let Some(found) = file[at..].windows(4).position(|window| window == size) {
        at += found;
        file[at..at + 4].copy_from_slice(&lie);
    }
    let found = words(read("f.xlsx", &file)).concat();
    assert!(found.contains("cannot be read"), "{found}");
}

#[test]
fn nonsense_in_a_workbook_is_refused_and_ends_nothing() {
    let nonsense = [
        "<row r=\"0\"><c r=\"A0\"><v>1</v></c></row>",
        "<row r=\"99999999999\"><c r=\"A99999999999\"><v>1</v></c></row>",
        "<row><c r=\"ZZZZZZZZZZZZ1\"><v>1</v></c></row>",
        "<row><c t=\"s\"><v>7</v></c></row>",
        "<row><c t=\"?\"><v>7</v></c></row>",
        "<row><c t=\"n\"><v>seven</v></c></row>",
        "<row><c t=\"e\"><v>#SPILL!</v></c></row>",
        "<row><c><v>1</v>",
        "<row><c><is><t>&nothing;</t></is></c></row>",
    ];
    for data in nonsense {
        let sheet = format!("<row r=\"1\">{}</row>{data}", text_cell("A1", "h"));
        let found = words(read("f.xlsx", &workbook(&[("S", "visible", &sheet)], "<sst/>", &[])));
        assert!(!found.is_empty(), "{data}");
    }
}

/// A workbook of one sheet with these places merged.
fn merged(rows: &[&[&str]], ranges: &[&str]) -> Vec<u8> {
    let cells: String = ranges.iter().map(|range| format!("<mergeCell ref=\"{range}\"/>")).collect();
    let page = format!(
        "<worksheet><sheetData>{}</sheetData><mergeCells count=\"{}\">{cells}</mergeCells></worksheet>",
        texts(rows),
        ranges.len()
    );
    let whole = workbook(&[("S", "visible", "")], "<sst/>", &[]);
    let mut from = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let part = from.by_index_raw(at).unwrap();
        if part.name().unwrap() == "xl/worksheets/sheet1.xml" {
            to.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).unwrap();
            to.write_all(page.as_bytes()).unwrap();
        } else {
            to.raw_copy_file(part).unwrap();
        }
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn cells_merged_below_the_headings_are_told_and_those_above_are_not() {
    let rows: &[&[&str]] = &[&["A plan"], &["Ref", "Place"], &["1", "North"], &["2"], &["3"], &["4", "South"], &["All", ""]];
    let file = merged(rows, &["A1:B1", "B3:B5", "A7:B7", "A8:B9"]);
    let is_head = |cells: &[String]| cells.first().is_some_and(|cell| cell == "Ref");
    let faults = words(read_with("f.xlsx", &file, is_head));
    assert_eq!(
        faults,
        [
            "Row 3, “Place”: B3:B5 are merged into one cell, which would be read in row 3 alone. Unmerge them, and write in each row what belongs there.",
            "Row 7, “Ref”: A7:B7 are merged into one cell, which belongs to the first column alone. Unmerge them.",
        ]
    );
    // A heading over two rows reaches into the table.
    let faults = words(read_with("f.xlsx", &merged(rows, &["A2:A3"]), is_head));
    assert!(faults[0].starts_with("Row 2, “Ref”: A2:A3 are merged"), "{faults:?}");
    assert_eq!(read_with("f.xlsx", &merged(rows, &["A1:B1"]), is_head).unwrap().rows.len(), 5);
}

#[test]
fn headings_are_looked_for_in_the_first_hundred_rows_only() {
    let asked = std::cell::Cell::new(0);
    let file = "x\n".repeat(5_000);
    let faults = words(read_with("f.csv", file.as_bytes(), |_| {
        asked.set(asked.get() + 1);
        false
    }));
    assert!(faults[0].starts_with("None of the first 100 rows holds the headings"), "{faults:?}");
    // With each of three separators, and once more to say what is wrong.
    assert!(asked.get() <= 400, "{}", asked.get());
    let below = format!("{}h\n1\n", "x\n".repeat(99));
    let is_head = |cells: &[String]| cells == ["h"];
    assert_eq!(read_with("f.csv", below.as_bytes(), is_head).unwrap().rows.len(), 1);
    assert!(read_with("f.csv", format!("x\n{below}").as_bytes(), is_head).is_err());
}
