//! What is done each day without anybody asking: one loop, which takes the time from the clock of the server.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::app::App;
use crate::session;

/// How long after it was last done a job is due again.
const DAILY: SignedDuration = SignedDuration::from_hours(24);

/// How often it is looked whether a job is due.
const LOOK: Duration = Duration::from_secs(60);

/// Does what is due, at the start and then each day, until it is stopped.
pub async fn run(app: App) {
    let mut last = None;
    loop {
        let now = app.now();
        // While nothing can be written the jobs wait.
        if is_due(last, now) && app.store().blocked().is_none() {
            daily(&app, now).await;
            last = Some(now);
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Whether a job that was last done then is due.
fn is_due(last: Option<Timestamp>, now: Timestamp) -> bool {
    last.is_none_or(|last| now.duration_since(last) >= DAILY)
}

/// Does the jobs of a day. One that fails is logged, and holds up none of the others.
pub async fn daily(app: &App, now: Timestamp) {
    let done = app.store().documents_sweep(now, true).await;
    log("sweeping left-over documents", done.map(|_| ()));
    let done = app.store().sign_in_sweep(session::IDLE, now).await;
    log("forgetting sessions that are over", done);
}

fn log<E: std::fmt::Display>(what: &str, done: Result<(), E>) {
    if let Err(error) = done {
        tracing::error!(%error, "a daily job failed: {what}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_done_at_the_start_and_then_each_day() {
        let start: Timestamp = "2017-03-06T09:30:00Z".parse().unwrap();
        let later = |hours| start + SignedDuration::from_hours(hours);
        assert!(is_due(None, start));
        assert!(!is_due(Some(start), later(23)));
        assert!(is_due(Some(start), later(24)));
    }
}
