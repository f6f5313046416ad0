//! Whether everyone who acts, owes or is told has a view, and can see the case when it is their turn.

use std::collections::BTreeSet;

use biodivine_lib_bdd::Bdd;

use super::logic::Scope;
use super::space::Space;
use super::stages::whole;
use super::tables::{plural, plural_of};
use super::{Check, Finding, Proof};
use crate::compared::Comparison;
use crate::ids::{FactId, RoleId, StageId, StepId, ViewId};
use crate::model::{Guard, Item, Kind, Party, Sees, Step, View};
use crate::value::Value;
use crate::words::{list, quoted};

impl Check<'_> {
    /// Looks at each role that acts, owes or is told.
    pub(super) fn sight(&self, findings: &mut Vec<Finding>) -> Proof {
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
        self.compared_seen(findings);
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

    /// Where an answer is compared with something, the step is closed to people who do not see that: what is refused would tell
    /// it otherwise. Those who never see it may not be named as people who take the step.
    fn compared_seen(&self, findings: &mut Vec<Finding>) {
        let p = self.procedure;
        let mut all: Vec<(Comparison, Vec<StepId>)> = Vec::new();
        for step in p.steps.ids() {
            for one in p.compared(step).into_iter().filter(|one| !one.asked) {
                match all.iter_mut().find(|(other, _)| *other == one) {
                    Some((_, steps)) => steps.push(step),
                    None => all.push((one, vec![step])),
                }
            }
        }
        all.sort_by_key(|(one, _)| one.place.start);
        for (one, steps) in all {
            self.compared_in(&one, &steps, findings);
        }
    }

    fn compared_in(&self, one: &Comparison, steps: &[StepId], findings: &mut Vec<Finding>) {
        let p = self.procedure;
        let (mut never, mut sometimes) = (BTreeSet::new(), BTreeSet::new());
        for step in steps {
            for party in &p.steps[*step].by {
                let of_step = |who: Party, name: &str| match self.hides(one, *step, who) {
                    Hides::Never => None,
                    Hides::Sometimes => Some((false, quoted(name))),
                    Hides::Always => Some((true, quoted(name))),
                };
                let found: Vec<(bool, String)> = match party {
                    Party::Fact(fact) if matches!(p.facts[*fact].kind, Kind::Person | Kind::People) => {
                        of_step(*party, &p.facts[*fact].name).into_iter().collect()
                    }
                    _ => {
                        let roles = p.roles.iter().filter(|(role, _)| self.is(*party, *role));
                        roles.filter_map(|(role, rule)| of_step(Party::Role(role), &rule.name)).collect()
                    }
                };
                for (always, name) in found {
                    let _ = if always { never.insert(name) } else { sometimes.insert(name) };
                }
            }
        }
        let (answer, with) = (&p.facts[one.answer].name, self.item(one.with));
        let why = match one.with {
            Item::Fact(fact) if matches!(p.facts[fact].kind, Kind::Date | Kind::Instant) => {
                "which days it refuses would tell what is hidden"
            }
            Item::Fact(fact) if matches!(p.facts[fact].kind, Kind::Points) => "how many it wants would tell what is hidden",
            _ => "whom it refuses would tell who is hidden",
        };
        if !never.is_empty() {
            let who = list(&never.into_iter().collect::<Vec<_>>(), "and");
            let message = format!("{who} may be asked for “{answer}” and never see {with} then: {why}");
            let help = format!("Let a view of {who} show {with}, or take {with} out of `{}`.", one.key);
            self.sink.push(self.fault(one.place, one.key, message).help(help));
        }
        if !sometimes.is_empty() {
            let who = list(&sometimes.into_iter().collect::<Vec<_>>(), "and");
            let steps: Vec<String> = steps.iter().map(|step| quoted(&p.steps[*step].title)).collect();
            let words = format!(
                "As long as {who} do not see {with}, {} closed to them, since “{answer}” is compared with it: {why}.",
                list(&steps, "and") + if steps.len() == 1 { " is" } else { " are" }
            );
            let title = "A step that is closed to people who do not see what it compares".to_owned();
            findings.push(Finding { title, words, places: vec![one.place] });
        }
    }

    /// Something of a case as a document writes it.
    fn item(&self, item: Item) -> String {
        let p = self.procedure;
        match item {
            Item::Fact(fact) => quoted(&p.facts[fact].name),
            Item::Step(step) => quoted(&format!("step.{}", p.steps[step].name)),
            Item::Due(duty) => quoted(&format!("{}.due", p.duties[duty].name)),
            Item::Letter(letter) => quoted(&format!("letter.{}", p.letters[letter].name)),
            Item::Documents => quoted("documents"),
            Item::Timeline => quoted("timeline"),
        }
    }

    /// Whether what an answer is compared with can be hidden from somebody when it is their turn to take a step.
    fn hides(&self, one: &Comparison, step: StepId, who: Party) -> Hides {
        let p = self.procedure;
        let theirs = |view: &View| match who {
            Party::Role(role) => view.roles.contains(&role),
            Party::Fact(fact) => view.people.contains(&fact),
        };
        let always = |view: &View| view.when.is_empty() && view.sees_all().all(|sees| shows_item(sees, one.with));
        if p.views.iter().any(|(_, view)| theirs(view) && always(view)) {
            return Hides::Never;
        }
        let (ids, views): (Vec<ViewId>, Vec<&View>) = p.views.iter().filter(|(_, view)| theirs(view)).unzip();
        let known = match one.with {
            Item::Fact(fact) if one.once_known => vec![(step, fact, Guard::default())],
            _ => Vec::new(),
        };
        let views_and_steps = ids.iter().map(|view| (*view, vec![step])).collect();
        let space = &Space::new(p, &Scope { views: views_and_steps, known, ..Scope::default() });
        let any = |shows: &dyn Fn(&Sees) -> bool| {
            views.iter().fold(space.logic.none.clone(), |any, view| any.or(&seen(space, view, shows)))
        };
        let shown = any(&|sees| shows_item(sees, one.with));
        let hidden = any(&shows).and_not(&shown);
        let known = match one.with {
            Item::Fact(fact) if one.once_known => space.logic.known(fact).clone(),
            _ => space.logic.all.clone(),
        };
        let named = match who {
            Party::Role(_) => space.same(&[who], &p.steps[step].by),
            Party::Fact(_) => space.logic.all.clone(),
        };
        let turns: Vec<Bdd> = p.stages.ids().map(|stage| space.open(step, stage).and(&named)).collect();
        if turns.iter().all(|turn| turn.and(&hidden).and(&known).is_false()) {
            Hides::Never
        } else if turns.iter().any(|turn| !turn.and(&shown.or(&known.not())).is_false()) {
            Hides::Sometimes
        } else {
            Hides::Always
        }
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

/// Whether something is hidden when it is somebody's turn.
enum Hides {
    Never,
    Sometimes,
    Always,
}

/// Whether something of a case is seen. A list that names the timeline names every step.
fn shows_item(sees: &Sees, item: Item) -> bool {
    match sees {
        Sees::AllBut(items) => !items.contains(&item),
        Sees::Only(items) => items.contains(&item) || (matches!(item, Item::Step(_)) && items.contains(&Item::Timeline)),
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
