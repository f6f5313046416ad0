//! What answers each address: it loads, asks the engine, keeps, and fills the page. One file a page.

pub mod account;
pub mod assets;
pub mod case;
pub mod chain;
pub mod complaints;
pub mod documents;
pub mod gathered;
pub mod head;
pub mod health;
pub mod help;
pub mod import;
pub mod letter;
#[cfg(test)]
mod named;
pub mod parts;
pub mod procedures;
pub mod record;
pub mod registers;
pub mod reports;
#[cfg(test)]
mod sealed;
pub mod sign_in;
pub mod step;
#[cfg(test)]
pub(crate) mod testing;
pub mod trail;
pub mod version;
pub mod who;
pub mod why;
pub mod work;

use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;

use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::{RequestBodyDeadlineLayer, RequestBodyTimeoutLayer, TimeoutLayer};

use crate::app::App;
use crate::problem::{self, Problem};
use crate::{session, web};

/// An address that the server answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Address {
    /// Its path, as the router writes it: `/cases/{case}`.
    pub path: &'static str,
    /// The methods it answers, in small letters: `get`, `post`.
    pub methods: &'static [&'static str],
    /// How much may be sent to it; `None` if nothing is sent to it.
    pub size: Option<Size>,
}

/// How much may be sent to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// A few choices: 16 KB.
    Short,
    /// Long texts: 4 MB.
    Long,
    /// Files: as much as the largest document that the server takes.
    Files,
}

impl Size {
    /// In bytes, where the largest document has so many.
    #[must_use]
    pub fn bytes(self, largest_document: u64) -> usize {
        match self {
            Self::Short => 16 * 1024,
            Self::Long => web::LONGEST_FORM,
            Self::Files => usize::try_from(largest_document).unwrap_or(usize::MAX).saturating_add(64 * 1024),
        }
    }
}

/// Declares the addresses once, for the router and for whatever walks through all of them. Each form says how much may be sent to it.
macro_rules! addresses {
    ($($path:literal: $(get($get:path))? $(,)? $(post($post:path, $size:ident))?;)+) => {
        /// Every address that the server answers.
        pub const ADDRESSES: &[Address] = &[$(
            Address {
                path: $path,
                methods: &[$({ let _ = stringify!($get); "get" },)? $({ let _ = stringify!($post); "post" })?],
                size: [$(Some(Size::$size),)? None][0],
            }
        ),+];

        fn addresses(largest_document: u64) -> Router<App> {
            Router::new()$(.route(
                $path,
                MethodRouter::new()
                    $(.get($get))?
                    $(.merge(
                        MethodRouter::new()
                            .post($post)
                            .layer(RequestBodyLimitLayer::new(Size::$size.bytes(largest_document))),
                    ))?,
            ))+
        }
    };
}

addresses! {
    "/": get(work::home);
    "/sign-in": get(sign_in::ask), post(sign_in::enter, Short);
    "/sign-out": post(sign_in::leave, Short);
    "/account": get(account::show);
    "/account/password": post(account::password, Short);
    "/account/sessions": post(account::sessions, Short);
    "/work": get(work::list), post(work::act, Short);
    "/complaints": get(complaints::list);
    "/record": get(record::begin);
    "/record/{procedure}/{step}": get(record::ask), post(record::answer, Long);
    "/cases/{case}": get(case::overview);
    "/cases/{case}/recorded": get(record::done);
    "/cases/{case}/timeline": get(case::timeline);
    "/cases/{case}/documents": get(documents::list), post(documents::file, Files);
    "/cases/{case}/documents/{sha256}": get(documents::open);
    "/cases/{case}/people": get(case::people);
    "/cases/{case}/links": get(case::links);
    "/cases/{case}/chain": get(chain::show);
    "/cases/{case}/version": get(version::ask), post(version::take, Short);
    "/cases/{case}/looked": get(case::looked);
    "/cases/{case}/holder": post(case::holder, Short);
    "/cases/{case}/who": get(who::ask), post(who::say, Short);
    "/cases/{case}/why/{duty}/{number}": get(why::show);
    "/cases/{case}/steps/{step}": get(step::ask), post(step::take, Long);
    "/cases/{case}/letters/{letter}": get(letter::edit), post(letter::save, Long);
    "/cases/{case}/letters/{letter}/pdf": get(letter::pdf);
    "/plans": get(registers::list);
    "/registers/{procedure}/{register}": get(registers::show);
    "/registers/{procedure}/{register}/import": get(import::ask), post(import::take, Files);
    "/imports/{token}": get(import::show), post(import::accept, Short);
    "/reports": get(reports::list);
    "/reports/{procedure}/{report}": get(reports::show);
    "/procedures": get(procedures::list);
    "/procedures/{id}": get(procedures::latest);
    "/procedures/{id}/{version}": get(procedures::handbook);
    "/procedures/{id}/{version}/changes": get(procedures::changes);
    "/help": get(help::show);
    "/assets/{*path}": get(assets::serve);
    "/health": get(health::live);
    "/health/live": get(health::live);
    "/health/ready": get(health::ready);
}

