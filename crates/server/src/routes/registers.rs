//! Plans and logs: which there are, and one of them as a table, a document, a workbook or CSV.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use casework::CaseId;
use letters::TableError;
use procedure::{FactId, Kind, Procedure};
use sheets::SheetError;
use store::{CaseFilter, CaseSort, Look};

use super::case::log_look;
use super::complaints::row as case_row;
use crate::app::App;
use crate::desk::{Desk, capital, href_of, slug_of};
use crate::forms::{handbook_href, search};
use crate::offered::{at_place, narrowing};
use crate::opening::version_for;
use crate::pages::fields::Choice;
use crate::pages::parts::{Empty, Filter, Link, Pagination, Section, Tag, Tone};
use crate::pages::registers::{PlanGroup, PlanLine, Plans, Register, Row, RowGroup};
use crate::problem::Problem;
use crate::registers::{Opened, Table, cut_to_cells, group_of, holds_one, lines, parts, parts_of};
use crate::session::Visitor;
use crate::web::{file, frame, html, with_query};

const PER_PAGE: u32 = 50;
/// How many wholes of a kind the page of plans lists.
const MOST_WHOLES: u32 = 50;
/// How many cases are loaded at a time for a file.
const BATCH: usize = 200;
/// How many looks are logged at a time: meanwhile nothing else is written.
const LOOKS: usize = 1_000;
/// The most rows of a printed document: beyond, a workbook serves better.
const MOST_PRINTED: usize = 2_000;

/// How many cases a filter finds: in all, open, and with something overdue.
pub(super) async fn counted(app: &App, visitor: &Visitor, filter: &CaseFilter) -> Result<(u64, u64, u64), Problem> {
    let now = app.now();
    let of = async |open: Option<bool>, overdue: bool| -> Result<u64, Problem> {
        let filter = CaseFilter { open, overdue, page: 1, per_page: 1, ..filter.clone() };
        Ok(app.store().case_list(&visitor.actor, &filter, now).await?.total)
    };
    Ok((of(None, false).await?, of(Some(true), false).await?, of(None, true).await?))
}

/// How many there are, how many are open, and how many have something overdue, as a sentence.
pub(super) fn standing_and_late(head: &procedure::Head, (all, open, overdue): (u64, u64, u64)) -> String {
    let late = match overdue {
        0 => String::new(),
        1 => ", 1 with something overdue".to_owned(),
        many => format!(", {many} with something overdue"),
    };
    format!("{}{late}.", standing(head, all, open))
}

/// How many there are and how many are open, in words.
fn standing(head: &procedure::Head, all: u64, open: u64) -> String {
    let noun = if all == 1 { &head.noun } else { &head.nouns };
    match (all, open) {
        (0, _) => format!("No {} yet", head.nouns),
        (all, 0) => format!("{all} {noun}, all closed"),
        (1, _) => format!("1 {noun}, open"),
        (all, open) if open == all => format!("{all} {noun}, all open"),
        (all, open) => format!("{all} {noun}, {open} of them open"),
    }
}

