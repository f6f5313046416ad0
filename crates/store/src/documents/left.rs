//! Documents that were sent and never came to belong to a case: the program ended, or the form was refused, in between.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::{SignedDuration, Timestamp};
use sqlx::Row;
use tokio::sync::oneshot;

use crate::error::StoreError;
use crate::moment::micros;
use crate::store::Store;
use crate::writer::Job;

/// How long ago a document must have been sent, or a file last written, before it is left over. No request takes that long.
const OLD: SignedDuration = SignedDuration::from_hours(24);

/// What is left over in the folder of documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeftOver {
    /// Documents that belong to no case, by the hash of their bytes, with their length.
    pub documents: Vec<(String, u64)>,
    /// Files that were never finished.
    pub unfinished: Vec<PathBuf>,
    /// How many files there are that the database knows nothing of. They are left alone: they may belong to a later copy of it.
    pub unknown: u64,
}

impl Store {
    /// Finds what is left over in the folder of documents since a day or longer and, if `apply` says so, deletes it.
    ///
    /// # Errors
    /// When the database or the folder fails.
    pub async fn documents_sweep(&self, now: Timestamp, apply: bool) -> Result<LeftOver, StoreError> {
        let before = now.saturating_sub(OLD).unwrap_or(now);
        let documents = match apply {
            true => self.documents_doom(before).await?,
            false => {
                let mut connection = self.read().await?;
                rows(&sqlx::query(FIND).bind(micros(before)).fetch_all(&mut *connection).await?)?
            }
        };
        let Some(root) = self.folder().root().map(Path::to_owned) else {
            return Ok(LeftOver { documents, ..LeftOver::default() });
        };
        let found = tokio::task::spawn_blocking(move || files(&root)).await.map_err(|_| StoreError::Closed)??;
        let mut left = LeftOver { documents, ..LeftOver::default() };
        let mut connection = self.read().await?;
        for file in found {
            if file.unfinished {
                if file.modified.is_some_and(|at| at < SystemTime::from(before)) {
                    left.unfinished.push(file.path);
                }
            } else if !left.documents.iter().any(|(sha256, _)| *sha256 == file.sha256) {
                let known =
                    sqlx::query("SELECT 1 FROM document WHERE sha256 = ?1 UNION SELECT 1 FROM document_doomed WHERE sha256 = ?1");
                let known = known.bind(file.sha256).fetch_optional(&mut *connection).await?.is_some();
                left.unknown += u64::from(!known);
            }
        }
        if apply {
            for path in &left.unfinished {
                fs::remove_file(path).map_err(|error| StoreError::Documents(format!("{}: {error}", path.display())))?;
            }
        }
        Ok(left)
    }

    /// Takes the rows of left-over documents away and has their files deleted.
    async fn documents_doom(&self, before: Timestamp) -> Result<Vec<(String, u64)>, StoreError> {
        let documents = self
            .write(move |connection| {
                Box::pin(async move {
                    let found = rows(&sqlx::query(FIND).bind(micros(before)).fetch_all(&mut *connection).await?)?;
                    for (sha256, _) in &found {
                        for sql in [
                            "INSERT INTO document_doomed (sha256) VALUES (?) ON CONFLICT DO NOTHING",
                            "DELETE FROM document WHERE sha256 = ?",
                        ] {
                            sqlx::query(sql).bind(sha256.clone()).execute(&mut *connection).await?;
                        }
                    }
                    Ok::<_, StoreError>(found)
                })
            })
            .await?;
        if !documents.is_empty() {
            let (done, wait) = oneshot::channel();
            self.send(Job::Clean(done)).await?;
            wait.await.map_err(|_| StoreError::Closed)??;
        }
        Ok(documents)
    }
}

/// Entries are asked last: that takes longest. They know it when another program took the row of a case away.
const FIND: &str = "SELECT sha256, bytes FROM document WHERE claimed < ? AND NOT EXISTS ( \
    SELECT 1 FROM case_document WHERE case_document.sha256 = document.sha256) AND NOT EXISTS ( \
    SELECT 1 FROM entry WHERE content IS NOT NULL AND instr(frame, document.sha256) > 0) ORDER BY sha256";

fn rows(rows: &[sqlx::sqlite::SqliteRow]) -> Result<Vec<(String, u64)>, StoreError> {
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get::<i64, _>(1)?.unsigned_abs()))).collect()
}

struct File {
    path: PathBuf,
    sha256: String,
    unfinished: bool,
    modified: Option<SystemTime>,
}

/// The files of the folder. Those that are being written have a “#” and a number at the end of their name.
fn files(root: &Path) -> Result<Vec<File>, StoreError> {
    let failed = |error: std::io::Error| StoreError::Documents(format!("{}: {error}", root.display()));
    let mut all = Vec::new();
    for folder in fs::read_dir(root).map_err(failed)? {
        let folder = folder.map_err(failed)?;
        if !folder.file_type().map_err(failed)?.is_dir() {
            continue;
        }
        for file in fs::read_dir(folder.path()).map_err(failed)? {
            let file = file.map_err(failed)?;
            let name = file.file_name().to_string_lossy().into_owned();
            let sha256 = format!("{}{name}", folder.file_name().to_string_lossy());
            let unfinished = name.contains('#');
            let modified = file.metadata().and_then(|data| data.modified()).ok();
            all.push(File { path: file.path(), sha256, unfinished, modified });
        }
    }
    Ok(all)
}
