//! Checks a group of requests for entries against what is on disk, and writes those that stand with a few statements
//! for the whole group.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use casework::CaseId;
use procedure::PersonId;
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use crate::append::{CaseTarget, EntryJob, EntryRow, NewTarget, Opening, Prepared, Record, References, Refusal, Target};
use crate::cases::{CaseHead, entries_after};
use crate::chain::{Hash, Link, case_hash};
use crate::derived::{Before, Derived};
use crate::directory::{self, NewPerson};
use crate::erasure;
use crate::error::{Appended, Opened, Since, StoreError};
use crate::flat::{Batch, Flat, Key, text};
use crate::forms::{opened, opened_text};
use crate::keys::Keys;
use crate::visible::visible;
use crate::writer::Ledger;

/// How many entries a caller whose request is stale is told of.
const MOST_SINCE: u32 = 100;

/// What is to be done outside, as a row.
const OUTBOX_INSERT: &str = "INSERT INTO outbox (case_id, seq, kind, payload, created) \
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM jsonb_each(?1)";

const FORM_INSERT: &str = "INSERT INTO form_key (person, token, case_id, first_seq, last_seq, opened) \
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM jsonb_each(?1)";

const MOVE: &str = "UPDATE \"case\" SET run_version = row.value ->> 1, run_hash = row.value ->> 2 \
    FROM jsonb_each(?1) AS row WHERE \"case\".id = row.value ->> 0";

const FORM_FIND: &str = "SELECT asked.value ->> 0, form_key.case_id, \"case\".reference, form_key.first_seq, form_key.last_seq, form_key.opened \
    FROM jsonb_each(?1) AS asked \
    JOIN form_key ON form_key.person = asked.value ->> 1 AND form_key.token = asked.value ->> 2 \
    JOIN \"case\" ON \"case\".id = form_key.case_id";

/// How many references are tried for a case before it is refused.
const MOST_TRIES: u32 = 10_000;

/// A case as it stands before an append.
struct Standing {
    reference: String,
    seq: u32,
    rows_hash: Vec<u8>,
    hash: Hash,
    procedure: String,
    /// The version that it is run under.
    version: String,
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
            Target::Several(all) => match done.get(&n) {
                Some(done) => Err(Refusal::AlreadyDone(done.clone())),
                None => open_all(connection, job, all, &mut pages, ledger).await?,
            },
            Target::Case(target) => match (standing.get(&n), done.get(&n)) {
                (None, _) => Err(Refusal::NotFound),
                (Some(_), Some(done)) => Err(Refusal::AlreadyDone(done.clone())),
                (Some(standing), None) if standing.seq != target.expected_seq => {
                    let since = entries_after(connection, target.case, target.expected_seq, MOST_SINCE).await?;
                    Err(Refusal::Stale { seq_now: standing.seq, since: since.into_iter().map(Since::from).collect() })
                }
                (Some(standing), None) => append(connection, job, target, standing, &mut pages, ledger).await?,
            },
        };
        outcomes.push(outcome);
    }
    let erased = std::mem::take(&mut pages.erased);
    pages.write(connection).await?;
    for (case, seq) in erased {
        erasure::erase(connection, case, seq).await?;
        ledger.erases = true;
    }
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
                opened: opened(row.try_get(5)?)?,
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
            Target::Case(target) => target.case.to_string(),
            Target::New(_) | Target::Several(_) => "null".to_owned(),
        });
    }
    let mut standing = BTreeMap::new();
    if group.iter().all(|job| matches!(job.target, Target::New(_) | Target::Several(_))) {
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
        let found = Standing {
            reference,
            seq: row.try_get(2)?,
            rows_hash: row.try_get(3)?,
            hash,
            procedure: row.try_get(5)?,
            version: row.try_get(6)?,
        };
        standing.insert(usize::try_from(row.try_get::<i64, _>(0)?).unwrap_or(usize::MAX), found);
    }
    Ok(standing)
}

/// A case whose reference is found and whose rows are derived.
struct Ready<'a> {
    head: CaseHead,
    flat: Flat,
    record: &'a Record,
    people: &'a [(PersonId, NewPerson)],
}

impl Ready<'_> {
    /// What no other case may have the same.
    fn keys(&self) -> impl Iterator<Item = (CaseId, &Key)> {
        self.flat.held.iter().map(|key| (self.head.id, key))
    }
}

