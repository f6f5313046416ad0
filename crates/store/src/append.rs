//! What callers hand in to open a case or to append to one, made ready for the writer: everything that can be computed
//! without the database is computed here, by the caller's own task.

use std::collections::BTreeSet;

use casework::entry::Kept;
use casework::{Actor, CaseId, Rows};
use jiff::Timestamp;
use procedure::PersonId;
use serde::Serialize;
use serde_json::Value as Json;
use tokio::sync::oneshot;

use crate::cases::CaseHead;
use crate::chain::{Hash, Salt, canonical, content_hash};
use crate::directory::NewPerson;
use crate::error::{AppendError, Appended, OpenCaseError, Opened, StoreError, Taken};
use crate::flat::Flat;
use crate::moment::{from_micros, micros};
use crate::store::Store;
use crate::visible::asking;
use crate::writer::Job;

/// An entry to be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEntry {
    /// When it happened.
    pub happened: Timestamp,
    /// When it is recorded: never before it happened.
    pub recorded: Timestamp,
    /// Who did it.
    pub by: PersonId,
    /// The name of the role in which they did it; none when they acted as a person whom the case names.
    pub role: Option<String>,
    /// What, as `Act::keep` wrote it.
    pub kept: Kept,
}

/// Something to be done outside once the entries are on disk: a letter to post, a notice to send.
#[derive(Debug, Clone, PartialEq)]
pub struct OutboxItem {
    /// What kind of work.
    pub kind: String,
    /// What the worker needs to know.
    pub payload: Json,
}

/// Derives the rows of a case that is being opened, as soon as its id and reference are known. It runs in the one
/// writer, so it must not wait for anything.
pub type RowsFor = Box<dyn Fn(&CaseHead) -> Result<Rows, String> + Send + Sync>;

/// Makes the references that a case may get, by number from 0: it gets the first that no other case has. The caller draws them, so
/// that the store needs no randomness. It runs in the one writer, so it must not wait for anything.
pub type References = Box<dyn Fn(u32) -> String + Send + Sync>;

/// A case to be opened.
pub struct NewCase {
    /// The id of its procedure.
    pub procedure: String,
    /// The procedure's version.
    pub version: String,
    /// The hash under which that version is kept.
    pub hash: String,
    /// The references that it may get.
    pub references: References,
    /// What happened first.
    pub entries: Vec<NewEntry>,
    /// The rows derived from these entries.
    pub rows_for: RowsFor,
    /// What is to be done outside.
    pub outbox: Vec<OutboxItem>,
    /// People whom it names and who are added with it, under numbers of `Store::people_reserve`.
    pub people: Vec<(PersonId, NewPerson)>,
    /// The key of the form that was sent, so that sending it twice opens one case. Of a case that an append opens it is
    /// not kept: the key of the append stands for all that it does.
    pub form_key: Option<String>,
}

/// Entries to be appended to a case, with all that follows from them.
pub struct Append<'a> {
    /// The case.
    pub case: CaseId,
    /// The number of the last entry that the caller knows of.
    pub expected_seq: u32,
    /// What happened.
    pub entries: Vec<NewEntry>,
    /// The rows derived from the entries up to `expected_seq`: only rows that differ are written. None, or rows other
    /// than those that were written last: all rows of the case are written again.
    pub old_rows: Option<&'a Rows>,
    /// The rows derived from all entries, the new ones included.
    pub new_rows: &'a Rows,
    /// What is to be done outside.
    pub outbox: Vec<OutboxItem>,
    /// The key of the form that was sent, so that sending it twice appends once.
    pub form_key: Option<String>,
    /// People whom it names and who are added with it, under numbers of `Store::people_reserve`.
    pub people: Vec<(PersonId, NewPerson)>,
    /// Cases that are opened with it, in order. Whoever acts may be somebody who must not learn of one of them.
    pub opens: Vec<NewCase>,
    /// Whether the content of all entries before these is destroyed, with what was still to be done outside for them and
    /// the documents that nothing else refers to. One of the new entries must list all that still have their content. The
    /// rows are replaced by `new_rows`, as always, so these must say nothing of it.
    pub erases: bool,
    /// The version, and the hash under which it is kept, that the case is run under from now on. The last of the new
    /// entries that moves the case must say the same.
    pub moves: Option<(String, String)>,
}

