//! A case: what was complained of, and the facts.

use askama::Template;

use super::case::CaseHead;
use super::gathered::GatheredTable;
use super::parts::{Citation, Frame, Summary, Tag};
use super::trail::TrailTable;

/// The first page of a case.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/case_overview.html")]
pub struct CaseOverview {
    /// What surrounds it.
    pub frame: Frame,
    /// The head of the case.
    pub case: CaseHead,
    /// What the statement is called: “The complaint”, “Recommendation”.
    pub statement_title: String,
    /// What the points are called: “Points of complaint”.
    pub points_title: String,
    /// The complaint in the complainant's words, when the reader may see it.
    pub statement: Option<Statement>,
    /// The points of complaint, with their findings once there are any.
    pub points: Vec<Point>,
    /// The facts, in groups.
    pub facts: Vec<Summary>,
    /// Certain steps, one after another.
    pub trails: Vec<TrailTable>,
    /// Cases of the person it is about, under other procedures.
    pub gathered: Vec<GatheredTable>,
}

/// What someone said, in their own words.
#[derive(Debug, Clone, Default)]
pub struct Statement {
    /// The text, a paragraph each.
    pub paragraphs: Vec<String>,
    /// The language as a tag, `en` or `ar`; empty when not known.
    pub lang: String,
    /// From what it was translated and by whom, if it was.
    pub translated: Option<String>,
}

/// One point of complaint.
#[derive(Debug, Clone, Default)]
pub struct Point {
    /// What is complained of.
    pub text: String,
    /// What was found.
    pub finding: Option<Tag>,
    /// The paragraph under which it was found, if one was cited.
    pub citation: Option<Citation>,
}
