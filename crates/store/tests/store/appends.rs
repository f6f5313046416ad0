//! Opening and appending: one wins, nobody's form counts twice, and one bad request spoils no other.

use std::collections::{BTreeMap, BTreeSet};

use casework::{DocumentRef, LinkRow, MarkRow, PartyRow, TallyRow};
use serde_json::json;
use store::{AppendError, CaseFilter, NewCase, OpenCaseError, OutboxItem, References, StoreError};

use crate::fixture::{
    actor, append, assert_sound, change, duty, entry, hours, join_all, memory, new_case, open, rows, start, try_open,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_case_gets_the_first_of_its_references_that_no_case_has() {
    let store = memory(1).await;
    let few = || -> References { Box::new(|number| ["XA", "XB", "XC"][number.min(2) as usize].to_owned()) };
    let new = || NewCase { references: few(), ..new_case(1, &rows("x")) };
    let hub = actor(1, &["hub"]);
    assert_eq!(store.case_open(&hub, new()).await.unwrap().reference, "XA");
    // Also among those that are opened with it, and are on disk no sooner.
    let both = store.case_open_all(&hub, vec![new(), new()], None).await.unwrap();
    assert_eq!(both.iter().map(|one| one.reference.as_str()).collect::<Vec<_>>(), ["XB", "XC"]);
    let full = store.case_open(&hub, new()).await;
    assert!(matches!(full, Err(OpenCaseError::Invalid(reason)) if reason == "no reference is free"));
}

#[tokio::test(flavor = "multi_thread")]
async fn cases_that_are_opened_at_once_get_different_references() {
    let store = memory(1).await;
    let hub = actor(1, &["hub"]);
    let opened = join_all((0..40).map(|_| store.case_open(&hub, new_case(1, &rows("x"))))).await;
    let references: BTreeSet<String> = opened.into_iter().map(|one| one.unwrap().reference).collect();
    assert_eq!(references.len(), 40);
    assert_sound(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_does_not_come_about_uses_no_number() {
    let store = memory(2).await;
    let mut walled = rows("x");
    walled.walled = vec![2];
    assert!(matches!(try_open(&store, 2, &walled).await, Err(OpenCaseError::Walled)));
    let mut refused = new_case(1, &rows("x"));
    refused.rows_for = Box::new(|head| Err(format!("no rows for {}", head.reference)));
    let refused = store.case_open(&actor(1, &["hub"]), refused).await;
    assert!(matches!(refused, Err(OpenCaseError::Invalid(reason)) if reason == "no rows for DC/2017/00001"));
    let mut unknown = new_case(1, &rows("x"));
    unknown.hash = "cd".into();
    assert!(matches!(store.case_open(&actor(1, &["hub"]), unknown).await, Err(OpenCaseError::UnknownProcedure { .. })));
    let mut faulty = new_case(1, &rows("x"));
    faulty.rows_for = Box::new(|_| panic!("a fault of the engine"));
    assert!(matches!(store.case_open(&actor(1, &["hub"]), faulty).await, Err(OpenCaseError::Invalid(_))));
    let mut nowhere = rows("x");
    nowhere.audience[0].sight = 1;
    assert!(matches!(try_open(&store, 1, &nowhere).await, Err(OpenCaseError::Store(StoreError::Invalid(_)))));
    let opened = open(&store, 1, &walled).await;
    assert_eq!((opened.id, opened.reference.as_str()), (1, "DC/2017/00001"));
    assert_sound(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_recorded_is_loaded_as_it_was() {
    let store = memory(2).await;
    let case = open(&store, 1, &rows("x")).await;
    let later = rows("y");
    let mut second = change(2, case.id, 1, None, &later);
    second.entries[0].role = None;
    second.entries[0].recorded = hours(9);
    second.entries[0].kept.content["note"] = json!("“quoted”, \u{0}, \n, 🙂, é, 0.1, \\u0041");
    let given = second.entries[0].kept.clone();
    store.case_append(&actor(2, &["hub"]), second).await.unwrap();
    let loaded = store.case_load(&actor(1, &["hub"]), "DC/2017/00001").await.unwrap().unwrap();
    assert_eq!((loaded.head.id, loaded.head.hash.as_str(), loaded.seq, loaded.entries.len()), (case.id, "ab", 2, 2));
    let kept = &loaded.entries[1];
    assert_eq!((kept.seq, kept.by, &kept.role, kept.happened, kept.recorded), (2, 2, &None, hours(1), hours(9)));
    assert_eq!((&kept.kept, kept.erased), (&given, false));
    assert_eq!(store.case_load(&actor(1, &["hub"]), "DC/2017/00002").await.unwrap(), None);
    assert_eq!(store.case_find(&actor(1, &["hub"]), case.id).await.unwrap(), Some(loaded.head));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_those_who_act_at_once_exactly_one_wins_and_the_others_learn_what_came_between() {
    let store = memory(8).await;
    let case = open(&store, 1, &rows("x")).await;
    let attempts: Vec<_> = (1..=8)
        .map(|person| {
            let store = store.clone();
            tokio::spawn(async move {
                append(&store, &actor(person, &["hub"]), case.id, 1, Some(&rows("x")), &rows(&format!("by {person}"))).await
            })
        })
        .collect();
    let mut winners = Vec::new();
    let mut told = Vec::new();
    for (person, attempt) in (1..).zip(attempts) {
        match attempt.await.unwrap() {
            Ok(done) => winners.push((person, done.first_seq, done.last_seq)),
            Err(AppendError::Stale { seq_now, since }) => told.push((seq_now, since)),
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(winners.len(), 1);
    let (winner, first, last) = winners[0];
    assert_eq!((first, last), (2, 2));
    for (seq_now, since) in told {
        assert_eq!((seq_now, since.len()), (2, 1));
        assert_eq!((since[0].seq, since[0].by, since[0].frame["step"].as_str()), (2, winner, Some("log")));
    }
    assert_sound(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_sent_twice_counts_once() {
    let store = memory(2).await;
    let hub = actor(1, &["hub"]);
    let form = || {
        let mut new = new_case(1, &rows("x"));
        new.form_key = Some("key".into());
        store.case_open(&hub, new)
    };
    let (first, second) = tokio::join!(form(), form());
    let first = first.unwrap();
    assert!(matches!(second, Err(OpenCaseError::AlreadyDone(done)) if done == first));

    let later = rows("y");
    let send = |person: i64, seq: u32| {
        let mut change = change(person, first.id, seq, None, &later);
        change.form_key = Some("key 2".into());
        let store = store.clone();
        async move { store.case_append(&actor(person, &["hub"]), change).await }
    };
    let (one, two) = tokio::join!(send(1, 1), send(1, 1));
    let one = one.unwrap();
    assert!(matches!(two, Err(AppendError::AlreadyDone(done)) if done == one));
    // Later, when the case has moved on, it is still the same form.
    assert!(matches!(send(1, 1).await, Err(AppendError::AlreadyDone(done)) if done == one));
    // Somebody else's key is somebody else's.
    assert_eq!(send(2, 2).await.unwrap().first_seq, 3);
    assert_sound(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_bad_request_leaves_the_others_of_its_batch_intact() {
    let store = memory(3).await;
    let mut cases = Vec::new();
    for _ in 0..40 {
        cases.push(open(&store, 1, &rows("x")).await.id);
    }
    let later = rows("y");
    let attempts = cases.iter().enumerate().map(|(n, case)| {
        let (mut change, person) = (change(1, *case, 1, None, &later), if n % 5 == 4 { 2 } else { 1 });
        match n % 5 {
            0 => change.entries[0].by = 99,
            1 => change.entries[0].kept.frame = json!({ "act": "filed", "sha256": "00" }),
            2 => change.expected_seq = 7,
            _ => {}
        }
        let roles: &[&str] = if person == 2 { &["outsider"] } else { &["hub"] };
        let store = store.clone();
        async move { store.case_append(&actor(person, roles), change).await }
    });
    // All are asked at once, so they share batches.
    let outcomes = join_all(attempts).await;
    for (n, outcome) in outcomes.into_iter().enumerate() {
        match n % 5 {
            0 => assert!(matches!(outcome, Err(AppendError::Invalid(reason)) if reason.contains("person 99"))),
            1 => assert!(matches!(outcome, Err(AppendError::Invalid(reason)) if reason.contains("document 00"))),
            2 => assert!(matches!(outcome, Err(AppendError::Stale { seq_now: 1, since }) if since.is_empty())),
            3 => assert_eq!(outcome.unwrap().last_seq, 2),
            _ => assert!(matches!(outcome, Err(AppendError::NotFound))),
        }
    }
    assert_sound(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_recorded_before_it_happens_and_nothing_at_all_is_no_entry() {
    let store = memory(1).await;
    let case = open(&store, 1, &rows("x")).await;
    let later = rows("y");
    let mut early = change(1, case.id, 1, None, &later);
    early.entries[0].recorded = start() - jiff::SignedDuration::from_hours(1);
    assert!(matches!(store.case_append(&actor(1, &["hub"]), early).await, Err(AppendError::Invalid(_))));
    let mut empty = change(1, case.id, 1, None, &later);
    empty.entries.clear();
    assert!(matches!(store.case_append(&actor(1, &["hub"]), empty).await, Err(AppendError::Invalid(_))));
    assert_sound(&store).await;
}

fn link(fact: &str, reference: &str) -> LinkRow {
    LinkRow { fact: fact.into(), label: format!("The \u{0} {fact}"), reference: reference.into(), sights: vec![0] }
}

fn tally(fact: &str, person: i64, hour: i64) -> TallyRow {
    TallyRow { fact: fact.into(), person, since: hours(hour) }
}

fn mark(person: i64) -> MarkRow {
    MarkRow {
        mark: "limit".into(),
        person,
        title: "Writes \u{0} only".into(),
        says: vec![("Why".into(), "“Shouts” \u{0} \n".into())],
        limits: BTreeMap::from([("channel".into(), ("letter".into(), "By letter".into()))]),
        roles: vec!["hub".into()],
        since: jiff::Timestamp::UNIX_EPOCH,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_right_whatever_the_caller_believed_they_were() {
    let store = memory(6).await;
    let mut shapes = vec![rows("plain")];
    let mut full = rows("full \u{0} text");
    full.stage = "investigated".into();
    full.site = Some(7);
    full.walled = vec![5, 5, 6];
    full.sights.push(full.sights[0].clone());
    full.sights[1].text = "less".into();
    full.audience.push(casework::AudienceRow { role: "monitor".into(), sight: 1 });
    full.parties = vec![PartyRow { person: 3, sight: 1 }, PartyRow { person: 3, sight: 0 }, PartyRow { person: 4, sight: 1 }];
    full.duties = vec![duty("log", &["hub"], Some(hours(4))), duty("reply", &["hub", "monitor"], None), duty("none", &[], None)];
    full.duties[1].people = vec![3, 4];
    full.duties[0].open = false;
    full.duties[0].met = Some(hours(1));
    full.subject = Some(3);
    full.links = vec![link("first", "DC/2017/00001"), link("second", "DC/2017/00001")];
    full.tallies = vec![tally("proven", 3, 2), tally("proven", 4, 1), tally("proven", 3, 1), tally("other", 3, 5)];
    full.marks = vec![mark(3), mark(3), mark(4)];
    shapes.push(full.clone());
    full.subject = Some(4);
    full.links.swap(0, 1);
    full.tallies.truncate(1);
    full.marks.remove(0);
    full.marks[0].roles.clear();
    full.duties.remove(0);
    full.parties.pop();
    full.sights[0].about = "Noise".into();
    shapes.push(full.clone());
    full.open = false;
    full.closed = Some(hours(5));
    full.sights.truncate(1);
    full.audience.truncate(1);
    full.walled.clear();
    full.duties.clear();
    full.parties.clear();
    full.subject = None;
    full.links.clear();
    full.tallies.clear();
    full.marks.clear();
    shapes.push(full);
    let mut case = None;
    // From each shape to each other, told the truth, told nothing and told something else.
    for belief in 0..3 {
        for from in &shapes {
            for to in &shapes {
                let opened = open(&store, 1, from).await;
                let old = match belief {
                    0 => Some(from),
                    1 => None,
                    _ => Some(&shapes[1]),
                };
                append(&store, &actor(1, &["hub"]), opened.id, 1, old, to).await.unwrap();
                case = Some(opened.id);
            }
        }
    }
    assert!(case.is_some());
    assert_sound(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_cases_grow_side_by_side() {
    let store = memory(1).await;
    let mut growing = Vec::new();
    for number in 0..16 {
        let store = store.clone();
        growing.push(tokio::spawn(async move {
            let mut now = rows("start");
            let case = open(&store, 1, &now).await;
            for seq in 1..=12 {
                let mut next = now.clone();
                next.sights[0].text = format!("case {number} word{seq}");
                next.duties.push(duty(&format!("d{seq}"), &["hub"], Some(hours(seq.into()))));
                let mut change = change(1, case.id, seq, Some(&now), &next);
                change.outbox.push(OutboxItem { kind: "post".into(), payload: json!({ "seq": seq }) });
                store.case_append(&actor(1, &["hub"]), change).await.unwrap();
                now = next;
            }
            case.reference
        }));
    }
    let mut references = BTreeSet::new();
    for one in growing {
        references.insert(one.await.unwrap());
    }
    assert_eq!(references.len(), 16);
    assert_sound(&store).await;
    let filter = CaseFilter { text: Some("word12".into()), ..CaseFilter::default() };
    assert_eq!(store.case_list(&actor(1, &["hub"]), &filter, start()).await.unwrap().total, 16);
    let filter = CaseFilter { text: Some("word11".into()), ..CaseFilter::default() };
    assert_eq!(store.case_list(&actor(1, &["hub"]), &filter, start()).await.unwrap().total, 0);
    assert_eq!(store.outbox_state().await.unwrap().waiting, 16 * 12);
}

#[tokio::test(flavor = "multi_thread")]
async fn several_entries_are_one_append() {
    let store = memory(1).await;
    let case = open(&store, 1, &rows("x")).await;
    let document = store.document_put("letter.txt", "Dear Alex".into()).await.unwrap();
    let DocumentRef { sha256, .. } = document;
    let later = rows("y");
    let mut change = change(1, case.id, 1, None, &later);
    let mut filed = entry(1, hours(2), &later);
    filed.kept.frame = json!({ "act": "filed", "sha256": sha256 });
    change.entries.push(filed);
    change.entries.push(entry(1, hours(3), &later));
    let done = store.case_append(&actor(1, &["hub"]), change).await.unwrap();
    assert_eq!((done.first_seq, done.last_seq, done.reference.as_str()), (2, 4, "DC/2017/00001"));
    assert!(store.document_get(&actor(1, &["hub"]), case.id, &sha256).await.unwrap().is_some());
    assert_sound(&store).await;
}
