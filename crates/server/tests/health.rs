//! What people see when nothing can be saved, what is not let in, and what the server says of its own health.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that fails says so"
)]

mod common;

use std::path::Path;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use common::{Browser, Office, Page, shipped};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value as Json;
use server::routes::router;
use server::scan::Scanner;
use store::{Clock, OpenOptions, Store};
use tower::ServiceExt;

const CANNOT: &str = "Nothing can be saved at present";

struct World {
    office: Office,
    plan: String,
    browser: Browser,
}

impl World {
    async fn of(store: Store) -> Self {
        let office = Office::with(shipped(), store).await;
        let plan = office.plan().await;
        let browser = office.browser(office.keeper.actor.person).await;
        Self { office, plan: server::desk::slug_of(&plan), browser }
    }

    async fn at(clock: &Clock) -> Self {
        Self::of(Store::open_memory_at(clock.clone()).await.unwrap()).await
    }

    async fn in_file(path: &Path) -> Self {
        Self::of(Store::open(path, OpenOptions::default()).await.unwrap()).await
    }

    fn note(&self) -> String {
        format!("/cases/{}/steps/note", self.plan)
    }

    async fn noted(&self, text: &str) -> Page {
        self.browser.step(&server::desk::reference_of(&self.plan), "note", &[("q-note", text)]).await
    }

    async fn ready(&self) -> (StatusCode, Json) {
        let request = Request::get("/health/ready").body(Body::empty()).unwrap();
        let response = router(self.office.app.clone()).oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap())
    }
}

fn clock() -> Clock {
    Clock::by_hand(Timestamp::now())
}

fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

#[tokio::test(flavor = "multi_thread")]
async fn while_nothing_can_be_saved_people_read_and_what_they_send_is_given_back() {
    let clock = clock();
    let world = World::at(&clock).await;
    let form = world.browser.get(&world.note()).await;
    let looks = world.looks().await;
    clock.jump(days(400));
    for path in ["/work", "/complaints", "/plans", &format!("/cases/{}", world.plan), &world.note()] {
        let page = world.browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.text().contains(CANNOT), "{path}: {}", page.text());
        assert!(page.text().contains("clock"), "{path}");
    }
    let text = "We looked at\nevery room <b>twice</b>.";
    let sent = world.browser.post(&world.note(), &[("seen", &form.hidden("seen")), ("q-note", text)]).await;
    assert_eq!(sent.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(sent.text().contains("Nothing was saved") && sent.text().contains("every room <b>twice</b>."), "{}", sent.text());
    assert_eq!(sent.hidden("q-note"), text);
    assert_eq!(sent.hidden("seen"), form.hidden("seen"));
    let person = world.office.keeper.actor.person;
    let account = store::Account { username: "keeper".into(), person, password_hash: String::new(), disabled: false };
    assert!(server::session::begin(&world.office.app, &account, &HeaderMap::new(), "").await.is_err(), "no session begins");
    // The clock is put right: the same form is sent again, and the looks of the meantime are written.
    clock.jump(-days(400));
    let again = world.browser.post(&world.note(), &[("seen", &sent.hidden("seen")), ("q-note", &sent.hidden("q-note"))]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text());
    assert!(world.office.app.store().looks_written().await);
    let page = world.browser.get(&again.location).await;
    assert!(!page.text().contains(CANNOT));
    assert!(world.looks().await > looks + 1);
}

