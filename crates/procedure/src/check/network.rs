//! The steps of a kind of case as a network of moments: which comes before which, and which limit binds them.

use std::collections::{BTreeMap, BTreeSet};

use biodivine_lib_bdd::Bdd;
use calendar::Limit;

use super::space::Space;
use super::span::{Sum, Years};
use crate::ids::{DutyId, FactId, StageId, StepId};
use crate::model::{Derivation, Duty, Period, Procedure, Source, Start};
use crate::value::Value;

/// A limit between moments.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bond {
    pub(super) duty: DutyId,
    pub(super) limit: Limit,
    /// What starts it, with what goes before the count; when it starts anew, the last of these counts.
    pub(super) starts: Vec<(StepId, Vec<Limit>)>,
    pub(super) last: bool,
    pub(super) met: StepId,
    /// Other steps that may start it anew.
    pub(super) anew: Vec<StepId>,
}

/// What is certain on the way from the beginning of a case to a step, for one kind of case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Network {
    pub(super) begin: StepId,
    pub(super) goal: StepId,
    /// Steps that certainly come before the goal, with those that certainly come before them.
    before: BTreeMap<StepId, BTreeSet<StepId>>,
    pub(super) bonds: Vec<Bond>,
}

/// When something happens at the latest, and which limits say so.
pub(super) struct Latest {
    pub(super) at: i64,
    pub(super) chain: Vec<DutyId>,
    pub(super) sum: Sum,
}

/// Which way a case can go when what is known of it stays as it is.
pub(super) struct Ways<'a> {
    space: &'a Space<'a>,
    /// The steps that are open to this kind of case at some time.
    steps: Vec<StepId>,
    /// For each such step, when it is open, going by facts and what was done.
    kind: &'a Bdd,
    begin: StepId,
}

impl<'a> Ways<'a> {
    pub(super) fn new(space: &'a Space<'a>, kind: &'a Bdd, begin: StepId) -> Self {
        let open = |id: &StepId| !space.enabled(*id).and(kind).is_false();
        let steps = space.logic.steps.iter().copied().filter(open).collect();
        Self { space, steps, kind, begin }
    }

