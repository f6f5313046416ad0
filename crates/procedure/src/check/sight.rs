//! Whether everyone who acts, owes or is told has a view, and can see the case when it is their turn.

use std::collections::BTreeSet;

use biodivine_lib_bdd::Bdd;

use super::logic::Scope;
use super::space::Space;
use super::stages::whole;
use super::tables::{plural, plural_of};
use super::{Check, Proof};
use crate::ids::{FactId, RoleId, StageId, StepId, ViewId};
use crate::model::{Fact, Item, Kind, Party, Sees, Step, View};
use crate::value::Value;
use crate::words::{list, quoted};

impl Check<'_> {
    /// Looks at each role that acts, owes or is told.
    pub(super) fn sight(&self) -> Proof {
        let before = self.sink.len();
        let mut combinations = 0.0;
        for (role, _) in self.procedure.roles.iter() {
            let of_role = |(_, view): &(ViewId, &View)| view.roles.contains(&role);
            let (ids, views): (Vec<ViewId>, Vec<&View>) = self.procedure.views.iter().filter(of_role).unzip();
            if views.is_empty() {
                self.blind(role);
            } else {
                combinations += self.turns(role, &ids, &views);
            }
        }
        self.named_seen();
        let holds = self.sink.len() == before;
        let looked =
            if combinations < 1.0 { String::new() } else { format!(": {} looked at", plural_of(combinations, "situation")) };
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
        Proof { title, holds, words, combinations: whole(combinations) }
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
    fn turns(&self, role: RoleId, ids: &[ViewId], views: &[&View]) -> f64 {
        let p = self.procedure;
        // A role that always sees something needs no closer look.
        if views.iter().any(|view| view.when.is_empty() && shows(&view.sees) && view.unless.iter().all(|(_, sees)| shows(sees))) {
            return 0.0;
        }
        let mine = |step: &Step| !step.begins && step.by.iter().any(|party| self.is(*party, role));
        let steps: Vec<StepId> = p.steps.iter().filter(|(_, step)| mine(step)).map(|(id, _)| id).collect();
        if steps.is_empty() {
            return 0.0;
        }
        let views_and_steps = ids.iter().map(|view| (*view, steps.clone())).collect();
        let space = &Space::new(p, &Scope { views: views_and_steps, ..Scope::default() });
        let sees = views.iter().fold(space.logic.none.clone(), |sees, view| sees.or(&seen(space, view, shows)));
        let mut looked = 0.0;
        for id in steps {
            let step = &p.steps[id];
            let named = space.same(&[Party::Role(role)], &step.by);
            if named.is_false() {
                continue;
            }
            for stage in p.stages.ids() {
                let turn = space.open(id, stage).and(&named);
                looked += space.logic.count(&turn);
                let unseen = turn.and_not(&sees);
                if !unseen.is_false() {
                    self.unseen(space, role, views, &unseen, &turn.and(&sees), stage, id);
                    break;
                }
            }
        }
        looked
    }

    /// Whoever is asked for one of certain people, or for somebody else than these, sees then who they are: what is refused would
    /// tell it otherwise.
    fn named_seen(&self) {
        for (id, fact) in self.procedure.facts.iter() {
            for (key, others) in [("among", &fact.among), ("not_among", &fact.not_among)] {
                for other in others {
                    self.named_in(id, fact, key, *other);
                }
            }
        }
    }

    fn named_in(&self, id: FactId, fact: &Fact, key: &str, other: FactId) {
        let p = self.procedure;
        // Where a case begins, nobody was named before.
        let asking = |step: &Step| !step.begins && step.asks.iter().any(|ask| ask.fact == id);
        let steps: Vec<StepId> = p.steps.iter().filter(|(_, step)| asking(step)).map(|(id, _)| id).collect();
        let mut blind: BTreeSet<String> = BTreeSet::new();
        for (role, rule) in p.roles.iter() {
            let theirs = |step: &StepId| p.steps[*step].by.iter().any(|party| self.is(*party, role));
            let steps: Vec<StepId> = steps.iter().copied().filter(theirs).collect();
            if self.hides(other, &steps, &Party::Role(role), |view| view.roles.contains(&role)) {
                blind.insert(quoted(&rule.name));
            }
        }
        for (named, rule) in p.facts.iter().filter(|(_, fact)| matches!(fact.kind, Kind::Person | Kind::People)) {
            let theirs = |step: &StepId| p.steps[*step].by.contains(&Party::Fact(named));
            let steps: Vec<StepId> = steps.iter().copied().filter(theirs).collect();
            if self.hides(other, &steps, &Party::Fact(named), |view| view.people.contains(&named)) {
                blind.insert(quoted(&rule.name));
            }
        }
        if !blind.is_empty() {
            let (who, other) = (list(&blind.into_iter().collect::<Vec<_>>(), "and"), &p.facts[other].name);
            let message =
                format!("{who} may be asked for “{}” and not see “{other}”: whom it refuses would tell who is hidden", fact.name);
            let help = format!("Let each view of {who} see “{other}” then, or take “{other}” out of `{key}`.");
            self.sink.push(self.fault(fact.place, key, message).help(help));
        }
    }

    /// Whether a fact can be hidden by these views when it is somebody's turn to take one of the steps.
    fn hides(&self, fact: FactId, steps: &[StepId], who: &Party, theirs: impl Fn(&View) -> bool) -> bool {
        let p = self.procedure;
        if steps.is_empty() || self.always_seen(fact, &theirs) {
            return false;
        }
        let (ids, views): (Vec<ViewId>, Vec<&View>) = p.views.iter().filter(|(_, view)| theirs(view)).unzip();
        let views_and_steps = ids.iter().map(|view| (*view, steps.to_vec())).collect();
        let space = &Space::new(p, &Scope { views: views_and_steps, ..Scope::default() });
        let any = |shows: &dyn Fn(&Sees) -> bool| {
            views.iter().fold(space.logic.none.clone(), |any, view| any.or(&seen(space, view, shows)))
        };
        let hidden = any(&shows).and_not(&any(&|sees| shows_fact(sees, fact)));
        steps.iter().any(|step| {
            let turn = match who {
                Party::Role(_) => space.same(&[*who], &p.steps[*step].by),
                Party::Fact(_) => space.logic.all.clone(),
            };
            p.stages.ids().any(|stage| !space.open(*step, stage).and(&turn).and(&hidden).is_false())
        })
    }

    #[expect(clippy::too_many_arguments, reason = "all of it stands in the sentence")]
    fn unseen(&self, space: &Space<'_>, role: RoleId, views: &[&View], bad: &Bdd, good: &Bdd, stage: StageId, step: StepId) {
        let p = self.procedure;
        let rule = &p.steps[step];
        let when = match space.circumstances(bad, good) {
            Some(example) if !example.tests.is_empty() => format!(" when {}", list(&example.tests, "and")),
            Some(_) => String::new(),
            None => format!(", after {}", space.path_words(&space.path(stage, bad))),
        };
        let message = format!(
            "{} may take the step {} in {}, but does not see the {}{when}",
            quoted(&p.roles[role].title),
            quoted(&rule.name),
            quoted(&p.stages[stage].title),
            p.head.noun,
        );
        let fault = self.fault(rule.place, "by", message);
        let fault = views.iter().fold(fault, |fault, view| fault.also(self.key_place(view.place, "when"), "its view"));
        self.sink.push(fault.help("Widen the view, or let the step ask the same."));
    }
}

/// Whether a fact is seen.
pub(super) fn shows_fact(sees: &Sees, fact: FactId) -> bool {
    match sees {
        Sees::AllBut(items) => !items.contains(&Item::Fact(fact)),
        Sees::Only(items) => items.contains(&Item::Fact(fact)),
    }
}

/// Where a view shows what is looked for.
fn seen(space: &Space<'_>, view: &View, shows: impl Fn(&Sees) -> bool) -> Bdd {
    let logic = &space.logic;
    let when = if view.when.is_empty() {
        logic.all.clone()
    } else {
        view.when.iter().fold(logic.none.clone(), |any, condition| any.or(&logic.condition(condition)))
    };
    let (mut left, mut shown) = (when, logic.none.clone());
    for (condition, sees) in &view.unless {
        let here = logic.condition(condition);
        if shows(sees) {
            shown = shown.or(&left.and(&here));
        }
        left = left.and_not(&here);
    }
    if shows(&view.sees) { shown.or(&left) } else { shown }
}

/// Whether anything is seen at all.
pub(super) fn shows(sees: &Sees) -> bool {
    !matches!(sees, Sees::Only(items) if items.is_empty())
}
