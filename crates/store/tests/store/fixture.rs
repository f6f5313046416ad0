//! A small world to test in. An entry's content carries the rows that are to be derived from it, so that the store can
//! be tested without an engine.

use std::collections::BTreeMap;
use std::path::Path;

use casework::entry::Kept;
use casework::{Actor, AudienceRow, DutyRow, Grant, Rows, SightRow};
use jiff::{SignedDuration, Timestamp};
use procedure::PersonId;
use serde_json::json;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};
use store::{
    Append, AppendError, Appended, CaseHead, KeptEntry, KeptProcedure, NewCase, NewEntry, NewPerson, OpenCaseError, OpenOptions,
    Opened, References, Saying, Store,
};

/// Monday, 6 March 2017, 09:30 in London.
pub(crate) fn start() -> Timestamp {
    "2017-03-06T09:30:00Z".parse().unwrap()
}

pub(crate) fn hours(hours: i64) -> Timestamp {
    start() + SignedDuration::from_hours(hours)
}

/// What is said on the command line.
pub(crate) fn saying() -> Saying {
    Saying::command(start())
}

pub(crate) async fn procedure(store: &Store) {
    let text = "# Complaints".to_owned();
    let kept = KeptProcedure { id: "complaints".into(), version: "1".into(), hash: "ab".into(), text, letters: BTreeMap::new() };
    store.procedure_keep(kept).await.unwrap();
}

/// A store in memory with the procedure and so many people, numbered from 1.
pub(crate) async fn memory(people: usize) -> Store {
    let store = Store::open_memory().await.unwrap();
    procedure(&store).await;
    add_people(&store, people).await;
    store
}

pub(crate) async fn file(path: &Path, people: usize) -> Store {
    let store = Store::open(path, OpenOptions::default()).await.unwrap();
    procedure(&store).await;
    add_people(&store, people).await;
    store
}

pub(crate) async fn add_people(store: &Store, people: usize) {
    for number in 1..=people {
        store.person_add(NewPerson { name: format!("Person {number}"), ..NewPerson::default() }).await.unwrap();
    }
}

/// A connection of another program, which keeps no rule.
pub(crate) async fn raw(path: &Path) -> SqliteConnection {
    let mut connection = SqliteConnectOptions::new().filename(path).foreign_keys(false).connect().await.unwrap();
    for rule in ["entry_stays", "entry_as_it_was", "seal_stays", "seal_as_it_was"] {
        run(&mut connection, &format!("DROP TRIGGER IF EXISTS {rule}")).await;
    }
    connection
}

pub(crate) async fn run(connection: &mut SqliteConnection, sql: &str) -> u64 {
    let done = sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(connection).await;
    done.unwrap_or_else(|error| panic!("{sql}: {error}")).rows_affected()
}

pub(crate) async fn alter(path: &Path, sql: &str) {
    let mut connection = raw(path).await;
    let rows = run(&mut connection, sql).await;
    assert!(rows > 0, "{sql} changes nothing");
    connection.close().await.unwrap();
}

/// Somebody who holds roles for all sites.
pub(crate) fn actor(person: PersonId, roles: &[&str]) -> Actor {
    let grants = roles.iter().map(|role| Grant { role: (*role).to_owned(), site: None }).collect();
    Actor { person, grade: None, grants }
}

/// Rows of an open case that the hub sees, with nothing owed.
pub(crate) fn rows(text: &str) -> Rows {
    Rows {
        subject: None,
        links: Vec::new(),
        tallies: Vec::new(),
        marks: Vec::new(),
        keys: Vec::new(),
        stage: "received".into(),
        open: true,
        site: None,
        received: start(),
        closed: None,
        walled: Vec::new(),
        sights: vec![SightRow {
            who: "Alex Doe".into(),
            about: "Food".into(),
            filters: BTreeMap::from([("category".into(), "service".into())]),
            text: text.into(),
            site: None,
        }],
        audience: vec![AudienceRow { role: "hub".into(), sight: 0 }],
        parties: Vec::new(),
        duties: Vec::new(),
    }
}

