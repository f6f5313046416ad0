//! The letters and documents of a case: listing, filing and opening them.

use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use casework::{Act, DocumentRef, Entry};

use super::case::{document_href, log_look, look, when};
use super::head::{cite, head};
use crate::app::App;
use crate::desk::{Desk, SeenLetter, What};
use crate::keep::{Kept, keep};
use crate::pages::case::CaseSection;
use crate::pages::case_documents::{CaseDocuments, DocumentRow, LetterRow};
use crate::pages::fields::{ErrorSummary, FieldKind, FieldView};
use crate::pages::parts::{Citation, Empty, Link, Section, Tag, Tone};
use crate::problem::{Problem, of_parts};
use crate::session::Visitor;
use crate::web::{file as as_file, frame, html, same, with_status};

/// The letters and documents.
///
/// # Errors
/// Not found when there is none that this person may know of.
pub async fn list(State(app): State<App>, visitor: Visitor, Path(case): Path<String>) -> Result<Response, Problem> {
    let desk = look(&app, &visitor, &case, "Letters and documents").await?;
    Ok(html(&page(&app, &visitor, &desk, None)?))
}

fn page(app: &App, visitor: &Visitor, desk: &Desk, error: Option<String>) -> Result<CaseDocuments, Problem> {
    let rules = desk.rules(app)?;
    let directory = app.directory();
    let procedure = &desk.procedure;
    // A letter may be shown, and not who worked on it.
    let by = |letter: SeenLetter<'_>| letter.by.map_or_else(String::new, |by| directory.person_name(by).to_owned());
    let mut letters = Vec::new();
    for (id, letter) in procedure.letters.iter().filter(|(id, _)| desk.sight.letter(*id)) {
        for one in desk.letters_sent(id) {
            let Some(sent) = one.sent else { continue };
            let href = document_href(desk, &sent.document.sha256);
            let row = LetterRow {
                title: Link::new(&href, &letter.title),
                status: Tag::new("Sent", Tone::Green),
                sent_to: String::new(),
                by: by(one),
                when: when(rules, one.when),
                pdf: Some(href),
            };
            letters.push((one.at, row));
        }
        if let Some(drafted) = desk.draft_of(id) {
            let row = LetterRow {
                title: Link::new(format!("{}/letters/{}", desk.href(), letter.name), &letter.title),
                status: Tag::new("Draft", Tone::Blue),
                sent_to: String::new(),
                by: by(drafted),
                when: when(rules, drafted.when),
                pdf: Some(format!("{}/letters/{}/pdf", desk.href(), letter.name)),
            };
            letters.push((usize::MAX, row));
        }
    }
    letters.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let mut documents = Vec::new();
    for entry in desk.entries().rev() {
        if let What::Filed(document) = entry.what() {
            documents.push(DocumentRow {
                name: Link::new(document_href(desk, &document.sha256), &document.title),
                kind: String::new(),
                size: size_words(document),
                by: directory.person_name(entry.by()).to_owned(),
                when: when(rules, entry.recorded()),
            });
        }
    }
    let megabytes = app.config().largest_document / (1024 * 1024);
    let forbidden = forbidden(desk);
    let upload = if desk.sight.documents() && forbidden.is_none() {
        let mut field = FieldView::new(
            "file",
            "Add a document",
            FieldKind::File {
                accept: ".pdf,.png,.jpg,.jpeg,.gif,.tif,.tiff,.txt,.docx,.xlsx,.odt,.eml,.mp4,.mp3,.wav".to_owned(),
                multiple: false,
            },
        )
        .hint(format!("Accepted: {}. Up to {megabytes} MB.", store::ACCEPTED));
        if let Some(error) = &error {
            field = field.error(error);
        }
        vec![field]
    } else {
        Vec::new()
    };
    let empty = (letters.is_empty() && documents.is_empty()).then(|| Empty {
        title: "No letters or documents yet".to_owned(),
        text: "Letters stand here once they are drafted or sent.".to_owned(),
        link: None,
    });
    let errors = error.map_or_else(ErrorSummary::default, |error| ErrorSummary::default().with("file", error));
    Ok(CaseDocuments {
        frame: frame(app, Some(visitor), &format!("Letters and documents of {}", desk.reference), Section::Complaints),
        case: head(app, visitor, desk, CaseSection::Documents, app.now())?,
        errors,
        letters: letters.into_iter().map(|(_, row)| row).collect(),
        documents,
        upload,
        forbidden,
        empty,
    })
}

