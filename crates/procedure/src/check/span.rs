//! How long limits are in days, on every day on which they can start.
//!
//! Moments are minutes from the first day of a few years whose bank holidays are known. That a limit is shorter than another
//! depends on weekends and holidays, so it is counted out for each day rather than guessed from the numbers.

use std::collections::BTreeMap;

use calendar::{Calendar, CalendarSet, Counting, Limit};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::{CalendarRule, Procedure};

/// A day in minutes.
const DAY: i64 = 24 * 60;

/// For how many days limits are started, before the last that is known.
const DAYS: usize = 3 * 366;

/// How many days at the end of what is known no limit starts on, so that long ones can be counted.
const ROOM: usize = 800;

/// A few years of one calendar.
pub(super) struct Years {
    first: Date,
    counting: Counting,
    /// For each day, how many working days there are up to and with it.
    upto: Vec<usize>,
    /// The working days.
    working: Vec<usize>,
}

impl Years {
    /// The calendars by which a procedure counts, each once.
    pub(super) fn of(procedure: &Procedure) -> Vec<Self> {
        let set = CalendarSet::embedded();
        let names: Vec<&str> = match &procedure.head.calendar {
            CalendarRule::Always(name) => vec![name],
            CalendarRule::By(_, names) => names.values().map(String::as_str).collect(),
        };
        let mut found: BTreeMap<&str, &Calendar> =
            names.into_iter().filter_map(|name| set.get(name).map(|known| (name, known))).collect();
        if found.is_empty() {
            // A body's own calendar is not to hand here; any other has the same weekends and nearly the same holidays.
            found.extend(set.names().next().and_then(|name| set.get(name).map(|known| (name, known))));
        }
        found.into_values().filter_map(|calendar| Self::new(calendar, procedure.head.counting)).collect()
    }

    fn new(calendar: &Calendar, counting: Counting) -> Option<Self> {
        let length = DAYS + ROOM;
        let back = i64::try_from(length).ok()?;
        let first = calendar.known_until().checked_sub(back.days()).ok()?.max(calendar.known_from());
        let (mut upto, mut working) = (Vec::with_capacity(length), Vec::with_capacity(length));
        let mut date = first;
        for at in 0..length {
            if calendar.is_working(date) {
                working.push(at);
            }
            upto.push(working.len());
            date = date.tomorrow().ok()?;
        }
        Some(Self { first, counting, upto, working })
    }

    /// The moments at which a count is started: the last minute of each day, after which there is least time.
    pub(super) fn starts(&self) -> impl Iterator<Item = i64> {
        let days = self.upto.len().saturating_sub(ROOM);
        (0..days).filter_map(|day| i64::try_from(day).ok()).map(|day| day * DAY + DAY - 1)
    }

    /// The day of a moment.
    pub(super) fn day(moment: i64) -> i64 {
        moment.div_euclid(DAY)
    }

    /// The last moment within a limit; none when the count leads out of the years that are known.
    pub(super) fn due(&self, start: i64, limit: Limit) -> Option<i64> {
        let day = Self::day(start);
        let end = |day: i64| day * DAY + DAY - 1;
        Some(match limit {
            Limit::AtOnce => start,
            Limit::Hours(hours) => start + i64::from(hours) * 60,
            Limit::SameDay => end(day),
            Limit::Days(days) => end(day + i64::from(days)),
            Limit::Weeks(weeks) => end(day + 7 * i64::from(weeks)),
            Limit::WorkingDays(days) => end(self.working_days(day, usize::try_from(days).ok()?, self.counting)?),
            Limit::NextWorkingDay => end(self.working_days(day, 1, Counting::FirstDayAfter)?),
            Limit::Months(months) => end(self.months(day, i64::from(months))?),
            Limit::Years(years) => end(self.months(day, 12 * i64::from(years))?),
        })
    }

    fn working_days(&self, day: i64, count: usize, counting: Counting) -> Option<i64> {
        let at = usize::try_from(day).ok()?;
        let before = *self.upto.get(at)?;
        let works = at.checked_sub(1).and_then(|yesterday| self.upto.get(yesterday)).copied().unwrap_or(0) < before;
        let zero = if counting == Counting::RollFirst && !works { before + 1 } else { before };
        let found = if count == 0 && (works || counting == Counting::FirstDayAfter) {
            at
        } else {
            *self.working.get((zero + count).checked_sub(1)?)?
        };
        i64::try_from(found).ok()
    }

    fn months(&self, day: i64, months: i64) -> Option<i64> {
        let date = self.first.checked_add(day.days()).ok()?.checked_add(months.months()).ok()?;
        Some(i64::from(self.first.until(date).ok()?.get_days()))
    }
}

/// Several limits one after the other, by unit: “23 working days and 6 hours”.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Sum(BTreeMap<Unit, u32>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Years,
    Months,
    Weeks,
    WorkingDays,
    Days,
    Hours,
    SameDay,
}

impl Sum {
    pub(super) fn add(&mut self, limit: Limit) {
        let (unit, count) = match limit {
            Limit::Hours(count) => (Unit::Hours, count),
            Limit::Days(count) => (Unit::Days, count),
            Limit::WorkingDays(count) => (Unit::WorkingDays, count),
            Limit::Weeks(count) => (Unit::Weeks, count),
            Limit::Months(count) => (Unit::Months, count),
            Limit::Years(count) => (Unit::Years, count),
            Limit::NextWorkingDay => (Unit::WorkingDays, 1),
            Limit::SameDay => (Unit::SameDay, 0),
            Limit::AtOnce => return,
        };
        *self.0.entry(unit).or_default() += count;
    }

    pub(super) fn words(&self) -> String {
        let named = self.0.iter().filter(|(unit, count)| **unit != Unit::SameDay && **count > 0);
        let words: Vec<String> = named
            .map(|(unit, count)| {
                let limit = match unit {
                    Unit::Years => Limit::Years(*count),
                    Unit::Months => Limit::Months(*count),
                    Unit::Weeks => Limit::Weeks(*count),
                    Unit::WorkingDays => Limit::WorkingDays(*count),
                    Unit::Days | Unit::SameDay => Limit::Days(*count),
                    Unit::Hours => Limit::Hours(*count),
                };
                limit.to_string()
            })
            .collect();
        match (words.is_empty(), self.0.contains_key(&Unit::SameDay)) {
            (true, true) => "the same day".to_owned(),
            (true, false) => "at once".to_owned(),
            (false, _) => crate::words::list(&words, "and"),
        }
    }
}
