//! Checks the whole record, part by part: the pages of the file, its layout, entries and seals, the journal with all that it
//! answers for, documents, procedures and derived rows. One part that cannot be read does not keep the others from being checked.

use std::collections::BTreeMap;

use sqlx::{Row, Sqlite, Transaction};

use crate::error::StoreError;
use crate::procedures::KeptProcedure;
use crate::rebuild::Derive;
use crate::sqlite;
use crate::store::Store;
use crate::verify::{Fault, VerifyReport, entries, has_column, journal};

/// How many faults of the pages are listed.
const PAGES: u32 = 100;

/// What a check needs to know that the store does not.
pub struct Checks<'a> {
    /// Derives the rows of a case; none: derived rows are not checked.
    pub derive: Option<Derive<'a>>,
    /// The fingerprint of a procedure's text and letters.
    pub fingerprint: &'a (dyn Fn(&KeptProcedure) -> String + Sync),
}

/// A head that was kept elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptHead {
    /// What it is called, such as the name of its file.
    pub name: String,
    /// Which record it is of.
    pub record: String,
    /// The number of its seal.
    pub seal: u64,
    /// The hash of its seal, in hexadecimal.
    pub hash: String,
    /// How many entries there were.
    pub entries: u64,
    /// How many cases.
    pub cases: u64,
}

/// Where a record ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Which record.
    pub record: String,
    /// The number of the last seal; 0: nothing is sealed.
    pub seal: u64,
    /// Its hash.
    pub hash: [u8; 32],
    /// How many entries there are.
    pub entries: u64,
    /// How many cases.
    pub cases: u64,
}

const HEADING_PAGES: &str = "Pages of the database";
const HEADING_LAYOUT: &str = "Layout of the database";
const HEADING_PROCEDURES: &str = "Procedures";
const HEADING_DOCUMENTS: &str = "Documents";
const HEADING_DERIVED: &str = "Lists, walls and duties";
const HEADING_HEADS: &str = "Kept heads";

impl Store {
    /// Checks the whole record. `progress` hears which part is checked, and how far that is.
    pub async fn verify_whole(
        &self,
        checks: Checks<'_>,
        progress: &mut (dyn FnMut(&'static str, u64, u64) + Send),
    ) -> VerifyReport {
        let (found, known) = self.layouts();
        let mut parts = Parts::default();
        progress("pages", 0, 0);
        parts.take(HEADING_PAGES, self.pages().await);
        progress("entries", 0, 0);
        match self.record_and_journal(progress).await {
            Ok(report) => parts.report = VerifyReport { faults: [parts.report.faults, report.faults].concat(), ..report },
            Err(error) => parts.failed("Entries and seals", &error),
        }
        match self.documents_faults(progress).await {
            Ok((count, faults)) => {
                parts.report.documents = count;
                parts.report.faults.extend(faults);
            }
            Err(error) => parts.failed(HEADING_DOCUMENTS, &error),
        }
        parts.take(HEADING_PROCEDURES, self.procedures_faults(checks.fingerprint).await);
        if found < known {
            parts.report.notes.push(format!(
                "The database has layout {found}, and this program knows {known}: derived rows and what that layout has no journal \
                 of are not checked. Open a copy of it once with this program to check the rest."
            ));
            return parts.report;
        }
        parts.take(HEADING_LAYOUT, self.layout_faults().await);
        if let Some(derive) = checks.derive {
            progress("derived rows", 0, 0);
            match self.rebuild(derive, false, &mut |done, total| progress("derived rows", done, total)).await {
                Ok(report) => parts.report.faults.extend(derived(&report)),
                Err(error) => parts.failed(HEADING_DERIVED, &error),
            }
        }
        parts.report
    }

    /// Compares the record with heads that were kept elsewhere: what was cut off or rewritten since, in sentences.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn compare_heads(&self, kept: &[KeptHead]) -> Result<Vec<Fault>, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let head = head(&mut snapshot).await?;
        let mut kept: Vec<&KeptHead> = kept.iter().collect();
        kept.sort_by_key(|kept| kept.seal);
        let mut faults = Vec::new();
        let mut fits: Option<&KeptHead> = None;
        for kept in kept {
            let name = &kept.name;
            if kept.record != head.record {
                faults.push(format!("{name}: it is the head of another record ({}; this one is {})", kept.record, head.record));
                continue;
            }
            let sql = "SELECT lower(hex(hash)) FROM seal WHERE number = ?";
            let number = i64::try_from(kept.seal).unwrap_or(i64::MAX);
            let row = sqlx::query(sql).bind(number).fetch_optional(&mut *snapshot).await?;
            let hash: Option<String> = row.map(|row| row.try_get(0)).transpose()?;
            match hash {
                None if kept.seal == 0 => fits = Some(kept),
                Some(hash) if hash == kept.hash => fits = Some(kept),
                None => faults.push(format!(
                    "{name}: it knows seal {} with {} entries of {} cases, but the record ends at seal {} with {} entries of {} \
                     cases. What came after was cut off, or this is an older copy",
                    kept.seal, kept.entries, kept.cases, head.seal, head.entries, head.cases
                )),
                Some(_) => faults.push(match fits {
                    Some(last) => format!(
                        "{name}: seal {} is another one now. What was recorded after seal {}, which still fits {}, was rewritten",
                        kept.seal, last.seal, last.name
                    ),
                    None => format!("{name}: seal {} is another one now. What was recorded up to then was rewritten", kept.seal),
                }),
            }
        }
        Ok(faults.into_iter().map(|what| Fault { about: HEADING_HEADS, case: None, entry: None, what }).collect())
    }

    /// Seals what no seal covers yet, and says where the record ends then.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn head_seal(&self) -> Result<Head, StoreError> {
        self.seal().await?;
        self.head().await
    }

