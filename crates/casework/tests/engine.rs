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
use casework::sight::of_role;
use casework::{Act, Attempt, Before, Entry, LinkRow, RefusalKind, Rules, State, derive, prepare, scenario};
use procedure::{Procedure, Sources, Value};

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

/// What a complaint names after these steps, each with its answers.
fn links(procedure: &Procedure, steps: &[(&str, &[(&str, &str)])]) -> Vec<(String, String)> {
    link_rows(procedure, steps).into_iter().map(|link| (link.fact, link.reference)).collect()
}

fn link_rows(procedure: &Procedure, steps: &[(&str, &[(&str, &str)])]) -> Vec<LinkRow> {
    let calendars = CalendarSet::embedded();
    let zone = calendar::london();
    let rules = Rules::new(procedure, calendars, &zone).unwrap();
    let entries = steps.iter().zip(1..).map(|((step, answers), seq)| {
        let at: jiff::Timestamp = format!("2017-03-06T09:{seq:02}:00Z").parse().unwrap();
        let facts = answers.iter().map(|(fact, case)| (procedure.facts.id(fact).unwrap(), Value::Case((*case).into()))).collect();
        let step = procedure.steps.id(step).unwrap();
        let act = Act::Step { step, facts, letters: Vec::new(), notices: Vec::new() };
        Entry { seq, happened: at, recorded: at, by: 1, role: None, act }
    });
    let entries: Vec<Entry> = entries.collect();
    let state = State::replay(rules, &entries);
    derive(rules, &entries, &state).links
}

#[test]
fn a_case_that_was_named_once_stays_tied_where_each_answer_is_a_new_one() {
    let parish = parish();
    let row = |fact: &str, case: &str| (fact.to_owned(), case.to_owned());
    let mut steps: Vec<(&str, &[(&str, &str)])> = vec![
        ("receive", &[]),
        ("discuss", &[("discussed", "B"), ("main", "X")]),
        ("discuss", &[("discussed", "A")]),
        ("discuss", &[("main", "Y")]),
        ("discuss", &[("discussed", "B")]),
    ];
    // Each once, in the order in which they were named first; of other facts the last word.
    assert_eq!(links(&parish, &steps), [row("discussed", "B"), row("discussed", "A"), row("main", "Y")]);
    // What is destroyed ties nothing.
    steps.push(("destroy", &[("main", "Y")]));
    steps.push(("discuss", &[("discussed", "C")]));
    assert_eq!(links(&parish, &steps), [row("discussed", "C"), row("main", "Y")]);
}

#[test]
fn a_link_says_which_sights_show_it() {
    let sources = Sources {
        path: "parish.md".to_owned(),
        text: PROCEDURE.replace("except = [\"secret\"]", "except = [\"secret\", \"main\"]"),
        letters: [("answer.md".to_owned(), include_str!("fixtures/answer.md").to_owned())].into(),
    };
    let parish = Procedure::read(&sources).unwrap_or_else(|faults| panic!("{faults}"));
    let steps: [(&str, &[(&str, &str)]); 2] = [("receive", &[]), ("discuss", &[("discussed", "B"), ("main", "X")])];
    let rows = link_rows(&parish, &steps).into_iter().map(|link| (link.fact, link.sights));
    // The widest sight comes first: that of the clerk, to whom the chair's is second.
    assert_eq!(rows.collect::<Vec<_>>(), [("discussed".to_owned(), vec![0, 1]), ("main".to_owned(), vec![0])]);
}

#[test]
fn a_step_that_a_view_leaves_out_is_hidden_also_where_the_timeline_is_shown() {
    for (view, shown) in [
        ("except = [\"secret\"]", [true, true, true]),
        ("except = [\"secret\", \"step.discuss\"]", [true, false, true]),
        ("except = [\"secret\", \"step.discuss\", \"timeline\"]", [true, false, false]),
    ] {
        let text = PROCEDURE.replace("except = [\"secret\"]", view);
        let sources = Sources {
            path: "parish.md".to_owned(),
            text,
            letters: [("answer.md".to_owned(), include_str!("fixtures/answer.md").to_owned())].into(),
        };
        let parish = Procedure::read(&sources).unwrap_or_else(|faults| panic!("{faults}"));
        let zone = calendar::london();
        let rules = Rules::new(&parish, CalendarSet::embedded(), &zone).unwrap();
        let state = State::replay(rules, &[]);
        let sight = of_role(&parish, &state, parish.roles.id("chair").unwrap()).unwrap();
        let step = |name: &str| sight.step(parish.steps.id(name).unwrap());
        assert_eq!([step("receive"), step("discuss"), sight.timeline()], shown, "{view}");
    }
}

