//! Counts what happened, in a space that does not grow with it.

use std::collections::BTreeMap;

use calendar::Moment;
use hdrhistogram::Histogram;
use jiff::Timestamp;
use jiff::civil::Weekday;
use procedure::{DutyId, Id, Procedure, RoleId, StepId};

use super::hours::{DAY, Hours, Minute, WORKING};
use super::staff::Staff;
use super::{DutyTally, Long, RoleTally, Spread, Stuck, Week};
use crate::entry::Entry;
use crate::owed::Owed;
use crate::state::{Rules, Status};

/// How many weeks and cases are named.
const NAMED: usize = 5;
/// How many reasons for which cases could not go on are told apart.
const REASONS: usize = 20;

/// Lengths of time in minutes, kept to two digits.
pub(super) struct Lengths(Option<Histogram<u32>>);

impl Lengths {
    pub(super) fn new() -> Self {
        // From a minute to ninety years.
        Self(Histogram::new_with_bounds(1, 50_000_000, 2).ok())
    }

    pub(super) fn note(&mut self, minutes: i64) {
        if let Some(histogram) = &mut self.0 {
            histogram.saturating_record(u64::try_from(minutes.max(1)).unwrap_or(1));
        }
    }

    pub(super) fn spread(&self) -> Spread {
        let Some(histogram) = self.0.as_ref().filter(|histogram| !histogram.is_empty()) else {
            return Spread { median: None, p95: None, longest: None };
        };
        Spread {
            median: Some(histogram.value_at_quantile(0.5)),
            p95: Some(histogram.value_at_quantile(0.95)),
            longest: Some(histogram.max()),
        }
    }
}

#[derive(Default, Clone)]
struct Kept {
    owed: u64,
    in_time: u64,
    late: u64,
    overdue: u64,
    ended: u64,
}

struct Queue {
    waiting: u64,
    most: u64,
    steps: u64,
    worked: i64,
    waited: Lengths,
}

/// What is counted.
pub(super) struct Tally {
    duties: Vec<(Kept, Lengths)>,
    roles: Vec<Queue>,
    steps: Vec<u64>,
    week: Option<(Minute, Week)>,
    weeks: Vec<Week>,
    waiting: u64,
    pub(super) lasted: Lengths,
    longest: Vec<Long>,
    stuck: BTreeMap<String, u64>,
    pub(super) stuck_cases: u64,
    pub(super) closed: u64,
    pub(super) taken: u64,
}

impl Tally {
    pub(super) fn new(procedure: &Procedure) -> Self {
        let queue = || Queue { waiting: 0, most: 0, steps: 0, worked: 0, waited: Lengths::new() };
        Self {
            duties: procedure.duties.ids().map(|_| (Kept::default(), Lengths::new())).collect(),
            roles: procedure.roles.ids().map(|_| queue()).collect(),
            steps: vec![0; procedure.steps.len()],
            week: None,
            weeks: Vec::new(),
            waiting: 0,
            lasted: Lengths::new(),
            longest: Vec::new(),
            stuck: BTreeMap::new(),
            stuck_cases: 0,
            closed: 0,
            taken: 0,
        }
    }

    /// Moves on to the week of a moment; moments come in order.
    pub(super) fn at(&mut self, hours: Hours<'_>, now: Minute) {
        if self.week.as_ref().is_some_and(|(end, _)| now < *end) {
            return;
        }
        self.close_week();
        let date = hours.date(now);
        let days = i64::from(date.weekday().since(Weekday::Monday));
        let start = now.div_euclid(DAY) * DAY - days * DAY;
        let monday = hours.date(start);
        self.week = Some((start + 7 * DAY, Week { monday, arrived: 0, steps: 0, late: 0, most_waiting: self.waiting }));
    }

    fn close_week(&mut self) {
        if let Some((_, week)) = self.week.take() {
            self.weeks.push(week);
            self.weeks.sort_by(|a, b| (b.most_waiting, b.steps, a.monday).cmp(&(a.most_waiting, a.steps, b.monday)));
            self.weeks.truncate(NAMED);
        }
    }

    pub(super) fn arrived(&mut self) {
        if let Some((_, week)) = &mut self.week {
            week.arrived += 1;
        }
    }

    pub(super) fn step(&mut self, step: StepId, late: bool) {
        self.taken += 1;
        if let Some(count) = self.steps.get_mut(step.index()) {
            *count += 1;
        }
        if let Some((_, week)) = &mut self.week {
            week.steps += 1;
            week.late += u64::from(late);
        }
    }

    pub(super) fn waits(&mut self, role: RoleId) {
        if let Some(queue) = self.roles.get_mut(role.index()) {
            queue.waiting += 1;
            queue.most = queue.most.max(queue.waiting);
        }
        self.waiting += 1;
        if let Some((_, week)) = &mut self.week {
            week.most_waiting = week.most_waiting.max(self.waiting);
        }
    }

