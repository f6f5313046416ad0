//! Taking a step on a case: one form, and the answers once more where it cannot be undone.

use askama::Template;

use super::fields::{DateParts, ErrorSummary, FieldView};
use super::parts::{CaseLine, Citation, Conflict, Frame, Summary};

/// The form of a step.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/step.html")]
pub struct Step {
    /// What surrounds it.
    pub frame: Frame,
    /// The case.
    pub case: CaseLine,
    /// What is wrong.
    pub errors: ErrorSummary,
    /// What someone else did meanwhile.
    pub conflict: Option<Conflict>,
    /// What the step does, as a verb: "Acknowledge the complaint".
    pub heading: String,
    /// What it is for.
    pub purpose: String,
    /// The paragraph that asks for it.
    pub citation: Option<Citation>,
    /// Where the form is sent; the same page when empty.
    pub action: String,
    /// The last entry that the reader saw, to notice when someone else got there first.
    pub seen: String,
    /// The questions.
    pub fields: Vec<FieldView>,
    /// Whether a file can be among the answers.
    pub has_files: bool,
    /// When it happened.
    pub when: WhenHappened,
    /// What will follow, a sentence each.
    pub follows: Vec<String>,
    /// What the button says.
    pub submit: String,
}

/// "When did this happen?", now by default.
#[derive(Debug, Clone, Default)]
pub struct WhenHappened {
    /// What now is: "23 March 2017, 9:30am".
    pub now: String,
    /// Whether another time was chosen.
    pub another: bool,
    /// The date typed.
    pub date: DateParts,
    /// The time typed.
    pub time: String,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// The answers of a step once more, before it is taken for good.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/step_check.html")]
pub struct StepCheck {
    /// What surrounds it.
    pub frame: Frame,
    /// The case.
    pub case: CaseLine,
    /// What someone else did meanwhile.
    pub conflict: Option<Conflict>,
    /// What the step does, as a verb.
    pub heading: String,
    /// That it cannot be undone, and what that means here.
    pub warning: String,
    /// Where the form is sent; the same page when empty.
    pub action: String,
    /// The last entry that the reader saw.
    pub seen: String,
    /// The answers, carried along.
    pub carried: Vec<(String, String)>,
    /// The answers, each with a link to change it.
    pub answers: Vec<Summary>,
    /// What will follow, a sentence each.
    pub follows: Vec<String>,
    /// The form again.
    pub back: String,
    /// What the button says: "Send the response".
    pub submit: String,
}
