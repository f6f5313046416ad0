//! `redress verify`: whether the record is untouched.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};
use procedure::Library;
use store::{Checks, Fault, KeptProcedure, Store, VerifyReport};

use super::database::Database;
use super::rebuild::rows;
use crate::files::Where;
use crate::heads::{self, Key, Public};

/// How many faults are shown one by one under each heading.
const SHOWN: usize = 20;

/// Check that nothing of the record was altered, removed, reordered or put in.
///
/// Everything is checked: entries and seals, documents, procedures with their letters, people, roles, accounts, sessions, sites, looks,
/// the rows that follow from entries, and the pages of the file. Nothing is changed, so it may run on a copy that cannot be written.
///
/// Ends with 0 when nothing is wrong, with 1 when something is, and with 2 when it could not be checked.
#[derive(Debug, clap::Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    database: Database,
    #[command(flatten)]
    procedures: Where,
    /// A head that was kept elsewhere, or a folder of them: says what was cut off or rewritten since
    #[arg(long = "head", value_name = "FILE", num_args = 1..)]
    heads: Vec<PathBuf>,
    /// The public key that heads must be signed with, as “redress head show” prints it; by default that of the key beside the
    /// database
    #[arg(long, value_name = "KEY")]
    public_key: Option<String>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

/// A progress bar of this project's looks.
pub(crate) fn bar(what: &str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style).with_message(what.to_owned())
}

/// Checks a whole record, with a bar. None for the library: derived rows are not checked.
pub(crate) async fn whole(store: &Store, library: Option<&Library>) -> VerifyReport {
    let progress = bar("Checking");
    let fingerprint = |kept: &KeptProcedure| procedure::fingerprint(&kept.text, &kept.letters);
    let derive = |head: &store::CaseHead, entries: &[store::KeptEntry]| {
        library.map_or_else(|| Err("there are no procedures".to_owned()), |library| rows(library, head, entries))
    };
    let checks = Checks { derive: library.is_some().then_some(&derive), fingerprint: &fingerprint };
    let report = store
        .verify_whole(checks, &mut |part, done, total| {
            progress.set_message(format!("Checking {part}"));
            progress.set_length(total);
            progress.set_position(done);
        })
        .await;
    progress.finish_and_clear();
    report
}

impl Verify {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        let library = self.procedures.library()?;
        let files = heads::files(&self.heads)?;
        let kept = files.iter().map(|file| Kept::read(file)).collect::<anyhow::Result<Vec<_>>>()?;
        let public = match &self.public_key {
            Some(key) => Some(Public::read(key)?),
            None => None,
        };
        let in_use = self.database.is_in_use();
        let store = self.database.read_only().await?;
        let mut report = whole(&store, Some(&library)).await;
        if !in_use && self.database.is_in_use() {
            let note = "A program began to write to the database meanwhile: check it once more.";
            report.notes.push(note.to_owned());
        }
        let public = match (public, Key::existing(&self.database.head_key())) {
            (Some(public), _) => Some(public),
            (None, Some(key)) => store.head().await.ok().map(|head| key.public(&head.record)),
            (None, None) => None,
        };
        compare(&store, kept, public.as_ref(), &mut report).await;
        store.close().await;
        let heads = files.len();
        let untouched = report.faults.is_empty();
        if self.json {
            println!("{}", json(&report, heads));
        } else {
            show(&report, heads);
        }
        Ok(if untouched { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// A file that is a head, or was one before it was altered.
struct Kept {
    name: String,
    read: anyhow::Result<heads::Read>,
}

impl Kept {
    /// Reads a head. A file that never was one is an error: what was meant cannot be checked.
    fn read(file: &Path) -> anyhow::Result<Self> {
        let name = file.display().to_string();
        let text = std::fs::read_to_string(file).with_context(|| format!("cannot check: {name} cannot be read"))?;
        if !heads::looks_like_one(&text) {
            bail!("cannot check: {name} is not a head. Give a file that “redress head write” made, or a folder of them");
        }
        Ok(Self { read: heads::read(&name, &text), name })
    }
}

/// Compares the record with heads that were kept.
async fn compare(store: &Store, files: Vec<Kept>, public: Option<&Public>, report: &mut VerifyReport) {
    let about = "Kept heads";
    let mut fault = |what: String| report.faults.push(Fault { about, case: None, entry: None, what });
    let mut kept = Vec::new();
    let mut unknown = 0;
    for Kept { name, read } in files {
        match read {
            Ok(read) => {
                match public {
                    Some(public) if *public != read.public => fault(format!(
                        "{name}: it is signed with another key ({}). If the key was changed on purpose, give that one with --public-key",
                        read.public
                    )),
                    Some(_) => {}
                    None => unknown += 1,
                }
                kept.push(read.kept);
            }
            Err(error) => fault(format!("{name}: {error:#}")),
        }
    }
    match store.compare_heads(&kept).await {
        Ok(faults) => report.faults.extend(faults),
        Err(error) => fault(format!("the heads cannot be compared: {error}")),
    }
    if unknown > 0 {
        report.notes.push(
            "There is no key beside the database, so it is not known who signed the heads: give the public key with --public-key."
                .to_owned(),
        );
    }
}

fn json(report: &VerifyReport, heads: usize) -> serde_json::Value {
    let faults: Vec<_> =
        report.faults.iter().map(|fault| serde_json::json!({ "about": fault.about, "what": fault.to_string() })).collect();
    serde_json::json!({
        "untouched": report.faults.is_empty(), "entries": report.entries, "cases": report.cases, "seals": report.seals,
        "journal": report.journal, "rows": report.rows, "looks": report.looks, "documents": report.documents,
        "heads": heads, "head": end(report).unwrap_or_default(), "notes": report.notes, "faults": faults,
    })
}

/// The number and the hash of the last seal.
fn end(report: &VerifyReport) -> Option<String> {
    report.head.as_ref().map(|(number, hash)| format!("{number}:{hash}"))
}

fn show(report: &VerifyReport, heads: usize) {
    let faults = &report.faults;
    if faults.is_empty() {
        println!(
            "Untouched: {} entries of {} cases under {} seals, {} documents, {} looks, and {} rows of people, roles, accounts, \
             procedures and the like.",
            report.entries, report.cases, report.seals, report.documents, report.looks, report.rows
        );
        match (heads, end(report)) {
            (0, Some(head)) => println!(
                "The last seal is {head}. Only a head that is kept elsewhere shows whether newer entries were cut off or all was \
                 rewritten: see “redress head --help”."
            ),
            (0, None) => {}
            (heads, _) => println!("It agrees with {heads} kept heads."),
        }
    } else {
        println!("The record was changed: {} faults.", faults.len());
        let mut groups: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for fault in faults {
            groups.entry(fault.about).or_default().push(fault.to_string());
        }
        for (about, faults) in groups {
            println!("\n{about}");
            for fault in faults.iter().take(SHOWN) {
                println!("  ✗ {fault}");
            }
            if let Some(more) = faults.len().checked_sub(SHOWN).filter(|more| *more > 0) {
                println!("  and {more} more: --json shows all of them");
            }
        }
    }
    for note in &report.notes {
        println!("{note}");
    }
}
