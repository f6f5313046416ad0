//! What can be chosen from lists, by what is shown of it: no number of the database goes into a page or comes back from one.

use std::collections::{BTreeSet, HashMap};

use casework::{Actor, Directory};
use procedure::{OrganisationId, PersonId, SiteId};

use crate::pages::fields::Choice;

/// People, places or organisations that can be chosen, each under words that name it alone among them, sorted by these.
#[derive(Debug, Clone)]
pub struct Offered<T>(Vec<(T, String)>);

impl<T: Copy + Ord> Offered<T> {
    /// `named`: each with its name, and with what else can be said where several have one name.
    fn new(named: impl Iterator<Item = (T, String, String)>) -> Self {
        let mut named: Vec<(T, String, String)> = named.collect();
        named.sort_unstable_by_key(|(id, ..)| *id);
        named.dedup_by_key(|(id, ..)| *id);
        let mut count: HashMap<&str, usize> = HashMap::new();
        for (_, name, _) in &named {
            *count.entry(name).or_default() += 1;
        }
        let mut same: HashMap<&str, usize> = HashMap::new();
        let mut all = Vec::with_capacity(named.len());
        for (id, name, longer) in &named {
            let words = if count.get(name.as_str()).is_some_and(|count| *count > 1) { longer } else { name };
            let before = same.entry(words).or_default();
            *before += 1;
            all.push((*id, if *before > 1 { format!("{words} ({before})") } else { words.clone() }));
        }
        all.sort_by(|a, b| a.1.cmp(&b.1));
        Self(all)
    }

    /// The one that was chosen, by the words that were shown of it.
    #[must_use]
    pub fn named(&self, chosen: &str) -> Option<T> {
        self.0.iter().find(|(_, words)| words == chosen.trim()).map(|(id, _)| *id)
    }

    /// What is shown of one; empty when it is not among them.
    #[must_use]
    pub fn words(&self, of: T) -> &str {
        self.0.iter().find(|(id, _)| *id == of).map_or("", |(_, words)| words)
    }

    /// Those among them that fit, to be chosen from.
    pub fn choices(&self, fits: impl Fn(T) -> bool, chosen: &str) -> Vec<Choice> {
        let fitting = self.0.iter().filter(|(id, _)| fits(*id));
        fitting.map(|(_, words)| Choice::new(words, words).chosen_if(chosen)).collect()
    }
}

/// People, by their names, and by their job and organisation where several have one name.
#[must_use]
pub fn people(directory: &Directory, people: impl Iterator<Item = PersonId>) -> Offered<PersonId> {
    let people = people.filter_map(|id| directory.people.get(&id));
    Offered::new(people.map(|person| {
        let organisation = person.organisation.and_then(|id| directory.organisations.get(&id)).map(|one| one.name.as_str());
        let more: Vec<&str> =
            [Some(person.job.as_str()), organisation].into_iter().flatten().filter(|one| !one.is_empty()).collect();
        let longer = if more.is_empty() { person.name.clone() } else { format!("{} ({})", person.name, more.join(", ")) };
        (person.id, person.name.clone(), longer)
    }))
}

/// Every place of the directory.
#[must_use]
pub fn sites(directory: &Directory) -> Offered<SiteId> {
    Offered::new(directory.sites.values().map(|site| (site.id, site.name.clone(), site.name.clone())))
}

/// Every organisation of the directory.
#[must_use]
pub fn organisations(directory: &Directory) -> Offered<OrganisationId> {
    Offered::new(directory.organisations.values().map(|one| (one.id, one.name.clone(), one.name.clone())))
}

/// The place by which a list is narrowed: `None` when none was chosen, and one that no case has when there is no such place.
#[must_use]
pub fn at_place(directory: &Directory, chosen: &str) -> Option<SiteId> {
    (!chosen.trim().is_empty()).then(|| sites(directory).named(chosen).unwrap_or(SiteId::MIN))
}

/// The places by which somebody can narrow a list: those of the cases in it for which they hold a role.
#[must_use]
pub fn narrowing(directory: &Directory, actor: &Actor, places: &BTreeSet<SiteId>, chosen: &str) -> Vec<Choice> {
    let holds = |id| actor.grants.iter().any(|grant| grant.site.is_none() || grant.site == Some(id));
    sites(directory).choices(|id| places.contains(&id) && holds(id), chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_shown_under_words_of_its_own_and_chosen_by_these() {
        let named = [(7, "Ann"), (3, "Bob"), (5, "Ann"), (9, "Ann")];
        let jobs = [(7, "Ann (clerk)"), (5, "Ann (lead)"), (9, "Ann (clerk)"), (3, "Bob (clerk)")];
        let job = |id| jobs.iter().find(|(one, _)| *one == id).unwrap().1.to_owned();
        let offered = Offered::new(named.into_iter().map(|(id, name)| (id, name.to_owned(), job(id))));
        let shown: Vec<String> = offered.choices(|_| true, "Bob").into_iter().map(|choice| choice.value).collect();
        assert_eq!(shown, ["Ann (clerk)", "Ann (clerk) (2)", "Ann (lead)", "Bob"]);
        assert_eq!(
            ["Ann (clerk)", "Ann (clerk) (2)", " Bob ", "Ann", "3"].map(|words| offered.named(words)),
            [Some(7), Some(9), Some(3), None, None]
        );
        assert_eq!((offered.words(5), offered.words(1)), ("Ann (lead)", ""));
    }
}
