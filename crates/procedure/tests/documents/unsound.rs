//! Documents that can be read and do not hold: the checker says why, with an example.

use procedure::Procedure;
use procedure::check::check;

use crate::support::documents;

#[test]
fn what_does_not_hold_is_told_with_an_example() {
    for (name, sources) in documents("unsound") {
        let procedure = Procedure::read(&sources).unwrap();
        let report = check(&procedure);
        assert!(!report.holds(), "{name} holds");
        let proofs = report.proofs.iter().filter(|proof| !proof.holds).map(|proof| format!("{}\n", proof.words));
        insta::with_settings!({ snapshot_suffix => &name, omit_expression => true }, {
            insta::assert_snapshot!(format!("{}\n{}", proofs.collect::<String>(), report.faults.text()));
        });
    }
}

#[test]
fn a_step_that_is_closed_at_times_to_people_who_do_not_see_what_it_compares_is_told() {
    let (_, sources) = documents("unsound").into_iter().find(|(name, _)| name == "hidden-people").unwrap();
    let found: Vec<String> = check(&Procedure::read(&sources).unwrap()).findings.into_iter().map(|one| one.words).collect();
    let about = |answer: &str, with: &str| {
        let words = format!("As long as “reader” do not see “{with}”,");
        found.iter().any(|one| one.starts_with(&words) && one.contains(&format!("“{answer}” is compared")))
    };
    assert!(about("witness", "names") && about("heard", "since"), "{found:#?}");
    // The friend acts only where nothing is hidden, and the person who answers both days is refused by their own answers.
    assert!(!found.iter().any(|one| one.contains("friend") || one.contains("outsider")), "{found:#?}");
}
