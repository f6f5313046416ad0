//! Taking a step: everything is checked, all faults are told at once, and what follows is worked out before anything is kept.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan};
use procedure::template::Piece;
use procedure::{Derivation, Fact, FactId, Given, Item, Kind, LetterId, Party, Procedure, RoleId, Source, StepId, Value};
use serde_json::Value as Json;

use crate::compose::{Author, Composed, Sources, compose};
use crate::directory::{Actor, Directory};
use crate::entry::{Act, Entry, IssuedLetter, SentNotice, put_right};
use crate::offers::{OTHER_PERSON, beginnings, dependence, refusals};
use crate::owed::duties;
use crate::refusal::{Refusal, RefusalKind, Rest};
use crate::sight::of_actor;
use crate::state::{Facts, Rules, State, is_answer};
use crate::words;

/// The longest text that an answer may have, in characters.
pub const LONGEST_TEXT: usize = 50_000;
/// The most cases that one step opens for a number.
pub const MOST_OPENED: usize = 200;
/// The longest line (a name, a reference), in characters.
pub const LONGEST_LINE: usize = 500;

/// A step that somebody wants to take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Which step.
    pub step: StepId,
    /// When it happened.
    pub happened: Timestamp,
    /// What was answered. A fact that is not here keeps its value.
    pub answers: BTreeMap<FactId, Value>,
}

/// A step that may be taken, with what follows from it. Its letters are still to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    entry: Entry,
    /// The letters that go out, in order.
    pub letters: Vec<Composed>,
    /// The cases that are opened under other procedures, in order.
    pub opens: Vec<Opening>,
}

/// A case that a step opens under another procedure.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    /// The other procedure.
    pub procedure: String,
    /// The step that begins it there; none: its only one.
    pub begins: Option<String>,
    /// What it is told: the name of a fact there, and its value by names.
    pub tells: Vec<(String, Json)>,
}

impl Prepared {
    /// The entry, with the letters as they were made, in the order of [`Prepared::letters`].
    #[must_use]
    pub fn finish(mut self, made: Vec<IssuedLetter>) -> Entry {
        if let Act::Step { letters, .. } = &mut self.entry.act {
            *letters = made;
        }
        self.entry
    }

    /// The entry without its letters.
    #[must_use]
    pub fn entry(&self) -> &Entry {
        &self.entry
    }
}

/// A case as the caller has it: nothing yet for a step that begins one.
#[derive(Clone, Copy)]
pub struct Before<'a> {
    /// The reference; a stand-in while a case is being begun.
    pub reference: &'a str,
    /// What happened.
    pub entries: &'a [Entry],
    /// Where that led.
    pub state: &'a State,
    /// For each fact that counts over other cases: how many others match; none is as good as nought.
    pub others: &'a BTreeMap<FactId, u32>,
}

/// No other cases match.
pub static NO_OTHERS: BTreeMap<FactId, u32> = BTreeMap::new();

/// Checks an attempt and works out what follows.
///
/// # Errors
/// Every reason against it, at once.
pub fn prepare(
    rules: Rules<'_>,
    directory: &Directory,
    before: Before<'_>,
    actor: &Actor,
    attempt: &Attempt,
    now: Timestamp,
) -> Result<Prepared, Vec<Refusal>> {
    let (role, refused) = if rules.procedure.steps[attempt.step].begins {
        begins(rules.procedure, before.entries, actor, attempt.step)
    } else {
        refusals(rules, directory, before.entries, before.state, actor, attempt.step)
    };
    work_out(rules, directory, before, actor, role, attempt, now, refused)
}

/// Begins a case that a step of another case opens: whoever took that step begins it, in the role of the same name when there
/// is one, and needs no other leave.
///
/// # Errors
/// Every reason against it, at once.
pub fn open(
    rules: Rules<'_>,
    directory: &Directory,
    reference: &str,
    actor: &Actor,
    role: Option<&str>,
    attempt: &Attempt,
    now: Timestamp,
) -> Result<Prepared, Vec<Refusal>> {
    let state = State::replay(rules, &[]);
    let before = Before { reference, entries: &[], state: &state, others: &NO_OTHERS };
    let role = role.and_then(|name| rules.procedure.roles.id(name));
    work_out(rules, directory, before, actor, role, attempt, now, Vec::new())
}

