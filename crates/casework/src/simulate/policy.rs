//! Which step is taken next: one that meets the most urgent duty, or else one that helps towards it, or towards an end.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use procedure::{DutyId, FactId, Guard, Id, Procedure, Repeat, Source, StageId, StepId};

use super::Dice;
use crate::owed::Owed;
use crate::state::{Rules, State, Status};

/// How far the search for a step that helps looks.
const DEPTH: usize = 5;
/// How often a step is taken in a case before any other is preferred.
const OFTEN: usize = 4;
/// Something that nothing asks for is done once in so many choices.
const ON_A_WHIM: u32 = 24;
/// A case is cut short, as by a withdrawal, once in so many choices.
const CUT_SHORT: u32 = 150;

/// What is the same for all cases.
pub(super) struct Policy {
    /// For two stages, how many steps lead from the one to the other; none when none do.
    far: Vec<Vec<Option<u16>>>,
    /// For each fact, the steps that ask for it or for what it follows from.
    asked_by: Vec<Vec<StepId>>,
}

/// A case, as far as the choice of a step goes.
pub(super) struct Standing<'a> {
    pub(super) rules: Rules<'a>,
    pub(super) state: &'a State,
    pub(super) owed: &'a [Owed],
    pub(super) now: Timestamp,
    /// Steps that were refused since something last happened.
    pub(super) refused: &'a [StepId],
}

impl Policy {
    pub(super) fn new(procedure: &Procedure) -> Self {
        Self { far: distances(procedure), asked_by: askers(procedure) }
    }

    /// The steps that could come next, the best first; none when nothing can be done. Whether somebody may take a step is not asked
    /// here, nor what it asks.
    pub(super) fn choose(&self, case: &Standing<'_>, dice: &mut Dice<'_>) -> Vec<StepId> {
        let procedure = case.rules.procedure;
        let open: BTreeSet<StepId> = procedure.steps.ids().filter(|step| case.is_open(*step)).collect();
        let urgent = case.urgent();
        let mut order: Vec<StepId> = Vec::new();
        let whim = dice.once_in(ON_A_WHIM);
        let cut = dice.once_in(CUT_SHORT);
        if whim || cut {
            let fits = |step: &StepId| case.leaves(*step) == cut && case.times(*step) == 0;
            let fitting: Vec<StepId> = open.iter().copied().filter(fits).collect();
            order.extend(dice.one(&fitting));
        }
        for duty in &urgent {
            let meets = &procedure.duties[*duty].met_by;
            // A step that cuts short what else is owed comes last of those that meet it.
            let (kind, rude): (Vec<StepId>, Vec<StepId>) = meets.iter().partition(|step| !case.leaves(**step));
            for steps in [kind, rude] {
                let now: Vec<StepId> = steps.iter().copied().filter(|step| open.contains(step)).collect();
                if now.is_empty() {
                    let helping: Vec<StepId> = steps.iter().flat_map(|step| self.helps(case, &open, *step, DEPTH)).collect();
                    order.extend(case.fresh(&helping, dice));
                } else {
                    order.extend(case.fresh(&now, dice));
                }
            }
        }
        // As often as not a case goes on where it could end: another stage leads on from here.
        if dice.once_in(2) {
            let stage = case.state.stage;
            let on = procedure.steps.iter().filter(|(id, step)| {
                let leads = step.to.is_some_and(|to| to != stage && !procedure.stages[to].end);
                leads && step.from.contains(&stage) && case.times(*id) == 0
            });
            let on: Vec<StepId> = on.flat_map(|(id, _)| self.helps(case, &open, id, 2)).collect();
            order.extend(case.fresh(&on, dice).into_iter().filter(|step| case.times(*step) < OFTEN));
        }
        // Whatever brings the case towards an end without cutting anything short.
        let ends: Vec<StepId> = procedure.steps.ids().filter(|step| case.ends(*step) && !case.leaves(*step)).collect();
        let now: Vec<StepId> = ends.iter().copied().filter(|step| open.contains(step)).collect();
        let towards: Vec<StepId> = ends.iter().flat_map(|step| self.helps(case, &open, *step, DEPTH)).collect();
        order.extend(case.fresh(&now, dice));
        order.extend(case.fresh(&towards, dice));
        // Whatever has not been done; then whatever ends the case; then anything.
        let mut rest: Vec<StepId> = open.iter().copied().collect();
        shuffle(&mut rest, dice);
        rest.sort_by_key(|step| (case.leaves(*step), case.times(*step)));
        order.extend(rest);
        let mut seen = BTreeSet::new();
        order.retain(|step| open.contains(step) && seen.insert(*step));
        // What was done often already makes room for everything else, unless it recurs.
        order.sort_by_key(|step| case.times(*step) >= OFTEN && !case.recurs(*step, &urgent));
        order
    }

