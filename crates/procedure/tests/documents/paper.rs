//! What the sources of the real procedures ask, in fragments: the language can say all of it.

use procedure::Procedure;

use crate::support::documents;

#[test]
fn what_the_sources_ask_can_be_said() {
    for (name, sources) in documents("paper") {
        if let Err(faults) = Procedure::read(&sources) {
            panic!("{name}\n{faults:#}");
        }
    }
}
