//! What happens, in the order of time: cases come in, wait for somebody, are worked on, and go on.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use calendar::working_days_between;
use procedure::{Id, Party, PersonId, RoleId, StepId};

use super::answers::{Answers, Asked, Care};
use super::hours::{DAY, Hours, Minute, WORKING};
use super::policy::{Policy, Standing};
use super::staff::Staff;
use super::tally::Tally;
use super::{Dice, Long, MOST_ENTRIES, MOST_OPEN, Setup, Simulated};
use crate::entry::{DocumentRef, Entry, IssuedLetter};
use crate::offers::refusals;
use crate::owed::duties;
use crate::refusal::RefusalKind;
use crate::state::{Facts, Rules, State};
use crate::take::{Attempt, Before, NO_OTHERS, Prepared, open, prepare};

/// How many of the steps that could come next are tried.
const TRIES: usize = 12;

/// How many of those who wait are looked at for one that somebody may do.
const LOOKED_AT: usize = 256;

/// A case that is open.
struct Live {
    number: u64,
    entries: Vec<Entry>,
    state: State,
    began: Minute,
    /// In how many of eight answers it is one of yes.
    lean: u32,
    task: Option<Task>,
    /// Steps that were refused since something last happened.
    refused: Vec<StepId>,
}

/// What is to be done next in a case.
#[derive(Clone)]
struct Task {
    step: StepId,
    /// The role whose people do it; none when a person does whom the case names.
    role: Option<RoleId>,
    ready: Minute,
    /// The limit of the duty that it meets.
    due: Option<Minute>,
    /// People who may not.
    not: Vec<PersonId>,
}

/// What happens at a minute.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Arrival,
    /// A case has been worked on: by a member of staff, or by somebody else.
    Done {
        case: usize,
        by: Option<usize>,
    },
}

/// A case that waits: by its limit, then in the order in which they came.
type Waiting = BinaryHeap<Reverse<(Minute, u64, usize)>>;

struct World<'a, 'd> {
    rules: Rules<'a>,
    hours: Hours<'a>,
    setup: &'a Setup,
    staff: Staff,
    busy: Vec<bool>,
    policy: Policy,
    answers: Answers,
    tally: Tally,
    dice: Dice<'d>,
    events: BinaryHeap<Reverse<(Minute, u64, Event)>>,
    order: u64,
    cases: Vec<Option<Live>>,
    free: Vec<usize>,
    queues: Vec<Waiting>,
    named: Vec<VecDeque<usize>>,
    come: u64,
    open: usize,
    most_open: usize,
    overwhelmed: bool,
}

pub(super) fn run(rules: Rules<'_>, setup: &Setup, dice: Dice<'_>, progress: &mut dyn FnMut(u64)) -> Simulated {
    let procedure = rules.procedure;
    let calendar = Facts::new(procedure).calendar(rules).0;
    let hours = Hours { calendar, zone: rules.zone };
    let staff = Staff::new(procedure, setup);
    let mut world = World {
        rules,
        hours,
        setup,
        busy: vec![false; staff.actors.len()],
        named: staff.actors.iter().map(|_| VecDeque::new()).collect(),
        staff,
        policy: Policy::new(procedure),
        answers: Answers::new(procedure),
        tally: Tally::new(procedure),
        dice,
        events: BinaryHeap::new(),
        order: 0,
        cases: Vec::new(),
        free: Vec::new(),
        queues: procedure.roles.ids().map(|_| Waiting::new()).collect(),
        come: 0,
        open: 0,
        most_open: 0,
        overwhelmed: false,
    };
    let first = hours.midnight(setup.from);
    world.arrive_after(first);
    let mut now = first;
    while let Some(Reverse((at, _, event))) = world.events.pop() {
        now = at;
        world.tally.at(hours, now);
        match event {
            Event::Arrival => world.arrival(now),
            Event::Done { case, by } => world.done(now, case, by),
        }
        progress(world.tally.closed + world.tally.stuck_cases);
    }
    world.report(now)
}

