//! The engine holds no word of any procedure: no role, stage, step or fact of any of them stands in its code.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that fails says so"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path, ending: &str, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, all);
        } else if path.extension().is_some_and(|extension| extension == ending) {
            all.push(path);
        }
    }
}

/// Whether a line says a name as a word of its own.
fn says(line: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    line.match_indices(name).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + name.len()..].chars().next();
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

#[test]
fn no_file_of_the_engine_names_what_a_procedure_defines() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut documents = Vec::new();
    files(&root.join("procedures"), "md", &mut documents);
    let mut names = BTreeSet::new();
    for document in documents.iter().filter(|path| path.ends_with("procedure.md")) {
        for line in fs::read_to_string(document).unwrap().lines() {
            for kind in [
                "role", "fact", "setting", "table", "stage", "step", "duty", "hold", "notice", "view", "letter", "mark", "report",
            ] {
                if let Some(name) = line.strip_prefix(&format!("[{kind}.")).and_then(|rest| rest.strip_suffix(']')) {
                    // One word alone may be anybody's word; several joined by hyphens are a procedure's own.
                    if name.contains('-') {
                        names.insert(name.to_owned());
                    }
                }
            }
        }
    }
    assert!(names.len() > 50, "{} names", names.len());
    let mut found = Vec::new();
    for name in ["calendar", "procedure", "casework", "store", "sheets", "letters", "server"] {
        let mut sources = Vec::new();
        for (folder, ending) in [("src", "rs"), ("templates", "html"), ("sql", "sql")] {
            let folder = root.join("crates").join(name).join(folder);
            if folder.is_dir() {
                files(&folder, ending, &mut sources);
            }
        }
        for source in sources.iter().filter(|path| !path.to_string_lossy().contains("/pages/samples")) {
            let text = fs::read_to_string(source).unwrap();
            // Tests of a module may use examples.
            let text = text.split("#[cfg(test)]").next().unwrap_or(&text);
            for (number, line) in text.lines().enumerate() {
                if ["//", "--", "{#"].iter().any(|comment| line.trim_start().starts_with(comment)) {
                    continue;
                }
                found.extend(
                    names
                        .iter()
                        .filter(|name| says(line, name))
                        .map(|name| format!("{}:{}: {name}", source.display(), number + 1)),
                );
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
