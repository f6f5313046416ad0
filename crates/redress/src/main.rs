//! The command line of Redress, and its only binary.

mod backup;
mod command;
mod demo;
mod directory;
mod files;
mod heads;

use clap::{Parser, Subcommand};

/// Complaints handling to the letter of the procedure.
#[derive(Debug, Parser)]
#[command(name = "redress", version, about, long_about = None)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages
    Serve(command::serve::Serve),
    /// Fill a demonstration database with a year of made-up complaints, and serve it
    Demo(demo::Demo),
    /// Say when a time limit ends, and show every day counted and skipped
    Deadline(command::deadline::Deadline),
    /// Read, check, test and explain procedures
    #[command(subcommand)]
    Procedure(command::procedure::Procedure),
    /// Run a procedure over made-up cases and staff, to see where its limits break
    Simulate(command::simulate::Simulate),
    /// Read a sheet (XLSX or CSV) into a register
    Import(command::import::Import),
    /// Check that nothing of the record was altered, removed, reordered or put in
    Verify(command::verify::Verify),
    /// Copy a database, which may be in use, with its documents, and check the copy
    Backup(command::backup::Backup),
    /// Put a backup in place as a new database, once it was checked
    Restore(command::backup::Restore),
    /// Where the record ends, signed, to be kept elsewhere
    #[command(subcommand)]
    Head(command::head::HeadCommand),
    /// Make all derived rows anew from the entries, and report any difference
    Rebuild(command::rebuild::Rebuild),
    /// When the clock of the server is in doubt
    #[command(subcommand)]
    Clock(command::clock::ClockCommand),
    /// The folder of documents
    #[command(subcommand)]
    Documents(command::documents::DocumentsCommand),
    /// People, organisations and sites
    #[command(subcommand)]
    Directory(command::directory::DirectoryCommand),
    /// Who can sign in, what they tried, and where they are signed in
    #[command(subcommand)]
    Account(command::account::AccountCommand),
}

fn main() -> std::process::ExitCode {
    let cli = Cli::parse();
    // Whatever this program writes is for the account that runs it, and nobody else.
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    let done = match cli.command {
        Command::Serve(serve) => run(serve.run()),
        Command::Demo(demo) => run(demo.run()),
        Command::Deadline(deadline) => deadline.run(),
        Command::Procedure(procedure) => procedure.run(),
        Command::Simulate(simulate) => simulate.run(),
        Command::Import(import) => run(import.run()),
        Command::Verify(verify) => run(verify.run()),
        Command::Backup(backup) => run(backup.run()),
        Command::Restore(restore) => run(restore.run()),
        Command::Head(head) => run(head.run()),
        Command::Rebuild(rebuild) => run(rebuild.run()),
        Command::Clock(clock) => run(clock.run()),
        Command::Documents(documents) => run(documents.run()),
        Command::Directory(directory) => run(directory.run()),
        Command::Account(account) => run(account.run()),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("redress: {error:#}");
            std::process::ExitCode::from(2)
        }
    }
}

fn run(work: impl Future<Output = anyhow::Result<std::process::ExitCode>>) -> anyhow::Result<std::process::ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done = runtime.block_on(work);
    // What is acknowledged is on disk by now. Work that nobody waits for any more, such as a proof or a large file, ends with the
    // process, however long it would take.
    runtime.shutdown_background();
    done
}
