//! `redress procedure check`: bad input is told with its place and a suggestion, and all of it at once.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that fails says so")]

mod common;

use common::{Said, change, say, started};

fn check(folder: &std::path::Path) -> Said {
    say(folder, &["procedure", "check", "parish", "--procedures", "procedures"])
}

#[test]
fn every_unknown_name_of_every_scenario_is_told_at_once() {
    let folder = started();
    change(folder.path(), "scenarios/first.feature", "the officer does", "the oficer does");
    change(folder.path(), "scenarios/first.feature", "the stage is \"closed\"", "the stage is \"shut\"");
    let more = "Feature: More\n  Scenario: Another\n    Given a complaint received on 2024-03-04\n      | subjekt | service |\n    Then \"anser\" is owed\n";
    std::fs::write(folder.path().join("procedures/parish/2026-04/scenarios/second.feature"), more).unwrap();
    let said = check(folder.path());
    assert_eq!(said.code, Some(1));
    insta::assert_snapshot!(said.err);
}

#[test]
fn a_feature_file_that_cannot_be_read_is_told() {
    let folder = started();
    std::fs::write(folder.path().join("procedures/parish/2026-04/scenarios/second.feature"), "Nonsense").unwrap();
    let said = check(folder.path());
    assert_eq!(said.code, Some(1));
    assert!(said.err.contains("parish/2026-04/scenarios/second.feature: This is no feature file"), "{}", said.err);
}

#[test]
fn rules_without_a_heading_and_tables_with_two_answers_or_none_are_told_at_once() {
    let folder = started();
    change(folder.path(), "procedure.md", "# The procedure\n", "```toml\n[role.lost]\n```\n\n# The procedure\n");
    let table = "## 5 Records\n\n```toml\n[table.who]\nby      = [\"subject\"]\ndecides = { who = \"role\" }\n```\n\n\
                 | subject | who     |\n|---------|---------|\n| service | officer |\n| any     | manager |\n\n\
                 ```toml\n[table.how]\nby      = [\"subject\"]\ndecides = { how = \"yes or no\" }\n```\n\n\
                 | subject | how |\n|---------|-----|\n| staff   | yes |\n";
    change(folder.path(), "procedure.md", "## 5 Records\n", table);
    let first = check(folder.path());
    assert_eq!(first.code, Some(1));
    assert!(first.err.contains("These rules stand under no heading"), "{}", first.err);
    // What is proved of a procedure is proved once it can be read.
    change(folder.path(), "procedure.md", "```toml\n[role.lost]\n```\n\n# The procedure\n", "# The procedure\n");
    let said = check(folder.path());
    assert_eq!(said.code, Some(1));
    insta::assert_snapshot!(said.err);
}

#[test]
fn versions_in_force_on_one_day_are_told() {
    let folder = started();
    let old = folder.path().join("procedures/parish/2026-04");
    let new = folder.path().join("procedures/parish/2027");
    for file in ["procedure.md", "letters/answer.md"] {
        std::fs::create_dir_all(new.join(file).parent().unwrap()).unwrap();
        let text = std::fs::read_to_string(old.join(file)).unwrap();
        let text =
            text.replace("version   = \"2026-04\"", "version   = \"2027\"").replace("from = 2026-04-01", "from = 2027-04-01");
        std::fs::write(new.join(file), text).unwrap();
    }
    let said = check(folder.path());
    assert_eq!(said.code, Some(1));
    assert!(said.err.contains("Versions 2026-04 and 2027 of “parish” are both in force on 2027-04-01"), "{}", said.err);
    assert!(said.err.contains("until = 2027-03-31"), "{}", said.err);
}
