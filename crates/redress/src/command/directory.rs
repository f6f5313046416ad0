//! `redress directory`: people, organisations and sites.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Subcommand;

use super::database::Database;
use crate::directory::Document;

/// What to do with the directory.
#[derive(Debug, Subcommand)]
pub(crate) enum DirectoryCommand {
    /// Add the organisations, sites, people and roles of a TOML file
    Import(Import),
}

/// Add what a file holds.
#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    /// The file; docs/guide/setting-up.md shows one
    file: PathBuf,
    #[command(flatten)]
    database: Database,
}

impl DirectoryCommand {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Import(import) => {
                let text =
                    std::fs::read_to_string(&import.file).with_context(|| format!("cannot read {}", import.file.display()))?;
                let document = Document::read(&text)?;
                document.check_passwords()?;
                if !import.database.database.exists() {
                    println!("Starting a new database: {}", import.database.database.display());
                }
                let store = store::Store::open(&import.database.database, import.database.options()).await?;
                let added = document.add(&store, false).await?;
                store.close().await;
                println!("Added {} organisations, {} sites and {} people.", added.organisations, added.sites, added.people);
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
