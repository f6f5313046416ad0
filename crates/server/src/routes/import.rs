//! Reading a sheet into a register: the form, what was found in the file, and keeping it once that was accepted.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Multipart, Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use sheets::{Fault, Group, Sheet};

use super::case::log_look;
use crate::app::App;
use crate::import::{Target, check, keep};
use crate::pages::fields::ErrorSummary;
use crate::pages::import::{Import, ImportCheck};
use crate::pages::parts::{Link, Section};
use crate::problem::Problem;
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
    let opened = Opened::find(app, visitor, id, name, of).await?;
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
/// As [`ask`]; when the form is too old or the file too large.
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
    while let Some(part) = parts.next_field().await.map_err(|_| Problem::TooLarge(back.clone()))? {
        match part.name() {
            Some("csrf") => csrf = part.text().await.map_err(|_| Problem::TooLarge(back.clone()))?,
            Some("file") => {
                let name = part.file_name().unwrap_or_default().to_owned();
                let bytes = part.bytes().await.map_err(|_| Problem::TooLarge(back.clone()))?;
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
    let reading = opened.clone();
    let called = name.clone();
    // Unpacking a workbook takes a while.
    let read = tokio::task::spawn_blocking(move || sheets::read_with(&called, &bytes, |cells| target(&reading).is_head(cells)));
    let raw = match read.await.map_err(|error| Problem::Fault(error.to_string()))? {
        Ok(raw) => raw,
        Err(faults) => return Ok(refuse(&faults)),
    };
    let key = token();
    let of = opened.whole.as_ref().map_or_else(String::new, |(reference, _)| reference.replace('/', "-"));
    let into = (id, opened.rule().name.clone(), of);
    let sent = Arc::new(Sent::new(visitor.actor.person, app.now(), into, name, raw));
    app.waiting().add(&key, sent.clone(), app.now());
    tokio::spawn(look(app.clone(), visitor, opened, sent.clone()));
    sent.moment().await;
    Ok(Redirect::to(&format!("/imports/{key}")).into_response())
}

/// Looks a file through, and says how it stands.
async fn look(app: App, visitor: Visitor, opened: Opened, sent: Arc<Sent>) {
    let checked = check(&app, &visitor.actor, target(&opened), &sent.raw, app.now(), &sent.progress).await;
    sent.to(match checked {
        Ok(checked) if checked.faults.is_empty() => Stand::Fine(Arc::new(checked.left)),
        Ok(checked) => Stand::Faulty(Arc::new(checked.faults)),
        Err(problem) => failed(&problem),
    });
}

/// A file that this person sent, and the register that it is for, as long as they may read something into it.
async fn sent(app: &App, visitor: &Visitor, key: &str) -> Result<(Arc<Sent>, Opened), Problem> {
    let sent = app.waiting().find(key, visitor.actor.person).ok_or(Problem::NotFound)?;
    let (id, name, of) = &sent.into;
    let opened = find(app, visitor, id, name, of).await?;
    Ok((sent, opened))
}

fn failed(problem: &Problem) -> Stand {
    Stand::Failed(match problem {
        Problem::NotAllowed { reason, .. } => reason.clone(),
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
    let (sent, opened) = sent(&app, &visitor, &key).await?;
    let head = &opened.procedure.head;
    let nouns = &head.nouns;
    let count = |rows: usize| if rows == 1 { format!("1 {}", head.noun) } else { format!("{rows} {nouns}") };
    let rows = sent.raw.rows.len();
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
            page.heading = format!("Check before you read in {}", count(rows));
            page.sentence = "Every row can be read in. Nothing is kept until you say so.".to_owned();
            if !left.is_empty() {
                let left: Vec<String> = left.iter().map(|head| format!("“{head}”")).collect();
                page.left = format!("Not read in, because Redress works it out: {}.", casework::words::list(&left, "and"));
            }
            page.heads.clone_from(&sent.raw.heads);
            page.rows = sent
                .raw
                .rows
                .iter()
                .take(ROWS_SHOWN)
                .map(|row| (row.number, sent.raw.heads.iter().cloned().zip(row.cells.iter().cloned()).collect()))
                .collect();
            if rows > ROWS_SHOWN {
                page.rest = format!("The first {ROWS_SHOWN} of {rows} rows are shown.");
            }
            page.submit = Some(format!("Read in {}", count(rows)));
        }
        Stand::Kept(kept) => {
            page.heading = format!("{} read in", count(kept));
            page.sentence = "All rows of the sheet are kept.".to_owned();
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
    let (sent, opened) = sent(&app, &visitor, &key).await?;
    if sent.accept() {
        tokio::spawn(keep_all(app.clone(), visitor, opened, sent.clone(), key.clone()));
    }
    sent.moment().await;
    Ok(Redirect::to(&format!("/imports/{key}")).into_response())
}

/// Looks the file through once more, as others may have acted meanwhile, and keeps it.
async fn keep_all(app: App, visitor: Visitor, opened: Opened, sent: Arc<Sent>, key: String) {
    let now = app.now();
    let procedure = &opened.procedure;
    let stand = match check(&app, &visitor.actor, target(&opened), &sent.raw, now, &sent.progress).await {
        Ok(checked) if !checked.faults.is_empty() => Stand::Faulty(Arc::new(checked.faults)),
        Ok(checked) => {
            let rows = checked.rows.len();
            match keep(&app, &visitor.actor, procedure, checked, now, Some(key)).await {
                Ok(_) => {
                    let title = &opened.rule().title;
                    let what = format!("Read in from a sheet: {rows} rows of {title}");
                    match log_look(&app, &visitor, None, &what).await {
                        Ok(()) => Stand::Kept(rows),
                        Err(problem) => failed(&problem),
                    }
                }
                Err(problem) => failed(&problem),
            }
        }
        Err(problem) => failed(&problem),
    };
    sent.to(stand);
}
