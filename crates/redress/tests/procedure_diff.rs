//! `redress procedure diff`: what changed, in plain words.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that fails says so")]

mod common;

use std::path::Path;

use common::{change, say, started};

/// The procedure that was started, and a later version of it.
fn two_versions() -> tempfile::TempDir {
    let folder = started();
    let old = folder.path().join("procedures/parish/2026-04");
    let new = folder.path().join("procedures/parish/2027");
    copy(&old, &new);
    change(
        folder.path(),
        "procedure.md",
        "in_force  = { from = 2026-04-01 }",
        "in_force  = { from = 2026-04-01, until = 2027-03-31 }",
    );
    let path = new.join("procedure.md");
    let mut text = std::fs::read_to_string(&path).unwrap();
    for (from, to) in [
        ("version   = \"2026-04\"", "version   = \"2027\""),
        ("in_force  = { from = 2026-04-01 }", "in_force  = { from = 2027-04-01 }"),
        ("within = \"3 working days\"", "within = \"5 working days\""),
        ("owner  = \"manager\"", "owner  = [\"manager\", \"officer\"]"),
        ("by     = [\"officer\", \"manager\"]", "by     = \"officer\""),
        ("[view.manager]\nsees = \"everything\"", "[view.manager]\nsees = \"everything\"\nexcept = \"complainant\""),
    ] {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text = text.replace(from, to);
    }
    std::fs::write(path, text).unwrap();
    let letter = new.join("letters/answer.md");
    let text = std::fs::read_to_string(&letter).unwrap();
    std::fs::write(&letter, text.replace("within 28 days", "within 20 working days")).unwrap();
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let place = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &place);
        } else {
            std::fs::copy(&path, &place).unwrap();
        }
    }
}

#[test]
fn what_changed_is_said_under_the_headings_of_the_newer_document() {
    let folder = two_versions();
    let said = say(folder.path(), &["procedure", "diff", "parish", "2026-04", "2027", "--procedures", "procedures"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    insta::assert_snapshot!(said.out);
}

#[test]
fn backwards_it_says_the_opposite() {
    let folder = two_versions();
    let said = say(folder.path(), &["procedure", "diff", "parish", "2027", "2026-04", "--procedures", "procedures"]);
    assert!(said.out.contains("Acknowledge the complaint: 3 working days, before 5 working days."), "{}", said.out);
    assert!(said.out.contains("The complaints manager now also sees “Complainant”"), "{}", said.out);
}

#[test]
fn programs_read_it_as_json() {
    let folder = two_versions();
    let said = say(folder.path(), &["procedure", "diff", "parish", "2026-04", "2027", "--json", "--procedures", "procedures"]);
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let changes: Vec<&serde_json::Value> =
        json["sections"].as_array().unwrap().iter().flat_map(|section| section["changes"].as_array().unwrap()).collect();
    let limit = changes.iter().find(|change| change["aspect"] == "limit").unwrap();
    assert_eq!((&limit["before"], &limit["after"]), (&"3 working days".into(), &"5 working days".into()));
    assert_eq!(json["sections"][0]["citation"], "paragraph 1");
}

#[test]
fn a_version_that_there_is_not_is_told_with_those_that_there_are() {
    let folder = two_versions();
    let said = say(folder.path(), &["procedure", "diff", "parish", "2025", "2028", "--procedures", "procedures"]);
    assert_eq!(said.code, Some(2));
    assert_eq!(said.err, "redress: “parish” has no version “2025” and no version “2028”: it has 2026-04, 2027\n");
    let said = say(folder.path(), &["procedure", "diff", "parsh", "2025", "2028", "--procedures", "procedures"]);
    assert!(said.err.contains("there is no procedure “parsh”: there are"), "{}", said.err);
}
