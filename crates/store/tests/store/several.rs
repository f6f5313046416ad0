//! Several cases opened at once, the parts of a whole, and cases compared by rules.

use std::collections::BTreeMap;

use casework::{KeyRow, LinkRow, Rows};
use store::{Append, AppendError, CaseFilter, OpenCaseError, Taken};

use crate::fixture::{actor, alter, append, assert_sound, change, file, join_all, memory, new_case, open, rows, start, try_open};

fn part(text: &str, whole: &str) -> Rows {
    let link = LinkRow { fact: "plan".into(), label: "Plan".into(), reference: whole.into(), sights: vec![0] };
    Rows { links: vec![link], ..rows(text) }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_cases_are_opened_at_once_in_order_and_their_form_only_once() {
    let store = memory(2).await;
    let hub = actor(1, &["hub"]);
    let send = || {
        let all = ["a", "b", "c"].map(|text| new_case(1, &rows(text))).into();
        store.case_open_all(&hub, all, Some("key".into()))
    };
    let opened: Vec<String> = send().await.unwrap().into_iter().map(|one| one.reference).collect();
    assert_eq!(opened, ["DC/2017/00001", "DC/2017/00002", "DC/2017/00003"]);
    assert!(matches!(send().await, Err(OpenCaseError::AlreadyDone(first)) if first.reference == "DC/2017/00001"));
    assert_eq!(store.verify(&mut |_, _| {}).await.unwrap().cases, 3);
    assert!(store.case_open_all(&hub, Vec::new(), None).await.unwrap().is_empty());
    assert_sound(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn when_one_of_them_cannot_be_opened_none_is() {
    let store = memory(2).await;
    let hub = actor(1, &["hub"]);
    let mut unknown = new_case(1, &rows("b"));
    unknown.version = "9".into();
    let mut stranger = new_case(1, &rows("b"));
    stranger.entries[0].by = 77;
    let mut walled = rows("b");
    walled.walled = vec![1];
    for bad in [unknown, stranger, new_case(1, &walled)] {
        let all = vec![new_case(1, &rows("a")), bad, new_case(1, &rows("c"))];
        assert!(store.case_open_all(&hub, all, Some("key".into())).await.is_err());
        assert_eq!(store.verify(&mut |_, _| {}).await.unwrap().cases, 0);
    }
    // No number was used up.
    assert_eq!(open(&store, 1, &rows("x")).await.reference, "DC/2017/00001");
    assert_sound(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_parts_of_a_whole_are_listed_as_far_as_they_are_seen() {
    let store = memory(2).await;
    let hub = actor(1, &["hub"]);
    let mut hidden = part("hidden", "DC/2017/00001");
    hidden.audience.clear();
    let of_another_fact = Rows {
        links: vec![LinkRow { fact: "other".into(), label: "Other".into(), reference: "DC/2017/00001".into(), sights: vec![0] }],
        ..rows("y")
    };
    for rows in [rows("whole"), part("a", "DC/2017/00001"), part("b", "DC/2017/00009"), hidden, of_another_fact] {
        open(&store, 1, &rows).await;
    }
    let filter = CaseFilter { whole: Some(("DC/2017/00001".into(), "plan".into())), ..CaseFilter::default() };
    let page = store.case_list(&hub, &filter, start()).await.unwrap();
    let found: Vec<&str> = page.lines.iter().map(|line| line.head.reference.as_str()).collect();
    assert_eq!((found.as_slice(), page.total), (&["DC/2017/00002"][..], 1));
}

/// A part with a number that no other part of the whole may have.
fn numbered(number: &str, whole: &str) -> Rows {
    let key = KeyRow { procedure: "complaints".into(), fact: "number".into(), whole: Some(whole.into()), value: number.into() };
    Rows { keys: vec![key], ..part(number, whole) }
}

fn taken(holder: Option<&str>) -> Taken {
    Taken { procedure: "complaints".into(), fact: "number".into(), holder: holder.map(str::to_owned) }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_two_parts_of_a_whole_get_the_same_key() {
    let store = memory(2).await;
    let hub = actor(1, &["hub"]);
    let refused = async |rows: &Rows| match try_open(&store, 1, rows).await {
        Err(OpenCaseError::Taken(taken)) => taken,
        other => panic!("{other:?}"),
    };
    let first = open(&store, 1, &numbered("6.1", "P/1")).await;
    assert_eq!(refused(&numbered("6.1", "P/1")).await, taken(Some("DC/2017/00001")));
    // Another whole is another matter, and no number of a case was used up.
    assert_eq!(open(&store, 1, &numbered("6.1", "P/2")).await.reference, "DC/2017/00002");
    let all = |numbers: &[&str]| numbers.iter().map(|number| new_case(1, &numbered(number, "P/1"))).collect::<Vec<_>>();
    for (numbers, holder) in [(["6.2", "6.1"], Some("DC/2017/00001")), (["6.2", "6.2"], None)] {
        match store.case_open_all(&hub, all(&numbers), None).await {
            Err(OpenCaseError::Taken(found)) => assert_eq!(found, taken(holder)),
            other => panic!("{other:?}"),
        }
    }
    let opened = store.case_open_all(&hub, all(&["6.2", "6.3"]), None).await.unwrap();
    assert_eq!(opened[0].reference, "DC/2017/00003");
    // Nor may a part change into another, or open one that has the same as itself or another.
    let (old, new) = (numbered("6.1", "P/1"), numbered("6.3", "P/1"));
    match append(&store, &hub, first.id, 1, Some(&old), &new).await {
        Err(AppendError::Taken(found)) => assert_eq!(found, taken(Some("DC/2017/00004"))),
        other => panic!("{other:?}"),
    }
    let new = numbered("6.4", "P/1");
    for (number, holder) in [("6.2", Some("DC/2017/00003")), ("6.4", None)] {
        let opens = vec![new_case(1, &numbered(number, "P/1"))];
        let append = Append { opens, ..change(1, first.id, 1, Some(&old), &new) };
        match store.case_append(&hub, append).await {
            Err(AppendError::Taken(found)) => assert_eq!(found, taken(holder)),
            other => panic!("{other:?}"),
        }
    }
    append(&store, &hub, first.id, 1, Some(&old), &new).await.unwrap();
    // What it had is free now.
    assert_eq!(open(&store, 1, &numbered("6.1", "P/1")).await.reference, "DC/2017/00005");
    let asked = ["6.1", "6.4", "9.9"].map(str::to_owned);
    let found = store.keys_taken("complaints", "number", Some("P/1"), &asked, None).await.unwrap();
    let expected = [("6.1", "DC/2017/00005"), ("6.4", "DC/2017/00001")].map(|(one, other)| (one.to_owned(), other.to_owned()));
    assert_eq!(found, expected.into());
    for (procedure, fact, whole, except) in [
        ("other", "number", Some("P/1"), None),
        ("complaints", "other", Some("P/1"), None),
        ("complaints", "number", None, None),
        ("complaints", "number", Some("P/1"), Some("DC/2017/00005")),
    ] {
        let found = store.keys_taken(procedure, fact, whole, &asked[..1], except).await.unwrap();
        assert_eq!(found, BTreeMap::new(), "{procedure} {fact} {whole:?} {except:?}");
    }
    assert_sound(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_those_who_ask_for_the_same_key_at_once_one_gets_it() {
    let store = memory(2).await;
    let hub = actor(1, &["hub"]);
    let same = numbered("6.1", "P/1");
    let outcomes = join_all((0..8).map(|_| try_open(&store, 1, &same))).await;
    let got: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.as_ref().ok()).collect();
    assert_eq!(got.len(), 1);
    for refused in outcomes.iter().filter_map(|outcome| outcome.as_ref().err()) {
        assert!(matches!(refused, OpenCaseError::Taken(found) if *found == taken(Some("DC/2017/00001"))), "{refused}");
    }
    // Whoever gives it up leaves it to the next, also within one commit.
    let (id, next) = (got[0].id, numbered("6.2", "P/1"));
    let (given_up, taken_up) =
        tokio::join!(append(&store, &hub, id, 1, Some(&same), &next), async { try_open(&store, 1, &same).await });
    given_up.unwrap();
    assert_eq!(taken_up.unwrap().reference, "DC/2017/00002");
    let opened = join_all([&next, &numbered("6.3", "P/1")].into_iter().map(|rows| try_open(&store, 1, rows))).await;
    assert_eq!(opened.iter().map(Result::is_ok).collect::<Vec<_>>(), [false, true]);
    assert_sound(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_the_same_already_may_stay() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let store = file(&path, 2).await;
    let first = open(&store, 1, &numbered("6.1", "P/1")).await;
    let second = open(&store, 1, &numbered("6.2", "P/1")).await;
    alter(&path, &format!("UPDATE case_key SET value = '6.1' WHERE case_id = {}", second.id)).await;
    let (hub, same) = (actor(1, &["hub"]), numbered("6.1", "P/1"));
    append(&store, &hub, first.id, 1, Some(&same), &Rows { stage: "answered".into(), ..same.clone() }).await.unwrap();
    // Rows of a layout that knew no keys are written with the next entry.
    alter(&path, &format!("DELETE FROM case_key; UPDATE \"case\" SET rows_hash = x'00' WHERE id = {}", first.id)).await;
    append(&store, &hub, first.id, 2, Some(&same), &same).await.unwrap();
    assert!(matches!(try_open(&store, 1, &same).await, Err(OpenCaseError::Taken(found)) if found.holder.is_some()));
}
