//! Durations, working days, deadlines and the ledger that explains each date.
//!
//! Everything that counts time is here, and nothing else: the day, the zone and the calendar are handed in, so the same
//! question has the same answer on every machine and in every year.
//!
//! ```
//! use calendar::{CalendarSet, Count, Counting, Moment, london};
//!
//! let count = Count {
//!     start: Moment::Day("2017-03-08".parse()?),
//!     limit: "20 working days".parse()?,
//!     calendar: CalendarSet::embedded().get("england-and-wales").ok_or("no such calendar")?,
//!     counting: Counting::FirstDayAfter,
//!     zone: &london(),
//!     holds: &[],
//! };
//! let due = count.due().ok_or("no date")?;
//! assert_eq!(due.date(count.zone), "2017-04-05".parse()?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod calendar;
mod count;
mod hold;
mod ledger;
mod limit;
mod number;
mod sentence;
mod sorted;
mod words;

pub use crate::calendar::{Calendar, CalendarError, CalendarSet, DayKind, working_days_between};
pub use crate::count::{Count, Due, DueAt, Moment};
pub use crate::hold::Hold;
pub use crate::ledger::{Ledger, LedgerDay, Mark, Reason, deadline_json};
pub use crate::limit::{Counting, CountingError, Limit, LimitError};
pub use crate::words::{calendar_words, clock_time, day_and_date, due_words, instant_words, long_date};

/// Civil time in London. The clock changes are part of this crate, so they never depend on the machine.
#[must_use]
pub fn london() -> jiff::tz::TimeZone {
    static LONDON: jiff::tz::TimeZone = jiff::tz::get!("Europe/London");
    LONDON.clone()
}
