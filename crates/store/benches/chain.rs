//! How long it takes to walk from a case to what came of it, over a hundred thousand cases that are linked in chains and in
//! stars, beside one lookup by its key for each case that the walk gives.
//!
//! `REDRESS_BENCH_DIR` names a folder on the disk to be used; by default it is the system's folder of temporary files.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a measurement may stop at any surprise")]

mod many;

use std::path::Path;

use casework::{Actor, AudienceRow, LinkRow, Rows, TallyRow};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};
use store::Store;

use many::{Times, actor, fill, hour, in_folder, reference, sight};

const CASES: u32 = 100_000;
/// How many cases an ordinary chain has, each of which names the one before it.
const CHAIN: u32 = 20;
/// Where the chains end that are longer than what is shown, where a whole stands before its parts, and where a case that the
/// others after it name.
const LONG: u32 = 70_000;
const LONG_CHAIN: u32 = 500;
const WHOLE: u32 = 80_000;
const HUB: u32 = 90_000;
const PEOPLE: u32 = 2_000;
const SITES: u32 = 20;
const ROUNDS: u32 = 300;
/// How many cases are asked for.
const MOST: u32 = 200;

fn main() {
    in_folder("chain", async |folder| {
        let path = folder.join("redress.db");
        let store = fill(&path, PEOPLE, CASES, rows).await;
        measure(&store, &path).await;
        store.close().await;
    });
}

async fn measure(store: &Store, path: &Path) {
    let mut bare = SqliteConnectOptions::new().filename(path).read_only(true).connect().await.unwrap();
    let everywhere = actor(1, &[("hub", None), ("responder", None)]);
    let one_site = actor(1, &[("responder", Some(1))]);
    for (who, actor) in [("who sees all", &everywhere), ("who sees one site", &one_site)] {
        // Chains of the site whose cases the second actor sees.
        let ordinary = |round: u32| round * 331 % (LONG / CHAIN / SITES) * SITES * CHAIN;
        walk(store, &mut bare, actor, &format!("a chain of {CHAIN}, {who}"), |round| ordinary(round) + round % CHAIN).await;
        let long = |round: u32| LONG + round % ((WHOLE - LONG) / LONG_CHAIN) * LONG_CHAIN + round % LONG_CHAIN;
        walk(store, &mut bare, actor, &format!("{MOST} of a chain of {LONG_CHAIN}, {who}"), long).await;
        let part = |round: u32| WHOLE + 20 + round * 20 % (HUB - WHOLE - 20);
        walk(store, &mut bare, actor, &format!("a part of a whole with 9,999 parts, {who}"), part).await;
        walk(store, &mut bare, actor, &format!("that whole, {who}"), |_| WHOLE).await;
        walk(store, &mut bare, actor, &format!("a case that 9,999 others name, {who}"), |_| HUB).await;
        let mut person = Times::new();
        for round in 0..ROUNDS {
            person.of(store.cases_of_person(actor, "complaints", "officer", i64::from(round) + 1, MOST), Vec::len).await;
        }
        person.report(&format!("cases_of_person, {who}"));
    }
    bare.close().await.unwrap();
}

/// Walks from the cases of these numbers, and looks up each case that the walk gives by its key, with nothing else asked.
async fn walk(store: &Store, bare: &mut SqliteConnection, actor: &Actor, name: &str, from: impl Fn(u32) -> u32) {
    let parts = [("complaints".to_owned(), "plan".to_owned())];
    let (mut walks, mut lookups) = (Times::new(), Times::new());
    for round in 0..ROUNDS {
        // The first case opened the others.
        let case = i64::from(from(round)) + 2;
        let mut found = Vec::new();
        let walk = async {
            let chain = store.case_chain(actor, case, &parts, MOST).await?;
            found = chain.cases.iter().map(|case| case.id).collect();
            Ok::<_, store::StoreError>(chain)
        };
        walks.of(walk, |chain| chain.cases.len()).await;
        let lookup = async {
            let mut rows = Vec::with_capacity(found.len());
            for id in &found {
                rows.push(sqlx::query(r#"SELECT * FROM "case" WHERE id = ?"#).bind(id).fetch_one(&mut *bare).await?);
            }
            Ok::<_, sqlx::Error>(rows)
        };
        lookups.of(lookup, Vec::len).await;
    }
    let median = |times: &Times| {
        let mut took = times.took.clone();
        took.sort_unstable();
        took[took.len() / 2].as_secs_f64()
    };
    let ratio = median(&walks) / median(&lookups);
    walks.report(&format!("case_chain, {name}"));
    lookups.report("  a lookup for each");
    println!("  ratio of the medians {ratio:.1}");
}

fn rows(number: u32) -> Rows {
    let link = |fact: &str, other: u32| LinkRow {
        fact: fact.into(),
        label: "Came of".into(),
        reference: reference(other),
        sights: vec![0],
    };
    let links = match number {
        WHOLE => vec![link("from", 0)],
        n if n > HUB => vec![link("about", HUB)],
        n if n > WHOLE && n < HUB => vec![link("plan", WHOLE)],
        n if n < LONG && !n.is_multiple_of(CHAIN) => vec![link("from", n - 1)],
        n if n > LONG && n < WHOLE && !(n - LONG).is_multiple_of(LONG_CHAIN) => vec![link("from", n - 1)],
        _ => Vec::new(),
    };
    // A chain lies within one site, a star over all.
    let site = if number < WHOLE { number / CHAIN % SITES } else { number % SITES };
    let site = if (LONG..WHOLE).contains(&number) { 0 } else { site };
    Rows {
        stage: "received".into(),
        open: true,
        site: Some(i64::from(site) + 1),
        received: hour(number % 900),
        closed: None,
        walled: if number.is_multiple_of(50) { vec![5] } else { Vec::new() },
        sights: vec![sight(format!("The soup was cold and the bread was old, says word{number}."))],
        audience: ["hub", "responder"].map(|role| AudienceRow { role: role.into(), sight: 0 }).into(),
        parties: Vec::new(),
        duties: Vec::new(),
        subject: None,
        links,
        tallies: vec![TallyRow { fact: "officer".into(), person: i64::from(number * 7 % PEOPLE) + 1, since: hour(0) }],
        marks: Vec::new(),
        keys: Vec::new(),
    }
}
