//! A procedure as it was read: every name resolved to an id, every rule with the section it stands under.

use std::collections::BTreeMap;

use calendar::{Counting, Limit};
use jiff::civil::Date;

use crate::ids::{
    DutyId, FactId, HoldId, Items, LetterId, MarkId, NoticeId, RegisterId, ReportId, RoleId, SectionId, StageId, StepId, TableId,
    TrailId, ViewId,
};
use crate::template::Template;
use crate::value::Value;

/// A complaints procedure, or another procedure that the same engine runs.
#[derive(Debug, Clone)]
pub struct Procedure {
    /// What the document says of itself.
    pub head: Head,
    /// Who takes part.
    pub roles: Items<RoleId, Role>,
    /// What is known of a case.
    pub facts: Items<FactId, Fact>,
    /// Decision tables.
    pub tables: Items<TableId, Table>,
    /// Where a case can stand.
    pub stages: Items<StageId, Stage>,
    /// What may be done.
    pub steps: Items<StepId, Step>,
    /// What is owed.
    pub duties: Items<DutyId, Duty>,
    /// What stops clocks.
    pub holds: Items<HoldId, Hold>,
    /// What is written to the complainant.
    pub letters: Items<LetterId, Letter>,
    /// What is sent to others.
    pub notices: Items<NoticeId, Notice>,
    /// What each role may see.
    pub views: Items<ViewId, View>,
    /// What a case puts on a person, for whoever deals with that person.
    pub marks: Items<MarkId, Mark>,
    /// What is reported over many cases.
    pub reports: Items<ReportId, Report>,
    /// What a case's page shows of certain steps, one after another.
    pub trails: Items<TrailId, Trail>,
    /// Tables over cases, which sheets can be made of and read into.
    pub registers: Items<RegisterId, Register>,
    /// The document, heading by heading.
    pub sections: Vec<Section>,
    /// Derived facts in an order in which each comes after those it is derived from.
    pub derived_order: Vec<FactId>,
    /// SHA-256 of the document and its letters, in hexadecimal.
    pub hash: String,
    /// The text of `procedure.md`.
    pub text: String,
    /// The text of each letter's template, by file name.
    pub letter_texts: BTreeMap<String, String>,
}

/// What the document says of itself: `[procedure]`.
#[derive(Debug, Clone)]
pub struct Head {
    /// The id that the folder has.
    pub id: String,
    /// The version, the name of the folder in it.
    pub version: String,
    /// The first day on which a case received is run under this version.
    pub from: Date,
    /// The last such day, when there is a later version.
    pub until: Option<Date>,
    /// The title that people read.
    pub title: String,
    /// The body whose procedure it is.
    pub authority: String,
    /// The source document.
    pub source: String,
    /// The licence under which the source's own wording is reproduced.
    pub attribution: Option<String>,
    /// What a case is called: “complaint”.
    pub noun: String,
    /// What several are called: “complaints”.
    pub nouns: String,
    /// Which bank holidays count.
    pub calendar: CalendarRule,
    /// Which convention counts working days.
    pub counting: Counting,
    /// How references are made, with `{year}` and `{code}`.
    pub reference: String,
    /// How paragraphs are cited: “paragraph {}”.
    pub cite: String,
    /// The fact that says where the case arose; roles held for one site see only that site's cases.
    pub site: Option<FactId>,
    /// The fact that names the person whose matter it is.
    pub who: Option<FactId>,
    /// The facts that make the line which says what a case is about.
    pub about: Vec<FactId>,
    /// The choice facts that lists can be filtered by.
    pub filters: Vec<FactId>,
    /// The sender's address on letters.
    pub address: Vec<String>,
    /// Only these facts may be recorded of a case: no notes, no documents, no search. None: nothing is forbidden.
    pub records: Option<Vec<FactId>>,
    /// The whole of which each case is a part: a recommendation of a plan.
    pub part_of: Option<PartOf>,
    /// What a case came to, shown where cases that hang together are walked through.
    pub came_to: Vec<FactId>,
    /// Cases of other procedures that name the person whom `who` names: the procedure, and the fact there.
    pub gathers: Vec<(String, String)>,
    /// The roles that may move a case to another version of the procedure.
    pub moved_by: Vec<RoleId>,
}

