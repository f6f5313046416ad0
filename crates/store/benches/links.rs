//! How long the questions that lead from case to case take, over a hundred thousand cases that are linked in chains, and
//! how long it takes to erase one.
//!
//! `REDRESS_BENCH_DIR` names a folder on the disk to be used; by default it is the system's folder of temporary files.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a measurement may stop at any surprise")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use casework::entry::Kept;
use casework::{Actor, AudienceRow, Grant, LinkRow, MarkRow, Rows, SightRow, TallyRow};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::{Append, KeptProcedure, NewCase, NewEntry, NewPerson, OpenOptions, Store};

const CASES: u32 = 100_000;
/// How many cases one append opens.
const OPENED: u32 = 200;
/// How many cases a chain has, each of which names the one before it and the first.
const CHAIN: u32 = 50;
const PEOPLE: u32 = 2_000;
const SITES: u32 = 20;
const ROUNDS: u32 = 300;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let folder = std::env::var_os("REDRESS_BENCH_DIR").map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = folder.join(format!("redress-bench-links-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    runtime.block_on(async {
        let start = Instant::now();
        let store = world(&folder.join("redress.db")).await;
        println!("{CASES} cases opened, {OPENED} with each append, in {:.1} s", start.elapsed().as_secs_f64());
        measure(&store).await;
        erase(&store).await;
        store.close().await;
    });
    std::fs::remove_dir_all(&folder).unwrap();
}

async fn measure(store: &Store) {
    let everywhere = actor(1, &[("hub", None), ("responder", None)]);
    let one_site = actor(1, &[("responder", Some(1))]);
    for (who, actor) in [("who sees all", &everywhere), ("who sees one site", &one_site)] {
        let (mut first, mut middle, mut known, mut marks, mut of) =
            (Times::new(), Times::new(), Times::new(), Times::new(), Times::new());
        for round in 0..ROUNDS {
            // The first of a chain, which all others of it name; and one that one names and that names two. Both are of the
            // site whose cases the second actor sees.
            let start = i64::from(round * 331 % (CASES / CHAIN) / 2 * 2 * CHAIN) + 2;
            first.of(store.case_links(actor, start), Vec::len).await;
            middle.of(store.case_links(actor, start + 20), Vec::len).await;
            let references: Vec<String> = (0..50).map(|n| reference(round * 97 + n * 13)).collect();
            known.of(store.cases_known(actor, &references), std::collections::BTreeSet::len).await;
            let people: Vec<i64> = (0..5).map(|n| i64::from((round * 7 + n) % PEOPLE) + 1).collect();
            marks.of(store.marks_on(actor, &people), Vec::len).await;
            if round % 30 == 0 {
                of.of(store.cases_of(actor, "complaints"), Vec::len).await;
            }
        }
        first.report(&format!("case_links, first of a chain, {who}"));
        middle.report(&format!("case_links, within a chain, {who}"));
        known.report(&format!("cases_known of 50, {who}"));
        marks.report(&format!("marks_on five people, {who}"));
        of.report(&format!("cases_of, {who}"));
    }
    let mut tally = Times::new();
    for round in 0..ROUNDS {
        let people = [i64::from(round % PEOPLE) + 1, i64::from((round + 1) % PEOPLE) + 1];
        tally.of(store.tally("complaints", "proven", &people, hour(100), Some(2)), |count| *count as usize).await;
    }
    tally.report("tally of two people");
}

/// Erases cases of which each has a few entries.
async fn erase(store: &Store) {
    let clerk = actor(1, &[("hub", None)]);
    let mut times = Times::new();
    for round in 0..ROUNDS / 3 {
        let case = i64::from(round * 17) + 2;
        let rows = Rows { sights: vec![sight(String::new())], links: Vec::new(), ..rows(round) };
        let mut marker = entry(&rows);
        marker.kept = Kept { frame: json!({ "act": "erase", "entries": [1] }), content: json!({}) };
        let append = Append { entries: vec![marker], erases: true, ..Append::new(case, 1, &rows) };
        times.of(async { store.case_append(&clerk, append).await.map_err(|error| error.to_string()) }, |_| 1).await;
    }
    times.report("case_append that erases");
}

