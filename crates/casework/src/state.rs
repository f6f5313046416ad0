//! The state of a case: a fold over its entries.

use std::collections::{BTreeMap, BTreeSet};

use calendar::{Calendar, CalendarSet, Moment};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use procedure::{
    CalendarRule, Condition, Derivation, Duty, DutyId, FactId, Guard, HoldId, Id, Kind, LetterId, MarkId, Party, Period,
    PersonId, Procedure, RoleId, SiteId, Source, StageId, Start, Step, StepId, Table, Value,
};

use crate::entry::{Act, Entry};

/// What a case is run by: its procedure, and the calendars that count its days.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// The version of the procedure that the case was opened under, or was moved to.
    pub procedure: &'a Procedure,
    /// The bank holidays as known, with the body's closure days.
    pub calendars: &'a CalendarSet,
    /// The zone in which days begin and end.
    pub zone: &'a TimeZone,
    fallback: &'a Calendar,
}

/// A procedure counts by a calendar that is not to hand.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "the procedure “{procedure}” counts working days by “{calendar}”, and no bank holidays of that name are known: known are {known}"
)]
pub struct NoCalendar {
    /// The procedure.
    pub procedure: String,
    /// The name it gives.
    pub calendar: String,
    /// The names there are.
    pub known: String,
}

impl<'a> Rules<'a> {
    /// The rules of a procedure with these calendars.
    ///
    /// # Errors
    /// When the procedure names a calendar that is not among them.
    pub fn new(procedure: &'a Procedure, calendars: &'a CalendarSet, zone: &'a TimeZone) -> Result<Self, NoCalendar> {
        let missing = |name: &str| NoCalendar {
            procedure: procedure.head.id.clone(),
            calendar: name.to_owned(),
            known: calendars.names().collect::<Vec<_>>().join(", "),
        };
        let names: Vec<&str> = match &procedure.head.calendar {
            CalendarRule::Always(name) => vec![name],
            CalendarRule::By(_, names) => names.values().map(String::as_str).collect(),
        };
        let mut fallback = None;
        for name in names {
            let found = calendars.get(name).ok_or_else(|| missing(name))?;
            fallback.get_or_insert(found);
        }
        Ok(Self { procedure, calendars, zone, fallback: fallback.ok_or_else(|| missing(""))? })
    }

    /// The civil day of a moment.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> Date {
        at.to_zoned(self.zone.clone()).date()
    }
}

/// The known facts of a case, by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    values: Vec<Option<Value>>,
    positions: Vec<u8>,
}

const NOT_KNOWN: u8 = u8::MAX;

impl Facts {
    /// No fact is known.
    #[must_use]
    pub fn new(procedure: &Procedure) -> Self {
        Self { values: vec![None; procedure.facts.len()], positions: vec![NOT_KNOWN; procedure.facts.len()] }
    }

    /// The value of a fact, when it is known.
    #[must_use]
    pub fn get(&self, fact: FactId) -> Option<&Value> {
        self.values.get(fact.index()).and_then(Option::as_ref)
    }

    /// The position of a finite fact's value in its domain.
    #[must_use]
    pub fn position(&self, fact: FactId) -> Option<u32> {
        match self.positions.get(fact.index()) {
            None | Some(&NOT_KNOWN) => None,
            Some(position) => Some(u32::from(*position)),
        }
    }

    /// Whether a guard holds.
    #[must_use]
    pub fn allow(&self, guard: &Guard) -> bool {
        guard.holds(|fact| self.position(fact))
    }

    /// Whether a condition holds.
    #[must_use]
    pub fn meet(&self, condition: &Condition) -> bool {
        condition.holds(|fact| self.position(fact))
    }

