//! Runs scenarios: what should happen under a procedure, written so that a policy officer can read and write it.
//!
//! The vocabulary is one for all procedures; `docs/reference/scenarios.md` lists it.

use std::collections::BTreeMap;

use calendar::CalendarSet;
use gherkin::{Feature, GherkinEnv, Scenario as Written, Step as Line, StepType};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use procedure::{Derivation, Fact, FactId, Id, Kind, PersonId, Procedure, RoleId, Source, StepId, Value};
use serde_json::Value as Json;

use crate::compose::Composed;
use crate::derive::fact_name;
use crate::directory::{Actor, Directory, Grant, Organisation, Person, Site};
use crate::entry::{Act, DocumentRef, Entry, IssuedLetter};
use crate::offers::refusals;
use crate::owed::{Owed, duties, owners};
use crate::sight;
use crate::state::{Rules, State, Status};
use crate::take::{Attempt, Before, Opening, open, prepare};

/// What came of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The feature it stands in.
    pub feature: String,
    /// Its title.
    pub scenario: String,
    /// Its tags, without the sign.
    pub tags: Vec<String>,
    /// What went wrong, if anything.
    pub failure: Option<Failure>,
}

/// Why a scenario failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The line of the file, from 1.
    pub line: usize,
    /// What stands there.
    pub step: String,
    /// What happened instead.
    pub why: String,
}

/// Runs every scenario of a feature file.
///
/// # Errors
/// When the file is no Gherkin, or the procedure counts by a calendar that is not to hand.
pub fn run(procedure: &Procedure, calendars: &CalendarSet, text: &str) -> Result<Vec<Outcome>, String> {
    let zone = calendar::london();
    let rules = Rules::new(procedure, calendars, &zone).map_err(|error| error.to_string())?;
    let feature = Feature::parse(text, GherkinEnv::default()).map_err(|error| format!("This is no feature file: {error}"))?;
    let mut outcomes = Vec::new();
    for written in &feature.scenarios {
        let background = feature.background.iter().flat_map(|background| &background.steps);
        for example in examples(written) {
            let fill = |text: &str| {
                example.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("<{name}>"), value))
            };
            let lines: Vec<Line> = background.clone().chain(&written.steps).map(|line| filled(line, &fill)).collect();
            outcomes.push(Outcome {
                feature: feature.name.clone(),
                scenario: fill(&written.name),
                tags: feature.tags.iter().chain(&written.tags).map(|tag| tag.trim_start_matches('@').to_owned()).collect(),
                failure: World::new(rules).play(&lines).err(),
            });
        }
    }
    Ok(outcomes)
}

/// The rows of a scenario's examples: one empty row when it has none.
fn examples(written: &Written) -> Vec<Vec<(String, String)>> {
    let mut all = Vec::new();
    for table in written.examples.iter().filter_map(|examples| examples.table.as_ref()) {
        if let Some((head, rows)) = table.rows.split_first() {
            all.extend(rows.iter().map(|row| head.iter().cloned().zip(row.iter().cloned()).collect()));
        }
    }
    if all.is_empty() { vec![Vec::new()] } else { all }
}

fn filled(line: &Line, fill: &impl Fn(&str) -> String) -> Line {
    let mut line = line.clone();
    line.value = fill(&line.value);
    if let Some(table) = &mut line.table {
        for cell in table.rows.iter_mut().flatten() {
            *cell = fill(cell);
        }
    }
    line
}

/// Takes a text apart by a pattern in which `{}` stands for anything.
fn taken_apart<'t>(pattern: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let mut parts = pattern.split("{}");
    let mut rest = text.strip_prefix(parts.next()?)?;
    let mut found = Vec::new();
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let end = if part.is_empty() {
            rest.len()
        } else if parts.peek().is_none() {
            rest.ends_with(part).then(|| rest.len().saturating_sub(part.len()))?
        } else {
            rest.find(part)?
        };
        found.push(rest.get(..end)?);
        rest = rest.get(end.checked_add(part.len())?..)?;
    }
    rest.is_empty().then_some(found)
}

const REFERENCE: &str = "REF/2017/1";
const PLACE: i64 = 1;
const ORGANISATION: i64 = 1;

struct World<'a> {
    rules: Rules<'a>,
    directory: Directory,
    cast: BTreeMap<String, PersonId>,
    entries: Vec<Entry>,
    state: Option<State>,
    now: Timestamp,
    sent: Vec<Composed>,
    others: BTreeMap<FactId, u32>,
    opened: Vec<(StepId, Vec<Opening>)>,
}

impl<'a> World<'a> {
    fn new(rules: Rules<'a>) -> Self {
        let mut directory = Directory::default();
        directory.organisations.insert(ORGANISATION, Organisation { id: ORGANISATION, name: "The organisation".to_owned() });
        let mut attributes = BTreeMap::new();
        for (_, fact) in rules.procedure.facts.iter() {
            if let (Source::Derived(Derivation::Attribute { name, .. }), Some(first)) = (&fact.source, fact.choices().first()) {
                attributes.insert(name.clone(), first.name.clone());
            }
        }
        directory.sites.insert(PLACE, Site { id: PLACE, name: "The place".to_owned(), attributes });
        Self {
            rules,
            directory,
            cast: BTreeMap::new(),
            entries: Vec::new(),
            state: None,
            now: Timestamp::MIN,
            sent: Vec::new(),
            others: BTreeMap::new(),
            opened: Vec::new(),
        }
    }

