//! Says who the names are that keep a case from the people they name.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use store::Saying;

use super::case::log_look;
use super::head::line;
use crate::app::App;
use crate::book::Book;
use crate::desk::{Desk, TypedName, Who};
use crate::forms::{Form, NOBODY};
use crate::pages::case_who::{CaseWho, NameCard};
use crate::pages::fields::{Choice, ErrorSummary, FieldKind, FieldView};
use crate::pages::parts::{Empty, Link, Section};
use crate::problem::Problem;
use crate::session::Visitor;
use crate::web::{Posted, frame, html, with_status};

/// The answer that a name means a person who is not among those of like names.
const OTHER: &str = "other";

/// The names of a case, and who they are.
///
/// # Errors
/// Not found when there is no such case; not allowed when this person may say it of no name.
pub async fn ask(State(app): State<App>, visitor: Visitor, Path(case): Path<String>) -> Result<Response, Problem> {
    let desk = Desk::open(&app, &visitor, &case).await?;
    allow(&desk, &visitor)?;
    let page = page(&app, &visitor, &desk, None).await?;
    log_look(&app, &visitor, Some(desk.id), "Who is named").await?;
    Ok(html(&page))
}

/// Says who a name is, or takes that back.
///
/// # Errors
/// As `ask`; and when nothing can be saved.
pub async fn say(State(app): State<App>, Path(case): Path<String>, posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form } = posted;
    let desk = Desk::open(&app, &visitor, &case).await?;
    allow(&desk, &visitor)?;
    let Err(wrong) = said(&app, &visitor, &desk, &form).await? else {
        // The person may have said that it is they themselves.
        let to =
            if Desk::open(&app, &visitor, &case).await.is_ok() { format!("{}/who", desk.href()) } else { "/complaints".into() };
        return Ok(Redirect::to(&to).into_response());
    };
    let page = page(&app, &visitor, &desk, Some((&form, wrong))).await?;
    log_look(&app, &visitor, Some(desk.id), "Who is named").await?;
    Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

fn allow(desk: &Desk, visitor: &Visitor) -> Result<(), Problem> {
    let mut facts = desk.procedure.facts.iter().filter(|(id, fact)| fact.wall && desk.sight.fact(*id));
    if facts.any(|(id, _)| desk.may_say_who(visitor, id)) {
        return Ok(());
    }
    Err(Problem::NotAllowed {
        reason: "None of your roles records who is named in this case.".to_owned(),
        back: Link::new(desk.href(), format!("Back to {}", desk.reference)),
    })
}

/// Keeps what was said; inside, what is wrong with it, as a sentence.
async fn said(app: &App, visitor: &Visitor, desk: &Desk, form: &Form) -> Result<Result<(), String>, Problem> {
    let (directory, book) = app.book();
    let names = desk.typed_names(app, &directory, &book)?;
    let sent = form.get("name");
    let undo = form.get("undo") == "yes";
    let here = |one: &&TypedName| one.key == sent && matches!(one.who, Who::Person(_)) == undo;
    let Some(name) = names.iter().find(here).filter(|one| desk.may_say_who(visitor, one.fact)) else {
        return Ok(Err("Somebody has just said who this is. Check what they said.".to_owned()));
    };
    if is_theirs(visitor, desk, &book, name) {
        return Ok(Err(format!("You may be the person who is named. Ask a colleague to say who “{}” is.", name.name)));
    }
    let store = app.store();
    let saying = Saying { by: Some(visitor.actor.person), at: app.now() };
    if undo {
        for record in &name.records {
            store.name_is_open(*record, saying).await?;
        }
        app.directory_fresh(store.epochs().await?.directory).await?;
        return Ok(Ok(()));
    }
    let person = match form.get(&format!("who-{sent}")) {
        "" => return Ok(Err(format!("Say who “{}” is.", name.name))),
        NOBODY => None,
        chosen => {
            let typed = if chosen == OTHER { form.get(&format!("other-{sent}")) } else { chosen };
            match book.spelt(&desk.procedure, typed).as_slice() {
                [one] => Some(one.id),
                [] => return Ok(Err("Choose a name from the list.".to_owned())),
                several => {
                    return Ok(Err(format!("There are {} people called “{typed}”. Choose one from the list.", several.len())));
                }
            }
        }
    };
    for record in &name.records {
        match person {
            Some(person) => {
                store.name_is(*record, person, saying).await?;
            }
            None => {
                store.person_is_nobody(*record, saying).await?;
            }
        }
    }
    app.directory_fresh(store.epochs().await?.directory).await?;
    Ok(Ok(()))
}

