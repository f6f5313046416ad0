//! Which database a command works on.

use std::path::PathBuf;

use anyhow::bail;
use store::{OpenOptions, Store};

/// Where a database and its documents are.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Database {
    /// The database file
    #[arg(long, value_name = "FILE", default_value = "redress.db", env = "REDRESS_DATABASE")]
    pub(crate) database: PathBuf,
}

impl Database {
    /// The folder of documents beside the database.
    pub(crate) fn documents(&self) -> PathBuf {
        self.database.with_extension("documents")
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
}
