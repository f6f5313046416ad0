//! Running numbers of days and of weekdays.

use jiff::SignedDuration;
use jiff::civil::Date;

/// A Monday: day 0 and weekday 1.
const MONDAY: Date = Date::constant(1970, 1, 5);

/// Days since a certain Monday, so that the remainder by seven is the day of the week.
pub(crate) fn day_number(date: Date) -> i64 {
    date.duration_since(MONDAY).as_hours() / 24
}

/// The day so many days later.
pub(crate) fn days_after(date: Date, days: i64) -> Option<Date> {
    let seconds = days.checked_mul(24 * 60 * 60)?;
    date.checked_add(SignedDuration::from_secs(seconds)).ok()
}

/// How many weekdays there are up to and including the day with this number.
pub(crate) fn weekday_number(day: i64) -> i64 {
    day.div_euclid(7) * 5 + (day.rem_euclid(7) + 1).min(5)
}

/// The weekday with this number, if a date can be that far away.
pub(crate) fn weekday_with_number(weekday: i64) -> Option<Date> {
    let past_first = weekday - 1;
    days_after(MONDAY, past_first.div_euclid(5) * 7 + past_first.rem_euclid(5))
}