async fn open(
    connection: &mut SqliteConnection,
    job: &EntryJob,
    new: &NewTarget,
    pages: &mut Pages,
    ledger: &mut Ledger,
) -> Result<Result<Appended, Refusal>, StoreError> {
    let before = ledger.clone();
    let mut ready = ready(connection, new, &job.record, Some(job), &[&pages.references], ledger).await?;
    if let Ok(one) = &ready
        && let Some(taken) = pages.keys.held(connection, &one.keys().collect::<Vec<_>>()).await?
    {
        ready = Err(Refusal::Taken(taken));
    }
    let ready = match ready {
        Ok(ready) => ready,
        Err(refusal) => {
            *ledger = before;
            return Ok(Err(refusal));
        }
    };
    add(connection, ready.people).await?;
    let Opened { id, reference, seq } = pages.opening(&ready, ledger)?;
    let appended = Appended { case: id, reference, first_seq: 1, last_seq: seq, opened: Vec::new() };
    pages.form(job, &appended)?;
    Ok(Ok(appended))
}

/// Adds those whom an entry names, now that it is kept.
async fn add(connection: &mut SqliteConnection, people: &[(PersonId, NewPerson)]) -> Result<(), StoreError> {
    for (id, new) in people {
        directory::insert(connection, *id, new).await?;
    }
    Ok(())
}

/// Opens several cases, all or none of them.
async fn open_all(
    connection: &mut SqliteConnection,
    job: &EntryJob,
    all: &[Opening],
    pages: &mut Pages,
    ledger: &mut Ledger,
) -> Result<Result<Appended, Refusal>, StoreError> {
    let all = match ready_all(connection, all, Some(job), &[], pages, ledger).await? {
        Ok(all) => all,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut opened = Vec::with_capacity(all.len());
    for ready in &all {
        add(connection, ready.people).await?;
        opened.push(pages.opening(ready, ledger)?);
    }
    if opened.is_empty() {
        return Ok(Err(Refusal::Invalid("there is no case to open".to_owned())));
    }
    let Opened { id, reference, seq } = opened.remove(0);
    let appended = Appended { case: id, reference, first_seq: 1, last_seq: seq, opened };
    pages.form(job, &appended)?;
    Ok(Ok(appended))
}

/// The first of a case's references that no case has, on disk or among these; `None` when that many were tried in vain.
async fn free_reference(
    connection: &mut SqliteConnection,
    references: &References,
    given: &[&HashSet<String>],
) -> Result<Option<String>, StoreError> {
    for number in 0..MOST_TRIES {
        let reference = references(number);
        if given.iter().any(|given| given.contains(&reference)) {
            continue;
        }
        let held = sqlx::query("SELECT 1 FROM \"case\" WHERE reference = ?").bind(reference.clone());
        if held.fetch_optional(&mut *connection).await?.is_none() {
            return Ok(Some(reference));
        }
    }
    Ok(None)
}

/// Finds a reference for a case that is to be opened and derives its rows. `job`: the person who asks must not be walled out of it.
/// `given`: references that cases get which are not on disk yet.
async fn ready<'a>(
    connection: &mut SqliteConnection,
    new: &'a NewTarget,
    record: &'a Record,
    job: Option<&EntryJob>,
    given: &[&HashSet<String>],
    ledger: &mut Ledger,
) -> Result<Result<Ready<'a>, Refusal>, StoreError> {
    if !is_kept(connection, &new.procedure, &new.version, &new.hash).await? {
        return Ok(Err(Refusal::UnknownProcedure { id: new.procedure.clone(), version: new.version.clone() }));
    }
    let Some(reference) = free_reference(connection, &new.references, given).await? else {
        return Ok(Err(Refusal::Invalid("no reference is free".to_owned())));
    };
    let head = CaseHead {
        id: ledger.next_case(),
        reference,
        procedure: new.procedure.clone(),
        version: new.version.clone(),
        hash: new.hash.clone(),
    };
    // A mistake in the engine must not end the one task that writes.
    let rows = catch_unwind(AssertUnwindSafe(|| (new.rows_for)(&head)));
    let rows =
        rows.unwrap_or_else(|_| Err("the rows of the case could not be derived: this is a fault of the program".to_owned()));
    let rows = match rows {
        Ok(rows) => rows,
        Err(reason) => return Ok(Err(Refusal::Invalid(reason))),
    };
    if let Some(job) = job
        && is_walled(connection, job, &rows.walled).await?
    {
        return Ok(Err(Refusal::Walled));
    }
    Ok(Ok(Ready { flat: Flat::new(head.id, &rows)?, head, record, people: &new.people }))
}