#[expect(clippy::too_many_arguments, reason = "the whole of what a step is judged by")]
fn work_out(
    rules: Rules<'_>,
    directory: &Directory,
    before: Before<'_>,
    actor: &Actor,
    role: Option<RoleId>,
    attempt: &Attempt,
    now: Timestamp,
    mut refused: Vec<Refusal>,
) -> Result<Prepared, Vec<Refusal>> {
    let procedure = rules.procedure;
    let step = &procedure.steps[attempt.step];
    let Before { reference, entries, state, others } = before;
    refused.extend(times(rules, entries, state, actor, attempt.happened, now));

    let mut facts: Vec<(FactId, Value)> = Vec::new();
    for (id, value) in &attempt.answers {
        if step.asks.iter().any(|ask| ask.fact == *id) {
            facts.push((*id, value.clone()));
        }
    }
    if step.erases {
        // What stays is what the step asks; of that, what was known already is recorded anew.
        for ask in &step.asks {
            if let (false, Some(value)) = (attempt.answers.contains_key(&ask.fact), state.facts.get(ask.fact)) {
                facts.push((ask.fact, value.clone()));
            }
        }
    }
    refused.extend(copy_attributes(procedure, directory, &mut facts));
    let after = state.with_answers(rules, entries, &facts, attempt.step, attempt.happened);
    // An answer to a question that these answers do not call for is not kept.
    facts.retain(|(id, _)| procedure.facts[*id].question().is_none_or(|question| after.allow(&question.guard)));
    facts.extend(counted(procedure, &after, others));
    let after = state.with_answers(rules, entries, &facts, attempt.step, attempt.happened);

    if step.begins {
        // What begins a case is judged by its own answers.
        let rests = step.guard.facts().map(Rest::After);
        let why = words::refusal(procedure, &after, &step.guard);
        refused.extend(why.map(|why| Refusal::new(RefusalKind::Condition, why, rests)));
    }
    // What is hidden, and compared with another answer of this step, is answered by the person who answers that.
    let compared = procedure.compared(attempt.step);
    let sight = compared.iter().any(|one| one.asked).then(|| of_actor(procedure, state, actor)).flatten();
    let unseen = |fact: FactId| {
        let hidden = sight.as_ref().is_some_and(|sight| !sight.fact(fact));
        hidden && compared.iter().any(|one| one.asked && one.with == Item::Fact(fact))
    };
    // Until then nothing is compared with it: which answers are refused besides would tell it.
    let unanswered = |answer: FactId| {
        let open = |with: Item| matches!(with, Item::Fact(fact) if unseen(fact) && !attempt.answers.contains_key(&fact));
        compared.iter().any(|one| one.asked && one.answer == answer && open(one.with))
    };
    for ask in &step.asks {
        let fact = &procedure.facts[ask.fact];
        if !fact.question().is_some_and(|question| after.allow(&question.guard)) {
            continue;
        }
        let answered = attempt.answers.contains_key(&ask.fact) || !(fact.afresh || unseen(ask.fact));
        match after.get(ask.fact).filter(|value| answered && is_answer(&fact.kind, value)) {
            None if ask.required => refused.push(Refusal::answer(ask.fact, missing_words(fact), [])),
            None => {}
            Some(_) if unanswered(ask.fact) => {}
            Some(value) => refused.extend(fit(rules, directory, state, &after, ask.fact, fact, value, attempt.happened, now)),
        }
    }
    for independence in step.independent_of.iter() {
        let Some(who) = independence.who else { continue };
        let appointed: &[procedure::PersonId] = match after.get(who) {
            Some(Value::Person(person)) => std::slice::from_ref(person),
            Some(Value::People(people)) => people,
            _ => &[],
        };
        for person in appointed {
            refused.extend(dependence(rules, directory, entries, state, &after, independence, *person, Some(who)));
        }
    }
    debug_assert!(refused.iter().all(|one| is_compared(procedure, attempt.step, one)), "a comparison that sight does not know");
    let author = Author::of(rules, directory, actor.person, role);

    // Letters and notices speak of the case as it is after the step: its new dates included.
    let draft = Entry {
        seq: u32::try_from(entries.len()).unwrap_or(u32::MAX).saturating_add(1),
        happened: attempt.happened,
        recorded: now,
        by: actor.person,
        role,
        act: Act::Step { step: attempt.step, facts, letters: Vec::new(), notices: Vec::new() },
    };
    let mut later: Vec<Entry> = entries.to_vec();
    later.push(draft.clone());
    let mut next = state.clone();
    if put_right(&mut later) {
        next = State::replay(rules, &later);
    } else if refused.is_empty() {
        next.enter(rules, &later, entries.len());
    }
    let sources = Sources { rules, directory, reference, entries: &later, state: &next, facts: &after };
    let mut letters = Vec::new();
    for letter in step.letters.iter().filter(|letter| after.allow(&procedure.letters[**letter].guard)) {
        let composed = compose(sources, *letter, &author, rules.day(attempt.happened));
        for check in composed.lacks() {
            let lacks = words::list(&check.missing, "and");
            let rule = &procedure.letters[*letter];
            let words =
                format!("“{}” cannot be sent without “{}” ({}): {lacks} is missing.", rule.title, check.label, check.citation);
            let rests = rule.template.blocks.iter().flat_map(|block| &block.pieces).filter_map(|piece| match piece {
                Piece::Fact(fact) => Some(Rest::After(*fact)),
                _ => None,
            });
            let refusal = Refusal::new(RefusalKind::Letter, words, rests.chain([Rest::Letter(*letter)]));
            refused.push(refusal.instead(format!("“{}” cannot be sent yet: it is not complete.", rule.title)));
        }
        letters.push(composed);
    }
    if !refused.is_empty() {
        return Err(refused);
    }
    let notices = step.notices.iter().filter_map(|notice| send(sources, *notice)).collect();
    let mut entry = draft;
    if let Act::Step { notices: sent, .. } = &mut entry.act {
        *sent = notices;
    }
    let opens = openings(procedure, reference, step, &after);
    Ok(Prepared { entry, letters, opens })
}

