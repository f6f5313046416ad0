//! Reading a sheet into a register: the form, what was found in the file, and keeping it once that was accepted.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;

use axum::extract::{Multipart, Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use sheets::{Fault, Group, Raw, Sheet};

use super::case::log_look;
use crate::app::App;
use crate::desk::{Desk, href_of, slug_of};
use crate::import::{Target, check, form_key, keep, kept_before};
use crate::pages::fields::ErrorSummary;
use crate::pages::import::{Import, ImportCheck};
use crate::pages::parts::{Link, Section};
use crate::problem::{Problem, of_parts};
use crate::registers::Opened;
use crate::session::Visitor;
use crate::waiting::{Sent, Stand};
use crate::web::{Posted, file, frame, html, same, token};

/// How many faults and rows a page shows.
const SHOWN: usize = 200;
const ROWS_SHOWN: usize = 20;

fn target(opened: &Opened) -> Target<'_> {
    Target {
        procedure: &opened.procedure,
        register: opened.register,
        whole: opened.whole.as_ref().map(|(reference, _)| reference.as_str()),
    }
}

async fn find(app: &App, visitor: &Visitor, id: &str, name: &str, of: &str) -> Result<Opened, Problem> {
    let opened = Opened::find(app, visitor, id, name, of).await?.in_force(app, app.now())?;
    if opened.may_import(visitor) { Ok(opened) } else { Err(Problem::NotFound) }
}

fn into_words(opened: &Opened) -> String {
    opened.whole.as_ref().map_or_else(String::new, |(reference, line)| format!("{line} ({reference})"))
}

fn form(app: &App, visitor: &Visitor, opened: &Opened, faults: &[Fault]) -> Import {
    let rule = opened.rule();
    let mut errors = ErrorSummary::default();
    for fault in faults {
        errors = errors.with("file", fault.to_string());
    }
    let nouns = opened.procedure.head.nouns.clone();
    Import {
        frame: frame(app, Some(visitor), &format!("Read {nouns} in from a sheet"), Section::Plans),
        back: Link::new(opened.href("", &[]), &rule.title),
        into: into_words(opened),
        errors,
        columns: target(opened).columns().into_iter().map(|column| (column.head, column.needed, column.takes)).collect(),
        blank: opened.href("/import", &[("format", "xlsx")]),
        action: opened.href("/import", &[]),
        nouns,
    }
}

/// The form that takes the file; or an empty sheet to fill.
///
/// # Errors
/// Not found when there is no such register, or this person may read nothing into it.
pub async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, name)): Path<(String, String)>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let get = |name: &str| query.get(name).map_or("", String::as_str);
    let opened = find(&app, &visitor, &id, &name, get("of")).await?;
    if get("format") == "xlsx" {
        let heads = target(&opened).columns().into_iter().map(|column| column.head).collect();
        let sheet = Sheet { title: opened.rule().title.clone(), heads, groups: vec![Group::default()], ..Sheet::default() };
        let bytes = sheets::to_xlsx(&sheet, app.now()).map_err(|error| Problem::Fault(error.to_string()))?;
        let media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        return Ok(file(bytes, media, &format!("{id}-{name}.xlsx"), false));
    }
    Ok(html(&form(&app, &visitor, &opened, &[])))
}

