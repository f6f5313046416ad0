//! What is to be done outside once entries are on disk: taken for a while, then done or given back.

use std::time::Duration;

use casework::CaseId;
use jiff::Timestamp;
use serde_json::Value as Json;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::cases::json;
use crate::error::StoreError;
use crate::moment::{from_micros, micros};
use crate::store::Store;

/// Work that was taken.
#[derive(Debug, Clone, PartialEq)]
pub struct OutboxWork {
    /// Which: [`Store::outbox_done`] and [`Store::outbox_failed`] want to know.
    pub id: i64,
    /// The case it comes from.
    pub case: CaseId,
    /// The last entry of the request it came with.
    pub seq: u32,
    /// What kind of work.
    pub kind: String,
    /// What the worker needs to know.
    pub payload: Json,
    /// When it was asked for.
    pub created: Timestamp,
    /// How often it was taken, this time included.
    pub attempts: u32,
    /// Why it failed last.
    pub last_error: Option<String>,
}

/// How the outbox stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutboxState {
    /// How much is not done.
    pub waiting: u64,
    /// How much of that failed at least once.
    pub failing: u64,
}

impl Store {
    /// Takes up to `most` items that nobody works on, the oldest first. Whoever takes them has until the lease is over;
    /// then others may take them again, so work that is not idempotent must be short.
    ///
    /// # Errors
    /// When the database fails or holds what makes no sense.
    pub async fn outbox_take(&self, now: Timestamp, lease: Duration, most: u32) -> Result<Vec<OutboxWork>, StoreError> {
        let now = micros(now);
        let until = now.saturating_add(i64::try_from(lease.as_micros()).unwrap_or(i64::MAX));
        let waiting = sqlx::query("SELECT 1 FROM outbox WHERE done IS NULL AND leased_until <= ? LIMIT 1")
            .bind(now)
            .fetch_optional(&mut *self.read().await?)
            .await?;
        if waiting.is_none() {
            // Looking often must not cost a write each time.
            return Ok(Vec::new());
        }
        self.write(move |connection| {
            Box::pin(async move {
                let rows = sqlx::query(include_str!("../sql/sqlite/outbox_take.sql"))
                    .bind(now)
                    .bind(until)
                    .bind(most)
                    .fetch_all(connection)
                    .await?;
                let mut taken: Vec<OutboxWork> = rows.iter().map(work).collect::<Result<_, _>>()?;
                taken.sort_by_key(|work| work.id);
                Ok(taken)
            })
        })
        .await
    }

    /// Says that an item is done.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn outbox_done(&self, id: i64, at: Timestamp) -> Result<(), StoreError> {
        self.write(move |connection| {
            Box::pin(async move {
                sqlx::query("UPDATE outbox SET done = ?, last_error = NULL WHERE id = ? AND done IS NULL")
                    .bind(micros(at))
                    .bind(id)
                    .execute(connection)
                    .await?;
                Ok(())
            })
        })
        .await
    }

    /// Says why an item failed, and when it may be tried again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn outbox_failed(&self, id: i64, error: &str, again: Timestamp) -> Result<(), StoreError> {
        let error = error.to_owned();
        self.write(move |connection| {
            Box::pin(async move {
                sqlx::query("UPDATE outbox SET last_error = ?, leased_until = ? WHERE id = ? AND done IS NULL")
                    .bind(error)
                    .bind(micros(again))
                    .bind(id)
                    .execute(connection)
                    .await?;
                Ok(())
            })
        })
        .await
    }

    /// How much waits, and how much of it failed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn outbox_state(&self) -> Result<OutboxState, StoreError> {
        let row = sqlx::query("SELECT count(*), count(last_error) FROM outbox WHERE done IS NULL")
            .fetch_one(&mut *self.read().await?)
            .await?;
        let (waiting, failing): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        Ok(OutboxState { waiting: waiting.unsigned_abs(), failing: failing.unsigned_abs() })
    }
}

fn work(row: &SqliteRow) -> Result<OutboxWork, StoreError> {
    let payload: String = row.try_get(4)?;
    Ok(OutboxWork {
        id: row.try_get(0)?,
        case: row.try_get(1)?,
        seq: row.try_get(2)?,
        kind: row.try_get(3)?,
        payload: json(&payload)?,
        created: from_micros(row.try_get(5)?)?,
        attempts: row.try_get(6)?,
        last_error: row.try_get(7)?,
    })
}
