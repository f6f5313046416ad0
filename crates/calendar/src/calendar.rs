//! Which days are working days: Monday to Friday less the holidays of a calendar and the closure days of a body.
//!
//! Counting does not walk from day to day. Weekdays have a running number that plain arithmetic gives for any date; the
//! weekdays off are a short sorted list of such numbers. Two looks into that list turn any date into the number of working
//! days up to it, and back, in any year and for any distance.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::OnceLock;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::limit::Counting;
use crate::number::{day_number, weekday_number, weekday_with_number};
use crate::sorted::Sorted;

/// What a calendar says of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// A working day.
    Working,
    /// A Saturday.
    Saturday,
    /// A Sunday.
    Sunday,
    /// A weekday that is a holiday, with the holiday's name.
    Holiday(&'a str),
    /// A weekday on which the body is closed, with the reason.
    Closed(&'a str),
}

/// The holidays of one place, and the closure days of a body if it has its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    name: String,
    known_from: Date,
    known_until: Date,
    holidays: BTreeMap<Date, String>,
    closures: BTreeMap<Date, String>,
    version: String,
    off: DaysOff,
}

impl Calendar {
    fn new(
        name: String,
        (known_from, known_until): (Date, Date),
        holidays: BTreeMap<Date, String>,
        closures: BTreeMap<Date, String>,
    ) -> Self {
        let off = DaysOff::new(holidays.keys().chain(closures.keys()).copied());
        let mut calendar = Self { name, known_from, known_until, holidays, closures, version: String::new(), off };
        calendar.version = calendar.hash();
        calendar
    }

    /// The name by which [`CalendarSet::get`] finds it, such as `england-and-wales`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// 1 January of the first year whose holidays were published.
    #[must_use]
    pub fn known_from(&self) -> Date {
        self.known_from
    }

    /// 31 December of the last year whose holidays were published. Closures and single added holidays do not move it: a year
    /// of which one holiday is known is not yet known.
    #[must_use]
    pub fn known_until(&self) -> Date {
        self.known_until
    }

    /// A short hash of all that a count can depend on. The same contents have the same version on every machine.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The holidays in order of date, with their names.
    pub fn holidays(&self) -> impl Iterator<Item = (Date, &str)> {
        self.holidays.iter().map(|(date, title)| (*date, title.as_str()))
    }

    /// The closure days in order of date, with their reasons.
    pub fn closures(&self) -> impl Iterator<Item = (Date, &str)> {
        self.closures.iter().map(|(date, reason)| (*date, reason.as_str()))
    }

    /// This calendar with a body's own closure days, each with its reason. A later reason for the same day replaces an
    /// earlier one.
    #[must_use]
    pub fn with_closures(&self, closures: &[(Date, String)]) -> Self {
        let mut all = self.closures.clone();
        all.extend(closures.iter().cloned());
        Self::new(self.name.clone(), (self.known_from, self.known_until), self.holidays.clone(), all)
    }

    /// This calendar with one more holiday.
    #[must_use]
    pub fn with_holiday(&self, date: Date, title: &str) -> Self {
        self.with_holidays(&[(date, title.to_owned())])
    }

    /// This calendar with more holidays, such as one newly proclaimed. A name given for a day that already is a holiday
    /// replaces the old name.
    #[must_use]
    pub fn with_holidays(&self, holidays: &[(Date, String)]) -> Self {
        let mut all = self.holidays.clone();
        all.extend(holidays.iter().cloned());
        Self::new(self.name.clone(), (self.known_from, self.known_until), all, self.closures.clone())
    }

