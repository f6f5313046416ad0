//! Reading a sheet in: what it must look like, what was found in it, and how far it has come.

use askama::Template;

use super::fields::ErrorSummary;
use super::parts::{Frame, Link};

/// The form that takes the file.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/import.html")]
pub struct Import {
    /// What surrounds it.
    pub frame: Frame,
    /// What is read in: “recommendations”.
    pub nouns: String,
    /// The register, to go back to.
    pub back: Link,
    /// Into what, in words; empty when into no whole.
    pub into: String,
    /// What is wrong with the file as a whole.
    pub errors: ErrorSummary,
    /// The columns: heading, whether it must be filled, what it takes.
    pub columns: Vec<(String, bool, String)>,
    /// An empty sheet with these columns.
    pub blank: String,
    /// The address that takes the form.
    pub action: String,
}

/// A sheet that was looked through, or is being.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/import_check.html")]
pub struct ImportCheck {
    /// What surrounds it.
    pub frame: Frame,
    /// The heading.
    pub heading: String,
    /// The file's name.
    pub file: String,
    /// Into what, in words; empty when into no whole.
    pub into: String,
    /// How it stands, in a sentence.
    pub sentence: String,
    /// How far it has come, while it goes on: done and of how many.
    pub progress: Option<(usize, usize)>,
    /// What is wrong: the row, the column, and what to do.
    pub faults: Vec<(String, String, String)>,
    /// That more is wrong than is listed.
    pub more: String,
    /// Columns that are not read in.
    pub left: String,
    /// The heads of the rows that are shown.
    pub heads: Vec<String>,
    /// The first rows: the row's number and its cells with their heads.
    pub rows: Vec<(u32, Vec<(String, String)>)>,
    /// That there are more rows than are shown.
    pub rest: String,
    /// What the button says; none when nothing can be read in.
    pub submit: Option<String>,
    /// The address that takes the form.
    pub action: String,
    /// Where to try again or go back.
    pub back: Link,
}