    /// Open steps that bring nearer that a step can be taken.
    fn helps(&self, case: &Standing<'_>, open: &BTreeSet<StepId>, goal: StepId, depth: usize) -> Vec<StepId> {
        if open.contains(&goal) {
            return vec![goal];
        }
        if depth == 0 {
            return Vec::new();
        }
        let procedure = case.rules.procedure;
        let rule = &procedure.steps[goal];
        let stage = case.state.stage;
        let mut found = Vec::new();
        let mut towards = |step: StepId| found.extend(self.helps(case, open, step, depth - 1));
        for after in rule.after.iter().filter(|after| !case.state.taken_since(&[after.step], &after.since)) {
            towards(after.step);
        }
        if let (Repeat::AfterEach(steps), true) = (&rule.repeat, case.times(goal) > 0) {
            steps.iter().for_each(|step| towards(*step));
        }
        if !rule.from.is_empty() && !rule.from.contains(&stage) {
            let here = self.nearest(stage, &rule.from);
            for (id, step) in procedure.steps.iter().filter(|(_, step)| !step.begins) {
                let leads = step.to.filter(|to| !procedure.stages[*to].end).and_then(|to| self.nearest(to, &rule.from));
                let nearer = leads.is_some_and(|leads| here.is_none_or(|here| leads < here));
                if nearer && (step.from.is_empty() || step.from.contains(&stage)) {
                    towards(id);
                }
            }
        }
        if !case.state.facts.allow(&rule.guard) {
            for fact in guard_facts(&rule.guard) {
                for step in self.asked_by.get(fact.index()).into_iter().flatten().filter(|step| **step != goal) {
                    towards(*step);
                }
            }
        }
        found
    }

    fn nearest(&self, from: StageId, to: &[StageId]) -> Option<u16> {
        let row = self.far.get(from.index())?;
        to.iter().filter_map(|stage| row.get(stage.index()).copied().flatten()).min()
    }
}

impl Standing<'_> {
    /// Whether the procedure lets a step be taken now, by whomever.
    fn is_open(&self, id: StepId) -> bool {
        let procedure = self.rules.procedure;
        let step = &procedure.steps[id];
        if step.begins || self.refused.contains(&id) {
            return false;
        }
        let ended = procedure.stages[self.state.stage].end;
        let stage = if step.from.is_empty() { !ended } else { step.from.contains(&self.state.stage) };
        stage
            && step.after.iter().all(|after| self.state.taken_since(&[after.step], &after.since))
            && match (&step.repeat, self.state.last(id)) {
                (_, None) | (Repeat::Always, _) => true,
                (Repeat::Never, Some(_)) => false,
                (Repeat::AfterEach(steps), Some(last)) => {
                    steps.iter().any(|one| self.state.last(*one).is_some_and(|at| at > last))
                }
            }
            && self.state.facts.allow(&step.guard)
    }

    /// How often a step was taken.
    fn times(&self, step: StepId) -> usize {
        self.state.taken.iter().filter(|(one, _)| *one == step).count()
    }

    /// Whether a step ends the case.
    fn ends(&self, step: StepId) -> bool {
        let procedure = self.rules.procedure;
        procedure.steps[step].to.is_some_and(|to| procedure.stages[to].end)
    }

    /// Whether a step leaves something undone that is owed now.
    fn leaves(&self, step: StepId) -> bool {
        let ends = self.ends(step);
        self.owed.iter().filter(|one| one.is_open(self.now)).any(|one| {
            let duty = &self.rules.procedure.duties[one.duty];
            // What recurs ends with the case, and nothing is left undone by that.
            duty.every.is_none() && !duty.met_by.contains(&step) && (ends || duty.ends.contains(&step))
        })
    }

    /// The duties that are to be met, the most urgent first. What recurs can wait until it is nearly due.
    fn urgent(&self) -> Vec<DutyId> {
        let soon = self.now.checked_add(SignedDuration::from_hours(36)).unwrap_or(Timestamp::MAX);
        let mut all: Vec<(Timestamp, DutyId)> = self
            .owed
            .iter()
            .filter(|one| one.status == Status::Open && one.owed_from <= self.now)
            .map(|one| (one.due.map_or(Timestamp::MAX, |due| due.last_instant(self.rules.zone)), one.duty))
            .filter(|(due, duty)| self.rules.procedure.duties[*duty].every.is_none() || *due <= soon)
            .collect();
        all.sort_unstable();
        all.into_iter().map(|(_, duty)| duty).collect()
    }

    /// Whether a step meets something urgent that recurs.
    fn recurs(&self, step: StepId, urgent: &[DutyId]) -> bool {
        let duties = urgent.iter().map(|duty| &self.rules.procedure.duties[*duty]);
        duties.into_iter().any(|duty| duty.every.is_some() && duty.met_by.contains(&step))
    }

    /// Steps in the order in which they are tried: what was done least often first, by chance among the same.
    fn fresh(&self, steps: &[StepId], dice: &mut Dice<'_>) -> Vec<StepId> {
        let mut steps = steps.to_vec();
        shuffle(&mut steps, dice);
        steps.sort_by_key(|step| self.times(*step));
        steps
    }
}

