//! What stands on the first page of a case of its parts, and of the case that it is a part of.

use procedure::{FactId, Kind, Value};
use store::{CaseFilter, CaseSort};

use super::case::log_looks;
use super::complaints::row as case_row;
use super::registers::{counted, standing_and_late};
use crate::app::App;
use crate::desk::{Desk, capital, href_of, slug_of};
use crate::pages::case_overview::{PartLine, PartsPanel};
use crate::pages::parts::Link;
use crate::problem::Problem;
use crate::registers::{holds_one, parts_of};
use crate::session::Visitor;
use crate::web::with_query;

/// How many parts are shown before the table has to be opened.
const FIRST: u32 = 10;
/// How much of what a part says is shown, in letters.
const LETTERS: usize = 140;

/// The parts of a case, kind by kind, for those who may open a table of that kind.
///
/// # Errors
/// When the store cannot be read, or the look at them cannot be kept.
pub async fn panels(app: &App, visitor: &Visitor, desk: &Desk) -> Result<Vec<PartsPanel>, Problem> {
    let now = app.now();
    let (mut panels, mut shown) = (Vec::new(), Vec::new());
    for (procedure, part) in parts_of(app, &desk.procedure.head.id) {
        let register = procedure.registers.iter().find(|(_, rule)| holds_one(procedure, &rule.roles, visitor));
        let Some((_, register)) = register else { continue };
        let head = &procedure.head;
        let fact = &procedure.facts[part.whole].name;
        let filter = CaseFilter {
            procedure: Some(head.id.clone()),
            whole: Some((desk.reference.clone(), fact.clone())),
            sort: CaseSort::Oldest,
            page: 1,
            per_page: FIRST,
            ..CaseFilter::default()
        };
        let words = standing_and_late(head, counted(app, visitor, &filter).await?);
        let found = app.store().case_list(&visitor.actor, &filter, now).await?;
        let ids: Vec<_> = found.lines.iter().map(|line| line.head.id).collect();
        let desks = Desk::glances(app, visitor, &ids).await?;
        let mut rows = Vec::new();
        for one in &found.lines {
            let Some(part) = desks.get(&one.head.id) else { continue };
            if part.procedure.facts.id(fact).is_none_or(|whole| part.fact(whole).is_none()) {
                continue;
            }
            let row = case_row(app, one, false, now);
            shown.push(Some(part.id));
            rows.push(PartLine {
                link: Link::new(part.href(), &part.reference),
                key: register.key.and_then(|key| key_of(part, &procedure.facts[key].name)).unwrap_or_default(),
                line: line(app, part)?,
                stage: row.stage,
                due: row.due,
            });
        }
        let slug = slug_of(&desk.reference);
        let path = format!("/registers/{}/{}", head.id, register.name);
        panels.push(PartsPanel {
            id: format!("parts-{}", head.id),
            title: capital(&head.nouns),
            words,
            rows,
            table: Link::new(with_query(&path, &[("of", slug.as_str())]), "Open the table"),
        });
    }
    log_looks(app, visitor, shown, "Among the parts of another").await?;
    Ok(panels)
}

/// The case that a case is a part of, when this person may know of it: what it is, and what it is about.
///
/// # Errors
/// When the store cannot be read, or the look at it cannot be kept.
pub async fn whole(app: &App, visitor: &Visitor, desk: &Desk) -> Result<Option<(Link, String)>, Problem> {
    let Some(part) = &desk.procedure.head.part_of else { return Ok(None) };
    let Some(Value::Case(reference)) = desk.fact(part.whole) else { return Ok(None) };
    let href = href_of(reference);
    let whole = match Desk::find(app, visitor, reference).await {
        Ok(whole) => whole,
        Err(Problem::NotFound) => return Ok(None),
        Err(problem) => return Err(problem),
    };
    log_looks(app, visitor, [Some(whole.id)], "Above one of its parts").await?;
    let text = format!("{} {}", whole.procedure.head.noun, whole.reference);
    Ok(Some((Link::new(href, text), line(app, &whole)?)))
}

