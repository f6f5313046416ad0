//! What the reader owes, most urgent first.

use askama::Template;

use super::fields::Choice;
use super::parts::{Due, Empty, Filter, Frame, Pagination};

/// How many notices are shown at once.
const NEWEST: usize = 8;

/// The first page of the day.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/my_work.html")]
pub struct MyWork {
    /// What surrounds it.
    pub frame: Frame,
    /// "2 overdue, 3 due today, 11 this week.", made by [`sentence`].
    pub sentence: String,
    /// The lists there are to switch between: mine, my team's, copied to me. Empty when there is only one.
    pub tabs: Vec<Tab>,
    /// What narrows the list.
    pub filters: Vec<Filter>,
    /// What is owed, in groups. Empty groups are left out.
    pub groups: Vec<WorkGroup>,
    /// What was sent for the reader to know, not to do.
    pub copied: Vec<Copied>,
    /// Whether rows can be ticked and taken.
    pub may_take: bool,
    /// To whom ticked rows can be handed over; none when the reader may not.
    pub hand_over_to: Vec<Choice>,
    /// The way to the rest.
    pub pagination: Option<Pagination>,
    /// What stands in place of the list when it is empty.
    pub empty: Option<Empty>,
}

/// One of several lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tab {
    /// What the query parameter `list` says for it, so that narrowing stays on it.
    pub value: String,
    /// What it says.
    pub text: String,
    /// How many are in it.
    pub count: usize,
    /// Its address.
    pub href: String,
    /// Whether it is shown.
    pub current: bool,
}

/// What is owed in one stretch of time.
#[derive(Debug, Clone, Default)]
pub struct WorkGroup {
    /// "Overdue", "Today", "This week", "Later".
    pub title: String,
    /// How many there are, on all pages.
    pub count: usize,
    /// Whether it is what is overdue.
    pub overdue: bool,
    /// The duties.
    pub rows: Vec<WorkRow>,
}

/// One duty.
#[derive(Debug, Clone, Default)]
pub struct WorkRow {
    /// What a tick sends.
    pub id: String,
    /// By when.
    pub due: Due,
    /// What, as a verb: "Acknowledge the complaint".
    pub what: String,
    /// Where to do it.
    pub href: String,
    /// The case's reference.
    pub reference: String,
    /// The case.
    pub case_href: String,
    /// Who complained, as far as the reader may see.
    pub who: String,
    /// What the case is about, as far as the reader may see.
    pub about: String,
    /// Where, as far as the reader may see.
    pub place: String,
    /// The stage of the case.
    pub stage: String,
    /// Who holds it; empty when no one does. Shown in the team's list only.
    pub holder: Option<String>,
}

/// A notice sent for the reader to know.
#[derive(Debug, Clone, Default)]
pub struct Copied {
    /// When it was sent.
    pub when: String,
    /// What it says: "Response sent".
    pub what: String,
    /// What it tells of the case: "Outcome: partly substantiated".
    pub carries: String,
    /// Where to read it.
    pub href: String,
    /// The case's reference.
    pub reference: String,
    /// Whether the reader has not opened it yet.
    pub unread: bool,
}

impl MyWork {
    /// Whether anything narrows the list.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        self.filters.iter().any(Filter::is_set)
    }

    /// Whether rows say who holds them.
    fn shows_holder(&self) -> bool {
        self.groups.iter().flat_map(|group| &group.rows).any(|row| row.holder.is_some())
    }

    /// Whether rows can be ticked.
    fn may_tick(&self) -> bool {
        self.may_take || !self.hand_over_to.is_empty()
    }

    /// Whether a row says whose matter it is, or what it is about.
    fn shows_about(&self) -> bool {
        self.groups.iter().flat_map(|group| &group.rows).any(|row| !row.who.is_empty() || !row.about.is_empty())
    }

    /// Whether a row says where.
    fn shows_place(&self) -> bool {
        self.groups.iter().flat_map(|group| &group.rows).any(|row| !row.place.is_empty())
    }

    fn columns(&self) -> usize {
        4 + [self.may_tick(), self.shows_about(), self.shows_place(), self.shows_holder()]
            .into_iter()
            .filter(|shown| *shown)
            .count()
    }

    /// The notices that are shown at once, and those that are folded away.
    fn newest(&self) -> [&[Copied]; 2] {
        let (newest, older) = self.copied.split_at(NEWEST.min(self.copied.len()));
        [newest, older]
    }
}

/// The sentence that says how things stand: "2 overdue, 3 due today, 11 this week."
///
/// What is none is left out, and when all are, it says so.
#[must_use]
pub fn sentence(overdue: usize, today: usize, this_week: usize) -> String {
    let counts = [(overdue, "overdue"), (today, "due today"), (this_week, "this week")];
    let told: Vec<_> = counts.iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} {words}")).collect();
    if told.is_empty() { "Nothing is due this week.".to_owned() } else { format!("{}.", told.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn the_sentence_leaves_out_what_is_none() {
        assert_eq!(sentence(2, 3, 11), "2 overdue, 3 due today, 11 this week.");
        assert_eq!(sentence(0, 0, 1), "1 this week.");
        assert_eq!(sentence(0, 0, 0), "Nothing is due this week.");
    }
}
