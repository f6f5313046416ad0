//! What people whose view is narrow can find out by asking: nothing, whatever they type.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use jiff::ToSpan;
use serde_json::json;

use super::case::{Told, hand, overview};
use super::step::{ask, take};
use super::testing::{CHIEF, CLERK, Deed, LEAD, NAMED, READER, World, body, path};
use crate::forms::Form;
use crate::problem::Problem;
use crate::web::Posted;

fn at(case: &str, step: &str) -> Path<(String, String)> {
    Path((crate::desk::slug_of(case), step.to_owned()))
}

/// A grievance about some people.
async fn grievance(world: &World, officers: &[i64], anonymous: bool) -> String {
    let answers = json!({ "topic": "The noise", "officers": officers, "anonymous": anonymous });
    world.begin("grievance", "record", Deed("2017-03-02T09:30:00Z", LEAD, "lead", answers)).await
}

async fn done(world: &World, case: &str, step: &str) {
    world.take(case, step, Deed("2017-03-03T09:30:00Z", LEAD, "lead", json!({})), None).await;
}

async fn post(
    world: &World,
    person: i64,
    case: &str,
    step: &str,
    sent: &[(&str, &str)],
) -> Result<(StatusCode, String), Problem> {
    let pairs = sent.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let posted = Posted { visitor: world.as_person(person).await, form: Form::new(pairs) };
    let response = take(State(world.app.clone()), at(case, step), posted).await?;
    Ok((response.status(), body(response).await))
}

async fn get(world: &World, person: i64, case: &str, step: &str) -> Result<String, Problem> {
    Ok(body(ask(State(world.app.clone()), world.as_person(person).await, at(case, step)).await?).await)
}

/// How somebody is refused; nothing when they are not.
fn refusal<T>(answer: Result<T, Problem>) -> Option<String> {
    answer.err().map(|problem| format!("{problem:?}"))
}