/// Whether all that the refusal of an answer rests on is something that the procedure says the answer is compared with.
fn is_compared(procedure: &Procedure, step: StepId, refusal: &Refusal) -> bool {
    let Some(answer) = refusal.fact else { return true };
    let compared = procedure.compared(step);
    procedure.steps[step].begins
        || refusal.rests().iter().all(|rest| {
            let item = match rest {
                Rest::Known(fact) | Rest::After(fact) => Item::Fact(*fact),
                Rest::Step(step) => Item::Step(*step),
                Rest::Letter(letter) => Item::Letter(*letter),
                Rest::Timeline => Item::Timeline,
                // The person who answers chose the person or the place.
                Rest::Directory => return true,
            };
            item == Item::Fact(answer) || compared.iter().any(|one| one.answer == answer && one.with == item)
        })
}

/// What counts over other cases come to, this one included.
fn counted(procedure: &Procedure, after: &Facts, others: &BTreeMap<FactId, u32>) -> Vec<(FactId, Value)> {
    let mut facts = Vec::new();
    for (id, fact) in procedure.facts.iter() {
        let Source::Derived(Derivation::Count(count)) = &fact.source else { continue };
        if after.get(count.person).is_none() {
            continue;
        }
        let own = u32::from(after.allow(&count.guard));
        let reached = others.get(&id).copied().unwrap_or(0).saturating_add(own) >= count.at_least;
        facts.push((id, Value::YesNo(reached)));
    }
    facts
}

/// The cases that a step opens, each with what it is told.
fn openings(procedure: &Procedure, reference: &str, step: &procedure::Step, after: &Facts) -> Vec<Opening> {
    let mut all = Vec::new();
    for opens in step.opens.iter().filter(|opens| after.allow(&opens.guard)) {
        let elements: Vec<Option<Json>> = match opens.each.and_then(|each| after.get(each)) {
            None if opens.each.is_some() => Vec::new(),
            None => vec![None],
            Some(Value::People(people)) => people.iter().map(|person| Some(Json::from(*person))).collect(),
            Some(Value::Person(person)) => vec![Some(Json::from(*person))],
            Some(Value::Points(points)) => points.iter().map(|point| Some(Json::from(point.as_ref()))).collect(),
            Some(Value::Number(number)) => vec![None; usize::try_from(*number).unwrap_or(0).min(MOST_OPENED)],
            Some(_) => Vec::new(),
        };
        for element in elements {
            let tells = opens.gives.iter().filter_map(|(theirs, ours)| {
                let value = match ours {
                    Given::This => Some(Json::from(reference)),
                    Given::Each => element.clone(),
                    Given::Fact(fact) => after.get(*fact).map(|value| procedure.value_to_json(&procedure.facts[*fact], value)),
                };
                value.map(|value| (theirs.clone(), value))
            });
            all.push(Opening { procedure: opens.procedure.clone(), begins: opens.begins.clone(), tells: tells.collect() });
        }
    }
    all
}

