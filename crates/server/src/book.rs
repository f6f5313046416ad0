//! Whom and what forms offer: the staff and organisations of the body whose procedure it is, by their names and by what is like them.
//!
//! It is made once for each state of the directory. Nobody is in it who does not work for a body: who complained is offered to nobody.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use casework::names::{MOST_WORDS, joined, keys, likeness, spelt, words};
use casework::{Directory, Person};
use procedure::Library;
use procedure::{OrganisationId, PersonId, Procedure, SiteId};

/// The most people of like names that are offered.
pub const MOST_LIKE: usize = 10;
/// The most people that are looked at for one name.
const MOST_COMPARED: usize = 2_000;

/// Whom and what forms offer.
#[derive(Debug, Default)]
pub struct Book {
    /// The body of each procedure.
    bodies: HashMap<String, usize>,
    people: Vec<Listed>,
    at: HashMap<PersonId, usize>,
    /// The bodies of each organisation that somebody works for; the others are of none.
    organisations: HashMap<OrganisationId, BTreeSet<usize>>,
    /// The bodies of each place for which somebody holds a role; the others are of none.
    sites: HashMap<SiteId, BTreeSet<usize>>,
    /// People by their names as they are written, with and without job and organisation.
    spelt: HashMap<String, Vec<usize>>,
    /// People by the words of their names, also with one letter left out.
    keys: HashMap<String, Vec<usize>>,
    /// How many names were looked up.
    #[cfg(test)]
    looked_up: std::sync::atomic::AtomicUsize,
}

/// Somebody who works for a body.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Who.
    pub id: PersonId,
    /// The name that people read.
    pub name: String,
    /// The name with job and organisation, so that it says which one is meant. No two are alike.
    pub shown: String,
    words: Vec<String>,
    /// The words of their job and organisation.
    beside: BTreeSet<String>,
    bodies: BTreeSet<usize>,
}

impl Listed {
    /// The words of their name, as names compare.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.words
    }
}

impl Book {
    /// The book of a directory, for these procedures.
    #[must_use]
    pub fn new(directory: &Directory, library: &Library) -> Self {
        let bodies = bodies(library);
        let mut of_role: HashMap<&str, usize> = HashMap::new();
        for procedure in library.iter() {
            let body = bodies.get(&procedure.head.id).copied().unwrap_or_default();
            of_role.extend(procedure.roles.iter().map(|(_, role)| (role.name.as_str(), body)));
        }
        let standing = || directory.people.values().filter(|person| directory.human(person.id) == person.id);
        let held = |person: &Person| -> BTreeSet<usize> {
            let grants = directory.grants.get(&person.id).map(Vec::as_slice).unwrap_or_default();
            grants.iter().filter_map(|grant| of_role.get(grant.role.as_str()).copied()).collect()
        };
        let mut organisations: HashMap<OrganisationId, BTreeSet<usize>> = HashMap::new();
        for person in standing() {
            if let Some(organisation) = person.organisation {
                organisations.entry(organisation).or_default().extend(held(person));
            }
        }
        let only = bodies.values().collect::<BTreeSet<_>>().len() <= 1;
        let mut book = Self { bodies, ..Self::default() };
        let mut alike: HashMap<String, usize> = HashMap::new();
        for person in standing() {
            let mut bodies = held(person);
            if let Some(organisation) = person.organisation {
                bodies.extend(organisations.get(&organisation).into_iter().flatten().copied());
            }
            // Where there is one body, everybody who works works for it.
            if only && works(directory, person) {
                bodies.insert(0);
            }
            if bodies.is_empty() {
                continue;
            }
            let mut shown = shown(directory, person);
            let count = alike.entry(shown.clone()).or_default();
            *count += 1;
            if *count > 1 {
                shown = format!("{shown}, number {count}");
            }
            let beside = format!("{} {}", person.job, person.organisation.map_or("", |id| directory.organisation_name(id)));
            book.list(Listed {
                id: person.id,
                name: person.name.clone(),
                words: words(&person.name),
                beside: words(&beside).into_iter().collect(),
                shown,
                bodies,
            });
        }
        book.organisations = organisations;
        for grant in directory.grants.values().flatten() {
            if let (Some(site), Some(body)) = (grant.site, of_role.get(grant.role.as_str())) {
                book.sites.entry(site).or_default().insert(*body);
            }
        }
        book
    }

