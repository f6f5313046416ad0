//! Every requirement of the five source documents is accounted for in `docs/coverage.md`, truthfully: the scenarios that it
//! names are there, and what scenarios are tagged with is a requirement.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that fails says so"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn features(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            features(&path, all);
        } else if path.extension().is_some_and(|extension| extension == "feature") {
            all.push(path);
        }
    }
}

/// The titles of all scenarios with their tags, and all tags with where they stand.
fn scenarios() -> (BTreeMap<String, BTreeSet<String>>, BTreeMap<String, String>) {
    let mut files = Vec::new();
    features(&root().join("procedures"), &mut files);
    let (mut titles, mut tags): (BTreeMap<String, BTreeSet<String>>, _) = (BTreeMap::new(), BTreeMap::new());
    for file in files {
        let (mut of_all, mut of_next) = (BTreeSet::new(), BTreeSet::new());
        for line in fs::read_to_string(&file).unwrap().lines().map(str::trim) {
            if line.starts_with('@') {
                let all = line.split_whitespace().map(|tag| tag.trim_start_matches('@').to_owned());
                of_next.extend(all.inspect(|tag| {
                    tags.insert(tag.clone(), file.display().to_string());
                }));
            } else if line.starts_with("Feature") {
                of_all = std::mem::take(&mut of_next);
            } else if let Some((_, title)) = line.split_once(':').filter(|(kind, _)| kind.starts_with("Scenario")) {
                let own = titles.entry(title.trim().to_owned()).or_default();
                own.extend(std::mem::take(&mut of_next));
                own.extend(of_all.iter().cloned());
            }
        }
    }
    (titles, tags)
}

/// How the requirements of each document begin, and X for readings of what the documents leave open; with how many there are.
const KNOWN: [(&str, usize); 6] = [("DSO-", 258), ("HMIP-", 65), ("LUT-", 132), ("SIP-", 34), ("IAP-", 35), ("X-", 71)];

struct Row {
    id: String,
    carried: String,
    shown: Vec<String>,
}

fn rows() -> Vec<Row> {
    let text = fs::read_to_string(root().join("docs/coverage.md")).unwrap();
    text.lines()
        .filter(|line| KNOWN.iter().any(|(start, _)| line.starts_with(&format!("| {start}"))))
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
            let (id, _) = cells[0].split_once(':').unwrap_or_else(|| panic!("no gist: {line}"));
            Row {
                id: id.to_owned(),
                carried: cells[1].to_owned(),
                shown: cells[2].split(';').map(|title| title.trim().trim_end_matches('|').trim().to_owned()).collect(),
            }
        })
        .collect()
}

#[test]
fn every_requirement_stands_there_once_and_says_where_it_is_carried_out() {
    let rows = rows();
    for (start, many) in KNOWN {
        assert_eq!(rows.iter().filter(|row| row.id.starts_with(start)).count(), many, "{start}");
    }
    let ids: BTreeSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids.len(), rows.len(), "a requirement stands there twice");
    let empty: Vec<&str> = rows.iter().filter(|row| row.carried.len() < 4).map(|row| row.id.as_str()).collect();
    assert!(empty.is_empty(), "nothing carries these out: {empty:?}");
}

#[test]
fn every_scenario_that_it_names_is_there() {
    let (titles, _) = scenarios();
    let mut missing = Vec::new();
    for row in rows() {
        let excused = row.carried.contains("asks nothing") || row.shown.iter().any(|shown| shown.starts_with("asks nothing"));
        if excused {
            continue;
        }
        let named: Vec<&String> = row.shown.iter().filter(|title| titles.contains_key(*title)).collect();
        // Besides scenarios a row may name a test of the code, or say in words what shows it.
        let other = row.shown.iter().any(|shown| shown.contains("`"));
        if named.is_empty() && !other {
            missing.push(format!("{}: {}", row.id, row.shown.join("; ")));
        }
    }
    assert!(missing.is_empty(), "{} requirements name no scenario that there is:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn every_scenario_that_it_names_is_tagged_with_the_requirement() {
    let (titles, _) = scenarios();
    let mut untagged = Vec::new();
    for row in rows() {
        let other = row.shown.iter().filter(|title| titles.get(*title).is_some_and(|tags| !tags.contains(&row.id)));
        untagged.extend(other.map(|title| format!("{}: {title}", row.id)));
    }
    assert!(untagged.is_empty(), "these lack the tag:\n{}", untagged.join("\n"));
}

#[test]
fn every_tag_of_a_scenario_is_a_requirement() {
    let (_, tags) = scenarios();
    let ids: BTreeSet<String> = rows().into_iter().map(|row| row.id).collect();
    let strange: Vec<String> = tags
        .iter()
        .filter(|(tag, _)| KNOWN.iter().any(|(start, _)| tag.starts_with(start)) && !ids.contains(*tag))
        .map(|(tag, file)| format!("{tag} in {file}"))
        .collect();
    assert!(strange.is_empty(), "no requirement is called so: {}", strange.join(", "));
    assert!(tags.len() > 300, "only {} tags", tags.len());
}