fn begins(procedure: &Procedure, entries: &[Entry], actor: &Actor, step: StepId) -> (Option<RoleId>, Vec<Refusal>) {
    let mut refused = Vec::new();
    if !entries.is_empty() {
        refused.push(Refusal::new(RefusalKind::Stage, format!("This {} was recorded already.", procedure.head.noun), []));
    }
    let role = beginnings(procedure, actor).into_iter().find(|(one, _)| *one == step).map(|(_, role)| role);
    if role.is_none() {
        let roles: Vec<RoleId> = procedure.steps[step]
            .by
            .iter()
            .filter_map(|party| match party {
                Party::Role(role) => Some(*role),
                Party::Fact(_) => None,
            })
            .collect();
        let who = crate::offers::party_words(procedure, &Directory::default(), &roles, &[]);
        refused.push(Refusal::new(RefusalKind::Role, format!("Only {who} may do this."), []));
    }
    (role, refused)
}

/// How many years ago a case can have been received at most. After twenty years the records of public bodies go to the archives
/// (Public Records Act 1958, section 3), so nothing older is worked on.
const OLDEST_YEARS: i32 = 20;

/// Why something cannot have happened then. It rests on nothing but what the person is shown: if it rested on more, they could find
/// that out by trying times.
fn times(
    rules: Rules<'_>,
    entries: &[Entry],
    state: &State,
    actor: &Actor,
    happened: Timestamp,
    now: Timestamp,
) -> Option<Refusal> {
    let procedure = rules.procedure;
    let words = |at: Timestamp| calendar::instant_words(at, rules.zone);
    let refuse = |words: String| Some(Refusal::new(RefusalKind::Time, words, []));
    if happened > now {
        return refuse(format!(
            "{} is in the future. Give the time at which it happened; it is now {}.",
            words(happened),
            words(now)
        ));
    }
    if happened == now {
        return None;
    }
    let today = now.to_zoned(rules.zone.clone());
    if entries.is_empty() {
        let oldest = today.saturating_sub(OLDEST_YEARS.years()).timestamp();
        return (happened < oldest)
            .then(|| {
                format!("{} is more than {OLDEST_YEARS} years ago. Give the time at which it was received.", words(happened))
            })
            .and_then(refuse);
    }
    // Notes may be caught up on, but nothing can have happened before what led to where the case stands. What lies in the future was
    // recorded while a clock ran ahead: it says nothing of when it happened.
    let sight = of_actor(procedure, state, actor);
    let led_here = entries.iter().rev().find_map(|entry| match &entry.act {
        Act::Step { step, .. } => {
            let rule = &procedure.steps[*step];
            let shown = sight.as_ref().is_none_or(|sight| sight.step(*step));
            (rule.to.is_some() && entry.happened <= now && shown).then_some((entry.happened, rule))
        }
        _ => None,
    });
    match led_here {
        Some((from, rule)) if happened < from => {
            refuse(format!("This cannot have happened before {} (“{}”). Give a later time.", words(from), rule.done))
        }
        Some(_) => None,
        // The day on which the case was received is on each list.
        None => {
            let received = rules.day(entries.first().filter(|entry| entry.happened <= now)?.happened);
            (rules.day(happened) < received)
                .then(|| format!("This cannot have happened before {}. Give a later time.", calendar::long_date(received)))
                .and_then(refuse)
        }
    }
}

