//! `redress simulate`: what limits come to with so many people; the same seed, the same result.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that fails says so")]

mod common;

use common::{Said, say, started};

fn simulate(folder: &std::path::Path, more: &[&str]) -> Said {
    let mut arguments = vec!["simulate", "parish", "--procedures", "procedures", "--cases", "500", "--from", "2026-04-01"];
    arguments.extend(more);
    say(folder, &arguments)
}

#[test]
fn it_shows_where_limits_break() {
    let folder = started();
    let said = simulate(folder.path(), &["--seed", "7", "--staff", "officer=1,manager=2", "--takes", "answer=240"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    insta::assert_snapshot!(said.out);
}

#[test]
fn the_same_seed_gives_the_same_result_and_another_seed_another() {
    let folder = started();
    let out = |seed| simulate(folder.path(), &["--seed", seed, "--json"]).out;
    let once = out("1");
    assert_eq!(once, out("1"));
    assert_ne!(once, out("2"));
    let json: serde_json::Value = serde_json::from_str(&once).unwrap();
    assert_eq!(json["cases"], 500);
    assert_eq!(json["duties"][0]["name"], "acknowledge");
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let folder = started();
    let said = simulate(folder.path(), &["--staff", "oficer=2,manager", "--takes", "anser=1", "--per-day", "many"]);
    assert_eq!(said.code, Some(2));
    insta::assert_snapshot!(said.err);
}
