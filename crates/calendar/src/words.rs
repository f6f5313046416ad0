//! Dates, times and names of calendars in plain English.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::count::DueAt;

/// “5 April 2017”.
#[must_use]
pub fn long_date(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// “Wednesday 5 April 2017”.
#[must_use]
pub fn day_and_date(date: Date) -> String {
    date.strftime("%A %-d %B %Y").to_string()
}

/// “9:30am”, “5pm”, “midday” or “midnight”.
#[must_use]
pub fn clock_time(time: Time) -> String {
    match (time.hour(), time.minute()) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "midday".to_owned(),
        (_, 0) => time.strftime("%-I%P").to_string(),
        _ => time.strftime("%-I:%M%P").to_string(),
    }
}

/// “9:30am on 8 March 2017”. Where clocks go back, the hour that comes twice also says which of the two it is: “1:30am BST”.
#[must_use]
pub fn instant_words(at: jiff::Timestamp, zone: &TimeZone) -> String {
    let (clock, date) = clock_and_date(at, zone);
    format!("{clock} on {}", long_date(date))
}

/// “the end of Wednesday 5 April 2017”, or “3:30pm on Monday 6 March 2017”.
#[must_use]
pub fn due_words(due: DueAt, zone: &TimeZone) -> String {
    match due {
        DueAt::EndOf(date) => format!("the end of {}", day_and_date(date)),
        DueAt::At(at) => {
            let (clock, date) = clock_and_date(at, zone);
            format!("{clock} on {}", day_and_date(date))
        }
    }
}

fn clock_and_date(at: jiff::Timestamp, zone: &TimeZone) -> (String, Date) {
    let info = zone.to_offset_info(at);
    let local = info.offset().to_datetime(at);
    let mut clock = clock_time(local.time());
    if zone.to_ambiguous_timestamp(local).is_ambiguous() {
        clock.push(' ');
        clock.push_str(info.abbreviation());
    }
    (clock, local.date())
}

/// “England and Wales” for the calendar named “england-and-wales”.
#[must_use]
pub fn calendar_words(name: &str) -> String {
    let words: Vec<String> = name.split(['-', ' ', '_']).filter(|word| !word.is_empty()).map(capitalised).collect();
    words.join(" ")
}

fn capitalised(word: &str) -> String {
    if matches!(word, "and" | "of" | "the") {
        return word.to_owned();
    }
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn dates_and_times_read_as_people_say_them() {
        assert_eq!(long_date(date(2017, 4, 5)), "5 April 2017");
        assert_eq!(day_and_date(date(2017, 4, 5)), "Wednesday 5 April 2017");
        for (clock, words) in [
            (time(9, 30, 0, 0), "9:30am"),
            (time(17, 0, 0, 0), "5pm"),
            (time(0, 0, 0, 0), "midnight"),
            (time(0, 5, 0, 0), "12:05am"),
            (time(12, 0, 0, 0), "midday"),
            (time(12, 30, 59, 0), "12:30pm"),
        ] {
            assert_eq!(clock_time(clock), words);
        }
        assert_eq!(calendar_words("england-and-wales"), "England and Wales");
        assert_eq!(calendar_words("scotland"), "Scotland");
    }

    #[test]
    fn the_hour_that_comes_twice_says_which() {
        let zone = crate::london();
        for (at, words) in [
            ("2017-10-29T00:30:00Z", "1:30am BST on 29 October 2017"),
            ("2017-10-29T01:30:00Z", "1:30am GMT on 29 October 2017"),
            ("2017-10-29T02:30:00Z", "2:30am on 29 October 2017"),
        ] {
            assert_eq!(instant_words(at.parse().unwrap(), &zone), words);
        }
    }
}
