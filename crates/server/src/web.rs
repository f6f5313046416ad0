//! Small things of the web that every page uses: forms with their token, responses with their headers, random tokens.

use std::fmt::Write as _;

use askama::Template;
use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::forms::Form;
use crate::pages::parts::{Frame, Link, Person, Section};
use crate::problem::{Problem, Typed, cause};
use crate::session::Visitor;

/// The longest form without files, in bytes: room for a long pasted text, so that it can be given back with what is wrong.
pub const LONGEST_FORM: usize = 4 * 1024 * 1024;

/// Random bytes.
///
/// The randomness of the operating system failing leaves nothing to do but to stop.
#[must_use]
pub fn random() -> [u8; 32] {
    let mut bytes = [0u8; 32];
    if getrandom::fill(&mut bytes).is_err() {
        tracing::error!("the operating system gives no randomness: stopping");
        std::process::abort();
    }
    bytes
}

/// A random token of 32 bytes in hexadecimal.
#[must_use]
pub fn token() -> String {
    hex(&random())
}

/// Bytes in hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A page as a response.
#[must_use]
pub fn html(page: &impl Template) -> Response {
    match page.render() {
        Ok(text) => ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], text).into_response(),
        Err(error) => Problem::Fault(format!("a page could not be drawn: {error}")).into_response(),
    }
}

/// A page as a response of this status.
#[must_use]
pub fn with_status(status: StatusCode, page: &impl Template) -> Response {
    let mut response = html(page);
    *response.status_mut() = status;
    response
}

/// The frame of a page.
#[must_use]
pub fn frame(app: &App, visitor: Option<&Visitor>, title: &str, section: Section) -> Frame {
    Frame {
        title: title.to_owned(),
        body: app.config().body.clone(),
        person: visitor.map(|visitor| Person { name: visitor.name.clone(), role: visitor.role.clone() }),
        section,
        record: visitor.and_then(|visitor| visitor.record),
        may_plan: visitor.is_some_and(|visitor| visitor.may_plan),
        may_report: visitor.is_some_and(|visitor| visitor.may_report),
        may_administer: false,
        csrf: visitor.map_or_else(String::new, |visitor| visitor.csrf.clone()),
        search: String::new(),
        notice: None,
        cannot_save: app.store().blocked().as_ref().and_then(cause),
    }
}

/// A form that somebody who is signed in sent from a page of ours.
#[derive(Debug)]
pub struct Posted {
    /// Who.
    pub visitor: Visitor,
    /// What was sent.
    pub form: Form,
}

impl<S: Sync + Send> FromRequest<S> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, _: &S) -> Result<Self, Response> {
        let Some(visitor) = request.extensions().get::<Visitor>().cloned() else {
            return Err(Problem::SignedOut.into_response());
        };
        let typed = request.extensions().get::<Typed>().cloned();
        let back = Link::new(request.uri().path(), "Open the form again");
        let bytes =
            to_bytes(request.into_body(), LONGEST_FORM).await.map_err(|_| Problem::TooLarge(back.clone()).into_response())?;
        let form = Form::new(form_urlencoded::parse(&bytes).into_owned().collect());
        if !same(form.get("csrf"), &visitor.csrf) {
            return Err(Problem::Stale(back).into_response());
        }
        if let Some(typed) = typed {
            typed.keep(&form);
        }
        Ok(Self { visitor, form })
    }
}

/// Compares two tokens in a time that does not show where they differ. An empty token is never right.
#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    !a.is_empty() && same_bytes(a.as_bytes(), b.as_bytes())
}

/// Compares two secrets in a time that does not show where they differ.
#[must_use]
pub fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
}

/// Lets nobody but the browser keep a page, and not even that: what a page shows may be hidden tomorrow. Assets may be kept.
pub async fn kept_to_itself(request: Request, next: Next) -> Response {
    let asset = request.uri().path().starts_with("/assets/");
    let mut response = next.run(request).await;
    if !asset {
        response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    response
}

/// A file to be opened or kept.
#[must_use]
pub fn file(bytes: Vec<u8>, media: &str, name: &str, inline: bool) -> Response {
    // Only what a browser cannot run is shown in it; all else is kept.
    let shown = inline && matches!(media, "application/pdf" | "image/png" | "image/jpeg" | "image/gif");
    let plain: String =
        name.chars().map(|letter| if letter.is_ascii_alphanumeric() || ".-_ ".contains(letter) { letter } else { '_' }).collect();
    let encoded = percent(name);
    let how = if shown { "inline" } else { "attachment" };
    let disposition = format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_str(media).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_TYPE, kind);
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    );
    response
}

/// A text as a part of an address.
#[must_use]
pub fn percent(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut all, byte| {
        if byte.is_ascii_alphanumeric() || b".-_~".contains(&byte) {
            all.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(all, "%{byte:02X}");
        }
        all
    })
}

/// An address with a query of these names and values; empty values are left out.
#[must_use]
pub fn with_query(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let mut any = false;
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
        any = true;
    }
    if any { format!("{path}?{}", query.finish()) } else { path.to_owned() }
}
