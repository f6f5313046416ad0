//! An acknowledged step is never lost: the server is killed while sixteen clients take steps, twenty times over.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that fails says so"
)]

mod common;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use common::{Client, Demo, cases, run};
use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;

const CLIENTS: usize = 16;
const ROUNDS: usize = 20;
/// How many steps are acknowledged in a round before the server is killed.
const BEFORE_THE_KILL: usize = 120;

#[test]
fn no_acknowledged_step_is_lost_when_the_server_is_killed() {
    let mut demo = Demo::fill(160);
    demo.serve();
    let mut joan = Client::sign_in(demo.address, "joan").unwrap();
    let mut found = cases(&joan.get("/complaints?stage=investigating&open=open").unwrap().body);
    // Cases of other procedures can stand in a stage of the same name; their steps are others.
    found.retain(|case| {
        case.starts_with("/cases/DC-") && joan.get(&format!("{case}/steps/chase")).is_ok_and(|page| page.status == 200)
    });
    assert!(found.len() >= CLIENTS, "only {} cases are being investigated", found.len());
    let mut acknowledged = [0u32; CLIENTS];
    let mut total = 0;
    for round in 0..ROUNDS {
        // The number of the last entry of each case, as the server tells it after the restart.
        let base: Vec<u32> = found.iter().take(CLIENTS).map(|case| last_entry(&demo, case)).collect();
        if round > 0 {
            for (at, (base, acknowledged)) in base.iter().zip(acknowledged).enumerate() {
                assert!(
                    *base >= acknowledged,
                    "round {round}: {} has {base} entries, and entry {acknowledged} was acknowledged",
                    found[at]
                );
            }
        }
        let over = AtomicBool::new(false);
        let (tell, told) = mpsc::channel();
        std::thread::scope(|scope| {
            for (at, case) in found.iter().take(CLIENTS).enumerate() {
                let (tell, over, mut client, mut seq) = (tell.clone(), &over, joan.again(), base[at]);
                scope.spawn(move || {
                    let path = format!("{case}/steps/chase");
                    while !over.load(Ordering::Relaxed) {
                        let Ok(form) = client.get(&path) else { return };
                        let Some(seen) = form.field("seen") else { panic!("{path}: {} {}", form.status, form.body) };
                        let csrf = client.csrf.clone();
                        match client.post(&path, &[("csrf", &csrf), ("seen", &seen), ("when", "now")]) {
                            Ok(answer) if answer.status == 303 => {
                                seq += 1;
                                if tell.send((at, seq)).is_err() {
                                    return;
                                }
                            }
                            Ok(answer) => panic!("{path}: {} {}", answer.status, answer.body),
                            Err(_) => return,
                        }
                    }
                });
            }
            drop(tell);
            let mut here = 0;
            for (at, seq) in told.iter() {
                acknowledged[at] = seq;
                total += 1;
                here += 1;
                if here == BEFORE_THE_KILL {
                    demo.kill();
                    over.store(true, Ordering::Relaxed);
                }
            }
        });
        // It reads all of the record each time: after some kills and after the last one is enough.
        if round % 5 == 4 || round + 1 == ROUNDS {
            let (untouched, words) = run(&["verify"], &demo.database());
            assert!(untouched, "round {round}: {words}");
        }
        demo.serve();
        // The session outlives the server; the connection does not.
        joan = joan.again();
    }
    for (at, case) in found.iter().take(CLIENTS).enumerate() {
        assert!(last_entry(&demo, case) >= acknowledged[at], "{case} lost an entry");
    }
    assert!(total >= ROUNDS * BEFORE_THE_KILL);
    demo.kill();
    let (equal, words) = run(&["rebuild", "--dry-run"], &demo.database());
    assert!(equal, "{words}");
}

/// The number of the last entry of a case, as the database has it.
fn last_entry(demo: &Demo, case: &str) -> u32 {
    let reference = server::desk::reference_of(case.trim_start_matches("/cases/"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut connection = SqliteConnectOptions::new().filename(demo.database()).read_only(true).connect().await.unwrap();
        let seq = sqlx::query_scalar("SELECT seq FROM \"case\" WHERE reference = ?").bind(reference);
        seq.fetch_one(&mut connection).await.unwrap()
    })
}
