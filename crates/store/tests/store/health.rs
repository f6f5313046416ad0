//! When the clock, the disk or the file is not what it should be: nothing is written, and everything can be read.

use std::fs::File;
use std::time::{Duration, SystemTime};

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::{Check, Clock, Document, Doubt, Look, NewPerson, OpenOptions, Store, StoreError};

use crate::fixture::{actor, add_people, append, file, new_case, open, procedure, raw, rows, run, start};

fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

async fn at(clock: &Clock) -> Store {
    let store = Store::open_memory_at(clock.clone()).await.unwrap();
    add(&store).await.unwrap();
    store
}

async fn add(store: &Store) -> Result<i64, StoreError> {
    store.person_add(NewPerson { name: "Sam".into(), ..NewPerson::default() }).await
}

async fn doubt(store: &Store) -> Doubt {
    match add(store).await {
        Err(StoreError::Clock(doubt)) => doubt,
        other => panic!("{other:?}"),
    }
}

fn look(at: Timestamp) -> Look {
    Look { person: 1, role: None, case: None, what: "Overview".into(), at }
}

async fn wrong(store: &Store) -> Vec<&'static str> {
    let wrong = store.health().await.into_iter().filter(|check: &Check| check.wrong.is_some() && check.name != "disk");
    wrong.map(|check| check.name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_jumps_ahead_is_noticed_before_anything_is_written() {
    let clock = Clock::by_hand(start());
    let store = at(&clock).await;
    clock.pass(days(1));
    add(&store).await.unwrap();
    clock.jump(days(400));
    assert!(matches!(doubt(&store).await, Doubt::Jumped { .. }));
    assert_eq!(wrong(&store).await, ["clock"]);
    // Meanwhile it is the time that it should be, and that goes on.
    assert_eq!(clock.now(), start() + days(1));
    clock.pass(days(1));
    assert_eq!(clock.now(), start() + days(2));
    clock.jump(-days(400));
    add(&store).await.unwrap();
    assert!(store.blocked().is_none());
    assert_eq!(wrong(&store).await, Vec::<&str>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_jumps_back_is_noticed_before_anything_is_written() {
    let clock = Clock::by_hand(start());
    let store = at(&clock).await;
    clock.jump(-days(1));
    assert!(matches!(doubt(&store).await, Doubt::Jumped { .. }));
    clock.jump(days(1));
    // Within what counts as no jump, it is still behind what was written.
    clock.pass(SignedDuration::from_secs(10));
    add(&store).await.unwrap();
    let before = clock.now();
    clock.jump(-SignedDuration::from_secs(5));
    assert!(matches!(doubt(&store).await, Doubt::Behind { .. }));
    // A little is nothing: the time stays what it was until the clock has caught up.
    clock.pass(SignedDuration::from_secs(4));
    add(&store).await.unwrap();
    assert_eq!(clock.now(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_wrong_at_the_start_is_noticed_and_can_be_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let options = |now: Timestamp| OpenOptions { clock: Clock::by_hand(now), ..OpenOptions::default() };
    let first = Store::open(&path, options(start())).await.unwrap();
    add(&first).await.unwrap();
    first.close().await;
    for (moved, ahead) in [(days(15), true), (-days(1), false)] {
        let store = Store::open(&path, options(start() + moved)).await.unwrap();
        let found = doubt(&store).await;
        assert_eq!(matches!(found, Doubt::Ahead { .. }), ahead, "{found}");
        assert!(store.actor_load(1).await.unwrap().is_some(), "it can be read");
        store.close().await;
    }
    let late = start() + days(15);
    let waits = Store::open(&path, options(late)).await.unwrap();
    doubt(&waits).await;
    // Another process accepts it, and this one goes on.
    Store::open(&path, OpenOptions { accept_clock: true, ..options(late) }).await.unwrap().close().await;
    add(&waits).await.unwrap();
    waits.close().await;
    Store::open(&path, OpenOptions { accept_clock: true, ..options(start()) }).await.unwrap().close().await;
    add(&Store::open(&path, options(start())).await.unwrap()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_made_ready_while_the_clock_ran_ahead_is_not_written_later() {
    let clock = Clock::by_hand(start());
    let store = Store::open_memory_at(clock.clone()).await.unwrap();
    procedure(&store).await;
    add_people(&store, 2).await;
    let case = open(&store, 1, &rows("x")).await;
    let hub = actor(1, &["hub"]);
    // The entries of this test are recorded an hour later.
    let refused = append(&store, &hub, case.id, case.seq, Some(&rows("x")), &rows("y")).await.unwrap_err();
    assert!(refused.to_string().contains("clock"), "{refused}");
    clock.pass(days(1));
    append(&store, &hub, case.id, case.seq, Some(&rows("x")), &rows("y")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn looks_wait_in_no_queue_when_another_program_holds_the_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let store = file(&path, 1).await;
    let mut other = raw(&path).await;
    run(&mut other, "BEGIN IMMEDIATE").await;
    // It never lets go: whatever waited for it would fail.
    for _ in 0..5 {
        store.looks_log(vec![look(store.clock().now())]).await.unwrap();
    }
    assert!(matches!(store.blocked(), Some(StoreError::Locked)));
    assert!(store.actor_load(1).await.unwrap().is_some());
    run(&mut other, "ROLLBACK").await;
    store.close().await;
    let looks = sqlx::query_scalar::<_, i64>("SELECT count(*) FROM look").fetch_one(&mut other).await.unwrap();
    assert_eq!(looks, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_written_to_a_database_or_a_folder_that_is_no_longer_in_its_place() {
    for name in ["redress.db", "redress.db.documents"] {
        let folder = tempfile::tempdir().unwrap();
        let store = file(&folder.path().join("redress.db"), 1).await;
        let (place, elsewhere) = (folder.path().join(name), folder.path().join("elsewhere"));
        std::fs::rename(&place, &elsewhere).unwrap();
        let moved = |outcome| assert!(matches!(outcome, Err(StoreError::Moved { path }) if path == place), "{name}");
        moved(add(&store).await);
        assert!(wrong(&store).await.contains(&"place"), "{name}");
        assert!(store.actor_load(1).await.unwrap().is_some());
        // Another one in its place is not the same.
        if name.ends_with("db") { std::fs::copy(&elsewhere, &place).map(drop) } else { std::fs::create_dir(&place) }.unwrap();
        moved(add(&store).await);
        if name.ends_with("db") { std::fs::remove_file(&place) } else { std::fs::remove_dir_all(&place) }.unwrap();
        std::fs::rename(&elsewhere, &place).unwrap();
        add(&store).await.unwrap();
        assert!(store.blocked().is_none());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_a_day_ago_and_belongs_to_no_case_is_swept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let clock = Clock::by_hand(Timestamp::now());
    let store = Store::open(&path, OpenOptions { clock: clock.clone(), ..OpenOptions::default() }).await.unwrap();
    procedure(&store).await;
    add_people(&store, 1).await;
    let hub = actor(1, &["hub"]);
    let kept = store.document_put("kept.txt", "kept".into()).await.unwrap();
    let mut new = new_case(1, &rows("x"));
    new.entries[0].kept.frame = json!({ "act": "filed", "sha256": kept.sha256 });
    let case = store.case_open(&hub, new).await.unwrap();
    let left = store.document_put("left.txt", "left over".into()).await.unwrap();
    let documents = folder.path().join("redress.db.documents");
    let place = |sha256: &str| documents.join(&sha256[..2]).join(&sha256[2..]);
    let (half, fresh, unknown) = (documents.join("ab/cd#1"), documents.join("ab/cd#2"), documents.join("ab/cd"));
    std::fs::create_dir_all(documents.join("ab")).unwrap();
    for (file, age) in [(&half, 3), (&fresh, 0), (&unknown, 3)] {
        let file = File::create(file).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(24 * 3600 * age)).unwrap();
    }
    clock.pass(SignedDuration::from_hours(23));
    assert!(store.documents_sweep(clock.now(), false).await.unwrap().documents.is_empty());
    // Sent again: it may be about to be kept.
    store.document_put("left.txt", "left over".into()).await.unwrap();
    clock.pass(SignedDuration::from_hours(23));
    assert!(store.documents_sweep(clock.now(), false).await.unwrap().documents.is_empty());
    std::fs::write(&fresh, "").unwrap();
    let file = File::options().write(true).open(&fresh).unwrap();
    clock.pass(SignedDuration::from_hours(2));
    file.set_modified(SystemTime::from(clock.now())).unwrap();
    for apply in [false, true] {
        let found = store.documents_sweep(clock.now(), apply).await.unwrap();
        assert_eq!(found.documents, [(left.sha256.clone(), 9)]);
        assert_eq!(found.unfinished, std::slice::from_ref(&half));
        assert_eq!(found.unknown, 1);
        assert_eq!(place(&left.sha256).exists(), !apply);
        assert_eq!(half.exists(), !apply);
    }
    assert!(fresh.exists() && unknown.exists());
    let found: Option<Document> = store.document_get(&hub, case.id, &kept.sha256).await.unwrap();
    assert_eq!(found.unwrap().bytes, "kept");
    assert_eq!(store.documents_sweep(clock.now(), true).await.unwrap().documents, []);
}