impl World<'_, '_> {
    fn push(&mut self, at: Minute, event: Event) {
        self.order += 1;
        self.events.push(Reverse((at, self.order, event)));
    }

    /// Draws when the next case comes in: each minute has the same chance.
    fn arrive_after(&mut self, after: Minute) {
        if self.come >= self.setup.cases || self.setup.per_day == 0 {
            return;
        }
        let minutes = u32::try_from(DAY * 1_000).unwrap_or(u32::MAX);
        let mut at = after;
        while self.dice.below(minutes) >= self.setup.per_day {
            at += 1;
        }
        self.push(at, Event::Arrival);
    }

    fn arrival(&mut self, now: Minute) {
        if self.open >= self.setup.most_open.min(MOST_OPEN) {
            self.overwhelmed = true;
            return;
        }
        self.come += 1;
        self.tally.arrived();
        // With more than one a minute, several come in the same minute.
        let next = if self.setup.per_day >= u32::try_from(DAY * 1_000).unwrap_or(u32::MAX) { now } else { now + 1 };
        self.arrive_after(next);
        match self.begin(now) {
            Ok(live) => {
                let at = match self.free.pop() {
                    Some(at) => at,
                    None => {
                        self.cases.push(None);
                        self.cases.len() - 1
                    }
                };
                if let Some(slot) = self.cases.get_mut(at) {
                    *slot = Some(live);
                }
                self.open += 1;
                self.most_open = self.most_open.max(self.open);
                self.go_on(now, at);
            }
            Err(why) => self.tally.stuck(why),
        }
    }

    fn begin(&mut self, now: Minute) -> Result<Live, String> {
        let procedure = self.rules.procedure;
        let begins: Vec<StepId> = procedure.steps.iter().filter(|(_, step)| step.begins).map(|(id, _)| id).collect();
        let Some(step) = self.dice.one(&begins).copied() else { return Err("No step begins a case.".to_owned()) };
        let state = State::replay(self.rules, &[]);
        let roles: Vec<RoleId> = procedure.steps[step]
            .by
            .iter()
            .filter_map(|party| if let Party::Role(role) = party { Some(*role) } else { None })
            .filter(|role| !self.staff.pool(*role).is_empty())
            .collect();
        let role = self.dice.one(&roles).copied();
        // A case that another opens is begun by whoever works on that one: nobody's head, where there are others.
        let heads = |at: &usize| self.staff.pools.iter().any(|pool| pool.len() > 1 && pool.first() == Some(at));
        let anybody: Vec<usize> = (0..self.staff.actors.len()).filter(|at| !heads(at)).collect();
        let member = match role {
            Some(role) => {
                // Whoever is the most senior stays free for what nobody else may do.
                let spared = usize::from(self.is_checked(step) && self.staff.pool(role).len() > 1);
                let pool: Vec<usize> = self.staff.pool(role).iter().skip(spared).copied().collect();
                self.dice.one(&pool).copied()
            }
            None if procedure.steps[step].by.is_empty() => self.dice.one(&anybody).copied(),
            None => None,
        };
        let Some(member) = member else {
            return Err(format!("Nobody may begin a case with “{}”.", procedure.steps[step].title));
        };
        let lean = self.dice.one(&[4, 4, 7, 1]).copied().unwrap_or(4);
        let prepared = self.attempt(now, step, Some(member), role, &[], &state, lean)?;
        let mut live = Live { number: self.come, entries: Vec::new(), state, began: now, lean, task: None, refused: Vec::new() };
        self.enter(&mut live, prepared);
        self.tally.step(step, false);
        Ok(live)
    }

    fn enter(&self, live: &mut Live, prepared: Prepared) {
        let made = prepared.letters.iter().map(|letter| issued(letter.letter)).collect();
        let at = live.entries.len();
        live.entries.push(prepared.finish(made));
        live.state.enter(self.rules, &live.entries, at);
    }

