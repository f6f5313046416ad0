//! Derives all rows again from the entries, compares them with those in the tables, and writes what differs.

use std::collections::BTreeMap;

use casework::{CaseId, Rows};
use serde_json::Value as Json;
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use crate::append::Traces;
use crate::cases::{CaseHead, KeptEntry, case_head, entries_after, json};
use crate::derived::{Before, Derived};
use crate::entries::{nested, write};
use crate::error::StoreError;
use crate::flat::{Batch, Flat, text};
use crate::moment::micros;
use crate::store::Store;

/// How many cases are looked up at a time.
const PAGE: u32 = 200;

/// Derived tables whose rows belong to one case.
const OF_CASES: &[(&str, &str)] = &[
    ("case_wall", "DELETE FROM case_wall WHERE case_id NOT IN (SELECT id FROM \"case\")"),
    ("case_party", "DELETE FROM case_party WHERE case_id NOT IN (SELECT id FROM \"case\")"),
    ("case_sight", "DELETE FROM case_sight WHERE case_id NOT IN (SELECT id FROM \"case\")"),
    ("duty", "DELETE FROM duty WHERE case_id NOT IN (SELECT id FROM \"case\")"),
    ("duty_person", "DELETE FROM duty_person WHERE case_id NOT IN (SELECT id FROM \"case\")"),
    ("case_subject", "DELETE FROM case_subject WHERE case_id NOT IN (SELECT id FROM \"case\")"),
    ("case_link", "DELETE FROM case_link WHERE case_id NOT IN (SELECT id FROM \"case\")"),
    ("case_key", "DELETE FROM case_key WHERE case_id NOT IN (SELECT id FROM \"case\")"),
    ("case_tally", "DELETE FROM case_tally WHERE case_id NOT IN (SELECT id FROM \"case\")"),
    ("case_mark", "DELETE FROM case_mark WHERE case_id NOT IN (SELECT id FROM \"case\")"),
    ("notice", "DELETE FROM notice WHERE case_id NOT IN (SELECT id FROM \"case\")"),
    ("notice_to", "DELETE FROM notice_to WHERE case_id NOT IN (SELECT id FROM \"case\")"),
    ("case_document", "DELETE FROM case_document WHERE case_id NOT IN (SELECT id FROM \"case\")"),
];

/// The case itself, and tables whose rows many cases share.
const SHARED: &[&str] = &["case", "audience", "team", "duty_kind"];

/// Derives the rows of a case from its entries; an error is a sentence that says why it cannot be done.
pub type Derive<'a> = &'a (dyn Fn(&CaseHead, &[KeptEntry]) -> Result<Rows, String> + Sync);

/// What a rebuild found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RebuildReport {
    /// How many cases were looked at.
    pub cases: u64,
    /// How many rows differ, by table; tables without a difference are left out. A row that cases share counts once for
    /// each of them as long as it differs.
    pub differing: BTreeMap<&'static str, u64>,
    /// The references of the cases whose rows differ.
    pub differing_cases: Vec<String>,
    /// The references of cases that could not be derived, each with the reason. Their rows are left as they are.
    pub failed: Vec<(String, String)>,
    /// Whether what differs was written.
    pub applied: bool,
}

/// The rows of a case, by table, in a form that can be compared.
type Tables = BTreeMap<&'static str, Vec<String>>;