    /// Sets or clears a fact. Derived facts are not recomputed by this.
    pub fn set(&mut self, procedure: &Procedure, fact: FactId, value: Option<Value>) {
        let position = value
            .as_ref()
            .and_then(|value| match value {
                Value::Choice(at) => Some(u32::from(*at)),
                Value::YesNo(yes) => Some(u32::from(*yes)),
                _ => procedure.facts.at(fact).and_then(|fact| fact.position(value)),
            })
            .and_then(|at| u8::try_from(at).ok())
            .unwrap_or(NOT_KNOWN);
        if let Some(slot) = self.positions.get_mut(fact.index()) {
            *slot = position;
        }
        if let Some(slot) = self.values.get_mut(fact.index()) {
            *slot = value;
        }
    }

    /// Recomputes what follows from other facts. `last` gives the position and the day of the last entry of one of some steps.
    pub fn derive(&mut self, rules: Rules<'_>, last: impl Fn(&[StepId]) -> Option<(usize, Date)>) {
        let procedure = rules.procedure;
        for id in &procedure.derived_order {
            let Source::Derived(derivation) = &procedure.facts[*id].source else { continue };
            let value = match derivation {
                // Copied from the directory into the entry that names the site, so that a later change there changes no case.
                Derivation::Attribute { .. } => continue,
                // Counted by the store over other cases, and kept in the entry for which it mattered.
                Derivation::Count(_) => continue,
                Derivation::DayOf(steps) => last(steps).map(|(_, day)| Value::Date(day)),
                Derivation::Done { steps, since } => {
                    let at = |steps: &[StepId]| last(steps).map(|(at, _)| at);
                    Some(Value::YesNo(comes_last(at(steps), at(since))))
                }
                Derivation::Extreme { latest, of } => {
                    let known = of.iter().filter_map(|date| self.date(*date));
                    if *latest { known.max() } else { known.min() }.map(Value::Date)
                }
                Derivation::After { limit, of } => self.date(*of).and_then(|of| {
                    let calendar = self.calendar(rules).0;
                    let counting = rules.procedure.head.counting;
                    let start = Moment::Day(of);
                    let count = calendar::Count { start, limit: *limit, calendar, counting, zone: rules.zone, holds: &[] };
                    count.due().map(|due| Value::Date(due.date(rules.zone)))
                }),
                Derivation::Setting { chosen, .. } => Some(Value::Choice(*chosen)),
                Derivation::Holds(guard) => Some(Value::YesNo(self.allow(guard))),
                Derivation::Within { date, of, limit, unknown } => Some(Value::YesNo(match (self.date(*date), self.date(*of)) {
                    (Some(date), Some(of)) => self.within(rules, date, of, *limit),
                    _ => *unknown,
                })),
                Derivation::Table(table, column) => self.decide(&procedure.tables[*table], *column),
                Derivation::Summary { of, finding, partly, all, some, none } => match self.get(*of) {
                    Some(Value::Findings(findings)) if !findings.is_empty() => {
                        Some(Value::Choice(if findings.iter().all(|one| one == finding) {
                            *all
                        } else if findings.iter().any(|one| one == finding || Some(*one) == *partly) {
                            *some
                        } else {
                            *none
                        }))
                    }
                    _ => None,
                },
            };
            self.set(procedure, *id, value);
        }
    }

    fn within(&self, rules: Rules<'_>, date: Date, of: Date, limit: calendar::Limit) -> bool {
        let count = calendar::Count {
            start: Moment::Day(of),
            limit,
            calendar: self.calendar(rules).0,
            counting: rules.procedure.head.counting,
            zone: rules.zone,
            holds: &[],
        };
        count.due().is_some_and(|due| date <= due.date(rules.zone))
    }