    /// Where the sealed record ends.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn head(&self) -> Result<Head, StoreError> {
        head(&mut self.snapshot().await?).await
    }

    /// What SQLite itself finds wrong.
    async fn pages(&self) -> Result<Vec<String>, StoreError> {
        let mut connection = self.read().await?;
        let sql = format!("PRAGMA integrity_check({PAGES})");
        let mut faults = Vec::new();
        for row in sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(&mut *connection).await? {
            let words: String = row.try_get(0)?;
            if words != "ok" {
                faults.push(words);
            }
        }
        for row in sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut *connection).await? {
            let (table, parent): (String, String) = (row.try_get(0)?, row.try_get(2)?);
            faults.push(format!("a row of {table} refers to a row of {parent} that is not there"));
        }
        faults.dedup();
        Ok(faults)
    }

    async fn record_and_journal(
        &self,
        progress: &mut (dyn FnMut(&'static str, u64, u64) + Send),
    ) -> Result<VerifyReport, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let mut report = entries(&mut snapshot, &mut |done, total| progress("entries", done, total)).await?;
        progress("journal", 0, 0);
        if let Err(error) = journal(&mut snapshot, &mut report).await {
            report.faults.push(unread("Journal", &error));
        }
        Ok(report)
    }

    /// Procedures whose text or letters are not those of their hash, and those that cases were opened or run under and that are
    /// not there.
    async fn procedures_faults(
        &self,
        fingerprint: &(dyn Fn(&KeptProcedure) -> String + Sync),
    ) -> Result<Vec<String>, StoreError> {
        let mut faults = Vec::new();
        for (id, version, hash) in self.procedure_list().await? {
            match self.procedure_find(&id, &version).await {
                Ok(Some(kept)) if fingerprint(&kept) == hash => {}
                Ok(_) => {
                    faults.push(format!("the text or a letter of {id} {version} is not the one of its hash: it was altered"))
                }
                Err(error) => faults.push(format!("{id} {version} cannot be read: {error}")),
            }
        }
        let mut connection = self.read().await?;
        let mut sql =
            "SELECT reference, procedure, version FROM \"case\" WHERE NOT EXISTS (SELECT 1 FROM procedure_version AS kept \
            WHERE kept.id = procedure AND kept.version = \"case\".version AND kept.hash = procedure_hash)"
                .to_owned();
        if has_column(&mut connection, "case", "run_version").await? {
            sql.push_str(
                " UNION SELECT reference, procedure, run_version FROM \"case\" WHERE run_version IS NOT NULL AND NOT EXISTS ( \
                 SELECT 1 FROM procedure_version AS kept \
                 WHERE kept.id = procedure AND kept.version = run_version AND kept.hash = run_hash)",
            );
        }
        for row in sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(&mut *connection).await? {
            let (reference, id, version): (String, String, String) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
            faults.push(format!("{reference} is run under a text of {id} {version} that is not kept"));
        }
        Ok(faults)
    }

    /// Where the layout is not the one that this program makes: rules that were taken away, tables that were put in.
    async fn layout_faults(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT type || ' ' || name, ifnull(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'";
        let found: BTreeMap<String, String> =
            sqlx::query_as(sql).fetch_all(&mut *self.read().await?).await?.into_iter().collect();
        let fresh = sqlite::open_memory(1).await?;
        let expected = sqlx::query_as(sql).fetch_all(&fresh.readers).await;
        fresh.readers.close().await;
        let expected: BTreeMap<String, String> = expected?.into_iter().collect();
        let mut faults = Vec::new();
        for (name, sql) in &expected {
            match found.get(name) {
                None => faults.push(format!("the {name} was taken away")),
                Some(other) if other != sql => faults.push(format!("the {name} was altered")),
                Some(_) => {}
            }
        }
        faults.extend(found.keys().filter(|name| !expected.contains_key(*name)).map(|name| format!("the {name} was put in")));
        Ok(faults)
    }
}

async fn head(snapshot: &mut Transaction<'_, Sqlite>) -> Result<Head, StoreError> {
    let sql = "SELECT (SELECT id FROM record), ifnull((SELECT max(number) FROM seal), 0), \
        (SELECT hash FROM seal ORDER BY number DESC LIMIT 1), (SELECT count(*) FROM entry), (SELECT count(*) FROM \"case\")";
    let row = sqlx::query(sql).fetch_one(&mut **snapshot).await?;
    let (seal, entries, cases): (i64, i64, i64) = (row.try_get(1)?, row.try_get(3)?, row.try_get(4)?);
    let hash: Option<Vec<u8>> = row.try_get(2)?;
    Ok(Head {
        record: row.try_get::<Option<String>, _>(0)?.unwrap_or_default(),
        seal: seal.unsigned_abs(),
        hash: hash.and_then(|hash| hash.try_into().ok()).unwrap_or_default(),
        entries: entries.unsigned_abs(),
        cases: cases.unsigned_abs(),
    })
}

/// Where derived rows differ, as faults.
fn derived(report: &crate::RebuildReport) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !report.differing.is_empty() {
        let tables: Vec<String> = report.differing.iter().map(|(table, count)| format!("{table} ({count})")).collect();
        let cases = match report.differing_cases.as_slice() {
            [] => String::new(),
            some if some.len() <= 10 => format!(", in {}", some.join(", ")),
            some => format!(", in {} cases", some.len()),
        };
        let what =
            format!("rows differ from what the entries say: {}{cases}. “redress rebuild” puts them right", tables.join(", "));
        faults.push(Fault { about: HEADING_DERIVED, case: None, entry: None, what });
    }
    let failed = report.failed.iter().map(|(reference, reason)| Fault {
        about: HEADING_DERIVED,
        case: Some(reference.clone()),
        entry: None,
        what: format!("its rows cannot be derived: {reason}"),
    });
    faults.extend(failed);
    faults
}

/// That a part could not be read.
fn unread(about: &'static str, error: &StoreError) -> Fault {
    Fault { about, case: None, entry: None, what: format!("this cannot be checked: {error}") }
}

#[derive(Default)]
struct Parts {
    report: VerifyReport,
}

impl Parts {
    fn take(&mut self, about: &'static str, faults: Result<Vec<String>, StoreError>) {
        match faults {
            Ok(faults) => {
                let faults = faults.into_iter().map(|what| Fault { about, case: None, entry: None, what });
                self.report.faults.extend(faults);
            }
            Err(error) => self.failed(about, &error),
        }
    }

    fn failed(&mut self, about: &'static str, error: &StoreError) {
        self.report.faults.push(unread(about, error));
    }
}
