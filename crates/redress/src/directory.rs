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

/// How much was added.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Added {
    pub(crate) organisations: usize,
    pub(crate) sites: usize,
    pub(crate) people: usize,
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

    /// Adds all of it to a store; `for_show` with passwords that everybody may know.
    pub(crate) async fn add(&self, store: &Store, for_show: bool) -> anyhow::Result<Added> {
        let mut organisations = BTreeMap::new();
        for (key, organisation) in &self.organisation {
            organisations.insert(key, store.organisation_add(&organisation.name).await?);
        }
        let mut sites = BTreeMap::new();
        for (key, site) in &self.site {
            sites.insert(key.as_str(), store.site_add(&site.name, &site.attributes).await?);
        }
        for (key, person) in &self.person {
            let organisation = person.organisation.as_ref().and_then(|key| organisations.get(key)).copied();
            let new = store::NewPerson { name: person.name.clone(), job: person.job.clone(), grade: person.grade, organisation };
            let id = store.person_add(new).await?;
            for role in &person.roles {
                let (role, site) = match role.split_once(" at ") {
                    Some((role, site)) => (role, sites.get(site).copied()),
                    None => (role.as_str(), None),
                };
                store.grant_add(id, casework::Grant { role: role.to_owned(), site }).await?;
            }
            if let Some(password) = &person.password {
                let hash = if for_show { server::password_hash_for_show(password)? } else { server::password_hash(password)? };
                store
                    .account_add(store::Account { username: key.clone(), person: id, password_hash: hash, disabled: false })
                    .await?;
            }
        }
        Ok(Added { organisations: organisations.len(), sites: sites.len(), people: self.person.len() })
    }
}
