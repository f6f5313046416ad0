//! Copies the database while others use it.

use std::path::{Path, PathBuf};

use sqlx::Row;

use crate::error::StoreError;
use crate::private::create_private;
use crate::sqlite;
use crate::store::Store;

/// Copies a database as it stands now to a new file, what is still in its log included, while others read and write it. Free room,
/// and with it what was erased, is not copied. The copy is on disk when this returns.
///
/// # Errors
/// When the database cannot be read, the file exists, or the disk is full.
pub async fn copy_database(from: &Path, to: &Path) -> Result<(), StoreError> {
    let refused = |error: std::io::Error| StoreError::CannotOpen { path: to.to_owned(), reason: error.to_string() };
    drop(create_private(to).map_err(refused)?);
    let mut source = sqlite::connect_read_only(from).await?;
    sqlx::query("VACUUM INTO ?").bind(to.to_string_lossy().into_owned()).execute(&mut source).await?;
    let _ = sqlx::Connection::close(source).await;
    std::fs::OpenOptions::new().write(true).open(to).and_then(|file| file.sync_all()).map_err(refused)
}

/// Where a document is, below the folder of documents.
#[must_use]
pub fn document_place(sha256: &str) -> PathBuf {
    let (first, rest) = sha256.split_at_checked(2).unwrap_or((sha256, ""));
    Path::new(first).join(rest)
}

impl Store {
    /// The hash and the length of each document that is kept, and whether a case refers to it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn document_list(&self) -> Result<Vec<(String, u64, bool)>, StoreError> {
        let sql = "SELECT sha256, bytes, EXISTS (SELECT 1 FROM case_document WHERE case_document.sha256 = document.sha256) \
            FROM document ORDER BY sha256";
        let rows = sqlx::query(sql).fetch_all(&mut *self.read().await?).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get::<i64, _>(1)?.unsigned_abs(), row.try_get(2)?))).collect()
    }
}