impl Store {
    /// Whether derived rows were written by an earlier program, so that lists are not what they should be before a rebuild.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rebuild_due(&self) -> Result<bool, StoreError> {
        let due = sqlx::query("SELECT 1 FROM rebuild_due").fetch_optional(&mut *self.read().await?).await?;
        Ok(due.is_some())
    }

    /// Derives the rows of all cases again and says where those in the tables differ, byte for byte. With `apply` the
    /// tables are brought in order, a case at a time, while others go on working.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rebuild(
        &self,
        derive: Derive<'_>,
        apply: bool,
        progress: &mut (dyn FnMut(u64, u64) + Send),
    ) -> Result<RebuildReport, StoreError> {
        let mut report = RebuildReport { applied: apply, ..RebuildReport::default() };
        let count = sqlx::query("SELECT count(*) FROM \"case\"").fetch_one(&mut *self.read().await?).await?;
        let total: i64 = count.try_get(0)?;
        let mut last = 0;
        loop {
            let heads = sqlx::query(
                "SELECT id, reference, procedure, ifnull(run_version, version), ifnull(run_hash, procedure_hash) FROM \"case\" \
                 WHERE id > ? ORDER BY id LIMIT ?",
            )
            .bind(last)
            .bind(PAGE)
            .fetch_all(&mut *self.read().await?)
            .await?;
            for row in &heads {
                let head = case_head(row)?;
                last = head.id;
                self.rebuild_case(&head, derive, apply, &mut report).await?;
                report.cases += 1;
            }
            progress(report.cases, total.unsigned_abs());
            if heads.is_empty() {
                break;
            }
        }
        let strays = if self.is_read_only() {
            strays_read(&mut *self.read().await?).await?
        } else {
            self.write(move |connection| Box::pin(strays(connection, apply))).await?
        };
        for (table, count) in strays {
            *report.differing.entry(table).or_default() += count;
        }
        if apply && report.failed.is_empty() {
            self.write(|connection| {
                Box::pin(async move {
                    sqlx::query("DELETE FROM rebuild_due").execute(connection).await?;
                    Ok::<(), StoreError>(())
                })
            })
            .await?;
        }
        Ok(report)
    }

    async fn rebuild_case(
        &self,
        head: &CaseHead,
        derive: Derive<'_>,
        apply: bool,
        report: &mut RebuildReport,
    ) -> Result<(), StoreError> {
        let mut first = true;
        loop {
            let mut snapshot = self.snapshot().await?;
            let entries = entries_after(&mut snapshot, head.id, 0, u32::MAX).await?;
            let rows = match derive(head, &entries) {
                Ok(rows) => rows,
                Err(reason) => {
                    report.failed.push((head.reference.clone(), reason));
                    return Ok(());
                }
            };
            let flat = Flat::new(head.id, &rows)?;
            let differing = differences(&tables_of(&flat, &entries)?, &tables(&mut snapshot, &flat).await?);
            drop(snapshot);
            if first && !differing.is_empty() {
                report.differing_cases.push(head.reference.clone());
                for (table, count) in &differing {
                    *report.differing.entry(table).or_default() += count;
                }
            }
            first = false;
            if !apply || differing.is_empty() {
                return Ok(());
            }
            let seq = entries.last().map_or(0, |entry| entry.seq);
            if self.write(move |connection| Box::pin(rewrite(connection, flat, entries, seq))).await? {
                return Ok(());
            }
            // Somebody appended in between: look again.
        }
    }
}

fn traces_of(entry: &KeptEntry) -> Traces {
    Traces::of(&entry.kept.frame, (!entry.erased).then_some(&entry.kept.content))
}

