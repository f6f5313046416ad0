//! Tales of the demonstration: cases of all procedures, told step by step in `tales.toml` and played through the engine in the
//! order in which they happen.

use std::collections::BTreeMap;

use anyhow::{Context, anyhow, bail};
use casework::Directory;
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::Deserialize;
use serde_json::Value as Json;
use server::App;
use server::act::{Deed, begin, take};

use crate::command::verify::bar;

const TALES: &str = include_str!("tales.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tales {
    tale: Vec<Tale>,
}

/// One case from its beginning.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tale {
    procedure: String,
    /// What other tales call its case.
    #[serde(default)]
    name: String,
    steps: Vec<Told>,
}

/// One thing that somebody does; the first begins the case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    /// The person's name in the directory.
    by: String,
    does: String,
    /// Days from today: before it when negative. One at a weekend moves to the Monday after.
    day: Option<i64>,
    /// The same on each of several days, weekends as well.
    #[serde(default)]
    days: Vec<i64>,
    /// A day of the calendar: for what is told of a version that is no longer in force.
    date: Option<Date>,
    #[serde(default)]
    at: Option<Time>,
    /// Another case than the tale's own: the newest of a procedure that this tale opened, or a tale's name.
    #[serde(default)]
    on: String,
    /// Only when the tale's case is run under this version.
    #[serde(default)]
    under: String,
    #[serde(default)]
    answers: BTreeMap<String, Json>,
}

/// One thing that somebody does at a moment.
struct Beat<'a> {
    at: Timestamp,
    tale: usize,
    told: &'a Told,
}

/// How far a tale has come.
#[derive(Default)]
struct Going {
    reference: String,
    version: String,
    /// The newest case of each procedure that it opened.
    opened: BTreeMap<String, String>,
}

/// Plays all tales, each up to now.
pub(crate) async fn tell(app: &App, now: Timestamp) -> anyhow::Result<()> {
    let tales: Tales = toml::from_str(TALES).context("the tales of the demonstration cannot be read")?;
    let today = now.to_zoned(calendar::london()).date();
    let beats = beats(app, &tales, today, now)?;
    let mut going: Vec<Going> = tales.tale.iter().map(|_| Going::default()).collect();
    let names: BTreeMap<&str, usize> = tales
        .tale
        .iter()
        .enumerate()
        .filter(|(_, tale)| !tale.name.is_empty())
        .map(|(at, tale)| (tale.name.as_str(), at))
        .collect();
    let progress = bar("Tales");
    progress.set_length(u64::try_from(beats.len())?);
    for beat in &beats {
        progress.inc(1);
        let (told, tale) = (beat.told, tales.tale.get(beat.tale).context("a tale is lost")?);
        let known: BTreeMap<&str, &str> = names
            .iter()
            .filter_map(|(name, at)| going.get(*at).map(|one| (*name, one.reference.as_str())))
            .filter(|(_, reference)| !reference.is_empty())
            .collect();
        let own = going.get(beat.tale).context("a tale is lost")?;
        if !told.under.is_empty() && told.under != own.version {
            continue;
        }
        let on = match told.on.as_str() {
            "" => own.reference.clone(),
            other => match (own.opened.get(other), known.get(other)) {
                (Some(reference), _) => reference.clone(),
                (None, Some(reference)) => (*reference).to_owned(),
                (None, None) => bail!("the tale of {} has opened no case of “{other}”, and no tale is called so", tale.procedure),
            },
        };
        let mut answers = BTreeMap::new();
        for (name, value) in &told.answers {
            answers.insert(name.clone(), meant(app, today, &known, value).await?);
        }
        let person = person(&app.directory(), &told.by)?;
        let actor = app.store().actor_load(person).await?.with_context(|| format!("{} cannot act", told.by))?;
        let deed = Deed { actor: &actor, step: &told.does, at: beat.at, answers: &answers };
        let why =
            |problem| anyhow!("the tale of {} “{}” at “{}” by {}: {problem:?}", tale.procedure, tale.name, told.does, told.by);
        if on.is_empty() {
            let begun = begin(app, &tale.procedure, &deed).await.map_err(why)?;
            if let Some(own) = going.get_mut(beat.tale) {
                let version = begun.procedure.head.version.clone();
                *own = Going { reference: begun.reference, version, opened: BTreeMap::new() };
            }
        } else {
            let acted = take(app, &on, &deed).await.map_err(why)?;
            if let Some(own) = going.get_mut(beat.tale) {
                own.opened.extend(acted.opened.into_iter().map(|one| (one.procedure, one.reference)));
            }
        }
    }
    progress.finish_and_clear();
    Ok(())
}

