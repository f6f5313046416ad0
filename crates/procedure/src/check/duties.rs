//! Whether every duty can be met: whoever owes it may take a step that meets it, and wherever it is owed such a step, or one that
//! ends the duty, can still be reached.

use biodivine_lib_bdd::Bdd;

use super::logic::Scope;
use super::readings::Readings;
use super::space::{Situations, Space};
use super::stages::whole;
use super::tables::{plural, plural_of};
use super::{Check, Proof};
use crate::ids::{DutyId, Id, StageId, StepId};
use crate::model::{Duty, Start};
use crate::words::{capital, list, quoted};

/// How many steps are shown with a fault.
const MOST_STEPS: usize = 3;

/// How many duties are followed at once: more make the diagrams larger, fewer make more of them.
const TOGETHER: usize = 3;

impl Check<'_> {
    /// Looks at every situation in which something is owed.
    pub(super) fn duties(&self) -> Proof {
        let p = self.procedure;
        let before = self.sink.len();
        let mut looked = 0.0;
        let all: Vec<DutyId> = p.duties.ids().collect();
        for some in all.chunks(TOGETHER) {
            let space = Space::new(p, &Scope { duties: some.iter().copied().collect(), ..Scope::default() });
            for id in some {
                looked += self.duty(&space, *id, &p.duties[*id]);
            }
        }
        let faults = self.sink.len() - before;
        let of = if looked < 1.0 { String::new() } else { format!(": {} looked at", plural_of(looked, "situation")) };
        let words = match (faults, p.duties.len()) {
            (0, 0) => "Nothing is owed".to_owned(),
            (0, 1) => format!("The one duty can be met by whoever owes it, wherever it is owed{of}"),
            (0, many) => format!("Each of the {many} duties can be met by whoever owes it, wherever it is owed{of}"),
            (many, _) => format!("{} cannot always be met{of}", plural(many, "duty").replace("dutys", "duties")),
        };
        Proof { title: "Every duty can be met".to_owned(), holds: faults == 0, words, combinations: whole(looked) }
    }

    /// Looks at one duty; answers in how many situations it is owed.
    fn duty(&self, space: &Space<'_>, id: DutyId, duty: &Duty) -> f64 {
        let p = self.procedure;
        let owed: Situations = p
            .stages
            .iter()
            .map(|(stage, rule)| if rule.end { space.nothing() } else { space.reached(stage).and(space.owed(id)) })
            .collect();
        let count = owed.iter().map(|set| space.logic.count(set)).sum();
        let name = quoted(&duty.name);
        if owed.iter().all(Bdd::is_false) {
            // What stands for a reading that was not chosen is told as a finding.
            if Readings::new(p).rules_out(&duty.guard).is_some() {
                return count;
            }
            let message = format!("The duty {name} is never owed: what starts it never happens while its condition holds");
            let help = "Look at what it `starts` with and at `when` and `unless`, or remove it.";
            self.sink.push(self.fault(duty.place, "starts", message).help(help));
            return count;
        }
        let takes = |step: &StepId| space.same(&duty.owner, &p.steps[*step].by);
        let met = |stage: StageId, owners: bool| {
            duty.met_by.iter().fold(space.nothing(), |all, step| {
                let open = space.may(*step, stage);
                all.or(&if owners { open.and(&takes(step)) } else { open })
            })
        };
        let ended = |stage: StageId| duty.ends.iter().fold(space.nothing(), |all, step| all.or(&space.may(*step, stage)));
        let steps: Vec<String> = duty.met_by.iter().map(|step| quoted(&p.steps[*step].name)).collect();
        let steps = list(&steps, "or");
        let own: Situations = p.stages.ids().map(|stage| met(stage, true)).collect();
        let never = p.stages.ids().zip(&own).zip(&owed).all(|((_, own), owed)| own.and(owed).is_false());
        if never {
            let message = if duty.met_by.is_empty() {
                format!("Nothing meets the duty {name}")
            } else {
                format!(
                    "The duty {name} is owed by {}, who can never take {steps} while it is owed",
                    p.parties_words(&duty.owner)
                )
            };
            let by: Vec<String> = duty.met_by.iter().map(|step| p.parties_words(&p.steps[*step].by)).collect();
            let mut fault = self.fault(duty.place, "owner", message);
            for step in &duty.met_by {
                fault = fault.also(self.key_place(p.steps[*step].place, "by"), "who may take the step, and when");
            }
            let help = if by.is_empty() {
                "Name steps in `met_by`."
            } else {
                "Compare who owes the duty with who may take the step, and when each holds."
            };
            self.sink.push(fault.help(help));
            return count;
        }
        let goal: Situations = p.stages.ids().zip(own).map(|(stage, own)| own.or(&ended(stage))).collect();
        let leads = space.leads_to(goal, &owed);
        if covered(&owed, &leads) {
            return count;
        }
        // Somebody else may still be able to.
        let goal: Situations = p.stages.ids().map(|stage| met(stage, false).or(&ended(stage))).collect();
        let others = space.leads_to(goal, &owed);
        self.lost(space, id, duty, &owed, &leads, &others, &steps);
        count
    }

    #[expect(clippy::too_many_arguments, reason = "all of it is told or tells which steps are at fault")]
    /// Tells with which steps it comes that a duty can no longer be met.
    fn lost(
        &self,
        space: &Space<'_>,
        of_duty: DutyId,
        duty: &Duty,
        owed: &Situations,
        leads: &Situations,
        others: &Situations,
        steps: &str,
    ) {
        let p = self.procedure;
        let bad: Situations = owed.iter().zip(leads).map(|(owed, leads)| owed.and_not(leads)).collect();
        let none = space.nothing();
        let of = |sets: &Situations, stage: StageId| sets.get(stage.index()).unwrap_or(&none).clone();
        let mut lost: Vec<Loss> = Vec::new();
        for (id, step) in p.steps.iter() {
            // From where nothing is wrong yet, by the stage in which the step is taken.
            let into = p.stages.ids().find_map(|from| {
                let to = step.to.unwrap_or(from);
                let open = if step.begins { space.logic.initial.clone() } else { space.open(id, from).and_not(&of(&bad, from)) };
                let before = open.and(&space.before(id, &of(&bad, to)));
                (!before.is_false()).then_some((from, to, open, before))
            });
            let Some((from, to, open, before)) = into else { continue };
            let started = before.and_not(space.owed(of_duty));
            // Where it was owed before and could be met, the step takes that away; else it comes to be owed with the step.
            let starts = before.and(space.owed(of_duty)).is_false() && !started.is_false();
            lost.push(Loss { step: id, from, to, open, before, starts });
        }
        // Whatever ends the duty with the step that takes it away also keeps it from coming back later.
        if lost.iter().any(|loss| !loss.starts) {
            lost.retain(|loss| !loss.starts || duty.starts.contains(&Start::Step(loss.step)));
        }
        for starts in [false, true] {
            let some: Vec<&Loss> = lost.iter().filter(|loss| loss.starts == starts).collect();
            let Some(first) = some.first() else { continue };
            let bad = of(&bad, first.to);
            let after = space.after_from(first.step, &first.before).and(&bad);
            let fine = space.after_from(first.step, &first.open).and_not(&bad);
            let example = space
                .circumstances(&after, &fine)
                .or_else(|| space.circumstances(&first.before, &first.open.and_not(&first.before)))
                .filter(|example| some.len() == 1 && !example.tests.is_empty());
            let when = example.map_or_else(String::new, |example| format!("When {}, ", list(&example.tests, "and")));
            let taken: Vec<String> = some.iter().map(|loss| quoted(&p.steps[loss.step].title)).collect();
            let (name, taken) = (quoted(&duty.name), list(&taken, "or"));
            let nobody = after.and(&of(others, first.to)).is_false();
            let who = if nobody { String::new() } else { format!(" by {}", p.parties_words(&duty.owner)) };
            let why = match (nobody, starts) {
                (true, true) => format!("{steps} can never be taken then"),
                (true, false) => format!("{steps} can never be taken again"),
                (false, _) => format!("somebody else must take {steps}"),
            };
            let words = if starts {
                format!("the duty {name} can come to be owed with {taken} and can never be met{who}: {why}")
            } else {
                format!("after {taken} the duty {name} may still be owed and can no longer be met{who}: {why}")
            };
            let mut path = if p.steps[first.step].begins { Vec::new() } else { space.path(first.from, &first.before) };
            path.push(first.step);
            let names: Vec<String> = some.iter().map(|loss| quoted(&p.steps[loss.step].name)).collect();
            let mend = if starts {
                "Let somebody take such a step, or say with `when` or `unless` that it is not owed then.".to_owned()
            } else {
                format!("Let it come before them, open a step that meets it there, or name {} in `ends`.", list(&names, "and"))
            };
            let help = format!("It happens after {}. {mend}", space.path_words(&path));
            let mut fault = self.fault(duty.place, "met_by", capital(&format!("{when}{words}")));
            for loss in some.iter().take(MOST_STEPS) {
                fault = fault.also(self.key_place(p.steps[loss.step].place, ""), "with this step");
            }
            self.sink.push(fault.help(help));
        }
    }
}

/// A step with which a duty that is owed becomes one that cannot be met.
struct Loss {
    step: StepId,
    from: StageId,
    to: StageId,
    /// Where it can be taken and nothing is wrong yet.
    open: Bdd,
    /// Where it goes wrong.
    before: Bdd,
    /// The duty comes to be owed with it.
    starts: bool,
}

/// Whether the second sets cover the first.
pub(super) fn covered(sets: &Situations, by: &Situations) -> bool {
    sets.iter().zip(by).all(|(set, by)| set.and_not(by).is_false())
}
