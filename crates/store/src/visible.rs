//! The one place that says who may see which case: `sql/sqlite/visible.sql`, which starts every query of cases.

use casework::Actor;
use serde_json::json;

/// Puts the shared text before a query.
macro_rules! visible {
    ($($query:literal),+ $(,)?) => {
        concat!(include_str!("../sql/sqlite/visible.sql"), $(include_str!(concat!("../sql/sqlite/", $query))),+)
    };
}
pub(crate) use visible;

/// Somebody who asks, as an element of the list that the shared text takes.
pub(crate) fn asking(actor: &Actor) -> String {
    let grants: Vec<_> = actor.grants.iter().map(|grant| json!([grant.role, grant.site])).collect();
    json!([actor.person, grants]).to_string()
}

/// The list that the shared text takes, for one who asks.
pub(crate) fn asking_alone(actor: &Actor) -> String {
    format!("[{}]", asking(actor))
}
