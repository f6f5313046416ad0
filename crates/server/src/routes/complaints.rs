//! All cases that somebody may see, to search, narrow and sort.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use procedure::Procedure;
use procedure::reference::{Typed, WRONG};
use store::{CaseFilter, CaseLine, CaseSort};

use super::case::log_look;
use super::head::{calendar_of, due_words};
use crate::app::App;
use crate::desk::{capital, href_of};
use crate::forms::search;
use crate::offered::{at_place, narrowing};
use crate::pages::complaints::{CaseRow, Column, Complaints, Sorted};
use crate::pages::fields::Choice;
use crate::pages::parts::{Empty, Filter, Link, Pagination, Section, Tag, Tone};
use crate::problem::Problem;
use crate::session::Visitor;
use crate::web::{frame, html, with_query};

const PER_PAGE: u32 = 50;

/// The list.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(
    State(app): State<App>,
    visitor: Visitor,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let now = app.now();
    let get = |name: &str| query.get(name).map_or("", String::as_str);
    log_look(&app, &visitor, None, if get("q").is_empty() { "All complaints" } else { "Search" }).await?;
    let (directory, book) = app.book();
    let mut filters = Vec::new();
    let mut chosen: BTreeMap<String, String> = BTreeMap::new();
    let mut stages = Vec::new();
    let mut facts = Vec::new();
    let seen = seen(&app, &visitor).await?;
    // Stages and what else narrows the list are those of one procedure: the one that was chosen, or the only one.
    let one = match seen.as_slice() {
        [only] => Some(only),
        several => several.iter().find(|procedure| procedure.head.id == get("procedure")),
    };
    let titles: Vec<Choice> =
        seen.iter().map(|procedure| Choice::new(&procedure.head.id, &procedure.head.title).chosen_if(get("procedure"))).collect();
    if let Some(procedure) = one {
        stages.extend(procedure.stages.iter().map(|(_, stage)| Choice::new(&stage.name, &stage.title).chosen_if(get("stage"))));
        for id in &procedure.head.filters {
            let fact = &procedure.facts[*id];
            let name = format!("f-{}", fact.name);
            let value = get(&name);
            if fact.choice(value).is_some() {
                chosen.insert(fact.name.clone(), value.to_owned());
            }
            let choices = fact.choices().iter().map(|choice| Choice::new(&choice.name, &choice.label).chosen_if(value)).collect();
            facts.push(Filter { name, label: fact.label.clone(), all: "All".to_owned(), choices });
        }
    }
    let placed: Vec<&Arc<Procedure>> = match one {
        Some(procedure) => vec![procedure],
        None => seen.iter().collect(),
    };
    let places = book.places_of(placed.into_iter().map(Arc::as_ref), &directory);
    let sites = narrowing(&directory, &visitor.actor, &places, get("site"));
    let select = |name: &str, label: &str, all: &str, choices: Vec<Choice>| Filter {
        name: name.to_owned(),
        label: label.to_owned(),
        all: all.to_owned(),
        choices,
    };
    if titles.len() > 1 {
        filters.push(select("procedure", "Procedure", "All procedures", titles));
    }
    if one.is_some() {
        filters.push(select("stage", "Stage", "All stages", stages));
    }
    if sites.len() > 1 {
        filters.push(select("site", "Place", "All places", sites));
    }
    filters.extend(facts);
    let blank = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let sort = match get("sort") {
        "oldest" => CaseSort::Oldest,
        "due" => CaseSort::Due,
        "reference" => CaseSort::Reference,
        _ => CaseSort::Newest,
    };
    let open = match get("open") {
        "closed" => Some(false),
        "all" => None,
        _ if !get("q").is_empty() && get("open").is_empty() => None,
        _ => Some(true),
    };
    let filter = CaseFilter {
        text: blank(get("q")).map(|typed| search(app.library(), &typed)),
        procedure: one.map(|procedure| procedure.head.id.clone()),
        // A stage of another procedure would leave an empty list.
        stage: blank(get("stage")).filter(|stage| one.is_some_and(|procedure| procedure.stages.id(stage).is_some())),
        site: at_place(&directory, get("site")),
        filters: chosen,
        overdue: get("overdue") == "yes",
        open,
        sort,
        page: get("page").parse().unwrap_or(1).max(1),
        per_page: PER_PAGE,
        ..CaseFilter::default()
    };
    let found = app.store().case_list(&visitor.actor, &filter, now).await?;
    let total = usize::try_from(found.total).unwrap_or(usize::MAX);
    let kept = |more: &[(&str, &str)]| -> String {
        let mut pairs: Vec<(&str, &str)> = query
            .iter()
            .filter(|(name, _)| !more.iter().any(|(one, _)| one == name) && *name != "page")
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        pairs.extend(more);
        with_query("/complaints", &pairs)
    };
    let column = |text: &str, key: Option<(&str, Sorted)>| Column {
        text: text.to_owned(),
        href: key.as_ref().map(|(key, _)| kept(&[("sort", key)])),
        sorted: key.map_or(Sorted::Not, |(_, sorted)| sorted),
    };
    let sorted = |by: CaseSort, how: Sorted| if sort == by { how } else { Sorted::Not };
    let received =
        if sort == CaseSort::Newest { ("oldest", Sorted::Down) } else { ("newest", sorted(CaseSort::Oldest, Sorted::Up)) };
    let placed = found.lines.iter().any(|line| line.site.is_some());
    let mut columns = vec![
        column("Reference", Some(("reference", sorted(CaseSort::Reference, Sorted::Up)))),
        column("About", None),
        column("Who", None),
        column("Stage", None),
        column("Received", Some(received)),
        column("Next due", Some(("due", sorted(CaseSort::Due, Sorted::Up)))),
    ];
    if placed {
        columns.insert(3, column("Where", None));
    }
    let rows = found.lines.iter().map(|line| row(&app, line, one.is_none(), now)).collect();
    let mut frame = frame(&app, Some(&visitor), "Complaints", Section::Complaints);
    get("q").clone_into(&mut frame.search);
    // Several procedures keep several kinds of cases.
    let noun = one.map_or("case", |procedure| procedure.head.noun.as_str());
    let (noun, nouns) = if noun == "complaint" { (noun, "complaints") } else { ("case", "cases") };
    let words = match (total, open) {
        (0, _) => "None found.".to_owned(),
        (1, Some(true)) => format!("1 open {noun}."),
        (1, Some(false)) => format!("1 closed {noun}."),
        (1, None) => format!("1 {noun}."),
        (many, Some(true)) => format!("{many} open {nouns}."),
        (many, Some(false)) => format!("{many} closed {nouns}."),
        (many, None) => format!("{many} {nouns}."),
    };
    let open_value = match open {
        Some(true) => "open",
        Some(false) => "closed",
        None => "all",
    };
    let empty = (total == 0).then(|| Empty {
        title: "No complaints found".to_owned(),
        text: if app.library().reference(get("q")) == Typed::Wrong {
            format!("{WRONG}.")
        } else {
            "Check the spelling, try fewer words, or narrow the list less. You see only complaints that your roles may see."
                .to_owned()
        },
        link: Some(Link::new("/complaints", "Show all open complaints")),
    });
    let page = usize::try_from(found.page).unwrap_or(1);
    let pagination =
        (total > 50).then(|| Pagination::new(page, 50, total, "complaints", |page| kept(&[("page", &page.to_string())])));
    Ok(html(&Complaints {
        frame,
        found: words,
        filters,
        open: [("open", "Open"), ("closed", "Closed"), ("all", "Open and closed")]
            .map(|(value, text)| Choice::new(value, text).chosen_if(open_value))
            .into(),
        overdue_only: filter.overdue,
        columns,
        sort: query.get("sort").map(|sort| ("sort".to_owned(), sort.clone())),
        rows,
        pagination,
        export_href: None,
        empty,
    }))
}

