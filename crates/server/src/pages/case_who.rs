//! Saying who the names are that keep a case from the people they name.

use askama::Template;

use super::fields::{ErrorSummary, FieldView};
use super::parts::{CaseLine, Empty, Frame};

/// The names of a case, and who they are.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/case_who.html")]
pub struct CaseWho {
    /// What surrounds it.
    pub frame: Frame,
    /// The case.
    pub case: CaseLine,
    /// Why nothing was saved.
    pub errors: ErrorSummary,
    /// The names that were typed.
    pub names: Vec<NameCard>,
    /// What the page says when no name was typed.
    pub empty: Option<Empty>,
}

/// A name that was typed.
#[derive(Debug, Clone, Default)]
pub struct NameCard {
    /// What the form knows it by.
    pub key: String,
    /// The name.
    pub name: String,
    /// The question under which it was typed.
    pub part: String,
    /// Who it is, or why the reader cannot say it.
    pub says: String,
    /// Who said it, and when.
    pub said: String,
    /// The question who it is, while that is open.
    pub question: Option<FieldView>,
    /// Whether what was said can be taken back.
    pub may_undo: bool,
}
