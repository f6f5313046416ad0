//! The pages of a case: overview, timeline, people, links, who looked; and taking it or handing it over.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use casework::{Act, Entry, words};
use jiff::Timestamp;
use procedure::{Derivation, FactId, Id, Kind, Source, StepId, Value};
use serde::Deserialize;

use super::gathered::gathered;
use super::head::{cite, colleagues, head};
use super::trail::{answered, in_trails, recorded_later, timeline_id, trails};
use crate::app::App;
use crate::desk::{Desk, SeenEntry, What, slug_of};
use crate::forms::handbook_href;
use crate::keep::{Kept, keep};
use crate::opening::outside;
use crate::pages::case::CaseSection;
use crate::pages::case_links::{CaseLinks, LinkedCase};
use crate::pages::case_looked::{CaseLooked, Look};
use crate::pages::case_overview::{CaseOverview, Point, Statement};
use crate::pages::case_people::{CasePeople, PersonCard};
use crate::pages::case_timeline::{CaseTimeline, Event, LetterInPlace};
use crate::pages::parts::{Empty, Link, Notice, Pagination, SafeHtml, Section, Summary, SummaryRow, Tag, Tone};
use crate::problem::Problem;
use crate::session::Visitor;
use crate::ties::naming;
use crate::web::{Posted, frame, html, with_query};

/// Loads a case and logs the look at it.
///
/// # Errors
/// Not found when there is none that this person may know of.
pub async fn look(app: &App, visitor: &Visitor, case: &str, what: &str) -> Result<Desk, Problem> {
    let desk = Desk::open(app, visitor, case).await?;
    log_look(app, visitor, Some(desk.id), what).await?;
    Ok(desk)
}

/// Logs a look: at a case, or at a list. When nothing can be written at present, it is written later.
///
/// # Errors
/// When the store refuses it.
pub async fn log_look(app: &App, visitor: &Visitor, case: Option<casework::CaseId>, what: &str) -> Result<(), Problem> {
    log_looks(app, visitor, [case], what).await
}

/// Logs looks at several cases, of which one page shows something.
///
/// # Errors
/// When the store refuses them.
pub async fn log_looks(
    app: &App,
    visitor: &Visitor,
    cases: impl IntoIterator<Item = Option<casework::CaseId>>,
    what: &str,
) -> Result<(), Problem> {
    let look = |case| store::Look {
        person: visitor.actor.person,
        role: Some(visitor.role.clone()),
        case,
        what: what.to_owned(),
        at: app.now(),
    };
    Ok(app.store().looks_log(cases.into_iter().map(look).collect()).await?)
}

/// What just happened, told once on the page that follows.
#[derive(Debug, Default, Deserialize)]
pub struct Told {
    #[serde(default)]
    done: String,
    #[serde(default)]
    page: usize,
}