impl<'a> Append<'a> {
    /// An append of nothing yet, for the other fields to be named: `Append { entries, ..Append::new(case, 3, &rows) }`.
    #[must_use]
    pub fn new(case: CaseId, expected_seq: u32, new_rows: &'a Rows) -> Self {
        Self {
            case,
            expected_seq,
            entries: Vec::new(),
            old_rows: None,
            new_rows,
            outbox: Vec::new(),
            form_key: None,
            people: Vec::new(),
            opens: Vec::new(),
            erases: false,
            moves: None,
        }
    }
}

impl Store {
    /// Opens a case: makes its reference, keeps its first entries and the rows derived from them, all or nothing.
    ///
    /// # Errors
    /// See [`OpenCaseError`].
    pub async fn case_open(&self, actor: &Actor, new: NewCase) -> Result<Opened, OpenCaseError> {
        let form_key = new.form_key.clone();
        let Opening { new, record } = Opening::new(new).map_err(OpenCaseError::Invalid)?;
        let (answer, answered) = oneshot::channel();
        let job = EntryJob {
            asking: asking(actor),
            person: actor.person,
            form_key,
            record,
            target: Target::New(Box::new(new)),
            answer: Answer::Opened(answer),
        };
        self.send(Job::Entries(Box::new(job))).await?;
        answered.await.map_err(|_| StoreError::Closed)?
    }

    /// Opens several cases that do not hang together, all or nothing: a sheet that is read in. Until they are on disk nothing
    /// else is written. The same form sent twice opens them once.
    ///
    /// # Errors
    /// See [`OpenCaseError`]; [`OpenCaseError::AlreadyDone`] names the first of them.
    pub async fn case_open_all(
        &self,
        actor: &Actor,
        new: Vec<NewCase>,
        form_key: Option<String>,
    ) -> Result<Vec<Opened>, OpenCaseError> {
        let all = new.into_iter().map(Opening::new).collect::<Result<Vec<_>, _>>().map_err(OpenCaseError::Invalid)?;
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let (answer, answered) = oneshot::channel();
        let job = EntryJob {
            asking: asking(actor),
            person: actor.person,
            form_key,
            record: Record { entries: Vec::new(), outbox: Vec::new() },
            target: Target::Several(all),
            answer: Answer::Several(answer),
        };
        self.send(Job::Entries(Box::new(job))).await?;
        answered.await.map_err(|_| StoreError::Closed)?
    }

    /// Appends entries to a case, with the rows derived from them, the cases that are opened with them, what is destroyed
    /// and what is to be done outside, all or nothing. When this returns, all of it is on disk.
    ///
    /// # Errors
    /// [`AppendError::Stale`] with what came in between when the case has other entries than the caller expected; see
    /// [`AppendError`] for the others.
    pub async fn case_append(&self, actor: &Actor, append: Append<'_>) -> Result<Appended, AppendError> {
        let record = Record::new(&append.entries, &append.outbox).map_err(AppendError::Invalid)?;
        let said = Said::of(&append.entries);
        said.check(append.expected_seq, append.erases, append.moves.as_ref()).map_err(AppendError::Invalid)?;
        let opens = append.opens.into_iter().map(Opening::new).collect::<Result<_, _>>().map_err(AppendError::Invalid)?;
        let old = append.old_rows.map(|rows| Flat::new(append.case, rows)).transpose()?;
        let new = Flat::new(append.case, append.new_rows)?;
        let (answer, answered) = oneshot::channel();
        let job = EntryJob {
            asking: asking(actor),
            person: actor.person,
            form_key: append.form_key,
            record,
            target: Target::Case(Box::new(CaseTarget {
                case: append.case,
                expected_seq: append.expected_seq,
                people: append.people,
                old,
                new,
                opens,
                erases: append.erases.then_some(said.erased),
                moves: said.moved.first().map(|(from, ..)| from.clone()).zip(append.moves),
            })),
            answer: Answer::Appended(answer),
        };
        self.send(Job::Entries(Box::new(job))).await?;
        answered.await.map_err(|_| StoreError::Closed)?
    }
}