/// Whether a version of a procedure is kept with this hash.
async fn is_kept(connection: &mut SqliteConnection, id: &str, version: &str, hash: &str) -> Result<bool, StoreError> {
    let kept = sqlx::query("SELECT 1 FROM procedure_version WHERE id = ? AND version = ? AND hash = ?")
        .bind(id.to_owned())
        .bind(version.to_owned())
        .bind(hash.to_owned())
        .fetch_optional(connection)
        .await?;
    Ok(kept.is_some())
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

async fn append(
    connection: &mut SqliteConnection,
    job: &EntryJob,
    target: &CaseTarget,
    standing: &Standing,
    pages: &mut Pages,
    ledger: &mut Ledger,
) -> Result<Result<Appended, Refusal>, StoreError> {
    if let Some(refusal) = refused(connection, target, standing).await? {
        return Ok(Err(refusal));
    }
    let case = target.case;
    let before = target.old.as_ref().map_or(&[][..], |old| &old.held);
    // What stays as it is, and what only another version of the procedure compares, is not asked for.
    let asked = target.new.held.iter().filter(|key| target.moves.is_none() && !before.contains(key));
    let asked: Vec<(CaseId, &Key)> = asked.map(|key| (case, key)).collect();
    let opens = match ready_all(connection, &target.opens, None, &asked, pages, ledger).await? {
        Ok(opens) => opens,
        Err(refusal) => return Ok(Err(refusal)),
    };
    add(connection, &target.people).await?;
    for ready in &opens {
        add(connection, ready.people).await?;
    }
    pages.keys.change(case, &standing.reference, before, &target.new.held);
    let last_seq = pages.record(&job.record, case, standing.seq, standing.hash, ledger)?;
    pages.changed.push(&nested(&target.new.head, &text(&(last_seq, hex::encode(target.new.hash)))?));
    if standing.rows_hash != target.new.hash {
        let before = match &target.old {
            Some(old) if standing.rows_hash == old.hash => Before::Known(old),
            _ => Before::Unknown,
        };
        pages.derived.change(&before, &target.new)?;
    }
    if target.erases.is_some() {
        pages.erased.push((case, standing.seq));
    }
    if let Some((_, (version, hash))) = &target.moves {
        pages.moved.add(&(case, version, hash))?;
    }
    let opened = opens.iter().map(|ready| pages.opening(ready, ledger)).collect::<Result<_, _>>()?;
    let appended = Appended { case, reference: standing.reference.clone(), first_seq: standing.seq + 1, last_seq, opened };
    pages.form(job, &appended)?;
    Ok(Ok(appended))
}

/// Why an append cannot stand, beyond what is asked of every one.
async fn refused(
    connection: &mut SqliteConnection,
    target: &CaseTarget,
    standing: &Standing,
) -> Result<Option<Refusal>, StoreError> {
    if let Some((from, (version, hash))) = &target.moves {
        if *from != standing.version {
            let reason = format!("{} is run under version {}, not {from}", standing.reference, standing.version);
            return Ok(Some(Refusal::Invalid(reason)));
        }
        if !is_kept(connection, &standing.procedure, version, hash).await? {
            return Ok(Some(Refusal::UnknownProcedure { id: standing.procedure.clone(), version: version.clone() }));
        }
    }
    if let Some(listed) = &target.erases {
        return Ok(erasure::unlisted(connection, target.case, standing.seq, listed).await?.map(|seq| {
            Refusal::Invalid(format!("no entry says that the content of entry {seq} of {} is destroyed", standing.reference))
        }));
    }
    Ok(None)
}

/// Makes all cases ready that are to be opened; when one cannot be opened, none is. `job`: the person who asks must not be
/// walled out of any of them. `asked`: what the case that opens them is to have, and no other may have the same.
async fn ready_all<'a>(
    connection: &mut SqliteConnection,
    opens: &'a [Opening],
    job: Option<&EntryJob>,
    asked: &[(CaseId, &Key)],
    pages: &Pages,
    ledger: &mut Ledger,
) -> Result<Result<Vec<Ready<'a>>, Refusal>, StoreError> {
    let keys = &pages.keys;
    let mut all = Vec::with_capacity(opens.len());
    if opens.is_empty() {
        return Ok(keys.held(connection, asked).await?.map_or(Ok(all), |taken| Err(Refusal::Taken(taken))));
    }
    let before = ledger.clone();
    let mut refusal = None;
    let mut given = HashSet::new();
    for opening in opens {
        match ready(connection, &opening.new, &opening.record, job, &[&pages.references, &given], ledger).await? {
            Ok(ready) => {
                given.insert(ready.head.reference.clone());
                all.push(ready);
            }
            Err(why) => {
                refusal = Some(why);
                break;
            }
        }
    }
    if refusal.is_none() {
        let asked: Vec<_> = asked.iter().copied().chain(all.iter().flat_map(Ready::keys)).collect();
        refusal = keys.held(connection, &asked).await?.map(Refusal::Taken);
    }
    Ok(match refusal {
        None => Ok(all),
        Some(refusal) => {
            *ledger = before;
            Err(refusal)
        }
    })
}

