//! The steps of a kind of case as a network of moments: which comes before which, and which limit binds them.

use std::collections::{BTreeMap, BTreeSet};

use biodivine_lib_bdd::Bdd;
use calendar::Limit;

use super::space::Space;
use super::span::{Sum, Years};
use crate::ids::{DutyId, FactId, Id, StageId, StepId};
use crate::model::{Derivation, Period, Procedure, Source, Start};
use crate::value::Value;

/// A limit between moments.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Bond {
    pub(super) duty: DutyId,
    pub(super) limit: Limit,
    /// What starts it; when it starts anew, the last of these counts.
    pub(super) starts: Vec<From>,
    pub(super) last: bool,
    pub(super) met: StepId,
    /// Other steps that may start it anew.
    pub(super) anew: Vec<StepId>,
}

/// What starts a limit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct From {
    /// The step, or the one on whose day the date lies.
    pub(super) step: StepId,
    /// The date that is counted from, when it is not the step.
    pub(super) date: Option<FactId>,
    /// What goes before the count.
    pub(super) gone: Vec<Limit>,
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

/// What decides which way a case can go when what is known of it stays as it is. Kinds of case that are alike in it are one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Profile {
    /// The steps that are open to it at some time.
    steps: BTreeSet<StepId>,
    /// Steps that are open only after others.
    needed: BTreeSet<(StepId, StepId)>,
    /// The limits of the duties that apply.
    limits: BTreeMap<DutyId, Limit>,
    /// The steps that tables decide.
    decided: BTreeMap<FactId, BTreeSet<StepId>>,
}

/// What profiles are told apart by: facts alone.
pub(super) struct Marks<'a> {
    space: &'a Space<'a>,
    /// When each step is open.
    open: BTreeMap<StepId, Bdd>,
    /// When a step is open without another having been taken.
    free: BTreeMap<(StepId, StepId), Bdd>,
    /// When each duty applies.
    applies: BTreeMap<DutyId, Bdd>,
}

impl<'a> Marks<'a> {
    pub(super) fn new(space: &'a Space<'a>, timed: &[DutyId]) -> Self {
        let logic = &space.logic;
        let (mut open, mut free, mut applies) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for id in &logic.steps {
            let enabled = space.enabled(*id);
            let tested = enabled.support_set();
            for (other, bit) in logic.taken.iter().filter(|(other, bit)| *other != id && tested.contains(bit)) {
                free.insert((*id, *other), logic.without_history(&enabled.and(&logic.bit(*bit, false))));
            }
            // What was taken since something was taken.
            for (lately, bit) in logic.since.iter().filter(|(_, bit)| tested.contains(bit)) {
                let [other] = lately.steps.as_slice() else { continue };
                if other != id {
                    let without = logic.without_history(&enabled.and(&logic.bit(*bit, false)));
                    free.entry((*id, *other)).and_modify(|free: &mut Bdd| *free = free.and(&without)).or_insert(without);
                }
            }
            open.insert(*id, logic.without_history(enabled));
        }
        for duty in timed {
            applies.insert(*duty, logic.without_history(&logic.guard(&space.procedure.duties[*duty].guard)));
        }
        Self { space, open, free, applies }
    }

    /// When a duty applies, going by facts alone.
    pub(super) fn applies(&self, duty: DutyId) -> &Bdd {
        self.applies.get(&duty).unwrap_or(&self.space.logic.none)
    }

    /// The profiles of some kinds of case, each with its kinds.
    pub(super) fn profiles(&self, all: &Bdd) -> BTreeMap<Profile, Bdd> {
        let (p, logic) = (self.space.procedure, &self.space.logic);
        let mut kinds: Vec<(Profile, Bdd)> = vec![(
            Profile { steps: BTreeSet::new(), needed: BTreeSet::new(), limits: BTreeMap::new(), decided: BTreeMap::new() },
            all.clone(),
        )];
        // Kinds that have come to the same so far stay one.
        let mut split = |by: &Bdd, mark: &dyn Fn(&mut Profile)| {
            let mut next: Vec<(Profile, Bdd)> = Vec::new();
            for (profile, kind) in std::mem::take(&mut kinds) {
                let (inside, outside) = (kind.and(by), kind.and_not(by));
                if !inside.is_false() {
                    let mut marked = profile.clone();
                    mark(&mut marked);
                    next.push((marked, inside));
                }
                if !outside.is_false() {
                    next.push((profile, outside));
                }
            }
            next.sort_by(|(one, _), (other, _)| one.cmp(other));
            let mut merged: Vec<(Profile, Bdd)> = Vec::new();
            for (profile, kind) in next {
                match merged.last_mut() {
                    Some((last, set)) if *last == profile => *set = set.or(&kind),
                    _ => merged.push((profile, kind)),
                }
            }
            kinds = merged;
        };
        for (step, open) in &self.open {
            split(open, &|profile| {
                profile.steps.insert(*step);
            });
        }
        for ((step, other), free) in &self.free {
            split(&free.not(), &|profile| {
                if profile.steps.contains(step) {
                    profile.needed.insert((*step, *other));
                }
            });
        }
        for (duty, applies) in &self.applies {
            let rule = &p.duties[*duty];
            match rule.period {
                Period::Within(limit) => split(applies, &|profile| {
                    profile.limits.insert(*duty, limit);
                }),
                Period::Decided(fact) => {
                    for value in &p.facts[fact].decided {
                        if let Value::Limit(limit) = value {
                            split(&applies.and(&logic.equals(fact, value)), &|profile| {
                                profile.limits.insert(*duty, *limit);
                            });
                        }
                    }
                }
                Period::Open | Period::By(_) => {}
            }
            for start in &rule.starts {
                let Start::Decided(fact) = start else { continue };
                for value in &p.facts[*fact].decided {
                    if let Value::Step(step) = value {
                        split(&logic.equals(*fact, value), &|profile| {
                            profile.decided.entry(*fact).or_default().insert(*step);
                        });
                    }
                }
            }
        }
        kinds.into_iter().collect()
    }
}

