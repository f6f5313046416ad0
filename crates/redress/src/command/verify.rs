//! `redress verify`: whether the record is untouched.

use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};

use super::database::Database;

/// How many faults are told one by one.
const SHOWN: usize = 20;

/// Prove that no entry was altered, removed or reordered.
#[derive(Debug, clap::Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    database: Database,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// A progress bar of this project's looks.
pub(crate) fn bar(what: &str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style).with_message(what.to_owned())
}

impl Verify {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        let store = self.database.existing().await?;
        let progress = bar("Verifying");
        let report = store
            .verify(&mut |done, total| {
                progress.set_length(total);
                progress.set_position(done);
            })
            .await?;
        progress.finish_and_clear();
        let lost = store.document_verify(&mut |_, _| {}).await?;
        let mut faults: Vec<String> = report.faults.iter().map(ToString::to_string).collect();
        faults.extend(lost);
        let head = report.head.as_ref().map(|(number, hash)| format!("{number}:{hash}")).unwrap_or_default();
        if self.json {
            println!(
                "{}",
                serde_json::json!({ "untouched": faults.is_empty(), "entries": report.entries, "cases": report.cases, "seals": report.seals, "head": head, "faults": faults })
            );
        } else if faults.is_empty() {
            println!(
                "Untouched: {} entries of {} cases under {} seals, and every document.",
                report.entries, report.cases, report.seals
            );
            if !head.is_empty() {
                println!("The last seal is {head}. Keep it elsewhere: it proves the whole record up to now.");
            }
        } else {
            println!("The record was changed: {} faults.", faults.len());
            for fault in faults.iter().take(SHOWN) {
                println!("  ✗ {fault}");
            }
            if let Some(more) = faults.len().checked_sub(SHOWN).filter(|more| *more > 0) {
                println!("  and {more} more: --json tells all of them");
            }
        }
        store.close().await;
        Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}
