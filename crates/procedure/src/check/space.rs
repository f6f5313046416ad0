//! Every situation that a case can come into, as far as it matters: the stage, the values of the facts that rules test, and
//! which of the steps that matter were taken.
//!
//! Facts that are asked for take every value whenever a step asks for them; derived facts follow from those as the procedure
//! says. What people are, and when things happen, is left open: whoever may act does, and every date may be in time or late.

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::{FactId, Id, StageId, StepId};
use crate::model::{Derivation, Fact, Guard, Kind, Party, Procedure, Repeat, Source, Step};
use crate::words::{quoted, small};

/// How many situations are looked at before the check gives up.
const MOST_SITUATIONS: usize = 1_000_000;

/// Why the situations could not be counted out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooMany;

/// What the situations are made of.
pub(super) struct Space<'a> {
    procedure: &'a Procedure,
    /// The facts whose values matter, each after those that it follows from.
    facts: Vec<FactId>,
    /// For each fact of the procedure, its position in `facts`.
    slots: Vec<Option<usize>>,
    /// The facts whose values do not follow from others here.
    vars: Vec<Var>,
    moves: Vec<Move<'a>>,
    /// The bit of the history that says whether a step was taken.
    taken: BTreeMap<StepId, u64>,
    /// The bit of the history that says whether a step may not be taken again.
    spent: BTreeMap<StepId, u64>,
}

/// A fact that takes any of its values.
struct Var {
    fact: FactId,
    /// How many values it has; one more stands for not known.
    size: u64,
    /// What it is before any step.
    initial: u64,
    /// The product of the sizes before it.
    weight: u64,
}

/// A step that matters.
struct Move<'a> {
    id: StepId,
    step: &'a Step,
    touches: Vec<Touch<'a>>,
    /// For each stage, whether the step may be taken in it.
    stages: Vec<bool>,
    /// The tables' columns of which one must name a role; none when somebody may take it whatever they say.
    deciders: Option<Vec<FactId>>,
    /// What the history must hold, what it must not hold, what the step adds to it and what it takes away.
    needs: u64,
    forbids: u64,
    adds: u64,
    removes: u64,
}

/// A value that a step sets.
struct Touch<'a> {
    var: usize,
    required: bool,
    guard: Option<&'a Guard>,
    /// The dates of two steps: the value follows only when both were taken.
    dates: Option<(Option<StepId>, Option<StepId>)>,
}

/// A situation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Situation {
    pub(super) stage: StageId,
    code: u64,
    history: u64,
}

/// All situations that can come about, and which lead to which.
pub(super) struct Explored {
    pub(super) situations: Vec<Situation>,
    /// For each situation, what may be done: positions in `choices`.
    pub(super) open: Vec<Vec<usize>>,
    /// What may come of a step: the step, and positions in `situations`.
    pub(super) choices: Vec<(StepId, Vec<usize>)>,
}

impl<'a> Space<'a> {
    /// The space of the facts on which changes of stage depend, and of others that are wanted.
    pub(super) fn new(procedure: &'a Procedure, wanted: impl IntoIterator<Item = FactId>) -> Result<Self, TooMany> {
        let mut facts: BTreeSet<FactId> = wanted.into_iter().collect();
        let changes = procedure.steps.iter().filter(|(_, step)| step.to.is_some()).map(|(id, _)| id);
        let mut steps: BTreeSet<StepId> = changes.collect();
        loop {
            let before = (facts.len(), steps.len());
            for id in steps.clone() {
                let step = &procedure.steps[id];
                facts.extend(step.guard.facts());
                facts.extend(step.by.iter().filter_map(|party| decided_role(procedure, *party)));
                steps.extend(&step.after);
                if let Repeat::AfterEach(after) = &step.repeat {
                    steps.extend(after);
                }
            }
            for id in facts.clone() {
                let fact = &procedure.facts[id];
                match &fact.source {
                    Source::Asked(question) => facts.extend(question.guard.facts()),
                    Source::Derived(Derivation::Holds(guard)) => facts.extend(guard.facts()),
                    Source::Derived(Derivation::Table(table, _)) => facts.extend(&procedure.tables[*table].by),
                    Source::Derived(_) => {}
                }
                steps.extend(procedure.steps.iter().filter(|(id, step)| touches(procedure, *id, step, fact)).map(|(id, _)| id));
            }
            if before == (facts.len(), steps.len()) {
                break;
            }
        }
        Self::over(procedure, &facts, &steps)
    }

