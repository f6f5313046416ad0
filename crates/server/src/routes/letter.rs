//! Writing a letter, and reading one that was sent.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use casework::{Act, Author, Composed, Entry, Facts, Sources, compose, words};
use procedure::LetterId;
use procedure::template::Piece;

use super::case::{document_href, log_look, when};
use super::head::{cite, line};
use super::step::{TRIES, done_before};
use crate::app::App;
use crate::desk::{CHANGED, Desk, SeenLetter};
use crate::forms::Form;
use crate::keep::{Kept, keep};
use crate::pages::fields::ErrorSummary;
use crate::pages::letter::{Block, Content, Letter};
use crate::pages::parts::{Conflict, Link, SafeHtml, Section, Tag, Tone};
use crate::post;
use crate::problem::Problem;
use crate::session::Visitor;
use crate::web::{Posted, file, frame, html, with_status};

/// The longest block of a letter, in characters.
const LONGEST_BLOCK: usize = 20_000;

fn find(desk: &Desk, name: &str) -> Result<LetterId, Problem> {
    desk.procedure.letters.id(name).filter(|id| desk.sight.letter(*id)).ok_or(Problem::NotFound)
}

fn composed(app: &App, visitor: &Visitor, desk: &Desk, id: LetterId) -> Result<Composed, Problem> {
    let rules = desk.rules(app)?;
    let directory = app.directory();
    let author = Author::of(rules, &directory, visitor.actor.person, desk.role_of(visitor));
    let whole = desk.whole();
    let sources = Sources {
        rules,
        directory: &directory,
        reference: &desk.reference,
        entries: whole.entries,
        state: whole.state,
        facts: &masked(desk),
    };
    let mut composed = compose(sources, id, &author, rules.day(app.now()));
    let template = &desk.procedure.letters[id].template;
    for block in composed.blocks.iter_mut().filter(|block| block.edited) {
        // Whoever edited it may have written in their own words what this person may not see.
        if template.block(&block.id).is_some_and(|block| hides(desk, &block.pieces)) {
            WITHHELD.clone_into(&mut block.markdown);
        }
    }
    Ok(composed)
}

/// What stands in the place of a value that the reader of a letter may not see. The letter that is sent has the value.
const WITHHELD: &str = "(withheld from you)";

/// The facts, with those that this person may not see withheld.
fn masked(desk: &Desk) -> Facts {
    let mut facts = desk.whole().state.facts.clone();
    for fact in desk.procedure.facts.ids().filter(|fact| desk.fact(*fact).is_none()) {
        if facts.get(fact).is_some() {
            facts.set(&desk.procedure, fact, Some(procedure::Value::text(WITHHELD)));
        }
    }
    facts
}

/// Whether something that is put in there is known and hidden from this person.
fn hides(desk: &Desk, pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| match piece {
        Piece::Fact(fact) => desk.fact(*fact).is_none() && desk.whole().state.facts.get(*fact).is_some(),
        _ => false,
    })
}

/// Whether a block holds something that this person may not see, so that they cannot edit it.
fn is_masked(desk: &Desk, id: LetterId, block: &str) -> bool {
    desk.procedure.letters[id].template.block(block).is_some_and(|block| hides(desk, &block.pieces))
}

/// What the log of looks calls a page of a letter.
fn look_words(desk: &Desk, id: LetterId, note: &str) -> String {
    format!("Letter: {}{note}", desk.procedure.letters[id].title)
}

