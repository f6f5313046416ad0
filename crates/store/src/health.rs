//! Whether everything works that the store needs.

use std::path::Path;
use std::time::Duration;

use sqlx::Row;

use crate::error::StoreError;
use crate::sqlite;
use crate::store::Store;

/// How much room must be left on a disk, in bytes: for the largest document, and for the log of the database.
const ROOM: u64 = 128 * 1024 * 1024;

/// For how long a transaction that was written shows that others can be.
const LATELY: Duration = Duration::from_secs(1);

/// How long a probe waits for an answer.
const WAIT: Duration = Duration::from_secs(2);

/// Something that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What: “clock”.
    pub name: &'static str,
    /// What is wrong with it, in words that name no person and no case; `None`: it works.
    pub wrong: Option<String>,
}

impl Check {
    fn new(name: &'static str, outcome: Result<(), StoreError>) -> Self {
        Self { name, wrong: outcome.err().map(|error| error.to_string()) }
    }
}

impl Store {
    /// Looks whether the database can be read and written and is where it was, whether the clock can be trusted, the layout is the
    /// one that this program knows, there is room on the disk, and documents can be kept.
    pub async fn health(&self) -> Vec<Check> {
        let layout = in_time(self.layout()).await;
        let read = layout.as_ref().map(|_| ()).map_err(Clone::clone);
        let layout = layout.and_then(|found| match found == sqlite::layout() {
            true => Ok(()),
            false => Err(StoreError::Broken(format!("the layout is number {found}, and should be {}", sqlite::layout()))),
        });
        let lately = self.blocked().is_none() && self.way().since_written().is_some_and(|ago| ago < LATELY);
        let write = if lately { Ok(()) } else { in_time(self.write(|_| Box::pin(async { Ok::<_, StoreError>(()) }))).await };
        // Each fault is said once, under its own name.
        let (mut write, mut clock, mut place) = (write, Ok(()), Ok(()));
        match &write {
            Err(StoreError::Clock(_)) => clock = std::mem::replace(&mut write, Ok(())),
            Err(StoreError::Moved { .. }) => place = std::mem::replace(&mut write, Ok(())),
            _ => {}
        }
        let folder = self.folder().root().map(Path::to_owned);
        let disk = self.place().into_iter().chain(folder.as_deref()).try_for_each(room);
        let documents = match folder {
            Some(folder) => tokio::task::spawn_blocking(move || writable(&folder)).await.unwrap_or(Err(StoreError::Closed)),
            None => Ok(()),
        };
        vec![
            Check::new("read", read),
            Check::new("write", write),
            Check::new("place", place),
            Check::new("clock", clock),
            Check::new("layout", layout),
            Check::new("disk", disk),
            Check::new("documents", documents),
        ]
    }

    async fn layout(&self) -> Result<i64, StoreError> {
        let row = sqlx::query("SELECT user_version, (SELECT count(*) FROM procedure_version) FROM pragma_user_version");
        Ok(row.fetch_one(&mut *self.read().await?).await?.try_get(0)?)
    }
}

async fn in_time<T>(work: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
    tokio::time::timeout(WAIT, work).await.unwrap_or(Err(StoreError::Locked))
}

/// Whether there is room on the disk of a path.
fn room(path: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    {
        let disk = rustix::fs::statvfs(path).map_err(|error| StoreError::Disk(error.to_string()))?;
        if disk.f_bavail.saturating_mul(disk.f_frsize) < ROOM {
            return Err(StoreError::DiskFull);
        }
    }
    let _ = path;
    Ok(())
}

/// Whether files can be made in a folder.
fn writable(folder: &Path) -> Result<(), StoreError> {
    let probe = folder.join(".probe");
    let done = std::fs::write(&probe, b"?").and_then(|()| std::fs::remove_file(&probe));
    done.map_err(|error| StoreError::Documents(error.to_string()))
}
