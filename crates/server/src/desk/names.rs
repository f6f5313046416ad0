//! Names that were typed where they keep a case from the people they name, and who these are.

use casework::{Directory, Facts, State};
use procedure::{Fact, FactId, Party, PersonId, Procedure, Value};
use sha2::{Digest, Sha256};

use super::Desk;
use crate::app::App;
use casework::names::spelt;

use crate::book::Book;
use crate::pages::parts::{Link, Warning};
use crate::problem::Problem;
use crate::session::Visitor;
use crate::web;

/// A name that was typed, as far as its reader may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedName {
    /// What pages know it by: the question and what was typed, so that what is said of one name is never said of another.
    pub key: String,
    /// Where it was typed.
    pub fact: FactId,
    /// The records that were made of it.
    pub records: Vec<PersonId>,
    /// The name as it was typed.
    pub name: String,
    /// Who it is.
    pub who: Who,
}

/// Who a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Nobody has said it yet.
    Open,
    /// Somebody in the directory.
    Person(PersonId),
    /// Nobody in the directory.
    Nobody,
}

impl Desk {
    /// The names that were typed where they keep this case from the people they name, as far as this person may see them.
    ///
    /// # Errors
    /// When its calendar is not to hand.
    pub fn typed_names(&self, app: &App, directory: &Directory, book: &Book) -> Result<Vec<TypedName>, Problem> {
        let (_, kept) = self.as_kept(app)?;
        let mut names: Vec<TypedName> = Vec::new();
        for (id, fact) in self.procedure.facts.iter().filter(|(id, fact)| fact.wall && self.sight.fact(*id)) {
            for record in named(&kept.facts, id) {
                let name = directory.person_name(record);
                let who = match directory.human(record) {
                    human if human != record => Who::Person(human),
                    _ if directory.unresolved.contains(&record) => Who::Open,
                    _ => Who::Nobody,
                };
                // Somebody of the directory was named, and no name typed.
                if book.works(record) || directory.people.get(&record).is_none_or(|person| person.organisation.is_some()) {
                    continue;
                }
                let key = key(fact, name);
                match names.iter_mut().find(|one| one.key == key && one.who == who) {
                    Some(one) => one.records.push(record),
                    None => names.push(TypedName { key, fact: id, records: vec![record], name: name.to_owned(), who }),
                }
            }
        }
        Ok(names)
    }

    /// Whether this person may say who a name is that was typed for a fact: they hold a role that may be asked for it.
    #[must_use]
    pub fn may_say_who(&self, visitor: &Visitor, fact: FactId) -> bool {
        may_say_who(&self.procedure, &self.state, visitor, fact)
    }
}

/// What a page knows a name by.
fn key(fact: &Fact, name: &str) -> String {
    let digest = web::hex(&Sha256::digest(spelt(name).as_bytes()));
    format!("{}.{}", fact.name, digest.get(..12).unwrap_or_default())
}

fn may_say_who(procedure: &Procedure, state: &State, visitor: &Visitor, fact: FactId) -> bool {
    let site = state.site(procedure);
    let asking = procedure.steps.iter().filter(|(_, step)| step.asks.iter().any(|ask| ask.fact == fact));
    asking.flat_map(|(_, step)| &step.by).any(|party| match party {
        Party::Role(role) => visitor.actor.holds(&procedure.roles[*role].name, site),
        _ => false,
    })
}

fn named(facts: &Facts, fact: FactId) -> Vec<PersonId> {
    match facts.get(fact) {
        Some(Value::Person(person)) => vec![*person],
        Some(Value::People(people)) => people.to_vec(),
        _ => Vec::new(),
    }
}

/// The flags of a case: names that nobody has resolved yet.
pub(super) fn open_names(
    procedure: &Procedure,
    directory: &Directory,
    state: &State,
    (visitor, sight): (&Visitor, &casework::Sight),
    href: &str,
) -> Vec<Warning> {
    let mut all = Vec::new();
    for (id, fact) in procedure.facts.iter().filter(|(id, fact)| fact.wall && sight.fact(*id)) {
        let link = may_say_who(procedure, state, visitor, id).then(|| Link::new(format!("{href}/who"), "Say who this is"));
        let what_to_do = match link {
            Some(_) => "Find out, and say so.",
            None => "Ask the person who handles the case to find out and to say so.",
        };
        for person in named(&state.facts, id).iter().filter(|person| directory.unresolved.contains(person)) {
            all.push(Warning {
                title: "We do not know who this is".to_owned(),
                name: directory.person_name(*person).to_owned(),
                says: vec![
                    ("Named under".to_owned(), fact.label.clone()),
                    (
                        "Why it matters".to_owned(),
                        format!(
                            "This name is not in the list of staff. If they work here, they can still see the case. {what_to_do}"
                        ),
                    ),
                ],
                link: link.clone(),
            });
        }
    }
    all
}