/// The first page of a case as somebody is shown it, under a stand-in for its reference.
async fn shown(world: &World, person: i64, case: &str) -> String {
    let told = Query(Told::default());
    let page = overview(State(world.app.clone()), world.as_person(person).await, path(case), told).await.unwrap();
    body(page).await.replace(case, "REF").replace(&crate::desk::slug_of(case), "REF")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_for_a_closed_step_is_refused_as_its_page_is_whatever_is_typed() {
    let world = World::new().await;
    let case = grievance(&world, &[NAMED], false).await;
    let procedure = world.app.library().latest("grievance").unwrap().clone();
    let token = world.desk(LEAD, &case).await.form_token();
    let mut refused = 0;
    for person in [LEAD, CHIEF, READER, CLERK] {
        for (_, step) in procedure.steps.iter() {
            let Some(page) = refusal(get(&world, person, &case, &step.name).await) else { continue };
            for name in ["Eve Named", "Ben Chief", "Nobody At All"] {
                for (seen, more) in [(token.as_str(), ""), ("1.x", ""), ("", "investigator")] {
                    let sent = [("seen", seen), ("when", "now"), ("more", more), ("q-investigator", name), ("q-remark", "x")];
                    let form = refusal(post(&world, person, &case, &step.name, &sent).await);
                    assert_eq!(form.as_ref(), Some(&page), "{person} {}", step.name);
                    assert!(!page.contains("Named") && !page.contains("complained"), "{page}");
                    refused += 1;
                }
            }
        }
    }
    assert!(refused >= 100, "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_may_appoint_and_sees_who_is_named_is_told_why_not() {
    let world = World::new().await;
    let case = grievance(&world, &[NAMED], false).await;
    let token = world.desk(LEAD, &case).await.form_token();
    let sent = [("seen", token.as_str()), ("when", "now"), ("q-investigator", "Eve Named")];
    let (status, page) = post(&world, LEAD, &case, "appoint", &sent).await.unwrap();
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("being named under"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_hidden_is_no_conflict_and_a_conflict_tells_only_what_is_shown() {
    let world = World::new().await;
    let case = grievance(&world, &[], false).await;
    let (one, two) = (world.desk(READER, &case).await.form_token(), world.desk(READER, &case).await.form_token());
    done(&world, &case, "look").await;
    // An unknown token counts as if everything had changed: of that, the reader is shown no step.
    let note = async |token: &str, remark: &str| {
        let sent = [("seen", token), ("when", "now"), ("q-remark", remark)];
        post(&world, READER, &case, "note", &sent).await.unwrap()
    };
    let hidden = |page: &str| !page.contains("Look into it") && !page.contains("Ada Lead") && !page.contains("Record it");
    let (status, page) = note("0.x", "One").await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains(crate::desk::CHANGED) && hidden(&page), "{page}");
    let (status, page) = note(&one, "One").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    // Their own entry is shown, so that the older form is in conflict with that, and with no more.
    done(&world, &case, "look").await;
    let (status, page) = note(&two, "Two").await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(page.contains("Cat Reader did “Note something”") && page.contains("Two") && hidden(&page), "{page}");
    let (_, page) = post(&world, LEAD, &case, "note", &[("seen", "0.x"), ("when", "now"), ("q-remark", "Two")]).await.unwrap();
    assert!(page.contains("Ada Lead did “Look into it”"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_sent_twice_is_kept_once_also_when_it_closed_its_step() {
    let world = World::new().await;
    let case = grievance(&world, &[], false).await;
    let token = world.desk(LEAD, &case).await.form_token();
    for _ in 0..2 {
        let (status, _) = post(&world, LEAD, &case, "close", &[("seen", &token), ("when", "now")]).await.unwrap();
        assert_eq!(status, StatusCode::SEE_OTHER);
    }
    // The token says nothing to anybody else, and nothing of another case.
    assert!(refusal(post(&world, READER, &case, "close", &[("seen", &token), ("when", "now")]).await).is_some());
    let other = grievance(&world, &[], false).await;
    let (status, _) = post(&world, LEAD, &other, "look", &[("seen", &token), ("when", "now")]).await.unwrap();
    assert_eq!(status, StatusCode::CONFLICT);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_of_a_form_says_nothing_and_leads_back_to_what_was_shown() {
    let world = World::new().await;
    let case = grievance(&world, &[], false).await;
    let (one, other) = (world.desk(READER, &case).await.form_token(), world.desk(READER, &case).await.form_token());
    let mark = |token: &str| token.split_once('.').unwrap().1.to_owned();
    assert_ne!(mark(&one), mark(&other), "the person who compares two forms learns whether something hidden happened");
    done(&world, &case, "look").await;
    let desk = world.desk(READER, &case).await;
    assert_eq!((desk.seq_of(&one), desk.seq_of(&other), desk.seq_of(&desk.form_token())), (1, 1, 2));
    assert_eq!((desk.seq_of("1.x"), desk.seq_of(""), desk.seq_of("2")), (0, 0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn reasons_that_rest_on_what_is_hidden_leave_no_trace() {
    let world = World::new().await;
    let procedure = world.app.library().latest("grievance").unwrap().clone();
    // Of each pair, the reader cannot tell which case is which by steps that are closed in both, nor by their pages.
    let plain = grievance(&world, &[], false).await;
    let anonymous = grievance(&world, &[NAMED], true).await;
    let looked = grievance(&world, &[CLERK], false).await;
    done(&world, &looked, "look").await;
    for other in [&anonymous, &looked] {
        let mut same = 0;
        for (_, step) in procedure.steps.iter().filter(|(_, step)| !step.begins) {
            let told = async |case: &str| {
                let answer = refusal(get(&world, READER, case, &step.name).await);
                answer.map(|words| words.replace(case, "REF").replace(&crate::desk::slug_of(case), "REF"))
            };
            if let (Some(one), Some(two)) = (told(&plain).await, told(other).await) {
                assert_eq!(one, two, "{}", step.name);
                assert!(!one.contains("Anonymous") && !one.contains("comes first") && !one.contains("must"), "{one}");
                same += 1;
            }
        }
        assert!(same >= 4, "{same}");
    }
    // “Weigh it” is closed in both for reasons that are hidden: that none came before, and that somebody more senior did.
    assert_eq!(shown(&world, READER, &plain).await, shown(&world, READER, &looked).await);
    assert!(shown(&world, READER, &plain).await.contains("This is not open to you now."));
    assert!(shown(&world, LEAD, &plain).await != shown(&world, LEAD, &looked).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn which_times_are_too_early_rests_on_what_is_shown() {
    let world = World::new().await;
    let ago = |days: i32| world.app.now().to_zoned(jiff::tz::TimeZone::UTC).saturating_sub(days.days());
    let mut cases = Vec::new();
    for looked in [8, 2] {
        let answers = json!({ "topic": "The noise", "officers": [], "anonymous": false });
        let (began, looked) = (ago(20).timestamp().to_string(), ago(looked).timestamp().to_string());
        let case = world.begin("grievance", "record", Deed(&began, LEAD, "lead", answers)).await;
        world.take(&case, "look", Deed(&looked, LEAD, "lead", json!({})), None).await;
        cases.push(case);
    }
    // Whether a note of so many days ago is refused, and in which words, in each of the two cases.
    let note = async |person: i64, days: i32| {
        let (date, mut answers) = (ago(days), Vec::new());
        for case in &cases {
            let token = world.desk(person, case).await.form_token();
            let (day, month, year) = (date.day().to_string(), date.month().to_string(), date.year().to_string());
            let parts = [("when-day", &*day), ("when-month", &*month), ("when-year", &*year), ("when-time", "9am")];
            let sent = [&[("seen", &*token), ("when", "another"), ("q-remark", "x")], &parts[..]].concat();
            let (status, page) = post(&world, person, case, "note", &sent).await.unwrap();
            let page = page.replace(&token, "TOKEN").replace(case, "REF").replace(&crate::desk::slug_of(case), "REF");
            answers.push((status, page));
        }
        (answers[0].0, answers[1].0, answers[0].1 == answers[1].1)
    };
    let (kept, refused) = (StatusCode::SEE_OTHER, StatusCode::UNPROCESSABLE_ENTITY);
    for days in [40, 25] {
        assert_eq!(note(READER, days).await, (refused, refused, true), "{days}");
    }
    for days in [15, 5] {
        assert_eq!(note(READER, days).await, (kept, kept, true), "{days}");
    }
    assert_eq!(note(LEAD, 5).await, (kept, refused, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_whose_answers_are_compared_with_what_is_hidden_is_closed() {
    let world = World::new().await;
    for (officers, since) in [(vec![NAMED], Some("2017-01-03")), (vec![], Some("2017-02-03"))] {
        let answers = json!({ "topic": "The noise", "officers": officers, "anonymous": false, "since": since });
        let case = world.begin("grievance", "record", Deed("2017-03-02T09:30:00Z", LEAD, "lead", answers)).await;
        let token = world.desk(READER, &case).await.form_token();
        for step in ["pick", "hear"] {
            let page = refusal(get(&world, READER, &case, step).await).unwrap();
            for (name, day) in [("Eve Named", "4"), ("Ben Chief", "2")] {
                let date = [("q-heard-day", day), ("q-heard-month", "1"), ("q-heard-year", "2017")];
                let sent = [&[("seen", token.as_str()), ("when", "now"), ("q-investigator", name)], &date[..]].concat();
                assert_eq!(refusal(post(&world, READER, &case, step, &sent).await).as_ref(), Some(&page));
            }
            assert!(get(&world, LEAD, &case, step).await.is_ok());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_compared_with_what_is_hidden_only_when_both_are_answered() {
    let world = World::new().await;
    let mut pages = Vec::new();
    for since in [Some("2017-01-03"), Some("2017-02-03"), None] {
        let mut answers = json!({ "topic": "The noise", "officers": [], "anonymous": false });
        if let Some(day) = since {
            answers["since"] = json!(day);
        }
        let case = world.begin("grievance", "record", Deed("2017-03-02T09:30:00Z", LEAD, "lead", answers)).await;
        let date = async |since: Option<&str>, heard: &str| {
            let token = world.desk(READER, &case).await.form_token();
            let of = |name: &str, day: &str| {
                [("day", day), ("month", "1"), ("year", "2017")].map(|(part, text)| (format!("q-{name}-{part}"), text.to_owned()))
            };
            let mut sent = vec![("seen".to_owned(), token.clone()), ("when".to_owned(), "now".to_owned())];
            sent.extend(of("heard", heard));
            sent.extend(since.into_iter().flat_map(|day| of("since", day)));
            let sent: Vec<(&str, &str)> = sent.iter().map(|(name, text)| (&**name, &**text)).collect();
            let (status, page) = post(&world, READER, &case, "date", &sent).await.unwrap();
            (status, page.replace(&token, "TOKEN").replace(&case, "REF").replace(&crate::desk::slug_of(&case), "REF"))
        };
        let alone = date(None, "15").await;
        assert!(alone.0 == StatusCode::UNPROCESSABLE_ENTITY && alone.1.contains("Answer this: Known since"), "{}", alone.1);
        let (status, page) = date(Some("20"), "15").await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("cannot be before"), "{page}");
        pages.push((alone, page));
        assert_eq!(date(Some("10"), "15").await.0, StatusCode::SEE_OTHER);
    }
    assert!(pages.windows(2).all(|pair| pair[0] == pair[1]), "{pages:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_has_a_name_of_the_programs_and_there_was_something_to_see() {
    let world = World::new().await;
    let case = grievance(&world, &[NAMED], false).await;
    let before = world.looks(&case).await;
    for step in ["FORGED by Priya", "close", "record"] {
        assert!(refusal(get(&world, READER, &case, step).await).is_some());
        assert!(refusal(post(&world, READER, &case, step, &[("seen", "0.x")]).await).is_some());
    }
    let app = || State(world.app.clone());
    let reader = async || world.as_person(READER).await;
    let forged = || at(&case, "FORGED by Priya");
    assert!(super::letter::edit(app(), reader().await, forged()).await.is_err());
    assert!(super::letter::pdf(app(), reader().await, forged()).await.is_err());
    let why = Path((crate::desk::slug_of(&case), "FORGED by Priya".to_owned(), 1));
    assert!(super::why::show(app(), reader().await, why).await.is_err());
    assert!(super::version::ask(app(), reader().await, path(&case)).await.is_err());
    assert!(super::case::looked(app(), reader().await, path(&case), Query(Told::default())).await.is_err());
    assert_eq!(world.looks(&case).await, before, "what was refused is no look");
    get(&world, READER, &case, "note").await.unwrap();
    let token = world.desk(READER, &case).await.form_token();
    post(&world, READER, &case, "note", &[("seen", &token), ("when", "now")]).await.unwrap();
    post(&world, READER, &case, "note", &[("seen", &token), ("when", "now"), ("more", "remark")]).await.unwrap();
    done(&world, &case, "note").await;
    post(&world, READER, &case, "note", &[("seen", &token), ("when", "now"), ("q-remark", "x")]).await.unwrap();
    assert_eq!(
        world.looks(&case).await,
        [
            "Step: Note something, changed meanwhile",
            "Step: Note something",
            "Step: Note something, answers refused",
            "Step: Note something"
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_can_take_a_case_over_says_nothing_of_whom_it_is_kept_from() {
    let world = World::new().await;
    let plain = grievance(&world, &[], false).await;
    let walled = grievance(&world, &[NAMED], false).await;
    for (person, told) in [(READER, 1), (LEAD, 2)] {
        let visitor = world.as_person(person).await;
        let mut answers = Vec::new();
        for case in [&plain, &walled] {
            let desk = world.desk(person, case).await;
            answers.push(hand(&world.app, &visitor, &desk, "give", &NAMED.to_string()).await.unwrap());
        }
        answers.dedup();
        assert!(answers.len() <= told, "{answers:?}");
    }
}