/// The whole of which cases are a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartOf {
    /// The procedure of the whole.
    pub procedure: String,
    /// The fact that names the whole.
    pub whole: FactId,
}

/// Which bank holidays count for a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalendarRule {
    /// Always those of one calendar.
    Always(String),
    /// Those that a finite fact names; the map goes from the position in its domain to a calendar.
    By(FactId, BTreeMap<u32, String>),
}

/// Where in the document something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The section whose heading is its citation.
    pub section: SectionId,
    /// The first byte in `procedure.md`.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// A heading and what stands under it.
#[derive(Debug, Clone)]
pub struct Section {
    /// How deep the heading is, 1 to 6.
    pub level: u8,
    /// The number that the heading starts with: “36”, “A.18”; empty when there is none.
    pub number: String,
    /// The heading without its number.
    pub title: String,
    /// What stands under it, in order.
    pub parts: Vec<Part>,
    /// Why the paragraph asks nothing of a system, when it says so.
    pub asks_nothing: Option<String>,
}

/// What can stand under a heading.
#[derive(Debug, Clone)]
pub enum Part {
    /// Prose, as Markdown.
    Prose(String),
    /// Rules.
    Rules(Vec<Rule>),
    /// A decision table, or a table that is only read.
    Table(Option<TableId>, PlainTable),
}

/// A rule, by what it defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// `[procedure]`
    Head,
    /// `[role.…]`
    Role(RoleId),
    /// `[fact.…]`
    Fact(FactId),
    /// `[table.…]`
    Table(TableId),
    /// `[stage.…]`
    Stage(StageId),
    /// `[step.…]`
    Step(StepId),
    /// `[duty.…]`
    Duty(DutyId),
    /// `[hold.…]`
    Hold(HoldId),
    /// `[letter.…]`
    Letter(LetterId),
    /// `[contents.…]`: more that a letter must contain.
    Contents(LetterId),
    /// `[notice.…]`
    Notice(NoticeId),
    /// `[view.…]`
    View(ViewId),
    /// `[setting.…]`: a reading that the body chose; it is a fact.
    Setting(FactId),
    /// `[mark.…]`
    Mark(MarkId),
    /// `[report.…]`
    Report(ReportId),
    /// `[trail.…]`
    Trail(TrailId),
    /// `[register.…]`
    Register(RegisterId),
    /// `[asks-nothing]`: the paragraph asks nothing of a system.
    AsksNothing,
}

/// A Markdown table as it stands.
#[derive(Debug, Clone, Default)]
pub struct PlainTable {
    /// The header cells.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// Who takes part: `[role.…]`.
#[derive(Debug, Clone)]
pub struct Role {
    /// Its name in the document.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// Where it is defined.
    pub place: Place,
}

/// Somebody who may act, owes or is told: a role, or whoever a fact names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// Whoever holds the role, for the case's site.
    Role(RoleId),
    /// Whoever the fact names: a role that a table decides, a person, or people.
    Fact(FactId),
}

/// What is known of a case: `[fact.…]`.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Its name in the document.
    pub name: String,
    /// A short label for summaries and lists.
    pub label: String,
    /// Where it is defined.
    pub place: Place,
    /// What values it takes.
    pub kind: Kind,
    /// Where its value comes from.
    pub source: Source,
    /// For facts that a table decides: the values that stand in its column.
    pub decided: Vec<Value>,
    /// Whoever it names must never learn of the case.
    pub wall: bool,
    /// Its value may not be before the value of this date fact.
    pub not_before: Option<FactId>,
    /// Its value may not be after the value of this date fact.
    pub not_after: Option<FactId>,
    /// Its date must lie after the moment at which it is recorded (an agreed date to come).
    pub ahead: bool,
    /// Only somebody who holds one of these roles can be named; empty: anybody.
    pub holds: Vec<RoleId>,
    /// Only somebody whom these facts name can be named; empty: anybody.
    pub among: Vec<FactId>,
    /// Nobody whom these facts name can be named; nor anybody whom one that is answered afresh ever named.
    pub not_among: Vec<FactId>,
    /// It is answered anew each time that it is asked: an earlier answer does not stand in.
    pub afresh: bool,
}

