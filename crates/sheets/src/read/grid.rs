//! From rows of cells to a table with headings, or all that is wrong with it.

use super::{HEAD_WITHIN, MOST_CHARACTERS, MOST_COLUMNS, MOST_MEMORY, MOST_ROWS, Raw, Row};
use crate::Fault;
use crate::apostrophe::bare;
use crate::fault::letters;
use crate::sheet::tidy;

/// More faults than this are counted, not listed: whoever has so many mends them at their cause.
const MOST_FAULTS: usize = 1_000;

pub(super) const TOO_MUCH: &str = "The table is too large to be read. Split it into several files.";

/// What a text takes beside its characters.
const TEXT: usize = size_of::<String>();

/// The rows of a file that have something in them, as they stand in it.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) lines: Vec<Line>,
    /// What the rows take.
    memory: usize,
    /// What is wrong with single cells.
    pub(super) wrong: Vec<Wrong>,
    /// How many columns the widest row has; those beyond what is allowed are not in its cells.
    pub(super) widest: usize,
    /// Places that are one cell over several, where something stands in them.
    pub(super) merged: Vec<Merged>,
    /// What stands between the cells of a CSV file.
    pub(super) separator: Option<char>,
}

/// A place that is one cell over several: what stands in it is read as if it stood in the first alone.
#[derive(Debug)]
pub(super) struct Merged {
    /// The first row and the last, as a spreadsheet shows them.
    pub(super) rows: (u32, u32),
    /// The first column and the last, the first of the sheet being 0.
    pub(super) columns: (usize, usize),
}

#[derive(Debug)]
pub(super) struct Line {
    /// As a spreadsheet shows it.
    pub(super) number: u32,
    pub(super) cells: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Wrong {
    pub(super) row: u32,
    pub(super) column: usize,
    pub(super) words: String,
}

impl Grid {
    pub(super) fn push(&mut self, line: Line) {
        self.memory += memory(&line.cells);
        self.lines.push(line);
    }

    pub(super) fn note(&mut self, wrong: Wrong) {
        if self.wrong.len() <= MOST_FAULTS {
            self.wrong.push(wrong);
        }
    }

    pub(super) fn merge(&mut self, merged: Merged) {
        if self.merged.len() <= MOST_FAULTS {
            self.merged.push(merged);
        }
    }

    /// Whether no more rows need be read, as there are too many already.
    pub(super) fn is_full(&self) -> bool {
        self.lines.len() > HEAD_WITHIN + MOST_ROWS || self.memory > MOST_MEMORY
    }

    pub(super) fn has_head(&self, is_head: &dyn Fn(&[String]) -> bool) -> bool {
        self.head_at(is_head).is_some()
    }

    fn head_at(&self, is_head: &dyn Fn(&[String]) -> bool) -> Option<usize> {
        self.lines.iter().take(HEAD_WITHIN).position(|line| is_head(&heads_of(line)))
    }