    /// The calendar that counts this case's days, and whether the case says so (or the first of the procedure's was taken).
    #[must_use]
    pub fn calendar<'a>(&self, rules: Rules<'a>) -> (&'a Calendar, bool) {
        let (name, sure) = match &rules.procedure.head.calendar {
            CalendarRule::Always(name) => (Some(name.as_str()), true),
            CalendarRule::By(fact, names) => match self.position(*fact).and_then(|at| names.get(&at)) {
                Some(name) => (Some(name.as_str()), true),
                None => (None, false),
            },
        };
        match name.and_then(|name| rules.calendars.get(name)) {
            Some(calendar) => (calendar, sure),
            None => (rules.fallback, false),
        }
    }

    fn decide(&self, table: &Table, column: usize) -> Option<Value> {
        let mut at = 0usize;
        for (index, fact) in table.by.iter().enumerate() {
            let size = table.sizes.get(index).copied()?;
            at = at.checked_mul(size)?.checked_add(usize::try_from(self.position(*fact)?).ok()?)?;
        }
        let row = usize::from(table.answers.get(at).copied().flatten()?);
        table.rows.get(row)?.gives.get(column)?.clone()
    }

    /// The value of a date fact, or the civil day of an instant in London.
    #[must_use]
    pub fn date(&self, fact: FactId) -> Option<Date> {
        match self.get(fact)? {
            Value::Date(date) => Some(*date),
            Value::Instant(at) => Some(at.to_zoned(calendar::london()).date()),
            _ => None,
        }
    }
}

/// What a duty came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It is owed.
    Open,
    /// It was met by the entry at this position.
    Met(usize),
    /// It was ended unmet by the entry at this position.
    Ended(usize),
    /// Its condition no longer holds, or the case has come to an end.
    Lapsed(usize),
}

/// One time that a duty is or was owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// Which duty.
    pub duty: DutyId,
    /// Which time in this case, from 1.
    pub number: u32,
    /// The position of the entry that started it.
    pub started_by: usize,
    /// When its clock starts.
    pub start: Moment,
    /// What came of it.
    pub status: Status,
    /// How long there is, as decided when it was last open.
    pub period: Deadline,
    /// The date it was moved to, and the position of the entry that moved it.
    pub extended: Option<(Date, usize)>,
}

/// A period with what tables and facts said put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadline {
    /// The source gives no time, or what decides it is not known.
    Open,
    /// So long from the start.
    Within(calendar::Limit),
    /// By this date.
    By(Date),
}

/// A case at one moment of its history.
#[derive(Debug, Clone)]
pub struct State {
    /// Where it stands.
    pub stage: StageId,
    /// The position of the entry that led there.
    pub stage_since: usize,
    /// What is known.
    pub facts: Facts,
    /// Each step taken, with the position of its entry, in order.
    pub taken: Vec<(StepId, usize)>,
    /// Each time a duty that does not recur was or is owed, in order of the document.
    pub instances: Vec<Instance>,
    /// Who took on what a role owes.
    pub holders: BTreeMap<RoleId, PersonId>,
    /// For each letter, the edited blocks since it was last sent.
    pub drafts: BTreeMap<LetterId, BTreeMap<String, String>>,
    /// Who edited a letter's text since it was last sent.
    pub editors: BTreeMap<LetterId, BTreeSet<PersonId>>,
    /// When each hold was on, and the duties whose clocks it stopped.
    pub holds: Vec<(HoldId, calendar::Hold, Vec<DutyId>)>,
    /// Where the latest value of each fact was set: position of the entry.
    pub set_by: Vec<Option<u32>>,
    /// For each fact that is answered afresh and names people or a case: every answer, each once.
    pub given: BTreeMap<FactId, Vec<Value>>,
    /// People who must never learn of the case. Once walled, always walled.
    pub walled: BTreeSet<PersonId>,
    /// For each fact that counts over other cases and whose condition this case meets: the position of the entry since which it does.
    pub matched: BTreeMap<FactId, usize>,
    /// For each mark that the case puts on a person: the position of the entry since which it does.
    pub marked: BTreeMap<MarkId, usize>,
}

