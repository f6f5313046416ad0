//! Moves a case to another version of its procedure, after showing what changes.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use casework::{Act, Entry, Owed, Rules, Sight, State as CaseState, derive, duties};
use procedure::Procedure;

use super::case::log_look;
use super::head::line;
use super::procedures::in_force;
use super::step::{TRIES, done_before};
use crate::app::App;
use crate::desk::{CHANGED, Desk};
use crate::forms::Form;
use crate::keep::new_entry;
use crate::pages::case_version::{CaseVersion, Target};
use crate::pages::fields::ErrorSummary;
use crate::pages::parts::{Empty, Link, Section};
use crate::problem::Problem;
use crate::session::Visitor;
use crate::web::{Posted, frame, html, with_status};

/// Whether this person may move the case.
#[must_use]
pub fn may_move(visitor: &Visitor, desk: &Desk) -> bool {
    desk.procedure.head.moved_by.iter().any(|role| desk.holds(visitor, *role))
}

/// What would change.
///
/// # Errors
/// Not found when there is no such case; not allowed when this person may not move it.
pub async fn ask(State(app): State<App>, visitor: Visitor, Path(case): Path<String>) -> Result<Response, Problem> {
    let desk = Desk::open(&app, &visitor, &case).await?;
    allow(&visitor, &desk)?;
    let page = page(&app, &visitor, &desk, ErrorSummary::default())?;
    log_look(&app, &visitor, Some(desk.id), "Versions").await?;
    Ok(html(&page))
}

fn allow(visitor: &Visitor, desk: &Desk) -> Result<(), Problem> {
    if may_move(visitor, desk) {
        return Ok(());
    }
    Err(Problem::NotAllowed {
        reason: "None of your roles may move this case to another version of its procedure.".to_owned(),
        back: Link::new(desk.href(), format!("Back to {}", desk.reference)),
    })
}

fn page(app: &App, visitor: &Visitor, desk: &Desk, errors: ErrorSummary) -> Result<CaseVersion, Problem> {
    let head = &desk.procedure.head;
    let mut targets = Vec::new();
    for other in app.library().versions(&head.id).filter(|other| other.head.version != head.version) {
        targets.push(target(app, visitor, desk, other)?);
    }
    let empty = targets.is_empty().then(|| Empty {
        title: "There is no other version".to_owned(),
        text: "A case can be moved once another version of the procedure is there.".to_owned(),
        link: None,
    });
    Ok(CaseVersion {
        frame: frame(app, Some(visitor), &format!("Move {} to another version", desk.reference), Section::Complaints),
        case: line(app, desk)?,
        errors,
        from: Link::new(format!("/procedures/{}/{}", head.id, head.version), &head.version),
        targets,
        seen: desk.form_token(),
        empty,
    })
}

/// A case as another version has it: its entries and where they lead; or what stands in the way, in sentences.
type Reread = Result<(Vec<Entry>, CaseState), Vec<String>>;

/// What stands in the way, as far as this person may be told: it quotes what happened.
fn told(desk: &Desk, obstacles: Vec<String>) -> Vec<String> {
    if desk.sight.timeline() { obstacles } else { vec!["What happened in this case does not fit that version.".to_owned()] }
}

/// A case as another version of its procedure has it.
fn under(app: &App, desk: &Desk, kept: &[Entry], other: &Procedure) -> Result<Reread, Problem> {
    let mut entries = Vec::new();
    let mut obstacles = Vec::new();
    for entry in kept {
        let kept = entry.act.keep(&desk.procedure);
        match Act::read(other, &kept) {
            Ok(act) => {
                let role = entry.role.and_then(|role| other.roles.id(&desk.procedure.roles[role].name));
                entries.push(Entry { act, role, ..entry.clone() });
            }
            Err(error) => obstacles.push(format!("Entry {}: {error}.", entry.seq)),
        }
    }
    if !obstacles.is_empty() {
        return Ok(Err(obstacles));
    }
    let state = CaseState::replay(app.rules(other)?, &entries);
    Ok(Ok((entries, state)))
}

fn target(app: &App, visitor: &Visitor, desk: &Desk, other: &Arc<Procedure>) -> Result<Target, Problem> {
    let head = &other.head;
    let mut target = Target {
        version: Link::new(format!("/procedures/{}/{}", head.id, head.version), format!("Version {}", head.version)),
        name: head.version.clone(),
        in_force: in_force(other),
        ..Target::default()
    };
    match under(app, desk, desk.whole().entries, other)? {
        Err(obstacles) => target.obstacles = told(desk, obstacles),
        Ok((entries, state)) => {
            let rules = app.rules(other)?;
            let then = duties(rules, &entries, &state);
            let stage = &other.stages[state.stage];
            let stage_now = desk.stage();
            if stage.title != stage_now.title {
                target.changes.push(("Stage".to_owned(), stage_now.title.clone(), stage.title.clone()));
            }
            // What is hidden under either version is not told.
            let sight = casework::sight::of_actor(other, &state, &visitor.actor);
            target.changes.extend(changes(app, desk, rules, &then, sight.as_ref())?);
        }
    }
    Ok(target)
}

