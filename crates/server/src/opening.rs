//! What a step reaches beyond its own case: counts over others, the cases it opens, what others put on a person.

use std::collections::{BTreeMap, BTreeSet};

use casework::{Attempt, Directory, Entry, Opening, Rules, open as begin};
use jiff::{Span, Timestamp};
use procedure::reference::candidate;
use procedure::{Derivation, FactId, Kind, Procedure, Source, StepId, Value};

use crate::app::App;
use crate::desk::Desk;
use crate::keep::{first_rows, new_entry};
use crate::post::issue;
use crate::problem::Problem;
use crate::session::Visitor;

/// For each fact that counts over cases: how many others match for the people that these answers or the case name.
///
/// # Errors
/// When the store cannot be read.
pub async fn others(
    app: &App,
    procedure: &Procedure,
    known: impl Fn(FactId) -> Option<Value>,
    answers: &BTreeMap<FactId, Value>,
    except: Option<casework::CaseId>,
    now: Timestamp,
) -> Result<BTreeMap<FactId, u32>, Problem> {
    let mut found = BTreeMap::new();
    for (id, fact) in procedure.facts.iter() {
        let Source::Derived(Derivation::Count(count)) = &fact.source else { continue };
        let people = match answers.get(&count.person).cloned().or_else(|| known(count.person)) {
            Some(Value::Person(person)) => vec![person],
            Some(Value::People(people)) => people.to_vec(),
            _ => continue,
        };
        let since = back(app, count.within, now);
        let others = app.store().tally(&procedure.head.id, &fact.name, &people, since, except).await?;
        found.insert(id, others);
    }
    Ok(found)
}

/// The moment so long before another: months and years by the calendar, working days as days.
fn back(app: &App, limit: calendar::Limit, now: Timestamp) -> Timestamp {
    use calendar::Limit;
    let span = match limit {
        Limit::Hours(n) => Span::new().hours(n),
        Limit::Days(n) | Limit::WorkingDays(n) => Span::new().days(n),
        Limit::Weeks(n) => Span::new().weeks(n),
        Limit::Months(n) => Span::new().months(n),
        Limit::Years(n) => Span::new().years(n),
        Limit::SameDay | Limit::NextWorkingDay | Limit::AtOnce => Span::new().days(1),
    };
    now.to_zoned(app.zone().clone()).checked_sub(span).map_or(Timestamp::MIN, |at| at.timestamp())
}

/// The version of a procedure under which a case received on a day is run: the one in force then, or else the latest.
#[must_use]
pub fn version_for<'a>(app: &'a App, id: &str, received: Timestamp) -> Option<&'a std::sync::Arc<Procedure>> {
    let day = received.to_zoned(app.zone().clone()).date();
    app.library().in_force(id, day).or_else(|| app.library().latest(id))
}

/// A case that a step opens, ready for the store.
///
/// # Errors
/// When the other procedure refuses what it is told: the checks of procedures keep that from happening.
pub async fn opened(
    app: &App,
    visitor: &Visitor,
    directory: &Directory,
    role: Option<&str>,
    opening: &Opening,
    happened: Timestamp,
    now: Timestamp,
) -> Result<store::NewCase, Problem> {
    let fault = |why: String| Problem::Fault(format!("a case under {} could not be opened: {why}", opening.procedure));
    let procedure =
        version_for(app, &opening.procedure, happened).ok_or_else(|| fault("there is no such procedure".to_owned()))?;
    let step = beginning(procedure, opening.begins.as_deref()).ok_or_else(|| fault("no step begins it".to_owned()))?;
    let rules = app.rules(procedure)?;
    let mut answers = BTreeMap::new();
    for (name, value) in &opening.tells {
        let Some(id) = procedure.facts.id(name) else { continue };
        let fact = &procedure.facts[id];
        // One person or point makes a list of one.
        let listed = matches!(fact.kind, Kind::People | Kind::Points) && !value.is_array();
        let value = if listed { serde_json::Value::Array(vec![value.clone()]) } else { value.clone() };
        if let Ok(value) = procedure.value_from_json(fact, &value) {
            answers.insert(id, value);
        }
    }
    let attempt = Attempt { step, happened, answers };
    let reference = procedure.head.reference.replace("{code}", "…");
    let prepared = begin(rules, directory, &reference, &visitor.actor, role, &attempt, now)
        .map_err(|refused| fault(refused.iter().map(|one| one.in_full()).collect::<Vec<_>>().join(" ")))?;
    let mut made = Vec::new();
    for letter in &prepared.letters {
        made.push(issue(app, procedure, &reference, letter, happened).await?);
    }
    let entries = vec![prepared.finish(made)];
    let rows = first_rows(app, procedure, &entries)?;
    Ok(new_case(app, procedure, rules, &entries, rows, happened))
}