impl State {
    /// Folds the entries of a case, the first of which must be a step that begins it.
    #[must_use]
    pub fn replay(rules: Rules<'_>, entries: &[Entry]) -> Self {
        let mut state = Self {
            stage: StageId::from_index(0),
            stage_since: 0,
            facts: Facts::new(rules.procedure),
            taken: Vec::with_capacity(entries.len()),
            instances: Vec::with_capacity(rules.procedure.duties.len()),
            holders: BTreeMap::new(),
            drafts: BTreeMap::new(),
            editors: BTreeMap::new(),
            holds: Vec::new(),
            set_by: vec![None; rules.procedure.facts.len()],
            given: BTreeMap::new(),
            walled: BTreeSet::new(),
            matched: BTreeMap::new(),
            marked: BTreeMap::new(),
        };
        for at in 0..entries.len() {
            state.enter(rules, entries, at);
        }
        state
    }

    /// Takes in the entry at a position; those before it were taken in already.
    pub fn enter(&mut self, rules: Rules<'_>, entries: &[Entry], at: usize) {
        let Some(entry) = entries.get(at) else { return };
        match &entry.act {
            Act::Step { step, facts, letters, .. } => {
                let rule = &rules.procedure.steps[*step];
                if rule.erases {
                    // What came before is as it will be read from now on.
                    let before: Vec<Entry> = entries.iter().take(at).map(Entry::erased).collect();
                    *self = Self::replay(rules, &before);
                }
                self.taken.push((*step, at));
                for (fact, value) in facts {
                    self.learn(rules.procedure, *fact, value, at);
                }
                if let Some(stage) = rule.to {
                    self.stage = stage;
                    self.stage_since = at;
                }
                for sent in letters {
                    self.drafts.remove(&sent.letter);
                }
                self.derive(rules, entries);
                self.match_counts(rules.procedure, at);
                self.advance_holds(rules, *step, entry);
                self.advance_duties(rules, entries, *step, at);
            }
            Act::Draft { letter, blocks } => {
                self.drafts.entry(*letter).or_default().extend(blocks.iter().map(|(id, text)| (id.clone(), text.clone())));
                self.editors.entry(*letter).or_default().insert(entry.by);
            }
            Act::Taken { role, holder: Some(holder) } => {
                self.holders.insert(*role, *holder);
            }
            Act::Taken { role, holder: None } => {
                self.holders.remove(role);
            }
            Act::Filed { .. } | Act::Erased { .. } | Act::Moved { .. } => {}
        }
    }

    /// Keeps track of since when the case meets the conditions of counts over cases.
    fn match_counts(&mut self, procedure: &Procedure, at: usize) {
        for (id, mark) in procedure.marks.iter() {
            if self.facts.get(mark.on).is_some() && self.facts.allow(&mark.guard) {
                self.marked.entry(id).or_insert(at);
            } else {
                self.marked.remove(&id);
            }
        }
        for (id, fact) in procedure.facts.iter() {
            let Source::Derived(Derivation::Count(count)) = &fact.source else { continue };
            if self.facts.get(count.person).is_some() && self.facts.allow(&count.guard) {
                self.matched.entry(id).or_insert(at);
            } else {
                self.matched.remove(&id);
            }
        }
    }

    fn learn(&mut self, procedure: &Procedure, fact: FactId, value: &Value, at: usize) {
        if procedure.facts.at(fact).is_some_and(|fact| fact.wall) {
            match value {
                Value::Person(person) => {
                    self.walled.insert(*person);
                }
                Value::People(people) => self.walled.extend(people.iter().copied()),
                _ => {}
            }
        }
        if matches!(value, Value::Person(_) | Value::People(_) | Value::Case(_))
            && procedure.facts.at(fact).is_some_and(|fact| fact.afresh)
        {
            let given = self.given.entry(fact).or_default();
            if !given.contains(value) {
                given.push(value.clone());
            }
        }
        self.facts.set(procedure, fact, Some(value.clone()));
        if let Some(slot) = self.set_by.get_mut(fact.index()) {
            *slot = u32::try_from(at).ok();
        }
    }

    fn derive(&mut self, rules: Rules<'_>, entries: &[Entry]) {
        let taken = &self.taken;
        self.facts.derive(rules, |steps| {
            let at = last_of(taken, steps)?;
            entries.get(at).map(|entry| (at, rules.day(entry.happened)))
        });
    }