    fn p(&self) -> &'a Procedure {
        self.space.procedure
    }

    /// The stages that a case comes to without some of the steps.
    fn stages(&self, without: &[StepId]) -> BTreeSet<StageId> {
        let mut reached: BTreeSet<StageId> = self.p().steps[self.begin].to.into_iter().collect();
        loop {
            let before = reached.len();
            for id in self.steps.iter().filter(|id| !without.contains(id)) {
                let step = &self.p().steps[*id];
                if let Some(to) = step.to
                    && reached.iter().any(|from| self.space.stands(step, *from))
                {
                    reached.insert(to);
                }
            }
            if reached.len() == before {
                return reached;
            }
        }
    }

    /// Whether a step can be taken without some others before it.
    fn possible(&self, id: StepId, without: &[StepId]) -> bool {
        if id == self.begin {
            return true;
        }
        let step = &self.p().steps[id];
        self.steps.contains(&id) && self.stages(without).iter().any(|from| self.space.stands(step, *from))
    }

    /// The steps that certainly come before one.
    fn certain(&self, id: StepId) -> BTreeSet<StepId> {
        let mut all: BTreeSet<StepId> = BTreeSet::new();
        if id == self.begin {
            return all;
        }
        all.insert(self.begin);
        let open = self.space.enabled(id).and(self.kind);
        for other in self.steps.iter().copied().filter(|other| *other != id && !self.p().steps[*other].begins) {
            let needed =
                self.space.logic.taken.contains_key(&other) && open.and_not(&self.space.logic.was_taken(other)).is_false();
            if needed || self.p().steps[id].after.contains(&other) || !self.possible(id, &[other]) {
                all.insert(other);
            }
        }
        all
    }

    /// Whether the first can be taken and the second after it, on the way to the goal.
    fn leads(&self, first: StepId, then: StepId) -> bool {
        if first == self.begin {
            return true;
        }
        let step = &self.p().steps[first];
        let mut reached: BTreeSet<StageId> = match step.to {
            Some(to) => BTreeSet::from([to]),
            None => self.stages(&[]).into_iter().filter(|from| self.space.stands(step, *from)).collect(),
        };
        loop {
            let before = reached.len();
            for id in &self.steps {
                let step = &self.p().steps[*id];
                if let Some(to) = step.to
                    && reached.iter().any(|from| self.space.stands(step, *from))
                {
                    reached.insert(to);
                }
            }
            if reached.len() == before {
                break;
            }
        }
        reached.iter().any(|from| self.space.stands(&self.p().steps[then], *from))
    }

    /// The network that leads to a step; none when it cannot be taken.
    pub(super) fn network(&self, goal: StepId, duties: &[DutyId]) -> Option<Network> {
        if !self.possible(goal, &[]) {
            return None;
        }
        let mut before = BTreeMap::new();
        let mut todo = vec![goal];
        while let Some(id) = todo.pop() {
            if before.contains_key(&id) {
                continue;
            }
            let certain = self.certain(id);
            todo.extend(&certain);
            before.insert(id, certain);
        }
        // What is certain before something certain is certain.
        loop {
            let mut more: Vec<(StepId, BTreeSet<StepId>)> = Vec::new();
            for (id, certain) in &before {
                let all: BTreeSet<StepId> = certain
                    .iter()
                    .filter_map(|one| before.get(one))
                    .flatten()
                    .chain(certain)
                    .copied()
                    .filter(|one| one != id)
                    .collect();
                if all.len() > certain.len() {
                    more.push((*id, all));
                }
            }
            if more.is_empty() {
                break;
            }
            before.extend(more);
        }
        let mut bonds: Vec<Bond> = duties.iter().filter_map(|duty| self.bond(*duty, &before)).collect();
        bonds.sort();
        Some(Network { begin: self.begin, goal, before, bonds })
    }

    /// The limit that a duty sets between steps that are certain.
    fn bond(&self, id: DutyId, before: &BTreeMap<StepId, BTreeSet<StepId>>) -> Option<Bond> {
        let duty = &self.p().duties[id];
        let limit = self.limit(duty)?;
        let met: Vec<StepId> = duty.met_by.iter().copied().filter(|step| before.contains_key(step)).collect();
        let [met] = met.as_slice() else { return None };
        let earlier = before.get(met)?;
        let follows = |step: &StepId| before.get(step).is_some_and(|certain| certain.contains(met));
        // What else may meet it or end it first makes it say nothing of this step.
        let void = |step: &StepId| step != met && self.possible(*step, &[*met]) && !follows(step) && self.leads(*step, *met);
        if duty.met_by.iter().any(void) || duty.ends.iter().any(void) {
            return None;
        }
        let mut starts: Vec<(StepId, Vec<Limit>)> = Vec::new();
        let mut anew = Vec::new();
        for start in &duty.starts {
            let (steps, gone): (Vec<StepId>, Vec<Limit>) = match start {
                Start::Step(step) => (vec![*step], Vec::new()),
                Start::Decided(fact) => (self.decided(*fact), Vec::new()),
                Start::Fact(fact) => self.date(*fact)?,
                Start::Due(_) => return None,
            };
            for step in steps {
                if step == self.begin || earlier.contains(&step) {
                    starts.push((step, gone.clone()));
                } else if duty.restarts && step != *met && self.possible(step, &[]) && self.leads(step, *met) {
                    anew.push(step);
                }
            }
        }
        // Without a further start, the first counts.
        if starts.is_empty() {
            return None;
        }
        starts.sort();
        starts.dedup();
        Some(Bond { duty: id, limit, starts, last: duty.restarts, met: *met, anew })
    }

    /// The limit that a duty has in this kind of case.
    pub(super) fn limit(&self, duty: &Duty) -> Option<Limit> {
        limit_of(self.space, duty, self.kind)
    }

    fn decided(&self, fact: FactId) -> Vec<StepId> {
        let decided = self.p().facts[fact].decided.iter();
        let here = decided.filter(|value| !self.space.logic.equals(fact, value).and(self.kind).is_false());
        here.filter_map(|value| match value {
            Value::Step(step) => Some(*step),
            _ => None,
        })
        .collect()
    }

    /// The steps on whose day a date lies, or that ask for it, and what goes on top of it.
    fn date(&self, fact: FactId) -> Option<(Vec<StepId>, Vec<Limit>)> {
        let rule = &self.p().facts[fact];
        match &rule.source {
            // A date that was is no later than the step that asks for it first.
            Source::Asked(_) if !rule.ahead => {
                let asks = |id: &StepId| self.p().steps[*id].asks.iter().any(|ask| ask.fact == fact);
                if asks(&self.begin) {
                    return Some((vec![self.begin], Vec::new()));
                }
                let steps: Vec<StepId> = self.steps.iter().copied().filter(asks).collect();
                match steps.as_slice() {
                    [_] => Some((steps, Vec::new())),
                    _ => None,
                }
            }
            Source::Derived(Derivation::DayOf(steps)) => Some((steps.clone(), Vec::new())),
            Source::Derived(Derivation::After { limit, of }) => {
                let (steps, mut gone) = self.date(*of)?;
                gone.push(*limit);
                Some((steps, gone))
            }
            _ => None,
        }
    }
}

/// The limit that a duty has in a kind of case, when there is one.
pub(super) fn limit_of(space: &Space<'_>, duty: &Duty, kind: &Bdd) -> Option<Limit> {
    match duty.period {
        Period::Within(limit) => Some(limit),
        Period::Open => duty.every,
        Period::Decided(fact) => {
            let decided = space.procedure.facts[fact].decided.iter();
            let mut here = decided.filter(|value| !space.logic.equals(fact, value).and(kind).is_false());
            match (here.next(), here.next()) {
                (Some(Value::Limit(limit)), None) => Some(*limit),
                _ => None,
            }
        }
        Period::By(_) => None,
    }
}

