//! Every situation that a case can come into, as far as it matters: the stage, the values of the facts that rules test, which
//! facts are known that letters need, which steps were taken, and which duties have been started.
//!
//! Facts that are asked for take every value whenever a step asks for them; derived facts follow from those as the procedure
//! says. What people are, and when things happen, is left open: whoever may act does, and every date may be in time or late.
//!
//! The situations of a stage are kept as one decision diagram over the bits that [`super::logic`] lays out, so that all of them are
//! looked at however many there are.

use std::collections::{BTreeMap, BTreeSet};

use biodivine_lib_bdd::{Bdd, BddVariable};

use super::duties::covered;
use super::logic::{Logic, Scope, decided_role};
use super::moves::{Change, Move, moves};
use crate::ids::{DutyId, Id, StageId, StepId};
use crate::model::{Party, Procedure, Step};
use crate::value::Value;

/// What a case can be in, and how it comes from one situation to another.
pub(super) struct Space<'a> {
    pub(super) procedure: &'a Procedure,
    pub(super) logic: Logic<'a>,
    pub(super) moves: Vec<Move>,
    /// What may happen at any time without anybody's doing: other cases end, duties fall due.
    drift: Vec<Change>,
    /// For each stage, all situations that can come about in it.
    reach: Vec<Bdd>,
}

/// A set of situations: for each stage, some of them.
pub(super) type Situations = Vec<Bdd>;

/// One way to a situation: the steps taken.
pub(super) type Path = Vec<StepId>;

impl<'a> Space<'a> {
    /// The situations of a procedure, all of them, as far as a proof depends on them.
    pub(super) fn new(procedure: &'a Procedure, scope: &Scope) -> Self {
        let first = Logic::new(procedure, scope, &[]);
        let order = order(&first, &moves(&first).0);
        let logic = Logic::new(procedure, scope, &order);
        let (moves, drift) = moves(&logic);
        let mut space = Self { procedure, logic, moves, drift, reach: Vec::new() };
        space.explore();
        space
    }

    /// The situations that can come about in a stage.
    pub(super) fn reached(&self, stage: StageId) -> &Bdd {
        self.reach.get(stage.index()).unwrap_or(&self.logic.none)
    }

    /// All situations that can come about, by stage.
    pub(super) fn everything(&self) -> &Situations {
        &self.reach
    }

    /// No situation at all.
    pub(super) fn nowhere(&self) -> Situations {
        vec![self.logic.none.clone(); self.procedure.stages.len()]
    }

    /// Whether a step may be taken in a stage, going by the stage alone.
    pub(super) fn stands(&self, step: &Step, stage: StageId) -> bool {
        stands(self.procedure, step, stage)
    }

    /// No situation.
    pub(super) fn nothing(&self) -> Bdd {
        self.logic.none.clone()
    }

    /// When somebody may take a step in a stage, whether or not a case comes there.
    pub(super) fn may(&self, id: StepId, stage: StageId) -> Bdd {
        if self.stands(&self.procedure.steps[id], stage) { self.enabled(id).clone() } else { self.nothing() }
    }

    /// The situations from which a step can lead into some.
    pub(super) fn before(&self, id: StepId, after: &Bdd) -> Bdd {
        self.moves.get(id.index()).map_or_else(|| self.nothing(), |one| one.before(after).and(&one.enabled))
    }

    /// The situations right after a step, from those in which it is taken.
    pub(super) fn after_from(&self, id: StepId, from: &Bdd) -> Bdd {
        self.moves.get(id.index()).map_or_else(|| self.nothing(), |one| one.after(from))
    }

    /// The situations of a stage in which somebody may take a step.
    pub(super) fn open(&self, id: StepId, stage: StageId) -> Bdd {
        if self.stands(&self.procedure.steps[id], stage) {
            self.reached(stage).and(self.enabled(id))
        } else {
            self.logic.none.clone()
        }
    }

    /// What must hold for a step to be open to somebody, besides the stage.
    pub(super) fn enabled(&self, id: StepId) -> &Bdd {
        self.moves.get(id.index()).map_or(&self.logic.none, |one| &one.enabled)
    }

    /// The situations right after a step that begins a case.
    fn begun(&self, one: &Move) -> Bdd {
        one.after(&self.logic.initial.and(&one.enabled))
    }

