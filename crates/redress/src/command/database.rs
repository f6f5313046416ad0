//! Which database a command works on.

use std::path::{Path, PathBuf};

use anyhow::bail;
use store::{OpenOptions, Store};

/// Where a database and its documents are.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Database {
    /// The database file
    #[arg(long, value_name = "FILE", default_value = "redress.db", env = "REDRESS_DATABASE")]
    pub(crate) database: PathBuf,
}

/// The folder of documents beside a database.
pub(crate) fn documents(database: &Path) -> PathBuf {
    database.with_extension("documents")
}

impl Database {
    /// The folder of documents beside the database.
    pub(crate) fn documents(&self) -> PathBuf {
        documents(&self.database)
    }

    /// The file of the key that heads are signed with.
    pub(crate) fn head_key(&self) -> PathBuf {
        self.database.with_extension("head-key")
    }

    /// How it is opened.
    pub(crate) fn options(&self) -> OpenOptions {
        OpenOptions { documents: Some(self.documents()), ..OpenOptions::default() }
    }

    /// Makes sure that the database exists.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        if !self.database.exists() {
            bail!("there is no database {}: give its place with --database", self.database.display());
        }
        Ok(())
    }

    /// Opens an existing database.
    pub(crate) async fn existing(&self) -> anyhow::Result<Store> {
        self.check()?;
        Ok(Store::open(&self.database, self.options()).await?)
    }

    /// Opens an existing database to be read: nothing of it is changed, not even its layout.
    pub(crate) async fn read_only(&self) -> anyhow::Result<Store> {
        self.check()?;
        Ok(Store::open_read_only(&self.database, self.options()).await?)
    }

    /// Whether a program that writes has it open, as far as that shows.
    pub(crate) fn is_in_use(&self) -> bool {
        let mut log = self.database.as_os_str().to_owned();
        log.push("-wal");
        Path::new(&log).exists()
    }
}
