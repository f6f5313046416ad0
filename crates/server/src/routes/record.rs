//! Recording a case: which procedure and how it came, then the questions, the answers once more, and the reference.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use casework::{
    Attempt, Before, RefusalKind, Sight, State as CaseState, Told as Refused, beginnings, consequences, prepare, words,
};
use jiff::Timestamp;
use procedure::{Ask, FactId, Procedure, Step, StepId, Value};
use serde::Deserialize;

use super::case::{look, when};
use super::head::{due_words, owner_words, why_href};
use super::step::happened;
use crate::app::App;
use crate::desk::{capital, href_of};
use crate::forms::{Asker, Form, Read, belongs, name_of};
use crate::keep::{first_rows, with_new_people};
use crate::opening::{new_case, others, unknown_cases, version_for};
use crate::pages::fields::{Choice, DateParts, ErrorSummary, FieldKind, FieldView};
use crate::pages::parts::{DutyLine, Link, Section, Summary, SummaryRow};
use crate::pages::record::{RecordCheck, RecordDone, RecordQuestions, RecordWays, WaysGroup};
use crate::post::issue;
use crate::problem::Problem;
use crate::registers::{taken, taken_meanwhile};
use crate::session::Visitor;
use crate::web::{Posted, frame, html, token};

/// The ways in which this person may begin a case, by procedure: those of which they see most cases first.
async fn ways(app: &App, visitor: &Visitor) -> Result<Vec<WaysGroup>, Problem> {
    let counts = app.store().procedure_counts(&visitor.actor).await?;
    let mut groups: Vec<(u64, WaysGroup)> = Vec::new();
    for id in app.library().ids() {
        let Some(procedure) = version_for(app, id, app.now()) else { continue };
        let (directory, book) = app.book();
        let rules = app.rules(procedure)?;
        let asker = Asker { rules, directory: &directory, book: &book, actor: &visitor.actor, library: app.library() };
        let facts = CaseState::replay(rules, &[]).facts;
        // A way that asks for a place leads nowhere when there is none that this person could choose.
        let open = |step: &Step| {
            let site = procedure.head.site.filter(|site| step.asks.iter().any(|ask| ask.fact == *site && ask.required));
            site.is_none_or(|site| !asker.sites(site, &facts).is_empty())
        };
        let ways: Vec<Link> = beginnings(procedure, &visitor.actor)
            .into_iter()
            .map(|(step, _)| &procedure.steps[step])
            .filter(|step| open(step))
            .map(|step| Link::new(format!("/record/{id}/{}", step.name), &step.title))
            .collect();
        if !ways.is_empty() {
            let cases = counts.get(id).copied().unwrap_or(0);
            groups.push((cases, WaysGroup { title: procedure.head.title.clone(), ways }));
        }
    }
    groups.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.title.cmp(&other.title)));
    Ok(groups.into_iter().map(|(_, group)| group).collect())
}

/// Says what can be recorded, when there are several ways.
///
/// # Errors
/// Not allowed when this person may begin none; faults of the store.
pub async fn begin(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    let groups = ways(&app, &visitor).await?;
    let mut all = groups.iter().flat_map(|group| &group.ways);
    match (all.next(), all.next()) {
        (None, _) => Err(Problem::NotAllowed {
            reason: "None of your roles records anything new.".to_owned(),
            back: Link::new("/work", "Go to my work"),
        }),
        (Some(only), None) => Ok(Redirect::to(&only.href).into_response()),
        _ => {
            let title = visitor.record.unwrap_or("Record");
            Ok(html(&RecordWays { frame: frame(&app, Some(&visitor), title, Section::Record), groups }))
        }
    }
}

struct Way<'a> {
    procedure: &'a Procedure,
    step: StepId,
}

/// The way in under the version that is in force when the case is received.
fn find<'a>(app: &'a App, visitor: &Visitor, id: &str, step: &str, received: Timestamp) -> Result<Way<'a>, Problem> {
    let procedure = version_for(app, id, received).ok_or(Problem::NotFound)?;
    let step = procedure.steps.id(step).filter(|step| procedure.steps[*step].begins).ok_or(Problem::NotFound)?;
    if !beginnings(procedure, &visitor.actor).iter().any(|(one, _)| *one == step) {
        return Err(Problem::NotAllowed {
            reason: format!("None of your roles may do “{}”.", procedure.steps[step].title),
            back: Link::new("/work", "Go to my work"),
        });
    }
    Ok(Way { procedure, step })
}