/// A network laid out for counting: steps by their positions.
pub(super) struct Clock {
    steps: Vec<StepId>,
    bonds: Vec<(DutyId, Limit, Vec<(usize, Vec<Limit>)>, bool, usize)>,
    /// The first comes before the second.
    order: Vec<(usize, usize)>,
}

/// Nothing bounds it.
const NEVER: i64 = i64::MAX;

impl Network {
    /// Whether one step certainly comes before another.
    pub(super) fn precedes(&self, first: StepId, then: StepId) -> bool {
        self.before.get(&then).is_some_and(|certain| certain.contains(&first))
    }

    /// The network without some of its limits.
    pub(super) fn clock(&self, without: &[DutyId]) -> Clock {
        let steps: Vec<StepId> = self.before.keys().copied().collect();
        let at = |step: &StepId| steps.binary_search(step).ok();
        let bonds = self.bonds.iter().filter(|bond| !without.contains(&bond.duty)).filter_map(|bond| {
            let starts: Option<Vec<_>> = bond.starts.iter().map(|(step, gone)| Some((at(step)?, gone.clone()))).collect();
            Some((bond.duty, bond.limit, starts?, bond.last, at(&bond.met)?))
        });
        let bonds = bonds.collect();
        // Only what is next to each other: the rest follows.
        let order = self.before.iter().flat_map(|(then, certain)| {
            let next = certain.iter().filter(|first| !certain.iter().any(|other| self.precedes(**first, *other)));
            next.filter_map(|first| Some((at(first)?, at(then)?)))
        });
        let order = order.collect();
        Clock { steps, bonds, order }
    }
}

impl Clock {
    /// When each step happens at the latest when one happens at a moment and every limit is kept; and which limit says so.
    fn run(&self, years: &Years, start: i64, from: usize) -> (Vec<i64>, Vec<Option<(usize, usize)>>) {
        let mut at = vec![NEVER; self.steps.len()];
        // For each step, the limit that bounds it and its start, or the step after it that does.
        let mut why: Vec<Option<(usize, usize)>> = vec![None; self.steps.len()];
        if let Some(slot) = at.get_mut(from) {
            *slot = start;
        }
        let get = |at: &[i64], step: usize| at.get(step).copied().unwrap_or(NEVER);
        for _ in 0..=self.steps.len() {
            let mut changed = false;
            for (index, (_, limit, starts, last, met)) in self.bonds.iter().enumerate() {
                let moments = starts.iter().map(|(step, gone)| {
                    let known = get(&at, *step);
                    let moment = if known == NEVER {
                        NEVER
                    } else {
                        gone.iter().try_fold(known, |moment, limit| years.due(moment, *limit)).unwrap_or(NEVER)
                    };
                    (moment, *step)
                });
                // When it starts anew all starts must be bounded; else the first that is bounds it.
                let base = if *last { moments.max() } else { moments.min() };
                let Some((moment, step)) = base.filter(|(moment, _)| *moment != NEVER) else { continue };
                let Some(due) = years.due(moment, *limit) else { continue };
                if *met != from && due < get(&at, *met) {
                    set(&mut at, *met, due);
                    set(&mut why, *met, Some((index, step)));
                    changed = true;
                }
            }
            for (first, then) in &self.order {
                let bound = get(&at, *then);
                if *first != from && bound < get(&at, *first) {
                    set(&mut at, *first, bound);
                    set(&mut why, *first, Some((usize::MAX, *then)));
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        (at, why)
    }

    /// The steps that come right before one.
    pub(super) fn just_before(&self, goal: StepId) -> Vec<StepId> {
        let Ok(goal) = self.steps.binary_search(&goal) else { return Vec::new() };
        self.order.iter().filter(|(_, then)| *then == goal).filter_map(|(first, _)| self.steps.get(*first).copied()).collect()
    }

    /// When a step happens at the latest, when another happens at a moment; none when nothing bounds it.
    pub(super) fn latest(&self, years: &Years, start: i64, from: StepId, goal: StepId) -> Option<Latest> {
        let from = self.steps.binary_search(&from).ok()?;
        let goal = self.steps.binary_search(&goal).ok()?;
        let (at, why) = self.run(years, start, from);
        let moment = at.get(goal).copied().filter(|moment| *moment != NEVER)?;
        let (mut chain, mut sum) = (Vec::new(), Sum::default());
        let mut step = goal;
        while step != from && chain.len() <= self.bonds.len() {
            let (bond, earlier) = why.get(step).copied().flatten()?;
            if let Some((duty, limit, starts, ..)) = self.bonds.get(bond) {
                chain.push(*duty);
                sum.add(*limit);
                for limit in starts.iter().filter(|(start, _)| *start == earlier).flat_map(|(_, gone)| gone) {
                    sum.add(*limit);
                }
            }
            step = earlier;
        }
        chain.reverse();
        Some(Latest { at: moment, chain, sum })
    }
}

fn set<T>(slots: &mut [T], at: usize, value: T) {
    if let Some(slot) = slots.get_mut(at) {
        *slot = value;
    }
}
