//! Documents: kept by the hash of their bytes in a folder, on disk before any entry refers to them.

mod kind;
mod left;

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use casework::{Actor, CaseId, DocumentRef};
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path as Location;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use sha2::{Digest, Sha256};
use sqlx::Row;

use crate::copy::document_place;
use crate::erasure;
use crate::error::StoreError;
use crate::moment::micros;
use crate::private::{make_private, private_folder};
use crate::store::Store;
use crate::verify::{Fault, has_column};
use crate::visible::{asking_alone, visible};

pub use kind::{ACCEPTED, Refused};
pub use left::LeftOver;

/// How often a document is put again when an erasure takes the same bytes away in between.
const TRIES: u32 = 3;

/// Where documents are kept, and how large they may be.
pub(crate) struct Folder {
    objects: Arc<dyn ObjectStore>,
    limit: u64,
    /// Where it is; `None`: in memory.
    root: Option<PathBuf>,
}

/// Why a document was not kept.
#[derive(Debug, Clone, thiserror::Error)]
pub enum DocumentError {
    /// It is not a document that is accepted.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A document with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// SHA-256 of its bytes in hexadecimal.
    pub sha256: String,
    /// Its media type, found from its content.
    pub media: String,
    /// Its bytes.
    pub bytes: Bytes,
}

impl Folder {
    pub(crate) fn local(path: &Path, limit: u64) -> Result<Self, StoreError> {
        let failed = |reason: String| StoreError::Documents(format!("{}: {reason}", path.display()));
        private_folder(path).map_err(|error| failed(error.to_string()))?;
        let objects = LocalFileSystem::new_with_prefix(path).map_err(|error| failed(error.to_string()))?.with_fsync(true);
        Ok(Self { objects: Arc::new(objects), limit, root: Some(path.to_owned()) })
    }

    pub(crate) fn memory(limit: u64) -> Self {
        Self { objects: Arc::new(InMemory::new()), limit, root: None }
    }

    pub(crate) fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// Writes bytes beside their place, syncs them, and puts them in place at once.
    async fn put(&self, sha256: &str, bytes: Bytes) -> Result<(), StoreError> {
        if let Some(folder) = &self.root {
            let (first, _) = sha256.split_at_checked(2).unwrap_or((sha256, ""));
            private_folder(&folder.join(first)).map_err(|error| StoreError::Documents(error.to_string()))?;
        }
        self.objects.put(&place(sha256), PutPayload::from_bytes(bytes)).await.map_err(failed)?;
        if let Some(folder) = &self.root {
            let file = folder.join(document_place(sha256));
            make_private(&file, false).map_err(|error| StoreError::Documents(error.to_string()))?;
        }
        Ok(())
    }

