//! What every request can reach: the store, the procedures, the calendars, people and places, and the time.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::{Duration, Instant};

use calendar::CalendarSet;
use casework::{Directory, NoCalendar, Rules};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use procedure::check::Report;
use procedure::reference::Seed;
use procedure::{Library, Procedure};
use sha2::{Digest, Sha256};
use store::{Check, Store};
use tokio::sync::{Mutex, Semaphore, SemaphorePermit};

use crate::book::Book;
use crate::passwords::Gate;
use crate::problem::Problem;
use crate::proofs::Proofs;
use crate::scan::{Scanner, Stopped};
use crate::session::Sessions;
use crate::waiting::Waiting;
use crate::web::random;

/// For how long what was found of the server's health is said again.
const FRESH: Duration = Duration::from_secs(1);

/// How many wait for their turn to make something large.
const MOST_WAITING: usize = 8;

/// How a server is set up.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The public body whose procedures these are: it stands in the header.
    pub body: String,
    /// Cookies are sent over HTTPS only.
    pub secure: bool,
    /// The longest document that is taken, in bytes.
    pub largest_document: u64,
    /// What the sign-in page says above its form: in a demonstration, whom one can be.
    pub hint: Option<String>,
    /// The public address of the pages, as browsers send it: `https://complaints.example.gov.uk`. Needed behind a proxy that asks
    /// under another name.
    pub origin: Option<String>,
    /// How many proxies stand before the server, each of which says in `X-Forwarded-For` by whom it was asked.
    pub trusted_proxies: usize,
}

/// What every request can reach. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    store: Store,
    library: Arc<Library>,
    calendars: &'static CalendarSet,
    zone: TimeZone,
    directory: RwLock<Known>,
    /// Reads the directory again: one at a time.
    reading: Mutex<()>,
    sessions: Sessions,
    /// Where passwords are looked at.
    gate: Gate,
    /// Sheets that were sent and wait to be accepted.
    waiting: Waiting,
    /// Whoever makes a large file.
    making: Semaphore,
    waiting_to_make: Semaphore,
    config: Config,
    /// What was proved of procedures.
    proofs: Proofs,
    /// What looks at each file before it is kept, if anything does.
    scanner: OnceLock<Scanner>,
    /// What was last found of the server's health, and when.
    health: Mutex<Option<(Instant, Vec<Check>)>>,
    /// From what the seeds of cases are drawn instead of the system's randomness, and how many were.
    drawn: std::sync::Mutex<Option<(Seed, u64)>>,
}

/// People and places as they were at a count of changes.
#[derive(Clone)]
struct Known {
    epoch: i64,
    directory: Arc<Directory>,
    /// Whom and what forms offer; made when the first form wants it.
    book: Arc<OnceLock<Arc<Book>>>,
}

impl Known {
    async fn read(store: &Store) -> Result<Self, store::StoreError> {
        let (epoch, directory) = store.directory_at().await?;
        Ok(Self { epoch, directory: Arc::new(directory), book: Arc::default() })
    }
}

