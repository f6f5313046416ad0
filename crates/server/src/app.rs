//! What every request can reach: the store, the procedures, the calendars, people and places, and the time.

use std::sync::{Arc, RwLock};

use calendar::CalendarSet;
use casework::{Directory, NoCalendar, Rules};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use procedure::{Library, Procedure};
use store::Store;

use crate::session::Sessions;

/// How a server is set up.
#[derive(Debug, Clone)]
pub struct Config {
    /// The public body whose procedures these are: it stands in the header.
    pub body: String,
    /// Cookies are sent over HTTPS only.
    pub secure: bool,
    /// The longest document that is taken, in bytes.
    pub largest_document: u64,
    /// What the sign-in page says above its form: in a demonstration, whom one can be.
    pub hint: Option<String>,
}

/// What every request can reach. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    store: Store,
    library: Library,
    calendars: &'static CalendarSet,
    zone: TimeZone,
    directory: RwLock<Arc<Directory>>,
    sessions: Sessions,
    config: Config,
}

impl App {
    /// A server's reach.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub async fn new(store: Store, library: Library, config: Config) -> Result<Self, store::StoreError> {
        let directory = Arc::new(store.directory_load().await?);
        Ok(Self(Arc::new(Inner {
            store,
            library,
            calendars: CalendarSet::embedded(),
            zone: calendar::london(),
            directory: RwLock::new(directory),
            sessions: Sessions::default(),
            config,
        })))
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

    /// People and places, as they were when last read.
    #[must_use]
    pub fn directory(&self) -> Arc<Directory> {
        self.0.directory.read().map_or_else(|poisoned| poisoned.into_inner().clone(), |directory| directory.clone())
    }

    /// Reads people and places again, after they were changed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn directory_reload(&self) -> Result<(), store::StoreError> {
        let directory = Arc::new(self.store().directory_load().await?);
        match self.0.directory.write() {
            Ok(mut slot) => *slot = directory,
            Err(poisoned) => *poisoned.into_inner() = directory,
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

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        // Kept to the microsecond, as the store does, so that what is read back is what was written.
        let now = Timestamp::now();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }
}