/// What values a fact takes.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// One of a few.
    Choice(Vec<Choice>),
    /// Yes or no.
    YesNo,
    /// Text; `long` asks for more than a line.
    Text {
        /// More than a line.
        long: bool,
    },
    /// A civil date.
    Date,
    /// A moment.
    Instant,
    /// Money, in pence.
    Money,
    /// A whole number.
    Number,
    /// Somebody of the directory.
    Person,
    /// Several people of the directory.
    People,
    /// An organisation of the directory.
    Organisation,
    /// A site of the directory.
    Site,
    /// Points of complaint.
    Points,
    /// Another case, by its reference.
    Case,
    /// A choice for each of the points.
    Findings {
        /// The points.
        of: FactId,
        /// What can be found of one.
        choices: Vec<Choice>,
    },
    /// A role, decided by a table.
    Role,
    /// A time limit, decided by a table.
    Limit,
    /// A step, decided by a table.
    Step,
}

/// One of the values of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its name in the document.
    pub name: String,
    /// What people read.
    pub label: String,
}

impl Kind {
    /// What a value of this kind is called.
    #[must_use]
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Choice(_) => "choice",
            Self::YesNo => "yes or no",
            Self::Text { .. } => "text",
            Self::Date => "date",
            Self::Instant => "date and time",
            Self::Money => "amount of money",
            Self::Number => "whole number",
            Self::Person => "person",
            Self::People => "list of people",
            Self::Organisation => "organisation",
            Self::Site => "site",
            Self::Points => "list of points",
            Self::Case => "case",
            Self::Findings { .. } => "list of findings",
            Self::Role => "role",
            Self::Limit => "time limit",
            Self::Step => "step",
        }
    }

    /// Whether conditions and tables can be checked over all its values.
    #[must_use]
    pub fn is_finite(&self) -> bool {
        matches!(self, Self::Choice(_) | Self::YesNo | Self::Role | Self::Limit | Self::Step)
    }
}

impl Fact {
    /// The choices of a choice or of findings; empty for other kinds.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            Kind::Choice(choices) | Kind::Findings { choices, .. } => choices,
            _ => &[],
        }
    }

    /// The question, when it is asked.
    #[must_use]
    pub fn question(&self) -> Option<&Question> {
        match &self.source {
            Source::Asked(question) => Some(question),
            Source::Derived(_) => None,
        }
    }
}

/// Where a fact's value comes from.
#[derive(Debug, Clone)]
pub enum Source {
    /// A step asks for it.
    Asked(Question),
    /// It follows from other facts.
    Derived(Derivation),
}

/// How a fact is asked for.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// The question itself.
    pub text: String,
    /// A hint under it.
    pub hint: Option<String>,
    /// It is asked only then.
    pub guard: Guard,
}