/// A request to put entries into a case, ready for the writer.
pub(crate) struct EntryJob {
    /// Who asks, as `visible.sql` wants to know it.
    pub(crate) asking: String,
    pub(crate) person: PersonId,
    pub(crate) form_key: Option<String>,
    pub(crate) record: Record,
    pub(crate) target: Target,
    pub(crate) answer: Answer,
}

impl EntryJob {
    /// The latest time at which one of its entries says that it was recorded.
    pub(crate) fn recorded(&self) -> Option<Timestamp> {
        let opens = match &self.target {
            Target::New(_) => &[][..],
            Target::Several(opens) => opens,
            Target::Case(case) => &case.opens,
        };
        let all = opens.iter().map(|opening| &opening.record).chain([&self.record]);
        let latest = all.flat_map(|record| &record.entries).map(|entry| entry.recorded).max()?;
        from_micros(latest).ok()
    }
}

pub(crate) enum Target {
    New(Box<NewTarget>),
    /// Several cases, all or none of them.
    Several(Vec<Opening>),
    Case(Box<CaseTarget>),
}

/// What is recorded in one case.
pub(crate) struct Record {
    pub(crate) entries: Vec<Prepared>,
    pub(crate) outbox: Vec<PreparedItem>,
}

impl Record {
    fn new(entries: &[NewEntry], outbox: &[OutboxItem]) -> Result<Self, String> {
        Ok(Self { entries: prepare(entries)?, outbox: prepare_outbox(outbox, entries) })
    }
}

pub(crate) struct CaseTarget {
    pub(crate) case: CaseId,
    pub(crate) expected_seq: u32,
    /// People who are added with it.
    pub(crate) people: Vec<(PersonId, NewPerson)>,
    /// The rows that the caller believes in.
    pub(crate) old: Option<Flat>,
    /// The rows that follow.
    pub(crate) new: Flat,
    pub(crate) opens: Vec<Opening>,
    /// The entries that the new ones list as destroyed, when that is to be done.
    pub(crate) erases: Option<BTreeSet<u32>>,
    /// The version that the case is moved from, with the version and its hash that it is moved to.
    pub(crate) moves: Option<(String, (String, String))>,
}

/// A case to be opened, ready for the writer.
pub(crate) struct Opening {
    pub(crate) new: NewTarget,
    pub(crate) record: Record,
}

impl Opening {
    fn new(new: NewCase) -> Result<Self, String> {
        let record = Record::new(&new.entries, &new.outbox)?;
        Said::of(&new.entries).check(0, false, None)?;
        let new = NewTarget {
            procedure: new.procedure,
            version: new.version,
            hash: new.hash,
            references: new.references,
            rows_for: new.rows_for,
            people: new.people,
        };
        Ok(Self { new, record })
    }
}

pub(crate) struct NewTarget {
    pub(crate) procedure: String,
    pub(crate) version: String,
    pub(crate) hash: String,
    pub(crate) references: References,
    pub(crate) rows_for: RowsFor,
    /// People who are added with it.
    pub(crate) people: Vec<(PersonId, NewPerson)>,
}

pub(crate) enum Answer {
    Opened(oneshot::Sender<Result<Opened, OpenCaseError>>),
    Several(oneshot::Sender<Result<Vec<Opened>, OpenCaseError>>),
    Appended(oneshot::Sender<Result<Appended, AppendError>>),
}

/// Why a request was refused, before it is said in the words of opening or appending.
#[derive(Debug)]
pub(crate) enum Refusal {
    Stale { seq_now: u32, since: Vec<crate::error::Since> },
    AlreadyDone(Appended),
    NotFound,
    Walled,
    UnknownProcedure { id: String, version: String },
    Taken(Taken),
    Invalid(String),
    Store(StoreError),
}

