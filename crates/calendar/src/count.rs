//! From a start and a limit to the moment by which something is due.
//!
//! # Holds
//!
//! A hold skips whole civil days, whatever the limit is counted in:
//!
//! - working days and days that fall on a hold are not counted;
//! - weeks, months and years first give a date as if there were no hold, and so a number of calendar days; that many days off
//!   hold must pass;
//! - hours do not run between the midnights that begin and end a run of days on hold;
//! - a limit with nothing to count (the same day, at once, none of a unit) whose start is on hold is due on the first day off
//!   hold, or, for an instant, when that day begins.
//!
//! A hold without an end leaves no due date, unless the limit was reached before it.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::hold::{Hold, Stops};
use crate::ledger::Ledger;
use crate::limit::{Counting, Limit};
use crate::number::{day_number, days_after};

/// When a count starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// Some time on this day. Hours from it run from the end of the day: nobody is late because the hour was not written down.
    Day(Date),
    /// This instant, read in the zone of the count.
    At(Timestamp),
}

impl Moment {
    /// The civil day that it falls on.
    #[must_use]
    pub fn date(self, zone: &TimeZone) -> Date {
        match self {
            Self::Day(date) => date,
            Self::At(at) => zone.to_datetime(at).date(),
        }
    }
}

/// The last moment that is still in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueAt {
    /// The end of this civil day.
    EndOf(Date),
    /// This instant.
    At(Timestamp),
}

/// When something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Due {
    /// The last moment that is still in time.
    pub at: DueAt,
    /// Whether the date may move because holidays of a year it depends on have not been published.
    pub provisional: bool,
}

impl Due {
    /// The civil day on which it is due.
    #[must_use]
    pub fn date(&self, zone: &TimeZone) -> Date {
        match self.at {
            DueAt::EndOf(date) => date,
            DueAt::At(at) => zone.to_datetime(at).date(),
        }
    }

    /// The instant itself, or the midnight that ends the day.
    #[must_use]
    pub fn last_instant(&self, zone: &TimeZone) -> Timestamp {
        match self.at {
            DueAt::EndOf(date) => end_of(date, zone).unwrap_or(Timestamp::MAX),
            DueAt::At(at) => at,
        }
    }

    /// Whether something done at this instant is done too late: strictly after the last instant.
    #[must_use]
    pub fn is_late(&self, at: Timestamp, zone: &TimeZone) -> bool {
        at > self.last_instant(zone)
    }
}

/// Everything that a due date depends on.
#[derive(Debug, Clone, Copy)]
pub struct Count<'a> {
    /// What sets the clock going.
    pub start: Moment,
    /// How long there is.
    pub limit: Limit,
    /// Which days are working days.
    pub calendar: &'a Calendar,
    /// Where a count of working days begins.
    pub counting: Counting,
    /// Whose civil days and midnights these are.
    pub zone: &'a TimeZone,
    /// When the clock stood still, in any order.
    pub holds: &'a [Hold],
}

/// Why there is no due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoDue {
    /// A hold without an end stops the clock from this day.
    Stopped(Date),
    /// It would lie beyond the last date there is.
    TooFar,
}

