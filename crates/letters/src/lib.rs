//! Turns a finished letter into what is sent and shown: an accessible PDF ([`pdf()`]), a plain-text twin ([`text`]), and
//! HTML to preview it ([`page_html`], [`html`]). A table becomes an accessible PDF too ([`table_pdf()`]).
//!
//! What a person wrote is data in all of them, never an instruction: to the typesetter it is a string, in HTML it is
//! escaped, and Markdown that a letter may not hold is shown as the text it is.

mod characters;
mod html;
mod language;
mod links;
mod markdown;
mod pdf;
mod text;
mod words;

pub use html::{html, page_html};
use language::Language;
use markdown::{Node, parse_all};
pub use pdf::{TableError, cannot_be_drawn, pdf, table_pdf};
pub use text::text;

/// A letter with all that stands on it, from top to bottom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    /// The language it is written in, as a tag such as `en-GB`.
    pub language: String,
    /// The body that writes.
    pub sender_name: String,
    /// The body's address and how to reach it, a line each.
    pub sender_lines: Vec<String>,
    /// The name and address that the letter goes to, a line each.
    pub recipient_lines: Vec<String>,
    /// The letter's date, already in words: "5 April 2017".
    pub date: String,
    /// References and the like, as name and value. The first also stands at the foot of every page.
    pub details: Vec<(String, String)>,
    /// What the letter is about: its heading, and the document's title.
    pub subject: String,
    /// What the letter says, in order.
    pub blocks: Vec<Block>,
    /// Who signs, a line each: name, role, organisation.
    pub signature: Vec<String>,
    /// What is sent with it.
    pub enclosures: Vec<String>,
    /// Small print such as a licence.
    pub attribution: Option<String>,
    /// Whether every page is to be marked as a draft.
    pub draft: bool,
}

impl Letter {
    /// The blocks with what their Markdown says.
    fn read_blocks(&self) -> impl Iterator<Item = (&Block, Vec<Node>)> {
        let read = parse_all(self.blocks.iter().map(|block| block.markdown.as_str()));
        self.blocks.iter().zip(read)
    }
}

/// Part of what a letter says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Block {
    /// Which part it is; the preview carries it, so that a page can point at it.
    pub id: String,
    /// Its text: paragraphs, bold, italics, lists, headings, quotes, links, simple tables and line breaks.
    pub markdown: String,
}

/// Why a letter could not be made into a PDF.
#[derive(Debug, thiserror::Error)]
pub enum LetterError {
    /// The letter lacks what an accessible document must have. All that it lacks is listed.
    #[error("The letter is not complete. {}", .0.join(" "))]
    Incomplete(Vec<String>),
    /// The typesetter refused, which no text can cause: its words are for whoever looks after this program.
    #[error("The letter could not be set as a PDF; its plain text can still be sent. The typesetter says: {0}.")]
    Typesetting(String),
}