impl Answer {
    /// Tells whoever waits; they may have gone.
    pub(crate) fn send(self, outcome: Result<Appended, Refusal>) {
        match self {
            Self::Opened(waiting) => {
                let _ = waiting.send(outcome.map(first).map_err(unopened));
            }
            Self::Several(waiting) => {
                let all = |mut done: Appended| {
                    let rest = std::mem::take(&mut done.opened);
                    std::iter::once(first(done)).chain(rest).collect()
                };
                let _ = waiting.send(outcome.map(all).map_err(unopened));
            }
            Self::Appended(waiting) => {
                let _ = waiting.send(outcome.map_err(|refusal| match refusal {
                    Refusal::Stale { seq_now, since } => AppendError::Stale { seq_now, since },
                    Refusal::AlreadyDone(done) => AppendError::AlreadyDone(done),
                    Refusal::Taken(taken) => AppendError::Taken(taken),
                    Refusal::Invalid(reason) => AppendError::Invalid(reason),
                    Refusal::Store(error) => AppendError::Store(error),
                    Refusal::UnknownProcedure { id, version } => AppendError::UnknownProcedure { id, version },
                    Refusal::NotFound | Refusal::Walled => AppendError::NotFound,
                }));
            }
        }
    }
}

/// The case that was opened first.
fn first(done: Appended) -> Opened {
    Opened { id: done.case, reference: done.reference, seq: done.last_seq }
}

/// Why no case was opened, in the words of opening.
fn unopened(refusal: Refusal) -> OpenCaseError {
    match refusal {
        Refusal::AlreadyDone(done) => OpenCaseError::AlreadyDone(first(done)),
        Refusal::Walled => OpenCaseError::Walled,
        Refusal::UnknownProcedure { id, version } => OpenCaseError::UnknownProcedure { id, version },
        Refusal::Taken(taken) => OpenCaseError::Taken(taken),
        Refusal::Invalid(reason) => OpenCaseError::Invalid(reason),
        Refusal::Store(error) => OpenCaseError::Store(error),
        Refusal::Stale { .. } | Refusal::NotFound => OpenCaseError::Store(StoreError::Closed),
    }
}

/// What entries say of the case itself: which of its entries were destroyed, and which versions it was moved between.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) erases: bool,
    pub(crate) erased: BTreeSet<u32>,
    /// From which version, to which one, and its hash.
    pub(crate) moved: Vec<(String, String, String)>,
}

impl Said {
    fn of(entries: &[NewEntry]) -> Self {
        let mut said = Self::default();
        entries.iter().for_each(|entry| said.hear(&entry.kept.frame));
        said
    }

    /// Takes in what the frame of the next entry says.
    pub(crate) fn hear(&mut self, frame: &Json) {
        let word = |key: &str| frame.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
        match word("act").as_str() {
            ERASE => {
                self.erases = true;
                let listed = list(frame, "entries").iter().filter_map(Json::as_u64);
                self.erased.extend(listed.filter_map(|seq| u32::try_from(seq).ok()));
            }
            MOVED => self.moved.push((word("from"), word("to"), word("hash"))),
            _ => {}
        }
    }

    /// Refuses what is said and not done, and what is done and not said.
    fn check(&self, seq: u32, erases: bool, moves: Option<&(String, String)>) -> Result<(), String> {
        if self.erases != erases {
            return Err(if erases {
                "content cannot be destroyed without an entry that says which".to_owned()
            } else {
                "an entry says that content was destroyed, but it is to be kept".to_owned()
            });
        }
        if let Some(later) = self.erased.iter().find(|listed| **listed == 0 || **listed > seq) {
            return Err(format!("entry {later} is none of those before, so it cannot be destroyed"));
        }
        if self.moved.windows(2).any(|pair| matches!(pair, [(_, to, _), (from, ..)] if to != from)) {
            return Err("the case is moved from a version that it was not moved to before".to_owned());
        }
        if self.moved.last().map(|(_, to, hash)| (to, hash)) != moves.map(|(version, hash)| (version, hash)) {
            return Err("the version that the case is moved to is not the one that its entries say".to_owned());
        }
        Ok(())
    }
}

/// The kind of an entry that says which entries lost their content lawfully, as `{"act": "erase", "entries": [1, 2]}`.
const ERASE: &str = "erase";

/// The kind of an entry that says to which version the case was moved, as `{"act": "moved", "from": …, "to": …, "hash": …}`.
const MOVED: &str = "moved";

