//! What a step does to the bits of a case, one change after the other, and back again.

use std::collections::BTreeSet;

use biodivine_lib_bdd::op_function::and;
use biodivine_lib_bdd::{Bdd, BddVariable};

use super::logic::{Logic, StartBit, start_bits};
use crate::ids::{DutyId, FactId, Id, StepId};
use crate::model::{Ask, Derivation, Kind, Party, Procedure, Repeat, Source, Start, Step};
use crate::read::inputs;

/// A change of some bits.
pub(super) struct Change {
    bits: Vec<BddVariable>,
    /// It happens only there. Nothing of what it says depends on the bits that change.
    when: Bdd,
    /// What the bits may become.
    becomes: Bdd,
    /// It may as well not happen.
    optional: bool,
}

/// A step, as far as situations go.
pub(super) struct Move {
    pub(super) id: StepId,
    /// What must hold for it to be open to somebody, besides the stage.
    pub(super) enabled: Bdd,
    /// Whether it changes anything that matters.
    pub(super) matters: bool,
    changes: Vec<Change>,
}

impl Change {
    /// The situations after it.
    pub(super) fn after(&self, from: &Bdd) -> Bdd {
        let changed = Bdd::binary_op_with_exists(from, &self.when, and, &self.bits).and(&self.becomes);
        if self.when.is_true() && !self.optional {
            return changed;
        }
        let kept = if self.optional { from.clone() } else { from.and_not(&self.when) };
        kept.or(&changed)
    }

    /// The situations from which it can lead into some.
    pub(super) fn before(&self, to: &Bdd) -> Bdd {
        let changed = Bdd::binary_op_with_exists(to, &self.becomes, and, &self.bits).and(&self.when);
        if self.when.is_true() && !self.optional {
            return changed;
        }
        let kept = if self.optional { to.clone() } else { to.and_not(&self.when) };
        kept.or(&changed)
    }
}

impl Move {
    /// The bits that go together in one change, or in what must hold for the step.
    pub(super) fn ties(&self) -> Vec<BTreeSet<BddVariable>> {
        let mut ties: Vec<BTreeSet<BddVariable>> = vec![self.enabled.support_set().into_iter().collect()];
        for change in &self.changes {
            let bits = change.bits.iter().copied().chain(change.when.support_set()).chain(change.becomes.support_set());
            ties.push(bits.collect());
        }
        ties.push(self.changes.iter().flat_map(|change| change.bits.iter().copied()).collect());
        ties
    }

    /// The situations right after the step, from those in which it is taken.
    pub(super) fn after(&self, from: &Bdd) -> Bdd {
        self.changes.iter().fold(from.clone(), |set, change| change.after(&set))
    }

    /// The situations from which the step can lead into some.
    pub(super) fn before(&self, to: &Bdd) -> Bdd {
        self.changes.iter().rev().fold(to.clone(), |set, change| change.before(&set))
    }
}

/// Each step, in the order of the document, and what changes without anybody's doing.
pub(super) fn moves(logic: &Logic<'_>) -> (Vec<Move>, Vec<Change>) {
    let p = logic.procedure;
    let moves = p.steps.iter().map(|(id, step)| one(logic, id, step)).collect();
    let mut drift = Vec::new();
    for field in &logic.fields {
        // How other cases stand may change at any time.
        if matches!(p.facts[field.fact].source, Source::Derived(Derivation::Count(_))) {
            drift.push(Change { bits: field.bits.clone(), when: logic.all.clone(), becomes: logic.all.clone(), optional: false });
        }
    }
    for (id, duty) in p.duties.iter() {
        let Some(pending) = logic.pending.get(id.index()) else { continue };
        for start in &duty.starts {
            // Whatever is owed can fall due.
            if let (Start::Due(other), Some((bit, _))) = (start, pending.starts.first()) {
                let mut whole = vec![set(logic, *bit, logic.owed(*other).clone(), true)];
                if let Some(change) = whole.first_mut() {
                    change.optional = true;
                }
                drift.append(&mut whole);
            }
        }
    }
    (moves, drift)
}