/// The plans and logs that this person may open.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    log_look(&app, &visitor, None, "Plans and logs").await?;
    let now = app.now();
    let mut groups = Vec::new();
    let mut logs = Vec::new();
    for id in app.library().ids() {
        let Some(procedure) = app.library().latest(id) else { continue };
        let kinds: Vec<_> = parts_of(&app, id).collect();
        if procedure.head.part_of.is_none() && kinds.is_empty() {
            for (_, register) in procedure.registers.iter().filter(|(_, rule)| holds_one(procedure, &rule.roles, &visitor)) {
                let filter = CaseFilter { procedure: Some(id.to_owned()), ..CaseFilter::default() };
                let (all, open, overdue) = counted(&app, &visitor, &filter).await?;
                let late = if overdue > 0 { format!("; {overdue} overdue") } else { String::new() };
                let words = format!("{}{late}", standing(&procedure.head, all, open));
                logs.push((Link::new(format!("/registers/{id}/{}", register.name), &register.title), words));
            }
        }
        // A whole stands at the top: what is itself a part stands in the table of its own whole.
        if kinds.is_empty() || procedure.head.part_of.is_some() {
            continue;
        }
        let open_to = |part: &Procedure| {
            part.registers.iter().find(|(_, rule)| holds_one(part, &rule.roles, &visitor)).map(|(_, rule)| rule.name.clone())
        };
        let registers: Vec<(&Procedure, String, String)> = kinds
            .iter()
            .filter_map(|(part, link)| Some((part.as_ref(), part.facts[link.whole].name.clone(), open_to(part)?)))
            .collect();
        let filter =
            CaseFilter { procedure: Some(id.to_owned()), per_page: MOST_WHOLES, sort: CaseSort::Newest, ..CaseFilter::default() };
        let found = app.store().case_list(&visitor.actor, &filter, now).await?;
        let mut plans = Vec::new();
        for line in &found.lines {
            let row = case_row(&app, line, false, now);
            let mut plan = PlanLine {
                line: if row.line.is_empty() { capital(&procedure.head.noun) } else { capital(&row.line) },
                href: row.href.clone(),
                reference: row.reference.clone(),
                case_href: row.href,
                stage: row.stage,
                ..PlanLine::default()
            };
            if let Some((part, fact, register)) = registers.first() {
                let slug = slug_of(&row.reference);
                plan.href = with_query(&format!("/registers/{}/{register}", part.head.id), &[("of", &slug)]);
                let filter = CaseFilter {
                    procedure: Some(part.head.id.clone()),
                    whole: Some((row.reference.clone(), fact.clone())),
                    ..CaseFilter::default()
                };
                let (all, open, overdue) = counted(&app, &visitor, &filter).await?;
                plan.parts = standing(&part.head, all, open);
                plan.overdue = overdue;
            }
            plans.push(plan);
        }
        let record = version_for(&app, id, now).and_then(|procedure| {
            let step = &procedure.steps[casework::beginnings(procedure, &visitor.actor).first()?.0];
            Some(Link::new(format!("/record/{id}/{}", step.name), &step.title))
        });
        if !plans.is_empty() || record.is_some() {
            let own = procedure.registers.iter().find(|(_, rule)| holds_one(procedure, &rule.roles, &visitor));
            let table = own.map(|(_, rule)| Link::new(format!("/registers/{id}/{}", rule.name), "See them as a table"));
            let older = found.total.saturating_sub(u64::from(MOST_WHOLES));
            let more = match older {
                0 => String::new(),
                1 => "The newest are listed, and there is 1 older.".to_owned(),
                older => format!("The newest are listed, and there are {older} older."),
            };
            groups.push(PlanGroup { title: capital(&procedure.head.nouns), table, plans, more, record });
        }
    }
    let empty = (groups.is_empty() && logs.is_empty()).then(|| Empty {
        title: "No plans or logs for your roles".to_owned(),
        text: "Each procedure says who keeps which plan and who may read it.".to_owned(),
        link: Some(Link::new("/procedures", "See the procedures")),
    });
    Ok(html(&Plans { frame: frame(&app, Some(&visitor), "Plans and logs", Section::Plans), groups, logs, empty }))
}

/// What narrows a register, as it was asked for.
struct Narrowed {
    filter: CaseFilter,
    filters: Vec<Filter>,
    open: Vec<Choice>,
    any: bool,
    /// By what, in words for the log; never what somebody wrote.
    told: String,
}

