//! Which files are opened, and what is said of those that are not.

use std::collections::BTreeMap;
use std::path::Path;

use sqlx::{ConnectOptions, Connection, Row};
use store::{CaseFilter, KeptProcedure, OpenOptions, Store, StoreError};

use crate::fixture::{actor, append, file, open, raw, rows, run, start};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_closed_is_there_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let store = file(&path, 1).await;
    let case = open(&store, 1, &rows("x")).await;
    store.close().await;
    assert!(matches!(store.case_find(&actor(1, &["hub"]), case.id).await, Err(StoreError::Closed)));
    assert!(matches!(store.person_add(store::NewPerson::default()).await, Err(StoreError::Closed)));
    let again = Store::open(&path, OpenOptions::default()).await.unwrap();
    assert_eq!(again.case_find(&actor(1, &["hub"]), case.id).await.unwrap().unwrap().reference, case.reference);
    let next = open(&again, 1, &rows("y")).await;
    assert_eq!(next.reference, "DC/2017/00002");
}

#[tokio::test(flavor = "multi_thread")]
async fn other_files_are_refused_and_left_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("letter.txt");
    std::fs::write(&text, "Dear Sir or Madam,\n".repeat(100)).unwrap();
    assert!(matches!(Store::open(&text, OpenOptions::default()).await, Err(StoreError::NotADatabase { .. })));

    let foreign = folder.path().join("foreign.db");
    let mut connection =
        sqlx::sqlite::SqliteConnectOptions::new().filename(&foreign).create_if_missing(true).connect().await.unwrap();
    run(&mut connection, "CREATE TABLE theirs (id INTEGER)").await;
    connection.close().await.unwrap();
    let before = std::fs::read(&foreign).unwrap();
    assert!(matches!(Store::open(&foreign, OpenOptions::default()).await, Err(StoreError::NotADatabase { .. })));
    assert_eq!(std::fs::read(&foreign).unwrap(), before);

    let nowhere = folder.path().join("missing/redress.db");
    let refused = Store::open(&nowhere, OpenOptions::default()).await;
    assert!(matches!(refused, Err(StoreError::CannotOpen { .. })), "{:?}", refused.err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_layout_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    file(&path, 1).await.close().await;
    let mut connection = raw(&path).await;
    run(&mut connection, "PRAGMA user_version = 99").await;
    connection.close().await.unwrap();
    let refused = Store::open(&path, OpenOptions::default()).await.err().unwrap();
    assert!(matches!(refused, StoreError::Newer { found: 99, .. }));
    assert!(refused.to_string().contains("later version of Redress"));
}

