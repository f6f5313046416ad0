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
use server::act::{Acted, Deed, begin, file, take};
use server::import::{Progress, Target, check, keep};

use crate::command::verify::bar;

const TALES: &str = include_str!("tales.toml");
/// The tales of plans, force and officers have a file of their own.
const CHAIN: &str = include_str!("chain.toml");
/// The papers of 2017 and 2014 as sheets, as somebody would read them in.
const SHEETS: &[(&str, &str)] = &[
    ("jamaica-2017.csv", include_str!("plans/jamaica-2017.csv")),
    ("non-compliance-2014.csv", include_str!("plans/non-compliance-2014.csv")),
];

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
    /// The step; none when a sheet is read in or a document is filed.
    #[serde(default)]
    does: String,
    /// The sheet that is read into a register. The tale's case is the whole of what its rows become.
    #[serde(default)]
    reads: String,
    /// The register: “procedure/register”.
    #[serde(default)]
    into: String,
    /// The name of a document that is filed, after the step if there is one.
    #[serde(default)]
    files: String,
    /// What stands in it.
    #[serde(default)]
    text: String,
    /// Days from today: before it when negative. One at a weekend moves to the Monday after.
    day: Option<i64>,
    /// The same on each of several days, weekends as well.
    #[serde(default)]
    days: Vec<i64>,
    /// A day of the calendar: for what is told of a version that is no longer in force.
    date: Option<Date>,
    #[serde(default)]
    at: Option<Time>,
    /// Another case than the tale's own: the newest of a procedure that this tale opened (“procedure”, or “procedure#2” for the
    /// second), a tale's name, or “name>procedure#2” for what another tale opened.
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
    /// The cases of each procedure that it opened, in order.
    opened: BTreeMap<String, Vec<String>>,
}

impl Going {
    /// A case that it opened: the newest of a procedure, or one by its number.
    fn opened(&self, called: &str) -> Option<&str> {
        let (procedure, number) = called.split_once('#').map_or((called, None), |(procedure, number)| (procedure, Some(number)));
        let all = self.opened.get(procedure)?;
        let found = match number {
            None => all.last(),
            Some(number) => number.parse::<usize>().ok()?.checked_sub(1).and_then(|at| all.get(at)),
        };
        found.map(String::as_str)
    }

    fn add(&mut self, acted: Acted) {
        for one in acted.opened {
            self.opened.entry(one.procedure).or_default().push(one.reference);
        }
    }
}

/// All tales as far as they have come, by their names.
struct Known<'a> {
    names: BTreeMap<&'a str, usize>,
    going: Vec<Going>,
}

impl Known<'_> {
    /// A case by a tale's name, or one that this tale opened: “name”, “name>procedure”, “name>procedure#2”.
    fn case(&self, called: &str) -> Option<&str> {
        let (name, opened) = called.split_once('>').map_or((called, None), |(name, opened)| (name, Some(opened)));
        let going = self.going.get(*self.names.get(name)?)?;
        match opened {
            Some(opened) => going.opened(opened),
            None => Some(going.reference.as_str()).filter(|reference| !reference.is_empty()),
        }
    }
}

/// Plays all tales, each up to now.
pub(crate) async fn tell(app: &App, now: Timestamp) -> anyhow::Result<()> {
    let mut tales: Tales = toml::from_str(TALES).context("the tales of the demonstration cannot be read")?;
    let chain: Tales = toml::from_str(CHAIN).context("the tales of plans, force and officers cannot be read")?;
    tales.tale.extend(chain.tale);
    let today = now.to_zoned(calendar::london()).date();
    let beats = beats(app, &tales, today, now)?;
    let named = tales.tale.iter().enumerate().filter(|(_, tale)| !tale.name.is_empty());
    let mut known = Known {
        names: named.map(|(at, tale)| (tale.name.as_str(), at)).collect(),
        going: tales.tale.iter().map(|_| Going::default()).collect(),
    };
    let progress = bar("Tales");
    progress.set_length(u64::try_from(beats.len())?);
    for beat in &beats {
        progress.inc(1);
        let told = beat.told;
        let tale = tales.tale.get(beat.tale).context("a tale is lost")?;
        play(app, today, &mut known, tale, beat).await.with_context(|| {
            format!("the tale of {} “{}” at “{}{}” by {}", tale.procedure, tale.name, told.does, told.reads, told.by)
        })?;
    }
    progress.finish_and_clear();
    Ok(())
}