/// What procedures ask of a site is kept with the answer that names it.
fn copy_attributes(procedure: &Procedure, directory: &Directory, facts: &mut Vec<(FactId, Value)>) -> Vec<Refusal> {
    let mut refused = Vec::new();
    for (id, fact) in procedure.facts.iter() {
        let Source::Derived(Derivation::Attribute { site, name }) = &fact.source else { continue };
        let Some(Value::Site(named)) = facts.iter().find(|(fact, _)| fact == site).map(|(_, value)| value) else { continue };
        let named = *named;
        let Some(place) = directory.sites.get(&named) else {
            if !refused.iter().any(|one: &Refusal| one.fact == Some(*site)) {
                refused.push(Refusal::answer(*site, "Choose a place from the list.", []));
            }
            continue;
        };
        let value = place
            .attributes
            .get(name)
            .and_then(|text| procedure.value_from_json(fact, &serde_json::Value::String(text.clone())).ok());
        match value {
            Some(value) => facts.push((id, value)),
            None => refused.push(
                Refusal::answer(
                    *site,
                    format!(
                        "{} has no “{}” in the directory that this procedure knows. Ask an administrator to add it.",
                        place.name, fact.label
                    ),
                    [Rest::After(*site)],
                )
                .instead("Choose a place from the list."),
            ),
        }
    }
    refused
}

fn missing_words(fact: &Fact) -> String {
    let label = fact.label.trim_end_matches('?');
    match fact.kind {
        Kind::Choice(_) | Kind::YesNo | Kind::Site | Kind::Person | Kind::Organisation => format!("Choose an answer: {label}"),
        Kind::Findings { .. } => "Give a finding for each point".to_owned(),
        Kind::Points => "Write at least one point of complaint".to_owned(),
        Kind::Case => format!("Enter the reference of a case: {label}"),
        _ => format!("Enter an answer: {label}"),
    }
}

#[expect(clippy::too_many_arguments, reason = "the whole of what an answer is judged by")]
fn fit(
    rules: Rules<'_>,
    directory: &Directory,
    state: &State,
    after: &Facts,
    id: FactId,
    fact: &Fact,
    value: &Value,
    happened: Timestamp,
    now: Timestamp,
) -> Vec<Refusal> {
    let mut refused = Vec::new();
    let mut refuse = |words: String| refused.push(Refusal::answer(id, words, []));
    let label = &fact.label;
    match value {
        Value::Text(text) => {
            let longest = if matches!(fact.kind, Kind::Text { long: true }) { LONGEST_TEXT } else { LONGEST_LINE };
            let length = text.chars().count();
            if length > longest {
                refuse(format!(
                    "“{label}” has {length} characters: at most {longest} fit. Shorten it, or file the full text as a document."
                ));
            }
        }
        Value::Number(number) if fact.kind == Kind::Number && (*number < 0 || *number > 1_000_000) => {
            refuse(format!("“{label}” must be a number from 0 to 1,000,000."));
        }
        Value::Person(_) | Value::People(_) => {
            if !fact.holds.is_empty() {
                refused.extend(not_holders(rules, directory, after, id, fact, value));
            }
            if !fact.among.is_empty() {
                refused.extend(not_among(rules, directory, after, id, fact, value));
            }
            refused.extend(named_already(rules, directory, state, after, id, fact, value));
        }
        Value::Points(points) if points.len() > 50 || points.iter().any(|point| point.chars().count() > 2_000) => {
            refuse("At most 50 points of at most 2,000 characters each fit. File the full text as a document.".to_owned());
        }
        Value::Findings(findings) => {
            if let Kind::Findings { of, .. } = fact.kind
                && let Some(Value::Points(points)) = after.get(of)
                && points.len() != findings.len()
            {
                let words =
                    format!("There are {} points of complaint and {} findings: give one for each.", points.len(), findings.len());
                let refusal = Refusal::answer(id, words, [Rest::After(of)]);
                refused.push(refusal.instead("Give one finding for each point."));
            }
        }
        Value::Date(_) | Value::Instant(_) => {
            let Some(date) = after.date(id) else { return refused };
            let today = rules.day(now);
            if fact.ahead {
                if date <= rules.day(happened) {
                    refuse(format!("“{label}” must be a day to come, after {}.", calendar::long_date(rules.day(happened))));
                }
            } else if date > today {
                refuse(format!("“{label}” is in the future. Today is {}.", calendar::long_date(today)));
            }
            let bounds = [(fact.not_before, true), (fact.not_after, false)];
            for (bound, before) in bounds {
                let Some(other) = bound else { continue };
                let Some(limit) = after.date(other) else { continue };
                if (before && date < limit) || (!before && date > limit) {
                    let order = if before { "before" } else { "after" };
                    let words = format!(
                        "“{label}” ({}) cannot be {order} “{}” ({}).",
                        calendar::long_date(date),
                        rules.procedure.facts[other].label,
                        calendar::long_date(limit)
                    );
                    let refusal = Refusal::answer(id, words, [Rest::After(other)]);
                    refused.push(refusal.instead(format!("“{label}” ({}) cannot be right.", calendar::long_date(date))));
                }
            }
        }
        _ => {}
    }
    refused
}

