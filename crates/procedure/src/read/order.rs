//! Puts derived facts into an order in which each comes after those it is derived from.

use super::Cx;
use crate::ids::{FactId, Id};
use crate::model::{Derivation, Fact, Source, Table};

/// The facts that a fact is derived from.
pub(crate) fn inputs(fact: &Fact, table: impl Fn(crate::ids::TableId) -> Option<Vec<FactId>>) -> Vec<FactId> {
    let Source::Derived(derivation) = &fact.source else { return Vec::new() };
    match derivation {
        Derivation::Within { date, of, .. } => vec![*date, *of],
        Derivation::Table(id, _) => table(*id).unwrap_or_default(),
        Derivation::Holds(guard) => guard.facts().collect(),
        Derivation::DayOf(_) | Derivation::Done { .. } | Derivation::Setting { .. } => Vec::new(),
        Derivation::Extreme { of, .. } => of.clone(),
        Derivation::After { of, .. } => vec![*of],
        Derivation::Attribute { site, .. } => vec![*site],
        Derivation::Summary { of, .. } => vec![*of],
        // Its condition is about other cases.
        Derivation::Count(count) => vec![count.person],
    }
}

/// The derived facts in order; reports those that depend on themselves.
pub(super) fn order(cx: Cx<'_>, tables: &std::collections::BTreeMap<crate::ids::TableId, Table>) -> Vec<FactId> {
    let mut state = vec![State::New; cx.facts.len()];
    let mut order = Vec::new();
    let mut visit = Visit { cx, tables, state: &mut state, path: Vec::new(), order: &mut order };
    for index in 0..cx.facts.len() {
        visit.fact(FactId::from_index(index));
    }
    order
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

struct Visit<'a> {
    cx: Cx<'a>,
    tables: &'a std::collections::BTreeMap<crate::ids::TableId, Table>,
    state: &'a mut Vec<State>,
    path: Vec<FactId>,
    order: &'a mut Vec<FactId>,
}

impl Visit<'_> {
    fn fact(&mut self, id: FactId) {
        let cx = self.cx;
        let (Some(fact), Some(state)) = (cx.facts.get(id.index()), self.state.get(id.index()).copied()) else { return };
        match state {
            State::Done => return,
            State::Open => {
                let start = self.path.iter().position(|on| *on == id).unwrap_or(0);
                let names: Vec<&str> = self.path.iter().skip(start).chain([&id]).map(|fact| cx.names.facts.name(*fact)).collect();
                let message = format!("“{}” depends on itself", fact.name);
                let place = fact.place.start..fact.place.end;
                cx.sink.push(cx.sink.at(place, message).help(format!("It goes round: {}.", names.join(" ← "))));
                return;
            }
            State::New => {}
        }
        self.mark(id, State::Open);
        self.path.push(id);
        for input in inputs(fact, |table| self.tables.get(&table).map(|table| table.by.clone())) {
            self.fact(input);
        }
        self.path.pop();
        self.mark(id, State::Done);
        if matches!(fact.source, Source::Derived(_)) {
            self.order.push(id);
        }
    }

    fn mark(&mut self, id: FactId, state: State) {
        if let Some(slot) = self.state.get_mut(id.index()) {
            *slot = state;
        }
    }
}
