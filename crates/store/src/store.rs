//! The store itself: opening, closing, and the two ways to the database: reading, and asking the writer.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sqlx::pool::PoolConnection;
use sqlx::sqlite::{SqliteConnection, SqlitePool};
use sqlx::{Sqlite, Transaction};
use tokio::sync::{mpsc, oneshot};

use crate::clock::Clock;
use crate::documents::Folder;
use crate::erasure::{self, Copies};
use crate::error::StoreError;
use crate::guard::{Guard, Place, Way};
use crate::looks::Pending;
use crate::sqlite::{self, Connections};
use crate::writer::{self, Job, Later};

/// How many requests may wait for the writer before those who ask must wait to ask.
const QUEUE: usize = 1024;

/// How a store is opened.
#[derive(Debug, Clone)]
pub struct OpenOptions {
    /// The folder of documents; none: beside the database, with its name and `.documents`.
    pub documents: Option<PathBuf>,
    /// The largest document that is taken, in bytes.
    pub document_limit: u64,
    /// How many connections read, from 1 to 4. Each keeps up to 4 MiB in memory.
    pub readers: u32,
    /// What tells the time.
    pub clock: Clock,
    /// Takes the clock as right, although it does not go with when something was last written.
    pub accept_clock: bool,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self { documents: None, document_limit: 25 * 1024 * 1024, readers: 4, clock: Clock::default(), accept_clock: false }
    }
}

/// Keeps cases. Cheap to clone: all clones are the same store.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    readers: SqlitePool,
    writer: mpsc::Sender<Job>,
    documents: Arc<Folder>,
    clock: Clock,
    way: Way,
    pending: Pending,
    place: Option<PathBuf>,
    /// The layout of the file.
    layout: i64,
    read_only: bool,
}

