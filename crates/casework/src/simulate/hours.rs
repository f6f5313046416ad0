//! Working hours: from nine to five on working days.

use calendar::Calendar;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// Minutes of civil time since the beginning of 1970.
pub(super) type Minute = i64;

/// The minutes of a day.
pub(super) const DAY: Minute = 24 * 60;
const OPENS: Minute = 9 * 60;
const CLOSES: Minute = 17 * 60;
/// The minutes of somebody's working day.
pub(super) const WORKING: Minute = CLOSES - OPENS;
const EPOCH: Date = date(1970, 1, 1);

/// When people work.
#[derive(Clone, Copy)]
pub(super) struct Hours<'a> {
    pub(super) calendar: &'a Calendar,
    pub(super) zone: &'a TimeZone,
}

impl Hours<'_> {
    /// The day on which a minute lies.
    pub(super) fn date(self, at: Minute) -> Date {
        EPOCH.checked_add(Span::new().days(at.div_euclid(DAY))).unwrap_or(Date::MAX)
    }

    /// The first minute of a day.
    pub(super) fn midnight(self, date: Date) -> Minute {
        let span = EPOCH.until(date).map_or(0, |span| i64::from(span.get_days()));
        span.saturating_mul(DAY)
    }

    /// The moment of a minute.
    pub(super) fn moment(self, at: Minute) -> Timestamp {
        let minute = at.rem_euclid(DAY);
        let time = jiff::civil::Time::midnight().wrapping_add(Span::new().minutes(minute));
        self.date(at).to_datetime(time).to_zoned(self.zone.clone()).map_or(Timestamp::MAX, |at| at.timestamp())
    }

    /// The first minute from this one on at which people work.
    pub(super) fn opens(self, at: Minute) -> Minute {
        let mut date = self.date(at);
        let mut day = at.div_euclid(DAY).saturating_mul(DAY);
        if self.calendar.is_working(date) && at < day + CLOSES {
            return at.max(day + OPENS);
        }
        loop {
            day += DAY;
            let Ok(next) = date.tomorrow() else { return at };
            date = next;
            if self.calendar.is_working(date) {
                return day + OPENS;
            }
        }
    }

    /// When work is done that is begun at a minute and takes so many.
    pub(super) fn done(self, from: Minute, minutes: Minute) -> Minute {
        let mut at = self.opens(from);
        let mut left = minutes;
        loop {
            let closes = at.div_euclid(DAY) * DAY + CLOSES;
            if left <= closes - at {
                return at + left;
            }
            left -= closes - at;
            let next = self.opens(closes);
            if next <= at {
                return at; // The end of time.
            }
            at = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_done_from_nine_to_five_on_working_days() {
        let zone = calendar::london();
        let calendar = calendar::CalendarSet::embedded().get("england-and-wales").unwrap();
        let hours = Hours { calendar, zone: &zone };
        let at = |day: Date, minute: Minute| hours.midnight(day) + minute;
        // Good Friday 2024 is 29 March, Easter Monday 1 April.
        let thursday = date(2024, 3, 28);
        assert_eq!(hours.opens(at(thursday, 8 * 60)), at(thursday, 9 * 60));
        assert_eq!(hours.opens(at(thursday, 17 * 60)), at(date(2024, 4, 2), 9 * 60));
        assert_eq!(hours.done(at(thursday, 16 * 60 + 30), 45), at(date(2024, 4, 2), 9 * 60 + 15));
        assert_eq!(hours.done(at(thursday, 0), 2 * WORKING), at(date(2024, 4, 2), 17 * 60));
        assert_eq!(hours.date(at(thursday, 5)), thursday);
        // Civil time: summer time has begun on 31 March.
        assert_eq!(hours.moment(at(date(2024, 4, 2), 9 * 60)).to_string(), "2024-04-02T08:00:00Z");
    }
}
