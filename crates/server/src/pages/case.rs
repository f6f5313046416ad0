//! What surrounds every page of a case: its title and clock, the way between its pages, and at the side what
//! is owed and what the reader can do.

use askama::Template;

use super::fields::Choice;
use super::parts::{Citation, DutyLine, Link, Tag, renders_itself};

/// The head of a case, and what stands beside its pages.
#[derive(Debug, Clone, Default)]
pub struct CaseHead {
    /// Its reference: "DC/2017/0412".
    pub reference: String,
    /// A line that says what it is about, as far as the reader may see.
    pub line: String,
    /// The address of its first page; the other pages are below it.
    pub href: String,
    /// The stage it stands in.
    pub stage: Tag,
    /// What else sets it apart: "Restricted", "Urgent".
    pub marks: Vec<Tag>,
    /// The procedure it is run under, linked to its handbook.
    pub procedure: Link,
    /// How much of its time is used, while there is a limit.
    pub clock: Option<Clock>,
    /// Where it can be moved to another version of the procedure, for those who may.
    pub version_href: Option<String>,
    /// What other cases put on the person it is about.
    pub warnings: Vec<super::parts::Warning>,
    /// What the reader is not shown, in a sentence, when a view hides something.
    pub hidden: Option<(String, Citation)>,
    /// The pages there are, each with how much is on it where that helps.
    pub sections: Vec<(CaseSection, Option<usize>)>,
    /// The tables of its parts, and the whole that it is a part of.
    pub ways: Vec<Link>,
    /// The page that is shown.
    pub current: CaseSection,
    /// What stands at the side.
    pub aside: Aside,
}

/// The pages of a case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CaseSection {
    /// The facts.
    #[default]
    Overview,
    /// What happened.
    Timeline,
    /// What was written and received.
    Documents,
    /// Who has a part in it.
    People,
    /// Other cases it hangs together with.
    Links,
    /// What came of it from case to case, and out of what it came.
    Chain,
    /// Who has looked at it.
    Looked,
}

impl CaseSection {
    /// What the way to it says.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Timeline => "Timeline",
            Self::Documents => "Letters and documents",
            Self::People => "People",
            Self::Links => "Linked cases",
            Self::Chain => "What came of it",
            Self::Looked => "Who looked",
        }
    }

    /// Its address below the case's own.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Timeline => "/timeline",
            Self::Documents => "/documents",
            Self::People => "/people",
            Self::Links => "/links",
            Self::Chain => "/chain",
            Self::Looked => "/looked",
        }
    }
}

/// How much of the time for an answer is used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Template)]
#[template(path = "parts/clock.html")]
pub struct Clock {
    /// "Day 12 of 20 working days: answer due Wednesday 5 April 2017".
    pub words: String,
    /// Days used; more than `of` when it is late.
    pub used: u32,
    /// Days there are.
    pub of: u32,
    /// How it stands.
    pub state: ClockState,
    /// The page that shows how the date was counted.
    pub why_href: Option<String>,
}

/// How a clock stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ClockState {
    /// There is time.
    #[default]
    Running,
    /// The limit has passed.
    Overdue,
    /// It stands still.
    OnHold,
    /// The answer was sent.
    Stopped,
}

impl Clock {
    fn class(&self) -> &'static str {
        match self.state {
            ClockState::Running => "app-clock--running",
            ClockState::Overdue => "app-clock--overdue",
            ClockState::OnHold => "app-clock--on-hold",
            ClockState::Stopped => "app-clock--stopped",
        }
    }

    fn shown(&self) -> u32 {
        self.used.min(self.of)
    }
}

/// What stands beside the pages of a case.
#[derive(Debug, Clone, Default)]
pub struct Aside {
    /// What is owed on it, most urgent first.
    pub owed: Vec<DutyLine>,
    /// What the reader can do now. The first is the one green button if it is marked so.
    pub can: Vec<StepLink>,
    /// What the reader cannot do now, and why not.
    pub cannot: Vec<Cannot>,
    /// Who holds the case.
    pub holder: Option<Holder>,
}

impl Aside {
    /// Whether there is nothing to show beside the page.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.owed.is_empty() && self.can.is_empty() && self.cannot.is_empty() && self.holder.is_none()
    }
}

/// A step that the reader can take.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StepLink {
    /// What it does, as a verb.
    pub text: String,
    /// Where its form is.
    pub href: String,
    /// Whether it meets the most urgent duty, which makes it the green button.
    pub primary: bool,
}

/// A step that the reader cannot take now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cannot {
    /// What it would do, as a verb.
    pub text: String,
    /// Why not, as a sentence.
    pub reason: String,
    /// The paragraph that says so.
    pub citation: Option<Citation>,
}

/// Who holds a case, and who could.
#[derive(Debug, Clone, Default)]
pub struct Holder {
    /// "You hold this case since 9 March 2017."
    pub words: String,
    /// Whether the reader may take it.
    pub may_take: bool,
    /// To whom the reader may hand it over; none when the reader may not.
    pub hand_over_to: Vec<Choice>,
}

renders_itself!(Clock);
