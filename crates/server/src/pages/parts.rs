//! The small pieces that many pages share. A piece that has a template renders itself, so a page writes
//! `{{ tag }}` and nothing else.

use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;

use super::fields::Choice;

/// Lets pages write a piece as it is: its own template has escaped what is in it.
macro_rules! renders_itself {
    ($($piece:ty),+) => { $(impl ::askama::filters::HtmlSafe for $piece {})+ };
}
pub(super) use renders_itself;

/// HTML that was made by us from text that is already escaped: the preview of a letter, the prose of a
/// procedure, a diagram. Nothing that a person typed becomes one without passing through a renderer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// Takes responsibility for `html` being safe to show as it is.
    #[must_use]
    pub fn trusted(html: impl Into<String>) -> Self {
        Self(html.into())
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for SafeHtml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for SafeHtml {}

/// Somewhere to go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// Its address.
    pub href: String,
    /// What it says.
    pub text: String,
}

impl Link {
    /// A link to `href` that says `text`.
    #[must_use]
    pub fn new(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self { href: href.into(), text: text.into() }
    }
}

/// What surrounds every page: its title, who is signed in, where they are.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// The page's own title; the product's name is added.
    pub title: String,
    /// The public body whose procedures these are.
    pub body: String,
    /// Who is signed in, if anyone.
    pub person: Option<Person>,
    /// Which item of the navigation this page is under.
    pub section: Section,
    /// What recording something new is called; none when it is not offered.
    pub record: Option<&'static str>,
    /// Whether there is a plan or a log for them.
    pub may_plan: bool,
    /// Whether there is a report for them.
    pub may_report: bool,
    /// Whether "Administration" is offered.
    pub may_administer: bool,
    /// The token that every form of this session carries.
    pub csrf: String,
    /// What was searched for, so that it stays in the box.
    pub search: String,
    /// What just succeeded, shown once above the page.
    pub notice: Option<Notice>,
    /// Why nothing can be saved at present; `None`: it can.
    pub cannot_save: Option<&'static str>,
}

/// The person signed in, as the header names them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// The role they act in, in the procedure's words, with its place if it has one.
    pub role: String,
}

/// Something that just succeeded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notice {
    /// What was done, as a sentence.
    pub text: String,
    /// Where to go on, if anywhere.
    pub link: Option<Link>,
}

/// The items of the navigation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Section {
    /// A page that is under none of them.
    #[default]
    None,
    /// What this person owes.
    MyWork,
    /// All cases.
    Complaints,
    /// Recording a complaint.
    Record,
    /// Plans with their parts, and logs.
    Plans,
    /// What is counted over many cases.
    Reports,
    /// The handbooks.
    Procedures,
    /// People, roles and calendars.
    Administration,
    /// How to use the pages.
    Help,
}

/// One item of the navigation, ready to be written.
#[derive(Debug, Clone, Copy)]
pub struct NavigationItem {
    /// Its address.
    pub href: &'static str,
    /// What it says.
    pub text: &'static str,
    /// Whether the page is under it.
    pub current: bool,
}

impl Frame {
    /// The navigation: only what exists for this person.
    #[must_use]
    pub fn navigation(&self) -> Vec<NavigationItem> {
        let signed_in = self.person.is_some();
        [
            (signed_in, Section::MyWork, "/work", "My work"),
            (signed_in, Section::Complaints, "/complaints", "Complaints"),
            (signed_in && self.record.is_some(), Section::Record, "/record", self.record.unwrap_or_default()),
            (signed_in && self.may_plan, Section::Plans, "/plans", "Plans"),
            (signed_in && self.may_report, Section::Reports, "/reports", "Reports"),
            (signed_in, Section::Procedures, "/procedures", "Procedures"),
            (signed_in && self.may_administer, Section::Administration, "/administration", "Administration"),
            (true, Section::Help, "/help", "Help"),
        ]
        .into_iter()
        .filter(|(offered, ..)| *offered)
        .map(|(_, section, href, text)| NavigationItem { href, text, current: section == self.section })
        .collect()
    }

