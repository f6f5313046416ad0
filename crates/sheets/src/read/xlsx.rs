//! The rows of a workbook's first sheet that has some, a cell at a time.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::contents::{self, Contents};
use super::grid::{Grid, Line, Merged, Wrong};
use super::{MOST_COLUMNS, MOST_MEMORY, called};
use crate::Fault;
use crate::sheet::plain_number;

/// What is kept of a cell beside its characters.
const CELL: usize = size_of::<(u32, u32, String)>();

/// The rows of the first sheet that has something in it, hidden sheets last.
pub(super) fn grid(name: &str, bytes: &[u8]) -> Result<Grid, Fault> {
    match contents::look(bytes) {
        Contents::Workbook => {}
        Contents::Other(what) => return Err(Fault::whole(format!("{} {what}", called(name)))),
        Contents::TooMuch => return Err(too_much(name)),
        Contents::Broken => return Err(broken(name)),
    }
    // The reader is made for what programs write. On a file that somebody made to break it, it may panic.
    match catch_unwind(AssertUnwindSafe(|| read(bytes))) {
        Ok(Ok(grid)) => Ok(grid),
        Ok(Err(Refused::TooMuch)) => Err(too_much(name)),
        Ok(Err(Refused::Reader(XlsxError::Password))) => {
            Err(Fault::whole(format!("{} is locked with a password. Take the password off and choose it again.", called(name))))
        }
        Ok(Err(Refused::Reader(XlsxError::CellError(shown)))) => Err(Fault::whole(format!(
            "A cell of {} shows {shown}, which means that its formula failed. Mend the formula, or put a value in its place.",
            called(name)
        ))),
        Ok(Err(Refused::Reader(_))) | Err(_) => Err(broken(name)),
    }
}

fn too_much(name: &str) -> Fault {
    Fault::whole(format!(
        "{} holds too much to be read. Delete all sheets but the one with the table, copy the table alone into a new spreadsheet, or split it.",
        called(name)
    ))
}

fn broken(name: &str) -> Fault {
    Fault::whole(format!(
        "{} cannot be read: it is damaged, or not quite a workbook. Open it in a spreadsheet program and save it again as .xlsx or .csv.",
        called(name)
    ))
}

enum Refused {
    TooMuch,
    Reader(XlsxError),
}

impl From<XlsxError> for Refused {
    fn from(error: XlsxError) -> Refused {
        Refused::Reader(error)
    }
}

fn read(bytes: &[u8]) -> Result<Grid, Refused> {
    let mut book = Xlsx::new(Cursor::new(bytes))?;
    let mut sheets: Vec<_> = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).cloned().collect();
    sheets.sort_by_key(|sheet| sheet.visible != SheetVisible::Visible);
    for sheet in sheets {
        let grid = read_sheet(&mut book, &sheet.name)?;
        if !grid.lines.is_empty() || grid.widest > 0 {
            return Ok(grid);
        }
    }
    Ok(Grid::default())
}

fn read_sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Grid, Refused> {
    let mut reader = book.worksheet_cells_reader(name)?;
    let mut found: Vec<(u32, u32, String)> = Vec::new();
    let mut grid = Grid::default();
    let mut memory = 0;
    while let Some(cell) = reader.next_cell()? {
        let (row, column) = cell.get_position();
        let at = usize::try_from(column).unwrap_or(usize::MAX);
        let text = match cell.get_value() {
            DataRef::Error(error) => {
                let words = format!(
                    "This shows {error}, which means that its formula failed. Mend the formula, or put a value in its place."
                );
                grid.note(Wrong { row: row.saturating_add(1), column: at, words });
                error.to_string()
            }
            value => shown(value),
        };
        if text.trim().is_empty() {
            continue;
        }
        grid.widest = grid.widest.max(at.saturating_add(1));
        memory += text.len() + CELL;
        if memory > MOST_MEMORY {
            return Err(Refused::TooMuch);
        }
        if at < MOST_COLUMNS {
            found.push((row, column, text));
        }
    }
    // Programs write cells in order; nothing says that they must.
    found.sort_by_key(|(row, column, _)| (*row, *column));
    drop(reader);
    for merged in book.merge_cells_by_sheet_name(name)? {
        let ((top, left), (bottom, right)) = (merged.start, merged.end);
        // Where nothing stands, nothing is lost.
        if found.binary_search_by_key(&(top, left), |(row, column, _)| (*row, *column)).is_ok() {
            let column = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
            grid.merge(Merged {
                rows: (top.saturating_add(1), bottom.saturating_add(1)),
                columns: (column(left), column(right)),
            });
        }
    }
    for cells in found.chunk_by_mut(|(row, ..), (other, ..)| row == other) {
        let mut line = Line { number: 0, cells: Vec::new() };
        for (row, column, text) in cells {
            line.number = row.saturating_add(1);
            // A cell that is there twice is the later of the two.
            line.cells.resize(usize::try_from(*column).unwrap_or(0), String::new());
            line.cells.push(std::mem::take(text));
        }
        grid.push(line);
        if grid.is_full() {
            break;
        }
    }
    Ok(grid)
}

/// The cell as text.
fn shown(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Float(number) => plain_number(*number),
        DataRef::Int(number) => number.to_string(),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(at) => date(at),
        DataRef::DateTimeIso(at) => at.trim_end_matches('Z').trim_end_matches("T00:00:00").to_owned(),
        DataRef::DurationIso(long) => long.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// `2026-11-24`, `2026-11-24T09:30`, `09:30` when it is no more than a time, `36:15` when it is a length of time.
fn date(at: &ExcelDateTime) -> String {
    let days = at.as_f64();
    // Beyond these are no dates.
    if !(0.0..2_958_466.0).contains(&days) {
        return plain_number(days);
    }
    if at.is_duration() {
        let minutes = (days * 24.0 * 60.0).round();
        return format!("{}:{:02}", (minutes / 60.0).floor(), minutes % 60.0);
    }
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let time = if second == 0 { format!("{hour:02}:{minute:02}") } else { format!("{hour:02}:{minute:02}:{second:02}") };
    let day = format!("{year:04}-{month:02}-{day:02}");
    match (days < 1.0, time.as_str()) {
        (true, _) => time,
        (false, "00:00") => day,
        (false, _) => format!("{day}T{time}"),
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn dates_and_times_are_as_people_write_them() {
        let shown = |days, kind| date(&ExcelDateTime::new(days, kind, false));
        let pairs = [
            (45943.0, "2025-10-13"),
            (45943.5, "2025-10-13T12:00"),
            (45943.541, "2025-10-13T12:59:02"),
            (0.395_833_333_333, "09:30"),
            (61.0, "1900-03-01"),
            (-1.0, "-1"),
            (3e6, "3000000"),
        ];
        for (days, expected) in pairs {
            assert_eq!(shown(days, ExcelDateTimeType::DateTime), expected);
        }
        assert_eq!(shown(1.510_416_666_667, ExcelDateTimeType::TimeDelta), "36:15");
    }
}
