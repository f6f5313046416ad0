//! What callers hand in to open a case or to append to one, made ready for the writer: everything that can be computed
//! without the database is computed here, by the caller's own task.

use casework::entry::Kept;
use casework::{Actor, CaseId, Rows};
use jiff::Timestamp;
use procedure::PersonId;
use serde::Serialize;
use serde_json::Value as Json;
use tokio::sync::oneshot;

use crate::cases::CaseHead;
use crate::chain::{Hash, Salt, canonical, content_hash};
use crate::error::{AppendError, Appended, OpenCaseError, Opened, StoreError};
use crate::flat::Flat;
use crate::moment::micros;
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

/// A case to be opened.
pub struct NewCase {
    /// The id of its procedure.
    pub procedure: String,
    /// The procedure's version.
    pub version: String,
    /// The hash under which that version is kept.
    pub hash: String,
    /// How references are made, with `{serial}` and usually `{year}`.
    pub reference_pattern: String,
    /// The year of the reference; serials start from 1 in each year.
    pub year: i16,
    /// What happened first.
    pub entries: Vec<NewEntry>,
    /// The rows derived from these entries.
    pub rows_for: RowsFor,
    /// What is to be done outside.
    pub outbox: Vec<OutboxItem>,
    /// The key of the form that was sent, so that sending it twice opens one case.
    pub form_key: Option<String>,
}

/// Entries to be appended to a case.
#[derive(Debug, Clone)]
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
}

impl Store {
    /// Opens a case: makes its reference, keeps its first entries and the rows derived from them, all or nothing.
    ///
    /// # Errors
    /// See [`OpenCaseError`].
    pub async fn case_open(&self, actor: &Actor, new: NewCase) -> Result<Opened, OpenCaseError> {
        if !new.reference_pattern.contains("{serial}") {
            let pattern = &new.reference_pattern;
            return Err(OpenCaseError::Invalid(format!("the pattern of references, “{pattern}”, lacks “{{serial}}”")));
        }
        let entries = prepare(&new.entries).map_err(OpenCaseError::Invalid)?;
        let outbox = prepare_outbox(&new.outbox, &new.entries);
        let (answer, answered) = oneshot::channel();
        let job = EntryJob {
            asking: asking(actor),
            person: actor.person,
            form_key: new.form_key,
            entries,
            outbox,
            target: Target::New(Box::new(NewTarget {
                procedure: new.procedure,
                version: new.version,
                hash: new.hash,
                pattern: new.reference_pattern,
                year: new.year,
                rows_for: new.rows_for,
            })),
            answer: Answer::Opened(answer),
        };
        self.send(Job::Entries(Box::new(job))).await?;
        answered.await.map_err(|_| StoreError::Closed)?
    }

    /// Appends entries to a case, with the rows derived from them and what is to be done outside, all or nothing. When
    /// this returns, all of it is on disk.
    ///
    /// # Errors
    /// [`AppendError::Stale`] with what came in between when the case has other entries than the caller expected; see
    /// [`AppendError`] for the others.
    pub async fn case_append(&self, actor: &Actor, append: Append<'_>) -> Result<Appended, AppendError> {
        let entries = prepare(&append.entries).map_err(AppendError::Invalid)?;
        let outbox = prepare_outbox(&append.outbox, &append.entries);
        let old = append.old_rows.map(|rows| Flat::new(append.case, rows)).transpose()?;
        let new = Flat::new(append.case, append.new_rows)?;
        let (answer, answered) = oneshot::channel();
        let job = EntryJob {
            asking: asking(actor),
            person: actor.person,
            form_key: append.form_key,
            entries,
            outbox,
            target: Target::Case { case: append.case, expected_seq: append.expected_seq, rows: Box::new((old, new)) },
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
    pub(crate) entries: Vec<Prepared>,
    pub(crate) outbox: Vec<PreparedItem>,
    pub(crate) target: Target,
    pub(crate) answer: Answer,
}

pub(crate) enum Target {
    New(Box<NewTarget>),
    Case {
        case: CaseId,
        expected_seq: u32,
        /// The rows that the caller believes in, and those that follow.
        rows: Box<(Option<Flat>, Flat)>,
    },
}

pub(crate) struct NewTarget {
    pub(crate) procedure: String,
    pub(crate) version: String,
    pub(crate) hash: String,
    pub(crate) pattern: String,
    pub(crate) year: i16,
    pub(crate) rows_for: RowsFor,
}

pub(crate) enum Answer {
    Opened(oneshot::Sender<Result<Opened, OpenCaseError>>),
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
    Invalid(String),
    Store(StoreError),
}

impl Answer {
    /// Tells whoever waits; they may have gone.
    pub(crate) fn send(self, outcome: Result<Appended, Refusal>) {
        match self {
            Self::Opened(waiting) => {
                let opened = |done: Appended| Opened { id: done.case, reference: done.reference, seq: done.last_seq };
                let _ = waiting.send(match outcome {
                    Ok(done) => Ok(opened(done)),
                    Err(Refusal::AlreadyDone(done)) => Err(OpenCaseError::AlreadyDone(opened(done))),
                    Err(Refusal::Walled) => Err(OpenCaseError::Walled),
                    Err(Refusal::UnknownProcedure { id, version }) => Err(OpenCaseError::UnknownProcedure { id, version }),
                    Err(Refusal::Invalid(reason)) => Err(OpenCaseError::Invalid(reason)),
                    Err(Refusal::Store(error)) => Err(OpenCaseError::Store(error)),
                    Err(Refusal::Stale { .. } | Refusal::NotFound) => Err(OpenCaseError::Store(StoreError::Closed)),
                });
            }
            Self::Appended(waiting) => {
                let _ = waiting.send(outcome.map_err(|refusal| match refusal {
                    Refusal::Stale { seq_now, since } => AppendError::Stale { seq_now, since },
                    Refusal::AlreadyDone(done) => AppendError::AlreadyDone(done),
                    Refusal::Invalid(reason) => AppendError::Invalid(reason),
                    Refusal::Store(error) => AppendError::Store(error),
                    Refusal::NotFound | Refusal::Walled | Refusal::UnknownProcedure { .. } => AppendError::NotFound,
                }));
            }
        }
    }
}

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
    /// Reads a kept entry; content that was erased gives notices that carry nothing.
    pub(crate) fn of(frame: &Json, content: &Json) -> Self {
        let mut traces = Self::default();
        let sha256 = |json: &Json| json.get("sha256").and_then(Json::as_str).map(str::to_owned);
        traces.documents.extend(sha256(frame));
        traces.documents.extend(list(frame, "letters").iter().filter_map(sha256));
        traces.documents.sort();
        traces.documents.dedup();
        let carried = list(content, "notices");
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
        traces: Traces::of(&entry.kept.frame, &entry.kept.content),
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