pub(crate) fn duty(name: &str, roles: &[&str], due: Option<Timestamp>) -> DutyRow {
    DutyRow {
        duty: name.into(),
        number: 1,
        title: format!("Do “{name}”"),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        people: Vec::new(),
        holder: None,
        step: Some(name.into()),
        owed_from: start(),
        due,
        due_day: due.map(|due| due.to_zoned(jiff::tz::TimeZone::UTC).date()),
        open: true,
        met: None,
        soft: false,
        provisional: false,
    }
}

pub(crate) fn entry(by: PersonId, happened: Timestamp, rows: &Rows) -> NewEntry {
    NewEntry {
        happened,
        recorded: happened,
        by,
        role: Some("hub".into()),
        kept: Kept { frame: json!({ "act": "step", "step": "log" }), content: json!({ "rows": rows }) },
    }
}

/// What the engine is in these tests: the rows that the last entry carries.
pub(crate) fn derive(_: &CaseHead, entries: &[KeptEntry]) -> Result<Rows, String> {
    let last = entries.iter().rev().find(|entry| !entry.erased).ok_or("there is no entry")?;
    serde_json::from_value(last.kept.content["rows"].clone()).map_err(|error| error.to_string())
}

/// References that count up, so that tests can say which case is which.
pub(crate) fn numbered(before: &'static str) -> References {
    Box::new(move |number| format!("{before}{:05}", number + 1))
}

pub(crate) fn new_case(by: PersonId, rows: &Rows) -> NewCase {
    let derived = rows.clone();
    NewCase {
        procedure: "complaints".into(),
        version: "1".into(),
        hash: "ab".into(),
        references: numbered("DC/2017/"),
        entries: vec![entry(by, start(), rows)],
        rows_for: Box::new(move |_| Ok(derived.clone())),
        outbox: Vec::new(),
        people: Vec::new(),
        form_key: None,
    }
}

pub(crate) async fn open(store: &Store, by: PersonId, rows: &Rows) -> Opened {
    try_open(store, by, rows).await.unwrap()
}

pub(crate) async fn try_open(store: &Store, by: PersonId, rows: &Rows) -> Result<Opened, OpenCaseError> {
    store.case_open(&actor(by, &["hub"]), new_case(by, rows)).await
}

/// Appends one entry that carries its rows.
pub(crate) async fn append(
    store: &Store,
    by: &Actor,
    case: i64,
    seq: u32,
    old: Option<&Rows>,
    new: &Rows,
) -> Result<Appended, AppendError> {
    store.case_append(by, change(by.person, case, seq, old, new)).await
}

pub(crate) fn change<'a>(by: PersonId, case: i64, seq: u32, old: Option<&'a Rows>, new: &'a Rows) -> Append<'a> {
    Append { entries: vec![entry(by, hours(i64::from(seq)), new)], old_rows: old, ..Append::new(case, seq, new) }
}

/// Makes the entry one that lists others as destroyed.
pub(crate) fn marked<'a>(mut append: Append<'a>, listed: &[u32]) -> Append<'a> {
    append.entries[0].kept.frame = json!({ "act": "erase", "entries": listed });
    append
}

/// What is wrong, as sentences.
pub(crate) async fn faults(store: &Store) -> Vec<String> {
    let report = store.verify(&mut |_, _| {}).await.unwrap();
    report.faults.iter().map(ToString::to_string).collect()
}

/// That all is as it was recorded, and all rows are those that follow from it.
pub(crate) async fn assert_sound(store: &Store) {
    assert_eq!(faults(store).await, Vec::<String>::new());
    let report = store.rebuild(&derive, false, &mut |_, _| {}).await.unwrap();
    assert_eq!(report.differing, BTreeMap::new());
    assert_eq!(report.failed, Vec::new());
}

/// Polls all in turn, so that every request is sent before the first is answered.
pub(crate) async fn join_all<T>(futures: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut futures: Vec<_> = futures.map(Box::pin).collect();
    let mut outcomes: Vec<Option<T>> = futures.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, outcome) in futures.iter_mut().zip(&mut outcomes) {
            if outcome.is_none()
                && let std::task::Poll::Ready(done) = future.as_mut().poll(context)
            {
                *outcome = Some(done);
            }
        }
        if outcomes.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    outcomes.into_iter().flatten().collect()
}
