//! Plans and logs: which there are, and one of them as a table, a document, a workbook or CSV.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use procedure::{FactId, Kind, Procedure};
use store::{CaseFilter, CaseSort};

use super::case::log_look;
use super::complaints::row as case_row;
use crate::app::App;
use crate::desk::{Desk, capital, href_of};
use crate::forms::{handbook_href, places};
use crate::pages::fields::Choice;
use crate::pages::parts::{Empty, Filter, Link, Pagination, Section, Tag, Tone};
use crate::pages::registers::{PlanGroup, PlanLine, Plans, Register, Row, RowGroup};
use crate::problem::Problem;
use crate::registers::{Opened, group_of, holds_one, lines, parts, parts_of, sheet};
use crate::session::Visitor;
use crate::web::{file, frame, html, with_query};

const PER_PAGE: u32 = 50;
/// The most rows of a printed document: beyond, a workbook serves better.
const MOST_PRINTED: usize = 2_000;

/// How many cases a filter finds: in all, open, and with something overdue.
async fn counted(app: &App, visitor: &Visitor, filter: &CaseFilter) -> Result<(u64, u64, u64), Problem> {
    let now = app.now();
    let of = async |open: Option<bool>, overdue: bool| -> Result<u64, Problem> {
        let filter = CaseFilter { open, overdue, page: 1, per_page: 1, ..filter.clone() };
        Ok(app.store().case_list(&visitor.actor, &filter, now).await?.total)
    };
    Ok((of(None, false).await?, of(Some(true), false).await?, of(None, true).await?))
}

