//! What the sources of the real procedures ask, in fragments: the language can say all of it, and it holds.

use procedure::Procedure;

use crate::support::documents;

#[test]
fn what_the_sources_ask_can_be_said() {
    let mut faults = String::new();
    for (name, sources) in documents("paper") {
        let procedure = Procedure::read(&sources).unwrap_or_else(|faults| panic!("{name}\n{faults:#}"));
        let report = procedure::check::check(&procedure);
        faults.push_str(&report.faults.text());
        assert_eq!(report.holds(), report.faults.is_empty(), "{name} {:#?}", report.proofs);
    }
    assert!(faults.is_empty(), "{faults}");
}
