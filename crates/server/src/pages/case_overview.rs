//! A case: what was complained of, and the facts.

use askama::Template;

use super::case::CaseHead;
use super::gathered::GatheredTable;
use super::parts::{Citation, Due, Frame, Link, Summary, Tag};
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
    /// The case that it is a part of: what it is, and a link to it.
    pub whole: Option<(Link, String)>,
    /// Its own parts, a panel for each kind.
    pub parts: Vec<PartsPanel>,
    /// The facts, in groups.
    pub facts: Vec<Summary>,
    /// What is only worked out from them.
    pub worked_out: Option<Summary>,
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

/// The parts of a case of one kind.
#[derive(Debug, Clone, Default)]
pub struct PartsPanel {
    /// Its id on the page.
    pub id: String,
    /// What they are: “Recommendations”.
    pub title: String,
    /// How many, and how many of them are open.
    pub words: String,
    /// The first of them.
    pub rows: Vec<PartLine>,
    /// The table of all of them.
    pub table: Link,
}

/// A part of a case, in a line.
#[derive(Debug, Clone, Default)]
pub struct PartLine {
    /// Its reference, linked.
    pub link: Link,
    /// What tells it from the others: its number in the whole. Empty when there is no such thing.
    pub key: String,
    /// What it is about.
    pub line: String,
    /// The stage it stands in.
    pub stage: Tag,
    /// What is owed next, when something is.
    pub due: Option<Due>,
}
