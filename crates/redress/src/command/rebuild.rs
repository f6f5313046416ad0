//! `redress rebuild`: all derived rows anew from the entries.

use std::process::ExitCode;

use calendar::CalendarSet;
use casework::{Rules, State, derive};
use procedure::Library;
use store::{CaseHead, KeptEntry};

use super::database::Database;
use super::verify::bar;
use crate::files::Where;

/// Make all derived rows anew from the entries, and report any difference.
#[derive(Debug, clap::Args)]
pub(crate) struct Rebuild {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    procedures: Where,
    /// Only report, change nothing
    #[arg(long)]
    dry_run: bool,
}

impl Rebuild {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        let library = self.procedures.library()?;
        let store = self.database.existing().await?;
        let progress = bar("Rebuilding");
        let report = store
            .rebuild(&|head, entries| rows(&library, head, entries), !self.dry_run, &mut |done, total| {
                progress.set_length(total);
                progress.set_position(done);
            })
            .await?;
        progress.finish_and_clear();
        store.close().await;
        if report.differing.is_empty() && report.failed.is_empty() {
            println!("The derived rows of all {} cases equal a rebuild from their entries.", report.cases);
            return Ok(ExitCode::SUCCESS);
        }
        let rows: u64 = report.differing.values().sum();
        if rows > 0 {
            println!("{rows} rows differed{}:", if report.applied { " and were made anew" } else { "; nothing was changed" });
            for (table, count) in &report.differing {
                println!("  {table}: {count}");
            }
            println!("  in {}", report.differing_cases.join(", "));
        }
        for (reference, reason) in &report.failed {
            println!("  ✗ {reference}: {reason}");
        }
        Ok(ExitCode::FAILURE)
    }
}

/// The rows of a case, from its entries as they were kept.
pub(crate) fn rows(library: &Library, head: &CaseHead, kept: &[KeptEntry]) -> Result<casework::Rows, String> {
    let procedure = library.version(&head.procedure, &head.version).ok_or_else(|| {
        format!(
            "{} is run under {} {}, which is not to hand: give its folder with --procedures",
            head.reference, head.procedure, head.version
        )
    })?;
    let zone = calendar::london();
    let rules = Rules::new(procedure, CalendarSet::embedded(), &zone).map_err(|error| error.to_string())?;
    let mut entries = kept
        .iter()
        .map(|kept| {
            server::read_entry(procedure, kept).map_err(|error| format!("{}, entry {}: {error}", head.reference, kept.seq))
        })
        .collect::<Result<Vec<_>, _>>()?;
    casework::put_right(&mut entries);
    let state = State::replay(rules, &entries);
    Ok(derive(rules, &entries, &state))
}
