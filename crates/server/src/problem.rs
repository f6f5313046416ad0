//! What goes wrong with a request, and the page that says so.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::pages::errors::ErrorPage;
use crate::pages::parts::Link;
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
    /// What was sent is in no shape that a page of ours sends.
    Malformed(String),
    /// The person is no longer signed in.
    SignedOut,
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
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
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
        Self::Fault(error.to_string())
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
pub async fn show(State(app): State<App>, request: Request, next: Next) -> Response {
    let visitor = request.extensions().get::<Visitor>().cloned();
    let response = next.run(request).await;
    let Some(problem) = response.extensions().get::<Problem>().cloned() else { return response };
    let frame = frame(&app, visitor.as_ref(), "", Default::default());
    let status = problem.status();
    let page = match problem {
        Problem::NotFound => ErrorPage::not_found(frame),
        Problem::NotAllowed { reason, back } => ErrorPage::not_allowed(frame, &reason, back),
        Problem::Stale(back) => ErrorPage::stale_form(frame, back),
        Problem::TooLarge(back) => {
            let limit = format!("{} MB", app.config().largest_document / (1024 * 1024));
            ErrorPage::too_large(frame, &limit, back)
        }
        Problem::Malformed(words) => {
            tracing::warn!(%words, "a request in no shape that our pages send");
            ErrorPage::stale_form(frame, Link::new("/work", "Go to my work"))
        }
        Problem::SignedOut => ErrorPage::signed_out(frame),
        Problem::Fault(words) => {
            let number = web::token().get(..8).unwrap_or_default().to_uppercase();
            tracing::error!(%number, %words, "a request failed");
            ErrorPage::fault(frame, &number)
        }
    };
    let mut shown = web::html(&page);
    *shown.status_mut() = status;
    shown
}