/// The statements that a database was laid out by.
async fn layout(path: &Path) -> Vec<(String, String)> {
    let mut connection = sqlx::sqlite::SqliteConnectOptions::new().filename(path).connect().await.unwrap();
    let sql = "SELECT name, coalesce(sql, '') FROM sqlite_master ORDER BY name";
    let rows = sqlx::query_as(sql).fetch_all(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    rows
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_of_the_first_layout_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path).create_if_missing(true).foreign_keys(false);
    let mut connection = options.connect().await.unwrap();
    run(&mut connection, "PRAGMA journal_mode = WAL").await;
    run(&mut connection, include_str!("../../sql/sqlite/0001-start.sql")).await;
    run(&mut connection, include_str!("layout-0001.sql")).await;
    // It was not always careful with what it took away.
    run(&mut connection, "PRAGMA secure_delete = OFF").await;
    let word = format!("{}zyzzyva", "x".repeat(900));
    run(&mut connection, &format!("INSERT INTO organisation (name) VALUES ('{word}'); DELETE FROM organisation")).await;
    let text = "UPDATE case_sight SET text = 'zyzzyva' WHERE id = 1; UPDATE case_sight SET text = 'untouched' WHERE id = 1";
    run(&mut connection, text).await;
    run(&mut connection, "PRAGMA application_id = 0x52445253; PRAGMA user_version = 1").await;
    connection.close().await.unwrap();
    let holds = |path: &Path| std::fs::read(path).unwrap().windows(7).any(|window| window == b"zyzzyva");
    assert!(holds(&path));

    let old = Store::open(&path, OpenOptions::default()).await.unwrap();
    let fresh_path = folder.path().join("fresh.db");
    let fresh = file(&fresh_path, 3).await;
    crate::fixture::assert_sound(&old).await;
    let hub = actor(1, &["hub"]);
    assert_eq!(old.case_load(&hub, "DC/2017/00002").await.unwrap().unwrap().seq, 2);
    let filter = CaseFilter { text: Some("soup".into()), ..CaseFilter::default() };
    assert_eq!(old.case_list(&hub, &filter, start()).await.unwrap().total, 1);
    // It goes on: the hash of its rows is still the one that is made today.
    let now = rows("untouched");
    append(&old, &hub, 1, 1, Some(&now), &rows("moved on")).await.unwrap();
    assert_eq!(open(&old, 1, &rows("new")).await.reference, "DC/2017/00003");
    crate::fixture::assert_sound(&old).await;
    old.close().await;
    fresh.close().await;
    assert_eq!(layout(&path).await, layout(&fresh_path).await);
    assert!(!holds(&path), "what was taken away before is still in the file");
    let mut connection = raw(&path).await;
    for (pragma, value) in [("user_version", 10), ("application_id", 0x5244_5253), ("integrity_check", 0)] {
        let sql = format!("PRAGMA {pragma}");
        let found = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_one(&mut connection).await.unwrap();
        match pragma {
            "integrity_check" => assert_eq!(found.get::<String, _>(0), "ok"),
            _ => assert_eq!(found.get::<i64, _>(0), value, "{pragma}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_stores_write_to_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let one = file(&path, 1).await;
    let two = Store::open(&path, OpenOptions::default()).await.unwrap();
    for turn in 0..3 {
        for store in [&one, &two] {
            let case = open(store, 1, &rows("x")).await;
            assert!(store.case_find(&actor(1, &["hub"]), case.id).await.unwrap().is_some(), "{turn}");
        }
    }
    crate::fixture::assert_sound(&two).await;
    assert_eq!(one.verify(&mut |_, _| {}).await.unwrap().cases, 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_procedure_cannot_change_under_its_version() {
    let store = crate::fixture::memory(0).await;
    let kept = store.procedure_find("complaints", "1").await.unwrap().unwrap();
    assert_eq!(kept.text, "# Complaints");
    store.procedure_keep(kept.clone()).await.unwrap();
    let changed = KeptProcedure { hash: "cd".into(), text: "# Other".into(), letters: BTreeMap::new(), ..kept.clone() };
    let refused = store.procedure_keep(changed.clone()).await.err().unwrap();
    assert!(matches!(&refused, StoreError::ProcedureChanged { kept, given, .. } if kept == "ab" && given == "cd"));
    store.procedure_keep(KeptProcedure { version: "2".into(), ..changed }).await.unwrap();
    let list = store.procedure_list().await.unwrap();
    assert_eq!(
        list.iter().map(|(_, version, hash)| (version.as_str(), hash.as_str())).collect::<Vec<_>>(),
        [("1", "ab"), ("2", "cd")]
    );
    assert_eq!(store.procedure_find("complaints", "3").await.unwrap(), None);
}

/// What is in the log of a store that is open is not in its file yet.
#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_an_open_store_has_all_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let store = file(&path, 1).await;
    for _ in 0..3 {
        open(&store, 1, &rows("x")).await;
    }
    let (by_hand, copy) = (folder.path().join("by-hand.db"), folder.path().join("copy.db"));
    std::fs::copy(&path, &by_hand).unwrap();
    store::copy_database(&path, &copy).await.unwrap();
    assert!(store::copy_database(&path, &copy).await.is_err(), "nothing is written over");
    let cases = async |path: &Path| match Store::open_read_only(path, OpenOptions::default()).await {
        Ok(store) => store.head().await.map_or(0, |head| head.cases),
        Err(_) => 0,
    };
    assert_eq!(cases(&copy).await, 3);
    assert_ne!(cases(&by_hand).await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_only_read_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    file(&path, 1).await.close().await;
    let listed = || {
        let files = std::fs::read_dir(folder.path()).unwrap();
        let mut names: Vec<_> = files.map(|file| file.unwrap().file_name()).collect();
        names.sort();
        (names, std::fs::read(&path).unwrap())
    };
    let before = listed();
    let store = Store::open_read_only(&path, OpenOptions::default()).await.unwrap();
    assert_eq!(crate::fixture::faults(&store).await, Vec::<String>::new());
    let refused = store.person_add(store::NewPerson::default()).await;
    assert!(matches!(refused, Err(StoreError::ReadOnly)), "{refused:?}");
    store.close().await;
    assert_eq!(listed(), before);
    let nowhere = Store::open_read_only(folder.path().join("none.db"), OpenOptions::default()).await;
    assert!(matches!(nowhere, Err(StoreError::CannotOpen { .. })));
    assert_eq!(listed(), before);
}

/// An older layout is read as it is: what it has is checked, and what it lacks is said.
#[tokio::test(flavor = "multi_thread")]
async fn an_older_layout_is_checked_without_being_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path).create_if_missing(true).foreign_keys(false);
    let mut connection = options.connect().await.unwrap();
    run(&mut connection, include_str!("../../sql/sqlite/0001-start.sql")).await;
    run(&mut connection, include_str!("layout-0001.sql")).await;
    run(&mut connection, "PRAGMA application_id = 0x52445253; PRAGMA user_version = 1").await;
    let check = async || {
        let store = Store::open_read_only(&path, OpenOptions::default()).await.unwrap();
        let checks = store::Checks { derive: Some(&crate::fixture::derive), fingerprint: &|kept| kept.hash.clone() };
        let report = store.verify_whole(checks, &mut |_, _, _| {}).await;
        store.close().await;
        report
    };
    let report = check().await;
    assert!(matches!(report.faults.as_slice(), [lost] if lost.what.ends_with("is lost")), "{report:?}");
    assert!(report.entries > 0 && report.notes.iter().any(|note| note.contains("has layout 1")), "{report:?}");
    run(&mut connection, "DROP TRIGGER entry_as_it_was; UPDATE entry SET role = 'other' WHERE pos = 1").await;
    assert!(check().await.faults.iter().any(|fault| fault.what.starts_with("it was altered")));
    let version: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut connection).await.unwrap();
    assert_eq!(version, 1);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn files_are_for_the_account_that_runs_the_program_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let store = file(&path, 1).await;
    open(&store, 1, &rows("x")).await;
    store.document_put("a.txt", "x".into()).await.unwrap();
    let mut folders = vec![folder.path().to_owned()];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            assert!(!store::is_open_to_others(&path), "{}", path.display());
            seen += 1;
            if path.is_dir() {
                folders.push(path);
            }
        }
    }
    // The database, its two logs, the folder of documents, one below it, and the document.
    assert_eq!(seen, 6);
}
