//! Keeping what was decided: the entries, the rows derived from them and what is to be sent, in one transaction.

use std::collections::BTreeMap;
use std::sync::Arc;

use casework::{Act, Directory, Entry, Person, State, derive, put_right};
use procedure::{FactId, PersonId, Procedure, Value};

use crate::app::App;
use crate::desk::Desk;
use crate::forms::Read;
use crate::problem::Problem;
use crate::session::Visitor;

/// What came of keeping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// It is on disk; also when the same form was sent before. The references of the cases that were opened with it, in order:
    /// whoever acted may be somebody who must not learn of one of them.
    Done(Vec<String>),
    /// Somebody else was first.
    Stale,
    /// Somebody else recorded what no two cases may have the same.
    Taken(store::Taken),
}

/// Keeps entries of a case that is on a desk.
///
/// # Errors
/// When the store cannot keep them.
pub async fn keep(app: &App, visitor: &Visitor, desk: &Desk, new: Vec<Entry>, form_key: Option<&str>) -> Result<Kept, Problem> {
    keep_with(app, visitor, desk, new, Vec::new(), form_key).await
}

/// Keeps entries of a case that is on a desk, and opens other cases with it.
///
/// # Errors
/// When the store cannot keep them.
pub async fn keep_with(
    app: &App,
    visitor: &Visitor,
    desk: &Desk,
    new: Vec<Entry>,
    opens: Vec<store::NewCase>,
    form_key: Option<&str>,
) -> Result<Kept, Problem> {
    keep_naming(app, visitor, desk, new, opens, Vec::new(), form_key).await
}

