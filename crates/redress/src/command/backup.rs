//! `redress backup` and `redress restore`: a copy of a record that proves itself, and the way back.

use std::path::PathBuf;
use std::process::ExitCode;

use super::database::{Database, documents};
use super::verify::whole;
use crate::backup::{self, Manifest};

/// Copy a database, which may be in use, with its documents to a new folder, and check the copy.
#[derive(Debug, clap::Args)]
pub(crate) struct Backup {
    /// The folder to make; it must not exist
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
    #[command(flatten)]
    database: Database,
}

/// Put a backup in place as a new database, once it was checked.
#[derive(Debug, clap::Args)]
pub(crate) struct Restore {
    /// The folder that “redress backup” made
    #[arg(long, value_name = "FOLDER")]
    from: PathBuf,
    /// The database file to make; it must not exist
    #[arg(long, value_name = "FILE", env = "REDRESS_DATABASE")]
    database: PathBuf,
    /// Restore it also when the record had faults already as it was backed up
    #[arg(long)]
    with_faults: bool,
}

impl Backup {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        self.database.check()?;
        let part = backup::begin(&self.to, &self.database.documents())?;
        let copied = backup::copy(&self.database.database, &self.database.documents(), &part).await?;
        let database = Database { database: part.path().join(backup::DATABASE) };
        let store = store::Store::open_read_only(&database.database, database.options()).await?;
        let report = whole(&store, None).await;
        store.close().await;
        let manifest = Manifest::of(copied, &report);
        let folder = part.finish(&manifest)?;
        println!(
            "Copied to {}: {} entries of {} cases, {} documents, {} bytes in all. Read back and checked.",
            folder.display(),
            manifest.entries,
            manifest.cases,
            manifest.documents.len(),
            manifest.bytes()
        );
        if report.faults.is_empty() {
            println!("Restore it with: redress restore --from {} --database NEW.db", folder.display());
            return Ok(ExitCode::SUCCESS);
        }
        println!("The copy is as the record is, but the record has {} faults:", report.faults.len());
        for fault in report.faults.iter().take(20) {
            println!("  ✗ {fault}");
        }
        println!("“redress verify” shows all of them.");
        Ok(ExitCode::FAILURE)
    }
}

impl Restore {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        let manifest = backup::read(&self.from)?;
        let part = backup::restore(&self.from, &manifest, &self.database, &documents(&self.database))?;
        let store = store::Store::open_read_only(part.database(), part.options()).await?;
        let report = whole(&store, None).await;
        store.close().await;
        backup::agrees(&manifest, &report)?;
        if !report.faults.is_empty() && !self.with_faults {
            println!("The backup is as it was made, but the record in it has {} faults:", report.faults.len());
            for fault in report.faults.iter().take(20) {
                println!("  ✗ {fault}");
            }
            println!("Nothing was restored. Use an earlier backup, or add --with-faults.");
            return Ok(ExitCode::FAILURE);
        }
        part.finish()?;
        println!(
            "Restored to {}, as it was on {}: {} entries of {} cases, {} documents. All was checked.",
            self.database.display(),
            manifest.made,
            manifest.entries,
            manifest.cases,
            manifest.documents.len()
        );
        println!(
            "Compare it with the heads that you keep elsewhere: redress verify --database {} --head …",
            self.database.display()
        );
        Ok(ExitCode::SUCCESS)
    }
}
