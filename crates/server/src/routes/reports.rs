//! Reports over the cases of a period, each cut to what its reader may see of each case.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, Query, State};
use axum::response::Response;
use casework::{Status, words};
use jiff::Timestamp;
use jiff::civil::Date;
use procedure::{FactId, Procedure, Report as Rule, ReportId, ReportPeriod};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use sheets::{Cell, Group, Sheet};

use super::case::{log_look, log_looks};
use crate::app::App;
use crate::desk::{Desk, href_of};
use crate::forms::handbook_href;
use crate::pages::fields::Choice;
use crate::pages::parts::{Empty, Link, Section};
use crate::pages::reports::{Kept, Part, Report, ReportGroup, Reports};
use crate::problem::Problem;
use crate::session::Visitor;
use crate::web::{file, frame, html};

/// How many past periods can be chosen.
const PERIODS: i32 = 24;

fn may_read(procedure: &Procedure, rule: &Rule, visitor: &Visitor) -> bool {
    rule.roles.iter().any(|role| {
        let name = &procedure.roles[*role].name;
        visitor.actor.grants.iter().any(|grant| &grant.role == name)
    })
}

/// The reports that this person may read.
///
/// # Errors
/// None that a reader can mend.
pub async fn list(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    let mut groups = Vec::new();
    for id in app.library().ids() {
        let Some(procedure) = app.library().latest(id) else { continue };
        let reports: Vec<(Link, String)> = procedure
            .reports
            .iter()
            .filter(|(_, rule)| may_read(procedure, rule, &visitor))
            .map(|(_, rule)| {
                let often = match rule.period {
                    ReportPeriod::Month => "each month",
                    ReportPeriod::Quarter => "each quarter",
                    ReportPeriod::Year => "each year",
                };
                (Link::new(format!("/reports/{id}/{}", rule.name), &rule.title), often.to_owned())
            })
            .collect();
        if !reports.is_empty() {
            groups.push(ReportGroup { title: procedure.head.title.clone(), reports });
        }
    }
    let empty = groups.is_empty().then(|| Empty {
        title: "No reports for your roles".to_owned(),
        text: "Each procedure says who reads which report.".to_owned(),
        link: Some(Link::new("/procedures", "See the procedures")),
    });
    Ok(html(&Reports { frame: frame(&app, Some(&visitor), "Reports", Section::Reports), groups, empty }))
}

/// Which period, and in which form.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    /// The first day of the period: “2017-03-01”.
    #[serde(default)]
    period: String,
    /// “csv” for a file.
    #[serde(default)]
    format: String,
}

/// The first day of the period that a day lies in.
fn first_day(period: ReportPeriod, day: Date) -> Date {
    let month = match period {
        ReportPeriod::Month => day.month(),
        ReportPeriod::Quarter => (day.month() - 1) / 3 * 3 + 1,
        ReportPeriod::Year => 1,
    };
    Date::new(day.year(), month, 1).unwrap_or(day)
}

fn months(period: ReportPeriod) -> i32 {
    match period {
        ReportPeriod::Month => 1,
        ReportPeriod::Quarter => 3,
        ReportPeriod::Year => 12,
    }
}

fn later(day: Date, by: i32) -> Date {
    day.checked_add(jiff::Span::new().months(by)).unwrap_or(day)
}

fn period_words(period: ReportPeriod, first: Date) -> String {
    match period {
        ReportPeriod::Month => first.strftime("%B %Y").to_string(),
        ReportPeriod::Quarter => {
            format!("{} to {}", first.strftime("%B"), later(first, 2).strftime("%B %Y"))
        }
        ReportPeriod::Year => first.year().to_string(),
    }
}

/// A case of the period, as far as the reader may see it.
struct Seen {
    desk: Desk,
    /// How it is drawn for a sample: the same for everybody.
    lot: Vec<u8>,
}