/// How a fact follows from others: `is = { … }`.
#[derive(Debug, Clone)]
pub enum Derivation {
    /// Whether a date lies within a limit after another; `unknown` when either is not known.
    Within {
        /// The later date.
        date: FactId,
        /// The earlier date.
        of: FactId,
        /// How far apart they may be.
        limit: Limit,
        /// The answer when either is not known.
        unknown: bool,
    },
    /// A column of a decision table.
    Table(TableId, usize),
    /// Whether a condition holds.
    Holds(Guard),
    /// The day on which one of these steps was last taken.
    DayOf(Vec<StepId>),
    /// Whether one of these steps was taken.
    Done {
        /// The steps.
        steps: Vec<StepId>,
        /// Only what came after the last of these counts; none: whatever came ever does.
        since: Vec<StepId>,
    },
    /// The latest, or the earliest, of those dates that are known.
    Extreme {
        /// The latest; otherwise the earliest.
        latest: bool,
        /// The dates.
        of: Vec<FactId>,
    },
    /// The end of a limit after a date.
    After {
        /// How long.
        limit: Limit,
        /// The date.
        of: FactId,
    },
    /// The reading that the body chose.
    Setting {
        /// The position of the chosen value.
        chosen: u16,
        /// Why there is a choice, and why this was chosen.
        why: String,
    },
    /// An attribute of a site: copied into the entry that names the site.
    Attribute {
        /// The site.
        site: FactId,
        /// The name of the attribute.
        name: String,
    },
    /// What findings come to: all alike, some, or none.
    Summary {
        /// The findings.
        of: FactId,
        /// The finding that counts.
        finding: u16,
        /// A finding that counts in part, when there is one.
        partly: Option<u16>,
        /// The choice when all are so.
        all: u16,
        /// The choice when some are.
        some: u16,
        /// The choice when none is.
        none: u16,
    },
    /// How many other cases share a person and match a condition in a period reach a number.
    Count(Count),
}

/// A count over other cases.
#[derive(Debug, Clone)]
pub struct Count {
    /// The person they share.
    pub person: FactId,
    /// What must hold of each.
    pub guard: Guard,
    /// How far back they are looked for.
    pub within: Limit,
    /// From how many on the answer is yes.
    pub at_least: u32,
}

/// A conjunction of tests of finite facts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Condition {
    /// All must pass.
    pub tests: Vec<Test>,
}

/// A test of one finite fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Test {
    /// The fact.
    pub fact: FactId,
    /// Bit n is set when the n-th value of its domain passes; bit 63 when not being known passes.
    pub allowed: u64,
}

/// The bit of a [`Test`] for a fact that is not known.
pub const UNKNOWN: u64 = 1 << 63;

/// When something holds: any of `when` (or none given), and none of `unless`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guard {
    /// At least one of these, when there are any.
    pub when: Vec<Condition>,
    /// None of these.
    pub unless: Vec<Condition>,
}

impl Condition {
    /// Whether it holds; `position` gives the position of a fact's value in its domain.
    pub fn holds(&self, position: impl Fn(FactId) -> Option<u32>) -> bool {
        self.tests.iter().all(|test| {
            let bit = position(test.fact).map_or(UNKNOWN, |at| 1u64.checked_shl(at).unwrap_or(0));
            test.allowed & bit != 0
        })
    }
}

impl Guard {
    /// Whether it holds; `position` gives the position of a fact's value in its domain.
    pub fn holds(&self, position: impl Fn(FactId) -> Option<u32>) -> bool {
        (self.when.is_empty() || self.when.iter().any(|condition| condition.holds(&position)))
            && !self.unless.iter().any(|condition| condition.holds(&position))
    }

    /// Whether it always holds.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.when.is_empty() && self.unless.is_empty()
    }

    /// The facts it looks at.
    pub fn facts(&self) -> impl Iterator<Item = FactId> {
        self.when.iter().chain(&self.unless).flat_map(|condition| condition.tests.iter().map(|test| test.fact))
    }
}

/// A decision table: `[table.…]` and the Markdown table after it.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name in the document.
    pub name: String,
    /// Where it is defined.
    pub place: Place,
    /// What it looks at, in the order of the columns.
    pub by: Vec<FactId>,
    /// The facts that it decides, in the order of the columns.
    pub decides: Vec<FactId>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// How many values each fact of `by` has: the radices of `answers`.
    pub sizes: Vec<usize>,
    /// For each combination of `by` (mixed radix, first fact slowest) the row that answers it.
    pub answers: Vec<Option<u16>>,
}

