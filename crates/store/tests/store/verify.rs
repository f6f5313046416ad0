//! Whatever is tampered with by another program is found, and said in sentences that name the case and the entry.

use std::path::{Path, PathBuf};

use sqlx::Connection;
use store::{Append, Store};

use crate::fixture::{actor, alter, append, assert_sound, change, faults, file, marked, open, raw, rows, run};

/// Three cases of three entries each, each entry sealed by itself. Entry `n` of case `c` is at position `(n - 1) * 3 + c`.
async fn world(folder: &Path) -> (Store, PathBuf) {
    let path = folder.join("redress.db");
    let store = file(&path, 2).await;
    let now = rows("x");
    for _ in 0..3 {
        open(&store, 1, &now).await;
    }
    for seq in 1..3 {
        for case in 1..=3 {
            append(&store, &actor(2, &["hub"]), case, seq, Some(&now), &now).await.unwrap();
        }
    }
    (store, path)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_touched_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = world(folder.path()).await;
    let mut steps = Vec::new();
    let report = store.verify(&mut |done, total| steps.push((done, total))).await.unwrap();
    assert_eq!((report.entries, report.cases, report.seals, report.faults.len()), (9, 3, 9, 0));
    assert_eq!(steps.last(), Some(&(9, 9)));
    let (number, hash) = report.head.unwrap();
    assert_eq!(store.seal_hash(number).await.unwrap(), Some(hash));
    assert_eq!(store.seal_hash(number + 1).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_alteration_is_found() {
    // What is altered, and a sentence that must be among those said.
    let alterations = [
        ("UPDATE entry SET happened = happened + 1 WHERE pos = 5", "DC/2017/00002, entry 2: it was altered"),
        ("UPDATE entry SET recorded = recorded + 1 WHERE pos = 5", "DC/2017/00002, entry 2: it was altered"),
        ("UPDATE entry SET by = 1 WHERE pos = 5", "DC/2017/00002, entry 2: it was altered"),
        ("UPDATE entry SET role = 'other' WHERE pos = 5", "DC/2017/00002, entry 2: it was altered"),
        ("UPDATE entry SET role = NULL WHERE pos = 5", "DC/2017/00002, entry 2: it was altered"),
        ("UPDATE entry SET frame = '{}' WHERE pos = 5", "DC/2017/00002, entry 2: it was altered"),
        ("UPDATE entry SET content = '{}' WHERE pos = 5", "DC/2017/00002, entry 2: its content is not what was recorded"),
        ("UPDATE entry SET salt = x'00' WHERE pos = 5", "DC/2017/00002, entry 2: its content is not what was recorded"),
        ("UPDATE entry SET salt = NULL WHERE pos = 5", "DC/2017/00002, entry 2: its content is not what was recorded"),
        ("UPDATE entry SET content = NULL WHERE pos = 5", "DC/2017/00002, entry 2: its content was removed, but not the salt"),
        (
            "UPDATE entry SET content = NULL, salt = NULL WHERE pos = 5",
            "DC/2017/00002, entry 2: its content is gone, and no entry says",
        ),
        ("UPDATE entry SET content_hash = x'00' WHERE pos = 5", "DC/2017/00002, entry 2: it was altered"),
        ("UPDATE entry SET prev_hash = x'00' WHERE pos = 5", "DC/2017/00002, entry 2: it does not follow entry 1"),
        ("UPDATE entry SET hash = x'00' WHERE pos = 5", "DC/2017/00002, entry 3: it does not follow entry 2"),
        ("UPDATE entry SET hash = x'00' WHERE pos = 9", "DC/2017/00003, entry 3: it was altered"),
        ("UPDATE entry SET seq = 9 WHERE pos = 5", "DC/2017/00002, entry 9: what came before it is missing: entry 2"),
        ("UPDATE entry SET case_id = 3, seq = 9 WHERE pos = 8", "DC/2017/00002: entry 3 was removed"),
        ("UPDATE entry SET pos = 99 WHERE pos = 5", "the entry at position 5 was removed"),
        // Removed: in the middle, at the end of a case, at the very end.
        ("DELETE FROM entry WHERE pos = 5", "DC/2017/00002, entry 3: what came before it is missing: entry 2"),
        ("DELETE FROM entry WHERE pos = 8", "DC/2017/00002: entry 3 was removed"),
        ("DELETE FROM entry WHERE pos = 9", "the entry at position 9 was removed"),
        ("DELETE FROM entry WHERE pos >= 8", "the entries at positions 8 to 9 were removed"),
        ("DELETE FROM entry WHERE pos = 8; UPDATE \"case\" SET seq = 2 WHERE id = 2", "the entry at position 8 was removed"),
        // The end of everything, with all that counts it.
        (
            "DELETE FROM entry WHERE pos = 9; UPDATE \"case\" SET seq = 2 WHERE id = 3; UPDATE sqlite_sequence SET seq = 8 WHERE name = 'entry'",
            "the entry at position 9 was removed",
        ),
        (
            "DELETE FROM entry WHERE pos = 9; UPDATE \"case\" SET seq = 2 WHERE id = 3; DELETE FROM seal WHERE number = 9",
            "seals 9 to 9, the last ones, were removed",
        ),
        // A whole case, with all that counts it in the case's own rows.
        ("DELETE FROM entry WHERE case_id = 2; DELETE FROM \"case\" WHERE id = 2", "case number 2 was removed"),
        (
            "DELETE FROM entry WHERE case_id = 3; DELETE FROM \"case\" WHERE id = 3; UPDATE sqlite_sequence SET seq = 2 WHERE name = 'case'",
            "seal 3 does not fit the entries at positions 3 to 3, of which none is left",
        ),
        ("DELETE FROM \"case\" WHERE id = 2", "case number 2 is gone, but its entry 1 is still there"),
        // Moved: two entries of a case change places.
        (
            "UPDATE entry SET seq = 12 WHERE pos = 5; UPDATE entry SET seq = 2 WHERE pos = 8; UPDATE entry SET seq = 3 WHERE pos = 5",
            "DC/2017/00002, entry 3: what came before it is missing: entry 2",
        ),
        (
            "UPDATE entry SET pos = 99 WHERE pos = 5; UPDATE entry SET pos = 5 WHERE pos = 8; UPDATE entry SET pos = 8 WHERE pos = 99",
            "DC/2017/00002, entry 3: what came before it is missing: entry 2",
        ),
        // Put in: a copy of an entry.
        (
            "INSERT INTO entry SELECT 10, case_id, 4, happened, recorded, by, role, frame, content, salt, content_hash, hash, hash FROM entry WHERE pos = 8",
            "DC/2017/00002, entry 4: no seal covers it",
        ),
        // What a case says of itself.
        (
            "UPDATE \"case\" SET reference = 'DC/2017/00009' WHERE id = 2",
            "DC/2017/00009, entry 1: it does not belong to this reference",
        ),
        (
            "UPDATE \"case\" SET procedure_hash = 'cd' WHERE id = 2",
            "DC/2017/00002, entry 1: it does not belong to this reference",
        ),
        ("UPDATE \"case\" SET procedure = 'other' WHERE id = 2", "DC/2017/00002, entry 1: it does not belong to this reference"),
        ("UPDATE \"case\" SET version = '2' WHERE id = 2", "DC/2017/00002, entry 1: it does not belong to this reference"),
        ("UPDATE \"case\" SET id = 7 WHERE id = 3", "case number 3 is gone, but its entry 1 is still there"),
        ("UPDATE \"case\" SET seq = 2 WHERE id = 2", "DC/2017/00002: it says that it has 2 entries, but there are 3"),
        ("UPDATE \"case\" SET seq = 5 WHERE id = 2", "DC/2017/00002: entries 4 to 5 were removed"),
        // Seals.
        (
            "UPDATE seal SET hash = x'00' WHERE number = 5",
            "seal 5 does not fit the entries at positions 5 to 5, of which there are: DC/2017/00002, entry 2",
        ),
        ("UPDATE seal SET prev_hash = x'00' WHERE number = 5", "seal 5 does not follow seal 4"),
        ("UPDATE seal SET entries = 2 WHERE number = 5", "seal 5 does not fit"),
        ("UPDATE seal SET first_pos = 4 WHERE number = 5", "seal 5 does not follow seal 4"),
        ("UPDATE seal SET last_pos = 6 WHERE number = 5", "seal 5 does not fit"),
        ("UPDATE seal SET number = 99 WHERE number = 9", "seals 9 to 98 were removed"),
        ("DELETE FROM seal WHERE number = 5", "seals 5 to 5 were removed"),
        ("DELETE FROM seal WHERE number = 9", "seals 9 to 9, the last ones, were removed"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let (store, path) = world(folder.path()).await;
    store.close().await;
    for (alteration, sentence) in alterations {
        let copy = folder.path().join("altered.db");
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(folder.path().join(format!("altered.db{end}")));
        }
        std::fs::copy(&path, &copy).unwrap();
        alter(&copy, alteration).await;
        let altered = Store::open(&copy, store::OpenOptions::default()).await.unwrap();
        let said = faults(&altered).await;
        assert!(said.iter().any(|said| said.starts_with(sentence)), "{alteration}\n  wanted: {sentence}\n  said: {said:#?}");
        altered.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_whose_hashes_were_computed_again_is_found_by_its_seal() {
    let folder = tempfile::tempdir().unwrap();
    let (store, path) = world(folder.path()).await;
    // Another store with another last entry of the same case lends a chain that is sound in itself.
    let other = tempfile::tempdir().unwrap();
    let (lender, lent) = world(other.path()).await;
    lender.close().await;
    let mut connection = raw(&path).await;
    run(&mut connection, &format!("ATTACH '{}' AS lent", lent.display())).await;
    run(&mut connection, "DELETE FROM main.entry WHERE case_id = 2").await;
    run(&mut connection, "INSERT INTO main.entry SELECT * FROM lent.entry WHERE case_id = 2").await;
    connection.close().await.unwrap();
    let said = faults(&store).await;
    assert_eq!(said.len(), 3, "{said:#?}");
    assert!(
        said[0].starts_with("seal 2 does not fit the entries at positions 2 to 2, of which there are: DC/2017/00002, entry 1")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn content_that_was_lawfully_erased_leaves_the_chain_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (store, path) = world(folder.path()).await;
    let now = rows("x");
    alter(
        &path,
        "CREATE TABLE copy (content, salt); INSERT INTO copy SELECT content, salt FROM entry WHERE case_id = 2 AND seq = 2",
    )
    .await;
    let marker = Append { erases: true, ..marked(change(1, 2, 3, Some(&now), &now), &[1, 2, 3]) };
    store.case_append(&actor(1, &["hub"]), marker).await.unwrap();
    assert_sound(&store).await;
    let loaded = store.case_load(&actor(1, &["hub"]), "DC/2017/00002").await.unwrap().unwrap();
    assert_eq!(loaded.entries.iter().map(|entry| entry.erased).collect::<Vec<_>>(), [true, true, true, false]);
    assert!(loaded.entries[0].kept.content.is_null());
    // Somebody puts back what they had kept.
    alter(&path, "UPDATE entry SET (content, salt) = (SELECT content, salt FROM copy) WHERE case_id = 2 AND seq = 2").await;
    let said = faults(&store).await;
    assert_eq!(said, ["DC/2017/00002, entry 2: an entry says that it was erased, but its content is still there"]);
    alter(&path, "UPDATE entry SET content = NULL, salt = NULL WHERE case_id = 2 AND seq = 2").await;
    assert_sound(&store).await;
    // The marker covers these three only.
    alter(&path, "UPDATE entry SET content = NULL, salt = NULL WHERE case_id = 2 AND seq = 4").await;
    let said = faults(&store).await;
    assert_eq!(said, ["DC/2017/00002, entry 4: its content is gone, and no entry says that it was erased"]);
}