/// That nothing but a few facts may be recorded, when the procedure says so.
#[must_use]
pub fn only(procedure: &Procedure) -> Option<String> {
    let records = procedure.head.records.as_ref()?;
    let labels: Vec<String> = records.iter().map(|fact| format!("“{}”", procedure.facts[*fact].label)).collect();
    Some(format!("Nothing may be recorded here but {}. Write nothing else down, anywhere.", words::list(&labels, "and")))
}

/// The first questions: what it is about and where, because that decides what may be written down at all.
fn first_asks(way: &Way<'_>) -> Vec<Ask> {
    let procedure = way.procedure;
    let asks = &procedure.steps[way.step].asks;
    // What is asked only in some cases comes once it is known whether this is one.
    let always = |ask: &Ask| procedure.facts[ask.fact].question().is_none_or(|question| question.guard.is_empty());
    let first: Vec<Ask> = asks.iter().copied().filter(|ask| procedure.head.about.contains(&ask.fact) && always(ask)).collect();
    if first.is_empty() { asks.iter().copied().find(always).into_iter().collect() } else { first }
}

/// The first page of questions.
///
/// # Errors
/// Not found when there is no such way; not allowed when it is not open to this person.
pub async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, step)): Path<(String, String)>,
    Query(given): Query<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let way = find(&app, &visitor, &id, &step, app.now())?;
    // A link may bring answers along: of which whole it is a part.
    let form = Form::new(Form::new(given).linked());
    Ok(html(&questions(&app, &visitor, &way, Page::First, &form, &BTreeMap::new())?))
}

/// Which questions a page shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    /// What it is about and where.
    First,
    /// The rest.
    Rest,
    /// Those that an answer on the page before calls for.
    More,
    /// All of them, to change answers.
    All,
}

fn questions(
    app: &App,
    visitor: &Visitor,
    way: &Way<'_>,
    page: Page,
    form: &Form,
    errors: &BTreeMap<FactId, String>,
) -> Result<RecordQuestions, Problem> {
    let rules = app.rules(way.procedure)?;
    let (directory, book) = app.book();
    let asker = Asker { rules, directory: &directory, book: &book, actor: &visitor.actor, library: app.library() };
    let step = &way.procedure.steps[way.step];
    let state = CaseState::replay(rules, &[]);
    let first = first_asks(way);
    let read = asker.read(&step.asks, &state.facts, form);
    let answers: Vec<(FactId, Value)> = read.answers.into_iter().collect();
    let facts = state.with_answers(rules, &[], &answers, way.step, app.now());
    let shown: Vec<&str> = form.all("shown").collect();
    let name = |ask: &Ask| way.procedure.facts[ask.fact].name.as_str();
    let asks: Vec<Ask> = step
        .asks
        .iter()
        .copied()
        .filter(|ask| match page {
            Page::First => first.contains(ask),
            Page::Rest => !first.contains(ask),
            Page::More => !first.contains(ask) && !shown.contains(&name(ask)),
            Page::All => true,
        })
        .filter(|ask| way.procedure.facts[ask.fact].question().is_some_and(|question| facts.allow(&question.guard)))
        .collect();
    let mut fields: Vec<FieldView> = Vec::new();
    for ask in &asks {
        let field = name_of(&way.procedure.facts[ask.fact]);
        let was_shown = shown.contains(&name(ask)) || form.pairs().iter().any(|(sent, _)| belongs(sent, &field));
        fields.extend(asker.question(*ask, &facts, &facts, was_shown.then_some(form), errors.get(&ask.fact)));
    }
    if matches!(page, Page::Rest | Page::All) {
        fields.push(when_field(rules, app, form));
    }
    let mut summary = ErrorSummary::of(&fields);
    summary.errors.dedup();
    let mut carried: Vec<(String, String)> = form
        .answers()
        .into_iter()
        .filter(|(sent, _)| !fields.iter().any(|field| belongs(sent, &field.name)))
        .filter(|(sent, _)| !matches!(page, Page::Rest | Page::All) || !sent.starts_with("when"))
        .collect();
    let mut known: Vec<String> = shown.iter().map(|name| (*name).to_owned()).collect();
    if page != Page::First {
        carried.push(("page".to_owned(), "2".to_owned()));
        known.extend(asks.iter().map(|ask| name(ask).to_owned()));
        known.sort();
        known.dedup();
    }
    carried.extend(known.into_iter().map(|name| ("shown".to_owned(), name)));
    let (number, heading, intro) = match page {
        Page::First => {
            (1, "What is it about, and where?".to_owned(), "This decides who deals with it and what may be written down.")
        }
        Page::Rest => (2, format!("About the {}", way.procedure.head.noun), ""),
        Page::More => (2, "A little more".to_owned(), "Your answers call for this."),
        Page::All => (2, "Change your answers".to_owned(), ""),
    };
    Ok(RecordQuestions {
        frame: frame(app, Some(visitor), &step.title, Section::Record),
        errors: summary,
        progress: format!("{}: step {number} of 3", step.title),
        heading,
        intro: intro.to_owned(),
        forbidden: only(way.procedure).map(|words| (words, super::head::cite(way.procedure, way.procedure.head_place()))),
        action: String::new(),
        carried,
        fields,
        has_files: false,
        back: (page == Page::Rest).then(|| format!("/record/{}/{}", way.procedure.head.id, step.name)),
        submit: "Continue".to_owned(),
    })
}