    /// What this day is. A holiday or closure at a weekend is still a Saturday or Sunday; a closure on a holiday is the holiday.
    #[must_use]
    pub fn day(&self, date: Date) -> DayKind<'_> {
        match date.weekday() {
            jiff::civil::Weekday::Saturday => DayKind::Saturday,
            jiff::civil::Weekday::Sunday => DayKind::Sunday,
            _ => match (self.holidays.get(&date), self.closures.get(&date)) {
                (Some(title), _) => DayKind::Holiday(title),
                (None, Some(reason)) => DayKind::Closed(reason),
                (None, None) => DayKind::Working,
            },
        }
    }

    /// Whether this day is a working day.
    #[must_use]
    pub fn is_working(&self, date: Date) -> bool {
        self.off.is_working(date)
    }

    /// The first working day on or after this one.
    #[must_use]
    pub fn working_day_from(&self, date: Date) -> Option<Date> {
        if self.is_working(date) { Some(date) } else { self.off.add(date, 1) }
    }

    /// The day that is `n` working days after `start`. Zero is the start itself, or the working day that it moves to under
    /// [`Counting::RollFirst`]. What would lie beyond the year 9999 is the last day of that year;
    /// [`Calendar::checked_add_working_days`] tells the two apart.
    #[must_use]
    pub fn add_working_days(&self, start: Date, n: u32, counting: Counting) -> Date {
        self.checked_add_working_days(start, n, counting).unwrap_or(Date::MAX)
    }

    /// As [`Calendar::add_working_days`], and `None` where the day would lie beyond the year 9999.
    #[must_use]
    pub fn checked_add_working_days(&self, start: Date, n: u32, counting: Counting) -> Option<Date> {
        let zero = match counting {
            Counting::FirstDayAfter => start,
            Counting::RollFirst => self.working_day_from(start)?,
        };
        self.working_days_after(zero, i64::from(n))
    }

    /// The `n`th working day after `start`; the start itself where `n` is zero.
    pub(crate) fn working_days_after(&self, start: Date, n: i64) -> Option<Date> {
        if n == 0 { Some(start) } else { self.off.add(start, n) }
    }

    /// The hash covers each text with its length, so that no two different calendars run together into the same bytes.
    fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        let mut field = |text: &str| {
            hasher.update((text.len() as u64).to_le_bytes());
            hasher.update(text);
        };
        field(&self.name);
        field(&self.known_from.to_string());
        field(&self.known_until.to_string());
        for (list, days) in [("holidays", &self.holidays), ("closures", &self.closures)] {
            field(list);
            for (date, text) in days {
                field(&date.to_string());
                field(text);
            }
        }
        let mut short = String::new();
        for byte in hasher.finalize().iter().take(6) {
            // Writing to a string cannot fail.
            let _ = write!(short, "{byte:02x}");
        }
        short
    }
}

/// How many working days lie from one day to another: 3 means “in 3 working days”, -2 means “2 working days ago”. The first
/// day is not counted and the last one is, when going back as when going forward.
#[must_use]
pub fn working_days_between(calendar: &Calendar, from: Date, to: Date) -> i64 {
    if from <= to {
        calendar.off.count(to) - calendar.off.count(from)
    } else {
        let before = |date: Date| calendar.off.count(date) - i64::from(calendar.is_working(date));
        before(to) - before(from)
    }
}

/// The weekdays off, as running numbers of weekdays.
#[derive(Debug, Clone, PartialEq, Eq)]
struct DaysOff {
    weekdays: Sorted,
    /// For each weekday off, how many working days there are up to it.
    working: Sorted,
}

impl DaysOff {
    fn new(dates: impl Iterator<Item = Date>) -> Self {
        let weekdays: BTreeSet<i64> = dates.map(day_number).filter(|day| day.rem_euclid(7) < 5).map(weekday_number).collect();
        let working = weekdays.iter().zip(1..).map(|(weekday, days_off)| weekday - days_off).collect();
        Self { weekdays: Sorted::new(weekdays.into_iter().collect()), working: Sorted::new(working) }
    }

    fn is_working(&self, date: Date) -> bool {
        let day = day_number(date);
        day.rem_euclid(7) < 5 && !self.weekdays.contains(weekday_number(day))
    }

