//! People, organisations, sites and roles held, as the engine needs to know them.

use std::collections::{BTreeMap, BTreeSet};

use procedure::{OrganisationId, PersonId, SiteId};

/// Somebody: a person who works here, complains or is complained about.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// The name that people read.
    pub name: String,
    /// The organisation they belong to.
    pub organisation: Option<OrganisationId>,
    /// How senior: a higher number is more senior. People without a grade are senior to nobody.
    pub grade: Option<u8>,
    /// What they are called in their job.
    pub job: String,
}

/// An organisation that people belong to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Organisation {
    /// Which.
    pub id: OrganisationId,
    /// The name that people read.
    pub name: String,
}

/// A place where cases arise.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Site {
    /// Which.
    pub id: SiteId,
    /// The name that people read.
    pub name: String,
    /// What procedures ask of it, by name: “nation” is “england”.
    pub attributes: BTreeMap<String, String>,
}

/// A role that a person holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Grant {
    /// The role's name in the procedures.
    pub role: String,
    /// Only for cases of this site; none: for all.
    pub site: Option<SiteId>,
}

/// Somebody who acts or looks: a person with the roles they hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub person: PersonId,
    /// How senior.
    pub grade: Option<u8>,
    /// In which roles.
    pub grants: Vec<Grant>,
}

impl Actor {
    /// Whether the actor holds a role for a case of this site.
    #[must_use]
    pub fn holds(&self, role: &str, site: Option<SiteId>) -> bool {
        self.grants.iter().any(|grant| grant.role == role && (grant.site.is_none() || grant.site == site))
    }
}

/// All that the engine is told of people and places.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    /// People by id.
    pub people: BTreeMap<PersonId, Person>,
    /// Organisations by id.
    pub organisations: BTreeMap<OrganisationId, Organisation>,
    /// Sites by id.
    pub sites: BTreeMap<SiteId, Site>,
    /// The roles that people hold.
    pub grants: BTreeMap<PersonId, Vec<Grant>>,
    /// Records that were found to be of a human being who has another record: the record that stays.
    pub roots: BTreeMap<PersonId, PersonId>,
    /// Names typed where they keep a case from the people they name, of which nobody has said yet who it is.
    pub unresolved: BTreeSet<PersonId>,
    /// Names typed there that were said to be nobody's who works here.
    pub nobody: BTreeSet<PersonId>,
}

impl Directory {
    /// The record that stays of the human being of whom this is a record.
    #[must_use]
    pub fn human(&self, id: PersonId) -> PersonId {
        self.roots.get(&id).copied().unwrap_or(id)
    }

    /// Everybody who holds a role for cases of a site, or for all.
    pub fn holders<'a>(&'a self, role: &'a str, site: Option<SiteId>) -> impl Iterator<Item = PersonId> + 'a {
        self.grants
            .iter()
            .filter(move |(_, grants)| {
                grants.iter().any(|grant| grant.role == role && (grant.site.is_none() || grant.site == site))
            })
            .map(|(person, _)| *person)
    }

    /// Whether a person holds one of these roles: for cases of a site or for all, or with `anywhere` for any site at all.
    #[must_use]
    pub fn holds_one<'a>(
        &self,
        person: PersonId,
        roles: impl IntoIterator<Item = &'a str>,
        site: Option<SiteId>,
        anywhere: bool,
    ) -> bool {
        let held = self.grants.get(&person);
        roles.into_iter().any(|role| {
            held.is_some_and(|held| {
                held.iter().any(|grant| grant.role == role && (anywhere || grant.site.is_none() || grant.site == site))
            })
        })
    }

    /// The name of a person, or a plain stand-in for one who is not in the directory.
    #[must_use]
    pub fn person_name(&self, id: PersonId) -> &str {
        self.people.get(&id).map_or("somebody not in the directory", |person| person.name.as_str())
    }

    /// The name of a site.
    #[must_use]
    pub fn site_name(&self, id: SiteId) -> &str {
        self.sites.get(&id).map_or("a place not in the directory", |site| site.name.as_str())
    }

    /// The name of an organisation.
    #[must_use]
    pub fn organisation_name(&self, id: OrganisationId) -> &str {
        self.organisations.get(&id).map_or("an organisation not in the directory", |organisation| organisation.name.as_str())
    }
}
