//! Acting in somebody's name without a page: how a demonstration fills itself, by the same path as a request.

use std::collections::BTreeMap;
use std::sync::Arc;

use casework::{Act, Actor, Attempt, Before, Entry, Refusal, State, prepare};
use jiff::Timestamp;
use procedure::{FactId, Kind, Procedure, Step, Value};
use serde_json::Value as Json;

use crate::app::App;
use crate::desk::Desk;
use crate::keep::{Kept, first_rows, keep_with};
use crate::opening::{new_case, opened, others, version_for};
use crate::post::issue;
use crate::problem::Problem;
use crate::session::{Visitor, visitor};

/// Somebody who acts without being signed in: from the command line, or in a demonstration.
#[must_use]
pub fn acting(app: &App, actor: Actor) -> Visitor {
    visitor(app, actor, String::new(), String::new())
}

/// What somebody does, at a time, with these answers by the names of the facts.
#[derive(Debug, Clone)]
pub struct Deed<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// The step's name.
    pub step: &'a str,
    /// When.
    pub at: Timestamp,
    /// The answers.
    pub answers: &'a BTreeMap<String, Json>,
}

fn refused(step: &str, refused: &[Refusal]) -> Problem {
    let reasons: Vec<&str> = refused.iter().map(|one| one.in_full()).collect();
    Problem::Fault(format!("“{step}” was refused: {}", reasons.join(" ")))
}

/// The answers as values. What must be answered and is not gets something plain.
fn answers(
    procedure: &Procedure,
    step: &Step,
    given: &BTreeMap<String, Json>,
    known: impl Fn(FactId) -> bool,
) -> Result<BTreeMap<FactId, Value>, Problem> {
    let mut values = BTreeMap::new();
    for (name, json) in given {
        let asked = procedure.facts.id(name).filter(|id| step.asks.iter().any(|ask| ask.fact == *id));
        let id = asked.ok_or_else(|| Problem::Fault(format!("“{}” does not ask for “{name}”", step.name)))?;
        let value = procedure.value_from_json(&procedure.facts[id], json);
        values.insert(id, value.map_err(|error| Problem::Fault(format!("“{}”: {error}", step.name)))?);
    }
    for ask in step.asks.iter().filter(|ask| ask.required) {
        if values.contains_key(&ask.fact) || known(ask.fact) {
            continue;
        }
        let plain = match &procedure.facts[ask.fact].kind {
            Kind::Choice(_) => Value::Choice(0),
            Kind::YesNo => Value::YesNo(false),
            Kind::Text { .. } => Value::text("Nothing to add."),
            Kind::Number | Kind::Money => Value::Number(0),
            _ => continue,
        };
        values.insert(ask.fact, plain);
    }
    Ok(values)
}

/// A case after somebody acted.
#[derive(Debug, Clone)]
pub struct Acted {
    /// Its reference.
    pub reference: String,
    /// The version that it is run under.
    pub procedure: Arc<Procedure>,
    /// What happened in it.
    pub entries: Vec<Entry>,
    /// Where that led.
    pub state: State,
    /// The cases that were opened with it, in order.
    pub opened: Vec<Begun>,
}

/// Begins a case.
///
/// # Errors
/// When there is no such step, or it is refused; faults of the store.
pub async fn begin(app: &App, id: &str, deed: &Deed<'_>) -> Result<Acted, Problem> {
    let procedure = version_for(app, id, deed.at).ok_or(Problem::NotFound)?;
    let step = procedure.steps.id(deed.step).ok_or_else(|| Problem::Fault(format!("there is no step “{}”", deed.step)))?;
    let rules = app.rules(procedure)?;
    let directory = app.directory();
    let state = State::replay(rules, &[]);
    let answers = answers(procedure, &procedure.steps[step], deed.answers, |_| false)?;
    let others = others(app, procedure, |_| None, &answers, None, deed.at).await?;
    let reference = procedure.head.reference.replace("{code}", "…");
    let before = Before { reference: &reference, entries: &[], state: &state, others: &others };
    let attempt = Attempt { step, happened: deed.at, answers };
    let prepared = prepare(rules, &directory, before, deed.actor, &attempt, deed.at).map_err(|why| refused(deed.step, &why))?;
    let mut made = Vec::new();
    for letter in &prepared.letters {
        made.push(issue(app, procedure, &reference, letter, deed.at).await?);
    }
    let entries = vec![prepared.finish(made)];
    let rows = first_rows(app, procedure, &entries)?;
    let new = new_case(app, procedure, rules, &entries, rows, deed.at);
    let opened = app.store().case_open(deed.actor, new).await?;
    let state = State::replay(rules, &entries);
    Ok(Acted { reference: opened.reference, procedure: procedure.clone(), entries, state, opened: Vec::new() })
}

