//! `redress clock`: when the clock of the server is in doubt.

use std::process::ExitCode;

use clap::Subcommand;
use store::{OpenOptions, Store};

use super::database::Database;

/// What to do about the clock.
#[derive(Debug, Subcommand)]
pub(crate) enum ClockCommand {
    /// Say that the clock of this machine is right, although it does not go with when something was last written
    Accept(Accept),
}

/// Say that the clock is right.
#[derive(Debug, clap::Args)]
pub(crate) struct Accept {
    #[command(flatten)]
    database: Database,
}

impl ClockCommand {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        let Self::Accept(Accept { database }) = self;
        database.check()?;
        let store = Store::open(&database.database, OpenOptions { accept_clock: true, ..database.options() }).await?;
        let now = store.clock().now();
        store.close().await;
        println!("The clock is taken as right: it is {now:.0}. A server that runs over this database goes on with it.");
        Ok(ExitCode::SUCCESS)
    }
}
