//! What is asked before each transaction: whether the database is still the file that was opened, and whether the clock can be
//! trusted. And what stands in the way of writing, for those who want to know.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use crate::clock::{Clock, Doubt};
use crate::error::StoreError;
use crate::moment::{from_micros, micros};

/// How far the clock may lie before the last time at which something was written: two machines, or one that is set right a little.
pub(crate) const BEHIND: SignedDuration = SignedDuration::from_secs(2);

/// For how long nothing can have been written before the clock must be confirmed at the start.
pub(crate) const AHEAD: SignedDuration = SignedDuration::from_hours(14 * 24);

/// How exact the time of the last writing is kept: a page more is written once in that time, not each time.
const EXACT: SignedDuration = SignedDuration::from_secs(1);

/// How long a transaction waits to begin before it is said that another program holds the database.
const STUCK: Duration = Duration::from_millis(500);

/// What stands in the way of writing. Cheap to clone: all clones are the same.
#[derive(Clone, Default)]
pub(crate) struct Way(Arc<WayInner>);

struct WayInner {
    blocked: Mutex<Option<StoreError>>,
    start: Instant,
    /// Since when a transaction waits to begin, in milliseconds since the start, and one more; 0: none does.
    began: AtomicU64,
    /// When the last one was written.
    written: AtomicU64,
    /// Whether what blocks was not said yet.
    news: AtomicBool,
}

impl Default for WayInner {
    fn default() -> Self {
        Self {
            blocked: Mutex::default(),
            start: Instant::now(),
            began: AtomicU64::new(0),
            written: AtomicU64::new(0),
            news: AtomicBool::new(false),
        }
    }
}

impl Way {
    /// Why nothing can be written, as far as is known.
    pub(crate) fn blocked(&self) -> Option<StoreError> {
        self.0.blocked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether a transaction has waited to begin for so long that another program must hold the database.
    pub(crate) fn is_stuck(&self) -> bool {
        let began = self.0.began.load(Ordering::Relaxed);
        began > 0 && Duration::from_millis(self.elapsed().saturating_sub(began)) > STUCK
    }

    /// How long ago something was last written.
    pub(crate) fn since_written(&self) -> Option<Duration> {
        let written = self.0.written.load(Ordering::Relaxed);
        (written > 0).then(|| Duration::from_millis(self.elapsed().saturating_sub(written)))
    }

    /// Whether the log is to say it: one that stops all writing is said when it begins, and not again at each try.
    pub(crate) fn is_news(&self, error: &StoreError) -> bool {
        !error.stops_writing() || self.0.news.swap(false, Ordering::Relaxed)
    }

    pub(crate) fn begin(&self) {
        self.0.began.store(self.elapsed(), Ordering::Relaxed);
    }

    /// Another program holds the database no longer: what follows is this program's own work, however long that takes.
    pub(crate) fn granted(&self) {
        self.0.began.store(0, Ordering::Relaxed);
    }

    /// Takes in how a transaction ended.
    pub(crate) fn end<T>(&self, outcome: &Result<T, StoreError>) {
        self.0.began.store(0, Ordering::Relaxed);
        let mut blocked = self.0.blocked.lock().unwrap_or_else(PoisonError::into_inner);
        match outcome {
            Ok(_) => {
                if blocked.take().is_some() {
                    tracing::warn!("the database can be written again");
                }
                self.0.written.store(self.elapsed(), Ordering::Relaxed);
            }
            Err(error) if error.stops_writing() => {
                let same = blocked.as_ref().is_some_and(|before| std::mem::discriminant(before) == std::mem::discriminant(error));
                self.0.news.store(!same, Ordering::Relaxed);
                *blocked = Some(error.clone());
            }
            Err(_) => {}
        }
    }

    fn elapsed(&self) -> u64 {
        u64::try_from(self.0.start.elapsed().as_millis()).unwrap_or(u64::MAX).saturating_add(1)
    }
}

/// A file or folder, and what tells it from another one at the same path.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    path: PathBuf,
    identity: Option<(u64, u64)>,
}