/// What should stand in the tables.
fn tables_of(flat: &Flat, entries: &[KeptEntry]) -> Result<Tables, StoreError> {
    let mut tables = Tables::new();
    let mut put = |table, rows: &[String]| -> Result<(), StoreError> {
        let rows = rows.iter().map(|row| plain(row)).collect::<Result<Vec<_>, _>>()?;
        tables.entry(table).or_default().extend(rows);
        Ok(())
    };
    put("case", std::slice::from_ref(&flat.head))?;
    put("case", &[text(&[hex::encode(flat.hash)])?])?;
    put("audience", &flat.audience.rows)?;
    for team in flat.teams.values() {
        put("team", &team.rows)?;
    }
    for kind in flat.kinds.values() {
        put("duty_kind", &kind.rows)?;
    }
    put("case_wall", &flat.walls)?;
    put("case_party", &flat.parties)?;
    put("case_sight", &flat.sights)?;
    put("duty", &flat.duties)?;
    put("duty_person", &flat.duty_people)?;
    put("case_subject", &flat.subject)?;
    put("case_link", &flat.links)?;
    put("case_key", &flat.keys)?;
    put("case_tally", &flat.tallies)?;
    put("case_mark", &flat.marks)?;
    for entry in entries {
        let traces = traces_of(entry);
        for sha256 in &traces.documents {
            put("case_document", &[text(&(flat.case, entry.seq, sha256))?])?;
        }
        for (item, sent) in traces.notices.iter().enumerate() {
            let at = (flat.case, entry.seq, item);
            put("notice", &[text(&(at.0, at.1, at.2, &sent.notice, &sent.carries, micros(entry.recorded)))?])?;
            for role in &sent.roles {
                put("notice_to", &[text(&(at.0, at.1, at.2, role, None::<i64>))?])?;
            }
            for person in &sent.people {
                put("notice_to", &[text(&(at.0, at.1, at.2, None::<&str>, person))?])?;
            }
        }
    }
    Ok(tables)
}

/// What stands in the tables.
async fn tables(connection: &mut SqliteConnection, flat: &Flat) -> Result<Tables, StoreError> {
    let teams: Vec<i64> = flat.teams.keys().copied().collect();
    let kinds: Vec<i64> = flat.kinds.keys().copied().collect();
    let rows = sqlx::query(include_str!("../sql/sqlite/case_tables.sql"))
        .bind(flat.case)
        .bind(flat.audience.id)
        .bind(text(&teams)?)
        .bind(text(&kinds)?)
        .fetch_all(connection)
        .await?;
    let mut tables = Tables::new();
    for row in &rows {
        let (name, row): (&str, &str) = (row.try_get(0)?, row.try_get(1)?);
        let table = SHARED.iter().copied().chain(OF_CASES.iter().map(|(table, _)| *table)).find(|table| *table == name);
        if let Some(table) = table {
            tables.entry(table).or_default().push(plain(row)?);
        }
    }
    Ok(tables)
}

/// A row written in one way, whoever wrote it.
fn plain(row: &str) -> Result<String, StoreError> {
    text(&json::<Json>(row)?)
}

/// How many rows differ, by table.
fn differences(expected: &Tables, found: &Tables) -> BTreeMap<&'static str, u64> {
    let mut differing = BTreeMap::new();
    for table in expected.keys().chain(found.keys()) {
        let mut counts: BTreeMap<&String, i64> = BTreeMap::new();
        for row in expected.get(table).into_iter().flatten() {
            *counts.entry(row).or_default() += 1;
        }
        for row in found.get(table).into_iter().flatten() {
            *counts.entry(row).or_default() -= 1;
        }
        let missing: i64 = counts.values().filter(|count| **count > 0).sum();
        let extra: i64 = -counts.values().filter(|count| **count < 0).sum::<i64>();
        // A row that was changed is one that is missing and one too many.
        let count = missing.max(extra).unsigned_abs();
        if count > 0 {
            differing.insert(*table, count);
        }
    }
    differing
}