impl App {
    /// A server's reach.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub async fn new(store: Store, library: Library, config: Config) -> Result<Self, store::StoreError> {
        Self::made(store, Arc::new(library), config, Proofs::default()).await
    }

    /// The same procedures over another store: what was proved of them is not proved again.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub async fn over(&self, store: Store) -> Result<Self, store::StoreError> {
        Self::made(store, self.0.library.clone(), self.0.config.clone(), self.0.proofs.clone()).await
    }

    async fn made(store: Store, library: Arc<Library>, config: Config, proofs: Proofs) -> Result<Self, store::StoreError> {
        let directory = RwLock::new(Known::read(&store).await?);
        Ok(Self(Arc::new(Inner {
            store,
            library,
            calendars: CalendarSet::embedded(),
            zone: calendar::london(),
            directory,
            reading: Mutex::new(()),
            sessions: Sessions::default(),
            gate: Gate::default(),
            waiting: Waiting::default(),
            making: Semaphore::new(1),
            waiting_to_make: Semaphore::new(MOST_WAITING),
            config,
            proofs,
            scanner: OnceLock::new(),
            health: Mutex::new(None),
            drawn: std::sync::Mutex::default(),
        })))
    }

    /// Has each file scanned before it is kept.
    pub fn scan_with(&self, scanner: Scanner) {
        // The person who sets it up does so once.
        let _ = self.0.scanner.set(scanner);
    }

    /// Has a file scanned, when there is a scanner.
    ///
    /// # Errors
    /// Why the file is not let through.
    pub async fn scan(&self, bytes: &[u8]) -> Result<(), Stopped> {
        match self.0.scanner.get() {
            Some(scanner) => scanner.scan(bytes).await,
            None => Ok(()),
        }
    }

    /// Whether everything works. It is looked at once a second at most.
    pub(crate) async fn health(&self) -> Vec<Check> {
        let mut last = self.0.health.lock().await;
        if let Some((at, checks)) = &*last
            && at.elapsed() < FRESH
        {
            return checks.clone();
        }
        let mut checks = self.store().health().await;
        if let Some(scanner) = self.0.scanner.get() {
            let wrong = (!scanner.works()).then(|| "the virus scanner did not do its work when it was last asked".to_owned());
            checks.push(Check { name: "scanner", wrong });
        }
        *last = Some((Instant::now(), checks.clone()));
        checks
    }

    /// Where cases are kept.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// The procedures.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.0.library
    }

    /// How this server is set up.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// The zone in which days begin and end.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.0.zone
    }

    /// Sessions seen lately.
    pub(crate) fn sessions(&self) -> &Sessions {
        &self.0.sessions
    }

    /// Where passwords are looked at.
    pub(crate) fn gate(&self) -> &Gate {
        &self.0.gate
    }

    /// Sheets that were sent and wait to be accepted.
    pub(crate) fn waiting(&self) -> &Waiting {
        &self.0.waiting
    }

    /// Waits for the turn to make something large, a file or a report: a few at once would take the memory and the processors of
    /// all.
    ///
    /// # Errors
    /// Busy when too many wait already.
    pub(crate) async fn making(&self) -> Result<SemaphorePermit<'_>, Problem> {
        let place = self.0.waiting_to_make.try_acquire().map_err(|_| Problem::Busy)?;
        let turn = self.0.making.acquire().await.map_err(|_| Problem::Busy)?;
        drop(place);
        Ok(turn)
    }

    fn known(&self) -> Known {
        self.0.directory.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// People and places, as they were when last read.
    #[must_use]
    pub fn directory(&self) -> Arc<Directory> {
        self.known().directory
    }

    /// People and places, with whom and what forms offer of them.
    #[must_use]
    pub fn book(&self) -> (Arc<Directory>, Arc<Book>) {
        let Known { directory, book, .. } = self.known();
        let book = book.get_or_init(|| Arc::new(Book::new(&directory, &self.0.library))).clone();
        (directory, book)
    }

    /// Reads people and places again if they were changed since, by whatever program: `epoch` is the count of changes now.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn directory_fresh(&self, epoch: i64) -> Result<(), store::StoreError> {
        if self.known().epoch >= epoch {
            return Ok(());
        }
        let _one = self.0.reading.lock().await;
        if self.known().epoch < epoch {
            self.directory_reload().await?;
        }
        Ok(())
    }

    /// Reads people and places again, after they were changed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn directory_reload(&self) -> Result<(), store::StoreError> {
        let known = Known::read(self.store()).await?;
        let mut slot = self.0.directory.write().unwrap_or_else(PoisonError::into_inner);
        // Another read that began later knows more.
        if slot.epoch <= known.epoch {
            *slot = known;
        }
        Ok(())
    }

    /// The rules of a procedure.
    ///
    /// # Errors
    /// When it counts by a calendar that is not to hand.
    pub fn rules<'a>(&'a self, procedure: &'a Procedure) -> Result<Rules<'a>, NoCalendar> {
        Rules::new(procedure, self.0.calendars, &self.0.zone)
    }

    /// What was proved of procedures.
    pub(crate) fn proofs(&self) -> &Proofs {
        &self.0.proofs
    }

    /// Proves what has to hold of a procedure, or says what was proved before. It takes seconds: pages do not wait for it.
    #[must_use]
    pub fn prove(&self, procedure: &Procedure) -> Arc<Report> {
        self.0.proofs.now(procedure)
    }

    /// Random bytes from which the reference of a case is drawn.
    #[must_use]
    pub fn seed(&self) -> Seed {
        let mut drawn = self.0.drawn.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let Some((seed, count)) = drawn.as_mut() else { return random() };
        *count += 1;
        Sha256::new().chain_update(*seed).chain_update(count.to_be_bytes()).finalize().into()
    }

    /// Draws the seeds of cases from this one from now on, so that the same cases get the same references in another database: for
    /// demonstrations and tests.
    pub fn draw_from(&self, seed: Seed) {
        *self.0.drawn.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some((seed, 0));
    }

    /// What time it is, by the clock of the store.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.store().clock().now()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_large_thing_is_made_at_a_time_eight_wait_and_the_next_is_refused() {
        let files: [(String, String); 0] = [];
        let library = Library::read(files).unwrap();
        let app = App::new(Store::open_memory().await.unwrap(), library, Config::default()).await.unwrap();
        let turn = app.making().await.unwrap();
        let mut waiting = Vec::new();
        for _ in 0..MOST_WAITING {
            let app = app.clone();
            waiting.push(tokio::spawn(async move { app.making().await.map(drop) }));
        }
        while app.0.waiting_to_make.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(app.making().await, Err(Problem::Busy)));
        drop(turn);
        for one in waiting {
            one.await.unwrap().unwrap();
        }
        assert!(app.making().await.is_ok());
    }
}
