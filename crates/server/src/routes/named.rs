//! Whom a typed name means, and who is kept from a case because of it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use procedure::PersonId;
use serde_json::json;
use store::{NewPerson, Saying};

use super::record::answer;
use super::testing::{CLERK, Deed, LEAD, NAMED, READER, World, body, incident};
use crate::desk::Desk;
use crate::forms::Form;
use crate::web::Posted;

const EVE: &str = "Eve Named (Officer, The office)";

/// What comes of recording an incident with these names.
async fn record(world: &World, names: &[&str], more: &[(&str, &str)]) -> (StatusCode, String) {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let plain = [("q-kind", "push"), ("q-place", "North House"), ("q-account", "It was quick."), ("page", "2"), ("when", "now")];
    let shown = ["kind", "place", "hands", "account"].map(|name| ("shown", name));
    let names = names.iter().map(|name| ("q-hands", *name));
    for (name, text) in plain.into_iter().chain(shown).chain(names).chain(more.iter().copied()) {
        pairs.push((name.into(), text.into()));
    }
    let posted = Posted { visitor: world.as_person(LEAD).await, form: Form::new(pairs) };
    let at = Path(("incident".to_owned(), "report".to_owned()));
    let response = answer(State(world.app.clone()), at, posted).await.unwrap();
    let status = response.status();
    let reference = response.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
    fresh(world).await;
    (status, reference.unwrap_or_default() + &body(response).await)
}

/// The name of the question who a name is, on a page.
fn who(page: &str) -> String {
    let from = page.find("name=\"who-hands.").expect(page) + "name=\"".len();
    page[from..].split('"').next().unwrap().to_owned()
}

/// The reference in the address to which somebody is sent.
fn recorded(to: &str) -> String {
    to.trim_start_matches("/cases/").split('/').next().unwrap().to_owned()
}

async fn knows(world: &World, person: PersonId, case: &str) -> bool {
    let slug = if case.contains('/') { crate::desk::slug_of(case) } else { case.to_owned() };
    Desk::open(&world.app, &world.as_person(person).await, &slug).await.is_ok()
}

/// What each request does first.
async fn fresh(world: &World) {
    let epochs = world.app.store().epochs().await.unwrap();
    world.app.directory_fresh(epochs.directory).await.unwrap();
}

