//! Says in plain words what a procedure's parts are called.

use crate::ids::FactId;
use crate::model::{Condition, Fact, Guard, Kind, Party, Procedure, Test, UNKNOWN};
use crate::value::Value;

/// “a, b and c”
pub(crate) fn list(words: &[String], and: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} {and} {last}", rest.join(", ")),
    }
}

/// The same words with a small letter at the front, unless they start with a name in capitals.
pub(crate) fn small(words: &str) -> String {
    let mut chars = words.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() && !(first == 'I' && second == ' ') => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => words.to_owned(),
    }
}

/// “a complaint”, “an incident”
pub(crate) fn with_article(noun: &str) -> String {
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']);
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

impl Procedure {
    /// What people read for a value of a finite fact.
    #[must_use]
    pub fn value_label(&self, fact: &Fact, value: &Value) -> String {
        match value {
            Value::Choice(index) => {
                fact.choices().get(usize::from(*index)).map_or_else(String::new, |choice| choice.label.clone())
            }
            Value::Role(role) => self.roles.at(*role).map_or_else(String::new, |role| role.title.clone()),
            Value::Step(step) => self.steps.at(*step).map_or_else(String::new, |step| step.title.clone()),
            other => fact.value_name(self, other),
        }
    }

    /// Whom a rule means: “the parish clerk”, “whoever “Responder” names”.
    #[must_use]
    pub fn party_words(&self, party: Party) -> String {
        match party {
            Party::Role(role) => the(&self.roles[role].title),
            Party::Fact(fact) => {
                let fact = &self.facts[fact];
                match fact.kind {
                    Kind::Role => format!("whoever the table names as {}", quoted(&fact.label)),
                    Kind::People => format!("anyone named as {}", quoted(&fact.label)),
                    _ => format!("whoever is named as {}", quoted(&fact.label)),
                }
            }
        }
    }

    /// Whom a rule means, any of several.
    #[must_use]
    pub fn parties_words(&self, parties: &[Party]) -> String {
        list(&parties.iter().map(|party| self.party_words(*party)).collect::<Vec<_>>(), "or")
    }

    /// What a guard asks: “when the category is “Staff””, or nothing.
    #[must_use]
    pub fn guard_words(&self, guard: &Guard) -> String {
        let when = list(&guard.when.iter().map(|condition| self.condition_words(condition)).collect::<Vec<_>>(), "or");
        let unless = list(&guard.unless.iter().map(|condition| self.condition_words(condition)).collect::<Vec<_>>(), "or");
        match (when.is_empty(), unless.is_empty()) {
            (true, true) => String::new(),
            (false, true) => format!("when {when}"),
            (true, false) => format!("unless {unless}"),
            (false, false) => format!("when {when}, unless {unless}"),
        }
    }

    /// What a condition asks: “the category is “Staff” and “In time” is no”.
    #[must_use]
    pub fn condition_words(&self, condition: &Condition) -> String {
        list(&condition.tests.iter().map(|test| self.test_words(test)).collect::<Vec<_>>(), "and")
    }

    fn test_words(&self, test: &Test) -> String {
        let domain = self.facts[test.fact].domain();
        let values = (0..domain.len()).filter(|index| test.allowed >> index & 1 == 1).collect::<Vec<_>>();
        self.fact_is(test.fact, &values, test.allowed & UNKNOWN != 0)
    }

    /// That a finite fact has one of some values, by their positions, or is not known.
    pub(crate) fn fact_is(&self, id: FactId, positions: &[usize], unknown: bool) -> String {
        let fact = &self.facts[id];
        let domain = fact.domain();
        let mut values: Vec<String> = positions
            .iter()
            .filter_map(|position| domain.get(*position))
            .map(|value| match value {
                Value::YesNo(_) | Value::Limit(_) => self.value_label(fact, value),
                _ => quoted(&self.value_label(fact, value)),
            })
            .collect();
        if unknown {
            values.push("not known".to_owned());
        }
        format!("{} is {}", self.fact_words(fact), list(&values, "or"))
    }

    /// What a fact is called within a sentence.
    pub(crate) fn fact_words(&self, fact: &Fact) -> String {
        let question = fact.label.trim_end().ends_with('?');
        match fact.kind {
            Kind::YesNo => quoted(&fact.label),
            _ if question => format!("the answer to {}", quoted(&fact.label)),
            _ => the(&fact.label),
        }
    }
}

/// The same words in quotation marks.
pub(crate) fn quoted(words: &str) -> String {
    format!("“{words}”")
}

/// “the parish clerk”
pub(crate) fn the(title: &str) -> String {
    let title = small(title);
    if title.to_lowercase().starts_with("the ") { title } else { format!("the {title}") }
}