    /// Tries to take a step with made-up answers; when they are refused, with plainer ones.
    #[expect(clippy::too_many_arguments, reason = "the whole of what answers are drawn by")]
    fn attempt(
        &mut self,
        now: Minute,
        step: StepId,
        by: Option<usize>,
        role: Option<RoleId>,
        entries: &[Entry],
        state: &State,
        lean: u32,
    ) -> Result<Prepared, String> {
        let stranger = crate::directory::Actor { person: 0, grade: None, grants: Vec::new() };
        let mut why = String::new();
        for care in [Care::Free, Care::All, Care::All, Care::Plain, Care::Plain, Care::Plain] {
            let asked = Asked {
                rules: self.rules,
                hours: self.hours,
                staff: &self.staff,
                state,
                step,
                role: role.or_else(|| by.and_then(|by| self.staff.role_of.get(by).copied())),
                at: now,
                care,
                lean,
            };
            let answers = self.answers.draw(&asked, &mut self.dice);
            let moment = self.hours.moment(now);
            let attempt = Attempt { step, happened: moment, answers };
            let named;
            let actor = match by.and_then(|by| self.staff.actors.get(by)) {
                Some(actor) => actor,
                None => {
                    let (_, people) = state.parties(&self.rules.procedure.steps[step].by);
                    named = crate::directory::Actor { person: people.first().copied().unwrap_or(0), ..stranger.clone() };
                    &named
                }
            };
            let before = Before { reference: "S/1", entries, state, others: &NO_OTHERS };
            let rule = &self.rules.procedure.steps[step];
            let tried = if rule.begins && rule.by.is_empty() {
                open(self.rules, &self.staff.directory, "S/1", actor, None, &attempt, moment)
            } else {
                prepare(self.rules, &self.staff.directory, before, actor, &attempt, moment)
            };
            match tried {
                Ok(prepared) => return Ok(prepared),
                Err(refused) => {
                    let words: Vec<&str> = refused.iter().map(|refusal| refusal.in_full()).collect();
                    why = format!("“{}” was refused: {}", rule.title, words.join(" "));
                    // Other answers help only where answers were at fault.
                    let answers = [RefusalKind::Answer, RefusalKind::Letter, RefusalKind::Independence];
                    if !refused.iter().all(|refusal| answers.contains(&refusal.kind)) {
                        break;
                    }
                }
            }
        }
        Err(why)
    }

    /// Finds what is to be done next in a case, and who does it.
    fn go_on(&mut self, now: Minute, at: usize) {
        let Some(mut live) = self.cases.get_mut(at).and_then(Option::take) else { return };
        let moment = self.hours.moment(now);
        let owed = duties(self.rules, &live.entries, &live.state);
        if live.state.is_closed(self.rules.procedure) {
            self.tally.owed(self.rules, self.hours, &live.entries, &owed, moment);
            self.tally.closed += 1;
            self.tally.lasted.note(now - live.began);
            self.tally.long(Long {
                number: live.number,
                from: self.hours.date(live.began),
                minutes: u64::try_from(now - live.began).unwrap_or(0),
                steps: live.entries.len(),
                stage: self.rules.procedure.stages[live.state.stage].title.clone(),
            });
            self.forget(at);
            return;
        }
        let mut why = String::new();
        if live.entries.len() < MOST_ENTRIES {
            let standing = Standing { rules: self.rules, state: &live.state, owed: &owed, now: moment, refused: &live.refused };
            let steps = self.policy.choose(&standing, &mut self.dice);
            for step in steps.into_iter().take(TRIES) {
                let due = owed
                    .iter()
                    .filter(|one| one.is_open(moment) && self.rules.procedure.duties[one.duty].met_by.contains(&step))
                    .filter_map(|one| one.due)
                    .map(|due| due.last_instant(self.rules.zone).as_second() / 60)
                    .min();
                match self.task(now, &live, step, due) {
                    Ok((task, person)) => {
                        live.task = Some(task);
                        if let Some(slot) = self.cases.get_mut(at) {
                            *slot = Some(live);
                        }
                        self.hand_over(now, at, person);
                        return;
                    }
                    Err(more) => why = more,
                }
            }
            if why.is_empty() {
                let stage = &self.rules.procedure.stages[live.state.stage].title;
                why = format!("Nothing can be done: the {} is “{stage}”.", self.rules.procedure.head.noun);
            }
        } else {
            why = format!("No end was reached in {MOST_ENTRIES} steps.");
        }
        self.tally.owed(self.rules, self.hours, &live.entries, &owed, moment);
        self.tally.stuck(why);
        self.forget(at);
    }

