//! Recording a complaint: a flow of questions, the answers once more, and the reference.

use askama::Template;

use super::fields::{ErrorSummary, FieldView};
use super::parts::{Citation, DutyLine, Frame, Link, Summary};

/// What can be recorded, when there are several ways: grouped by procedure.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/record_ways.html")]
pub struct RecordWays {
    /// What surrounds it.
    pub frame: Frame,
    /// The procedures, those with most cases first.
    pub groups: Vec<WaysGroup>,
}

/// The ways in which a case of one procedure begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WaysGroup {
    /// What the procedure is called.
    pub title: String,
    /// The ways.
    pub ways: Vec<Link>,
}

/// One page of questions.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/record_questions.html")]
pub struct RecordQuestions {
    /// What surrounds it.
    pub frame: Frame,
    /// What is wrong.
    pub errors: ErrorSummary,
    /// Where in the flow this is: "Step 1 of 3".
    pub progress: String,
    /// What the page asks for: "What is it about, and where?"
    pub heading: String,
    /// Why it is asked, or how to go about it.
    pub intro: String,
    /// What may not be written down, and the paragraph that forbids it.
    pub forbidden: Option<(String, Citation)>,
    /// Where the form is sent; the same page when empty.
    pub action: String,
    /// Answers given on earlier pages, carried along unseen.
    pub carried: Vec<(String, String)>,
    /// The questions.
    pub fields: Vec<FieldView>,
    /// Whether a file can be among the answers.
    pub has_files: bool,
    /// The page before.
    pub back: Option<String>,
    /// What the button says: "Continue".
    pub submit: String,
}

/// The answers once more, before the complaint is recorded.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/record_check.html")]
pub struct RecordCheck {
    /// What surrounds it.
    pub frame: Frame,
    /// What is wrong after all.
    pub errors: ErrorSummary,
    /// Where in the flow this is.
    pub progress: String,
    /// Where the form is sent; the same page when empty.
    pub action: String,
    /// The answers, carried along.
    pub carried: Vec<(String, String)>,
    /// The answers, each with a link to change it.
    pub answers: Vec<Summary>,
    /// What recording it will start, a sentence each.
    pub follows: Vec<String>,
    /// The page before.
    pub back: String,
    /// What the button says: "Record the complaint".
    pub submit: String,
}

/// The complaint is recorded.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/record_done.html")]
pub struct RecordDone {
    /// What surrounds it.
    pub frame: Frame,
    /// What was recorded: "Complaint recorded".
    pub heading: String,
    /// Its reference.
    pub reference: String,
    /// The case.
    pub case_href: String,
    /// What else was done, a sentence each: "A notice went to …".
    pub done: Vec<String>,
    /// What is owed now, by whom and by when.
    pub owed: Vec<DutyLine>,
    /// The phrase with which the complainant can ask how it stands. It is shown this once.
    pub secret: Option<String>,
    /// Where to go on.
    pub next: Vec<Link>,
}
