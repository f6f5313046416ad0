//! `redress head`: where the record ends, signed, to be kept elsewhere.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Subcommand;
use jiff::Timestamp;
use store::Store;

use super::database::Database;
use crate::heads::{self, Key};

/// How often the server looks whether a head is due.
const LOOK: Duration = Duration::from_secs(600);

/// Where the record ends, signed, to be kept elsewhere.
#[derive(Debug, Subcommand)]
pub(crate) enum HeadCommand {
    /// Print the public key that heads are signed with, and the last head, and change nothing
    Show(Show),
    /// Write a head to a folder
    Write(Write),
}

/// Print the public key and the last head.
#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    #[command(flatten)]
    database: Database,
    /// The file of the key; by default beside the database, with the ending .head-key
    #[arg(long, value_name = "FILE", env = "REDRESS_HEAD_KEY")]
    head_key: Option<PathBuf>,
}

/// Write a head to a folder.
#[derive(Debug, clap::Args)]
pub(crate) struct Write {
    #[command(flatten)]
    database: Database,
    /// The folder
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
    /// The file of the key; by default beside the database, with the ending .head-key. It is made when it does not exist
    #[arg(long, value_name = "FILE", env = "REDRESS_HEAD_KEY")]
    head_key: Option<PathBuf>,
}

impl HeadCommand {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Show(show) => {
                let store = show.database.read_only().await?;
                let file = show.head_key.unwrap_or_else(|| show.database.head_key());
                let Some(key) = Key::existing(&file) else {
                    anyhow::bail!(
                        "there is no key {}: “redress head write” or “redress serve --heads” makes one",
                        file.display()
                    );
                };
                let head = store.head().await?;
                println!("The public key that heads are signed with:\n{}\n", key.public(&head.record));
                print!("{}", heads::text(&head, &key, Timestamp::now()));
                store.close().await;
            }
            Self::Write(write) => {
                let store = write.database.existing().await?;
                let key = Key::of(&write.head_key.unwrap_or_else(|| write.database.head_key()))?;
                let now = Timestamp::now();
                let head = store.head_seal().await?;
                let file = heads::keep(&write.to, &head, &heads::text(&head, &key, now), now)?;
                println!("The head is in {}. Keep it on another machine.", file.display());
                store.close().await;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Where a server puts a head each day.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Daily {
    /// Write a signed head of the record to this folder each day
    #[arg(long, value_name = "FOLDER", env = "REDRESS_HEADS")]
    heads: Option<PathBuf>,
    /// Give a signed head of the record to this command each day, on its standard input
    #[arg(long, value_name = "COMMAND", env = "REDRESS_HEAD_COMMAND")]
    head_command: Option<String>,
    /// The file of the key that heads are signed with; by default beside the database, with the ending .head-key. It is made when
    /// it does not exist
    #[arg(long, value_name = "FILE", env = "REDRESS_HEAD_KEY")]
    head_key: Option<PathBuf>,
}

impl Daily {
    /// Begins to write heads, if that is asked for: one at once, unless there is one of today, and then one each day. What cannot
    /// be written is said on standard error and tried again.
    ///
    /// # Errors
    /// When the key cannot be had.
    pub(crate) fn begin(self, store: Store, database: &Database) -> anyhow::Result<()> {
        if self.heads.is_none() && self.head_command.is_none() {
            return Ok(());
        }
        let key = Key::of(&self.head_key.clone().unwrap_or_else(|| database.head_key()))?;
        tokio::spawn(async move {
            let mut sent = String::new();
            loop {
                let now = store.clock().now();
                if let Err(error) = self.once(&store, &key, now, &mut sent).await {
                    tracing::error!("the head of the record could not be kept: {error:#}. It is tried again");
                }
                tokio::time::sleep(LOOK).await;
            }
        });
        Ok(())
    }

    /// Writes a head where there is none of today.
    async fn once(&self, store: &Store, key: &Key, now: Timestamp, sent: &mut String) -> anyhow::Result<()> {
        let today = now.strftime("%Y-%m-%d").to_string();
        let folder = self.heads.as_deref().filter(|folder| !heads::has_todays(folder, now));
        let command = self.head_command.clone().filter(|_| *sent != today);
        if folder.is_none() && command.is_none() {
            return Ok(());
        }
        let head = store.head_seal().await?;
        let text = heads::text(&head, key, now);
        if let Some(folder) = folder {
            heads::keep(folder, &head, &text, now)?;
        }
        if let Some(command) = command {
            tokio::task::spawn_blocking(move || heads::send(&command, &text)).await??;
            *sent = today;
        }
        Ok(())
    }
}
