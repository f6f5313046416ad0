//! A directory as a file: organisations, sites, people with their roles.

use std::collections::BTreeMap;

use anyhow::{anyhow, bail};
use serde::Deserialize;
use store::Store;

/// A directory file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Document {
    #[serde(default)]
    organisation: BTreeMap<String, Organisation>,
    #[serde(default)]
    site: BTreeMap<String, Site>,
    #[serde(default)]
    pub(crate) person: BTreeMap<String, Person>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Organisation {
    name: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Site {
    name: String,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
}

/// Somebody.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Person {
    /// The name that people read.
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) job: String,
    organisation: Option<String>,
    grade: Option<u8>,
    /// The roles held: "customer-service-unit", or "centre-supplier at ashbourne".
    #[serde(default)]
    pub(crate) roles: Vec<String>,
    /// With a password, the person's key is the user name of an account.
    password: Option<String>,
}

impl Document {
    /// Reads a directory file; what it refers to must be in it.
    pub(crate) fn read(text: &str) -> anyhow::Result<Self> {
        let document: Self = toml::from_str(text).map_err(|error| anyhow!("the directory file cannot be read: {error}"))?;
        let mut wrong = Vec::new();
        for (key, person) in &document.person {
            if let Some(organisation) = &person.organisation
                && !document.organisation.contains_key(organisation)
            {
                wrong.push(format!("{key} belongs to “{organisation}”, which is no organisation of the file"));
            }
            for role in &person.roles {
                if let Some((_, site)) = role.split_once(" at ")
                    && !document.site.contains_key(site)
                {
                    wrong.push(format!("{key} holds a role at “{site}”, which is no site of the file"));
                }
            }
        }
        if !wrong.is_empty() {
            bail!("the directory file does not hold together:\n  {}", wrong.join("\n  "));
        }
        Ok(document)
    }

    /// Refuses passwords that are easy to guess, all of them at once.
    pub(crate) fn check_passwords(&self) -> anyhow::Result<()> {
        let weak = self.person.iter().filter_map(|(key, person)| {
            let password = person.password.as_ref()?;
            Some(format!("{key}: {}", server::passwords::weakness(password, &[key, &person.name])?))
        });
        let weak: Vec<String> = weak.collect();
        if !weak.is_empty() {
            bail!("nobody was added, since some passwords cannot be used:\n  {}", weak.join("\n  "));
        }
        Ok(())
    }

    /// Takes all of it into a store, or nothing: what is there already is brought up to date. `for_show`: with passwords that
    /// everybody may know.
    pub(crate) async fn add(&self, store: &Store, for_show: bool) -> anyhow::Result<store::TakenIn> {
        let mut new = store::NewDirectory::default();
        new.organisations.extend(self.organisation.iter().map(|(key, one)| (key.clone(), one.name.clone())));
        new.sites.extend(self.site.iter().map(|(key, one)| (key.clone(), (one.name.clone(), one.attributes.clone()))));
        for (key, person) in &self.person {
            let hash = |password: &String| match for_show {
                true => server::password_hash_for_show(password),
                false => server::password_hash(password),
            };
            let password_hash = person.password.as_ref().map(hash).transpose()?;
            let role = |role: &String| match role.split_once(" at ") {
                Some((role, site)) => (role.to_owned(), Some(site.to_owned())),
                None => (role.clone(), None),
            };
            let member = store::NewMember {
                person: store::NewPerson {
                    name: person.name.clone(),
                    job: person.job.clone(),
                    grade: person.grade,
                    ..store::NewPerson::default()
                },
                organisation: person.organisation.clone(),
                roles: person.roles.iter().map(role).collect(),
                password_hash,
            };
            new.people.insert(key.clone(), member);
        }
        Ok(store.directory_take(new).await?)
    }
}
