//! The outbox, notices and looks.

use std::time::Duration;

use serde_json::json;
use store::{Look, NoticeKey, OutboxItem};

use crate::fixture::{actor, append, assert_sound, change, hours, memory, open, rows, saying, start};

#[tokio::test(flavor = "multi_thread")]
async fn work_is_taken_once_until_its_lease_is_over() {
    let store = memory(1).await;
    let case = open(&store, 1, &rows("x")).await;
    let later = rows("y");
    let mut change = change(1, case.id, 1, None, &later);
    for n in 0..3 {
        change.outbox.push(OutboxItem { kind: "post".into(), payload: json!({ "n": n }) });
    }
    store.case_append(&actor(1, &["hub"]), change).await.unwrap();
    let lease = Duration::from_secs(60);
    let (one, two) = tokio::join!(store.outbox_take(start(), lease, 2), store.outbox_take(start(), lease, 2));
    let mut taken: Vec<_> = one.unwrap().into_iter().chain(two.unwrap()).collect();
    taken.sort_by_key(|work| work.id);
    assert_eq!(taken.iter().map(|work| work.payload["n"].as_i64().unwrap()).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!((taken[0].case, taken[0].seq, taken[0].kind.as_str(), taken[0].attempts), (case.id, 2, "post", 1));
    assert_eq!(taken[0].created, hours(1));
    assert!(store.outbox_take(start(), lease, 9).await.unwrap().is_empty());
    store.outbox_done(taken[0].id, start()).await.unwrap();
    store.outbox_failed(taken[1].id, "no paper", hours(3)).await.unwrap();
    assert_eq!(store.outbox_state().await.unwrap(), store::OutboxState { waiting: 2, failing: 1 });
    // The third was never answered for: its lease runs out.
    let again = store.outbox_take(hours(1), lease, 9).await.unwrap();
    assert_eq!(again.iter().map(|work| (work.id, work.attempts)).collect::<Vec<_>>(), [(taken[2].id, 2)]);
    let failed = store.outbox_take(hours(3), lease, 1).await.unwrap();
    assert_eq!((failed[0].id, failed[0].last_error.as_deref()), (taken[1].id, Some("no paper")));
}

#[tokio::test(flavor = "multi_thread")]
async fn notices_reach_those_they_were_sent_to_and_nobody_behind_a_wall() {
    let store = memory(6).await;
    let mut shown = rows("x");
    shown.site = Some(7);
    shown.walled = vec![5];
    let case = open(&store, 1, &shown).await;
    let mut change = change(1, case.id, 1, None, &shown);
    change.entries[0].kept.frame = json!({ "act": "step", "step": "log", "notices": [
        { "notice": "logged", "to": ["monitor"], "people": [3, 5] },
        { "notice": "second", "to": [], "people": [3] },
    ] });
    change.entries[0].kept.content["notices"] = json!([[["Reference", "DC/2017/00001"], ["Target", "5 April"]], []]);
    store.case_append(&actor(1, &["hub"]), change).await.unwrap();
    let mut here = actor(2, &["monitor"]);
    here.grants[0].site = Some(7);
    let mut elsewhere = here.clone();
    elsewhere.grants[0].site = Some(8);

    let mail = store.notice_page(&here, false, 1, 10).await.unwrap();
    assert_eq!((mail.page.total, mail.unread), (1, 1));
    let line = &mail.page.lines[0];
    assert_eq!((line.key, line.notice.as_str(), line.sent), (NoticeKey { case: case.id, seq: 2, item: 0 }, "logged", hours(1)));
    assert_eq!(line.carries[1], ("Target".to_owned(), "5 April".to_owned()));
    assert_eq!((line.visible, line.read), (false, None));
    assert_eq!(store.notice_page(&elsewhere, false, 1, 10).await.unwrap().page.total, 0);
    assert_eq!(store.notice_page(&actor(1, &["hub"]), false, 1, 10).await.unwrap().page.total, 0);
    let named = store.notice_page(&actor(3, &["monitor", "hub"]), false, 1, 1).await.unwrap();
    assert_eq!((named.page.total, named.page.lines.len(), named.page.lines[0].visible), (2, 1, true));
    assert_eq!(store.notice_page(&actor(5, &["monitor"]), false, 1, 10).await.unwrap().page.total, 0);

    let key = line.key;
    assert!(store.notice_read(&here, key, hours(2)).await.unwrap());
    assert!(store.notice_read(&here, key, hours(3)).await.unwrap());
    assert!(!store.notice_read(&elsewhere, key, hours(2)).await.unwrap());
    assert!(!store.notice_read(&actor(5, &["monitor"]), key, hours(2)).await.unwrap());
    let mail = store.notice_page(&here, false, 1, 10).await.unwrap();
    assert_eq!((mail.page.total, mail.unread, mail.page.lines[0].read), (1, 0, Some(hours(2))));
    assert_eq!(store.notice_page(&here, true, 1, 10).await.unwrap().page.total, 0);
    // Another of the same role has not read it.
    assert_eq!(store.notice_page(&actor(4, &["monitor"]), true, 1, 10).await.unwrap().page.total, 1);
    // Whoever is found to be the person behind the wall loses it.
    store.person_merge(4, 5, saying()).await.unwrap();
    assert_eq!(store.notice_page(&actor(4, &["monitor"]), false, 1, 10).await.unwrap().page.total, 0);
    assert_sound(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn looks_are_logged_and_shown_to_those_who_see_the_case() {
    let store = memory(3).await;
    let mut shown = rows("x");
    shown.walled = vec![2];
    let case = open(&store, 1, &shown).await;
    append(&store, &actor(1, &["hub"]), case.id, 1, Some(&shown), &shown).await.unwrap();
    for (person, case, hour) in [(1, Some(case.id), 1), (3, Some(case.id), 2), (3, None, 3)] {
        let look = Look { person, role: Some("hub".into()), case, what: "case".into(), at: hours(hour) };
        store.look_add(look).await.unwrap();
    }
    let page = store.look_page(&actor(3, &["hub"]), case.id, 1, 1).await.unwrap().unwrap();
    assert_eq!((page.total, page.lines[0].person, page.lines[0].at), (2, 3, hours(2)));
    assert_eq!(store.look_page(&actor(3, &["hub"]), case.id, 2, 1).await.unwrap().unwrap().lines[0].person, 1);
    assert_eq!(store.look_page(&actor(2, &["hub"]), case.id, 1, 1).await.unwrap(), None);
    assert_eq!(store.look_page(&actor(3, &["other"]), case.id, 1, 1).await.unwrap(), None);
}
