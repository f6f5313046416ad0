//! The procedures as handbooks.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use procedure::{Procedure, diagram, diff::diff, explain::explain};

use crate::app::App;
use crate::pages::parts::{Empty, Link, SafeHtml, Section, Tag, Tone};
use crate::pages::procedures::{
    ChangedParagraph, Differences, Handbook, HandbookSection, ProcedureRow, Procedures, ReportLine, RuleTable, RuleWords,
    Standing, VersionRow,
};
use crate::problem::Problem;
use crate::proofs::Turn;
use crate::session::Visitor;
use crate::web::{frame, html, with_query};

pub(super) fn in_force(procedure: &Procedure) -> String {
    let from = format!("from {}", calendar::long_date(procedure.head.from));
    procedure.head.until.map_or_else(|| from.clone(), |until| format!("{from} to {}", calendar::long_date(until)))
}

/// The procedures.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    let mut groups: BTreeMap<&str, Vec<ProcedureRow>> = BTreeMap::new();
    for id in app.library().ids() {
        let Some(procedure) = app.library().latest(id) else { continue };
        let counts = app.store().stage_counts(&visitor.actor, id).await?;
        let open: u64 = counts.iter().filter(|count| count.open).map(|count| count.cases).sum();
        groups.entry(&procedure.head.authority).or_default().push(ProcedureRow {
            title: Link::new(format!("/procedures/{id}/{}", procedure.head.version), &procedure.head.title),
            source: procedure.head.source.clone(),
            version: procedure.head.version.clone(),
            in_force: in_force(procedure),
            open: usize::try_from(open).unwrap_or(usize::MAX),
            check: match app.proofs().of(procedure, Turn::Last) {
                Some(report) if report.holds() => Tag::new("Holds together", Tone::Green),
                Some(_) => Tag::new("Has faults", Tone::Red),
                None => Tag::new("Being checked", Tone::Grey),
            },
        });
    }
    let mut groups: Vec<(String, Vec<ProcedureRow>)> =
        groups.into_iter().map(|(authority, rows)| (authority.to_owned(), rows)).collect();
    for (_, rows) in &mut groups {
        rows.sort_by(|a, b| a.title.text.cmp(&b.title.text));
    }
    // First the bodies for which the reader works.
    groups.sort_by_key(|(_, rows)| std::cmp::Reverse(rows.iter().map(|row| row.open).sum::<usize>()));
    Ok(html(&Procedures { frame: frame(&app, Some(&visitor), "Procedures", Section::Procedures), groups, empty: None }))
}

/// The latest version of a procedure.
///
/// # Errors
/// Not found when there is no such procedure.
pub async fn latest(State(app): State<App>, _: Visitor, Path(id): Path<String>) -> Result<Response, Problem> {
    let procedure = app.library().latest(&id).ok_or(Problem::NotFound)?;
    Ok(Redirect::to(&format!("/procedures/{id}/{}", procedure.head.version)).into_response())
}

