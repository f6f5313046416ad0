//! Signing in and out.

use argon2::Argon2;
use argon2::password_hash::PasswordVerifier;
use argon2::password_hash::phc::PasswordHash;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::app::App;
use crate::forms::Form;
use crate::pages::fields::ErrorSummary;
use crate::pages::parts::Section;
use crate::pages::sign_in::SignIn;
use crate::problem::Problem;
use crate::session::{self, Visitor};
use crate::web::{Posted, frame, html};

/// Where to go after signing in.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

/// A path of this server, or the first page: never another site.
fn safe(next: &str) -> String {
    if next.starts_with('/') && !next.starts_with("//") && !next.contains('\\') && !next.starts_with("/sign-") {
        next.to_owned()
    } else {
        "/work".to_owned()
    }
}

fn page(app: &App, username: &str, next: &str, errors: ErrorSummary) -> SignIn {
    SignIn {
        frame: frame(app, None, "Sign in", Section::None),
        errors,
        username: username.to_owned(),
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
/// When the store cannot be read.
pub async fn enter(State(app): State<App>, body: Bytes) -> Result<Response, Problem> {
    let form = Form::new(form_urlencoded::parse(&body).into_owned().collect());
    let username = form.get("username").trim().to_lowercase();
    let password = form.get("password").to_owned();
    let account = app.store().account_by_username(&username).await?;
    let kept = account.as_ref().filter(|account| !account.disabled).map(|account| account.password_hash.clone());
    let right = tokio::task::spawn_blocking(move || verify(kept.as_deref(), &password)).await.unwrap_or(false);
    match account.filter(|_| right) {
        Some(account) => {
            let cookie = session::begin(&app, account.person).await?;
            app.store()
                .look_add(store::Look {
                    person: account.person,
                    role: None,
                    case: None,
                    what: "Signed in".to_owned(),
                    at: app.now(),
                })
                .await?;
            Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&safe(form.get("next")))).into_response())
        }
        None => {
            let errors =
                ErrorSummary::default().with("username", "The username or the password is not right. Check both and try again.");
            let mut response = html(&page(&app, form.get("username"), form.get("next"), errors));
            *response.status_mut() = axum::http::StatusCode::UNAUTHORIZED;
            Ok(response)
        }
    }
}

/// Whether a password is the one kept. An unknown name takes as long as a wrong password.
fn verify(kept: Option<&str>, password: &str) -> bool {
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0IGZvciBub2JvZHk$FyWPEJ8xQsqZ4vS1Ai9JkYbyvZBD8oTzGqkXb5W6sZo";
    let text = kept.unwrap_or(NOBODY);
    let right = PasswordHash::new(text).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
    right && kept.is_some()
}

/// Ends the session.
///
/// # Errors
/// When the store cannot forget it.
pub async fn leave(State(app): State<App>, posted: Posted) -> Result<Response, Problem> {
    let cookie = session::end(&app, &posted.visitor).await?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/sign-in")).into_response())
}
