//! Whether everything that a letter must contain is certain to be known on every path that leads to it.

use biodivine_lib_bdd::Bdd;

use super::logic::Scope;
use super::space::Space;
use super::stages::whole;
use super::tables::{plural, plural_of};
use super::{Check, Proof};
use crate::ids::{FactId, LetterId, StageId, StepId};
use crate::model::{Content, Derivation, Source};
use crate::template::Piece;
use crate::words::{capital, list, quoted};

/// How many letters are looked at together: more make the diagrams larger, fewer make more of them.
const TOGETHER: usize = 3;

impl Check<'_> {
    /// Looks at every situation in which a letter goes out.
    pub(super) fn letters(&self) -> Proof {
        let p = self.procedure;
        let before = self.sink.len();
        let mut looked = 0.0;
        let all: Vec<LetterId> = p.letters.ids().collect();
        for some in all.chunks(TOGETHER) {
            let space = &Space::new(p, &Scope { letters: some.iter().copied().collect(), ..Scope::default() });
            for (id, step) in p.steps.iter() {
                let sends: Vec<LetterId> = step.letters.iter().copied().filter(|letter| some.contains(letter)).collect();
                let after = if sends.is_empty() { Vec::new() } else { space.after(id) };
                for letter in sends {
                    let guard = space.logic.guard(&p.letters[letter].guard);
                    let sent: Vec<(Option<StageId>, Bdd)> = after.iter().map(|(stage, set)| (*stage, set.and(&guard))).collect();
                    looked += sent.iter().map(|(_, set)| space.logic.count(set)).sum::<f64>();
                    self.letter(space, id, letter, &sent);
                }
            }
        }
        let faults = self.sink.len() - before;
        let of = if looked < 1.0 { String::new() } else { format!(": {} looked at", plural_of(looked, "situation")) };
        let words = match (faults, p.letters.len()) {
            (0, 0) => "No letter is sent".to_owned(),
            (0, _) => {
                format!("All that the {} must contain is known whenever they are sent{of}", plural(p.letters.len(), "letter"))
            }
            (many, _) => format!("{} of letters may be missing when they are sent{of}", plural(many, "content")),
        };
        let words = if p.letters.len() == 1 { words.replace("they are sent", "it is sent") } else { words };
        Proof { title: "Letters can be filled in".to_owned(), holds: faults == 0, words, combinations: whole(looked) }
    }

    /// Looks at one letter that a step sends.
    fn letter(&self, space: &Space<'_>, step: StepId, letter: LetterId, sent: &[(Option<StageId>, Bdd)]) {
        let p = self.procedure;
        let rule = &p.letters[letter];
        let all = space.logic.any(sent.iter().map(|(_, set)| set));
        for content in &rule.contains {
            let Some(block) = rule.template.block(&content.block) else { continue };
            for piece in &block.pieces {
                let (known, what, why) = match piece {
                    Piece::Fact(fact) => (space.logic.known(*fact).clone(), quoted(&p.facts[*fact].label), self.unsure(*fact)),
                    Piece::Due(duty) => {
                        let title = quoted(&p.duties[*duty].title);
                        let why = format!("The duty {} has a date only while it is or was owed.", quoted(&p.duties[*duty].name));
                        (space.logic.due(*duty), format!("the date by which {title} is due"), why)
                    }
                    _ => continue,
                };
                let bad = all.and_not(&known);
                if !bad.is_false() {
                    let words = format!("{} may not be known", capital(&what));
                    self.lacks(space, step, letter, Some(content), sent, &bad, &all.and(&known), &words, &why);
                }
            }
        }
        if !rule.addressed_to.is_empty() {
            let known = space.logic.any(rule.addressed_to.iter().flatten().map(|fact| space.logic.known(*fact)));
            let bad = all.and_not(&known);
            if !bad.is_false() {
                let words = "Nobody may be known to whom it is addressed";
                self.lacks(space, step, letter, None, sent, &bad, &all.and(&known), words, "");
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "all of it stands in the sentence")]
    fn lacks(
        &self,
        space: &Space<'_>,
        step: StepId,
        letter: LetterId,
        content: Option<&Content>,
        sent: &[(Option<StageId>, Bdd)],
        bad: &Bdd,
        good: &Bdd,
        words: &str,
        why: &str,
    ) {
        let p = self.procedure;
        let rule = &p.letters[letter];
        // Which facts are known is what is asked; the kind of case and the way say when they are not.
        let example = space.circumstances(&space.without_plain(bad), &space.without_plain(good));
        let here = example.as_ref().map_or_else(|| bad.clone(), |example| bad.and(&example.covers));
        let when = match &example {
            Some(example) if !example.tests.is_empty() => format!(", if {}", list(&example.tests, "and")),
            _ => String::new(),
        };
        let must = content.map_or_else(String::new, |content| format!("; the letter must say “{}”", content.label));
        let message =
            format!("{words} when the step {} sends the letter {}{when}{must}", quoted(&p.steps[step].name), quoted(&rule.name));
        let path = sent.iter().find_map(|(stage, set)| {
            let wanted = set.and(&here);
            if wanted.is_false() {
                return None;
            }
            let mut path = match stage {
                Some(stage) => space.path(*stage, &space.open(step, *stage).and(&space.before(step, &wanted))),
                None => Vec::new(),
            };
            path.push(step);
            Some(path)
        });
        let way = path.map_or_else(String::new, |path| format!("It happens after {}. ", space.path_words(&path)));
        let place = content.map_or(rule.place, |content| content.place);
        let fault = self.fault(place, content.map_or("addressed_to", |_| "contains"), message);
        let fault = fault.also(self.key_place(p.steps[step].place, "sends"), "this step sends it");
        self.sink.push(fault.help(format!("{way}{why}").trim_end().to_owned()));
    }

    /// Why a fact may not be known.
    fn unsure(&self, id: FactId) -> String {
        let p = self.procedure;
        let fact = &p.facts[id];
        match &fact.source {
            Source::Asked(question) => {
                let asks = |required: bool| {
                    let steps =
                        p.steps.iter().filter(|(_, step)| step.asks.iter().any(|ask| ask.fact == id && ask.required == required));
                    steps.map(|(_, step)| quoted(&step.title)).collect::<Vec<_>>()
                };
                let (must, may) = (asks(true), asks(false));
                let only = if question.guard.is_empty() {
                    String::new()
                } else {
                    format!(" It is asked only {}.", p.guard_words(&question.guard))
                };
                match (must.is_empty(), may.is_empty()) {
                    (true, true) => "No step asks for it.".to_owned(),
                    (true, false) => format!("It may be left empty in {}.{only}", list(&may, "and")),
                    (false, _) => format!("It must be answered only in {}.{only}", list(&must, "and")),
                }
            }
            Source::Derived(Derivation::Table(table, _)) => {
                format!("The table {} may answer nothing.", quoted(&p.tables[*table].name))
            }
            Source::Derived(Derivation::DayOf(_)) => "It is known once a step was taken.".to_owned(),
            Source::Derived(_) => "It follows from facts that may not be known.".to_owned(),
        }
    }
}
