//! Whether every duty can be met: whoever owes it may take a step that meets it, and wherever it is owed such a step, or one that
//! ends the duty, can still be reached.

use biodivine_lib_bdd::Bdd;

use super::space::{Situations, Space};
use super::stages::whole;
use super::tables::{plural, plural_of};
use super::{Check, Proof};
use crate::ids::{DutyId, StageId, StepId};
use crate::model::Duty;
use crate::words::{capital, list, quoted};

/// How many counterexamples of one duty are told.
const MOST_EXAMPLES: usize = 3;

impl Check<'_> {
    /// Looks at every situation in which something is owed.
    pub(super) fn duties(&self, space: &Space<'_>) -> Proof {
        let p = self.procedure;
        let before = self.sink.len();
        let mut looked = 0.0;
        for (id, duty) in p.duties.iter() {
            looked += self.duty(space, id, duty);
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
        let owner = p.parties_words(&duty.owner);
        let steps: Vec<String> = duty.met_by.iter().map(|step| quoted(&p.steps[*step].name)).collect();
        let steps = list(&steps, "or");
        let own: Situations = p.stages.ids().map(|stage| met(stage, true)).collect();
        let never = p.stages.ids().zip(&own).zip(&owed).all(|((_, own), owed)| own.and(owed).is_false());
        if never {
            let message = if duty.met_by.is_empty() {
                format!("Nothing meets the duty {name}")
            } else {
                format!("The duty {name} is owed by {owner}, who can never take {steps} while it is owed")
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
        for stage in p.stages.ids() {
            let at = crate::ids::Id::index(stage);
            let (Some(owed), Some(leads), Some(others)) = (owed.get(at), leads.get(at), others.get(at)) else { continue };
            let mut bad = owed.and_not(leads);
            let good = owed.and(leads);
            for _ in 0..MOST_EXAMPLES {
                if bad.is_false() {
                    break;
                }
                let example = space.circumstances(&bad, &good);
                let here = example.as_ref().map_or_else(|| bad.clone(), |example| bad.and(&example.covers));
                let title = quoted(&p.stages[stage].title);
                let noun = &p.head.noun;
                let when = match &example {
                    Some(example) if !example.tests.is_empty() => format!("When {}, ", list(&example.tests, "and")),
                    _ => String::new(),
                };
                let words = if here.and(others).is_false() {
                    format!("the duty {name} of a {noun} in {title} can no longer be met: {steps} can never be taken again")
                } else {
                    format!("the duty {name} of a {noun} in {title} cannot be met by {owner}: somebody else must take {steps}")
                };
                let message = capital(&format!("{when}{words}"));
                let path = space.path_words(&space.path(stage, &here));
                let way = if path.is_empty() { String::new() } else { format!("It happens after {path}. ") };
                let help = format!("{way}Open such a step there, or name what ends the duty in `ends`.");
                self.sink.push(self.fault(duty.place, "met_by", message).help(help));
                bad = bad.and_not(&here);
                if example.is_none() {
                    break;
                }
            }
        }
        count
    }
}

/// Whether the second sets cover the first.
pub(super) fn covered(sets: &Situations, by: &Situations) -> bool {
    sets.iter().zip(by).all(|(set, by)| set.and_not(by).is_false())
}
