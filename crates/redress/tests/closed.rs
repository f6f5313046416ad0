//! A form for a step that is closed to somebody is refused as its page is, whatever is typed, for every step as everyone.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that fails says so"
)]

mod common;

use std::collections::BTreeMap;
use std::path::Path;

use common::{Client, Demo, PEOPLE, cases};

/// The names of the steps of a procedure, and the facts that name people.
struct Asked {
    steps: Vec<String>,
    people: Vec<String>,
}

fn asked(procedure: &str) -> Asked {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures").join(procedure).join("procedure.md");
    let text = std::fs::read_to_string(path).unwrap();
    let mut asked = Asked { steps: Vec::new(), people: Vec::new() };
    let mut fact = None;
    for line in text.lines() {
        if let Some(section) = line.strip_prefix('[').and_then(|line| line.split(']').next()) {
            fact = section.strip_prefix("fact.").map(str::to_owned);
            asked.steps.extend(section.strip_prefix("step.").filter(|name| !name.contains('.')).map(str::to_owned));
        } else if line.replace(' ', "").starts_with("type=\"pe") {
            asked.people.extend(fact.take());
        }
    }
    asked.steps.dedup();
    asked
}

/// A page without what differs from one showing to the next, and without the sender's own words.
fn plain(page: &str) -> String {
    let page = match page.split_once("<h2 class=\"govuk-heading-m\">What you wrote</h2>") {
        Some((before, after)) => {
            let (wrote, after) = after.split_once("</blockquote>\n  <a ").unwrap();
            assert!(wrote.split("</blockquote>").all(|one| one.ends_with(">Rhys Colman")), "{wrote}");
            format!("{before}<a {after}")
        }
        None => page.to_owned(),
    };
    page.split("name=\"seen\" value=\"").map(|part| part.split_once('"').map_or(part, |(_, rest)| rest)).collect()
}

#[test]
fn a_form_for_a_closed_step_says_no_more_than_its_page_to_anybody() {
    let mut demo = Demo::fill(40);
    demo.serve();
    let mut joan = Client::sign_in(demo.address, "joan").unwrap();
    let mut found = cases(&joan.get("/complaints?open=all").unwrap().body);
    // Cases of several procedures, some of each.
    let mut kinds: BTreeMap<String, Vec<String>> = BTreeMap::new();
    found.dedup();
    for case in found {
        let page = joan.get(&case).unwrap().body;
        let version = page.split("href=\"/procedures/").nth(1).and_then(|rest| rest.split(['"', '#']).next()).unwrap().to_owned();
        kinds.entry(version).or_default().push(case);
    }
    assert!(kinds.len() >= 2, "{kinds:?}");
    let (mut refused, mut unknown) = (0, 0);
    for name in PEOPLE {
        let mut client = Client::sign_in(demo.address, name).unwrap();
        let csrf = client.csrf.clone();
        for (procedure, cases) in &kinds {
            let asked = asked(procedure);
            let people: Vec<String> = asked.people.iter().map(|fact| format!("q-{fact}")).collect();
            for case in cases.iter().take(2) {
                let known = client.get(case).unwrap().status == 200;
                let steps = if known { asked.steps.len() } else { 2 };
                for step in asked.steps.iter().take(steps) {
                    let path = format!("{case}/steps/{step}");
                    let page = client.get(&path).unwrap();
                    if page.status == 200 {
                        continue;
                    }
                    let mut sent = vec![("csrf", csrf.as_str()), ("seen", "1.x"), ("when", "now")];
                    sent.extend(people.iter().map(|field| (field.as_str(), "Rhys Colman")));
                    let form = client.post(&path, &sent).unwrap();
                    assert_eq!((form.status, plain(&form.body)), (page.status, plain(&page.body)), "{name}: {path}");
                    if page.status == 404 { unknown += 1 } else { refused += 1 }
                }
            }
        }
    }
    assert!(refused >= 500 && unknown >= 50, "{refused} refused, {unknown} unknown");
}
