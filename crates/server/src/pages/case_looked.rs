//! Who has looked at a case.

use askama::Template;

use super::case::CaseHead;
use super::parts::{Frame, Pagination};

/// Every look at a case.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/case_looked.html")]
pub struct CaseLooked {
    /// What surrounds it.
    pub frame: Frame,
    /// The head of the case.
    pub case: CaseHead,
    /// The looks, newest first.
    pub looks: Vec<Look>,
    /// The way to the rest.
    pub pagination: Option<Pagination>,
}

/// One look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// When.
    pub when: String,
    /// Who.
    pub who: String,
    /// In which role.
    pub role: String,
    /// At what: "Overview", "Letter: acknowledgement (PDF)".
    pub what: String,
}
