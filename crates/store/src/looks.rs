//! Who looked at what: an append-only log.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use casework::{Actor, CaseId};
use jiff::Timestamp;
use procedure::PersonId;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::cases::Page;
use crate::error::StoreError;
use crate::moment::{from_micros, micros};
use crate::store::Store;
use crate::visible::{asking_alone, visible};

/// A look at a case or at a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Who looked.
    pub person: PersonId,
    /// In which role, when the caller knows it.
    pub role: Option<String>,
    /// At which case; none: at a list, a search or an export.
    pub case: Option<CaseId>,
    /// What they looked at: “case”, “letter”, “export”. Never what somebody wrote.
    pub what: String,
    /// When.
    pub at: Timestamp,
}

/// How long a page waits for its look to be on disk, when something holds that up.
const WAIT: Duration = Duration::from_millis(500);

/// How long after a try to write what waits the next one is made.
const AGAIN: Duration = Duration::from_secs(1);

/// How many looks wait at most; those above that are in the log of the program only.
const MOST: usize = 10_000;

/// Looks that could not be written when they were made.
#[derive(Clone, Default)]
pub(crate) struct Pending {
    looks: Arc<Mutex<VecDeque<Look>>>,
    /// They are written once.
    writing: Arc<tokio::sync::Mutex<()>>,
}

impl Pending {
    fn lock(&self) -> MutexGuard<'_, VecDeque<Look>> {
        self.looks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store {
    /// Logs looks, also when nothing can be written at present: then they wait in memory and stand in the log of the program,
    /// and are written once that can be done again. A page need not wait for that, nor fail.
    ///
    /// # Errors
    /// When the looks themselves are at fault.
    pub async fn looks_log(&self, looks: Vec<Look>) -> Result<(), StoreError> {
        if looks.is_empty() {
            return Ok(());
        }
        if self.blocked().is_some() {
            self.put_aside(looks);
            return Ok(());
        }
        let store = self.clone();
        self.aside(async move {
            let written = store.looks_add(looks.clone()).await;
            if written.as_ref().is_err_and(StoreError::stops_writing) {
                store.put_aside(looks);
            }
            written
        })
        .await
    }

    /// Writes what a page can do without: when nothing can be written, or that takes long, the page goes on.
    ///
    /// # Errors
    /// When what is to be written is itself at fault.
    pub async fn aside<W>(&self, write: W) -> Result<(), StoreError>
    where
        W: Future<Output = Result<(), StoreError>> + Send + 'static,
    {
        if self.blocked().is_some() {
            return Ok(());
        }
        match tokio::time::timeout(WAIT, tokio::spawn(write)).await {
            Ok(Ok(Err(error))) if error.stops_writing() => Ok(()),
            Ok(Ok(written)) => written,
            Ok(Err(_)) => Err(StoreError::Closed),
            // It goes on without the page.
            Err(_) => Ok(()),
        }
    }

    fn put_aside(&self, looks: Vec<Look>) {
        let mut pending = self.pending().lock();
        let first = pending.is_empty();
        for look in looks {
            let Look { person, case, what, at, .. } = &look;
            tracing::warn!(person, case, what, %at, "a look could not be written yet");
            if pending.len() < MOST {
                pending.push_back(look);
            }
        }
        if first && !pending.is_empty() {
            let store = self.clone();
            tokio::spawn(async move {
                while !store.looks_written().await {
                    tokio::time::sleep(AGAIN).await;
                }
            });
        }
    }

    /// Tries to write the looks that wait. Says whether none is left.
    pub async fn looks_written(&self) -> bool {
        let _writing = self.pending().writing.lock().await;
        loop {
            let some: Vec<Look> = self.pending().lock().iter().take(500).cloned().collect();
            if some.is_empty() {
                return true;
            }
            let count = some.len();
            match self.looks_add(some).await {
                Ok(()) => drop(self.pending().lock().drain(..count)),
                Err(error) if error.stops_writing() => return false,
                Err(error) => {
                    // One that can never be written must not hold up the others.
                    tracing::error!(%error, "looks that waited were refused");
                    drop(self.pending().lock().drain(..count));
                }
            }
        }
    }

    /// Logs a look.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn look_add(&self, look: Look) -> Result<(), StoreError> {
        self.looks_add(vec![look]).await
    }

