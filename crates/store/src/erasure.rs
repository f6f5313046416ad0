//! Destroying content: in the transaction of the entries that say so, and, once that is on disk, in the files that could
//! still hold a copy.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use casework::CaseId;
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;
use tokio::time::Instant;

use crate::documents::Folder;
use crate::error::StoreError;
use crate::flat::text;
use crate::gaps;
use crate::sqlite::PATIENCE;

/// How long whoever erases waits for those who still read an older state.
pub(crate) const WAIT: Duration = Duration::from_millis(500);

/// How long after a try to remove copies the next one is made.
const AGAIN: Duration = Duration::from_secs(1);

/// How long after some pages were overwritten the next ones are.
const NEXT: Duration = Duration::from_millis(50);

/// Begins a round over the free room of all pages. One that is under way goes on, and then round again up to where it stands:
/// however often something is erased, every page is reached.
pub(crate) const ROUND: &str =
    "INSERT INTO gap_round VALUES (1, 1, 1, 0) ON CONFLICT (only) DO UPDATE SET stop = next, wrapped = 0";

/// Documents that are put down to be deleted although the list of documents, a case, or an entry that was not erased has them. The
/// program never does that. Entries are asked last: that takes longest.
pub(crate) const WANTED: &str = "SELECT sha256 FROM document_doomed AS doomed \
    WHERE EXISTS (SELECT 1 FROM document WHERE document.sha256 = doomed.sha256) \
       OR EXISTS (SELECT 1 FROM case_document WHERE case_document.sha256 = doomed.sha256) \
       OR EXISTS (SELECT 1 FROM entry WHERE content IS NOT NULL AND instr(frame, doomed.sha256) > 0) ORDER BY sha256";

/// What holds the content of a case up to an entry, apart from rows derived from its state: the case, the entry.
const ERASE: &[&str] = &[
    "UPDATE entry SET content = NULL, salt = NULL WHERE case_id = ?1 AND seq <= ?2 AND content IS NOT NULL",
    "UPDATE notice SET carries = '[]' WHERE case_id = ?1 AND seq <= ?2",
    // What was asked for outside by then may carry the same words.
    "DELETE FROM outbox WHERE case_id = ?1 AND seq <= ?2",
    // What another program put down must not take the rows of live documents away.
    "DELETE FROM document_doomed WHERE sha256 IN (SELECT sha256 FROM document)",
    "INSERT INTO document_doomed (sha256) SELECT DISTINCT gone.sha256 FROM case_document AS gone \
      WHERE gone.case_id = ?1 AND gone.seq <= ?2 AND NOT EXISTS ( \
        SELECT 1 FROM case_document AS kept \
         WHERE kept.sha256 = gone.sha256 AND (kept.case_id <> ?1 OR kept.seq > ?2)) ON CONFLICT DO NOTHING",
    "DELETE FROM case_document WHERE case_id = ?1 AND seq <= ?2",
    "DELETE FROM document WHERE sha256 IN (SELECT sha256 FROM document_doomed)",
    ROUND,
];

/// The first entry, up to one of them, that still has its content and is not listed.
pub(crate) async fn unlisted(
    connection: &mut SqliteConnection,
    case: CaseId,
    seq: u32,
    listed: &BTreeSet<u32>,
) -> Result<Option<u32>, StoreError> {
    let row = sqlx::query(
        "SELECT min(seq) FROM entry WHERE case_id = ? AND seq <= ? AND content IS NOT NULL \
         AND seq NOT IN (SELECT value FROM json_each(?))",
    )
    .bind(case)
    .bind(seq)
    .bind(text(listed)?)
    .fetch_one(connection)
    .await?;
    Ok(row.try_get(0)?)
}