/// What a case says at length: the first long text that its first step asked for, and of which fact it is, as far as this person
/// may see.
#[must_use]
pub fn statement(desk: &Desk) -> Option<(FactId, &str)> {
    desk.procedure.facts.iter().find_map(|(id, fact)| match (&fact.kind, desk.fact(id)) {
        (Kind::Text { long: true }, Some(Value::Text(text))) if desk.first_asks(id) => Some((id, text.as_ref())),
        _ => None,
    })
}

/// A case in a line: the beginning of what it says at length, else what it is about.
fn line(app: &App, desk: &Desk) -> Result<String, Problem> {
    statement(desk).map_or_else(|| desk.line(app), |(_, text)| Ok(shortened(text)))
}

/// What tells a part from the others of its whole, as far as this person may see.
fn key_of(part: &Desk, name: &str) -> Option<String> {
    match part.fact(part.procedure.facts.id(name)?)? {
        Value::Text(text) => Some(text.to_string()),
        _ => None,
    }
}

/// The beginning of a text, cut between words.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LETTERS {
        return line;
    }
    let cut: String = line.chars().take(LETTERS).collect();
    let words = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{}…", words.trim_end_matches([',', ';', ':', '.']))
}

#[cfg(test)]
mod tests {
    use casework::Grant;
    use serde_json::json;

    use super::*;
    use crate::routes::testing::{CLERK, Deed, LEAD, READER, World};

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(shortened("As it is."), "As it is.");
        let long = "word, ".repeat(60);
        let cut = shortened(&long);
        assert!(cut.ends_with("word…") && cut.chars().count() <= LETTERS + 1, "{cut}");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_part_names_its_whole_and_only_to_those_who_see_that() {
        let world = World::new().await;
        let deed = Deed("2017-03-02T09:30:00Z", LEAD, "lead", json!({ "name": "Better", "secret": false }));
        let plan = world.begin("plan", "plan", deed).await;
        let deed = Deed("2017-03-02T10:30:00Z", LEAD, "lead", json!({ "deed": "Do it", "plan": plan }));
        let action = world.begin("action", "add", deed).await;
        let lead = world.as_person(LEAD).await;
        let found = whole(&world.app, &lead, &world.desk(LEAD, &action).await).await.unwrap();
        let (link, line) = found.unwrap();
        assert_eq!((link.text, line), (format!("plan {plan}"), "Better".to_owned()));
        let none = whole(&world.app, &lead, &world.desk(LEAD, &plan).await).await.unwrap();
        assert_eq!(none, None);
        // The reader sees the action, and not of which plan it is.
        let reader = world.as_person(READER).await;
        assert_eq!(whole(&world.app, &reader, &world.desk(READER, &action).await).await.unwrap(), None);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn parts_are_counted_only_for_those_who_see_that_they_are_parts() {
        let world = World::new().await;
        let deed = Deed("2017-03-02T09:30:00Z", LEAD, "lead", json!({ "name": "Better", "secret": false }));
        let plan = world.begin("plan", "plan", deed).await;
        for number in 1..=2 {
            let answers = json!({ "deed": format!("Do {number}"), "plan": plan });
            world.begin("action", "add", Deed("2017-03-02T10:30:00Z", LEAD, "lead", answers)).await;
        }
        let told = async |person| {
            let visitor = world.as_person(person).await;
            let panel = panels(&world.app, &visitor, &world.desk(person, &plan).await).await.unwrap().swap_remove(0);
            (panel.words, panel.rows.len())
        };
        assert_eq!(told(LEAD).await, ("2 actions, all open.".to_owned(), 2));
        // A lead of another place may open the table, and reads these actions without being told of which plan they are.
        for (role, site) in [("lead", Some(1)), ("reader", None)] {
            world.app.store().grant_add(CLERK, Grant { role: role.into(), site }).await.unwrap();
        }
        assert_eq!(told(CLERK).await, ("No actions yet.".to_owned(), 0));
    }
}