/// The procedures under which this person sees cases, by their titles.
async fn seen(app: &App, visitor: &Visitor) -> Result<Vec<Arc<Procedure>>, Problem> {
    let counts = app.store().procedure_counts(&visitor.actor).await?;
    let mut seen: Vec<Arc<Procedure>> = counts.keys().filter_map(|id| app.library().latest(id).cloned()).collect();
    seen.sort_by(|a, b| a.head.title.cmp(&b.head.title));
    Ok(seen)
}

pub(super) fn row(app: &App, line: &CaseLine, mixed: bool, now: jiff::Timestamp) -> CaseRow {
    let directory = app.directory();
    let procedure = app.library().version(&line.head.procedure, &line.head.version);
    let stage = procedure.and_then(|procedure| procedure.stages.named(&line.stage));
    let title = stage.map_or_else(|| line.stage.clone(), |stage| stage.title.clone());
    let tone = if line.open { Tone::Blue } else { Tone::Green };
    let received = line.received.to_zoned(app.zone().clone()).date();
    let due = procedure.and_then(|procedure| app.rules(procedure).ok()).and_then(|rules| {
        let calendar = calendar_of(rules, &directory, line.counts_at)?;
        let due = calendar::Due { at: calendar::DueAt::EndOf(line.due_day?), provisional: false };
        let mut words = due_words(rules, calendar, Some(due), false, now);
        if line.due.is_some_and(|at| at < now) {
            words.state = crate::pages::parts::DueState::Overdue;
        }
        Some(words)
    });
    CaseRow {
        href: href_of(&line.head.reference),
        reference: line.head.reference.clone(),
        kind: procedure.filter(|_| mixed).map_or_else(String::new, |procedure| capital(&procedure.head.noun)),
        line: line.about.clone(),
        found: Vec::new(),
        who: line.who.clone(),
        place: line.site.map_or_else(String::new, |site| directory.site_name(site).to_owned()),
        stage: Tag::new(title, tone),
        received: calendar::long_date(received),
        due,
        holder: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::testing::{CLERK, LEAD, READER, World, body, incident};

    #[tokio::test(flavor = "multi_thread")]
    async fn a_place_that_the_view_hides_is_neither_listed_nor_found_by() {
        let world = World::new().await;
        let case = incident(&world, "2017-03-01T09:30:00Z", &[]).await;
        let page = async |person, site: &str| {
            let query = BTreeMap::from([("site".to_owned(), site.to_owned())]);
            let visitor = world.as_person(person).await;
            body(list(State(world.app.clone()), visitor, Query(query)).await.unwrap()).await
        };
        for person in [LEAD, CLERK] {
            assert!(page(person, "").await.contains("North House"));
            assert!(page(person, "North House").await.contains(&case));
            assert!(!page(person, "South House").await.contains(&case));
        }
        let told = page(READER, "").await;
        assert!(told.contains(&case) && !told.contains("North House"), "{told}");
        assert!(!page(READER, "North House").await.contains(&case));
    }
}
