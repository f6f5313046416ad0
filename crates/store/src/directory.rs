//! People, organisations, sites and the roles that people hold.

use std::collections::BTreeMap;

use casework::{Actor, Directory, Grant, Organisation, Person, Site};
use procedure::{OrganisationId, PersonId, SiteId};
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use crate::cases::json;
use crate::error::StoreError;
use crate::flat::text;
use crate::store::Store;

/// Somebody to be added to the directory, or changed in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewPerson {
    /// The name that people read.
    pub name: String,
    /// What they are called in their job.
    pub job: String,
    /// How senior: a higher number is more senior.
    pub grade: Option<u8>,
    /// The organisation they belong to.
    pub organisation: Option<OrganisationId>,
}

impl Store {
    /// All that the engine is told of people and places. Records that were merged are still there under their own ids,
    /// since entries refer to them; the roles of all records of a human being stand under the one that stays.
    ///
    /// # Errors
    /// When the database fails or holds what makes no sense.
    pub async fn directory_load(&self) -> Result<Directory, StoreError> {
        let mut connection = self.snapshot().await?;
        let mut directory = Directory::default();
        let people = sqlx::query("SELECT id, name, job, grade, organisation FROM person").fetch_all(&mut *connection).await?;
        for row in &people {
            let person = person(row)?;
            directory.people.insert(person.id, person);
        }
        for row in sqlx::query("SELECT id, name FROM organisation").fetch_all(&mut *connection).await? {
            let id = row.try_get(0)?;
            directory.organisations.insert(id, Organisation { id, name: row.try_get(1)? });
        }
        for row in sqlx::query("SELECT id, name, attributes FROM site").fetch_all(&mut *connection).await? {
            let (id, attributes): (SiteId, String) = (row.try_get(0)?, row.try_get(2)?);
            directory.sites.insert(id, Site { id, name: row.try_get(1)?, attributes: json(&attributes)? });
        }
        let grants = "SELECT DISTINCT person.root, role_held.role, role_held.site \
            FROM role_held JOIN person ON person.id = role_held.person ORDER BY 1, 2, 3";
        for row in sqlx::query(grants).fetch_all(&mut *connection).await? {
            let grant = Grant { role: row.try_get(1)?, site: row.try_get(2)? };
            directory.grants.entry(row.try_get(0)?).or_default().push(grant);
        }
        Ok(directory)
    }

    /// Somebody as an actor: under the record that stays when several were merged, with the roles of all of them. None:
    /// there is no such person.
    ///
    /// # Errors
    /// When the database fails or holds what makes no sense.
    pub async fn actor_load(&self, person: PersonId) -> Result<Option<Actor>, StoreError> {
        let mut connection = self.snapshot().await?;
        let root = "SELECT kept.id, kept.grade FROM person JOIN person AS kept ON kept.id = person.root WHERE person.id = ?";
        let Some(row) = sqlx::query(root).bind(person).fetch_optional(&mut *connection).await? else { return Ok(None) };
        let (id, grade): (PersonId, Option<u8>) = (row.try_get(0)?, row.try_get(1)?);
        let grants = grants(&mut connection, id).await?;
        Ok(Some(Actor { person: id, grade, grants }))
    }

    /// Adds somebody.
    ///
    /// # Errors
    /// When the organisation is not in the directory, or the database fails.
    pub async fn person_add(&self, new: NewPerson) -> Result<PersonId, StoreError> {
        self.write(move |connection| {
            Box::pin(async move {
                let row = sqlx::query("INSERT INTO person (name, job, grade, organisation) VALUES (?, ?, ?, ?) RETURNING id")
                    .bind(new.name)
                    .bind(new.job)
                    .bind(new.grade)
                    .bind(new.organisation)
                    .fetch_one(connection)
                    .await
                    .map_err(|error| unknown(error, "the organisation"))?;
                Ok(row.try_get(0)?)
            })
        })
        .await
    }

    /// Changes what is known of somebody. False: there is no such person.
    ///
    /// # Errors
    /// When the organisation is not in the directory, or the database fails.
    pub async fn person_change(&self, person: PersonId, new: NewPerson) -> Result<bool, StoreError> {
        self.write(move |connection| {
            Box::pin(async move {
                let done = sqlx::query("UPDATE person SET name = ?, job = ?, grade = ?, organisation = ? WHERE id = ?")
                    .bind(new.name)
                    .bind(new.job)
                    .bind(new.grade)
                    .bind(new.organisation)
                    .bind(person)
                    .execute(connection)
                    .await
                    .map_err(|error| unknown(error, "the organisation"))?;
                Ok(done.rows_affected() > 0)
            })
        })
        .await
    }

