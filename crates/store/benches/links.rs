//! How long the questions that lead from case to case take, over a hundred thousand cases that are linked in chains, and
//! how long it takes to erase one.
//!
//! `REDRESS_BENCH_DIR` names a folder on the disk to be used; by default it is the system's folder of temporary files.

mod many;

use std::collections::BTreeMap;

use casework::entry::Kept;
use casework::{AudienceRow, LinkRow, MarkRow, Rows, TallyRow};
use serde_json::json;
use store::{Append, Store};

use many::{Times, actor, entry, fill, hour, in_folder, sight};

const CASES: u32 = 100_000;
/// How many cases a chain has, each of which names the one before it and the first.
const CHAIN: u32 = 50;
const PEOPLE: u32 = 2_000;
const SITES: u32 = 20;
const ROUNDS: u32 = 300;

fn main() {
    in_folder("links", async |folder| {
        let store = fill(&folder.join("redress.db"), PEOPLE, CASES, rows).await;
        measure(&store).await;
        erase(&store).await;
        store.close().await;
    });
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

fn reference(number: u32) -> String {
    many::reference(number % CASES)
}

fn rows(number: u32) -> Rows {
    let person = i64::from(number * 7 % PEOPLE) + 1;
    let link = |fact: &str, other: u32| LinkRow {
        fact: fact.into(),
        label: "The case before".into(),
        reference: reference(other),
        sights: vec![0],
    };
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
        keys: Vec::new(),
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
