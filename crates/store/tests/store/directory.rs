//! People, roles, accounts and sessions.

use std::collections::BTreeMap;

use casework::Grant;
use jiff::SignedDuration;
use store::{Account, NewDirectory, NewMember, NewPerson, Outcome, Session, Store, StoreError, TakenIn, Try};

use crate::fixture::{hours, memory, saying, start};

fn grant(role: &str, site: Option<i64>) -> Grant {
    Grant { role: role.into(), site }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_directory_is_loaded_as_it_was_added() {
    let store = memory(0).await;
    let supplier = store.organisation_add("Centre supplier").await.unwrap();
    let site = store.site_add("Heath House", &BTreeMap::from([("nation".into(), "england".into())])).await.unwrap();
    let new = NewPerson {
        name: "Sam Lee".into(),
        job: "Manager".into(),
        grade: Some(4),
        organisation: Some(supplier),
        unresolved: false,
    };
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
    store.person_merge(1, 2, saying()).await.unwrap();
    store.person_merge(2, 3, saying()).await.unwrap();
    for person in 1..=3 {
        let actor = store.actor_load(person).await.unwrap().unwrap();
        assert_eq!((actor.person, actor.grants), (3, vec![grant("hub", None), grant("monitor", None)]));
    }
    assert_eq!(store.actor_load(4).await.unwrap().unwrap().grants, []);
    let directory = store.directory_load().await.unwrap();
    assert_eq!(directory.person_name(1), "Person 1");
    assert_eq!(directory.holders("monitor", None).collect::<Vec<_>>(), [3]);
    assert!(store.grant_remove(1, grant("monitor", None)).await.unwrap());
    assert!(matches!(store.person_merge(3, 1, saying()).await, Err(StoreError::Invalid(_))));
    assert!(matches!(store.person_merge(4, 9, saying()).await, Err(StoreError::Invalid(_))));
    assert!(matches!(store.person_merge(4, 4, saying()).await, Err(StoreError::Invalid(_))));
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

    store.account_add(account("kim", 2)).await.unwrap();
    let session = |token: &str, username: &str, person| Session {
        token_hash: token.into(),
        username: username.into(),
        person,
        address: "192.0.2.7".into(),
        agent: "Firefox/140".into(),
        csrf: "c".into(),
        created: start(),
        last_seen: start(),
        expires: hours(8),
    };
    for (token, username, person) in [("a", "sam.lee", 1), ("b", "sam.lee", 1), ("c", "kim", 2), ("d", "kim", 2)] {
        assert!(store.session_add(session(token, username, person), "$h").await.unwrap());
    }
    let (found, epochs) = store.session_find("a", hours(1)).await.unwrap().unwrap();
    assert_eq!((&found, epochs), (&session("a", "sam.lee", 1), store.epochs().await.unwrap()));
    assert_eq!(store.session_find("a", hours(8)).await.unwrap(), None);
    store.session_touch(&found, start() + SignedDuration::from_secs(30)).await.unwrap();
    assert_eq!(store.session_find("a", hours(1)).await.unwrap().unwrap().0.last_seen, start());
    store.session_touch(&found, hours(1)).await.unwrap();
    assert_eq!(store.session_find("a", hours(1)).await.unwrap().unwrap().0.last_seen, hours(1));
    store.session_remove("b").await.unwrap();
    assert_eq!(store.session_find("b", hours(1)).await.unwrap(), None);

    // A password that is set leaves the account as it was, and one session if that is wanted.
    assert!(store.account_disable("kim", true).await.unwrap());
    assert_ne!(store.epochs().await.unwrap().accounts, epochs.accounts);
    assert_eq!(store.session_find("c", hours(1)).await.unwrap(), None);
    assert!(store.account_password("Kim", "$new".into(), None).await.unwrap());
    let changed = store.account_by_username("kim").await.unwrap().unwrap();
    assert_eq!((changed.password_hash.as_str(), changed.disabled), ("$new", true));
    // Nobody gets in with a password that was changed, or with an account that was disabled, since it was looked at.
    for (username, hash) in [("kim", "$new"), ("sam.lee", "$old"), ("nobody", "$h")] {
        assert!(!store.session_add(session("e", username, 2), hash).await.unwrap(), "{username}");
    }
    assert!(store.session_add(session("g", "sam.lee", 1), "$h").await.unwrap());
    assert!(store.account_password("sam.lee", "$new".into(), Some("g".into())).await.unwrap());
    assert_eq!(store.session_find("a", hours(1)).await.unwrap(), None);
    assert_eq!(store.sessions("sam.lee", hours(1)).await.unwrap(), [session("g", "sam.lee", 1)]);
    assert_eq!(store.sessions_end("sam.lee", None).await.unwrap(), 1);
    assert!(!store.account_disable("nobody", false).await.unwrap());
    assert!(!store.account_password("nobody", "$new".into(), None).await.unwrap());
}

/// What a try at a minute after the start is answered: how many seconds to wait.
async fn tried(store: &Store, username: &str, address: &str, minute: i64) -> i64 {
    let now = start() + SignedDuration::from_mins(minute);
    match store.sign_in_begin(username, address, now).await.unwrap() {
        Try::Taken => 0,
        Try::Wait(until) => until.duration_since(now).as_secs(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_passwords_are_slowed_down_and_not_for_those_who_sign_in_where_they_always_do() {
    let store = memory(2).await;
    let account = Account { username: "sam".into(), person: 1, password_hash: "$h".into(), disabled: false };
    store.account_add(account).await.unwrap();
    assert_eq!(tried(&store, "sam", "192.0.2.1", 0).await, 0);
    store.sign_in_end("sam", "192.0.2.1", Outcome::Right, start()).await.unwrap();
    // A name that nobody has is slowed down in the same way.
    for name in ["sam", "nobody"] {
        for _ in 0..5 {
            assert_eq!(tried(&store, name, "192.0.2.66", 1).await, 0, "{name}");
        }
        assert_eq!(tried(&store, name, "192.0.2.66", 1).await, 30, "{name}");
        assert_eq!(tried(&store, &name.to_uppercase(), "192.0.2.67", 1).await, 30, "{name} from elsewhere");
        assert_eq!(tried(&store, name, "192.0.2.66", 2).await, 0, "{name}");
        assert_eq!(tried(&store, name, "192.0.2.66", 2).await, 60, "{name}");
        assert_eq!(tried(&store, name, "192.0.2.66", 2).await, 60, "{name}");
    }
    // What strangers try does not keep Sam out at the usual address; and the right password there takes back only that count.
    assert_eq!(tried(&store, "sam", "192.0.2.1", 2).await, 0);
    store.sign_in_end("sam", "192.0.2.1", Outcome::Right, start()).await.unwrap();
    assert_eq!(tried(&store, "sam", "192.0.2.66", 2).await, 60);
    store.sign_in_unlock("sam").await.unwrap();
    assert_eq!(tried(&store, "sam", "192.0.2.66", 2).await, 0);
    // The wait never grows beyond a quarter of an hour, and a clock that was put back makes it no longer.
    for minute in 0..30 {
        assert_eq!(tried(&store, "nobody", "192.0.2.68", 60 + minute * 20).await, 0);
        assert!((30..=900).contains(&tried(&store, "nobody", "192.0.2.68", 60 + minute * 20).await) || minute < 5);
    }
    assert_eq!(tried(&store, "nobody", "192.0.2.68", -2_000).await, 0);
    // What came too soon is recorded once for each wait, however often it is tried.
    let too_soon = store.sign_ins(Some("sam"), 500).await.unwrap().iter().filter(|one| one.outcome == Outcome::TooSoon).count();
    assert_eq!(too_soon, 3);
    assert!(store.sign_ins(None, 500).await.unwrap().iter().all(|one| one.username.as_deref() != Some("nobody")));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_cannot_try_every_account() {
    let store = memory(1).await;
    let mut taken = 0;
    while tried(&store, &format!("name-{taken}"), "192.0.2.66", 0).await == 0 {
        taken += 1;
    }
    assert_eq!(taken, 50);
    assert_eq!(tried(&store, "another", "192.0.2.67", 0).await, 0);
    store.sign_in_sweep(SignedDuration::from_hours(2), hours(48)).await.unwrap();
    assert_eq!(tried(&store, "name-0", "192.0.2.66", 48 * 60).await, 0);
}

#[tokio::test]
async fn an_account_that_is_let_in_again_is_let_in_over_each_kind_of_address() {
    for address in ["192.0.2.66", "2001:db8:1:2:3:4:5:6"] {
        let store = memory(1).await;
        let account = Account { username: "sam".into(), person: 1, password_hash: String::new(), disabled: false };
        store.account_add(account).await.unwrap();
        while tried(&store, "sam", address, 0).await == 0 {}
        for other in 0..60 {
            tried(&store, &format!("name-{other}"), address, 0).await;
        }
        assert_ne!(tried(&store, "sam", address, 0).await, 0, "{address}");
        store.sign_in_unlock("sam").await.unwrap();
        assert_eq!(tried(&store, "sam", address, 0).await, 0, "{address}");
    }
}

fn office(names: &[(&str, &str)]) -> NewDirectory {
    let mut new = NewDirectory::default();
    new.organisations.insert("bank".into(), "The bank".into());
    new.sites.insert("north".into(), ("North House".into(), BTreeMap::new()));
    for (username, name) in names {
        let member = NewMember {
            person: NewPerson { name: (*name).into(), ..NewPerson::default() },
            organisation: Some("bank".into()),
            roles: vec![("lead".into(), Some("north".into()))],
            password_hash: Some("hash".into()),
        };
        new.people.insert((*username).into(), member);
    }
    new
}

#[tokio::test]
async fn a_directory_is_taken_in_whole_or_not_at_all_and_once() {
    let store = memory(0).await;
    let people = [("sam", "Sam Lee"), ("una", "Una Bell")];
    let taken = store.directory_take(office(&people)).await.unwrap();
    assert_eq!(taken, TakenIn { organisations: 1, sites: 1, people: 2, ..TakenIn::default() });
    let (epoch, directory) = store.directory_at().await.unwrap();
    // Again it changes nothing, and nobody need read it again.
    assert_eq!(store.directory_take(office(&people)).await.unwrap(), TakenIn::default());
    assert_eq!(store.directory_at().await.unwrap().0, epoch);
    // Somebody with an account keeps it under another name.
    store.directory_take(office(&[("sam", "Sam Lee-Hall")])).await.unwrap();
    let now = store.directory_load().await.unwrap();
    assert_eq!((now.people.len(), now.grants.len()), (directory.people.len(), 2));
    assert!(now.people.values().any(|person| person.name == "Sam Lee-Hall"));
    // When it is not clear who is meant, nothing of it is kept.
    let organisation = now.people.values().next().unwrap().organisation;
    for _ in 0..2 {
        store.person_add(NewPerson { name: "Kit Vane".into(), organisation, ..NewPerson::default() }).await.unwrap();
    }
    let both = office(&[("ada", "Ada Brown"), ("kit", "Kit Vane")]);
    assert!(matches!(store.directory_take(both).await, Err(StoreError::Invalid(_))));
    assert!(!store.directory_load().await.unwrap().people.values().any(|person| person.name == "Ada Brown"));
}

#[tokio::test]
async fn numbers_of_people_are_given_out_once_and_what_is_said_of_them_is_kept() {
    let store = memory(2).await;
    let first = store.people_reserve(3).await.unwrap();
    let next = store.person_add(NewPerson::default()).await.unwrap();
    assert_eq!((first, next), (3, 6));
    store.person_merge(1, 2, saying()).await.unwrap();
    let directory = store.directory_load().await.unwrap();
    assert_eq!((directory.human(1), directory.human(2)), (2, 2));
    assert!(matches!(store.person_part(2, saying()).await, Err(StoreError::Invalid(_))));
    store.person_part(1, saying()).await.unwrap();
    assert_eq!(store.directory_load().await.unwrap().human(1), 1);
    let typed = store.person_add(NewPerson { unresolved: true, ..NewPerson::default() }).await.unwrap();
    assert!(store.directory_load().await.unwrap().unresolved.contains(&typed));
    assert!(store.person_is_nobody(typed, saying()).await.unwrap());
    assert!(!store.person_is_nobody(typed, saying()).await.unwrap());
    assert!(store.directory_load().await.unwrap().unresolved.is_empty());
    let said: Vec<_> = store.people_said().await.unwrap().into_iter().map(|said| (said.what, said.person, said.other)).collect();
    assert_eq!(said, [("nobody".into(), typed, None), ("parted".into(), 1, Some(2)), ("merged".into(), 1, Some(2))]);
}

#[tokio::test]
async fn only_a_record_that_is_no_more_than_a_name_is_said_to_be_somebody_or_taken_back() {
    let store = memory(2).await;
    let names = std::cell::Cell::new('a');
    // Each has a name that is unlike the others.
    let typed = || {
        let letter = names.replace(char::from(u8::try_from(names.get()).unwrap() + 1));
        NewPerson { name: letter.to_string().repeat(9), unresolved: true, ..NewPerson::default() }
    };
    let more = [
        store.person_add(NewPerson { job: "Clerk".into(), ..typed() }).await.unwrap(),
        store.person_add(NewPerson { grade: Some(2), ..typed() }).await.unwrap(),
        store
            .person_add(NewPerson { organisation: Some(store.organisation_add("Police").await.unwrap()), ..typed() })
            .await
            .unwrap(),
        store.person_add(typed()).await.unwrap(),
        store.person_add(typed()).await.unwrap(),
        store.person_add(typed()).await.unwrap(),
    ];
    let [.., holds, signs_in, counts] = more;
    store.grant_add(holds, Grant { role: "clerk".into(), site: None }).await.unwrap();
    let account = Account { username: "brown".into(), person: signs_in, password_hash: String::new(), disabled: false };
    store.account_add(account).await.unwrap();
    let other = store.person_add(typed()).await.unwrap();
    store.person_merge(other, counts, saying()).await.unwrap();
    let before = store.people_said().await.unwrap().len();
    for person in more {
        assert!(!store.name_is(person, 1, saying()).await.unwrap());
        assert!(!store.name_is_open(person, saying()).await.unwrap());
    }
    for person in &more[..5] {
        store.person_merge(*person, 1, saying()).await.unwrap();
        assert!(!store.name_is_open(*person, saying()).await.unwrap(), "{person} is more than a name");
    }
    assert_eq!(store.people_said().await.unwrap().len(), before + 5);
    let name = store.person_add(typed()).await.unwrap();
    assert!(!store.name_is_open(name, saying()).await.unwrap());
    assert!(store.name_is(name, 1, saying()).await.unwrap());
    assert!(!store.name_is(name, 2, saying()).await.unwrap(), "said already");
    let directory = store.directory_load().await.unwrap();
    assert!(directory.human(name) == 1 && !directory.unresolved.contains(&name));
    assert!(store.name_is_open(name, saying()).await.unwrap());
    let directory = store.directory_load().await.unwrap();
    assert!(directory.human(name) == name && directory.unresolved.contains(&name));
}
