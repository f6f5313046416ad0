//! What goes wrong with a request, and the page that says so.

use std::sync::{Arc, OnceLock};

use axum::extract::multipart::MultipartError;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::forms::Form;
use crate::pages::errors::ErrorPage;
use crate::pages::parts::Link;
use crate::routes::{self, Size};
use crate::session::Visitor;
use crate::web::{self, frame};

/// What went wrong.
#[derive(Debug, Clone)]
pub enum Problem {
    /// There is no such thing, or none that this person may know of: the two look the same.
    NotFound,
    /// The person may see it but not do this.
    NotAllowed {
        /// Why not, as a sentence.
        reason: String,
        /// Where to go back to.
        back: Link,
    },
    /// The form was opened in another session, or too long ago.
    Stale(Link),
    /// More was sent than is taken.
    TooLarge(Link),
    /// A file was sent in a way that cannot be read.
    Unreadable(Link),
    /// What was sent is in no shape that a page of ours sends.
    Malformed(String),
    /// A form that another site sent, or that came by way of a proxy under another name.
    Foreign,
    /// Too much of the same is being made for others.
    Busy,
    /// The person is no longer signed in.
    SignedOut,
    /// Nothing can be saved at present, for this reason, as a sentence without its full stop.
    NotSaved(&'static str),
    /// Something broke here. The words go to the log only, under the number that the page shows.
    Fault(String),
}

impl Problem {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotAllowed { .. } => StatusCode::FORBIDDEN,
            Self::Stale(_) => StatusCode::CONFLICT,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unreadable(_) | Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::Foreign => StatusCode::FORBIDDEN,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::NotSaved(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<store::StoreError> for Problem {
    fn from(error: store::StoreError) -> Self {
        match cause(&error) {
            Some(cause) => Self::NotSaved(cause),
            None => Self::Fault(error.to_string()),
        }
    }
}

impl From<store::AppendError> for Problem {
    fn from(error: store::AppendError) -> Self {
        match error {
            store::AppendError::Store(error) => error.into(),
            error => Self::Fault(error.to_string()),
        }
    }
}

impl From<store::OpenCaseError> for Problem {
    fn from(error: store::OpenCaseError) -> Self {
        match error {
            store::OpenCaseError::Store(error) => error.into(),
            error => Self::Fault(error.to_string()),
        }
    }
}

impl From<store::DocumentError> for Problem {
    fn from(error: store::DocumentError) -> Self {
        match error {
            store::DocumentError::Store(error) => error.into(),
            error => Self::Fault(error.to_string()),
        }
    }
}

/// What is wrong with a form that carries files.
pub(crate) fn of_parts(error: &MultipartError, back: &Link) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge(back.clone()),
        _ => Problem::Unreadable(back.clone()),
    }
}

/// Why nothing can be saved, in the words of pages; `None` when this does not stop all writing. What an administrator can do about
/// it is in the log.
pub(crate) fn cause(error: &store::StoreError) -> Option<&'static str> {
    use store::StoreError as E;
    match error {
        E::DiskFull => Some("the disk is full"),
        E::Locked => Some("another program holds the database"),
        E::ReadOnly => Some("the database may only be read"),
        E::Disk(_) => Some("the disk fails"),
        E::Moved { .. } => Some("the database was moved, deleted or replaced"),
        E::Clock(_) => Some("the clock of the server is in doubt"),
        _ => None,
    }
}

/// What a form sent, so that it can be given back when nothing can be saved.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed(Arc<OnceLock<Vec<(String, String)>>>);

impl Typed {
    /// Keeps what was sent, apart from what is not to be shown.
    pub(crate) fn keep(&self, form: &Form) {
        let shown = form.pairs().iter().filter(|(name, _)| !name.contains("password")).cloned().collect();
        // Each request has one form.
        let _ = self.0.set(shown);
    }
}

impl From<casework::KeptError> for Problem {
    fn from(error: casework::KeptError) -> Self {
        Self::Fault(error.to_string())
    }
}

impl From<casework::NoCalendar> for Problem {
    fn from(error: casework::NoCalendar) -> Self {
        Self::Fault(error.to_string())
    }
}

/// Turns a problem into its page, in the frame of whoever asked.
pub async fn show(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let visitor = request.extensions().get::<Visitor>().cloned();
    let typed = Typed::default();
    request.extensions_mut().insert(typed.clone());
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let path = request.uri().path_and_query().map_or_else(String::new, |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let problem = response.extensions().get::<Problem>().cloned().or_else(|| plain(&response));
    let Some(problem) = problem else { return response };
    let frame = frame(&app, visitor.as_ref(), "", Default::default());
    let status = problem.status();
    let page = match problem {
        Problem::NotFound => ErrorPage::not_found(frame),
        // The sender's own words come back. Nothing else is said that the page at the same address does not say.
        Problem::NotAllowed { reason, back } => {
            ErrorPage::not_allowed(frame, &reason, back).with_written(typed.0.get().map_or(&[], Vec::as_slice))
        }
        Problem::Stale(back) => ErrorPage::stale_form(frame, back),
        Problem::TooLarge(back) => {
            let size = routes::size_at(path.split('?').next().unwrap_or_default());
            match size {
                Some(Size::Files) => {
                    let limit = format!("{} MB", app.config().largest_document / (1024 * 1024));
                    ErrorPage::too_large(frame, &limit, back)
                }
                _ => ErrorPage::too_long(frame, back),
            }
        }
        Problem::Unreadable(back) => ErrorPage::unreadable(frame, back),
        Problem::Malformed(words) => {
            tracing::warn!(%words, "a request in no shape that our pages send");
            ErrorPage::not_understood(frame)
        }
        Problem::Foreign => ErrorPage::foreign(frame),
        Problem::Busy => ErrorPage::busy(frame, &path, reads),
        Problem::SignedOut => ErrorPage::signed_out(frame),
        Problem::NotSaved(cause) if reads => ErrorPage::not_shown(frame, cause, &path),
        Problem::NotSaved(cause) => ErrorPage::not_saved(frame, cause, &path, typed.0.get().cloned().unwrap_or_default()),
        Problem::Fault(words) => {
            let number = web::token().get(..8).unwrap_or_default().to_uppercase();
            tracing::error!(%number, %words, "a request failed");
            ErrorPage::fault(frame, &number)
        }
    };
    let mut shown = web::html(&page);
    *shown.status_mut() = status;
    if status == StatusCode::SERVICE_UNAVAILABLE {
        shown.headers_mut().entry(header::RETRY_AFTER).or_insert(HeaderValue::from_static("60"));
    }
    shown
}

/// What a refusal of the framework means, which has no page of its own.
fn plain(response: &Response) -> Option<Problem> {
    let text = |value: &HeaderValue| value.to_str().is_ok_and(|kind| kind.starts_with("text/plain"));
    if response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| !text(kind)) {
        return None;
    }
    let work = || Link::new("/work", "Go to my work");
    match response.status() {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Some(Problem::NotFound),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Problem::TooLarge(work())),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT => Some(Problem::Busy),
        status if status.is_client_error() => Some(Problem::Malformed(status.to_string())),
        _ => None,
    }
}