impl Count<'_> {
    /// The due date; `None` while a hold without an end stops the clock, or where the date would lie beyond the year 9999.
    ///
    /// Nothing is allocated when there are no holds.
    #[must_use]
    pub fn due(&self) -> Option<Due> {
        self.reach(&Stops::new(self.holds)).ok()
    }

    /// Every day counted or skipped on the way to the due date, and why.
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        Ledger::new(self)
    }

    pub(crate) fn start_day(&self) -> Date {
        self.start.date(self.zone)
    }

    /// Whether a start that is not a working day moves to one.
    pub(crate) fn rolls(&self) -> bool {
        matches!(self.limit, Limit::WorkingDays(_)) && self.counting == Counting::RollFirst
    }

    /// The day after which counting begins.
    pub(crate) fn day_zero(&self) -> Option<Date> {
        let start = self.start_day();
        if self.rolls() { self.calendar.working_day_from(start) } else { Some(start) }
    }

    pub(crate) fn reach(&self, stops: &Stops) -> Result<Due, NoDue> {
        let at = match (self.limit, self.start) {
            (Limit::Hours(n), _) => DueAt::At(self.after_hours(n, stops)?),
            (Limit::AtOnce, Moment::At(_)) => DueAt::At(self.after_hours(0, stops)?),
            _ => DueAt::EndOf(self.after_days(stops)?),
        };
        let due = Due { at, provisional: false };
        Ok(Due { provisional: self.needs_unpublished_holidays(due.date(self.zone)), ..due })
    }

    /// Whether the way to this date leads through a year whose holidays are not known, where they matter.
    fn needs_unpublished_holidays(&self, due: Date) -> bool {
        if !self.limit.counts_working_days() {
            return false;
        }
        let start = self.start_day();
        let first = if self.rolls() { start } else { start.tomorrow().unwrap_or(start) };
        first.min(due) < self.calendar.known_from() || due > self.calendar.known_until()
    }

    fn after_days(&self, stops: &Stops) -> Result<Date, NoDue> {
        let zero = self.day_zero().ok_or(NoDue::TooFar)?;
        match self.limit {
            Limit::WorkingDays(0) if self.rolls() && stops.at(zero).is_some() => self.advance(zero, 1, stops),
            Limit::WorkingDays(0) => first_off_hold(zero, stops),
            Limit::WorkingDays(n) => self.advance(zero, i64::from(n), stops),
            Limit::NextWorkingDay => self.advance(zero, 1, stops),
            _ => match self.calendar_days(zero).ok_or(NoDue::TooFar)? {
                0 => first_off_hold(zero, stops),
                n => self.advance(zero, n, stops),
            },
        }
    }

    /// The length in calendar days of a limit that is not counted in working days or hours.
    fn calendar_days(&self, zero: Date) -> Option<i64> {
        let span = match self.limit {
            Limit::Days(n) => return Some(i64::from(n)),
            Limit::Weeks(n) => return Some(i64::from(n) * 7),
            Limit::Months(n) => Span::new().try_months(n),
            Limit::Years(n) => Span::new().try_years(n),
            Limit::Hours(_) | Limit::WorkingDays(_) | Limit::SameDay | Limit::NextWorkingDay | Limit::AtOnce => return Some(0),
        };
        let end = zero.checked_add(span.ok()?).ok()?;
        Some(day_number(end) - day_number(zero))
    }

    /// The `n`th day that counts after `from`; `n` is at least 1.
    fn advance(&self, from: Date, n: i64, stops: &Stops) -> Result<Date, NoDue> {
        let (mut from, mut left) = (from, n);
        for stop in stops.iter() {
            let last_free = before(stop.first);
            if from < last_free {
                let free = self.days_between(from, last_free);
                if left <= free {
                    break;
                }
                left -= free;
            }
            from = from.max(stop.last.ok_or(NoDue::Stopped(stop.first))?);
        }
        let end =
            if self.limit.counts_working_days() { self.calendar.working_days_after(from, left) } else { days_after(from, left) };
        end.ok_or(NoDue::TooFar)
    }

    /// How many days count after `from`, up to and including `to`.
    fn days_between(&self, from: Date, to: Date) -> i64 {
        if self.limit.counts_working_days() {
            crate::calendar::working_days_between(self.calendar, from, to)
        } else {
            day_number(to) - day_number(from)
        }
    }

    /// The instant from which hours run.
    pub(crate) fn start_instant(&self) -> Option<Timestamp> {
        match self.start {
            Moment::At(at) => Some(at),
            Moment::Day(date) => end_of(date, self.zone),
        }
    }

    fn after_hours(&self, hours: u32, stops: &Stops) -> Result<Timestamp, NoDue> {
        let mut now = self.start_instant().ok_or(NoDue::TooFar)?;
        let mut left = SignedDuration::from_hours(i64::from(hours));
        for stop in stops.iter() {
            let begins = beginning_of(stop.first, self.zone).ok_or(NoDue::TooFar)?;
            let ends = stop.last.map(|last| end_of(last, self.zone).ok_or(NoDue::TooFar)).transpose()?;
            if now < begins {
                let free = begins.duration_since(now);
                if left <= free {
                    break;
                }
                left -= free;
            }
            now = now.max(ends.ok_or(NoDue::Stopped(stop.first))?);
        }
        now.checked_add(left).map_err(|_| NoDue::TooFar)
    }
}

fn first_off_hold(date: Date, stops: &Stops) -> Result<Date, NoDue> {
    let Some(stop) = stops.at(date) else {
        return Ok(date);
    };
    let last = stop.last.ok_or(NoDue::Stopped(stop.first))?;
    last.tomorrow().map_err(|_| NoDue::TooFar)
}

/// The day before, or the first of all dates itself.
fn before(date: Date) -> Date {
    date.yesterday().unwrap_or(Date::MIN)
}

/// The first instant of a civil day.
pub(crate) fn beginning_of(date: Date, zone: &TimeZone) -> Option<Timestamp> {
    zone.to_timestamp(date.at(0, 0, 0, 0)).ok()
}

/// The midnight that ends a civil day.
pub(crate) fn end_of(date: Date, zone: &TimeZone) -> Option<Timestamp> {
    beginning_of(date.tomorrow().ok()?, zone)
}
