//! The procedures that the project ships are read without faults.

use std::collections::BTreeMap;
use std::path::Path;

use procedure::{Procedure, Sources};

/// Reads a procedure's folder.
#[expect(clippy::disallowed_methods, reason = "tests read the documents that they test")]
fn sources(folder: &Path) -> Sources {
    let mut letters = BTreeMap::new();
    if let Ok(files) = std::fs::read_dir(folder.join("letters")) {
        for file in files {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            letters.insert(name, std::fs::read_to_string(&path).unwrap());
        }
    }
    let path = folder.join("procedure.md");
    Sources { text: std::fs::read_to_string(&path).unwrap(), path: "procedure.md".to_owned(), letters }
}

#[test]
fn shipped_procedures_are_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures");
    let mut faults = String::new();
    for id in std::fs::read_dir(root).unwrap() {
        for version in std::fs::read_dir(id.unwrap().path()).unwrap() {
            let folder = version.unwrap().path();
            if folder.join("procedure.md").exists()
                && let Err(found) = Procedure::read(&sources(&folder))
            {
                faults.push_str(&format!("{}\n{found:#}", folder.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn shipped_procedures_hold() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures");
    for id in std::fs::read_dir(root).unwrap() {
        for version in std::fs::read_dir(id.unwrap().path()).unwrap() {
            let folder = version.unwrap().path();
            if let Ok(procedure) = Procedure::read(&sources(&folder)) {
                let report = procedure::check::check(&procedure);
                assert!(report.holds(), "{}\n{:#?}\n{:#}", folder.display(), report.proofs, report.faults);
            }
        }
    }
}