fn narrowed(app: &App, visitor: &Visitor, opened: &Opened, query: &BTreeMap<String, String>) -> Narrowed {
    let get = |name: &str| query.get(name).map_or("", String::as_str);
    let procedure = &opened.procedure;
    let (directory, book) = app.book();
    let mut chosen = BTreeMap::new();
    let mut filters = Vec::new();
    for id in &procedure.head.filters {
        let fact = &procedure.facts[*id];
        let name = format!("f-{}", fact.name);
        let value = get(&name);
        let choices: Vec<(String, String)> = match fact.kind {
            Kind::YesNo => vec![("yes".to_owned(), "Yes".to_owned()), ("no".to_owned(), "No".to_owned())],
            _ => fact.choices().iter().map(|choice| (choice.name.clone(), choice.label.clone())).collect(),
        };
        if choices.iter().any(|(choice, _)| choice == value) {
            chosen.insert(fact.name.clone(), value.to_owned());
        }
        let choices = choices.iter().map(|(choice, label)| Choice::new(choice, label).chosen_if(value)).collect();
        filters.push(Filter { name, label: fact.label.trim_end_matches('?').to_owned(), all: "All".to_owned(), choices });
    }
    if procedure.head.site.is_some() && opened.whole.is_none() {
        let places = book.places_of(std::iter::once(procedure.as_ref()), &directory);
        let sites = narrowing(&directory, &visitor.actor, &places, get("site"));
        if sites.len() > 1 {
            filters.push(Filter {
                name: "site".to_owned(),
                label: "Place".to_owned(),
                all: "All places".to_owned(),
                choices: sites,
            });
        }
    }
    let open = match get("open") {
        "open" => Some(true),
        "closed" => Some(false),
        _ => None,
    };
    let words = get("q").trim();
    let filter = CaseFilter {
        text: (!words.is_empty()).then(|| search(app.library(), words)),
        procedure: Some(procedure.head.id.clone()),
        site: at_place(&app.directory(), get("site")),
        filters: chosen,
        whole: opened.parts_of(),
        overdue: get("overdue") == "yes",
        open,
        sort: CaseSort::Oldest,
        page: get("page").parse().unwrap_or(1).max(1),
        per_page: PER_PAGE,
        ..CaseFilter::default()
    };
    let any = filter.overdue || filter.open.is_some() || filter.text.is_some() || filters.iter().any(Filter::is_set);
    let mut told: Vec<String> = Vec::new();
    for filter in filters.iter().filter(|filter| filter.is_set()) {
        let chosen = filter.choices.iter().find(|choice| choice.chosen).map_or("", |choice| choice.text.as_str());
        told.push(format!("{}: {chosen}", filter.label));
    }
    told.extend(filter.open.map(|open| if open { "open" } else { "closed" }.to_owned()));
    told.extend(filter.overdue.then(|| "overdue".to_owned()));
    told.extend(filter.text.is_some().then(|| "words".to_owned()));
    let told = if told.is_empty() { String::new() } else { format!("; narrowed by {}", casework::words::list(&told, "and")) };
    let open = [("all", "Open and closed"), ("open", "Open"), ("closed", "Closed")]
        .map(|(value, text)| Choice::new(value, text).chosen_if(if get("open").is_empty() { "all" } else { get("open") }))
        .into();
    Narrowed { filter, filters, open, any, told }
}

/// The cases of a list by id, of those that belong there as far as this person may see.
async fn desks(app: &App, visitor: &Visitor, opened: &Opened, ids: &[CaseId]) -> Result<BTreeMap<CaseId, Desk>, Problem> {
    let mut desks = Desk::glances(app, visitor, ids).await?;
    if let Some((_, fact)) = opened.parts_of() {
        desks.retain(|_, desk| desk.procedure.facts.id(&fact).is_some_and(|fact| desk.sight.fact(fact)));
    }
    Ok(desks)
}

/// Logs a look at a list, and at each case of it. What is said of the list stands with none of the cases: it counts the others.
async fn log_list(
    app: &App,
    visitor: &Visitor,
    list: String,
    cases: impl Iterator<Item = CaseId>,
    each: &str,
) -> Result<(), Problem> {
    let at = app.now();
    let look = |case, what| Look { person: visitor.actor.person, role: Some(visitor.role.clone()), case, what, at };
    let all: Vec<Look> = std::iter::once(look(None, list)).chain(cases.map(|case| look(Some(case), each.to_owned()))).collect();
    for batch in all.chunks(LOOKS) {
        app.store().looks_log(batch.to_vec()).await?;
    }
    Ok(())
}