/// What pages say of everybody who cannot be named for what they are: it does not show whether there is such a person.
const NOT_OFFERED: &str = "Choose a name from the list.";

/// Only somebody whom one of the other facts names can be named.
fn not_among(rules: Rules<'_>, directory: &Directory, after: &Facts, id: FactId, fact: &Fact, value: &Value) -> Vec<Refusal> {
    let named = |person: &procedure::PersonId| {
        fact.among.iter().any(|other| match after.get(*other) {
            Some(Value::Person(one)) => one == person,
            Some(Value::People(several)) => several.contains(person),
            _ => false,
        })
    };
    let labels: Vec<String> = fact.among.iter().map(|other| format!("“{}”", rules.procedure.facts[*other].label)).collect();
    people_of(value)
        .iter()
        .filter(|person| !named(person))
        .map(|person| {
            let name = directory.person_name(*person);
            let words = format!("{name} is not named under {}. Choose somebody who is.", words::list(&labels, "or"));
            Refusal::answer(id, words, [Rest::Directory]).instead(NOT_OFFERED)
        })
        .collect()
}

/// Nobody can be named whom one of the other facts names, or who was named there before.
fn named_already(
    rules: Rules<'_>,
    directory: &Directory,
    state: &State,
    after: &Facts,
    id: FactId,
    fact: &Fact,
    value: &Value,
) -> Vec<Refusal> {
    let mut refused = Vec::new();
    for other in &fact.not_among {
        // What is answered now is not held against itself.
        let facts = if *other == id { &state.facts } else { after };
        let named = state.ever_named(facts, *other);
        let label = &rules.procedure.facts[*other].label;
        for person in people_of(value).iter().filter(|person| named.contains(person)) {
            let name = directory.person_name(*person);
            let words = format!("{name} is named under “{label}” already. Choose somebody else.");
            // Anybody who was ever named counts, also before what is answered now.
            refused.push(Refusal::answer(id, words, [Rest::Known(*other)]).instead(OTHER_PERSON));
        }
    }
    refused
}

fn people_of(value: &Value) -> &[procedure::PersonId] {
    match value {
        Value::Person(person) => std::slice::from_ref(person),
        Value::People(people) => people,
        _ => &[],
    }
}

/// Only somebody who holds one of the roles can be named. One person holds it for the case's site; where several are named, they
/// may be of other sites: that is why more than one is asked.
fn not_holders(rules: Rules<'_>, directory: &Directory, after: &Facts, id: FactId, fact: &Fact, value: &Value) -> Vec<Refusal> {
    let procedure = rules.procedure;
    let site = match procedure.head.site.and_then(|site| after.get(site)) {
        Some(Value::Site(site)) => Some(*site),
        _ => None,
    };
    let people = people_of(value);
    let anywhere = fact.kind == Kind::People;
    let who = crate::offers::party_words(procedure, &Directory::default(), &fact.holds, &[]);
    let holds = |person: &procedure::PersonId| {
        let roles = fact.holds.iter().map(|role| procedure.roles[*role].name.as_str());
        directory.holds_one(*person, roles, site, anywhere)
    };
    people
        .iter()
        .filter(|person| !holds(person))
        .map(|person| {
            let words = format!("{} is not {who}. Choose somebody who is.", directory.person_name(*person));
            Refusal::answer(id, words, [Rest::Directory]).instead(NOT_OFFERED)
        })
        .collect()
}