    /// Says that two records are one human being: what is known of `from` counts for `into` too, walls above all.
    ///
    /// # Errors
    /// When either is not in the directory, or both are one record, or the database fails.
    pub async fn person_merge(&self, from: PersonId, into: PersonId) -> Result<(), StoreError> {
        self.write(move |connection| Box::pin(merge(connection, from, into))).await
    }

    /// Adds an organisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organisation_add(&self, name: &str) -> Result<OrganisationId, StoreError> {
        let name = name.to_owned();
        self.write(move |connection| {
            Box::pin(async move {
                let row = sqlx::query("INSERT INTO organisation (name) VALUES (?) RETURNING id").bind(name).fetch_one(connection);
                Ok(row.await?.try_get(0)?)
            })
        })
        .await
    }

    /// Adds a site with what procedures ask of it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn site_add(&self, name: &str, attributes: &BTreeMap<String, String>) -> Result<SiteId, StoreError> {
        let (name, attributes) = (name.to_owned(), text(attributes)?);
        self.write(move |connection| {
            Box::pin(async move {
                let row =
                    sqlx::query("INSERT INTO site (name, attributes) VALUES (?, ?) RETURNING id").bind(name).bind(attributes);
                Ok(row.fetch_one(connection).await?.try_get(0)?)
            })
        })
        .await
    }

    /// Gives somebody a role; again does nothing.
    ///
    /// # Errors
    /// When the person or the site is not in the directory, or the database fails.
    pub async fn grant_add(&self, person: PersonId, grant: Grant) -> Result<(), StoreError> {
        self.write(move |connection| {
            Box::pin(async move {
                sqlx::query("INSERT INTO role_held (person, role, site) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                    .bind(person)
                    .bind(grant.role)
                    .bind(grant.site)
                    .execute(connection)
                    .await
                    .map_err(|error| unknown(error, "the person or the site"))?;
                Ok(())
            })
        })
        .await
    }

    /// Takes a role from somebody. False: they did not hold it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn grant_remove(&self, person: PersonId, grant: Grant) -> Result<bool, StoreError> {
        self.write(move |connection| {
            Box::pin(async move {
                // Under whichever record the role stands.
                let done = sqlx::query(
                    "DELETE FROM role_held WHERE role = ?2 AND site IS ?3 AND person IN ( \
                     SELECT alias.id FROM person JOIN person AS alias ON alias.root = person.root WHERE person.id = ?1)",
                )
                .bind(person)
                .bind(grant.role)
                .bind(grant.site)
                .execute(connection)
                .await?;
                Ok(done.rows_affected() > 0)
            })
        })
        .await
    }
}

/// The roles of all records of a human being, given the one that stays.
async fn grants(connection: &mut SqliteConnection, root: PersonId) -> Result<Vec<Grant>, StoreError> {
    let rows = sqlx::query(
        "SELECT DISTINCT role_held.role, role_held.site FROM person JOIN role_held ON role_held.person = person.id \
         WHERE person.root = ? ORDER BY 1, 2",
    )
    .bind(root)
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| Ok(Grant { role: row.try_get(0)?, site: row.try_get(1)? })).collect()
}

async fn merge(connection: &mut SqliteConnection, from: PersonId, into: PersonId) -> Result<(), StoreError> {
    let mut roots = Vec::new();
    for person in [from, into] {
        let row = sqlx::query("SELECT root FROM person WHERE id = ?").bind(person).fetch_optional(&mut *connection).await?;
        let row = row.ok_or_else(|| StoreError::Invalid(format!("person {person} is not in the directory")))?;
        roots.push(row.try_get::<PersonId, _>(0)?);
    }
    let [goes, stays] = *roots.as_slice() else { return Err(StoreError::Broken("a person without a root".to_owned())) };
    if goes == stays {
        return Err(StoreError::Invalid("these two are one person already".to_owned()));
    }
    // Those who were merged before follow, so that one step always leads to the record that stays.
    sqlx::query("UPDATE person SET merged_into = ?2 WHERE root = ?1").bind(goes).bind(stays).execute(connection).await?;
    Ok(())
}

fn person(row: &SqliteRow) -> Result<Person, StoreError> {
    Ok(Person {
        id: row.try_get(0)?,
        name: row.try_get(1)?,
        job: row.try_get(2)?,
        grade: row.try_get(3)?,
        organisation: row.try_get(4)?,
    })
}

/// Says which thing is not in the directory, when that is why a row was refused.
pub(crate) fn unknown(error: sqlx::Error, what: &str) -> StoreError {
    match error.as_database_error() {
        Some(refused) if refused.is_foreign_key_violation() => {
            StoreError::Invalid(format!("{what} is not in the directory: add it first"))
        }
        _ => error.into(),
    }
}