async fn people(world: &World) -> usize {
    world.app.store().directory_load().await.unwrap().people.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_keeps_a_case_from_somebody_is_taken_for_nobody_unasked_however_it_is_written() {
    let world = World::new().await;
    let before = people(&world).await;
    for exact in ["Eve Named", "eve named", "EVE  NAMED", "Ève Named", "Еvе Nаmеd", EVE] {
        let (status, to) = record(&world, &[exact], &[("confirmed", "yes")]).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{exact}: {to}");
        assert!(!knows(&world, NAMED, &recorded(&to)).await, "{exact}");
    }
    for other in [
        "Eve Namde",
        "Named, Eve",
        "Mrs Eve Named",
        "E Named",
        "Officer Named",
        "Eve Named (The bank)",
        "eve mary named",
        "Eva Named",
        "EveNamed",
        "NamedEve",
        "the officer with the red beard who is on the night shift, Eve Named",
    ] {
        let (status, page) = record(&world, &[other], &[("confirmed", "yes")]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{other}");
        assert!(page.contains(&format!("value=\"{EVE}\"")) && page.contains(other), "{other}: {page}");
        let who = who(&page);
        // Nothing is chosen for the person who types, and an answer about one name is none about another.
        assert!(
            !page.contains(" checked")
                || !page.split(&who).skip(1).any(|part| part.split('>').next().unwrap().contains("checked"))
        );
        let (status, _) = record(&world, &["Eve Nemad"], &[("confirmed", "yes"), (&who, "nobody")]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{other}");
        let (status, _) = record(&world, &[other], &[("confirmed", "yes"), (&who, "Ivo Hall")]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{other}");
        assert_eq!(people(&world).await, before, "{other}");
        let (status, page) = record(&world, &[other], &[(&who, EVE)]).await;
        assert!(status == StatusCode::OK && page.contains(EVE) && !page.contains("nobody in the list)"), "{page}");
        let (status, to) = record(&world, &[other], &[("confirmed", "yes"), (&who, EVE)]).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{other}: {to}");
        assert!(!knows(&world, NAMED, &recorded(&to)).await, "{other}");
        assert_eq!(people(&world).await, before, "{other}");
    }
    // Nobody in the list is an answer as well; that person is added with the case.
    let (_, page) = record(&world, &["Ivo Hall"], &[("confirmed", "yes")]).await;
    let who = who(&page);
    let (_, page) = record(&world, &["Ivo Hall"], &[(&who, "nobody")]).await;
    assert!(page.contains("Ivo Hall (nobody in the list)"), "{page}");
    let (status, _) = record(&world, &["Ivo Hall"], &[("confirmed", "yes"), (&who, "nobody")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(people(&world).await, before + 1);
    assert_eq!(world.app.directory().unresolved.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_known_from_cases_only_changes_nothing_that_a_form_says() {
    let mut told = Vec::new();
    for known in [false, true] {
        let world = World::new().await;
        if known {
            let person = NewPerson { name: "Ivo Hall".into(), ..NewPerson::default() };
            world.app.store().person_add(person).await.unwrap();
            fresh(&world).await;
        }
        let mut pages = Vec::new();
        for name in ["Ivo Hall", "ivo hall", "Hall, Ivo"] {
            let (status, page) = record(&world, &[name], &[]).await;
            let who = who(&page);
            pages.push((status, page));
            pages.push(record(&world, &[name], &[(&who, "nobody")]).await);
        }
        let key = |page: String| page.split("name=\"key\"").next().unwrap().to_owned();
        told.push(pages.into_iter().map(|(status, page)| (status, key(page))).collect::<Vec<_>>());
    }
    assert_eq!(told[0], told[1]);
}

/// What comes of recording a talk at which these people were present.
async fn talk(world: &World, names: &[&str], more: &[(&str, &str)]) -> Response {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let plain = [("q-topic", "Noise"), ("q-with", "Ben Chief"), ("q-channel", "alone"), ("page", "2"), ("when", "now")];
    let shown = ["topic", "with", "present", "channel", "discussed"].map(|name| ("shown", name));
    let names = names.iter().map(|name| ("q-present", *name));
    for (name, text) in plain.into_iter().chain(shown).chain(names).chain(more.iter().copied()) {
        pairs.push((name.into(), text.into()));
    }
    let posted = Posted { visitor: world.as_person(LEAD).await, form: Form::new(pairs) };
    answer(State(world.app.clone()), Path(("talk".to_owned(), "begin".to_owned())), posted).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_order_in_which_a_form_shows_names_does_not_say_which_of_them_cases_know() {
    let mut told = Vec::new();
    for known in [false, true] {
        let world = World::new().await;
        if known {
            let person = NewPerson { name: "Ivo Hall".into(), ..NewPerson::default() };
            world.app.store().person_add(person).await.unwrap();
            fresh(&world).await;
        }
        let before = people(&world).await;
        let page = body(talk(&world, &["Ivo Hall", "Ida Moor", "Eve Named", "Ivo Hall"], &[]).await).await;
        told.push(page.split("name=\"key\"").next().unwrap().to_owned());
        assert!(page.contains(&format!("{EVE}; Ivo Hall; Ida Moor<")), "each once: {page}");
        let kept = talk(&world, &["Ivo Hall", "Ida Moor", "Eve Named"], &[("confirmed", "yes")]).await;
        assert_eq!(kept.status(), StatusCode::SEE_OTHER);
        fresh(&world).await;
        assert_eq!(people(&world).await, before + if known { 1 } else { 2 }, "whom cases know is not added again");
    }
    assert_eq!(told[0], told[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_names_too_many_is_refused_before_anybody_is_looked_up() {
    let world = World::new().await;
    let before = people(&world).await;
    let names: Vec<String> = (0..8_000).map(|number| format!("Person {number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (status, page) = record(&world, &names, &[("confirmed", "yes")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Name at most 10 people.") && page.len() < 100_000, "{}", page.len());
    assert_eq!(world.app.book().1.looked_up(), 10, "only those whom the page shows");
    let long = "x".repeat(201);
    let (status, page) = record(&world, &[&long], &[("confirmed", "yes")]).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("at most 200 characters"));
    assert_eq!(people(&world).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_records_said_to_be_one_person_are_kept_from_a_case_at_once_until_they_are_parted() {
    let world = World::new().await;
    let case = incident(&world, "2017-03-01T09:30:00Z", &[CLERK]).await;
    assert!(knows(&world, NAMED, &case).await && !knows(&world, CLERK, &case).await);
    let store = world.app.store();
    let saying = Saying { by: Some(LEAD), at: world.app.now() };
    for (from, into) in [(NAMED, CLERK), (CLERK, NAMED)] {
        store.person_merge(from, into, saying).await.unwrap();
        fresh(&world).await;
        assert!(!knows(&world, NAMED, &case).await && !knows(&world, CLERK, &case).await);
        let (directory, book) = world.app.book();
        let incident = world.app.library().latest("incident").unwrap();
        assert_eq!(book.offered(incident).filter(|one| [CLERK, NAMED].contains(&one.id)).count(), 1, "offered once");
        // What is kept now still follows from what was kept, record by record.
        let look = Deed("2017-03-02T09:30:00Z", LEAD, "lead", json!({ "view": "Clear", "settled-by": "2017-04-01" }));
        world.take(&case, "look", look, None).await;
        assert_eq!(directory.human(from), into);
        store.person_part(from, saying).await.unwrap();
        fresh(&world).await;
        assert!(knows(&world, NAMED, &case).await && !knows(&world, CLERK, &case).await);
    }
    let said: Vec<String> = store.people_said().await.unwrap().into_iter().map(|said| said.what).collect();
    assert_eq!(said, ["parted", "merged", "parted", "merged"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_another_program_adds_is_known_to_the_next_request() {
    let world = World::new().await;
    let store = world.app.store();
    let organisation = *world.app.directory().organisations.keys().next().unwrap();
    let officer = NewPerson { name: "Newton Officer".into(), organisation: Some(organisation), ..NewPerson::default() };
    let officer = store.person_add(officer).await.unwrap();
    store.grant_add(officer, casework::Grant { role: "lead".into(), site: None }).await.unwrap();
    fresh(&world).await;
    let (status, to) = record(&world, &["Newton Officer"], &[("confirmed", "yes")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    assert!(!knows(&world, officer, &recorded(&to)).await);
}

async fn said(world: &World, person: PersonId, case: &str, sent: &[(&str, &str)]) -> (StatusCode, String) {
    let pairs = sent.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let posted = Posted { visitor: world.as_person(person).await, form: Form::new(pairs) };
    match super::who::say(State(world.app.clone()), Path(case.to_owned()), posted).await {
        Ok(response) => (response.status(), body(response).await),
        Err(problem) => (problem.into_response().status(), String::new()),
    }
}

async fn asked(world: &World, person: PersonId, case: &str) -> Option<String> {
    let visitor = world.as_person(person).await;
    let page = super::who::ask(State(world.app.clone()), visitor, Path(case.to_owned())).await;
    Some(body(page.ok()?).await)
}

/// What the page knows the only name by.
fn only_name(page: &str) -> String {
    page.split("name=\"name\" value=\"").nth(1).expect(page).split('"').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_says_who_an_open_name_is_and_the_case_is_kept_from_them_at_once_until_that_is_undone() {
    let world = World::new().await;
    let (_, page) = record(&world, &["Ivo Hall"], &[]).await;
    let (status, to) = record(&world, &["Ivo Hall"], &[("confirmed", "yes"), (&who(&page), "nobody")]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    let case = recorded(&to);
    assert!(knows(&world, NAMED, &case).await);
    let page = asked(&world, LEAD, &case).await.unwrap();
    let name = only_name(&page);
    let (who, other) = (format!("who-{name}"), format!("other-{name}"));
    for (wrong, says) in [
        (&[("name", name.as_str())][..], "Say who “Ivo Hall” is."),
        (&[("name", &name), (&who, "other")], "Choose a name from the list."),
        (&[("name", &name), (&who, "other"), (&other, "Ivo Hall")], "Choose a name from the list."),
        (&[("name", &name), (&who, "Ivo Hall")], "Choose a name from the list."),
        (&[("name", "hands.0123456789ab"), (&who, "nobody")], "Somebody has just said who this is."),
        (&[("name", &name), ("undo", "yes")], "Somebody has just said who this is."),
    ] {
        let (status, page) = said(&world, LEAD, &case, wrong).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains(says), "{wrong:?}: {page}");
    }
    assert!(knows(&world, NAMED, &case).await && world.app.directory().unresolved.len() == 1);
    // Said, undone, said to be nobody, and said again after all.
    let eve = [("name", name.as_str()), (&who, "other"), (&other, EVE)];
    assert_eq!(said(&world, LEAD, &case, &eve).await.0, StatusCode::SEE_OTHER);
    assert!(!knows(&world, NAMED, &case).await && world.app.directory().unresolved.is_empty());
    let page = asked(&world, LEAD, &case).await.unwrap();
    assert!(page.contains(&format!("This is {EVE}.")) && page.contains("name=\"undo\""), "{page}");
    assert!(page.contains("Ada Lead said so at"), "{page}");
    assert_eq!(said(&world, LEAD, &case, &[("name", &name), ("undo", "yes")]).await.0, StatusCode::SEE_OTHER);
    assert!(knows(&world, NAMED, &case).await && world.app.directory().unresolved.len() == 1);
    assert_eq!(said(&world, LEAD, &case, &[("name", &name), (&who, "nobody")]).await.0, StatusCode::SEE_OTHER);
    assert!(world.app.directory().unresolved.is_empty() && world.desk(LEAD, &world_reference(&case)).await.warnings().is_empty());
    assert_eq!(said(&world, LEAD, &case, &eve).await.0, StatusCode::SEE_OTHER);
    assert!(!knows(&world, NAMED, &case).await);
    let all: Vec<String> = world.app.store().people_said().await.unwrap().into_iter().map(|said| said.what).collect();
    assert_eq!(all, ["merged", "nobody", "parted", "merged"]);
    assert!(world.looks(&world_reference(&case)).await.iter().any(|look| look == "Who is named"));
}

fn world_reference(slug: &str) -> String {
    crate::desk::reference_of(slug)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_named_is_said_by_those_who_record_it_and_not_by_the_person_who_may_be_named() {
    let world = World::new().await;
    for (typed, like) in [("Ivo Hall", false), ("Eve Nemad", true)] {
        let (_, page) = record(&world, &[typed], &[]).await;
        let (_, to) = record(&world, &[typed], &[("confirmed", "yes"), (&who(&page), "nobody")]).await;
        let case = recorded(&to);
        let page = asked(&world, LEAD, &case).await.unwrap();
        let name = only_name(&page);
        let who = format!("who-{name}");
        assert!(page.contains(EVE), "{page}");
        // Eve holds the role that records it, and may be who is named.
        let (status, answer) = said(&world, NAMED, &case, &[("name", &name), (&who, "nobody")]).await;
        if like {
            assert!(status == StatusCode::UNPROCESSABLE_ENTITY && answer.contains("Ask a colleague"), "{answer}");
            assert!(!asked(&world, NAMED, &case).await.unwrap().contains(&format!("name=\"{who}\"")));
        } else {
            assert_eq!(status, StatusCode::SEE_OTHER);
        }
        for other in [CLERK, READER] {
            assert!(asked(&world, other, &case).await.is_none());
            let (status, _) = said(&world, other, &case, &[("name", &name), (&who, EVE)]).await;
            assert!([StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&status), "{status}");
        }
        assert!(knows(&world, NAMED, &case).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_in_one_box_are_each_named_in_their_own() {
    let world = World::new().await;
    let before = people(&world).await;
    for both in ["Eve Named and Dan Clerk", "Dan Clerk, Eve Named"] {
        let (status, page) = record(&world, &[both], &[("confirmed", "yes")]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("names several people. Name one person in each box.") && !page.contains("name=\"who-"), "{page}");
    }
    assert_eq!(people(&world).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_joins_under_a_name_that_was_typed_does_not_see_the_case() {
    for nobody in [false, true] {
        let world = World::new().await;
        let store = world.app.store();
        let organisation = *world.app.directory().organisations.keys().next().unwrap();
        let (_, page) = record(&world, &["Ivo Hall"], &[]).await;
        let (_, to) = record(&world, &["Ivo Hall"], &[("confirmed", "yes"), (&who(&page), "nobody")]).await;
        let case = recorded(&to);
        let name = only_name(&asked(&world, LEAD, &case).await.unwrap());
        let who = format!("who-{name}");
        if nobody {
            assert_eq!(said(&world, LEAD, &case, &[("name", &name), (&who, "nobody")]).await.0, StatusCode::SEE_OTHER);
        }
        // Somebody of a like name: the case asks again.
        let like = NewPerson { name: "Iva Hall".into(), organisation: Some(organisation), ..NewPerson::default() };
        let like = store.person_add(like).await.unwrap();
        fresh(&world).await;
        assert_eq!(world.app.directory().unresolved.len(), 1, "{nobody}");
        // Somebody of that very name: it is they, until somebody says otherwise.
        let new = store.person_add(NewPerson { name: "ivo  hall".into(), ..NewPerson::default() }).await.unwrap();
        store.grant_add(new, casework::Grant { role: "lead".into(), site: None }).await.unwrap();
        store.grant_add(like, casework::Grant { role: "lead".into(), site: None }).await.unwrap();
        fresh(&world).await;
        assert!(!knows(&world, new, &case).await && knows(&world, like, &case).await && knows(&world, LEAD, &case).await);
        assert!(asked(&world, LEAD, &case).await.unwrap().contains("The case is kept from them."));
        assert_eq!(said(&world, LEAD, &case, &[("name", &name), ("undo", "yes")]).await.0, StatusCode::SEE_OTHER);
        assert!(knows(&world, new, &case).await && world.app.directory().unresolved.len() == 1);
        // What was taken back stays so when they get another role.
        store.grant_add(new, casework::Grant { role: "chief".into(), site: None }).await.unwrap();
        fresh(&world).await;
        assert!(knows(&world, new, &case).await);
    }
}
