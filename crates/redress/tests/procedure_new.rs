//! `redress procedure new`: what it starts holds as it stands, and it overwrites nothing.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that fails says so")]

mod common;

use common::{say, started};

#[test]
fn what_is_started_passes_its_check_and_its_test_at_once() {
    let folder = started();
    let check = say(folder.path(), &["procedure", "check", "parish", "--procedures", "procedures"]);
    assert_eq!(check.code, Some(0), "{}{}", check.out, check.err);
    let test = say(folder.path(), &["procedure", "test", "parish", "--procedures", "procedures"]);
    assert_eq!((test.code, test.out.as_str()), (Some(0), "1 passed, 0 failed\n"), "{}", test.err);
    let files = ["procedure.md", "letters/answer.md", "scenarios/first.feature"];
    for file in files {
        let text = std::fs::read_to_string(folder.path().join("procedures/parish/2026-04").join(file)).unwrap();
        assert!(!text.contains('@'), "{file} has a place that was not filled");
    }
}

#[test]
fn it_says_what_to_do_next() {
    let folder = tempfile::tempdir().unwrap();
    let said = say(folder.path(), &["procedure", "new", "parking-appeals", "--from", "2026-04-01", "--dir", "ours"]);
    insta::assert_snapshot!(said.out);
    let document = std::fs::read_to_string(folder.path().join("ours/parking-appeals/2026-04/procedure.md")).unwrap();
    assert!(document.contains("title     = \"Parking appeals\""), "{document}");
}

#[test]
fn nothing_is_overwritten() {
    let folder = started();
    let path = folder.path().join("procedures/parish/2026-04/procedure.md");
    std::fs::write(&path, "mine").unwrap();
    let said = say(folder.path(), &["procedure", "new", "parish", "--from", "2026-04-01"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("there is a folder procedures/parish already"), "{}", said.err);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
}

#[test]
fn a_shipped_procedure_cannot_be_started_anew() {
    let folder = tempfile::tempdir().unwrap();
    let said = say(folder.path(), &["procedure", "new", "detention-complaints"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("comes with Redress"), "{}", said.err);
    assert!(!folder.path().join("procedures").exists());
}

#[test]
fn an_id_that_is_no_name_is_refused_with_a_better_one() {
    let folder = tempfile::tempdir().unwrap();
    let said = say(folder.path(), &["procedure", "new", "Parish_Complaints"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("Write “parish-complaints”"), "{}", said.err);
    assert!(!folder.path().join("procedures").exists());
}

#[test]
fn a_title_may_have_quotation_marks() {
    let folder = tempfile::tempdir().unwrap();
    let title = r#"The "Parish" \ complaints"#;
    let said = say(folder.path(), &["procedure", "new", "parish", "--title", title, "--from", "2026-04-01"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let list = say(folder.path(), &["procedure", "list", "--procedures", "procedures"]);
    assert!(list.out.contains(title), "{}", list.out);
}