    /// The running number of the last working day up to and including this day.
    fn count(&self, date: Date) -> i64 {
        let weekday = weekday_number(day_number(date));
        weekday - length(self.weekdays.below(weekday + 1))
    }

    /// The `n`th working day after this day; `n` is at least 1.
    fn add(&self, date: Date, n: i64) -> Option<Date> {
        let target = self.count(date).checked_add(n)?;
        weekday_with_number(target + length(self.working.below(target)))
    }
}

fn length(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The calendars that a procedure can choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarSet {
    calendars: BTreeMap<String, Calendar>,
}

impl CalendarSet {
    /// The bank holidays of England and Wales, Scotland and Northern Ireland as this release knows them.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<CalendarSet> = OnceLock::new();
        #[expect(clippy::expect_used, reason = "the text is part of this crate, and a test reads it")]
        EMBEDDED.get_or_init(|| {
            Self::from_json(include_str!("../data/uk-bank-holidays.json")).expect("the calendars of this crate can be read")
        })
    }

    /// Reads calendars in the form that GOV.UK publishes them in.
    ///
    /// # Errors
    ///
    /// When the text is not of that form, or with everything that is wrong in the calendars.
    pub fn from_json(json: &str) -> Result<Self, CalendarError> {
        let published: BTreeMap<String, Published> = serde_json::from_str(json)?;
        let mut faults = Vec::new();
        if published.is_empty() {
            faults.push("there is no calendar in it: add one with its holidays".to_owned());
        }
        let calendars = published
            .into_iter()
            .filter_map(|(name, division)| Some((name.clone(), division.read(name, &mut faults)?)))
            .collect();
        if faults.is_empty() { Ok(Self { calendars }) } else { Err(CalendarError::Faults(faults)) }
    }

    /// The calendar of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Calendar> {
        self.calendars.get(name)
    }

    /// The names of all calendars, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.calendars.keys().map(String::as_str)
    }
}

/// Why calendars could not be read.
#[derive(Debug, thiserror::Error)]
pub enum CalendarError {
    /// The text is not JSON, or not of the right form.
    #[error("the calendars are not in the form that GOV.UK publishes bank holidays in (www.gov.uk/bank-holidays.json): {0}")]
    Form(#[from] serde_json::Error),
    /// All that is wrong in calendars of the right form.
    #[error("the calendars cannot be used:\n{}", .0.join("\n"))]
    Faults(Vec<String>),
}

/// One calendar as published. What else is published (bunting, notes) does not matter here.
#[derive(serde::Deserialize)]
struct Published {
    events: Vec<PublishedHoliday>,
}

#[derive(serde::Deserialize)]
struct PublishedHoliday {
    title: String,
    date: String,
}

impl Published {
    /// Adds what is wrong to `faults`; `None` where there is too little for a calendar.
    fn read(self, name: String, faults: &mut Vec<String>) -> Option<Calendar> {
        let mut holidays = BTreeMap::new();
        for event in self.events {
            let PublishedHoliday { title, date: text } = event;
            if title.trim().is_empty() {
                faults.push(format!("{name}: the holiday on {text} has no title: give it one"));
            }
            let Ok(date) = text.parse::<Date>() else {
                faults.push(format!("{name}: “{text}” ({title}) is not a date: write it as 2017-12-25"));
                continue;
            };
            if let Some(other) = holidays.insert(date, title.clone()) {
                faults.push(format!("{name}: {text} is listed twice, as “{other}” and as “{title}”: keep one"));
            }
        }
        let (Some(first), Some(last)) = (holidays.keys().next(), holidays.keys().next_back()) else {
            faults.push(format!("{name}: there are no holidays in it: add them, or take the calendar out"));
            return None;
        };
        let known = (first.first_of_year(), last.last_of_year());
        Some(Calendar::new(name, known, holidays, BTreeMap::new()))
    }
}