/// A bit that is set or cleared.
fn set(logic: &Logic<'_>, bit: BddVariable, when: Bdd, value: bool) -> Change {
    Change { bits: vec![bit], when, becomes: logic.bit(bit, value), optional: false }
}

fn one(logic: &Logic<'_>, id: StepId, step: &Step) -> Move {
    let p = logic.procedure;
    if !logic.steps.contains(&id) {
        return Move { id, enabled: logic.none.clone(), matters: false, changes: Vec::new() };
    }
    let mut enabled = logic.guard(&step.guard);
    for before in &step.after {
        enabled = enabled.and(&logic.taken_since(&[before.step], &before.since));
    }
    if let Some(bit) = logic.spent.get(&id) {
        enabled = enabled.and(&logic.bit(*bit, false));
    }
    let mut somebody = logic.none.clone();
    for party in &step.by {
        somebody = somebody.or(&match party {
            Party::Role(_) => logic.all.clone(),
            Party::Fact(fact) => logic.known(*fact).clone(),
        });
    }
    if !step.by.is_empty() {
        enabled = enabled.and(&somebody);
    }
    let mut changes = Vec::new();
    if let Some(bit) = logic.taken.get(&id) {
        changes.push(set(logic, *bit, logic.all.clone(), true));
    }
    for (lately, bit) in &logic.since {
        // A step that is of both starts anew, and counts.
        if lately.steps.contains(&id) || lately.since.contains(&id) {
            changes.push(set(logic, *bit, logic.all.clone(), lately.steps.contains(&id)));
        }
    }
    erased(logic, step, &mut changes);
    dates(logic, step, &mut changes);
    answers(logic, id, step, &mut changes);
    for (hold, bit) in &logic.holds {
        let hold = &p.holds[*hold];
        if hold.until.contains(&id) {
            changes.push(set(logic, *bit, logic.all.clone(), false));
        } else if hold.from.contains(&id) {
            changes.push(set(logic, *bit, logic.all.clone(), true));
        }
    }
    let ended = step.to.is_some_and(|to| p.stages[to].end);
    for (duty, _) in p.duties.iter() {
        owes(logic, id, step, duty, ended, &mut changes);
    }
    if let Some(bit) = logic.spent.get(&id) {
        changes.push(set(logic, *bit, logic.all.clone(), true));
    }
    for (other, bit) in &logic.spent {
        if matches!(&p.steps[*other].repeat, Repeat::AfterEach(steps) if steps.contains(&id)) {
            changes.push(set(logic, *bit, logic.all.clone(), false));
        }
    }
    Move { id, enabled, matters: step.begins || step.to.is_some() || !changes.is_empty(), changes }
}

/// The facts that a step asks, in an order in which each comes after those that its question tests.
fn in_order<'a>(p: &Procedure, step: &'a Step) -> (Vec<&'a Ask>, Vec<&'a Ask>) {
    let mut left: Vec<&Ask> = step.asks.iter().collect();
    let mut order = Vec::new();
    loop {
        let asked: BTreeSet<FactId> = left.iter().map(|ask| ask.fact).collect();
        let (ready, waits): (Vec<&Ask>, Vec<&Ask>) = left.iter().partition(|ask| {
            let tested = p.facts[ask.fact].question().map(|question| roots(p, question.guard.facts())).unwrap_or_default();
            tested.iter().all(|fact| !asked.contains(fact))
        });
        order.extend(ready.iter().copied());
        left = waits;
        if ready.is_empty() || left.is_empty() {
            return (order, left);
        }
    }
}

/// The facts from which others follow.
fn roots(p: &Procedure, facts: impl Iterator<Item = FactId>) -> BTreeSet<FactId> {
    let mut all: BTreeSet<FactId> = BTreeSet::new();
    let mut todo: Vec<FactId> = facts.collect();
    while let Some(id) = todo.pop() {
        if !all.insert(id) {
            continue;
        }
        let table = |table| Some(p.tables[table].by.clone());
        todo.extend(inputs(&p.facts[id], table));
    }
    all
}

