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
    const WEEKDAYS: [(&str, &str); 7] =
        [("Mon", "day"), ("Tue", "sday"), ("Wed", "nesday"), ("Thu", "rsday"), ("Fri", "day"), ("Sat", "urday"), ("Sun", "day")];
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

impl Month {
    /// A month of `days` days whose first is the `first`th day of the week (0 is Monday), each with its `mark`.
    /// Weeks at either end that have nothing to do with the counting are left out. `today` is a day of this month.
    #[must_use]
    pub fn new(name: impl Into<String>, first: usize, days: u8, today: Option<u8>, mark: impl Fn(u8) -> DayMark) -> Self {
        let mut places = vec![None; first % 7];
        places.extend((1..=days).map(|number| Some(Day { number, mark: mark(number), today: today == Some(number) })));
        let weeks = places.chunks(7).map(|chunk| {
            let mut week = [const { None }; 7];
            week.iter_mut().zip(chunk).for_each(|(place, day)| place.clone_from(day));
            week
        });
        let matters = |week: &[Option<Day>; 7]| week.iter().flatten().any(|day| day.today || day.mark != DayMark::Outside);
        let mut weeks: Vec<_> = weeks.skip_while(|week| !matters(week)).collect();
        while weeks.last().is_some_and(|week| !matters(week)) {
            weeks.pop();
        }
        Self { name: name.into(), weeks }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_starts_on_its_weekday_and_leaves_out_weeks_that_do_not_matter() {
        // 1 March 2017 was a Wednesday; counting from the 8th to the 15th.
        let mark = |number| match number {
            8 => DayMark::Start,
            9..15 => DayMark::Counted(u32::from(number) - 8),
            15 => DayMark::LimitDate,
            _ => DayMark::Outside,
        };
        let month = Month::new("March 2017", 2, 31, None, mark);
        let numbers = |week: &[Option<Day>; 7]| week.iter().flatten().map(|day| day.number).collect::<Vec<_>>();
        let weeks: Vec<_> = month.weeks.iter().map(numbers).collect();
        assert_eq!(weeks, [vec![6, 7, 8, 9, 10, 11, 12], vec![13, 14, 15, 16, 17, 18, 19]]);

        let whole = Month::new("March 2017", 2, 31, Some(31), |_| DayMark::OnHold);
        assert_eq!(whole.weeks.len(), 5);
        assert_eq!(whole.weeks[0][2].as_ref().map(|day| day.number), Some(1));
        assert!(whole.weeks[0][1].is_none());
        assert!(whole.weeks[4][4].as_ref().is_some_and(|day| day.today));
    }
}
