//! Reads a spreadsheet that somebody sends: CSV or XLSX, whichever its content says.

mod contents;
mod csv;
mod encoding;
mod grid;
mod kind;
#[cfg(test)]
mod tests;
mod xlsx;

use crate::Fault;
use kind::Kind;

/// The largest file.
const MOST_BYTES: usize = 20 * 1024 * 1024;
/// The most rows with something in them.
const MOST_ROWS: usize = 100_000;
/// Among how many rows the headings are looked for.
const HEAD_WITHIN: usize = 100;
/// The most columns.
const MOST_COLUMNS: usize = 200;
/// The longest text of a cell.
const MOST_CHARACTERS: usize = 100_000;
/// All cells together, with what each costs beside its text: a file of a few megabytes may unpack into much more.
const MOST_MEMORY: usize = 256 * 1024 * 1024;

/// A table as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Raw {
    /// The headings, none of them empty and no two alike. Spaces and line breaks in them are one space.
    pub heads: Vec<String>,
    /// The rows below that have something in them.
    pub rows: Vec<Row>,
}

/// A row of a table as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its number, as a spreadsheet shows it.
    pub number: u32,
    /// As many cells as there are headings. Dates are `2026-11-24`, times `09:30`, both `2026-11-24T09:30`; numbers have no
    /// point where they need none; line breaks are `\n`; spaces alone are nothing.
    pub cells: Vec<String>,
}

/// [`read_with`], where the first row that is not empty holds the headings.
///
/// # Errors
///
/// As of [`read_with`].
pub fn read(name: &str, bytes: &[u8]) -> Result<Raw, Vec<Fault>> {
    read_with(name, bytes, |_| true)
}

/// Reads CSV or XLSX. `name` is what the file is called, to speak of it; what it is, its content says.
///
/// `is_head` says whether a row holds the headings, so that a title may stand above them; it is asked for each of the first
/// 100 rows from the top, with spaces and line breaks as one space. CSV may be in UTF-8, UTF-16 or Windows-1252, with commas, semicolons or
/// tabs. Of a workbook, the first sheet that has something in it is read, hidden ones last.
///
/// # Errors
///
/// All that is wrong at once: a file of another kind, or of more than 20 MB, 100,000 rows, 200 columns or 100,000 characters
/// in a cell; no row of headings; two headings alike; something below no heading; formulas that failed; cells that are merged
/// below the headings.
pub fn read_with(name: &str, bytes: &[u8], is_head: impl Fn(&[String]) -> bool) -> Result<Raw, Vec<Fault>> {
    if bytes.len() > MOST_BYTES {
        let most = MOST_BYTES / 1024 / 1024;
        return Err(vec![Fault::whole(format!("{} is larger than {most} MB. Split it into several files.", called(name)))]);
    }
    match Kind::of(bytes) {
        Kind::Workbook => xlsx::grid(name, bytes).map_err(|fault| vec![fault])?.raw(&is_head),
        Kind::Text => csv_with(name, bytes, &is_head),
        Kind::Other(what) => Err(vec![Fault::whole(format!("{} {what}", called(name)))]),
    }
}

/// Reads CSV with whichever separator gives a row of headings, beginning with the likeliest.
fn csv_with(name: &str, bytes: &[u8], is_head: &dyn Fn(&[String]) -> bool) -> Result<Raw, Vec<Fault>> {
    let text = encoding::text(bytes).ok_or_else(|| vec![Fault::whole(format!("{} {}", called(name), kind::NO_SPREADSHEET))])?;
    // Where there are only separators, there is nothing for another one to find.
    let headed = csv::grids(&text).find(|grid| grid.lines.is_empty() || grid.has_head(is_head));
    headed.or_else(|| csv::grids(&text).next()).unwrap_or_default().raw(is_head)
}

/// The file, to begin a sentence with.
fn called(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let short: String = name.chars().filter(|c| !c.is_control()).take(80).collect();
    if short.is_empty() { "This file".to_owned() } else { format!("“{short}”") }
}
