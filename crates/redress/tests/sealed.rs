//! The whole of a case, for any reader, is reached only where it is judged, kept and composed: never by what draws a page.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test that fails says so")]

use std::path::Path;

/// The files that may reach all of a case, and why.
const MAY: &[&str] = &[
    "act.rs",            // acts without a page
    "desk/seen.rs",      // cuts it
    "keep.rs",           // keeps it
    "registers.rs",      // its tests
    "routes/letter.rs",  // composes letters from it, with what is hidden withheld
    "routes/reports.rs", // narrows by facts that it asked the sight for
    "routes/step.rs",    // judges a step, and asks what it calls for
    "routes/testing/mod.rs",
    "routes/version.rs", // reads it under another version
];

#[test]
fn only_what_judges_or_keeps_a_case_reaches_all_of_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/src");
    let mut open = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && std::fs::read_to_string(&path).unwrap().contains("whole()")
            {
                found.push(path.strip_prefix(&root).unwrap().to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    let outside: Vec<&String> = found.iter().filter(|file| !MAY.contains(&file.as_str())).collect();
    assert!(outside.is_empty(), "{outside:?} reach all of a case. Take what its reader may see from the desk instead.");
}
