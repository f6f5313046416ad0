//! Proves what must hold of every procedure, over all combinations.

use crate::fault::Faults;
use crate::model::Procedure;
use crate::read::Sources;

/// What does not fit its use.
pub(crate) fn misfits(_procedure: &Procedure, _sources: &Sources) -> Faults {
    Faults::default()
}
