//! `redress procedure`: what procedures there are, what they say, whether they hold, and what their scenarios show.

mod diff;
mod explain;
mod new;
mod schema;

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::bail;
use calendar::CalendarSet;
use clap::Subcommand;
use procedure::{Faults, Library, check::check};
use rayon::prelude::*;

use crate::files::Where;

/// What to do with procedures.
#[derive(Debug, Subcommand)]
pub(crate) enum Procedure {
    /// List the procedures and their versions
    List(#[command(flatten)] Where),
    /// Show the document of a procedure
    Show(One),
    /// Prove that a procedure can be run: all faults at once
    Check(Some_),
    /// Run the scenarios of a procedure
    Test(Some_),
    /// Say in plain words what each paragraph makes Redress do
    Explain(explain::Explain),
    /// Say in plain words what changed from one version to another
    Diff(diff::Diff),
    /// Start a procedure from a template
    New(new::New),
    /// Print the JSON Schema of the rules, for editors
    Schema(schema::Schema),
}

/// One procedure.
#[derive(Debug, clap::Args)]
pub(crate) struct One {
    /// The procedure's id
    id: String,
    /// Its version; without it, the latest
    #[arg(long)]
    version: Option<String>,
    #[command(flatten)]
    from: Where,
}

/// One procedure, or all.
#[derive(Debug, clap::Args)]
pub(crate) struct Some_ {
    /// The procedure's id; without it, all
    id: Option<String>,
    #[command(flatten)]
    from: Where,
}

impl Procedure {
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::List(from) => list(&from),
            Self::Show(one) => {
                let library = one.from.library()?;
                print!("{}", one.find(&library)?.text);
                Ok(ExitCode::SUCCESS)
            }
            Self::Explain(explain) => explain.run(),
            Self::Check(some) => check_all(&some),
            Self::Test(some) => test_all(&some),
            Self::Diff(diff) => diff.run(),
            Self::New(new) => new.run(),
            Self::Schema(schema) => schema.run(),
        }
    }
}

impl One {
    fn find(&self, library: &Library) -> anyhow::Result<Arc<procedure::Procedure>> {
        let found = match &self.version {
            Some(version) => library.version(&self.id, version),
            None => library.latest(&self.id),
        };
        match found {
            Some(found) => Ok(found.clone()),
            None => bail!(
                "there is no procedure “{}”{}: there are {}",
                self.id,
                self.version.as_ref().map_or_else(String::new, |version| format!(" with a version “{version}”")),
                names(library)
            ),
        }
    }
}

/// That there is no procedure of this id, and which there are.
fn no_procedure(id: &str, library: &Library) -> String {
    format!("there is no procedure “{id}”: there are {}", names(library))
}

fn names(library: &Library) -> String {
    library.ids().map(|id| id.to_string()).collect::<Vec<_>>().join(", ")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn list(from: &Where) -> anyhow::Result<ExitCode> {
    let library = from.library()?;
    for id in library.ids() {
        for found in library.versions(id) {
            let until = found.head.until.map_or_else(String::new, |until| format!(" to {}", calendar::long_date(until)));
            println!(
                "{:<28} {:<10} {} (from {}{until})",
                found.head.id,
                found.head.version,
                found.head.title,
                calendar::long_date(found.head.from)
            );
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Faults with the lines they are about.
pub(crate) fn report(faults: &Faults) -> String {
    let mut text = String::new();
    let handler = miette::GraphicalReportHandler::new_themed(if std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        miette::GraphicalTheme::unicode()
    } else {
        miette::GraphicalTheme::unicode_nocolor()
    });
    match handler.render_report(&mut text, faults) {
        Ok(()) => text,
        Err(_) => faults.to_string(),
    }
}

fn check_all(some: &Some_) -> anyhow::Result<ExitCode> {
    let library = match Library::read(some.from.files()?) {
        Ok(library) => library,
        Err(faults) => {
            eprintln!("{}", report(&faults));
            return Ok(ExitCode::FAILURE);
        }
    };
    let chosen = chosen(some, &library)?;
    let all: Vec<_> = chosen.iter().flat_map(|id| library.versions(id)).collect();
    // A few take nearly all of the time: they are proved side by side, and told in order.
    let prove = |found: &&Arc<procedure::Procedure>| {
        (check(found), strange_names(found, library.scenarios(&found.head.id, &found.head.version)))
    };
    let (loose, reports): (_, Vec<_>) =
        rayon::join(|| some.id.is_none().then(|| library.loose_ends()), || all.par_iter().with_max_len(1).map(prove).collect());
    let mut failed = false;
    if let Some(loose) = loose {
        if !loose.is_empty() {
            failed = true;
            eprintln!("{}", report(&loose));
        }
        for finding in library.findings() {
            println!("{}: {}", finding.title, finding.words);
        }
    }
    for (found, (report_of, strange)) in all.into_iter().zip(reports) {
        println!("{} {}", found.head.id, found.head.version);
        for proof in &report_of.proofs {
            println!("  {} {}", if proof.holds { "✓" } else { "✗" }, proof.words);
        }
        for finding in &report_of.findings {
            println!("  · {}: {}", finding.title, finding.words);
        }
        if !report_of.faults.is_empty() {
            failed = true;
            eprintln!("{}", report(&report_of.faults));
        }
        failed |= report_of.proofs.iter().any(|proof| !proof.holds);
        failed |= !strange.is_empty();
        for line in strange {
            eprintln!("  ✗ {line}");
        }
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The names that scenarios use and the procedure does not have, each with where it stands.
fn strange_names(procedure: &procedure::Procedure, scenarios: &[(String, String)]) -> Vec<String> {
    let mut strange = Vec::new();
    for (file, text) in scenarios {
        let place = format!("{}/{}/scenarios/{file}", procedure.head.id, procedure.head.version);
        match casework::scenario_names::unknown_names(procedure, text) {
            Ok(unknown) => strange.extend(unknown.into_iter().map(|name| format!("{place}:{}: {name}", name.line))),
            Err(why) => strange.push(format!("{place}: {why}")),
        }
    }
    strange
}

fn chosen(some: &Some_, library: &Library) -> anyhow::Result<Vec<String>> {
    match &some.id {
        None => Ok(library.ids().map(|id| id.to_string()).collect()),
        Some(id) if library.latest(id).is_some() => Ok(vec![id.clone()]),
        Some(id) => bail!("{}", no_procedure(id, library)),
    }
}

fn test_all(some: &Some_) -> anyhow::Result<ExitCode> {
    let library = some.from.library()?;
    let (mut passed, mut failed) = (0u32, 0u32);
    for id in chosen(some, &library)? {
        for found in library.versions(&id) {
            for (name, text) in library.scenarios(&id, &found.head.version) {
                let outcomes = casework::scenario::run(found, CalendarSet::embedded(), text)
                    .map_err(|why| anyhow::anyhow!("{id}/{name}: {why}"))?;
                for outcome in outcomes {
                    match outcome.failure {
                        None => passed += 1,
                        Some(failure) => {
                            failed += 1;
                            println!(
                                "✗ {}\n    {id}/{}/scenarios/{name}:{}\n    {}\n    {}\n",
                                outcome.scenario, found.head.version, failure.line, failure.step, failure.why
                            );
                        }
                    }
                }
            }
        }
    }
    println!("{passed} passed, {failed} failed");
    if passed + failed == 0 {
        bail!("there is no scenario: write some in the folder “scenarios” beside procedure.md");
    }
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
