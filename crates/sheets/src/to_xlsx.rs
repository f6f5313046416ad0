//! A table as a workbook with one sheet, ready to be read, filtered and printed.

mod page;

use std::io::{Cursor, Read, Write};

use jiff::Timestamp;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use zip::write::SimpleFileOptions;

use crate::fault::letters;
use crate::sheet::tidy;
use crate::{Fault, Sheet};
use page::Writer;

/// What a sheet can hold, by the format.
const MOST_ROWS: usize = 1_048_576;
const MOST_COLUMNS: usize = 16_384;
const LONGEST_CELL: usize = 32_767;

/// Why a table could not be made into a workbook.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// It holds more than a workbook can. All that is too much is listed.
    #[error("{}", .0.iter().map(Fault::to_string).collect::<Vec<_>>().join(" "))]
    TooMuch(Vec<Fault>),
    /// The writer refused, which no table can cause: its words are for whoever looks after this program.
    #[error("The workbook could not be written. The writer says: {0}.")]
    Writing(String),
}

impl From<XlsxError> for SheetError {
    fn from(error: XlsxError) -> SheetError {
        SheetError::Writing(error.to_string())
    }
}

/// The table as XLSX: the title and the lines, then a row of headings that stays in sight and stands on every printed page,
/// with filters; dates that are dates; a column for the groups as in [`crate::to_csv`]. It prints on A4, landscape, one
/// page wide. The same table and time make the same bytes.
///
/// # Errors
///
/// When there are more rows or columns than a workbook can hold, or more than 32,767 characters in a cell.
pub fn to_xlsx(sheet: &Sheet, created: Timestamp) -> Result<Vec<u8>, SheetError> {
    let faults = too_much(sheet);
    if !faults.is_empty() {
        return Err(SheetError::TooMuch(faults));
    }
    let mut workbook = Workbook::new();
    let title = one_line(&sheet.title);
    let mut properties = DocProperties::new().set_title(&title);
    if let Ok(created) = ExcelDateTime::from_timestamp(created.as_second()) {
        properties = properties.set_creation_datetime(&created);
    }
    workbook.set_properties(&properties);
    let page = workbook.add_worksheet();
    page.set_name(sheet_name(&title))?;
    Writer::new(page).write(sheet, &title)?;
    growing(&workbook.save_to_buffer()?).map_err(|error| SheetError::Writing(error.to_string()))
}

/// The workbook with rows that grow when more is typed into them. The writer marks each height as chosen by a person, which
/// stops that; without heights, some programs show one line of each row and the others over what stands below.
fn growing(file: &[u8]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut from = zip::ZipArchive::new(Cursor::new(file))?;
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::with_capacity(file.len())));
    for at in 0..from.len() {
        let mut part = from.by_index(at)?;
        if part.name()? != SHEET {
            drop(part);
            to.raw_copy_file(from.by_index_raw(at)?)?;
            continue;
        }
        let mut xml = String::new();
        part.read_to_string(&mut xml)?;
        to.start_file(SHEET, SimpleFileOptions::default())?;
        to.write_all(xml.replace(CHOSEN, "\"").as_bytes())?;
    }
    Ok(to.finish()?.into_inner())
}

/// The part that holds the sheet.
const SHEET: &str = "xl/worksheets/sheet1.xml";
/// How a row ends its attributes when its height is chosen. No text has this: a quotation mark in text is `&quot;` there.
const CHOSEN: &str = "\" customHeight=\"1\"";

/// Where the row of headings stands, the first row being 0: below the title, the lines and an empty row.
fn head_row(sheet: &Sheet) -> usize {
    match usize::from(!one_line(&sheet.title).is_empty()) + sheet.lines.len() {
        0 => 0,
        above => above + 1,
    }
}

