//! Taking a step: the form, its checks, and what follows.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use casework::{Attempt, Before, Directory, IssuedLetter, Prepared, Refusal, RefusalKind, Told, consequences, prepare, words};
use jiff::Timestamp;
use procedure::{FactId, StepId, Value};

use super::case::{log_look, when};
use super::head::{cite, line};
use crate::app::App;
use crate::desk::{CHANGED, Desk};
use crate::forms::{Asker, Form, Read, moment, read_date, read_time};
use crate::keep::{Kept, keep_naming, with_new_people};
use crate::opening::{opened, others, outside, unknown_cases};
use crate::pages::fields::{DateParts, ErrorSummary};
use crate::pages::parts::{Conflict, Link, Section, Summary, SummaryRow};
use crate::pages::step::{Step, StepCheck, WhenHappened};
use crate::post::issue;
use crate::problem::Problem;
use crate::registers::{taken, taken_meanwhile};
use crate::session::Visitor;
use crate::web::{Posted, frame, html, with_status};

fn find(desk: &Desk, name: &str) -> Result<StepId, Problem> {
    desk.procedure.steps.id(name).filter(|id| !desk.procedure.steps[*id].begins).ok_or(Problem::NotFound)
}

/// The form of a step.
///
/// # Errors
/// Not found when there is no such case or step; not allowed when it is not open to this person, with the reasons that they may be
/// told.
pub async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    Path((case, name)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let desk = Desk::open(&app, &visitor, &case).await?;
    let id = find(&desk, &name)?;
    refuse_closed(&app, &visitor, &desk, id)?;
    let page = form_page(&app, &visitor, &desk, id, None, &[], &Read::default(), None)?;
    looked(&app, &visitor, &desk, id, "").await?;
    Ok(html(&page))
}

/// Logs that somebody was shown a page of a step.
async fn looked(app: &App, visitor: &Visitor, desk: &Desk, step: StepId, note: &str) -> Result<(), Problem> {
    log_look(app, visitor, Some(desk.id), &format!("Step: {}{note}", desk.procedure.steps[step].title)).await
}

/// Refuses a step that is not open to this person, with every reason that they may be told. Nothing else of the case is looked at
/// before this was asked.
fn refuse_closed(app: &App, visitor: &Visitor, desk: &Desk, step: StepId) -> Result<(), Problem> {
    let Some(told) = desk.closed(app, visitor, step)? else { return Ok(()) };
    let title = &desk.procedure.steps[step].title;
    let reasons = told.iter().map(Told::words).collect::<Vec<_>>().join(" ");
    Err(Problem::NotAllowed {
        reason: format!("“{title}” is not open to you now. {reasons}").trim_end().to_owned(),
        back: Link::new(desk.href(), format!("Back to {}", desk.reference)),
    })
}

/// Whether a form of this token was sent by this person before, and kept in this case: a double click or a reload.
///
/// # Errors
/// When the store cannot be read.
pub async fn done_before(app: &App, visitor: &Visitor, desk: &Desk, token: &str) -> Result<bool, Problem> {
    let kept = app.store().form_find(visitor.actor.person, token).await?;
    Ok(kept.is_some_and(|kept| kept.case == desk.id))
}