/// The facts.
///
/// # Errors
/// Not found when there is none that this person may know of.
pub async fn overview(
    State(app): State<App>,
    visitor: Visitor,
    Path(case): Path<String>,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let now = app.now();
    let desk = look(&app, &visitor, &case, "Overview").await?;
    let rules = desk.rules(&app)?;
    let directory = app.directory();
    let procedure = &desk.procedure;
    let mut frame = frame(&app, Some(&visitor), &desk.reference, Section::Complaints);
    if let Some(step) = procedure.steps.id(&told.done) {
        let duties: Vec<String> = desk
            .owed()
            .filter(|one| one.is_open(now) && desk.just_started(one))
            .filter_map(|one| {
                one.due.map(|due| {
                    format!("“{}” is now due {}.", procedure.duties[one.duty].title, calendar::due_words(due.at, rules.zone))
                })
            })
            .collect();
        frame.notice =
            Some(Notice { text: format!("{}. {}", procedure.steps[step].done, duties.join(" ")).trim().to_owned(), link: None });
    }
    let said = super::parts::statement(&desk).map(|(fact, _)| fact);
    let mut statement = None;
    let mut statement_title = String::new();
    let mut points = Vec::new();
    let title = |fact: &procedure::Fact| fact.label.trim_end_matches('?').to_owned();
    // Of several lists of points, those that findings are about stand by themselves; without findings, the first that is known.
    let pointed = procedure
        .facts
        .iter()
        .find_map(|(_, fact)| match fact.kind {
            Kind::Findings { of, .. } => Some(of),
            _ => None,
        })
        .or_else(|| {
            procedure.facts.iter().find(|(id, fact)| fact.kind == Kind::Points && desk.fact(*id).is_some()).map(|(id, _)| id)
        });
    let trails = trails(&app, &desk, now)?;
    let told = in_trails(&desk);
    let mut summaries: Vec<Summary> = Vec::new();
    let mut worked_out = Summary::default();
    let mut last_section = None;
    for (id, fact) in procedure.facts.iter() {
        let Some(value) = desk.fact(id) else { continue };
        match (&fact.kind, value) {
            (_, Value::Text(text)) if said == Some(id) => {
                statement = Some(Statement { paragraphs: paragraphs(text), lang: String::new(), translated: None });
                let complaint = procedure.head.noun == "complaint";
                statement_title = if complaint { "The complaint".to_owned() } else { title(fact) };
                continue;
            }
            (Kind::Points, Value::Points(all)) if pointed == Some(id) => {
                points = all.iter().map(|point| Point { text: point.to_string(), finding: None, citation: None }).collect();
                continue;
            }
            (Kind::Findings { .. }, Value::Findings(found)) => {
                for (point, found) in points.iter_mut().zip(found.iter()) {
                    let label = fact.choices().get(usize::from(*found)).map_or("", |choice| choice.label.as_str());
                    point.finding = Some(Tag::new(label, Tone::Blue));
                    point.citation = Some(cite(procedure, fact.place));
                }
                continue;
            }
            (Kind::Limit | Kind::Step, _) => continue,
            // Settings are the procedure's, and what has not come about is no news.
            _ if matches!(fact.source, Source::Derived(Derivation::Setting { .. })) => continue,
            (_, Value::YesNo(false))
                if matches!(fact.source, Source::Derived(Derivation::Done { .. } | Derivation::Holds(_))) =>
            {
                continue;
            }
            _ => {}
        }
        // What a trail tells stands there, with who said it.
        if told.contains(&id) {
            continue;
        }
        let text = words::value(rules, &directory, fact, value);
        let mut row = SummaryRow::new(&fact.label, text.clone());
        row.values = text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
        if let Value::Case(reference) = value {
            // A case that this person may not see is hidden already.
            row.href = Some(crate::desk::href_of(reference));
        }
        // What is only worked out, yes or no, serves the rules more than the reader.
        if matches!(fact.source, Source::Derived(_)) && fact.kind == Kind::YesNo && !procedure.head.came_to.contains(&id) {
            worked_out.rows.push(row);
            continue;
        }
        if last_section != Some(fact.place.section) || summaries.is_empty() {
            let section = procedure.sections.get(fact.place.section.index());
            let title = section.map_or_else(String::new, procedure::Section::words);
            let cited = |section: &&procedure::Section| !section.number.is_empty() || section.source().is_some();
            let citation = section.filter(cited).map(|_| cite(procedure, fact.place));
            summaries.push(Summary { title, citation, rows: Vec::new() });
            last_section = Some(fact.place.section);
        }
        if let Some(summary) = summaries.last_mut() {
            summary.rows.push(row);
        }
    }
    let head = head(&app, &visitor, &desk, CaseSection::Overview, now)?;
    let gathered = gathered(&app, &visitor, &desk).await?;
    log_looks(&app, &visitor, gathered.told.into_iter().map(Some), "What it came to").await?;
    Ok(html(&CaseOverview {
        frame,
        case: head,
        statement_title,
        points_title: pointed.map_or_else(String::new, |id| title(&procedure.facts[id])),
        statement,
        points,
        parts: super::parts::panels(&app, &visitor, &desk).await?,
        whole: super::parts::whole(&app, &visitor, &desk).await?,
        facts: summaries,
        worked_out: Some(worked_out).filter(|summary| !summary.rows.is_empty()),
        trails,
        gathered: gathered.tables,
    }))
}

fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).map(str::to_owned).collect()
}

/// How many events stand on a page of the timeline.
pub const EVENTS: usize = 50;
const EVENTS_PAGE: u32 = 50;

/// What happened, newest first.
///
/// # Errors
/// Not found when there is none that this person may know of.
pub async fn timeline(
    State(app): State<App>,
    visitor: Visitor,
    Path(case): Path<String>,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let desk = look(&app, &visitor, &case, "Timeline").await?;
    let now = app.now();
    let mut events = Vec::new();
    for entry in desk.entries().rev() {
        events.push(event(&app, &desk, entry)?);
    }
    let total = events.len();
    let page = told.page.max(1);
    let events: Vec<Event> = events.into_iter().skip((page - 1) * EVENTS).take(EVENTS).collect();
    let pagination = (total > EVENTS)
        .then(|| Pagination::new(page, EVENTS, total, "events", |page| format!("{}/timeline?page={page}", desk.href())));
    let empty = (total == 0).then(|| Empty {
        title: "Nothing that you may see has happened yet".to_owned(),
        text: "What is shared with you will stand here.".to_owned(),
        link: None,
    });
    let head = head(&app, &visitor, &desk, CaseSection::Timeline, now)?;
    let frame = frame(&app, Some(&visitor), &format!("Timeline of {}", desk.reference), Section::Complaints);
    Ok(html(&CaseTimeline { frame, case: head, events, pagination, empty }))
}

fn event(app: &App, desk: &Desk, entry: SeenEntry<'_>) -> Result<Event, Problem> {
    let rules = desk.rules(app)?;
    let directory = app.directory();
    let procedure = &desk.procedure;
    let happened = entry.happened().to_zoned(rules.zone.clone());
    let role = entry.role().map_or_else(String::new, |role| format!(", {}", procedure.roles[role].title));
    let mut event = Event {
        id: timeline_id(entry),
        by: format!("{}{role}", directory.person_name(entry.by())),
        happened: when(rules, entry.happened()),
        happened_iso: happened.strftime("%Y-%m-%dT%H:%M").to_string(),
        recorded: recorded_later(entry).then(|| when(rules, entry.recorded())),
        ..Event::default()
    };
    match entry.what() {
        What::Step(step) => {
            let rule = &procedure.steps[step];
            event.what.clone_from(&rule.done);
            event.citation = Some(cite(procedure, rule.place));
            let answered = answered(app, desk, entry)?;
            event.facts = answered.short;
            for long in answered.long {
                event.note.extend(paragraphs(&long.text));
                event.rewritten.extend(long.before.map(|before| (long.label, paragraphs(&before))));
            }
            event.effects = effects(app, desk, entry.at(), step)?;
            event.tag = kept_tag(app, desk, entry.at())?;
            let seen: Vec<(FactId, Value)> = entry.facts().cloned().collect();
            let lies_outside = outside(procedure, &seen, &marks_then(desk, entry.happened()));
            if !lies_outside.is_empty() {
                event.tag = Some(Tag::new("Outside a restriction", Tone::Purple));
                event.effects.extend(lies_outside);
            }
            event.letters = entry
                .letters()
                .map(|sent| LetterInPlace {
                    title: procedure.letters[sent.letter].title.clone(),
                    html: plain_html(&sent.text),
                    pdf: Some(Link::new(document_href(desk, &sent.document.sha256), "Open as PDF")),
                })
                .collect();
            event.notices = entry
                .notices()
                .iter()
                .map(|sent| {
                    let notice = &procedure.notices[sent.notice];
                    let text = if sent.roles.is_empty() && sent.people.is_empty() {
                        notice.title.clone()
                    } else {
                        let to = casework::offers::party_words(procedure, &directory, &sent.roles, &sent.people);
                        format!("{to}: {}", notice.title)
                    };
                    Link::new(handbook_href(procedure, notice.place), text)
                })
                .collect();
        }
        What::Draft(letter) => {
            event.what = format!("“{}” edited", procedure.letters[letter].title);
        }
        What::Taken(role, holder) => {
            let role = &procedure.roles[role].title;
            event.what = match holder {
                Some(person) if person == entry.by() => format!("Taken for the {role}"),
                Some(person) => format!("Handed over to {} at the {role}", directory.person_name(person)),
                None => format!("Given back to the {role}"),
            };
        }
        What::Filed(document) => {
            event.what = format!("Document filed: {}", document.title);
        }
        What::Erased(entries) => {
            event.what = "What was recorded before was destroyed".to_owned();
            event.note.push(format!(
                "Content of {entries} earlier entries, with their documents. That they were made stays on record."
            ));
        }
        What::Moved(from, to) => {
            event.what = format!("Moved from version {from} of the procedure to version {to}");
        }
    }
    Ok(event)
}

