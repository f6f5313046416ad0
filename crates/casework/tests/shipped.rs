//! Every scenario of every procedure that ships passes.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that fails says so"
)]

use std::fs;
use std::path::Path;

use calendar::CalendarSet;
use casework::scenario;
use procedure::{Procedure, Sources};

#[test]
fn every_scenario_of_every_shipped_procedure_passes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures");
    let mut ran = 0;
    let mut failures = Vec::new();
    for id in fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        for version in fs::read_dir(&id).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
            let text = |path: &Path| fs::read_to_string(path).unwrap();
            let files = |folder: &str| -> Vec<std::path::PathBuf> {
                fs::read_dir(version.join(folder)).map(|all| all.map(|entry| entry.unwrap().path()).collect()).unwrap_or_default()
            };
            let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
            let sources = Sources {
                path: version.join("procedure.md").display().to_string(),
                text: text(&version.join("procedure.md")),
                letters: files("letters").iter().map(|path| (name(path), text(path))).collect(),
            };
            let procedure = Procedure::read(&sources).unwrap_or_else(|faults| panic!("{faults}"));
            for path in files("scenarios") {
                for outcome in scenario::run(&procedure, CalendarSet::embedded(), &text(&path))
                    .unwrap_or_else(|why| panic!("{}: {why}", path.display()))
                {
                    ran += 1;
                    if let Some(failure) = outcome.failure {
                        failures.push(format!(
                            "{}:{}: {}\n  {}\n  {}",
                            name(&path),
                            failure.line,
                            outcome.scenario,
                            failure.step,
                            failure.why
                        ));
                    }
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} of {ran} scenarios failed:\n{}", failures.len(), failures.join("\n"));
    assert!(ran > 20, "only {ran} scenarios ran");
}
