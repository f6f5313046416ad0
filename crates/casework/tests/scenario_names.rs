//! Names that scenarios use and the procedure does not have: all told at once, each with its line and what was meant.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that fails says so"
)]

use std::path::Path;

use casework::scenario_names::unknown_names;
use procedure::{Procedure, Sources};

fn parish() -> Procedure {
    let letters = [("answer.md".to_owned(), include_str!("fixtures/answer.md").to_owned())].into();
    let text = include_str!("fixtures/parish.md").to_owned();
    Procedure::read(&Sources { path: "parish.md".to_owned(), text, letters }).unwrap()
}

#[test]
fn every_unknown_name_is_told_with_its_line_and_what_was_meant() {
    let wrong = r#"Feature: Wrong
  Scenario: One
    Given a complaint received on 2017-03-06 by the clrk through "recieve"
      | statment | Nobody came. |
    When the senior clark does "answr" on 2017-03-07
      | nonsense | x |
    Then "anser" is due on 2017-03-07
    And "answer" is owed by the chaire
    And "statmnt" is "x"
    And the stage is "recieved"
  Scenario: Two
    Given a complaint received on 2017-03-06
    Then the letter "anwser" was sent
    And the notice "cpy" was sent to the bord
    And the chir may not "pauze" because "again"
    And the clerk sees "letter.anwser"
    And the clerk does not see "anser.due"
    And the cler sees the case
"#;
    let found = unknown_names(&parish(), wrong).unwrap();
    let said: Vec<String> = found.iter().map(|unknown| format!("{}: {unknown}", unknown.line)).collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn what_is_known_is_not_told() {
    let found = unknown_names(&parish(), include_str!("fixtures/parish.feature")).unwrap();
    assert_eq!(found, []);
}

#[test]
fn places_that_examples_fill_and_people_are_no_names() {
    let text = "Feature: F\n  Scenario Outline: O\n    Given a complaint received on <day>\n    When the clerk does \"<step>\" on 2017-03-07\n    And \"Pat Smith\" does \"pause\" on 2017-03-08\n    Then \"Pat Smith\" sees the case\n    And the person complained about does not see the case\n\n    Examples:\n      | day        | step  |\n      | 2017-03-06 | pause |\n";
    assert_eq!(unknown_names(&parish(), text).unwrap(), []);
}

#[test]
fn the_scenarios_that_ship_use_known_names_only() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures");
    let mut looked = 0;
    for id in std::fs::read_dir(root).unwrap().map(|id| id.unwrap().path()).filter(|id| id.is_dir()) {
        for version in std::fs::read_dir(id).unwrap().map(|version| version.unwrap().path()) {
            let text = |path: &Path| std::fs::read_to_string(path).unwrap();
            let files = |folder: &str| -> Vec<std::path::PathBuf> {
                std::fs::read_dir(version.join(folder))
                    .map(|all| all.map(|file| file.unwrap().path()).collect())
                    .unwrap_or_default()
            };
            let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
            let letters = files("letters").iter().map(|path| (name(path), text(path))).collect();
            let document = text(&version.join("procedure.md"));
            let procedure = Procedure::read(&Sources { path: version.display().to_string(), text: document, letters }).unwrap();
            for path in files("scenarios") {
                let found = unknown_names(&procedure, &text(&path)).unwrap();
                assert!(found.is_empty(), "{}: {found:?}", path.display());
                looked += 1;
            }
        }
    }
    assert!(looked > 5);
}
