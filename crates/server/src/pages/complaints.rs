//! All cases that the reader may see, to search, narrow and sort.

use askama::Template;

use super::fields::Choice;
use super::parts::{Due, Empty, Filter, Frame, Pagination, Tag};

/// The list of cases.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/complaints.html")]
pub struct Complaints {
    /// What surrounds it; `frame.search` is what was searched for.
    pub frame: Frame,
    /// How many were found, as a sentence: "412 complaints, 9 of them overdue."
    pub found: String,
    /// What narrows the list.
    pub filters: Vec<Filter>,
    /// Open, closed or both, as the first filter.
    pub open: Vec<Choice>,
    /// Whether only those with something overdue are shown.
    pub overdue_only: bool,
    /// The heads of the columns, in the order of [`CaseRow`]'s cells: reference, about, who, where unless no case has a place,
    /// stage, received, answer due.
    pub columns: Vec<Column>,
    /// The name and value of the sorting, so that narrowing keeps it.
    pub sort: Option<(String, String)>,
    /// The cases on this page.
    pub rows: Vec<CaseRow>,
    /// The way to the rest.
    pub pagination: Option<Pagination>,
    /// Where to get the same list as a spreadsheet, for those who may.
    pub export_href: Option<String>,
    /// What stands in place of the list when it is empty.
    pub empty: Option<Empty>,
}

/// The head of a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    /// What it says.
    pub text: String,
    /// Where the list is sorted by it; none when it cannot be.
    pub href: Option<String>,
    /// How the list is sorted by it now.
    pub sorted: Sorted,
}

/// How a list is sorted by a column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sorted {
    /// By another.
    #[default]
    Not,
    /// Smallest or earliest first.
    Up,
    /// Largest or latest first.
    Down,
}

impl Sorted {
    fn aria(self) -> &'static str {
        match self {
            Self::Not => "none",
            Self::Up => "ascending",
            Self::Down => "descending",
        }
    }

    fn arrow(self) -> &'static str {
        match self {
            Self::Not => "↕",
            Self::Up => "↑",
            Self::Down => "↓",
        }
    }
}

/// One case.
#[derive(Debug, Clone, Default)]
pub struct CaseRow {
    /// Its reference.
    pub reference: String,
    /// Its first page.
    pub href: String,
    /// What kind of case it is, where the list has several: "Box log".
    pub kind: String,
    /// What it is about.
    pub line: String,
    /// Where the words searched for stand in it.
    pub found: Vec<Piece>,
    /// Who complained, as far as the reader may see.
    pub who: String,
    /// Where.
    pub place: String,
    /// The stage it stands in.
    pub stage: Tag,
    /// When it was received.
    pub received: String,
    /// When the answer is due, or was given.
    pub due: Option<Due>,
    /// Who holds it.
    pub holder: String,
}

/// A piece of text around words that were searched for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it is one of the words.
    pub hit: bool,
}

impl Complaints {
    /// Whether any of the cases has a place.
    #[must_use]
    pub fn shows_place(&self) -> bool {
        self.rows.iter().any(|row| !row.place.is_empty())
    }

    /// Whether anything narrows the list.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        self.overdue_only || !self.frame.search.is_empty() || self.filters.iter().any(Filter::is_set)
    }
}
