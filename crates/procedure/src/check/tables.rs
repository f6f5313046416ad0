//! Whether every decision table answers every combination exactly once.

use super::{Check, Proof};
use crate::model::{Row, Table};
use crate::words::{list, small};

/// How many gaps of one table are listed: who mends the first may well mend the rest.
const MOST_GAPS: usize = 20;

impl Check<'_> {
    /// Looks at every combination of a table.
    pub(super) fn table(&self, table: &Table) -> Proof {
        let before = self.sink.len();
        let combinations = table.answers.len();
        let gaps = table.answers.iter().filter(|answer| answer.is_none()).count();
        self.gaps(table);
        self.overlaps(table);
        let holds = self.sink.len() == before;
        let noun = &self.procedure.head.noun;
        let decided: Vec<String> = (0..)
            .zip(&table.decides)
            .filter(|(column, _)| table.rows.iter().all(|row| row.gives.get(*column).is_some_and(Option::is_some)))
            .map(|(_, fact)| small(&self.procedure.facts[*fact].label))
            .collect();
        let checked = plural(combinations, "combination");
        let words = match (holds, decided.as_slice()) {
            (true, []) => format!("The table “{}” answers every {noun} exactly once: {checked} checked", table.name),
            (true, decided) => format!("Every {noun} has exactly one {}: {checked} checked", list(decided, "and one")),
            (false, _) if gaps > 0 => {
                format!("The table “{}” leaves {gaps} of {checked} without an answer", table.name)
            }
            (false, _) => format!("The table “{}” answers some of {checked} more than once", table.name),
        };
        let title = format!("The table “{}”", table.name);
        Proof { title, holds, words, combinations: u64::try_from(combinations).unwrap_or(u64::MAX) }
    }

    /// Reports the combinations that no row answers, gathered into as few as can be said at once.
    fn gaps(&self, table: &Table) {
        let mut open: Vec<bool> = table.answers.iter().map(Option::is_none).collect();
        let mut listed = 0;
        while let Some(index) = open.iter().position(|open| *open) {
            let mut cells: Vec<Vec<usize>> = table.positions(index).into_iter().map(|position| vec![position]).collect();
            for column in 0..cells.len() {
                let size = table.sizes.get(column).copied().unwrap_or(0);
                let values = (0..size).filter(|value| {
                    let mut one = cells.clone();
                    if let Some(cell) = one.get_mut(column) {
                        *cell = vec![*value];
                    }
                    product(&one)
                        .iter()
                        .all(|positions| table.index(positions).and_then(|at| open.get(at)).copied().unwrap_or(false))
                });
                let values: Vec<usize> = values.collect();
                if let Some(cell) = cells.get_mut(column) {
                    *cell = values;
                }
            }
            for positions in product(&cells) {
                if let Some(open) = table.index(&positions).and_then(|at| open.get_mut(at)) {
                    *open = false;
                }
            }
            let words = self.combination(table, &cells);
            let message = format!("The table “{}” has no answer {words}", table.name);
            self.sink.push(self.fault(table.place, "", message).help("Add a row for it; “–” in an answer stands for nothing."));
            listed += 1;
            if listed == MOST_GAPS {
                break;
            }
        }
    }

    /// Reports each pair of rows that answer the same combination.
    fn overlaps(&self, table: &Table) {
        for (index, row) in table.rows.iter().enumerate() {
            for (later, other) in table.rows.iter().enumerate().skip(index + 1) {
                let Some(cells) = common(table, row, other) else { continue };
                let words = self.combination(table, &cells);
                let message = format!("Rows {} and {} of the table “{}” both answer {words}", index + 1, later + 1, table.name);
                let fault = self.sink.at(other.place.start..other.place.end, message).label("this row");
                let fault = fault.also(row.place.start..row.place.end, "and this row");
                self.sink.push(fault.help("Narrow one of the two, so that each combination has one answer."));
            }
        }
    }

    /// A set of combinations in words: “when the category is “Staff””; “in any case” when it is all.
    fn combination(&self, table: &Table, cells: &[Vec<usize>]) -> String {
        let tests: Vec<String> = table
            .by
            .iter()
            .zip(cells)
            .zip(&table.sizes)
            .filter(|((_, values), size)| values.len() < **size)
            .map(|((fact, values), _)| self.procedure.fact_is(*fact, values, false))
            .collect();
        if tests.is_empty() { "in any case".to_owned() } else { format!("when {}", list(&tests, "and")) }
    }
}

/// The combinations that two rows share.
fn common(table: &Table, row: &Row, other: &Row) -> Option<Vec<Vec<usize>>> {
    let cells = row.cells.iter().zip(&other.cells).zip(&table.sizes);
    let cells: Vec<Vec<usize>> =
        cells.map(|((one, two), size)| (0..*size).filter(|value| (one & two) >> value & 1 == 1).collect()).collect();
    (!cells.iter().any(Vec::is_empty)).then_some(cells)
}

/// All combinations of the values of some cells.
fn product(cells: &[Vec<usize>]) -> Vec<Vec<usize>> {
    cells.iter().fold(vec![Vec::new()], |all, cell| {
        all.iter().flat_map(|begun| cell.iter().map(|value| begun.iter().copied().chain([*value]).collect())).collect()
    })
}

/// “1 combination”, “2 combinations”
pub(super) fn plural(count: usize, noun: &str) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {noun}{}", if count == 1 { "" } else { "s" })
}

/// A count that may be huge: “1,234 situations”, “about 3 × 10¹⁸ situations”.
pub(super) fn plural_of(count: f64, noun: &str) -> String {
    /// Up to here each whole number is told.
    const MOST: f64 = 1e12;
    if count < MOST {
        return plural(usize::try_from(super::stages::whole(count)).unwrap_or(usize::MAX), noun);
    }
    let power = count.log10().floor();
    let raised: String = format!("{power}")
        .chars()
        .filter_map(|digit| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(usize::try_from(digit.to_digit(10)?).ok()?))
        .collect();
    format!("about {:.0} × 10{raised} {noun}s", count / 10f64.powf(power))
}

impl Table {
    /// The positions of the facts in the combination at an index of `answers`.
    fn positions(&self, mut index: usize) -> Vec<usize> {
        let mut positions: Vec<usize> = Vec::with_capacity(self.sizes.len());
        for size in self.sizes.iter().rev() {
            positions.push(index.checked_rem(*size).unwrap_or(0));
            index = index.checked_div(*size).unwrap_or(0);
        }
        positions.reverse();
        positions
    }

    /// The index in `answers` of a combination of positions.
    pub(crate) fn index(&self, positions: &[usize]) -> Option<usize> {
        let mut index = 0usize;
        for (position, size) in positions.iter().zip(&self.sizes) {
            if position >= size {
                return None;
            }
            index = index * size + position;
        }
        (positions.len() == self.sizes.len()).then_some(index)
    }
}