/// Whether a name may be this person's own: they do not decide then who it is.
fn is_theirs(visitor: &Visitor, desk: &Desk, book: &Book, name: &TypedName) -> bool {
    book.like(&desk.procedure, &name.name).iter().any(|listed| listed.id == visitor.actor.person)
}

async fn page(app: &App, visitor: &Visitor, desk: &Desk, sent: Option<(&Form, String)>) -> Result<CaseWho, Problem> {
    let (directory, book) = app.book();
    let said = app.store().people_said().await?;
    let mut errors = ErrorSummary::default();
    let mut names = Vec::new();
    for name in desk.typed_names(app, &directory, &book)? {
        let may = desk.may_say_who(visitor, name.fact) && !is_theirs(visitor, desk, &book, &name);
        let mut card = NameCard {
            key: name.key.clone(),
            name: name.name.clone(),
            part: desk.procedure.facts[name.fact].label.clone(),
            ..NameCard::default()
        };
        let shown = |person| match book.find(&desk.procedure, person) {
            Some(listed) => listed.shown.clone(),
            None => directory.person_name(person).to_owned(),
        };
        card.says = match name.who {
            Who::Person(person) => format!("This is {}. The case is kept from them.", shown(person)),
            Who::Nobody => "Nobody who works here, as far as we know.".to_owned(),
            Who::Open if !may => "Nobody has said who this is. Ask a colleague who is not named to say it.".to_owned(),
            Who::Open => String::new(),
        };
        let last = said.iter().find(|said| name.records.contains(&said.person)).filter(|_| name.who != Who::Open);
        if let Some(last) = last {
            let when = calendar::instant_words(last.at, app.zone());
            card.said = match last.by {
                Some(by) => format!("{} said so at {when}.", directory.person_name(by)),
                None => format!("It has been so since {when}."),
            };
        }
        match name.who {
            Who::Person(_) => card.may_undo = may,
            Who::Open | Who::Nobody if may => {
                let sent = sent.as_ref().filter(|(form, _)| form.get("name") == name.key);
                let mut question = question(desk, &book, &name, sent.map(|(form, _)| *form));
                if let Some((_, wrong)) = sent {
                    errors = errors.with(format!("who-{}", name.key), wrong);
                    question.error = Some(wrong.clone());
                }
                card.question = Some(question);
            }
            Who::Open | Who::Nobody => {}
        }
        names.push(card);
    }
    if let Some((_, wrong)) = sent.filter(|_| errors.is_empty()) {
        errors = errors.with("", wrong);
    }
    let empty = names.is_empty().then(|| Empty {
        title: "Everybody who is named is in the list".to_owned(),
        text: "There is nothing to say.".to_owned(),
        link: Some(Link::new(desk.href(), format!("Go back to {}", desk.reference))),
    });
    Ok(CaseWho {
        frame: frame(app, Some(visitor), &format!("Say who is named in {}", desk.reference), Section::Complaints),
        case: line(app, desk)?,
        errors,
        names,
        empty,
    })
}

fn question(desk: &Desk, book: &Book, name: &TypedName, sent: Option<&Form>) -> FieldView {
    let (who, other) = (format!("who-{}", name.key), format!("other-{}", name.key));
    let chosen = sent.map_or("", |form| form.get(&who));
    let mut choices: Vec<Choice> = book
        .like(&desk.procedure, &name.name)
        .iter()
        .map(|listed| Choice::new(&listed.shown, &listed.shown).chosen_if(chosen))
        .collect();
    let names = FieldKind::People {
        values: sent.map(|form| form.get(&other).to_owned()).into_iter().collect(),
        suggestions: book.offered(&desk.procedure).map(|listed| listed.shown.clone()).collect(),
        most: 1,
        unsure: Vec::new(),
    };
    let mut other_choice = Choice::new(OTHER, "Somebody else in the list").chosen_if(chosen);
    other_choice.reveals.push(FieldView::new(other, "Name", names));
    choices.push(other_choice);
    choices.push(Choice::new(NOBODY, "Nobody in the list: I have checked").chosen_if(chosen));
    let label = if name.who == Who::Nobody {
        format!("Change who “{}” is", name.name)
    } else {
        format!("Who is “{}”?", name.name)
    };
    FieldView::new(who, label, FieldKind::Radios { choices, inline: false })
}