    fn over(procedure: &'a Procedure, facts: &BTreeSet<FactId>, steps: &BTreeSet<StepId>) -> Result<Self, TooMany> {
        let finite = |id: &FactId| procedure.facts[*id].kind.is_finite();
        let follows =
            |id: &FactId| matches!(&procedure.facts[*id].source, Source::Derived(Derivation::Holds(_) | Derivation::Table(..)));
        let mut vars = Vec::new();
        let mut weight = 1u64;
        for id in facts.iter().filter(|id| finite(id) && !follows(id)) {
            let fact = &procedure.facts[*id];
            let size = u64::try_from(fact.domain().len()).unwrap_or(u64::MAX - 1);
            let initial = match &fact.source {
                Source::Derived(Derivation::Within { unknown, .. }) => u64::from(*unknown),
                Source::Derived(Derivation::Done(_)) => 0,
                Source::Derived(Derivation::Setting { chosen, .. }) => u64::from(*chosen),
                _ => size,
            };
            vars.push(Var { fact: *id, size, initial, weight });
            weight = weight.checked_mul(size + 1).ok_or(TooMany)?;
        }
        let order: Vec<FactId> = vars
            .iter()
            .map(|var| var.fact)
            .chain(procedure.derived_order.iter().copied().filter(|id| facts.contains(id) && follows(id)))
            .collect();
        let mut slots = vec![None; procedure.facts.len()];
        for (slot, fact) in order.iter().enumerate() {
            if let Some(known) = slots.get_mut(fact.index()) {
                *known = Some(slot);
            }
        }
        let mut space =
            Self { procedure, facts: order, slots, vars, moves: Vec::new(), taken: BTreeMap::new(), spent: BTreeMap::new() };
        space.moves = steps
            .iter()
            .map(|id| {
                let step = &procedure.steps[*id];
                let touches = space.touches_of(*id, step);
                let stages = procedure.stages.ids().map(|stage| space.stands(step, stage)).collect();
                let deciders = step.by.iter().map(|party| decided_role(procedure, *party)).collect();
                Move { id: *id, step, touches, stages, deciders, needs: 0, forbids: 0, adds: 0, removes: 0 }
            })
            .collect();
        space.remember()?;
        Ok(space)
    }

