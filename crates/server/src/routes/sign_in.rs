//! Signing in and out.

use std::net::SocketAddr;

use axum::body::to_bytes;
use axum::extract::{ConnectInfo, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use serde::Deserialize;
use store::{Outcome, Try};

use crate::app::App;
use crate::forms::Form;
use crate::pages::fields::ErrorSummary;
use crate::pages::parts::{Link, Section};
use crate::pages::sign_in::SignIn;
use crate::problem::Problem;
use crate::session::{self, Visitor};
use crate::web::{Posted, frame, html};

/// The longest form that is read, in bytes.
const LONGEST_FORM: usize = 16 * 1024;
/// The longest user name, in characters.
const LONGEST_NAME: usize = 200;
/// After how many seconds to try again when too many sign in at once.
const BUSY: u32 = 30;

/// Where to go after signing in.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

/// A page of this server, or the first one: never another site, and never one that only takes forms.
fn safe(next: &str) -> String {
    let plain = next.starts_with('/')
        && next.chars().all(|letter| letter.is_ascii_graphic() && letter != '\\')
        && next.len() <= 2_000
        && super::shows(next.split(['?', '#']).next().unwrap_or_default())
        && !next.starts_with("/sign-");
    if plain { next.to_owned() } else { "/work".to_owned() }
}

fn page(app: &App, username: &str, next: &str, errors: ErrorSummary) -> SignIn {
    SignIn {
        frame: frame(app, None, "Sign in", Section::None),
        errors,
        username: username.chars().take(LONGEST_NAME).collect(),
        next: safe(next),
        reason: app.config().hint.clone(),
        other: None,
    }
}

/// Asks who one is.
pub async fn ask(State(app): State<App>, visitor: Option<Visitor>, Query(next): Query<Next>) -> Response {
    if visitor.is_some() {
        return Redirect::to(&safe(&next.next)).into_response();
    }
    html(&page(&app, "", &next.next, ErrorSummary::default()))
}

/// Checks name and password and begins a session.
///
/// # Errors
/// When the form is too large, or the store cannot be read or written.
pub async fn enter(State(app): State<App>, request: Request) -> Result<Response, Problem> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0);
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, LONGEST_FORM).await.map_err(|_| Problem::TooLarge(Link::new("/sign-in", "Sign in")))?;
    let form = Form::new(form_urlencoded::parse(&bytes).into_owned().collect());
    let username = form.get("username").trim().to_lowercase();
    let refuse = |status, words: &str, after| refused(&app, &form, status, words, after);
    if username.is_empty() || username.chars().count() > LONGEST_NAME {
        return Ok(refuse(StatusCode::UNAUTHORIZED, "Enter your username and your password", None));
    }
    let address = session::address(&app, &parts.headers, peer);
    let Some(place) = app.gate().place() else {
        let words = "Many people are signing in at this moment. Try again in half a minute";
        return Ok(refuse(StatusCode::SERVICE_UNAVAILABLE, words, Some(BUSY)));
    };
    // Counted before the password is looked at: a hundred tries at once are no cheaper than one after the other.
    if let Try::Wait(until) = app.store().sign_in_begin(&username, &address, app.now()).await? {
        let (words, seconds) = wait_words(until, app.now());
        return Ok(refuse(StatusCode::TOO_MANY_REQUESTS, &words, Some(seconds)));
    }
    let account = app.store().account_by_username(&username).await?;
    let kept = account.as_ref().map(|account| account.password_hash.clone());
    let right = place.verify(kept, form.get("password").to_owned()).await;
    let outcome = match &account {
        Some(account) if right && account.disabled => Outcome::Disabled,
        Some(_) if right => Outcome::Right,
        _ => Outcome::Wrong,
    };
    let now = app.now();
    app.store().sign_in_end(&username, &address, outcome, now).await?;
    let wrong = "The username or the password is not right. Check both and try again";
    let Some(account) = account.filter(|_| outcome == Outcome::Right) else {
        // A disabled account looks like a wrong password.
        return Ok(refuse(StatusCode::UNAUTHORIZED, wrong, None));
    };
    app.store().sign_in_sweep(session::IDLE, now).await?;
    let Some(cookie) = session::begin(&app, &account, &parts.headers, &address).await? else {
        return Ok(refuse(StatusCode::UNAUTHORIZED, wrong, None));
    };
    let look = store::Look { person: account.person, role: None, case: None, what: "Signed in".to_owned(), at: now };
    app.store().look_add(look).await?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&safe(form.get("next")))).into_response())
}

fn refused(app: &App, form: &Form, status: StatusCode, words: &str, after: Option<u32>) -> Response {
    let errors = ErrorSummary::default().with("username", words);
    let mut response = html(&page(app, form.get("username"), form.get("next"), errors));
    *response.status_mut() = status;
    if let Some(after) = after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(after));
    }
    response
}

/// How long to wait, in words and in seconds.
fn wait_words(until: Timestamp, now: Timestamp) -> (String, u32) {
    let seconds = u32::try_from(until.duration_since(now).as_secs().max(1)).unwrap_or(1);
    let time = match seconds.div_ceil(60) {
        0 | 1 => "a minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    };
    let words = format!(
        "Too many wrong passwords were entered. Try again in {time}, or ask the person who looks after accounts in your organisation"
    );
    (words, seconds)
}

/// Ends the session.
///
/// # Errors
/// When the store cannot forget it.
pub async fn leave(State(app): State<App>, posted: Posted) -> Result<Response, Problem> {
    let cookie = session::end(&app, &posted.visitor).await?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/sign-in")).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_signing_in_one_stays_inside() {
        for inside in ["/work", "/work?list=team", "/cases/DC-2026-1", "/complaints?q=a%20b", "/cases/X/steps/y?done=z"] {
            assert_eq!(safe(inside), inside);
        }
        for outside in [
            "",
            "work",
            "//evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "/ /evil.example",
            "/é",
            "/sign-in",
            "/sign-out",
            "/nowhere",
            "/cases//evil",
            "javascript:alert(1)",
            "/work\r\nSet-Cookie: a=b",
            "/cases/X/holder",
            "/\u{2028}/evil.example",
            "/%2F/evil",
            "/..//evil.example",
        ] {
            assert_eq!(safe(outside), "/work", "{outside:?}");
        }
    }

    #[test]
    fn the_wait_is_said_in_minutes() {
        let now: Timestamp = "2017-03-06T09:30:00Z".parse().unwrap();
        let said = |seconds| wait_words(now + jiff::SignedDuration::from_secs(seconds), now);
        assert!(said(30).0.contains("in a minute,") && said(30).1 == 30);
        assert!(said(241).0.contains("in 5 minutes,"));
    }
}
