//! What happened on a case, newest first.

use askama::Template;

use super::case::CaseHead;
use super::parts::{Answer, Citation, Empty, Frame, Link, Pagination, SafeHtml, Tag};

/// The timeline of a case.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/case_timeline.html")]
pub struct CaseTimeline {
    /// What surrounds it.
    pub frame: Frame,
    /// The head of the case.
    pub case: CaseHead,
    /// What happened, newest first.
    pub events: Vec<Event>,
    /// The way to the rest.
    pub pagination: Option<Pagination>,
    /// What stands there when the reader may see none of it.
    pub empty: Option<Empty>,
}

/// One thing that happened.
#[derive(Debug, Clone, Default)]
pub struct Event {
    /// Its id on the page, to link to.
    pub id: String,
    /// What: "Complaint acknowledged".
    pub what: String,
    /// Who did it, and in which role: "Amira Okafor, complaints manager".
    pub by: String,
    /// When it happened: "9 March 2017, 2:10pm".
    pub happened: String,
    /// The same for machines: `2017-03-09T14:10`.
    pub happened_iso: String,
    /// When it was recorded, when that was later.
    pub recorded: Option<String>,
    /// The paragraph under which it was done.
    pub citation: Option<Citation>,
    /// Whether a limit was kept or missed by it.
    pub tag: Option<Tag>,
    /// What was answered.
    pub facts: Vec<Answer>,
    /// What was written with it, a paragraph each.
    pub note: Vec<String>,
    /// Long texts that stood there before, each with what it is and a paragraph each.
    pub rewritten: Vec<(String, Vec<String>)>,
    /// What followed by itself: "The answer is now due on 5 April 2017."
    pub effects: Vec<String>,
    /// Notices sent, each "to whom".
    pub notices: Vec<Link>,
    /// Letters sent with it.
    pub letters: Vec<LetterInPlace>,
}

/// A letter that opens in the timeline.
#[derive(Debug, Clone, Default)]
pub struct LetterInPlace {
    /// "Acknowledgement to the complainant".
    pub title: String,
    /// The letter.
    pub html: SafeHtml,
    /// The same as a PDF.
    pub pdf: Option<Link>,
}