/// Stages, a bit each.
type Stages = u128;

/// Which way a case of one profile can go from one beginning.
pub(super) struct Ways<'a> {
    p: &'a Procedure,
    profile: &'a Profile,
    begin: StepId,
    /// For each step, the stages in which it can be taken and the one to which it leads.
    moves: BTreeMap<StepId, (Stages, Option<Stages>)>,
}

fn bit(stage: StageId) -> Stages {
    u32::try_from(stage.index()).ok().and_then(|at| 1u128.checked_shl(at)).unwrap_or(0)
}

impl<'a> Ways<'a> {
    pub(super) fn new(p: &'a Procedure, profile: &'a Profile, begin: StepId) -> Self {
        let moves = profile.steps.iter().filter(|id| !p.steps[**id].begins).map(|id| {
            let step = &p.steps[*id];
            let from =
                p.stages.ids().filter(|stage| super::space::stands(p, step, *stage)).fold(0, |all, stage| all | bit(stage));
            (*id, (from, step.to.map(bit)))
        });
        Self { p, profile, begin, moves: moves.collect() }
    }

    /// The stages that a case comes to from some, without a step.
    fn further(&self, mut reached: Stages, without: Option<StepId>) -> Stages {
        loop {
            let before = reached;
            for (id, (from, to)) in &self.moves {
                if let Some(to) = to
                    && from & reached != 0
                    && Some(*id) != without
                {
                    reached |= to;
                }
            }
            if reached == before {
                return reached;
            }
        }
    }

    fn stages(&self, without: Option<StepId>) -> Stages {
        self.further(self.p.steps[self.begin].to.map_or(0, bit), without)
    }

    fn stands(&self, id: StepId, stages: Stages) -> bool {
        self.moves.get(&id).is_some_and(|(from, _)| from & stages != 0)
    }

    /// Whether a step can be taken, without another before it.
    fn possible(&self, id: StepId, without: Option<StepId>) -> bool {
        id == self.begin || self.stands(id, self.stages(without))
    }

    /// The steps that certainly come before one.
    fn certain(&self, id: StepId, without: &BTreeMap<StepId, Stages>) -> BTreeSet<StepId> {
        let mut all: BTreeSet<StepId> = BTreeSet::new();
        if id == self.begin {
            return all;
        }
        all.insert(self.begin);
        for other in self.moves.keys().copied().filter(|other| *other != id) {
            let stages = without.get(&other).copied().unwrap_or(0);
            let needed = self.profile.needed.contains(&(id, other));
            if needed || self.p.steps[id].after.iter().any(|after| after.step == other) || !self.stands(id, stages) {
                all.insert(other);
            }
        }
        all
    }

    /// Whether the second can be taken after the first.
    fn leads(&self, first: StepId, then: StepId) -> bool {
        if first == self.begin {
            return true;
        }
        let Some((from, to)) = self.moves.get(&first) else { return false };
        let start = to.unwrap_or_else(|| from & self.stages(None));
        self.stands(then, self.further(start, None))
    }

    /// The network that leads to a step; none when it cannot be taken.
    pub(super) fn network(&self, goal: StepId, without: &BTreeMap<StepId, Stages>) -> Option<Network> {
        if !self.possible(goal, None) {
            return None;
        }
        let mut before = BTreeMap::new();
        let mut todo = vec![goal];
        while let Some(id) = todo.pop() {
            if before.contains_key(&id) {
                continue;
            }
            let certain = self.certain(id, without);
            todo.extend(&certain);
            before.insert(id, certain);
        }
        // What is certain before something certain is certain.
        loop {
            let mut more: Vec<(StepId, BTreeSet<StepId>)> = Vec::new();
            for (id, certain) in &before {
                let further = certain.iter().filter_map(|one| before.get(one)).flatten().chain(certain).copied();
                let all: BTreeSet<StepId> = further.filter(|one| one != id).collect();
                if all.len() > certain.len() {
                    more.push((*id, all));
                }
            }
            if more.is_empty() {
                break;
            }
            before.extend(more);
        }
        let mut bonds: Vec<Bond> =
            self.profile.limits.iter().filter_map(|(duty, limit)| self.bond(*duty, *limit, &before)).collect();
        bonds.sort();
        Some(Network { begin: self.begin, goal, before, bonds })
    }