    /// Deletes bytes; when they are not there, nothing is done.
    pub(crate) async fn delete(&self, sha256: &str) -> Result<(), StoreError> {
        match self.objects.delete(&place(sha256)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }

    /// Reads bytes and makes sure that they are those that were kept. None: they are not there.
    async fn get(&self, sha256: &str) -> Result<Option<Bytes>, StoreError> {
        let found = match self.objects.get(&place(sha256)).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        let bytes = found.bytes().await.map_err(failed)?;
        if hex::encode(Sha256::digest(&bytes)) != sha256 {
            return Err(StoreError::Documents(format!("document {sha256} is damaged: restore it from a backup")));
        }
        Ok(Some(bytes))
    }
}

/// Spread over 256 folders, so that none gets too large to list.
fn place(sha256: &str) -> Location {
    let (first, rest) = sha256.split_at_checked(2).unwrap_or((sha256, ""));
    Location::from_iter([first, rest])
}

fn failed(error: object_store::Error) -> StoreError {
    let mut cause: Option<&(dyn Error + 'static)> = Some(&error);
    while let Some(found) = cause {
        match found.downcast_ref::<io::Error>().map(io::Error::kind) {
            Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => return StoreError::DiskFull,
            Some(io::ErrorKind::ReadOnlyFilesystem) => return StoreError::ReadOnly,
            _ => cause = found.source(),
        }
    }
    StoreError::Documents(error.to_string())
}

impl Store {
    /// Keeps a document under the hash of its bytes and gives what an entry refers to it by. It is on disk when this
    /// returns. The same bytes again are kept once.
    ///
    /// # Errors
    /// [`DocumentError::Refused`] with a sentence that says what is accepted.
    pub async fn document_put(&self, name: &str, bytes: Bytes) -> Result<DocumentRef, DocumentError> {
        let media = kind::media(name, &bytes, self.folder().limit)?;
        let sha256 = hex::encode(Sha256::digest(&bytes));
        let length = bytes.len() as u64;
        for _ in 0..TRIES {
            // Said first, so that an erasure that deletes the same bytes is over or does not begin.
            self.document_claim(&sha256, media, length).await?;
            self.folder().put(&sha256, bytes.clone()).await?;
            if self.document_is_kept(&sha256).await? {
                return Ok(DocumentRef { sha256, title: kind::title(name), media: media.to_owned(), bytes: length });
            }
        }
        Err(StoreError::Documents(format!("document {sha256} is being erased: try again")).into())
    }

    async fn document_claim(&self, sha256: &str, media: &'static str, length: u64) -> Result<(), StoreError> {
        let (sha256, now) = (sha256.to_owned(), micros(self.clock().now()));
        self.write(move |connection| {
            Box::pin(async move {
                let claim = "INSERT INTO document (sha256, media, bytes, claimed) VALUES (?, ?, ?, ?) \
                    ON CONFLICT (sha256) DO UPDATE SET claimed = excluded.claimed";
                sqlx::query(claim)
                    .bind(sha256.clone())
                    .bind(media)
                    .bind(i64::try_from(length).unwrap_or(i64::MAX))
                    .bind(now)
                    .execute(&mut *connection)
                    .await?;
                sqlx::query("DELETE FROM document_doomed WHERE sha256 = ?").bind(sha256).execute(connection).await?;
                Ok(())
            })
        })
        .await
    }

    /// Whether no erasure took it away again.
    async fn document_is_kept(&self, sha256: &str) -> Result<bool, StoreError> {
        let row = sqlx::query("SELECT 1 FROM document WHERE sha256 = ?").bind(sha256.to_owned());
        Ok(row.fetch_optional(&mut *self.read().await?).await?.is_some())
    }

    /// A document that an entry of the case refers to; none when there is none, or the actor may not know of the case.
    /// Whether the actor's view shows documents is for the caller to ask.
    ///
    /// # Errors
    /// When the document is lost or damaged, or the database fails.
    pub async fn document_get(&self, actor: &Actor, case: CaseId, sha256: &str) -> Result<Option<Document>, StoreError> {
        let row = sqlx::query(visible!("document_find.sql"))
            .bind(asking_alone(actor))
            .bind(case)
            .bind(sha256.to_owned())
            .fetch_optional(&mut *self.read().await?)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let media = row.try_get(0)?;
        let bytes = self.folder().get(sha256).await?;
        let bytes = bytes.ok_or_else(|| StoreError::Documents(format!("document {sha256} is lost: restore it from a backup")))?;
        Ok(Some(Document { sha256: sha256.to_owned(), media, bytes }))
    }

    /// Reads every document that an entry refers to. Gives a sentence for each that is lost or damaged.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn document_verify(&self, progress: &mut (dyn FnMut(u64, u64) + Send)) -> Result<Vec<String>, StoreError> {
        let (_, faults) = self.documents_faults(&mut |_, done, total| progress(done, total)).await?;
        Ok(faults.iter().map(ToString::to_string).collect())
    }

    /// Reads every document that an entry refers to. Gives how many there are, and what is wrong.
    pub(crate) async fn documents_faults(
        &self,
        progress: &mut (dyn FnMut(&'static str, u64, u64) + Send),
    ) -> Result<(u64, Vec<Fault>), StoreError> {
        let rows = sqlx::query(
            "SELECT case_document.sha256, min(\"case\".reference), min(case_document.seq), document.bytes FROM case_document \
             JOIN \"case\" ON \"case\".id = case_document.case_id \
             LEFT JOIN document ON document.sha256 = case_document.sha256 GROUP BY 1 ORDER BY 2, 3",
        )
        .fetch_all(&mut *self.read().await?)
        .await?;
        let total = rows.len() as u64;
        let mut faults = Vec::new();
        for (done, row) in rows.iter().enumerate() {
            let (sha256, reference, seq): (String, String, u32) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
            let length: Option<i64> = row.try_get(3)?;
            let what = match self.folder().get(&sha256).await {
                Ok(Some(bytes)) => match length {
                    Some(length) if length.unsigned_abs() == bytes.len() as u64 => None,
                    Some(_) => Some(format!("document {sha256} has another length than what is kept of it")),
                    None => Some(format!("nothing is kept of document {sha256}")),
                },
                Ok(None) => Some(format!("document {sha256} is lost")),
                Err(error) => Some(error.to_string()),
            };
            faults.extend(what.map(|what| Fault { about: "Documents", case: Some(reference), entry: Some(seq), what }));
            progress("documents", done as u64 + 1, total);
        }
        let mut connection = self.read().await?;
        if has_column(&mut connection, "document_doomed", "sha256").await? {
            for row in sqlx::query(erasure::WANTED).fetch_all(&mut *connection).await? {
                let sha256: String = row.try_get(0)?;
                let what = format!("document {sha256} was put down to be deleted by a program that is not Redress");
                faults.push(Fault { about: "Documents", case: None, entry: None, what });
            }
        }
        Ok((total, faults))
    }
}
