//! Replaying a case of twenty entries and computing its duties, beside merely walking over the same entries.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that fails says so"
)]

use calendar::CalendarSet;
use casework::{Act, Entry, Rules, State, derive, duties};
use divan::{Bencher, black_box};
use jiff::{SignedDuration, Timestamp};
use procedure::{Procedure, Sources, Value};
use serde_json::{Value as Json, json};

fn main() {
    divan::main();
}

fn procedure() -> Procedure {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures/detention-complaints/2017-02");
    let letters = std::fs::read_dir(folder.join("letters")).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap())
    });
    let text = std::fs::read_to_string(folder.join("procedure.md")).unwrap();
    Procedure::read(&Sources { path: "procedure.md".to_owned(), text, letters: letters.collect() }).unwrap()
}

fn entries(procedure: &Procedure) -> Vec<Entry> {
    let mut at: Timestamp = "2017-03-06T09:30:00Z".parse().unwrap();
    let mut all: Vec<Entry> = Vec::new();
    let mut add = |step: &str, facts: Json| {
        at += SignedDuration::from_hours(7);
        let facts: Vec<_> = facts
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, value)| {
                let id = procedure.facts.id(name).unwrap_or_else(|| panic!("no fact {name}"));
                (id, procedure.value_from_json(&procedure.facts[id], value).unwrap())
            })
            .collect();
        let step = procedure.steps.id(step).unwrap_or_else(|| panic!("no step {step}"));
        let seq = u32::try_from(all.len()).unwrap() + 1;
        all.push(Entry {
            seq,
            happened: at,
            recorded: at,
            by: 1,
            role: None,
            act: Act::Step { step, facts, letters: vec![], notices: vec![] },
        });
    };
    add(
        "find",
        json!({ "category": "service-delivery", "place": 1, "setting": "removal-centre", "nation": "england", "escort": false, "received": "2017-03-06",
            "urgent": false, "anonymous": false, "complainant-name": "A Person", "made-by": "detained", "incident": "2017-03-01",
            "needs-translation": false, "board-withheld": false, "statement": "What was said, at some length, as people write it." }),
    );
    add("scan", json!({ "board-copied": true, "original-filed": "Complaints file" }));
    add("send-to-hub", json!({ "category": "service-delivery" }));
    add("log", json!({ "number-kind": "cid", "number": "123" }));
    add("allocate", json!({ "category": "service-delivery" }));
    add("assign", json!({ "investigator": 2, "points": ["The bag was lost", "Nobody wrote it down"] }));
    add("acknowledge", json!({}));
    for _ in 0..8 {
        add("record-evidence", json!({ "evidence": "Spoke to the officer on duty, and read the log of the day." }));
    }
    add(
        "draft",
        json!({ "investigation": "What was done", "findings": ["substantiated", "not-substantiated"], "action": "What will be done" }),
    );
    add("approve", json!({}));
    add("respond", json!({}));
    add("record-outcome", json!({ "quality": "good" }));
    add("close", json!({}));
    assert_eq!(all.len(), 20);
    all
}

#[divan::bench]
fn baseline_walk_over_the_entries(bencher: Bencher<'_, '_>) {
    let procedure = procedure();
    let entries = entries(&procedure);
    bencher.bench(|| {
        let mut facts: Vec<Option<Value>> = vec![None; procedure.facts.len()];
        for entry in black_box(&entries) {
            if let Act::Step { facts: new, .. } = &entry.act {
                for (id, value) in new {
                    facts[procedure::Id::index(*id)] = Some(value.clone());
                }
            }
        }
        facts
    });
}

#[divan::bench]
fn replay_and_duties_of_twenty_entries(bencher: Bencher<'_, '_>) {
    let procedure = procedure();
    let entries = entries(&procedure);
    let zone = calendar::london();
    let rules = Rules::new(&procedure, CalendarSet::embedded(), &zone).unwrap();
    bencher.bench(|| {
        let state = State::replay(rules, black_box(&entries));
        duties(rules, &entries, &state)
    });
}

#[divan::bench]
fn derive_rows_of_twenty_entries(bencher: Bencher<'_, '_>) {
    let procedure = procedure();
    let entries = entries(&procedure);
    let zone = calendar::london();
    let rules = Rules::new(&procedure, CalendarSet::embedded(), &zone).unwrap();
    let state = State::replay(rules, &entries);
    bencher.bench(|| derive(rules, black_box(&entries), &state));
}