/// Takes a file and begins to look it through.
///
/// # Errors
/// As [`ask`]; when the form is too old, the file too large, or there is no room for it.
pub async fn take(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, name)): Path<(String, String)>,
    Query(query): Query<BTreeMap<String, String>>,
    mut parts: Multipart,
) -> Result<Response, Problem> {
    let opened = find(&app, &visitor, &id, &name, query.get("of").map_or("", String::as_str)).await?;
    let back = Link::new(opened.href("/import", &[]), "Back to the form");
    let mut csrf = String::new();
    let mut sent: Option<(String, Vec<u8>)> = None;
    while let Some(part) = parts.next_field().await.map_err(|error| of_parts(&error, &back))? {
        match part.name() {
            Some("csrf") => csrf = part.text().await.map_err(|error| of_parts(&error, &back))?,
            Some("file") => {
                let name = casework::clean::file_name(part.file_name().unwrap_or_default());
                let bytes = part.bytes().await.map_err(|error| of_parts(&error, &back))?;
                sent = Some((name, bytes.to_vec()));
            }
            _ => {}
        }
    }
    if !same(&csrf, &visitor.csrf) {
        return Err(Problem::Stale(back));
    }
    let refuse = |faults: &[Fault]| {
        let mut response = html(&form(&app, &visitor, &opened, faults));
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        response
    };
    let Some((name, bytes)) = sent.filter(|(name, bytes)| !name.is_empty() || !bytes.is_empty()) else {
        return Ok(refuse(&[Fault { row: None, column: None, words: "Choose a file.".to_owned() }]));
    };
    if let Err(stopped) = app.scan(&bytes).await {
        return Ok(refuse(&[Fault { row: None, column: None, words: format!("{}.", stopped.words()) }]));
    }
    let key = token();
    let of = opened.whole.as_ref().map_or_else(String::new, |(reference, _)| slug_of(reference));
    let into = (id, opened.rule().name.clone(), of);
    let sent = Arc::new(Sent::new(visitor.actor.person, app.now(), into, name, bytes));
    if !app.waiting().add(&key, sent.clone(), app.now()) {
        return Err(Problem::NotAllowed { reason: NO_ROOM.to_owned(), back });
    }
    let looking = look(app.clone(), visitor, opened, sent.clone(), key.clone());
    tokio::spawn(to_its_end(sent.clone(), looking, async { None }));
    sent.moment().await;
    Ok(Redirect::to(&format!("/imports/{key}")).into_response())
}

const NO_ROOM: &str = "So many sheets are being read in that there is no room for this one. Nothing was kept. Try again in a few minutes, or split the sheet.";

/// Does the work on a file and says how it stands, also when the work breaks off: then as it is known otherwise, or else as failed.
async fn to_its_end(
    sent: Arc<Sent>,
    work: impl Future<Output = Stand> + Send + 'static,
    known: impl Future<Output = Option<Stand>> + Send,
) {
    let stand = match tokio::spawn(work).await {
        Ok(stand) => stand,
        Err(error) => match known.await {
            Some(stand) => stand,
            None => failed(&Problem::Fault(error.to_string())),
        },
    };
    sent.to(stand);
}

/// Reads a file and looks it through, when it is its turn.
async fn look(app: App, visitor: Visitor, opened: Opened, sent: Arc<Sent>, key: String) -> Stand {
    let _turn = app.waiting().turn().await;
    // Another took its place meanwhile.
    let Some(bytes) = sent.bytes() else { return sent.stand() };
    sent.to(Stand::Looking);
    let heads = target(&opened).heads();
    let called = sent.file.clone();
    let read = tokio::task::spawn_blocking(move || sheets::read_with(&called, &bytes, |cells| heads.is_head(cells)));
    let raw = match read.await {
        Ok(Ok(raw)) => Arc::new(raw),
        Ok(Err(faults)) => return Stand::Faulty(Arc::new(faults)),
        Err(error) => return failed(&Problem::Fault(error.to_string())),
    };
    sent.read(raw.clone());
    if !app.waiting().fits(&key) {
        return Stand::Failed(NO_ROOM.to_owned());
    }
    match check(&app, &visitor.actor, target(&opened), &raw, app.now(), &sent.progress).await {
        Ok(checked) if checked.faults.is_empty() => Stand::Fine(Arc::new(checked.left)),
        Ok(checked) => Stand::Faulty(Arc::new(checked.faults)),
        Err(problem) => failed(&problem),
    }
}

/// A file that this person sent, and the register that it is for, as long as they may read something into it.
async fn sent(app: &App, visitor: &Visitor, key: &str) -> Result<(Arc<Sent>, Opened), Problem> {
    let sent = app.waiting().find(key, visitor.actor.person, app.now()).ok_or(Problem::NotFound)?;
    let (id, name, of) = &sent.into;
    let opened = find(app, visitor, id, name, of).await?;
    Ok((sent, opened))
}

