//! Every due date and every ledger against a second implementation that is slow and obvious: it walks from day to day, and
//! for hours from ten minutes to ten minutes. It shares no code with the crate, not even the reading of the holidays.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failing test is the point, in its helpers too")]

mod walk;

use std::fmt;

use calendar::{Calendar, CalendarSet, Count, Counting, DueAt, Hold, Limit, Mark, Moment, Reason, working_days_between};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::prelude::*;
use walk::Walk;

const NAMES: [&str; 3] = ["england-and-wales", "scotland", "northern-ireland"];

/// Mostly London; sometimes a zone whose clocks change at midnight, or one where they change by half an hour.
fn any_zone() -> impl Strategy<Value = TimeZone> {
    prop_oneof![
        8 => Just(calendar::london()),
        1 => Just(jiff::tz::get!("America/Sao_Paulo")),
        1 => Just(jiff::tz::get!("Australia/Lord_Howe")),
    ]
}

/// One question, with its calendar twice: for the crate, and for the walk.
#[derive(Clone)]
struct Question {
    start: Moment,
    limit: Limit,
    counting: Counting,
    zone: TimeZone,
    holds: Vec<Hold>,
    calendar: Calendar,
    walk: Walk,
}

/// Leaves out the hundreds of holidays.
impl fmt::Debug for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { start, limit, counting, zone, holds, calendar, .. } = self;
        let closures: Vec<_> = calendar.closures().collect();
        let zone = zone.iana_name();
        write!(f, "{start:?}, {limit}, {counting}, {zone:?}, {holds:?}, {}, {closures:?}", calendar.name())
    }
}

impl Question {
    fn count(&self) -> Count<'_> {
        Count {
            start: self.start,
            limit: self.limit,
            calendar: &self.calendar,
            counting: self.counting,
            zone: &self.zone,
            holds: &self.holds,
        }
    }
}

/// Mostly in the years that the calendars know or at their edges, some far outside; none so early that an odd number of
/// seconds lay between two places, for the walk takes steps of ten minutes.
fn any_date() -> impl Strategy<Value = Date> {
    prop_oneof![
        6 => (0..7300_i32).prop_map(|n| date(2011, 6, 1) + n.days()),
        2 => (0..60_i32).prop_map(|n| date(2028, 11, 20) + n.days()),
        1 => (0..60_i32).prop_map(|n| date(2011, 12, 1) + n.days()),
        1 => (0..130_000_i32).prop_map(|n| date(1950, 1, 1) + n.days()),
    ]
}

/// Half of the instants lie within a few days of a change of the clocks. All are multiples of ten minutes.
fn any_start(zone: TimeZone) -> impl Strategy<Value = Moment> {
    let near = zone.clone();
    prop_oneof![
        any_date().prop_map(Moment::Day),
        any_date().prop_flat_map(move |day| {
            let midnight = zone.to_timestamp(day.at(0, 0, 0, 0)).unwrap();
            (0..144_i64).prop_map(move |n| Moment::At(on_ten_minutes(midnight) + SignedDuration::from_mins(10 * n)))
        }),
        (2012..2030_i16, prop_oneof![Just(1_i8), Just(7)], -400..400_i64).prop_map(move |(year, month, n)| {
            let before = TimeZone::UTC.to_timestamp(date(year, month, 1).at(0, 0, 0, 0)).unwrap();
            let change = near.following(before).next().map_or(before, |transition| transition.timestamp());
            Moment::At(change + SignedDuration::from_mins(10 * n))
        }),
    ]
}

fn on_ten_minutes(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second().div_euclid(600) * 600).unwrap()
}

fn any_limit() -> impl Strategy<Value = Limit> {
    prop_oneof![
        4 => (0..70_u32).prop_map(Limit::WorkingDays),
        1 => (200..600_u32).prop_map(Limit::WorkingDays),
        2 => (0..400_u32).prop_map(Limit::Hours),
        1 => (0..60_u32).prop_map(|days| Limit::Hours(days * 24)),
        1 => (0..120_u32).prop_map(Limit::Days),
        1 => (0..20_u32).prop_map(Limit::Weeks),
        1 => (0..30_u32).prop_map(Limit::Months),
        1 => (0..5_u32).prop_map(Limit::Years),
        1 => Just(Limit::WorkingDays(0)),
        1 => Just(Limit::Hours(0)),
        1 => Just(Limit::SameDay),
        1 => Just(Limit::NextWorkingDay),
        1 => Just(Limit::AtOnce),
    ]
}

