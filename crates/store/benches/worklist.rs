//! How long the pages that people open all day take, over ten thousand open cases with three open duties each.
//!
//! `REDRESS_BENCH_DIR` names a folder on the disk to be used; by default it is the system's folder of temporary files.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a measurement may stop at any surprise")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use casework::entry::Kept;
use casework::{Actor, AudienceRow, DutyRow, Grant, PartyRow, Rows, SightRow};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::{
    CaseFilter, CaseSort, DutyFilter, DutyScope, DutyTimes, KeptProcedure, NewCase, NewEntry, NewPerson, OpenOptions, Store,
};

const CASES: u32 = 10_000;
const SITES: i64 = 20;
const PEOPLE: i64 = 200;
const ROUNDS: usize = 300;

/// The number in the next reference.
static NEXT: AtomicU32 = AtomicU32::new(1);

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let folder = std::env::var_os("REDRESS_BENCH_DIR").map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = folder.join(format!("redress-bench-worklist-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    runtime.block_on(async {
        let start = Instant::now();
        let store = world(&folder.join("redress.db")).await;
        println!("{CASES} cases opened in {:.1} s; memory {}", start.elapsed().as_secs_f64(), memory());
        measure(&store).await;
        println!("memory {}", memory());
        store.close().await;
    });
    std::fs::remove_dir_all(&folder).unwrap();
}

/// What the system says the program keeps in memory, where it says so.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .map_or_else(|| "unknown".to_owned(), |size| size.trim().to_owned())
}

async fn measure(store: &Store) {
    let times = DutyTimes { now: hour(1000), today: jiff::civil::date(1970, 2, 11), week_ends: jiff::civil::date(1970, 2, 15) };
    let people = [
        ("who answers at one site", actor(5, &[("responder", Some(3))])),
        ("who answers everywhere", actor(5, &[("responder", None)])),
        ("who holds every role", actor(5, &[("hub", None), ("responder", None), ("manager", None), ("monitor", None)])),
    ];
    for (who, actor) in &people {
        for (name, scope) in [("mine", DutyScope::Mine), ("team", DutyScope::Team)] {
            let filter = DutyFilter { scope, ..DutyFilter::default() };
            let total = store.duty_page(actor, &filter, &times).await.unwrap().total;
            let mut took = Vec::new();
            for _ in 0..ROUNDS {
                let start = Instant::now();
                store.duty_page(actor, &filter, &times).await.unwrap();
                took.push(start.elapsed());
            }
            report(&format!("duty_page {name}, {who}"), total, took);
        }
    }
    let lists = [
        ("case_list", CaseFilter::default()),
        ("case_list of a word", CaseFilter { text: Some("soup".into()), ..CaseFilter::default() }),
        ("case_list of a rare word", CaseFilter { text: Some("word77".into()), ..CaseFilter::default() }),
        ("case_list of late ones", CaseFilter { overdue: true, sort: CaseSort::Due, ..CaseFilter::default() }),
    ];
    for (who, actor) in [&people[0], &people[2]] {
        for (name, filter) in &lists {
            let total = store.case_list(actor, filter, times.now).await.unwrap().total;
            let mut took = Vec::new();
            for _ in 0..ROUNDS / 6 {
                let start = Instant::now();
                store.case_list(actor, filter, times.now).await.unwrap();
                took.push(start.elapsed());
            }
            report(&format!("{name}, {who}"), total, took);
        }
        let mut took = Vec::new();
        for _ in 0..ROUNDS / 6 {
            let start = Instant::now();
            store.stage_counts(actor, "complaints").await.unwrap();
            took.push(start.elapsed());
        }
        report(&format!("stage_counts, {who}"), 0, took);
    }
    let mut took = Vec::new();
    for number in 1..=u32::try_from(ROUNDS).unwrap() {
        let start = Instant::now();
        store.case_load(&people[2].1, &format!("DC/2017/{:05}", number * 30)).await.unwrap();
        took.push(start.elapsed());
    }
    report("case_load", 1, took);
}

fn report(name: &str, total: u64, mut took: Vec<Duration>) {
    took.sort_unstable();
    let at = |share: usize| took[took.len() * share / 100].as_secs_f64() * 1000.0;
    println!("{name:<50} {total:>6} lines   p50 {:>7.2} ms   p99 {:>7.2} ms", at(50), at(99));
}

fn actor(person: i64, roles: &[(&str, Option<i64>)]) -> Actor {
    let grants = roles.iter().map(|(role, site)| Grant { role: (*role).to_owned(), site: *site }).collect();
    Actor { person, grade: None, grants }
}

