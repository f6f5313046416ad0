//! Who is asking: signing in, the session's cookie, and what the person may act as.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::{FromRequestParts, OptionalFromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use casework::Actor;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::problem::Problem;
use crate::web;

/// The name of the session's cookie.
pub const COOKIE: &str = "redress-session";
/// How long a session lasts without being used.
const IDLE: SignedDuration = SignedDuration::from_hours(2);
/// How long a session lasts whatever happens: a working day.
const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// For how long what is known of a session is used again without asking the store.
const FRESH: SignedDuration = SignedDuration::from_secs(5);

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Visitor(Arc<Signed>);

/// What is known of somebody who is signed in.
#[derive(Debug)]
pub struct Signed {
    /// Who, and in which roles.
    pub actor: Actor,
    /// Their name.
    pub name: String,
    /// Their roles in words.
    pub role: String,
    /// The token that every form of the session carries.
    pub csrf: String,
    /// What the store knows the session by.
    pub session: String,
    /// What recording something new is called for them; none when they may not.
    pub record: Option<&'static str>,
    /// Whether they may open a register under some procedure.
    pub may_plan: bool,
    /// Whether they may read a report under some procedure.
    pub may_report: bool,
}

impl std::ops::Deref for Visitor {
    type Target = Signed;

    fn deref(&self) -> &Signed {
        &self.0
    }
}

/// Sessions seen in the last seconds, so that a busy person's every click does not ask the store who they are.
#[derive(Debug, Default)]
pub struct Sessions(Mutex<HashMap<String, (Timestamp, Visitor)>>);

impl Sessions {
    fn find(&self, session: &str, now: Timestamp) -> Option<Visitor> {
        let known = self.0.lock().ok()?;
        known.get(session).filter(|(seen, _)| now.duration_since(*seen) < FRESH).map(|(_, visitor)| visitor.clone())
    }

    fn keep(&self, session: &str, now: Timestamp, visitor: &Visitor) {
        if let Ok(mut known) = self.0.lock() {
            if known.len() > 1_000 {
                known.retain(|_, (seen, _)| now.duration_since(*seen) < FRESH);
            }
            known.insert(session.to_owned(), (now, visitor.clone()));
        }
    }

    fn forget(&self, session: &str) {
        if let Ok(mut known) = self.0.lock() {
            known.remove(session);
        }
    }
}

/// What the store knows a session by: whoever reads the store cannot sign in with it.
fn hashed(token: &str) -> String {
    web::hex(&Sha256::digest(token.as_bytes()))
}

fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(one, _)| *one == name)
        .map(|(_, value)| value)
}

/// Finds out who is asking and puts them beside the request.
pub async fn recognise(State(app): State<App>, mut request: Request, next: Next) -> Response {
    match find(&app, request.headers()).await {
        Ok(Some(visitor)) => {
            request.extensions_mut().insert(visitor);
        }
        Ok(None) => {}
        Err(problem) => return problem.into_response(),
    }
    next.run(request).await
}

async fn find(app: &App, headers: &HeaderMap) -> Result<Option<Visitor>, Problem> {
    let Some(token) = cookie(headers, COOKIE) else { return Ok(None) };
    let session = hashed(token);
    let now = app.now();
    if let Some(visitor) = app.sessions().find(&session, now) {
        return Ok(Some(visitor));
    }
    let Some(found) = app.store().session_find(&session, now).await? else { return Ok(None) };
    let Some(actor) = app.store().actor_load(found.person).await? else { return Ok(None) };
    if now.duration_since(found.last_seen) > IDLE {
        return Ok(None);
    }
    let (store, touched) = (app.store().clone(), found.clone());
    app.store().aside(async move { store.session_touch(&touched, now).await }).await?;
    let visitor = visitor(app, actor, found.csrf, session.clone());
    app.sessions().keep(&session, now, &visitor);
    Ok(Some(visitor))
}

/// Somebody as pages know them.
pub(crate) fn visitor(app: &App, actor: Actor, csrf: String, session: String) -> Visitor {
    let directory = app.directory();
    let mut titles: Vec<String> = Vec::new();
    let mut record = None;
    let (mut may_plan, mut may_report) = (false, false);
    for id in app.library().ids() {
        let Some(procedure) = app.library().latest(id) else { continue };
        if !casework::beginnings(procedure, &actor).is_empty() {
            let complaints = procedure.head.noun == "complaint";
            record = if complaints { Some("Record a complaint") } else { record.or(Some("Record")) };
        }
        let held = |roles: &[procedure::RoleId]| {
            roles.iter().any(|role| actor.grants.iter().any(|grant| grant.role == procedure.roles[*role].name))
        };
        may_plan |= procedure.registers.iter().any(|(_, rule)| held(&rule.roles));
        may_report |= procedure.reports.iter().any(|(_, rule)| held(&rule.roles));
        for grant in &actor.grants {
            if let Some(role) = procedure.roles.named(&grant.role) {
                let title = match grant.site {
                    Some(site) => format!("{}, {}", role.title, directory.site_name(site)),
                    None => role.title.clone(),
                };
                if !titles.contains(&title) {
                    titles.push(title);
                }
            }
        }
    }
    let more = titles.len().saturating_sub(2);
    titles.truncate(2);
    let mut role = titles.join("; ");
    if more > 0 {
        role.push_str(&format!(" and {more} more"));
    }
    let name = directory.person_name(actor.person).to_owned();
    Visitor(Arc::new(Signed { actor, name, role, csrf, session, record, may_plan, may_report }))
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        if let Some(visitor) = parts.extensions.get::<Self>() {
            return Ok(visitor.clone());
        }
        if parts.method == Method::GET {
            let here = parts.uri.path_and_query().map_or("/", |path| path.as_str());
            let next: String = form_urlencoded::byte_serialize(here.as_bytes()).collect();
            return Err(Redirect::to(&format!("/sign-in?next={next}")).into_response());
        }
        Err(Problem::SignedOut.into_response())
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for Visitor {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Self::Rejection> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}

/// Begins a session for a person: the header that sets its cookie.
///
/// # Errors
/// When the store cannot keep it.
pub async fn begin(app: &App, person: procedure::PersonId) -> Result<String, Problem> {
    let (token, csrf) = (web::token(), web::token());
    let now = app.now();
    let expires = now.saturating_add(LONGEST).unwrap_or(now);
    app.store()
        .session_add(store::Session { token_hash: hashed(&token), person, csrf, created: now, last_seen: now, expires })
        .await?;
    let secure = if app.config().secure { "; Secure" } else { "" };
    Ok(format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax{secure}"))
}

/// Ends a session: the header that clears its cookie.
///
/// # Errors
/// When the store cannot forget it.
pub async fn end(app: &App, visitor: &Visitor) -> Result<String, Problem> {
    app.sessions().forget(&visitor.session);
    app.store().session_remove(&visitor.session).await?;
    Ok(format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"))
}