/// A register.
///
/// # Errors
/// Not found when there is none that this person may open.
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, name)): Path<(String, String)>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let get = |name: &str| query.get(name).map_or("", String::as_str);
    let opened = Opened::find(&app, &visitor, &id, &name, get("of")).await?;
    let rule = opened.rule();
    let procedure = &opened.procedure;
    let now = app.now();
    let narrow = narrowed(&app, &visitor, &opened, &query);
    if !get("format").is_empty() {
        return export(&app, &visitor, &opened, narrow, get("format")).await;
    }
    let found = app.store().case_list(&visitor.actor, &narrow.filter, now).await?;
    let ids: Vec<CaseId> = found.lines.iter().map(|line| line.head.id).collect();
    let desks = desks(&app, &visitor, &opened, &ids).await?;
    let what = format!("Register: {}{}{}", rule.title, of_words(&opened), narrow.told);
    let what = format!("{what}; {} of {} shown", desks.len(), found.total);
    log_list(&app, &visitor, what, desks.keys().copied(), &format!("Register: {}", rule.title)).await?;
    let kinds: Vec<String> = parts_of(&app, &procedure.head.id).map(|(part, _)| capital(&part.head.nouns)).collect();
    let mut groups: Vec<RowGroup> = Vec::new();
    for line in &found.lines {
        let Some(desk) = desks.get(&line.head.id) else { continue };
        let stage = case_row(&app, line, false, now);
        let mut cells = Vec::with_capacity(rule.columns.len());
        for (fact, head) in &rule.columns {
            cells.push((head.clone(), lines(&app, desk, procedure, *fact)?));
        }
        let below = if kinds.is_empty() { Vec::new() } else { parts(&app, &visitor, desk).await? };
        let row = Row {
            href: href_of(&desk.reference),
            reference: desk.reference.clone(),
            cells,
            all_parts: below.iter().filter_map(|kind| kind.all.clone()).collect(),
            parts: below
                .into_iter()
                .flat_map(|kind| kind.rows)
                .map(|part| {
                    let tone = if part.open { Tone::Blue } else { Tone::Green };
                    (Link::new(part.href, part.reference), Tag::new(part.stage, tone))
                })
                .collect(),
            stage: stage.stage,
            due: stage.due,
        };
        let title = group_of(&app, desk, &opened)?;
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.rows.push(row),
            None => groups.push(RowGroup { title, rows: vec![row] }),
        }
    }
    let all = CaseFilter { procedure: Some(procedure.head.id.clone()), whole: opened.parts_of(), ..CaseFilter::default() };
    let mut sentence = standing_and_late(&procedure.head, counted(&app, &visitor, &all).await?);
    if narrow.any {
        sentence.push_str(&format!(" {} of them shown.", found.total));
    }
    let total = usize::try_from(found.total).unwrap_or(usize::MAX);
    let kept = |more: &[(&str, &str)]| -> String {
        let mut pairs: Vec<(&str, &str)> = query
            .iter()
            .filter(|(name, _)| !more.iter().any(|(one, _)| one == name) && !matches!(name.as_str(), "page" | "of" | "format"))
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        pairs.extend(more);
        opened.href("", &pairs)
    };
    // What is recorded now is run under the version that is in force now.
    let in_force = opened.in_force(&app, now).ok();
    let may_import = in_force.as_ref().is_some_and(|opened| opened.may_import(&visitor));
    let empty = groups.is_empty().then(|| Empty {
        title: format!("No {} {}", procedure.head.nouns, if narrow.any { "found" } else { "yet" }),
        text: if narrow.any {
            "Narrow the table less.".to_owned()
        } else if may_import {
            "Record the first one, or read in the sheet that holds them.".to_owned()
        } else {
            "They stand here once they are recorded.".to_owned()
        },
        link: narrow.any.then(|| Link::new(opened.href("", &[]), "Show everything")),
    });
    let mut actions = Vec::new();
    actions.extend(in_force.as_ref().and_then(|opened| record_href(&visitor, opened)));
    if may_import {
        actions.push(Link::new(opened.href("/import", &[]), format!("Read {} in from a sheet", procedure.head.nouns)));
    }
    let export = |format: &str, text: &str| Link::new(kept(&[("format", format)]), text);
    let page = usize::try_from(found.page).unwrap_or(1);
    let per_page = usize::try_from(PER_PAGE).unwrap_or(50);
    Ok(html(&Register {
        frame: frame(&app, Some(&visitor), &rule.title, Section::Plans),
        title: rule.title.clone(),
        about: opened.whole.as_ref().map_or_else(String::new, |(_, line)| capital(line)),
        whole: opened.whole.as_ref().map(|(reference, _)| Link::new(href_of(reference), reference)),
        citation: Link::new(handbook_href(procedure, rule.place), procedure.citation(rule.place)),
        sentence,
        of: get("of").to_owned(),
        filters: narrow.filters,
        open: narrow.open,
        words: get("q").to_owned(),
        overdue_only: narrow.filter.overdue,
        narrowed: narrow.any,
        all_href: opened.href("", &[]),
        heads: rule.columns.iter().map(|(fact, head)| (head.clone(), is_wide(&procedure.facts[*fact].kind))).collect(),
        parts_head: (!kinds.is_empty()).then(|| kinds.join(", ")),
        exports: if total == 0 {
            Vec::new()
        } else {
            vec![export("pdf", "Document (PDF)"), export("xlsx", "Workbook (XLSX)"), export("csv", "CSV")]
        },
        actions,
        groups,
        pagination: (total > per_page)
            .then(|| Pagination::new(page, per_page, total, &procedure.head.nouns, |page| kept(&[("page", &page.to_string())]))),
        empty,
    }))
}

/// Whether a column holds more than a few words.
fn is_wide(kind: &Kind) -> bool {
    matches!(kind, Kind::Text { long: true } | Kind::Points | Kind::Findings { .. })
}