    /// What a step sets.
    fn touches_of(&self, id: StepId, step: &'a Step) -> Vec<Touch<'a>> {
        let mut out = Vec::new();
        for (var, known) in self.vars.iter().enumerate() {
            let fact = &self.procedure.facts[known.fact];
            if !touches(self.procedure, id, step, fact) {
                continue;
            }
            // The fact that the step asks, or from which what it asks follows.
            let asked = |fact: FactId| step.asks.iter().find(|ask| ask.fact == fact);
            let question = |fact: FactId| {
                self.procedure.facts[fact].question().map(|question| &question.guard).filter(|guard| !guard.is_empty())
            };
            let (ask, dates) = match &fact.source {
                Source::Derived(Derivation::Within { date, of, .. }) => {
                    (None, Some((day_of(self.procedure, *date), day_of(self.procedure, *of))))
                }
                Source::Derived(Derivation::Done(_)) => (None, Some((Some(id), Some(id)))),
                Source::Derived(Derivation::Attribute { site: of, .. } | Derivation::Summary { of, .. }) => (asked(*of), None),
                Source::Asked(_) => (asked(known.fact), None),
                Source::Derived(_) => (None, None),
            };
            let guard =
                ask.and_then(|ask| question(ask.fact)).filter(|guard| guard.facts().all(|fact| self.slot(fact).is_some()));
            out.push(Touch { var, required: ask.is_none_or(|ask| ask.required), guard, dates });
        }
        out
    }

    /// Finds out which steps must be remembered: those after which others come, those whose dates are compared, and those that
    /// may not be taken twice although the case can come back to where they are open.
    fn remember(&mut self) -> Result<(), TooMany> {
        let mut taken: BTreeSet<StepId> = BTreeSet::new();
        let mut spent: BTreeSet<StepId> = BTreeSet::new();
        for one in &self.moves {
            taken.extend(&one.step.after);
            for (date, of) in one.touches.iter().filter_map(|touch| touch.dates) {
                if date != of {
                    taken.extend(date.into_iter().chain(of));
                }
            }
            if !one.step.begins && one.step.repeat != Repeat::Always && self.comes_back(one.step) {
                spent.insert(one.id);
            }
        }
        if taken.len() + spent.len() > 60 {
            return Err(TooMany);
        }
        // No zip loses a bit: the named side ends first.
        let mut bits = (0..).map(|bit| 1u64 << bit);
        self.taken = taken.into_iter().zip(&mut bits).collect();
        self.spent = spent.into_iter().zip(&mut bits).collect();
        let bit = |of: &BTreeMap<StepId, u64>, step: &StepId| of.get(step).copied().unwrap_or(0);
        for index in 0..self.moves.len() {
            let Some(id) = self.moves.get(index).map(|one| one.id) else { continue };
            let again =
                self.moves.iter().filter(|other| matches!(&other.step.repeat, Repeat::AfterEach(steps) if steps.contains(&id)));
            let removes = again.fold(0, |bits, other| bits | bit(&self.spent, &other.id));
            if let Some(one) = self.moves.get_mut(index) {
                one.needs = one.step.after.iter().fold(0, |bits, step| bits | bit(&self.taken, step));
                one.forbids = bit(&self.spent, &id);
                one.adds = bit(&self.taken, &id) | one.forbids;
                one.removes = removes;
            }
        }
        Ok(())
    }

    /// Whether a case can be where a step is open after the step was taken, going by stages alone.
    fn comes_back(&self, step: &Step) -> bool {
        let Some(to) = step.to else { return true };
        let mut reached = BTreeSet::from([to]);
        loop {
            let before = reached.len();
            for (_, other) in self.procedure.steps.iter() {
                if let Some(to) = other.to
                    && reached.iter().any(|stage| self.stands(other, *stage))
                {
                    reached.insert(to);
                }
            }
            if reached.len() == before {
                break;
            }
        }
        reached.iter().any(|stage| self.stands(step, *stage))
    }

    /// Whether a step may be taken in a stage.
    fn stands(&self, step: &Step, stage: StageId) -> bool {
        !step.begins && if step.from.is_empty() { !self.procedure.stages[stage].end } else { step.from.contains(&stage) }
    }

    /// What the facts are called that take any of their values.
    pub(super) fn names(&self) -> Vec<String> {
        let label = |var: &Var| {
            let label = &self.procedure.facts[var.fact].label;
            if label.ends_with('?') { quoted(label) } else { small(label) }
        };
        self.vars.iter().map(label).collect()
    }

    fn digit(&self, code: u64, var: usize) -> u64 {
        self.vars.get(var).map_or(0, |var| code / var.weight % (var.size + 1))
    }

    fn with(&self, code: u64, var: usize, value: u64) -> u64 {
        self.vars.get(var).map_or(code, |known| code - self.digit(code, var) * known.weight + value * known.weight)
    }

    /// The positions of the values of all facts that matter.
    fn values(&self, code: u64) -> Vec<Option<u32>> {
        let mut values: Vec<Option<u32>> = Vec::with_capacity(self.facts.len());
        for (slot, id) in self.facts.iter().enumerate() {
            let fact = &self.procedure.facts[*id];
            let value = match (self.vars.get(slot), &fact.source) {
                (Some(var), _) => {
                    let digit = self.digit(code, slot);
                    if digit < var.size { u32::try_from(digit).ok() } else { None }
                }
                (None, Source::Derived(Derivation::Holds(guard))) => {
                    Some(u32::from(guard.holds(|fact| self.value(&values, fact))))
                }
                (None, Source::Derived(Derivation::Table(table, column))) => {
                    let table = &self.procedure.tables[*table];
                    let positions: Option<Vec<usize>> = table
                        .by
                        .iter()
                        .map(|fact| self.value(&values, *fact).and_then(|position| usize::try_from(position).ok()))
                        .collect();
                    let row = positions
                        .and_then(|positions| table.index(&positions))
                        .and_then(|index| table.answers.get(index).copied().flatten());
                    let row = row.and_then(|row| table.rows.get(usize::from(row)));
                    let given = row.and_then(|row| row.gives.get(*column)).and_then(Option::as_ref);
                    given.and_then(|value| fact.position(value))
                }
                _ => None,
            };
            values.push(value);
        }
        values
    }

    fn value(&self, values: &[Option<u32>], fact: FactId) -> Option<u32> {
        self.slot(fact).and_then(|slot| values.get(slot)).copied().flatten()
    }

    fn slot(&self, fact: FactId) -> Option<usize> {
        self.slots.get(fact.index()).copied().flatten()
    }

    /// The value of a fact in a situation, as a position in its domain.
    pub(super) fn reader(&self, situation: &Situation) -> impl Fn(FactId) -> Option<u32> + '_ {
        let values = self.values(situation.code);
        move |fact| self.value(&values, fact)
    }

