//! Dates worked out by hand, the words and JSON that they come with, and what must hold for every count.

#![expect(clippy::expect_used, reason = "a failing test is the point, in its helpers too")]

use calendar::{Calendar, CalendarSet, Count, Counting, Due, DueAt, Hold, Limit, Mark, Moment, deadline_json, london};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

static LONDON: TimeZone = jiff::tz::get!("Europe/London");

fn england_and_wales() -> &'static Calendar {
    CalendarSet::embedded().get("england-and-wales").expect("a shipped calendar")
}

/// A count from a day or an instant, both as text.
fn count(start: &str, limit: &str) -> Count<'static> {
    Count {
        start: start.parse().map(Moment::Day).ok().filter(|_| start.len() == 10).unwrap_or_else(|| Moment::At(instant(start))),
        limit: limit.parse().expect("a limit"),
        calendar: england_and_wales(),
        counting: Counting::FirstDayAfter,
        zone: &LONDON,
        holds: &[],
    }
}

fn rolled(start: &str, limit: &str) -> Count<'static> {
    Count { counting: Counting::RollFirst, ..count(start, limit) }
}

fn instant(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

fn end_of(year: i16, month: i8, day: i8) -> Option<Due> {
    Some(Due { at: DueAt::EndOf(date(year, month, day)), provisional: false })
}

fn at(text: &str) -> Option<Due> {
    Some(Due { at: DueAt::At(instant(text)), provisional: false })
}

const FROM_10_TO_12_MARCH: Hold = Hold { from: date(2017, 3, 9), until: Some(date(2017, 3, 12)) };
const FROM_10_MARCH: Hold = Hold { from: date(2017, 3, 9), until: None };

#[test]
fn days_worked_out_by_hand() {
    for (start, limit, due) in [
        // A service complaint allocated on 8 March 2017.
        ("2017-03-08", "2 working days", end_of(2017, 3, 10)),
        ("2017-03-08", "20 working days", end_of(2017, 4, 5)),
        // Over Easter and early May.
        ("2017-04-07", "20 working days", end_of(2017, 5, 10)),
        ("2017-03-06", "12 weeks", end_of(2017, 5, 29)),
        ("2017-04-08", "1 working day", end_of(2017, 4, 10)),
        ("2017-04-08", "0 working days", end_of(2017, 4, 8)),
        ("2017-04-13", "the next working day", end_of(2017, 4, 18)),
        ("2017-04-13", "the same day", end_of(2017, 4, 13)),
        ("2017-04-13", "at once", end_of(2017, 4, 13)),
        ("2017-04-13", "7 days", end_of(2017, 4, 20)),
        ("2017-01-31", "1 month", end_of(2017, 2, 28)),
        ("2016-01-31", "1 month", end_of(2016, 2, 29)),
        ("2016-11-30", "3 months", end_of(2017, 2, 28)),
        ("2016-02-29", "1 year", end_of(2017, 2, 28)),
        ("2016-02-29", "4 years", end_of(2020, 2, 29)),
    ] {
        assert_eq!(count(start, limit).due(), due, "{limit} from {start}");
    }
}

#[test]
fn a_start_that_is_not_a_working_day_may_roll_first() {
    for (start, limit, due) in [
        ("2017-04-08", "1 working day", end_of(2017, 4, 11)),
        ("2017-04-08", "0 working days", end_of(2017, 4, 10)),
        ("2017-04-10", "1 working day", end_of(2017, 4, 11)),
        ("2017-04-14", "20 working days", end_of(2017, 5, 17)),
        // Only a number of working days rolls.
        ("2017-04-08", "the next working day", end_of(2017, 4, 10)),
        ("2017-04-08", "7 days", end_of(2017, 4, 15)),
        ("2017-04-08", "the same day", end_of(2017, 4, 8)),
    ] {
        assert_eq!(rolled(start, limit).due(), due, "{limit} from {start}");
    }
}

#[test]
fn hours_pass_through_the_changes_of_the_clocks() {
    for (start, limit, due, local) in [
        ("2017-03-06T09:30:00Z", "6 hours", "2017-03-06T15:30:00Z", "2017-03-06T15:30:00+00:00"),
        // Clocks went forward at 1am on 26 March 2017.
        ("2017-03-25T20:00:00Z", "6 hours", "2017-03-26T02:00:00Z", "2017-03-26T03:00:00+01:00"),
        ("2017-03-25T20:00:00Z", "5 hours", "2017-03-26T01:00:00Z", "2017-03-26T02:00:00+01:00"),
        ("2017-03-25T12:00:00Z", "48 hours", "2017-03-27T12:00:00Z", "2017-03-27T13:00:00+01:00"),
        // And back at 2am on 29 October 2017.
        ("2017-10-28T23:30:00Z", "1 hour", "2017-10-29T00:30:00Z", "2017-10-29T01:30:00+01:00"),
        ("2017-10-28T23:30:00Z", "2 hours", "2017-10-29T01:30:00Z", "2017-10-29T01:30:00+00:00"),
        ("2017-03-06T09:30:15.25Z", "at once", "2017-03-06T09:30:15.25Z", "2017-03-06T09:30:15.25+00:00"),
        // When the hour is not known, hours run from the end of the day.
        ("2017-03-25", "6 hours", "2017-03-26T06:00:00Z", "2017-03-26T07:00:00+01:00"),
    ] {
        assert_eq!(count(start, limit).due(), at(due), "{limit} from {start}");
        assert_eq!(deadline_json(&count(start, limit))["due"], local);
    }
}

#[test]
fn an_instant_is_read_in_its_zone() {
    // Half past midnight on 6 April in London.
    let late_evening = count("2017-04-05T23:30:00Z", "the same day");
    assert_eq!(late_evening.due(), end_of(2017, 4, 6));
    assert_eq!(Count { zone: &TimeZone::UTC, ..late_evening }.due(), end_of(2017, 4, 5));
}

#[test]
fn late_is_strictly_after_the_last_instant() {
    let due = count("2017-03-08", "20 working days").due().unwrap();
    assert_eq!(due.date(&LONDON), date(2017, 4, 5));
    assert_eq!(due.last_instant(&LONDON), instant("2017-04-05T23:00:00Z"));
    assert!(!due.is_late(instant("2017-04-05T23:00:00Z"), &LONDON));
    assert!(due.is_late(instant("2017-04-05T23:00:00.000000001Z"), &LONDON));
    let due = count("2017-03-06T09:30:00Z", "6 hours").due().unwrap();
    assert!(!due.is_late(instant("2017-03-06T15:30:00Z"), &LONDON));
    assert!(due.is_late(instant("2017-03-06T15:30:01Z"), &LONDON));
}

#[test]
fn holds_skip_whole_days_and_days_used_stay_used() {
    let held = |start, limit| Count { holds: &[FROM_10_TO_12_MARCH], ..count(start, limit) }.due();
    // 10 March 2017 was a Friday.
    assert_eq!(held("2017-03-08", "1 working day"), end_of(2017, 3, 9));
    assert_eq!(held("2017-03-08", "2 working days"), end_of(2017, 3, 13));
    assert_eq!(held("2017-03-08", "4 days"), end_of(2017, 3, 15));
    assert_eq!(held("2017-03-08", "1 week"), end_of(2017, 3, 18));
    assert_eq!(held("2017-03-08", "1 month"), end_of(2017, 4, 11));
    assert_eq!(held("2017-03-09T12:00:00Z", "12 hours"), at("2017-03-10T00:00:00Z"));
    assert_eq!(held("2017-03-09T12:00:00Z", "13 hours"), at("2017-03-13T01:00:00Z"));
    assert_eq!(held("2017-03-11T12:00:00Z", "at once"), at("2017-03-13T00:00:00Z"));
    assert_eq!(held("2017-03-11", "the same day"), end_of(2017, 3, 13));
    assert_eq!(held("2017-03-13", "the same day"), end_of(2017, 3, 13));
    // The first instant of a day on hold is on hold.
    assert_eq!(held("2017-03-10T00:00:00Z", "at once"), at("2017-03-13T00:00:00Z"));
    assert_eq!(held("2017-03-09T23:59:59Z", "at once"), at("2017-03-09T23:59:59Z"));
}

#[test]
fn a_start_on_hold_rolls_to_a_working_day_off_hold() {
    let until_saturday = [Hold { from: date(2017, 3, 9), until: Some(date(2017, 3, 11)) }];
    let count = Count { holds: &until_saturday, ..count("2017-03-10", "0 working days") };
    assert_eq!(count.due(), end_of(2017, 3, 12));
    assert_eq!(Count { counting: Counting::RollFirst, ..count }.due(), end_of(2017, 3, 13));
}

#[test]
fn hours_that_end_as_a_hold_begins_are_counted_on_the_day_of_their_limit() {
    let ledger = Count { holds: &[FROM_10_TO_12_MARCH], ..count("2017-03-09T12:00:00Z", "12 hours") }.ledger();
    let last = ledger.days.last().unwrap();
    assert_eq!((last.date, &last.mark, last.is_limit), (date(2017, 3, 10), &Mark::Counted(12), true));
}

#[test]
fn a_hold_without_an_end_leaves_no_date_unless_the_limit_came_first() {
    let held = |limit| Count { holds: &[FROM_10_MARCH], ..count("2017-03-08", limit) };
    assert_eq!(held("1 working day").due(), end_of(2017, 3, 9));
    assert_eq!(held("2 working days").due(), None);
    let ledger = held("2 working days").ledger();
    assert_eq!(ledger.stopped_from, Some(date(2017, 3, 10)));
    assert_eq!((ledger.counted(), ledger.days.len()), (1, 2));
    assert_eq!(deadline_json(&held("3 months"))["due"], serde_json::Value::Null);
}

#[test]
fn dates_that_need_holidays_not_yet_published_are_provisional() {
    let provisional = |start, limit| count(start, limit).due().unwrap().provisional;
    assert!(!provisional("2028-12-28", "1 working day"));
    assert!(provisional("2028-12-29", "1 working day"));
    assert!(provisional("2028-12-29", "the next working day"));
    assert!(!provisional("2028-12-29", "7 days"));
    assert!(!provisional("2028-12-29T12:00:00Z", "48 hours"));
    assert!(provisional("2040-03-01", "20 working days"));
    assert!(provisional("2011-12-01", "20 working days"), "holidays before 2012 are not known either");
    assert!(!provisional("2011-12-31", "20 working days"));
    assert!(provisional("2011-12-31", "0 working days"));
    assert!(!provisional("2028-12-31", "0 working days"));
}

#[test]
fn the_json_is_a_date_and_a_row_for_each_day() {
    let json = deadline_json(&rolled("2017-04-15", "2 working days"));
    assert_eq!(
        json,
        serde_json::json!({
            "due": "2017-04-20",
            "provisional": false,
            "ledger": [
                {"date": "2017-04-15", "start": true},
                {"date": "2017-04-16", "skipped": "Sunday"},
                {"date": "2017-04-17", "skipped": "Easter Monday"},
                {"date": "2017-04-18", "rolled_start": true},
                {"date": "2017-04-19", "counted": 1},
                {"date": "2017-04-20", "counted": 2},
            ]
        })
    );
    let json = deadline_json(&count("2017-04-07", "20 working days"));
    assert_eq!((&json["due"], &json["provisional"]), (&"2017-05-10".into(), &false.into()));
    assert_eq!(json["ledger"].as_array().unwrap().last().unwrap()["counted"], 20);
}

#[test]
fn a_ledger_keeps_its_shape_as_json() {
    let held = Count { holds: &[FROM_10_TO_12_MARCH], ..count("2017-03-09T09:30:00Z", "1 working day") };
    let mut ledger = held.ledger();
    assert_eq!(std::mem::replace(&mut ledger.calendar_version, "[version]".to_owned()), england_and_wales().version());
    insta::assert_json_snapshot!(ledger, @r#"
    {
      "start": {
        "at": "2017-03-09T09:30:00Z"
      },
      "start_day": "2017-03-09",
      "start_words": "9:30am on 9 March 2017",
      "limit": "1 working day",
      "counting": "first-day-after",
      "calendar": "england-and-wales",
      "calendar_version": "[version]",
      "known_from": "2012-01-01",
      "known_until": "2028-12-31",
      "holds": [
        {
          "from": "2017-03-09",
          "until": "2017-03-12"
        }
      ],
      "stopped_from": null,
      "days": [
        {
          "date": "2017-03-09",
          "start": true
        },
        {
          "date": "2017-03-10",
          "skipped": "on hold"
        },
        {
          "date": "2017-03-11",
          "skipped": "on hold"
        },
        {
          "date": "2017-03-12",
          "skipped": "on hold"
        },
        {
          "date": "2017-03-13",
          "counted": 1
        }
      ],
      "due": {
        "at": {
          "end_of": "2017-03-13"
        },
        "provisional": false
      },
      "due_words": "the end of Monday 13 March 2017"
    }
    "#);
}

#[test]
fn the_sentence_says_all_that_decided_the_date() {
    let closed = england_and_wales().with_closures(&[(date(2017, 3, 9), "move of offices".to_owned())]);
    let sentences: Vec<String> = [
        count("2017-03-08", "20 working days"),
        count("2017-03-08", "1 working day"),
        Count { calendar: &closed, ..count("2017-03-08", "2 working days") },
        rolled("2017-04-08", "20 working days"),
        Count { holds: &[FROM_10_TO_12_MARCH], ..count("2017-03-09", "2 working days") },
        Count { holds: &[FROM_10_TO_12_MARCH], ..count("2017-03-08", "2 working days") },
        Count { holds: &[FROM_10_MARCH], ..count("2017-03-08", "2 working days") },
        count("2028-12-29", "the next working day"),
        count("2017-03-06", "12 weeks"),
        count("2017-03-06T09:30:00Z", "6 hours"),
        count("2017-03-06", "6 hours"),
        count("2017-03-06", "the same day"),
        count("2017-03-06T09:30:00Z", "at once"),
        count("2017-03-06", "9000 years"),
    ]
    .iter()
    .map(|count| count.ledger().sentence())
    .collect();
    insta::assert_snapshot!(sentences.join("\n"), @"
    20 working days from 8 March 2017: the first working day after it is day 1, and day 20 is Wednesday 5 April 2017. Working days are Monday to Friday, less the holidays of the England and Wales calendar.
    1 working day from 8 March 2017: the first working day after it is Thursday 9 March 2017. Working days are Monday to Friday, less the holidays of the England and Wales calendar.
    2 working days from 8 March 2017: the first working day after it is day 1, and day 2 is Monday 13 March 2017. Working days are Monday to Friday, less the holidays of the England and Wales calendar and days of closure.
    20 working days from 8 April 2017: that is not a working day, so Monday 10 April 2017 is day 0, and day 20 is Thursday 11 May 2017. Working days are Monday to Friday, less the holidays of the England and Wales calendar.
    2 working days from 9 March 2017: the first working day after it that is not on hold is day 1, and day 2 is Tuesday 14 March 2017. Working days are Monday to Friday, less the holidays of the England and Wales calendar. 3 days on hold are not counted.
    2 working days from 8 March 2017: the first working day after it is day 1, and day 2 is Monday 13 March 2017. Working days are Monday to Friday, less the holidays of the England and Wales calendar. 3 days on hold are not counted.
    2 working days from 8 March 2017: no date yet, because the clock stands still from 10 March 2017 with 1 working day used. Working days are Monday to Friday, less the holidays of the England and Wales calendar.
    The next working day after 29 December 2028: due by the end of Monday 1 January 2029. Working days are Monday to Friday, less the holidays of the England and Wales calendar. The date is provisional: holidays are known only from 1 January 2012 to 31 December 2028.
    12 weeks from 6 March 2017: due by the end of Monday 29 May 2017.
    6 hours from 9:30am on 6 March 2017: due by 3:30pm on Monday 6 March 2017.
    6 hours from the end of 6 March 2017, the hour not being known: due by 6am on Tuesday 7 March 2017.
    The same day as 6 March 2017: due by the end of Monday 6 March 2017.
    At once from 9:30am on 6 March 2017: due by 9:30am on Monday 6 March 2017.
    9000 years from 6 March 2017: no date, because it would lie beyond the year 9999.
    ");
}

#[test]
fn no_count_is_too_large_or_too_far() {
    let limits = [0, 1, 700, u32::MAX].into_iter().flat_map(|n| {
        use Limit::{Days, Hours, Months, Weeks, WorkingDays, Years};
        [Hours(n), Days(n), WorkingDays(n), Weeks(n), Months(n), Years(n), Limit::SameDay, Limit::NextWorkingDay, Limit::AtOnce]
    });
    let starts = [Date::MIN, Date::MAX].map(Moment::Day).into_iter();
    let starts: Vec<Moment> = starts.chain([Timestamp::MIN, Timestamp::MAX].map(Moment::At)).collect();
    let edges = [Hold { from: Date::MAX, until: None }, Hold { from: Date::MIN, until: Some(Date::MIN) }];
    for limit in limits {
        for start in &starts {
            for counting in [Counting::FirstDayAfter, Counting::RollFirst] {
                let count = Count { start: *start, limit, counting, holds: &edges, ..count("2017-03-06", "at once") };
                let due = count.due();
                if let Some(due) = due {
                    assert!(due.date(&LONDON) >= start.date(&LONDON));
                    let _ = due.last_instant(&LONDON);
                }
                let ledger = count.ledger();
                assert_eq!(ledger.due, due);
                assert!(!ledger.sentence().is_empty());
            }
        }
    }
    assert_eq!(count("9999-12-01", "20 working days").due().map(|due| due.at), Some(DueAt::EndOf(date(9999, 12, 29))));
    assert_eq!(count("9999-12-01", "40 working days").due(), None);
}

#[test]
fn a_due_date_without_holds_allocates_nothing() {
    for limit in ["20 working days", "the next working day", "12 weeks", "3 months", "6 hours", "the same day", "at once"] {
        for start in ["2017-03-06", "2017-03-06T09:30:00Z", "2040-03-06T09:30:00Z"] {
            for count in [count(start, limit), rolled(start, limit)] {
                // What is made only once, at the first use, is made before.
                let due = count.due();
                let allocations = |run: &dyn Fn()| allocation_counter::measure(run).count_total;
                assert_eq!(allocations(&|| assert_eq!(count.due(), due)), 0, "{limit} from {start}");
                assert!(allocations(&|| drop(count.ledger())) > 0, "the counter counts");
            }
        }
    }
}

#[test]
fn moments_dues_and_holds_are_read_back_as_they_were_written() {
    for start in ["2017-03-06", "2017-03-06T09:30:00Z"] {
        let start = count(start, "at once").start;
        assert_eq!(serde_json::from_str::<Moment>(&serde_json::to_string(&start).unwrap()).unwrap(), start);
    }
    for limit in ["6 hours", "20 working days"] {
        let due = count("2017-03-06", limit).due().unwrap();
        assert_eq!(serde_json::from_str::<Due>(&serde_json::to_string(&due).unwrap()).unwrap(), due);
    }
    for hold in [FROM_10_MARCH, FROM_10_TO_12_MARCH] {
        assert_eq!(serde_json::from_str::<Hold>(&serde_json::to_string(&hold).unwrap()).unwrap(), hold);
    }
    assert_eq!(london().to_datetime(instant("2017-07-01T12:00:00Z")).hour(), 13);
}
