//! What was acknowledged survives a program that is killed.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use store::{OpenOptions, Store};

use crate::fixture::{actor, append, assert_sound, duty, file, hours, open, rows};

const DATABASE: &str = "REDRESS_TEST_CRASH_DATABASE";

/// Not a test of its own: the program that is killed. It says each entry that was acknowledged.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "started and killed by the test below"]
async fn the_program_that_is_killed() {
    let Ok(path) = std::env::var(DATABASE) else { return };
    let store = file(Path::new(&path), 4).await;
    let mut tasks = tokio::task::JoinSet::new();
    for person in 1..=4 {
        let store = store.clone();
        tasks.spawn(async move {
            loop {
                let mut now = rows("start");
                let case = open(&store, person, &now).await;
                say(&case.reference, 1);
                for seq in 1..20 {
                    let mut next = now.clone();
                    next.sights[0].text = format!("word{seq}");
                    next.duties.push(duty("reply", &["hub"], Some(hours(seq.into()))));
                    append(&store, &actor(person, &["hub"]), case.id, seq, Some(&now), &next).await.unwrap();
                    say(&case.reference, seq + 1);
                    now = next;
                }
            }
        });
    }
    // None of them ends before the program does.
    tasks.join_next().await.unwrap().unwrap()
}

fn say(reference: &str, seq: u32) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "kept {reference} {seq}").unwrap();
    out.flush().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn no_acknowledged_entry_is_lost_when_the_program_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["crash::the_program_that_is_killed", "--exact", "--ignored", "--nocapture"])
        .env(DATABASE, &path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut kept = Vec::new();
    while kept.len() < 150 {
        let line = lines.next().expect("the program ended by itself").unwrap();
        kept.extend(line.split_once("kept ").map(|(_, what)| what.to_owned()));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // What it still said before it died counts too.
    kept.extend(lines.map_while(Result::ok).filter_map(|line| line.split_once("kept ").map(|(_, what)| what.to_owned())));

    let store = Store::open(&path, OpenOptions::default()).await.unwrap();
    for what in kept {
        let (reference, seq) = what.split_once(' ').unwrap();
        let loaded = store.case_load(&actor(1, &["hub"]), reference).await.unwrap().expect("an acknowledged case is lost");
        assert!(loaded.seq >= seq.parse().unwrap(), "{reference} lost entry {seq}");
    }
    assert_sound(&store).await;
}