/// A case that was opened by a step of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// The id of its procedure.
    pub procedure: String,
    /// Its reference.
    pub reference: String,
}

/// Takes a step of a case.
///
/// # Errors
/// When the case is not known to whoever acts, there is no such step, or it is refused; faults of the store.
pub async fn take(app: &App, reference: &str, deed: &Deed<'_>) -> Result<Acted, Problem> {
    let visitor = acting(app, deed.actor.clone());
    let desk = Desk::find(app, &visitor, reference).await?;
    let procedure = &desk.procedure;
    let step = procedure.steps.id(deed.step).ok_or_else(|| Problem::Fault(format!("there is no step “{}”", deed.step)))?;
    let rules = desk.rules(app)?;
    let directory = app.directory();
    let whole = desk.whole();
    let answers = answers(procedure, &procedure.steps[step], deed.answers, |fact| {
        whole.state.facts.get(fact).is_some() && !procedure.facts[fact].afresh
    })?;
    let known = |fact| whole.state.facts.get(fact).cloned();
    let others = others(app, procedure, known, &answers, Some(desk.id), deed.at).await?;
    let before = Before { reference: &desk.reference, entries: whole.entries, state: whole.state, others: &others };
    let attempt = Attempt { step, happened: deed.at, answers };
    let prepared = prepare(rules, &directory, before, deed.actor, &attempt, deed.at).map_err(|why| refused(deed.step, &why))?;
    let mut made = Vec::new();
    for letter in &prepared.letters {
        made.push(issue(app, procedure, &desk.reference, letter, deed.at).await?);
    }
    let role = prepared.entry().role.map(|role| procedure.roles[role].name.clone());
    let mut opens = Vec::new();
    let procedures: Vec<String> = prepared.opens.iter().map(|opening| opening.procedure.clone()).collect();
    for opening in &prepared.opens {
        opens.push(opened(app, &visitor, &directory, role.as_deref(), opening, deed.at, deed.at).await?);
    }
    let entry = prepared.finish(made);
    match keep_with(app, &visitor, &desk, vec![entry.clone()], opens, None).await? {
        Kept::Done(opened) => {
            let opened = procedures.into_iter().zip(opened).map(|(procedure, reference)| Begun { procedure, reference });
            let mut entries = whole.entries.to_vec();
            entries.push(entry);
            let state = State::replay(rules, &entries);
            Ok(Acted {
                reference: desk.reference.clone(),
                procedure: desk.procedure.clone(),
                entries,
                state,
                opened: opened.collect(),
            })
        }
        Kept::Stale => Err(Problem::Fault(format!("{reference} changed while “{}” was taken", deed.step))),
        Kept::Taken(taken) => Err(Problem::Fault(format!("“{}” was refused: another case has its “{}”", deed.step, taken.fact))),
    }
}

/// Files a document with a case.
///
/// # Errors
/// When the case is not known to whoever files it, or they may not see its documents; faults of the store.
pub async fn file(app: &App, reference: &str, actor: &Actor, at: Timestamp, name: &str, bytes: Vec<u8>) -> Result<(), Problem> {
    let visitor = visitor(app, actor.clone(), String::new(), String::new());
    let desk = Desk::find(app, &visitor, reference).await?;
    if !desk.sight.documents() {
        return Err(Problem::NotFound);
    }
    let document = app.store().document_put(name, bytes.into()).await?;
    let role = desk.role_of(&visitor);
    let seq = desk.seq().saturating_add(1);
    let entry = Entry { seq, happened: at, recorded: at, by: actor.person, role, act: Act::Filed { document } };
    match keep_with(app, &visitor, &desk, vec![entry], Vec::new(), None).await? {
        Kept::Done(_) => Ok(()),
        Kept::Stale | Kept::Taken(_) => Err(Problem::Fault(format!("{reference} changed while a document was filed"))),
    }
}
