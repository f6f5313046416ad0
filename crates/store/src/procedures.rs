//! The texts of the procedures that cases were opened under.

use std::collections::BTreeMap;

use sqlx::Row;

use crate::error::StoreError;
use crate::flat::text;
use crate::store::Store;

/// A version of a procedure as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptProcedure {
    /// The procedure's id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The hash of its document and letters.
    pub hash: String,
    /// The text of the document.
    pub text: String,
    /// The text of each letter's template, by file name.
    pub letters: BTreeMap<String, String>,
}

impl Store {
    /// Keeps a version of a procedure, so that cases can be opened under it. Keeping the same again does nothing.
    ///
    /// # Errors
    /// [`StoreError::ProcedureChanged`] when this version is kept with another hash.
    pub async fn procedure_keep(&self, procedure: KeptProcedure) -> Result<(), StoreError> {
        if let Some(kept) = self.procedure_find(&procedure.id, &procedure.version).await? {
            return same(procedure, kept.hash);
        }
        self.write(move |connection| {
            Box::pin(async move {
                let letters = text(&procedure.letters)?;
                sqlx::query(
                    "INSERT INTO procedure_version (id, version, hash, text, letters) VALUES (?, ?, ?, ?, ?) \
                     ON CONFLICT (id, version) DO NOTHING",
                )
                .bind(procedure.id.clone())
                .bind(procedure.version.clone())
                .bind(procedure.hash.clone())
                .bind(procedure.text.clone())
                .bind(letters)
                .execute(&mut *connection)
                .await?;
                // Somebody else may have kept it in between.
                let kept = sqlx::query("SELECT hash FROM procedure_version WHERE id = ? AND version = ?")
                    .bind(procedure.id.clone())
                    .bind(procedure.version.clone())
                    .fetch_one(connection)
                    .await?;
                same(procedure, kept.try_get(0)?)
            })
        })
        .await
    }

    /// A version of a procedure as it was kept.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn procedure_find(&self, id: &str, version: &str) -> Result<Option<KeptProcedure>, StoreError> {
        let row = sqlx::query("SELECT hash, text, letters FROM procedure_version WHERE id = ? AND version = ?")
            .bind(id.to_owned())
            .bind(version.to_owned())
            .fetch_optional(&mut *self.read().await?)
            .await?;
        row.map(|row| {
            let letters: String = row.try_get(2)?;
            Ok(KeptProcedure {
                id: id.to_owned(),
                version: version.to_owned(),
                hash: row.try_get(0)?,
                text: row.try_get(1)?,
                letters: serde_json::from_str(&letters)
                    .map_err(|error| StoreError::Broken(format!("the letters of {id} {version}: {error}")))?,
            })
        })
        .transpose()
    }

    /// The id, version and hash of each procedure that is kept.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn procedure_list(&self) -> Result<Vec<(String, String, String)>, StoreError> {
        let rows = sqlx::query("SELECT id, version, hash FROM procedure_version ORDER BY id, version")
            .fetch_all(&mut *self.read().await?)
            .await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?))).collect()
    }
}

fn same(given: KeptProcedure, kept: String) -> Result<(), StoreError> {
    if given.hash == kept {
        return Ok(());
    }
    Err(StoreError::ProcedureChanged { id: given.id, version: given.version, kept, given: given.hash })
}
