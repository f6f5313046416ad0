//! Trails: certain steps of a case one after another, with who took them, when, and what they said; and what an answer
//! stood in the place of.

use std::collections::BTreeSet;

use jiff::Timestamp;
use procedure::{FactId, Id, Kind, PersonId, Repeat, StepId, Trail, Value};

use super::case::{EVENTS, when};
use super::head::{cite, due_words};
use crate::app::App;
use crate::desk::{Desk, SeenEntry};
use crate::pages::parts::{Answer, DueState, Link};
use crate::pages::trail::{TrailRow, TrailTable, Waiting};
use crate::problem::Problem;

/// The trails of a case, as far as this person may see the steps.
///
/// # Errors
/// When its calendar is not to hand.
pub fn trails(app: &App, desk: &Desk, now: Timestamp) -> Result<Vec<TrailTable>, Problem> {
    let all = desk.procedure.trails.iter().map(|(_, trail)| table(app, desk, trail, now));
    Ok(all.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

/// The facts that were only ever answered in steps of trails, after the case had begun: their trail tells them, with who said so.
#[must_use]
pub fn in_trails(desk: &Desk) -> BTreeSet<FactId> {
    let steps: BTreeSet<StepId> =
        desk.procedure.trails.iter().flat_map(|(_, trail)| &trail.steps).copied().filter(|step| desk.sight.step(*step)).collect();
    desk.answered_only_in(&steps)
}

/// A trail; none when this person may see none of its steps, or none was taken and none is to come.
fn table(app: &App, desk: &Desk, trail: &Trail, now: Timestamp) -> Result<Option<TrailTable>, Problem> {
    let steps: Vec<StepId> = trail.steps.iter().copied().filter(|step| desk.sight.step(*step)).collect();
    if steps.is_empty() {
        return Ok(None);
    }
    let procedure = &desk.procedure;
    let step_of = |entry: SeenEntry<'_>| entry.step().filter(|step| steps.contains(step));
    let mut taken: Vec<(SeenEntry<'_>, StepId)> =
        desk.entries().filter_map(|entry| step_of(entry).map(|step| (entry, step))).collect();
    taken.sort_by_key(|(entry, _)| (entry.happened(), entry.at()));
    let rows = taken.iter().map(|(entry, step)| row(app, desk, *entry, *step)).collect::<Result<_, _>>()?;
    let closed = desk.stage().end;
    let mut waiting = Vec::new();
    for step in steps.iter().filter(|step| !taken.iter().any(|(_, taken)| taken == *step)) {
        let due = due(app, desk, *step, now)?;
        let rule = &procedure.steps[*step];
        // What may be done at any time, and is not owed, is only offered.
        if due.is_some() || (rule.repeat == Repeat::Never && !closed) {
            waiting.push(Waiting { what: rule.title.clone(), due });
        }
    }
    if taken.is_empty() && waiting.is_empty() {
        return Ok(None);
    }
    Ok(Some(TrailTable {
        id: format!("trail-{}", trail.name),
        title: trail.title.clone(),
        citation: Some(cite(procedure, trail.place)),
        rows,
        waiting,
    }))
}

fn row(app: &App, desk: &Desk, entry: SeenEntry<'_>, step: StepId) -> Result<TrailRow, Problem> {
    let rules = desk.rules(app)?;
    let directory = app.directory();
    let answered = answered(app, desk, entry)?;
    Ok(TrailRow {
        what: Link::new(timeline_href(desk, entry), &desk.procedure.steps[step].done),
        who: directory.person_name(entry.by()).to_owned(),
        role: entry.role().map_or_else(String::new, |role| desk.procedure.roles[role].title.clone()),
        standing: standing(&directory, entry.by()),
        when: when(rules, entry.happened()),
        recorded: recorded_later(entry).then(|| when(rules, entry.recorded())),
        answers: answered.short.into_iter().chain(answered.long).collect(),
    })
}

/// Whether an entry was recorded so long after it happened that it is worth saying: less than a minute is the typing.
#[must_use]
pub fn recorded_later(entry: SeenEntry<'_>) -> bool {
    entry.recorded().duration_since(entry.happened()).as_secs() >= 60
}

/// The job, grade and organisation of a person, as the directory knows them now.
fn standing(directory: &casework::Directory, person: PersonId) -> String {
    let Some(known) = directory.people.get(&person) else { return String::new() };
    let mut parts = Vec::new();
    if !known.job.is_empty() {
        parts.push(known.job.clone());
    }
    if let Some(grade) = known.grade {
        parts.push(format!("grade {grade}"));
    }
    if let Some(organisation) = known.organisation {
        parts.push(directory.organisation_name(organisation).to_owned());
    }
    parts.join(", ")
}

/// Where an entry stands in the timeline: on which of its pages, and where on it.
#[must_use]
pub fn timeline_href(desk: &Desk, entry: SeenEntry<'_>) -> String {
    let page = entry.later() / EVENTS + 1;
    let page = if page == 1 { String::new() } else { format!("?page={page}") };
    format!("{}/timeline{page}#{}", desk.href(), timeline_id(entry))
}

/// What an entry is called in the timeline: its number among those that this person may see.
#[must_use]
pub fn timeline_id(entry: SeenEntry<'_>) -> String {
    format!("entry-{}", entry.number())
}

/// When a step is due that meets a duty, as far as this person may see that.
fn due(app: &App, desk: &Desk, step: StepId, now: Timestamp) -> Result<Option<crate::pages::parts::Due>, Problem> {
    let rules = desk.rules(app)?;
    let calendar = desk.calendar(rules);
    let soonest = desk
        .owed()
        .filter(|one| one.is_open(now) && one.due.is_some())
        .filter(|one| desk.procedure.duties[one.duty].met_by.contains(&step))
        .min_by_key(|one| (one.due.map(|due| due.last_instant(rules.zone)), one.duty.index()));
    Ok(soonest.map(|one| {
        let mut due = due_words(rules, calendar, one.due, one.on_hold, now);
        if desk.procedure.duties[one.duty].soft && due.state == DueState::Overdue {
            due.state = DueState::Later;
        }
        due
    }))
}

/// What an entry answered.
#[derive(Debug, Default)]
pub struct Answered {
    /// Short answers.
    pub short: Vec<Answer>,
    /// Long texts.
    pub long: Vec<Answer>,
}

/// What an entry answered, as far as this person may see, each with what stood there before if it changed it.
///
/// # Errors
/// When its calendar is not to hand.
pub fn answered(app: &App, desk: &Desk, entry: SeenEntry<'_>) -> Result<Answered, Problem> {
    let rules = desk.rules(app)?;
    let directory = app.directory();
    let mut all = Answered::default();
    for (id, value) in entry.facts() {
        let fact = &desk.procedure.facts[*id];
        if fact.question().is_none() && !is_news(entry, *id, value) {
            continue;
        }
        let words = |value: &Value| {
            let text = casework::words::value(rules, &directory, fact, value);
            (!text.trim().is_empty()).then_some(text)
        };
        let before = former(desk, entry, *id, value).map(|former| words(former).unwrap_or_else(|| "nothing".to_owned()));
        let text = match words(value) {
            Some(text) => text,
            None if before.is_some() => "nothing".to_owned(),
            None => continue,
        };
        let answer = Answer::new(&fact.label, text).before(before);
        let kind = if matches!(fact.kind, Kind::Text { long: true }) { &mut all.long } else { &mut all.short };
        kind.push(answer);
    }
    Ok(all)
}

/// Whether something that was worked out with an entry, and not answered, differs from what it was: a count that still says no is
/// no news.
fn is_news(entry: SeenEntry<'_>, id: FactId, value: &Value) -> bool {
    entry.earlier(id).map_or(*value != Value::YesNo(false), |(earlier, _)| earlier != value)
}

/// What a fact was before an entry gave it another value. What is answered anew each time is no change, nor is a long text
/// that a step says anew each time it is taken.
fn former<'a>(desk: &Desk, entry: SeenEntry<'a>, id: FactId, value: &Value) -> Option<&'a Value> {
    let fact = &desk.procedure.facts[id];
    if fact.afresh {
        return None;
    }
    let (former, same_step) = entry.earlier(id)?;
    let said_anew = matches!(fact.kind, Kind::Text { long: true }) && same_step;
    (former != value && !said_anew).then_some(former)
}

#[cfg(test)]
mod tests {
    use axum::extract::{Query, State};
    use serde_json::json;

    use super::*;
    use crate::routes::case::{Told, timeline};
    use crate::routes::testing::{CHIEF, CLERK, Deed, LEAD, READER, World, body, incident, path};

    /// An incident that a lead and then a chief looked at, who changed what the lead had said.
    async fn looked_at(world: &World) -> String {
        let case = incident(world, "2017-03-06T09:30:00Z", &[]).await;
        let first = json!({ "view": "All was well", "settled-by": "2017-03-20" });
        world.take(&case, "look", Deed("2017-03-07T10:00:00Z", LEAD, "lead", first), None).await;
        let second = json!({ "view": "It was too hard", "settled-by": "2017-03-27", "account": "It was quick.\n\nAnd hard." });
        let deed = Deed("2017-03-08T10:00:00Z", CHIEF, "chief", second);
        world.take(&case, "look-again", deed, Some("2017-03-09T08:00:00Z")).await;
        case
    }

    fn now() -> Timestamp {
        "2017-03-10T10:00:00Z".parse().unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_trail_says_who_did_what_when_and_what_stood_there_before() {
        let world = World::new().await;
        let case = looked_at(&world).await;
        let all = trails(&world.app, &world.desk(LEAD, &case).await, now()).unwrap();
        assert_eq!(all.len(), 1);
        let trail = &all[0];
        assert_eq!((trail.title.as_str(), trail.rows.len(), trail.waiting.len()), ("Who looked at it", 2, 1));
        let (first, second) = (&trail.rows[0], &trail.rows[1]);
        assert_eq!(first.what, Link::new(format!("{}/timeline#entry-2", crate::desk::href_of(&case)), "First look taken"));
        assert_eq!((first.who.as_str(), first.role.as_str()), ("Ada Lead", "Lead"));
        assert_eq!(first.standing, "Sergeant, grade 3, The office");
        assert_eq!((first.when.as_str(), first.recorded.as_deref()), ("7 March 2017, 10am", None));
        assert_eq!(first.answers, [Answer::new("To be settled by", "20 March 2017"), Answer::new("View", "All was well")]);
        assert_eq!(second.standing, "Inspector, grade 6, The office");
        assert_eq!(second.recorded.as_deref(), Some("9 March 2017, 8am"));
        assert_eq!(
            second.answers,
            [
                Answer::new("To be settled by", "27 March 2017").before(Some("20 March 2017".into())),
                Answer::new("View", "It was too hard").before(Some("All was well".into())),
                Answer::new("Account", "It was quick.\n\nAnd hard.").before(Some("It was quick.".into())),
            ]
        );
        let due = trail.waiting[0].due.as_ref().unwrap();
        assert_eq!(trail.waiting[0].what, "Settle it");
        assert_eq!(due.date, "3 April 2017");
        // Once it is settled nothing is still to come.
        let deed = Deed("2017-03-10T12:00:00Z", CHIEF, "chief", json!({ "outcome": "wrong" }));
        world.take(&case, "settle", deed, None).await;
        let all = trails(&world.app, &world.desk(LEAD, &case).await, now()).unwrap();
        assert_eq!((all[0].rows.len(), all[0].waiting.len()), (3, 0));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_a_trail_tells_stands_there_alone_but_for_what_the_case_began_with() {
        let world = World::new().await;
        let case = looked_at(&world).await;
        let desk = world.desk(LEAD, &case).await;
        let told: Vec<_> = in_trails(&desk).into_iter().map(|fact| desk.procedure.facts[fact].name.as_str()).collect();
        assert!(told.contains(&"view") && told.contains(&"settled-by") && !told.contains(&"account"), "{told:?}");
        // Whoever does not see the steps of the trail is told of the facts as far as they see those.
        assert!(in_trails(&world.desk(CLERK, &case).await).is_empty());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_hidden_step_that_gives_the_same_answer_again_changes_nothing_that_is_told() {
        let world = World::new().await;
        let case = incident(&world, "2017-03-06T09:30:00Z", &[]).await;
        let answers = || json!({ "view": "All was well", "settled-by": "2017-03-20" });
        world.take(&case, "look", Deed("2017-03-07T10:00:00Z", LEAD, "lead", answers()), None).await;
        let before = in_trails(&world.desk(READER, &case).await);
        assert!(!before.is_empty());
        world.take(&case, "look-again", Deed("2017-03-08T10:00:00Z", CHIEF, "chief", answers()), None).await;
        assert_eq!(in_trails(&world.desk(READER, &case).await), before);
        let other = json!({ "view": "All was well", "settled-by": "2017-03-27" });
        world.take(&case, "look-again", Deed("2017-03-09T10:00:00Z", CHIEF, "chief", other), None).await;
        let desk = world.desk(READER, &case).await;
        let settled_by = desk.procedure.facts.id("settled-by").unwrap();
        assert!(
            before.contains(&settled_by) && !in_trails(&desk).contains(&settled_by),
            "the trail does not tell what it is now"
        );
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_trail_shows_no_step_no_answer_and_no_date_that_its_reader_may_not_see() {
        let world = World::new().await;
        let case = looked_at(&world).await;
        let all = trails(&world.app, &world.desk(READER, &case).await, now()).unwrap();
        let trail = &all[0];
        assert_eq!(trail.rows.len(), 1, "the second look is none of the reader's business");
        assert_eq!(trail.rows[0].answers, [Answer::new("To be settled by", "20 March 2017")]);
        assert_eq!((trail.waiting[0].what.as_str(), trail.waiting[0].due.is_none()), ("Settle it", true));
        assert!(trails(&world.app, &world.desk(CLERK, &case).await, now()).unwrap().is_empty());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_timeline_says_what_stood_there_before() {
        let world = World::new().await;
        let case = looked_at(&world).await;
        let page = async |person| {
            let visitor = world.as_person(person).await;
            body(timeline(State(world.app.clone()), visitor, path(&case), Query(Told::default())).await.unwrap()).await
        };
        let lead = page(LEAD).await;
        assert!(lead.contains("27 March 2017 <span class=\"app-before\">was: 20 March 2017</span>"), "{lead}");
        assert!(lead.contains("Account: what stood there before"));
        let reader = page(READER).await;
        assert!(reader.contains("20 March 2017"));
        for hidden in ["All was well", "was:", "what stood there before"] {
            assert!(!reader.contains(hidden), "{hidden}");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_said_anew_each_time_is_no_change() {
        let world = World::new().await;
        let begun = Deed("2017-03-06T09:30:00Z", LEAD, "lead", json!({ "whose": 5, "note": "First" }));
        let case = world.begin("record", "begin", begun).await;
        for (at, note) in [("2017-03-07T09:30:00Z", "Second"), ("2017-03-08T09:30:00Z", "Third")] {
            world.take(&case, "note", Deed(at, LEAD, "lead", json!({ "note": note })), None).await;
        }
        let desk = world.desk(LEAD, &case).await;
        let before = |at: usize| answered(&world.app, &desk, desk.entry(at).unwrap()).unwrap().long[0].before.clone();
        assert_eq!(before(0), None);
        assert_eq!(before(1), Some("First".to_owned()));
        assert_eq!(before(2), None);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn no_value_that_ever_named_a_hidden_case_is_shown() {
        let world = World::new().await;
        let first = incident(&world, "2017-03-01T09:30:00Z", &[]).await;
        // Of this one the reader must not learn.
        let hidden = incident(&world, "2017-03-02T09:30:00Z", &[READER]).await;
        let last = incident(&world, "2017-03-03T09:30:00Z", &[]).await;
        let answers = json!({ "name": "Better", "secret": false, "arose-from": first });
        let plan = world.begin("plan", "plan", Deed("2017-03-04T09:30:00Z", LEAD, "lead", answers)).await;
        for (at, named) in [("2017-03-05T09:30:00Z", &hidden), ("2017-03-06T09:30:00Z", &last)] {
            let deed = Deed(at, LEAD, "lead", json!({ "arose-from": named }));
            world.take(&plan, "trace", deed, None).await;
        }
        let told = async |person| {
            let visitor = world.as_person(person).await;
            let page = timeline(State(world.app.clone()), visitor, path(&plan), Query(Told::default())).await.unwrap();
            let trail = trails(&world.app, &world.desk(person, &plan).await, now()).unwrap().remove(0);
            let answers: Vec<_> = trail.rows.iter().map(|row| row.answers.clone()).collect();
            (body(page).await, answers)
        };
        let (page, answers) = told(LEAD).await;
        assert!(page.contains(&hidden) && format!("{answers:?}").contains(&hidden));
        let (page, answers) = told(READER).await;
        assert!(!page.contains(&hidden) && page.contains(&first) && page.contains(&last), "{page}");
        // As if it had never been named.
        let changed = Answer::new("Arose from", &last).before(Some(first.clone()));
        assert_eq!(answers[1..], [vec![], vec![changed]]);
        assert!(answers[0].contains(&Answer::new("Arose from", &first)));
    }
}
