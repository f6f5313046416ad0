//! Checks a group of requests for entries against what is on disk, and writes those that stand with a few statements
//! for the whole group.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use casework::CaseId;
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use crate::append::{EntryJob, EntryRow, NewTarget, Refusal, Target};
use crate::cases::{CaseHead, entries_after};
use crate::chain::{Hash, Link, case_hash};
use crate::derived::{Before, Derived};
use crate::error::{Appended, Since, StoreError};
use crate::flat::{Batch, Flat, text};
use crate::visible::visible;
use crate::writer::Ledger;

/// How many entries a caller whose request is stale is told of.
const MOST_SINCE: u32 = 100;

/// What is to be done outside, as a row.
const OUTBOX_INSERT: &str = "INSERT INTO outbox (case_id, seq, kind, payload, created) \
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM jsonb_each(?1)";

const FORM_INSERT: &str = "INSERT INTO form_key (person, token, case_id, first_seq, last_seq) \
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM jsonb_each(?1)";

const FORM_FIND: &str = "SELECT asked.value ->> 0, form_key.case_id, \"case\".reference, form_key.first_seq, form_key.last_seq \
    FROM jsonb_each(?1) AS asked \
    JOIN form_key ON form_key.person = asked.value ->> 1 AND form_key.token = asked.value ->> 2 \
    JOIN \"case\" ON \"case\".id = form_key.case_id";

const SERIAL_NEXT: &str = "INSERT INTO serial (pattern, year, last) VALUES (?1, ?2, 1) \
    ON CONFLICT (pattern, year) DO UPDATE SET last = last + 1 RETURNING last";

/// A case as it stands before an append.
struct Standing {
    reference: String,
    seq: u32,
    rows_hash: Vec<u8>,
    hash: Hash,
}

/// Checks each request and writes those that stand. No two requests of a group touch the same case or form.
pub(crate) async fn write_group(
    connection: &mut SqliteConnection,
    group: &[EntryJob],
    ledger: &mut Ledger,
) -> Result<Vec<Result<Appended, Refusal>>, StoreError> {
    let done = forms_done(connection, group).await?;
    let standing = cases_standing(connection, group).await?;
    let mut pages = Pages::default();
    let mut outcomes = Vec::with_capacity(group.len());
    for (n, job) in group.iter().enumerate() {
        let outcome = match &job.target {
            Target::New(new) => match done.get(&n) {
                Some(done) => Err(Refusal::AlreadyDone(done.clone())),
                None => open(connection, job, new, &mut pages, ledger).await?,
            },
            Target::Case { case, expected_seq, rows } => match (standing.get(&n), done.get(&n)) {
                (None, _) => Err(Refusal::NotFound),
                (Some(_), Some(done)) => Err(Refusal::AlreadyDone(done.clone())),
                (Some(standing), None) if standing.seq != *expected_seq => {
                    let since = entries_after(connection, *case, *expected_seq, MOST_SINCE).await?;
                    Err(Refusal::Stale { seq_now: standing.seq, since: since.into_iter().map(Since::from).collect() })
                }
                (Some(standing), None) => {
                    let (old, new) = rows.as_ref();
                    Ok(append(job, *case, standing, old.as_ref(), new, &mut pages, ledger)?)
                }
            },
        };
        outcomes.push(outcome);
    }
    pages.write(connection).await?;
    Ok(outcomes)
}

async fn forms_done(connection: &mut SqliteConnection, group: &[EntryJob]) -> Result<BTreeMap<usize, Appended>, StoreError> {
    let mut asked = Batch::default();
    for (n, job) in group.iter().enumerate() {
        if let Some(key) = &job.form_key {
            asked.add(&(n, job.person, key))?;
        }
    }
    let mut done = BTreeMap::new();
    if let Some(asked) = asked.finish() {
        for row in sqlx::query(FORM_FIND).bind(asked).fetch_all(connection).await? {
            let appended = Appended {
                case: row.try_get(1)?,
                reference: row.try_get(2)?,
                first_seq: row.try_get(3)?,
                last_seq: row.try_get(4)?,
            };
            done.insert(usize::try_from(row.try_get::<i64, _>(0)?).unwrap_or(usize::MAX), appended);
        }
    }
    Ok(done)
}

