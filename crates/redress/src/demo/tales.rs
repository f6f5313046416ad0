//! Tales of the demonstration: cases of the other procedures, told step by step in `tales.toml` and played through the engine.

use std::collections::BTreeMap;

use anyhow::{Context, anyhow, bail};
use casework::Directory;
use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan};
use serde::Deserialize;
use serde_json::Value as Json;
use server::App;
use server::act::{Deed, begin, take};

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
    /// Days from today: before it when negative. A day at the weekend moves to the Monday after.
    day: i64,
    #[serde(default)]
    at: Option<Time>,
    /// Another case than the tale's own: the newest of a procedure that was opened, or a tale's name.
    #[serde(default)]
    on: String,
    #[serde(default)]
    answers: BTreeMap<String, Json>,
}

/// Plays all tales.
pub(crate) async fn tell(app: &App) -> anyhow::Result<()> {
    let tales: Tales = toml::from_str(TALES).context("the tales of the demonstration cannot be read")?;
    let today = app.now().to_zoned(calendar::london()).date();
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for tale in &tales.tale {
        let mut own = String::new();
        for told in &tale.steps {
            let at = moment(app, today, told)?;
            if at > app.now() {
                break;
            }
            let mut answers = BTreeMap::new();
            for (name, value) in &told.answers {
                answers.insert(name.clone(), meant(app, today, &known, value).await?);
            }
            let person = person(&app.directory(), &told.by)?;
            let actor = app.store().actor_load(person).await?.with_context(|| format!("{} cannot act", told.by))?;
            let deed = Deed { actor: &actor, step: &told.does, at, answers: &answers };
            let why = |problem| anyhow!("the tale of {} at “{}”: {problem:?}", tale.procedure, told.does);
            if own.is_empty() {
                own = begin(app, &tale.procedure, &deed).await.map_err(why)?;
                if !tale.name.is_empty() {
                    known.insert(tale.name.clone(), own.clone());
                }
                continue;
            }
            let on = match told.on.as_str() {
                "" => own.clone(),
                other => match known.get(other) {
                    Some(reference) => reference.clone(),
                    None => {
                        let all = app.store().cases_of(&actor, other).await?;
                        all.last().cloned().with_context(|| format!("{} sees no case of {other}", told.by))?
                    }
                },
            };
            take(app, &on, &deed).await.map_err(why)?;
        }
    }
    Ok(())
}

fn moment(app: &App, today: Date, told: &Told) -> anyhow::Result<Timestamp> {
    let mut day = today.checked_add(told.day.days())?;
    while day.weekday().to_monday_zero_offset() >= 5 {
        day = day.tomorrow()?;
    }
    let time = told.at.unwrap_or(Time::constant(10, 0, 0, 0));
    Ok(day.to_datetime(time).to_zoned(app.zone().clone())?.timestamp())
}

fn person(directory: &Directory, name: &str) -> anyhow::Result<i64> {
    let found = directory.people.values().find(|person| person.name == name);
    found.map(|person| person.id).with_context(|| format!("nobody in the directory is called {name}"))
}

/// What a written answer means: “@Name” a person (added when there is none), “#Name” a place, “day:-30” a date, “case:name” a case.
async fn meant(app: &App, today: Date, known: &BTreeMap<String, String>, value: &Json) -> anyhow::Result<Json> {
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
                Json::from(today.checked_add(days.parse::<i64>()?.days())?.to_string())
            } else if let Some(name) = text.strip_prefix("case:") {
                Json::from(known.get(name).with_context(|| format!("no tale is called {name}"))?.as_str())
            } else {
                value.clone()
            }
        }
        Json::Object(_) => bail!("an answer is a text, a number, yes or no, or a list"),
        other => other.clone(),
    })
}