    fn list(&mut self, listed: Listed) {
        let at = self.people.len();
        let spellings = BTreeSet::from([spelt(&listed.name), spelt(&listed.shown)]);
        for spelling in spellings {
            self.spelt.entry(spelling).or_default().push(at);
        }
        let mut keys: BTreeSet<String> = listed.words.iter().flat_map(|word| keys(word)).collect();
        keys.extend(joined(&listed.words));
        for key in keys {
            self.keys.entry(key).or_default().push(at);
        }
        self.at.insert(listed.id, at);
        self.people.push(listed);
    }

    /// How many names were looked up.
    #[cfg(test)]
    pub(crate) fn looked_up(&self) -> usize {
        self.looked_up.load(std::sync::atomic::Ordering::Relaxed)
    }

    fn is_of(&self, at: usize, procedure: &Procedure) -> Option<&Listed> {
        let body = self.bodies.get(&procedure.head.id)?;
        self.people.get(at).filter(|listed| listed.bodies.contains(body))
    }

    /// Everybody whom forms of a procedure offer.
    pub fn offered<'b>(&'b self, procedure: &'b Procedure) -> impl Iterator<Item = &'b Listed> {
        (0..self.people.len()).filter_map(|at| self.is_of(at, procedure))
    }

    /// Somebody, if forms of a procedure offer them.
    #[must_use]
    pub fn find(&self, procedure: &Procedure, person: PersonId) -> Option<&Listed> {
        self.is_of(*self.at.get(&person)?, procedure)
    }

    /// Whether somebody works for any body.
    #[must_use]
    pub fn works(&self, person: PersonId) -> bool {
        self.at.contains_key(&person)
    }

    /// Whom forms of a procedure offer under this name, as it is written: the person it names with job and organisation, or else
    /// everybody of the name.
    #[must_use]
    pub fn spelt<'b>(&'b self, procedure: &Procedure, typed: &str) -> Vec<&'b Listed> {
        #[cfg(test)]
        self.looked_up.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let typed = spelt(typed);
        let found = self.spelt.get(&typed).map(Vec::as_slice).unwrap_or_default();
        let found: Vec<&Listed> = found.iter().filter_map(|at| self.is_of(*at, procedure)).collect();
        match found.iter().find(|listed| spelt(&listed.shown) == typed) {
            Some(exact) => vec![exact],
            None => found,
        }
    }

    /// Whom a name may mean of those whom forms of a procedure offer, the likeliest first: in another order, with a title or a
    /// job, with initials, with small differences, or with another organisation.
    #[must_use]
    pub fn like<'b>(&'b self, procedure: &Procedure, typed: &str) -> Vec<&'b Listed> {
        let name = typed.split_once('(').map_or(typed, |(name, _)| name);
        let mut all = words(name);
        if all.is_empty() {
            all = words(typed);
        }
        all.truncate(MOST_WORDS);
        let mut compared: BTreeSet<usize> = BTreeSet::new();
        let mut keys: BTreeSet<String> = all.iter().flat_map(|word| keys(word)).collect();
        keys.insert(all.concat());
        let mut found: Vec<&Vec<usize>> = keys.iter().filter_map(|key| self.keys.get(key)).collect();
        // What few share says more.
        found.sort_by_key(|found| found.len());
        for at in found.into_iter().flatten() {
            if compared.len() >= MOST_COMPARED {
                break;
            }
            compared.insert(*at);
        }
        let mut likely: Vec<(u32, &Listed)> = compared
            .into_iter()
            .filter_map(|at| self.is_of(at, procedure))
            .filter_map(|listed| Some((likeness(&all, &listed.words, &listed.beside)?, listed)))
            .collect();
        likely.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.shown.cmp(&other.shown)));
        likely.into_iter().take(MOST_LIKE).map(|(_, listed)| listed).collect()
    }

    /// The places at which a procedure is at work: those for which somebody holds one of its roles. When all its roles are held for all
    /// places, every place that is not another body's.
    #[must_use]
    pub fn places(&self, procedure: &Procedure, directory: &Directory) -> BTreeSet<SiteId> {
        let some = at_work(procedure, directory);
        if !some.is_empty() {
            return some;
        }
        let body = self.bodies.get(&procedure.head.id);
        let ours = |site: &SiteId| self.sites.get(site).is_none_or(|bodies| body.is_some_and(|body| bodies.contains(body)));
        directory.sites.keys().copied().filter(ours).collect()
    }

    /// The places of the cases of these procedures; empty if they have no places.
    #[must_use]
    pub fn places_of<'a>(&self, procedures: impl Iterator<Item = &'a Procedure>, directory: &Directory) -> BTreeSet<SiteId> {
        let (mut some, mut every) = (BTreeSet::new(), BTreeSet::new());
        for procedure in procedures.filter(|procedure| procedure.head.site.is_some()) {
            let own = at_work(procedure, directory);
            if own.is_empty() {
                every.extend(self.places(procedure, directory));
            }
            some.extend(own);
        }
        // Where some procedures are at work at given places, those that are at work everywhere add none that they do not have too.
        if some.is_empty() { every } else { some }
    }

    /// The organisations that forms of a procedure offer: those of the body's staff, and those for which nobody works.
    pub fn organisations<'d>(
        &self,
        procedure: &Procedure,
        directory: &'d Directory,
    ) -> impl Iterator<Item = &'d casework::Organisation> {
        let body = self.bodies.get(&procedure.head.id).copied();
        let mut ids: BTreeSet<OrganisationId> = directory.organisations.keys().copied().collect();
        ids.retain(|id| match self.organisations.get(id) {
            Some(bodies) if !bodies.is_empty() => body.is_some_and(|body| bodies.contains(&body)),
            _ => true,
        });
        directory.organisations.values().filter(move |one| ids.contains(&one.id))
    }
}