/// What one person does in a tale.
async fn play(app: &App, today: Date, known: &mut Known<'_>, tale: &Tale, beat: &Beat<'_>) -> anyhow::Result<()> {
    let told = beat.told;
    let own = known.going.get(beat.tale).context("a tale is lost")?;
    if !told.under.is_empty() && told.under != own.version {
        return Ok(());
    }
    let on = match told.on.as_str() {
        "" => own.reference.clone(),
        other => own
            .opened(other)
            .or_else(|| known.case(other))
            .with_context(|| format!("it has opened no case of “{other}”, and no tale is called so"))?
            .to_owned(),
    };
    let mut answers = BTreeMap::new();
    for (name, value) in &told.answers {
        answers.insert(name.clone(), meant(app, today, known, value).await?);
    }
    let person = person(&app.directory(), &told.by)?;
    let actor = app.store().actor_load(person).await?.with_context(|| format!("{} cannot act", told.by))?;
    let deed = Deed { actor: &actor, step: &told.does, at: beat.at, answers: &answers };
    let why = |problem| anyhow!("{problem:?}");
    let own = known.going.get_mut(beat.tale).context("a tale is lost")?;
    if !told.reads.is_empty() {
        let (procedure, read) = read(app, &actor, told, &on, beat.at).await?;
        own.opened.entry(procedure).or_default().extend(read);
        return Ok(());
    }
    if !told.does.is_empty() && on.is_empty() {
        let begun = begin(app, &tale.procedure, &deed).await.map_err(why)?;
        own.version.clone_from(&begun.procedure.head.version);
        own.reference.clone_from(&begun.reference);
    } else if !told.does.is_empty() {
        own.add(take(app, &on, &deed).await.map_err(why)?);
    }
    if !told.files.is_empty() {
        file(app, &on, &actor, beat.at, &told.files, told.text.clone().into_bytes()).await.map_err(why)?;
    }
    Ok(())
}