    fn forget(&mut self, at: usize) {
        self.free.push(at);
        self.open = self.open.saturating_sub(1);
    }

    /// Who is to take a step: a role with those of its people who may not, or a person whom the case names.
    fn task(&self, now: Minute, live: &Live, step: StepId, due: Option<Minute>) -> Result<(Task, Option<PersonId>), String> {
        let rule = &self.rules.procedure.steps[step];
        let (roles, people) = live.state.parties(&rule.by);
        let task = |role, not| Task { step, role, ready: now, due, not };
        let picky = !rule.other_than.is_empty() || !rule.senior_to.is_empty() || !rule.independent_of.is_empty();
        let mut why = format!("Nobody holds a role that may take “{}”.", rule.title);
        for role in roles {
            let pool = self.staff.pool(role);
            let mut not = Vec::new();
            if picky {
                for actor in pool.iter().filter_map(|at| self.staff.actors.get(*at)) {
                    let (_, refused) = refusals(self.rules, &self.staff.directory, &live.entries, &live.state, actor, step);
                    if let Some(refusal) = refused.first() {
                        why = format!("None of the {} people may take “{}”: {}", pool.len(), rule.title, refusal.in_full());
                        not.push(actor.person);
                    }
                }
            }
            // Whoever is the most senior stays free for what nobody else may do.
            if let (Some(head), true) = (pool.first().and_then(|at| self.staff.actors.get(*at)), self.is_checked(step))
                && pool.len() > not.len() + 1
                && !not.contains(&head.person)
            {
                not.push(head.person);
            }
            if pool.len() > not.len() {
                return Ok((task(Some(role), not), None));
            }
        }
        match people.first() {
            Some(person) => Ok((task(None, Vec::new()), Some(*person))),
            None => Err(why),
        }
    }

    /// Whether a more senior person has to look at what a step did.
    fn is_checked(&self, step: StepId) -> bool {
        self.rules.procedure.steps.iter().any(|(_, rule)| rule.senior_to.contains(&step) || rule.other_than.contains(&step))
    }

    /// Gives a case to whoever is free, or lets it wait.
    fn hand_over(&mut self, now: Minute, at: usize, person: Option<PersonId>) {
        let Some(task) = self.cases.get(at).and_then(Option::as_ref).and_then(|live| live.task.clone()) else { return };
        if let Some(person) = person {
            match self.staff.member(person) {
                Some(member) if self.is_busy(member) => {
                    if let Some(queue) = self.named.get_mut(member) {
                        queue.push_back(at);
                    }
                    if let Some(role) = self.staff.role_of.get(member) {
                        self.tally.waits(*role);
                    }
                }
                Some(member) => self.work(now, at, member, &task, false),
                None => {
                    // Somebody who does not work here takes a day or two.
                    let takes = WORKING / 2 + i64::from(self.dice.below(u32::try_from(2 * WORKING).unwrap_or(0)));
                    let done = self.hours.done(now, takes);
                    self.push(done, Event::Done { case: at, by: None });
                }
            }
            return;
        }
        let Some(role) = task.role else { return };
        let free = self.staff.pool(role).iter().rev().copied().find(|member| self.may(*member, &task) && !self.is_busy(*member));
        match free {
            Some(member) => self.work(now, at, member, &task, false),
            None => {
                self.order += 1;
                let order = self.order;
                if let Some(queue) = self.queues.get_mut(role.index()) {
                    queue.push(Reverse((task.due.unwrap_or(Minute::MAX), order, at)));
                }
                self.tally.waits(role);
            }
        }
    }

    fn is_busy(&self, member: usize) -> bool {
        self.busy.get(member).copied().unwrap_or(true)
    }