/// What happens in all tales up to now, in order. Within a tale nothing comes before what is told before it.
fn beats<'a>(app: &App, tales: &'a Tales, today: Date, now: Timestamp) -> anyhow::Result<Vec<Beat<'a>>> {
    let mut beats = Vec::new();
    for (tale, one) in tales.tale.iter().enumerate() {
        let mut last = Timestamp::MIN;
        for told in &one.steps {
            for day in days(today, told)? {
                let time = told.at.unwrap_or(Time::constant(10, 0, 0, 0));
                let at = day.to_datetime(time).to_zoned(app.zone().clone())?.timestamp();
                let at = at.max(last.saturating_add(SignedDuration::from_mins(if last == Timestamp::MIN { 0 } else { 15 }))?);
                beats.push(Beat { at, tale, told });
                last = at;
            }
        }
    }
    beats.sort_by_key(|beat| beat.at);
    // What would be in the future has not happened, nor has what comes after it in the same tale.
    beats.retain(|beat| beat.at <= now);
    Ok(beats)
}

/// The days on which something happens.
fn days(today: Date, told: &Told) -> anyhow::Result<Vec<Date>> {
    if let Some(date) = told.date {
        return Ok(vec![date]);
    }
    if !told.days.is_empty() {
        return told.days.iter().map(|day| Ok(today.checked_add(day.days())?)).collect();
    }
    let mut day = today.checked_add(told.day.with_context(|| format!("“{}” has no day", told.does))?.days())?;
    while day.weekday().to_monday_zero_offset() >= 5 {
        day = day.tomorrow()?;
    }
    Ok(vec![day])
}

fn person(directory: &Directory, name: &str) -> anyhow::Result<i64> {
    let found = directory.people.values().find(|person| person.name == name);
    found.map(|person| person.id).with_context(|| format!("nobody in the directory is called {name}"))
}

/// What a written answer means: “@Name” a person (added when there is none), “#Name” a place, “day:-30” a date,
/// “day:-30 09:15” a moment, “case:name” a case.
async fn meant(app: &App, today: Date, known: &BTreeMap<&str, &str>, value: &Json) -> anyhow::Result<Json> {
    Ok(match value {
        Json::Array(items) => {
            let mut all = Vec::new();
            for item in items {
                all.push(Box::pin(meant(app, today, known, item)).await?);
            }
            Json::Array(all)
        }
        Json::String(text) => {
            if let Some(name) = text.strip_prefix('@') {
                let found = person(&app.directory(), name);
                let id = match found {
                    Ok(id) => id,
                    Err(_) => {
                        let new = store::NewPerson { name: name.to_owned(), ..store::NewPerson::default() };
                        let id = app.store().person_add(new).await?;
                        app.directory_reload().await?;
                        id
                    }
                };
                Json::from(id)
            } else if let Some(name) = text.strip_prefix('#') {
                let directory = app.directory();
                let site = directory.sites.values().find(|site| site.name == name);
                Json::from(site.with_context(|| format!("there is no place called {name}"))?.id)
            } else if let Some(days) = text.strip_prefix("day:") {
                let (days, time) = days.split_once(' ').map_or((days, None), |(days, time)| (days, Some(time)));
                let day = today.checked_add(days.parse::<i64>()?.days())?;
                match time {
                    None => Json::from(day.to_string()),
                    Some(time) => {
                        let time: Time = time.parse()?;
                        Json::from(day.to_datetime(time).to_zoned(app.zone().clone())?.timestamp().to_string())
                    }
                }
            } else if let Some(name) = text.strip_prefix("case:") {
                Json::from(*known.get(name).with_context(|| format!("no tale is called {name}, or it has not begun"))?)
            } else {
                value.clone()
            }
        }
        Json::Object(_) => bail!("an answer is a text, a number, yes or no, or a list"),
        other => other.clone(),
    })
}

#[cfg(test)]
mod tests {
    use server::Config;
    use store::Store;

    use super::*;
    use crate::command::serve::keep_procedures;
    use crate::directory::Document;
    use crate::files::Where;

    /// Whatever day the demonstration is made on: a Tuesday, a Sunday, soon after a new version came into force.
    #[tokio::test(flavor = "multi_thread")]
    async fn tales_can_be_told_on_any_day() {
        for day in ["2026-02-17T17:00:00Z", "2026-04-19T09:00:00Z", "2027-01-02T00:30:00Z"] {
            let store = Store::open_memory().await.unwrap();
            let library = Where::default().library().unwrap();
            keep_procedures(&store, &library).await.unwrap();
            Document::read(crate::demo::DIRECTORY).unwrap().add(&store).await.unwrap();
            let config = Config { body: String::new(), secure: false, largest_document: 1 << 20, hint: None };
            let app = App::new(store, library, config).await.unwrap();
            let now: Timestamp = day.parse().unwrap();
            tell(&app, now).await.unwrap();

            // People of the directory are named in lists, and found by their names.
            let iris = person(&app.directory(), "Iris Donnelly").unwrap();
            let iris = app.store().actor_load(iris).await.unwrap().unwrap();
            let filter = store::CaseFilter { text: Some("leonard shaw".to_owned()), ..store::CaseFilter::default() };
            let found = app.store().case_list(&iris, &filter, now).await.unwrap();
            let theirs: Vec<&str> = found.lines.iter().map(|line| line.head.procedure.as_str()).collect();
            assert_eq!(theirs, ["luton-complaints", "contact-restriction", "luton-complaints"]);
            assert!(found.lines.iter().all(|line| line.who == "Leonard Shaw"));
        }
    }
}
