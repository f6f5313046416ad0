//! Sheets that were sent and wait to be accepted: in memory, until an hour has passed or the program stops. Nothing is lost with
//! them but the looking through.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use procedure::PersonId;
use sheets::{Fault, Raw};
use tokio::sync::Notify;

/// How long a file that was sent waits to be accepted.
const WAITS: SignedDuration = SignedDuration::from_hours(1);
/// How many files wait at most; beyond, the oldest goes.
const MOST_WAITING: usize = 20;
/// A short work is waited for, so that nobody sees a page of progress flash by.
const MOMENT: Duration = Duration::from_millis(900);

/// How far a long work has come; it can be looked at while the work goes on.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    of: AtomicUsize,
}

impl Progress {
    /// How many rows are done, and of how many.
    #[must_use]
    pub fn now(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed))
    }

    /// Begins with so many rows.
    pub fn start(&self, of: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
    }

    /// Counts a row as done.
    pub fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}

/// The files that wait.
#[derive(Default)]
pub(crate) struct Waiting(Mutex<BTreeMap<String, Arc<Sent>>>);

/// A file that was sent.
pub(crate) struct Sent {
    /// Who sent it. Nobody else finds it.
    pub(crate) person: PersonId,
    /// When.
    pub(crate) at: Timestamp,
    /// The id of the procedure, the name of the register, and the whole as an address writes it.
    pub(crate) into: (String, String, String),
    /// The file's name.
    pub(crate) file: String,
    /// What stands in it.
    pub(crate) raw: Raw,
    /// How far the work on it has come.
    pub(crate) progress: Progress,
    state: Mutex<Stand>,
    moved: Notify,
}

/// How far it has come.
#[derive(Clone)]
pub(crate) enum Stand {
    /// It is being looked through.
    Looking,
    /// This is wrong with it.
    Faulty(Arc<Vec<Fault>>),
    /// It can be read in, but for these columns.
    Fine(Arc<Vec<String>>),
    /// Its rows are being kept.
    Keeping,
    /// So many rows were kept.
    Kept(usize),
    /// It was not read in, for this reason.
    Failed(String),
}

impl Waiting {
    pub(crate) fn add(&self, key: &str, sent: Arc<Sent>, now: Timestamp) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, one| now.duration_since(one.at) < WAITS);
        while all.len() >= MOST_WAITING {
            let oldest = all.iter().min_by_key(|(_, one)| one.at).map(|(key, _)| key.clone());
            match oldest {
                Some(oldest) => drop(all.remove(&oldest)),
                None => break,
            }
        }
        all.insert(key.to_owned(), sent);
    }

    /// What this person sent under a key.
    pub(crate) fn find(&self, key: &str, person: PersonId) -> Option<Arc<Sent>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(key).filter(|sent| sent.person == person).cloned()
    }
}

impl Sent {
    pub(crate) fn new(person: PersonId, at: Timestamp, into: (String, String, String), file: String, raw: Raw) -> Self {
        Self {
            person,
            at,
            into,
            file,
            raw,
            progress: Progress::default(),
            state: Mutex::new(Stand::Looking),
            moved: Notify::new(),
        }
    }

    pub(crate) fn stand(&self) -> Stand {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn to(&self, stand: Stand) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = stand;
        self.moved.notify_waiters();
    }

    /// Goes on to keeping, if it can be read in and nobody did so before.
    pub(crate) fn accept(&self) -> bool {
        let mut stand = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let fine = matches!(*stand, Stand::Fine(_));
        if fine {
            *stand = Stand::Keeping;
        }
        fine
    }

    /// Waits a moment for the work under way to end.
    pub(crate) async fn moment(&self) {
        let moved = self.moved.notified();
        if matches!(self.stand(), Stand::Looking | Stand::Keeping) {
            let _ = tokio::time::timeout(MOMENT, moved).await;
        }
    }
}