    /// The table below the row of headings.
    pub(super) fn raw(self, is_head: &dyn Fn(&[String]) -> bool) -> Result<Raw, Vec<Fault>> {
        let mut faults = Vec::new();
        if self.memory > MOST_MEMORY {
            return Err(vec![Fault::whole(TOO_MUCH)]);
        }
        if self.widest > MOST_COLUMNS {
            let words = format!(
                "There is something as far as column {}, and at most {MOST_COLUMNS} columns can be read. Delete what is not part of the table.",
                letters(self.widest - 1)
            );
            return Err(vec![Fault::whole(words)]);
        }
        let Some(at) = self.head_at(is_head) else {
            faults.extend(self.wrong.iter().map(|wrong| wrong.below(&[])));
            let words = if self.lines.is_empty() {
                "There is nothing in the file. It needs a row of headings and the rows below it.".to_owned()
            } else {
                let none = if self.lines.len() > HEAD_WITHIN {
                    format!("None of the first {HEAD_WITHIN} rows")
                } else {
                    "No row".to_owned()
                };
                format!(
                    "{none} holds the headings that are expected. They stand in one row, each in a cell of its own, above all rows of the table."
                )
            };
            faults.push(Fault::whole(words));
            return Err(faults);
        };
        let Grid { mut lines, wrong, merged, separator, .. } = self;
        let body = lines.split_off(at + 1);
        let (number, heads) = lines.pop().map(|line| (line.number, heads_of(&line))).unwrap_or_default();
        let mut table = Table { number, heads, separator, rows: Vec::new(), memory: 0, faults, headless: Vec::new() };
        table.faults.extend(wrong.iter().filter(|wrong| wrong.row >= number).map(|wrong| wrong.below(&table.heads)));
        table.faults.extend(merged.iter().filter(|merged| merged.rows.1 > number).map(|merged| merged.below(&table.heads)));
        table.look_at_heads();
        for line in &body {
            if table.rows.len() == MOST_ROWS {
                let words = format!("There are more than {MOST_ROWS} rows. Split the table into several files.");
                table.faults.push(Fault { row: Some(line.number), column: None, words });
                break;
            }
            table.push(line);
            if table.memory > MOST_MEMORY {
                table.faults.push(Fault::whole(TOO_MUCH));
                break;
            }
        }
        table.done()
    }
}

/// What the cells take, and the row that they are in.
fn memory(cells: &[String]) -> usize {
    2 * TEXT + cells.iter().map(|cell| TEXT + cell.len()).sum::<usize>()
}

impl Wrong {
    fn below(&self, heads: &[String]) -> Fault {
        Fault { row: Some(self.row), column: Some(name_of(heads, self.column)), words: self.words.clone() }
    }
}

impl Merged {
    fn below(&self, heads: &[String]) -> Fault {
        let ((top, bottom), (left, right)) = (self.rows, self.columns);
        let range = format!("{}{top}:{}{bottom}", letters(left), letters(right));
        let words = if top == bottom {
            format!("{range} are merged into one cell, which belongs to the first column alone. Unmerge them.")
        } else {
            format!(
                "{range} are merged into one cell, which would be read in row {top} alone. Unmerge them, and write in each row what belongs there."
            )
        };
        Fault { row: Some(top), column: Some(name_of(heads, left)), words }
    }
}

/// The column's heading, or its letter.
fn name_of(heads: &[String], column: usize) -> String {
    heads.get(column).filter(|head| !head.is_empty()).cloned().unwrap_or_else(|| letters(column))
}

/// The text of a cell. Spaces alone are nothing.
fn text_of(cell: &str) -> String {
    let text = bare(tidy(cell));
    if text.trim().is_empty() { String::new() } else { text }
}

/// The cells of a row as headings, up to the last that is not empty.
fn heads_of(line: &Line) -> Vec<String> {
    let spaced = |cell: &String| bare(tidy(cell)).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut heads: Vec<String> = line.cells.iter().map(spaced).collect();
    heads.truncate(heads.iter().rposition(|head| !head.is_empty()).map_or(0, |last| last + 1));
    heads
}

/// The table as it grows.
struct Table {
    number: u32,
    heads: Vec<String>,
    separator: Option<char>,
    rows: Vec<Row>,
    /// What the rows take.
    memory: usize,
    faults: Vec<Fault>,
    /// Columns without a heading in which something was found.
    headless: Vec<usize>,
}

impl Table {
    fn look_at_heads(&mut self) {
        let mut seen = std::collections::BTreeMap::new();
        for (column, head) in self.heads.iter().enumerate().filter(|(_, head)| !head.is_empty()) {
            if let Some(before) = seen.insert(head.to_lowercase(), column) {
                let words = format!(
                    "Columns {} and {} have the same heading. Give one of them another, or delete it.",
                    letters(before),
                    letters(column)
                );
                self.faults.push(Fault { row: Some(self.number), column: Some(head.clone()), words });
            }
        }
    }

    fn push(&mut self, line: &Line) {
        let number = line.number;
        let mut cells: Vec<String> = line.cells.iter().map(|cell| text_of(cell)).collect();
        cells.truncate(cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1));
        if cells.is_empty() {
            return;
        }
        for (column, cell) in cells.iter().enumerate() {
            if cell.len() > MOST_CHARACTERS && cell.chars().count() > MOST_CHARACTERS {
                let words = format!("This holds more than {MOST_CHARACTERS} characters. Shorten it.");
                self.faults.push(Fault { row: Some(number), column: Some(name_of(&self.heads, column)), words });
            }
            let headless = self.heads.get(column).is_some_and(String::is_empty);
            if headless && !cell.is_empty() && !self.headless.contains(&column) {
                self.headless.push(column);
                let words = format!(
                    "This column has no heading, and there is something in it in row {number}. Give it one, or delete it."
                );
                self.faults.push(Fault { row: Some(self.number), column: Some(letters(column)), words });
            }
        }
        if cells.len() > self.heads.len() {
            let words = self.too_many(cells.len());
            self.faults.push(Fault { row: Some(number), column: Some(letters(self.heads.len())), words });
        }
        cells.resize(self.heads.len(), String::new());
        self.memory += memory(&cells);
        self.rows.push(Row { number, cells });
    }

    fn too_many(&self, cells: usize) -> String {
        let separator = match self.separator {
            Some(',') => " A cell that holds a comma must stand within quotation marks.",
            Some(';') => " A cell that holds a semicolon must stand within quotation marks.",
            _ => "",
        };
        let heads = self.heads.len();
        format!(
            "This row has {cells} cells, and there are {heads} headings. Give each column a heading, or delete what stands beyond.{separator}"
        )
    }

    /// The table without the columns that are empty from the heading down.
    fn done(mut self) -> Result<Raw, Vec<Fault>> {
        if !self.faults.is_empty() {
            let more = self.faults.len().saturating_sub(MOST_FAULTS);
            if more > 0 {
                self.faults.truncate(MOST_FAULTS);
                self.faults.push(Fault::whole(format!("And {more} more. Mend these first and send the file again.")));
            }
            return Err(self.faults);
        }
        if self.heads.iter().any(String::is_empty) {
            let kept: Vec<bool> = self.heads.iter().map(|head| !head.is_empty()).collect();
            for cells in self.rows.iter_mut().map(|row| &mut row.cells).chain([&mut self.heads]) {
                let mut keep = kept.iter();
                cells.retain(|_| keep.next().copied().unwrap_or_default());
            }
        }
        Ok(Raw { heads: self.heads, rows: self.rows })
    }
}
