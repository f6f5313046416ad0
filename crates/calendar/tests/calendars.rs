//! What the calendars of this crate know, how others are read, and what closures and added holidays change.

#![expect(clippy::expect_used, reason = "a failing test is the point, in its helpers too")]

use calendar::{Calendar, CalendarSet, Counting, DayKind, working_days_between};
use jiff::civil::date;

fn shipped(name: &str) -> &'static Calendar {
    CalendarSet::embedded().get(name).expect("a shipped calendar")
}

#[test]
fn three_calendars_are_shipped_and_known_from_2012_to_2028() {
    let names: Vec<&str> = CalendarSet::embedded().names().collect();
    assert_eq!(names, ["england-and-wales", "northern-ireland", "scotland"]);
    for name in names {
        let calendar = shipped(name);
        assert_eq!(calendar.name(), name);
        assert_eq!(calendar.known_from(), date(2012, 1, 1));
        assert_eq!(calendar.known_until(), date(2028, 12, 31));
    }
    assert!(CalendarSet::embedded().get("wales").is_none());
}

#[test]
fn each_day_is_of_one_kind() {
    let calendar = shipped("england-and-wales").with_closures(&[
        (date(2017, 4, 13), "stocktaking".to_owned()),
        (date(2017, 4, 14), "also closed".to_owned()),
        (date(2017, 4, 15), "also closed".to_owned()),
    ]);
    for (day, kind) in [
        (12, DayKind::Working),
        (13, DayKind::Closed("stocktaking")),
        (14, DayKind::Holiday("Good Friday")),
        (15, DayKind::Saturday),
        (16, DayKind::Sunday),
        (17, DayKind::Holiday("Easter Monday")),
        (18, DayKind::Working),
    ] {
        assert_eq!(calendar.day(date(2017, 4, day)), kind);
        assert_eq!(calendar.is_working(date(2017, 4, day)), kind == DayKind::Working);
    }
    assert_eq!(shipped("scotland").day(date(2017, 4, 17)), DayKind::Working);
    assert_eq!(shipped("northern-ireland").day(date(2017, 7, 12)), DayKind::Holiday("Battle of the Boyne (Orangemen’s Day)"));
}

#[test]
fn closures_and_new_holidays_move_the_date_and_change_the_version() {
    let plain = shipped("england-and-wales");
    let due = |calendar: &Calendar| calendar.add_working_days(date(2017, 3, 8), 20, Counting::FirstDayAfter);
    let closed = plain.with_closures(&[(date(2017, 3, 20), "flood".to_owned()), (date(2017, 3, 25), "a Saturday".to_owned())]);
    let more = closed.with_holiday(date(2017, 4, 5), "A proclaimed holiday");
    assert_eq!((due(plain), due(&closed), due(&more)), (date(2017, 4, 5), date(2017, 4, 6), date(2017, 4, 7)));
    assert_eq!(more.day(date(2017, 4, 5)), DayKind::Holiday("A proclaimed holiday"));
    assert_eq!(more.day(date(2017, 3, 20)), DayKind::Closed("flood"));

    let versions = [plain.version(), closed.version(), more.version(), shipped("scotland").version()];
    for (n, version) in versions.iter().enumerate() {
        assert!(!versions[n + 1..].contains(version), "{versions:?}");
    }
    assert_eq!(plain.with_closures(&[]).version(), plain.version());
    let other_order =
        plain.with_closures(&[(date(2017, 3, 25), "a Saturday".to_owned()), (date(2017, 3, 20), "flood".to_owned())]);
    assert_eq!(other_order.version(), closed.version());
    let as_holiday =
        plain.with_holidays(&[(date(2017, 3, 20), "flood".to_owned()), (date(2017, 3, 25), "a Saturday".to_owned())]);
    assert_ne!(as_holiday.version(), closed.version());
}

#[test]
fn one_early_holiday_does_not_make_its_year_known() {
    let calendar = shipped("scotland").with_holiday(date(2031, 6, 2), "A jubilee");
    assert_eq!(calendar.known_until(), date(2028, 12, 31));
    assert!(!calendar.is_working(date(2031, 6, 2)));
    let far = calendar.with_closures(&[(date(9999, 12, 30), "far away".to_owned())]);
    assert_eq!(far.checked_add_working_days(date(9999, 12, 29), 1, Counting::FirstDayAfter), Some(date(9999, 12, 31)));
    assert_eq!(far.checked_add_working_days(date(9999, 12, 29), 2, Counting::FirstDayAfter), None);
    assert_eq!(far.add_working_days(date(9999, 12, 29), u32::MAX, Counting::FirstDayAfter), date(9999, 12, 31));
}

#[test]
fn working_days_are_told_from_today() {
    let calendar = shipped("england-and-wales");
    for (from, to, days) in [
        (date(2017, 4, 10), date(2017, 4, 13), 3),
        (date(2017, 4, 13), date(2017, 4, 18), 1),
        (date(2017, 4, 15), date(2017, 4, 18), 1),
        (date(2017, 4, 12), date(2017, 4, 12), 0),
        (date(2017, 4, 18), date(2017, 4, 12), -2),
        // On the Saturday after a Thursday before Easter, Thursday is one working day ago.
        (date(2017, 4, 15), date(2017, 4, 13), -1),
    ] {
        assert_eq!(working_days_between(calendar, from, to), days, "from {from} to {to}");
    }
}

#[test]
fn a_version_does_not_depend_on_the_machine() {
    let set = CalendarSet::from_json(r#"{"moon": {"events": [{"title": "Landing", "date": "1969-07-21"}]}}"#).unwrap();
    let moon = set.get("moon").unwrap();
    assert_eq!((moon.known_from(), moon.known_until()), (date(1969, 1, 1), date(1969, 12, 31)));
    insta::assert_snapshot!(moon.version(), @"7abbd33a5594");
}

#[test]
fn all_that_is_wrong_with_calendars_is_told_at_once() {
    let error = CalendarSet::from_json(
        r#"{
            "empty": {"events": []},
            "odd": {"division": "odd", "events": [
                {"title": "Never", "date": "2017-02-30"},
                {"title": "One", "date": "2017-05-01"},
                {"title": "Other", "date": "2017-05-01", "bunting": true},
                {"title": " ", "date": "2017-05-02"}
            ]}
        }"#,
    )
    .unwrap_err();
    insta::assert_snapshot!(error, @"
    the calendars cannot be used:
    empty: there are no holidays in it: add them, or take the calendar out
    odd: “2017-02-30” (Never) is not a date: write it as 2017-12-25
    odd: 2017-05-01 is listed twice, as “One” and as “Other”: keep one
    odd: the holiday on 2017-05-02 has no title: give it one
    ");
    for text in ["", "[]", "{}", r#"{"x": {}}"#, r#"{"x": {"events": [{"date": "2017-01-01"}]}}"#] {
        assert!(CalendarSet::from_json(text).is_err(), "{text}");
    }
}
