//! The account of a due date: every day from the start to the limit, whether it was counted, and if not, why.
//!
//! It is made by walking from day to day, so it does not share the arithmetic of [`Count::due`], and each checks the other.
//! It is for showing to people.

use std::fmt;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::calendar::{Calendar, DayKind};
use crate::count::{Count, Due, DueAt, Moment, NoDue, beginning_of, end_of};
use crate::hold::{Hold, Stops};
use crate::limit::{Counting, Limit};
use crate::words::{due_words, instant_words, long_date};

/// How a due date came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ledger {
    /// What set the clock going.
    pub start: Moment,
    /// The civil day of the start.
    pub start_day: Date,
    /// The start as a person would say it: “8 March 2017”, “9:30am on 8 March 2017”.
    pub start_words: String,
    /// How long there is.
    pub limit: Limit,
    /// Where the count of working days began.
    pub counting: Counting,
    /// The name of the calendar.
    pub calendar: String,
    /// The version of the calendar, by its contents.
    pub calendar_version: String,
    /// The first day for which the holidays are known.
    pub known_from: Date,
    /// The last day for which the holidays are known.
    pub known_until: Date,
    /// The holds that were looked at.
    pub holds: Vec<Hold>,
    /// The day from which a hold without an end stops the clock, if that is why there is no due date.
    pub stopped_from: Option<Date>,
    /// Every day from the start to the limit, each once. Without a due date, to the last day before the clock stopped.
    pub days: Vec<LedgerDay>,
    /// When it is due; `None` while a hold without an end stops the clock, or where there is no such date.
    pub due: Option<Due>,
    /// The due date as a person would say it: “the end of Wednesday 5 April 2017”, “3:30pm on Monday 6 March 2017”.
    pub due_words: Option<String>,
}

/// One day of a ledger. As JSON it is one of `{"date": …, "start": true}`, `{"date": …, "rolled_start": true}`,
/// `{"date": …, "counted": 1}` and `{"date": …, "skipped": "Good Friday"}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerDay {
    /// The day.
    pub date: Date,
    /// What it was to the count.
    pub mark: Mark,
    /// Whether it is the day on which the limit falls.
    pub is_limit: bool,
}

/// What a day was to the count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// The day of the start, which is not counted.
    Start,
    /// The day that the start moves to, which is not counted: under [`Counting::RollFirst`] the first working day, and for a
    /// limit with nothing to count the first day off hold.
    RolledStart,
    /// The number of this day in the count: of working days, or of calendar days for days, weeks, months and years. For hours
    /// it is how many whole hours have run when the day ends or the limit is reached.
    Counted(u32),
    /// Not counted.
    Skipped(Reason),
}

/// Why a day is not counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It is a Saturday.
    Saturday,
    /// It is a Sunday.
    Sunday,
    /// It is the holiday of this name.
    Holiday(String),
    /// The body is closed, for this reason.
    Closed(String),
    /// The clock stands still, whatever day it is.
    OnHold,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Saturday => f.write_str("Saturday"),
            Self::Sunday => f.write_str("Sunday"),
            Self::Holiday(title) => f.write_str(title),
            Self::Closed(reason) => write!(f, "closed: {reason}"),
            Self::OnHold => f.write_str("on hold"),
        }
    }
}

impl Reason {
    /// Why this day is not a working day; `None` if it is one.
    fn not_working(calendar: &Calendar, date: Date) -> Option<Self> {
        match calendar.day(date) {
            DayKind::Working => None,
            DayKind::Saturday => Some(Self::Saturday),
            DayKind::Sunday => Some(Self::Sunday),
            DayKind::Holiday(title) => Some(Self::Holiday(title.to_owned())),
            DayKind::Closed(reason) => Some(Self::Closed(reason.to_owned())),
        }
    }
}

impl Serialize for LedgerDay {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(2))?;
        map.serialize_entry("date", &self.date)?;
        match &self.mark {
            Mark::Start => map.serialize_entry("start", &true)?,
            Mark::RolledStart => map.serialize_entry("rolled_start", &true)?,
            Mark::Counted(n) => map.serialize_entry("counted", n)?,
            Mark::Skipped(reason) => map.serialize_entry("skipped", &reason.to_string())?,
        }
        map.end()
    }
}

impl Ledger {
    pub(crate) fn new(count: &Count<'_>) -> Self {
        let stops = Stops::new(count.holds);
        let reached = count.reach(&stops);
        let start_day = count.start_day();
        let end = match reached {
            Ok(due) => due.date(count.zone),
            Err(NoDue::Stopped(first)) => first.yesterday().map_or(start_day, |last| last.max(start_day)),
            Err(NoDue::TooFar) => start_day,
        };
        let due = reached.ok();
        Self {
            start: count.start,
            start_day,
            start_words: match count.start {
                Moment::Day(date) => long_date(date),
                Moment::At(at) => instant_words(at, count.zone),
            },
            limit: count.limit,
            counting: count.counting,
            calendar: count.calendar.name().to_owned(),
            calendar_version: count.calendar.version().to_owned(),
            known_from: count.calendar.known_from(),
            known_until: count.calendar.known_until(),
            holds: count.holds.to_vec(),
            stopped_from: match reached {
                Err(NoDue::Stopped(first)) => Some(first),
                _ => None,
            },
            days: Walk { count, stops: &stops, due, end, zero: count.day_zero(), counted: 0, run: SignedDuration::ZERO }.days(),
            due,
            due_words: due.map(|due| due_words(due.at, count.zone)),
        }
    }

