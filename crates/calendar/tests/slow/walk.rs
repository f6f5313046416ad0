//! The second implementation: from day to day, with nothing clever in it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use calendar::{Count, Counting, DueAt, Limit, Moment};
use jiff::civil::{Date, Weekday, date};
use jiff::{SignedDuration, Timestamp, ToSpan};

/// Nothing in the tests takes longer than this, unless it never comes.
const FOR_EVER: i32 = 20_000;

/// A calendar as a list of days off, each with its reason.
#[derive(Clone)]
pub(crate) struct Walk {
    off: BTreeMap<Date, String>,
}

impl Walk {
    pub(crate) fn new(name: &str, closures: &[(Date, String)]) -> Self {
        static PUBLISHED: LazyLock<serde_json::Value> =
            LazyLock::new(|| serde_json::from_str(include_str!("../../data/uk-bank-holidays.json")).unwrap());
        let mut off = BTreeMap::new();
        for (day, reason) in closures {
            off.insert(*day, format!("closed: {reason}"));
        }
        for holiday in PUBLISHED[name]["events"].as_array().unwrap() {
            off.insert(holiday["date"].as_str().unwrap().parse().unwrap(), holiday["title"].as_str().unwrap().to_owned());
        }
        Self { off }
    }

    /// Why a day is not a working day.
    pub(crate) fn not_working(&self, day: Date) -> Option<String> {
        match day.weekday() {
            Weekday::Saturday => Some("Saturday".to_owned()),
            Weekday::Sunday => Some("Sunday".to_owned()),
            _ => self.off.get(&day).cloned(),
        }
    }

    fn works(&self, day: Date) -> bool {
        self.not_working(day).is_none()
    }

    pub(crate) fn due(&self, count: &Count<'_>) -> Option<DueAt> {
        let start = count.start.date(count.zone);
        let end_of = match (count.limit, count.start) {
            (Limit::Hours(hours), Moment::At(at)) => {
                return hours_after(count, at, hours).map(DueAt::At);
            }
            (Limit::AtOnce, Moment::At(at)) => return hours_after(count, at, 0).map(DueAt::At),
            (Limit::Hours(hours), Moment::Day(day)) => {
                let midnight = (day + 1.day()).to_zoned(count.zone.clone()).unwrap().timestamp();
                return hours_after(count, midnight, hours).map(DueAt::At);
            }
            (Limit::WorkingDays(n), _) => {
                let mut zero = start;
                let roll = count.counting == Counting::RollFirst;
                while roll && !self.works(zero) {
                    zero += 1.day();
                }
                if n == 0 {
                    first(zero, |day| !is_held(count, day) && (!roll || self.works(day)))
                } else {
                    nth(zero, n, |day| !is_held(count, day) && self.works(day))
                }
            }
            (Limit::NextWorkingDay, _) => nth(start, 1, |day| !is_held(count, day) && self.works(day)),
            _ => match self.length(count) {
                0 => first(start, |day| !is_held(count, day)),
                n => nth(start, n, |day| !is_held(count, day)),
            },
        };
        end_of.map(DueAt::EndOf)
    }

    /// How many days the limit counts; for hours, how many hours.
    pub(crate) fn length(&self, count: &Count<'_>) -> u32 {
        let start = count.start.date(count.zone);
        match count.limit {
            Limit::Hours(n) | Limit::Days(n) | Limit::WorkingDays(n) => n,
            Limit::Weeks(n) => n * 7,
            Limit::Months(n) => steps(start, months_after(start, n)),
            Limit::Years(n) => steps(start, months_after(start, n * 12)),
            Limit::NextWorkingDay => 1,
            Limit::SameDay | Limit::AtOnce => 0,
        }
    }

    /// Whether any day that had to be judged, or the due date, lies outside the years of the published holidays.
    pub(crate) fn is_provisional(&self, count: &Count<'_>, due: Date) -> bool {
        let mut day = count.start.date(count.zone);
        let known = date(2012, 1, 1)..=date(2028, 12, 31);
        let mut outside = !known.contains(&due);
        if let (Limit::WorkingDays(_), Counting::RollFirst) = (count.limit, count.counting) {
            outside |= !known.contains(&day);
        }
        while day < due {
            day += 1.day();
            outside |= !known.contains(&day);
        }
        outside && matches!(count.limit, Limit::WorkingDays(_) | Limit::NextWorkingDay)
    }

    pub(crate) fn working_days_after(&self, start: Date, n: u32, roll: bool) -> Date {
        let mut day = start;
        while roll && !self.works(day) {
            day += 1.day();
        }
        let mut counted = 0;
        while counted < n {
            day += 1.day();
            counted += u32::from(self.works(day));
        }
        day
    }

    pub(crate) fn between(&self, from: Date, to: Date) -> i64 {
        let (mut day, mut counted) = (from, 0);
        while day < to {
            day += 1.day();
            counted += i64::from(self.works(day));
        }
        while day > to {
            day -= 1.day();
            counted -= i64::from(self.works(day));
        }
        counted
    }
}

pub(crate) fn is_held(count: &Count<'_>, day: Date) -> bool {
    count.holds.iter().any(|hold| hold.from < day && hold.until.is_none_or(|until| day <= until))
}

fn first(from: Date, counts: impl Fn(Date) -> bool) -> Option<Date> {
    (0..FOR_EVER).map(|n| from + n.days()).find(|day| counts(*day))
}

fn nth(after: Date, n: u32, counts: impl Fn(Date) -> bool) -> Option<Date> {
    let mut counted = 0;
    (1..FOR_EVER).map(|n| after + n.days()).find(|day| {
        counted += u32::from(counts(*day));
        counted == n
    })
}

/// Months later, on the same day of the month or, where there is none, on the last before it.
fn months_after(start: Date, n: u32) -> Date {
    let (mut year, mut month) = (start.year(), start.month());
    for _ in 0..n {
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
    (1..=start.day()).rev().find_map(|day| Date::new(year, month, day).ok()).unwrap()
}

fn steps(from: Date, to: Date) -> u32 {
    let (mut day, mut n) = (from, 0);
    while day < to {
        day += 1.day();
        n += 1;
    }
    n
}

/// Lets the clock run in steps of ten minutes, except on days on hold.
fn hours_after(count: &Count<'_>, start: Timestamp, hours: u32) -> Option<Timestamp> {
    let step = SignedDuration::from_mins(10);
    let (mut now, mut left) = (start, hours * 6);
    let held = |now: Timestamp| is_held(count, count.zone.to_datetime(now).date());
    for _ in 0..FOR_EVER * 2 {
        match (held(now), left) {
            (false, 0) => return Some(now),
            (false, _) => left -= 1,
            // The last ten minutes ended at the midnight that begins a hold.
            (true, 0) if hours > 0 => return Some(now),
            (true, _) => {}
        }
        now += step;
    }
    None
}