/// A row of a decision table.
#[derive(Debug, Clone)]
pub struct Row {
    /// For each fact of `by`, the values it is for, as bits of the domain.
    pub cells: Vec<u64>,
    /// For each fact it decides, the value, or none for “–”.
    pub gives: Vec<Option<Value>>,
    /// Where the row stands.
    pub place: Place,
}

/// Where a case can stand: `[stage.…]`.
#[derive(Debug, Clone)]
pub struct Stage {
    /// Its name in the document.
    pub name: String,
    /// What people read.
    pub title: String,
    /// Nothing more happens.
    pub end: bool,
    /// Where it is defined.
    pub place: Place,
}

/// What may be done: `[step.…]`.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name in the document.
    pub name: String,
    /// What to do, as a verb: “Log the complaint”.
    pub title: String,
    /// What was done: “Complaint logged”.
    pub done: String,
    /// Where it is defined.
    pub place: Place,
    /// Who may.
    pub by: Vec<Party>,
    /// It begins a case.
    pub begins: bool,
    /// In which stages; empty: in every stage that is no end (and never for a step that begins a case).
    pub from: Vec<StageId>,
    /// Where it leads.
    pub to: Option<StageId>,
    /// On what condition.
    pub guard: Guard,
    /// What it asks.
    pub asks: Vec<Ask>,
    /// Only someone other than whoever took these.
    pub other_than: Vec<StepId>,
    /// Only someone more senior than whoever took these.
    pub senior_to: Vec<StepId>,
    /// The person it appoints (none: whoever takes it) must be independent of these.
    pub independent_of: Vec<Independence>,
    /// Only after these were taken.
    pub after: Vec<After>,
    /// Whether it may be taken again.
    pub repeat: Repeat,
    /// The letters it drafts: their texts can be edited until they are sent.
    pub drafts: Vec<LetterId>,
    /// The letters it sends.
    pub letters: Vec<LetterId>,
    /// The notices it sends.
    pub notices: Vec<NoticeId>,
    /// It opens cases under other procedures.
    pub opens: Vec<Opens>,
    /// It destroys what was recorded of the case before, save what it asks itself.
    pub erases: bool,
    /// It cannot be undone, so that answers are checked first.
    pub is_final: bool,
}

/// A fact that a step asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// The fact.
    pub fact: FactId,
    /// It must be answered (when its own condition holds).
    pub required: bool,
}

/// A step that comes before another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct After {
    /// The step.
    pub step: StepId,
    /// It must have been taken since the last of these; none: ever.
    pub since: Vec<StepId>,
}

/// Who must be independent of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Independence {
    /// The person appointed; none: whoever takes the step.
    pub who: Option<FactId>,
    /// Not a person that these facts name.
    pub facts: Vec<FactId>,
    /// Not whoever took these steps.
    pub steps: Vec<StepId>,
}

/// Whether a step may be taken again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Repeat {
    /// Once in a case.
    #[default]
    Never,
    /// As often as wanted.
    Always,
    /// Once after each time that one of these steps was taken.
    AfterEach(Vec<StepId>),
}

/// Cases that a step opens under another procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opens {
    /// The other procedure.
    pub procedure: String,
    /// The step of the other procedure that begins the case; none: its only one.
    pub begins: Option<String>,
    /// One for each of a number or a list; none: one.
    pub each: Option<FactId>,
    /// What the case is told: the name of its fact, and what that is.
    pub gives: Vec<(String, Given)>,
    /// It is opened only then.
    pub guard: Guard,
}

/// What a case that is opened is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// The case that opens it.
    This,
    /// The one for which it is opened: a person or a point.
    Each,
    /// The value of a fact of the case that opens it.
    Fact(FactId),
}

/// What a case puts on a person: `[mark.…]`.
#[derive(Debug, Clone)]
pub struct Mark {
    /// Its name in the document.
    pub name: String,
    /// What people read.
    pub title: String,
    /// Where it is defined.
    pub place: Place,
    /// The fact that names the person.
    pub on: FactId,
    /// What is said with it.
    pub says: Vec<FactId>,
    /// As long as this holds.
    pub guard: Guard,
    /// For a fact of this name in any case of the person, the choice fact here that says which value is agreed.
    pub limits: Vec<(String, FactId)>,
    /// The roles that are shown it; empty: everybody who sees a case of the person.
    pub roles: Vec<RoleId>,
}

