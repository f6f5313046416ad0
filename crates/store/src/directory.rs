//! People, organisations, sites and the roles that people hold.

use std::collections::{BTreeMap, BTreeSet};

use casework::names::{likeness, spelt, words};
use casework::{Actor, Directory, Grant, Organisation, Person, Site};
use jiff::Timestamp;
use procedure::{OrganisationId, PersonId, SiteId};
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use crate::cases::json;
use crate::error::StoreError;
use crate::flat::text;
use crate::moment::{from_micros, micros};
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
    /// Whether somebody still has to say who it is.
    pub unresolved: bool,
}

/// A directory to be taken in: what is there already is brought up to date, the rest is added.
#[derive(Debug, Clone, Default)]
pub struct NewDirectory {
    /// Organisations, by what the people call them here.
    pub organisations: BTreeMap<String, String>,
    /// Sites, by what the roles call them here: the name, and what procedures ask of it.
    pub sites: BTreeMap<String, (String, BTreeMap<String, String>)>,
    /// People, by their user names.
    pub people: BTreeMap<String, NewMember>,
}

/// Somebody in a directory to be taken in.
#[derive(Debug, Clone, Default)]
pub struct NewMember {
    /// The name, the job and the grade.
    pub person: NewPerson,
    /// The organisation, as the directory calls it.
    pub organisation: Option<String>,
    /// The roles, each with the site, as the directory calls it.
    pub roles: Vec<(String, Option<String>)>,
    /// The hash of the password of the account that they get if they have none yet.
    pub password_hash: Option<String>,
}

/// How much of a directory was new.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// Organisations that were added.
    pub organisations: usize,
    /// Sites that were added.
    pub sites: usize,
    /// People who were added.
    pub people: usize,
    /// What became of names that were typed in cases.
    pub names: NamesMet,
}

/// What became of names that were typed where they keep a case from the people they name, when somebody came who may be meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NamesMet {
    /// Names that are exactly theirs: the cases are kept from them, until somebody says that it is not them.
    pub same: usize,
    /// Names that are like theirs: their cases ask again who is meant.
    pub like: usize,
}

/// Who says something of people, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saying {
    /// Who; `None` on the command line.
    pub by: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

impl Saying {
    /// On the command line, at this time.
    #[must_use]
    pub fn command(at: Timestamp) -> Self {
        Self { by: None, at }
    }
}

/// What was said of a record of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// When.
    pub at: Timestamp,
    /// Who said it; `None` on the command line.
    pub by: Option<PersonId>,
    /// What: “merged”, “parted” or “nobody”.
    pub what: String,
    /// Of whom.
    pub person: PersonId,
    /// The other record, if it is about two.
    pub other: Option<PersonId>,
}

const PERSON_INSERT: &str = "INSERT INTO person (id, name, job, grade, organisation, unresolved) VALUES (?, ?, ?, ?, ?, ?)";

const NUMBERS: &str =
    "UPDATE person_number SET next = max(next, (SELECT ifnull(max(id), 0) + 1 FROM person)) + ?1 RETURNING next - ?1";

impl Store {
    /// All that the engine is told of people and places. Records that were merged are still there under their own ids,
    /// since entries refer to them; the roles of all records of a human being stand under the one that stays.
    ///
    /// # Errors
    /// When the database fails or holds what makes no sense.
    pub async fn directory_load(&self) -> Result<Directory, StoreError> {
        Ok(self.directory_at().await?.1)
    }