/// What is answered, what the directory says of it, and which dates are in time.
fn answers(logic: &Logic<'_>, id: StepId, step: &Step, changes: &mut Vec<Change>) {
    let p = logic.procedure;
    let (order, round) = in_order(p, step);
    let (mut must, mut may, mut asked) = (Vec::new(), Vec::new(), Vec::new());
    let mut later = BTreeSet::new();
    for (ask, circular) in order.into_iter().map(|ask| (ask, false)).chain(round.into_iter().map(|ask| (ask, true))) {
        let guard = p.facts[ask.fact].question().map(|question| &question.guard).filter(|guard| !guard.is_empty());
        let fields = answered(logic, ask.fact);
        if fields.is_empty() {
            later.extend(guard.map(|_| ask.fact));
            continue;
        }
        // A text that may be left out may be emptied, and what is asked afresh forgets what was answered before.
        let text = matches!(p.facts[ask.fact].kind, Kind::Text { .. }) || p.facts[ask.fact].afresh;
        let text = !ask.required && text;
        let mut change =
            Change { bits: Vec::new(), when: logic.all.clone(), becomes: logic.all.clone(), optional: !ask.required || circular };
        for field in fields {
            change.bits.extend(&field.bits);
            let values = if text { logic.all.clone() } else { logic.known(field.fact).clone() };
            change.becomes = change.becomes.and(&valid(logic, field, &values));
        }
        match guard {
            None if ask.required => must.push(change),
            None => may.push(change),
            Some(guard) => {
                // Questions that wait for one another are taken to be asked or not.
                if !circular {
                    change.when = logic.guard(guard);
                }
                later.insert(ask.fact);
                asked.push(change);
            }
        }
    }
    let all = must.into_iter().reduce(|mut all, one| {
        all.bits.extend(one.bits);
        all.becomes = all.becomes.and(&one.becomes);
        all
    });
    changes.extend(all);
    changes.append(&mut may);
    follows(logic, |fact| sets(p, id, step, fact), changes);
    changes.append(&mut asked);
    follows(logic, |fact| later.contains(&fact), changes);
}

/// The codes of a field that stand for something.
fn valid(logic: &Logic<'_>, field: &super::logic::Field, values: &Bdd) -> Bdd {
    let mut codes = (0..field.size).map(|position| logic.field_is(field, Some(position))).collect::<Vec<_>>();
    codes.push(logic.field_is(field, None));
    logic.any(codes.iter()).and(values)
}

/// The fields that an answer sets: its own, and those that follow from it in ways that are left open here.
fn answered<'l>(logic: &'l Logic<'_>, fact: FactId) -> Vec<&'l super::logic::Field> {
    let p = logic.procedure;
    logic
        .fields
        .iter()
        .filter(|field| {
            field.fact == fact
                || match &p.facts[field.fact].source {
                    Source::Derived(Derivation::Attribute { site: of, .. } | Derivation::Summary { of, .. }) => *of == fact,
                    _ => false,
                }
        })
        .collect()
}

/// Dates that are set may be in time or late.
fn follows(logic: &Logic<'_>, set: impl Fn(FactId) -> bool, changes: &mut Vec<Change>) {
    let p = logic.procedure;
    for field in &logic.fields {
        let Source::Derived(Derivation::Within { date, of, unknown, .. }) = &p.facts[field.fact].source else { continue };
        if !roots(p, [*date, *of].into_iter()).into_iter().any(&set) {
            continue;
        }
        let both = logic.known(*date).and(logic.known(*of));
        let fixed = logic.field_is(field, Some(usize::from(*unknown)));
        let becomes = if date == of { logic.field_is(field, Some(1)) } else { logic.all.clone() };
        changes.push(Change { bits: field.bits.clone(), when: both.clone(), becomes, optional: false });
        changes.push(Change { bits: field.bits.clone(), when: both.not(), becomes: fixed, optional: false });
    }
}

