//! Whatever somebody does to a document, the reader answers: it never stops, and it never hands out a procedure that does not
//! hang together.

use std::collections::BTreeMap;

use procedure::{Procedure, Sources};
use proptest::prelude::*;

use crate::reference;

/// Something that happens to a line.
#[derive(Debug, Clone)]
enum Change {
    Drop(usize),
    Double(usize),
    Swap(usize, usize),
    Cut(usize, usize),
}

fn change(lines: usize) -> impl Strategy<Value = Change> {
    prop_oneof![
        (0..lines).prop_map(Change::Drop),
        (0..lines).prop_map(Change::Double),
        (0..lines, 0..lines).prop_map(|(one, two)| Change::Swap(one, two)),
        (0..lines, 0..40usize).prop_map(|(line, at)| Change::Cut(line, at)),
    ]
}

fn changed(text: &str, changes: &[Change]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for change in changes {
        let count = lines.len();
        match *change {
            Change::Drop(line) => drop(lines.remove(line % count)),
            Change::Double(line) => lines.insert(line % count, lines[line % count].clone()),
            Change::Swap(one, two) => lines.swap(one % count, two % count),
            Change::Cut(line, at) => {
                let line = &mut lines[line % count];
                *line = line.chars().take(at).collect();
            }
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_document_is_read_or_refused(changes in prop::collection::vec(change(reference::REFERENCE.lines().count()), 1..6)) {
        let text = changed(reference::REFERENCE, &changes);
        let letters = BTreeMap::from([("response.md".to_owned(), reference::template())]);
        match Procedure::read(&Sources { path: "changed.md".to_owned(), text: text.clone(), letters }) {
            Ok(procedure) => {
                let report = procedure::check::check(&procedure);
                prop_assert_eq!(report.holds(), report.faults.is_empty());
                prop_assert!(!procedure::explain::text(&procedure).is_empty());
                prop_assert!(procedure::diagram::svg(&procedure).ends_with("</svg>\n"));
            }
            Err(faults) => {
                prop_assert!(!faults.is_empty());
                for fault in faults.iter().filter(|fault| fault.path() == "changed.md") {
                    prop_assert!(text.get(fault.span()).is_some(), "{:?} of {}", fault.span(), fault.message());
                }
            }
        }
    }
}