fn shuffle(steps: &mut [StepId], dice: &mut Dice<'_>) {
    for at in (1..steps.len()).rev() {
        let other = dice.below(u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1));
        steps.swap(at, usize::try_from(other).unwrap_or(0));
    }
}

fn guard_facts(guard: &Guard) -> Vec<FactId> {
    guard.facts().collect()
}

/// How many steps lead from each stage to each other.
fn distances(procedure: &Procedure) -> Vec<Vec<Option<u16>>> {
    let stages: Vec<StageId> = procedure.stages.ids().collect();
    let next = |from: StageId| -> BTreeSet<StageId> {
        let steps = procedure.steps.iter().filter(|(_, step)| !step.begins);
        steps
            .filter(|(_, step)| if step.from.is_empty() { !procedure.stages[from].end } else { step.from.contains(&from) })
            .filter_map(|(_, step)| step.to)
            .collect()
    };
    let next: Vec<BTreeSet<StageId>> = stages.iter().map(|stage| next(*stage)).collect();
    let walk = |from: StageId| {
        let mut far: Vec<Option<u16>> = vec![None; stages.len()];
        let mut layer = BTreeSet::from([from]);
        let mut steps = 0u16;
        while !layer.is_empty() {
            let mut more = BTreeSet::new();
            for stage in &layer {
                if let Some(slot) = far.get_mut(stage.index()).filter(|slot| slot.is_none()) {
                    *slot = Some(steps);
                    more.extend(next.get(stage.index()).into_iter().flatten().copied());
                }
            }
            layer = more;
            steps = steps.saturating_add(1);
        }
        far
    };
    stages.iter().map(|stage| walk(*stage)).collect()
}

/// For each fact, the steps that ask for it or for what it follows from.
fn askers(procedure: &Procedure) -> Vec<Vec<StepId>> {
    let mut askers: Vec<BTreeSet<StepId>> = vec![BTreeSet::new(); procedure.facts.len()];
    for (id, step) in procedure.steps.iter().filter(|(_, step)| !step.begins) {
        for ask in &step.asks {
            if let Some(slot) = askers.get_mut(ask.fact.index()) {
                slot.insert(id);
            }
        }
    }
    for id in &procedure.derived_order {
        let Source::Derived(derivation) = &procedure.facts[*id].source else { continue };
        let mut all: BTreeSet<StepId> = BTreeSet::new();
        for input in inputs(procedure, derivation) {
            all.extend(askers.get(input.index()).into_iter().flatten().copied());
        }
        let steps: Vec<StepId> = match derivation {
            procedure::Derivation::DayOf(steps) => steps.clone(),
            procedure::Derivation::Done { steps, since } => [steps.as_slice(), since].concat(),
            _ => Vec::new(),
        };
        all.extend(steps.into_iter().filter(|step| !procedure.steps[*step].begins));
        if let Some(slot) = askers.get_mut(id.index()) {
            slot.extend(all);
        }
    }
    askers.into_iter().map(|steps| steps.into_iter().collect()).collect()
}

/// The facts that a derived fact follows from.
fn inputs(procedure: &Procedure, derivation: &procedure::Derivation) -> Vec<FactId> {
    use procedure::Derivation;
    match derivation {
        Derivation::Within { date, of, .. } => vec![*date, *of],
        Derivation::After { of, .. } => vec![*of],
        Derivation::Table(table, _) => procedure.tables[*table].by.clone(),
        Derivation::Holds(guard) => guard.facts().collect(),
        Derivation::Extreme { of, .. } => of.clone(),
        Derivation::Attribute { site, .. } => vec![*site],
        Derivation::Summary { of, .. } => vec![*of],
        Derivation::Count(count) => vec![count.person],
        Derivation::DayOf(_) | Derivation::Done { .. } | Derivation::Setting { .. } => Vec::new(),
    }
}
