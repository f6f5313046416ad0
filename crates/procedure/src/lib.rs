//! Reads, checks, explains and diagrams a procedure.

pub mod check;
mod cite;
mod compared;
pub mod diagram;
pub mod diff;
pub mod explain;
pub mod fault;
pub mod ids;
pub mod library;
pub mod markdown;
pub mod model;
mod read;
pub mod reference;
pub mod schema;
pub mod template;
pub mod value;
mod words;

pub use compared::Comparison;
pub use fault::{Fault, Faults};
pub use ids::*;
pub use library::Library;
pub use markdown::escape_markdown;
pub use model::*;
pub use read::{Sources, closest, fingerprint};
pub use value::{OrganisationId, PersonId, SiteId, Value, ValueError};
