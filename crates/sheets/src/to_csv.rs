//! A table as CSV (RFC 4180).

use crate::apostrophe::guarded;
use crate::sheet::tidy;
use crate::{Cell, Sheet};

/// What makes spreadsheets read the file as UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// The table as CSV: UTF-8 with a byte order mark, without which spreadsheets show accents as something else; commas, lines
/// ended by CR LF, one row of headings. The title and the lines beneath it are left out, so that the headings come first.
///
/// An apostrophe stands before text that begins like a formula; [`crate::read`] takes it off. Numbers have none.
pub fn to_csv(sheet: &Sheet) -> Vec<u8> {
    let columns = sheet.columns();
    let group = sheet.group_column();
    let mut csv = Csv::new();
    csv.row(padded(sheet.heads.iter().map(|head| guarded(tidy(head))), columns).chain(group.clone().map(guarded)));
    for part in &sheet.groups {
        let title = group.is_some().then(|| guarded(tidy(&part.title)));
        for row in &part.rows {
            let cells = row.iter().map(|cell| match cell {
                Cell::Number(_) => cell.plain(),
                cell => guarded(cell.plain()),
            });
            csv.row(padded(cells, columns).chain(title.clone()));
        }
    }
    csv.done()
}

/// The cells, and empty ones up to the last column.
fn padded(cells: impl Iterator<Item = String>, columns: usize) -> impl Iterator<Item = String> {
    cells.chain(std::iter::repeat_with(String::new)).take(columns)
}

/// Writes into memory, which cannot fail; the rows are of any length, so no row is refused either.
struct Csv(csv::Writer<Vec<u8>>);

impl Csv {
    fn new() -> Csv {
        let mut builder = csv::WriterBuilder::new();
        Csv(builder.flexible(true).terminator(csv::Terminator::CRLF).from_writer(MARK.to_vec()))
    }

    fn row(&mut self, cells: impl Iterator<Item = String>) {
        let written = self.0.write_record(cells);
        debug_assert!(written.is_ok(), "{written:?}");
    }

    fn done(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_default()
    }
}
