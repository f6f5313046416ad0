//! Over HTTP: steps taken durably at sixteen connections, beside bare durable inserts of the same bytes one at a time; the work
//! list over many open cases; the time until the server answers; and the memory it then holds.
//!
//! `cargo bench --profile demo -p redress --bench http`
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that fails says so"
)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use common::{Client, Demo, cases};
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};

const CLIENTS: usize = 16;

fn main() {
    let complaints = std::env::var("COMPLAINTS").ok().and_then(|text| text.parse().ok()).unwrap_or(1_500);
    let mut demo = Demo::fill(complaints);
    let started = Instant::now();
    demo.serve();
    println!("ready to serve: {} ms", started.elapsed().as_millis());
    let mut joan = Client::sign_in(demo.address, "joan").unwrap();
    let mut found = Vec::new();
    for page in 1..12 {
        found.extend(cases(&joan.get(&format!("/complaints?stage=investigating&open=open&page={page}")).unwrap().body));
    }
    // A page after the last is the last once more.
    found.sort();
    found.dedup();
    assert!(found.len() >= CLIENTS, "{} cases", found.len());

    let raw = raw_inserts(&demo);
    println!("bare durable inserts, one at a time: {raw:.0} a second");

    let until = Instant::now() + Duration::from_secs(6);
    // A form has to be opened before it is sent: all open theirs, and then the sending is timed.
    let (together, go) = (Barrier::new(CLIENTS), AtomicBool::new(true));
    let rate: f64 = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..CLIENTS)
            .map(|number| {
                let mut client = joan.again();
                let (together, go) = (&together, &go);
                // Each client goes round cases of its own, so that none grows as it would not in life.
                let own: Vec<String> =
                    found.iter().skip(number).step_by(CLIENTS).map(|case| format!("{case}/steps/chase")).collect();
                scope.spawn(move || {
                    let csrf = client.csrf.clone();
                    let (mut taken, mut took) = (0u32, Duration::ZERO);
                    loop {
                        let seen: Vec<String> = own.iter().map(|path| client.get(path).unwrap().field("seen").unwrap()).collect();
                        if together.wait().is_leader() {
                            go.store(Instant::now() < until, Ordering::Relaxed);
                        }
                        together.wait();
                        if !go.load(Ordering::Relaxed) {
                            return f64::from(taken) / took.as_secs_f64();
                        }
                        let began = Instant::now();
                        for (path, seen) in own.iter().zip(&seen) {
                            let answer = client.post(path, &[("csrf", &csrf), ("seen", seen), ("when", "now")]).unwrap();
                            assert_eq!(answer.status, 303, "{}", answer.body);
                            taken += 1;
                        }
                        took += began.elapsed();
                        together.wait();
                    }
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    println!("steps taken durably at {CLIENTS} connections: {rate:.0} a second, {:.2} of the bare inserts", rate / raw);

    let mut times: Vec<Duration> = (0..300)
        .map(|_| {
            let began = Instant::now();
            assert_eq!(joan.get("/work?list=team").unwrap().status, 200);
            began.elapsed()
        })
        .collect();
    times.sort();
    println!("the work list of a page: median {:?}, 99th percentile {:?}", times[150], times[297]);
    if let Some(server) = &demo.server {
        let status = std::fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap_or_default();
        for line in status.lines().filter(|line| line.starts_with("VmRSS") || line.starts_with("VmHWM")) {
            println!("{line}");
        }
    }
}

/// Rows of the size of an entry, each in a transaction of its own, on the same disk.
fn raw_inserts(demo: &Demo) -> f64 {
    let path = demo.folder.path().join("raw.db");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let mut connection = options.connect().await.unwrap();
        sqlx::query("CREATE TABLE entry (id INTEGER PRIMARY KEY, content TEXT NOT NULL)").execute(&mut connection).await.unwrap();
        let content = "x".repeat(600);
        let began = Instant::now();
        let mut done = 0u32;
        while began.elapsed() < Duration::from_secs(3) {
            sqlx::query("INSERT INTO entry (content) VALUES (?)").bind(&content).execute(&mut connection).await.unwrap();
            done += 1;
        }
        f64::from(done) / began.elapsed().as_secs_f64()
    })
}