    fn may(&self, member: usize, task: &Task) -> bool {
        self.staff.actors.get(member).is_some_and(|actor| !task.not.contains(&actor.person))
    }

    fn work(&mut self, now: Minute, at: usize, member: usize, task: &Task, queued: bool) {
        if let Some(busy) = self.busy.get_mut(member) {
            *busy = true;
        }
        let minutes = self.setup.takes.get(&task.step).copied().unwrap_or(self.setup.minutes);
        // From half as long to half as long again.
        let takes = i64::from(minutes / 2 + self.dice.below(minutes.saturating_add(1))).max(1);
        let begins = self.hours.opens(now);
        let done = self.hours.done(begins, takes);
        if let Some(role) = self.staff.role_of.get(member) {
            self.tally.begun(*role, queued, begins - task.ready, takes);
        }
        self.push(done, Event::Done { case: at, by: Some(member) });
    }

    fn done(&mut self, now: Minute, at: usize, by: Option<usize>) {
        if let Some(mut live) = self.cases.get_mut(at).and_then(Option::take) {
            if let Some(task) = live.task.take() {
                match self.attempt(now, task.step, by, task.role, &live.entries, &live.state, live.lean) {
                    Ok(prepared) => {
                        self.enter(&mut live, prepared);
                        live.refused.clear();
                        let moment = self.hours.moment(now).as_second() / 60;
                        self.tally.step(task.step, task.due.is_some_and(|due| moment > due));
                    }
                    Err(_) => live.refused.push(task.step),
                }
            }
            if let Some(slot) = self.cases.get_mut(at) {
                *slot = Some(live);
            }
            self.go_on(now, at);
        }
        if let Some(member) = by {
            if let Some(busy) = self.busy.get_mut(member) {
                *busy = false;
            }
            self.next(now, member);
        }
    }

    /// What a member of staff who is free does next: what only they can do, then the most urgent that they may do.
    fn next(&mut self, now: Minute, member: usize) {
        if self.is_busy(member) {
            return;
        }
        if let Some(at) = self.named.get_mut(member).and_then(VecDeque::pop_front) {
            if let Some(task) = self.cases.get(at).and_then(Option::as_ref).and_then(|live| live.task.clone()) {
                self.work(now, at, member, &task, true);
            }
            return;
        }
        let Some(role) = self.staff.role_of.get(member).copied() else { return };
        let mut passed = Vec::new();
        while let Some(Reverse((due, order, at))) = self.queues.get_mut(role.index()).and_then(BinaryHeap::pop) {
            let task = self.cases.get(at).and_then(Option::as_ref).and_then(|live| live.task.clone());
            match task {
                Some(task) if self.may(member, &task) => {
                    self.work(now, at, member, &task, true);
                    break;
                }
                Some(_) => passed.push(Reverse((due, order, at))),
                None => {}
            }
            if passed.len() >= LOOKED_AT {
                break;
            }
        }
        if let Some(queue) = self.queues.get_mut(role.index()) {
            queue.extend(passed);
        }
    }

    fn report(mut self, now: Minute) -> Simulated {
        let procedure = self.rules.procedure;
        let until = self.hours.date(now);
        let days = working_days_between(self.hours.calendar, self.setup.from, until).max(1);
        let (longest, stuck) = self.tally.named();
        Simulated {
            cases: self.come,
            closed: self.tally.closed,
            stuck,
            overwhelmed: self.overwhelmed,
            most_open: self.most_open,
            until,
            steps: self.tally.taken,
            lasted: self.tally.lasted.spread(),
            duties: self.tally.duties(procedure),
            roles: self.tally.roles(procedure, &self.staff, days),
            weeks: self.tally.weeks(),
            longest,
            taken: self.tally.steps(procedure),
        }
    }
}

/// A letter that went out, without its text: nothing here reads it.
fn issued(letter: procedure::LetterId) -> IssuedLetter {
    let document = DocumentRef { sha256: String::new(), title: String::new(), media: String::new(), bytes: 0 };
    IssuedLetter { letter, document, text: String::new() }
}
