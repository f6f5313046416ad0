//! Procedures in their versions, as folders of files.

use jiff::civil::date;
use procedure::Library;

use crate::support::sources;

/// The files of a version that is in force as the head says.
fn version(version: &str, in_force: &str) -> Vec<(String, String)> {
    let text = sources("", "# Nothing more\n").text;
    let text = text.replace("version   = \"1\"", &format!("version = \"{version}\"")).replace("from = 2024-04-01", in_force);
    let folder = format!("procedures/parish/{version}");
    vec![
        (format!("{folder}/procedure.md"), text),
        (format!("{folder}/scenarios/b.feature"), "Feature: second".to_owned()),
        (format!("{folder}/scenarios/a.feature"), "Feature: first".to_owned()),
        (format!("{folder}/notes.txt"), "passed over".to_owned()),
    ]
}

#[test]
fn the_version_in_force_is_found_by_its_dates() {
    let old = version("2024", "from = 2024-04-01, until = 2025-03-31");
    let new = version("2025", "from = 2025-04-01");
    let library = Library::read(new.into_iter().chain(old)).unwrap();
    let on = |day| library.in_force("parish", day).map(|procedure| procedure.head.version.as_str());
    assert_eq!(on(date(2024, 3, 31)), None);
    assert_eq!(on(date(2024, 4, 1)), Some("2024"));
    assert_eq!(on(date(2025, 3, 31)), Some("2024"));
    assert_eq!(on(date(2025, 4, 1)), Some("2025"));
    assert_eq!(library.ids().collect::<Vec<_>>(), ["parish"]);
    assert_eq!(library.versions("parish").map(|procedure| procedure.head.version.as_str()).collect::<Vec<_>>(), ["2024", "2025"]);
    assert_eq!(library.latest("parish").unwrap().head.version, "2025");
    assert_eq!(library.version("parish", "2024").unwrap().head.until, Some(date(2025, 3, 31)));
    let names: Vec<&str> = library.scenarios("parish", "2025").iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["a.feature", "b.feature"]);
    assert!(library.scenarios("parish", "2026").is_empty());
    assert!(library.latest("town").is_none());
    assert_ne!(library.version("parish", "2024").unwrap().hash, library.version("parish", "2025").unwrap().hash);
}

#[test]
fn two_versions_on_one_day_are_a_fault() {
    let faults =
        Library::read(version("2024", "from = 2024-04-01").into_iter().chain(version("2025", "from = 2025-04-01"))).unwrap_err();
    insta::assert_snapshot!(faults.text(), @r#"
    parish/2024/procedure.md:6:1: Versions 2024 and 2025 of “parish” are both in force on 2025-04-01
         6 | [procedure]
           | ^^^^^^^^^^^
      End the earlier one on the day before: `in_force = { from = 2024-04-01, until = 2025-03-31 }`.
    "#);
}

#[test]
fn a_document_in_the_wrong_folder_is_a_fault() {
    let files = version("2024", "from = 2024-04-01");
    let files = files.into_iter().map(|(path, text)| (path.replace("parish/2024", "town/2023"), text));
    let faults = Library::read(files).unwrap_err();
    let messages: Vec<&str> = faults.iter().map(procedure::Fault::message).collect();
    assert_eq!(
        messages,
        [
            "The document says that its id is “parish”, and stands in the folder “town”",
            "The document says that its version is “2024”, and stands in the folder “2023”",
        ]
    );
}

#[test]
fn a_procedure_that_is_named_and_not_there_is_told() {
    let mut files = version("2024", "from = 2024-04-01");
    let text = &mut files.first_mut().unwrap().1;
    *text = text.replace("[step.close]", "[step.pay]\nby = \"clerk\"\nopens = \"parsh\"\n\n[step.close]");
    let library = Library::read(files).unwrap();
    insta::assert_snapshot!(library.loose_ends().text(), @r"
    parish/2024/procedure.md:33:1: There is no procedure “parsh”
        33 | [step.pay]
           | ^^^^^^^^^^
      Did you mean “parish”?
    ");
}

#[test]
fn what_is_gathered_must_name_people_there() {
    let gather = |fact: &str| {
        let mut files = version("2024", "from = 2024-04-01");
        let text = &mut files.first_mut().unwrap().1;
        *text = text.replace(
            "[step.close]",
            "[fact.officer]\nasks = \"Who?\"\ntype = \"person\"\n\n[step.name]\nby = \"clerk\"\nasks = \"officer\"\n\n[step.close]",
        );
        *text = text.replace("calendar ", &format!("who = \"officer\"\ngathers = {{ parish = \"{fact}\" }}\ncalendar "));
        Library::read(files).unwrap_or_else(|faults| panic!("{faults:#}")).loose_ends()
    };
    assert!(gather("officer").is_empty());
    assert_eq!(
        gather("oficer").iter().next().unwrap().message(),
        "`gathers` names “oficer”, which is no person and no people in “parish”"
    );
}

#[test]
fn a_share_draws_at_least_one_and_never_more_than_there_are() {
    use procedure::Sample;
    let drawn = |sample: Sample| [0, 1, 9, 10, 11, 250].map(|of| sample.size(of));
    assert_eq!(drawn(Sample::Percent(10)), [0, 1, 1, 1, 2, 25]);
    assert_eq!(drawn(Sample::Cases(5)), [0, 1, 5, 5, 5, 5]);
}