/// A row that holds another row as its first column.
pub(crate) fn nested(inner: &str, outer: &str) -> String {
    format!("[{inner},{}", outer.strip_prefix('[').unwrap_or(outer))
}

/// All that a group writes, table by table.
#[derive(Default)]
struct Pages {
    opened: Batch,
    /// The references of the cases that are opened.
    references: HashSet<String>,
    changed: Batch,
    moved: Batch,
    /// Cases whose content up to an entry is destroyed.
    erased: Vec<(CaseId, u32)>,
    entries: Batch,
    outbox: Batch,
    forms: Batch,
    derived: Derived,
    /// What cases have that no others may have the same.
    keys: Keys,
}

impl Pages {
    /// Adds a case that is opened, with all that is recorded in it.
    fn opening(&mut self, ready: &Ready<'_>, ledger: &mut Ledger) -> Result<Opened, StoreError> {
        let Ready { head, flat, record, .. } = ready;
        let first = case_hash(head.id, &head.reference, &head.procedure, &head.version, &head.hash);
        let seq = self.record(record, head.id, 0, first, ledger)?;
        let row = (&head.reference, &head.procedure, &head.version, &head.hash, seq, hex::encode(flat.hash));
        self.opened.push(&nested(&flat.head, &text(&row)?));
        self.references.insert(head.reference.clone());
        self.derived.change(&Before::Nothing, flat)?;
        self.keys.change(head.id, &head.reference, &[], &flat.held);
        Ok(Opened { id: head.id, reference: head.reference.clone(), seq })
    }

    /// Links what is recorded in a case to what was there. Gives the number of the last entry.
    fn record(&mut self, record: &Record, case: CaseId, seq: u32, prev: Hash, ledger: &mut Ledger) -> Result<u32, StoreError> {
        let (mut seq, mut prev) = (seq, prev);
        for entry in &record.entries {
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
        for item in &record.outbox {
            self.outbox.add(&(case, seq, &item.kind, &item.payload, item.created))?;
        }
        Ok(seq)
    }

    /// The form that a request came with.
    fn form(&mut self, job: &EntryJob, appended: &Appended) -> Result<(), StoreError> {
        if let Some(key) = &job.form_key {
            let opened = opened_text(&appended.opened)?;
            self.forms.add(&(job.person, key, appended.case, appended.first_seq, appended.last_seq, opened))?;
        }
        Ok(())
    }

    async fn write(self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        write(connection, include_str!("../sql/sqlite/case_insert.sql"), self.opened).await?;
        write(connection, include_str!("../sql/sqlite/case_update.sql"), self.changed).await?;
        write(connection, MOVE, self.moved).await?;
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
    let people: BTreeSet<i64> = entries(job).map(|entry| entry.by).collect();
    let unknown: Vec<i64> =
        missing(connection, "SELECT value FROM json_each(?1) WHERE value NOT IN (SELECT id FROM person)", &people).await?;
    if let Some(person) = unknown.first() {
        return Ok(Refusal::Invalid(format!("person {person} is not in the directory: add them before they act")));
    }
    let documents: BTreeSet<&String> = entries(job).flat_map(|entry| &entry.traces.documents).collect();
    let unknown: Vec<String> =
        missing(connection, "SELECT value FROM json_each(?1) WHERE value NOT IN (SELECT sha256 FROM document)", &documents)
            .await?;
    if let Some(document) = unknown.first() {
        return Ok(Refusal::Invalid(format!("the document {document} is not kept: keep it before an entry refers to it")));
    }
    Ok(Refusal::Store(error))
}

/// All entries of a request, those of the cases that it opens included.
fn entries(job: &EntryJob) -> impl Iterator<Item = &Prepared> {
    let opens = match &job.target {
        Target::Case(target) => target.opens.as_slice(),
        Target::Several(all) => all.as_slice(),
        Target::New(_) => &[],
    };
    job.record.entries.iter().chain(opens.iter().flat_map(|opening| &opening.record.entries))
}

async fn missing<T, V>(connection: &mut SqliteConnection, sql: &'static str, among: &V) -> Result<Vec<T>, StoreError>
where
    V: serde::Serialize,
    T: for<'r> sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
{
    let rows = sqlx::query(sql).bind(text(among)?).fetch_all(connection).await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}