impl Place {
    pub(crate) fn of(path: &Path) -> Self {
        Self { path: path.to_owned(), identity: identity(path) }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Makes sure that it is still there.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        let found = identity(&self.path);
        if found.is_some() && found == self.identity { Ok(()) } else { Err(StoreError::Moved { path: self.path.clone() }) }
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    let found = std::fs::metadata(path).ok()?;
    Some((found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<(u64, u64)> {
    std::fs::metadata(path).ok().map(|_| (0, 0))
}

/// Asks before each transaction.
pub(crate) struct Guard {
    clock: Clock,
    places: Vec<Place>,
    way: Way,
    /// How often the clock was accepted, when last looked at.
    accepted: Option<i64>,
    /// Whether the clock was found right since the program began.
    confirmed: bool,
}

impl Guard {
    pub(crate) fn new(clock: Clock, places: Vec<Place>, way: Way) -> Self {
        Self { clock, places, way, accepted: None, confirmed: false }
    }

    pub(crate) fn way(&self) -> &Way {
        &self.way
    }

    /// Gives out no time before that of the last entry, when the clock is only a little behind it.
    pub(crate) async fn start(&self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        let last =
            "SELECT max(ifnull((SELECT last FROM clock), 0), ifnull((SELECT recorded FROM entry ORDER BY pos DESC LIMIT 1), 0))";
        let last = from_micros(sqlx::query(last).fetch_one(connection).await?.try_get(0)?)?;
        if self.clock.read().wall.saturating_add(BEHIND).is_ok_and(|wall| wall >= last) {
            self.clock.not_before(last);
        }
        Ok(())
    }

    /// Makes sure that what is written goes into the file that others will open.
    pub(crate) fn place(&self) -> Result<(), StoreError> {
        self.places.iter().try_for_each(Place::check)
    }

    /// Makes sure that the clock can be trusted, and keeps that something was written now. It runs within the transaction.
    pub(crate) async fn clock(&mut self, connection: &mut SqliteConnection) -> Result<Timestamp, StoreError> {
        let row = sqlx::query("SELECT last, accepted FROM clock").fetch_optional(&mut *connection).await?;
        let last = row.map(|row| Ok::<_, StoreError>((from_micros(row.try_get(0)?)?, row.try_get::<i64, _>(1)?))).transpose()?;
        let accepted = last.map_or(0, |(_, accepted)| accepted);
        if self.accepted.is_some_and(|before| before != accepted) {
            self.clock.accept();
        }
        self.accepted = Some(accepted);
        let reading = self.clock.read();
        let last = last.map(|(last, _)| last);
        if let Some(doubt) = self.doubt(reading.wall, reading.jumped, last) {
            return Err(StoreError::Clock(doubt));
        }
        self.confirmed = true;
        if let Some(last) = last {
            self.clock.not_before(last);
        }
        let now = self.clock.read().now;
        if last.is_none_or(|last| now.duration_since(last) >= EXACT) {
            note(connection, now, 0).await?;
        }
        Ok(now)
    }

    fn doubt(&self, now: Timestamp, jumped: Option<SignedDuration>, last: Option<Timestamp>) -> Option<Doubt> {
        if let Some(by) = jumped {
            return Some(Doubt::Jumped { now, expected: now.saturating_sub(by).unwrap_or(now) });
        }
        let last = last?;
        let gone = now.duration_since(last);
        if gone < -BEHIND {
            return Some(Doubt::Behind { now, last });
        }
        (!self.confirmed && gone > AHEAD).then_some(Doubt::Ahead { now, last })
    }

    /// Takes the clock as right, whatever was written before. It runs within a transaction.
    pub(crate) async fn accept(&mut self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        self.clock.accept();
        self.confirmed = true;
        note(connection, self.clock.now(), 1).await?;
        self.accepted = Some(sqlx::query("SELECT accepted FROM clock").fetch_one(connection).await?.try_get(0)?);
        Ok(())
    }
}

async fn note(connection: &mut SqliteConnection, now: Timestamp, accepts: i64) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO clock (only, last, accepted) VALUES (1, ?1, ?2) \
         ON CONFLICT (only) DO UPDATE SET last = excluded.last, accepted = accepted + excluded.accepted",
    )
    .bind(micros(now))
    .bind(accepts)
    .execute(connection)
    .await?;
    Ok(())
}