/// What is reported over the cases of a period: `[report.…]`.
#[derive(Debug, Clone)]
pub struct Report {
    /// Its name in the document.
    pub name: String,
    /// What people read.
    pub title: String,
    /// Where it is defined.
    pub place: Place,
    /// How long a period is.
    pub period: ReportPeriod,
    /// The date that puts a case into a period.
    pub dates: FactId,
    /// One part for each value of this fact.
    pub by: Option<FactId>,
    /// Who may read it.
    pub roles: Vec<RoleId>,
    /// How many cases there are of each value of these.
    pub counts: Vec<FactId>,
    /// The columns of the list of cases; empty: no list.
    pub lists: Vec<FactId>,
    /// List only some of the cases, drawn by chance.
    pub sample: Option<Sample>,
    /// Which cases it is about.
    pub guard: Guard,
    /// The duties of which it says how many were met in time.
    pub late: Vec<DutyId>,
}

/// How many cases are drawn by chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// So many.
    Cases(u32),
    /// So many of a hundred, and at least one.
    Percent(u32),
}

impl Sample {
    /// How many of so many cases are drawn.
    #[must_use]
    pub fn size(self, of: usize) -> usize {
        match self {
            Self::Cases(count) => usize::try_from(count).unwrap_or(usize::MAX),
            Self::Percent(share) => of.saturating_mul(usize::try_from(share).unwrap_or(100)).div_ceil(100),
        }
        .min(of)
    }
}

/// What a case's page shows of certain steps, each time that one was taken: `[trail.…]`.
#[derive(Debug, Clone)]
pub struct Trail {
    /// Its name in the document.
    pub name: String,
    /// What people read.
    pub title: String,
    /// Where it is defined.
    pub place: Place,
    /// The steps, in the order in which they are usually taken.
    pub steps: Vec<StepId>,
}

/// A table over the cases of the procedure, or of one whole: `[register.…]`.
#[derive(Debug, Clone)]
pub struct Register {
    /// Its name in the document.
    pub name: String,
    /// What people read.
    pub title: String,
    /// Where it is defined.
    pub place: Place,
    /// Who may open it.
    pub roles: Vec<RoleId>,
    /// Its columns: a fact and what stands above it.
    pub columns: Vec<(FactId, String)>,
    /// More columns, only in workbooks and CSV.
    pub further: Vec<(FactId, String)>,
    /// A heading above the cases of each of its values.
    pub groups: Option<FactId>,
    /// No two cases of one whole have the same value.
    pub key: Option<FactId>,
    /// The steps that a row of a sheet goes through; empty: nothing can be read in.
    pub imports: Vec<StepId>,
}

/// How long the period of a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportPeriod {
    /// A calendar month.
    Month,
    /// Three calendar months, from January on.
    Quarter,
    /// A calendar year.
    Year,
}

/// What is owed: `[duty.…]`.
#[derive(Debug, Clone)]
pub struct Duty {
    /// Its name in the document.
    pub name: String,
    /// What is owed, as a verb: “Acknowledge the complaint”.
    pub title: String,
    /// Where it is defined.
    pub place: Place,
    /// Who owes it.
    pub owner: Vec<Party>,
    /// On what condition.
    pub guard: Guard,
    /// What starts it.
    pub starts: Vec<Start>,
    /// How long there is.
    pub period: Period,
    /// It recurs.
    pub every: Option<Limit>,
    /// The steps that meet it.
    pub met_by: Vec<StepId>,
    /// The steps that end it unmet.
    pub ends: Vec<StepId>,
    /// The step that moves its limit to an agreed date.
    pub extended_by: Option<Extension>,
    /// A further start while it is open starts it anew.
    pub restarts: bool,
    /// How long before the limit a warning is shown.
    pub warn: Option<Limit>,
    /// The source asks for it where possible: late is shown but is no breach.
    pub soft: bool,
}

