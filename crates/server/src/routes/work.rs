//! What somebody owes, most urgent first; and what was copied to them.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use casework::Directory;
use jiff::ToSpan;
use procedure::{Party, Procedure};
use serde::Deserialize;
use store::{DutyFilter, DutyGroup, DutyLine, DutyScope, DutyTimes};

use super::case::{hand, log_look, when};
use super::head::{calendar_of, due_words};
use crate::app::App;
use crate::desk::{Desk, href_of, slug_of};
use crate::offered::{self, at_place, narrowing};
use crate::pages::fields::Choice;
use crate::pages::my_work::{Copied, MyWork, Tab, WorkGroup, WorkRow, sentence};
use crate::pages::parts::{DueState, Empty, Filter, Link, Notice, Pagination, Section};
use crate::problem::Problem;
use crate::session::Visitor;
use crate::web::{Posted, frame, html, with_query};

const PER_PAGE: u32 = 50;

/// The first page leads to one's work.
pub async fn home() -> Redirect {
    Redirect::to("/work")
}

/// How the list is narrowed.
#[derive(Debug, Default, Deserialize)]
pub struct Narrow {
    #[serde(default)]
    list: String,
    #[serde(default)]
    site: String,
    #[serde(default)]
    stage: String,
    #[serde(default)]
    what: String,
    #[serde(default)]
    procedure: String,
    #[serde(default)]
    page: u32,
    #[serde(default)]
    told: String,
}

/// What is owed.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(State(app): State<App>, visitor: Visitor, Query(narrow): Query<Narrow>) -> Result<Response, Problem> {
    log_look(&app, &visitor, None, "My work").await?;
    let now = app.now();
    let today = now.to_zoned(app.zone().clone()).date();
    // The week ends on Sunday.
    let left = 6 - i64::from(today.weekday().to_monday_zero_offset());
    let times = DutyTimes { now, today, week_ends: today.checked_add(left.days()).unwrap_or(today) };
    let scope = match narrow.list.as_str() {
        "team" | "my team" => DutyScope::Team,
        "mine" => DutyScope::Mine,
        _ => first_scope(&app, &visitor, &times).await?,
    };
    let blank = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    // A stage or task of another procedure than the one that was chosen since would leave an empty list.
    let chosen = app.library().latest(&narrow.procedure);
    let filter = DutyFilter {
        scope,
        site: at_place(&app.directory(), &narrow.site),
        stage: blank(&narrow.stage).filter(|name| chosen.is_none_or(|procedure| procedure.stages.id(name).is_some())),
        duty: blank(&narrow.what).filter(|name| chosen.is_none_or(|procedure| procedure.duties.id(name).is_some())),
        procedure: blank(&narrow.procedure),
        page: narrow.page.max(1),
        per_page: PER_PAGE,
        ..DutyFilter::default()
    };
    let found = app.store().duty_page(&visitor.actor, &filter, &times).await?;
    let other_scope = if scope == DutyScope::Mine { DutyScope::Team } else { DutyScope::Mine };
    let other = app
        .store()
        .duty_page(&visitor.actor, &DutyFilter { scope: other_scope, per_page: 1, ..DutyFilter::default() }, &times)
        .await?;
    let narrowed = filter.site.is_some() || filter.stage.is_some() || filter.duty.is_some() || filter.procedure.is_some();
    let all = if narrowed {
        app.store().duty_page(&visitor.actor, &DutyFilter { scope, per_page: 1, ..DutyFilter::default() }, &times).await?.counts
    } else {
        found.counts
    };
    let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let (mine, team) = match scope {
        DutyScope::Mine => (all.of(None), other.counts.of(None)),
        DutyScope::Team => (other.counts.of(None), all.of(None)),
    };
    let tab = |text: &str, list: &str, number: u64, scope_of: DutyScope| Tab {
        text: text.to_owned(),
        count: count(number),
        value: list.to_owned(),
        href: with_query("/work", &[("list", list)]),
        current: scope == scope_of,
    };
    let directory = app.directory();
    let mut groups: Vec<WorkGroup> = Vec::new();
    for (group, title) in [
        (DutyGroup::Overdue, "Overdue"),
        (DutyGroup::Hoped, "Wanted by now, where possible"),
        (DutyGroup::Today, "Today"),
        (DutyGroup::Week, "This week"),
        (DutyGroup::Later, "Later"),
    ] {
        let rows: Vec<WorkRow> =
            found.lines.iter().filter(|line| line.group == group).map(|line| row(&app, &directory, line, scope, now)).collect();
        if !rows.is_empty() {
            groups.push(WorkGroup {
                title: title.to_owned(),
                count: count(found.counts.of(Some(group))),
                overdue: group == DutyGroup::Overdue,
                rows,
            });
        }
    }
    let copied = copied(&app, &visitor).await?;
    let nothing = found.total == 0;
    let owes = mine + team > 0;
    let mut frame = frame(&app, Some(&visitor), "My work", Section::MyWork);
    if !narrow.told.is_empty() {
        frame.notice = told(&narrow.told);
    }
    let filters = if owes { filters(&app, &visitor, &directory, &narrow, &found.lines) } else { Vec::new() };
    let total = count(found.total);
    let pagination = (found.total > u64::from(PER_PAGE)).then(|| {
        Pagination::new(usize::try_from(found.page).unwrap_or(1), 50, total, "duties", |page| {
            with_query(
                "/work",
                &[
                    ("list", &narrow.list),
                    ("site", &narrow.site),
                    ("stage", &narrow.stage),
                    ("what", &narrow.what),
                    ("procedure", &narrow.procedure),
                    ("page", &page.to_string()),
                ],
            )
        })
    });
    Ok(html(&MyWork {
        sentence: sentence(count(found.counts.overdue), count(found.counts.today), count(found.counts.week)),
        tabs: if owes {
            vec![tab("Mine", "mine", mine, DutyScope::Mine), tab("My team", "team", team, DutyScope::Team)]
        } else {
            Vec::new()
        },
        filters,
        groups,
        may_take: scope == DutyScope::Team && !nothing,
        hand_over_to: if nothing { Vec::new() } else { colleagues(&visitor, &directory) },
        pagination,
        empty: nothing.then(|| empty(narrowed, scope, team, copied.len())),
        copied,
        frame,
    }))
}

