//! Pages, sign-in and daily jobs.
//!
//! A request walks one line: a route loads the case as this person may see it ([`desk`]), asks `casework` what may be done,
//! keeps what was decided ([`keep`]) and fills a page ([`pages`]).

pub mod act;
pub mod app;
pub mod assets;
pub mod desk;
pub mod forms;
pub mod import;
pub mod jobs;
pub mod keep;
pub mod opening;
pub mod pages;
pub mod post;
pub mod problem;
pub mod registers;
pub mod routes;
pub mod scan;
pub mod session;
pub mod ties;
mod waiting;
pub mod web;

pub use app::{App, Config};
pub use keep::{new_entry, read_entry};
pub use post::issue;

use argon2::Argon2;
use argon2::password_hash::PasswordHasher;

/// Serves until the process is told to stop; requests under way are finished first.
///
/// # Errors
/// When the listener fails.
pub async fn serve(app: App, listener: tokio::net::TcpListener) -> std::io::Result<()> {
    let store = app.store().clone();
    let jobs = tokio::spawn(jobs::run(app.clone()));
    let done = axum::serve(listener, routes::router(app)).with_graceful_shutdown(stopped()).await;
    jobs.abort();
    store.close().await;
    done
}

async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        if let Ok(mut told) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = told.recv() => {}
            }
            return;
        }
    }
    let _ = interrupted.await;
}

/// Why a password could not be hashed.
#[derive(Debug, thiserror::Error)]
#[error("the password could not be hashed: {0}")]
pub struct PasswordError(String);

/// The hash of a password, as an account keeps it.
///
/// # Errors
/// When the hash cannot be made.
pub fn password_hash(password: &str) -> Result<String, PasswordError> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| PasswordError(error.to_string()))
}
