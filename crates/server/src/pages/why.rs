//! How a date was counted, day by day.

use askama::Template;

use super::parts::{CaseLine, Citation, Due, Frame};

/// The ledger of a date.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/why.html")]
pub struct Why {
    /// What surrounds it.
    pub frame: Frame,
    /// The case.
    pub case: CaseLine,
    /// What is due: "Send the response".
    pub what: String,
    /// By when.
    pub due: Due,
    /// How it was counted, as a sentence: "20 working days from allocation on 8 March 2017, …".
    pub sentence: String,
    /// The paragraph that sets the limit.
    pub citation: Option<Citation>,
    /// More about the counting, as "what: how": which convention, which calendar and its version, what set the start.
    pub facts: Vec<(String, String)>,
    /// That the date may yet change, and why, when it is provisional.
    pub provisional: Option<String>,
    /// Extensions and pauses.
    pub adjustments: Vec<Adjustment>,
    /// The months it was counted through; none when it is counted in hours.
    pub months: Vec<Month>,
    /// The same as a table.
    pub rows: Vec<LedgerRow>,
}

impl Why {
    /// The days of the week, each as what is seen and what is only heard.
    const WEEKDAYS: [(&str, &str); 7] = [
        ("Mon", "day"),
        ("Tue", "sday"),
        ("Wed", "nesday"),
        ("Thu", "rsday"),
        ("Fri", "day"),
        ("Sat", "urday"),
        ("Sun", "day"),
    ];
}

/// An extension or a pause.
#[derive(Debug, Clone, Default)]
pub struct Adjustment {
    /// "Extension" or "On hold".
    pub kind: String,
    /// From when to when, and what it did to the date.
    pub text: String,
    /// Who did it and why.
    pub by: String,
    /// Where it stands in the timeline.
    pub href: String,
}

/// A month of a calendar.
#[derive(Debug, Clone, Default)]
pub struct Month {
    /// "March 2017".
    pub name: String,
    /// Its weeks, Monday to Sunday; `None` is a day of another month.
    pub weeks: Vec<[Option<Day>; 7]>,
}

/// A day of a calendar.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Day {
    /// The day of the month.
    pub number: u8,
    /// What it is to the counting.
    pub mark: DayMark,
    /// Whether it is today.
    pub today: bool,
}

/// What a day is to a counting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum DayMark {
    /// Before the start or after the limit.
    #[default]
    Outside,
    /// The day on which the counting starts; it is not counted.
    Start,
    /// Counted, with its number.
    Counted(u32),
    /// Counted, and the last.
    Limit(u32),
    /// The last, though not itself numbered: a calendar date.
    LimitDate,
    /// Not counted, and why: "Saturday", "Good Friday".
    Skipped(String),
    /// Not counted, because the clock stood still.
    OnHold,
}

impl DayMark {
    fn class(&self) -> &'static str {
        match self {
            Self::Outside => "outside",
            Self::Start => "start",
            Self::Counted(_) => "counted",
            Self::Limit(_) | Self::LimitDate => "limit",
            Self::Skipped(_) => "skipped",
            Self::OnHold => "on-hold",
        }
    }

    /// What it says beside the day of the month; a number alone is preceded by "day" for those who listen.
    fn text(&self) -> String {
        match self {
            Self::Outside => String::new(),
            Self::Start => "Start".to_owned(),
            Self::Counted(number) => number.to_string(),
            Self::Limit(number) => format!("{number} Limit"),
            Self::LimitDate => "Limit".to_owned(),
            Self::Skipped(reason) => reason.clone(),
            Self::OnHold => "On hold".to_owned(),
        }
    }

    fn is_number(&self) -> bool {
        matches!(self, Self::Counted(_) | Self::Limit(_))
    }
}

/// A line of the ledger: a day, or several of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LedgerRow {
    /// "Thursday 9 March 2017", or "9 to 10 March 2017".
    pub dates: String,
    /// What they are: "Working day", "Weekend", "Good Friday".
    pub what: String,
    /// How they count: "Day 1", "Days 1 to 2", "Not counted".
    pub counts: String,
}
