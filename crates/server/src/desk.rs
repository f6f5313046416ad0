//! A case on somebody's desk: loaded, folded, and cut down to what this person may see.

use std::sync::Arc;

use casework::{Act, Entry, Owed, Rules, Sight, State};
use jiff::Timestamp;
use procedure::{FactId, Procedure, StepId, Value};

use crate::app::App;
use crate::keep::read_entry;
use crate::opening::{OnPerson, marks};
use crate::pages::parts::Warning;
use crate::problem::Problem;
use crate::session::Visitor;

/// A case that somebody has before them.
pub struct Desk {
    /// The version of the procedure that it is run under.
    pub procedure: Arc<Procedure>,
    /// What the store knows it by.
    pub id: casework::CaseId,
    /// Its reference.
    pub reference: String,
    /// What happened.
    pub entries: Vec<Entry>,
    /// Where that led.
    pub state: State,
    /// What this person may see.
    pub sight: Sight,
    /// What is and was owed.
    pub owed: Vec<Owed>,
    /// What other cases put on the person whose matter it is, as far as this person is shown it.
    pub marks: Vec<OnPerson>,
}

impl Desk {
    /// Loads a case for a person.
    ///
    /// # Errors
    /// Not found when there is none, or none that this person may know of.
    pub async fn open(app: &App, visitor: &Visitor, slug: &str) -> Result<Self, Problem> {
        let reference = reference_of(slug);
        let loaded = app.store().case_load(&visitor.actor, &reference).await?.ok_or(Problem::NotFound)?;
        let procedure = app.library().version(&loaded.head.procedure, &loaded.head.version).cloned().ok_or_else(|| {
            Problem::Fault(format!(
                "{reference} is run under {} {}, which this server does not have",
                loaded.head.procedure, loaded.head.version
            ))
        })?;
        let entries = loaded.entries.iter().map(|kept| read_entry(&procedure, kept)).collect::<Result<Vec<_>, _>>()?;
        let rules = app.rules(&procedure)?;
        let state = State::replay(rules, &entries);
        let mut sight = casework::sight::of_actor(&procedure, &state, &visitor.actor).ok_or(Problem::NotFound)?;
        for fact in hidden_cases(app, visitor, &procedure, &state).await? {
            sight.hide(fact);
        }
        let owed = casework::duties(rules, &entries, &state);
        let (id, reference) = (loaded.head.id, loaded.head.reference);
        let mut desk = Self { id, reference, entries, state, sight, owed, procedure, marks: Vec::new() };
        desk.marks = marks(app, visitor, &desk).await?;
        Ok(desk)
    }

    /// What other cases put on the person it is about, for its pages.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        let warning =
            |mark: &OnPerson| Warning { title: mark.row.title.clone(), name: mark.name.clone(), says: mark.row.says.clone() };
        self.marks.iter().map(warning).collect()
    }

    /// The rules it is run by.
    ///
    /// # Errors
    /// When its calendar is not to hand.
    pub fn rules<'a>(&'a self, app: &'a App) -> Result<Rules<'a>, Problem> {
        Ok(app.rules(&self.procedure)?)
    }

    /// The number of its last entry.
    #[must_use]
    pub fn seq(&self) -> u32 {
        self.entries.last().map_or(0, |entry| entry.seq)
    }

    /// The address of its first page.
    #[must_use]
    pub fn href(&self) -> String {
        href_of(&self.reference)
    }

    /// The address of a step's form.
    #[must_use]
    pub fn step_href(&self, step: StepId) -> String {
        format!("{}/steps/{}", self.href(), self.procedure.steps[step].name)
    }

    /// The value of a fact, when this person may see it.
    #[must_use]
    pub fn fact(&self, id: FactId) -> Option<&Value> {
        self.state.facts.get(id).filter(|_| self.sight.fact(id))
    }

    /// The line that says what it is about, as far as this person may see.
    ///
    /// # Errors
    /// When its calendar is not to hand.
    pub fn line(&self, app: &App) -> Result<String, Problem> {
        let rules = self.rules(app)?;
        let directory = app.directory();
        let parts: Vec<String> = self
            .procedure
            .head
            .about
            .iter()
            .filter_map(|id| casework::words::mention(rules, &directory, &self.procedure.facts[*id], self.fact(*id)?))
            .collect();
        Ok(if parts.is_empty() { capital(&self.procedure.head.noun) } else { parts.join(", ") })
    }

    /// When it was received.
    #[must_use]
    pub fn received(&self) -> Timestamp {
        self.entries.first().map_or(Timestamp::MIN, |entry| entry.happened)
    }

    /// What somebody else did since an entry, as a sentence; none when nothing.
    #[must_use]
    pub fn since(&self, app: &App, seen: u32) -> Option<String> {
        let directory = app.directory();
        let last = self.entries.iter().rev().find(|entry| entry.seq > seen)?;
        let when = calendar::instant_words(last.recorded, app.zone());
        let who = directory.person_name(last.by);
        let what = match &last.act {
            Act::Step { step, .. } => format!("did “{}”", self.procedure.steps[*step].title),
            Act::Draft { letter, .. } => format!("edited “{}”", self.procedure.letters[*letter].title),
            Act::Taken { .. } => "changed who holds it".to_owned(),
            Act::Filed { .. } => "filed a document".to_owned(),
            Act::Erased { .. } => "destroyed what was recorded before".to_owned(),
            Act::Moved { to, .. } => format!("moved the case to version {to} of the procedure"),
        };
        Some(format!("{who} {what} at {when}."))
    }
}

/// The facts that name another case which this person may not see: they must not learn that it exists.
async fn hidden_cases(app: &App, visitor: &Visitor, procedure: &Procedure, state: &State) -> Result<Vec<FactId>, Problem> {
    let named: Vec<(FactId, String)> = procedure
        .facts
        .ids()
        .filter_map(|id| match state.facts.get(id) {
            Some(Value::Case(reference)) => Some((id, reference.to_string())),
            _ => None,
        })
        .collect();
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let references: Vec<String> = named.iter().map(|(_, reference)| reference.clone()).collect();
    let known = app.store().cases_known(&visitor.actor, &references).await?;
    Ok(named.into_iter().filter(|(_, reference)| !known.contains(reference)).map(|(id, _)| id).collect())
}

/// The address of a case's first page.
#[must_use]
pub fn href_of(reference: &str) -> String {
    format!("/cases/{}", crate::web::percent(&reference.replace('/', "-")))
}

/// The reference that an address names.
fn reference_of(slug: &str) -> String {
    slug.replace('-', "/")
}

/// The text with a capital first letter.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