    /// The address of an asset, for templates.
    #[must_use]
    pub fn asset(&self, path: &str) -> String {
        crate::assets::asset_url(path)
    }
}

/// The colour of a tag. It repeats what the words say and never says it alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to notice.
    #[default]
    Grey,
    /// Under way.
    Blue,
    /// Done.
    Green,
    /// Soon.
    Yellow,
    /// Overdue or wrong, and nothing else.
    Red,
    /// Set apart: on hold, restricted.
    Purple,
}

/// A word or two in a coloured box.
#[derive(Debug, Clone, Default, PartialEq, Eq, Template)]
#[template(path = "parts/tag.html")]
pub struct Tag {
    /// What it says.
    pub text: String,
    /// Its colour.
    pub tone: Tone,
}

impl Tag {
    /// A tag that says `text`.
    #[must_use]
    pub fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone }
    }

    fn class(&self) -> &'static str {
        match self.tone {
            Tone::Grey => "govuk-tag--grey",
            Tone::Blue => "govuk-tag--blue",
            Tone::Green => "govuk-tag--green",
            Tone::Yellow => "govuk-tag--yellow",
            Tone::Red => "govuk-tag--red",
            Tone::Purple => "govuk-tag--purple",
        }
    }
}

/// How near a date is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DueState {
    /// Nothing to say about it.
    #[default]
    Later,
    /// The limit has passed.
    Overdue,
    /// The limit is today.
    Today,
    /// A warning is due.
    Soon,
    /// The clock stands still.
    OnHold,
    /// It was done.
    Met,
}

/// A date that something is due, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Due {
    /// How near it is.
    pub state: DueState,
    /// The date: "5 April 2017"; or what stands in its place: "at once", "no date".
    pub date: String,
    /// How far off: "in 3 working days", "2 working days late". May be empty.
    pub words: String,
}

impl Due {
    /// A date with how far off it is.
    #[must_use]
    pub fn new(state: DueState, date: impl Into<String>, words: impl Into<String>) -> Self {
        Self { state, date: date.into(), words: words.into() }
    }

    /// Whether the limit has passed.
    #[must_use]
    pub fn is_overdue(&self) -> bool {
        self.state == DueState::Overdue
    }

    /// What needs to be noticed about it, if anything.
    #[must_use]
    pub fn tag(&self) -> Option<Tag> {
        match self.state {
            DueState::Later => None,
            DueState::Overdue => Some(Tag::new("Overdue", Tone::Red)),
            DueState::Today => Some(Tag::new("Due today", Tone::Yellow)),
            DueState::Soon => Some(Tag::new("Due soon", Tone::Grey)),
            DueState::OnHold => Some(Tag::new("On hold", Tone::Purple)),
            DueState::Met => Some(Tag::new("Done", Tone::Green)),
        }
    }
}

/// Something that is owed on a case.
#[derive(Debug, Clone, Default)]
pub struct DutyLine {
    /// What, as a verb: "Send the response".
    pub what: String,
    /// Where to do it, if the reader may do it now.
    pub href: Option<String>,
    /// Who owes it, in the procedure's words; empty when the reader does.
    pub owner: String,
    /// By when.
    pub due: Due,
    /// The page that shows how the date was counted.
    pub why_href: Option<String>,
}

/// The paragraph of a source that asks for something.
#[derive(Debug, Clone, Default, PartialEq, Eq, Template)]
#[template(path = "parts/citation.html")]
pub struct Citation {
    /// "paragraph 36".
    pub text: String,
    /// Its place in the handbook.
    pub href: String,
}

impl Citation {
    /// A citation of `text`, to be found at `href`.
    #[must_use]
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into() }
    }
}

