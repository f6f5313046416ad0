//! What answers each address: it loads, asks the engine, keeps, and fills the page. One file a page.

pub mod assets;
pub mod case;
pub mod chain;
pub mod complaints;
pub mod documents;
pub mod gathered;
pub mod head;
pub mod help;
pub mod import;
pub mod letter;
pub mod procedures;
pub mod record;
pub mod registers;
pub mod reports;
pub mod sign_in;
pub mod step;
#[cfg(test)]
pub(crate) mod testing;
pub mod trail;
pub mod version;
pub mod why;
pub mod work;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, post};

use crate::app::App;
use crate::problem::{self, Problem};
use crate::{session, web};

/// Every address that the server answers.
pub fn router(app: App) -> Router {
    let largest = usize::try_from(app.config().largest_document).unwrap_or(usize::MAX).saturating_add(64 * 1024);
    Router::new()
        .route("/", get(work::home))
        .route("/sign-in", get(sign_in::ask).post(sign_in::enter))
        .route("/sign-out", post(sign_in::leave))
        .route("/work", get(work::list).post(work::act))
        .route("/complaints", get(complaints::list))
        .route("/record", get(record::begin))
        .route("/record/{procedure}/{step}", get(record::ask).post(record::answer))
        .route("/cases/{case}", get(case::overview))
        .route("/cases/{case}/recorded", get(record::done))
        .route("/cases/{case}/timeline", get(case::timeline))
        .route("/cases/{case}/documents", get(documents::list).post(documents::file))
        .route("/cases/{case}/documents/{sha256}", get(documents::open))
        .route("/cases/{case}/people", get(case::people))
        .route("/cases/{case}/links", get(case::links))
        .route("/cases/{case}/chain", get(chain::show))
        .route("/cases/{case}/version", get(version::ask).post(version::take))
        .route("/cases/{case}/looked", get(case::looked))
        .route("/cases/{case}/holder", post(case::holder))
        .route("/cases/{case}/why/{duty}/{number}", get(why::show))
        .route("/cases/{case}/steps/{step}", get(step::ask).post(step::take))
        .route("/cases/{case}/letters/{letter}", get(letter::edit).post(letter::save))
        .route("/cases/{case}/letters/{letter}/pdf", get(letter::pdf))
        .route("/plans", get(registers::list))
        .route("/registers/{procedure}/{register}", get(registers::show))
        .route("/registers/{procedure}/{register}/import", get(import::ask).post(import::take))
        .route("/imports/{token}", get(import::show).post(import::accept))
        .route("/reports", get(reports::list))
        .route("/reports/{procedure}/{report}", get(reports::show))
        .route("/procedures", get(procedures::list))
        .route("/procedures/{id}", get(procedures::latest))
        .route("/procedures/{id}/{version}", get(procedures::handbook))
        .route("/procedures/{id}/{version}/changes", get(procedures::changes))
        .route("/help", get(help::show))
        .route("/assets/{*path}", get(assets::serve))
        .route("/health", get(|| async { "ok" }))
        .fallback(|| async { Problem::NotFound })
        .layer(DefaultBodyLimit::max(largest))
        .layer(middleware::from_fn_with_state(app.clone(), problem::show))
        .layer(middleware::from_fn_with_state(app.clone(), session::recognise))
        .layer(middleware::from_fn(web::same_origin))
        .layer(middleware::from_fn(web::guarded))
        .with_state(app)
}