/// The same, and adds those whom the entries name and who are not in the directory yet.
///
/// # Errors
/// When the store cannot keep them.
pub async fn keep_naming(
    app: &App,
    visitor: &Visitor,
    desk: &Desk,
    mut new: Vec<Entry>,
    opens: Vec<store::NewCase>,
    people: Vec<(PersonId, store::NewPerson)>,
    form_key: Option<&str>,
) -> Result<Kept, Problem> {
    let rules = desk.rules(app)?;
    let (entries, state) = desk.as_kept(app)?;
    let before = derive(rules, &entries, &state);
    let erases = new.iter().any(|entry| matches!(&entry.act, Act::Step { step, .. } if desk.procedure.steps[*step].erases));
    let mut entries = entries.into_owned();
    let mut state = state.into_owned();
    if erases && let Some(last) = new.last() {
        // What is said now is said of what will be left.
        entries = entries.iter().map(Entry::erased).collect();
        let act = Act::Erased { entries: entries.iter().map(|entry| entry.seq).collect() };
        new.push(Entry { seq: last.seq.saturating_add(1), act, ..last.clone() });
    }
    for entry in &new {
        entries.push(entry.clone());
        state.enter(rules, &entries, entries.len() - 1);
    }
    if put_right(&mut entries) {
        state = State::replay(rules, &entries);
    }
    let after = derive(rules, &entries, &state);
    let append = store::Append {
        entries: new.iter().map(|entry| new_entry(&desk.procedure, entry)).collect(),
        old_rows: Some(&before),
        form_key: form_key.map(str::to_owned),
        opens,
        people,
        erases,
        ..store::Append::new(desk.id, desk.seq(), &after)
    };
    match app.store().case_append(&visitor.actor, append).await {
        Ok(appended) | Err(store::AppendError::AlreadyDone(appended)) => {
            Ok(Kept::Done(appended.opened.into_iter().map(|opened| opened.reference).collect()))
        }
        Err(store::AppendError::Stale { .. }) => Ok(Kept::Stale),
        Err(store::AppendError::Taken(taken)) => Ok(Kept::Taken(taken)),
        Err(store::AppendError::NotFound) => Err(Problem::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// An entry as the store takes it.
#[must_use]
pub fn new_entry(procedure: &Procedure, entry: &Entry) -> store::NewEntry {
    store::NewEntry {
        happened: entry.happened,
        recorded: entry.recorded,
        by: entry.by,
        role: entry.role.map(|role| procedure.roles[role].name.clone()),
        kept: entry.act.keep(procedure),
    }
}

/// An entry as it was kept, read by its procedure.
///
/// # Errors
/// When the procedure has no such thing as the entry names.
pub fn read_entry(procedure: &Procedure, kept: &store::KeptEntry) -> Result<Entry, casework::KeptError> {
    Ok(Entry {
        seq: kept.seq,
        happened: kept.happened,
        recorded: kept.recorded,
        by: kept.by,
        role: kept.role.as_ref().and_then(|role| procedure.roles.id(role)),
        act: casework::Act::read(procedure, &kept.kept)?,
    })
}

/// Answers with people who are not in the directory yet.
pub struct WithNew {
    /// The directory with them in it.
    pub directory: Arc<Directory>,
    /// The answers, naming them.
    pub answers: BTreeMap<FactId, Value>,
    /// People who are to be added with what names them.
    pub people: Vec<(PersonId, store::NewPerson)>,
}

/// The one person of this name who is known from cases only.
fn known_from_cases(directory: &Directory, name: &str) -> Option<PersonId> {
    let mut found = directory.people.values().filter(|person| {
        person.name == name
            && directory.human(person.id) == person.id
            && !directory.unresolved.contains(&person.id)
            && !directory.nobody.contains(&person.id)
            && person.organisation.is_none()
            && person.job.is_empty()
            && !directory.grants.contains_key(&person.id)
    });
    found.next().map(|person| person.id).filter(|_| found.next().is_none())
}

/// The answers with people who are in no list, so that a step can be judged before anybody is added. With `keep` they have the
/// numbers under which they are added with it, or are the people whom cases know by exactly this name; until then all of them are
/// strangers, so that no page depends on what cases name, and nobody ever is added if it is refused.
///
/// # Errors
/// When the store cannot give numbers.
pub async fn with_new_people(app: &App, directory: &Arc<Directory>, read: &Read, keep: bool) -> Result<WithNew, Problem> {
    let mut with = WithNew { directory: directory.clone(), answers: read.answers.clone(), people: Vec::new() };
    let count = read.new_people.values().map(|(_, names)| names.len()).sum();
    if count == 0 {
        return Ok(with);
    }
    let first = if keep { app.store().people_reserve(count).await? } else { PersonId::MIN };
    let mut ids = first..;
    let mut with_them = Directory::clone(directory);
    for (fact, (known, names)) in &read.new_people {
        let mut people = known.clone();
        for (name, id) in names.iter().zip(&mut ids) {
            let known = known_from_cases(directory, name).filter(|_| keep && !read.unresolved.contains(fact));
            people.push(known.unwrap_or(id));
            if known.is_some() {
                continue;
            }
            let person = Person { id, name: name.clone(), organisation: None, grade: None, job: String::new() };
            with_them.people.insert(id, person);
            let unresolved = read.unresolved.contains(fact);
            if unresolved {
                with_them.unresolved.insert(id);
            }
            with.people.push((id, store::NewPerson { name: name.clone(), unresolved, ..store::NewPerson::default() }));
        }
        let value = match people.as_slice() {
            [person] if read.single.contains(fact) => Value::Person(*person),
            _ => Value::People(people.into()),
        };
        with.answers.insert(*fact, value);
    }
    with.directory = Arc::new(with_them);
    Ok(with)
}

/// The state and rows of entries that begin a case.
///
/// # Errors
/// When the procedure's calendar is not to hand.
pub fn first_rows(app: &App, procedure: &Procedure, entries: &[Entry]) -> Result<casework::Rows, Problem> {
    let rules = app.rules(procedure)?;
    let state = State::replay(rules, entries);
    Ok(derive(rules, entries, &state))
}
