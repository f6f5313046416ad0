//! Whether everyone who acts, owes or is told has a view, and can see the case when it is their turn.

use std::collections::BTreeSet;

use super::space::{Situation, Space};
use super::tables::plural;
use super::{Check, Proof};
use crate::ids::{FactId, RoleId, StepId};
use crate::model::{Kind, Party, Sees, View};
use crate::value::Value;
use crate::words::{list, quoted};

impl Check<'_> {
    /// Looks at each role that acts, owes or is told.
    pub(super) fn sight(&self) -> Proof {
        let before = self.sink.len();
        let mut combinations = 0;
        for (role, _) in self.procedure.roles.iter() {
            let views: Vec<&View> =
                self.procedure.views.iter().map(|(_, view)| view).filter(|view| view.roles.contains(&role)).collect();
            if views.is_empty() {
                self.blind(role);
            } else {
                combinations += self.turns(role, &views);
            }
        }
        let holds = self.sink.len() == before;
        let looked = if combinations == 0 { String::new() } else { format!(": {} looked at", plural(combinations, "situation")) };
        let words = if holds {
            format!("Everyone who acts, owes or is told sees the {} when it is their turn{looked}", self.procedure.head.noun)
        } else {
            let times = plural(self.sink.len() - before, "role or step");
            format!(
                "For {} somebody is kept from seeing what they must act on{looked}",
                times.replace("role or steps", "roles or steps")
            )
        };
        let title = "Everyone sees what they must act on".to_owned();
        Proof { title, holds, words, combinations: u64::try_from(combinations).unwrap_or(u64::MAX) }
    }

    /// Whether a party can be a role.
    fn is(&self, party: Party, role: RoleId) -> bool {
        match party {
            Party::Role(other) => other == role,
            Party::Fact(fact) => self.procedure.facts[fact].decided.contains(&Value::Role(role)),
        }
    }

    /// Reports a role that has something to do and no view.
    fn blind(&self, role: RoleId) {
        let p = self.procedure;
        let is = |parties: &[Party]| parties.iter().any(|party| self.is(*party, role));
        let steps =
            p.steps.iter().filter(|(_, step)| is(&step.by)).map(|(_, step)| format!("may take the step {}", quoted(&step.name)));
        let duties =
            p.duties.iter().filter(|(_, duty)| is(&duty.owner)).map(|(_, duty)| format!("owes the duty {}", quoted(&duty.name)));
        let notices = p
            .notices
            .iter()
            .filter(|(_, notice)| is(&notice.to))
            .map(|(_, notice)| format!("gets the notice {}", quoted(&notice.name)));
        let does: Vec<String> = steps.chain(duties).chain(notices).take(3).collect();
        if !does.is_empty() {
            let rule = &p.roles[role];
            let message =
                format!("The role {} {} but has no view, so that it sees no case", quoted(&rule.name), list(&does, "and"));
            self.sink.push(self.fault(rule.place, "", message).help(format!(
                "Write `[view.{}]` and what it sees; `sees = []` says that it sees nothing but what it is sent.",
                rule.name
            )));
        }
    }

    /// Looks at every situation in which it is a role's turn; answers how many situations there were.
    fn turns(&self, role: RoleId, views: &[&View]) -> usize {
        let p = self.procedure;
        // A role that always sees something needs no closer look.
        if views.iter().any(|view| view.when.is_empty() && shows(&view.sees) && view.unless.iter().all(|(_, sees)| shows(sees))) {
            return 0;
        }
        let mine = |parties: &[Party]| parties.iter().any(|party| self.is(*party, role));
        let steps: Vec<StepId> = p.steps.iter().filter(|(_, step)| mine(&step.by) && !step.begins).map(|(id, _)| id).collect();
        if steps.is_empty() {
            return 0;
        }
        let tested = views.iter().flat_map(|view| view.when.iter().chain(view.unless.iter().map(|(condition, _)| condition)));
        let mut facts: BTreeSet<FactId> = tested.flat_map(|condition| condition.tests.iter().map(|test| test.fact)).collect();
        for step in &steps {
            let step = &p.steps[*step];
            facts.extend(step.guard.facts());
            facts.extend(step.by.iter().filter_map(|party| match party {
                Party::Fact(fact) if p.facts[*fact].kind == Kind::Role => Some(*fact),
                _ => None,
            }));
        }
        let space = Space::new(p, facts);
        let explored = space.as_ref().map_err(|error| *error).and_then(Space::explore);
        let (Ok(space), Ok(explored)) = (space, explored) else {
            let message =
                format!("Whether {} always sees the case depends on too many combinations to check", quoted(&p.roles[role].name));
            self.sink.push(self.fault(p.roles[role].place, "", message).help("Let its views test fewer facts."));
            return 0;
        };
        let mut told: BTreeSet<StepId> = BTreeSet::new();
        for situation in &explored.situations {
            let value = space.reader(situation);
            let sees = views.iter().any(|view| {
                (view.when.is_empty() || view.when.iter().any(|condition| condition.holds(&value)))
                    && shows(
                        view.unless.iter().find(|(condition, _)| condition.holds(&value)).map_or(&view.sees, |(_, sees)| sees),
                    )
            });
            if sees {
                continue;
            }
            for id in steps.iter().filter(|id| !told.contains(id)).copied().collect::<Vec<_>>() {
                let step = &p.steps[id];
                let stands =
                    if step.from.is_empty() { !p.stages[situation.stage].end } else { step.from.contains(&situation.stage) };
                let named = step.by.iter().any(|party| match party {
                    Party::Role(other) => *other == role,
                    Party::Fact(fact) => value(*fact)
                        .and_then(|position| usize::try_from(position).ok())
                        .and_then(|position| p.facts[*fact].decided.get(position))
                        .is_some_and(|decided| *decided == Value::Role(role)),
                });
                if stands
                    && named
                    && step.guard.holds(&value)
                    && step.after.iter().all(|before| space.may_have_taken(*before, situation))
                {
                    told.insert(id);
                    self.unseen(role, views, &space, situation, id);
                }
            }
        }
        explored.situations.len()
    }

    fn unseen(&self, role: RoleId, views: &[&View], space: &Space<'_>, situation: &Situation, step: StepId) {
        let p = self.procedure;
        let value = space.reader(situation);
        let tested = views.iter().flat_map(|view| view.when.iter().chain(view.unless.iter().map(|(condition, _)| condition)));
        let facts: BTreeSet<FactId> = tested.flat_map(|condition| condition.tests.iter().map(|test| test.fact)).collect();
        let tests: Vec<String> = facts
            .into_iter()
            .map(|fact| {
                let position = value(fact).and_then(|position| usize::try_from(position).ok());
                p.fact_is(fact, position.as_slice(), position.is_none())
            })
            .collect();
        let stage = quoted(&p.stages[situation.stage].title);
        let rule = &p.steps[step];
        let message = format!(
            "{} may take the step {} in {stage}, but does not see the {} when {}",
            quoted(&p.roles[role].title),
            quoted(&rule.name),
            p.head.noun,
            list(&tests, "and")
        );
        let fault = self.fault(rule.place, "by", message);
        let fault = views.iter().fold(fault, |fault, view| fault.also(self.key_place(view.place, "when"), "its view"));
        self.sink.push(fault.help("Widen the view, or let the step ask the same."));
    }
}

/// Whether anything is seen at all.
fn shows(sees: &Sees) -> bool {
    !matches!(sees, Sees::Only(items) if items.is_empty())
}