/// The letter, to write or to read.
///
/// # Errors
/// Not found when there is none that this person may read.
pub async fn edit(
    State(app): State<App>,
    visitor: Visitor,
    Path((case, name)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let desk = Desk::open(&app, &visitor, &case).await?;
    let id = find(&desk, &name)?;
    let page = page(&app, &visitor, &desk, id, None, &BTreeMap::new(), None)?;
    log_look(&app, &visitor, Some(desk.id), &look_words(&desk, id, "")).await?;
    Ok(html(&page))
}

fn page(
    app: &App,
    visitor: &Visitor,
    desk: &Desk,
    id: LetterId,
    typed: Option<&Form>,
    wrong: &BTreeMap<String, String>,
    conflict: Option<String>,
) -> Result<Letter, Problem> {
    let rules = desk.rules(app)?;
    let directory = app.directory();
    let rule = &desk.procedure.letters[id];
    let closed = desk.letter_closed(app, visitor, id);
    let composed = composed(app, visitor, desk, id)?;
    let now = app.now();
    let was_sent = desk.letters_sent(id).next();
    let editable = closed.is_none();
    // The letter may be shown, and not who worked on it.
    let by = |letter: SeenLetter<'_>| letter.by.map_or_else(String::new, |by| format!(" by {}", directory.person_name(by)));
    let sent = was_sent.filter(|_| !editable).and_then(|one| one.sent.map(|letter| (one, letter)));
    let (status, status_words, preview, pdf_href) = match sent {
        Some((one, letter)) => (
            Tag::new("Sent", Tone::Green),
            format!("on {}{}", when(rules, one.when), by(one)),
            SafeHtml::trusted(sent_html(&letter.text)),
            Some(document_href(desk, &letter.document.sha256)),
        ),
        None => {
            let saved = desk.edited(id).map_or_else(
                || "Nobody has edited it yet".to_owned(),
                |edited| format!("Last saved {}{}", when(rules, edited.when), by(edited)),
            );
            let letter = post::letter(app, &desk.procedure, &desk.reference, &composed, now, true);
            (
                Tag::new("Draft", Tone::Blue),
                saved,
                SafeHtml::trusted(letters::page_html(&letter)),
                Some(format!("{}/letters/{}/pdf", desk.href(), rule.name)),
            )
        }
    };
    let blocks = composed
        .blocks
        .iter()
        .map(|block| {
            let content = rule.contains.iter().find(|content| content.block == block.id);
            let name = format!("block-{}", block.id);
            let text =
                typed.filter(|form| form.has(&name)).map_or_else(|| block.markdown.clone(), |form| form.get(&name).to_owned());
            Block {
                label: content.map_or_else(|| crate::desk::capital(&block.id.replace('-', " ")), |content| content.label.clone()),
                hint: if block.missing.is_empty() {
                    String::new()
                } else {
                    format!("Still missing: {}", words::list(&block.missing, "and"))
                },
                rows: u8::try_from(text.lines().map(|line| line.len() / 70 + 1).sum::<usize>().clamp(3, 20)).unwrap_or(20),
                text,
                locked: block.fixed || is_masked(desk, id, &block.id),
                citation: content.map(|content| cite(&desk.procedure, content.place)),
                error: wrong.get(&block.id).cloned(),
                name,
            }
        })
        .collect();
    let contents = composed
        .checklist
        .iter()
        .map(|check| Content {
            text: check.label.clone(),
            there: check.done,
            citation: rule
                .contains
                .iter()
                .find(|content| content.block == check.block)
                .map(|content| cite(&desk.procedure, content.place)),
            href: editable.then(|| format!("#block-{}", check.block)),
        })
        .collect();
    let errors =
        wrong.iter().fold(ErrorSummary::default(), |summary, (block, error)| summary.with(format!("block-{block}"), error));
    let next = next_steps(app, visitor, desk, id)?;
    Ok(Letter {
        frame: frame(app, Some(visitor), &format!("{}: {}", rule.title, desk.reference), Section::Complaints),
        case: line(app, desk)?,
        errors,
        conflict: conflict.map(|what| Conflict { what, href: format!("{}/timeline", desk.href()) }),
        heading: rule.title.clone(),
        status,
        status_words,
        editable,
        action: String::new(),
        seen: desk.form_token(),
        blocks,
        preview,
        contents,
        approval: closed.filter(|_| was_sent.is_none()).unwrap_or_else(|| approval(desk, id)),
        next,
        pdf_href,
    })
}

fn sent_html(text: &str) -> String {
    let escaped = askama::filters::escape(text, askama::filters::Html).map(|escaped| escaped.to_string()).unwrap_or_default();
    format!("<pre class=\"app-letter-text\">{escaped}</pre>")
}

/// Who may approve a letter: said by the steps that need other eyes than its draft's.
fn approval(desk: &Desk, id: LetterId) -> String {
    let procedure = &desk.procedure;
    let drafting: Vec<_> = procedure.steps.iter().filter(|(_, step)| step.drafts.contains(&id)).map(|(id, _)| id).collect();
    let all: Vec<String> = procedure
        .steps
        .iter()
        .filter_map(|(_, step)| {
            let other = step.other_than.iter().any(|one| drafting.contains(one));
            let senior = step.senior_to.iter().any(|one| drafting.contains(one));
            let who = match (other, senior) {
                (true, true) => "someone else, more senior than whoever wrote it",
                (true, false) => "someone other than whoever wrote it",
                (false, true) => "someone more senior than whoever wrote it",
                (false, false) => return None,
            };
            Some(format!("“{}” must be done by {who}.", step.title))
        })
        .collect();
    all.join(" ")
}

fn next_steps(app: &App, visitor: &Visitor, desk: &Desk, id: LetterId) -> Result<Vec<Link>, Problem> {
    Ok(desk
        .offers(app, visitor, app.now())?
        .iter()
        .filter(|offer| offer.closed.is_none())
        .filter(|offer| {
            let step = &desk.procedure.steps[offer.step];
            let checks = step.other_than.iter().chain(&step.senior_to).any(|one| desk.procedure.steps[*one].drafts.contains(&id));
            step.letters.contains(&id) || step.drafts.contains(&id) || checks
        })
        .map(|offer| Link::new(desk.step_href(offer.step), &desk.procedure.steps[offer.step].title))
        .collect())
}

/// Saves the draft.
///
/// # Errors
/// Not found when there is none that this person may read; not allowed when they may not edit it.
pub async fn save(
    State(app): State<App>,
    Path((case, name)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let Posted { visitor, form } = posted;
    for _ in 0..TRIES {
        let desk = Desk::open(&app, &visitor, &case).await?;
        let id = find(&desk, &name)?;
        if let Some(response) = save_once(&app, &visitor, &desk, id, &form).await? {
            return Ok(response);
        }
    }
    let desk = Desk::open(&app, &visitor, &case).await?;
    let id = find(&desk, &name)?;
    clash(&app, &visitor, &desk, id, &form, CHANGED.to_owned()).await
}

/// The letter again, with what was typed and what somebody else did meanwhile.
async fn clash(app: &App, visitor: &Visitor, desk: &Desk, id: LetterId, form: &Form, what: String) -> Result<Response, Problem> {
    let page = page(app, visitor, desk, id, Some(form), &BTreeMap::new(), Some(what))?;
    log_look(app, visitor, Some(desk.id), &look_words(desk, id, ", changed meanwhile")).await?;
    Ok(with_status(StatusCode::CONFLICT, &page))
}

/// Saves a draft of a case as it is now; `None` if the case changed meanwhile and it must be looked at once more.
async fn save_once(app: &App, visitor: &Visitor, desk: &Desk, id: LetterId, form: &Form) -> Result<Option<Response>, Problem> {
    let href = format!("{}/letters/{}", desk.href(), desk.procedure.letters[id].name);
    if let Some(reason) = desk.letter_closed(app, visitor, id) {
        return Err(Problem::NotAllowed { reason, back: Link::new(href, "Back to the letter") });
    }
    let token = form.get("seen");
    let seen = desk.seq_of(token);
    if seen != desk.seq() {
        if done_before(app, visitor, desk, token).await? {
            return Ok(Some(Redirect::to(&href).into_response()));
        }
        if let Some(what) = desk.since(app, seen) {
            return Ok(Some(clash(app, visitor, desk, id, form, what).await?));
        }
    }
    let composed = composed(app, visitor, desk, id)?;
    let mut blocks = BTreeMap::new();
    let mut wrong = BTreeMap::new();
    for block in composed.blocks.iter().filter(|block| !block.fixed && !is_masked(desk, id, &block.id)) {
        let field = format!("block-{}", block.id);
        if !form.has(&field) {
            continue;
        }
        let text = form.get(&field).replace("\r\n", "\n").replace('\0', "");
        let length = text.chars().count();
        if length > LONGEST_BLOCK {
            wrong
                .insert(block.id.clone(), format!("This part has {length} characters: at most {LONGEST_BLOCK} fit. Shorten it."));
        } else if text.trim() != block.markdown.trim() {
            blocks.insert(block.id.clone(), text);
        }
    }
    if !wrong.is_empty() {
        let page = page(app, visitor, desk, id, Some(form), &wrong, None)?;
        log_look(app, visitor, Some(desk.id), &look_words(desk, id, ", not saved")).await?;
        return Ok(Some(with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)));
    }
    if !blocks.is_empty() {
        let now = app.now();
        let (roles, _) = desk.whole().state.parties(&desk.procedure.letters[id].edited_by);
        let role = roles.into_iter().find(|role| desk.holds(visitor, *role));
        let entry = Entry {
            seq: desk.seq().saturating_add(1),
            happened: now,
            recorded: now,
            by: visitor.actor.person,
            role,
            act: Act::Draft { letter: id, blocks },
        };
        if keep(app, visitor, desk, vec![entry], Some(token)).await? == Kept::Stale {
            return Ok(None);
        }
    }
    Ok(Some(Redirect::to(&href).into_response()))
}

/// The draft as a PDF.
///
/// # Errors
/// Not found when there is none that this person may read.
pub async fn pdf(
    State(app): State<App>,
    visitor: Visitor,
    Path((case, name)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let desk = Desk::open(&app, &visitor, &case).await?;
    let id = find(&desk, &name)?;
    let now = app.now();
    let composed = composed(&app, &visitor, &desk, id)?;
    let letter = post::letter(&app, &desk.procedure, &desk.reference, &composed, now, true);
    let bytes = post::pdf(letter, now).await?;
    log_look(&app, &visitor, Some(desk.id), &look_words(&desk, id, ", draft as PDF")).await?;
    Ok(file(bytes, "application/pdf", &format!("{} (draft).pdf", desk.procedure.letters[id].title), true))
}