/// The marks that were on the person at a time already.
fn marks_then(desk: &Desk, at: jiff::Timestamp) -> Vec<crate::opening::OnPerson> {
    desk.marks.iter().filter(|mark| mark.row.since <= at).cloned().collect()
}

/// What followed from an entry: clocks that it started or moved.
fn effects(app: &App, desk: &Desk, at: usize, step: StepId) -> Result<Vec<String>, Problem> {
    let rules = desk.rules(app)?;
    let mut all = Vec::new();
    for one in desk.owed() {
        let title = &desk.procedure.duties[one.duty].title;
        if one.started_by == Some(at)
            && let Some(due) = one.first_due
        {
            all.push(format!("“{title}” became due {}.", calendar::due_words(due.at, rules.zone)));
        }
        if let Some((date, by)) = one.extended
            && by == at
        {
            all.push(format!("“{title}” was moved to {}.", calendar::long_date(date)));
        }
    }
    if let Some(stage) = desk.procedure.steps[step].to {
        all.push(format!("Stage: {}.", desk.procedure.stages[stage].title));
    }
    Ok(all)
}

/// Whether a limit was kept or missed by an entry.
fn kept_tag(app: &App, desk: &Desk, at: usize) -> Result<Option<Tag>, Problem> {
    let rules = desk.rules(app)?;
    let met: Vec<_> = desk
        .owed()
        .filter(|one| one.status == casework::Status::Met(at) && one.due.is_some() && !desk.procedure.duties[one.duty].soft)
        .collect();
    if met.is_empty() {
        return Ok(None);
    }
    let late = met.iter().any(|one| desk.was_late(rules, one));
    Ok(Some(if late { Tag::new("Late", Tone::Red) } else { Tag::new("On time", Tone::Green) }))
}

/// A moment as the pages write it: “9 March 2017, 2:10pm”.
#[must_use]
pub fn when(rules: casework::Rules<'_>, at: Timestamp) -> String {
    let at = at.to_zoned(rules.zone.clone());
    format!("{}, {}", calendar::long_date(at.date()), calendar::clock_time(at.time()))
}

/// A plain text as HTML: its letters' twin, shown in place.
fn plain_html(text: &str) -> SafeHtml {
    let escaped = askama::filters::escape(text, askama::filters::Html).map(|escaped| escaped.to_string()).unwrap_or_default();
    SafeHtml::trusted(format!("<pre class=\"app-letter-text\">{escaped}</pre>"))
}

/// The address of a document of a case.
#[must_use]
pub fn document_href(desk: &Desk, sha256: &str) -> String {
    format!("{}/documents/{sha256}", desk.href())
}