/// A report.
///
/// # Errors
/// Not found when there is none that this person may read.
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, name)): Path<(String, String)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let procedure = app.library().latest(&id).ok_or(Problem::NotFound)?;
    let report = procedure.reports.id(&name).ok_or(Problem::NotFound)?;
    let rule = &procedure.reports[report];
    if !may_read(procedure, rule, &visitor) {
        return Err(Problem::NotFound);
    }
    let now = app.now();
    // Each case is read for it.
    let _turn = app.making().await?;
    let today = now.to_zoned(app.zone().clone()).date();
    let current = first_day(rule.period, today);
    let first = wanted.period.parse::<Date>().map_or(current, |day| first_day(rule.period, day));
    let after = later(first, months(rule.period));
    let mut seen = Vec::new();
    for reference in app.store().cases_of(&visitor.actor, &id).await? {
        let desk = match Desk::find(&app, &visitor, &reference).await {
            Ok(desk) => desk,
            // It was taken out of their sight meanwhile.
            Err(Problem::NotFound) => continue,
            Err(problem) => return Err(problem),
        };
        let Some(rule) = desk.procedure.reports.named(&name).cloned() else { continue };
        // A case that was counted by what its reader may not see would betray it.
        if !std::iter::once(rule.dates).chain(rule.guard.facts()).all(|fact| desk.sight.fact(fact)) {
            continue;
        }
        // Its reader sees all that is asked of it here.
        let facts = &desk.whole().state.facts;
        let in_period = facts.date(rule.dates).is_some_and(|day| day >= first && day < after);
        if in_period && facts.allow(&rule.guard) {
            let lot = Sha256::digest(format!("{name} {first} {}", desk.reference)).to_vec();
            seen.push(Seen { desk, lot });
        }
    }
    let parts = parts(&app, procedure, report, &seen, now)?;
    let what = format!("Report: {}, {}", rule.title, period_words(rule.period, first));
    log_look(&app, &visitor, None, &format!("{what}; {} counted", seen.len())).await?;
    // A case that is listed was looked at; one that is only counted was not.
    let listed: BTreeSet<&str> = parts.iter().flat_map(|part| &part.rows).map(|(link, _)| link.text.as_str()).collect();
    let looked = seen.iter().filter(|one| listed.contains(one.desk.reference.as_str())).map(|one| Some(one.desk.id));
    log_looks(&app, &visitor, looked, &what).await?;
    if wanted.format == "csv" {
        let bytes = sheets::to_csv(&table(&rule.title, &parts));
        return Ok(file(bytes, "text/csv; charset=utf-8", &format!("{id}-{name}-{first}.csv"), false));
    }
    let periods = (0..PERIODS)
        .map(|back| later(current, -back * months(rule.period)))
        .map(|day| Choice::new(day.to_string(), period_words(rule.period, day)).chosen_if(&first.to_string()))
        .collect();
    let noun = &procedure.head.noun;
    let empty = seen.is_empty().then(|| Empty {
        title: format!("No {noun} in this period"),
        text: "Choose another period, or wait: a report fills as cases come in.".to_owned(),
        link: None,
    });
    Ok(html(&Report {
        frame: frame(&app, Some(&visitor), &rule.title, Section::Reports),
        title: rule.title.clone(),
        procedure: Link::new(handbook_href(procedure, rule.place), procedure.citation(rule.place)),
        periods,
        period: period_words(rule.period, first),
        sentence: format!("{}, as far as you may see.", count_words(seen.len(), &procedure.head)),
        parts: if seen.is_empty() { Vec::new() } else { parts },
        csv: format!("/reports/{id}/{name}?period={first}&format=csv"),
        empty,
    }))
}

fn count_words(count: usize, head: &procedure::Head) -> String {
    if count == 1 { format!("1 {}", head.noun) } else { format!("{count} {}", head.nouns) }
}

/// The value of a fact that the reader may see; none when it is hidden or not known.
fn shown(app: &App, desk: &Desk, fact: FactId) -> Result<Option<String>, Problem> {
    let rules = desk.rules(app)?;
    let directory = app.directory();
    Ok(desk.fact(fact).map(|value| words::value(rules, &directory, &desk.procedure.facts[fact], value)))
}

fn parts(app: &App, procedure: &Procedure, report: ReportId, seen: &[Seen], now: Timestamp) -> Result<Vec<Part>, Problem> {
    let rule = &procedure.reports[report];
    let mut groups: BTreeMap<String, Vec<&Seen>> = BTreeMap::new();
    for one in seen {
        let title = match rule.by {
            // The part that a case belongs to is shown only to those who may know it.
            Some(by) => {
                let theirs = one.desk.procedure.facts.id(&procedure.facts[by].name);
                theirs.map(|by| shown(app, &one.desk, by)).transpose()?.flatten().unwrap_or_else(|| "Not shown".to_owned())
            }
            None => String::new(),
        };
        groups.entry(title).or_default().push(one);
    }
    groups.into_iter().map(|(title, cases)| part(app, procedure, rule, title, &cases, now)).collect()
}

