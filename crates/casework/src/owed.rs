//! What is and was owed: each duty with its limit, and why the limit is what it is.

use calendar::{Count, Due, DueAt, Ledger, Limit, Moment};
use jiff::Timestamp;
use jiff::civil::Date;
use procedure::{DutyId, PersonId, RoleId, Start};

use crate::entry::Entry;
use crate::state::{Deadline, Instance, Rules, State, Status};

/// One time that a duty is or was owed, with its limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// Which duty.
    pub duty: DutyId,
    /// Which time in this case, from 1.
    pub number: u32,
    /// The position of the entry that started it; none when another duty's falling due did.
    pub started_by: Option<usize>,
    /// When its clock starts.
    pub start: Moment,
    /// What came of it.
    pub status: Status,
    /// How long there is.
    pub period: Deadline,
    /// Its limit; none when there is no time, or an open hold stops its clock.
    pub due: Option<Due>,
    /// The limit before it was moved; the same as `due` when it was not.
    pub first_due: Option<Due>,
    /// The date it was moved to, and the position of the entry that moved it.
    pub extended: Option<(Date, usize)>,
    /// Whether an open hold stops its clock.
    pub on_hold: bool,
    /// It is owed only from then on.
    pub owed_from: Timestamp,
}

impl Owed {
    /// Whether it is still to be done at this time.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.status == Status::Open && self.owed_from <= now
    }

    /// Whether it is open after its limit at this time.
    #[must_use]
    pub fn is_overdue(&self, rules: Rules<'_>, now: Timestamp) -> bool {
        self.is_open(now) && self.due.is_some_and(|due| due.is_late(now, rules.zone))
    }

    /// When it was met, if it was.
    #[must_use]
    pub fn met_at(&self, entries: &[Entry]) -> Option<Timestamp> {
        match self.status {
            Status::Met(at) => entries.get(at).map(|entry| entry.happened),
            _ => None,
        }
    }

    /// Whether it was met, and only after its limit.
    #[must_use]
    pub fn was_late(&self, rules: Rules<'_>, entries: &[Entry]) -> bool {
        self.met_at(entries).is_some_and(|met| self.due.is_some_and(|due| due.is_late(met, rules.zone)))
    }
}

/// Everything that is or was owed in a case, in the order of the document.
///
/// It does not depend on the present: a duty that another duty's falling due will start is listed with the time from
/// which it is owed.
#[must_use]
pub fn duties(rules: Rules<'_>, entries: &[Entry], state: &State) -> Vec<Owed> {
    let mut all: Vec<Owed> = state.instances.iter().map(|instance| owed(rules, entries, state, instance)).collect();
    for (id, duty) in rules.procedure.duties.iter() {
        let after_due = duty.starts.iter().find_map(|start| match start {
            Start::Due(other) => Some(*other),
            _ => None,
        });
        if duty.every.is_some() || after_due.is_some() {
            recurring(rules, entries, state, id, after_due, &mut all);
        }
    }
    all.sort_by_key(|one| (one.duty, one.number));
    all
}

fn owed(rules: Rules<'_>, entries: &[Entry], state: &State, instance: &Instance) -> Owed {
    let holds = holds_of(state, instance.duty);
    let first_due = due_of(rules, state, instance.duty, instance.start, instance.period, &holds);
    let due = match instance.extended {
        Some((date, _)) => Some(Due { at: DueAt::EndOf(date), provisional: false }),
        None => first_due,
    };
    Owed {
        duty: instance.duty,
        number: instance.number,
        started_by: Some(instance.started_by),
        start: instance.start,
        status: instance.status,
        period: instance.period,
        due,
        first_due,
        extended: instance.extended,
        on_hold: due.is_none() && holds.iter().any(|hold| hold.until.is_none()),
        owed_from: entries.get(instance.started_by).map_or(Timestamp::MIN, |entry| entry.happened),
    }
}

fn holds_of(state: &State, duty: DutyId) -> Vec<calendar::Hold> {
    if state.holds.is_empty() {
        return Vec::new();
    }
    state
        .holds
        .iter()
        .filter(|(_, hold, stops)| stops.contains(&duty) && hold.until.is_none_or(|until| until > hold.from))
        .map(|(_, hold, _)| *hold)
        .collect()
}

fn due_of(
    rules: Rules<'_>,
    state: &State,
    duty: DutyId,
    start: Moment,
    period: Deadline,
    holds: &[calendar::Hold],
) -> Option<Due> {
    match period {
        Deadline::Open => None,
        Deadline::By(date) => Some(Due { at: DueAt::EndOf(date), provisional: false }),
        Deadline::Within(limit) => {
            let _ = duty;
            let (calendar, sure) = state.facts.calendar(rules);
            let count = Count { start, limit, calendar, counting: rules.procedure.head.counting, zone: rules.zone, holds };
            count.due().map(|due| Due { provisional: due.provisional || (!sure && limit.counts_working_days()), ..due })
        }
    }
}

