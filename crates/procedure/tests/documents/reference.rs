//! The examples of the language's reference are one procedure: it is read, and it holds.

use std::collections::BTreeMap;

use procedure::{Procedure, Sources};

pub(crate) const REFERENCE: &str = include_str!("../../../../docs/reference/procedure-language.md");

/// The template that the reference shows: the indented block after the sentence that names its file.
pub(crate) fn template() -> String {
    let (_, after) = REFERENCE.split_once("The template is `letters/response.md`:\n").unwrap();
    let lines = after.lines().skip(1).take_while(|line| line.is_empty() || line.starts_with("    "));
    lines.map(|line| line.trim_start_matches("    ").to_owned() + "\n").collect()
}

pub(crate) fn reference() -> Procedure {
    let letters = BTreeMap::from([("response.md".to_owned(), template())]);
    let sources = Sources { path: "procedure-language.md".to_owned(), text: REFERENCE.to_owned(), letters };
    Procedure::read(&sources).unwrap()
}

#[test]
fn the_reference_is_a_procedure_that_holds() {
    let report = procedure::check::check(&reference());
    assert!(report.holds(), "{:#?}\n{:#}", report.proofs, report.faults);
    insta::assert_debug_snapshot!(report.proofs);
}

#[test]
fn the_reference_shows_every_key() {
    // A key that no rule knows is answered with the keys that it does know.
    let kinds = [
        "role", "fact", "setting", "table", "stage", "step", "duty", "hold", "letter", "notice", "view", "mark", "report",
        "trail", "register",
    ];
    let rules: String = kinds.iter().map(|kind| format!("[{kind}.a]\nzzzzzzzzzz = 1\n")).collect();
    let text = format!("# All kinds\n\n```toml\n[procedure]\nzzzzzzzzzz = 1\n{rules}[asks-nothing]\nzzzzzzzzzz = 1\n```\n");
    let faults = Procedure::read(&Sources { path: "kinds.md".to_owned(), text, letters: BTreeMap::new() }).unwrap_err();
    let mut keys: Vec<&str> = Vec::new();
    for fault in faults.iter().filter(|fault| fault.message().contains("`zzzzzzzzzz`")) {
        keys.extend(fault.advice().unwrap().split('`').skip(1).step_by(2));
    }
    assert!(keys.len() > 60, "{keys:?}");
    keys.sort_unstable();
    keys.dedup();
    let shown = |key: &&str| REFERENCE.lines().any(|line| line.contains(&format!("{key} ")) && line.contains('='));
    let missing: Vec<&str> = keys.into_iter().filter(|key| !shown(key)).collect();
    assert!(missing.is_empty(), "the reference does not show {missing:?}");
}

#[test]
fn the_reference_is_explained() {
    insta::assert_snapshot!(procedure::explain::text(&reference()));
}

#[test]
fn the_reference_is_drawn() {
    insta::assert_snapshot!(procedure::diagram::svg(&reference()));
}

#[test]
fn a_document_with_the_line_ends_of_windows_reads_the_same() {
    let letters = BTreeMap::from([("response.md".to_owned(), template().replace('\n', "\r\n"))]);
    let text = REFERENCE.replace('\n', "\r\n");
    let procedure = Procedure::read(&Sources { path: "procedure-language.md".to_owned(), text: text.clone(), letters }).unwrap();
    assert_eq!(procedure::check::check(&procedure).proofs, procedure::check::check(&reference()).proofs);
    let place = procedure.duties.named("refer-on").unwrap().place;
    assert!(text[place.start..place.end].starts_with("[duty.refer-on]"));
    let blocks = |procedure: &Procedure| procedure.letters.named("response").unwrap().template.blocks.len();
    assert_eq!(blocks(&procedure), blocks(&reference()));
}