/// Holds around the start, some before it, some overlapping, some of no length, a few without an end.
fn any_holds(around: Date) -> impl Strategy<Value = Vec<Hold>> {
    let hold = (-12..60_i32, prop_oneof![12 => (-2..25_i32).prop_map(Some), 1 => Just(None)]).prop_map(move |(from, length)| {
        let from = around + from.days();
        Hold { from, until: length.map(|length| from + length.days()) }
    });
    prop_oneof![1 => Just(Vec::new()), 2 => prop::collection::vec(hold, 1..5)]
}

fn any_closures(around: Date) -> impl Strategy<Value = Vec<(Date, String)>> {
    let closure = (0..40_i32, "[a-z]{1,8}").prop_map(move |(n, reason)| (around + n.days(), reason));
    prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(closure, 1..6)]
}

fn any_question() -> impl Strategy<Value = Question> {
    let started = any_zone().prop_flat_map(|zone| (Just(zone.clone()), any_start(zone)));
    let around = |(zone, start): (TimeZone, Moment)| {
        let day = start.date(&zone);
        (Just(zone), Just(start), any_holds(day), any_closures(day))
    };
    let rest = (any_limit(), any::<bool>(), prop::sample::select(&NAMES));
    (started.prop_flat_map(around), rest).prop_map(|((zone, start, holds, closures), (limit, roll, name))| Question {
        start,
        limit,
        counting: if roll { Counting::RollFirst } else { Counting::FirstDayAfter },
        zone,
        holds,
        calendar: CalendarSet::embedded().get(name).unwrap().with_closures(&closures),
        walk: Walk::new(name, &closures),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn due_dates_are_those_of_the_walk(question in any_question()) {
        let count = question.count();
        let expected = question.walk.due(&count);
        prop_assert_eq!(count.due().map(|due| due.at), expected);
        if let Some(due) = count.due() {
            prop_assert_eq!(due.provisional, question.walk.is_provisional(&count, due.date(&question.zone)));
        }
    }

    #[test]
    fn a_ledger_accounts_for_every_day_up_to_the_due_date(question in any_question()) {
        let count = question.count();
        let ledger = count.ledger();
        prop_assert_eq!(ledger.due, count.due());
        prop_assert_eq!(ledger.days[0].mark.clone(), Mark::Start);
        prop_assert_eq!(ledger.days[0].date, question.start.date(&question.zone));
        for pair in ledger.days.windows(2) {
            prop_assert_eq!(pair[0].date.tomorrow().unwrap(), pair[1].date, "each day once, none left out");
            prop_assert!(!pair[0].is_limit);
        }
        for day in &ledger.days[1..] {
            question.check_mark(day.date, &day.mark, day.is_limit)?;
        }
        let (last, whole) = (ledger.days.last().unwrap(), question.walk.length(&count));
        match ledger.due {
            Some(due) => {
                prop_assert!(last.is_limit);
                prop_assert_eq!(last.date, due.date(&question.zone));
                prop_assert_eq!(ledger.stopped_from, None);
                if last.mark == Mark::Start {
                    prop_assert_eq!(ledger.counted(), 0);
                } else {
                    prop_assert_eq!(ledger.counted(), whole);
                }
            }
            None => {
                let stopped = ledger.stopped_from.unwrap();
                prop_assert!(ledger.counted() < whole.max(1));
                prop_assert!(!last.is_limit);
                prop_assert!((0..200).all(|n| walk::is_held(&count, stopped + n.days())));
                prop_assert!(!walk::is_held(&count, stopped.yesterday().unwrap()));
            }
        }
        question.check_numbers(&ledger.days)?;
    }

    #[test]
    fn adding_and_counting_working_days_are_each_others_inverse(start in any_date(), n in 0..900_u32, roll: bool) {
        for name in NAMES {
            let (calendar, walk) = (CalendarSet::embedded().get(name).unwrap(), Walk::new(name, &[]));
            let counting = if roll { Counting::RollFirst } else { Counting::FirstDayAfter };
            let end = calendar.add_working_days(start, n, counting);
            prop_assert_eq!(end, walk.working_days_after(start, n, roll));
            let zero = calendar.add_working_days(start, 0, counting);
            prop_assert_eq!(working_days_between(calendar, zero, end), i64::from(n));
        }
    }

    #[test]
    fn working_days_between_two_days_are_those_of_the_walk(from in any_date(), n in -500..500_i32) {
        let to = from + n.days();
        for name in NAMES {
            let calendar = CalendarSet::embedded().get(name).unwrap();
            prop_assert_eq!(working_days_between(calendar, from, to), Walk::new(name, &[]).between(from, to));
        }
    }

    #[test]
    fn a_day_is_what_the_walk_says(day in any_date()) {
        for name in NAMES {
            let (calendar, walk) = (CalendarSet::embedded().get(name).unwrap(), Walk::new(name, &[]));
            prop_assert_eq!(calendar.is_working(day), walk.not_working(day).is_none());
            prop_assert_eq!(calendar.day(day) == calendar::DayKind::Working, calendar.is_working(day));
        }
    }
}

impl Question {
    /// Whether this day after the start is counted or skipped as it should be, and for the right reason.
    fn check_mark(&self, day: Date, mark: &Mark, is_limit: bool) -> Result<(), TestCaseError> {
        let held = walk::is_held(&self.count(), day);
        let off = self.walk.not_working(day);
        let by_working_days = matches!(self.limit, Limit::WorkingDays(_) | Limit::NextWorkingDay);
        match mark {
            Mark::Start => prop_assert!(false, "{day} is a second start"),
            Mark::Counted(_) if matches!(self.limit, Limit::Hours(_)) => {
                prop_assert!(!held || is_limit)
            }
            Mark::Counted(_) => prop_assert!(!held && (!by_working_days || off.is_none())),
            Mark::RolledStart if self.walk.length(&self.count()) == 0 => prop_assert!(!held),
            Mark::RolledStart => {
                prop_assert!(off.is_none());
                prop_assert_eq!(self.counting, Counting::RollFirst);
                prop_assert!(matches!(self.limit, Limit::WorkingDays(_)));
            }
            Mark::Skipped(Reason::OnHold) => prop_assert!(held),
            Mark::Skipped(reason) => {
                prop_assert!(by_working_days && !held);
                prop_assert_eq!(Some(reason.to_string()), off);
            }
        }
        Ok(())
    }

    /// Whether the days counted are numbered 1, 2, 3 and so on; hours only ever go up.
    fn check_numbers(&self, days: &[calendar::LedgerDay]) -> Result<(), TestCaseError> {
        let numbers: Vec<u32> =
            days.iter().filter_map(|day| if let Mark::Counted(n) = day.mark { Some(n) } else { None }).collect();
        if matches!(self.limit, Limit::Hours(_)) {
            prop_assert!(numbers.is_sorted());
        } else {
            prop_assert!(numbers.iter().copied().eq(1..=u32::try_from(numbers.len()).unwrap()));
        }
        Ok(())
    }
}

/// A day's hours are counted by the walk too: in London a day of 23, 24 or 25 hours.
#[test]
fn the_hours_of_a_ledger_follow_the_clocks() {
    for (start, hours, expected) in
        [("2017-03-25T00:00:00Z", 60, vec![(26, 47), (27, 60)]), ("2017-10-27T23:00:00Z", 60, vec![(29, 49), (30, 60)])]
    {
        let zone = calendar::london();
        let count = Count {
            start: Moment::At(start.parse().unwrap()),
            limit: Limit::Hours(hours),
            calendar: CalendarSet::embedded().get("scotland").unwrap(),
            counting: Counting::FirstDayAfter,
            zone: &zone,
            holds: &[],
        };
        let rows = count.ledger().days;
        let counted: Vec<(i8, u32)> = rows
            .iter()
            .filter_map(|row| if let Mark::Counted(n) = row.mark { Some((row.date.day(), n)) } else { None })
            .collect();
        assert_eq!(counted, expected);
        assert_eq!(count.due().unwrap().at, DueAt::At(start.parse::<Timestamp>().unwrap() + SignedDuration::from_hours(60)));
    }
}
