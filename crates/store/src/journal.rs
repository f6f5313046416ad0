//! A journal of all that is kept and is no entry: people, roles, accounts, documents, looks … Its lines are tied together by
//! hashes, and each seal covers the journal up to then, so that one hash speaks for the whole record.
//!
//! Code that changes a covered table need not know of it. Triggers note the key of each row that changes; before a transaction is
//! committed, the writer makes a line of each. What stands in the notes when a transaction begins was left there by another
//! program: no line is made of it, so the check of the record finds it.
//!
//! A line holds of a row only a salted hash. Once the row is changed or removed, the line loses salt and key.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, Row};

use crate::chain::{Hash, Salt, canonical, journal_hash, looks_hash, row_hash};
use crate::error::StoreError;
use crate::flat::{Batch, text};

/// A table whose rows the journal covers. In expressions, `@` is the name of the row.
pub(crate) struct Covered {
    pub(crate) table: &'static str,
    /// Whatever tells one row from another.
    key: &'static [&'static str],
    /// Columns that change by themselves, and are not covered.
    without: &'static [&'static str],
    /// What a row is, and which one, to people.
    pub(crate) noun: &'static str,
    label: &'static str,
    pub(crate) about: &'static str,
}

/// The tables that are covered. What is not here is an entry, or follows from entries, or is housekeeping.
///
/// To cover one more, add it here with the migration that makes it. A migration that adds a column with a value to rows that are
/// there puts their keys into `journal_due`.
pub(crate) const COVERED: &[Covered] = &[
    Covered {
        table: "organisation",
        key: &["@id"],
        without: &[],
        noun: "the organisation",
        label: "'“' || @name || '”'",
        about: "Directory",
    },
    Covered {
        table: "person",
        key: &["@id"],
        without: &[],
        noun: "the person",
        label: "'“' || @name || '” (number ' || @id || ')'",
        about: "Directory",
    },
    Covered {
        table: "person_said",
        key: &["@id"],
        without: &[],
        noun: "what was said of people,",
        label: "'number ' || @id",
        about: "Directory",
    },
    Covered {
        table: "site", key: &["@id"], without: &[], noun: "the site", label: "'“' || @name || '”'", about: "Directory"
    },
    Covered {
        table: "role_held",
        key: &["@person", "@role", "coalesce(@site, 0)"],
        without: &[],
        noun: "the role",
        label: "'“' || @role || '” of person ' || @person",
        about: "Directory",
    },
    Covered {
        table: "account",
        key: &["@username"],
        without: &[],
        noun: "the account",
        label: "'“' || @username || '”'",
        about: "Accounts and sessions",
    },
    Covered {
        table: "session",
        key: &["@token_hash"],
        without: &["last_seen"],
        noun: "the session",
        label: "substr(@token_hash, 1, 8) || '… of person ' || @person",
        about: "Accounts and sessions",
    },
    Covered {
        table: "sign_in",
        key: &["@id"],
        without: &[],
        noun: "the try to sign in",
        label: "'number ' || @id || ' of ' || ifnull(@username, 'no account')",
        about: "Accounts and sessions",
    },
    Covered {
        table: "procedure_version",
        key: &["@id", "@version"],
        without: &[],
        noun: "the procedure",
        label: "@id || ' ' || @version",
        about: "Procedures",
    },
    Covered {
        table: "document",
        key: &["@sha256"],
        without: &["claimed"],
        noun: "what is kept of document",
        label: "@sha256",
        about: "Documents",
    },
    Covered {
        table: "outbox",
        key: &["@id"],
        without: &["attempts", "leased_until", "last_error"],
        noun: "what is to be sent, number",
        label: "@id",
        about: "Notices and what is sent",
    },
    Covered {
        table: "notice_read",
        key: &["@case_id", "@seq", "@item", "@person"],
        without: &[],
        noun: "that a notice was read:",
        label: "'case number ' || @case_id || ', entry ' || @seq || ', by person ' || @person",
        about: "Notices and what is sent",
    },
];

