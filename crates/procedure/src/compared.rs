//! What answers are compared with, so that some are refused: the person who may answer can find it out by trying.

use crate::ids::{FactId, StepId};
use crate::model::{Item, Kind, Place, Procedure};

/// An answer that is refused or not because of something that the case holds already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// What is answered.
    pub answer: FactId,
    /// What it is compared with.
    pub with: Item,
    /// The key that says so.
    pub key: &'static str,
    /// The rule that has the key.
    pub place: Place,
    /// Nothing is refused as long as that is not known.
    pub once_known: bool,
    /// The step asks for that too. People who do not see it answer both, and are refused by their own answers alone.
    pub asked: bool,
}

impl Procedure {
    /// What the answers to a step are compared with. Every refusal of an answer that rests on the case must be one of these: the
    /// engine keeps the step from people who do not see them, and the checker says who that is. Where a case begins, nothing was
    /// known before.
    #[must_use]
    pub fn compared(&self, step: StepId) -> Vec<Comparison> {
        let rule = &self.steps[step];
        let mut all = Vec::new();
        if rule.begins {
            return all;
        }
        let always = |fact: FactId| self.facts[fact].question().is_some_and(|question| question.guard.is_empty());
        let asks = |fact: FactId| rule.asks.iter().any(|ask| ask.fact == fact && ask.required && always(fact));
        for ask in &rule.asks {
            let fact = &self.facts[ask.fact];
            let mut with = |key, others: &[FactId], once_known| {
                let of = |other: &FactId| Comparison {
                    answer: ask.fact,
                    with: Item::Fact(*other),
                    key,
                    place: fact.place,
                    once_known,
                    asked: once_known && asks(*other),
                };
                all.extend(others.iter().map(of));
            };
            with("among", &fact.among, false);
            with("not_among", &fact.not_among, false);
            with("not_before", fact.not_before.as_slice(), true);
            with("not_after", fact.not_after.as_slice(), true);
            if let Kind::Findings { of, .. } = fact.kind {
                with("of", &[of], true);
            }
        }
        for rules in &rule.independent_of {
            let Some(who) = rules.who else { continue };
            let facts = rules.facts.iter().map(|fact| Item::Fact(*fact));
            // A person who edits a letter that a step drafts counts as one who did it: only the timeline says who that was.
            let steps = rules.steps.iter().flat_map(|step| {
                let drafts = (!self.steps[*step].drafts.is_empty()).then_some(Item::Timeline);
                std::iter::once(Item::Step(*step)).chain(drafts)
            });
            let (key, place) = ("independent_of", rule.place);
            let of = |with| Comparison { answer: who, with, key, place, once_known: false, asked: false };
            all.extend(facts.chain(steps).map(of));
        }
        all
    }

    /// What something of a case is called, in quotation marks where it has a name.
    #[must_use]
    pub fn item_words(&self, item: Item) -> String {
        match item {
            Item::Fact(fact) => format!("“{}”", self.facts[fact].label),
            Item::Step(step) => format!("who did “{}”", self.steps[step].title),
            Item::Due(duty) => format!("when “{}” is due", self.duties[duty].title),
            Item::Letter(letter) => format!("“{}”", self.letters[letter].title),
            Item::Documents => "the documents".to_owned(),
            Item::Timeline => "the timeline".to_owned(),
        }
    }
}