/// What starts a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// A step was taken.
    Step(StepId),
    /// The step that a table decides was taken.
    Decided(FactId),
    /// A date or moment that a fact gives.
    Fact(FactId),
    /// Another duty fell due unmet.
    Due(DutyId),
}

/// How long there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// The source gives no time.
    Open,
    /// So long.
    Within(Limit),
    /// As long as a table decides.
    Decided(FactId),
    /// By the date that a fact gives.
    By(FactId),
}

/// How a limit is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extension {
    /// The step that moves it.
    pub step: StepId,
    /// The fact that gives the new date.
    pub to: FactId,
}

/// What stops clocks: `[hold.…]`.
#[derive(Debug, Clone)]
pub struct Hold {
    /// Its name in the document.
    pub name: String,
    /// What people read.
    pub title: String,
    /// Where it is defined.
    pub place: Place,
    /// The step that starts it.
    pub from: Vec<StepId>,
    /// The steps that end it.
    pub until: Vec<StepId>,
    /// The duties whose clocks it stops.
    pub stops: Vec<DutyId>,
}

/// What is written to the complainant: `[letter.…]` and its template.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Its name in the document.
    pub name: String,
    /// What people read.
    pub title: String,
    /// Where it is defined.
    pub place: Place,
    /// The text with its slots.
    pub template: Template,
    /// What it must contain: blocks of the template, each with the rule that asks for it.
    pub contains: Vec<Content>,
    /// What is enclosed.
    pub enclosures: Vec<String>,
    /// When the letter is written at all.
    pub guard: Guard,
    /// The facts that make up the address, line by line; of several in one line, the first that is known.
    pub addressed_to: Vec<Vec<FactId>>,
    /// The parties that may edit its draft; the stages in which they may.
    pub edited_by: Vec<Party>,
    /// The stages in which the draft may be edited; empty: until it is sent.
    pub edited_in: Vec<StageId>,
}

/// Something that a letter must contain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The block of the template.
    pub block: String,
    /// What it is, in words for a checklist.
    pub label: String,
    /// The rule that asks for it.
    pub place: Place,
}

/// What is sent to another body: `[notice.…]`.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Its name in the document.
    pub name: String,
    /// What people read.
    pub title: String,
    /// Where it is defined.
    pub place: Place,
    /// Who is told.
    pub to: Vec<Party>,
    /// What it carries.
    pub carries: Vec<Item>,
    /// When it is sent.
    pub guard: Guard,
}

/// Something of a case that can be shown or hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// A fact's value.
    Fact(FactId),
    /// That a step was taken, when and by whom.
    Step(StepId),
    /// When a duty is due.
    Due(DutyId),
    /// A letter.
    Letter(LetterId),
    /// Documents filed with the case.
    Documents,
    /// All that happened: who did what, without the facts that are hidden otherwise.
    Timeline,
}

/// What a role may see: `[view.…]`. A role without a view sees no case.
#[derive(Debug, Clone)]
pub struct View {
    /// Its name in the document.
    pub name: String,
    /// Where it is defined.
    pub place: Place,
    /// Whose view it is.
    pub roles: Vec<RoleId>,
    /// The facts that name people whose view it is.
    pub people: Vec<FactId>,
    /// The case is visible at all only then.
    pub when: Vec<Condition>,
    /// What is seen.
    pub sees: Sees,
    /// When one of these holds, only that much is seen instead.
    pub unless: Vec<(Condition, Sees)>,
}

impl View {
    /// All that it shows, under whichever condition.
    pub fn sees_all(&self) -> impl Iterator<Item = &Sees> {
        std::iter::once(&self.sees).chain(self.unless.iter().map(|(_, sees)| sees))
    }
}

/// What is seen of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sees {
    /// All but these.
    AllBut(Vec<Item>),
    /// Only these.
    Only(Vec<Item>),
}
