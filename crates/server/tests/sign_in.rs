//! Signing in as a browser does it: what is counted, what is refused, what ends a session, and where one may be sent.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that fails says so"
)]

use std::collections::BTreeSet;
use std::convert::Infallible;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use procedure::Library;
use server::routes::{ADDRESSES, Size, router};
use server::{App, Config, password_hash_for_show};
use store::{Account, NewPerson, Outcome, Store};
use tower::ServiceExt;

const RIGHT: &str = "teapot harbour violin";

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn hidden(&self, name: &str) -> String {
        let (_, rest) = self.body.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
        rest.split('"').next().unwrap().to_owned()
    }
}

async fn office(secure: bool) -> App {
    let store = Store::open_memory().await.unwrap();
    for (username, disabled) in [("pat", false), ("sam", false), ("gone", true)] {
        let person = store.person_add(NewPerson { name: username.into(), ..NewPerson::default() }).await.unwrap();
        let password_hash = password_hash_for_show(RIGHT).unwrap();
        store.account_add(Account { username: username.into(), person, password_hash, disabled }).await.unwrap();
    }
    let files: [(String, String); 0] = [];
    let config = Config { body: "A body".into(), secure, largest_document: 1, ..Config::default() };
    App::new(store, Library::read(files).unwrap(), config).await.unwrap()
}

async fn send(app: &App, method: &str, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::COOKIE, cookie)
        .header(header::USER_AGENT, "Firefox/140 Linux");
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(body)).unwrap();
    let (parts, body) = router(app.clone()).oneshot(request).await.unwrap().into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
}

async fn enter(app: &App, username: &str, password: &str, cookie: &str) -> Answer {
    send(app, "POST", "/sign-in", cookie, &[("username", username), ("password", password), ("next", "/help")]).await
}