    /// Somebody begins what waited for them since a minute; `queued` when it stood in the queue.
    pub(super) fn begun(&mut self, role: RoleId, queued: bool, waited: Minute, works: Minute) {
        if let Some(queue) = self.roles.get_mut(role.index()) {
            queue.waiting -= u64::from(queued && queue.waiting > 0);
            queue.steps += 1;
            queue.worked += works;
            queue.waited.note(waited);
        }
        self.waiting -= u64::from(queued && self.waiting > 0);
    }

    pub(super) fn stuck(&mut self, why: String) {
        self.stuck_cases += 1;
        let room = self.stuck.len() < REASONS || self.stuck.contains_key(&why);
        *self.stuck.entry(if room { why } else { "For other reasons.".to_owned() }).or_default() += 1;
    }

    /// What came of what was owed in a case that is over, or could not go on, at a moment.
    pub(super) fn owed(&mut self, rules: Rules<'_>, hours: Hours<'_>, entries: &[Entry], owed: &[Owed], end: Timestamp) {
        for one in owed.iter().filter(|one| one.owed_from <= end) {
            let Some((kept, used)) = self.duties.get_mut(one.duty.index()) else { continue };
            kept.owed += 1;
            match one.status {
                Status::Met(_) if one.was_late(rules, entries) => kept.late += 1,
                Status::Met(_) => kept.in_time += 1,
                Status::Open | Status::Ended(_) | Status::Lapsed(_) => {
                    let until = match one.status {
                        Status::Ended(at) | Status::Lapsed(at) => entries.get(at).map_or(end, |entry| entry.happened),
                        _ => end,
                    };
                    if one.due.is_some_and(|due| due.is_late(until, rules.zone)) {
                        kept.overdue += 1;
                    } else {
                        kept.ended += 1;
                    }
                }
            }
            if let Some(met) = one.met_at(entries) {
                let start = match one.start {
                    Moment::At(at) => at,
                    Moment::Day(day) => hours.moment(hours.midnight(day)),
                };
                used.note((met.as_second() - start.as_second()) / 60);
            }
        }
    }

    pub(super) fn long(&mut self, long: Long) {
        self.longest.push(long);
        self.longest.sort_by(|a, b| (b.minutes, a.number).cmp(&(a.minutes, b.number)));
        self.longest.truncate(NAMED);
    }

    pub(super) fn duties(&self, procedure: &Procedure) -> Vec<DutyTally> {
        let tally = |(index, (kept, used)): (usize, &(Kept, Lengths))| {
            let duty = procedure.duties.at(DutyId::from_index(index))?;
            Some(DutyTally {
                name: duty.name.clone(),
                title: duty.title.clone(),
                citation: procedure.citation(duty.place),
                soft: duty.soft,
                owed: kept.owed,
                in_time: kept.in_time,
                late: kept.late,
                overdue: kept.overdue,
                ended: kept.ended,
                used: used.spread(),
            })
        };
        self.duties.iter().enumerate().filter_map(tally).collect()
    }

    /// Each role; `days` are the working days that passed.
    pub(super) fn roles(&self, procedure: &Procedure, staff: &Staff, days: i64) -> Vec<RoleTally> {
        let tally = |(index, queue): (usize, &Queue)| {
            let id = RoleId::from_index(index);
            let role = procedure.roles.at(id)?;
            let people = i64::try_from(staff.pool(id).len()).unwrap_or(0);
            let could = days.saturating_mul(WORKING).saturating_mul(people);
            let busy = queue.worked.saturating_mul(1_000).checked_div(could).unwrap_or(0);
            Some(RoleTally {
                name: role.name.clone(),
                title: role.title.clone(),
                people: u32::try_from(people).unwrap_or(0),
                steps: queue.steps,
                busy: u64::try_from(busy).unwrap_or(0),
                most_waiting: queue.most,
                waited: queue.waited.spread(),
            })
        };
        let used = |tally: &RoleTally| tally.steps > 0 || tally.most_waiting > 0;
        self.roles.iter().enumerate().filter_map(tally).filter(used).collect()
    }

    pub(super) fn steps(&self, procedure: &Procedure) -> Vec<(String, u64)> {
        procedure.steps.iter().zip(&self.steps).map(|((_, step), count)| (step.name.clone(), *count)).collect()
    }

    pub(super) fn weeks(&mut self) -> Vec<Week> {
        self.close_week();
        self.weeks.clone()
    }

    pub(super) fn named(&self) -> (Vec<Long>, Vec<Stuck>) {
        let mut stuck: Vec<Stuck> = self.stuck.iter().map(|(why, cases)| Stuck { why: why.clone(), cases: *cases }).collect();
        stuck.sort_by(|a, b| (b.cases, &a.why).cmp(&(a.cases, &b.why)));
        (self.longest.clone(), stuck)
    }
}
