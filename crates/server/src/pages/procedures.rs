//! The procedures there are, each as a handbook, and what changed between its versions.

use askama::Template;

use super::parts::{Empty, Frame, Link, SafeHtml, Tag};

/// The list of procedures.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/procedures.html")]
pub struct Procedures {
    /// What surrounds it.
    pub frame: Frame,
    /// The bodies whose procedures these are, each with its own.
    pub groups: Vec<(String, Vec<ProcedureRow>)>,
    /// What stands there when there are none.
    pub empty: Option<Empty>,
}

/// One procedure.
#[derive(Debug, Clone, Default)]
pub struct ProcedureRow {
    /// Its title, linked to its handbook.
    pub title: Link,
    /// What it carries out: "Detention Services Order 03/2015".
    pub source: String,
    /// The version in force.
    pub version: String,
    /// Since when.
    pub in_force: String,
    /// How many open cases are run under it.
    pub open: usize,
    /// What the checker says of it.
    pub check: Tag,
}

/// A procedure as a handbook.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/handbook.html")]
pub struct Handbook {
    /// What surrounds it.
    pub frame: Frame,
    /// Its title.
    pub title: String,
    /// What a case under it is called: "complaint".
    pub case_word: String,
    /// About the document, as "what: which": source, authority, version, in force.
    pub facts: Vec<(String, String)>,
    /// Its paragraphs.
    pub sections: Vec<HandbookSection>,
    /// The stages as a diagram.
    pub diagram: SafeHtml,
    /// The same in words, a sentence each.
    pub diagram_words: Vec<String>,
    /// How many cases stand in each stage.
    pub standing: Vec<Standing>,
    /// Whether the checks are still under way, so that there is nothing to say of them yet.
    pub checking: bool,
    /// What the checker proved, or found.
    pub report: Vec<ReportLine>,
    /// What it noticed of the limits and of readings that were chosen: a title and a sentence.
    pub findings: Vec<(String, String)>,
    /// Its versions, newest first.
    pub versions: Vec<VersionRow>,
}

/// A paragraph of the source and what is done about it.
#[derive(Debug, Clone, Default)]
pub struct HandbookSection {
    /// Its id on the page, to which citations lead.
    pub id: String,
    /// The paragraph: "36". Empty for a heading without one.
    pub number: String,
    /// Its heading.
    pub heading: String,
    /// What the paragraph asks.
    pub prose: SafeHtml,
    /// What is done about it, in plain words.
    pub rules: Vec<RuleWords>,
    /// Its tables.
    pub tables: Vec<RuleTable>,
    /// Why it asks nothing of a system, when it does not.
    pub asks_nothing: Option<String>,
}

/// A rule in plain words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleWords {
    /// What sort: "Owed", "Step", "Letter".
    pub sort: String,
    /// What it does, a sentence each.
    pub sentences: Vec<String>,
}

/// A table of a procedure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleTable {
    /// What it decides.
    pub caption: String,
    /// The heads of its columns.
    pub heads: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// How many cases stand in a stage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// The stage, linked to its cases.
    pub stage: Link,
    /// How many.
    pub count: usize,
    /// How many of them have something overdue.
    pub overdue: usize,
}

/// A line of the checker's report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportLine {
    /// "Every complaint has exactly one responder: 240 combinations checked."
    pub text: String,
    /// Whether it holds.
    pub holds: bool,
    /// More, a sentence each.
    pub details: Vec<String>,
}

/// A version of a procedure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VersionRow {
    /// Its name, linked to its handbook.
    pub version: Link,
    /// From when, and until when.
    pub in_force: String,
    /// How many open cases are run under it.
    pub open: usize,
    /// Whether it is the one shown.
    pub shown: bool,
    /// Where its differences from the one before are.
    pub differences: Option<String>,
}

/// What changed between two versions.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/differences.html")]
pub struct Differences {
    /// What surrounds it.
    pub frame: Frame,
    /// The procedure, linked to its handbook.
    pub procedure: Link,
    /// The earlier version.
    pub from: String,
    /// The later version.
    pub to: String,
    /// What changed, paragraph by paragraph, in the order of the document.
    pub changes: Vec<ChangedParagraph>,
    /// What stands there when nothing did.
    pub empty: Option<Empty>,
}

/// A paragraph under which something changed.
#[derive(Debug, Clone, Default)]
pub struct ChangedParagraph {
    /// The paragraph, linked to it.
    pub paragraph: Link,
    /// What changed, a sentence each.
    pub changes: Vec<String>,
}
