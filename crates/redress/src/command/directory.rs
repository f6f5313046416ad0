//! `redress directory`: people, organisations, sites and accounts.

use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Subcommand;

use super::database::Database;
use crate::directory::Document;

/// What to do with the directory.
#[derive(Debug, Subcommand)]
pub(crate) enum DirectoryCommand {
    /// Add the organisations, sites, people and roles of a TOML file
    Import(Import),
    /// Set the password of an account, read from standard input
    Password(Password),
}

/// Add what a file holds.
#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    /// The file; docs/guide/setting-up.md shows one
    file: PathBuf,
    #[command(flatten)]
    database: Database,
}

/// Set a password.
#[derive(Debug, clap::Args)]
pub(crate) struct Password {
    /// The account's user name
    username: String,
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
                if !import.database.database.exists() {
                    println!("Starting a new database: {}", import.database.database.display());
                }
                let store = store::Store::open(&import.database.database, import.database.options()).await?;
                let added = document.add(&store).await?;
                store.close().await;
                println!("Added {} organisations, {} sites and {} people.", added.organisations, added.sites, added.people);
            }
            Self::Password(password) => {
                let store = password.database.existing().await?;
                let mut new = String::new();
                std::io::stdin().read_to_string(&mut new)?;
                let new = new.trim_end_matches(['\r', '\n']);
                if new.chars().count() < 10 {
                    bail!("a password has at least 10 characters");
                }
                if !store.account_change(&password.username, Some(server::password_hash(new)?), false).await? {
                    bail!("there is no account “{}”", password.username);
                }
                store.close().await;
                println!("The password of {} is set.", password.username);
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