    /// The same, with the count of changes at which it was so.
    ///
    /// # Errors
    /// When the database fails or holds what makes no sense.
    pub async fn directory_at(&self) -> Result<(i64, Directory), StoreError> {
        let mut connection = self.snapshot().await?;
        let epoch = sqlx::query("SELECT version FROM epoch WHERE name = 'directory'").fetch_one(&mut *connection).await?;
        let mut directory = Directory::default();
        let people = "SELECT id, name, job, grade, organisation, root, unresolved, EXISTS ( \
             SELECT 1 FROM person_said WHERE person_said.person = person.id AND person_said.what = 'nobody') FROM person";
        for row in &sqlx::query(people).fetch_all(&mut *connection).await? {
            let person = person(row)?;
            let root: PersonId = row.try_get(5)?;
            if root != person.id {
                directory.roots.insert(person.id, root);
            } else if row.try_get(6)? {
                directory.unresolved.insert(person.id);
            } else if row.try_get(7)? {
                directory.nobody.insert(person.id);
            }
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
        Ok((epoch.try_get(0)?, directory))
    }

    /// Keeps numbers for people who may be added: the first of so many. Those that are not used are used by nobody.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_reserve(&self, count: usize) -> Result<PersonId, StoreError> {
        self.write(move |connection| Box::pin(numbers(connection, count))).await
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
        let now = self.clock().now();
        self.write(move |connection| {
            Box::pin(async move {
                let id = numbers(connection, 1).await?;
                insert(connection, id, &new).await?;
                newcomer(connection, id, now).await?;
                Ok(id)
            })
        })
        .await
    }

    /// Takes a directory in, all of it or nothing. An organisation or site is the one of that name; a person is the one who has the
    /// account of that user name, or else the one person of that name in that organisation. Passwords that are set stay.
    ///
    /// # Errors
    /// When it cannot be said who of several people is meant, with all of them at once; or the database fails.
    pub async fn directory_take(&self, new: NewDirectory) -> Result<TakenIn, StoreError> {
        let now = self.clock().now();
        self.write(move |connection| Box::pin(take_in(connection, new, now))).await
    }

    /// Changes what is known of somebody. False: there is no such person.
    ///
    /// # Errors
    /// When the organisation is not in the directory, or the database fails.
    pub async fn person_change(&self, person: PersonId, new: NewPerson) -> Result<bool, StoreError> {
        let now = self.clock().now();
        self.write(move |connection| {
            Box::pin(async move {
                let renamed = sqlx::query("SELECT 1 FROM person WHERE id = ? AND name <> ?").bind(person).bind(new.name.clone());
                let renamed = renamed.fetch_optional(&mut *connection).await?.is_some();
                let before = typed(connection, person).await?;
                let done = sqlx::query("UPDATE person SET name = ?, job = ?, grade = ?, organisation = ? WHERE id = ?")
                    .bind(new.name)
                    .bind(new.job)
                    .bind(new.grade)
                    .bind(new.organisation)
                    .bind(person)
                    .execute(&mut *connection)
                    .await
                    .map_err(|error| unknown(error, "the organisation"))?;
                if renamed || before.is_some() {
                    newcomer(connection, person, now).await?;
                }
                Ok(done.rows_affected() > 0)
            })
        })
        .await
    }

    /// Says that two records are one human being: what is known of `from` counts for `into` too, walls above all.
    ///
    /// # Errors
    /// When either is not in the directory, or both are one record, or the database fails.
    pub async fn person_merge(&self, from: PersonId, into: PersonId, saying: Saying) -> Result<(), StoreError> {
        self.write(move |connection| Box::pin(merge(connection, from, into, saying))).await
    }

    /// Parts a record from the human being with whose records it was merged: it counts for itself again.
    ///
    /// # Errors
    /// When it is not in the directory, or was not merged into another, or the database fails.
    pub async fn person_part(&self, person: PersonId, saying: Saying) -> Result<(), StoreError> {
        self.write(move |connection| {
            Box::pin(async move {
                let row =
                    sqlx::query("SELECT merged_into FROM person WHERE id = ?").bind(person).fetch_optional(&mut *connection);
                let row = row.await?.ok_or_else(|| StoreError::Invalid(format!("person {person} is not in the directory")))?;
                let Some(from) = row.try_get::<Option<PersonId>, _>(0)? else {
                    return Err(StoreError::Invalid(format!("person {person} was not merged into another record")));
                };
                sqlx::query("UPDATE person SET merged_into = NULL WHERE id = ?").bind(person).execute(&mut *connection).await?;
                say(connection, saying, "parted", person, Some(from)).await
            })
        })
        .await
    }