async fn world(path: &std::path::Path) -> Store {
    let store = Store::open(path, OpenOptions::default()).await.unwrap();
    let kept = KeptProcedure {
        id: "complaints".into(),
        version: "1".into(),
        hash: "ab".into(),
        text: String::new(),
        letters: BTreeMap::new(),
    };
    store.procedure_keep(kept).await.unwrap();
    for number in 0..PEOPLE {
        store.person_add(NewPerson { name: format!("Person {number}"), ..NewPerson::default() }).await.unwrap();
    }
    let openers: Vec<_> = (0..128).map(|start| tokio::spawn(opener(store.clone(), start))).collect();
    for opener in openers {
        opener.await.unwrap();
    }
    store
}

async fn opener(store: Store, start: u32) {
    let clerk = actor(PEOPLE, &[("hub", None)]);
    for number in (start..CASES).step_by(128) {
        let rows = rows(number);
        let entry = NewEntry {
            happened: rows.received,
            recorded: rows.received,
            by: PEOPLE,
            role: Some("hub".into()),
            kept: Kept {
                frame: json!({ "act": "step", "step": "log" }),
                content: json!({ "facts": { "text": rows.sights[0].text } }),
            },
        };
        let new = NewCase {
            procedure: "complaints".into(),
            version: "1".into(),
            hash: "ab".into(),
            references: {
                let first = NEXT.fetch_add(1, Ordering::Relaxed);
                Box::new(move |further| format!("DC/2017/{:05}", first + further))
            },
            entries: vec![entry],
            rows_for: Box::new(move |_| Ok(rows.clone())),
            outbox: Vec::new(),
            people: Vec::new(),
            form_key: None,
        };
        store.case_open(&clerk, new).await.unwrap();
    }
}

fn hour(hour: u32) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_hours(i64::from(hour))
}

fn rows(number: u32) -> Rows {
    let sight = |text: String| SightRow {
        who: "Alex Doe".into(),
        about: "Food, Heath House".into(),
        filters: BTreeMap::from([("category".into(), if number.is_multiple_of(3) { "service" } else { "conduct" }.into())]),
        text,
        site: Some(i64::from(number) % SITES + 1),
    };
    let see = |role: &str, sight| AudienceRow { role: role.into(), sight };
    let n = i64::from(number);
    // Views differ by what was asked: some cases are hidden from the monitor, some from the manager.
    let mut audience = vec![see("hub", 0), see("manager", 0), see("monitor", 1), see("responder", 0)];
    match number % 7 {
        0 => audience.retain(|row| row.role != "monitor"),
        1 => audience.retain(|row| row.role != "manager"),
        2 => audience[2].sight = 0,
        _ => {}
    }
    let person = n % (PEOPLE - 2) + 2;
    let duty = |item: u32, role: &str| DutyRow {
        duty: ["acknowledge", "respond", "update"][item as usize].into(),
        number: 1,
        title: "Answer the complaint".into(),
        roles: if number.is_multiple_of(11) { vec!["manager".into(), role.into()] } else { vec![role.into()] },
        people: Vec::new(),
        holder: (number.is_multiple_of(4)).then_some(n % PEOPLE + 1),
        step: Some("respond".into()),
        owed_from: hour(number % 900),
        due: (!number.is_multiple_of(20)).then(|| hour(700 + (number * 7 + item * 131) % 1200)),
        due_day: (!number.is_multiple_of(20))
            .then(|| hour(700 + (number * 7 + item * 131) % 1200).to_zoned(jiff::tz::TimeZone::UTC).date()),
        open: true,
        met: None,
        soft: false,
        provisional: false,
    };
    Rows {
        subject: None,
        links: Vec::new(),
        tallies: Vec::new(),
        marks: Vec::new(),
        keys: Vec::new(),
        stage: ["received", "allocated", "investigated"][(number % 3) as usize].into(),
        open: true,
        site: Some(n % SITES + 1),
        received: hour(number % 900),
        closed: None,
        walled: if number.is_multiple_of(50) { vec![5, person] } else { vec![person] },
        sights: vec![
            sight(format!(
                "The soup was cold and the bread was old, says word{number}. Nobody answered when this was raised before."
            )),
            sight(format!("Food{}", if number.is_multiple_of(5) { " and soup" } else { "" })),
        ],
        audience,
        parties: vec![PartyRow { person: (n * 7) % PEOPLE + 1, sight: 0 }],
        duties: vec![
            duty(0, "responder"),
            duty(1, "responder"),
            duty(2, if number.is_multiple_of(2) { "hub" } else { "manager" }),
        ],
    }
}