    fn play(mut self, lines: &[Line]) -> Result<(), Failure> {
        for line in lines {
            let done = match line.ty {
                StepType::Given => self.given(line),
                StepType::When => self.when(line),
                StepType::Then => self.then(line.value.trim()),
            };
            done.map_err(|why| Failure { line: line.position.line, step: format!("{}{}", line.keyword, line.value), why })?;
        }
        Ok(())
    }

    fn state(&self) -> Result<&State, String> {
        self.state.as_ref().ok_or_else(|| "no case was begun yet: start with “Given a … received on …”".to_owned())
    }

    // People

    fn person(&mut self, name: &str, grade: u8) -> PersonId {
        if let Some(known) = self.cast.get(name) {
            return *known;
        }
        let id = i64::try_from(self.cast.len()).unwrap_or(i64::MAX).saturating_add(1);
        self.cast.insert(name.to_owned(), id);
        let person =
            Person { id, name: name.to_owned(), organisation: Some(ORGANISATION), grade: Some(grade), job: String::new() };
        self.directory.people.insert(id, person);
        id
    }

    /// Somebody for whom a fact asks: they hold the role that it wants.
    fn person_for(&mut self, fact: FactId, name: &str) -> PersonId {
        let person = self.person(name, 1);
        let procedure = self.rules.procedure;
        for role in &procedure.facts[fact].holds {
            let grant = Grant { role: procedure.roles[*role].name.clone(), site: None };
            let held = self.directory.grants.entry(person).or_default();
            // Whoever acts in another role does not hold this one: `holds` is to be able to refuse.
            if held.is_empty() {
                held.push(grant);
            }
        }
        person
    }

    /// “centre-supplier”, “senior centre-supplier”, “another centre-supplier”, each optionally with `as "Pat"`.
    fn actor(&mut self, words: &str) -> Result<Actor, String> {
        let (words, name) = match words.split_once(" as \"") {
            Some((words, name)) => (words, Some(name.trim_end_matches('"'))),
            None => (words, None),
        };
        let (grade, role) = match words.split_once(' ') {
            Some(("senior", role)) => (2, role),
            Some(("another", role)) => (1, role),
            _ => (1, words),
        };
        self.role(role)?;
        let person = self.person(name.unwrap_or(words), grade);
        let grant = Grant { role: role.to_owned(), site: None };
        let held = self.directory.grants.entry(person).or_default();
        if !held.contains(&grant) {
            held.push(grant);
        }
        let grade = self.directory.people.get(&person).and_then(|person| person.grade);
        Ok(Actor { person, grade, grants: vec![Grant { role: role.to_owned(), site: None }] })
    }

    fn role(&self, name: &str) -> Result<RoleId, String> {
        self.rules.procedure.roles.id(name).ok_or_else(|| known("role", name, self.rules.procedure.roles.names()))
    }

    fn step(&self, name: &str) -> Result<StepId, String> {
        self.rules.procedure.steps.id(name).ok_or_else(|| known("step", name, self.rules.procedure.steps.names()))
    }

    // Given

