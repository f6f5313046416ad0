//! Reads, checks, explains and diagrams a procedure.

pub mod ids;
pub mod model;
pub mod template;
pub mod value;

pub use ids::*;
pub use model::*;
pub use value::{OrganisationId, PersonId, SiteId, Value, ValueError};