fn standing(head: &procedure::Head, all: u64, open: u64) -> String {
    let noun = if all == 1 { &head.noun } else { &head.nouns };
    match (all, open) {
        (0, _) => format!("No {} yet", head.nouns),
        (all, 0) => format!("{all} {noun}, all closed"),
        (all, open) if open == all => format!("{all} {noun}"),
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
            CaseFilter { procedure: Some(id.to_owned()), per_page: 200, sort: CaseSort::Newest, ..CaseFilter::default() };
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
                let slug = row.reference.replace('/', "-");
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
        let record = casework::beginnings(procedure, &visitor.actor)
            .first()
            .map(|(step, _)| Link::new(format!("/record/{id}/{}", procedure.steps[*step].name), &procedure.steps[*step].title));
        if !plans.is_empty() || record.is_some() {
            let own = procedure.registers.iter().find(|(_, rule)| holds_one(procedure, &rule.roles, &visitor));
            let table = own.map(|(_, rule)| Link::new(format!("/registers/{id}/{}", rule.name), "See them as a table"));
            groups.push(PlanGroup { title: capital(&procedure.head.nouns), table, plans, record });
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
}

fn narrowed(app: &App, visitor: &Visitor, opened: &Opened, query: &BTreeMap<String, String>) -> Narrowed {
    let get = |name: &str| query.get(name).map_or("", String::as_str);
    let procedure = &opened.procedure;
    let directory = app.directory();
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
        let places = places(std::iter::once(procedure.as_ref()), &directory);
        let mut sites: Vec<Choice> = directory
            .sites
            .values()
            .filter(|site| places.contains(&site.id))
            .filter(|site| visitor.actor.grants.iter().any(|grant| grant.site.is_none() || grant.site == Some(site.id)))
            .map(|site| Choice::new(site.id.to_string(), &site.name).chosen_if(get("site")))
            .collect();
        sites.sort_by(|a, b| a.text.cmp(&b.text));
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
        text: (!words.is_empty()).then(|| words.to_owned()),
        procedure: Some(procedure.head.id.clone()),
        site: get("site").parse().ok(),
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
    let open = [("all", "Open and closed"), ("open", "Open"), ("closed", "Closed")]
        .map(|(value, text)| Choice::new(value, text).chosen_if(if get("open").is_empty() { "all" } else { get("open") }))
        .into();
    Narrowed { filter, filters, open, any }
}

/// A case of a list, when it belongs there as far as this person may see.
async fn desk(app: &App, visitor: &Visitor, opened: &Opened, reference: &str) -> Result<Option<Desk>, Problem> {
    let desk = match Desk::open(app, visitor, &reference.replace('/', "-")).await {
        Ok(desk) => desk,
        // It was taken out of their sight meanwhile.
        Err(Problem::NotFound) => return Ok(None),
        Err(problem) => return Err(problem),
    };
    let belongs =
        opened.parts_of().is_none_or(|(_, fact)| desk.procedure.facts.id(&fact).is_some_and(|fact| desk.sight.fact(fact)));
    Ok(belongs.then_some(desk))
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
        return export(&app, &visitor, &opened, narrow.filter, get("format")).await;
    }
    log_look(&app, &visitor, None, &format!("Register: {}{}", rule.title, of_words(&opened))).await?;
    let found = app.store().case_list(&visitor.actor, &narrow.filter, now).await?;
    let kinds: Vec<String> = parts_of(&app, &procedure.head.id).map(|(part, _)| capital(&part.head.nouns)).collect();
    let mut groups: Vec<RowGroup> = Vec::new();
    for line in &found.lines {
        let Some(desk) = desk(&app, &visitor, &opened, &line.head.reference).await? else { continue };
        let stage = case_row(&app, line, false, now);
        let mut cells = Vec::with_capacity(rule.columns.len());
        for (fact, head) in &rule.columns {
            cells.push((head.clone(), lines(&app, &desk, procedure, *fact)?));
        }
        let below = if kinds.is_empty() { Vec::new() } else { parts(&app, &visitor, &desk).await? };
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
        let title = group_of(&app, &desk, &opened)?;
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.rows.push(row),
            None => groups.push(RowGroup { title, rows: vec![row] }),
        }
    }
    let all = CaseFilter { procedure: Some(procedure.head.id.clone()), whole: opened.parts_of(), ..CaseFilter::default() };
    let (count, open, overdue) = counted(&app, &visitor, &all).await?;
    let late = match overdue {
        0 => String::new(),
        1 => ", 1 with something overdue".to_owned(),
        many => format!(", {many} with something overdue"),
    };
    let mut sentence = format!("{}{late}.", standing(&procedure.head, count, open));
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
    let empty = groups.is_empty().then(|| Empty {
        title: format!("No {} {}", procedure.head.nouns, if narrow.any { "found" } else { "yet" }),
        text: if narrow.any {
            "Narrow the table less.".to_owned()
        } else if opened.may_import(&visitor) {
            "Record the first one, or read in the sheet that holds them.".to_owned()
        } else {
            "They stand here once they are recorded.".to_owned()
        },
        link: narrow.any.then(|| Link::new(opened.href("", &[]), "Show everything")),
    });
    let mut actions = Vec::new();
    if let Some(href) = record_href(&visitor, &opened) {
        actions.push(href);
    }
    if opened.may_import(&visitor) {
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

async fn export(
    app: &App,
    visitor: &Visitor,
    opened: &Opened,
    mut filter: CaseFilter,
    format: &str,
) -> Result<Response, Problem> {
    let rule = opened.rule();
    let now = app.now();
    let kind = match format {
        "pdf" => "document",
        "xlsx" => "workbook",
        "csv" => "CSV",
        _ => return Err(Problem::NotFound),
    };
    let back = Link::new(opened.href("", &[]), format!("Back to “{}”", rule.title));
    filter.per_page = 500;
    let mut cases = Vec::new();
    for page in 1.. {
        filter.page = page;
        let found = app.store().case_list(&visitor.actor, &filter, now).await?;
        if format == "pdf" && usize::try_from(found.total).unwrap_or(usize::MAX) > MOST_PRINTED {
            let reason = format!(
                "A document holds at most {MOST_PRINTED} rows, and there are {}. Narrow the table, or take a workbook.",
                found.total
            );
            return Err(Problem::NotAllowed { reason, back });
        }
        for line in &found.lines {
            cases.extend(desk(app, visitor, opened, &line.head.reference).await?);
        }
        if u64::from(page) * u64::from(filter.per_page) >= found.total {
            break;
        }
    }
    log_look(app, visitor, None, &format!("Taken out as {kind}: {}{}", rule.title, of_words(opened))).await?;
    let mut sheet = sheet(app, opened, &cases, format == "pdf")?;
    let day = now.to_zoned(app.zone().clone()).date();
    let whole = opened.whole.as_ref().map_or_else(String::new, |(reference, _)| format!("-{}", reference.replace('/', "-")));
    let name = format!("{}-{}{whole}-{day}.{format}", opened.procedure.head.id, rule.name);
    let fault = |error: String| Problem::Fault(error);
    let (bytes, media) = match format {
        "csv" => (sheets::to_csv(&sheet), "text/csv; charset=utf-8"),
        "xlsx" => (
            sheets::to_xlsx(&sheet, now).map_err(|error| fault(error.to_string()))?,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        _ => {
            sheet.lines.push(format!("As it stood on {}", calendar::long_date(day)));
            let made = tokio::task::spawn_blocking(move || letters::table_pdf(&sheet, now)).await;
            (made.map_err(|error| fault(error.to_string()))?.map_err(|error| fault(error.to_string()))?, "application/pdf")
        }
    };
    Ok(file(bytes, media, &name, false))
}
