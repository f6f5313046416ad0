//! Writing a letter, and reading one that was sent.

use askama::Template;

use super::fields::ErrorSummary;
use super::parts::{CaseLine, Citation, Conflict, Frame, Link, SafeHtml, Tag};

/// A letter: the draft on the left, the page as it will look on the right.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/letter.html")]
pub struct Letter {
    /// What surrounds it.
    pub frame: Frame,
    /// The case.
    pub case: CaseLine,
    /// What is wrong.
    pub errors: ErrorSummary,
    /// What someone else did meanwhile.
    pub conflict: Option<Conflict>,
    /// What it is: "Response to the complainant".
    pub heading: String,
    /// How it stands: "Draft", "Approved", "Sent".
    pub status: Tag,
    /// More about how it stands: "Saved today at 9:30am by you".
    pub status_words: String,
    /// Whether it can be changed. A letter that was sent is only read.
    pub editable: bool,
    /// Where the form is sent; the same page when empty.
    pub action: String,
    /// The last entry that the reader saw.
    pub seen: String,
    /// The parts of the draft, in order.
    pub blocks: Vec<Block>,
    /// The page as it will look, or as it was sent.
    pub preview: SafeHtml,
    /// What it must contain.
    pub contents: Vec<Content>,
    /// Who may approve it, as a sentence.
    pub approval: String,
    /// What can be done with it next, besides saving: "Approve", "Send". The first is the green button.
    pub next: Vec<Link>,
    /// The same as a PDF.
    pub pdf_href: Option<String>,
}

/// A part of a letter.
#[derive(Debug, Clone, Default)]
pub struct Block {
    /// The name under which it is sent, which also makes the ids.
    pub name: String,
    /// What it is: "Findings".
    pub label: String,
    /// What helps to write it.
    pub hint: String,
    /// Its text.
    pub text: String,
    /// How many lines are in view.
    pub rows: u8,
    /// Whether its wording is prescribed and cannot be changed.
    pub locked: bool,
    /// The paragraph that prescribes it or asks for it.
    pub citation: Option<Citation>,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// Something that a letter must contain.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// What: "The outcome of each point".
    pub text: String,
    /// Whether it is there.
    pub there: bool,
    /// The paragraph that asks for it.
    pub citation: Option<Citation>,
    /// Where to fill it in.
    pub href: Option<String>,
}

impl Letter {
    fn missing(&self) -> usize {
        self.contents.iter().filter(|content| !content.there).count()
    }
}