/// One's own list when something is on it, else the team's.
async fn first_scope(app: &App, visitor: &Visitor, times: &DutyTimes) -> Result<DutyScope, Problem> {
    let filter = DutyFilter { scope: DutyScope::Mine, per_page: 1, ..DutyFilter::default() };
    let mine = app.store().duty_page(&visitor.actor, &filter, times).await?;
    Ok(if mine.total > 0 { DutyScope::Mine } else { DutyScope::Team })
}

fn empty(narrowed: bool, scope: DutyScope, team: u64, copied: usize) -> Empty {
    let (title, text, link) = match (narrowed, scope) {
        (true, _) => (
            "Nothing is owed that fits",
            "Show everything, or choose another place, stage or task.",
            Some(Link::new("/work", "Show everything")),
        ),
        (false, DutyScope::Mine) if team > 0 => (
            "You have taken nothing on",
            "Your team has work that nobody holds yet.",
            Some(Link::new("/work?list=team", "Look at my team’s work")),
        ),
        (false, _) if copied > 0 => ("You owe nothing", "What was copied to you is below.", None),
        _ => (
            "You owe nothing",
            "When something becomes due, it stands here, the most urgent first.",
            Some(Link::new("/complaints", "Look through all complaints")),
        ),
    };
    Empty { title: title.to_owned(), text: text.to_owned(), link }
}

