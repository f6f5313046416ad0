//! `redress directory`: people, organisations and sites.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Subcommand;

use super::database::Database;
use crate::directory::Document;

/// What to do with the directory.
#[derive(Debug, Subcommand)]
pub(crate) enum DirectoryCommand {
    /// Add the organisations, sites, people and roles of a TOML file
    Import(Import),
    /// List people whose names contain a word, with their numbers
    People(People),
    /// List the roles that a person holds
    Roles(One),
    /// Take a role from a person, at once
    EndRole(EndRole),
    /// Say that two records are one person: the first counts as the second, and walls follow at once
    Merge(Merge),
    /// Part a record from the person it was merged with
    Part(One),
    /// Say that a name that was typed is nobody else in the directory
    Nobody(One),
}

/// Add what a file holds.
#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    /// The file; docs/guide/setting-up.md shows one
    file: PathBuf,
    #[command(flatten)]
    database: Database,
}

/// List people.
#[derive(Debug, clap::Args)]
pub(crate) struct People {
    /// What their names contain
    word: String,
    #[command(flatten)]
    database: Database,
}

/// Say that two records are one person.
#[derive(Debug, clap::Args)]
pub(crate) struct Merge {
    /// The number of the record that is of the same person
    from: i64,
    /// The number of the record that stays
    into: i64,
    #[command(flatten)]
    database: Database,
}

/// Take a role away.
#[derive(Debug, clap::Args)]
pub(crate) struct EndRole {
    /// The number of the person's record
    person: i64,
    /// The role, as “redress directory roles” lists it
    role: String,
    /// The place for which they hold it; without this, the role for all places
    #[arg(long)]
    site: Option<String>,
    #[command(flatten)]
    database: Database,
}

/// Say something of one record.
#[derive(Debug, clap::Args)]
pub(crate) struct One {
    /// The record's number
    person: i64,
    #[command(flatten)]
    database: Database,
}

impl DirectoryCommand {
    pub(crate) async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Import(import) => {
                let text =
                    std::fs::read_to_string(&import.file).with_context(|| format!("cannot read {}", import.file.display()))?;
                let document = Document::read(&text)?;
                document.check_passwords()?;
                if !import.database.database.exists() {
                    println!("Starting a new database: {}", import.database.database.display());
                }
                let store = store::Store::open(&import.database.database, import.database.options()).await?;
                let added = document.add(&store, false).await?;
                store.close().await;
                println!("Added {} organisations, {} sites and {} people.", added.organisations, added.sites, added.people);
                match added.names.same {
                    0 => {}
                    1 => println!("One of them has a name that was typed in a case: the case is kept from them."),
                    many => println!("{many} names in cases are now names of these people: the cases are kept from them."),
                }
                if added.names.like > 0 {
                    println!("{} names in cases are like those of new people. Each case asks who is meant.", added.names.like);
                }
            }
            Self::People(people) => {
                let store = people.database.existing().await?;
                let directory = store.directory_load().await?;
                let word = casework::names::spelt(&people.word);
                let mut found = false;
                for person in directory.people.values().filter(|person| casework::names::spelt(&person.name).contains(&word)) {
                    let organisation = person.organisation.map_or("", |id| directory.organisation_name(id));
                    let mut told = vec![person.name.clone(), person.job.clone(), organisation.to_owned()];
                    told.extend(directory.roots.get(&person.id).map(|into| format!("merged into {into}")));
                    told.extend(directory.unresolved.contains(&person.id).then(|| "nobody has said who this is".to_owned()));
                    told.retain(|one| !one.is_empty());
                    println!("{}  {}", person.id, told.join(", "));
                    found = true;
                }
                if !found {
                    println!("Nobody’s name has “{}” in it.", people.word);
                }
                store.close().await;
            }
            Self::Roles(one) => {
                let store = one.database.existing().await?;
                let directory = store.directory_load().await?;
                store.close().await;
                let Some(person) = directory.people.get(&one.person) else { bail!("there is no record {}", one.person) };
                let roles = directory.grants.get(&directory.human(one.person)).map(Vec::as_slice).unwrap_or_default();
                if roles.is_empty() {
                    println!("{} holds no role.", person.name);
                }
                for role in roles {
                    match role.site {
                        Some(site) => println!("{} --site “{}”", role.role, directory.site_name(site)),
                        None => println!("{}", role.role),
                    }
                }
            }
            Self::EndRole(end) => {
                let store = end.database.existing().await?;
                let directory = store.directory_load().await?;
                let site = match &end.site {
                    None => None,
                    Some(name) => {
                        let site = directory.sites.values().find(|site| site.name == *name);
                        Some(site.with_context(|| format!("there is no place called “{name}”"))?.id)
                    }
                };
                let taken = store.grant_remove(end.person, casework::Grant { role: end.role.clone(), site }).await?;
                store.close().await;
                let at = end.site.map_or_else(String::new, |site| format!(" for “{site}”"));
                let name = directory.person_name(end.person);
                if !taken {
                    bail!(
                        "{name} does not hold the role “{}”{at}: “redress directory roles {}” lists what they hold",
                        end.role,
                        end.person
                    );
                }
                println!("{name} no longer holds the role “{}”{at}.", end.role);
            }
            Self::Merge(merge) => {
                let store = merge.database.existing().await?;
                store.person_merge(merge.from, merge.into, now()).await?;
                let directory = store.directory_load().await?;
                store.close().await;
                println!(
                    "{} counts as {}.",
                    directory.person_name(merge.from),
                    directory.person_name(directory.human(merge.from))
                );
            }
            Self::Part(one) => {
                let store = one.database.existing().await?;
                store.person_part(one.person, now()).await?;
                store.close().await;
                println!("Record {} counts for itself again.", one.person);
            }
            Self::Nobody(one) => {
                let store = one.database.existing().await?;
                if !store.person_is_nobody(one.person, now()).await? {
                    bail!("nobody has to say who record {} is", one.person);
                }
                store.close().await;
                println!("Record {} is nobody else in the directory.", one.person);
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// What is said on the command line is said now.
fn now() -> store::Saying {
    store::Saying::command(store::moment(jiff::Timestamp::now()))
}