/// The log of looks, covered by ranges.
pub(crate) const LOOKS: &str = "look";

impl Covered {
    fn of(&self, expression: &str, row: &str) -> String {
        expression.replace('@', &format!("{row}."))
    }

    /// The key of a row as JSON.
    fn key_of(&self, row: &str) -> String {
        let parts: Vec<String> = self.key.iter().map(|part| self.of(part, row)).collect();
        format!("json_array({})", parts.join(", "))
    }

    /// That a row is the one of a key.
    fn is_at(&self, row: &str, key: &str) -> String {
        let parts = self.key.iter().enumerate().map(|(n, part)| format!("{} = {key} ->> {n}", self.of(part, row)));
        parts.collect::<Vec<_>>().join(" AND ")
    }

    /// The triggers that note what changes.
    pub(crate) fn triggers(&self) -> Vec<(String, String)> {
        let table = self.table;
        let note = |row: &str| {
            let key = self.key_of(row);
            format!("INSERT INTO journal_due (what, key) VALUES ('{table}', {key}) ON CONFLICT DO NOTHING;")
        };
        [("in", "INSERT", note("new")), ("anew", "UPDATE", note("old") + " " + &note("new")), ("out", "DELETE", note("old"))]
            .into_iter()
            .map(|(end, event, notes)| {
                let name = format!("{table}_journal_{end}");
                let sql = format!("CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {notes} END");
                (name, sql)
            })
            .collect()
    }
}

/// Asks of the covered tables, as they are laid out in this database.
pub(crate) struct Journal {
    tables: Vec<Asked>,
}

pub(crate) struct Asked {
    pub(crate) covered: &'static Covered,
    /// The rows that were noted, each with the line that holds for it.
    due: String,
    /// All rows: key, label, content.
    pub(crate) all: String,
}

/// A line to be written.
struct Line {
    what: &'static str,
    act: &'static str,
    key: Option<String>,
    salt: Option<Salt>,
    replaces: Option<i64>,
    digest: Vec<u8>,
}

/// How the journal stood when a transaction began.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Begun {
    last_look: i64,
}

/// Where the journal ends.
pub(crate) type End = Option<(i64, Hash)>;

impl Journal {
    /// Learns how the covered tables are laid out.
    pub(crate) async fn learn(connection: &mut SqliteConnection) -> Result<Self, StoreError> {
        let mut tables = Vec::new();
        for covered in COVERED {
            let rows = sqlx::query("SELECT name FROM pragma_table_info(?) ORDER BY cid")
                .bind(covered.table)
                .fetch_all(&mut *connection)
                .await?;
            let names = rows.iter().map(|row| row.try_get(0)).collect::<Result<Vec<String>, _>>()?;
            let names: Vec<String> = names.into_iter().filter(|name| !covered.without.contains(&name.as_str())).collect();
            if names.is_empty() {
                continue;
            }
            let columns: Vec<String> = names.iter().map(|name| format!("'{name}', row.\"{name}\"")).collect();
            let (table, content) = (covered.table, format!("json_object({})", columns.join(", ")));
            let first = covered.of(covered.key.first().copied().unwrap_or_default(), "row");
            let due = format!(
                "SELECT due.key, {first} IS NULL, {content}, live.pos, live.salt, live.digest FROM journal_due AS due \
                 LEFT JOIN {table} AS row ON {} \
                 LEFT JOIN journal AS live ON live.what = '{table}' AND live.key = due.key AND live.salt IS NOT NULL \
                 WHERE due.what = '{table}' AND NOT due.other ORDER BY due.key",
                covered.is_at("row", "due.key"),
            );
            let label = covered.of(covered.label, "row");
            let all = format!("SELECT {}, CAST({label} AS TEXT), {content} FROM {table} AS row", covered.key_of("row"));
            tables.push(Asked { covered, due, all });
        }
        Ok(Self { tables })
    }