fn row(app: &App, directory: &Directory, line: &DutyLine, scope: DutyScope, now: jiff::Timestamp) -> WorkRow {
    let procedure = app.library().version(&line.head.procedure, &line.head.version);
    let case_href = href_of(&line.head.reference);
    let stage = procedure
        .and_then(|procedure| procedure.stages.named(&line.stage))
        .map_or_else(|| line.stage.clone(), |stage| stage.title.clone());
    let due = match (procedure.and_then(|procedure| app.rules(procedure).ok()), line.due) {
        (Some(rules), Some(at)) => {
            let calendar = calendar_of(rules, directory, line.counts_at);
            let end_of_day = line.due_day.is_some_and(|day| {
                day.tomorrow()
                    .ok()
                    .and_then(|next| next.to_zoned(rules.zone.clone()).ok())
                    .is_some_and(|midnight| midnight.timestamp() == at)
            });
            let at = match line.due_day.filter(|_| end_of_day) {
                Some(day) => calendar::DueAt::EndOf(day),
                None => calendar::DueAt::At(at),
            };
            let due = calendar::Due { at, provisional: line.provisional };
            calendar.map(|calendar| due_words(rules, calendar, Some(due), false, now)).unwrap_or_default()
        }
        (Some(rules), None) => calendar_of(rules, directory, line.counts_at)
            .map(|calendar| due_words(rules, calendar, None, false, now))
            .unwrap_or_default(),
        _ => crate::pages::parts::Due::default(),
    };
    let mut due = due;
    if line.soft && due.state == DueState::Overdue {
        due.state = DueState::Later;
    }
    WorkRow {
        id: format!("{}.{}.{}", slug_of(&line.head.reference), line.duty, line.number),
        due,
        what: line.title.clone(),
        href: line.step.as_ref().map_or_else(|| case_href.clone(), |step| format!("{case_href}/steps/{step}")),
        reference: line.head.reference.clone(),
        case_href,
        who: line.who.clone(),
        about: line.about.clone(),
        place: line.site.map_or_else(String::new, |site| directory.site_name(site).to_owned()),
        stage,
        holder: (scope == DutyScope::Team)
            .then(|| line.holder.map_or_else(String::new, |person| directory.person_name(person).to_owned())),
    }
}

fn filters(app: &App, visitor: &Visitor, directory: &Directory, narrow: &Narrow, lines: &[DutyLine]) -> Vec<Filter> {
    let holds = |procedure: &Procedure, party: &Party| match party {
        Party::Role(role) => visitor.actor.grants.iter().any(|grant| grant.role == procedure.roles[*role].name),
        Party::Fact(_) => false,
    };
    // Procedures that ask something of a role of theirs, or of themselves.
    let mut known: Vec<&Procedure> = app
        .library()
        .ids()
        .filter_map(|id| app.library().latest(id).map(Arc::as_ref))
        .filter(|procedure| {
            narrow.procedure == procedure.head.id
                || lines.iter().any(|line| line.head.procedure == procedure.head.id)
                || procedure.duties.iter().any(|(_, duty)| duty.owner.iter().any(|party| holds(procedure, party)))
        })
        .collect();
    known.sort_by(|a, b| a.head.title.cmp(&b.head.title));
    // Stages and tasks are those of one procedure: the one that was chosen, or the only one.
    let one = match known.as_slice() {
        [only] => Some(*only),
        several => several.iter().copied().find(|procedure| procedure.head.id == narrow.procedure),
    };
    let (_, book) = app.book();
    let places = book.places_of(one.map_or_else(|| known.clone(), |procedure| vec![procedure]).into_iter(), directory);
    let sites = narrowing(directory, &visitor.actor, &places, &narrow.site);
    let filter = |name: &str, label: &str, all: &str, choices: Vec<Choice>| Filter {
        name: name.to_owned(),
        label: label.to_owned(),
        all: all.to_owned(),
        choices,
    };
    let mut all = Vec::new();
    if known.len() > 1 {
        let choices =
            known.iter().map(|procedure| Choice::new(&procedure.head.id, &procedure.head.title).chosen_if(&narrow.procedure));
        all.push(filter("procedure", "Procedure", "All procedures", choices.collect()));
    }
    if sites.len() > 1 {
        all.push(filter("site", "Place", "All places", sites));
    }
    if let Some(procedure) = one {
        let stages = procedure.stages.iter().filter(|(_, stage)| !stage.end);
        let stages = stages.map(|(_, stage)| Choice::new(&stage.name, &stage.title).chosen_if(&narrow.stage)).collect();
        all.push(filter("stage", "Stage", "All stages", stages));
        let mine = |duty: &procedure::Duty| {
            let owed = duty.owner.iter().any(|party| matches!(party, Party::Fact(_)) || holds(procedure, party));
            owed && (lines.iter().any(|line| line.duty == duty.name) || narrow.what == duty.name || lines.len() >= 50)
        };
        let duties: Vec<Choice> = procedure
            .duties
            .iter()
            .filter(|(_, duty)| mine(duty))
            .map(|(_, duty)| Choice::new(&duty.name, &duty.title).chosen_if(&narrow.what))
            .collect();
        if duties.len() > 1 {
            all.push(filter("what", "Task", "All tasks", duties));
        }
    }
    all
}

