//! Plans and logs: which there are, and one of them as a table.

use askama::Template;

use super::fields::Choice;
use super::parts::{Due, Empty, Filter, Frame, Link, Pagination, Tag};

/// The plans and logs that this person may open.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/plans.html")]
pub struct Plans {
    /// What surrounds it.
    pub frame: Frame,
    /// The wholes, those of each kind under a heading.
    pub groups: Vec<PlanGroup>,
    /// The registers over all cases: each with how much is in it.
    pub logs: Vec<(Link, String)>,
    /// What stands there when there are none.
    pub empty: Option<Empty>,
}

/// The wholes of one kind.
#[derive(Debug, Clone, Default)]
pub struct PlanGroup {
    /// What they are called: “Improvement plans”.
    pub title: String,
    /// The same as a register, for those who may open it.
    pub table: Option<Link>,
    /// Each of them.
    pub plans: Vec<PlanLine>,
    /// That there are more than are listed.
    pub more: String,
    /// Where another is recorded, for those who may.
    pub record: Option<Link>,
}

/// One whole.
#[derive(Debug, Clone, Default)]
pub struct PlanLine {
    /// What it is about.
    pub line: String,
    /// Its register, or its own page when this person may open none.
    pub href: String,
    /// Its reference.
    pub reference: String,
    /// Its own page.
    pub case_href: String,
    /// The stage it stands in.
    pub stage: Tag,
    /// How its parts stand, in a sentence.
    pub parts: String,
    /// How many of its parts are late.
    pub overdue: u64,
}

/// A register as a table.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/register.html")]
pub struct Register {
    /// What surrounds it.
    pub frame: Frame,
    /// Its title.
    pub title: String,
    /// What the whole is about.
    pub about: String,
    /// The whole's own page.
    pub whole: Option<Link>,
    /// The paragraph that asks for it.
    pub citation: Link,
    /// How many there are and how they stand, in a sentence.
    pub sentence: String,
    /// The whole, to be carried along when the list is narrowed.
    pub of: String,
    /// What narrows it.
    pub filters: Vec<Filter>,
    /// Open or closed.
    pub open: Vec<Choice>,
    /// Words that were searched for.
    pub words: String,
    /// Whether only those with something overdue are shown.
    pub overdue_only: bool,
    /// Whether something narrows it.
    pub narrowed: bool,
    /// The same with nothing narrowed.
    pub all_href: String,
    /// The heads of the columns, and whether long texts stand below.
    pub heads: Vec<(String, bool)>,
    /// What the column of parts is called; none when the cases have none.
    pub parts_head: Option<String>,
    /// The rows in groups.
    pub groups: Vec<RowGroup>,
    /// The way to the rest.
    pub pagination: Option<Pagination>,
    /// The same as a document, a workbook and CSV.
    pub exports: Vec<Link>,
    /// What this person may do: record one, read a sheet in.
    pub actions: Vec<Link>,
    /// What stands there when there are none.
    pub empty: Option<Empty>,
}

/// Rows under one heading.
#[derive(Debug, Clone, Default)]
pub struct RowGroup {
    /// The heading; empty when there is none.
    pub title: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A case as a row.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Its first page.
    pub href: String,
    /// Its reference.
    pub reference: String,
    /// The cells: the head, and a line each.
    pub cells: Vec<(String, Vec<String>)>,
    /// Its parts: each with its stage.
    pub parts: Vec<(Link, Tag)>,
    /// The ways to all of them, when there are more.
    pub all_parts: Vec<Link>,
    /// The stage it stands in.
    pub stage: Tag,
    /// What is due next.
    pub due: Option<Due>,
}

impl Register {
    /// How many columns the table has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.heads.len() + usize::from(self.parts_head.is_some()) + 1
    }
}