    /// Says who a name is that was typed: somebody of the directory. False: the record is more than a name, or was merged already.
    ///
    /// # Errors
    /// When either is not in the directory, or the database fails.
    pub async fn name_is(&self, name: PersonId, person: PersonId, saying: Saying) -> Result<bool, StoreError> {
        self.write(move |connection| {
            Box::pin(async move {
                if typed(connection, name).await? != Some(None) {
                    return Ok(false);
                }
                merge(connection, name, person, saying).await?;
                Ok(true)
            })
        })
        .await
    }

    /// Takes back who a name is that was typed: it has to be said again. False: the record is more than a name, or nobody said it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn name_is_open(&self, name: PersonId, saying: Saying) -> Result<bool, StoreError> {
        self.write(move |connection| {
            Box::pin(async move {
                let Some(Some(from)) = typed(connection, name).await? else { return Ok(false) };
                let update = "UPDATE person SET merged_into = NULL, unresolved = 1 WHERE id = ?";
                sqlx::query(update).bind(name).execute(&mut *connection).await?;
                say(connection, saying, "parted", name, Some(from)).await?;
                Ok(true)
            })
        })
        .await
    }

    /// Says that a name is nobody else of the directory. False: there is no such person, or nobody has to say it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn person_is_nobody(&self, person: PersonId, saying: Saying) -> Result<bool, StoreError> {
        self.write(move |connection| {
            Box::pin(async move {
                let update = sqlx::query("UPDATE person SET unresolved = 0 WHERE id = ? AND unresolved = 1");
                let done = update.bind(person).execute(&mut *connection).await?;
                if done.rows_affected() > 0 {
                    say(connection, saying, "nobody", person, None).await?;
                }
                Ok(done.rows_affected() > 0)
            })
        })
        .await
    }

    /// What was said of records of people, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_said(&self) -> Result<Vec<Said>, StoreError> {
        let said = sqlx::query("SELECT at, by, what, person, other FROM person_said ORDER BY id DESC");
        let rows = said.fetch_all(&mut *self.read().await?).await?;
        let said = rows.iter().map(|row| {
            let at = from_micros(row.try_get(0)?)?;
            Ok(Said { at, by: row.try_get(1)?, what: row.try_get(2)?, person: row.try_get(3)?, other: row.try_get(4)? })
        });
        said.collect()
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
        let now = self.clock().now();
        self.write(move |connection| {
            Box::pin(async move {
                let before = typed(connection, person).await?;
                sqlx::query("INSERT INTO role_held (person, role, site) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                    .bind(person)
                    .bind(grant.role)
                    .bind(grant.site)
                    .execute(&mut *connection)
                    .await
                    .map_err(|error| unknown(error, "the person or the site"))?;
                if before.is_some() {
                    newcomer(connection, person, now).await?;
                }
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

/// Takes the numbers of people to be added: the first of so many.
pub(crate) async fn numbers(connection: &mut SqliteConnection, count: usize) -> Result<PersonId, StoreError> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    Ok(sqlx::query(NUMBERS).bind(count).fetch_one(connection).await?.try_get(0)?)
}

/// Adds somebody under a number that was taken.
pub(crate) async fn insert(connection: &mut SqliteConnection, id: PersonId, new: &NewPerson) -> Result<(), StoreError> {
    let insert = sqlx::query(PERSON_INSERT).bind(id).bind(new.name.clone()).bind(new.job.clone()).bind(new.grade);
    let insert = insert.bind(new.organisation).bind(new.unresolved).execute(connection).await;
    insert.map_err(|error| unknown(error, "the organisation"))?;
    Ok(())
}

/// The thing of this name in a table; the first when there are several.
async fn named(connection: &mut SqliteConnection, select: &'static str, name: &str) -> Result<Option<i64>, StoreError> {
    let row = sqlx::query(select).bind(name.to_owned()).fetch_optional(connection).await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

async fn take_in(connection: &mut SqliteConnection, new: NewDirectory, now: Timestamp) -> Result<TakenIn, StoreError> {
    let mut taken = TakenIn::default();
    let mut organisations: BTreeMap<String, OrganisationId> = BTreeMap::new();
    for (key, name) in new.organisations {
        let known = named(connection, "SELECT id FROM organisation WHERE name = ? ORDER BY id LIMIT 1", &name).await?;
        let id = match known {
            Some(id) => id,
            None => {
                taken.organisations += 1;
                let insert = sqlx::query("INSERT INTO organisation (name) VALUES (?) RETURNING id").bind(name);
                insert.fetch_one(&mut *connection).await?.try_get(0)?
            }
        };
        organisations.insert(key, id);
    }
    let mut sites: BTreeMap<String, SiteId> = BTreeMap::new();
    for (key, (name, attributes)) in new.sites {
        let attributes = text(&attributes)?;
        let known = named(connection, "SELECT id FROM site WHERE name = ? ORDER BY id LIMIT 1", &name).await?;
        let id = match known {
            Some(id) => {
                let update = sqlx::query("UPDATE site SET attributes = ?1 WHERE id = ?2 AND attributes <> ?1");
                update.bind(attributes).bind(id).execute(&mut *connection).await?;
                id
            }
            None => {
                taken.sites += 1;
                let insert =
                    sqlx::query("INSERT INTO site (name, attributes) VALUES (?, ?) RETURNING id").bind(name).bind(attributes);
                insert.fetch_one(&mut *connection).await?.try_get(0)?
            }
        };
        sites.insert(key, id);
    }
    let mut unclear = Vec::new();
    let mut newcomers = Vec::new();
    for (username, member) in new.people {
        let username = username.to_lowercase();
        let organisation = member.organisation.and_then(|key| organisations.get(&key).copied());
        let person = NewPerson { organisation, ..member.person };
        let account = "SELECT person.root FROM account JOIN person ON person.id = account.person WHERE account.username = ?";
        let account = named(connection, account, &username).await?;
        let id = match account {
            Some(id) => Some(id),
            None => {
                let same =
                    sqlx::query("SELECT id FROM person WHERE name = ? AND organisation IS ? AND merged_into IS NULL LIMIT 2");
                let same = same.bind(person.name.clone()).bind(organisation).fetch_all(&mut *connection).await?;
                match same.as_slice() {
                    [] => None,
                    [one] => Some(one.try_get(0)?),
                    _ => {
                        unclear.push(format!("{username} (several people are called “{}” there)", person.name));
                        continue;
                    }
                }
            }
        };
        let id = match id {
            Some(id) => {
                let before = sqlx::query("SELECT name FROM person WHERE id = ?").bind(id).fetch_one(&mut *connection).await?;
                if before.try_get::<String, _>(0)? != person.name || typed(connection, id).await?.is_some() {
                    newcomers.push(id);
                }
                // Nothing is written that is so already, so that nobody need read the directory again.
                let update = "UPDATE person SET name = ?1, job = ?2, grade = ?3, organisation = ?4 \
                     WHERE id = ?5 AND (name, job, ifnull(grade, -1), ifnull(organisation, -1)) \
                        IS NOT (?1, ?2, ifnull(?3, -1), ifnull(?4, -1))";
                let update = sqlx::query(update).bind(person.name).bind(person.job).bind(person.grade).bind(organisation);
                update.bind(id).execute(&mut *connection).await?;
                id
            }
            None => {
                taken.people += 1;
                let id = numbers(connection, 1).await?;
                insert(connection, id, &person).await?;
                newcomers.push(id);
                id
            }
        };
        for (role, site) in member.roles {
            let site = site.and_then(|key| sites.get(&key).copied());
            let grant = "INSERT INTO role_held (person, role, site) SELECT ?1, ?2, ?3 WHERE NOT EXISTS ( \
                 SELECT 1 FROM role_held JOIN person ON person.id = role_held.person \
                  WHERE person.root = ?1 AND role_held.role = ?2 AND role_held.site IS ?3)";
            sqlx::query(grant).bind(id).bind(role).bind(site).execute(&mut *connection).await?;
        }
        if let (Some(hash), None) = (member.password_hash, account) {
            let insert = sqlx::query("INSERT INTO account (username, person, password_hash, disabled) VALUES (?, ?, ?, 0)");
            insert.bind(username).bind(id).bind(hash).execute(&mut *connection).await?;
        }
    }
    if !unclear.is_empty() {
        return Err(StoreError::Invalid(format!("it is not clear who is meant: {}. Nothing was added", unclear.join(", "))));
    }
    for person in newcomers {
        let met = newcomer(connection, person, now).await?;
        taken.names.same += met.same;
        taken.names.like += met.like;
    }
    Ok(taken)
}

/// Compares a person who works here now with the names that were typed in cases before. A name that is exactly theirs is theirs, until
/// somebody says otherwise, so that they never see a case about themselves. A name like theirs that was said to be nobody’s is open again.
pub(crate) async fn newcomer(
    connection: &mut SqliteConnection,
    person: PersonId,
    now: Timestamp,
) -> Result<NamesMet, StoreError> {
    let mut met = NamesMet::default();
    if typed(connection, person).await?.is_some() {
        return Ok(met);
    }
    let known = "SELECT person.name, person.job, ifnull(organisation.name, '') FROM person \
         LEFT JOIN organisation ON organisation.id = person.organisation WHERE person.id = ?";
    let Some(row) = sqlx::query(known).bind(person).fetch_optional(&mut *connection).await? else { return Ok(met) };
    let (name, job, organisation): (String, String, String) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
    let own = words(&name);
    let beside: BTreeSet<String> = words(&job).into_iter().chain(words(&organisation)).collect();
    let names = "SELECT id, name, unresolved FROM person WHERE merged_into IS NULL AND (unresolved = 1 OR EXISTS ( \
         SELECT 1 FROM person_said WHERE person_said.person = person.id AND person_said.what = 'nobody'))";
    for row in sqlx::query(names).fetch_all(&mut *connection).await? {
        let (id, typed_name, open): (PersonId, String, bool) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        let same = spelt(&typed_name) == spelt(&name);
        if !same && likeness(&words(&typed_name), &own, &beside).is_none() || typed(connection, id).await? != Some(None) {
            continue;
        }
        if same {
            merge(connection, id, person, Saying::command(now)).await?;
            met.same += 1;
        } else {
            if !open {
                sqlx::query("UPDATE person SET unresolved = 1 WHERE id = ?").bind(id).execute(&mut *connection).await?;
            }
            met.like += 1;
        }
    }
    Ok(met)
}

/// The record that counts for a record that is a name and no more, if any. `None` when it is more: somebody works or signs in under
/// it, or another record counts as it.
pub(crate) async fn typed(connection: &mut SqliteConnection, person: PersonId) -> Result<Option<Option<PersonId>>, StoreError> {
    let typed = "SELECT merged_into FROM person WHERE id = ?1 AND organisation IS NULL AND job = '' AND grade IS NULL \
         AND NOT EXISTS (SELECT 1 FROM account WHERE account.person = ?1) \
         AND NOT EXISTS (SELECT 1 FROM role_held WHERE role_held.person = ?1) \
         AND NOT EXISTS (SELECT 1 FROM person AS other WHERE other.merged_into = ?1)";
    let row = sqlx::query(typed).bind(person).fetch_optional(connection).await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

async fn say(
    connection: &mut SqliteConnection,
    saying: Saying,
    what: &str,
    person: PersonId,
    other: Option<PersonId>,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO person_said (at, by, what, person, other) VALUES (?, ?, ?, ?, ?)")
        .bind(micros(saying.at))
        .bind(saying.by)
        .bind(what.to_owned())
        .bind(person)
        .bind(other)
        .execute(connection)
        .await?;
    Ok(())
}

async fn merge(connection: &mut SqliteConnection, from: PersonId, into: PersonId, saying: Saying) -> Result<(), StoreError> {
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
    let update = "UPDATE person SET merged_into = ?2, unresolved = 0 WHERE root = ?1";
    sqlx::query(update).bind(goes).bind(stays).execute(&mut *connection).await?;
    say(connection, saying, "merged", goes, Some(stays)).await
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
