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