/// The places for which a role of a procedure is held; empty if all its roles are held for all places.
fn at_work(procedure: &Procedure, directory: &Directory) -> BTreeSet<SiteId> {
    let grants = directory.grants.values().flatten().filter(|grant| procedure.roles.id(&grant.role).is_some());
    grants.filter_map(|grant| grant.site).collect()
}

/// Whether somebody works anywhere: those who are known only from cases do not.
fn works(directory: &Directory, person: &Person) -> bool {
    person.organisation.is_some() || !person.job.is_empty() || directory.grants.contains_key(&person.id)
}

/// How a person is written so that the name says which one is meant.
fn shown(directory: &Directory, person: &Person) -> String {
    let organisation = person.organisation.map(|id| directory.organisation_name(id)).unwrap_or_default();
    match (person.job.as_str(), organisation) {
        ("", "") => person.name.clone(),
        (job, "") => format!("{} ({job})", person.name),
        ("", organisation) => format!("{} ({organisation})", person.name),
        (job, organisation) => format!("{} ({job}, {organisation})", person.name),
    }
}

/// The body of each procedure: procedures that share a role are of one body, since people who hold it act under both.
fn bodies(library: &Library) -> HashMap<String, usize> {
    let mut roles: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for procedure in library.iter() {
        let all = roles.entry(procedure.head.id.as_str()).or_default();
        all.extend(procedure.roles.iter().map(|(_, role)| role.name.as_str()));
    }
    let mut bodies = HashMap::new();
    let mut next = 0;
    for id in roles.keys() {
        if bodies.contains_key(*id) {
            continue;
        }
        let mut open = vec![*id];
        while let Some(one) = open.pop() {
            if bodies.insert(one.to_owned(), next).is_some() {
                continue;
            }
            let own = roles.get(one);
            open.extend(
                roles.iter().filter(|(_, other)| own.is_some_and(|own| !own.is_disjoint(other))).map(|(other, _)| *other),
            );
        }
        next += 1;
    }
    bodies
}