fn part(app: &App, procedure: &Procedure, rule: &Rule, title: String, cases: &[&Seen], now: Timestamp) -> Result<Part, Problem> {
    // A case may be run under another version: facts and duties go by name.
    let theirs = |desk: &Desk, fact: FactId| desk.procedure.facts.id(&procedure.facts[fact].name);
    let mut counts = Vec::new();
    for fact in &rule.counts {
        let mut values: BTreeMap<(usize, String), usize> = BTreeMap::new();
        for one in cases {
            let known = theirs(&one.desk, *fact).filter(|fact| one.desk.sight.fact(*fact));
            let key = match known.map(|fact| (fact, one.desk.fact(fact))) {
                None => (2, "Not shown".to_owned()),
                Some((_, None)) => (1, "Not known yet".to_owned()),
                Some((fact, Some(_))) => (0, shown(app, &one.desk, fact)?.unwrap_or_default()),
            };
            *values.entry(key).or_default() += 1;
        }
        let values = values.into_iter().map(|((_, value), count)| (value, count)).collect();
        counts.push((procedure.facts[*fact].label.clone(), values));
    }
    let mut kept = Vec::new();
    for duty in &rule.late {
        let title = procedure.duties[*duty].title.clone();
        let mut tally = Kept::default();
        for one in cases {
            let desk = &one.desk;
            let rules = desk.rules(app)?;
            let Some(duty) = desk.procedure.duties.id(&procedure.duties[*duty].name).filter(|duty| desk.sight.due(*duty)) else {
                continue;
            };
            for owed in desk.owed().filter(|owed| owed.duty == duty) {
                match owed.status {
                    Status::Met(_) if desk.was_late(rules, owed) => tally.late += 1,
                    Status::Met(_) => tally.in_time += 1,
                    Status::Open if owed.is_overdue(rules, now) => tally.overdue += 1,
                    Status::Open if owed.is_open(now) => tally.open += 1,
                    _ => {}
                }
            }
        }
        kept.push((title, tally));
    }
    let mut listed: Vec<&&Seen> = cases.iter().collect();
    let mut sample = String::new();
    if let Some(size) = rule.sample.map(|sample| sample.size(listed.len()))
        && listed.len() > size
    {
        listed.sort_by(|a, b| a.lot.cmp(&b.lot));
        listed.truncate(size);
        listed.sort_by(|a, b| a.desk.reference.cmp(&b.desk.reference));
        sample = format!("{size} of {}, drawn by chance. Whoever opens this report for the period gets the same.", cases.len());
    }
    let mut rows = Vec::new();
    if !rule.lists.is_empty() {
        for one in listed {
            let mut cells = Vec::new();
            for fact in &rule.lists {
                let text = theirs(&one.desk, *fact).map(|fact| shown(app, &one.desk, fact)).transpose()?.flatten();
                cells.push((procedure.facts[*fact].label.clone(), text.unwrap_or_default()));
            }
            rows.push((Link::new(href_of(&one.desk.reference), &one.desk.reference), cells));
        }
    }
    Ok(Part {
        title,
        total: format!("{}.", count_words(cases.len(), &procedure.head)),
        counts,
        kept,
        heads: rule.lists.iter().map(|fact| procedure.facts[*fact].label.clone()).collect(),
        rows,
        sample,
    })
}

/// The lists of a report as a file for spreadsheets; a report without lists gives its counts.
fn table(title: &str, parts: &[Part]) -> Sheet {
    let listed = parts.iter().any(|part| !part.heads.is_empty());
    let mut heads = vec!["Part".to_owned()];
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    if listed {
        heads.push("Reference".to_owned());
        heads.extend(parts.first().map(|part| part.heads.clone()).unwrap_or_default());
    } else {
        heads.extend(["Question", "Answer", "Cases"].map(str::to_owned));
    }
    for part in parts {
        for (link, cells) in &part.rows {
            let cells = cells.iter().map(|(_, text)| Cell::from(text.as_str()));
            rows.push([Cell::from(part.title.as_str()), link.text.as_str().into()].into_iter().chain(cells).collect());
        }
        for (fact, values) in part.counts.iter().filter(|_| !listed) {
            for (value, count) in values {
                #[expect(clippy::cast_precision_loss, reason = "no more cases than anybody can count")]
                let count = Cell::Number(*count as f64);
                rows.push(vec![part.title.as_str().into(), fact.as_str().into(), value.as_str().into(), count]);
            }
        }
    }
    Sheet { title: title.to_owned(), heads, groups: vec![Group { title: String::new(), rows }], ..Sheet::default() }
}
