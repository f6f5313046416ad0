//! Reading ten thousand recommendations into a plan, from the bytes of a workbook to the disk, beside bare inserts of the same rows.
//!
//! `cargo bench --profile demo -p redress --bench import`
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a measurement that fails says so"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use casework::{Actor, Grant};
use procedure::Library;
use serde_json::{Value as Json, json};
use server::act::{Deed, acting, begin};
use server::desk::slug_of;
use server::import::{Progress, Target, check, keep};
use server::registers::Opened;
use server::{App, Config};
use sheets::{Cell, Group, Sheet};
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use store::{OpenOptions, Store};

const ROWS: usize = 10_000;

fn files(root: &Path, folder: &Path, all: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(root, &path, all);
        } else {
            let below = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            all.push((below, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

async fn office(folder: &Path, root: &Path) -> App {
    let mut all = Vec::new();
    files(root, root, &mut all);
    let library = Library::read(all).unwrap();
    let store = Store::open(folder.join("plans.db"), OpenOptions::default()).await.unwrap();
    for found in library.iter() {
        let kept = store::KeptProcedure {
            id: found.head.id.clone(),
            version: found.head.version.clone(),
            hash: found.hash.clone(),
            text: found.text.clone(),
            letters: found.letter_texts.clone(),
        };
        store.procedure_keep(kept).await.unwrap();
    }
    let config = Config { body: String::new(), secure: false, largest_document: 0, hint: None, ..Config::default() };
    App::new(store, library, config).await.unwrap()
}

#[tokio::main]
async fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures");
    let folder = tempfile::tempdir().unwrap();
    let app = office(folder.path(), &root).await;
    let person = app.store().person_add(store::NewPerson { name: "Kit Vane".into(), ..Default::default() }).await.unwrap();
    let keeper = acting(&app, Actor { person, grade: None, grants: vec![Grant { role: "plan-keeper".into(), site: None }] });
    let answers: BTreeMap<String, Json> = [
        ("report-title", json!("A large plan")),
        ("source-kind", json!("inspection")),
        ("body", json!("HM Chief Inspector of Prisons")),
        ("announced", json!("unannounced")),
        ("inspected-from", json!("2017-03-07")),
        ("inspected-to", json!("2017-03-08")),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    let deed = Deed { actor: &keeper.actor, step: "record", at: app.now(), answers: &answers };
    let plan = begin(&app, "improvement-plan", &deed).await.unwrap().reference;
    let opened = Opened::find(&app, &keeper, "recommendation", "plan", &slug_of(&plan)).await.unwrap();
    let target = Target { procedure: &opened.procedure, register: opened.register, whole: Some(&plan) };
    let heads = target.heads();

    // The rows of a plan that was published, over and over, each with a number of its own.
    let bytes = std::fs::read(root.join("../crates/redress/src/demo/plans/jamaica-2017.csv")).unwrap();
    let few = sheets::read_with("jamaica-2017.csv", &bytes, |cells| heads.is_head(cells)).unwrap();
    let rows = (0..ROWS).map(|number| {
        let row = few.rows[number % few.rows.len()].cells.iter().enumerate();
        row.map(|(column, text)| Cell::Text(if column == 0 { number.to_string() } else { text.clone() })).collect()
    });
    let group = Group { title: String::new(), rows: rows.collect() };
    let sheet = Sheet { title: "A large plan".into(), heads: few.heads.clone(), groups: vec![group], ..Sheet::default() };
    let workbook = sheets::to_xlsx(&sheet, app.now()).unwrap();
    println!("{ROWS} rows, {} KB as a workbook", workbook.len() / 1024);

    let began = Instant::now();
    let raw = sheets::read_with("plan.xlsx", &workbook, |cells| heads.is_head(cells)).unwrap();
    let read = began.elapsed();
    let progress = Progress::default();
    let now = app.now();
    let checked = check(&app, &keeper.actor, target, &raw, now, &progress).await.unwrap();
    assert!(checked.faults.is_empty(), "{:?}", checked.faults.first());
    let looked = began.elapsed();
    let kept = keep(&app, &keeper.actor, &opened.procedure, checked, now, None).await.unwrap();
    let all = began.elapsed();
    assert_eq!((kept.len(), progress.now()), (ROWS, (ROWS, ROWS)));
    println!("reading the workbook     {:>5} ms", read.as_millis());
    println!("looking the rows through {:>5} ms", (looked - read).as_millis());
    println!("keeping them             {:>5} ms", (all - looked).as_millis());
    println!("in all                   {:>5} ms", all.as_millis());

    let bare = bare(folder.path(), &few).await;
    println!("bare inserts of the same cells in one transaction: {} ms", bare.as_millis());
    println!("ratio: {:.1}", all.as_secs_f64() / bare.as_secs_f64());

    let began = Instant::now();
    let checked = check(&app, &keeper.actor, target, &raw, app.now(), &Progress::default()).await.unwrap();
    assert_eq!(checked.faults.len(), ROWS);
    println!("the same sheet again, every row refused: {} ms", began.elapsed().as_millis());
}

/// The same cells as JSON into a table with an index, durably.
async fn bare(folder: &Path, few: &sheets::Raw) -> Duration {
    let mut connection = SqliteConnectOptions::new()
        .filename(folder.join("bare.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .connect()
        .await
        .unwrap();
    let table = "CREATE TABLE row (id INTEGER PRIMARY KEY, reference TEXT UNIQUE, cells TEXT)";
    sqlx::raw_sql(table).execute(&mut connection).await.unwrap();
    let began = Instant::now();
    sqlx::raw_sql("BEGIN").execute(&mut connection).await.unwrap();
    for number in 0..ROWS {
        let cells = serde_json::to_string(&few.rows[number % few.rows.len()].cells).unwrap();
        sqlx::query("INSERT INTO row (reference, cells) VALUES (?, ?)")
            .bind(number.to_string())
            .bind(cells)
            .execute(&mut connection)
            .await
            .unwrap();
    }
    sqlx::raw_sql("COMMIT").execute(&mut connection).await.unwrap();
    began.elapsed()
}