fn too_much(sheet: &Sheet) -> Vec<Fault> {
    let mut faults = Vec::new();
    let head = head_row(sheet);
    let (rows, columns) = (sheet.rows(), sheet.columns() + usize::from(sheet.group_column().is_some()));
    let most_rows = MOST_ROWS - 1 - head.min(MOST_ROWS - 1);
    if rows > most_rows {
        faults.push(Fault::whole(format!("There are {rows} rows, and a workbook holds {most_rows} of them. Take fewer.")));
    }
    if columns > MOST_COLUMNS {
        faults.push(Fault::whole(format!("There are {columns} columns, and a workbook holds {MOST_COLUMNS}. Take fewer.")));
    }
    let above = [sheet.title.as_str()].into_iter().chain(sheet.lines.iter().map(String::as_str));
    let heads = sheet.heads.iter().map(String::as_str).chain(sheet.group_head.as_deref());
    let groups = sheet.groups.iter().map(|group| group.title.as_str());
    for text in above.chain(heads).chain(groups).filter(|text| is_too_long(&tidy(text))) {
        let start: String = text.chars().take(30).collect();
        faults.push(Fault::whole(format!("“{start}…” is longer than the {LONGEST_CELL} characters that a cell holds.")));
    }
    for (at, row) in sheet.groups.iter().flat_map(|group| &group.rows).enumerate() {
        for (column, _) in row.iter().enumerate().filter(|(_, cell)| is_too_long(&cell.plain())) {
            let head = sheet.heads.get(column).map(|head| one_line(head)).filter(|head| !head.is_empty());
            faults.push(Fault {
                row: u32::try_from(head_row(sheet) + at + 2).ok(),
                column: Some(head.unwrap_or_else(|| letters(column))),
                words: format!(
                    "This holds more than the {LONGEST_CELL} characters that a cell of a workbook can. Shorten it, or take the table as CSV."
                ),
            });
        }
    }
    faults
}

/// The start of a text that is too long for a cell of a workbook, with a note at its end that says so; none when it fits.
pub fn cut(text: &str, note: &str) -> Option<String> {
    if !is_too_long(&tidy(text)) {
        return None;
    }
    let mut left = LONGEST_CELL - 1 - note.encode_utf16().count().min(LONGEST_CELL - 1);
    let mut start = String::new();
    for c in tidy(text).chars() {
        match left.checked_sub(c.len_utf16()) {
            Some(less) => left = less,
            None => break,
        }
        start.push(c);
    }
    Some(start + note)
}

/// Whether a cell cannot hold the text, with the apostrophe that may have to stand before it.
fn is_too_long(text: &str) -> bool {
    text.len() >= LONGEST_CELL && text.encode_utf16().count() >= LONGEST_CELL
}

/// The text on one line.
fn one_line(text: &str) -> String {
    tidy(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The title as the name of a sheet: 31 characters at most, some of them not allowed.
fn sheet_name(title: &str) -> String {
    let allowed: String = title.chars().map(|c| if "*?:[]\\/".contains(c) { ' ' } else { c }).collect();
    let mut name = String::new();
    for c in one_line(&allowed).trim_matches(['\'', ' ']).chars() {
        if name.encode_utf16().count() + c.len_utf16() > 31 {
            break;
        }
        name.push(c);
    }
    let name = name.trim_end_matches(['\'', ' ']);
    // “History” is a name that Excel keeps for itself.
    if name.is_empty() || name.eq_ignore_ascii_case("history") { "Sheet 1".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_to_what_a_cell_holds() {
        assert_eq!(cut(&"x".repeat(LONGEST_CELL - 1), " (cut)"), None);
        for text in ["x".repeat(LONGEST_CELL), "=1".repeat(LONGEST_CELL), "😀".repeat(LONGEST_CELL)] {
            let short = cut(&text, " … (cut)").unwrap();
            assert!(short.ends_with(" … (cut)") && !is_too_long(&short) && short.encode_utf16().count() > LONGEST_CELL - 4);
            let group = crate::Group { title: String::new(), rows: vec![vec![short.into()]] };
            let sheet = Sheet { title: "t".into(), heads: vec!["h".into()], groups: vec![group], ..Sheet::default() };
            assert!(to_xlsx(&sheet, Timestamp::UNIX_EPOCH).is_ok());
        }
    }

    #[test]
    fn every_title_makes_a_name_for_a_sheet() {
        let long = "Recommendations that are open and what each team has done";
        let pairs = [
            ("", "Sheet 1"),
            ("history", "Sheet 1"),
            ("'a'", "a"),
            ("a/b: [c]?", "a b c"),
            (long, "Recommendations that are open a"),
            ("///", "Sheet 1"),
        ];
        for (title, name) in pairs {
            assert_eq!(sheet_name(title), name);
        }
        assert!(sheet_name(&"😀".repeat(40)).encode_utf16().count() <= 31);
    }
}