/// Whether a page is at this path.
#[must_use]
pub fn shows(path: &str) -> bool {
    ADDRESSES.iter().filter(|address| address.methods.contains(&"get")).any(|address| fits(address.path, path))
}

/// How much may be sent to this path; `None` if nothing is sent to it.
#[must_use]
pub fn size_at(path: &str) -> Option<Size> {
    ADDRESSES.iter().find(|address| address.size.is_some() && fits(address.path, path))?.size
}

fn fits(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return true,
            (Some(part), Some(_)) if part.starts_with("{*") => return true,
            (Some(part), Some(given)) if part.starts_with('{') && !given.is_empty() && !given.starts_with('.') => {}
            (Some(part), Some(given)) if part == given => {}
            _ => return false,
        }
    }
}

/// How long a body may pause while it is sent.
const PAUSE: Duration = Duration::from_secs(15);
/// How long a body may take in all.
const WHOLE_BODY: Duration = Duration::from_secs(120);
/// How long an answer may take to be made.
const WHOLE_ANSWER: Duration = Duration::from_secs(180);

/// What a browser may do with our pages: run our scripts, show our pictures, and nothing of anybody else.
const CONTENT: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/// What no page of ours needs of a browser.
const PERMISSIONS: &str = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";
/// For how long a browser that came over HTTPS comes over nothing else: a year.
const STRICT: &str = "max-age=31536000";

/// The router of every address.
pub fn router(app: App) -> Router {
    let strict = app.config().secure.then_some(HeaderValue::from_static(STRICT));
    addresses(app.config().largest_document)
        .fallback(|| async { Problem::NotFound })
        .layer(DefaultBodyLimit::disable())
        .layer(same_origin(app.config().origin.as_deref()))
        .layer(RequestBodyTimeoutLayer::new(PAUSE))
        .layer(RequestBodyDeadlineLayer::new(WHOLE_BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, WHOLE_ANSWER))
        .layer(middleware::from_fn_with_state(app.clone(), problem::show))
        .layer(middleware::from_fn_with_state(app.clone(), session::recognise))
        .layer(middleware::from_fn(web::kept_to_itself))
        .layer(header(header::CONTENT_SECURITY_POLICY, CONTENT))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::X_FRAME_OPTIONS, "DENY"))
        .layer(header(header::REFERRER_POLICY, "same-origin"))
        .layer(header(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        .layer(header(HeaderName::from_static("cross-origin-resource-policy"), "same-origin"))
        .layer(header(HeaderName::from_static("permissions-policy"), PERMISSIONS))
        .layer(SetResponseHeaderLayer::if_not_present(header::STRICT_TRANSPORT_SECURITY, move |_: &Response| strict.clone()))
        .with_state(app)
}

fn header(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

/// Whether a browser sends this as the address of a site: `https://complaints.example.gov.uk`.
///
/// # Errors
/// Why not.
pub fn is_origin(origin: &str) -> Result<(), String> {
    CsrfLayer::new().add_trusted_origin(origin).map(drop).map_err(|error| error.to_string())
}

/// Refuses a form that comes from another site before anything is read of it. Browsers say where a form comes from; those that do
/// not are asked for the origin, which must be the host that they asked, or the public address of this server.
fn same_origin(origin: Option<&str>) -> CsrfLayer<impl Fn(ProtectionError) -> Response + Clone + Send + Sync + 'static> {
    let layer = CsrfLayer::new();
    let layer = match origin.map(|origin| layer.clone().add_trusted_origin(origin)) {
        Some(Ok(layer)) => layer,
        Some(Err(error)) => {
            tracing::error!(%error, "the public address is not one that a browser sends");
            layer
        }
        None => layer,
    };
    layer.with_rejection_response(|error: ProtectionError| {
        tracing::warn!(kind = ?error.kind(), "a form from another site. If people come by way of a proxy, start the server with --origin and the public address");
        Problem::Foreign.into_response()
    })
}