/// Reads a sheet into a register, as the page does: the procedure of its rows, and their references in order.
async fn read(
    app: &App,
    actor: &casework::Actor,
    told: &Told,
    whole: &str,
    at: Timestamp,
) -> anyhow::Result<(String, Vec<String>)> {
    let (_, text) = SHEETS.iter().find(|(name, _)| *name == told.reads).context("there is no such sheet")?;
    let (id, register) = told.into.split_once('/').context("a register is “procedure/register”")?;
    let procedure = app.library().latest(id).context("there is no such procedure")?.clone();
    let register = procedure.registers.id(register).context("there is no such register")?;
    let target = Target { procedure: &procedure, register, whole: Some(whole) };
    let heads = target.heads();
    let raw = sheets::read_with(&told.reads, text.as_bytes(), |cells| heads.is_head(cells));
    let raw = raw.map_err(|faults| anyhow!("{faults:?}"))?;
    let checked = check(app, actor, target, &raw, at, &Progress::default()).await.map_err(|problem| anyhow!("{problem:?}"))?;
    anyhow::ensure!(checked.faults.is_empty(), "{:?}", checked.faults);
    let kept = keep(app, actor, &procedure, checked, at, None).await.map_err(|problem| anyhow!("{problem:?}"))?;
    Ok((id.to_owned(), kept))
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

/// What a written answer means: “@Name” a person (added when there is none), “?Name” a name that nobody has resolved,
/// “#Name” a place, “day:-30” a date, “day:-30 09:15” a moment, “case:name” a case, “case:name>procedure#2” one that it opened,
/// “org:Name” an organisation.
async fn meant(app: &App, today: Date, known: &Known<'_>, value: &Json) -> anyhow::Result<Json> {
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
            } else if let Some(name) = text.strip_prefix('?') {
                let new = store::NewPerson { name: name.to_owned(), unresolved: true, ..store::NewPerson::default() };
                let id = app.store().person_add(new).await?;
                app.directory_reload().await?;
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
                Json::from(known.case(name).with_context(|| format!("no tale is called {name}, or it has not begun"))?)
            } else if let Some(name) = text.strip_prefix("org:") {
                let directory = app.directory();
                let found = directory.organisations.values().find(|organisation| organisation.name == name);
                Json::from(found.with_context(|| format!("there is no organisation called {name}"))?.id)
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
            let now: Timestamp = day.parse().unwrap();
            let store = Store::open_memory_at(store::Clock::by_hand(now)).await.unwrap();
            let library = Where::default().library().unwrap();
            keep_procedures(&store, &library).await.unwrap();
            Document::read(crate::demo::DIRECTORY).unwrap().add(&store, true).await.unwrap();
            let config =
                Config { body: String::new(), secure: false, largest_document: 1 << 20, hint: None, ..Config::default() };
            let app = App::new(store, library, config).await.unwrap();
            tell(&app, now).await.unwrap();

            // People of the directory are named in lists, and found by their names.
            let iris = person(&app.directory(), "Iris Donnelly").unwrap();
            let iris = app.store().actor_load(iris).await.unwrap().unwrap();
            let filter = store::CaseFilter { text: Some("leonard shaw".to_owned()), ..store::CaseFilter::default() };
            let found = app.store().case_list(&iris, &filter, now).await.unwrap();
            let theirs: Vec<&str> = found.lines.iter().map(|line| line.head.procedure.as_str()).collect();
            assert_eq!(theirs, ["luton-complaints", "contact-restriction", "luton-complaints"]);
            assert!(found.lines.iter().all(|line| line.who == "Leonard Shaw"));
            chain(&app, now).await;
        }
    }

    async fn acting(app: &App, name: &str) -> casework::Actor {
        let person = person(&app.directory(), name).unwrap();
        app.store().actor_load(person).await.unwrap().unwrap()
    }

    /// The cases of a procedure in which somebody finds these words.
    async fn found(app: &App, name: &str, procedure: &str, text: &str, now: Timestamp) -> Vec<store::CaseLine> {
        let filter = store::CaseFilter {
            text: (!text.is_empty()).then(|| text.to_owned()),
            procedure: (!procedure.is_empty()).then(|| procedure.to_owned()),
            per_page: 200,
            ..store::CaseFilter::default()
        };
        app.store().case_list(&acting(app, name).await, &filter, now).await.unwrap().lines
    }

    /// The cases of a procedure to which somebody is led from another.
    async fn led(app: &App, name: &str, from: &store::CaseHead, procedure: &str) -> Vec<String> {
        let links = app.store().case_links(&acting(app, name).await, from.id).await.unwrap();
        let all: std::collections::BTreeSet<String> =
            links.into_iter().filter(|link| link.procedure == procedure).map(|link| link.reference).collect();
        all.into_iter().collect()
    }

    /// From the complaint about force to the action that was checked, each case leads to the next; and the officer whom it
    /// concerns sees what is theirs alone.
    async fn chain(app: &App, now: Timestamp) {
        let one = |lines: Vec<store::CaseLine>| {
            assert_eq!(lines.len(), 1);
            lines.into_iter().next().unwrap()
        };
        let complaint = one(found(app, "Priya Nandan", "detention-complaints", "samuel adeyinka", now).await);
        assert!(!complaint.open);
        let incident = led(app, "Priya Nandan", &complaint.head, "use-of-force").await;
        let certification = led(app, "Priya Nandan", &complaint.head, "officer-certification").await;
        assert_eq!((incident.len(), certification.len()), (1, 1));
        let incident = one(found(app, "Miriam Sandford", "use-of-force", &incident[0], now).await);
        assert_eq!((incident.stage.as_str(), incident.open), ("closed", false));
        assert_eq!(led(app, "Miriam Sandford", &incident.head, "use-of-force-statement").await.len(), 2);
        let certification = one(found(app, "Cyril Stone", "officer-certification", &certification[0], now).await);
        assert_eq!(certification.stage, "ended");
        assert_eq!(led(app, "Cyril Stone", &certification.head, "officer-record").await.len(), 1);

        // What was recommended because of it is in the plan of today, done and checked, with its action.
        let plan = one(found(app, "Rosalind Pym", "improvement-plan", "what cases and checks show", now).await);
        let parts = led(app, "Rosalind Pym", &plan.head, "recommendation").await;
        assert_eq!(parts.len(), 4);
        let mut done = Vec::new();
        for part in parts {
            let part = one(found(app, "Rosalind Pym", "recommendation", &part, now).await);
            if part.stage == "done" {
                done.push(part);
            }
        }
        let recommendation = one(done);
        let action = led(app, "Edmund Vale", &recommendation.head, "improvement-action").await;
        let action = one(found(app, "Sandra Keel", "improvement-action", &action[0], now).await);
        assert_eq!(action.stage, "done");

        // Both papers were read in whole, and a report of force is late.
        assert_eq!(found(app, "Hester Quayle", "recommendation", "", now).await.len(), 18);
        let incidents = found(app, "Keith Rowland", "use-of-force", "", now).await;
        assert_eq!(incidents.len(), 3);
        assert!(incidents.iter().any(|line| line.stage == "reporting" && line.due.is_some_and(|due| due < now)));

        let theirs = found(app, "Lee Marchbank", "", "", now).await;
        let mut procedures: Vec<&str> = theirs.iter().map(|line| line.head.procedure.as_str()).collect();
        procedures.sort_unstable();
        assert_eq!(procedures, ["instruction", "instruction", "officer-record", "use-of-force-statement"]);
    }
}
