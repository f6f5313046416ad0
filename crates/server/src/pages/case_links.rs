//! Other cases that a case hangs together with.

use askama::Template;

use super::case::CaseHead;
use super::fields::{ErrorSummary, FieldView};
use super::parts::{Due, Empty, Frame, Tag};

/// The linked cases of a case.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/case_links.html")]
pub struct CaseLinks {
    /// What surrounds it.
    pub frame: Frame,
    /// The head of the case.
    pub case: CaseHead,
    /// What is wrong with the link to be made.
    pub errors: ErrorSummary,
    /// The linked cases that the reader may see.
    pub links: Vec<LinkedCase>,
    /// The page with the first of them; none when it is this one.
    pub first: Option<String>,
    /// The page with those that follow.
    pub next: Option<String>,
    /// The questions for linking another; empty when the reader may not.
    pub form: Vec<FieldView>,
    /// What stands there when there are none.
    pub empty: Option<Empty>,
}

/// A linked case.
#[derive(Debug, Clone, Default)]
pub struct LinkedCase {
    /// How the two hang together: "Opened by this case".
    pub relation: String,
    /// Its reference.
    pub reference: String,
    /// Its first page.
    pub href: String,
    /// What it is about.
    pub line: String,
    /// The procedure it is run under.
    pub procedure: String,
    /// The stage it stands in.
    pub stage: Tag,
    /// When its answer is due.
    pub due: Option<Due>,
}
