//! How many entries a second reach the disk: bare inserts one at a time, then appends by one and by sixteen at once.
//!
//! `REDRESS_BENCH_DIR` names a folder on the disk to be measured; by default it is the system's folder of temporary files.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a measurement may stop at any surprise")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use casework::entry::Kept;
use casework::{Actor, AudienceRow, DutyRow, Grant, Rows, SightRow};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use store::{Append, KeptProcedure, NewCase, NewEntry, NewPerson, OpenOptions, Store};

const TIME: Duration = Duration::from_secs(6);

/// How long the cases get before a new one is opened.
const ENTRIES: u32 = 40;

/// The number in the next reference.
static NEXT: AtomicU32 = AtomicU32::new(1);

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let folder = std::env::var_os("REDRESS_BENCH_DIR").map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = folder.join(format!("redress-bench-append-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    runtime.block_on(async {
        let bare = bare(&folder.join("bare.db")).await;
        println!("bare durable inserts, one at a time   {bare:>8.0} /s");
        for appenders in [1, 16, 64] {
            let (rate, p50, p99, batch) = appends(&folder.join(format!("store-{appenders}.db")), appenders).await;
            println!(
                "appends with rows, {appenders:>2} at once          {rate:>8.0} /s   p50 {:>6.2} ms   p99 {:>6.2} ms   {:.1} times bare, {batch:.1} a sync",
                millis(p50),
                millis(p99),
                rate / bare
            );
        }
    });
    std::fs::remove_dir_all(&folder).unwrap();
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// What the disk allows: rows of 600 bytes, each in a transaction of its own.
async fn bare(path: &Path) -> f64 {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let mut connection = options.connect().await.unwrap();
    sqlx::query("CREATE TABLE entry (id INTEGER PRIMARY KEY, content TEXT)").execute(&mut connection).await.unwrap();
    let (start, mut count) = (Instant::now(), 0_u32);
    while start.elapsed() < TIME {
        sqlx::query("INSERT INTO entry (content) VALUES (?)").bind("x".repeat(600)).execute(&mut connection).await.unwrap();
        count += 1;
    }
    f64::from(count) / start.elapsed().as_secs_f64()
}

async fn appends(path: &Path, appenders: usize) -> (f64, Duration, Duration, f64) {
    let store = Store::open(path, OpenOptions::default()).await.unwrap();
    let kept = KeptProcedure {
        id: "complaints".into(),
        version: "1".into(),
        hash: "ab".into(),
        text: String::new(),
        letters: BTreeMap::new(),
    };
    store.procedure_keep(kept).await.unwrap();
    store.person_add(NewPerson { name: "Sam Lee".into(), ..NewPerson::default() }).await.unwrap();
    let start = Instant::now();
    let tasks: Vec<_> = (0..appenders).map(|_| tokio::spawn(appender(store.clone(), start))).collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.unwrap());
    }
    let rate = f64::from(u32::try_from(times.len()).unwrap()) / start.elapsed().as_secs_f64();
    times.sort_unstable();
    let report = store.verify(&mut |_, _| {}).await.unwrap();
    assert!(report.faults.is_empty());
    let batch = f64::from(u32::try_from(report.entries).unwrap()) / f64::from(u32::try_from(report.seals).unwrap());
    store.close().await;
    (rate, times[times.len() / 2], times[times.len() * 99 / 100], batch)
}

async fn appender(store: Store, start: Instant) -> Vec<Duration> {
    let actor = Actor { person: 1, grade: None, grants: vec![Grant { role: "hub".into(), site: None }] };
    let mut times = Vec::new();
    while start.elapsed() < TIME {
        let mut rows = first_rows();
        let derived = rows.clone();
        let new = NewCase {
            procedure: "complaints".into(),
            version: "1".into(),
            hash: "ab".into(),
            references: {
                let first = NEXT.fetch_add(1, Ordering::Relaxed);
                Box::new(move |further| format!("DC/2017/{:05}", first + further))
            },
            entries: vec![entry(0)],
            rows_for: Box::new(move |_| Ok(derived.clone())),
            outbox: Vec::new(),
            people: Vec::new(),
            form_key: None,
        };
        let opened = store.case_open(&actor, new).await.unwrap();
        for seq in 1..ENTRIES {
            if start.elapsed() >= TIME {
                break;
            }
            let next = next_rows(&rows, seq);
            let append = Append {
                entries: vec![entry(seq)],
                old_rows: Some(&rows),
                form_key: Some(format!("{}-{seq}", opened.id)),
                ..Append::new(opened.id, seq, &next)
            };
            let before = Instant::now();
            if let Err(error) = store.case_append(&actor, append).await {
                panic!("{error}");
            }
            times.push(before.elapsed());
            rows = next;
        }
    }
    times
}

fn moment(seq: u32) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_hours(i64::from(seq))
}

/// About 600 bytes.
fn entry(seq: u32) -> NewEntry {
    let words = "The officer on the landing said that the kitchen was closed and that nobody would be told why. ".repeat(5);
    NewEntry {
        happened: moment(seq),
        recorded: moment(seq),
        by: 1,
        role: Some("hub".into()),
        kept: Kept {
            frame: json!({ "act": "step", "step": "note", "letters": [], "notices": [] }),
            content: json!({ "facts": { "note": words, "day": "2017-03-08" }, "letters": [], "notices": [] }),
        },
    }
}

fn first_rows() -> Rows {
    let sight = |text: &str| SightRow {
        who: "Alex Doe".into(),
        about: "Food, Heath House".into(),
        filters: BTreeMap::from([("category".into(), "service-delivery".into())]),
        text: text.into(),
        site: None,
    };
    let see = |role: &str, sight| AudienceRow { role: role.into(), sight };
    Rows {
        subject: None,
        links: Vec::new(),
        tallies: Vec::new(),
        marks: Vec::new(),
        keys: Vec::new(),
        stage: "received".into(),
        open: true,
        site: None,
        received: moment(0),
        closed: None,
        walled: Vec::new(),
        sights: vec![sight("The soup was cold and the bread was old, three days in a row."), sight("Food")],
        audience: vec![see("hub", 0), see("monitor", 1), see("responder", 0)],
        parties: Vec::new(),
        duties: (0..3).map(|number| duty(number, number)).collect(),
    }
}

/// One duty is met, one begins; now and then there is more to search.
fn next_rows(rows: &Rows, seq: u32) -> Rows {
    let mut next = rows.clone();
    next.stage = if seq % 8 < 4 { "received".into() } else { "allocated".into() };
    if let Some(met) = next.duties.iter_mut().find(|duty| duty.open) {
        met.open = false;
        met.met = Some(moment(seq));
    }
    next.duties.push(duty(seq, seq));
    next.duties.drain(..next.duties.len().saturating_sub(8));
    if seq.is_multiple_of(4) {
        next.sights[0].text = format!("The soup was cold and the bread was old, {seq} days in a row. No answer came.");
    }
    next
}

fn duty(number: u32, hour: u32) -> DutyRow {
    DutyRow {
        duty: "reply".into(),
        number,
        title: "Answer the complaint".into(),
        roles: vec!["responder".into()],
        people: Vec::new(),
        holder: None,
        step: Some("reply".into()),
        owed_from: moment(hour),
        due: Some(moment(hour + 480)),
        due_day: Some(jiff::civil::date(2017, 4, 5)),
        open: true,
        met: None,
        soft: false,
        provisional: false,
    }
}
