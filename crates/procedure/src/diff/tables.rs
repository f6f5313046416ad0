//! Decision tables, row by row.

use std::collections::BTreeMap;

use super::names;
use super::pair::Pair;
use crate::ids::{FactId, TableId};
use crate::model::{Fact, Procedure, Row, Table};
use crate::words::{list, quoted};

/// A row of one version: what it is for, in names and in words, and what it answers by the name of the column.
struct Said {
    cells: Vec<(String, Vec<String>)>,
    words: String,
    gives: BTreeMap<String, (String, String)>,
}

/// What changed of a table.
pub(super) fn changed(pair: &mut Pair<'_>, was: TableId, is: TableId) {
    let (old, new) = (pair.old, pair.new);
    let (from, to) = (&old.tables[was], &new.tables[is]);
    let named = |p: &Procedure, facts: &[FactId]| facts.iter().map(|fact| p.facts[*fact].name.clone()).collect::<Vec<_>>();
    let (looked, looks) = (named(old, &from.by), named(new, &to.by));
    pair.sets("looks at", &looked, &looks, names::fact, "it now also looks at {}", "it no longer looks at {}");
    let (decided, decides) = (named(old, &from.decides), named(new, &to.decides));
    pair.sets("decides", &decided, &decides, names::fact, "it now also decides {}", "it no longer decides {}");
    let before: Vec<Said> = from.rows.iter().map(|row| said(old, from, row)).collect();
    let after: Vec<Said> = to.rows.iter().map(|row| said(new, to, row)).collect();
    let earlier = |row: &Said| before.iter().find(|one| one.cells == row.cells);
    let rearranged = after.iter().any(|row| earlier(row).is_none())
        || before.iter().any(|row| !after.iter().any(|one| one.cells == row.cells));
    if rearranged && same_answers(old, new, from, to) {
        pair.say("rows", "its rows are arranged differently; no combination is answered differently", None, None);
        return;
    }
    for row in &after {
        match earlier(row) {
            None => {
                let answer = answers(new, row, None);
                pair.say("rows", &format!("new row, {}: {answer}", row.words), None, Some(answer));
            }
            Some(one) => {
                for (column, (name, words)) in &row.gives {
                    let Some((before, was)) = one.gives.get(column) else { continue };
                    if name != before {
                        let says = format!("{}: {} is {words}, before {was}", row.words, names::fact(new, column));
                        pair.say("rows", &says, Some(was.clone()), Some(words.clone()));
                    }
                }
                // Columns that are new answer every row.
                let fresh: Vec<&String> = row.gives.keys().filter(|column| !one.gives.contains_key(*column)).collect();
                if !fresh.is_empty() {
                    let answer = answers(new, row, Some(&fresh));
                    pair.say("rows", &format!("{}: {answer}", row.words), None, Some(answer));
                }
            }
        }
    }
    for row in before.iter().filter(|row| !after.iter().any(|one| one.cells == row.cells)) {
        let answer = answers(old, row, None);
        pair.say("rows", &format!("row gone, {}: {answer}", row.words), Some(answer), None);
    }
}

fn answers(p: &Procedure, row: &Said, only: Option<&[&String]>) -> String {
    let columns = row.gives.iter().filter(|(column, _)| only.is_none_or(|only| only.contains(column)));
    list(&columns.map(|(column, (_, words))| format!("{} is {words}", names::fact(p, column))).collect::<Vec<_>>(), "and")
}

fn said(p: &Procedure, table: &Table, row: &Row) -> Said {
    let mut cells = Vec::new();
    let mut words = Vec::new();
    for (id, bits) in table.by.iter().zip(&row.cells) {
        let fact = &p.facts[*id];
        let domain = fact.domain();
        let values: Vec<_> = (0u32..).zip(&domain).filter(|(at, _)| bits >> at & 1 == 1).map(|(_, value)| value).collect();
        if values.len() == domain.len() {
            // Whatever the answer: a value that is added later does not make another row of it.
            continue;
        }
        cells.push((fact.name.clone(), values.iter().map(|value| fact.value_name(p, value)).collect()));
        let labels: Vec<String> = values.iter().map(|value| quoted(&p.value_label(fact, value))).collect();
        words.push(list(&labels, "or"));
    }
    let gives = table.decides.iter().zip(&row.gives).map(|(id, value)| {
        let fact: &Fact = &p.facts[*id];
        let said = value.as_ref().map_or_else(
            || (String::new(), "nothing".to_owned()),
            |value| (fact.value_name(p, value), quoted(&p.value_label(fact, value))),
        );
        (fact.name.clone(), said)
    });
    cells.sort();
    let words = if words.is_empty() { "in every case".to_owned() } else { format!("for {}", list(&words, "with")) };
    Said { cells, words, gives: gives.collect() }
}

/// Whether both tables look at and decide the same, and every combination has the same answer.
fn same_answers(old: &Procedure, new: &Procedure, from: &Table, to: &Table) -> bool {
    let domain = |p: &Procedure, id: FactId| {
        let fact = &p.facts[id];
        (fact.name.clone(), fact.domain().iter().map(|value| fact.value_name(p, value)).collect::<Vec<_>>())
    };
    let shape = |p: &Procedure, facts: &[FactId]| facts.iter().map(|id| domain(p, *id)).collect::<Vec<_>>();
    if shape(old, &from.by) != shape(new, &to.by) {
        return false;
    }
    let answer = |p: &Procedure, table: &Table, at: usize| -> Option<BTreeMap<String, String>> {
        let row = table.rows.get(usize::from(table.answers.get(at).copied().flatten()?))?;
        Some(said(p, table, row).gives.into_iter().map(|(column, (name, _))| (column, name)).collect())
    };
    from.answers.len() == to.answers.len() && (0..to.answers.len()).all(|at| answer(old, from, at) == answer(new, to, at))
}