    /// Logs looks, all or none of them: a page that shows several cases is a look at each.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn looks_add(&self, looks: Vec<Look>) -> Result<(), StoreError> {
        self.write(move |connection| {
            Box::pin(async move {
                for look in looks {
                    sqlx::query("INSERT INTO look (person, role, case_id, what, at) VALUES (?, ?, ?, ?, ?)")
                        .bind(look.person)
                        .bind(look.role)
                        .bind(look.case)
                        .bind(look.what)
                        .bind(micros(look.at))
                        .execute(&mut *connection)
                        .await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Who looked at a case, the latest first; none when there is no such case or the actor may not know of it.
    ///
    /// # Errors
    /// When the database fails or holds what makes no sense.
    pub async fn look_page(
        &self,
        actor: &Actor,
        case: CaseId,
        page: u32,
        per_page: u32,
    ) -> Result<Option<Page<Look>>, StoreError> {
        let mut connection = self.snapshot().await?;
        let (page, per_page) = (page.max(1), per_page.max(1));
        let counted =
            sqlx::query(visible!("look_count.sql")).bind(asking_alone(actor)).bind(case).fetch_optional(&mut *connection).await?;
        let Some(counted) = counted else { return Ok(None) };
        let total: i64 = counted.try_get(0)?;
        let rows = sqlx::query(
            "SELECT person, role, case_id, what, at FROM look WHERE case_id = ? ORDER BY at DESC, id DESC LIMIT ? OFFSET ?",
        )
        .bind(case)
        .bind(per_page)
        .bind(i64::from(page - 1) * i64::from(per_page))
        .fetch_all(&mut *connection)
        .await?;
        let lines = rows.iter().map(look).collect::<Result<_, _>>()?;
        Ok(Some(Page { lines, total: total.unsigned_abs(), page, per_page }))
    }
}

fn look(row: &SqliteRow) -> Result<Look, StoreError> {
    Ok(Look {
        person: row.try_get(0)?,
        role: row.try_get(1)?,
        case: row.try_get(2)?,
        what: row.try_get(3)?,
        at: from_micros(row.try_get(4)?)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::NewPerson;
    use crate::store::OpenOptions;

    async fn pages(store: &Store, most: u32) {
        let set = store.write(move |connection| {
            Box::pin(async move {
                let sql = format!("PRAGMA max_page_count = {most}");
                sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(connection).await?;
                Ok::<_, StoreError>(())
            })
        });
        set.await.unwrap();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_full_disk_is_said_and_looks_are_written_once_there_is_room() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path().join("redress.db"), OpenOptions::default()).await.unwrap();
        store.person_add(NewPerson { name: "Sam".into(), ..NewPerson::default() }).await.unwrap();
        pages(&store, 1).await;
        let large = NewPerson { name: "x".repeat(100_000), ..NewPerson::default() };
        assert!(matches!(store.person_add(large.clone()).await, Err(StoreError::DiskFull)));
        assert!(matches!(store.blocked(), Some(StoreError::DiskFull)));
        let look = Look { person: 1, role: None, case: None, what: "x".repeat(100_000), at: store.clock().now() };
        store.looks_log(vec![look.clone()]).await.unwrap();
        assert!(store.actor_load(1).await.unwrap().is_some());
        let count = async || {
            let count = sqlx::query_scalar::<_, i64>("SELECT count(*) FROM look");
            count.fetch_one(&mut *store.read().await.unwrap()).await.unwrap()
        };
        assert_eq!(count().await, 0);
        assert!(store.health().await.iter().any(|check| check.name == "write" && check.wrong.is_none()), "a small write fits");
        pages(&store, 1_000_000).await;
        assert!(store.looks_written().await);
        assert_eq!(count().await, 1);
        store.person_add(large).await.unwrap();
        assert!(store.blocked().is_none());
        // One that can never be written holds up none of the others.
        store.looks_log(vec![Look { person: 99, ..look }]).await.unwrap_err();
    }
}
