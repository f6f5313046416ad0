//! The cases of the person whom a case is about under other procedures, for those who may see them there.

use std::collections::BTreeSet;

use procedure::{PersonId, Value};

use super::head::stage_tag;
use crate::app::App;
use crate::desk::Desk;
use crate::pages::gathered::{GatheredRow, GatheredTable};
use crate::problem::Problem;
use crate::session::Visitor;

/// How many cases of a procedure are shown.
const MOST: usize = 200;
/// How many are looked at, a few at first and then more, to find so many that may be shown.
const LOOKED: [u32; 2] = [202, 1000];

/// What the page of a case shows of other cases, and which these are.
#[derive(Debug, Default)]
pub struct Gathered {
    /// A table for each procedure.
    pub tables: Vec<GatheredTable>,
    /// The cases of which it shows what they came to.
    pub told: Vec<casework::CaseId>,
}

/// The cases that name the person whom this case is about under a fact, procedure by procedure: only those of which this
/// person may see that they name them. Nothing when this person may not see whom the case is about.
///
/// # Errors
/// When the store cannot be read.
pub async fn gathered(app: &App, visitor: &Visitor, desk: &Desk) -> Result<Gathered, Problem> {
    let mut gathered = Gathered::default();
    let Some(Value::Person(person)) = desk.procedure.head.who.and_then(|who| desk.fact(who)) else { return Ok(gathered) };
    for (procedure, fact) in &desk.procedure.head.gathers {
        let Some(latest) = app.library().latest(procedure) else { continue };
        let others = naming(app, visitor, desk, (procedure, fact), *person, LOOKED).await?;
        let cut = others.len() > MOST;
        let mut rows = Vec::new();
        for other in others.iter().take(MOST) {
            let came_to = other.came_to(app)?;
            if !came_to.is_empty() {
                gathered.told.push(other.id);
            }
            rows.push(GatheredRow {
                reference: other.reference.clone(),
                href: other.href(),
                line: other.line(app)?,
                stage: stage_tag(other),
                received: calendar::long_date(other.received().to_zoned(app.zone().clone()).date()),
                came_to,
            });
        }
        let title = &latest.head.title;
        // Whether all were looked at is not told: it would say how many are hidden.
        let words = match rows.len() {
            0 => format!("No case under “{title}” can be shown."),
            1 => format!("1 case under “{title}” is shown."),
            count if cut => format!("More than {count} cases under “{title}”: the latest are shown."),
            count => format!("{count} cases under “{title}” are shown."),
        };
        let id = format!("gathered-{procedure}");
        gathered.tables.push(GatheredTable { id, title: title.clone(), words, rows });
    }
    Ok(gathered)
}

/// The cases of a procedure that name a person under a fact, the latest first, as far as this person may see that they do; those
/// of the first so many, and of more when these are not enough.
async fn naming(
    app: &App,
    visitor: &Visitor,
    desk: &Desk,
    (procedure, fact): (&str, &str),
    person: PersonId,
    looked: [u32; 2],
) -> Result<Vec<Desk>, Problem> {
    let mut others = Vec::new();
    let mut seen = BTreeSet::from([desk.id]);
    for most in looked {
        let found = app.store().cases_of_person(&visitor.actor, procedure, fact, person, most).await?;
        let complete = u32::try_from(found.len()).is_ok_and(|found| found < most);
        let ids: Vec<_> = found.iter().map(|named| named.id).filter(|id| seen.insert(*id)).collect();
        let mut desks = Desk::glances(app, visitor, &ids).await?;
        // The store found that the fact names them under one of their records.
        others.extend(ids.iter().filter_map(|id| desks.remove(id)).filter(|other| other.shows_tie(fact)));
        if complete || others.len() > MOST {
            break;
        }
    }
    Ok(others)
}

#[cfg(test)]
mod tests {
    use axum::extract::{Query, State};
    use serde_json::json;

    use super::*;
    use crate::routes::case::{Told, overview};
    use crate::routes::testing::{CLERK, Deed, LEAD, NAMED, READER, World, body, incident, path};