#[expect(clippy::too_many_arguments, reason = "a form is shown again with all that was typed and all that is wrong")]
fn form_page(
    app: &App,
    visitor: &Visitor,
    desk: &Desk,
    id: StepId,
    typed: Option<&Form>,
    refused: &[Told],
    read: &Read,
    conflict: Option<String>,
) -> Result<Step, Problem> {
    let rules = desk.rules(app)?;
    let (directory, book) = app.book();
    let now = app.now();
    let step = &desk.procedure.steps[id];
    let asker = Asker { rules, directory: &directory, book: &book, actor: &visitor.actor, library: app.library() };
    let mut errors: BTreeMap<FactId, String> = read.errors.clone();
    for refusal in refused {
        if let Some(fact) = refusal.fact {
            errors.entry(fact).or_insert_with(|| refusal.words().to_owned());
        }
    }
    let whole = desk.whole();
    let answers: Vec<_> = read.answers.iter().map(|(id, value)| (*id, value.clone())).collect();
    let facts = whole.state.with_answers(rules, whole.entries, &answers, id, now);
    let fields = asker.questions(step, &facts, &desk.seen(&facts, &read.answers), typed, &errors);
    let mut happened = WhenHappened { now: when(rules, now), ..WhenHappened::default() };
    if let Some(form) = typed {
        happened.another = form.get("when") == "another";
        happened.date = DateParts::new(form.get("when-day"), form.get("when-month"), form.get("when-year"));
        form.get("when-time").clone_into(&mut happened.time);
    }
    let of_time = refused.iter().find(|refusal| refusal.kind == RefusalKind::Time);
    happened.error = of_time.map(|refusal| refusal.words().to_owned());
    let mut summary = ErrorSummary::of(&fields);
    if let Some(error) = &happened.error {
        summary = summary.with("when", error);
    }
    for refusal in refused
        .iter()
        .filter(|refusal| refusal.kind != RefusalKind::Time && refusal.fact.is_none_or(|fact| !asked(&fields, desk, fact)))
    {
        if !summary.errors.iter().any(|error| error.text == refusal.words()) {
            summary = summary.with("", refusal.words());
        }
    }
    let mut frame = frame(app, Some(visitor), &step.title, Section::Complaints);
    frame.title = format!("{}: {}", step.title, desk.reference);
    let seen = typed.filter(|_| conflict.is_none()).map_or_else(|| desk.form_token(), |form| form.get("seen").to_owned());
    Ok(Step {
        frame,
        case: line(app, desk)?,
        errors: summary,
        conflict: conflict.map(|what| Conflict { what, href: format!("{}/timeline", desk.href()) }),
        heading: step.title.clone(),
        purpose: purpose(desk, id),
        citation: Some(cite(&desk.procedure, step.place)),
        action: String::new(),
        seen,
        fields,
        has_files: false,
        when: happened,
        follows: outside(&desk.procedure, &answers, &desk.marks).into_iter().chain(consequences(rules, id)).collect(),
        submit: if step.is_final { "Continue".to_owned() } else { step.title.clone() },
    })
}

fn asked(fields: &[crate::pages::fields::FieldView], desk: &Desk, fact: FactId) -> bool {
    let name = crate::forms::name_of(&desk.procedure.facts[fact]);
    fields.iter().any(|field| field.name == name || field.name.starts_with(&format!("{name}-")))
}

/// What a step is for: the duties that it meets.
fn purpose(desk: &Desk, id: StepId) -> String {
    let meets: Vec<String> = desk
        .procedure
        .duties
        .iter()
        .filter(|(_, duty)| duty.met_by.contains(&id))
        .map(|(_, duty)| format!("“{}”", duty.title))
        .collect();
    if meets.is_empty() { String::new() } else { format!("This meets what is owed: {}.", words::list(&meets, "and")) }
}

/// The time that a form says something happened.
///
/// # Errors
/// What is wrong with it.
pub fn happened(rules: casework::Rules<'_>, form: &Form, now: Timestamp) -> Result<Timestamp, String> {
    if form.get("when") != "another" {
        return Ok(now);
    }
    let date = read_date("when", form)?.ok_or_else(|| "Enter the date on which it happened".to_owned())?;
    let time = read_time(form.get("when-time"))?;
    moment(rules, date, time)
}

/// How often a form is judged against a case that changes meanwhile in ways that its sender may not see.
pub const TRIES: usize = 5;

