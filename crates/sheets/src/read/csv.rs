//! The rows of a CSV file, numbered as a spreadsheet shows them.

use super::MOST_COLUMNS;
use super::grid::{Grid, Line, Wrong};

/// Separators, the likeliest first.
const SEPARATORS: [u8; 3] = *b",;\t";
/// How many rows are looked at to find the separator.
const SAMPLE: usize = 200;
/// Stands after the file's end on a line of its own. If it is read as part of a cell, the cell's quotation mark was never
/// closed. No file that is read has this character.
const END: &str = "\n\0";

/// The rows, read with each separator, the likeliest first. Some programs say in the first line which it is.
pub(super) fn grids(text: &str) -> impl Iterator<Item = Grid> {
    let (said, body) = said(text);
    let separators = match said {
        Some(separator) => vec![separator],
        None => ranked(body),
    };
    let ended = format!("{body}{END}");
    separators.into_iter().map(move |separator| grid(&ended, separator))
}

/// What a first line such as `sep=;` says, and the rest. Spreadsheets do not count that line.
fn said(text: &str) -> (Option<u8>, &str) {
    let Some((line, rest)) = text.split_once('\n') else { return (None, text) };
    let line = line.trim_end_matches('\r').trim_matches('"').to_ascii_lowercase();
    match line.strip_prefix("sep=").map(str::as_bytes) {
        Some([separator]) => (Some(*separator), rest),
        _ => (None, text),
    }
}

/// The separators, that by which the largest part of the rows has the same number of cells first; then that of more cells.
fn ranked(text: &str) -> Vec<u8> {
    let mut ranked = SEPARATORS.map(|separator| (agreement(text, separator), separator));
    ranked.sort_by_key(|(agreement, _)| std::cmp::Reverse(*agreement));
    ranked.into_iter().map(|(_, separator)| separator).collect()
}

/// How many rows in a thousand have the commonest number of cells above one, and that number.
fn agreement(text: &str, separator: u8) -> (usize, usize) {
    let mut counts = std::collections::BTreeMap::new();
    let mut rows = 0;
    for record in reader(text, separator).into_records().take(SAMPLE).flatten() {
        rows += 1;
        if record.len() > 1 {
            *counts.entry(record.len()).or_insert(0) += 1;
        }
    }
    counts.into_iter().map(|(cells, agreed)| (1_000 * agreed / rows.max(1), cells)).max().unwrap_or_default()
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes())
}

fn grid(ended: &str, separator: u8) -> Grid {
    let mut grid = Grid::default();
    grid.separator = Some(char::from(separator));
    let mut reader = reader(ended, separator);
    let mut record = csv::StringRecord::new();
    let mut number = 0;
    loop {
        let from = at(&reader);
        // Only what is not UTF-8 is refused, and a `str` is.
        if !reader.read_record(&mut record).unwrap_or(false) || record.iter().eq(["\0"]) {
            return grid;
        }
        number += 1 + empty_lines(ended, from);
        if let Some(column) = record.iter().position(|cell| cell.contains('\0')) {
            let words = "A quotation mark opens here and is never closed, so that all rows below would be part of this cell. Close it, or take it away.";
            grid.wrong.push(Wrong { row: number, column, words: words.to_owned() });
            return grid;
        }
        let Some(last) = (0..record.len()).rfind(|at| record.get(*at).is_some_and(|cell| !cell.trim().is_empty())) else {
            continue;
        };
        grid.widest = grid.widest.max(last + 1);
        grid.push(Line { number, cells: record.iter().take(MOST_COLUMNS.min(last + 1)).map(str::to_owned).collect() });
        if grid.is_full() {
            return grid;
        }
    }
}

fn at(reader: &csv::Reader<&[u8]>) -> usize {
    usize::try_from(reader.position().byte()).unwrap_or(usize::MAX)
}

/// How many empty lines stand at that place. The reader passes over them, while a spreadsheet shows each as a row.
fn empty_lines(text: &str, from: usize) -> u32 {
    let bytes = text.as_bytes();
    let mut rest = bytes.get(from..).unwrap_or_default();
    // The reader takes a CR as the end of a row and leaves the LF that belongs to it.
    if from.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\r') {
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    let mut lines = 0;
    while let [b'\r', b'\n', after @ ..] | [b'\r' | b'\n', after @ ..] = rest {
        lines += 1;
        rest = after;
    }
    lines
}