/// The cookie of somebody who signs in.
async fn signed_in(app: &App, username: &str) -> String {
    let answer = enter(app, username, RIGHT, "").await;
    assert_eq!((answer.status, answer.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/help"));
    answer.header(header::SET_COOKIE).split(';').next().unwrap().to_owned()
}

async fn is_in(app: &App, cookie: &str) -> bool {
    send(app, "GET", "/account", cookie, &[]).await.status == StatusCode::OK
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_passwords_unknown_names_and_disabled_accounts_look_alike_and_are_recorded() {
    let app = office(false).await;
    let mut pages = Vec::new();
    for (name, password) in [("pat", "wrong"), ("nobody", "wrong"), ("gone", RIGHT), ("gone", "wrong")] {
        let answer = enter(&app, name, password, "").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        pages.push(answer.body.replace(&format!("value=\"{name}\""), ""));
    }
    pages.dedup();
    assert_eq!(pages.len(), 1, "{pages:#?}");
    let outcomes: Vec<_> =
        app.store().sign_ins(None, 9).await.unwrap().into_iter().map(|one| (one.username, one.outcome)).collect();
    let known = |name: &str| Some(name.to_owned());
    assert_eq!(
        outcomes,
        [
            (known("gone"), Outcome::Wrong),
            (known("gone"), Outcome::Disabled),
            (None, Outcome::Wrong),
            (known("pat"), Outcome::Wrong)
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_guesses_are_not_looked_at_and_the_person_is_shown_them() {
    let app = office(false).await;
    let mut statuses = Vec::new();
    for _ in 0..60 {
        statuses.push(enter(&app, "pat", "wrong", "").await.status.as_u16());
    }
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 5);
    let refused = enter(&app, "pat", RIGHT, "").await;
    assert_eq!((refused.status, refused.header(header::RETRY_AFTER).is_empty()), (StatusCode::TOO_MANY_REQUESTS, false));
    assert!(refused.body.contains("Too many wrong passwords were entered. Try again in"), "{}", refused.body);
    app.store().sign_in_unlock("pat").await.unwrap();
    let cookie = signed_in(&app, "pat").await;
    let page = send(&app, "GET", "/account", &cookie, &[]).await.body;
    let shown = page.split("govuk-warning-text__text").nth(1).unwrap_or_default();
    assert!(shown.contains("6 tries to sign in to your account failed"), "{shown:.300}");
    assert!(page.contains("Firefox on Linux"));
}

#[tokio::test(flavor = "multi_thread")]
async fn all_at_once_are_no_cheaper_than_one_after_the_other() {
    let app = office(false).await;
    let all: Vec<_> = (0..60)
        .map(|_| {
            tokio::spawn({
                let app = app.clone();
                async move { enter(&app, "pat", "wrong", "").await.status }
            })
        })
        .collect();
    let mut looked_at = 0;
    for one in all {
        looked_at += usize::from(one.await.unwrap() == StatusCode::UNAUTHORIZED);
    }
    assert_eq!(looked_at, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ends_a_session_ends_it_at_once_on_every_server() {
    let app = office(false).await;
    let files: [(String, String); 0] = [];
    let other = App::new(app.store().clone(), Library::read(files).unwrap(), app.config().clone()).await.unwrap();
    let cookie = signed_in(&app, "pat").await;
    assert!(is_in(&app, &cookie).await && is_in(&other, &cookie).await);
    app.store().account_disable("pat", true).await.unwrap();
    assert!(!is_in(&app, &cookie).await && !is_in(&other, &cookie).await);
    // A password that is set does not let a disabled account in again.
    app.store().account_password("pat", password_hash_for_show(RIGHT).unwrap(), None).await.unwrap();
    assert_eq!(enter(&app, "pat", RIGHT, "").await.status, StatusCode::UNAUTHORIZED);

    let cookie = signed_in(&app, "sam").await;
    assert!(is_in(&other, &cookie).await);
    let csrf = send(&app, "GET", "/account", &cookie, &[]).await.hidden("csrf");
    assert_eq!(send(&app, "POST", "/sign-out", &cookie, &[("csrf", &csrf)]).await.status, StatusCode::SEE_OTHER);
    assert!(!is_in(&other, &cookie).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_again_ends_the_session_that_the_browser_had() {
    let app = office(false).await;
    let first = signed_in(&app, "sam").await;
    let second = enter(&app, "pat", RIGHT, &first).await;
    assert_eq!(second.status, StatusCode::SEE_OTHER);
    assert!(!is_in(&app, &first).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_change_their_password_and_end_their_other_sessions() {
    let app = office(false).await;
    let (here, there, third) = (signed_in(&app, "sam").await, signed_in(&app, "sam").await, signed_in(&app, "sam").await);
    let page = send(&app, "GET", "/account", &here, &[]).await;
    let csrf = page.hidden("csrf");
    let change = async |now: &str, new: &str, again: &str| {
        let fields = [("csrf", csrf.as_str()), ("password-now", now), ("password-new", new), ("password-again", again)];
        send(&app, "POST", "/account/password", &here, &fields).await
    };
    for (now, new, again, says) in [
        ("wrong", "lantern gravel otter", "lantern gravel otter", "Enter the password that you have now"),
        (RIGHT, "short", "short", "at least 12 characters"),
        (RIGHT, "password1234", "password1234", "harder to guess"),
        (RIGHT, "lantern gravel otter", "lantern gravel otters", "Enter the same new password twice"),
        (RIGHT, RIGHT, RIGHT, "not the one you have"),
    ] {
        let answer = change(now, new, again).await;
        assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains(says), "{says}: {}", answer.body);
    }
    // One other session is ended, by the name that the page has for it, which is not the whole of what the store has.
    let key = page.hidden("session");
    assert_eq!(key.len(), 16);
    let ended = send(&app, "POST", "/account/sessions", &here, &[("csrf", &csrf), ("session", &key)]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    assert_eq!(
        [is_in(&app, &here).await, is_in(&app, &there).await, is_in(&app, &third).await].iter().filter(|open| **open).count(),
        2
    );
    assert_eq!(change(RIGHT, "lantern gravel otter", "lantern gravel otter").await.status, StatusCode::OK);
    assert_eq!([is_in(&app, &here).await, is_in(&app, &there).await, is_in(&app, &third).await], [true, false, false]);
    assert_eq!(enter(&app, "sam", RIGHT, "").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(enter(&app, "sam", "lantern gravel otter", "").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn cookies_over_https_belong_to_the_host_alone() {
    let app = office(true).await;
    let answer = enter(&app, "pat", RIGHT, "").await;
    let cookie = answer.header(header::SET_COOKIE);
    assert!(
        cookie.starts_with("__Host-redress-session=") && cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"),
        "{cookie}"
    );
    let plain = cookie.split(';').next().unwrap();
    assert!(is_in(&app, plain).await);
    // One of another name, which another host could set, is nobody's.
    assert!(!is_in(&app, plain.trim_start_matches("__Host-")).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_forms_are_answered_in_our_words() {
    let app = office(false).await;
    let long = "x".repeat(5_000);
    let answer = enter(&app, &long, "wrong", "").await;
    assert!(answer.status == StatusCode::UNAUTHORIZED && answer.body.len() < 20_000, "{}", answer.body.len());
    assert_eq!(enter(&app, &"x".repeat(20_000), "wrong", "").await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(enter(&app, "", "", "").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(enter(&app, "pat", &"x".repeat(10_000), "").await.status, StatusCode::UNAUTHORIZED);
    let cookie = signed_in(&app, "sam").await;
    for next in ["/%09/evil.example", "/%0a/evil.example", "//evil.example", "/%5Cevil.example", "https://evil.example", "%00"] {
        let answer = send(&app, "GET", &format!("/sign-in?next={next}"), &cookie, &[]).await;
        assert_eq!((answer.status, answer.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/work"), "{next}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_from_other_sites_are_refused_and_those_by_way_of_a_proxy_are_not() {
    let app = office(false).await;
    let mut config = app.config().clone();
    config.origin = Some("https://complaints.example".into());
    let files: [(String, String); 0] = [];
    let behind = App::new(app.store().clone(), Library::read(files).unwrap(), config).await.unwrap();
    for (site, origin, at_home, by_proxy) in [
        ("", "", 401, 401),
        ("same-origin", "https://complaints.example", 401, 401),
        ("", "http://127.0.0.1", 401, 401),
        ("", "https://complaints.example", 403, 401),
        ("cross-site", "https://evil.example", 403, 403),
        ("same-site", "https://evil.example", 403, 403),
        ("", "https://evil.example", 403, 403),
    ] {
        for (app, expected) in [(&app, at_home), (&behind, by_proxy)] {
            let mut request = Request::post("/sign-in").header(header::HOST, "127.0.0.1");
            for (name, value) in [("sec-fetch-site", site), ("origin", origin)] {
                if !value.is_empty() {
                    request = request.header(name, value);
                }
            }
            let request = request.body(Body::from("username=nobody&password=wrong")).unwrap();
            let answer = router(app.clone()).oneshot(request).await.unwrap();
            assert_eq!(answer.status().as_u16(), expected, "{site} {origin}");
            app.store().sign_in_unlock("nobody").await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_keep_themselves_to_themselves_and_refusals_are_pages_of_ours() {
    for secure in [false, true] {
        let app = office(secure).await;
        let answer = send(&app, "GET", "/sign-in", "", &[]).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.headers.get(name).unwrap(), value, "{name}");
        }
        assert!(answer.headers.contains_key("content-security-policy") && answer.headers.contains_key("permissions-policy"));
        assert_eq!(answer.headers.contains_key("strict-transport-security"), secure);
    }
    let app = office(false).await;
    let cookie = signed_in(&app, "sam").await;
    for (method, path, status) in [
        ("GET", "/work?page=abc", 400),
        ("GET", "/complaints?page=99999999999999999999", 200),
        ("GET", "/work?site=a&site=b", 400),
        ("GET", "/cases/%ff", 400),
        ("DELETE", "/work", 404),
        ("GET", "/nowhere", 404),
    ] {
        let answer = send(&app, method, path, &cookie, &[]).await;
        assert!(answer.body.contains("</html>"), "{path}: {}", answer.body);
        assert_eq!(answer.status.as_u16(), status, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_form_takes_so_much_and_no_more_whether_it_says_how_much_it_is_or_not() {
    let app = office(false).await;
    let cookie = signed_in(&app, "sam").await;
    let mut sizes = BTreeSet::new();
    for address in ADDRESSES {
        assert_eq!(address.size.is_some(), address.methods.contains(&"post"), "{}", address.path);
        let Some(size) = address.size else { continue };
        let most = size.bytes(app.config().largest_document);
        sizes.insert(most);
        let path: Vec<&str> = address.path.split('/').map(|part| if part.starts_with('{') { "x" } else { part }).collect();
        for (length, said, too_much) in
            [(most, true, false), (most, false, false), (most + 1, true, true), (most + 1, false, true)]
        {
            // Those that take files look first where they go, and read no more when it leads nowhere.
            if too_much && !said && size == Size::Files {
                continue;
            }
            let body = vec![b'x'; length];
            let mut request = Request::post(path.join("/")).header(header::HOST, "127.0.0.1").header(header::COOKIE, &cookie);
            request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
            let body = if said {
                request = request.header(header::CONTENT_LENGTH, length);
                Body::from(body)
            } else {
                Body::from_stream(futures_util::stream::iter(
                    body.chunks(4096).map(|piece| Ok::<_, Infallible>(piece.to_vec())).collect::<Vec<_>>(),
                ))
            };
            let answer = router(app.clone()).oneshot(request.body(body).unwrap()).await.unwrap();
            let refused = answer.status() == StatusCode::PAYLOAD_TOO_LARGE;
            assert_eq!(refused, too_much, "{} {length} {said}: {}", address.path, answer.status());
        }
    }
    assert_eq!(sizes.len(), 3, "{sizes:?}");
}
