//! Pages, sign-in and daily jobs.
//!
//! A request walks one line: a route loads the case as this person may see it ([`desk`]), asks `casework` what may be done,
//! keeps what was decided ([`keep`]) and fills a page ([`pages`]).

pub mod act;
pub mod app;
pub mod assets;
pub mod book;
pub mod desk;
pub mod forms;
pub mod import;
pub mod jobs;
pub mod keep;
pub mod offered;
pub mod opening;
pub mod pages;
pub mod passwords;
pub mod post;
pub mod problem;
mod proofs;
pub mod registers;
pub mod routes;
pub mod scan;
mod serving;
pub mod session;
pub mod ties;
mod waiting;
pub mod web;

pub use app::{App, Config};
pub use keep::{new_entry, read_entry};
pub use passwords::{password_hash, password_hash_for_show};
pub use post::issue;

/// How long the store may take to write what waits and to close. All that was acknowledged is on disk before that.
const CLOSING: std::time::Duration = std::time::Duration::from_secs(1);

/// Serves until the process is told to stop; requests under way are finished first, if they can be within a few seconds. Work that
/// goes on beside them, as proofs do, is not waited for: it ends with the process.
///
/// # Errors
/// When the listener fails.
pub async fn serve(app: App, listener: tokio::net::TcpListener) -> std::io::Result<()> {
    let store = app.store().clone();
    let jobs = tokio::spawn(jobs::run(app.clone()));
    serving::serve(routes::router(app), listener, stopped()).await;
    jobs.abort();
    if tokio::time::timeout(CLOSING, store.close()).await.is_err() {
        tracing::warn!("something still used the database, so it was closed by ending the process");
    }
    Ok(())
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
