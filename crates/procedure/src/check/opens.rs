//! Whether whatever a step opens can be begun: the other procedure's beginning step is told all that it must ask, and that is
//! certain to be known.

use std::sync::Arc;

use super::Check;
use super::logic::Scope;
use super::space::Space;
use crate::fault::{Faults, Sink};
use crate::ids::StepId;
use crate::model::{Fact, Given, Kind, Opens, Procedure, Test};
use crate::words::{list, quoted};

/// The faults of what a procedure opens; `versions` finds the versions of another procedure.
pub(crate) fn opened<'a>(procedure: &Procedure, versions: impl Fn(&str) -> Vec<&'a Arc<Procedure>>) -> Faults {
    let path = format!("{}/{}/procedure.md", procedure.head.id, procedure.head.version);
    let cx = Check { procedure, sink: Sink::new(&path, &procedure.text) };
    for (id, step) in procedure.steps.iter() {
        for opens in &step.opens {
            // A case is opened after this version came into force, under whichever version of the other holds then.
            let later = |other: &&&Arc<Procedure>| other.head.until.is_none_or(|until| until >= procedure.head.from);
            for other in versions(&opens.procedure).iter().filter(later) {
                cx.opens(id, opens, other);
            }
        }
    }
    cx.sink.finish()
}

impl Check<'_> {
    fn opens(&self, id: StepId, opens: &Opens, other: &Procedure) {
        let p = self.procedure;
        let step = &p.steps[id];
        let title = quoted(&other.head.title);
        let tell = |message: String, help: String| self.sink.push(self.fault(step.place, "opens", message).help(help));
        let begins: Vec<StepId> = other.steps.iter().filter(|(_, step)| step.begins).map(|(id, _)| id).collect();
        let begin = match &opens.begins {
            Some(name) => other.steps.id(name).filter(|step| begins.contains(step)),
            None => begins.first().copied().filter(|_| begins.len() == 1),
        };
        let Some(begin) = begin else {
            let names: Vec<String> = begins.iter().map(|step| quoted(&other.steps[*step].name)).collect();
            let message = match &opens.begins {
                Some(name) => format!("No step {} begins a case under {title}", quoted(name)),
                None => format!("Several steps begin a case under {title}, and `opens` does not say which"),
            };
            tell(message, format!("Write `begins` with one of {}.", list(&names, "and")));
            return;
        };
        let begin = &other.steps[begin];
        for (name, given) in &opens.gives {
            match other.facts.id(name) {
                None => tell(
                    format!("{title} has no fact {}, which `gives` names", quoted(name)),
                    "Name a fact of the procedure that is opened.".to_owned(),
                ),
                Some(fact) if !self.fits_given(&other.facts[fact], *given, opens) => tell(
                    format!(
                        "What `gives` says of {} does not fit: {title} wants a {} there",
                        quoted(name),
                        other.facts[fact].kind.noun()
                    ),
                    "Give a fact of the same kind, `\"this\"` for the case or `\"each\"` for the person or the point.".to_owned(),
                ),
                Some(_) => {}
            }
        }
        for ask in begin.asks.iter().filter(|ask| ask.required) {
            let wanted = &other.facts[ask.fact];
            // Whether a question with a condition is asked depends on what is given; it may stay open.
            if wanted.question().is_some_and(|question| !question.guard.is_empty()) {
                continue;
            }
            let given = opens.gives.iter().find(|(name, _)| *name == wanted.name);
            match given {
                None => tell(
                    format!(
                        "A case under {title} cannot be begun by the step {}: {} must ask for {}, which is not given",
                        quoted(&step.name),
                        quoted(&begin.title),
                        quoted(&wanted.name)
                    ),
                    format!(
                        "Give it: `gives = {{ {} = … }}`; or let the other step ask for it without needing an answer.",
                        wanted.name
                    ),
                ),
                Some((_, Given::Fact(fact))) => {
                    let space = Space::new(p, &Scope { known: vec![(id, *fact, opens.guard.clone())], ..Scope::default() });
                    let guard = space.logic.guard(&opens.guard);
                    let after = space.after(id);
                    let bad = after.iter().find(|(_, set)| !set.and(&guard).and_not(space.logic.known(*fact)).is_false());
                    if let Some((stage, set)) = bad {
                        let bad = set.and(&guard).and_not(space.logic.known(*fact));
                        let mut path = match stage {
                            Some(stage) => space.path(*stage, &space.open(id, *stage).and(&space.before(id, &bad))),
                            None => Vec::new(),
                        };
                        path.push(id);
                        tell(
                            format!(
                                "A case under {title} may not be begun by the step {}: it must be told {}, and {} may not be known",
                                quoted(&step.name),
                                quoted(&wanted.name),
                                quoted(&p.facts[*fact].label)
                            ),
                            format!("It happens after {}.", space.path_words(&path)),
                        );
                    }
                }
                Some(_) => {}
            }
        }
    }

    /// Whether what is given fits the fact that takes it.
    fn fits_given(&self, wanted: &Fact, given: Given, opens: &Opens) -> bool {
        let p = self.procedure;
        match given {
            Given::This => wanted.kind == Kind::Case,
            Given::Each => match opens.each.map(|each| &p.facts[each].kind) {
                Some(Kind::People) => matches!(wanted.kind, Kind::Person | Kind::People),
                Some(Kind::Points) => matches!(wanted.kind, Kind::Text { .. } | Kind::Points),
                Some(Kind::Number) => wanted.kind == Kind::Number,
                _ => false,
            },
            Given::Fact(fact) => {
                let here = &p.facts[fact];
                match (&here.kind, &wanted.kind) {
                    (Kind::Choice(here), Kind::Choice(there)) => {
                        let opened = |at: usize| {
                            let when = &opens.guard.when;
                            let allows = |test: &Test| test.fact != fact || test.allowed >> at & 1 == 1;
                            when.is_empty() || when.iter().any(|condition| condition.tests.iter().all(allows))
                        };
                        let fits = |name: &str| there.iter().any(|other| other.name == name);
                        here.iter().enumerate().all(|(at, choice)| !opened(at) || fits(&choice.name))
                    }
                    (Kind::Text { .. }, Kind::Text { .. }) | (Kind::Findings { .. }, Kind::Findings { .. }) => true,
                    (Kind::Person, Kind::People) => true,
                    (here, there) => here == there,
                }
            }
        }
    }
}
