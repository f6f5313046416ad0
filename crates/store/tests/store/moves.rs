//! A case that is moved is run under another version of its procedure, and still hangs on the one it was opened under.

use serde_json::json;
use store::{Append, AppendError, CaseFilter, DutyFilter, DutyScope, DutyTimes, KeptProcedure, OpenOptions, Store};

use crate::fixture::{actor, alter, assert_sound, change, derive, duty, faults, file, hours, new_case, open, rows};

async fn keep(store: &Store, version: &str, hash: &str) {
    let kept = store.procedure_find("complaints", "1").await.unwrap().unwrap();
    store.procedure_keep(KeptProcedure { version: version.into(), hash: hash.into(), ..kept }).await.unwrap();
}

/// Adds an entry that moves the case.
fn moved<'a>(mut append: Append<'a>, from: &str, to: &str, hash: &str) -> Append<'a> {
    let mut moved = append.entries[0].clone();
    moved.kept.frame = json!({ "act": "moved", "from": from, "to": to, "hash": hash });
    append.entries.push(moved);
    append.moves = Some((to.into(), hash.into()));
    append
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moved_case_is_run_under_its_new_version_wherever_it_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let store = file(&folder.path().join("redress.db"), 2).await;
    keep(&store, "2", "cd").await;
    keep(&store, "3", "ef").await;
    let hub = actor(1, &["hub"]);
    let mut now = rows("x");
    now.duties = vec![duty("reply", &["hub"], Some(hours(4)))];
    now.links =
        vec![casework::LinkRow { fact: "f".into(), label: "F".into(), reference: "DC/2017/00001".into(), sights: vec![0] }];
    open(&store, 1, &now).await;
    open(&store, 1, &now).await;
    let mut first = moved(change(1, 1, 1, Some(&now), &now), "1", "2", "cd");
    first.entries[0].kept.frame =
        json!({ "act": "step", "step": "log", "notices": [{ "notice": "logged", "to": ["hub"], "people": [] }] });
    store.case_append(&hub, first).await.unwrap();
    assert_sound(&store).await;
    // Twice more at once.
    let twice = moved(moved(change(1, 1, 3, Some(&now), &now), "2", "1", "ab"), "1", "3", "ef");
    store.case_append(&hub, twice).await.unwrap();
    assert_sound(&store).await;

    let is = |version: &str, hash: &str| (version, hash) == ("3", "ef");
    let head = store.case_load(&hub, "DC/2017/00001").await.unwrap().unwrap().head;
    assert!(is(&head.version, &head.hash));
    assert_eq!(store.case_find(&hub, 1).await.unwrap().unwrap(), head);
    assert_eq!(store.case_list(&hub, &CaseFilter::default(), hours(9)).await.unwrap().lines[1].head, head);
    let times = DutyTimes { now: hours(9), today: jiff::civil::date(2017, 3, 6), week_ends: jiff::civil::date(2017, 3, 12) };
    let filter = DutyFilter { scope: DutyScope::Team, ..DutyFilter::default() };
    assert_eq!(store.duty_page(&hub, &filter, &times).await.unwrap().lines[0].head, head);
    assert_eq!(store.notice_page(&hub, false, 1, 9).await.unwrap().page.lines[0].head, head);
    assert_eq!(store.case_links(&hub, 2).await.unwrap()[0].version, "3");
    let report = store
        .rebuild(
            &|head, entries| {
                let expected = if head.id == 1 { is(&head.version, &head.hash) } else { head.version == "1" };
                assert!(expected, "{head:?}");
                derive(head, entries)
            },
            false,
            &mut |_, _| {},
        )
        .await
        .unwrap();
    assert_eq!((report.differing.len(), report.failed.len()), (0, 0));
    // The other one stays where it was.
    assert_eq!(store.case_find(&hub, 2).await.unwrap().unwrap().version, "1");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_is_said_and_done_or_neither() {
    let folder = tempfile::tempdir().unwrap();
    let store = file(&folder.path().join("redress.db"), 1).await;
    keep(&store, "2", "cd").await;
    let now = rows("x");
    open(&store, 1, &now).await;
    let plain = || change(1, 1, 1, Some(&now), &now);
    let to_two = || moved(plain(), "1", "2", "cd");
    let moves = |version: &str, hash: &str| Some((version.to_owned(), hash.to_owned()));
    let other = "the version that the case is moved to is not the one that its entries say";
    let unkept = "the procedure “complaints”, version 2, is not kept with this text: keep it before a case is run under it";
    for (append, said) in [
        (Append { moves: moves("2", "cd"), ..plain() }, other),
        (Append { moves: None, ..to_two() }, other),
        (Append { moves: moves("2", "ef"), ..to_two() }, other),
        (Append { moves: moves("3", "cd"), ..to_two() }, other),
        (moved(plain(), "1", "2", "ef"), unkept),
        (moved(plain(), "2", "2", "cd"), "DC/2017/00001 is run under version 1, not 2"),
        (moved(to_two(), "1", "2", "cd"), "the case is moved from a version that it was not moved to before"),
    ] {
        let refused = store.case_append(&actor(1, &["hub"]), append).await.unwrap_err();
        assert_eq!(refused.to_string(), said);
        assert!(matches!(refused, AppendError::Invalid(_) | AppendError::UnknownProcedure { .. }));
    }
    let mut born = new_case(1, &now);
    born.entries[0].kept.frame = json!({ "act": "moved", "from": "1", "to": "2", "hash": "cd" });
    assert!(store.case_open(&actor(1, &["hub"]), born).await.is_err());
    let head = store.case_find(&actor(1, &["hub"]), 1).await.unwrap().unwrap();
    assert_eq!((head.version.as_str(), head.hash.as_str()), ("1", "ab"));
    assert_sound(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_that_no_entry_says_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let store = file(&path, 1).await;
    keep(&store, "2", "cd").await;
    let now = rows("x");
    open(&store, 1, &now).await;
    open(&store, 1, &now).await;
    store.case_append(&actor(1, &["hub"]), moved(change(1, 1, 1, None, &now), "1", "2", "cd")).await.unwrap();
    store.close().await;
    for (alteration, said) in [
        ("run_version = NULL, run_hash = NULL WHERE id = 1", "DC/2017/00001: it does not say that it is run under version 2"),
        ("run_version = NULL WHERE id = 1", "DC/2017/00001: it does not say that it is run under version 2"),
        ("run_version = '1', run_hash = 'ab' WHERE id = 1", "DC/2017/00001: it says that it is run under version 1, but"),
        ("run_hash = 'ef' WHERE id = 1", "DC/2017/00001: it says another hash of its version than the entry"),
        ("run_hash = NULL WHERE id = 1", "DC/2017/00001: it says another hash of its version than the entry"),
        ("run_version = '2', run_hash = 'cd' WHERE id = 2", "DC/2017/00002: it says that it is run under version 2, but"),
        ("run_version = '1', run_hash = 'ab' WHERE id = 2", "DC/2017/00002: it says that it is run under version 1, but"),
        ("run_hash = 'ab' WHERE id = 2", "DC/2017/00002: it says the hash of a version that it was not moved to"),
        // The first link hangs on the version that the case was opened under.
        ("version = '2', procedure_hash = 'cd' WHERE id = 1", "DC/2017/00001, entry 1: it does not belong to this reference"),
    ] {
        let copy = folder.path().join("altered.db");
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(folder.path().join(format!("altered.db{end}")));
        }
        std::fs::copy(&path, &copy).unwrap();
        alter(&copy, &format!("UPDATE \"case\" SET {alteration}")).await;
        let altered = Store::open(&copy, OpenOptions::default()).await.unwrap();
        let found = faults(&altered).await;
        assert!(found.iter().any(|one| one.starts_with(said)), "{alteration}\n  wanted: {said}\n  said: {found:#?}");
        altered.close().await;
    }
}