/// Who has a part in it.
///
/// # Errors
/// Not found when there is none that this person may know of.
pub async fn people(State(app): State<App>, visitor: Visitor, Path(case): Path<String>) -> Result<Response, Problem> {
    let desk = look(&app, &visitor, &case, "People").await?;
    let directory = app.directory();
    let procedure = &desk.procedure;
    let rules = desk.rules(&app)?;
    let mut cards = Vec::new();
    if let Some(id) = procedure.head.who
        && let Some(value) = desk.fact(id)
    {
        let fact = &procedure.facts[id];
        cards.push(PersonCard {
            name: words::value(rules, &directory, fact, value),
            part: fact.label.clone(),
            ..PersonCard::default()
        });
    }
    for (id, fact) in procedure.facts.iter() {
        let named: Vec<procedure::PersonId> = match desk.fact(id) {
            Some(Value::Person(one)) => vec![*one],
            Some(Value::People(several)) => several.to_vec(),
            _ => continue,
        };
        for person in named {
            cards.push(PersonCard {
                name: directory.person_name(person).to_owned(),
                part: fact.label.clone(),
                facts: about_person(&directory, person),
                actions: Vec::new(),
            });
        }
    }
    if desk.sight.timeline() {
        let mut acted: Vec<(procedure::PersonId, String)> = desk
            .entries()
            .map(|entry| {
                (entry.by(), entry.role().map_or_else(|| "Acted in it".to_owned(), |role| procedure.roles[role].title.clone()))
            })
            .collect();
        acted.sort();
        acted.dedup();
        for (person, part) in acted {
            cards.push(PersonCard {
                name: directory.person_name(person).to_owned(),
                part,
                facts: about_person(&directory, person),
                actions: Vec::new(),
            });
        }
    }
    let empty = cards.is_empty().then(|| Empty {
        title: "Nobody is named to you".to_owned(),
        text: "Your role sees this without the people in it.".to_owned(),
        link: None,
    });
    let head = head(&app, &visitor, &desk, CaseSection::People, app.now())?;
    let frame = frame(&app, Some(&visitor), &format!("People of {}", desk.reference), Section::Complaints);
    Ok(html(&CasePeople { frame, case: head, people: cards, empty }))
}

fn about_person(directory: &casework::Directory, person: procedure::PersonId) -> Summary {
    let mut rows = Vec::new();
    if let Some(known) = directory.people.get(&person) {
        if !known.job.is_empty() {
            rows.push(SummaryRow::new("Job", &known.job));
        }
        if let Some(organisation) = known.organisation {
            rows.push(SummaryRow::new("Organisation", directory.organisation_name(organisation)));
        }
    }
    Summary::new("", rows)
}

/// How many cases that name another stand on a page.
const NAMING: usize = 50;

/// From where on a page of cases goes.
#[derive(Debug, Default, Deserialize)]
pub struct From {
    #[serde(default)]
    after: String,
}

