//! What the engine does with holds, extensions, recurring duties, repeats and independence, on a procedure made for it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that fails says so"
)]

use calendar::CalendarSet;
use casework::scenario;
use procedure::{Procedure, Sources};

const PROCEDURE: &str = include_str!("fixtures/parish.md");
const SCENARIOS: &str = include_str!("fixtures/parish.feature");

fn parish() -> Procedure {
    let sources = Sources {
        path: "parish.md".to_owned(),
        text: PROCEDURE.to_owned(),
        letters: [("answer.md".to_owned(), include_str!("fixtures/answer.md").to_owned())].into(),
    };
    Procedure::read(&sources).unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn every_scenario_holds() {
    let outcomes = scenario::run(&parish(), CalendarSet::embedded(), SCENARIOS).unwrap();
    let failures: Vec<String> = outcomes
        .iter()
        .filter_map(|outcome| {
            outcome
                .failure
                .as_ref()
                .map(|failure| format!("{}:{}\n  {}\n  {}", outcome.scenario, failure.line, failure.step, failure.why))
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(outcomes.len() >= 12, "{} scenarios ran", outcomes.len());
}

#[test]
fn a_scenario_that_says_what_is_not_so_fails_at_its_line() {
    let wrong = "Feature: Wrong\n  Scenario: A date that is not so\n    Given a complaint received on 2017-03-06 at 09:30\n    Then \"answer\" is due on 2017-03-07\n";
    let outcomes = scenario::run(&parish(), CalendarSet::embedded(), wrong).unwrap();
    let failure = outcomes[0].failure.as_ref().unwrap();
    assert_eq!((failure.line, failure.why.as_str()), (4, "it is 2017-03-20"));
}

#[test]
fn a_scenario_that_names_what_there_is_not_says_what_there_is() {
    let wrong = "Feature: Wrong\n  Scenario: A step that there is not\n    Given a complaint received on 2017-03-06\n    When the clerk does \"answr\" on 2017-03-07\n";
    let outcomes = scenario::run(&parish(), CalendarSet::embedded(), wrong).unwrap();
    let why = &outcomes[0].failure.as_ref().unwrap().why;
    assert!(why.contains("no step “answr”") && why.contains("send-answer"), "{why}");
}
