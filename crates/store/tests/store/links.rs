//! Cases that open, name and count others, and what they put on people.

use std::collections::{BTreeMap, BTreeSet};

use casework::{AudienceRow, LinkRow, MarkRow, Rows, SightRow, TallyRow};
use serde_json::json;
use store::{Append, AppendError, OutboxItem, Store};

use crate::fixture::{actor, append, assert_sound, change, faults, hours, memory, new_case, numbered, open, rows, saying};

fn link(fact: &str, reference: &str) -> LinkRow {
    LinkRow { fact: fact.into(), label: format!("The {fact} case"), reference: reference.into(), sights: vec![0] }
}

fn linked(text: &str, links: &[(&str, &str)]) -> Rows {
    Rows { links: links.iter().map(|(fact, reference)| link(fact, reference)).collect(), ..rows(text) }
}

fn mark(person: i64, roles: &[&str]) -> MarkRow {
    MarkRow {
        mark: "limit".into(),
        person,
        title: "Writes only".into(),
        says: vec![("Why".into(), "Shouts \u{0} “a lot”".into())],
        limits: BTreeMap::from([("channel".into(), ("letter".into(), "By letter".into()))]),
        roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        since: jiff::Timestamp::UNIX_EPOCH,
    }
}

/// Makes a case one that cannot be opened.
type Spoil = fn(&mut store::NewCase);

/// Whether it was refused for that reason.
type Expected = fn(&AppendError) -> bool;

async fn cases(store: &Store) -> u64 {
    store.verify(&mut |_, _| {}).await.unwrap().cases
}

#[tokio::test(flavor = "multi_thread")]
async fn an_append_opens_cases_in_order_and_its_form_only_once() {
    let store = memory(3).await;
    let hub = actor(1, &["hub"]);
    let parent = open(&store, 1, &rows("x")).await;
    let later = rows("y");
    let send = || {
        let mut walled = rows("about whoever acts");
        walled.walled = vec![1];
        let mut first = new_case(1, &walled);
        first.outbox.push(OutboxItem { kind: "post".into(), payload: json!({}) });
        let mut second = new_case(1, &linked("second", &[("parent", "DC/2017/00001")]));
        second.references = numbered("SI-");
        second.entries.push(second.entries[0].clone());
        let opens = vec![first, second, new_case(1, &rows("third"))];
        let change = Append { opens, form_key: Some("key".into()), ..change(1, parent.id, 1, None, &later) };
        store.case_append(&hub, change)
    };
    let done = send().await.unwrap();
    let opened: Vec<_> = done.opened.iter().map(|one| (one.id, one.reference.as_str(), one.seq)).collect();
    assert_eq!(opened, [(2, "DC/2017/00002", 1), (3, "SI-00001", 2), (4, "DC/2017/00003", 1)]);
    let again = send().await;
    assert!(matches!(again, Err(AppendError::AlreadyDone(again)) if again == done));
    assert_eq!(store.form_find(1, "key").await.unwrap(), Some(done));
    assert_eq!(cases(&store).await, 4);
    assert_sound(&store).await;
    // Whoever opened it must not learn of it.
    assert_eq!(store.case_find(&hub, 2).await.unwrap(), None);
    assert_eq!(store.case_load(&hub, "SI-00001").await.unwrap().unwrap().seq, 2);
    assert_eq!(store.outbox_state().await.unwrap().waiting, 1);
    // Numbers go on.
    assert_eq!(open(&store, 2, &rows("z")).await.reference, "DC/2017/00004");
}

