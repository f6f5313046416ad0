//! What settings rule out: rules that stand in the document for a reading of the source that was not chosen.

use crate::ids::FactId;
use crate::model::{Condition, Derivation, Guard, Procedure, Source, Test};
use crate::words::quoted;

/// The settings of a procedure.
pub(super) struct Readings<'a> {
    procedure: &'a Procedure,
}

impl<'a> Readings<'a> {
    pub(super) fn new(procedure: &'a Procedure) -> Self {
        Self { procedure }
    }

    fn chosen(&self, fact: FactId) -> Option<u16> {
        match self.procedure.facts[fact].source {
            Source::Derived(Derivation::Setting { chosen, .. }) => Some(chosen),
            _ => None,
        }
    }

    /// The setting that keeps a guard from ever holding, whatever the facts are.
    pub(super) fn rules_out(&self, guard: &Guard) -> Option<FactId> {
        let none: Option<Vec<FactId>> = guard.when.iter().map(|condition| self.fails(condition)).collect();
        let when = none.and_then(|facts| facts.first().copied());
        when.or_else(|| guard.unless.iter().find_map(|condition| self.holds(condition)))
    }

    /// The setting that keeps a condition from holding.
    fn fails(&self, condition: &Condition) -> Option<FactId> {
        let excludes = |test: &&Test| self.chosen(test.fact).is_some_and(|chosen| test.allowed >> chosen & 1 == 0);
        condition.tests.iter().find(excludes).map(|test| test.fact)
    }

    /// The first of the settings that make a condition hold always.
    fn holds(&self, condition: &Condition) -> Option<FactId> {
        let allows = |test: &Test| self.chosen(test.fact).is_some_and(|chosen| test.allowed >> chosen & 1 == 1);
        condition.tests.iter().all(allows).then(|| condition.tests.first().map(|test| test.fact)).flatten()
    }

    /// What was chosen: ““Which clock” was set to “With the allocation””.
    pub(super) fn chosen_words(&self, setting: FactId) -> String {
        let fact = &self.procedure.facts[setting];
        let chosen = self.chosen(setting).and_then(|chosen| fact.choices().get(usize::from(chosen)));
        format!("{} was set to {}", quoted(&fact.label), quoted(chosen.map_or("", |choice| &choice.label)))
    }
}
