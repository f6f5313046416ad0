//! Whether every stage can be reached, every open stage has a way out, and an end can be reached from everywhere.

use super::space::{Situations, Space};
use super::tables::{plural, plural_of};
use super::{Check, Proof};
use crate::ids::{Id, StageId};
use crate::words::{capital, list, quoted, small, with_article};

/// How many counterexamples of one stage are told.
const MOST_EXAMPLES: usize = 5;

/// How many facts are named in a sentence.
const MOST_NAMES: usize = 6;

impl Check<'_> {
    /// Looks at every situation that a case can come into.
    pub(super) fn stages(&self, space: &Space<'_>) -> Vec<Proof> {
        let (situations, combinations) = space.count();
        let looked = plural_of(situations, "situation");
        let facts: Vec<String> = space
            .logic
            .fields
            .iter()
            .filter(|field| !field.plain)
            .map(|field| {
                let label = &self.procedure.facts[field.fact].label;
                if label.ends_with('?') { quoted(label) } else { small(label) }
            })
            .collect();
        let of = match facts.len() {
            0 => String::new(),
            few if few <= MOST_NAMES => format!(", in {} of {}", plural_of(combinations, "combination"), list(&facts, "and")),
            many => format!(", in {} of {many} facts", plural_of(combinations, "combination")),
        };
        let reached = self.reached(space);
        let left = self.left(space);
        let proof = |title: &str, faults: usize, good: String, bad: String| Proof {
            title: title.to_owned(),
            holds: faults == 0,
            words: if faults == 0 { good } else { bad },
            combinations: whole(situations),
        };
        vec![
            proof(
                "Every stage can be reached",
                reached,
                match self.procedure.stages.len() {
                    1 => format!("The one stage can be reached: {looked} looked at{of}"),
                    many => format!("All {many} stages can be reached: {looked} looked at{of}"),
                },
                format!("{} cannot be reached: {looked} looked at{of}", plural(reached, "stage")),
            ),
            proof(
                "An end can be reached from every stage",
                left,
                format!("Every case can come to an end, whatever is answered: {looked} looked at{of}"),
                format!("In {} a case cannot come to an end: {looked} looked at{of}", plural(left, "stage")),
            ),
        ]
    }

    /// Reports stages that no case comes to; answers how many.
    fn reached(&self, space: &Space<'_>) -> usize {
        let mut faults = 0;
        for (id, stage) in self.procedure.stages.iter().filter(|(id, _)| space.reached(*id).is_false()) {
            faults += 1;
            let leads = self.procedure.steps.iter().any(|(_, step)| step.to == Some(id));
            let message = format!("No case can come to {}", quoted(&stage.title));
            let help = if leads {
                "The steps that lead there are never open: look at their stages and conditions.".to_owned()
            } else {
                format!("No step leads there. Write `to = \"{}\"` in one, or remove the stage.", stage.name)
            };
            self.sink.push(self.fault(stage.place, "", message).help(help));
        }
        faults
    }

    /// Reports situations from which no end can be reached; answers in how many stages there are any.
    fn left(&self, space: &Space<'_>) -> usize {
        let ends = self.procedure.stages.iter().map(|(_, stage)| space.logic.constant(stage.end)).collect();
        let ends = space.leads_to(ends, space.everything());
        self.procedure.stages.ids().filter(|stage| self.stuck(space, &ends, *stage)).count()
    }

    /// Tells in which circumstances a case in a stage cannot come to an end, in as few words as say it.
    fn stuck(&self, space: &Space<'_>, ends: &Situations, stage: StageId) -> bool {
        let Some(good) = ends.get(stage.index()) else { return false };
        let mut bad = space.reached(stage).and_not(good);
        if bad.is_false() {
            return false;
        }
        let good = space.reached(stage).and(good);
        let rule = &self.procedure.stages[stage];
        let title = quoted(&rule.title);
        let noun = with_article(&self.procedure.head.noun);
        let leading: Vec<_> = self
            .procedure
            .steps
            .iter()
            .filter(|(_, step)| space.stands(step, stage) && step.to.is_some_and(|to| to != stage))
            .collect();
        let names: Vec<String> =
            leading.iter().filter(|(_, step)| !step.from.is_empty()).map(|(_, step)| quoted(&step.name)).collect();
        let help = if names.is_empty() {
            format!("No step leads from this stage. Write `from = \"{}\"` in one, or `end = true` here.", rule.name)
        } else {
            format!("Look at who may take {} and when, or add a step.", list(&names, "and"))
        };
        for _ in 0..MOST_EXAMPLES {
            if bad.is_false() {
                break;
            }
            let Some(example) = space.circumstances(&bad, &good) else {
                let path = space.path(stage, &bad);
                let message = format!(
                    "{} can get stuck in {title}: what leads out of it can be done only once, or only after something else",
                    capital(&noun)
                );
                let way = if path.is_empty() { String::new() } else { format!("It happens after {}. ", space.path_words(&path)) };
                self.sink.push(self.fault(rule.place, "", message).help(format!("{way}{help}")));
                break;
            };
            let here = bad.and(&example.covers);
            let leaves = leading.iter().any(|(id, _)| !here.and(space.enabled(*id)).is_false());
            let when = if example.tests.is_empty() { String::new() } else { format!("When {}, ", list(&example.tests, "and")) };
            let noun = if when.is_empty() { capital(&noun) } else { noun.clone() };
            let message = if leaves {
                format!("{when}{noun} in {title} can never come to an end, whatever is done")
            } else {
                format!("{when}{noun} cannot leave {title}: no step is open to it")
            };
            self.sink.push(self.fault(rule.place, "", message).help(help.clone()));
            bad = bad.and_not(&example.covers);
        }
        true
    }
}

/// A count as a whole number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count is not negative, and a huge one saturates")]
pub(super) fn whole(count: f64) -> u64 {
    count as u64
}