    /// For each step, the stages that a case comes to without it.
    pub(super) fn without(&self) -> BTreeMap<StepId, Stages> {
        self.moves.keys().map(|id| (*id, self.stages(Some(*id)))).collect()
    }

    /// The limit that a duty sets between steps that are certain.
    fn bond(&self, id: DutyId, limit: Limit, before: &BTreeMap<StepId, BTreeSet<StepId>>) -> Option<Bond> {
        let duty = &self.p.duties[id];
        let met: Vec<StepId> = duty.met_by.iter().copied().filter(|step| before.contains_key(step)).collect();
        let [met] = met.as_slice() else { return None };
        let earlier = before.get(met)?;
        let follows = |step: &StepId| before.get(step).is_some_and(|certain| certain.contains(met));
        // What else may meet it or end it first makes it say nothing of this step.
        let void = |step: &StepId| step != met && self.possible(*step, Some(*met)) && !follows(step) && self.leads(*step, *met);
        if duty.met_by.iter().any(void) || duty.ends.iter().any(void) {
            return None;
        }
        let mut starts: Vec<From> = Vec::new();
        let mut anew = Vec::new();
        for start in &duty.starts {
            let (steps, date, gone): (Vec<StepId>, Option<FactId>, Vec<Limit>) = match start {
                Start::Step(step) => (vec![*step], None, Vec::new()),
                Start::Decided(fact) => {
                    (self.profile.decided.get(fact).into_iter().flatten().copied().collect(), None, Vec::new())
                }
                Start::Fact(fact) => {
                    let (steps, gone) = self.date(*fact)?;
                    (steps, Some(*fact), gone)
                }
                Start::Due(_) => return None,
            };
            for step in steps {
                if step == self.begin || earlier.contains(&step) {
                    starts.push(From { step, date, gone: gone.clone() });
                } else if duty.restarts && step != *met && self.possible(step, None) && self.leads(step, *met) {
                    anew.push(step);
                }
            }
        }
        if starts.is_empty() {
            return None;
        }
        starts.sort();
        starts.dedup();
        Some(Bond { duty: id, limit, starts, last: duty.restarts, met: *met, anew })
    }

    /// The steps on whose day a date lies, or that ask for it, and what goes on top of it.
    fn date(&self, fact: FactId) -> Option<(Vec<StepId>, Vec<Limit>)> {
        let rule = &self.p.facts[fact];
        match &rule.source {
            // A date that was is no later than the step that asks for it first.
            Source::Asked(_) if !rule.ahead => {
                let asks = |id: &StepId| self.p.steps[*id].asks.iter().any(|ask| ask.fact == fact);
                if asks(&self.begin) {
                    return Some((vec![self.begin], Vec::new()));
                }
                let steps: Vec<StepId> = self.moves.keys().copied().filter(asks).collect();
                (steps.len() == 1).then_some((steps, Vec::new()))
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

/// A network laid out for counting: steps by their positions.
pub(super) struct Clock {
    steps: Vec<StepId>,
    bonds: Vec<Tie>,
    /// The first comes before the second.
    order: Vec<(usize, usize)>,
}

/// A limit between positions.
struct Tie {
    duty: DutyId,
    limit: Limit,
    /// What starts it, with what goes before the count.
    starts: Vec<(usize, Vec<Limit>)>,
    last: bool,
    met: usize,
}

/// Nothing bounds it.
const NEVER: i64 = i64::MAX;

impl Network {
    /// Whether one step certainly comes before another.
    pub(super) fn precedes(&self, first: StepId, then: StepId) -> bool {
        self.before.get(&then).is_some_and(|certain| certain.contains(&first))
    }

    /// How many steps certainly come before one.
    pub(super) fn depth(&self, step: StepId) -> usize {
        self.before.get(&step).map_or(0, BTreeSet::len)
    }

    /// The network without some of its limits.
    pub(super) fn clock(&self, without: &[DutyId]) -> Clock {
        let steps: Vec<StepId> = self.before.keys().copied().collect();
        let at = |step: &StepId| steps.binary_search(step).ok();
        let bonds = self.bonds.iter().filter(|bond| !without.contains(&bond.duty)).filter_map(|bond| {
            let starts: Option<Vec<_>> = bond.starts.iter().map(|from| Some((at(&from.step)?, from.gone.clone()))).collect();
            Some(Tie { duty: bond.duty, limit: bond.limit, starts: starts?, last: bond.last, met: at(&bond.met)? })
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
            for (index, Tie { limit, starts, last, met, .. }) in self.bonds.iter().enumerate() {
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
            if let Some(Tie { duty, limit, starts, .. }) = self.bonds.get(bond) {
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