    pub(crate) fn tables(&self) -> &[Asked] {
        &self.tables
    }

    /// Takes in what is there: all rows of covered tables that have no triggers yet, and the looks. For after a migration.
    pub(crate) async fn take_in(&self, connection: &mut SqliteConnection, at: i64) -> Result<(), StoreError> {
        let begun = Begun { last_look: 0 };
        for Asked { covered, .. } in &self.tables {
            let mut fresh = false;
            for (name, sql) in covered.triggers() {
                let there = sqlx::query("SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = ?").bind(name);
                if there.fetch_optional(&mut *connection).await?.is_none() {
                    fresh = true;
                    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *connection).await?;
                }
            }
            if fresh {
                let table = covered.table;
                let all = format!(
                    "INSERT INTO journal_due (what, key) SELECT '{table}', {} FROM {table} AS row WHERE true ON CONFLICT DO NOTHING",
                    covered.key_of("row")
                );
                sqlx::raw_sql(AssertSqlSafe(all)).execute(&mut *connection).await?;
            }
        }
        let covered: bool = sqlx::query("SELECT EXISTS (SELECT 1 FROM journal WHERE what = ?)")
            .bind(LOOKS)
            .fetch_one(&mut *connection)
            .await?
            .try_get(0)?;
        let begun = if covered { self.begin(connection).await? } else { begun };
        self.write(connection, begun, "found", at).await?;
        Ok(())
    }

    /// Begins a transaction: sets aside what another program left.
    pub(crate) async fn begin(&self, connection: &mut SqliteConnection) -> Result<Begun, StoreError> {
        let row = sqlx::query("SELECT EXISTS (SELECT 1 FROM journal_due WHERE NOT other), (SELECT ifnull(max(id), 0) FROM look)")
            .fetch_one(&mut *connection)
            .await?;
        if row.try_get(0)? {
            tracing::error!("another program changed the record: run “redress verify”");
            sqlx::query("UPDATE journal_due SET other = 1").execute(connection).await?;
        }
        Ok(Begun { last_look: row.try_get(1)? })
    }

    /// Makes lines of what was changed since the transaction began. Gives the end of the journal.
    pub(crate) async fn write(
        &self,
        connection: &mut SqliteConnection,
        begun: Begun,
        act: &'static str,
        at: i64,
    ) -> Result<End, StoreError> {
        let state = sqlx::query(
            "SELECT EXISTS (SELECT 1 FROM journal_due WHERE NOT other), (SELECT ifnull(max(id), 0) FROM look), \
             ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'journal'), 0), \
             (SELECT hash FROM journal ORDER BY pos DESC LIMIT 1)",
        )
        .fetch_one(&mut *connection)
        .await?;
        let (due, last_look): (bool, i64) = (state.try_get(0)?, state.try_get(1)?);
        let (mut pos, hash): (i64, Option<Vec<u8>>) = (state.try_get(2)?, state.try_get(3)?);
        let mut hash = hash.map(|hash| Hash::try_from(hash).map_err(|_| broken())).transpose()?;
        let mut lines = Vec::new();
        if due {
            for table in &self.tables {
                for row in sqlx::query(AssertSqlSafe(table.due.clone())).fetch_all(&mut *connection).await? {
                    lines.extend(line(table.covered, act, &row)?);
                }
            }
        }
        if last_look > begun.last_look {
            let first = begun.last_look + 1;
            let digest = looks(connection, first, last_look).await?.to_vec();
            let key = Some(text(&(first, last_look))?);
            lines.push(Line { what: LOOKS, act: "looks", key, salt: None, replaces: None, digest });
        }
        let (mut rows, mut replaced) = (Batch::default(), Vec::new());
        for line in lines {
            pos += 1;
            let next = journal_hash(&hash.unwrap_or_default(), pos, at, line.what, line.act, line.replaces, &line.digest);
            hash = Some(next);
            replaced.extend(line.replaces);
            let salt = line.salt.map(hex::encode);
            let hashes = (hex::encode(&line.digest), hex::encode(next));
            rows.add(&(pos, at, line.what, line.act, line.key, salt, line.replaces, hashes.0, hashes.1))?;
        }
        if !replaced.is_empty() {
            sqlx::query("UPDATE journal SET key = NULL, salt = NULL WHERE pos IN (SELECT value FROM json_each(?))")
                .bind(text(&replaced)?)
                .execute(&mut *connection)
                .await?;
        }
        if let Some(rows) = rows.finish() {
            sqlx::query(
                "INSERT INTO journal (pos, at, what, act, key, salt, replaces, digest, hash) \
                 SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, unhex(value ->> 5), value ->> 6, \
                        unhex(value ->> 7), unhex(value ->> 8) FROM jsonb_each(?1)",
            )
            .bind(rows)
            .execute(&mut *connection)
            .await?;
        }
        if due {
            sqlx::query("DELETE FROM journal_due WHERE NOT other").execute(connection).await?;
        }
        Ok(hash.map(|hash| (pos, hash)))
    }
}