/// Destroys the content of a case up to an entry.
pub(crate) async fn erase(connection: &mut SqliteConnection, case: CaseId, seq: u32) -> Result<(), StoreError> {
    for step in ERASE {
        sqlx::query(*step).bind(case).bind(seq).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Where copies of what was destroyed may be left.
pub(crate) struct Copies {
    folder: Arc<Folder>,
    /// When it is tried again to remove them; none: none is left.
    again: Option<Instant>,
}

impl Copies {
    pub(crate) fn new(folder: Arc<Folder>) -> Self {
        Self { folder, again: None }
    }

    /// Takes what was destroyed out of the folder of documents, out of free room in the pages of the database, and out of its log. When the system refuses,
    /// or somebody still reads what was there before and is not done within `wait`, that is left for another time.
    pub(crate) async fn remove(&mut self, connection: &mut SqliteConnection, wait: Duration) {
        let swept = sweep(connection, &self.folder).await;
        if swept.is_err() {
            let _ = sqlx::query("ROLLBACK").execute(&mut *connection).await;
        }
        let overwritten = gaps::overwrite(connection).await;
        if overwritten.is_err() {
            let _ = sqlx::query("ROLLBACK").execute(&mut *connection).await;
        }
        // A long file is overwritten little by little, so that others can write in between.
        let goes_on = matches!(overwritten, Ok(false));
        let mut left = false;
        for removed in [swept, overwritten.map(|_| true), cut(connection, wait).await] {
            match removed {
                Ok(removed) => left |= !removed,
                Err(error) => {
                    tracing::error!(%error, "a copy of what was erased could not be removed: it is tried again");
                    left = true;
                }
            }
        }
        let after = if left { Some(AGAIN) } else { goes_on.then_some(NEXT) };
        self.again = after.map(|after| Instant::now() + after);
    }

    /// Tries again when it is time to.
    pub(crate) async fn remove_left(&mut self, connection: &mut SqliteConnection) {
        if self.again.is_some_and(|again| again <= Instant::now()) {
            self.remove(connection, Duration::ZERO).await;
        }
    }

    /// Waits until it is time to try again: for ever, when nothing is left.
    pub(crate) async fn time_to_try_again(&self) {
        match self.again {
            Some(again) => tokio::time::sleep_until(again).await,
            None => std::future::pending().await,
        }
    }
}

/// Deletes the files of documents that no case refers to any more. Nobody else writes in the meantime, so that none of
/// them can be kept again just then. What was put down by another program, and is still wanted, stays.
async fn sweep(connection: &mut SqliteConnection, folder: &Folder) -> Result<bool, StoreError> {
    let doomed = sqlx::query("SELECT 1 FROM document_doomed LIMIT 1").fetch_optional(&mut *connection).await?;
    if doomed.is_none() {
        return Ok(true);
    }
    sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
    for row in sqlx::query(WANTED).fetch_all(&mut *connection).await? {
        let sha256: String = row.try_get(0)?;
        tracing::error!("document {sha256} was to be deleted although a case has it: it is kept. Run “redress verify”");
        sqlx::query("DELETE FROM document_doomed WHERE sha256 = ?").bind(sha256).execute(&mut *connection).await?;
    }
    let rows = sqlx::query("SELECT sha256 FROM document_doomed").fetch_all(&mut *connection).await?;
    let mut all = true;
    for row in &rows {
        let sha256: String = row.try_get(0)?;
        match folder.delete(&sha256).await {
            Ok(()) => {
                sqlx::query("DELETE FROM document_doomed WHERE sha256 = ?").bind(sha256).execute(&mut *connection).await?;
            }
            Err(error) => {
                tracing::error!(%error, "a document that was erased could not be deleted: it is tried again");
                all = false;
            }
        }
    }
    sqlx::query("COMMIT").execute(&mut *connection).await?;
    Ok(all)
}

/// Moves all that was committed into the database file and empties the log.
async fn cut(connection: &mut SqliteConnection, wait: Duration) -> Result<bool, StoreError> {
    patience(connection, wait).await?;
    let outcome = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *connection).await;
    patience(connection, PATIENCE).await?;
    let busy: i64 = outcome?.try_get(0)?;
    Ok(busy == 0)
}

async fn patience(connection: &mut SqliteConnection, wait: Duration) -> Result<(), StoreError> {
    let sql = format!("PRAGMA busy_timeout = {}", wait.as_millis());
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(connection).await?;
    Ok(())
}
