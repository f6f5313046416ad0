//! Several cases opened at once, the parts of a whole, and cases compared by rules.

use casework::{LinkRow, Rows};
use store::{CaseFilter, OpenCaseError};

use crate::fixture::{actor, assert_sound, memory, new_case, open, rows, start};

fn part(text: &str, whole: &str) -> Rows {
    let link = LinkRow { fact: "plan".into(), label: "Plan".into(), reference: whole.into() };
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
        links: vec![LinkRow { fact: "other".into(), label: "Other".into(), reference: "DC/2017/00001".into() }],
        ..rows("y")
    };
    for rows in [rows("whole"), part("a", "DC/2017/00001"), part("b", "DC/2017/00009"), hidden, of_another_fact] {
        open(&store, 1, &rows).await;
    }
    let filter = CaseFilter { whole: Some(("DC/2017/00001".into(), "plan".into())), ..CaseFilter::default() };
    let page = store.case_list(&hub, &filter, start()).await.unwrap();
    let found: Vec<&str> = page.lines.iter().map(|line| line.head.reference.as_str()).collect();
    assert_eq!((found.as_slice(), page.total), (&["DC/2017/00002"][..], 1));
    // Rules compare all of them, seen or not.
    let procedure = page.lines[0].head.procedure.clone();
    let compared = store.cases_to_compare(&procedure, Some(("DC/2017/00001", "plan"))).await.unwrap();
    let found: Vec<(&str, usize, u32)> =
        compared.iter().map(|one| (one.head.reference.as_str(), one.entries.len(), one.seq)).collect();
    assert_eq!(found, [("DC/2017/00002", 1, 1), ("DC/2017/00004", 1, 1)]);
    assert_eq!(store.cases_to_compare(&procedure, None).await.unwrap().len(), 5);
    assert!(store.cases_to_compare("no-such", None).await.unwrap().is_empty());
}