    /// The situations right after a step, by the stage in which it was taken (none for a step that begins a case).
    pub(super) fn after(&self, id: StepId) -> Vec<(Option<StageId>, Bdd)> {
        let Some(one) = self.moves.get(id.index()) else { return Vec::new() };
        if self.procedure.steps[id].begins {
            return vec![(None, self.begun(one))];
        }
        let stages = self.procedure.stages.ids().map(|stage| (Some(stage), self.open(id, stage)));
        stages.filter(|(_, open)| !open.is_false()).map(|(stage, open)| (stage, one.after(&open))).collect()
    }

    /// Finds every situation that can come about.
    fn explore(&mut self) {
        let mut reach = self.nowhere();
        let mut todo = self.nowhere();
        for one in &self.moves {
            let step = &self.procedure.steps[one.id];
            if let (true, Some(to)) = (step.begins, step.to) {
                add(&mut reach, to, &self.begun(one));
                add(&mut todo, to, &self.begun(one));
            }
        }
        let further = self.further();
        let waits = |todo: &Situations, stage: StageId| todo.get(stage.index()).is_some_and(|set| !set.is_false());
        // No stage before those from which there is no way back to it; then by turns.
        let mut turns: Vec<StageId> = self.procedure.stages.ids().collect();
        while let Some(at) = turns.iter().position(|stage| {
            let earlier = |other: &StageId| {
                waits(&todo, *other) && further.contains(&(*other, *stage)) && !further.contains(&(*stage, *other))
            };
            waits(&todo, *stage) && !turns.iter().any(earlier)
        }) {
            let stage = turns.remove(at);
            turns.push(stage);
            let Some(slot) = todo.get_mut(stage.index()) else { break };
            let from = std::mem::replace(slot, self.logic.none.clone());
            let from = self.stay(stage, from, &mut reach);
            for one in self.moves.iter().filter(|one| one.matters) {
                let step = &self.procedure.steps[one.id];
                let Some(to) = step.to.filter(|to| *to != stage && self.stands(step, stage)) else { continue };
                let open = from.and(&one.enabled);
                if open.is_false() {
                    continue;
                }
                let new = one.after(&open).and_not(reach.get(to.index()).unwrap_or(&self.logic.none));
                if !new.is_false() {
                    add(&mut reach, to, &new);
                    add(&mut todo, to, &new);
                }
            }
        }
        self.reach = reach;
    }

    /// All that can come of situations of a stage without leaving it, as far as it is new.
    fn stay(&self, stage: StageId, from: Bdd, reach: &mut Situations) -> Bdd {
        let moves: Vec<&Move> = self
            .moves
            .iter()
            .filter(|one| {
                let step = &self.procedure.steps[one.id];
                one.matters && step.to.is_none_or(|to| to == stage) && self.stands(step, stage)
            })
            .collect();
        let mut all = from.clone();
        let mut new = from;
        while !new.is_false() {
            let known = reach.get(stage.index()).unwrap_or(&self.logic.none).or(&all);
            let mut next = new;
            for change in &self.drift {
                next = next.or(&change.after(&next));
            }
            for one in &moves {
                let open = next.and(&one.enabled);
                if !open.is_false() {
                    next = next.or(&one.after(&open));
                }
            }
            new = next.and_not(&known);
            all = all.or(&new);
        }
        add(reach, stage, &all);
        all
    }

    /// From which stage a case can come into which.
    fn further(&self) -> BTreeSet<(StageId, StageId)> {
        let p = self.procedure;
        let mut all: BTreeSet<(StageId, StageId)> = BTreeSet::new();
        for (_, step) in p.steps.iter() {
            if let Some(to) = step.to {
                all.extend(p.stages.ids().filter(|from| self.stands(step, *from)).map(|from| (from, to)));
            }
        }
        for middle in p.stages.ids() {
            for from in p.stages.ids().filter(|from| all.contains(&(*from, middle))).collect::<Vec<_>>() {
                let on: Vec<StageId> = p.stages.ids().filter(|to| all.contains(&(middle, *to))).collect();
                all.extend(on.into_iter().map(|to| (from, to)));
            }
        }
        all
    }