/// Where one more is recorded, in the whole that is shown; none when this person may not.
fn record_href(visitor: &Visitor, opened: &Opened) -> Option<Link> {
    let procedure = &opened.procedure;
    let (step, _) = casework::beginnings(procedure, &visitor.actor).into_iter().next()?;
    let step = &procedure.steps[step];
    let whole: Option<(FactId, &str)> =
        procedure.head.part_of.as_ref().map(|part| part.whole).zip(opened.whole.as_ref().map(|(one, _)| one.as_str()));
    let name = whole.map(|(fact, _)| crate::forms::name_of(&procedure.facts[fact]));
    let pairs: Vec<(&str, &str)> = name.as_deref().zip(whole.map(|(_, one)| one)).into_iter().collect();
    Some(Link::new(with_query(&format!("/record/{}/{}", procedure.head.id, step.name), &pairs), &step.title))
}

fn of_words(opened: &Opened) -> String {
    opened.whole.as_ref().map_or_else(String::new, |(reference, _)| format!(" of {reference}"))
}

async fn export(app: &App, visitor: &Visitor, opened: &Opened, narrow: Narrowed, format: &str) -> Result<Response, Problem> {
    let rule = opened.rule();
    let now = app.now();
    let kind = match format {
        "pdf" => "document",
        "xlsx" => "workbook",
        "csv" => "CSV",
        _ => return Err(Problem::NotFound),
    };
    let back = Link::new(opened.href("", &[]), format!("Back to “{}”", rule.title));
    let not_allowed = |reason: String| Problem::NotAllowed { reason, back };
    let _turn = app.making().await?;
    // Which cases it holds is asked once: while they are read, others may come and go.
    let filter = CaseFilter { page: 1, per_page: u32::MAX, ..narrow.filter };
    let found = app.store().case_list(&visitor.actor, &filter, now).await?;
    let ids: Vec<CaseId> = found.lines.iter().map(|line| line.head.id).collect();
    drop(found);
    if format == "pdf" && ids.len() > MOST_PRINTED {
        return Err(not_allowed(format!(
            "A document holds at most {MOST_PRINTED} rows, and there are {}. Narrow the table, or take a workbook.",
            ids.len()
        )));
    }
    let mut table = Table::new(opened, format == "pdf");
    let mut taken: Vec<CaseId> = Vec::with_capacity(ids.len());
    for batch in ids.chunks(BATCH) {
        let desks = desks(app, visitor, opened, batch).await?;
        for desk in batch.iter().filter_map(|id| desks.get(id)) {
            table.add(app, desk)?;
            taken.push(desk.id);
        }
    }
    let mut sheet = table.done();
    let rows = taken.len();
    let what = format!("Taken out as {kind}: {}{}{}; {rows} rows", rule.title, of_words(opened), narrow.told);
    log_list(app, visitor, what, taken.into_iter(), &format!("Taken out as {kind}: {}", rule.title)).await?;
    let day = now.to_zoned(app.zone().clone()).date();
    let whole = opened.whole.as_ref().map_or_else(String::new, |(reference, _)| format!("-{}", slug_of(reference)));
    let name = format!("{}-{}{whole}-{day}.{format}", opened.procedure.head.id, rule.name);
    let fault = |error: String| Problem::Fault(error);
    let (bytes, media) = match format {
        "csv" => {
            let made = tokio::task::spawn_blocking(move || sheets::to_csv(&sheet)).await;
            (made.map_err(|error| fault(error.to_string()))?, "text/csv; charset=utf-8")
        }
        "xlsx" => {
            let make = move || {
                cut_to_cells(&mut sheet);
                sheets::to_xlsx(&sheet, now)
            };
            let made = tokio::task::spawn_blocking(make).await.map_err(|error| fault(error.to_string()))?;
            let bytes = made.map_err(|error| match error {
                SheetError::TooMuch(_) => not_allowed(format!("{error} Narrow the table, or take it as CSV.")),
                SheetError::Writing(_) => fault(error.to_string()),
            })?;
            (bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        }
        _ => {
            sheet.lines.push(format!("As it stood on {}", calendar::long_date(day)));
            let made = tokio::task::spawn_blocking(move || letters::table_pdf(&sheet, now)).await;
            let bytes = made.map_err(|error| fault(error.to_string()))?.map_err(|error| match error {
                TableError::Incomplete(_) => not_allowed(error.to_string()),
                TableError::Typesetting(_) => fault(error.to_string()),
            })?;
            (bytes, "application/pdf")
        }
    };
    Ok(file(bytes, media, &name, false))
}