/// Whether a step sets a fact that is asked for, or the day of a step.
pub(super) fn sets(p: &Procedure, id: StepId, step: &Step, fact: FactId) -> bool {
    step.asks.iter().any(|ask| ask.fact == fact)
        || match &p.facts[fact].source {
            Source::Derived(Derivation::DayOf(of)) => of.contains(&id),
            Source::Derived(Derivation::Done { steps, since }) => steps.contains(&id) || since.contains(&id),
            Source::Derived(Derivation::Attribute { site: of, .. } | Derivation::Summary { of, .. }) => {
                step.asks.iter().any(|ask| ask.fact == *of)
            }
            _ => false,
        }
}

/// What a step destroys: all answers but those that it asks itself.
fn erased(logic: &Logic<'_>, step: &Step, changes: &mut Vec<Change>) {
    if !step.erases {
        return;
    }
    let p = logic.procedure;
    let mut change = Change { bits: Vec::new(), when: logic.all.clone(), becomes: logic.all.clone(), optional: false };
    for field in logic.fields.iter().filter(|field| field.lacks) {
        let root = match &p.facts[field.fact].source {
            Source::Derived(Derivation::Attribute { site: of, .. } | Derivation::Summary { of, .. }) => *of,
            _ => field.fact,
        };
        if !step.asks.iter().any(|ask| ask.fact == root) {
            change.bits.extend(&field.bits);
            change.becomes = change.becomes.and(&logic.field_is(field, None));
        }
    }
    changes.push(change);
}

/// A date that becomes known starts what counts from it; one that is put right moves its clock, and starts nothing.
fn dates(logic: &Logic<'_>, step: &Step, changes: &mut Vec<Change>) {
    let p = logic.procedure;
    for ((_, rule), pending) in p.duties.iter().zip(&logic.pending) {
        for ((bit, _), start) in pending.starts.iter().zip(start_bits(p, rule)) {
            if let StartBit::Fact(fact) = start
                && step.asks.iter().any(|ask| ask.fact == fact)
            {
                let new = if rule.restarts { logic.all.clone() } else { logic.known(fact).not() };
                changes.push(set(logic, *bit, new, true));
            }
        }
    }
}

/// What a step does to a duty: it may meet it, end it, or start it.
fn owes(logic: &Logic<'_>, id: StepId, step: &Step, duty: DutyId, ended: bool, changes: &mut Vec<Change>) {
    let p = logic.procedure;
    let rule = &p.duties[duty];
    let Some(pending) = logic.pending.get(duty.index()) else { return };
    let before = changes.len();
    let closes = rule.ends.contains(&id) || (rule.every.is_none() && rule.met_by.contains(&id));
    for ((bit, _), start) in pending.starts.iter().zip(start_bits(p, rule)) {
        let starts = match start {
            StartBit::Steps => rule.starts.contains(&Start::Step(id)),
            StartBit::Decided(_, decided) => decided == id,
            StartBit::Fact(fact) => match &p.facts[fact].source {
                Source::Asked(_) => false,
                Source::Derived(_) => step.begins,
            },
            StartBit::Due => false,
        };
        match (closes, starts) {
            // What was owed already is met; what was not starts.
            (true, true) => {
                changes.push(Change { bits: vec![*bit], when: logic.all.clone(), becomes: logic.all.clone(), optional: false });
            }
            (true, false) => changes.push(set(logic, *bit, logic.all.clone(), false)),
            (false, true) => changes.push(set(logic, *bit, logic.all.clone(), true)),
            (false, false) => {}
        }
    }
    if let (Some(ever), false) = (pending.ever, ended) {
        let tested = roots(p, rule.guard.facts().chain(pending_facts(p, duty)));
        if changes.len() > before || tested.into_iter().any(|fact| sets(p, id, step, fact)) {
            changes.push(set(logic, ever, logic.owed(duty).clone(), true));
        }
    }
}

/// The facts that decide what starts a duty.
fn pending_facts(p: &Procedure, duty: DutyId) -> impl Iterator<Item = FactId> {
    p.duties[duty].starts.iter().filter_map(|start| match start {
        Start::Decided(fact) | Start::Fact(fact) => Some(*fact),
        Start::Step(_) | Start::Due(_) => None,
    })
}
