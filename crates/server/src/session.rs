//! Who is asking: signing in, the session's cookie, and what the person may act as.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};

use axum::extract::{FromRequestParts, OptionalFromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use casework::Actor;
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use store::Epochs;

use crate::app::App;
use crate::problem::Problem;
use crate::web;

/// How long a session lasts without being used.
pub const IDLE: SignedDuration = SignedDuration::from_hours(2);
/// How long a session lasts whatever happens: a working day.
const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// How much is kept of what a browser calls itself, in characters.
const LONGEST_AGENT: usize = 300;

/// The name of the session's cookie. Over HTTPS browsers take one of this name from this host alone.
#[must_use]
pub fn cookie_name(app: &App) -> &'static str {
    if app.config().secure { "__Host-redress-session" } else { "redress-session" }
}

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
    /// The account that was signed in with; empty for those who act without one.
    pub username: String,
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

/// What is known of those who are signed in, as long as no account, role or name was changed since.
#[derive(Debug, Default)]
pub struct Sessions(Mutex<HashMap<String, (Epochs, Visitor)>>);

impl Sessions {
    fn find(&self, session: &str, epochs: Epochs) -> Option<Visitor> {
        let known = self.0.lock().ok()?;
        known.get(session).filter(|(as_of, _)| *as_of == epochs).map(|(_, visitor)| visitor.clone())
    }

    fn keep(&self, session: &str, epochs: Epochs, visitor: &Visitor) {
        if let Ok(mut known) = self.0.lock() {
            if known.len() > 1_000 {
                known.clear();
            }
            known.insert(session.to_owned(), (epochs, visitor.clone()));
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
    let Some(token) = cookie(headers, cookie_name(app)) else { return Ok(None) };
    let session = hashed(token);
    let now = app.now();
    // Asked each time, so that whatever ends a session ends it at once, on every server.
    let Some((found, epochs)) = app.store().session_find(&session, now).await? else { return Ok(None) };
    // One that was seen in the future, by a clock that ran ahead, ends with the next sweep: until the clock is accepted people read on.
    if now.duration_since(found.last_seen) > IDLE {
        return Ok(None);
    }
    // Whatever program changed people and places, merged two of them or gave roles: it counts from the next request on.
    app.directory_fresh(epochs.directory).await?;
    let visitor = match app.sessions().find(&session, epochs) {
        Some(visitor) => visitor,
        None => {
            let Some(actor) = app.store().actor_load(found.person).await? else { return Ok(None) };
            let visitor = with_account(visitor(app, actor, found.csrf.clone(), session.clone()), &found.username);
            app.sessions().keep(&session, epochs, &visitor);
            visitor
        }
    };
    if !found.seen_lately(now) {
        let store = app.store().clone();
        app.store().aside(async move { store.session_touch(&found, now).await }).await?;
    }
    Ok(Some(visitor))
}

/// The address of the browser that asks: of the connection, or what the proxies before the server say, as many as are trusted.
#[must_use]
pub fn address(app: &App, headers: &HeaderMap, peer: Option<SocketAddr>) -> String {
    let peer = peer.map_or_else(String::new, |peer| peer.ip().to_canonical().to_string());
    let trusted = app.config().trusted_proxies;
    if trusted == 0 {
        return peer;
    }
    // Each proxy adds whom it was asked by at the end. What stands before that was sent by the browser and may be anything.
    let said =
        headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    let said: Vec<&str> = said.map(str::trim).filter(|text| !text.is_empty()).collect();
    let at = said.len().checked_sub(trusted);
    at.and_then(|at| said.get(at)).and_then(|text| forwarded(text)).map_or(peer, |ip| ip.to_canonical().to_string())
}

/// An address as proxies write it: alone, in brackets, or with a port.
fn forwarded(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

fn with_account(visitor: Visitor, username: &str) -> Visitor {
    match Arc::try_unwrap(visitor.0) {
        Ok(signed) => Visitor(Arc::new(Signed { username: username.to_owned(), ..signed })),
        Err(shared) => Visitor(shared),
    }
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
    Visitor(Arc::new(Signed { actor, name, role, csrf, session, username: String::new(), record, may_plan, may_report }))
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

/// Begins a session of an account, and ends the one that the browser had: the header that sets its cookie. `None` when the
/// account's password was changed, or the account disabled, since the password was looked at.
///
/// # Errors
/// When the store cannot keep it.
pub async fn begin(app: &App, account: &store::Account, headers: &HeaderMap, address: &str) -> Result<Option<String>, Problem> {
    if let Some(before) = cookie(headers, cookie_name(app)) {
        app.store().session_remove(&hashed(before)).await?;
    }
    let (token, csrf) = (web::token(), web::token());
    let now = app.now();
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let begun = app
        .store()
        .session_add(
            store::Session {
                token_hash: hashed(&token),
                username: account.username.clone(),
                person: account.person,
                address: address.to_owned(),
                agent: agent.chars().take(LONGEST_AGENT).collect(),
                csrf,
                created: now,
                last_seen: now,
                expires: now.saturating_add(LONGEST).unwrap_or(now),
            },
            &account.password_hash,
        )
        .await?;
    Ok(begun.then(|| set_cookie(app, &token, "")))
}

/// Ends a session: the header that clears its cookie.
///
/// # Errors
/// When the store cannot forget it.
pub async fn end(app: &App, visitor: &Visitor) -> Result<String, Problem> {
    app.store().session_remove(&visitor.session).await?;
    Ok(set_cookie(app, "", "; Max-Age=0"))
}

fn set_cookie(app: &App, token: &str, more: &str) -> String {
    let secure = if app.config().secure { "; Secure" } else { "" };
    format!("{}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{more}", cookie_name(app))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_proxies_write_them() {
        for (text, address) in [
            ("192.0.2.1", Some("192.0.2.1")),
            ("192.0.2.1:4444", Some("192.0.2.1")),
            ("[2001:db8::1]:4444", Some("2001:db8::1")),
            ("[2001:db8::1]", Some("2001:db8::1")),
            ("2001:db8::1", Some("2001:db8::1")),
            ("unknown", None),
            ("192.0.2.1:port", None),
        ] {
            assert_eq!(forwarded(text), address.map(|address| address.parse().unwrap()), "{text}");
        }
    }
}
