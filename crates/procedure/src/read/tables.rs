//! Reads decision tables: which columns they have, what each row is for and what it gives.

use std::collections::BTreeMap;

use super::Cx;
use super::collect::{Collected, RawRule};
use super::conditions::MOST_VALUES;
use super::document::{Cell, RawRow, RawTable};
use super::facts::decides;
use super::fields::{Fields, Word, limit};
use super::names::closest;
use crate::ids::{FactId, Id, TableId};
use crate::model::{Fact, Kind, Place, Row, Rule, Table};
use crate::value::Value;
use crate::words::capital;

/// How many combinations a table may have, so that all of them can be looked at.
const MOST_COMBINATIONS: usize = 1_000_000;

/// A table whose columns are known and whose rows are not read yet.
struct Columns<'r, 'd> {
    rule: &'r RawRule<'d>,
    id: TableId,
    by: Vec<FactId>,
    decides: Vec<FactId>,
    /// What was named in `by` and reported: its column is not unknown as well.
    reported: Vec<String>,
}

/// Reads all tables, each after those that decide what it looks at, and tells the facts which values are decided.
pub(super) fn tables(cx: Cx<'_>, collected: &Collected<'_>, facts: &mut [Fact]) -> BTreeMap<TableId, Table> {
    let mut waiting: Vec<Columns<'_, '_>> = collected.whole().filter_map(|rule| columns(Cx { facts, ..cx }, rule)).collect();
    let mut read = BTreeMap::new();
    while !waiting.is_empty() {
        let undecided: Vec<FactId> = waiting.iter().flat_map(|table| table.decides.iter().copied()).collect();
        let ready = waiting.iter().position(|table| !table.by.iter().any(|fact| undecided.contains(fact)));
        let Some(ready) = ready else {
            for table in &waiting {
                let message = format!("What {} looks at depends on what it decides", table.rule.what());
                cx.sink.push(cx.sink.at(table.rule.range(), message).help("Let one of the tables look at something else."));
            }
            break;
        };
        let columns = waiting.remove(ready);
        let table = rows(Cx { facts, ..cx }, &columns);
        for (column, fact) in columns.decides.iter().enumerate() {
            let mut values: Vec<Value> = Vec::new();
            for value in table.rows.iter().filter_map(|row| row.gives.get(column).cloned().flatten()) {
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            if let Some(fact) = facts.get_mut(fact.index()) {
                if values.len() > MOST_VALUES && !matches!(fact.kind, Kind::Choice(_) | Kind::YesNo) {
                    let message = format!("“{}” has {} values; the most are {MOST_VALUES}", fact.name, values.len());
                    cx.sink.push(cx.sink.at(columns.rule.range(), message).help("Make two tables of it."));
                }
                fact.decided = values;
            }
        }
        read.insert(columns.id, table);
    }
    read
}

/// What a table looks at and decides.
fn columns<'r, 'd>(cx: Cx<'_>, rule: &'r RawRule<'d>) -> Option<Columns<'r, 'd>> {
    let Rule::Table(id) = rule.rule else { return None };
    let mut fields = Fields::new(cx.sink, &rule.what(), rule.range(), &rule.entries);
    let words = fields.words("by");
    if words.is_empty() && !rule.entries.iter().any(|entry| entry.key == "by") {
        fields.missing("by", "Name the facts that it looks at: `by = [\"category\"]`.");
    }
    if decides(rule).is_empty() {
        fields.missing("decides", "Name what it decides: `decides = { responder = \"role\" }`.");
    }
    fields.entry("decides");
    fields.finish();
    let (mut by, mut reported) = (Vec::new(), Vec::new());
    for word in &words {
        let Some((id, fact)) = cx.fact(word).and_then(|id| cx.fact_of(id).map(|fact| (id, fact))) else {
            reported.push(word.text.clone());
            continue;
        };
        if !fact.kind.is_finite() {
            reported.push(word.text.clone());
            let message = format!("A table cannot look at “{}”, which is a {}", fact.name, fact.kind.noun());
            cx.sink.push(
                cx.sink
                    .at(word.place.clone(), message)
                    .help("Only choices, yes or no, and what other tables decide have values that can all be checked."),
            );
        } else if by.contains(&id) {
            cx.sink.push(cx.sink.at(word.place.clone(), format!("“{}” is named twice", fact.name)));
        } else {
            by.push(id);
        }
    }
    let decides = decides(rule).iter().filter_map(|entry| cx.names.facts.get(&entry.key)).collect();
    Some(Columns { rule, id, by, decides, reported })
}

/// Reads the rows and finds out which of them answers each combination.
fn rows(cx: Cx<'_>, columns: &Columns<'_, '_>) -> Table {
    let mut table = Table {
        name: columns.rule.name.clone(),
        place: columns.rule.place,
        by: columns.by.clone(),
        decides: columns.decides.clone(),
        rows: Vec::new(),
        sizes: Vec::new(),
        answers: Vec::new(),
    };
    let Some(raw) = columns.rule.table else { return table };
    if raw.rows.is_empty() {
        let message = format!("{} has no rows", capital(&columns.rule.what()));
        cx.sink
            .push(cx.sink.at(raw.place.clone(), message).help("Write a row for each combination; `any` stands for every value."));
    }
    let Some(order) = header(cx, columns, raw) else { return table };
    let section = columns.rule.place.section;
    for row in &raw.rows {
        let place = Place { section, start: row.place.start, end: row.place.end };
        let cell =
            |fact: &FactId| order.get(fact).and_then(|column| row.cells.get(*column)).map(|cell| (cx.fact_of(*fact), cell));
        let mut complete = true;
        let mut cells = Vec::new();
        for fact in &columns.by {
            let bits = match cell(fact) {
                Some((Some(fact), cell)) => question(cx, fact, cell, row),
                _ => None,
            };
            complete &= bits.is_some();
            cells.push(bits.unwrap_or(0));
        }
        let mut gives = Vec::new();
        for fact in &columns.decides {
            match cell(fact) {
                Some((Some(fact), cell)) => gives.push(answer(cx, fact, cell, row)),
                _ => gives.push(None),
            }
        }
        if complete {
            table.rows.push(Row { cells, gives, place });
        }
    }
    table.sizes = columns.by.iter().filter_map(|fact| cx.fact_of(*fact)).map(|fact| cx.value_names(fact).len()).collect();
    table.answers = answers(cx, columns, &table);
    table
}

/// Which column stands for which fact; none when the header does not fit.
fn header(cx: Cx<'_>, columns: &Columns<'_, '_>, raw: &RawTable) -> Option<BTreeMap<FactId, usize>> {
    let mut order = BTreeMap::new();
    let wanted: Vec<FactId> = columns.by.iter().chain(&columns.decides).copied().collect();
    let names: Vec<&str> = wanted.iter().map(|fact| cx.names.facts.name(*fact)).collect();
    let mut fits = true;
    for (index, cell) in raw.head.iter().enumerate() {
        let known = wanted.iter().find(|fact| cx.names.facts.name(**fact) == cell.text);
        match known {
            Some(fact) => {
                if order.insert(*fact, index).is_some() {
                    cx.sink.push(cx.sink.at(cell.place.clone(), format!("The column “{}” stands twice", cell.text)));
                }
            }
            None if columns.reported.contains(&cell.text) => fits = false,
            None => {
                fits = false;
                let help = closest(&cell.text, names.iter().copied()).map_or_else(
                    || {
                        format!(
                            "The columns are {}.",
                            names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ")
                        )
                    },
                    |near| format!("Did you mean “{near}”?"),
                );
                let message = format!("{} has no column “{}”", capital(&columns.rule.what()), cell.text);
                cx.sink.push(cx.sink.at(cell.place.clone(), message).help(help));
            }
        }
    }
    for fact in wanted.iter().filter(|fact| !order.contains_key(*fact)) {
        // A column that is spelt wrong has been reported: it is not missing as well.
        if fits {
            let name = cx.names.facts.name(*fact);
            let message = format!("The rows of {} lack the column “{name}”", columns.rule.what());
            let place = raw.head.first().map_or(raw.place.clone(), |first| first.place.clone());
            cx.sink.push(cx.sink.at(place, message).help(format!("Add a column with the heading “{name}”.")));
        }
        fits = false;
    }
    fits.then_some(order)
}

/// For which values of a fact a row is: as bits of the domain.
fn question(cx: Cx<'_>, fact: &Fact, cell: &Cell, row: &RawRow) -> Option<u64> {
    let values = cx.value_names(fact).len();
    let all = (0..values).fold(0, |bits, value| bits | 1u64 << value);
    let (negated, list) = match cell.text.strip_prefix("not ") {
        Some(rest) => (true, rest),
        None => (false, cell.text.as_str()),
    };
    if list == "any" && !negated {
        return Some(all);
    }
    if list.trim().is_empty() {
        let message = format!("The column “{}” is empty in this row", fact.name);
        cx.sink.push(cx.sink.at(place(cell, row), message).help("Write a value, several with commas between them, or `any`."));
        return None;
    }
    let mut bits = Some(0);
    for part in list.split(',') {
        let word = Word { text: part.trim().to_owned(), place: part_place(cell, part) };
        let position = cx.position(fact, &word);
        bits = bits.zip(position).map(|(bits, position)| bits | 1 << position);
    }
    bits.map(|bits| if negated { all & !bits } else { bits })
}

/// What a row gives for a fact; none for “–”.
fn answer(cx: Cx<'_>, fact: &Fact, cell: &Cell, row: &RawRow) -> Option<Value> {
    if matches!(cell.text.as_str(), "–" | "-" | "—") {
        return None;
    }
    let word = Word { text: cell.text.clone(), place: place(cell, row) };
    if word.text.is_empty() {
        let message = format!("The column “{}” is empty in this row", fact.name);
        cx.sink.push(cx.sink.at(word.place, message).help("Write what is decided, or “–” for nothing."));
        return None;
    }
    match &fact.kind {
        Kind::Role => cx.role(&word).map(Value::Role),
        Kind::Step => cx.step(&word).map(Value::Step),
        Kind::Limit => limit(cx.sink, &word).map(Value::Limit),
        Kind::YesNo => cx.position(fact, &word).map(|position| Value::YesNo(position == 1)),
        _ => cx.position(fact, &word).and_then(|position| u16::try_from(position).ok()).map(Value::Choice),
    }
}

/// Where a cell stands; an empty cell has no bytes of its own, so that its row is shown.
fn place(cell: &Cell, row: &RawRow) -> std::ops::Range<usize> {
    if cell.text.is_empty() { row.place.clone() } else { cell.place.clone() }
}

/// Where a value among several of a cell stands.
fn part_place(cell: &Cell, part: &str) -> std::ops::Range<usize> {
    let text = cell.text.as_str();
    // With markup in the cell, a byte of its text is not the same byte of the document.
    if cell.place.len() != text.len() {
        return cell.place.clone();
    }
    // Both are slices of the same text.
    let offset = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize) + (part.len() - part.trim_start().len());
    let start = cell.place.start + offset;
    let end = start + part.trim().len();
    if end <= cell.place.end { start..end } else { cell.place.clone() }
}

