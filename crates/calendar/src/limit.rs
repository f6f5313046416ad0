//! How long something may take ([`Limit`]) and which day a count begins with ([`Counting`]), each read from and written as
//! the words that a procedure uses.

use std::fmt;
use std::str::FromStr;

/// A length of time within which something must be done.
///
/// The order is only there so that limits can be kept in sorted collections: it goes by unit, not by length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
    /// Hours that pass, through clock changes too.
    Hours(u32),
    /// Calendar days; the day of the start is not counted.
    Days(u32),
    /// Days on which the calendar works; the day of the start is not counted.
    WorkingDays(u32),
    /// Calendar weeks of seven days.
    Weeks(u32),
    /// Calendar months, cut to the last day of a shorter month.
    Months(u32),
    /// Calendar years, cut to 28 February where there is no 29th.
    Years(u32),
    /// By the end of the start's own day.
    SameDay,
    /// By the end of the first working day after the start.
    NextWorkingDay,
    /// At the instant of the start.
    AtOnce,
}

impl Limit {
    /// Whether the answer depends on which days are working days.
    #[must_use]
    pub fn counts_working_days(self) -> bool {
        matches!(self, Self::WorkingDays(_) | Self::NextWorkingDay)
    }
}

/// What [`Limit`] is made of: how many of which unit.
fn amount(limit: Limit) -> Option<(u32, &'static str)> {
    match limit {
        Limit::Hours(n) => Some((n, "hour")),
        Limit::Days(n) => Some((n, "day")),
        Limit::WorkingDays(n) => Some((n, "working day")),
        Limit::Weeks(n) => Some((n, "week")),
        Limit::Months(n) => Some((n, "month")),
        Limit::Years(n) => Some((n, "year")),
        Limit::SameDay | Limit::NextWorkingDay | Limit::AtOnce => None,
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match (self, amount(*self)) {
            (_, Some((1, unit))) => return write!(f, "1 {unit}"),
            (_, Some((n, unit))) => return write!(f, "{n} {unit}s"),
            (Self::SameDay, None) => "the same day",
            (Self::NextWorkingDay, None) => "the next working day",
            (_, None) => "at once",
        };
        f.write_str(words)
    }
}

/// Text that is not a time limit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{text}” is not a time limit. Write a whole number and a unit, such as “6 hours”, “7 days”, “20 working days”, \
     “12 weeks”, “3 months” or “1 year”; or write “the same day”, “the next working day” or “at once”"
)]
pub struct LimitError {
    /// What was written.
    pub text: String,
}

impl FromStr for Limit {
    type Err = LimitError;

    /// Capitals and extra spaces do not matter, nor does a plural that does not fit its number, nor a missing “the”.
    fn from_str(text: &str) -> Result<Self, LimitError> {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        read(&words).ok_or_else(|| LimitError { text: text.trim().to_owned() })
    }
}

fn read(words: &[&str]) -> Option<Limit> {
    match words {
        ["the", rest @ ..] if !rest.is_empty() => match read(rest)? {
            limit @ (Limit::SameDay | Limit::NextWorkingDay) => Some(limit),
            _ => None,
        },
        ["same", "day"] => Some(Limit::SameDay),
        ["next", "working", "day"] => Some(Limit::NextWorkingDay),
        ["at", "once"] => Some(Limit::AtOnce),
        [number, unit @ ..] => {
            // `u32::from_str` would also take “+5”.
            let n = number.bytes().all(|b| b.is_ascii_digit()).then(|| number.parse().ok())??;
            match unit {
                ["hour" | "hours"] => Some(Limit::Hours(n)),
                ["day" | "days"] => Some(Limit::Days(n)),
                ["working", "day" | "days"] => Some(Limit::WorkingDays(n)),
                ["week" | "weeks"] => Some(Limit::Weeks(n)),
                ["month" | "months"] => Some(Limit::Months(n)),
                ["year" | "years"] => Some(Limit::Years(n)),
                _ => None,
            }
        }
        [] => None,
    }
}

/// Which day a count of working days begins with. It matters only to a limit of so many working days whose start is not a
/// working day itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Counting {
    /// The first working day after the start is day 1, also when the start is not a working day.
    #[default]
    FirstDayAfter,
    /// A start that is not a working day moves to the next working day, which is day 0.
    RollFirst,
}