    async fn record(world: &World, of: i64) -> String {
        let deed = Deed("2017-03-06T09:30:00Z", LEAD, "lead", json!({ "whose": of }));
        world.begin("record", "begin", deed).await
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_cases_of_a_person_stand_on_their_record() {
        let world = World::new().await;
        let lead = world.as_person(LEAD).await;
        let record = record(&world, NAMED).await;
        let table = async |visitor: &Visitor, desk: &Desk| gathered(&world.app, visitor, desk).await.unwrap();
        let desk = world.desk(LEAD, &record).await;
        let none = table(&lead, &desk).await;
        assert_eq!(none.tables[0].words, "No case under “Incidents” can be shown.");
        let first = incident(&world, "2017-03-01T09:30:00Z", &[NAMED]).await;
        incident(&world, "2017-03-02T09:30:00Z", &[READER]).await;
        let one = table(&lead, &desk).await;
        assert_eq!((one.tables[0].words.as_str(), one.told.len()), ("1 case under “Incidents” is shown.", 0));
        let second = incident(&world, "2017-03-03T09:30:00Z", &[READER, NAMED]).await;
        let deed = Deed("2017-03-04T09:30:00Z", LEAD, "lead", json!({ "outcome": "wrong" }));
        world.take(&second, "settle", deed, None).await;
        let two = table(&lead, &desk).await;
        let rows: Vec<_> = two.tables[0].rows.iter().map(|row| (row.reference.as_str(), row.received.as_str())).collect();
        assert_eq!(rows, [(second.as_str(), "3 March 2017"), (first.as_str(), "1 March 2017")]);
        assert_eq!(two.tables[0].words, "2 cases under “Incidents” are shown.");
        assert_eq!(two.tables[0].rows[0].came_to, [("Found".to_owned(), "Something wrong".to_owned())]);
        assert_eq!(two.tables[0].rows[1].line, "A push");
        // The page says so, and the look at what the other case came to is logged there, too.
        let page = overview(State(world.app.clone()), lead, path(&record), Query(Told::default())).await.unwrap();
        assert!(body(page).await.contains("2 cases under “Incidents” are shown."));
        assert_eq!(world.looks(&second).await, ["What it came to"]);
        assert_eq!(world.looks(&first).await, [""; 0]);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_may_not_see_that_a_case_names_the_person_is_not_told_of_it() {
        let world = World::new().await;
        let record = record(&world, NAMED).await;
        incident(&world, "2017-03-01T09:30:00Z", &[NAMED]).await;
        // The reader sees the incident, but not whom it names.
        let found = gathered(&world.app, &world.as_person(READER).await, &world.desk(READER, &record).await).await.unwrap();
        assert_eq!((found.tables[0].rows.len(), found.told.len()), (0, 0));
        assert!(found.tables[0].words.starts_with("No case"));
        // Whoever is named is walled out of the incident.
        let found = gathered(&world.app, &world.as_person(NAMED).await, &world.desk(NAMED, &record).await).await.unwrap();
        assert_eq!(found.tables[0].rows.len(), 0);
        // Who may not see whose record it is sees nothing of the kind.
        let found = gathered(&world.app, &world.as_person(CLERK).await, &world.desk(CLERK, &record).await).await.unwrap();
        assert!(found.tables.is_empty());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn that_there_are_more_is_told_of_cases_that_may_be_seen_only() {
        let world = World::new().await;
        let record = record(&world, NAMED).await;
        let words = async |person| {
            let desk = world.desk(person, &record).await;
            let mut found = gathered(&world.app, &world.as_person(person).await, &desk).await.unwrap();
            let table = found.tables.remove(0);
            (table.words, table.rows.len())
        };
        for _ in 0..200 {
            incident(&world, "2017-03-01T09:30:00Z", &[NAMED]).await;
        }
        assert_eq!(words(LEAD).await, ("200 cases under “Incidents” are shown.".to_owned(), 200));
        incident(&world, "2017-03-01T09:30:00Z", &[NAMED]).await;
        let more = "More than 200 cases under “Incidents”: the latest are shown.";
        assert_eq!(words(LEAD).await, (more.to_owned(), 200));
        assert!(words(READER).await.0.starts_with("No case"));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn more_are_looked_at_when_the_first_are_not_enough_and_none_twice() {
        let world = World::new().await;
        let record = record(&world, NAMED).await;
        let mut all = Vec::new();
        // The reader sees whom a hold names, and not whom a push does.
        for (day, kind) in [("01", "hold"), ("02", "push"), ("03", "push"), ("04", "hold")] {
            let answers = json!({ "kind": kind, "place": 1, "hands": [NAMED], "account": "It was quick." });
            let at = format!("2017-03-{day}T09:30:00Z");
            all.push(world.begin("incident", "report", Deed(&at, LEAD, "lead", answers)).await);
        }
        let (reader, desk) = (world.as_person(READER).await, world.desk(READER, &record).await);
        let seen = async |looked| {
            let found = naming(&world.app, &reader, &desk, ("incident", "hands"), NAMED, looked).await.unwrap();
            found.into_iter().map(|other| other.reference).collect::<Vec<_>>()
        };
        assert_eq!(seen([2, 9]).await, [all[3].clone(), all[0].clone()]);
        assert_eq!(seen([2, 3]).await, [all[3].clone()]);
        let found = gathered(&world.app, &reader, &desk).await.unwrap();
        assert_eq!(found.tables[0].words, "2 cases under “Incidents” are shown.");
    }
}
