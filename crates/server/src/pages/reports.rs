//! Reports over many cases: which there are, and one of them for one period.

use askama::Template;

use super::fields::Choice;
use super::parts::{Empty, Frame, Link};

/// The reports that this person may read.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/reports.html")]
pub struct Reports {
    /// What surrounds it.
    pub frame: Frame,
    /// The reports by procedure.
    pub groups: Vec<ReportGroup>,
    /// What stands there when there are none.
    pub empty: Option<Empty>,
}

/// The reports of one procedure.
#[derive(Debug, Clone, Default)]
pub struct ReportGroup {
    /// The procedure.
    pub title: String,
    /// Each report, and how often: "each month".
    pub reports: Vec<(Link, String)>,
}

/// A report for one period.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/report.html")]
pub struct Report {
    /// What surrounds it.
    pub frame: Frame,
    /// Its title.
    pub title: String,
    /// The procedure, linked to the paragraph that asks for it.
    pub procedure: Link,
    /// The periods that can be chosen, the newest first.
    pub periods: Vec<Choice>,
    /// The period shown, in words: “March 2017”.
    pub period: String,
    /// How many cases there are, in a sentence.
    pub sentence: String,
    /// The parts: one, or one for each place or kind.
    pub parts: Vec<Part>,
    /// The same as a file for spreadsheets.
    pub csv: String,
    /// What stands there when there is nothing in the period.
    pub empty: Option<Empty>,
}

/// One part of a report.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// What it is about; empty when the report has only one part.
    pub title: String,
    /// How many cases.
    pub total: String,
    /// How many of each: the fact, and its values with their counts.
    pub counts: Vec<(String, Vec<(String, usize)>)>,
    /// How duties were kept.
    pub kept: Vec<(String, Kept)>,
    /// The heads of the list's columns after the reference.
    pub heads: Vec<String>,
    /// The cases: the reference, linked, and the columns, each with its head.
    pub rows: Vec<(Link, Vec<(String, String)>)>,
    /// That the list is a sample.
    pub sample: String,
}

/// How often a duty was kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kept {
    /// Met in time.
    pub in_time: usize,
    /// Met late.
    pub late: usize,
    /// Still to be done, in time.
    pub open: usize,
    /// Still to be done, after its limit.
    pub overdue: usize,
}