/// Other cases that it hangs together with.
///
/// # Errors
/// Not found when there is none that this person may know of.
pub async fn links(
    State(app): State<App>,
    visitor: Visitor,
    Path(case): Path<String>,
    Query(from): Query<From>,
) -> Result<Response, Problem> {
    let desk = Desk::open(&app, &visitor, &case).await?;
    let head = head(&app, &visitor, &desk, CaseSection::Links, app.now())?;
    let frame = frame(&app, Some(&visitor), &format!("Cases linked to {}", desk.reference), Section::Complaints);
    let after = match from.after.as_str() {
        "" => None,
        after => Some(Desk::open(&app, &visitor, after).await?.id),
    };
    let mut all = Vec::new();
    if after.is_none() {
        // A link that this case itself names is shown only to those who see the fact that names it.
        let own = app.store().case_names(&visitor.actor, desk.id).await?;
        all.extend(own.into_iter().filter(|link| desk.shows_tie(&link.fact)));
    }
    let naming = naming(&app, &visitor, &desk, None, after.unwrap_or(0), NAMING, usize::MAX).await?;
    let last = naming.links.last().filter(|_| naming.more).map(|link| slug_of(&link.reference));
    let next = last.map(|last| with_query(&format!("{}/links", desk.href()), &[("after", &last)]));
    all.extend(naming.links);
    let links = all.into_iter().map(|linked| {
        let other = app.library().version(&linked.procedure, &linked.version);
        let stage =
            other.and_then(|other| other.stages.named(&linked.stage)).map_or(linked.stage.clone(), |stage| stage.title.clone());
        let relation = if linked.outgoing { linked.label.clone() } else { format!("Names this as “{}”", linked.label) };
        LinkedCase {
            relation,
            href: crate::desk::href_of(&linked.reference),
            reference: linked.reference,
            line: linked.about,
            procedure: other.map_or(linked.procedure, |other| other.head.title.clone()),
            stage: Tag::new(stage, if linked.open { Tone::Blue } else { Tone::Green }),
            due: None,
        }
    });
    let links: Vec<LinkedCase> = links.collect();
    let empty = links.is_empty().then(|| Empty {
        title: "No linked cases".to_owned(),
        text: format!("This {} stands on its own, as far as you may see.", desk.procedure.head.noun),
        link: None,
    });
    let first = after.map(|_| format!("{}/links", desk.href()));
    log_look(&app, &visitor, Some(desk.id), "Linked cases").await?;
    Ok(html(&CaseLinks { frame, case: head, links, first, next, form: Vec::new(), empty, ..CaseLinks::default() }))
}

/// Who has looked at it.
///
/// # Errors
/// Not found when there is none that this person may know of, or when they may not see all that happened.
pub async fn looked(
    State(app): State<App>,
    visitor: Visitor,
    Path(case): Path<String>,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let desk = Desk::open(&app, &visitor, &case).await?;
    if !desk.sight.timeline() {
        return Err(Problem::NotFound);
    }
    log_look(&app, &visitor, Some(desk.id), "Who looked").await?;
    let rules = desk.rules(&app)?;
    let directory = app.directory();
    let page = told.page.max(1);
    let number = u32::try_from(page).unwrap_or(u32::MAX);
    let found = app.store().look_page(&visitor.actor, desk.id, number, EVENTS_PAGE).await?.ok_or(Problem::NotFound)?;
    let total = usize::try_from(found.total).unwrap_or(usize::MAX);
    let looks = found
        .lines
        .iter()
        .map(|look| Look {
            when: when(rules, look.at),
            who: directory.person_name(look.person).to_owned(),
            role: look.role.clone().unwrap_or_default(),
            what: look.what.clone(),
        })
        .collect();
    let pagination = (total > EVENTS)
        .then(|| Pagination::new(page, EVENTS, total, "looks", |page| format!("{}/looked?page={page}", desk.href())));
    let head = head(&app, &visitor, &desk, CaseSection::Looked, app.now())?;
    let frame = frame(&app, Some(&visitor), &format!("Who looked at {}", desk.reference), Section::Complaints);
    Ok(html(&CaseLooked { frame, case: head, looks, pagination }))
}

/// Takes a case on, or hands it over.
///
/// # Errors
/// Not found when there is none that this person may know of; not allowed when they owe nothing on it.
pub async fn holder(State(app): State<App>, Path(case): Path<String>, posted: Posted) -> Result<Response, Problem> {
    let Posted { visitor, form } = posted;
    let desk = Desk::open(&app, &visitor, &case).await?;
    let back = Link::new(desk.href(), format!("Back to {}", desk.reference));
    hand(&app, &visitor, &desk, form.get("action"), form.get("to"))
        .await?
        .map_err(|reason| Problem::NotAllowed { reason, back })?;
    Ok(Redirect::to(&desk.href()).into_response())
}