/// Everybody who shares a role with this person.
fn colleagues(visitor: &Visitor, directory: &Directory) -> Vec<Choice> {
    let people = visitor.actor.grants.iter().flat_map(|grant| directory.holders(&grant.role, grant.site));
    offered::people(directory, people.filter(|person| *person != visitor.actor.person)).choices(|_| true, "")
}

async fn copied(app: &App, visitor: &Visitor) -> Result<Vec<Copied>, Problem> {
    let found = app.store().notice_page(&visitor.actor, false, 1, 30).await?;
    let mut all = Vec::new();
    for line in &found.page.lines {
        let Some(procedure) = app.library().version(&line.head.procedure, &line.head.version) else { continue };
        let rules = app.rules(procedure)?;
        let title = procedure.notices.named(&line.notice).map_or_else(|| line.notice.clone(), |notice| notice.title.clone());
        let carried: Vec<String> = line.carries.iter().map(|(label, text)| format!("{label}: {text}")).collect();
        all.push(Copied {
            when: when(rules, line.sent),
            what: title,
            carries: carried.join("; "),
            href: if line.visible { href_of(&line.head.reference) } else { "#copied".to_owned() },
            reference: line.head.reference.clone(),
            unread: line.read.is_none(),
        });
    }
    // Having been listed, they are read: nobody is asked to tick them off.
    for line in found.page.lines.iter().filter(|line| line.read.is_none()) {
        let (store, actor, key, now) = (app.store().clone(), visitor.actor.clone(), line.key, app.now());
        app.store().aside(async move { store.notice_read(&actor, key, now).await.map(drop) }).await?;
    }
    Ok(all)
}

fn told(code: &str) -> Option<Notice> {
    let (kind, number) = code.split_once('-')?;
    let number: u32 = number.parse().ok()?;
    let cases = if number == 1 { "1 case".to_owned() } else { format!("{number} cases") };
    let text = match kind {
        "taken" => format!("You took {cases}."),
        "handed" => format!("You handed over {cases}."),
        "none" => "Nothing was changed: tick at least one line, and to hand over choose a person who holds the role.".to_owned(),
        _ => return None,
    };
    Some(Notice { text, link: None })
}

/// Takes or hands over what was ticked.
///
/// # Errors
/// When the store cannot keep it.
pub async fn act(State(app): State<App>, posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form } = posted;
    // A line is a case, a duty and its number; the address of a case may hold points too.
    let mut cases: Vec<&str> = form.all("duty").filter_map(|id| id.rsplitn(3, '.').nth(2)).collect();
    cases.sort_unstable();
    cases.dedup();
    let action = form.get("action").to_owned();
    let mut done = 0u32;
    for case in cases {
        let desk = match Desk::open(&app, &visitor, case).await {
            Ok(desk) => desk,
            Err(Problem::NotFound) => continue,
            Err(problem) => return Err(problem),
        };
        if hand(&app, &visitor, &desk, &action, form.get("to")).await?.is_ok() {
            done = done.saturating_add(1);
        }
    }
    let told = match (done, action.as_str()) {
        (0, _) => "none-0".to_owned(),
        (done, "take") => format!("taken-{done}"),
        (done, _) => format!("handed-{done}"),
    };
    let list = if action == "take" { "mine" } else { "team" };
    Ok(Redirect::to(&with_query("/work", &[("list", list), ("told", &told)])).into_response())
}