/// An entry ready to be written.
pub(crate) struct Prepared {
    pub(crate) happened: i64,
    pub(crate) recorded: i64,
    pub(crate) by: PersonId,
    pub(crate) role: Option<String>,
    pub(crate) frame: String,
    pub(crate) content: String,
    pub(crate) salt: Salt,
    pub(crate) content_hash: Hash,
    pub(crate) traces: Traces,
}

/// An item of the outbox ready to be written.
pub(crate) struct PreparedItem {
    pub(crate) kind: String,
    pub(crate) payload: String,
    pub(crate) created: i64,
}

/// What the store itself derives from an entry: notices to show and documents referred to.
#[derive(Debug, Default)]
pub(crate) struct Traces {
    pub(crate) notices: Vec<SentTo>,
    pub(crate) documents: Vec<String>,
}

/// A notice and whom it went to.
#[derive(Debug)]
pub(crate) struct SentTo {
    pub(crate) notice: String,
    /// JSON: a list of label and text.
    pub(crate) carries: String,
    pub(crate) roles: Vec<String>,
    pub(crate) people: Vec<PersonId>,
}

impl Traces {
    /// Reads a kept entry. One whose content was erased (none) refers to no document, and its notices carry nothing.
    pub(crate) fn of(frame: &Json, content: Option<&Json>) -> Self {
        let mut traces = Self::default();
        if content.is_some() {
            let sha256 = |json: &Json| json.get("sha256").and_then(Json::as_str).map(str::to_owned);
            traces.documents.extend(sha256(frame));
            traces.documents.extend(list(frame, "letters").iter().filter_map(sha256));
            traces.documents.sort();
            traces.documents.dedup();
        }
        let carried = content.map_or(&[][..], |content| list(content, "notices"));
        for (item, sent) in list(frame, "notices").iter().enumerate() {
            traces.notices.push(SentTo {
                notice: sent.get("notice").and_then(Json::as_str).unwrap_or_default().to_owned(),
                carries: carried.get(item).map_or_else(|| "[]".to_owned(), canonical),
                roles: list(sent, "to").iter().filter_map(Json::as_str).map(str::to_owned).collect(),
                people: list(sent, "people").iter().filter_map(Json::as_i64).collect(),
            });
        }
        traces
    }
}

fn list<'a>(json: &'a Json, key: &str) -> &'a [Json] {
    json.get(key).and_then(Json::as_array).map_or(&[], Vec::as_slice)
}

fn prepare(entries: &[NewEntry]) -> Result<Vec<Prepared>, String> {
    if entries.is_empty() {
        return Err("there is nothing to record".to_owned());
    }
    entries.iter().map(prepare_entry).collect()
}

fn prepare_entry(entry: &NewEntry) -> Result<Prepared, String> {
    let (happened, recorded) = (micros(entry.happened), micros(entry.recorded));
    if recorded < happened {
        return Err("something cannot be recorded before it happened: check the date and time".to_owned());
    }
    let content = canonical(&entry.kept.content);
    let mut salt = Salt::default();
    getrandom::fill(&mut salt).map_err(|error| format!("the system gives no random bytes ({error}): nothing was saved"))?;
    Ok(Prepared {
        happened,
        recorded,
        by: entry.by,
        role: entry.role.clone(),
        frame: canonical(&entry.kept.frame),
        content_hash: content_hash(&salt, &content),
        content,
        salt,
        traces: Traces::of(&entry.kept.frame, Some(&entry.kept.content)),
    })
}

fn prepare_outbox(items: &[OutboxItem], entries: &[NewEntry]) -> Vec<PreparedItem> {
    let created = entries.last().map_or(0, |entry| micros(entry.recorded));
    let item = |item: &OutboxItem| PreparedItem { kind: item.kind.clone(), payload: canonical(&item.payload), created };
    items.iter().map(item).collect()
}

/// An entry as a row of `entry_insert.sql`.
#[derive(Serialize)]
pub(crate) struct EntryRow<'a>(
    pub(crate) i64,
    pub(crate) CaseId,
    pub(crate) u32,
    pub(crate) i64,
    pub(crate) i64,
    pub(crate) PersonId,
    pub(crate) Option<&'a str>,
    pub(crate) &'a str,
    pub(crate) &'a str,
    pub(crate) String,
    pub(crate) String,
    pub(crate) String,
    pub(crate) String,
);