    /// The number of the last day counted, and so how much of the limit is used up when the ledger ends.
    #[must_use]
    pub fn counted(&self) -> u32 {
        self.days.iter().rev().find_map(|day| if let Mark::Counted(n) = day.mark { Some(n) } else { None }).unwrap_or(0)
    }

    /// How many days were skipped because the clock stood still.
    #[must_use]
    pub fn days_on_hold(&self) -> usize {
        self.days.iter().filter(|day| day.mark == Mark::Skipped(Reason::OnHold)).count()
    }
}

/// Goes from the start to the limit, a day at a time.
struct Walk<'a> {
    count: &'a Count<'a>,
    stops: &'a Stops,
    due: Option<Due>,
    end: Date,
    /// The day after which counting begins.
    zero: Option<Date>,
    counted: u32,
    /// How long the clock has run, for limits in hours.
    run: SignedDuration,
}

impl Walk<'_> {
    fn days(mut self) -> Vec<LedgerDay> {
        let (start, end) = (self.count.start_day(), self.end);
        let mut days = Vec::new();
        for date in std::iter::successors(Some(start), |date| date.tomorrow().ok()).take_while(|date| *date <= end) {
            self.run += self.runs_on(date);
            let is_limit = self.due.is_some() && date == self.end;
            let mark = if date == start { Mark::Start } else { self.mark(date, is_limit) };
            days.push(LedgerDay { date, mark, is_limit });
        }
        days
    }

    fn mark(&mut self, date: Date, is_limit: bool) -> Mark {
        let limit = self.count.limit;
        if nothing_to_count(limit) {
            return if is_limit { Mark::RolledStart } else { self.skipped(date) };
        }
        if let Limit::Hours(all) = limit {
            // Hours may end at the very midnight that begins a hold: that instant belongs to a day on hold, and is in time.
            let held = self.stops.at(date).is_some() && !is_limit;
            let hours = u32::try_from(self.run.as_hours()).unwrap_or(all);
            return if held { Mark::Skipped(Reason::OnHold) } else { Mark::Counted(hours) };
        }
        if let Some(zero) = self.zero.filter(|zero| date <= *zero) {
            return if date == zero { Mark::RolledStart } else { self.skipped(date) };
        }
        let counts = self.stops.at(date).is_none() && (!limit.counts_working_days() || self.count.calendar.is_working(date));
        if counts {
            self.counted += 1;
            Mark::Counted(self.counted)
        } else {
            self.skipped(date)
        }
    }

    fn skipped(&self, date: Date) -> Mark {
        let reason = if self.stops.at(date).is_some() { None } else { Reason::not_working(self.count.calendar, date) };
        Mark::Skipped(reason.unwrap_or(Reason::OnHold))
    }

    /// How long the clock runs on this day, for limits in hours.
    fn runs_on(&self, date: Date) -> SignedDuration {
        let (Limit::Hours(_), None) = (self.count.limit, self.stops.at(date)) else {
            return SignedDuration::ZERO;
        };
        let zone = self.count.zone;
        let limit = self.due.map_or(Timestamp::MAX, |due| due.last_instant(zone));
        let from = beginning_of(date, zone).max(self.count.start_instant()).unwrap_or(limit);
        let to = end_of(date, zone).unwrap_or(limit).min(limit);
        to.duration_since(from).max(SignedDuration::ZERO)
    }
}

/// Whether the limit is the start itself, so that no day of it can be numbered.
fn nothing_to_count(limit: Limit) -> bool {
    use Limit::{AtOnce, Days, Hours, Months, SameDay, Weeks, WorkingDays, Years};
    matches!(limit, SameDay | AtOnce | Hours(0) | Days(0) | WorkingDays(0) | Weeks(0) | Months(0) | Years(0))
}

/// A due date and its account as the command line and the API give them: `due` is a date, or a local time with its offset, or
/// null while there is none.
#[must_use]
pub fn deadline_json(count: &Count<'_>) -> serde_json::Value {
    let ledger = count.ledger();
    let due = ledger.due.map(|due| match due.at {
        DueAt::EndOf(date) => date.to_string(),
        DueAt::At(at) => at.to_zoned(count.zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%.f%:z").to_string(),
    });
    let provisional = ledger.due.is_some_and(|due| due.provisional);
    serde_json::json!({ "due": due, "provisional": provisional, "ledger": ledger.days })
}
