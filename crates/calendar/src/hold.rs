//! Holds: the days on which the clock stands still.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A stop of the clock. It stands still on whole civil days: from the day after `from` up to and including `until`. Days used
/// before stay used. Holds may overlap; a hold that ends on or before the day it starts stops nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// The day on which the hold was put on; it still counts.
    pub from: Date,
    /// The last day on which the clock stands still, or `None` while the hold has no end.
    pub until: Option<Date>,
}

/// A run of days on hold, with no other run next to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stop {
    pub(crate) first: Date,
    /// `None` when it has no end.
    pub(crate) last: Option<Date>,
}

/// All days on hold, in order. Without holds nothing is allocated.
#[derive(Debug)]
pub(crate) struct Stops(Vec<Stop>);

impl Stops {
    pub(crate) fn new(holds: &[Hold]) -> Self {
        let mut all: Vec<Stop> = holds.iter().filter_map(Stop::of).collect();
        all.sort_by_key(|stop| stop.first);
        let mut apart: Vec<Stop> = Vec::new();
        for stop in all {
            match apart.last_mut() {
                Some(earlier) if earlier.reaches(stop.first) => earlier.last = later(earlier.last, stop.last),
                _ => apart.push(stop),
            }
        }
        Self(apart)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Stop> {
        self.0.iter().copied()
    }

    /// The stop that this day lies in.
    pub(crate) fn at(&self, date: Date) -> Option<Stop> {
        self.iter().find(|stop| stop.first <= date && stop.last.is_none_or(|last| date <= last))
    }
}

impl Stop {
    fn of(hold: &Hold) -> Option<Self> {
        let first = hold.from.tomorrow().ok()?;
        hold.until.is_none_or(|last| first <= last).then_some(Self { first, last: hold.until })
    }

    /// Whether the clock stands still right up to this day.
    fn reaches(&self, date: Date) -> bool {
        self.last.and_then(|last| last.tomorrow().ok()).is_none_or(|next| date <= next)
    }
}

fn later(one: Option<Date>, other: Option<Date>) -> Option<Date> {
    Some(one?.max(other?))
}