#[test]
fn a_part_is_of_one_whole() {
    let text = PROCEDURE
        .replace("about     = [\"category\"]", "about     = [\"category\"]\npart_of   = \"parish\"\nwhole     = \"discussed\"");
    let sources = Sources {
        path: "parish.md".to_owned(),
        text,
        letters: [("answer.md".to_owned(), include_str!("fixtures/answer.md").to_owned())].into(),
    };
    let parts = Procedure::read(&sources).unwrap_or_else(|faults| panic!("{faults}"));
    let steps: [(&str, &[(&str, &str)]); 3] =
        [("receive", &[]), ("discuss", &[("discussed", "B")]), ("discuss", &[("discussed", "A")])];
    assert_eq!(links(&parts, &steps), [("discussed".to_owned(), "A".to_owned())]);
}

/// A complaint that was received and drafted at these times.
fn drafted(procedure: &Procedure, times: [&str; 2]) -> Vec<Entry> {
    let step = |name: &str| procedure.steps.id(name).unwrap();
    let text = (procedure.facts.id("text").unwrap(), Value::text("Sorry."));
    let category = (procedure.facts.id("category").unwrap(), Value::Choice(0));
    let all = [("receive", vec![category]), ("draft", vec![text])].into_iter().zip(times).zip(1..);
    all.map(|(((name, facts), at), seq)| {
        let at: jiff::Timestamp = at.parse().unwrap();
        let act = Act::Step { step: step(name), facts, letters: Vec::new(), notices: Vec::new() };
        Entry { seq, happened: at, recorded: at, by: 1, role: procedure.roles.id("clerk"), act }
    })
    .collect()
}

#[test]
fn a_case_goes_on_although_a_clock_once_ran_ahead() {
    let procedure = parish();
    let zone = calendar::london();
    let rules = Rules::new(&procedure, CalendarSet::embedded(), &zone).unwrap();
    let entries = drafted(&procedure, ["2017-03-06T09:30:00Z", "2018-04-11T09:30:00Z"]);
    let state = State::replay(rules, &entries);
    let directory = casework::Directory::default();
    let grants = vec![casework::Grant { role: "chair".into(), site: None }];
    let actor = casework::Actor { person: 2, grade: None, grants };
    let before = Before { reference: "P/1", entries: &entries, state: &state, others: &casework::NO_OTHERS };
    let times = |happened: &str, now: &str| {
        let attempt = Attempt {
            step: procedure.steps.id("send-answer").unwrap(),
            happened: happened.parse().unwrap(),
            answers: std::collections::BTreeMap::new(),
        };
        let refused = prepare(rules, &directory, before, &actor, &attempt, now.parse().unwrap()).err().unwrap_or_default();
        let times = refused.into_iter().filter(|refusal| refusal.kind == RefusalKind::Time);
        times.map(|refusal| refusal.in_full().to_owned()).collect::<Vec<_>>()
    };
    let now = "2017-03-08T09:30:00Z";
    assert_eq!(times(now, now), Vec::<String>::new());
    assert_eq!(times("2017-03-07T09:30:00Z", now), Vec::<String>::new());
    // What is known to be true still holds: nothing before the case began, nor in the future.
    assert_eq!(times("2017-03-05T09:30:00Z", now).len(), 1);
    assert_eq!(times("2017-03-09T09:30:00Z", now).len(), 1);
    // Once that day has come, it is as true as any other.
    assert_eq!(times("2018-04-10T09:30:00Z", "2018-04-12T09:30:00Z").len(), 1);
}

#[test]
fn what_was_recorded_before_cannot_have_happened_later() {
    let procedure = parish();
    let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap();
    let mut entries = drafted(&procedure, ["2018-04-11T09:30:00Z", "2017-03-08T09:30:00Z"]);
    let mut caught_up = drafted(&procedure, ["2017-03-06T09:30:00Z", "2017-03-05T09:30:00Z"]);
    caught_up[1].recorded = at("2017-03-08T09:30:00Z");
    assert!(casework::put_right(&mut entries));
    assert_eq!(entries[0].happened, at("2017-03-08T09:30:00Z"));
    assert_eq!(entries[0].recorded, at("2018-04-11T09:30:00Z"), "the record says what it said");
    assert!(!casework::put_right(&mut entries));
    // What is recorded late is not touched.
    assert!(!casework::put_right(&mut caught_up));
}
