//! Moving a case to another version of its procedure: what would change, before it is done.

use askama::Template;

use super::fields::ErrorSummary;
use super::parts::{CaseLine, Empty, Frame, Link};

/// What moving a case to another version would change.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/case_version.html")]
pub struct CaseVersion {
    /// What surrounds it.
    pub frame: Frame,
    /// The case.
    pub case: CaseLine,
    /// Why it cannot be moved.
    pub errors: ErrorSummary,
    /// The version it is run under, linked to its handbook.
    pub from: Link,
    /// The versions it can be moved to.
    pub targets: Vec<Target>,
    /// The last entry that the reader saw.
    pub seen: String,
    /// What stands there when there is no other version.
    pub empty: Option<Empty>,
}

/// A version to which a case can be moved.
#[derive(Debug, Clone, Default)]
pub struct Target {
    /// The version, linked to its handbook.
    pub version: Link,
    /// Its name.
    pub name: String,
    /// Since when it is in force.
    pub in_force: String,
    /// What would change: what is owed, as it is, and as it would be.
    pub changes: Vec<(String, String, String)>,
    /// Why it cannot be moved there, in sentences.
    pub obstacles: Vec<String>,
}