    fn given(&mut self, line: &Line) -> Result<(), String> {
        let text = line.value.trim().trim_end_matches(':').trim();
        if let Some(name) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix("\" is senior")) {
            let person = self.person(name, 2);
            if let Some(person) = self.directory.people.get_mut(&person) {
                person.grade = Some(2);
            }
            return Ok(());
        }
        if let Some(rest) = text.strip_prefix('"') {
            return self.finds(rest);
        }
        let noun = &self.rules.procedure.head.noun;
        let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        let Some(rest) = text.strip_prefix(&format!("{article} {noun} received on ")) else {
            return Err(format!(
                "a scenario starts with “Given {article} {noun} received on 2017-03-06 at 09:30” and a table of facts"
            ));
        };
        let (rest, through) = match rest.split_once(" through \"") {
            Some((rest, step)) => (rest, Some(self.step(step.trim_end_matches('"'))?)),
            None => (rest, None),
        };
        let (rest, by) = match rest.split_once(" by the ") {
            Some((rest, by)) => (rest, Some(by.to_owned())),
            None => (rest, None),
        };
        let happened = self.moment(rest, Time::constant(9, 0, 0, 0))?;
        let table = table(line)?;
        let mut answers = Vec::new();
        for (name, text) in table {
            let Some(id) = self.rules.procedure.facts.id(&name) else {
                return Err(known("fact", &name, self.rules.procedure.facts.names()));
            };
            if let Source::Derived(Derivation::Attribute { name, .. }) = &self.rules.procedure.facts[id].source {
                if let Some(place) = self.directory.sites.get_mut(&PLACE) {
                    place.attributes.insert(name.clone(), text);
                }
            } else {
                answers.push((name, text));
            }
        }
        let beginnings: Vec<StepId> =
            self.rules.procedure.steps.iter().filter(|(_, step)| step.begins).map(|(id, _)| id).collect();
        let step = match (through, &by) {
            (Some(step), _) => step,
            (None, Some(by)) => {
                let role = self.role(by.rsplit(' ').next().unwrap_or(by))?;
                *beginnings
                    .iter()
                    .find(|step| self.rules.procedure.steps[**step].by.contains(&procedure::Party::Role(role)))
                    .ok_or_else(|| format!("the {by} may not begin a {noun}"))?
            }
            // Steps that only other procedures take are named where they are meant.
            (None, None) => *beginnings
                .iter()
                .find(|step| !self.rules.procedure.steps[**step].by.is_empty())
                .or(beginnings.first())
                .ok_or("no step begins a case")?,
        };
        let by = match by {
            Some(by) => by,
            None => match self.rules.procedure.steps[step].by.first() {
                Some(procedure::Party::Role(role)) => self.rules.procedure.roles[*role].name.clone(),
                // Another procedure opens it: it does not matter who.
                _ => self.rules.procedure.roles.names().next().unwrap_or_default().to_owned(),
            },
        };
        let actor = self.actor(&by)?;
        self.now = happened;
        self.take(&actor, step, happened, answers)
    }

    /// `"<count>" finds <n> other cases`
    fn finds(&mut self, rest: &str) -> Result<(), String> {
        let facts = &self.rules.procedure.facts;
        let (name, rest) = rest.split_once('"').ok_or_else(unknown)?;
        let id = facts.id(name).ok_or_else(|| known("fact", name, facts.names()))?;
        if !matches!(facts[id].source, Source::Derived(Derivation::Count(_))) {
            return Err(format!("“{name}” does not count other cases"));
        }
        let number = rest.trim().strip_prefix("finds ").and_then(|rest| rest.split(' ').next());
        let number = number.and_then(|number| number.parse().ok()).ok_or("say “finds 2 other cases”")?;
        self.others.insert(id, number);
        Ok(())
    }

    // When

    fn when(&mut self, line: &Line) -> Result<(), String> {
        let text = line.value.trim().trim_end_matches(':').trim().trim_end_matches(" with").trim();
        if let Some((name, rest)) = text.strip_prefix('"').and_then(|rest| rest.split_once("\" does \"")) {
            let (step, when) = rest.split_once("\" on ").ok_or_else(unknown)?;
            let step = self.step(step)?;
            let person = self.person(name, 1);
            let actor = self.as_named(person);
            let happened = self.moment(when, Time::constant(12, 0, 0, 0))?;
            let happened = if when.contains(" at ") { happened } else { self.after_what_was_done(happened) };
            self.now = self.now.max(happened);
            let answers = table(line)?;
            return self.take(&actor, step, happened, answers);
        }
        if let Some(until) = text.strip_prefix("nothing happens until ") {
            self.now = self.moment(until, Time::constant(9, 0, 0, 0))?.max(self.now);
            return Ok(());
        }
        if let Some(parts) = taken_apart("the {} tries \"{}\" on {} and is refused because \"{}\"", text)
            && let [who, step, when, because] = parts.as_slice()
        {
            return self.refused(who, step, when, because, table(line)?);
        }
        let Some(parts) = taken_apart("the {} does \"{}\" on {}", text) else {
            return Err(
                "say “When the <role> does \"<step>\" on 2017-03-08”, or “When nothing happens until 2017-03-08”".to_owned()
            );
        };
        let [who, step, when] = parts.as_slice() else { return Err("this cannot be read".to_owned()) };
        let (when, name) = match when.split_once(" as \"") {
            Some((when, name)) => (when, Some(name.trim_end_matches('"'))),
            None => (*when, None),
        };
        let step = self.step(step)?;
        let who = name.map_or_else(|| (*who).to_owned(), |name| format!("{who} as \"{name}\""));
        let actor = self.actor(&who)?;
        let happened = self.moment(when, Time::constant(12, 0, 0, 0))?;
        let happened = if when.contains(" at ") { happened } else { self.after_what_was_done(happened) };
        self.now = self.now.max(happened);
        let answers = table(line)?;
        self.take(&actor, step, happened, answers)
    }

    /// A step that must be refused, with these words among the reasons.
    fn refused(
        &mut self,
        who: &str,
        step: &str,
        when: &str,
        because: &str,
        answers: Vec<(String, String)>,
    ) -> Result<(), String> {
        let step = self.step(step)?;
        let actor = self.actor(who)?;
        let happened = self.moment(when, Time::constant(12, 0, 0, 0))?;
        let happened = if when.contains(" at ") { happened } else { self.after_what_was_done(happened) };
        self.now = self.now.max(happened);
        match self.take(&actor, step, happened, answers) {
            Ok(()) => Err("it was not refused".to_owned()),
            Err(why) if why.contains(because) => Ok(()),
            Err(why) => Err(why),
        }
    }

    /// Without a time of day, a step comes after what was done earlier that day.
    fn after_what_was_done(&self, happened: Timestamp) -> Timestamp {
        let last = self.entries.last().filter(|last| self.rules.day(last.happened) == self.rules.day(happened));
        last.map_or(happened, |last| happened.max(last.happened))
    }

    /// Somebody who acts because the case names them, in no role.
    fn as_named(&self, person: PersonId) -> Actor {
        Actor { person, grade: self.directory.people.get(&person).and_then(|person| person.grade), grants: Vec::new() }
    }

    fn take(&mut self, actor: &Actor, step: StepId, happened: Timestamp, given: Vec<(String, String)>) -> Result<(), String> {
        let procedure = self.rules.procedure;
        let mut answers = BTreeMap::new();
        for (name, text) in given {
            let id = procedure.facts.id(&name).ok_or_else(|| known("fact", &name, procedure.facts.names()))?;
            if !procedure.steps[step].asks.iter().any(|ask| ask.fact == id) {
                return Err(format!("“{}” does not ask for “{name}”", procedure.steps[step].name));
            }
            answers.insert(id, self.value(id, &text)?);
        }
        let before = self.state.clone().unwrap_or_else(|| State::replay(self.rules, &[]));
        // What a scenario does not mention is answered with something plain, as far as it must be answered at all.
        for ask in procedure.steps[step].asks.iter().filter(|ask| ask.required) {
            let known = before.facts.get(ask.fact).is_some() && !procedure.facts[ask.fact].afresh;
            if !answers.contains_key(&ask.fact) && !known {
                let value = self.plain(ask.fact, happened, &answers, &before);
                if let Some(value) = value {
                    answers.insert(ask.fact, value);
                }
            }
        }
        let attempt = Attempt { step, happened, answers };
        // A step that nobody may begin is one that another procedure opens.
        let opened = procedure.steps[step].begins && procedure.steps[step].by.is_empty();
        let prepared = prepare(
            self.rules,
            &self.directory,
            Before { reference: REFERENCE, entries: &self.entries, state: &before, others: &self.others },
            actor,
            &attempt,
            self.now,
        );
        let prepared =
            if opened { open(self.rules, &self.directory, REFERENCE, actor, None, &attempt, self.now) } else { prepared }
                .map_err(|refused| {
                    let reasons: Vec<String> = refused
                        .iter()
                        .map(|refusal| match refusal.fact {
                            Some(fact) => format!("{} [{}]", refusal.in_full(), procedure.facts[fact].name),
                            None => refusal.in_full().to_owned(),
                        })
                        .collect();
                    format!("this was refused: {}", reasons.join(" "))
                })?;
        let made: Vec<IssuedLetter> = prepared
            .letters
            .iter()
            .map(|letter| IssuedLetter {
                letter: letter.letter,
                document: DocumentRef {
                    sha256: "0".repeat(64),
                    title: "letter.pdf".to_owned(),
                    media: "application/pdf".to_owned(),
                    bytes: 0,
                },
                text: text_of(letter),
            })
            .collect();
        self.sent.extend(prepared.letters.iter().cloned());
        self.opened.push((step, prepared.opens.clone()));
        self.entries.push(prepared.finish(made));
        if procedure.steps[step].erases {
            let last = self.entries.len().saturating_sub(1);
            for entry in self.entries.iter_mut().take(last) {
                *entry = entry.erased();
            }
        }
        self.state = Some(State::replay(self.rules, &self.entries));
        Ok(())
    }

    fn plain(&mut self, id: FactId, happened: Timestamp, answers: &BTreeMap<FactId, Value>, before: &State) -> Option<Value> {
        let fact = &self.rules.procedure.facts[id];
        let day = self.rules.day(happened);
        Some(match &fact.kind {
            Kind::Choice(_) => Value::Choice(0),
            Kind::YesNo => Value::YesNo(false),
            Kind::Text { .. } => Value::text(&fact.label),
            Kind::Date => Value::Date(if fact.ahead { day.checked_add(jiff::Span::new().days(30)).ok()? } else { day }),
            Kind::Instant => Value::Instant(happened),
            Kind::Money | Kind::Number => Value::Number(0),
            Kind::Person => Value::Person(self.person_for(id, "somebody")),
            Kind::People => Value::People([].into()),
            Kind::Organisation => Value::Organisation(ORGANISATION),
            Kind::Site => Value::Site(PLACE),
            Kind::Points => Value::Points([std::sync::Arc::from("The point")].into()),
            Kind::Case => Value::Case(std::sync::Arc::from("REF/2017/2")),
            Kind::Findings { of, .. } => match answers.get(of).or_else(|| before.facts.get(*of)) {
                Some(Value::Points(points)) => Value::Findings(points.iter().map(|_| 0).collect()),
                _ => Value::Findings([0].into()),
            },
            Kind::Role | Kind::Limit | Kind::Step => return None,
        })
    }

    fn value(&mut self, id: FactId, text: &str) -> Result<Value, String> {
        let procedure = self.rules.procedure;
        let fact: &Fact = &procedure.facts[id];
        let read = |json: Json| procedure.value_from_json(fact, &json).map_err(|error| error.to_string());
        let split = |separator: char| text.split(separator).map(str::trim).filter(|part| !part.is_empty());
        Ok(match &fact.kind {
            Kind::Person => Value::Person(self.person_for(id, text)),
            Kind::People => {
                let people: Vec<PersonId> = split(',').map(|name| self.person_for(id, name)).collect();
                Value::People(people.into())
            }
            Kind::Site => Value::Site(PLACE),
            Kind::Organisation => Value::Organisation(ORGANISATION),
            Kind::Points => read(Json::Array(split(';').map(Json::from).collect()))?,
            Kind::Findings { .. } => read(Json::Array(split(',').map(Json::from).collect()))?,
            Kind::Instant => Value::Instant(self.moment(text, Time::constant(12, 0, 0, 0))?),
            _ => read(Json::from(text))?,
        })
    }

    fn moment(&self, text: &str, default: Time) -> Result<Timestamp, String> {
        let (date, time) = match text.trim().split_once(" at ") {
            Some((date, time)) => (date, Some(time)),
            None => (text.trim(), None),
        };
        let date: Date = date.trim().parse().map_err(|_| format!("“{date}” is no date such as 2017-03-06"))?;
        let time = match time {
            Some(time) => {
                let whole = format!("{date}T{}", time.trim());
                whole.parse::<DateTime>().map_err(|_| format!("“{time}” is no time such as 09:30"))?.time()
            }
            None => default,
        };
        let zone: TimeZone = self.rules.zone.clone();
        date.to_datetime(time).to_zoned(zone).map(|at| at.timestamp()).map_err(|error| error.to_string())
    }

    // Then

    fn then(&mut self, text: &str) -> Result<(), String> {
        if let Some(rest) = text.strip_prefix("the stage is ") {
            let stage = &self.rules.procedure.stages[self.state()?.stage];
            return same(&stage.name, unquoted(rest));
        }
        if let Some(rest) = text.strip_prefix("the case opened knows \"") {
            return self.told(rest);
        }
        if let Some(rest) = text.strip_prefix("nothing is recorded but ") {
            return self.only(rest);
        }
        if let Some(rest) = text.strip_prefix("the letter \"") {
            return self.letter(rest);
        }
        if let Some(rest) = text.strip_prefix("the notice \"") {
            return self.notice(rest);
        }
        if let Some(rest) = text.strip_prefix("the mark \"") {
            return self.mark(rest);
        }
        if text == "the person complained about does not see the case" {
            return self.walled();
        }
        if let Some(rest) = text.strip_prefix("the ") {
            return self.person_line(rest);
        }
        if let Some(rest) = text.strip_prefix('"')
            && let Some((name, rest)) = rest.split_once('"')
        {
            return self.named(name, rest.trim());
        }
        Err(unknown())
    }

    fn owed(&self) -> Result<Vec<Owed>, String> {
        Ok(duties(self.rules, &self.entries, self.state()?))
    }

    /// `the case opened knows "<fact>" as "<value>"`
    fn told(&self, rest: &str) -> Result<(), String> {
        let (name, rest) = rest.split_once('"').ok_or_else(unknown)?;
        let wanted = rest.trim().strip_prefix("as \"").map(|rest| rest.trim_end_matches('"')).ok_or_else(unknown)?;
        let opened = self.opened.iter().rev().find_map(|(_, opened)| opened.last()).ok_or("no case was opened")?;
        let told = opened.tells.iter().find(|(fact, _)| fact == name).map(|(_, value)| value);
        let told = told.ok_or_else(|| format!("it was not told “{name}”"))?;
        let person = told.as_i64().filter(|id| self.cast.get(wanted) == Some(id));
        let is = match told {
            Json::String(text) => text.clone(),
            Json::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            _ if person.is_some() => wanted.to_owned(),
            other => other.to_string(),
        };
        // What the case is told of this one is its reference.
        if wanted == "this" && is == REFERENCE { Ok(()) } else { same(&is, wanted) }
    }

    /// `nothing is recorded but "<fact>", "<fact>"`
    fn only(&self, rest: &str) -> Result<(), String> {
        let procedure = self.rules.procedure;
        let wanted: Vec<&str> = rest.split(',').map(unquoted).collect();
        for name in &wanted {
            procedure.facts.id(name).ok_or_else(|| known("fact", name, procedure.facts.names()))?;
        }
        let state = self.state()?;
        let kept: Vec<&str> = procedure
            .facts
            .iter()
            .filter(|(id, fact)| {
                let follows =
                    matches!(&fact.source, Source::Derived(derivation) if !matches!(derivation, Derivation::Attribute { .. }));
                state.facts.get(*id).is_some() && !follows && !wanted.contains(&fact.name.as_str())
            })
            .map(|(_, fact)| fact.name.as_str())
            .collect();
        if !kept.is_empty() {
            return Err(format!("these are recorded too: {}", kept.join(", ")));
        }
        let unknown: Vec<&&str> = wanted.iter().filter(|name| fact_name(procedure, state, name).is_none()).collect();
        if let Some(name) = unknown.first() {
            return Err(format!("“{name}” is not recorded"));
        }
        // Nothing that was said in earlier entries may be left either.
        let said = self.entries.iter().any(|entry| match &entry.act {
            Act::Step { facts, letters, .. } => {
                !letters.is_empty()
                    || facts.iter().any(|(id, _)| {
                        let fact = &procedure.facts[*id];
                        !wanted.contains(&fact.name.as_str()) && !matches!(fact.source, Source::Derived(_))
                    })
            }
            Act::Draft { blocks, .. } => !blocks.is_empty(),
            _ => false,
        });
        if said { Err("an earlier entry still says more".to_owned()) } else { Ok(()) }
    }

    /// What concerns somebody whom the case names, by name.
    fn named_person(&mut self, name: &str, rest: &str) -> Option<Result<(), String>> {
        let wanted = match rest {
            "sees the case" => Some((None, true)),
            "does not see the case" => Some((None, false)),
            _ => rest
                .strip_prefix("sees \"")
                .map(|item| (Some(item.trim_end_matches('"')), true))
                .or_else(|| rest.strip_prefix("does not see \"").map(|item| (Some(item.trim_end_matches('"')), false))),
        };
        let person = self.person(name, 1);
        let actor = self.as_named(person);
        if let Some(rest) = rest.strip_prefix("may ") {
            return Some(self.may(&actor, rest));
        }
        let (item, seen) = wanted?;
        let sees = match item {
            Some(item) => self.sees(&actor, item),
            None => self.state().map(|state| sight::of_actor(self.rules.procedure, state, &actor).is_some()),
        };
        Some(
            sees.and_then(
                |sees| if sees == seen { Ok(()) } else { Err(if sees { "they do" } else { "they do not" }.to_owned()) },
            ),
        )
    }

    fn named(&mut self, name: &str, rest: &str) -> Result<(), String> {
        if let Some(done) = self.named_person(name, rest) {
            return done;
        }
        let procedure = self.rules.procedure;
        if let Some(rest) = rest.strip_prefix("opened ") {
            let id = self.step(name)?;
            let (number, other) = rest.split_once(" \"").ok_or_else(unknown)?;
            let wanted: usize = number.trim().parse().map_err(|_| "say how many: opened 2 and the procedure".to_owned())?;
            let last = self.opened.iter().rev().find(|(step, _)| *step == id).map(|(_, opened)| opened);
            let last = last.ok_or("the step was not taken")?;
            let is = last.iter().filter(|opening| opening.procedure == other.trim_end_matches('"')).count();
            return if is == wanted { Ok(()) } else { Err(format!("it opened {is}")) };
        }
        if let Some(wanted) = rest.strip_prefix("is \"") {
            let person = procedure.facts.id(name).and_then(|id| self.state.as_ref()?.facts.get(id));
            if let Some(Value::Person(person)) = person {
                return same(self.directory.person_name(*person), wanted.trim_end_matches('"'));
            }
            let is = fact_name(procedure, self.state()?, name).ok_or_else(|| {
                if procedure.facts.id(name).is_some() {
                    "it is not known".to_owned()
                } else {
                    known("fact", name, procedure.facts.names())
                }
            })?;
            return same(&is, wanted.trim_end_matches('"'));
        }
        if rest == "is not known" {
            return match fact_name(procedure, self.state()?, name) {
                None => Ok(()),
                Some(value) => Err(format!("it is “{value}”")),
            };
        }
        let id = procedure.duties.id(name).ok_or_else(|| known("duty", name, procedure.duties.names()))?;
        let all = self.owed()?;
        let last =
            all.iter().rev().find(|one| one.duty == id && one.owed_from <= self.now && !matches!(one.status, Status::Lapsed(_)));
        let open = last.filter(|one| one.is_open(self.now));
        if let Some(when) = rest.strip_prefix("is due on ") {
            let one = last.ok_or("it is not owed")?;
            let due = one.due.ok_or("it has no limit")?;
            let wanted = self.moment(when, Time::MAX)?;
            let at = due.last_instant(self.rules.zone);
            return if when.contains(" at ") {
                (at == wanted)
                    .then_some(())
                    .ok_or_else(|| format!("it is due by {}", calendar::due_words(due.at, self.rules.zone)))
            } else {
                same(&due.date(self.rules.zone).to_string(), when.trim())
            };
        }
        if let Some(who) = rest.strip_prefix("is owed by the ") {
            let _ = open.ok_or("it is not owed")?;
            let (roles, _) = owners(self.rules, self.state()?, id);
            let role = self.role(who)?;
            return roles.contains(&role).then_some(()).ok_or_else(|| {
                format!(
                    "it is owed by {}",
                    roles.iter().map(|role| procedure.roles[*role].name.as_str()).collect::<Vec<_>>().join(", ")
                )
            });
        }
        match rest {
            "is owed" => open.map(|_| ()).ok_or_else(|| describe(self.rules, &self.entries, last)),
            "is not owed" => open.map_or(Ok(()), |_| Err("it is owed".to_owned())),
            "is overdue" => open
                .filter(|one| one.is_overdue(self.rules, self.now))
                .map(|_| ())
                .ok_or_else(|| describe(self.rules, &self.entries, last)),
            "is not overdue" => match open.filter(|one| one.is_overdue(self.rules, self.now)) {
                None => Ok(()),
                Some(_) => Err("it is overdue".to_owned()),
            },
            "was met on time" => last
                .filter(|one| matches!(one.status, Status::Met(_)) && !one.was_late(self.rules, &self.entries))
                .or_else(|| {
                    all.iter().rev().find(|one| {
                        one.duty == id && matches!(one.status, Status::Met(_)) && !one.was_late(self.rules, &self.entries)
                    })
                })
                .map(|_| ())
                .ok_or_else(|| describe(self.rules, &self.entries, last)),
            "was met late" => last
                .filter(|one| one.was_late(self.rules, &self.entries))
                .map(|_| ())
                .ok_or_else(|| describe(self.rules, &self.entries, last)),
            _ => Err(unknown()),
        }
    }

    fn person_line(&mut self, rest: &str) -> Result<(), String> {
        for (pattern, seen) in [("{} does not see the case", false), ("{} sees the case", true)] {
            if let Some(parts) = taken_apart(pattern, rest)
                && let [who] = parts.as_slice()
            {
                let actor = self.actor(who)?;
                let sight = sight::of_actor(self.rules.procedure, self.state()?, &actor);
                return (sight.is_some() == seen)
                    .then_some(())
                    .ok_or_else(|| if seen { "it does not".to_owned() } else { "it does".to_owned() });
            }
        }
        for (pattern, seen) in [("{} does not see \"{}\"", false), ("{} sees \"{}\"", true)] {
            if let Some(parts) = taken_apart(pattern, rest)
                && let [who, item] = parts.as_slice()
            {
                let actor = self.actor(who)?;
                return (self.sees(&actor, item)? == seen)
                    .then_some(())
                    .ok_or_else(|| if seen { "it is hidden".to_owned() } else { "it is seen".to_owned() });
            }
        }
        if let Some(parts) = taken_apart("{} may not \"{}\" because \"{}\"", rest)
            && let [who, step, because] = parts.as_slice()
        {
            let (actor, step) = (self.actor(who)?, self.step(step)?);
            let (_, refused) = refusals(self.rules, &self.directory, &self.entries, self.state()?, &actor, step);
            let reasons = refused.iter().map(|refusal| refusal.in_full()).collect::<Vec<_>>().join(" ");
            return match reasons.contains(because) {
                true => Ok(()),
                false if refused.is_empty() => Err("it may".to_owned()),
                false => Err(format!("it may not, because: {reasons}")),
            };
        }
        for (pattern, may) in [("{} may not \"{}\"", false), ("{} may \"{}\"", true)] {
            if let Some(parts) = taken_apart(pattern, rest)
                && let [who, step] = parts.as_slice()
            {
                let (actor, step) = (self.actor(who)?, self.step(step)?);
                let (_, refused) = refusals(self.rules, &self.directory, &self.entries, self.state()?, &actor, step);
                let reasons = refused.iter().map(|refusal| refusal.in_full()).collect::<Vec<_>>().join(" ");
                return (refused.is_empty() == may)
                    .then_some(())
                    .ok_or_else(|| if may { format!("it may not, because: {reasons}") } else { "it may".to_owned() });
            }
        }
        Err(unknown())
    }

    /// `"<step>"`, `not "<step>"`, `not "<step>" because "<words>"`
    fn may(&self, actor: &Actor, rest: &str) -> Result<(), String> {
        let (rest, may) = match rest.strip_prefix("not ") {
            Some(rest) => (rest, false),
            None => (rest, true),
        };
        let (step, because) = match rest.split_once(" because ") {
            Some((step, because)) => (step, unquoted(because)),
            None => (rest, ""),
        };
        let step = self.step(unquoted(step))?;
        let (_, refused) = refusals(self.rules, &self.directory, &self.entries, self.state()?, actor, step);
        let reasons = refused.iter().map(|refusal| refusal.in_full()).collect::<Vec<_>>().join(" ");
        if refused.is_empty() != may {
            return Err(if may { format!("they may not, because: {reasons}") } else { "they may".to_owned() });
        }
        if reasons.contains(because) { Ok(()) } else { Err(format!("they may not, because: {reasons}")) }
    }

    fn sees(&self, actor: &Actor, item: &str) -> Result<bool, String> {
        let procedure = self.rules.procedure;
        let Some(sight) = sight::of_actor(procedure, self.state()?, actor) else { return Ok(false) };
        if let Some(id) = procedure.facts.id(item) {
            return Ok(sight.fact(id));
        }
        if let Some(id) = item.strip_prefix("letter.").or(Some(item)).and_then(|name| procedure.letters.id(name)) {
            return Ok(sight.letter(id));
        }
        if let Some(id) = item.strip_suffix(".due").and_then(|name| procedure.duties.id(name)) {
            return Ok(sight.due(id));
        }
        if let Some(id) = item.strip_prefix("step.").and_then(|name| procedure.steps.id(name)) {
            return Ok(sight.step(id));
        }
        match item {
            "documents" => Ok(sight.documents()),
            "timeline" => Ok(sight.timeline()),
            _ => Err(known("fact", item, procedure.facts.names())),
        }
    }

    fn letter(&self, rest: &str) -> Result<(), String> {
        let (name, rest) = rest.split_once('"').ok_or_else(unknown)?;
        let letters = &self.rules.procedure.letters;
        let id = letters.id(name).ok_or_else(|| known("letter", name, letters.names()))?;
        let sent = self.sent.iter().rev().find(|sent| sent.letter == id);
        match (rest.trim(), sent) {
            ("was sent", Some(_)) | ("was not sent", None) => Ok(()),
            ("was sent", None) => Err("it was not sent".to_owned()),
            ("was not sent", Some(_)) => Err("it was sent".to_owned()),
            (rest, sent) => {
                let (rest, contains) = match rest.strip_prefix("does not contain \"") {
                    Some(rest) => (Some(rest), false),
                    None => (rest.strip_prefix("contains \""), true),
                };
                let wanted = rest.and_then(|rest| rest.strip_suffix('"')).ok_or_else(unknown)?;
                let text = text_of(sent.ok_or("it was not sent")?);
                (text.contains(wanted) == contains).then_some(()).ok_or_else(|| format!("it reads:\n{text}"))
            }
        }
    }

    fn notice(&self, rest: &str) -> Result<(), String> {
        let (name, rest) = rest.split_once('"').ok_or_else(unknown)?;
        let notices = &self.rules.procedure.notices;
        let id = notices.id(name).ok_or_else(|| known("notice", name, notices.names()))?;
        let (wanted, role) = match rest.trim() {
            "was sent" => (true, None),
            "was not sent" => (false, None),
            rest => match (rest.strip_prefix("was sent to the "), rest.strip_prefix("was not sent to the ")) {
                (Some(role), _) => (true, Some(self.role(role)?)),
                (_, Some(role)) => (false, Some(self.role(role)?)),
                _ => return Err(unknown()),
            },
        };
        let sent = self.entries.iter().any(|entry| match &entry.act {
            Act::Step { notices, .. } => {
                notices.iter().any(|sent| sent.notice == id && role.is_none_or(|role| sent.to.contains(&role)))
            }
            _ => false,
        });
        (sent == wanted).then_some(()).ok_or_else(|| if sent { "it was sent".to_owned() } else { "it was not sent".to_owned() })
    }

    /// `the mark "<mark>" is on "<person>"`, `is not on "<person>"`
    fn mark(&self, rest: &str) -> Result<(), String> {
        let marks = &self.rules.procedure.marks;
        let (name, rest) = rest.split_once('"').ok_or_else(unknown)?;
        marks.id(name).ok_or_else(|| known("mark", name, marks.names()))?;
        let (who, wanted) = match rest.trim().strip_prefix("is not on ") {
            Some(who) => (unquoted(who), false),
            None => (unquoted(rest.trim().strip_prefix("is on ").ok_or_else(unknown)?), true),
        };
        let person = self.cast.get(who).ok_or_else(|| format!("nobody is called “{who}” here"))?;
        let rows = crate::derive::derive(self.rules, &self.entries, self.state()?).marks;
        let is = rows.iter().any(|row| row.mark == name && row.person == *person);
        if is == wanted { Ok(()) } else { Err(if is { "it is" } else { "it is not" }.to_owned()) }
    }

    fn walled(&self) -> Result<(), String> {
        let state = self.state()?;
        if state.walled.is_empty() {
            return Err("nobody is named as complained about".to_owned());
        }
        // Whatever roles they hold, the case must not be seen by them.
        let grants: Vec<Grant> =
            self.rules.procedure.roles.iter().map(|(_, role)| Grant { role: role.name.clone(), site: None }).collect();
        for person in &state.walled {
            let actor = Actor { person: *person, grade: Some(u8::MAX), grants: grants.clone() };
            if sight::of_actor(self.rules.procedure, state, &actor).is_some() {
                return Err(format!("{} sees it", self.directory.person_name(*person)));
            }
        }
        Ok(())
    }
}