/// What was answered to one question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// What was asked for.
    pub label: String,
    /// What was answered.
    pub text: String,
    /// What stood there before, when this changed it.
    pub before: Option<String>,
}

impl Answer {
    /// An answer that changed nothing that stood there before.
    #[must_use]
    pub fn new(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self { label: label.into(), text: text.into(), before: None }
    }

    /// The same answer, in the place of another.
    #[must_use]
    pub fn before(mut self, before: Option<String>) -> Self {
        self.before = before;
        self
    }
}

/// One line of a summary list.
#[derive(Debug, Clone, Default)]
pub struct SummaryRow {
    /// What is told.
    pub key: String,
    /// What it is, a paragraph or a list item each; none is shown as "Not provided".
    pub values: Vec<String>,
    /// Where the value leads, when it is a link.
    pub href: Option<String>,
    /// Where to change it.
    pub change: Option<String>,
}

impl SummaryRow {
    /// A line with one value, or with none when it is empty.
    #[must_use]
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        let value = value.into();
        let values = if value.is_empty() { Vec::new() } else { vec![value] };
        Self { key: key.into(), values, ..Self::default() }
    }

    /// The same line with a "Change" link.
    #[must_use]
    pub fn change(mut self, href: impl Into<String>) -> Self {
        self.change = Some(href.into());
        self
    }
}

/// A summary list under a heading.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/summary.html")]
pub struct Summary {
    /// Its heading; none when empty.
    pub title: String,
    /// The paragraph that asks for these.
    pub citation: Option<Citation>,
    /// Its lines.
    pub rows: Vec<SummaryRow>,
}

impl Summary {
    /// A summary list of `rows` under `title`.
    #[must_use]
    pub fn new(title: impl Into<String>, rows: Vec<SummaryRow>) -> Self {
        Self { title: title.into(), citation: None, rows }
    }
}

/// Someone else got there first.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/conflict.html")]
pub struct Conflict {
    /// Who did what, and when, as a sentence.
    pub what: String,
    /// Where to see it.
    pub href: String,
}

/// The case that a page outside the case's own pages is about.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/case_line.html")]
pub struct CaseLine {
    /// Its reference.
    pub reference: String,
    /// What it is about.
    pub line: String,
    /// Its first page.
    pub href: String,
    /// What other cases put on the people whom it names.
    pub warnings: Vec<Warning>,
}

/// What another case puts on a person, such as a restriction of contact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Template)]
#[template(path = "parts/warning.html")]
pub struct Warning {
    /// What it is.
    pub title: String,
    /// On whom.
    pub name: String,
    /// What is said with it: label and text.
    pub says: Vec<(String, String)>,
    /// Where something can be done about it.
    pub link: Option<Link>,
}

/// A select that narrows a list.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/filter.html")]
pub struct Filter {
    /// The name of the query parameter.
    pub name: String,
    /// What it narrows by.
    pub label: String,
    /// What the first, empty choice says: "All sites".
    pub all: String,
    /// The choices.
    pub choices: Vec<Choice>,
}

impl Filter {
    /// Whether one of its choices is chosen.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.choices.iter().any(|choice| choice.chosen)
    }
}

/// Where one is in a long list, and the way to the rest.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/pagination.html")]
pub struct Pagination {
    /// Number of the first row on this page, from 1.
    pub from: usize,
    /// Number of the last row on this page.
    pub to: usize,
    /// Rows on all pages.
    pub total: usize,
    /// What the rows are: "complaints".
    pub of: String,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// The pages to jump to; `None` stands for a gap.
    pub pages: Vec<Option<PageLink>>,
}

/// A page of a long list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageLink {
    /// Its number, from 1.
    pub number: usize,
    /// Its address.
    pub href: String,
    /// Whether it is the one shown.
    pub current: bool,
}