impl Store {
    /// Opens the database at this path, or starts a new one.
    ///
    /// # Errors
    /// When the file is no database of ours, when a later version of the program wrote it, or when it or the folder of
    /// documents cannot be used.
    pub async fn open(path: impl AsRef<Path>, options: OpenOptions) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let connections = sqlite::open(path, options.readers).await?;
        let documents = options.documents.clone().unwrap_or_else(|| beside(path));
        let folder = Folder::local(&documents, options.document_limit)?;
        let places = vec![Place::of(path), Place::of(&documents)];
        Self::start(connections, folder, places, options).await
    }

    /// Opens the database at this path to be read. Nothing is made or changed, not even an older layout, so that it may lie on
    /// media that cannot be written. Writing is refused.
    ///
    /// # Errors
    /// When the file is no database of ours, when a later version of the program wrote it, or when it cannot be read.
    pub async fn open_read_only(path: impl AsRef<Path>, options: OpenOptions) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let (readers, found) = sqlite::open_read_only(path, options.readers).await?;
        let documents = options.documents.unwrap_or_else(|| beside(path));
        // A folder that is not there is not made: all documents are lost then.
        let documents = match documents.is_dir() {
            true => Folder::local(&documents, options.document_limit)?,
            false => Folder::memory(options.document_limit),
        };
        let (writer, _) = mpsc::channel(1);
        let inner = Inner {
            readers,
            writer,
            documents: Arc::new(documents),
            clock: options.clock,
            way: Way::default(),
            pending: Pending::default(),
            place: Some(path.to_owned()),
            layout: i64::try_from(found).unwrap_or(i64::MAX),
            read_only: true,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Opens a store that keeps nothing once it is dropped, documents included: for tests and for trying things out.
    ///
    /// # Errors
    /// When the system refuses.
    pub async fn open_memory() -> Result<Self, StoreError> {
        Self::open_memory_at(Clock::default()).await
    }

    /// The same with a clock of one's own.
    ///
    /// # Errors
    /// When the system refuses.
    pub async fn open_memory_at(clock: Clock) -> Result<Self, StoreError> {
        let options = OpenOptions { clock, ..OpenOptions::default() };
        let connections = sqlite::open_memory(options.readers).await?;
        let folder = Folder::memory(options.document_limit);
        Self::start(connections, folder, Vec::new(), options).await
    }

    async fn start(
        Connections { mut writer, readers, journal }: Connections,
        documents: Folder,
        places: Vec<Place>,
        options: OpenOptions,
    ) -> Result<Self, StoreError> {
        let (sender, jobs) = mpsc::channel(QUEUE);
        let documents = Arc::new(documents);
        // The program may have died before all copies of what was erased were gone.
        let mut copies = Copies::new(documents.clone());
        copies.remove(&mut writer, erasure::WAIT).await;
        let place = places.first().map(|place| place.path().to_owned());
        let way = Way::default();
        let guard = Guard::new(options.clock.clone(), places, way.clone());
        guard.start(&mut writer).await?;
        tokio::spawn(writer::run(writer, jobs, copies, guard, journal));
        let pending = Pending::default();
        let inner = Inner {
            readers,
            writer: sender,
            documents,
            clock: options.clock,
            way,
            pending,
            place,
            layout: sqlite::layout(),
            read_only: false,
        };
        let store = Self { inner: Arc::new(inner) };
        if options.accept_clock {
            store.clock_accept().await?;
        }
        Ok(store)
    }

    /// Takes the clock as right, although it does not go with when something was last written. Other programs over the same
    /// database go on with it too.
    ///
    /// # Errors
    /// When that cannot be written.
    pub async fn clock_accept(&self) -> Result<(), StoreError> {
        let (done, wait) = oneshot::channel();
        self.send(Job::AcceptClock(done)).await?;
        wait.await.map_err(|_| StoreError::Closed)?
    }

    /// What tells the time here.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Why nothing can be written at present, as far as is known from the last try; `None` when it can.
    #[must_use]
    pub fn blocked(&self) -> Option<StoreError> {
        self.inner.way.blocked().or_else(|| self.inner.way.is_stuck().then_some(StoreError::Locked))
    }

    pub(crate) fn way(&self) -> &Way {
        &self.inner.way
    }

    pub(crate) fn pending(&self) -> &Pending {
        &self.inner.pending
    }

    /// Where the database is; `None` when it is in memory.
    pub(crate) fn place(&self) -> Option<&Path> {
        self.inner.place.as_deref()
    }

    /// Finishes what waits and closes the database. Whatever is asked of any clone afterwards is refused.
    pub async fn close(&self) {
        self.looks_written().await;
        self.inner.readers.close().await;
        let (closed, wait) = oneshot::channel();
        if self.inner.writer.send(Job::Close(closed)).await.is_ok() {
            let _ = wait.await;
        }
    }

    /// A connection that reads.
    pub(crate) async fn read(&self) -> Result<PoolConnection<Sqlite>, StoreError> {
        Ok(self.inner.readers.acquire().await?)
    }

    /// A connection that reads the database as it stands now, however many questions it is asked.
    pub(crate) async fn snapshot(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.inner.readers.begin().await?)
    }

    /// Asks the writer for a change, and waits until it is on disk.
    pub(crate) async fn write<T, E, F>(&self, run: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> Later<'c, Result<T, E>> + Send + 'static,
    {
        let (change, answered) = writer::change(run);
        self.send(Job::Change(change)).await?;
        answered.await.map_err(|_| E::from(StoreError::Closed))?
    }

    /// Seals what no seal covers yet.
    pub(crate) async fn seal(&self) -> Result<(), StoreError> {
        let (sealed, wait) = oneshot::channel();
        self.send(Job::Seal(sealed)).await?;
        wait.await.map_err(|_| StoreError::Closed)?
    }

    /// The layout of the file, and the one that this program knows.
    pub(crate) fn layouts(&self) -> (i64, i64) {
        (self.inner.layout, sqlite::layout())
    }

    /// Whether it was opened to be read.
    pub(crate) fn is_read_only(&self) -> bool {
        self.inner.read_only
    }

    pub(crate) async fn send(&self, job: Job) -> Result<(), StoreError> {
        if self.inner.read_only {
            return Err(StoreError::ReadOnly);
        }
        self.inner.writer.send(job).await.map_err(|_| StoreError::Closed)
    }

    pub(crate) fn folder(&self) -> &Folder {
        &self.inner.documents
    }
}

/// The folder of documents, unless another is named.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".documents");
    PathBuf::from(name)
}
