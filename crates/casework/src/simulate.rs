//! Runs a procedure over made-up cases and staff, to see where its limits break before anybody relies on them.
//!
//! Every step goes through [`crate::prepare`] and [`crate::State::enter`], as a real one does; nothing is stored and no letter is
//! made. What is made up comes from a stream of random numbers that the caller hands in: the same numbers, the same result, on
//! every machine. No decision rests on a fraction, and what is remembered does not grow with the number of cases: those that are
//! closed are forgotten, and only so many may be open at once.

mod answers;
mod hours;
mod policy;
mod run;
mod staff;
mod tally;

use std::collections::BTreeMap;

use jiff::civil::Date;
use procedure::{RoleId, StepId};
use serde::Serialize;

use crate::state::Rules;

/// How many cases may be open at once. Staff that leave more open cannot keep up, and no more cases come in.
pub const MOST_OPEN: usize = 20_000;
/// How many entries a case may have before it is given up.
pub const MOST_ENTRIES: usize = 200;

/// What is made up.
#[derive(Debug, Clone)]
pub struct Setup {
    /// How many cases there are.
    pub cases: u64,
    /// The day on which the first may come in.
    pub from: Date,
    /// How many come in on a day, in thousandths.
    pub per_day: u32,
    /// How many people hold each role; a role that is left out is held by `others`.
    pub staff: BTreeMap<RoleId, u32>,
    /// How many people hold each of the other roles.
    pub others: u32,
    /// How many minutes of somebody's work a step takes; one that is left out takes `minutes`.
    pub takes: BTreeMap<StepId, u32>,
    /// How many minutes of somebody's work each of the other steps takes.
    pub minutes: u32,
    /// How many cases may be open at once, such as [`MOST_OPEN`]: when more are left open, no more come in.
    pub most_open: usize,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Simulated {
    /// How many cases came in.
    pub cases: u64,
    /// How many of them came to an end.
    pub closed: u64,
    /// How many could not go on, and why: the commonest reasons first.
    pub stuck: Vec<Stuck>,
    /// No more cases came in because so many were open that the staff cannot keep up.
    pub overwhelmed: bool,
    /// The most cases that were open at once.
    pub most_open: usize,
    /// The last day on which something happened.
    pub until: Date,
    /// How many steps were taken.
    pub steps: u64,
    /// How long cases took from their beginning to their end, in minutes of the clock.
    pub lasted: Spread,
    /// Each duty, in the order of the document.
    pub duties: Vec<DutyTally>,
    /// Each role that somebody waited for, in the order of the document.
    pub roles: Vec<RoleTally>,
    /// The weeks in which most waited, the busiest first.
    pub weeks: Vec<Week>,
    /// The cases that took longest, the longest first.
    pub longest: Vec<Long>,
    /// How often each step was taken, in the order of the document.
    pub taken: Vec<(String, u64)>,
}

/// Cases that could not go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stuck {
    /// Where they stood, and what was refused.
    pub why: String,
    /// How many.
    pub cases: u64,
}

/// How lengths of time are spread, in minutes; each is none when there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Spread {
    /// Half took no longer.
    pub median: Option<u64>,
    /// Nineteen of twenty took no longer.
    pub p95: Option<u64>,
    /// The longest.
    pub longest: Option<u64>,
}

/// What came of a duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DutyTally {
    /// Its name in the document.
    pub name: String,
    /// What is owed.
    pub title: String,
    /// The paragraph that asks for it.
    pub citation: String,
    /// Being late is no breach.
    pub soft: bool,
    /// How often it was owed.
    pub owed: u64,
    /// How often it was met, in time or without a limit.
    pub in_time: u64,
    /// How often it was met after its limit.
    pub late: u64,
    /// How often it was not met when its limit had passed.
    pub overdue: u64,
    /// How often it came to nothing before its limit.
    pub ended: u64,
    /// How long it took to be met, from when its clock started.
    pub used: Spread,
}

/// What came of a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoleTally {
    /// Its name in the document.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// How many people hold it.
    pub people: u32,
    /// How many steps they took.
    pub steps: u64,
    /// How much of their working time that took, in thousandths.
    pub busy: u64,
    /// The most steps that waited for them at once.
    pub most_waiting: u64,
    /// How long a step waited until somebody began it.
    pub waited: Spread,
}

/// A week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Week {
    /// Its Monday.
    pub monday: Date,
    /// How many cases came in.
    pub arrived: u64,
    /// How many steps were taken.
    pub steps: u64,
    /// How many of them came after the limit of the duty that they meet.
    pub late: u64,
    /// The most steps that waited at once.
    pub most_waiting: u64,
}

/// A case that took long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Long {
    /// Its number, from 1.
    pub number: u64,
    /// The day on which it came in.
    pub from: Date,
    /// How long it took, in minutes of the clock.
    pub minutes: u64,
    /// How many steps were taken in it.
    pub steps: usize,
    /// Where it ended.
    pub stage: String,
}

/// Runs a procedure over made-up cases. `random` gives evenly spread numbers; `progress` is told how many cases are done.
pub fn simulate(rules: Rules<'_>, setup: &Setup, random: &mut dyn FnMut() -> u32, progress: &mut dyn FnMut(u64)) -> Simulated {
    run::run(rules, setup, Dice(random), progress)
}

/// Draws from the stream of random numbers.
struct Dice<'a>(&'a mut dyn FnMut() -> u32);

impl Dice<'_> {
    /// A number below another; nought when that is nought.
    fn below(&mut self, most: u32) -> u32 {
        let drawn = u64::from((self.0)());
        u32::try_from((drawn * u64::from(most)) >> 32).unwrap_or(0)
    }

    /// True once in so many times.
    fn once_in(&mut self, times: u32) -> bool {
        self.below(times) == 0
    }

    /// One of several.
    fn one<'t, T>(&mut self, of: &'t [T]) -> Option<&'t T> {
        let count = u32::try_from(of.len()).unwrap_or(u32::MAX);
        of.get(usize::try_from(self.below(count)).unwrap_or(0))
    }
}
