//! Which cases name a case, as far as somebody may see that they do.

use std::collections::BTreeSet;

use casework::CaseId;
use store::Linked;

use crate::app::App;
use crate::desk::Desk;
use crate::problem::Problem;
use crate::session::Visitor;

/// Cases that name another.
#[derive(Debug, Default)]
pub struct Naming {
    /// What they say of it, the oldest case first.
    pub links: Vec<Linked>,
    /// Whether there are more that this person may see.
    pub more: bool,
}

/// Which cases name a case is known only to those who see the facts by which they do: so many of these cases, after one of
/// them, of a procedure and under a fact only when these are given. It looks no further than at `patience` of them, and then
/// says nothing of more.
///
/// # Errors
/// When the store cannot be read.
pub async fn naming(
    app: &App,
    visitor: &Visitor,
    desk: &Desk,
    part: Option<(&str, &str)>,
    after: CaseId,
    most: usize,
    patience: usize,
) -> Result<Naming, Problem> {
    let batch = u32::try_from(most.clamp(16, 64)).unwrap_or(64);
    let mut last = (after, u32::MAX);
    let mut naming = Naming::default();
    let mut cases: BTreeSet<CaseId> = BTreeSet::new();
    let mut looked = 0;
    while looked < patience {
        let found = app.store().case_naming(&visitor.actor, desk.id, part, last, batch).await?;
        let ids: BTreeSet<CaseId> = found.iter().map(|link| link.id).collect();
        let desks = Desk::glances(app, visitor, &ids.into_iter().collect::<Vec<_>>()).await?;
        let complete = u32::try_from(found.len()).is_ok_and(|found| found < batch);
        looked += found.len();
        for link in found {
            last = (link.id, link.item);
            if !desks.get(&link.id).is_some_and(|desk| desk.shows_tie(&link.fact)) {
                continue;
            }
            // What one case says stands together.
            if cases.len() >= most && !cases.contains(&link.id) {
                naming.more = true;
                return Ok(naming);
            }
            cases.insert(link.id);
            naming.links.push(link);
        }
        if complete {
            break;
        }
    }
    Ok(naming)
}