impl fmt::Display for Counting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FirstDayAfter => "first-day-after",
            Self::RollFirst => "roll-first",
        })
    }
}

/// Text that is not a way of counting.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{text}” is not a way of counting. Write “first-day-after” (the first working day after the start is day 1) or \
     “roll-first” (a start that is not a working day moves to the next working day, which is day 0)"
)]
pub struct CountingError {
    /// What was written.
    pub text: String,
}

impl FromStr for Counting {
    type Err = CountingError;

    fn from_str(text: &str) -> Result<Self, CountingError> {
        match text.trim().to_lowercase().as_str() {
            "first-day-after" => Ok(Self::FirstDayAfter),
            "roll-first" => Ok(Self::RollFirst),
            _ => Err(CountingError { text: text.trim().to_owned() }),
        }
    }
}

/// Keeps a type in JSON and TOML as the same words that people write.
macro_rules! serde_as_text {
    ($($type:ty),+) => {$(
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )+};
}

serde_as_text!(Limit, Counting);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_limit() -> impl Strategy<Value = Limit> {
        prop_oneof![
            any::<u32>().prop_map(Limit::Hours),
            any::<u32>().prop_map(Limit::Days),
            any::<u32>().prop_map(Limit::WorkingDays),
            any::<u32>().prop_map(Limit::Weeks),
            any::<u32>().prop_map(Limit::Months),
            any::<u32>().prop_map(Limit::Years),
            Just(Limit::WorkingDays(1)),
            Just(Limit::SameDay),
            Just(Limit::NextWorkingDay),
            Just(Limit::AtOnce),
        ]
    }

    proptest! {
        #[test]
        fn a_limit_is_read_back_as_it_was_written(limit in any_limit()) {
            prop_assert_eq!(limit.to_string().parse::<Limit>().unwrap(), limit);
            let json = serde_json::to_string(&limit).unwrap();
            prop_assert_eq!(&json, &format!("\"{limit}\""));
            prop_assert_eq!(serde_json::from_str::<Limit>(&json).unwrap(), limit);
        }

        #[test]
        fn no_text_at_all_stops_the_reader(text in ".{0,30}") {
            let _ = text.parse::<Limit>();
        }
    }

    #[test]
    fn limits_read_as_a_procedure_writes_them() {
        for (text, limit) in [
            ("20 working days", Limit::WorkingDays(20)),
            ("1 working day", Limit::WorkingDays(1)),
            ("12 weeks", Limit::Weeks(12)),
            ("6 hours", Limit::Hours(6)),
            ("7 days", Limit::Days(7)),
            ("3 months", Limit::Months(3)),
            ("1 year", Limit::Years(1)),
            ("the same day", Limit::SameDay),
            ("the next working day", Limit::NextWorkingDay),
            ("at once", Limit::AtOnce),
        ] {
            assert_eq!(text.parse(), Ok(limit));
            assert_eq!(limit.to_string(), text);
        }
        assert_eq!("  2 Working  Day ".parse(), Ok(Limit::WorkingDays(2)));
        assert_eq!("Next working day".parse(), Ok(Limit::NextWorkingDay));
    }

    #[test]
    fn what_is_not_a_limit_is_told_what_is() {
        for text in
            ["", "the", "soon", "days", "20", "20 fortnights", "-1 days", "+1 days", "1.5 hours", "the at once", "the 2 days"]
        {
            let error = text.parse::<Limit>().unwrap_err().to_string();
            for accepted in ["hours", "days", "working days", "weeks", "months", "year", "the same day", "at once"] {
                assert!(error.contains(accepted), "{text}: {error}");
            }
        }
        assert!("4294967296 days".parse::<Limit>().is_err());
    }

    #[test]
    fn the_ways_of_counting_have_names() {
        for counting in [Counting::FirstDayAfter, Counting::RollFirst] {
            assert_eq!(counting.to_string().parse(), Ok(counting));
            assert_eq!(serde_json::to_string(&counting).unwrap(), format!("\"{counting}\""));
        }
        assert_eq!(Counting::default().to_string(), "first-day-after");
        assert!("backwards".parse::<Counting>().unwrap_err().to_string().contains("roll-first"));
    }
}