/// Takes or hands over what this person's roles owe on a case.
///
/// # Errors
/// When the store cannot keep it; inside, why it is not possible, as a sentence.
pub async fn hand(app: &App, visitor: &Visitor, desk: &Desk, action: &str, to: &str) -> Result<Result<(), String>, Problem> {
    let now = app.now();
    let roles = desk.owing_roles(app, visitor, now)?;
    let Some(first) = roles.first() else {
        return Ok(Err("None of your roles owes anything on this case now.".to_owned()));
    };
    let holder = match action {
        "take" => visitor.actor.person,
        "give" if !desk.may_hand_over() => {
            return Ok(Err("You cannot hand this over. A colleague can take it from the list of your team.".to_owned()));
        }
        "give" => match colleagues(app, visitor, desk, *first).named(to) {
            Some(to) => to,
            None => return Ok(Err("Choose a person who holds your role to hand this over to.".to_owned())),
        },
        _ => return Ok(Err("Choose whether to take this or to hand it over.".to_owned())),
    };
    let entries: Vec<Entry> = roles
        .iter()
        .filter(|role| desk.holder(visitor, **role) != Some(holder))
        .enumerate()
        .map(|(at, role)| Entry {
            seq: desk.seq().saturating_add(u32::try_from(at).unwrap_or(0)).saturating_add(1),
            happened: now,
            recorded: now,
            by: visitor.actor.person,
            role: Some(*role),
            act: Act::Taken { role: *role, holder: Some(holder) },
        })
        .collect();
    if entries.is_empty() {
        return Ok(Ok(()));
    }
    match keep(app, visitor, desk, entries, None).await? {
        Kept::Done(_) => Ok(Ok(())),
        Kept::Stale | Kept::Taken(_) => {
            Ok(Err("Somebody changed this case just now. Look at it again and try once more.".to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::extract::{Query, State};
    use serde_json::json;

    use super::*;
    use crate::routes::testing::{Deed, LEAD, READER, World, body, path};

    async fn page(world: &World, person: i64, case: &str, after: &str) -> String {
        let visitor = world.as_person(person).await;
        let from = Query(From { after: slug_of(after) });
        body(links(State(world.app.clone()), visitor, path(case), from).await.unwrap()).await
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn linked_cases_stand_on_pages_and_only_where_the_fact_that_names_them_is_seen() {
        let world = World::new().await;
        let answers = json!({ "name": "Better", "secret": false });
        let plan = world.begin("plan", "plan", Deed("2017-03-02T09:30:00Z", LEAD, "lead", answers)).await;
        let mut actions = Vec::new();
        for number in 0..51 {
            let answers = json!({ "deed": format!("Do {number}"), "plan": plan });
            actions.push(world.begin("action", "add", Deed("2017-03-03T09:30:00Z", LEAD, "lead", answers)).await);
        }
        let answers = json!({ "name": "Better still", "secret": false, "arose-from": plan });
        let next = world.begin("plan", "plan", Deed("2017-03-04T09:30:00Z", LEAD, "lead", answers)).await;
        let first = page(&world, LEAD, &plan, "").await;
        assert!(first.contains(&actions[0]) && first.contains(&actions[49]) && !first.contains(&actions[50]), "{first}");
        assert!(first.contains(&format!("links?after={}", slug_of(&actions[49]))) && !first.contains(&next));
        let rest = page(&world, LEAD, &plan, &actions[49]).await;
        assert!(!rest.contains(&actions[49]) && rest.contains(&actions[50]) && rest.contains(&next), "{rest}");
        assert!(!rest.contains("?after="));
        // The reader sees the actions, but not that they are of this plan; and sees that the other plan arose from it.
        let seen = page(&world, READER, &plan, "").await;
        assert!(seen.contains(&next) && !seen.contains("AC/2017") && !seen.contains("?after="), "{seen}");
        assert!(page(&world, READER, &next, "").await.contains(&plan));
        assert!(page(&world, READER, &actions[0], "").await.contains("No linked cases"));
    }
}