fn when_field(rules: casework::Rules<'_>, app: &App, form: &Form) -> FieldView {
    let date = FieldKind::DateTime {
        date: DateParts::new(form.get("when-day"), form.get("when-month"), form.get("when-year")),
        time: form.get("when-time").to_owned(),
    };
    let inner = FieldView::new("when", "The date and time", date).hint("For example, 27 3 2017 at 9:30am");
    let mut other = Choice::new("another", "At another time").chosen_if(form.get("when"));
    let mut inner = inner;
    if form.get("when") == "another"
        && let Err(words) = happened(rules, form, app.now())
    {
        inner = inner.error(words);
    }
    other.reveals = vec![inner];
    let mut now = Choice::new("now", format!("Now ({})", when(rules, app.now())));
    now.chosen = form.get("when") != "another";
    FieldView::new("when-choice", "When was it received?", FieldKind::Radios { choices: vec![now, other], inline: false })
        .hint("Clocks run from this moment.")
}

/// Goes on to the next page, or records the case.
///
/// # Errors
/// Not found when there is no such way; not allowed when it is not open to this person; faults of the store.
pub async fn answer(
    State(app): State<App>,
    Path((id, name)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let Posted { visitor, form } = posted;
    // The choice of the time is a field of its own on this page, and is carried under the name that steps use.
    let form = renamed(form);
    let way = find(&app, &visitor, &id, &name, received_on(&app, &id, &form))?;
    let rules = app.rules(way.procedure)?;
    let (directory, book) = app.book();
    let asker = Asker { rules, directory: &directory, book: &book, actor: &visitor.actor, library: app.library() };
    let step = &way.procedure.steps[way.step];
    let state = CaseState::replay(rules, &[]);
    let first = first_asks(&way);
    let mut read = asker.read(&step.asks, &state.facts, &form);
    let now = app.now();
    let unprocessable = |page: RecordQuestions| {
        let mut response = html(&page);
        *response.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
        response
    };
    let missing = |read: &Read, asks: &[Ask]| -> BTreeMap<FactId, String> {
        asks.iter()
            .filter(|ask| ask.required && !read.answers.contains_key(&ask.fact) && !read.new_people.contains_key(&ask.fact))
            .map(|ask| {
                let label = way.procedure.facts[ask.fact].label.trim_end_matches('?');
                (ask.fact, read.errors.get(&ask.fact).cloned().unwrap_or_else(|| format!("Answer this: {label}")))
            })
            .collect()
    };
    let wrong = missing(&read, &first);
    if !form.get("more").is_empty() {
        // “Add another” without scripts: the same page with a line more.
        let page = if form.get("page") == "2" { Page::Rest } else { Page::First };
        return Ok(html(&questions(&app, &visitor, &way, page, &form, &BTreeMap::new())?));
    }
    if form.get("change") == "1" {
        return Ok(html(&questions(&app, &visitor, &way, Page::All, &form, &BTreeMap::new())?));
    }
    if !wrong.is_empty() {
        return Ok(unprocessable(questions(&app, &visitor, &way, Page::First, &form, &wrong)?));
    }
    if form.get("page") != "2" {
        return Ok(html(&questions(&app, &visitor, &way, Page::Rest, &form, &BTreeMap::new())?));
    }
    let more = questions(&app, &visitor, &way, Page::More, &form, &BTreeMap::new())?;
    if !more.fields.is_empty() {
        return Ok(html(&more));
    }
    let key = form.get("key").to_owned();
    if let Some(kept) = app.store().form_find(visitor.actor.person, &key).await? {
        return Ok(Redirect::to(&format!("{}/recorded", href_of(&kept.reference))).into_response());
    }
    let mut refused: Vec<Refused> = Vec::new();
    let received = happened(rules, &form, now).unwrap_or_else(|words| {
        refused.push(Refused::typed(RefusalKind::Time, None, words));
        now
    });
    let confirmed = form.get("confirmed") == "yes";
    read.errors.extend(unknown_cases(&app, &visitor, way.procedure, &read.answers).await?);
    let same = taken(&app, &visitor, way.procedure, &read.answers, |_| None, &read.errors, None).await?;
    read.errors.extend(same);
    let others = others(&app, way.procedure, |_| None, &read.answers, None, now).await?;
    let keep = confirmed && refused.is_empty() && read.errors.is_empty();
    // Nobody is in the directory until the case is recorded.
    let with_new = with_new_people(&app, &directory, &read, keep).await?;
    let attempt = Attempt { step: way.step, happened: received, answers: with_new.answers };
    // A letter of the very first step would have to name a reference that is made only with the case.
    let reference = head_reference(way.procedure);
    let before = Before { reference: &reference, entries: &[], state: &state, others: &others };
    let prepared = match prepare(rules, &with_new.directory, before, &visitor.actor, &attempt, now) {
        Ok(prepared) if refused.is_empty() && read.errors.is_empty() => prepared,
        other => {
            let sight = Sight::of_typed(way.procedure, |fact| step.asks.iter().any(|ask| ask.fact == fact));
            refused.extend(other.err().unwrap_or_default().iter().map(|refusal| refusal.told(&sight)));
            let mut errors = read.errors.clone();
            for refusal in &refused {
                if let Some(fact) = refusal.fact {
                    errors.entry(fact).or_insert_with(|| refusal.words().to_owned());
                }
            }
            let mut page = questions(&app, &visitor, &way, Page::All, &form, &errors)?;
            for refusal in refused.iter().filter(|refusal| refusal.fact.is_none()) {
                let id = if refusal.kind == RefusalKind::Time { "when-choice" } else { "" };
                if !page.errors.errors.iter().any(|error| error.text == refusal.words()) {
                    page.errors = page.errors.with(id, refusal.words());
                }
            }
            if !page.errors.is_empty() {
                return Ok(unprocessable(page));
            }
            return Err(Problem::Fault("a form was refused without a reason".to_owned()));
        }
    };
    if !confirmed {
        return Ok(html(&check(&app, &visitor, &way, &form, &prepared, &with_new.directory)?));
    }
    let mut made = Vec::new();
    for letter in &prepared.letters {
        made.push(issue(&app, way.procedure, &reference, letter, received).await?);
    }
    let entry = prepared.finish(made);
    let entries = vec![entry];
    let rows = first_rows(&app, way.procedure, &entries)?;
    let form_key = (!key.is_empty()).then_some(key);
    let new =
        store::NewCase { form_key, people: with_new.people, ..new_case(&app, way.procedure, rules, &entries, rows, received) };
    match app.store().case_open(&visitor.actor, new).await {
        Ok(opened) | Err(store::OpenCaseError::AlreadyDone(opened)) => {
            Ok(Redirect::to(&format!("{}/recorded", href_of(&opened.reference))).into_response())
        }
        Err(store::OpenCaseError::Walled) => Err(Problem::NotAllowed {
            reason: "You are named in it as somebody it is about, so somebody else must record it. Nothing was kept.".to_owned(),
            back: Link::new("/work", "Go to my work"),
        }),
        Err(store::OpenCaseError::Taken(taken)) => {
            let told = taken_meanwhile(&app, &visitor, way.procedure, &read.answers, &taken).await?;
            let errors = told.ok_or_else(|| Problem::Fault("a case was refused for a fact of another".to_owned()))?;
            Ok(unprocessable(questions(&app, &visitor, &way, Page::All, &form, &BTreeMap::from([errors]))?))
        }
        Err(error) => Err(error.into()),
    }
}

/// The day on which a form says that the case was received, as far as it can be read; otherwise now.
fn received_on(app: &App, id: &str, form: &Form) -> Timestamp {
    let now = app.now();
    let rules = version_for(app, id, now).and_then(|procedure| app.rules(procedure).ok());
    rules.and_then(|rules| happened(rules, form, now).ok()).unwrap_or(now)
}

fn head_reference(procedure: &Procedure) -> String {
    procedure.head.reference.replace("{code}", "…")
}

fn renamed(form: Form) -> Form {
    let pairs = form
        .pairs()
        .iter()
        .map(
            |(name, value)| {
                if name == "when-choice" { ("when".to_owned(), value.clone()) } else { (name.clone(), value.clone()) }
            },
        )
        .collect();
    Form::new(pairs)
}

fn check(
    app: &App,
    visitor: &Visitor,
    way: &Way<'_>,
    form: &Form,
    prepared: &casework::Prepared,
    directory: &casework::Directory,
) -> Result<RecordCheck, Problem> {
    let rules = app.rules(way.procedure)?;
    let step = &way.procedure.steps[way.step];
    let first = first_asks(way);
    let here = format!("/record/{}/{}", way.procedure.head.id, step.name);
    let mut groups = [Vec::new(), Vec::new()];
    let casework::Act::Step { facts, .. } = &prepared.entry().act else {
        return Err(Problem::Fault("a case that does not begin with a step".to_owned()));
    };
    let (known, book) = app.book();
    let asker = Asker { rules, library: app.library(), directory: &known, book: &book, actor: &visitor.actor };
    for ask in &step.asks {
        let fact = &way.procedure.facts[ask.fact];
        let given = facts.iter().find(|(id, _)| *id == ask.fact);
        let text = given.map_or_else(String::new, |(id, value)| asker.told(directory, *id, value));
        let mut row = SummaryRow::new(&fact.label, text.clone());
        row.values = text.lines().map(str::to_owned).collect();
        if let Some(group) = groups.get_mut(usize::from(!first.contains(ask))) {
            group.push(row);
        }
    }
    let [about, mut rest] = groups;
    rest.push(SummaryRow::new("Received", when(rules, prepared.entry().happened)));
    let mut carried = form.answers();
    carried.extend(form.all("shown").map(|name| ("shown".to_owned(), name.to_owned())));
    carried.push(("page".to_owned(), "2".to_owned()));
    carried.push(("confirmed".to_owned(), "yes".to_owned()));
    carried.push(("key".to_owned(), token()));
    Ok(RecordCheck {
        frame: frame(app, Some(visitor), "Check your answers", Section::Record),
        errors: ErrorSummary::default(),
        progress: format!("{}: step 3 of 3", step.title),
        action: String::new(),
        carried,
        answers: vec![
            Summary::new("What and where", about),
            Summary::new(format!("About the {}", way.procedure.head.noun), rest),
        ],
        follows: consequences(rules, way.step),
        back: here,
        submit: format!("Record the {}", way.procedure.head.noun),
    })
}

/// What is told after recording, once.
#[derive(Debug, Default, Deserialize)]
pub struct Told {}

/// The reference, and what was started.
///
/// # Errors
/// Not found when there is none that this person may know of.
pub async fn done(
    State(app): State<App>,
    visitor: Visitor,
    Path(case): Path<String>,
    Query(_): Query<Told>,
) -> Result<Response, Problem> {
    let desk = look(&app, &visitor, &case, "Confirmation").await?;
    let rules = desk.rules(&app)?;
    let now = app.now();
    let calendar = desk.calendar(rules);
    let owed = desk
        .owed()
        .filter(|one| one.is_open(now))
        .map(|one| DutyLine {
            what: desk.procedure.duties[one.duty].title.clone(),
            href: None,
            owner: owner_words(&app, &desk, one),
            due: due_words(rules, calendar, one.due, one.on_hold, now),
            why_href: one.due.is_some().then(|| why_href(&desk, one)),
        })
        .collect();
    let mut next = vec![Link::new(desk.href(), format!("Open the {}", desk.procedure.head.noun))];
    if desk.sight.documents() {
        next.push(Link::new(format!("{}/documents", desk.href()), "Add the scanned form or other documents"));
    }
    next.push(Link::new("/record", format!("Record another {}", desk.procedure.head.noun)));
    let mut frame = frame(&app, Some(&visitor), &desk.reference, Section::Record);
    frame.title = format!("{} recorded", capital(&desk.procedure.head.noun));
    Ok(html(&RecordDone {
        frame,
        heading: format!("{} recorded", capital(&desk.procedure.head.noun)),
        reference: desk.reference.clone(),
        case_href: desk.href(),
        done: Vec::new(),
        owed,
        secret: None,
        next,
    }))
}
