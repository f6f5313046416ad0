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

/// The folders of all versions.
fn folders() -> Vec<std::path::PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures");
    let mut folders = Vec::new();
    for id in std::fs::read_dir(root).unwrap().map(|id| id.unwrap().path()).filter(|id| id.is_dir()) {
        folders.extend(std::fs::read_dir(id).unwrap().map(|version| version.unwrap().path()));
    }
    folders.retain(|folder| folder.join("procedure.md").exists());
    folders.sort();
    folders
}

#[test]
fn a_version_that_shipped_when_cases_were_numbered_keeps_its_fingerprint() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures");
    let procedure = Procedure::read(&sources(&root.join("detention-complaints/2017-02"))).unwrap();
    assert_eq!(procedure.head.reference, "DC/{year}/{code}");
    assert_eq!(procedure.hash, "1492f8cda89856c31467735bcc07c85ab53928265819bd19330061145273dae4");
}

#[test]
fn shipped_procedures_are_read() {
    let mut faults = String::new();
    for folder in folders() {
        if let Err(found) = Procedure::read(&sources(&folder)) {
            faults.push_str(&format!("{}\n{found:#}", folder.display()));
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn shipped_procedures_hold() {
    let mut faults = String::new();
    for folder in folders() {
        if let Ok(procedure) = Procedure::read(&sources(&folder)) {
            let report = procedure::check::check(&procedure);
            assert_eq!(report.holds(), report.faults.is_empty(), "{}", folder.display());
            faults.push_str(&report.faults.text());
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// The contradictions of the detention complaints order that its authors found by reading, each found by the checker.
#[test]
fn the_limits_of_the_order_that_meet_are_found() {
    let order = folders().into_iter().find(|folder| folder.ends_with("detention-complaints/2017-02")).unwrap();
    let procedure = Procedure::read(&sources(&order)).unwrap();
    let report = procedure::check::check(&procedure);
    let told = |title: &str, words: &[&str]| {
        let found = report.findings.iter().any(|one| one.title == title && words.iter().all(|word| one.words.contains(word)));
        assert!(found, "{title} {words:?}\n{:#?}", report.findings);
    };
    told("The longest lawful time", &["Service delivery", "at most 23 working days"]);
    told("The longest lawful time", &["Serious misconduct", "at most 12 weeks"]);
    // Paragraph 36 gives a working day to pass a complaint on, paragraph 46 the same day; the steps of 36 nest in the whole of 46.
    told("Two limits for the same step from the same start", &["“pass-on” (1 working day", "“send-to-hub” (the same day"]);
    told(
        "A limit over a chain of limits",
        &["“hand-over” (3 working days, paragraph 46)", "“log” 2 working days", "the same day"],
    );
    // Twelve weeks from receipt in paragraph 36, from allocation in paragraph 49.
    told(
        "The same time from two starts",
        &["“respond-serious” (12 weeks, paragraph 36)", "“respond-after-allocation” (12 weeks"],
    );
    // Two working days from allocation in paragraph 36, from receipt in paragraph 48.
    told(
        "Two readings, of which one was chosen",
        &["“acknowledge-from-receipt” (2 working days", "“acknowledge” (2 working days"],
    );
    // A target date at logging, and a clock that starts with the allocation.
    told("A date that is set twice", &["“respond”", "Complaint logged", "Complaint allocated"]);
}

#[test]
fn shipped_procedures_hang_together() {
    let mut files = Vec::new();
    for folder in folders() {
        let sources = sources(&folder);
        let names: Vec<_> = folder.iter().rev().take(2).map(|name| name.to_string_lossy().into_owned()).collect();
        let path = format!("{}/{}", names[1], names[0]);
        files.extend(sources.letters.into_iter().map(|(name, text)| (format!("{path}/letters/{name}"), text)));
        files.push((format!("{path}/procedure.md"), sources.text));
    }
    let library = procedure::Library::read(files).unwrap_or_else(|faults| panic!("{faults:#}"));
    let loose = library.loose_ends();
    assert!(loose.is_empty(), "{loose:#}");
}