/// What was kept of a sheet that is no longer in memory.
async fn remembered(app: &App, visitor: &Visitor, key: &str) -> Result<Option<Response>, Problem> {
    let Some(kept) = kept_before(app, &visitor.actor, &form_key(key)).await? else { return Ok(None) };
    let mut page = ImportCheck {
        frame: frame(app, Some(visitor), "Read a sheet in", Section::Plans),
        heading: format!("{} read in", if kept.len() == 1 { "1 row".to_owned() } else { format!("{} rows", kept.len()) }),
        sentence: KEPT.to_owned(),
        back: Link::new("/plans", "Go to plans and logs"),
        ..ImportCheck::default()
    };
    // The first case says what they are and where they stand, when this person may still see it.
    let first = kept.first().map(String::as_str).unwrap_or_default();
    match Desk::find(app, visitor, first).await {
        Ok(desk) => {
            let head = &desk.procedure.head;
            page.heading = format!("{} read in", counted(head, kept.len()));
            page.back = match head.part_of.as_ref().and_then(|part| desk.fact(part.whole)) {
                Some(procedure::Value::Case(whole)) => Link::new(href_of(whole), format!("Go to {whole}")),
                _ => Link::new(desk.href(), format!("Go to {}", desk.reference)),
            };
        }
        Err(Problem::NotFound) => {}
        Err(problem) => return Err(problem),
    }
    page.frame.title.clone_from(&page.heading);
    Ok(Some(html(&page)))
}

const KEPT: &str = "All rows of the sheet are kept.";

fn counted(head: &procedure::Head, rows: usize) -> String {
    if rows == 1 { format!("1 {}", head.noun) } else { format!("{rows} {}", head.nouns) }
}

fn failed(problem: &Problem) -> Stand {
    Stand::Failed(match problem {
        Problem::NotAllowed { reason, .. } => reason.clone(),
        Problem::NotSaved(cause) => format!("Nothing can be saved at present: {cause}. Nothing was kept. Try again later."),
        other => {
            tracing::error!(?other, "a sheet could not be read in");
            "Something went wrong here. Nothing was kept. Try again, and tell whoever looks after Redress if it happens again."
                .to_owned()
        }
    })
}

/// How a file stands.
///
/// # Errors
/// Not found when this person sent none of that name, or it is forgotten.
pub async fn show(State(app): State<App>, visitor: Visitor, Path(key): Path<String>) -> Result<Response, Problem> {
    let (sent, opened) = match sent(&app, &visitor, &key).await {
        Ok(found) => found,
        Err(Problem::NotFound) => return remembered(&app, &visitor, &key).await?.ok_or(Problem::NotFound),
        Err(problem) => return Err(problem),
    };
    let count = |rows: usize| counted(&opened.procedure.head, rows);
    let again = Link::new(opened.href("/import", &[]), "Choose another file");
    let mut page = ImportCheck {
        frame: frame(&app, Some(&visitor), "Read a sheet in", Section::Plans),
        heading: "Read a sheet in".to_owned(),
        file: if sent.file.is_empty() { "without a name".to_owned() } else { sent.file.clone() },
        into: into_words(&opened),
        action: format!("/imports/{key}"),
        back: again,
        ..ImportCheck::default()
    };
    let mut status = StatusCode::OK;
    let mut refresh = false;
    match sent.stand() {
        Stand::Queued => {
            page.sentence =
                "Another sheet is being looked through first. Yours comes next, or soon after. Nothing is kept yet.".to_owned();
            refresh = true;
        }
        Stand::Looking => {
            page.sentence = "The sheet is being looked through. Nothing is kept yet.".to_owned();
            page.progress = Some(sent.progress.now());
            refresh = true;
        }
        Stand::Keeping => {
            page.sentence = "The rows are being kept.".to_owned();
            page.progress = Some(sent.progress.now());
            refresh = true;
        }
        Stand::Faulty(faults) => {
            status = StatusCode::UNPROCESSABLE_ENTITY;
            let things = if faults.len() == 1 { "1 thing is".to_owned() } else { format!("{} things are", faults.len()) };
            page.heading = "The sheet cannot be read in yet".to_owned();
            page.sentence = format!("{things} wrong. Nothing was kept. Mend the sheet and send it again.");
            page.faults = faults
                .iter()
                .take(SHOWN)
                .map(|fault| {
                    let row = fault.row.map_or_else(String::new, |row| row.to_string());
                    (row, fault.column.clone().unwrap_or_default(), fault.words.clone())
                })
                .collect();
            if faults.len() > SHOWN {
                page.more = format!("The first {SHOWN} of {} are listed.", faults.len());
            }
        }
        Stand::Fine(left) => {
            // It went on meanwhile.
            let Some(raw) = sent.raw() else { return Ok(Redirect::to(&page.action).into_response()) };
            let rows = raw.rows.len();
            page.heading = format!("Check before you read in {}", count(rows));
            page.sentence = "Every row can be read in. Nothing is kept until you say so.".to_owned();
            page.left = left.words().join(" ");
            page.heads.clone_from(&raw.heads);
            page.rows = raw
                .rows
                .iter()
                .take(ROWS_SHOWN)
                .map(|row| (row.number, raw.heads.iter().cloned().zip(row.cells.iter().cloned()).collect()))
                .collect();
            if rows > ROWS_SHOWN {
                page.rest = format!("The first {ROWS_SHOWN} of {rows} rows are shown.");
            }
            page.submit = Some(format!("Read in {}", count(rows)));
        }
        Stand::Kept(kept) => {
            page.heading = format!("{} read in", count(kept));
            page.sentence = KEPT.to_owned();
            page.back = Link::new(opened.href("", &[]), format!("Go to “{}”", opened.rule().title));
        }
        Stand::Failed(words) => {
            page.heading = "The sheet was not read in".to_owned();
            page.sentence = words;
        }
    }
    page.frame.title.clone_from(&page.heading);
    let mut response = html(&page);
    *response.status_mut() = status;
    if refresh {
        response.headers_mut().insert(header::REFRESH, HeaderValue::from_static("1"));
    }
    Ok(response)
}