/// The line for a row that was noted; `None` when what is covered of it is as it was.
fn line(covered: &'static Covered, act: &'static str, row: &SqliteRow) -> Result<Option<Line>, StoreError> {
    let (key, gone): (String, bool) = (row.try_get(0)?, row.try_get(1)?);
    let (replaces, salt, digest): (Option<i64>, Option<Vec<u8>>, Option<Vec<u8>>) =
        (row.try_get(3)?, row.try_get(4)?, row.try_get(5)?);
    if gone {
        // One that came and went within the transaction leaves nothing.
        let line = Line { what: covered.table, act: "gone", key: None, salt: None, replaces, digest: Vec::new() };
        return Ok(replaces.map(|_| line));
    }
    let content = content(row.try_get(2)?)?;
    if let (Some(salt), Some(digest)) = (salt, digest)
        && row_hash(&salt, &key, &content).as_slice() == digest
    {
        return Ok(None);
    }
    let mut salt = Salt::default();
    getrandom::fill(&mut salt).map_err(|error| StoreError::Invalid(format!("the system gives no random bytes ({error})")))?;
    let digest = row_hash(&salt, &key, &content).to_vec();
    Ok(Some(Line { what: covered.table, act, key: Some(key), salt: Some(salt), replaces, digest }))
}

/// What is hashed of a row: its columns that have a value, so that a column that is added without one changes nothing.
pub(crate) fn content(row: &str) -> Result<String, StoreError> {
    let mut columns: BTreeMap<String, Json> =
        serde_json::from_str(row).map_err(|error| StoreError::Broken(format!("a row cannot be read: {error}")))?;
    columns.retain(|_, value| !value.is_null());
    Ok(canonical(&Json::Object(columns.into_iter().collect())))
}

/// The hash of a range of looks.
pub(crate) async fn looks(connection: &mut SqliteConnection, first: i64, last: i64) -> Result<Hash, StoreError> {
    let mut hashed = looks_hash();
    let mut next = first;
    loop {
        let rows =
            sqlx::query("SELECT id, person, role, case_id, what, at FROM look WHERE id >= ? AND id <= ? ORDER BY id LIMIT 1000")
                .bind(next)
                .bind(last)
                .fetch_all(&mut *connection)
                .await?;
        for row in &rows {
            let id: i64 = row.try_get(0)?;
            next = id + 1;
            hashed.look(id, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?, row.try_get(4)?, row.try_get(5)?);
        }
        if rows.len() < 1000 {
            return Ok(hashed.finish());
        }
    }
}

fn broken() -> StoreError {
    StoreError::Broken("the last line of the journal has no hash".to_owned())
}
