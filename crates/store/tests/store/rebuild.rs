//! Derived rows can be made again from the entries, byte for byte.

use std::collections::BTreeMap;

use casework::{KeyRow, LinkRow, MarkRow, PartyRow, Rows, TallyRow};
use serde_json::json;
use store::Store;

use crate::fixture::{actor, alter, append, assert_sound, change, derive, duty, file, hours, open, rows};

pub(crate) fn full() -> Rows {
    let mut full = rows("the soup was cold");
    full.site = Some(7);
    full.sights[0].site = Some(7);
    full.keys = vec![KeyRow { procedure: "complaints".into(), fact: "number".into(), whole: None, value: "6.1".into() }];
    full.walled = vec![3];
    full.parties = vec![PartyRow { person: 2, sight: 0 }];
    full.duties = vec![duty("reply", &["hub"], Some(hours(4)))];
    full.duties[0].people = vec![2];
    full.subject = Some(2);
    full.links =
        vec![LinkRow { fact: "other".into(), label: "Other".into(), reference: "DC/2017/00001".into(), sights: vec![0] }];
    full.tallies = vec![TallyRow { fact: "proven".into(), person: 2, since: hours(1) }];
    full.marks = vec![MarkRow {
        mark: "limit".into(),
        person: 2,
        title: "Writes only".into(),
        says: vec![("Why".into(), "Shouts".into())],
        limits: BTreeMap::from([("channel".into(), ("letter".into(), "By letter".into()))]),
        roles: vec!["hub".into()],
        since: jiff::Timestamp::UNIX_EPOCH,
    }];
    full
}

async fn world(path: &std::path::Path) -> Store {
    let store = file(path, 3).await;
    open(&store, 1, &rows("untouched")).await;
    let full = full();
    let case = open(&store, 1, &full).await;
    let document = store.document_put("a.txt", "x".into()).await.unwrap();
    let mut change = change(1, case.id, 1, Some(&full), &full);
    change.entries[0].kept.frame = json!({ "act": "step", "step": "log",
        "letters": [{ "letter": "reply", "sha256": document.sha256 }],
        "notices": [{ "notice": "logged", "to": ["monitor"], "people": [2] }] });
    store.case_append(&actor(1, &["hub"]), change).await.unwrap();
    store
}