/// Takes a step.
///
/// # Errors
/// Not found when there is no such case or step; not allowed when it is not open to this person, as [`ask`] says it; faults of the
/// store. What is wrong with the answers is shown on the form.
pub async fn take(
    State(app): State<App>,
    Path((case, name)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let Posted { visitor, form } = posted;
    for _ in 0..TRIES {
        let desk = Desk::open(&app, &visitor, &case).await?;
        let id = find(&desk, &name)?;
        if let Some(response) = take_once(&app, &visitor, &desk, id, &form).await? {
            return Ok(response);
        }
    }
    let desk = Desk::open(&app, &visitor, &case).await?;
    let id = find(&desk, &name)?;
    refuse_closed(&app, &visitor, &desk, id)?;
    clash(&app, &visitor, &desk, id, &form, &Read::default(), CHANGED.to_owned()).await
}

/// The form again, with what was typed and what somebody else did meanwhile.
async fn clash(
    app: &App,
    visitor: &Visitor,
    desk: &Desk,
    id: StepId,
    form: &Form,
    read: &Read,
    what: String,
) -> Result<Response, Problem> {
    let page = form_page(app, visitor, desk, id, Some(form), &[], read, Some(what))?;
    looked(app, visitor, desk, id, ", changed meanwhile").await?;
    Ok(with_status(StatusCode::CONFLICT, &page))
}

/// Takes a step of a case as it is now; `None` if the case changed meanwhile and it must be looked at once more.
async fn take_once(app: &App, visitor: &Visitor, desk: &Desk, id: StepId, form: &Form) -> Result<Option<Response>, Problem> {
    let step = &desk.procedure.steps[id];
    let token = form.get("seen");
    let done = || Redirect::to(&format!("{}?done={}", desk.href(), step.name)).into_response();
    if let Err(closed) = refuse_closed(app, visitor, desk, id) {
        // What closed it may be this very form, sent twice.
        return if done_before(app, visitor, desk, token).await? { Ok(Some(done())) } else { Err(closed) };
    }
    let rules = desk.rules(app)?;
    let (directory, book) = app.book();
    let now = app.now();
    if !form.get("more").is_empty() {
        // “Add another” without scripts: the same form with a line more.
        let page = form_page(app, visitor, desk, id, Some(form), &[], &Read::default(), None)?;
        looked(app, visitor, desk, id, "").await?;
        return Ok(Some(html(&page)));
    }
    let asker = Asker { rules, directory: &directory, book: &book, actor: &visitor.actor, library: app.library() };
    let whole = desk.whole();
    let seen_facts = desk.seen(&whole.state.facts, &BTreeMap::new());
    let mut read = asker.read_seen(&step.asks, &whole.state.facts, &seen_facts, form);
    let seen = desk.seq_of(token);
    if desk.seq() != seen {
        if done_before(app, visitor, desk, token).await? {
            return Ok(Some(done()));
        }
        // What was typed is kept; only then is it sent against the case as it now is. What they may not see changes nothing for them.
        if let Some(what) = desk.since(app, seen) {
            return Ok(Some(clash(app, visitor, desk, id, form, &read, what).await?));
        }
    }
    let mut refused: Vec<Told> = Vec::new();
    let happened = happened(rules, form, now).unwrap_or_else(|words| {
        refused.push(Told::typed(RefusalKind::Time, None, words));
        now
    });
    read.errors.extend(unknown_cases(app, visitor, &desk.procedure, &read.answers).await?);
    let known = |fact| whole.state.facts.get(fact).cloned();
    let same = taken(app, visitor, &desk.procedure, &read.answers, known, &read.errors, Some(&desk.reference)).await?;
    read.errors.extend(same);
    let others = others(app, &desk.procedure, known, &read.answers, Some(desk.id), now).await?;
    let before = Before { reference: &desk.reference, entries: whole.entries, state: whole.state, others: &others };
    let keep = (!step.is_final || form.get("confirmed") == "yes") && refused.is_empty() && read.errors.is_empty();
    let with_new = with_new_people(app, &directory, &read, keep).await?;
    let attempt = Attempt { step: id, happened, answers: with_new.answers };
    let prepared = prepare(rules, &with_new.directory, before, &visitor.actor, &attempt, now);
    let prepared: Prepared = match prepared {
        Ok(prepared) if refused.is_empty() && read.errors.is_empty() => prepared,
        Ok(_) => return refuse(app, visitor, desk, id, form, &refused, &read).await.map(Some),
        Err(more) => {
            refused.extend(told(desk, &read, &more));
            // A fault of reading an answer says more than that the answer is missing.
            refused.retain(|refusal| refusal.fact.is_none_or(|fact| !read.errors.contains_key(&fact)));
            return refuse(app, visitor, desk, id, form, &refused, &read).await.map(Some);
        }
    };
    if step.is_final && form.get("confirmed") != "yes" {
        let page = check_page(app, visitor, desk, (id, form, &read), (&prepared, &with_new.directory))?;
        looked(app, visitor, desk, id, ", before it is taken").await?;
        return Ok(Some(html(&page)));
    }
    let mut made: Vec<IssuedLetter> = Vec::new();
    for letter in &prepared.letters {
        made.push(issue(app, &desk.procedure, &desk.reference, letter, happened).await?);
    }
    let role = prepared.entry().role.map(|role| desk.procedure.roles[role].name.clone());
    let mut opens = Vec::new();
    for opening in &prepared.opens {
        opens.push(opened(app, visitor, &with_new.directory, role.as_deref(), opening, happened, now).await?);
    }
    let entry = prepared.finish(made);
    match keep_naming(app, visitor, desk, vec![entry], opens, with_new.people, Some(token)).await? {
        // The person who just named the person who signed in may no longer see it.
        Kept::Done(_) => Ok(Some(done())),
        Kept::Taken(taken) => {
            let told = taken_meanwhile(app, visitor, &desk.procedure, &read.answers, &taken).await?;
            let (fact, words) = told.map_or_else(
                || (None, "What this would open is recorded already. Look whether it is the same.".to_owned()),
                |(fact, words)| (Some(fact), words),
            );
            let refused = [Told::typed(RefusalKind::Answer, fact, words)];
            refuse(app, visitor, desk, id, form, &refused, &read).await.map(Some)
        }
        Kept::Stale => Ok(None),
    }
}

/// Refusals as this person may be told them: of an answer that is hidden from them, and that they did not give, only that it is
/// wanted.
fn told(desk: &Desk, read: &Read, refused: &[Refusal]) -> Vec<Told> {
    let sight = desk.reasons(read.answers.keys().chain(read.new_people.keys()).copied());
    let hidden = |fact: FactId| {
        let given = read.answers.contains_key(&fact) || read.new_people.contains_key(&fact);
        let shown = match desk.whole().state.facts.get(fact) {
            Some(value) => desk.shows(fact, value),
            None => desk.sight.fact(fact),
        };
        !given && !shown
    };
    let told = refused.iter().map(|refusal| match refusal.fact.filter(|fact| hidden(*fact)) {
        Some(fact) => {
            let label = desk.procedure.facts[fact].label.trim_end_matches('?');
            refusal.told(&sight).saying(format!("Answer this: {label}"))
        }
        None => refusal.told(&sight),
    });
    told.collect()
}

/// The answers of a step that is prepared, as far as this person gave them or may see them.
fn answered(desk: &Desk, read: &Read, prepared: &Prepared) -> Vec<(FactId, Value)> {
    // What a step that erases takes over from before may be hidden, and so may what is worked out.
    let shown = |fact: FactId, value: &Value| read.answers.contains_key(&fact) || desk.shows(fact, value);
    match &prepared.entry().act {
        casework::Act::Step { facts, .. } => facts.iter().filter(|(fact, value)| shown(*fact, value)).cloned().collect(),
        _ => Vec::new(),
    }
}

async fn refuse(
    app: &App,
    visitor: &Visitor,
    desk: &Desk,
    id: StepId,
    form: &Form,
    refused: &[Told],
    read: &Read,
) -> Result<Response, Problem> {
    // A question that only these answers call for was not there to be answered: it is asked now, without blame.
    let is_new = |fact: FactId| {
        let rule = &desk.procedure.facts[fact];
        let name = crate::forms::name_of(rule);
        let asked_before = rule.question().is_some_and(|question| desk.whole().state.facts.allow(&question.guard));
        !asked_before && !form.pairs().iter().any(|(sent, _)| crate::forms::belongs(sent, &name))
    };
    let old: Vec<Told> = refused.iter().filter(|refusal| !refusal.fact.is_some_and(is_new)).cloned().collect();
    let mut page = form_page(app, visitor, desk, id, Some(form), &old, read, None)?;
    if page.errors.is_empty() && !refused.is_empty() {
        page.purpose = "Your answers call for a little more.".to_owned();
        looked(app, visitor, desk, id, "").await?;
        return Ok(html(&page));
    }
    // The person who tries out answers leaves a trace.
    looked(app, visitor, desk, id, ", answers refused").await?;
    Ok(with_status(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

fn check_page(
    app: &App,
    visitor: &Visitor,
    desk: &Desk,
    (id, form, read): (StepId, &Form, &Read),
    (prepared, directory): (&Prepared, &Directory),
) -> Result<StepCheck, Problem> {
    let rules = desk.rules(app)?;
    let step = &desk.procedure.steps[id];
    let mut rows = Vec::new();
    let asked = |fact: FactId| step.asks.iter().any(|ask| ask.fact == fact);
    let (known, book) = app.book();
    let asker = Asker { rules, library: app.library(), directory: &known, book: &book, actor: &visitor.actor };
    for (fact, value) in answered(desk, read, prepared).iter().filter(|(fact, _)| asked(*fact)) {
        let label = &desk.procedure.facts[*fact].label;
        rows.push(SummaryRow::new(label, asker.told(directory, *fact, value)).change(desk.step_href(id)));
    }
    rows.push(SummaryRow::new("When it happened", when(rules, prepared.entry().happened)));
    for letter in prepared.letters.iter().filter(|letter| desk.sight.letter(letter.letter)) {
        let rule = &desk.procedure.letters[letter.letter];
        let mut row = SummaryRow::new("Letter", &rule.title);
        row.href = Some(format!("{}/letters/{}", desk.href(), rule.name));
        rows.push(row);
    }
    let mut carried = form.answers();
    carried.push(("confirmed".to_owned(), "yes".to_owned()));
    Ok(StepCheck {
        frame: frame(app, Some(visitor), &format!("Check: {}", step.title), Section::Complaints),
        case: line(app, desk)?,
        conflict: None,
        heading: step.title.clone(),
        warning: "This cannot be undone. Check it first.".to_owned(),
        action: String::new(),
        seen: form.get("seen").to_owned(),
        carried,
        answers: vec![Summary::new("", rows)],
        follows: outside(&desk.procedure, &answered(desk, read, prepared), &desk.marks)
            .into_iter()
            .chain(consequences(rules, id))
            .collect(),
        back: desk.step_href(id),
        submit: step.title.clone(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::routes::testing::{Deed, LEAD, NAMED, READER, World, body, incident};

    fn at(case: &str, step: &str) -> Path<(String, String)> {
        Path((crate::desk::slug_of(case), step.to_owned()))
    }

    async fn asked(world: &World, person: i64, case: &str, step: &str) -> String {
        body(ask(State(world.app.clone()), world.as_person(person).await, at(case, step)).await.unwrap()).await
    }

    async fn sent(world: &World, person: i64, case: &str, step: &str, answers: &[(&str, &str)]) -> (StatusCode, String) {
        let seen = world.desk(person, case).await.form_token();
        let mut pairs: Vec<(String, String)> = answers.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
        pairs.push(("seen".into(), seen));
        let posted = Posted { visitor: world.as_person(person).await, form: Form::new(pairs) };
        let response = take(State(world.app.clone()), at(case, step), posted).await.unwrap();
        (response.status(), body(response).await)
    }

    /// A plan that arose from an incident of which the lead must not learn, with a remark that readers do not see.
    async fn plan(world: &World) -> (String, String) {
        let answers = json!({ "kind": "push", "place": 1, "hands": [LEAD], "account": "It was quick." });
        let hidden = world.begin("incident", "report", Deed("2017-03-01T09:30:00Z", NAMED, "lead", answers)).await;
        let answers = json!({ "name": "Better", "secret": false, "arose-from": hidden, "remark": "Not for readers" });
        let plan = world.begin("plan", "plan", Deed("2017-03-02T09:30:00Z", NAMED, "lead", answers)).await;
        (plan, hidden)
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_form_shows_nothing_that_is_hidden_and_keeps_it_when_it_is_left_alone() {
        let world = World::new().await;
        let (plan, hidden) = plan(&world).await;
        assert!(asked(&world, NAMED, &plan, "trace").await.contains(&hidden));
        assert!(!asked(&world, LEAD, &plan, "trace").await.contains(&hidden));
        let named = async || {
            let desk = world.desk(NAMED, &plan).await;
            let value = |name: &str| desk.fact(desk.procedure.facts.id(name).unwrap()).cloned();
            (value("arose-from"), value("remark"))
        };
        let case = |reference: &str| Some(Value::Case(reference.into()));
        let text = |text: &str| Some(Value::text(text));
        // Left alone it is neither missing nor overwritten.
        let (status, page) = sent(&world, LEAD, &plan, "trace", &[("q-arose-from", "")]).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(named().await, (case(&hidden), text("Not for readers")));
        assert!(!asked(&world, READER, &plan, "remark").await.contains("Not for readers"));
        let (status, page) = sent(&world, READER, &plan, "remark", &[("q-remark", "")]).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
        assert_eq!(named().await, (case(&hidden), text("Not for readers")));
        // Whoever sees it can empty it; and whoever does not can answer anew.
        assert_eq!(sent(&world, READER, &plan, "remark", &[("q-remark", "Read")]).await.0, StatusCode::SEE_OTHER);
        assert_eq!(named().await.1, text("Read"));
        assert!(asked(&world, LEAD, &plan, "remark").await.contains("Read"));
        assert_eq!(sent(&world, LEAD, &plan, "remark", &[("q-remark", "")]).await.0, StatusCode::SEE_OTHER);
        assert_eq!(named().await.1, text(""));
        let other = incident(&world, "2017-03-03T09:30:00Z", &[]).await;
        assert_eq!(sent(&world, LEAD, &plan, "trace", &[("q-arose-from", &other)]).await.0, StatusCode::SEE_OTHER);
        assert_eq!(named().await.0, case(&other));
        // What is hidden cannot be named either.
        assert_eq!(sent(&world, LEAD, &plan, "trace", &[("q-arose-from", &hidden)]).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