    fn advance_holds(&mut self, rules: Rules<'_>, step: StepId, entry: &Entry) {
        for (id, hold) in rules.procedure.holds.iter() {
            let running = self.holds.iter().rposition(|(one, on, _)| *one == id && on.until.is_none());
            if hold.until.contains(&step) {
                if let Some((_, on, _)) = running.and_then(|at| self.holds.get_mut(at)) {
                    on.until = Some(rules.day(entry.happened));
                }
            } else if hold.from.contains(&step) && running.is_none() {
                self.holds.push((id, calendar::Hold { from: rules.day(entry.happened), until: None }, hold.stops.clone()));
            }
        }
    }

    fn advance_duties(&mut self, rules: Rules<'_>, entries: &[Entry], step: StepId, at: usize) {
        let ended = rules.procedure.stages[self.stage].end;
        for (id, duty) in rules.procedure.duties.iter() {
            if duty.every.is_some() || duty.starts.iter().any(|start| matches!(start, Start::Due(_))) {
                continue;
            }
            let last = self.instances.iter().rposition(|one| one.duty == id);
            let applies = self.facts.allow(&duty.guard);
            let open = last
                .and_then(|position| self.instances.get(position).map(|one| (position, one.status, one.started_by, one.number)));
            match open {
                Some((position, Status::Open, started_by, _)) => {
                    let status = if duty.met_by.contains(&step) && started_by < at {
                        Status::Met(at)
                    } else if duty.ends.contains(&step) && started_by < at {
                        Status::Ended(at)
                    } else if !applies || ended {
                        Status::Lapsed(at)
                    } else {
                        Status::Open
                    };
                    let extended = duty
                        .extended_by
                        .filter(|extension| extension.step == step)
                        .and_then(|extension| self.facts.date(extension.to))
                        .map(|date| (date, at));
                    let refreshed =
                        (status == Status::Open).then(|| self.start_of(duty, entries, self.closed_before(id, position)));
                    let period = self.period_of(duty);
                    if let Some(instance) = self.instances.get_mut(position) {
                        instance.status = status;
                        if extended.is_some() {
                            instance.extended = extended;
                        }
                        if let Some(refreshed) = refreshed {
                            match refreshed {
                                Some((started_by, start)) => {
                                    if started_by > instance.started_by {
                                        // Started anew: an earlier agreement was about the earlier clock.
                                        instance.extended = None;
                                    }
                                    instance.started_by = started_by;
                                    instance.start = start;
                                    instance.period = period;
                                }
                                None => instance.status = Status::Lapsed(at),
                            }
                        }
                    }
                }
                Some((position, Status::Lapsed(_), ..)) if applies && !ended => {
                    let since = self.closed_before(id, position);
                    if let Some((started_by, start)) = self.start_of(duty, entries, since)
                        && !self.done_since(duty, started_by)
                    {
                        let period = self.period_of(duty);
                        if let Some(instance) = self.instances.get_mut(position) {
                            *instance = Instance { status: Status::Open, started_by, start, period, ..instance.clone() };
                        }
                    }
                }
                Some((_, Status::Lapsed(_), ..)) => {}
                other => {
                    let since = self.closed_before(id, self.instances.len());
                    if applies
                        && !ended
                        && let Some((started_by, start)) = self.start_of(duty, entries, since)
                        && !self.done_since(duty, started_by)
                    {
                        let number = other.map_or(1, |(.., number)| number.saturating_add(1));
                        let period = self.period_of(duty);
                        self.instances.push(Instance {
                            duty: id,
                            number,
                            started_by,
                            start,
                            status: Status::Open,
                            period,
                            extended: None,
                        });
                    }
                }
            }
        }
    }

