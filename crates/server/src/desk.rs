//! A case on somebody's desk: loaded, folded, and cut down to what this person may see.

mod names;
mod seen;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use casework::{Act, CaseId, Entry, Facts, Owed, Rules, Sight, State};
use jiff::Timestamp;
use procedure::{FactId, Procedure, StepId, Value};
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::keep::read_entry;
use crate::opening::{OnPerson, marks};
use crate::pages::parts::Warning;
use crate::problem::Problem;
use crate::session::Visitor;
use crate::web;

pub use names::{TypedName, Who};
pub use seen::{SeenEntry, SeenHold, SeenLetter, SeenNotice, SeenOffer, What, Whole};

/// A case that somebody has before them. What happened in it, where that led and what is owed is reached only as far as they may see.
pub struct Desk {
    /// The version of the procedure that it is run under.
    pub procedure: Arc<Procedure>,
    /// What the store knows it by.
    pub id: CaseId,
    /// Its reference.
    pub reference: String,
    /// What happened, naming of everybody the record that stays.
    entries: Vec<Entry>,
    state: State,
    /// Names that keep the case from the people they name, of which nobody has said yet who that is, as far as this person sees them.
    unresolved: Vec<Warning>,
    /// What happened as it is kept, if it names records that were merged into others.
    kept: Option<Vec<Entry>>,
    /// What this person may see.
    pub sight: Sight,
    owed: Vec<Owed>,
    /// What other cases put on the people whom it names, as far as this person is shown it.
    pub marks: Vec<OnPerson>,
    /// References of cases that it names or once named, and of which this person may not know.
    unknown: Arc<BTreeSet<String>>,
    /// What this person may see of the reasons for which something is refused.
    reasons: Sight,
    /// What marks of forms are made with.
    secret: Vec<u8>,
}

impl Desk {
    /// Loads a case for a person.
    ///
    /// # Errors
    /// Not found when there is none, or none that this person may know of.
    pub async fn open(app: &App, visitor: &Visitor, slug: &str) -> Result<Self, Problem> {
        Self::find(app, visitor, &reference_of(slug)).await
    }

    /// Loads the case of a reference for a person.
    ///
    /// # Errors
    /// Not found when there is none, or none that this person may know of.
    pub async fn find(app: &App, visitor: &Visitor, reference: &str) -> Result<Self, Problem> {
        let loaded = app.store().case_load(&visitor.actor, reference).await?.ok_or(Problem::NotFound)?;
        let mut desk = Self::read(app, visitor, &loaded)?.ok_or(Problem::NotFound)?;
        desk.unknown = Arc::new(unknown_cases(app, visitor, [&desk]).await?);
        desk.reasons = desk.sight.clone().hiding(desk.facts_of_unknown_cases());
        desk.secret.clone_from(&loaded.secret);
        let rules = app.rules(&desk.procedure)?;
        desk.owed = casework::duties(rules, &desk.entries, &desk.state);
        desk.marks = marks(app, visitor, &desk).await?;
        Ok(desk)
    }