impl Pagination {
    /// The paging of `total` rows in pages of `size`, of which page `number` (from 1) is shown.
    #[must_use]
    pub fn new(number: usize, size: usize, total: usize, of: impl Into<String>, href: impl Fn(usize) -> String) -> Self {
        let size = size.max(1);
        let last = total.div_ceil(size).max(1);
        let number = number.clamp(1, last);
        let mut pages: Vec<Option<PageLink>> = Vec::new();
        for page in 1..=last {
            if page == 1 || page == last || page.abs_diff(number) <= 1 {
                pages.push(Some(PageLink { number: page, href: href(page), current: page == number }));
            } else if pages.last().is_some_and(Option::is_some) {
                pages.push(None);
            }
        }
        Self {
            from: if total == 0 { 0 } else { (number - 1) * size + 1 },
            to: (number * size).min(total),
            total,
            of: of.into(),
            previous: (number > 1).then(|| href(number - 1)),
            next: (number < last).then(|| href(number + 1)),
            pages: if last > 1 { pages } else { Vec::new() },
        }
    }
}

/// Why a list is empty, and what to do next.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/empty.html")]
pub struct Empty {
    /// That there is nothing, and why.
    pub title: String,
    /// What to do next.
    pub text: String,
    /// Where to do it.
    pub link: Option<Link>,
}

/// A verb as it stands in the middle of a sentence: only its first letter changes, so names keep theirs.
#[must_use]
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

renders_itself!(Tag, Citation, Summary, Conflict, CaseLine, Filter, Pagination, Empty, Warning);

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(pagination: &Pagination) -> String {
        let page = |page: &Option<PageLink>| page.as_ref().map_or("…".to_owned(), |page| page.number.to_string());
        pagination.pages.iter().map(page).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn paging_shows_the_ends_the_neighbours_and_the_gaps() {
        let at = |number| Pagination::new(number, 50, 500, "complaints", |page| format!("?page={page}"));
        assert_eq!(numbers(&at(1)), "1 2 … 10");
        assert_eq!(numbers(&at(5)), "1 … 4 5 6 … 10");
        assert_eq!(numbers(&at(10)), "1 … 9 10");
        assert_eq!((at(1).from, at(1).to, at(1).previous), (1, 50, None));
        assert_eq!((at(10).from, at(10).to, at(10).next), (451, 500, None));
    }

    #[test]
    fn paging_holds_at_its_edges() {
        let one = Pagination::new(1, 50, 50, "complaints", |page| page.to_string());
        assert_eq!((numbers(&one).as_str(), one.next), ("", None));
        let none = Pagination::new(7, 50, 0, "complaints", |page| page.to_string());
        assert_eq!((none.from, none.to, none.previous), (0, 0, None));
    }

    #[test]
    fn what_is_typed_is_escaped_and_what_is_trusted_is_not() {
        let tag = Tag::new("<script>", Tone::Grey);
        insta::assert_snapshot!(tag.to_string(), @r#"<strong class="govuk-tag govuk-tag--grey">&#60;script&#62;</strong>"#);
        assert_eq!(SafeHtml::trusted("<p>x</p>").to_string(), "<p>x</p>");
    }

    #[test]
    fn a_verb_in_a_sentence_keeps_the_names_in_it() {
        assert_eq!(lower_first("Write to the Ombudsman"), "write to the Ombudsman");
        assert_eq!(lower_first(""), "");
    }

    #[test]
    fn the_navigation_shows_only_what_exists_for_the_person() {
        let items = |frame: &Frame| frame.navigation().iter().map(|item| item.text).collect::<Vec<_>>().join(" · ");
        let mut frame = Frame::default();
        assert_eq!(items(&frame), "Help");
        frame.person = Some(Person::default());
        assert_eq!(items(&frame), "My work · Complaints · Procedures · Help");
        frame.record = Some("Record a complaint");
        frame.may_administer = true;
        assert_eq!(items(&frame), "My work · Complaints · Record a complaint · Procedures · Administration · Help");
    }
}
