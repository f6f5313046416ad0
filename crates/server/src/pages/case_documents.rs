//! The letters and documents of a case, and where to add one.

use askama::Template;

use super::case::CaseHead;
use super::fields::{ErrorSummary, FieldView};
use super::parts::{Citation, Empty, Frame, Link, Tag};

/// The letters and documents of a case.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/case_documents.html")]
pub struct CaseDocuments {
    /// What surrounds it.
    pub frame: Frame,
    /// The head of the case.
    pub case: CaseHead,
    /// What is wrong with what was to be added.
    pub errors: ErrorSummary,
    /// Letters, newest first.
    pub letters: Vec<LetterRow>,
    /// Documents, newest first.
    pub documents: Vec<DocumentRow>,
    /// The questions for adding a document; empty when the reader may not.
    pub upload: Vec<FieldView>,
    /// Why no document may be kept, and the paragraph that forbids it.
    pub forbidden: Option<(String, Citation)>,
    /// What stands there when there is nothing yet.
    pub empty: Option<Empty>,
}

/// A letter, drafted or sent.
#[derive(Debug, Clone, Default)]
pub struct LetterRow {
    /// What it is, linked to where it is read or written.
    pub title: Link,
    /// How it stands: "Draft", "Sent".
    pub status: Tag,
    /// To whom and how: "To the complainant, by hand".
    pub sent_to: String,
    /// By whom.
    pub by: String,
    /// When it was last changed or sent.
    pub when: String,
    /// The same as a PDF.
    pub pdf: Option<String>,
}

/// A document that was filed.
#[derive(Debug, Clone, Default)]
pub struct DocumentRow {
    /// Its name, linked to the file.
    pub name: Link,
    /// What it is: "Complaint form", "CCTV still".
    pub kind: String,
    /// Its type and size: "PDF, 240 KB".
    pub size: String,
    /// Who filed it.
    pub by: String,
    /// When.
    pub when: String,
}