/// Duties that recur, and those that start when another falls due: they follow from the others, so they come after them.
fn recurring(rules: Rules<'_>, entries: &[Entry], state: &State, id: DutyId, after_due: Option<DutyId>, all: &mut Vec<Owed>) {
    let duty = &rules.procedure.duties[id];
    let mut start = match after_due {
        Some(other) => {
            let Some(base) = all.iter().rev().find(|one| one.duty == other) else { return };
            let Some(due) = base.due else { return };
            // Whatever closed the other duty in time left nothing to follow.
            let closed = match base.status {
                Status::Met(at) | Status::Ended(at) | Status::Lapsed(at) => entries.get(at).map(|entry| entry.happened),
                Status::Open => None,
            };
            if closed.is_some_and(|closed| !due.is_late(closed, rules.zone)) {
                return;
            }
            Recurrence { by: None, moment: due_moment(due), from: due.last_instant(rules.zone) }
        }
        None => {
            let found = state.first_start(duty, entries);
            let Some((by, moment)) = found else { return };
            let from = entries.get(by).map_or(Timestamp::MIN, |entry| entry.happened);
            Recurrence { by: Some(by), moment, from }
        }
    };
    let period = match (duty.every, state.period_of(duty)) {
        (Some(every), Deadline::Open) => Deadline::Within(every),
        (_, period) => period,
    };
    let end = state
        .taken
        .iter()
        .filter(|(step, _)| duty.ends.contains(step))
        .map(|(_, at)| *at)
        .find(|at| entries.get(*at).is_some_and(|entry| entry.happened >= start.from));
    let closed = state.is_closed(rules.procedure).then_some(state.stage_since);
    let applies = state.facts.allow(&duty.guard);
    let holds = holds_of(state, id);
    let mut number = 0u32;
    let mut push = |start: &Recurrence, status: Status| {
        number = number.saturating_add(1);
        // The first time may have a limit of its own.
        let period = match (number, duty.every) {
            (1, _) | (_, None) => period,
            (_, Some(every)) => Deadline::Within(every),
        };
        let due = due_of(rules, state, id, start.moment, period, &holds);
        all.push(Owed {
            duty: id,
            number,
            started_by: start.by,
            start: start.moment,
            status,
            period,
            due,
            first_due: due,
            extended: None,
            on_hold: due.is_none() && holds.iter().any(|hold| hold.until.is_none()),
            owed_from: start.from,
        });
    };
    for (step, at) in &state.taken {
        if !duty.met_by.contains(step) || end.is_some_and(|end| *at > end) {
            continue;
        }
        let Some(entry) = entries.get(*at) else { continue };
        if entry.happened < start.from || start.by == Some(*at) {
            continue;
        }
        push(&start, Status::Met(*at));
        start = Recurrence { by: Some(*at), moment: Moment::At(entry.happened), from: entry.happened };
        if duty.every.is_none() {
            return;
        }
    }
    let status = match (end, closed) {
        (Some(end), _) => Status::Ended(end),
        (None, Some(closed)) => Status::Lapsed(closed),
        (None, None) if !applies => return,
        (None, None) => Status::Open,
    };
    // What would only have started after the end was never owed.
    let over = match status {
        Status::Open => false,
        Status::Met(at) | Status::Ended(at) | Status::Lapsed(at) => {
            entries.get(at).is_none_or(|entry| entry.happened < start.from)
        }
    };
    if !over {
        push(&start, status);
    }
}

struct Recurrence {
    by: Option<usize>,
    moment: Moment,
    from: Timestamp,
}

fn due_moment(due: Due) -> Moment {
    match due.at {
        DueAt::EndOf(date) => Moment::Day(date),
        DueAt::At(at) => Moment::At(at),
    }
}

/// Who owes it now: roles, and people whom the case names.
#[must_use]
pub fn owners(rules: Rules<'_>, state: &State, duty: DutyId) -> (Vec<RoleId>, Vec<PersonId>) {
    state.parties(&rules.procedure.duties[duty].owner)
}

/// Why a limit is what it is.
#[derive(Debug, Clone)]
pub struct Why {
    /// The paragraph that the duty carries out: “paragraph 36”.
    pub citation: String,
    /// What started the clock, in words: “Complaint allocated”.
    pub started: String,
    /// The position of the entry that started it.
    pub started_by: Option<usize>,
    /// Every day, counted or skipped; none when the limit is a date that was agreed or given.
    pub ledger: Option<Ledger>,
    /// The date it was moved to, and the position of the entry that moved it.
    pub extended: Option<(Date, usize)>,
    /// The limit.
    pub due: Option<Due>,
    /// The limit before it was moved.
    pub first_due: Option<Due>,
    /// How long there is.
    pub limit: Option<Limit>,
    /// The case does not say which bank holidays count, so those of the first calendar of the procedure were taken.
    pub calendar_assumed: bool,
}

/// The working of one limit.
#[must_use]
pub fn why(rules: Rules<'_>, state: &State, entries: &[Entry], owed: &Owed) -> Why {
    let duty = &rules.procedure.duties[owed.duty];
    let (calendar, sure) = state.facts.calendar(rules);
    let holds = holds_of(state, owed.duty);
    let limit = match owed.period {
        Deadline::Within(limit) => Some(limit),
        Deadline::Open | Deadline::By(_) => None,
    };
    let ledger = limit.map(|limit| {
        Count { start: owed.start, limit, calendar, counting: rules.procedure.head.counting, zone: rules.zone, holds: &holds }
            .ledger()
    });
    let started = match owed.started_by.and_then(|at| entries.get(at)).map(|entry| &entry.act) {
        Some(crate::entry::Act::Step { step, .. }) => rules.procedure.steps[*step].done.clone(),
        _ => duty
            .starts
            .iter()
            .find_map(|start| match start {
                Start::Due(other) => Some(format!("“{}” fell due", rules.procedure.duties[*other].title)),
                _ => None,
            })
            .unwrap_or_else(|| "The case began".to_owned()),
    };
    Why {
        citation: rules.procedure.citation(duty.place),
        started,
        started_by: owed.started_by,
        ledger,
        extended: owed.extended,
        due: owed.due,
        first_due: owed.first_due,
        limit,
        calendar_assumed: !sure && limit.is_some_and(Limit::counts_working_days),
    }
}
