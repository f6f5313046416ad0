//! People, roles, accounts and sessions.

use std::collections::BTreeMap;

use casework::Grant;
use jiff::SignedDuration;
use store::{Account, NewPerson, Session, StoreError};

use crate::fixture::{hours, memory, start};

fn grant(role: &str, site: Option<i64>) -> Grant {
    Grant { role: role.into(), site }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_directory_is_loaded_as_it_was_added() {
    let store = memory(0).await;
    let supplier = store.organisation_add("Centre supplier").await.unwrap();
    let site = store.site_add("Heath House", &BTreeMap::from([("nation".into(), "england".into())])).await.unwrap();
    let new = NewPerson { name: "Sam Lee".into(), job: "Manager".into(), grade: Some(4), organisation: Some(supplier) };
    let sam = store.person_add(new.clone()).await.unwrap();
    store.grant_add(sam, grant("responder", Some(site))).await.unwrap();
    store.grant_add(sam, grant("responder", Some(site))).await.unwrap();
    store.grant_add(sam, grant("hub", None)).await.unwrap();
    let directory = store.directory_load().await.unwrap();
    assert_eq!((directory.person_name(sam), directory.people[&sam].grade), ("Sam Lee", Some(4)));
    assert_eq!((directory.organisation_name(supplier), directory.site_name(site)), ("Centre supplier", "Heath House"));
    assert_eq!(directory.sites[&site].attributes["nation"], "england");
    assert_eq!(directory.grants[&sam], [grant("hub", None), grant("responder", Some(site))]);
    let actor = store.actor_load(sam).await.unwrap().unwrap();
    assert_eq!((actor.person, actor.grade, actor.grants.len()), (sam, Some(4), 2));
    assert_eq!(store.actor_load(99).await.unwrap(), None);

    assert!(store.person_change(sam, NewPerson { name: "Sam Lee-Roy".into(), ..new.clone() }).await.unwrap());
    assert!(!store.person_change(99, new).await.unwrap());
    assert!(store.grant_remove(sam, grant("hub", None)).await.unwrap());
    assert!(!store.grant_remove(sam, grant("hub", None)).await.unwrap());
    let directory = store.directory_load().await.unwrap();
    assert_eq!((directory.person_name(sam), directory.grants[&sam].len()), ("Sam Lee-Roy", 1));

    let nobody = store.grant_add(99, grant("hub", None)).await.err().unwrap();
    assert_eq!(nobody.to_string(), "the person or the site is not in the directory: add it first");
}

#[tokio::test(flavor = "multi_thread")]
async fn merged_records_are_one_actor() {
    let store = memory(4).await;
    store.grant_add(1, grant("hub", None)).await.unwrap();
    store.grant_add(2, grant("monitor", None)).await.unwrap();
    store.grant_add(3, grant("hub", None)).await.unwrap();
    store.person_merge(1, 2).await.unwrap();
    store.person_merge(2, 3).await.unwrap();
    for person in 1..=3 {
        let actor = store.actor_load(person).await.unwrap().unwrap();
        assert_eq!((actor.person, actor.grants), (3, vec![grant("hub", None), grant("monitor", None)]));
    }
    assert_eq!(store.actor_load(4).await.unwrap().unwrap().grants, []);
    let directory = store.directory_load().await.unwrap();
    assert_eq!(directory.person_name(1), "Person 1");
    assert_eq!(directory.holders("monitor", None).collect::<Vec<_>>(), [3]);
    assert!(store.grant_remove(1, grant("monitor", None)).await.unwrap());
    assert!(matches!(store.person_merge(3, 1).await, Err(StoreError::Invalid(_))));
    assert!(matches!(store.person_merge(4, 9).await, Err(StoreError::Invalid(_))));
    assert!(matches!(store.person_merge(4, 4).await, Err(StoreError::Invalid(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_and_sessions_end_together() {
    let store = memory(2).await;
    let account =
        |username: &str, person| Account { username: username.into(), person, password_hash: "$h".into(), disabled: false };
    store.account_add(account("Sam.Lee", 1)).await.unwrap();
    let taken = store.account_add(account("sam.lee", 2)).await.err().unwrap();
    assert!(matches!(taken, StoreError::Invalid(reason) if reason == "there is already an account “sam.lee”"));
    assert!(matches!(store.account_add(account("other", 9)).await, Err(StoreError::Invalid(_))));
    assert_eq!(store.account_by_username("SAM.LEE").await.unwrap().unwrap().person, 1);
    assert_eq!(store.account_by_username("nobody").await.unwrap(), None);

    let session = |token: &str, person| Session {
        token_hash: token.into(),
        person,
        csrf: "c".into(),
        created: start(),
        last_seen: start(),
        expires: hours(8),
    };
    for (token, person) in [("a", 1), ("b", 1), ("c", 2)] {
        store.session_add(session(token, person)).await.unwrap();
    }
    let found = store.session_find("a", hours(1)).await.unwrap().unwrap();
    assert_eq!(found, session("a", 1));
    assert_eq!(store.session_find("a", hours(8)).await.unwrap(), None);
    store.session_touch(&found, start() + SignedDuration::from_secs(30)).await.unwrap();
    assert_eq!(store.session_find("a", hours(1)).await.unwrap().unwrap().last_seen, start());
    store.session_touch(&found, hours(1)).await.unwrap();
    assert_eq!(store.session_find("a", hours(1)).await.unwrap().unwrap().last_seen, hours(1));
    store.session_remove("b").await.unwrap();
    assert_eq!(store.session_find("b", hours(1)).await.unwrap(), None);

    assert!(store.account_change("sam.lee", Some("$new".into()), true).await.unwrap());
    let changed = store.account_by_username("sam.lee").await.unwrap().unwrap();
    assert_eq!((changed.password_hash.as_str(), changed.disabled), ("$new", true));
    assert_eq!(store.session_find("a", hours(1)).await.unwrap(), None);
    assert!(store.session_find("c", hours(1)).await.unwrap().is_some());
    assert!(!store.account_change("nobody", None, false).await.unwrap());
    assert_eq!(store.session_sweep(hours(9)).await.unwrap(), 1);
}