    /// Loads cases of which the page of another shows what this person may see, by id: without what is owed, and without the
    /// marks on their people. Of these cases those that this person may know of, and whose procedure is to hand.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn glances(app: &App, visitor: &Visitor, cases: &[CaseId]) -> Result<BTreeMap<CaseId, Self>, Problem> {
        let mut desks = BTreeMap::new();
        for (id, loaded) in app.store().cases_load(&visitor.actor, cases).await? {
            if app.library().version(&loaded.head.procedure, &loaded.head.version).is_some()
                && let Some(desk) = Self::read(app, visitor, &loaded)?
            {
                desks.insert(id, desk);
            }
        }
        let unknown = Arc::new(unknown_cases(app, visitor, desks.values()).await?);
        for desk in desks.values_mut() {
            desk.unknown = Arc::clone(&unknown);
        }
        Ok(desks)
    }

    /// Folds what was loaded; none when this person may not see the case. What names cases that they may not see is still to
    /// be hidden.
    fn read(app: &App, visitor: &Visitor, loaded: &store::LoadedCase) -> Result<Option<Self>, Problem> {
        let reference = loaded.head.reference.clone();
        let procedure = app.library().version(&loaded.head.procedure, &loaded.head.version).cloned().ok_or_else(|| {
            Problem::Fault(format!(
                "{reference} is run under {} {}, which this server does not have",
                loaded.head.procedure, loaded.head.version
            ))
        })?;
        let mut entries = loaded.entries.iter().map(|kept| read_entry(&procedure, kept)).collect::<Result<Vec<_>, _>>()?;
        casework::put_right(&mut entries);
        // Everything that is judged is judged by human beings, whatever record of theirs an entry names: walls above all.
        let directory = app.directory();
        let mut kept = None;
        if entries.iter().any(|entry| entry.names(|person| directory.roots.contains_key(person))) {
            let humans = entries.iter().cloned().map(|entry| entry.with_people(|person| directory.human(person))).collect();
            kept = Some(std::mem::replace(&mut entries, humans));
        }
        let rules = app.rules(&procedure)?;
        let state = State::replay(rules, &entries);
        let Some(sight) = casework::sight::of_actor(&procedure, &state, &visitor.actor) else { return Ok(None) };
        Ok(Some(Self {
            unresolved: names::open_names(&procedure, &directory, &state, (visitor, &sight), &href_of(&reference)),
            reasons: sight.clone(),
            secret: Vec::new(),
            id: loaded.head.id,
            reference,
            entries,
            state,
            kept,
            sight,
            owed: Vec::new(),
            procedure,
            marks: Vec::new(),
            unknown: Arc::default(),
        }))
    }

    /// What happened as it is kept, and the state that rows are derived from: both name records as the entries do, so that rows
    /// do not change when records are merged.
    ///
    /// # Errors
    /// When its calendar is not to hand.
    pub fn as_kept(&self, app: &App) -> Result<(Cow<'_, [Entry]>, Cow<'_, State>), Problem> {
        Ok(match &self.kept {
            None => (Cow::Borrowed(&self.entries), Cow::Borrowed(&self.state)),
            Some(kept) => (Cow::Borrowed(kept), Cow::Owned(State::replay(self.rules(app)?, kept))),
        })
    }

    /// What other cases put on the people whom it names, for its pages.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        let warning = |mark: &OnPerson| Warning {
            title: mark.row.title.clone(),
            name: mark.name.clone(),
            says: mark.row.says.clone(),
            link: None,
        };
        self.unresolved.iter().cloned().chain(self.marks.iter().map(warning)).collect()
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
        self.state.facts.get(id).filter(|value| self.shows(id, value))
    }

    /// Whether this person may see that a fact has or had this value: they must not learn of a case that is hidden from them,
    /// though they see the fact.
    #[must_use]
    pub fn shows(&self, id: FactId, value: &Value) -> bool {
        self.sight.fact(id) && !matches!(value, Value::Case(reference) if self.unknown.contains(reference.as_ref()))
    }

    /// These facts of the case without those that are hidden from this person; what they typed themselves is not.
    #[must_use]
    pub fn seen(&self, facts: &Facts, typed: &BTreeMap<FactId, Value>) -> Facts {
        let mut seen = facts.clone();
        for id in self.procedure.facts.ids().filter(|id| !typed.contains_key(id)) {
            if facts.get(id).is_some_and(|value| !self.shows(id, value)) {
                seen.set(&self.procedure, id, None);
            }
        }
        seen
    }

    /// Whether this person may see that the case names another under the fact of this name.
    #[must_use]
    pub fn shows_tie(&self, fact: &str) -> bool {
        self.procedure.facts.id(fact).is_some_and(|fact| self.sight.fact(fact))
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

    /// What it came to: the label of each fact that says so, and its value, as far as this person may see.
    ///
    /// # Errors
    /// When its calendar is not to hand.
    pub fn came_to(&self, app: &App) -> Result<Vec<(String, String)>, Problem> {
        let rules = self.rules(app)?;
        let directory = app.directory();
        let told = self.procedure.head.came_to.iter().filter_map(|id| {
            let fact = &self.procedure.facts[*id];
            let text = casework::words::value(rules, &directory, fact, self.fact(*id)?);
            (!text.trim().is_empty()).then(|| (fact.label.clone(), text))
        });
        Ok(told.collect())
    }

    /// When it was received.
    #[must_use]
    pub fn received(&self) -> Timestamp {
        self.entries.first().map_or(Timestamp::MIN, |entry| entry.happened)
    }

    /// Whether this person may see an entry in the timeline.
    fn shows_entry(&self, entry: &Entry) -> bool {
        match &entry.act {
            Act::Step { step, .. } => self.sight.step(*step),
            Act::Draft { letter, .. } => self.sight.letter(*letter) && self.sight.timeline(),
            Act::Taken { .. } => self.sight.timeline(),
            Act::Filed { .. } => self.sight.documents(),
            Act::Erased { .. } | Act::Moved { .. } => true,
        }
    }

    /// The facts that name, or once named, a case of which this person may not know.
    fn facts_of_unknown_cases(&self) -> BTreeSet<FactId> {
        let mut facts = BTreeSet::new();
        if self.unknown.is_empty() {
            return facts;
        }
        for entry in &self.entries {
            let Act::Step { facts: answered, .. } = &entry.act else { continue };
            let hidden = answered.iter().filter(|(id, value)| self.sight.fact(*id) && !self.shows(*id, value));
            facts.extend(hidden.map(|(id, _)| *id));
        }
        facts
    }

    /// What this person may see of the reasons for which something is refused, when they answer these questions.
    #[must_use]
    pub fn reasons(&self, typed: impl IntoIterator<Item = FactId>) -> Sight {
        self.reasons.clone().typing(typed)
    }

    /// The token of a form: it says which entry was the last when the form was shown, to nobody but this server, and no two are
    /// alike.
    #[must_use]
    pub fn form_token(&self) -> String {
        let random = web::token();
        let mark = self.mark(&random, self.seq());
        format!("{random}.{mark}")
    }

    /// The number of the entry that was the last when the form of this token was shown; 0 when it is no token of this case.
    #[must_use]
    pub fn seq_of(&self, token: &str) -> u32 {
        let Some((random, mark)) = token.split_once('.') else { return 0 };
        (1..=self.seq()).rev().find(|seq| self.mark(random, *seq) == mark).unwrap_or(0)
    }

    fn mark(&self, random: &str, seq: u32) -> String {
        let mut hash = Sha256::new();
        hash.update(b"redress form 1");
        hash.update(&self.secret);
        hash.update(random);
        hash.update(seq.to_be_bytes());
        let mut mark = web::hex(&hash.finalize());
        mark.truncate(16);
        mark
    }

    /// What changed since an entry, as far as this person may see it, as a sentence; `None` if nothing did.
    #[must_use]
    pub fn since(&self, app: &App, seen: u32) -> Option<String> {
        let later = || self.entries.iter().rev().take_while(|entry| entry.seq > seen);
        let Some(last) = later().find(|entry| self.shows_entry(entry)) else {
            // A step that is hidden may have changed an answer that is not.
            let changed = later().any(|entry| match &entry.act {
                Act::Step { facts, .. } => facts.iter().any(|(id, value)| self.shows(*id, value)),
                Act::Draft { letter, .. } => self.sight.letter(*letter),
                _ => false,
            });
            return changed.then(|| CHANGED.to_owned());
        };
        let directory = app.directory();
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

/// That something changed, where more may not be said.
pub const CHANGED: &str = "The case has changed since you opened this form.";

/// The references that these cases name or once named, of cases that this person may not see: they must not learn that these
/// exist.
async fn unknown_cases(
    app: &App,
    visitor: &Visitor,
    desks: impl IntoIterator<Item = &Desk>,
) -> Result<BTreeSet<String>, Problem> {
    let mut named: BTreeSet<String> = BTreeSet::new();
    for entry in desks.into_iter().flat_map(|desk| &desk.entries) {
        let Act::Step { facts, .. } = &entry.act else { continue };
        named.extend(facts.iter().filter_map(|(_, value)| match value {
            Value::Case(reference) => Some(reference.to_string()),
            _ => None,
        }));
    }
    if named.is_empty() {
        return Ok(named);
    }
    let references: Vec<String> = named.iter().cloned().collect();
    let known = app.store().cases_known(&visitor.actor, &references).await?;
    named.retain(|reference| !known.contains(reference));
    Ok(named)
}

/// The address of a case's first page.
#[must_use]
pub fn href_of(reference: &str) -> String {
    format!("/cases/{}", crate::web::percent(&slug_of(reference)))
}

/// What stands for a reference in an address: DC-2017-482_917_305 for DC/2017/482-917-305.
#[must_use]
pub fn slug_of(reference: &str) -> String {
    reference.chars().fold(String::with_capacity(reference.len()), |mut slug, sign| {
        match sign {
            '/' => slug.push('-'),
            '-' => slug.push('_'),
            '_' => slug.push_str("~1"),
            '~' => slug.push_str("~0"),
            sign => slug.push(sign),
        }
        slug
    })
}

/// The reference for which something stands in an address.
#[must_use]
pub fn reference_of(slug: &str) -> String {
    let mut signs = slug.chars().peekable();
    let mut reference = String::with_capacity(slug.len());
    while let Some(sign) = signs.next() {
        reference.push(match sign {
            '-' => '/',
            '_' => '-',
            '~' if signs.next_if_eq(&'1').is_some() => '_',
            '~' if signs.next_if_eq(&'0').is_some() => '~',
            sign => sign,
        });
    }
    reference
}

/// The text with a capital first letter.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_reference_is_an_address_and_every_address_the_reference_again(reference in "[A-Z0-9/_~. -]{0,20}|\\PC{0,20}") {
            let slug = slug_of(&reference);
            prop_assert!(!slug.contains('/'));
            prop_assert_eq!(reference_of(&slug), reference);
        }
    }

    #[test]
    fn addresses_of_before_lead_where_they_led() {
        assert_eq!(reference_of("DC-2017-00012"), "DC/2017/00012");
        assert_eq!(href_of("DC/2017/00012"), "/cases/DC-2017-00012");
        assert_eq!(href_of("DC/2017/482-917-305"), "/cases/DC-2017-482_917_305");
    }
}
