//! What the measurements over a hundred thousand cases share: a store full of cases, and how long calls took.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a measurement may stop at any surprise")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use casework::entry::Kept;
use casework::{Actor, Grant, Rows, SightRow};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::{Append, KeptProcedure, NewCase, NewEntry, NewPerson, OpenOptions, References, Store};

/// How many cases one append opens.
const OPENED: u32 = 200;

/// Runs a measurement in a folder of its own, and takes the folder away.
pub(crate) fn in_folder(name: &str, measure: impl AsyncFnOnce(&std::path::Path)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let folder = std::env::var_os("REDRESS_BENCH_DIR").map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = folder.join(format!("redress-bench-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    runtime.block_on(measure(&folder));
    std::fs::remove_dir_all(&folder).unwrap();
}

/// How long calls took, and how much they gave on the whole.
pub(crate) struct Times {
    pub(crate) took: Vec<Duration>,
    lines: usize,
}

impl Times {
    pub(crate) fn new() -> Self {
        Self { took: Vec::new(), lines: 0 }
    }

    pub(crate) async fn of<T, E: std::fmt::Debug>(
        &mut self,
        call: impl Future<Output = Result<T, E>>,
        lines: impl Fn(&T) -> usize,
    ) {
        let start = Instant::now();
        let found = call.await.unwrap();
        self.took.push(start.elapsed());
        self.lines += lines(&found);
    }

    pub(crate) fn report(mut self, name: &str) {
        self.took.sort_unstable();
        let at = |share: usize| self.took[self.took.len() * share / 100].as_secs_f64() * 1000.0;
        let lines = self.lines / self.took.len();
        println!("{name:<50} {lines:>6} lines   p50 {:>7.2} ms   p99 {:>7.2} ms", at(50), at(99));
    }
}

pub(crate) fn actor(person: i64, roles: &[(&str, Option<i64>)]) -> Actor {
    let grants = roles.iter().map(|(role, site)| Grant { role: (*role).to_owned(), site: *site }).collect();
    Actor { person, grade: None, grants }
}

/// A store with so many people and cases, each with the rows of its number, from 0. One more case opens them all.
pub(crate) async fn fill(path: &std::path::Path, people: u32, cases: u32, rows: fn(u32) -> Rows) -> Store {
    let start = Instant::now();
    let store = Store::open(path, OpenOptions::default()).await.unwrap();
    let kept = KeptProcedure {
        id: "complaints".into(),
        version: "1".into(),
        hash: "ab".into(),
        text: String::new(),
        letters: BTreeMap::new(),
    };
    store.procedure_keep(kept).await.unwrap();
    for number in 0..people {
        store.person_add(NewPerson { name: format!("Person {number}"), ..NewPerson::default() }).await.unwrap();
    }
    let clerk = actor(1, &[("hub", None)]);
    let plain = Rows { links: Vec::new(), ..rows(0) };
    let opener = store.case_open(&clerk, NewCase { references: Box::new(|_| "OPENER".into()), ..new_case(plain.clone()) });
    let opener = opener.await.unwrap().id;
    for (turn, start) in (1..).zip((0..cases).step_by(OPENED as usize)) {
        let opens = (start..start + OPENED).map(|number| new_case(rows(number))).collect();
        let append = Append { entries: vec![entry(&plain)], old_rows: Some(&plain), opens, ..Append::new(opener, turn, &plain) };
        store.case_append(&clerk, append).await.unwrap();
    }
    println!("{cases} cases opened, {OPENED} with each append, in {:.1} s", start.elapsed().as_secs_f64());
    store
}

/// The reference of the case of a number.
pub(crate) fn reference(number: u32) -> String {
    format!("DC/2017/{:05}", number + 1)
}

/// References that count up.
fn counted(before: &'static str) -> References {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let first = NEXT.fetch_add(1, Ordering::Relaxed);
    Box::new(move |further| format!("{before}{:05}", first + further))
}

fn new_case(rows: Rows) -> NewCase {
    NewCase {
        procedure: "complaints".into(),
        version: "1".into(),
        hash: "ab".into(),
        references: counted("DC/2017/"),
        entries: vec![entry(&rows)],
        rows_for: Box::new(move |_| Ok(rows.clone())),
        outbox: Vec::new(),
        people: Vec::new(),
        form_key: None,
    }
}

pub(crate) fn entry(rows: &Rows) -> NewEntry {
    NewEntry {
        happened: rows.received,
        recorded: rows.received,
        by: 1,
        role: Some("hub".into()),
        kept: Kept {
            frame: json!({ "act": "step", "step": "log" }),
            content: json!({ "facts": { "text": rows.sights[0].text } }),
        },
    }
}

pub(crate) fn hour(hour: u32) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_hours(i64::from(hour))
}

pub(crate) fn sight(text: String) -> SightRow {
    SightRow { who: "Alex Doe".into(), about: "Food, Heath House".into(), filters: BTreeMap::new(), text, site: None }
}