/// Why no document may be kept, and the paragraph that forbids it; none when one may.
fn forbidden(desk: &Desk) -> Option<(String, Citation)> {
    let procedure = &desk.procedure;
    if procedure.head.records.is_some() {
        let words = crate::routes::record::only(procedure);
        return words.map(|words| (words, cite(procedure, procedure.head_place())));
    }
    desk.erased_by().map(|step| {
        let words = "What was recorded of this was destroyed, and no document may be added.".to_owned();
        (words, cite(procedure, procedure.steps[step].place))
    })
}

fn size_words(document: &DocumentRef) -> String {
    let kind = match document.media.as_str() {
        "application/pdf" => "PDF".to_owned(),
        "text/plain" => "Text".to_owned(),
        media => media.rsplit(['/', '.', '-']).next().unwrap_or(media).to_uppercase(),
    };
    let size = match document.bytes {
        bytes if bytes < 1024 => format!("{bytes} bytes"),
        bytes if bytes < 1024 * 1024 => format!("{} KB", bytes.div_ceil(1024)),
        bytes => format!("{}.{} MB", bytes / (1024 * 1024), bytes % (1024 * 1024) * 10 / (1024 * 1024)),
    };
    format!("{kind}, {size}")
}

/// Files a document.
///
/// # Errors
/// Not found when there is none that this person may know of, or whose documents they may not see.
pub async fn file(
    State(app): State<App>,
    visitor: Visitor,
    Path(case): Path<String>,
    mut parts: Multipart,
) -> Result<Response, Problem> {
    let desk = Desk::open(&app, &visitor, &case).await?;
    let href = format!("{}/documents", desk.href());
    let back = Link::new(&href, "Back to letters and documents");
    if !desk.sight.documents() {
        return Err(Problem::NotFound);
    }
    if let Some((reason, _)) = forbidden(&desk) {
        return Err(Problem::NotAllowed { reason: format!("{reason} Nothing was kept."), back });
    }
    let mut csrf = String::new();
    let mut sent: Option<(String, Vec<u8>)> = None;
    while let Some(part) = parts.next_field().await.map_err(|error| of_parts(&error, &back))? {
        match part.name() {
            Some("csrf") => csrf = part.text().await.map_err(|error| of_parts(&error, &back))?,
            Some("file") => {
                let name = part.file_name().unwrap_or_default().to_owned();
                let bytes = part.bytes().await.map_err(|error| of_parts(&error, &back))?;
                sent = Some((name, bytes.to_vec()));
            }
            _ => {}
        }
    }
    if !same(&csrf, &visitor.csrf) {
        return Err(Problem::Stale(back));
    }
    let refuse = async |error: String| -> Result<Response, Problem> {
        let page = page(&app, &visitor, &desk, Some(error))?;
        log_look(&app, &visitor, Some(desk.id), "Letters and documents").await?;
        Ok(with_status(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &page))
    };
    let Some((name, bytes)) = sent.filter(|(name, bytes)| !name.is_empty() || !bytes.is_empty()) else {
        return refuse("Choose a file to add".to_owned()).await;
    };
    if let Err(stopped) = app.scan(&bytes).await {
        return refuse(stopped.words().to_owned()).await;
    }
    let document = match app.store().document_put(&name, bytes.into()).await {
        Ok(document) => document,
        Err(store::DocumentError::Refused(reason)) => return refuse(reason.to_string()).await,
        Err(error) => return Err(error.into()),
    };
    let now = app.now();
    // Somebody else's entry in between takes nothing away from a document: it is filed after it.
    for _ in 0..5 {
        let desk = Desk::open(&app, &visitor, &case).await?;
        if !desk.sight.documents() || forbidden(&desk).is_some() {
            return Err(Problem::NotFound);
        }
        let entry = Entry {
            seq: desk.seq().saturating_add(1),
            happened: now,
            recorded: now,
            by: visitor.actor.person,
            role: desk.role_of(&visitor),
            act: Act::Filed { document: document.clone() },
        };
        if let Kept::Done(_) = keep(&app, &visitor, &desk, vec![entry], None).await? {
            return Ok(Redirect::to(&href).into_response());
        }
    }
    refuse("Others are changing this case just now. Try again in a moment.".to_owned()).await
}

/// Opens a letter or a document.
///
/// # Errors
/// Not found when there is none that this person may open.
pub async fn open(
    State(app): State<App>,
    visitor: Visitor,
    Path((case, sha256)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let desk = Desk::open(&app, &visitor, &case).await?;
    let document = desk.document(&sha256).ok_or(Problem::NotFound)?;
    let found = app.store().document_get(&visitor.actor, desk.id, &document.sha256).await?.ok_or(Problem::NotFound)?;
    log_look(&app, &visitor, Some(desk.id), "Document").await?;
    Ok(as_file(found.bytes.to_vec(), &document.media, &document.title, true))
}