impl World {
    /// How many looks at the plan are in the log.
    async fn looks(&self) -> u64 {
        let desk = server::desk::Desk::open(&self.office.app, &self.office.keeper, &self.plan).await.unwrap();
        let page = self.office.app.store().look_page(&self.office.keeper.actor, desk.id, 1, 1).await.unwrap();
        page.unwrap().total
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_a_wrong_clock_froze_can_go_on_and_its_rows_equal_a_rebuild() {
    // The clock ran ahead when the program was started: nothing tells that it is wrong.
    let clock = Clock::by_hand(Timestamp::now() + days(3));
    let world = World::at(&clock).await;
    assert_eq!(world.noted("From the future").await.status, StatusCode::SEE_OTHER);
    clock.jump(-days(3));
    assert_eq!(world.browser.get(&format!("/cases/{}", world.plan)).await.status, StatusCode::OK);
    assert_eq!(world.noted("Refused").await.status, StatusCode::SERVICE_UNAVAILABLE);
    let now = clock.now();
    world.office.app.store().clock_accept().await.unwrap();
    assert!(clock.now() < now);
    let done = world.noted("Today").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let desk = server::desk::Desk::open(&world.office.app, &world.office.keeper, &world.plan).await.unwrap();
    assert!(desk.whole().entries.iter().all(|entry| entry.happened <= clock.now()));
    assert!(desk.whole().entries[1].recorded > clock.now(), "the record says what it said");
    let rows = |head: &store::CaseHead, kept: &[store::KeptEntry]| {
        let procedure = world.office.app.library().version(&head.procedure, &head.version).unwrap();
        let mut entries: Vec<_> = kept.iter().map(|kept| server::read_entry(procedure, kept).unwrap()).collect();
        casework::put_right(&mut entries);
        let rules = world.office.app.rules(procedure).unwrap();
        Ok(casework::derive(rules, &entries, &casework::State::replay(rules, &entries)))
    };
    let report = world.office.app.store().rebuild(&rows, false, &mut |_, _| {}).await.unwrap();
    assert!(report.differing.is_empty() && report.failed.is_empty(), "{report:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn health_tells_the_truth() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plans.db");
    let world = World::in_file(&path).await;
    let (status, said) = world.ready().await;
    assert_eq!((status, &said["ready"]), (StatusCode::OK, &Json::Bool(true)), "{said}");
    for name in ["read", "write", "place", "clock", "layout", "disk", "documents"] {
        assert_eq!(said["checks"][name], "ok", "{said}");
    }
    std::fs::rename(&path, folder.path().join("elsewhere")).unwrap();
    let page = world.browser.get("/work").await;
    assert!(page.text().contains("the database was moved, deleted or replaced"), "{}", page.text());
    let checks = world.office.app.store().health().await;
    assert!(checks.iter().any(|check| check.name == "place" && check.wrong.is_some()), "{checks:?}");
    for path in ["/health", "/health/live"] {
        assert_eq!(world.browser.get(path).await.bytes, b"ok");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_scanned_before_it_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("scan.sh");
    let world = World::in_file(&folder.path().join("plans.db")).await;
    std::fs::write(&script, "grep -q EICAR && exit 1 || exit 0").unwrap();
    world.office.app.scan_with(Scanner::new(&format!("sh {}", script.display())).unwrap());
    let documents = format!("/cases/{}/documents", world.plan);
    let sheet = format!("/registers/recommendation/plan/import?of={}", world.plan);
    for (form, name) in [(&documents, "letter.txt"), (&sheet, "plan.csv")] {
        let clean = world.browser.upload(form, name, b"Dear Alex").await;
        assert_eq!(clean.status, StatusCode::SEE_OTHER, "{form}: {}", clean.text());
        let refused = world.browser.upload(form, name, b"X5O!-EICAR-TEST").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("The virus scanner refused this file"), "{form}: {}", refused.text());
    }
    std::fs::write(&script, "exit 3").unwrap();
    for (form, name) in [(&documents, "other.txt"), (&sheet, "plan.csv")] {
        let broken = world.browser.upload(form, name, b"Dear Sam").await;
        assert!(broken.text().contains("The virus scanner does not work at present"), "{form}: {}", broken.text());
    }
    let (status, said) = world.ready().await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(said["checks"]["scanner"].as_str().unwrap().contains("did not do its work"), "{said}");
    assert!(!world.browser.get(&documents).await.text().contains("other.txt"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_seen_is_no_answer_and_turns_no_text_or_name_round() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::in_file(&folder.path().join("plans.db")).await;
    for nothing in ["   \n", "\u{200b}\u{200c}\u{feff}", "\u{3164}"] {
        let page = world.noted(nothing).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", nothing.escape_unicode());
        assert!(page.error("q-note").contains("note"), "{}", page.text());
    }
    let noted = world.noted("one \u{202e}two\u{2066} שלום\u{200f}").await;
    assert_eq!(noted.status, StatusCode::SEE_OTHER);
    let timeline = world.browser.get(&format!("/cases/{}/timeline", world.plan)).await.text();
    assert!(timeline.contains("one two שלום\u{200f}"), "{timeline}");
    let documents = format!("/cases/{}/documents", world.plan);
    assert_eq!(world.browser.upload(&documents, "statement\u{202e}fdp.txt", b"Dear Alex").await.status, StatusCode::SEE_OTHER);
    assert!(world.browser.get(&documents).await.text().contains("statement_fdp.txt"));
    let nul = world.browser.upload(&documents, "a\0b.txt", b"Dear Alex").await;
    assert_eq!(nul.status, StatusCode::BAD_REQUEST, "{}", nul.text());
    assert!(nul.text().contains("The file could not be read") && nul.text().contains("Rename the file"), "{}", nul.text());
}