#[tokio::test(flavor = "multi_thread")]
async fn every_derived_table_is_compared_and_mended() {
    let damages = [
        ("case", "UPDATE \"case\" SET stage = 'closed' WHERE id = 2"),
        ("case", "UPDATE \"case\" SET open = 0 WHERE id = 2"),
        ("case", "UPDATE \"case\" SET site = NULL WHERE id = 2"),
        ("case", "UPDATE \"case\" SET received = received + 1 WHERE id = 2"),
        ("case", "UPDATE \"case\" SET closed = 5 WHERE id = 2"),
        ("case", "UPDATE \"case\" SET rows_hash = x'00' WHERE id = 2"),
        ("audience", "UPDATE audience SET sight = 1"),
        ("team", "DELETE FROM team"),
        ("duty_kind", "UPDATE duty_kind SET site = 8"),
        ("case_wall", "DELETE FROM case_wall WHERE case_id = 2"),
        ("case_wall", "INSERT INTO case_wall VALUES (2, 2)"),
        ("case_party", "UPDATE case_party SET person = 1 WHERE case_id = 2"),
        ("case_sight", "UPDATE case_sight SET text = 'nothing' WHERE case_id = 2"),
        ("case_sight", "UPDATE case_sight SET filters = '{}' WHERE case_id = 2"),
        ("duty", "UPDATE duty SET due = NULL WHERE case_id = 2"),
        ("duty", "UPDATE duty SET kind = NULL WHERE case_id = 2"),
        ("duty", "DELETE FROM duty WHERE case_id = 2"),
        ("duty_person", "DELETE FROM duty_person WHERE case_id = 2"),
        ("notice", "UPDATE notice SET carries = '[[\"a\",\"b\"]]' WHERE case_id = 2"),
        ("notice_to", "UPDATE notice_to SET role = 'hub' WHERE role = 'monitor'"),
        ("case_subject", "DELETE FROM case_subject WHERE case_id = 2"),
        ("case_subject", "UPDATE case_subject SET person = 1"),
        ("case_subject", "INSERT INTO case_subject VALUES (77, 1)"),
        ("case_link", "UPDATE case_link SET fact = 'another'"),
        ("case_link", "UPDATE case_link SET label = 'another'"),
        ("case_link", "UPDATE case_link SET reference = 'DC/2017/00003'"),
        ("case_link", "INSERT INTO case_link SELECT 77, item, fact, label, reference, sights FROM case_link"),
        ("case_link", "UPDATE case_link SET sights = '[]'"),
        ("case_link", "UPDATE case_link SET sights = '[1]'"),
        ("case_sight", "UPDATE case_sight SET site = NULL WHERE case_id = 2"),
        ("case_key", "UPDATE case_key SET value = '6.2'"),
        ("case_key", "UPDATE case_key SET whole = 'DC/2017/00001'"),
        ("case_key", "UPDATE case_key SET procedure = 'another'"),
        ("case_key", "DELETE FROM case_key"),
        ("case_key", "INSERT INTO case_key SELECT 77, procedure, fact, whole, value FROM case_key"),
        ("case_tally", "UPDATE case_tally SET since = since + 1"),
        ("case_tally", "UPDATE case_tally SET person = 1"),
        ("case_tally", "INSERT INTO case_tally SELECT 77, fact, person, since FROM case_tally"),
        ("case_mark", "UPDATE case_mark SET person = 1"),
        ("case_mark", "UPDATE case_mark SET title = 'another'"),
        ("case_mark", "UPDATE case_mark SET says = '[]'"),
        ("case_mark", "UPDATE case_mark SET limits = '{}'"),
        ("case_mark", "UPDATE case_mark SET roles = '[]'"),
        ("case_mark", "INSERT INTO case_mark SELECT 77, item, mark, person, title, says, limits, roles, since FROM case_mark"),
        ("case_document", "DELETE FROM case_document WHERE case_id = 2"),
        (
            "duty",
            "INSERT INTO duty SELECT 77, item, duty, number, title, team, holder, step, owed_from, due, due_day, open, met, \
                  soft, provisional, kind, stage FROM duty WHERE case_id = 2",
        ),
        (
            "case_text",
            "INSERT INTO case_text (case_text, rowid, text) SELECT 'delete', id, text FROM case_sight WHERE case_id = 2",
        ),
    ];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let store = world(&path).await;
    assert_sound(&store).await;
    for (table, damage) in damages {
        alter(&path, damage).await;
        let found = store.rebuild(&derive, false, &mut |_, _| {}).await.unwrap();
        assert_eq!(found.differing.keys().copied().collect::<Vec<_>>(), [table], "{damage}");
        let again = store.rebuild(&derive, true, &mut |_, _| {}).await.unwrap();
        assert_eq!(again.differing.keys().collect::<Vec<_>>(), [&table], "{damage}: looking changed something");
        assert_sound(&store).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_that_derive_other_rows_show_up_and_can_be_applied() {
    let folder = tempfile::tempdir().unwrap();
    let store = world(&folder.path().join("redress.db")).await;
    let later = |head: &store::CaseHead, entries: &[store::KeptEntry]| {
        let mut rows = derive(head, entries)?;
        for duty in &mut rows.duties {
            duty.due = Some(hours(30));
        }
        Ok(rows)
    };
    let mut steps = Vec::new();
    let report = store.rebuild(&later, true, &mut |done, total| steps.push((done, total))).await.unwrap();
    assert_eq!(report.differing, BTreeMap::from([("duty", 1), ("case", 1)]));
    assert_eq!((report.cases, report.differing_cases), (2, vec!["DC/2017/00002".to_owned()]));
    assert_eq!(steps.last(), Some(&(2, 2)));
    assert_eq!(store.rebuild(&later, false, &mut |_, _| {}).await.unwrap().differing, BTreeMap::new());
    // A caller that still derives the old way is not believed: the rows come out right.
    append(&store, &actor(1, &["hub"]), 2, 2, Some(&full()), &full()).await.unwrap();
    assert_sound(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_cannot_be_derived_is_named_and_left() {
    let folder = tempfile::tempdir().unwrap();
    let store = world(&folder.path().join("redress.db")).await;
    let failing = |head: &store::CaseHead, entries: &[store::KeptEntry]| {
        if head.id == 2 { Err("no such step".to_owned()) } else { derive(head, entries) }
    };
    let report = store.rebuild(&failing, true, &mut |_, _| {}).await.unwrap();
    assert_eq!(report.failed, [("DC/2017/00002".to_owned(), "no such step".to_owned())]);
    assert_sound(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rebuild_that_is_due_is_told_until_it_was_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let store = world(&path).await;
    assert!(!store.rebuild_due().await.unwrap(), "a new database is as it should be");
    alter(&path, "INSERT INTO rebuild_due VALUES (1)").await;
    assert!(store.rebuild_due().await.unwrap());
    store.rebuild(&derive, false, &mut |_, _| {}).await.unwrap();
    assert!(store.rebuild_due().await.unwrap(), "nothing was written");
    store.rebuild(&derive, true, &mut |_, _| {}).await.unwrap();
    assert!(!store.rebuild_due().await.unwrap());
}