    /// The position of the entry that closed the duty before the instance at `position`.
    fn closed_before(&self, duty: DutyId, position: usize) -> Option<usize> {
        self.instances.get(..position)?.iter().rev().find(|one| one.duty == duty).and_then(|one| match one.status {
            Status::Met(at) | Status::Ended(at) => Some(at),
            Status::Open | Status::Lapsed(_) => None,
        })
    }

    fn done_since(&self, duty: &Duty, started_by: usize) -> bool {
        self.taken.iter().any(|(step, at)| *at > started_by && (duty.met_by.contains(step) || duty.ends.contains(step)))
    }

    /// What starts the duty after the entry at `since`: the first such event, or the last when it restarts.
    fn start_of(&self, duty: &Duty, entries: &[Entry], since: Option<usize>) -> Option<(usize, Moment)> {
        let later = |at: usize| since.is_none_or(|since| at > since);
        let mut best: Option<(usize, Moment)> = None;
        let mut offer = |at: usize, moment: Moment| {
            if later(at) && best.is_none_or(|(known, _)| if duty.restarts { at > known } else { at < known }) {
                best = Some((at, moment));
            }
        };
        for start in &duty.starts {
            match start {
                Start::Step(wanted) => self.occurrences(*wanted, entries, &mut offer),
                Start::Decided(fact) => {
                    if let Some(Value::Step(wanted)) = self.facts.get(*fact) {
                        self.occurrences(*wanted, entries, &mut offer);
                    }
                }
                Start::Fact(fact) => {
                    // A date that is put right moves its clock; only where a further start counts does it start one.
                    let at = if duty.restarts {
                        self.set_by.get(fact.index()).copied().flatten().and_then(|at| usize::try_from(at).ok())
                    } else {
                        entries.iter().position(
                            |entry| matches!(&entry.act, Act::Step { facts, .. } if facts.iter().any(|(known, _)| known == fact)),
                        )
                    };
                    let moment = match self.facts.get(*fact) {
                        Some(Value::Date(date)) => Some(Moment::Day(*date)),
                        Some(Value::Instant(at)) => Some(Moment::At(*at)),
                        _ => None,
                    };
                    // A derived date has no entry of its own: it counts from the first.
                    if let Some(moment) = moment {
                        offer(at.unwrap_or(0), moment);
                    }
                }
                Start::Due(_) => {}
            }
        }
        best
    }

    fn occurrences(&self, wanted: StepId, entries: &[Entry], offer: &mut impl FnMut(usize, Moment)) {
        for (step, at) in &self.taken {
            if *step == wanted
                && let Some(entry) = entries.get(*at)
            {
                offer(*at, Moment::At(entry.happened));
            }
        }
    }

    /// What first started a duty in this case.
    pub(crate) fn first_start(&self, duty: &Duty, entries: &[Entry]) -> Option<(usize, Moment)> {
        self.start_of(duty, entries, None)
    }

    /// How long there is for a duty, with what tables and facts say put in.
    pub(crate) fn period_of(&self, duty: &Duty) -> Deadline {
        match duty.period {
            Period::Open => Deadline::Open,
            Period::Within(limit) => Deadline::Within(limit),
            Period::Decided(fact) => match self.facts.get(fact) {
                Some(Value::Limit(limit)) => Deadline::Within(*limit),
                _ => Deadline::Open,
            },
            Period::By(fact) => self.facts.date(fact).map_or(Deadline::Open, Deadline::By),
        }
    }

    /// The site of the case.
    #[must_use]
    pub fn site(&self, procedure: &Procedure) -> Option<SiteId> {
        match procedure.head.site.and_then(|fact| self.facts.get(fact)) {
            Some(Value::Site(site)) => Some(*site),
            _ => None,
        }
    }