fn send(sources: Sources<'_>, id: procedure::NoticeId) -> Option<SentNotice> {
    let Sources { rules, directory, entries, state, facts, .. } = sources;
    let notice = &rules.procedure.notices[id];
    if !facts.allow(&notice.guard) {
        return None;
    }
    let (to, people) = state.parties(&notice.to);
    let people: Vec<_> = people.into_iter().filter(|person| !state.walled.contains(person)).collect();
    if to.is_empty() && people.is_empty() {
        return None;
    }
    let owed = duties(rules, entries, state);
    let mut carries = Vec::new();
    for item in &notice.carries {
        match item {
            procedure::Item::Fact(fact) => {
                if let Some(value) = facts.get(*fact).filter(|value| !matches!(value, Value::Case(_))) {
                    let fact = &rules.procedure.facts[*fact];
                    carries.push((fact.label.clone(), words::value(rules, directory, fact, value)));
                }
            }
            procedure::Item::Due(duty) => {
                if let Some(due) = owed.iter().rev().find(|one| one.duty == *duty).and_then(|one| one.due) {
                    carries
                        .push((format!("{} by", rules.procedure.duties[*duty].title), calendar::due_words(due.at, rules.zone)));
                }
            }
            // Of letters for different cases, the one for this case.
            procedure::Item::Letter(letter) => {
                let letter = &rules.procedure.letters[*letter];
                if facts.allow(&letter.guard) {
                    carries.push(("Letter".to_owned(), letter.title.clone()));
                }
            }
            procedure::Item::Step(step) => {
                if let Some(entry) = state.last(*step).and_then(|at| entries.get(at)) {
                    carries
                        .push((rules.procedure.steps[*step].done.clone(), calendar::instant_words(entry.happened, rules.zone)));
                }
            }
            procedure::Item::Documents | procedure::Item::Timeline => {}
        }
    }
    Some(SentNotice { notice: id, to, people, carries })
}

/// What will follow when a step is taken, in sentences: letters, notices, clocks, the new stage.
#[must_use]
pub fn consequences(rules: Rules<'_>, step: StepId) -> Vec<String> {
    let procedure = rules.procedure;
    let rule = &procedure.steps[step];
    let mut all = Vec::new();
    let titles =
        |letters: &[LetterId]| letters.iter().map(|letter| format!("“{}”", procedure.letters[*letter].title)).collect::<Vec<_>>();
    if !rule.letters.is_empty() {
        all.push(format!("This sends the letter {}.", words::list(&titles(&rule.letters), "and")));
    }
    if !rule.drafts.is_empty() {
        all.push(format!("This makes a draft of {}, which you can edit.", words::list(&titles(&rule.drafts), "and")));
    }
    for notice in &rule.notices {
        let notice = &procedure.notices[*notice];
        let to: Vec<String> = notice
            .to
            .iter()
            .map(|party| match party {
                Party::Role(role) => procedure.roles[*role].title.clone(),
                Party::Fact(fact) => procedure.facts[*fact].label.clone(),
            })
            .collect();
        let sometimes = if notice.guard.is_empty() { "" } else { ", unless the procedure withholds it" };
        all.push(format!("This sends a notice to {}: {}{sometimes}.", words::list(&to, "and"), notice.title));
    }
    if rule.erases {
        all.push("Everything recorded before is destroyed for good. Only what you enter here is kept.".to_owned());
    }
    for opens in &rule.opens {
        let sometimes = if opens.guard.is_empty() { "This opens" } else { "Where the procedure asks for it, this opens" };
        let what = match opens.each.map(|each| &procedure.facts[each]) {
            Some(each) => format!("a case of its own for each: {}", each.label),
            None => "another case, linked to this one".to_owned(),
        };
        all.push(format!("{sometimes} {what}."));
    }
    for (_, duty) in procedure.duties.iter() {
        let starts = duty.starts.iter().any(|start| matches!(start, procedure::Start::Step(one) if *one == step));
        if starts {
            all.push(match duty.period {
                procedure::Period::Within(limit) => format!("This starts the clock for “{}”: {limit}.", duty.title),
                _ => format!("This starts “{}”.", duty.title),
            });
        } else if duty.met_by.contains(&step) {
            all.push(format!("This meets “{}”.", duty.title));
        }
    }
    if let Some(stage) = rule.to {
        all.push(format!("The {} will stand at “{}”.", procedure.head.noun, procedure.stages[stage].title));
    }
    all
}