/// The step that begins a case: the one named, or the only one.
fn beginning(procedure: &Procedure, named: Option<&str>) -> Option<StepId> {
    match named {
        Some(name) => procedure.steps.id(name).filter(|step| procedure.steps[*step].begins),
        None => procedure.steps.iter().find(|(_, step)| step.begins).map(|(id, _)| id),
    }
}

/// A case for the store. Its reference is drawn at random, with the year in which it was received.
#[must_use]
pub fn new_case(
    app: &App,
    procedure: &Procedure,
    rules: Rules<'_>,
    entries: &[Entry],
    rows: casework::Rows,
    received: Timestamp,
) -> store::NewCase {
    let head = &procedure.head;
    let (pattern, year, seed) = (head.reference.clone(), rules.day(received).year(), app.seed());
    store::NewCase {
        procedure: head.id.clone(),
        version: head.version.clone(),
        hash: procedure.hash.clone(),
        references: Box::new(move |number| candidate(&pattern, year, &seed, number)),
        entries: entries.iter().map(|entry| new_entry(procedure, entry)).collect(),
        rows_for: Box::new(move |_| Ok(rows.clone())),
        outbox: Vec::new(),
        people: Vec::new(),
        form_key: None,
    }
}

/// References that were typed and name no case that this person may see, each with what to do.
///
/// # Errors
/// When the store cannot be read.
pub async fn unknown_cases(
    app: &App,
    visitor: &Visitor,
    procedure: &Procedure,
    answers: &BTreeMap<FactId, Value>,
) -> Result<BTreeMap<FactId, String>, Problem> {
    let named: Vec<(FactId, String)> = answers
        .iter()
        .filter_map(|(id, value)| match value {
            Value::Case(reference) if procedure.facts[*id].kind == Kind::Case => Some((*id, reference.to_string())),
            _ => None,
        })
        .collect();
    if named.is_empty() {
        return Ok(BTreeMap::new());
    }
    let references: Vec<String> = named.iter().map(|(_, reference)| reference.clone()).collect();
    let known: BTreeSet<String> = app.store().cases_known(&visitor.actor, &references).await?;
    Ok(named
        .into_iter()
        .filter(|(_, reference)| !known.contains(reference))
        .map(|(id, reference)| (id, format!("There is no case “{reference}” that you may see. Check the reference.")))
        .collect())
}

/// A mark on somebody with whom a case deals.
#[derive(Debug, Clone)]
pub struct OnPerson {
    /// Whom it is on.
    pub name: String,
    /// Whether that is the person whose matter the case is.
    pub who: bool,
    /// The mark.
    pub row: casework::MarkRow,
}

/// The marks on the person whose matter a case is and then on everybody else whom it names, as far as this person sees that it
/// names them and is shown the marks; those of the case itself are left out.
///
/// # Errors
/// When the store cannot be read.
pub async fn marks(app: &App, visitor: &Visitor, desk: &Desk) -> Result<Vec<OnPerson>, Problem> {
    let people = |fact: FactId| match desk.fact(fact) {
        Some(Value::Person(person)) => vec![*person],
        Some(Value::People(people)) => people.to_vec(),
        _ => Vec::new(),
    };
    let who = desk.procedure.head.who.map(people).unwrap_or_default();
    let mut named = who.clone();
    for person in desk.procedure.facts.ids().flat_map(people) {
        if !named.contains(&person) {
            named.push(person);
        }
    }
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let directory = app.directory();
    let mut found = app.store().marks_on(&visitor.actor, &named).await?;
    found.retain(|marked| marked.reference != desk.reference);
    found.sort_by_key(|marked| named.iter().position(|person| *person == marked.on));
    let dressed = found.into_iter().map(|mut marked| {
        for (_, text) in &mut marked.row.says {
            if let Some(person) = casework::person_of(text) {
                directory.person_name(person).clone_into(text);
            }
        }
        OnPerson { name: directory.person_name(marked.on).to_owned(), who: who.contains(&marked.on), row: marked.row }
    });
    Ok(dressed.collect())
}