/// The cases that the group appends to, as far as whoever asks may know of them.
async fn cases_standing(connection: &mut SqliteConnection, group: &[EntryJob]) -> Result<BTreeMap<usize, Standing>, StoreError> {
    let (mut asking, mut wanted) = (Batch::default(), Batch::default());
    for job in group {
        asking.push(&job.asking);
        wanted.push(&match &job.target {
            Target::Case { case, .. } => case.to_string(),
            Target::New(_) => "null".to_owned(),
        });
    }
    let mut standing = BTreeMap::new();
    if group.iter().all(|job| matches!(job.target, Target::New(_))) {
        return Ok(standing);
    }
    let rows =
        sqlx::query(visible!("append_check.sql")).bind(asking.finish()).bind(wanted.finish()).fetch_all(connection).await?;
    for row in rows {
        let reference: String = row.try_get(1)?;
        let hash: Option<Vec<u8>> = row.try_get(4)?;
        let hash = hash
            .and_then(|hash| Hash::try_from(hash).ok())
            .ok_or_else(|| StoreError::Broken(format!("{reference} lacks its last entry")))?;
        let found = Standing { reference, seq: row.try_get(2)?, rows_hash: row.try_get(3)?, hash };
        standing.insert(usize::try_from(row.try_get::<i64, _>(0)?).unwrap_or(usize::MAX), found);
    }
    Ok(standing)
}

async fn open(
    connection: &mut SqliteConnection,
    job: &EntryJob,
    new: &NewTarget,
    pages: &mut Pages,
    ledger: &mut Ledger,
) -> Result<Result<Appended, Refusal>, StoreError> {
    let kept = sqlx::query("SELECT 1 FROM procedure_version WHERE id = ? AND version = ? AND hash = ?")
        .bind(new.procedure.clone())
        .bind(new.version.clone())
        .bind(new.hash.clone())
        .fetch_optional(&mut *connection)
        .await?;
    if kept.is_none() {
        return Ok(Err(Refusal::UnknownProcedure { id: new.procedure.clone(), version: new.version.clone() }));
    }
    // A pattern without a year numbers all years on.
    let year = if new.pattern.contains("{year}") { new.year } else { 0 };
    sqlx::query("SAVEPOINT numbered").execute(&mut *connection).await?;
    let serial: i64 =
        sqlx::query(SERIAL_NEXT).bind(new.pattern.clone()).bind(year).fetch_one(&mut *connection).await?.try_get(0)?;
    let reference = new.pattern.replace("{year}", &new.year.to_string()).replace("{serial}", &format!("{serial:05}"));
    let before = ledger.clone();
    let head = CaseHead {
        id: ledger.next_case(),
        reference,
        procedure: new.procedure.clone(),
        version: new.version.clone(),
        hash: new.hash.clone(),
    };
    // A mistake in the engine must not end the one task that writes.
    let rows = catch_unwind(AssertUnwindSafe(|| (new.rows_for)(&head)));
    let refusal = match rows
        .unwrap_or_else(|_| Err("the rows of the case could not be derived: this is a fault of the program".to_owned()))
    {
        Err(reason) => Some(Refusal::Invalid(reason)),
        Ok(rows) if is_walled(connection, job, &rows.walled).await? => Some(Refusal::Walled),
        Ok(rows) => {
            let flat = Flat::new(head.id, &rows)?;
            let first = case_hash(head.id, &head.reference, &head.procedure, &head.version, &head.hash);
            let last_seq = pages.entries(job, head.id, 0, first, ledger)?;
            let row = (&head.reference, &head.procedure, &head.version, &head.hash, last_seq, hex::encode(flat.hash));
            pages.opened.push(&nested(&flat.head, &text(&row)?));
            pages.derived.change(&Before::Nothing, &flat)?;
            None
        }
    };
    if let Some(refusal) = refusal {
        // No number is used up by a case that does not come about.
        *ledger = before;
        sqlx::query("ROLLBACK TO numbered").execute(&mut *connection).await?;
        sqlx::query("RELEASE numbered").execute(&mut *connection).await?;
        return Ok(Err(refusal));
    }
    sqlx::query("RELEASE numbered").execute(&mut *connection).await?;
    let last_seq = u32::try_from(job.entries.len()).unwrap_or(u32::MAX);
    let appended = Appended { case: head.id, reference: head.reference, first_seq: 1, last_seq };
    pages.around(job, &appended)?;
    Ok(Ok(appended))
}

/// Whether whoever asks is among these people, under any of their records.
async fn is_walled(connection: &mut SqliteConnection, job: &EntryJob, walled: &[i64]) -> Result<bool, StoreError> {
    if walled.is_empty() {
        return Ok(false);
    }
    let found = sqlx::query(visible!("me_among.sql"))
        .bind(format!("[{}]", job.asking))
        .bind(text(&walled)?)
        .fetch_optional(connection)
        .await?;
    Ok(found.is_some())
}

