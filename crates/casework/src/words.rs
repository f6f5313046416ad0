//! Values and conditions in plain words.

use calendar::{clock_time, long_date};
use procedure::{Condition, Fact, FactId, Guard, Kind, Procedure, Test, Value};

use crate::directory::Directory;
use crate::state::{Facts, Rules};

/// A value as people read it.
#[must_use]
pub fn value(rules: Rules<'_>, directory: &Directory, fact: &Fact, value: &Value) -> String {
    let choice = |at: u16| fact.choices().get(usize::from(at)).map_or_else(String::new, |choice| choice.label.clone());
    match value {
        Value::Choice(at) => choice(*at),
        Value::YesNo(true) => "Yes".to_owned(),
        Value::YesNo(false) => "No".to_owned(),
        Value::Text(text) | Value::Case(text) => text.to_string(),
        Value::Date(date) => long_date(*date),
        Value::Instant(at) => {
            let at = at.to_zoned(rules.zone.clone());
            format!("{} at {}", long_date(at.date()), clock_time(at.time()))
        }
        Value::Money(pence) => format!("£{}.{:02}", pence / 100, (pence % 100).abs()),
        Value::Number(number) => number.to_string(),
        Value::Person(id) => directory.person_name(*id).to_owned(),
        Value::People(ids) => ids.iter().map(|id| directory.person_name(*id)).collect::<Vec<_>>().join(", "),
        Value::Organisation(id) => directory.organisation_name(*id).to_owned(),
        Value::Site(id) => directory.site_name(*id).to_owned(),
        Value::Points(points) => {
            points.iter().enumerate().map(|(at, point)| format!("{}. {point}", at + 1)).collect::<Vec<_>>().join("\n")
        }
        Value::Findings(findings) => findings
            .iter()
            .enumerate()
            .map(|(at, found)| format!("{}. {}", at + 1, choice(*found)))
            .collect::<Vec<_>>()
            .join("\n"),
        Value::Role(role) => rules.procedure.roles.at(*role).map_or_else(String::new, |role| role.title.clone()),
        Value::Limit(limit) => limit.to_string(),
        Value::Step(step) => rules.procedure.steps.at(*step).map_or_else(String::new, |step| step.title.clone()),
    }
}

/// A value where nothing says what it is, in a line of what a case is about: a date with its label, “yes” as what is so, and nothing
/// for “no”.
#[must_use]
pub fn mention(rules: Rules<'_>, directory: &Directory, fact: &Fact, given: &Value) -> Option<String> {
    match given {
        Value::YesNo(true) => Some(fact.label.clone()),
        Value::YesNo(false) => None,
        Value::Date(_) | Value::Instant(_) | Value::Number(_) => {
            Some(format!("{}: {}", fact.label, value(rules, directory, fact, given)))
        }
        _ => {
            let text = value(rules, directory, fact, given);
            Some(if matches!(text.as_str(), "Yes" | "No") { format!("{}: {text}", fact.label) } else { text })
        }
    }
}

/// A text as it is compared with others: without regard to capitals and spaces.
#[must_use]
pub fn folded(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Joins words as a sentence does: “a, b or c”.
#[must_use]
pub fn list(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// Why a guard does not hold, as a sentence; none when it holds.
#[must_use]
pub fn refusal(procedure: &Procedure, facts: &Facts, guard: &Guard) -> Option<String> {
    if facts.allow(guard) {
        return None;
    }
    if let Some(hit) = guard.unless.iter().find(|condition| facts.meet(condition)) {
        return Some(format!("This is not open when {}.", condition(procedure, hit)));
    }
    let wanted: Vec<String> = guard.when.iter().map(|one| condition(procedure, one)).collect();
    Some(format!("This is open only when {}.", list(&wanted, "or when")))
}

/// A condition in words: “category is service delivery or minor misconduct and in time is no”.
#[must_use]
pub fn condition(procedure: &Procedure, condition: &Condition) -> String {
    condition_as(procedure, condition, &|fact| procedure.facts[fact].label.clone())
}

/// A condition in words, where facts are called as whoever reads it knows them: by the columns of a sheet, say.
#[must_use]
pub fn condition_as(procedure: &Procedure, condition: &Condition, called: &dyn Fn(FactId) -> String) -> String {
    let tests: Vec<String> = condition.tests.iter().map(|test| test_words(procedure, *test, called)).collect();
    list(&tests, "and")
}

fn test_words(procedure: &Procedure, test: Test, called: &dyn Fn(FactId) -> String) -> String {
    let fact = &procedure.facts[test.fact];
    let mut names: Vec<String> = fact
        .domain()
        .iter()
        .filter(|value| fact.position(value).is_some_and(|at| test.allowed & 1u64.checked_shl(at).unwrap_or(0) != 0))
        .map(|value| match (&fact.kind, value) {
            (Kind::Choice(choices), Value::Choice(at)) => {
                choices.get(usize::from(*at)).map_or_else(String::new, |choice| format!("“{}”", choice.label))
            }
            (_, Value::Role(role)) => procedure.roles.at(*role).map_or_else(String::new, |role| role.title.clone()),
            (_, value) => fact.value_name(procedure, value),
        })
        .collect();
    if test.allowed & procedure::UNKNOWN != 0 {
        names.push("not known".to_owned());
    }
    format!("“{}” is {}", called(test.fact), list(&names, "or"))
}
