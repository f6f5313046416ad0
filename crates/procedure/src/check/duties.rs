//! Whether every duty can be met: whoever owes it may take a step that meets it, and wherever it is owed such a step, or one that
//! ends the duty, can still be reached.

use biodivine_lib_bdd::Bdd;

use super::logic::Scope;
use super::space::{Situations, Space};
use super::stages::whole;
use super::tables::{plural, plural_of};
use super::{Check, Proof};
use crate::ids::{DutyId, Id, StageId, StepId};
use crate::model::Duty;
use crate::words::{capital, list, quoted};

/// How many counterexamples of one duty are told.
const MOST_EXAMPLES: usize = 3;

/// How many duties are followed at once: more make the diagrams larger, fewer make more of them.
const TOGETHER: usize = 4;

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
        let name = quoted(&duty.name);
        let owner = p.parties_words(&duty.owner);
        let bad: Situations = owed.iter().zip(leads).map(|(owed, leads)| owed.and_not(leads)).collect();
        let none = space.nothing();
        let of = |sets: &Situations, stage: StageId| sets.get(stage.index()).unwrap_or(&none).clone();
        let mut told = 0;
        for (id, step) in p.steps.iter() {
            if told == MOST_EXAMPLES {
                break;
            }
            // From where nothing is wrong yet, by the stage in which the step is taken.
            let into = p.stages.ids().find_map(|from| {
                let to = step.to.unwrap_or(from);
                let open = if step.begins { space.logic.initial.clone() } else { space.open(id, from).and_not(&of(&bad, from)) };
                let before = open.and(&space.before(id, &of(&bad, to)));
                (!before.is_false()).then_some((from, to, open, before))
            });
            let Some((from, to, open, before)) = into else { continue };
            told += 1;
            let good = open.and_not(&before);
            let after = space.after_from(id, &before).and(&of(&bad, to));
            let starts =
                !space.after_from(id, &before).and(space.owed(of_duty)).is_false() && before.and(space.owed(of_duty)).is_false();
            // What is answered with the step tells most.
            let fine = space.after_from(id, &open).and_not(&of(&bad, to));
            let example = space.circumstances(&after, &fine).or_else(|| space.circumstances(&before, &good));
            let when = match &example {
                Some(example) if !example.tests.is_empty() => format!("When {}, ", list(&example.tests, "and")),
                _ => String::new(),
            };
            let taken = quoted(&step.title);
            let words = match (starts, after.and(&of(others, to)).is_false()) {
                (true, true) => format!("the duty {name} that {taken} starts can never be met: {steps} can never be taken"),
                (true, false) => {
                    format!("the duty {name} that {taken} starts can never be met by {owner}: somebody else must take {steps}")
                }
                (false, true) => {
                    format!(
                        "after {taken} the duty {name} may still be owed and can no longer be met: {steps} can never be taken again"
                    )
                }
                (false, false) => format!(
                    "after {taken} the duty {name} may still be owed and can no longer be met by {owner}: somebody else must take {steps}"
                ),
            };
            let way = if told == 1 {
                let mut path = if step.begins { Vec::new() } else { space.path(from, &before) };
                path.push(id);
                format!("It happens after {}. ", space.path_words(&path))
            } else {
                String::new()
            };
            let help = if starts {
                format!("{way}Let somebody take such a step, or say with `when` or `unless` that it is not owed then.")
            } else {
                format!(
                    "{way}Let {taken} come only after it, open a step that meets it there, or name {} in `ends`.",
                    quoted(&step.name)
                )
            };
            let fault = self.fault(duty.place, "met_by", capital(&format!("{when}{words}")));
            self.sink.push(fault.also(self.key_place(step.place, ""), "with this step").help(help));
        }
    }
}

/// Whether the second sets cover the first.
pub(super) fn covered(sets: &Situations, by: &Situations) -> bool {
    sets.iter().zip(by).all(|(set, by)| set.and_not(by).is_false())
}