    /// The situations from which a wanted one can be reached, themselves included; it stops as soon as that is settled for those
    /// that are asked about.
    pub(super) fn leads_to(&self, wanted: Situations, about: &Situations) -> Situations {
        let mut leads: Situations = wanted.iter().zip(&self.reach).map(|(wanted, reach)| wanted.and(reach)).collect();
        let mut todo = leads.clone();
        while let Some(stage) =
            self.procedure.stages.ids().rev().find(|stage| todo.get(stage.index()).is_some_and(|set| !set.is_false()))
        {
            if covered(about, &leads) {
                break;
            }
            let Some(slot) = todo.get_mut(stage.index()) else { break };
            let goal = std::mem::replace(slot, self.logic.none.clone());
            for change in &self.drift {
                self.widen(stage, change.before(&goal), &mut leads, &mut todo);
            }
            for one in self.moves.iter().filter(|one| one.matters) {
                let step = &self.procedure.steps[one.id];
                if step.begins || step.to.is_some_and(|to| to != stage) {
                    continue;
                }
                let before = one.before(&goal).and(&one.enabled);
                if before.is_false() {
                    continue;
                }
                for from in self.procedure.stages.ids().filter(|from| self.stands(step, *from)) {
                    if step.to.is_some() || from == stage {
                        self.widen(from, before.clone(), &mut leads, &mut todo);
                    }
                }
            }
        }
        leads
    }

    fn widen(&self, stage: StageId, before: Bdd, leads: &mut Situations, todo: &mut Situations) {
        let new = before.and(self.reached(stage)).and_not(leads.get(stage.index()).unwrap_or(&self.logic.none));
        if !new.is_false() {
            add(leads, stage, &new);
            add(todo, stage, &new);
        }
    }

    /// The shortest way from the beginning into one of the wanted situations. Wanted are those of a stage, right after a step when
    /// one is given.
    pub(super) fn path(&self, stage: StageId, wanted: &Bdd) -> Path {
        let mut rings: Vec<Situations> = Vec::new();
        let mut seen = self.nowhere();
        let mut ring = self.nowhere();
        for one in &self.moves {
            let step = &self.procedure.steps[one.id];
            if let (true, Some(to)) = (step.begins, step.to) {
                add(&mut ring, to, &self.begun(one));
            }
        }
        let hit = |ring: &Situations| ring.get(stage.index()).is_some_and(|set| !set.and(wanted).is_false());
        loop {
            for set in &mut ring {
                for change in &self.drift {
                    *set = set.or(&change.after(set));
                }
            }
            for (known, new) in seen.iter_mut().zip(&ring) {
                *known = known.or(new);
            }
            let found = hit(&ring);
            rings.push(ring.clone());
            if found {
                break;
            }
            let mut next = self.nowhere();
            for one in self.moves.iter().filter(|one| one.matters) {
                let step = &self.procedure.steps[one.id];
                for from in self.procedure.stages.ids().filter(|from| self.stands(step, *from)) {
                    let open = ring.get(from.index()).map(|set| set.and(&one.enabled)).filter(|open| !open.is_false());
                    let Some(open) = open else { continue };
                    let to = step.to.unwrap_or(from);
                    let new = one.after(&open).and_not(seen.get(to.index()).unwrap_or(&self.logic.none));
                    add(&mut next, to, &new);
                }
            }
            if next.iter().all(Bdd::is_false) {
                return Vec::new();
            }
            ring = next;
        }
        self.back(&rings, stage, wanted)
    }

    /// Goes back through the rings from a wanted situation.
    fn back(&self, rings: &[Situations], stage: StageId, wanted: &Bdd) -> Path {
        let mut path = Vec::new();
        let mut stage = stage;
        let Some((last, earlier)) = rings.split_last() else { return path };
        let mut goal = last.get(stage.index()).map_or_else(|| self.logic.none.clone(), |set| set.and(wanted));
        for ring in earlier.iter().rev() {
            for change in &self.drift {
                goal = goal.or(&change.before(&goal));
            }
            let found = self.moves.iter().filter(|one| one.matters).find_map(|one| {
                let step = &self.procedure.steps[one.id];
                self.procedure.stages.ids().filter(|from| self.stands(step, *from) && step.to.unwrap_or(*from) == stage).find_map(
                    |from| {
                        let before = ring.get(from.index())?.and(&one.enabled).and(&one.before(&goal));
                        (!before.is_false()).then_some((one.id, from, before))
                    },
                )
            });
            let Some((step, from, before)) = found else { break };
            path.push(step);
            stage = from;
            goal = before;
        }
        let begin = self.moves.iter().find(|one| {
            let step = &self.procedure.steps[one.id];
            step.begins && step.to == Some(stage) && !self.begun(one).and(&goal).is_false()
        });
        let drifted =
            self.moves.iter().find(|one| self.procedure.steps[one.id].begins && self.procedure.steps[one.id].to == Some(stage));
        path.extend(begin.or(drifted).map(|one| one.id));
        path.reverse();
        path
    }

