//! One's own account: changing the password, and ending sessions.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use store::Outcome;

use super::case::log_look;
use crate::app::App;
use crate::pages::account::{Account, Device, Tried};
use crate::pages::fields::ErrorSummary;
use crate::pages::parts::{Notice, Section, Summary, SummaryRow};
use crate::passwords::{SHORTEST, password_hash, weakness};
use crate::problem::Problem;
use crate::session::Visitor;
use crate::web::{Posted, frame, html};

/// How many tries are shown.
const TRIES: u32 = 10;
/// How many are looked through for those that failed since the last that did not.
const LOOKED_THROUGH: u32 = 200;
/// How much of what the store knows a session by is enough to tell it from the others.
const KEY: usize = 16;

/// The page of one's own account.
///
/// # Errors
/// Not found for those who act without an account; faults of the store.
pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    log_look(&app, &visitor, None, "Your account").await?;
    Ok(html(&page(&app, &visitor, [None, None, None], None).await?))
}

async fn page(app: &App, visitor: &Visitor, wrong: [Option<String>; 3], done: Option<&str>) -> Result<Account, Problem> {
    if visitor.username.is_empty() {
        return Err(Problem::NotFound);
    }
    let now = app.now();
    let when = |at: Timestamp| calendar::instant_words(at, app.zone());
    let sessions = app.store().sessions(&visitor.username, now).await?;
    let devices = sessions.iter().map(|session| Device {
        key: key(&session.token_hash),
        browser: browser(&session.agent),
        address: session.address.clone(),
        since: when(session.created),
        used: when(session.last_seen),
        here: session.token_hash == visitor.session,
    });
    let tries = app.store().sign_ins(Some(&visitor.username), LOOKED_THROUGH).await?;
    // Those since this person last signed in before the session that looks at the page, or in all.
    let here = sessions.iter().find(|session| session.token_hash == visitor.session).map(|session| session.created);
    // The newest of these began the session that looks at the page.
    let mut signed_in = tries.iter().filter(|one| one.outcome == Outcome::Right && here.is_some_and(|here| one.at <= here));
    let before = signed_in.nth(1).map(|one| one.at);
    let recent = tries.iter().filter(|one| before.is_none_or(|before| one.at > before));
    let failed = recent.filter(|one| one.outcome.is_failure()).count();
    let mut errors = ErrorSummary::default();
    for (field, wrong) in ["password-now", "password-new", "password-again"].iter().zip(&wrong) {
        if let Some(wrong) = wrong {
            errors = errors.with(*field, wrong);
        }
    }
    let mut frame = frame(app, Some(visitor), "Your account", Section::None);
    frame.notice = done.map(|text| Notice { text: text.to_owned(), link: None });
    Ok(Account {
        frame,
        errors,
        wrong,
        about: Summary::new(
            "",
            vec![
                SummaryRow::new("Name", &visitor.name),
                SummaryRow::new("Username", &visitor.username),
                SummaryRow::new("Roles", if visitor.role.is_empty() { "None" } else { &visitor.role }),
            ],
        ),
        warning: match failed {
            0 => None,
            1 => Some(
                "Somebody tried to sign in to your account and failed. If that was not you, change your password.".to_owned(),
            ),
            many => {
                Some(format!("{many} tries to sign in to your account failed lately. If that was not you, change your password."))
            }
        },
        shortest: SHORTEST,
        devices: devices.collect(),
        tries: tries
            .iter()
            .take(usize::try_from(TRIES).unwrap_or(0))
            .map(|one| Tried {
                at: when(one.at),
                address: one.address.clone(),
                outcome: outcome_words(one.outcome).to_owned(),
                failed: one.outcome.is_failure(),
            })
            .collect(),
    })
}

fn key(token_hash: &str) -> String {
    token_hash.chars().take(KEY).collect()
}

/// What came of a try, in words.
#[must_use]
pub fn outcome_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Right => "Signed in",
        Outcome::Wrong => "Wrong password",
        Outcome::Disabled => "The account is disabled",
        Outcome::TooSoon => "Too soon after wrong passwords: not looked at",
        Outcome::Changed => "Changed the password",
    }
}

/// A browser by the name that people know it by.
fn browser(agent: &str) -> String {
    // Each says that it is several others too: the first that fits is the one.
    let names = [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    let systems = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ];
    let find = |all: &[(&str, &'static str)]| all.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    match (find(&names), find(&systems)) {
        (Some(name), Some(system)) => format!("{name} on {system}"),
        (Some(name), None) => name.to_owned(),
        _ => "Another program".to_owned(),
    }
}

/// Changes the password.
///
/// # Errors
/// Faults of the store. What is wrong with the passwords is shown on the page.
pub async fn password(State(app): State<App>, posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form } = posted;
    let account = app.store().account_by_username(&visitor.username).await?.ok_or(Problem::NotFound)?;
    let [now, new, again] = ["password-now", "password-new", "password-again"].map(|name| form.get(name).to_owned());
    let mut wrong = [None, weakness(&new, &[&visitor.username, &visitor.name, &app.config().body]), None];
    if wrong[1].is_none() && new == now {
        wrong[1] = Some("Choose a new password that is not the one you have".to_owned());
    }
    if new != again {
        wrong[2] = Some("Enter the same new password twice".to_owned());
    }
    let address = app.store().sessions(&visitor.username, app.now()).await?;
    let address = address.iter().find(|one| one.token_hash == visitor.session).map_or("", |one| one.address.as_str());
    // A browser that was left open is no way to guess the password without end.
    match app.gate().place() {
        None => wrong[0] = Some("Many people are signing in at this moment. Try again in half a minute".to_owned()),
        Some(place) => match app.store().sign_in_begin(&visitor.username, address, app.now()).await? {
            store::Try::Wait(_) => {
                wrong[0] = Some("Too many wrong passwords were entered. Try again in a few minutes".to_owned())
            }
            store::Try::Taken => {
                let right = place.verify(Some(account.password_hash), now).await;
                let outcome = if right { Outcome::Changed } else { Outcome::Wrong };
                app.store().sign_in_end(&visitor.username, address, outcome, app.now()).await?;
                if !right {
                    wrong[0] = Some("Enter the password that you have now".to_owned());
                }
            }
        },
    }
    if wrong.iter().any(Option::is_some) {
        let mut response = html(&page(&app, &visitor, wrong, None).await?);
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(response);
    }
    let hash =
        tokio::task::spawn_blocking(move || password_hash(&new)).await.map_err(|error| Problem::Fault(error.to_string()))?;
    let hash = hash.map_err(|error| Problem::Fault(error.to_string()))?;
    app.store().account_password(&visitor.username, hash, Some(visitor.session.clone())).await?;
    let done = "Your password is changed. Every other browser is signed out.";
    Ok(html(&page(&app, &visitor, [None, None, None], Some(done)).await?))
}

/// Ends one session or all others.
///
/// # Errors
/// Faults of the store.
pub async fn sessions(State(app): State<App>, posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form } = posted;
    match form.get("session") {
        "others" => drop(app.store().sessions_end(&visitor.username, Some(visitor.session.clone())).await?),
        wanted => {
            for session in app.store().sessions(&visitor.username, app.now()).await? {
                if key(&session.token_hash) == wanted && session.token_hash != visitor.session {
                    app.store().session_remove(&session.token_hash).await?;
                }
            }
        }
    }
    Ok(Redirect::to("/account#sessions").into_response())
}
