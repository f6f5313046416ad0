//! Whether every stage can be reached, every open stage has a way out, and an end can be reached from everywhere.

use std::collections::{BTreeMap, BTreeSet};

use super::space::{Explored, Space};
use super::tables::plural;
use super::{Check, Proof};
use crate::ids::{FactId, StageId};
use crate::words::{capital, list, quoted, with_article};

/// How many counterexamples of one stage are told.
const MOST_EXAMPLES: usize = 5;

/// What is known of each fact that takes any of its values: its position, or one past the last when it is not known.
type Digits = Vec<(FactId, u64, u64)>;

impl Check<'_> {
    /// Looks at every situation that a case can come into.
    pub(super) fn stages(&self) -> Vec<Proof> {
        let titles = ["Every stage can be reached", "An end can be reached from every stage"];
        let space = Space::new(self.procedure, []);
        let explored = space.as_ref().map_err(|error| *error).and_then(Space::explore);
        let (Ok(space), Ok(explored)) = (space, explored) else {
            let proof = |title: &str| Proof {
                title: title.to_owned(),
                holds: false,
                words: "There are too many combinations to look at all of them: test fewer facts where stages change".to_owned(),
                combinations: 0,
            };
            self.sink.push(
                self.sink
                    .at(self.key_place(self.procedure.head_place(), ""), "The ways through the stages are too many to check")
                    .help("Test fewer facts in the steps that change the stage, or derive one fact from several and test that."),
            );
            return titles.map(proof).to_vec();
        };
        let combinations = explored.situations.iter().map(|situation| space.digits(situation)).collect::<BTreeSet<_>>().len();
        let looked = plural(explored.situations.len(), "situation");
        let facts = space.names();
        let of = if facts.is_empty() {
            String::new()
        } else {
            format!(", in {} of {}", plural(combinations, "combination"), list(&facts, "and"))
        };
        let count = u64::try_from(explored.situations.len()).unwrap_or(u64::MAX);
        let reached = self.reached(&explored);
        let left = self.left(&space, &explored);
        let proof = |title: &str, faults: usize, good: String, bad: String| Proof {
            title: title.to_owned(),
            holds: faults == 0,
            words: if faults == 0 { good } else { bad },
            combinations: count,
        };
        let [first, second] = titles;
        vec![
            proof(
                first,
                reached,
                match self.procedure.stages.len() {
                    1 => format!("The one stage can be reached: {looked} looked at{of}"),
                    many => format!("All {many} stages can be reached: {looked} looked at{of}"),
                },
                format!("{} cannot be reached: {looked} looked at{of}", plural(reached, "stage")),
            ),
            proof(
                second,
                left,
                format!("Every case can come to an end, whatever is answered: {looked} looked at{of}"),
                format!("In {} a case cannot come to an end: {looked} looked at{of}", plural(left, "stage")),
            ),
        ]
    }

    /// Reports stages that no case comes to; answers how many.
    fn reached(&self, explored: &Explored) -> usize {
        let reached: BTreeSet<StageId> = explored.situations.iter().map(|situation| situation.stage).collect();
        let mut faults = 0;
        for (id, stage) in self.procedure.stages.iter().filter(|(id, _)| !reached.contains(id)) {
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
    fn left(&self, space: &Space<'_>, explored: &Explored) -> usize {
        let ends = self.ends(explored);
        let mut stuck: BTreeMap<StageId, Vec<usize>> = BTreeMap::new();
        for (index, situation) in explored.situations.iter().enumerate() {
            if !ends.get(index).copied().unwrap_or(false) {
                stuck.entry(situation.stage).or_default().push(index);
            }
        }
        for (stage, indices) in &stuck {
            self.examples(space, explored, &ends, *stage, indices);
        }
        stuck.len()
    }

    /// For each situation, whether an end can be reached from it.
    fn ends(&self, explored: &Explored) -> Vec<bool> {
        // Backwards from the ends: who leads here, and how.
        let mut makers: Vec<Vec<usize>> = vec![Vec::new(); explored.situations.len()];
        for (choice, (_, outcomes)) in explored.choices.iter().enumerate() {
            for outcome in outcomes {
                if let Some(makers) = makers.get_mut(*outcome) {
                    makers.push(choice);
                }
            }
        }
        let mut choosers: Vec<Vec<usize>> = vec![Vec::new(); explored.choices.len()];
        for (index, open) in explored.open.iter().enumerate() {
            for choice in open {
                if let Some(choosers) = choosers.get_mut(*choice) {
                    choosers.push(index);
                }
            }
        }
        let mut ends: Vec<bool> =
            explored.situations.iter().map(|situation| self.procedure.stages[situation.stage].end).collect();
        let mut good = vec![false; explored.choices.len()];
        let mut waiting: Vec<usize> = ends.iter().enumerate().filter(|(_, end)| **end).map(|(index, _)| index).collect();
        while let Some(index) = waiting.pop() {
            for choice in makers.get(index).into_iter().flatten() {
                let Some(seen @ false) = good.get_mut(*choice) else { continue };
                *seen = true;
                for chooser in choosers.get(*choice).into_iter().flatten() {
                    if let Some(end @ false) = ends.get_mut(*chooser) {
                        *end = true;
                        waiting.push(*chooser);
                    }
                }
            }
        }
        ends
    }

    /// Tells in which circumstances a case in a stage cannot come to an end, in as few words as say it.
    fn examples(&self, space: &Space<'_>, explored: &Explored, ends: &[bool], stage: StageId, stuck: &[usize]) {
        let here: Vec<(Digits, bool)> = explored
            .situations
            .iter()
            .enumerate()
            .filter(|(_, situation)| situation.stage == stage)
            .map(|(index, situation)| (space.digits(situation), ends.get(index).copied().unwrap_or(true)))
            .collect();
        let mut left: Vec<usize> = stuck.to_vec();
        for _ in 0..MOST_EXAMPLES {
            let Some(first) = left.first().copied() else { break };
            let Some(situation) = explored.situations.get(first) else { break };
            let mut pattern: Digits = space.digits(situation);
            let mut index = 0;
            while index < pattern.len() {
                let mut wider = pattern.clone();
                wider.remove(index);
                if here.iter().any(|(digits, end)| *end && matches(digits, &wider)) {
                    index += 1;
                } else {
                    pattern = wider;
                }
            }
            let open = explored.open.get(first).map_or(0, |open| {
                let leaves = |choice: &&usize| {
                    let step = explored.choices.get(**choice).map(|(step, _)| &self.procedure.steps[*step]);
                    step.is_some_and(|step| step.to.is_some_and(|to| to != stage))
                };
                open.iter().filter(leaves).count()
            });
            let tests: Vec<String> = pattern
                .iter()
                .map(|(fact, digit, size)| {
                    let position = usize::try_from(*digit).ok().filter(|_| digit < size);
                    self.procedure.fact_is(*fact, position.as_slice(), position.is_none())
                })
                .collect();
            let rule = &self.procedure.stages[stage];
            let when = if tests.is_empty() { String::new() } else { format!("When {}, ", list(&tests, "and")) };
            let noun = with_article(&self.procedure.head.noun);
            let noun = if when.is_empty() { capital(&noun) } else { noun };
            let title = quoted(&rule.title);
            let sometimes = here.iter().any(|(digits, end)| *end && matches(digits, &pattern));
            let message = if sometimes {
                format!(
                    "{when}{noun} can get stuck in {title}: what leads out of it can be done only once, or only after something else"
                )
            } else if open == 0 {
                format!("{when}{noun} cannot leave {title}: no step is open to it")
            } else {
                format!("{when}{noun} in {title} can never come to an end, whatever is done")
            };
            let steps = self.procedure.steps.iter().filter(|(_, step)| step.from.contains(&stage) && step.to.is_some());
            let names: Vec<String> = steps.map(|(_, step)| quoted(&step.name)).collect();
            let help = if names.is_empty() {
                format!("No step leads from this stage. Write `from = \"{}\"` in one, or `end = true` here.", rule.name)
            } else {
                format!("Look at who may take {} and when, or add a step.", list(&names, "and"))
            };
            self.sink.push(self.fault(rule.place, "", message).help(help));
            left.retain(|index| {
                explored.situations.get(*index).is_some_and(|situation| !matches(&space.digits(situation), &pattern))
            });
        }
    }
}

/// Whether values agree with those of a pattern.
fn matches(digits: &Digits, pattern: &Digits) -> bool {
    pattern.iter().all(|(fact, value, _)| digits.iter().any(|(other, digit, _)| other == fact && digit == value))
}