    /// The roles and the people that a party stands for now.
    #[must_use]
    pub fn parties(&self, parties: &[Party]) -> (Vec<RoleId>, Vec<PersonId>) {
        let mut roles = Vec::new();
        let mut people = Vec::new();
        for party in parties {
            match party {
                Party::Role(role) => roles.push(*role),
                Party::Fact(fact) => match self.facts.get(*fact) {
                    Some(Value::Role(role)) => roles.push(*role),
                    Some(Value::Person(person)) => people.push(*person),
                    Some(Value::People(several)) => people.extend(several.iter().copied()),
                    _ => {}
                },
            }
        }
        roles.sort_unstable();
        roles.dedup();
        people.sort_unstable();
        people.dedup();
        (roles, people)
    }

    /// The position of the entry of the last time that a step was taken.
    #[must_use]
    pub fn last(&self, step: StepId) -> Option<usize> {
        self.taken.iter().rev().find(|(one, _)| *one == step).map(|(_, at)| *at)
    }

    /// Whether one of some steps was taken since the last of others: ever, when none of those was taken. A step that is of both
    /// starts anew, and counts.
    #[must_use]
    pub fn taken_since(&self, steps: &[StepId], since: &[StepId]) -> bool {
        comes_last(last_of(&self.taken, steps), last_of(&self.taken, since))
    }

    /// Everybody whom a fact names after these answers, or, when it is answered afresh, ever named.
    #[must_use]
    pub fn ever_named(&self, facts: &Facts, fact: FactId) -> BTreeSet<PersonId> {
        let people = |value: &Value| match value {
            Value::Person(person) => vec![*person],
            Value::People(people) => people.to_vec(),
            _ => Vec::new(),
        };
        facts.get(fact).into_iter().chain(self.given.get(&fact).into_iter().flatten()).flat_map(people).collect()
    }

    /// Whether nothing more happens.
    #[must_use]
    pub fn is_closed(&self, procedure: &Procedure) -> bool {
        procedure.stages[self.stage].end
    }

    /// Whoever took a step last, and whoever edited a letter that it drafts.
    #[must_use]
    pub fn doers(&self, step: StepId, rule: &Step, entries: &[Entry]) -> Vec<PersonId> {
        let mut doers: Vec<PersonId> = self.last(step).and_then(|at| entries.get(at)).map(|entry| entry.by).into_iter().collect();
        for letter in &rule.drafts {
            doers.extend(self.editors.get(letter).into_iter().flatten().copied());
        }
        doers.sort_unstable();
        doers.dedup();
        doers
    }

    /// The facts as they would be with these answers added.
    #[must_use]
    pub fn with_answers(
        &self,
        rules: Rules<'_>,
        entries: &[Entry],
        answers: &[(FactId, Value)],
        step: StepId,
        happened: Timestamp,
    ) -> Facts {
        let erases = rules.procedure.steps[step].erases;
        let mut facts = if erases { Facts::new(rules.procedure) } else { self.facts.clone() };
        for (fact, value) in answers {
            facts.set(rules.procedure, *fact, Some(value.clone()));
        }
        facts.derive(rules, |steps| {
            if steps.contains(&step) {
                return Some((entries.len(), rules.day(happened)));
            }
            let at = last_of(&self.taken, steps)?;
            entries.get(at).map(|entry| (at, rules.day(entry.happened)))
        });
        facts
    }
}

/// The position of the last entry of one of some steps.
fn last_of(taken: &[(StepId, usize)], steps: &[StepId]) -> Option<usize> {
    taken.iter().rev().find(|(one, _)| steps.contains(one)).map(|(_, at)| *at)
}

/// Whether what was taken at one position is the last word after what was taken at another; the same entry is.
fn comes_last(at: Option<usize>, since: Option<usize>) -> bool {
    at.is_some_and(|at| since.is_none_or(|since| at >= since))
}

/// Whether a value is one that a required question accepts as an answer.
#[must_use]
pub fn is_answer(kind: &Kind, value: &Value) -> bool {
    match (kind, value) {
        (_, Value::Text(text)) => !crate::clean::is_blank(text),
        (_, Value::Case(reference)) => !reference.trim().is_empty(),
        (_, Value::Points(points)) => !points.is_empty(),
        (_, Value::People(people)) => !people.is_empty(),
        _ => true,
    }
}