#[tokio::test(flavor = "multi_thread")]
async fn when_one_case_cannot_be_opened_nothing_happened() {
    let store = memory(2).await;
    let hub = actor(1, &["hub"]);
    let parent = open(&store, 1, &rows("x")).await;
    let other = open(&store, 1, &rows("other")).await;
    let later = rows("y");
    let refusals: [(Spoil, Expected); 6] = [
        (
            |new| new.version = "9".into(),
            |error| matches!(error, AppendError::UnknownProcedure { version, .. } if version == "9"),
        ),
        (
            |new| new.rows_for = Box::new(|head| Err(head.reference.clone())),
            |error| matches!(error, AppendError::Invalid(reason) if reason == "DC/2017/00004"),
        ),
        (|new| new.rows_for = Box::new(|_| panic!("a fault of the engine")), |error| matches!(error, AppendError::Invalid(_))),
        (
            |new| new.references = Box::new(|_| "DC/2017/00001".to_owned()),
            |error| matches!(error, AppendError::Invalid(reason) if reason == "no reference is free"),
        ),
        (|new| new.entries[0].by = 77, |error| matches!(error, AppendError::Invalid(reason) if reason.contains("person 77"))),
        (|new| new.entries.clear(), |error| matches!(error, AppendError::Invalid(_))),
    ];
    for (spoil, expected) in refusals {
        let mut bad = new_case(1, &rows("bad"));
        spoil(&mut bad);
        let mut change = change(1, parent.id, 1, None, &later);
        change.opens = vec![new_case(1, &rows("good")), bad];
        change.form_key = Some("key".into());
        // Another request in the same batch is none the worse.
        let (refused, fine) = tokio::join!(
            store.case_append(&hub, change),
            append(&store, &hub, other.id, store.case_load(&hub, &other.reference).await.unwrap().unwrap().seq, None, &later)
        );
        let refused = refused.unwrap_err();
        assert!(expected(&refused), "{refused}");
        fine.unwrap();
        assert_eq!(store.case_load(&hub, &parent.reference).await.unwrap().unwrap().seq, 1);
        assert_eq!(cases(&store).await, 2);
        assert_eq!(store.form_find(1, "key").await.unwrap(), None);
    }
    // Being too late opens nothing either.
    let late = Append { opens: vec![new_case(1, &rows("good"))], ..change(1, parent.id, 7, None, &later) };
    assert!(matches!(store.case_append(&hub, late).await, Err(AppendError::Stale { .. })));
    let outsider = Append { opens: vec![new_case(1, &rows("good"))], ..change(2, parent.id, 1, None, &later) };
    assert!(matches!(store.case_append(&actor(2, &["other"]), outsider).await, Err(AppendError::NotFound)));
    assert_eq!(open(&store, 1, &rows("next")).await.reference, "DC/2017/00003");
    assert_sound(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cases_that_name_each_other_are_found_from_both_sides_by_those_who_see_them() {
    let store = memory(3).await;
    let mut hidden = linked("hidden", &[("source", "DC/2017/00001")]);
    hidden.walled = vec![2];
    let mut partly = linked("partly", &[("second", "DC/2017/00001"), ("first", "DC/2017/00001")]);
    partly.sights.push(SightRow { who: String::new(), about: "About little".into(), ..partly.sights[0].clone() });
    partly.audience = vec![AudienceRow { role: "hub".into(), sight: 0 }, AudienceRow { role: "monitor".into(), sight: 1 }];
    partly.open = false;
    let first =
        linked("x", &[("itself", "DC/2017/00001"), ("gone", "DC/2017/99999"), ("b", "DC/2017/00003"), ("a", "DC/2017/00002")]);
    for rows in [&first, &hidden, &partly] {
        open(&store, 1, rows).await;
    }
    let seen = async |person: i64, roles: &[&str], case: i64| {
        let links = store.case_links(&actor(person, roles), case).await.unwrap();
        links.into_iter().map(|one| (one.outgoing, one.fact, one.reference)).collect::<Vec<_>>()
    };
    let row = |outgoing: bool, fact: &str, number: u32| (outgoing, fact.to_owned(), format!("DC/2017/{number:05}"));
    let all = [
        row(true, "itself", 1),
        row(true, "b", 3),
        row(true, "a", 2),
        row(false, "source", 2),
        row(false, "second", 3),
        row(false, "first", 3),
    ];
    assert_eq!(seen(1, &["hub"], 1).await, all);
    assert_eq!(seen(2, &["hub"], 1).await, [all[0].clone(), all[1].clone(), all[4].clone(), all[5].clone()]);
    assert_eq!(seen(1, &["monitor"], 1).await, []);
    assert_eq!(seen(2, &["hub"], 2).await, []);
    assert_eq!(seen(1, &["hub"], 3).await, [row(true, "second", 1), row(true, "first", 1), row(false, "b", 1)]);
    let first = store.case_links(&actor(2, &["hub"]), 1).await.unwrap().swap_remove(1);
    assert_eq!((first.label.as_str(), first.who.as_str(), first.about.as_str()), ("The b case", "Alex Doe", "Food"));
    assert_eq!((first.procedure.as_str(), first.version.as_str(), first.stage.as_str()), ("complaints", "1", "received"));
    assert!(!first.open);
    assert_eq!(store.case_links(&actor(1, &["monitor", "hub"]), 1).await.unwrap()[1].about, "Food");
    // The lesser sight of the other case is the one that is told.
    let mut asked = rows("y");
    asked.audience[0].role = "monitor".into();
    asked.links = vec![link("c", "DC/2017/00003")];
    let asked = open(&store, 1, &asked).await;
    let told = store.case_links(&actor(3, &["monitor"]), asked.id).await.unwrap();
    assert_eq!((told[0].who.as_str(), told[0].about.as_str(), told.len()), ("", "About little", 1));

    let asked: Vec<String> = (1..=5).map(|number| format!("DC/2017/{number:05}")).collect();
    let known = async |person, roles: &[&str]| store.cases_known(&actor(person, roles), &asked).await.unwrap();
    let set = |numbers: &[usize]| numbers.iter().map(|number| asked[*number - 1].clone()).collect::<BTreeSet<_>>();
    assert_eq!(known(1, &["hub"]).await, set(&[1, 2, 3]));
    assert_eq!(known(2, &["hub"]).await, set(&[1, 3]));
    assert_eq!(known(2, &["monitor"]).await, set(&[3, 4]));
    assert_eq!(store.cases_known(&actor(1, &["hub"]), &[]).await.unwrap(), BTreeSet::new());
    assert_sound(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cases_of_a_procedure_are_told_oldest_first() {
    let store = memory(2).await;
    for (hour, walled) in [(5, false), (3, true), (3, false), (4, false)] {
        let mut rows = rows("x");
        rows.received = hours(hour);
        rows.walled = if walled { vec![2] } else { Vec::new() };
        open(&store, 1, &rows).await;
    }
    let of = async |person| store.cases_of(&actor(person, &["hub"]), "complaints").await.unwrap();
    assert_eq!(of(1).await, ["DC/2017/00002", "DC/2017/00003", "DC/2017/00004", "DC/2017/00001"]);
    assert_eq!(of(2).await, ["DC/2017/00003", "DC/2017/00004", "DC/2017/00001"]);
    assert!(store.cases_of(&actor(1, &["hub"]), "other").await.unwrap().is_empty());
    assert!(store.cases_of(&actor(1, &["other"]), "complaints").await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn marks_are_for_those_they_are_meant_for_and_never_for_the_person() {
    let store = memory(8).await;
    let mut marking = rows("x");
    marking.marks = vec![mark(3, &[]), mark(3, &["manager"]), mark(4, &["hub", "manager"])];
    marking.walled = vec![6];
    let case = open(&store, 1, &marking).await;
    let marks = async |person: i64, roles: &[&str], on: &[i64]| {
        let marks = store.marks_on(&actor(person, roles), on).await.unwrap();
        marks.into_iter().map(|one| (one.reference, one.row)).collect::<Vec<_>>()
    };
    let from = |reference: &str, numbers: &[usize]| -> Vec<(String, MarkRow)> {
        numbers.iter().map(|number| (reference.to_owned(), marking.marks[*number].clone())).collect()
    };
    let here = case.reference.as_str();
    assert_eq!(marks(1, &["hub"], &[3]).await, from(here, &[0]));
    assert_eq!(marks(1, &["hub"], &[3, 4, 3]).await, from(here, &[0, 2]));
    assert_eq!(marks(1, &["hub"], &[5]).await, []);
    assert_eq!(marks(1, &["hub"], &[]).await, []);
    // Who does not see the case is told what matters, and not of the case.
    assert_eq!(marks(2, &["manager"], &[3, 4]).await, from("", &[0, 1, 2]));
    assert_eq!(marks(2, &[], &[3, 4]).await, from("", &[0]));
    // Neither the person nor whoever must not learn of the case.
    assert_eq!(marks(3, &["hub", "manager"], &[3, 4]).await, from(here, &[2]));
    assert_eq!(marks(6, &["hub", "manager"], &[3, 4]).await, []);
    // All records of a human being are one.
    store.person_merge(7, 3, saying()).await.unwrap();
    assert_eq!(marks(1, &["hub"], &[7]).await, from(here, &[0]));
    // It is told once, as on the first of those asked about who is that person.
    for (asked, on) in [([7, 3], 7), ([3, 7], 3), ([4, 7], 7)] {
        let told = store.marks_on(&actor(1, &["hub"]), &asked).await.unwrap();
        assert_eq!(told.iter().filter(|one| one.row.person == 3).map(|one| one.on).collect::<Vec<_>>(), [on]);
    }
    assert_eq!(marks(7, &["hub", "manager"], &[3, 4]).await, from(here, &[2]));
    store.person_merge(8, 6, saying()).await.unwrap();
    assert_eq!(marks(8, &["hub", "manager"], &[3, 4]).await, []);
    // What is lifted is gone.
    append(&store, &actor(1, &["hub"]), case.id, 1, Some(&marking), &rows("x")).await.unwrap();
    assert_eq!(marks(1, &["hub", "manager"], &[3, 4]).await, []);
    assert_sound(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_count_over_cases_is_of_distinct_other_cases_of_one_human_being() {
    let store = memory(6).await;
    let counted = |tallies: &[(&str, i64, i64)]| Rows {
        tallies: tallies
            .iter()
            .map(|(fact, person, hour)| TallyRow { fact: (*fact).to_owned(), person: *person, since: hours(*hour) })
            .collect(),
        ..rows("x")
    };
    // Nobody but the hub sees them, and who is counted is walled out: a number asks nobody.
    for case in [
        counted(&[("proven", 3, 10), ("proven", 4, 10), ("proven", 3, 30)]),
        counted(&[("proven", 3, 20), ("other", 3, 20)]),
        counted(&[("proven", 5, 30)]),
        counted(&[("proven", 4, 30), ("proven", 5, 30)]),
    ] {
        open(&store, 1, &case).await;
    }
    let tally = async |people: &[i64], hour: i64, except: Option<i64>| {
        store.tally("complaints", "proven", people, hours(hour), except).await.unwrap()
    };
    assert_eq!(tally(&[3], 0, None).await, 2);
    assert_eq!(tally(&[3], 0, Some(2)).await, 1);
    assert_eq!(tally(&[3], 20, None).await, 1);
    assert_eq!(tally(&[3], 21, None).await, 0);
    assert_eq!(tally(&[4, 3, 6], 11, None).await, 1);
    assert_eq!(tally(&[], 0, None).await, 0);
    assert_eq!(tally(&[99], 0, None).await, 0);
    assert_eq!(store.tally("complaints", "other", &[3], hours(0), None).await.unwrap(), 1);
    assert_eq!(store.tally("others", "proven", &[3], hours(0), None).await.unwrap(), 0);
    // One case names two records of one human being: it is one case.
    store.person_merge(4, 5, saying()).await.unwrap();
    assert_eq!(tally(&[4], 0, None).await, 3);
    assert_eq!(tally(&[5, 4], 30, None).await, 2);
    assert_eq!(faults(&store).await, Vec::<String>::new());
    assert_sound(&store).await;
}