/// A procedure as a handbook.
///
/// # Errors
/// Not found when there is no such version; faults of the store.
pub async fn handbook(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, version)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let procedure = app.library().version(&id, &version).ok_or(Problem::NotFound)?;
    let counts = app.store().stage_counts(&visitor.actor, &id).await?;
    let standing = procedure
        .stages
        .iter()
        .map(|(_, stage)| {
            let cases: u64 = counts.iter().filter(|count| count.stage == stage.name).map(|count| count.cases).sum();
            let open = if stage.end { "closed" } else { "open" };
            Standing {
                stage: Link::new(with_query("/complaints", &[("stage", &stage.name), ("open", open)]), &stage.title),
                count: usize::try_from(cases).unwrap_or(usize::MAX),
                overdue: 0,
            }
        })
        .collect();
    let sections = explain(procedure)
        .into_iter()
        .map(|section| HandbookSection {
            id: section.id.clone(),
            number: section.number.clone(),
            heading: section.title.clone(),
            prose: SafeHtml::trusted(letters::html(&section.prose_markdown)),
            rules: section
                .rules
                .iter()
                .map(|rule| RuleWords { sort: rule.sort.to_owned(), sentences: rule.sentences.clone() })
                .collect(),
            tables: section
                .tables
                .iter()
                .map(|table| RuleTable { caption: table.caption.clone(), heads: table.head.clone(), rows: table.rows.clone() })
                .collect(),
            asks_nothing: section.asks_nothing.clone(),
        })
        .collect();
    let proved = app.proofs().of(procedure, Turn::Next);
    let checking = proved.is_none();
    let findings = proved.iter().flat_map(|proved| &proved.findings);
    let findings = findings.map(|finding| (finding.title.clone(), finding.words.clone())).collect();
    let report = proved.iter().flat_map(|proved| &proved.proofs);
    let report = report.map(|proof| ReportLine { text: proof.words.clone(), holds: proof.holds, details: Vec::new() }).collect();
    let open: u64 = counts.iter().filter(|count| count.open).map(|count| count.cases).sum();
    let versions = app
        .library()
        .versions(&id)
        .rev()
        .map(|one| VersionRow {
            version: Link::new(format!("/procedures/{id}/{}", one.head.version), &one.head.version),
            in_force: in_force(one),
            open: usize::try_from(open).unwrap_or(usize::MAX),
            shown: one.head.version == version,
            differences: earlier(&app, one).map(|_| format!("/procedures/{id}/{}/changes", one.head.version)),
        })
        .collect();
    let head = &procedure.head;
    let mut facts = vec![
        ("Source".to_owned(), head.source.clone()),
        ("Authority".to_owned(), head.authority.clone()),
        ("Version".to_owned(), head.version.clone()),
        ("In force".to_owned(), in_force(procedure)),
    ];
    facts.extend(head.attribution.iter().map(|attribution| ("Licence".to_owned(), attribution.clone())));
    Ok(html(&Handbook {
        frame: frame(&app, Some(&visitor), &head.title, Section::Procedures),
        title: head.title.clone(),
        case_word: head.noun.clone(),
        facts,
        sections,
        diagram: SafeHtml::trusted(diagram::svg(procedure)),
        diagram_words: diagram::text(procedure).lines().map(str::to_owned).collect(),
        standing,
        checking,
        report,
        findings,
        versions,
    }))
}

/// The version before another.
fn earlier<'a>(app: &'a App, procedure: &Procedure) -> Option<&'a std::sync::Arc<Procedure>> {
    app.library().versions(&procedure.head.id).take_while(|one| one.head.version != procedure.head.version).last()
}

/// What changed from the version before.
///
/// # Errors
/// Not found when there is no such version, or none before it.
pub async fn changes(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, version)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let procedure = app.library().version(&id, &version).ok_or(Problem::NotFound)?;
    let before = earlier(&app, procedure).ok_or(Problem::NotFound)?;
    let difference = diff(before, procedure);
    let mut changes = Vec::new();
    for section in &difference.sections {
        let shown = if section.gone { before } else { procedure };
        let href = format!("/procedures/{id}/{}#{}", shown.head.version, section.anchor);
        let heading = [section.number.as_str(), section.title.as_str()].join(" ");
        changes.push(ChangedParagraph {
            paragraph: Link::new(href, heading.trim()),
            changes: section.changes.iter().map(|change| change.words.clone()).collect(),
        });
    }
    let empty = changes.is_empty().then(|| Empty {
        title: "Nothing changed".to_owned(),
        text: "The two versions do the same; their wording may differ.".to_owned(),
        link: None,
    });
    Ok(html(&Differences {
        frame: frame(&app, Some(&visitor), &format!("What changed in {}", procedure.head.title), Section::Procedures),
        procedure: Link::new(format!("/procedures/{id}/{version}"), &procedure.head.title),
        from: before.head.version.clone(),
        to: procedure.head.version.clone(),
        changes,
        empty,
    }))
}