/// Keeps what was looked through.
///
/// # Errors
/// As [`show`].
pub async fn accept(State(app): State<App>, Path(key): Path<String>, posted: Posted) -> Result<Response, Problem> {
    let visitor = posted.visitor;
    let (sent, opened) = match sent(&app, &visitor, &key).await {
        Ok(found) => found,
        // It was kept, and the page that says so was not seen.
        Err(Problem::NotFound) if kept_before(&app, &visitor.actor, &form_key(&key)).await?.is_some() => {
            return Ok(Redirect::to(&format!("/imports/{key}")).into_response());
        }
        Err(problem) => return Err(problem),
    };
    if let Some(raw) = sent.raw().filter(|_| sent.accept()) {
        let (person, token) = (visitor.actor.clone(), form_key(&key));
        let keeping = keep_all(app.clone(), visitor, opened, sent.clone(), raw, token.clone());
        let known = {
            let app = app.clone();
            async move { already(&app, &person, &token).await }
        };
        tokio::spawn(to_its_end(sent.clone(), keeping, known));
    }
    sent.moment().await;
    Ok(Redirect::to(&format!("/imports/{key}")).into_response())
}

/// That a sheet is kept, when the store knows it.
async fn already(app: &App, actor: &casework::Actor, form_key: &str) -> Option<Stand> {
    kept_before(app, actor, form_key).await.ok().flatten().map(|kept| Stand::Kept(kept.len()))
}

/// Looks the file through once more, as others may have acted meanwhile, and keeps it.
async fn keep_all(app: App, visitor: Visitor, opened: Opened, sent: Arc<Sent>, raw: Arc<Raw>, form_key: String) -> Stand {
    let _turn = app.waiting().turn().await;
    let now = app.now();
    let checked = match check(&app, &visitor.actor, target(&opened), &raw, now, &sent.progress).await {
        Ok(checked) if !checked.faults.is_empty() => return Stand::Faulty(Arc::new(checked.faults)),
        Ok(checked) => checked,
        Err(problem) => return failed(&problem),
    };
    let rows = checked.rows.len();
    // What cannot be logged is not kept: nothing may fail once it is.
    let what = format!("A sheet to be read in: {rows} rows of {}", opened.rule().title);
    if let Err(problem) = log_look(&app, &visitor, None, &what).await {
        return failed(&problem);
    }
    match keep(&app, &visitor.actor, &opened.procedure, checked, now, Some(form_key.clone())).await {
        Ok(kept) => Stand::Kept(kept.len()),
        // It may be on disk although nobody was there to hear of it.
        Err(problem) => already(&app, &visitor.actor, &form_key).await.unwrap_or_else(|| failed(&problem)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent() -> Arc<Sent> {
        let into = (String::new(), String::new(), String::new());
        Arc::new(Sent::new(1, jiff::Timestamp::UNIX_EPOCH, into, String::new(), Vec::new()))
    }

    #[tokio::test]
    async fn work_that_breaks_off_is_told_and_what_is_kept_is_not_denied() {
        let broken = || async { panic!("on purpose") };
        let one = sent();
        to_its_end(one.clone(), broken(), async { None }).await;
        assert!(matches!(one.stand(), Stand::Failed(words) if words.contains("Nothing was kept")));
        let other = sent();
        to_its_end(other.clone(), broken(), async { Some(Stand::Kept(7)) }).await;
        assert!(matches!(other.stand(), Stand::Kept(7)));
    }
}