/// Writes all rows of a case anew. False: the case has other entries by now.
async fn rewrite(connection: &mut SqliteConnection, flat: Flat, entries: Vec<KeptEntry>, seq: u32) -> Result<bool, StoreError> {
    let case: CaseId = flat.case;
    let now: Option<u32> = sqlx::query("SELECT seq FROM \"case\" WHERE id = ?")
        .bind(case)
        .fetch_optional(&mut *connection)
        .await?
        .map(|row| row.try_get(0))
        .transpose()?;
    if now != Some(seq) {
        return Ok(false);
    }
    let mut changed = Batch::default();
    changed.push(&nested(&flat.head, &text(&(seq, hex::encode(flat.hash)))?));
    write(connection, include_str!("../sql/sqlite/case_update.sql"), changed).await?;
    for cut in [
        "DELETE FROM notice WHERE case_id = ?",
        "DELETE FROM notice_to WHERE case_id = ?",
        "DELETE FROM case_document WHERE case_id = ?",
    ] {
        sqlx::query(cut).bind(case).execute(&mut *connection).await?;
    }
    sqlx::query("DELETE FROM audience WHERE id = ?").bind(flat.audience.id).execute(&mut *connection).await?;
    for team in flat.teams.keys() {
        sqlx::query("DELETE FROM team WHERE id = ?").bind(*team).execute(&mut *connection).await?;
    }
    for kind in flat.kinds.keys() {
        sqlx::query("DELETE FROM duty_kind WHERE id = ?").bind(*kind).execute(&mut *connection).await?;
    }
    let mut derived = Derived::default();
    derived.change(&Before::Unknown, &flat)?;
    for entry in &entries {
        let traces = traces_of(entry);
        derived.traces(case, entry.seq, micros(entry.recorded), &traces)?;
    }
    derived.write(connection).await?;
    Ok(true)
}

/// Finds rows of cases that are not there, and a search index that does not fit the texts; takes them away or mends it
/// when asked to.
async fn strays(connection: &mut SqliteConnection, apply: bool) -> Result<Vec<(&'static str, u64)>, StoreError> {
    let mut found = Vec::new();
    sqlx::query("SAVEPOINT strays").execute(&mut *connection).await?;
    for (table, cut) in OF_CASES {
        let count = sqlx::query(*cut).execute(&mut *connection).await?.rows_affected();
        if count > 0 {
            found.push((*table, count));
        }
    }
    if !apply {
        sqlx::query("ROLLBACK TO strays").execute(&mut *connection).await?;
    }
    sqlx::query("RELEASE strays").execute(&mut *connection).await?;
    let check = "INSERT INTO case_text (case_text, rank) VALUES ('integrity-check', 1)";
    if let Err(error) = sqlx::query(check).execute(&mut *connection).await {
        // Anything but “the index does not fit” is a failure of its own.
        match StoreError::from(error) {
            StoreError::Damaged(_) => found.push(("case_text", 1)),
            other => return Err(other),
        }
        if apply {
            sqlx::query("INSERT INTO case_text (case_text) VALUES ('rebuild')").execute(connection).await?;
        }
    }
    Ok(found)
}

/// The same where nothing can be written: the search index is compared with one made in memory, by how often each word occurs.
async fn strays_read(connection: &mut SqliteConnection) -> Result<Vec<(&'static str, u64)>, StoreError> {
    let mut found = Vec::new();
    for (table, cut) in OF_CASES {
        let count = cut.replacen("DELETE", "SELECT count(*)", 1);
        let count: i64 = sqlx::query(sqlx::AssertSqlSafe(count)).fetch_one(&mut *connection).await?.try_get(0)?;
        if count > 0 {
            found.push((*table, count.unsigned_abs()));
        }
    }
    sqlx::raw_sql(
        "CREATE VIRTUAL TABLE temp.text_again USING fts5 (text, content = '', tokenize = 'porter unicode61 remove_diacritics 2'); \
         INSERT INTO temp.text_again (rowid, text) SELECT id, text FROM case_sight; \
         CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, case_text, row); \
         CREATE VIRTUAL TABLE temp.words_again USING fts5vocab (temp, text_again, row)",
    )
    .execute(&mut *connection)
    .await?;
    let differing = sqlx::query(
        "SELECT EXISTS (SELECT * FROM temp.words EXCEPT SELECT * FROM temp.words_again) \
             OR EXISTS (SELECT * FROM temp.words_again EXCEPT SELECT * FROM temp.words)",
    )
    .fetch_one(&mut *connection)
    .await;
    sqlx::raw_sql("DROP TABLE temp.words; DROP TABLE temp.words_again; DROP TABLE temp.text_again").execute(connection).await?;
    if differing?.try_get(0)? {
        found.push(("case_text", 1));
    }
    Ok(found)
}