    /// The facts that take any of their values, with their values in a situation; the position after the last is not known.
    pub(super) fn digits(&self, situation: &Situation) -> Vec<(FactId, u64, u64)> {
        self.vars.iter().enumerate().map(|(slot, var)| (var.fact, self.digit(situation.code, slot), var.size)).collect()
    }

    /// Whether a step is open to somebody.
    fn open(&self, one: &Move<'_>, situation: &Situation, values: &[Option<u32>]) -> bool {
        one.stages.get(situation.stage.index()).copied().unwrap_or(false)
            && situation.history & one.needs == one.needs
            && situation.history & one.forbids == 0
            && one.deciders.as_ref().is_none_or(|facts| facts.iter().any(|fact| self.value(values, *fact).is_some()))
            && one.step.guard.holds(|fact| self.value(values, fact))
    }

    fn was_taken(&self, step: StepId, history: u64) -> bool {
        self.taken.get(&step).is_some_and(|bit| history & bit != 0)
    }

    /// Whether a step can have been taken: what is not remembered may have been.
    pub(super) fn may_have_taken(&self, step: StepId, situation: &Situation) -> bool {
        !self.taken.contains_key(&step) || self.was_taken(step, situation.history)
    }

    /// Everything that can come of a step: the codes of the values.
    fn outcomes(&self, one: &Move<'_>, code: u64, history: u64) -> Vec<u64> {
        let mut codes = vec![code];
        for touch in &one.touches {
            let Some(var) = self.vars.get(touch.var) else { continue };
            let mut options: BTreeSet<u64> = match touch.dates {
                Some((date, of)) if date.is_some() && date == of => BTreeSet::from([1]),
                Some((date, of))
                    if ![date, of].iter().flatten().all(|step| *step == one.id || self.was_taken(*step, history)) =>
                {
                    BTreeSet::from([var.initial])
                }
                _ => (0..var.size).collect(),
            };
            if !touch.required {
                options.insert(var.size);
            }
            let guarded = touch.guard.is_some();
            codes = codes
                .into_iter()
                .flat_map(|code| {
                    let old = (guarded || !touch.required).then(|| self.digit(code, touch.var));
                    let options: BTreeSet<u64> = options.iter().copied().chain(old).collect();
                    options.into_iter().map(move |value| self.with(code, touch.var, value)).collect::<Vec<_>>()
                })
                .collect();
        }
        let guarded: Vec<(usize, bool, &Guard)> =
            one.touches.iter().filter_map(|touch| touch.guard.map(|guard| (touch.var, touch.required, guard))).collect();
        if !guarded.is_empty() {
            codes.retain(|new| {
                let values = self.values(*new);
                guarded.iter().all(|(var, required, guard)| {
                    let asked = guard.holds(|fact| self.value(&values, fact));
                    let (old, value) = (self.digit(code, *var), self.digit(*new, *var));
                    let known = self.vars.get(*var).is_some_and(|var| value < var.size);
                    if asked { known || !required } else { old == value }
                })
            });
        }
        codes
    }

    /// What of a situation decides what can come of a step: the code without the values that it sets whatever they were.
    fn rest(&self, one: &Move<'_>, code: u64) -> u64 {
        let reset = one.touches.iter().filter(|touch| touch.required && touch.guard.is_none());
        reset.fold(code, |code, touch| self.with(code, touch.var, 0))
    }