/// What lies outside of what marks on the person whose matter it is allow, a sentence each.
#[must_use]
pub fn outside(procedure: &Procedure, answers: &[(FactId, Value)], marks: &[OnPerson]) -> Vec<String> {
    let mut all = Vec::new();
    for (id, value) in answers {
        let fact = &procedure.facts[*id];
        for mark in marks.iter().filter(|mark| mark.who) {
            let Some((allowed, words)) = mark.row.limits.get(&fact.name) else { continue };
            let name = fact.value_name(procedure, value);
            if !name.is_empty() && name != *allowed {
                let label =
                    fact.choices().iter().find(|choice| choice.name == name).map_or(name.as_str(), |choice| &choice.label);
                all.push(format!(
                    "This lies outside “{}”: {label}, where what is agreed is “{words}”. It is recorded all the same, and must be read.",
                    mark.row.title
                ));
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use axum::extract::{Query, State};
    use serde_json::json;

    use super::*;
    use crate::routes::case::{Told, overview};
    use crate::routes::testing::{CHIEF, CLERK, Deed, LEAD, NAMED, READER, World, body, path};

    async fn course(world: &World, learner: i64, lapsed: bool, minded: bool) -> String {
        let answers =
            json!({ "learner": learner, "name": "Restraint", "lapsed": lapsed, "manner": "together", "minded": minded });
        world.begin("course", "begin", Deed("2017-03-02T09:30:00Z", LEAD, "lead", answers)).await
    }

    async fn talk(world: &World, with: Option<i64>, present: &[i64]) -> String {
        let mut answers = json!({ "topic": "The week", "present": present });
        if let Some(with) = with {
            answers["with"] = json!(with);
        }
        world.begin("talk", "begin", Deed("2017-03-03T09:30:00Z", LEAD, "lead", answers)).await
    }

    /// The marks that somebody is shown on a case: what they are and on whom.
    async fn shown(world: &World, person: i64, case: &str) -> Vec<(String, String)> {
        world.desk(person, case).await.warnings().into_iter().map(|one| (one.title, one.name)).collect()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn marks_stand_on_a_case_for_everybody_whom_the_reader_sees_it_name() {
        let world = World::new().await;
        for (learner, lapsed, minded) in
            [(CLERK, true, false), (READER, true, false), (NAMED, true, true), (CHIEF, false, true), (LEAD, true, true)]
        {
            course(&world, learner, lapsed, minded).await;
        }
        let talk = talk(&world, Some(NAMED), &[CLERK, READER, CHIEF, LEAD]).await;
        let row = |title: &str, name: &str| (title.to_owned(), name.to_owned());
        let (lapsed, together) = ("Training out of date", "Not to be talked to alone");
        // First the person whose matter it is, then the others; never what is on oneself.
        assert_eq!(
            shown(&world, LEAD, &talk).await,
            [
                row(lapsed, "Eve Named"),
                row(together, "Eve Named"),
                row(lapsed, "Dan Clerk"),
                row(lapsed, "Cat Reader"),
                row(together, "Ben Chief"),
            ]
        );
        // The reader does not see who is talked to.
        assert_eq!(
            shown(&world, READER, &talk).await,
            [row(lapsed, "Dan Clerk"), row(together, "Ben Chief"), row(lapsed, "Ada Lead"), row(together, "Ada Lead")]
        );
        // The clerk sees nobody else, and the other mark is not for clerks.
        assert_eq!(shown(&world, CLERK, &talk).await, [row(together, "Eve Named")]);
        let page = async |person| {
            let (visitor, told) = (world.as_person(person).await, Query(Told::default()));
            body(overview(State(world.app.clone()), visitor, path(&talk), told).await.unwrap()).await
        };
        let told = page(LEAD).await;
        assert!(
            told.contains("Training out of date: <span dir=\"auto\">Cat Reader</span>") && told.contains("Restraint"),
            "{told}"
        );
        assert!(!page(CLERK).await.contains("Training out of date"));
        assert!(!page(READER).await.contains("Eve Named"));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_case_shows_no_mark_of_its_own_and_nothing_without_names() {
        let world = World::new().await;
        let own = course(&world, NAMED, true, false).await;
        assert_eq!(shown(&world, LEAD, &own).await, []);
        let other = course(&world, NAMED, false, false).await;
        assert_eq!(shown(&world, LEAD, &other).await.len(), 1);
        let talk = talk(&world, None, &[]).await;
        assert_eq!(shown(&world, LEAD, &talk).await, []);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_agreed_with_somebody_bounds_only_the_cases_that_are_theirs() {
        let world = World::new().await;
        course(&world, NAMED, false, true).await;
        for (with, present, lies_outside) in [(NAMED, &[][..], 1), (CHIEF, &[NAMED], 0)] {
            let desk = world.desk(LEAD, &talk(&world, Some(with), present).await).await;
            assert_eq!(desk.marks.len(), 1);
            let channel = desk.procedure.facts.id("channel").unwrap();
            let said = outside(&desk.procedure, &[(channel, Value::Choice(0))], &desk.marks);
            assert_eq!(said.len(), lies_outside, "{said:?}");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn two_records_of_a_human_being_are_told_as_the_case_names_them() {
        let world = World::new().await;
        course(&world, CLERK, true, false).await;
        world.app.store().person_merge(CLERK, CHIEF, store::Saying::command(world.app.now())).await.unwrap();
        let talk = talk(&world, Some(CHIEF), &[CLERK]).await;
        let marks = world.desk(LEAD, &talk).await.marks;
        assert_eq!(marks.iter().map(|one| (one.name.as_str(), one.who)).collect::<Vec<_>>(), [("Ben Chief", true)]);
    }
}