/// What is owed now and would be owed then, where the two differ.
fn changes(
    app: &App,
    desk: &Desk,
    rules: Rules<'_>,
    then: &[Owed],
    sight: Option<&Sight>,
) -> Result<Vec<(String, String, String)>, Problem> {
    let now_rules = desk.rules(app)?;
    let now = app.now();
    let words = |rules: Rules<'_>, owed: Option<&Owed>| match owed {
        None => "Not owed".to_owned(),
        Some(owed) => owed.due.map_or_else(|| "Without a date".to_owned(), |due| calendar::due_words(due.at, rules.zone)),
    };
    let open = |owed: &&Owed| owed.is_open(now);
    let seen = |owed: &&Owed| sight.is_some_and(|sight| sight.due(owed.duty));
    let mut all = Vec::new();
    for owed in desk.owed().filter(open) {
        let duty = &desk.procedure.duties[owed.duty];
        let same = then.iter().filter(open).filter(seen).find(|other| rules.procedure.duties[other.duty].name == duty.name);
        let (before, after) = (words(now_rules, Some(owed)), words(rules, same));
        if before != after {
            all.push((duty.title.clone(), before, after));
        }
    }
    for owed in then.iter().filter(open).filter(seen) {
        let duty = &rules.procedure.duties[owed.duty];
        let known = desk.owed().filter(open).any(|other| desk.procedure.duties[other.duty].name == duty.name);
        if !known {
            all.push((duty.title.clone(), words(now_rules, None), words(rules, Some(owed))));
        }
    }
    Ok(all)
}

/// Moves it.
///
/// # Errors
/// Not found when there is no such case or version; not allowed when this person may not move it; faults of the store.
pub async fn take(State(app): State<App>, Path(case): Path<String>, posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form } = posted;
    for _ in 0..TRIES {
        let desk = Desk::open(&app, &visitor, &case).await?;
        if let Some(response) = take_once(&app, &visitor, &desk, &form).await? {
            return Ok(response);
        }
    }
    let desk = Desk::open(&app, &visitor, &case).await?;
    allow(&visitor, &desk)?;
    refuse(&app, &visitor, &desk, format!("{CHANGED} Look at what would change now.")).await
}

async fn refuse(app: &App, visitor: &Visitor, desk: &Desk, words: String) -> Result<Response, Problem> {
    let page = page(app, visitor, desk, ErrorSummary::default().with("", words))?;
    log_look(app, visitor, Some(desk.id), "Versions, not moved").await?;
    Ok(with_status(StatusCode::CONFLICT, &page))
}

/// Moves a case as it is now; `None` if it changed meanwhile and must be looked at once more.
async fn take_once(app: &App, visitor: &Visitor, desk: &Desk, form: &Form) -> Result<Option<Response>, Problem> {
    let token = form.get("seen");
    let done = || Redirect::to(&format!("{}/timeline", desk.href())).into_response();
    if let Err(closed) = allow(visitor, desk) {
        return if done_before(app, visitor, desk, token).await? { Ok(Some(done())) } else { Err(closed) };
    }
    let head = &desk.procedure.head;
    let seen = desk.seq_of(token);
    if seen != desk.seq() {
        if done_before(app, visitor, desk, token).await? {
            return Ok(Some(done()));
        }
        if let Some(what) = desk.since(app, seen) {
            return refuse(app, visitor, desk, format!("{what} Look at what would change now.")).await.map(Some);
        }
    }
    let other = app.library().version(&head.id, form.get("version")).cloned().ok_or(Problem::NotFound)?;
    let (mut entries, _) = match under(app, desk, &desk.as_kept(app)?.0, &other)? {
        Ok(moved) => moved,
        Err(obstacles) => return refuse(app, visitor, desk, told(desk, obstacles).join(" ")).await.map(Some),
    };
    let now = app.now();
    let role = desk.procedure.head.moved_by.iter().copied().find(|role| desk.holds(visitor, *role));
    let entry = Entry {
        seq: desk.seq().saturating_add(1),
        happened: now,
        recorded: now,
        by: visitor.actor.person,
        role,
        act: Act::Moved { from: head.version.clone(), to: other.head.version.clone(), hash: other.hash.clone() },
    };
    let kept = new_entry(&desk.procedure, &entry);
    entries.push(Entry { role: role.and_then(|role| other.roles.id(&desk.procedure.roles[role].name)), ..entry });
    let rules = app.rules(&other)?;
    let state = CaseState::replay(rules, &entries);
    let rows = derive(rules, &entries, &state);
    let append = store::Append {
        entries: vec![kept],
        form_key: Some(token.to_owned()),
        moves: Some((other.head.version.clone(), other.hash.clone())),
        ..store::Append::new(desk.id, desk.seq(), &rows)
    };
    match app.store().case_append(&visitor.actor, append).await {
        Ok(_) | Err(store::AppendError::AlreadyDone(_)) => Ok(Some(done())),
        Err(store::AppendError::Stale { .. }) => Ok(None),
        Err(store::AppendError::NotFound) => Err(Problem::NotFound),
        Err(error) => Err(error.into()),
    }
}