/// How long calls took, and how much they gave on the whole.
struct Times {
    took: Vec<Duration>,
    lines: usize,
}

impl Times {
    fn new() -> Self {
        Self { took: Vec::new(), lines: 0 }
    }

    async fn of<T, E: std::fmt::Debug>(&mut self, call: impl Future<Output = Result<T, E>>, lines: impl Fn(&T) -> usize) {
        let start = Instant::now();
        let found = call.await.unwrap();
        self.took.push(start.elapsed());
        self.lines += lines(&found);
    }

    fn report(mut self, name: &str) {
        self.took.sort_unstable();
        let at = |share: usize| self.took[self.took.len() * share / 100].as_secs_f64() * 1000.0;
        let lines = self.lines / self.took.len();
        println!("{name:<50} {lines:>6} lines   p50 {:>7.2} ms   p99 {:>7.2} ms", at(50), at(99));
    }
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
    let clerk = actor(1, &[("hub", None)]);
    let plain = Rows { links: Vec::new(), ..rows(0) };
    let opener = store.case_open(&clerk, NewCase { reference_pattern: "OPENER-{serial}".into(), ..new_case(plain.clone()) });
    let opener = opener.await.unwrap().id;
    for (turn, start) in (1..).zip((0..CASES).step_by(OPENED as usize)) {
        let opens = (start..start + OPENED).map(|number| new_case(rows(number))).collect();
        let append = Append { entries: vec![entry(&plain)], old_rows: Some(&plain), opens, ..Append::new(opener, turn, &plain) };
        store.case_append(&clerk, append).await.unwrap();
    }
    store
}

fn reference(number: u32) -> String {
    format!("DC/2017/{:05}", number % CASES + 1)
}

fn new_case(rows: Rows) -> NewCase {
    NewCase {
        procedure: "complaints".into(),
        version: "1".into(),
        hash: "ab".into(),
        reference_pattern: "DC/{year}/{serial}".into(),
        year: 2017,
        entries: vec![entry(&rows)],
        rows_for: Box::new(move |_| Ok(rows.clone())),
        outbox: Vec::new(),
        form_key: None,
    }
}

fn entry(rows: &Rows) -> NewEntry {
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

fn hour(hour: u32) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_hours(i64::from(hour))
}

fn sight(text: String) -> SightRow {
    SightRow { who: "Alex Doe".into(), about: "Food, Heath House".into(), filters: BTreeMap::new(), text }
}

fn rows(number: u32) -> Rows {
    let person = i64::from(number * 7 % PEOPLE) + 1;
    let link =
        |fact: &str, other: u32| LinkRow { fact: fact.into(), label: "The case before".into(), reference: reference(other) };
    let start = number / CHAIN * CHAIN;
    let mark = MarkRow {
        mark: "limit".into(),
        person,
        title: "Writes only".into(),
        says: vec![("Why".into(), "Shouts".into())],
        limits: BTreeMap::new(),
        roles: vec!["responder".into()],
        since: jiff::Timestamp::UNIX_EPOCH,
    };
    Rows {
        stage: "received".into(),
        open: true,
        site: Some(i64::from(number % SITES) + 1),
        received: hour(number % 900),
        closed: None,
        walled: if number.is_multiple_of(50) { vec![5] } else { Vec::new() },
        sights: vec![sight(format!("The soup was cold and the bread was old, says word{number}."))],
        audience: ["hub", "responder"].map(|role| AudienceRow { role: role.into(), sight: 0 }).into(),
        parties: Vec::new(),
        duties: Vec::new(),
        subject: Some(person),
        links: if number == start { Vec::new() } else { vec![link("before", number - 1), link("first", start)] },
        tallies: if number.is_multiple_of(3) {
            vec![TallyRow { fact: "proven".into(), person, since: hour(number % 900) }]
        } else {
            Vec::new()
        },
        marks: if number.is_multiple_of(10) { vec![mark] } else { Vec::new() },
    }
}