fn describe(rules: Rules<'_>, entries: &[Entry], one: Option<&Owed>) -> String {
    let Some(one) = one else { return "it is not owed, and never was".to_owned() };
    let due =
        one.due.map_or_else(|| "without a limit".to_owned(), |due| format!("due by {}", calendar::due_words(due.at, rules.zone)));
    match one.status {
        Status::Open => format!("it is owed, {due}"),
        Status::Met(_) => {
            let met = one.met_at(entries).map_or_else(String::new, |at| calendar::instant_words(at, rules.zone));
            format!("it was met at {met}, {due}")
        }
        Status::Ended(_) => format!("it was ended unmet, {due}"),
        Status::Lapsed(_) => format!("it lapsed, {due}"),
    }
}

fn text_of(letter: &Composed) -> String {
    let mut text = letter.subject.clone();
    for block in &letter.blocks {
        text.push_str("\n\n");
        text.push_str(&block.markdown);
    }
    text
}

fn table(line: &Line) -> Result<Vec<(String, String)>, String> {
    let Some(table) = &line.table else { return Ok(Vec::new()) };
    table
        .rows
        .iter()
        .map(|row| match row.as_slice() {
            [name, value] => Ok((name.clone(), value.clone())),
            _ => Err("each row of the table is a fact and its value".to_owned()),
        })
        .collect()
}

fn unquoted(text: &str) -> &str {
    text.trim().trim_matches('"')
}

fn same(is: &str, wanted: &str) -> Result<(), String> {
    (is == wanted).then_some(()).ok_or_else(|| format!("it is {is}"))
}

fn known<'n>(kind: &str, name: &str, names: impl Iterator<Item = &'n str>) -> String {
    format!("there is no {kind} “{name}”: there are {}", names.collect::<Vec<_>>().join(", "))
}

fn unknown() -> String {
    "this is not in the vocabulary of scenarios; docs/reference/scenarios.md lists it".to_owned()
}

/// The names of the steps that scenarios of a procedure took: for a report of what no scenario shows.
#[must_use]
pub fn steps_in(procedure: &Procedure, text: &str) -> Vec<StepId> {
    let mut found: Vec<StepId> =
        procedure.steps.iter().filter(|(_, step)| text.contains(&format!("does \"{}\"", step.name))).map(|(id, _)| id).collect();
    found.sort_by_key(|id| id.index());
    found
}