    /// When somebody who holds what the first parties stand for is one of the second.
    pub(super) fn same(&self, owners: &[Party], actors: &[Party]) -> Bdd {
        let mut all = self.logic.none.clone();
        for owner in owners {
            for actor in actors {
                all = all.or(&self.one_is(*owner, *actor));
            }
        }
        all
    }

    fn one_is(&self, one: Party, other: Party) -> Bdd {
        let p = self.procedure;
        let roles = |fact| decided_role(p, Party::Fact(fact)).is_some();
        match (one, other) {
            (Party::Role(one), Party::Role(other)) => self.logic.constant(one == other),
            (Party::Role(role), Party::Fact(fact)) | (Party::Fact(fact), Party::Role(role)) => {
                if roles(fact) {
                    self.logic.equals(fact, &Value::Role(role))
                } else {
                    self.logic.none.clone()
                }
            }
            (Party::Fact(one), Party::Fact(other)) if one == other => self.logic.known(one).clone(),
            (Party::Fact(one), Party::Fact(other)) if roles(one) && roles(other) => {
                let mut all = self.logic.none.clone();
                for value in &p.facts[one].decided {
                    all = all.or(&self.logic.equals(one, value).and(&self.logic.equals(other, value)));
                }
                all
            }
            (Party::Fact(_), Party::Fact(_)) => self.logic.none.clone(),
        }
    }

    /// In which situations a duty is owed, in stages that are no end.
    pub(super) fn owed(&self, duty: DutyId) -> &Bdd {
        self.logic.owed(duty)
    }

    /// How many situations there are, and in how many combinations of the facts.
    pub(super) fn count(&self) -> (f64, f64) {
        let situations = self.reach.iter().map(|set| self.logic.count(set)).sum();
        let mut all = self.logic.none.clone();
        for set in &self.reach {
            all = all.or(&self.logic.without_history(set));
        }
        (situations, self.logic.count_facts(&all))
    }
}

/// Whether a step may be taken in a stage, going by the stage alone.
pub(super) fn stands(procedure: &Procedure, step: &Step, stage: StageId) -> bool {
    !step.begins && if step.from.is_empty() { !procedure.stages[stage].end } else { step.from.contains(&stage) }
}

/// How often things are moved to where those are that they go together with.
const ROUNDS: usize = 40;

/// An order of the bits in which those that go together stand close, so that the diagrams stay small: each thing is moved to
/// the middle of what it is tied to, again and again (the heuristic known as FORCE).
fn order(logic: &Logic<'_>, moves: &[Move]) -> Vec<usize> {
    let item_of: BTreeMap<BddVariable, usize> =
        logic.items.iter().enumerate().flat_map(|(item, bits)| bits.iter().map(move |bit| (*bit, item))).collect();
    let ties: BTreeSet<BTreeSet<usize>> = moves
        .iter()
        .flat_map(Move::ties)
        .map(|bits| bits.iter().filter_map(|bit| item_of.get(bit).copied()).collect::<BTreeSet<usize>>())
        .filter(|items| items.len() > 1)
        .collect();
    let mut order: Vec<usize> = (0..logic.items.len()).collect();
    let mut best = (usize::MAX, order.clone());
    for _ in 0..ROUNDS {
        let mut place = vec![0usize; order.len()];
        for (at, item) in order.iter().enumerate() {
            if let Some(slot) = place.get_mut(*item) {
                *slot = at;
            }
        }
        let at = |item: &usize| place.get(*item).copied().unwrap_or(0);
        let mut sums = vec![(0usize, 0usize); order.len()];
        let mut span = 0;
        for tie in &ties {
            let places = tie.iter().map(at);
            span += places.clone().max().unwrap_or(0) - places.clone().min().unwrap_or(0);
            let middle = places.sum::<usize>() * SCALE / tie.len();
            for item in tie {
                if let Some((sum, count)) = sums.get_mut(*item) {
                    *sum += middle;
                    *count += 1;
                }
            }
        }
        if span < best.0 {
            best = (span, order.clone());
        }
        order.sort_by_key(|item| match sums.get(*item) {
            Some((sum, count)) if *count > 0 => sum / count,
            _ => at(item) * SCALE,
        });
    }
    best.1
}

/// Middles are counted in parts of a place.
const SCALE: usize = 1000;

fn add(sets: &mut Situations, stage: StageId, more: &Bdd) {
    if let Some(set) = sets.get_mut(stage.index()) {
        *set = set.or(more);
    }
}

/// The bits of what was done.
pub(super) type Bits<K> = BTreeMap<K, BddVariable>;