fn append(
    job: &EntryJob,
    case: CaseId,
    standing: &Standing,
    old: Option<&Flat>,
    new: &Flat,
    pages: &mut Pages,
    ledger: &mut Ledger,
) -> Result<Appended, StoreError> {
    let last_seq = pages.entries(job, case, standing.seq, standing.hash, ledger)?;
    pages.changed.push(&nested(&new.head, &text(&(last_seq, hex::encode(new.hash)))?));
    if standing.rows_hash != new.hash {
        let before = match old {
            Some(old) if standing.rows_hash == old.hash => Before::Known(old),
            _ => Before::Unknown,
        };
        pages.derived.change(&before, new)?;
    }
    let appended = Appended { case, reference: standing.reference.clone(), first_seq: standing.seq + 1, last_seq };
    pages.around(job, &appended)?;
    Ok(appended)
}

/// A row that holds another row as its first column.
pub(crate) fn nested(inner: &str, outer: &str) -> String {
    format!("[{inner},{}", outer.strip_prefix('[').unwrap_or(outer))
}

/// All that a group writes, table by table.
#[derive(Default)]
struct Pages {
    opened: Batch,
    changed: Batch,
    entries: Batch,
    outbox: Batch,
    forms: Batch,
    derived: Derived,
}

impl Pages {
    /// Links the entries of a request to those before. Gives the number of the last one.
    fn entries(&mut self, job: &EntryJob, case: CaseId, seq: u32, prev: Hash, ledger: &mut Ledger) -> Result<u32, StoreError> {
        let (mut seq, mut prev) = (seq, prev);
        for entry in &job.entries {
            seq += 1;
            let link = Link {
                prev: &prev,
                case,
                seq,
                happened: entry.happened,
                recorded: entry.recorded,
                by: entry.by,
                role: entry.role.as_deref(),
                frame: &entry.frame,
                content_hash: &entry.content_hash,
            };
            let hash = link.hash();
            self.entries.add(&EntryRow(
                ledger.next_pos(hash),
                case,
                seq,
                entry.happened,
                entry.recorded,
                entry.by,
                entry.role.as_deref(),
                &entry.frame,
                &entry.content,
                hex::encode(entry.salt),
                hex::encode(entry.content_hash),
                hex::encode(prev),
                hex::encode(hash),
            ))?;
            self.derived.traces(case, seq, entry.recorded, &entry.traces)?;
            prev = hash;
        }
        Ok(seq)
    }

    /// What stands around the entries of a request.
    fn around(&mut self, job: &EntryJob, appended: &Appended) -> Result<(), StoreError> {
        for item in &job.outbox {
            self.outbox.add(&(appended.case, appended.last_seq, &item.kind, &item.payload, item.created))?;
        }
        if let Some(key) = &job.form_key {
            self.forms.add(&(job.person, key, appended.case, appended.first_seq, appended.last_seq))?;
        }
        Ok(())
    }

    async fn write(self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        write(connection, include_str!("../sql/sqlite/case_insert.sql"), self.opened).await?;
        write(connection, include_str!("../sql/sqlite/case_update.sql"), self.changed).await?;
        write(connection, include_str!("../sql/sqlite/entry_insert.sql"), self.entries).await?;
        self.derived.write(connection).await?;
        write(connection, OUTBOX_INSERT, self.outbox).await?;
        write(connection, FORM_INSERT, self.forms).await
    }
}

/// Writes many rows with one statement; none: nothing is done.
pub(crate) async fn write(connection: &mut SqliteConnection, sql: &'static str, rows: Batch) -> Result<(), StoreError> {
    if let Some(rows) = rows.finish() {
        sqlx::query(sql).bind(rows).execute(connection).await?;
    }
    Ok(())
}

/// Says in plain words why the layout refused a request.
pub(crate) async fn explain(connection: &mut SqliteConnection, job: &EntryJob, error: StoreError) -> Result<Refusal, StoreError> {
    let people: BTreeSet<i64> = job.entries.iter().map(|entry| entry.by).collect();
    let unknown: Vec<i64> =
        missing(connection, "SELECT value FROM json_each(?1) WHERE value NOT IN (SELECT id FROM person)", &people).await?;
    if let Some(person) = unknown.first() {
        return Ok(Refusal::Invalid(format!("person {person} is not in the directory: add them before they act")));
    }
    let documents: BTreeSet<&String> = job.entries.iter().flat_map(|entry| &entry.traces.documents).collect();
    let unknown: Vec<String> =
        missing(connection, "SELECT value FROM json_each(?1) WHERE value NOT IN (SELECT sha256 FROM document)", &documents)
            .await?;
    if let Some(document) = unknown.first() {
        return Ok(Refusal::Invalid(format!("the document {document} is not kept: keep it before an entry refers to it")));
    }
    Ok(Refusal::Store(error))
}

async fn missing<T, V>(connection: &mut SqliteConnection, sql: &'static str, among: &V) -> Result<Vec<T>, StoreError>
where
    V: serde::Serialize,
    T: for<'r> sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
{
    let rows = sqlx::query(sql).bind(text(among)?).fetch_all(connection).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}
