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

/// The same words with a small letter at the front, unless they are a name: capitals further on say so.
pub(crate) fn small(words: &str) -> String {
    let mut chars = words.chars();
    let Some(first) = chars.next() else { return String::new() };
    let name = words == "I" || words.starts_with("I ") || chars.clone().any(char::is_uppercase);
    if name { words.to_owned() } else { first.to_lowercase().chain(chars).collect() }
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

    /// Whom a rule means: “the parish clerk”, “the responder”, “any of the reviewers”.
    #[must_use]
    pub fn party_words(&self, party: Party) -> String {
        match party {
            Party::Role(role) => the(&self.roles[role].title),
            Party::Fact(fact) => {
                let fact = &self.facts[fact];
                let name = fact.name.replace('-', " ");
                if fact.kind == Kind::People { format!("any of the {name}") } else { format!("the {name}") }
            }
        }
    }

    /// Whom a rule means, any of several.
    #[must_use]
    pub fn parties_words(&self, parties: &[Party]) -> String {
        self.parties_joined(parties, "or")
    }

    pub(crate) fn parties_joined(&self, parties: &[Party], and: &str) -> String {
        list(&parties.iter().map(|party| self.party_words(*party)).collect::<Vec<_>>(), and)
    }

    /// What a guard asks: “when the category is “Staff””, or nothing.
    #[must_use]
    pub fn guard_words(&self, guard: &Guard) -> String {
        let any = |conditions: &[Condition], word: &str| {
            conditions.iter().map(|condition| self.condition_words(condition)).collect::<Vec<_>>().join(&format!(", or {word} "))
        };
        let (when, unless) = (any(&guard.when, "when"), any(&guard.unless, "unless"));
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
            // As whoever acts is called: by the name, which is a noun.
            Kind::Role => format!("the {}", fact.name.replace('-', " ")),
            _ if question => format!("the answer to {}", quoted(&fact.label)),
            _ => the(&fact.label),
        }
    }
}

/// The same words with a capital at the front.
pub(crate) fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
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