/// For each combination the first row that answers it.
fn answers(cx: Cx<'_>, columns: &Columns<'_, '_>, table: &Table) -> Vec<Option<u16>> {
    let sizes = &table.sizes;
    let Some(count) =
        sizes.iter().try_fold(1usize, |count, size| count.checked_mul(*size)).filter(|count| *count <= MOST_COMBINATIONS)
    else {
        let message = format!("{} has more than {MOST_COMBINATIONS} combinations", capital(&columns.rule.what()));
        cx.sink.push(
            cx.sink.at(columns.rule.range(), message).help("Make two tables of it: one may look at what the other decides."),
        );
        return Vec::new();
    };
    let mut digits = vec![0usize; sizes.len()];
    let mut answers = Vec::with_capacity(count);
    for _ in 0..count {
        let row = table.rows.iter().position(|row| row.covers(&digits));
        answers.push(row.and_then(|row| u16::try_from(row).ok()));
        for (digit, size) in digits.iter_mut().zip(sizes).rev() {
            *digit += 1;
            if *digit < *size {
                break;
            }
            *digit = 0;
        }
    }
    answers
}

impl Row {
    /// Whether the row is for the combination of these positions.
    pub(crate) fn covers(&self, positions: &[usize]) -> bool {
        self.cells.iter().zip(positions).all(|(bits, position)| bits >> position & 1 == 1)
    }
}
