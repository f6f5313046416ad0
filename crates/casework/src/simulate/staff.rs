//! Made-up people and places: staff who hold roles, strangers whom cases name, and sites of every sort that the procedure knows.

use std::collections::BTreeMap;

use procedure::{Derivation, Id, PersonId, Procedure, RoleId, SiteId, Source};

use super::Setup;
use crate::directory::{Actor, Directory, Grant, Organisation, Person, Site};

/// How many strangers there are: complainants, and people complained about.
const STRANGERS: i64 = 20;
const FIRST_STRANGER: PersonId = 1_000_000;
/// How many sites there are at most.
const MOST_SITES: usize = 32;
/// The most people that a role can have.
const MOST_PEOPLE: u32 = 10_000;

/// Everybody.
pub(super) struct Staff {
    pub(super) directory: Directory,
    /// Each member of staff; the id of a person is the position and one.
    pub(super) actors: Vec<Actor>,
    /// The role that each holds.
    pub(super) role_of: Vec<RoleId>,
    /// The members of each role, by the role's position; the most senior first.
    pub(super) pools: Vec<Vec<usize>>,
    pub(super) strangers: Vec<PersonId>,
    pub(super) sites: Vec<SiteId>,
}

impl Staff {
    pub(super) fn new(procedure: &Procedure, setup: &Setup) -> Self {
        let mut directory = Directory::default();
        directory.organisations.insert(1, Organisation { id: 1, name: "The organisation".to_owned() });
        let sites = sites(procedure, &mut directory);
        let mut staff =
            Self { directory, actors: Vec::new(), role_of: Vec::new(), pools: Vec::new(), strangers: Vec::new(), sites };
        let ranks = ranks(procedure);
        for (id, role) in procedure.roles.iter() {
            let rank = ranks.get(id.index()).copied().unwrap_or(0);
            let mut pool = Vec::new();
            for index in 0..setup.staff.get(&id).copied().unwrap_or(setup.others).min(MOST_PEOPLE) {
                let at = staff.actors.len();
                let person = i64::try_from(at).unwrap_or(i64::MAX).saturating_add(1);
                // The first is the head of the others.
                let grade = if index == 0 { 150 + 4 * rank } else { 40 + 4 * rank };
                let grants = vec![Grant { role: role.name.clone(), site: None }];
                let name = format!("{} {}", role.title, index + 1);
                let person_of = Person { id: person, name, organisation: Some(1), grade: Some(grade), job: role.title.clone() };
                staff.directory.people.insert(person, person_of);
                staff.directory.grants.insert(person, grants.clone());
                staff.actors.push(Actor { person, grade: Some(grade), grants });
                staff.role_of.push(id);
                pool.push(at);
            }
            staff.pools.push(pool);
        }
        for index in 0..STRANGERS {
            let id = FIRST_STRANGER + index;
            let name = format!("Person {}", index + 1);
            staff.directory.people.insert(id, Person { id, name, organisation: None, grade: None, job: String::new() });
            staff.strangers.push(id);
        }
        staff
    }

    /// The member of staff that a person is.
    pub(super) fn member(&self, person: PersonId) -> Option<usize> {
        let at = usize::try_from(person.checked_sub(1)?).ok()?;
        (at < self.actors.len()).then_some(at)
    }

    /// The members of a role.
    pub(super) fn pool(&self, role: RoleId) -> &[usize] {
        self.pools.get(role.index()).map_or(&[], Vec::as_slice)
    }
}

/// How senior each role is: above those whose steps only somebody more senior may look at.
fn ranks(procedure: &Procedure) -> Vec<u8> {
    let roles = |step: procedure::StepId| -> Vec<RoleId> {
        let by = &procedure.steps[step].by;
        by.iter()
            .flat_map(|party| match party {
                procedure::Party::Role(role) => vec![*role],
                procedure::Party::Fact(fact) => {
                    let fact = &procedure.facts[*fact];
                    let decided = fact.decided.iter().filter_map(|value| match value {
                        procedure::Value::Role(role) => Some(*role),
                        _ => None,
                    });
                    fact.holds.iter().copied().chain(decided).collect()
                }
            })
            .collect()
    };
    let mut ranks = vec![0u8; procedure.roles.len()];
    // Procedures in which two roles are each above the other end here too.
    for _ in 0..10 {
        for (id, step) in procedure.steps.iter() {
            for below in step.senior_to.iter().flat_map(|other| roles(*other)) {
                let least = ranks.get(below.index()).copied().unwrap_or(0).saturating_add(1).min(20);
                for above in roles(id).into_iter().filter(|above| *above != below) {
                    if let Some(rank) = ranks.get_mut(above.index()) {
                        *rank = least.max(*rank);
                    }
                }
            }
        }
    }
    ranks
}

/// A site for every combination of what the procedure asks of sites, as far as there is room.
fn sites(procedure: &Procedure, directory: &mut Directory) -> Vec<SiteId> {
    let mut attributes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (_, fact) in procedure.facts.iter() {
        if let Source::Derived(Derivation::Attribute { name, .. }) = &fact.source {
            let values: Vec<&str> = fact.choices().iter().map(|choice| choice.name.as_str()).collect();
            attributes.insert(name, if values.is_empty() { vec!["some"] } else { values });
        }
    }
    let all = attributes.values().try_fold(1usize, |all, values| all.checked_mul(values.len())).unwrap_or(usize::MAX);
    let mut sites = Vec::new();
    for index in 0..all.min(MOST_SITES) {
        let mut rest = index;
        let id = i64::try_from(index).unwrap_or(i64::MAX).saturating_add(1);
        let attributes = attributes.iter().map(|(name, values)| {
            let size = values.len().max(1);
            let value = values.get(rest % size).copied().unwrap_or_default();
            // With more combinations than room, every value still comes up.
            rest = if all <= MOST_SITES { rest / size } else { rest };
            ((*name).to_owned(), value.to_owned())
        });
        let site = Site { id, name: format!("Place {id}"), attributes: attributes.collect() };
        directory.sites.insert(id, site);
        sites.push(id);
    }
    sites
}