    /// Finds every situation that can come about.
    pub(super) fn explore(&self) -> Result<Explored, TooMany> {
        let mut explored = Explored { situations: Vec::new(), open: Vec::new(), choices: Vec::new() };
        let mut known: BTreeMap<Situation, usize> = BTreeMap::new();
        let mut choices: BTreeMap<(StepId, Situation), usize> = BTreeMap::new();
        let initial = self.vars.iter().map(|var| var.initial * var.weight).sum();
        let begin = |one: &Move<'_>| one.step.begins.then_some(one.step.to).flatten();
        let mut next = 0;
        for one in &self.moves {
            if let Some(stage) = begin(one) {
                let start = Situation { stage, code: initial, history: 0 };
                self.choose(one, start, start, &mut explored, &mut known, &mut choices)?;
            }
        }
        while let Some(situation) = explored.situations.get(next).copied() {
            let values = self.values(situation.code);
            let mut open = Vec::new();
            for one in self.moves.iter().filter(|one| self.open(one, &situation, &values)) {
                let to = Situation { stage: one.step.to.unwrap_or(situation.stage), ..situation };
                open.push(self.choose(one, situation, to, &mut explored, &mut known, &mut choices)?);
            }
            if let Some(slot) = explored.open.get_mut(next) {
                *slot = open;
            }
            next += 1;
        }
        Ok(explored)
    }

    /// Takes a step and answers the position of what may come of it.
    fn choose(
        &self,
        one: &Move<'_>,
        from: Situation,
        to: Situation,
        explored: &mut Explored,
        known: &mut BTreeMap<Situation, usize>,
        choices: &mut BTreeMap<(StepId, Situation), usize>,
    ) -> Result<usize, TooMany> {
        let history = (from.history | one.adds) & !one.removes;
        let key = (one.id, Situation { stage: to.stage, code: self.rest(one, from.code), history });
        if let Some(choice) = choices.get(&key) {
            return Ok(*choice);
        }
        let mut outcomes = Vec::new();
        for code in self.outcomes(one, from.code, history) {
            let situation = Situation { stage: to.stage, code, history };
            let next = known.len();
            let index = *known.entry(situation).or_insert(next);
            if index == next {
                if next >= MOST_SITUATIONS {
                    return Err(TooMany);
                }
                explored.situations.push(situation);
                explored.open.push(Vec::new());
            }
            outcomes.push(index);
        }
        let choice = explored.choices.len();
        explored.choices.push((one.id, outcomes));
        choices.insert(key, choice);
        Ok(choice)
    }
}

/// The fact that decides which role may act, when a table decides it.
fn decided_role(procedure: &Procedure, party: Party) -> Option<FactId> {
    match party {
        Party::Fact(fact) if procedure.facts[fact].kind == Kind::Role => Some(fact),
        _ => None,
    }
}

/// The step whose day a date is.
fn day_of(procedure: &Procedure, date: FactId) -> Option<StepId> {
    match procedure.facts[date].source {
        Source::Derived(Derivation::DayOf(ref steps)) => match steps.as_slice() {
            [step] => Some(*step),
            _ => None,
        },
        _ => None,
    }
}

/// A date, and those of which it is the latest or the earliest.
fn dates_of(procedure: &Procedure, date: FactId) -> impl Iterator<Item = FactId> {
    let of = match &procedure.facts[date].source {
        Source::Derived(Derivation::Extreme { of, .. }) => of.clone(),
        _ => Vec::new(),
    };
    of.into_iter().chain([date])
}

/// Whether a date is the day of a step.
fn sets_day(procedure: &Procedure, date: FactId, id: StepId) -> bool {
    matches!(&procedure.facts[date].source, Source::Derived(Derivation::DayOf(steps)) if steps.contains(&id))
}

/// Whether a step sets a fact, or what it follows from in ways that are left open here.
fn touches(procedure: &Procedure, id: StepId, step: &Step, fact: &Fact) -> bool {
    let asks = |fact: FactId| step.asks.iter().any(|ask| ask.fact == fact);
    match &fact.source {
        Source::Asked(_) => step.asks.iter().any(|ask| procedure.facts[ask.fact].name == fact.name),
        Source::Derived(Derivation::Within { date, of, .. }) => {
            dates_of(procedure, *date).chain(dates_of(procedure, *of)).any(|date| asks(date) || sets_day(procedure, date, id))
        }
        Source::Derived(Derivation::Attribute { site: of, .. } | Derivation::Summary { of, .. }) => asks(*of),
        // How other cases stand is taken to be settled when a case begins.
        Source::Derived(Derivation::Count(_)) => step.begins,
        Source::Derived(Derivation::Done(steps)) => steps.contains(&id),
        Source::Derived(
            Derivation::Holds(_)
            | Derivation::Table(..)
            | Derivation::DayOf(_)
            | Derivation::Extreme { .. }
            | Derivation::After { .. }
            | Derivation::Setting { .. },
        ) => false,
    }
}
