//! `redress documents`: the folder of documents.

use std::process::ExitCode;

use clap::Subcommand;

use super::database::Database;

/// What to do with the folder of documents.
#[derive(Debug, Subcommand)]
pub(crate) enum DocumentsCommand {
    /// Delete what belongs to no case and was sent more than a day ago; a server does this each day
    Sweep(Sweep),
}

/// Delete what is left over.
#[derive(Debug, clap::Args)]
pub(crate) struct Sweep {
    #[command(flatten)]
    database: Database,
    /// Only say what would be deleted
    #[arg(long)]
    dry_run: bool,
}

impl DocumentsCommand {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        let Self::Sweep(Sweep { database, dry_run }) = self;
        let store = database.existing().await?;
        let left = store.documents_sweep(store.clock().now(), !dry_run).await?;
        store.close().await;
        for (sha256, bytes) in &left.documents {
            println!("  {sha256}: {bytes} bytes, belongs to no case");
        }
        for path in &left.unfinished {
            println!("  {}: was never finished", path.display());
        }
        let what = format!("{} documents and {} unfinished files", left.documents.len(), left.unfinished.len());
        println!("{}: {what}.", if dry_run { "Would delete" } else { "Deleted" });
        if left.unknown > 0 {
            println!(
                "The database knows nothing of {} more files. They are left alone: they may belong to a later copy of it.",
                left.unknown
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}
