//! What can go wrong, in words that say what to do next.

use std::path::PathBuf;
use std::sync::Arc;

use casework::CaseId;
use casework::entry::Kept;
use jiff::Timestamp;
use procedure::PersonId;

use crate::cases::KeptEntry;
use crate::clock::Doubt;

/// Why the store could not do what it was asked.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// The file is something else.
    #[error("{} is not a Redress database. Check the path, or name a file that does not exist yet to start a new one", path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// A later version of the program wrote the file.
    #[error(
        "{} was written by a later version of Redress (its layout is number {found}, this program knows up to {known}). \
         Use that version, or restore a copy from before",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The number of its layout.
        found: i64,
        /// The last layout that this program knows.
        known: i64,
    },
    /// The file or its folder cannot be opened.
    #[error("{} cannot be opened: {reason}. Check that the folder exists and that this account may write there", path.display())]
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// No room is left.
    #[error("the disk is full: nothing was saved. Free some space and try again")]
    DiskFull,
    /// Another program holds the database.
    #[error("another program is using the database and did not let go in time: nothing was saved. Try again")]
    Locked,
    /// The file may not be written.
    #[error("the database may only be read, not written: nothing was saved. Check the permissions of the file and its folder")]
    ReadOnly,
    /// The disk failed.
    #[error("the disk or the file system failed ({0}): nothing was saved. Check the disk, then run “redress verify”")]
    Disk(String),
    /// The file at the path is no longer the one that was opened.
    #[error(
        "{} is no longer what was opened there: it was moved, deleted or replaced. Nothing was saved. Put it back, or stop the \
         program and start it again",
        path.display()
    )]
    Moved {
        /// The file or the folder.
        path: PathBuf,
    },
    /// The clock is in doubt.
    #[error("{0}: nothing was saved. Set the clock of the server right. If it is right, run “redress clock accept”")]
    Clock(Doubt),
    /// The file is damaged.
    #[error("the database file is damaged ({0}). Stop the program, keep a copy of the file and restore the last backup")]
    Damaged(String),
    /// A procedure changed although its version did not.
    #[error(
        "the procedure “{id}”, version {version}, is already kept with another text (kept: {kept}, given: {given}). \
         Cases were opened under the kept text: give the changed document a new version"
    )]
    ProcedureChanged {
        /// The procedure's id.
        id: String,
        /// Its version.
        version: String,
        /// The hash under which it is kept.
        kept: String,
        /// The hash of what was given.
        given: String,
    },
    /// What was given cannot be kept.
    #[error("{0}")]
    Invalid(String),
    /// A row makes no sense.
    #[error("the database holds something that makes no sense: {0}. Run “redress verify”")]
    Broken(String),
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
    /// A document could not be kept or read.
    #[error("the folder of documents cannot be used: {0}")]
    Documents(String),
    /// Anything else that the database says.
    #[error("the database refused: {0}")]
    Database(Arc<sqlx::Error>),
}

impl StoreError {
    /// Whether nothing at all can be written, as long as this lasts.
    #[must_use]
    pub fn stops_writing(&self) -> bool {
        matches!(self, Self::DiskFull | Self::Locked | Self::ReadOnly | Self::Disk(_) | Self::Moved { .. } | Self::Clock(_))
    }

    /// Whether only what was asked is at fault, so that other requests can go on.
    pub(crate) fn is_refusal(&self) -> bool {
        match self {
            Self::Database(error) => error.as_database_error().is_some_and(|error| {
                error.is_foreign_key_violation()
                    || error.is_unique_violation()
                    || error.is_check_violation()
                    || crate::sqlite::is_constraint(error)
            }),
            Self::Invalid(_) | Self::ProcedureChanged { .. } | Self::Broken(_) => true,
            _ => false,
        }
    }
}

/// Entries that a request put into a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// The case.
    pub case: CaseId,
    /// Its reference.
    pub reference: String,
    /// The number of the first entry.
    pub first_seq: u32,
    /// The number of the last entry: what the next append must expect.
    pub last_seq: u32,
    /// The cases that were opened with it, in the order in which they were given. Whoever acted may be somebody who must
    /// not learn of one of them: what is shown of them goes through a query.
    pub opened: Vec<Opened>,
}

/// A case that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The case.
    pub id: CaseId,
    /// Its reference.
    pub reference: String,
    /// The number of its last entry.
    pub seq: u32,
}

/// What somebody else did in between, without its content.
#[derive(Debug, Clone, PartialEq)]
pub struct Since {
    /// The number of the entry.
    pub seq: u32,
    /// When it happened.
    pub happened: Timestamp,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// Who did it.
    pub by: PersonId,
    /// In which role.
    pub role: Option<String>,
    /// What, by names; the caller decides by the view what of it is shown.
    pub frame: serde_json::Value,
}

impl From<KeptEntry> for Since {
    fn from(entry: KeptEntry) -> Self {
        let KeptEntry { seq, happened, recorded, by, role, kept: Kept { frame, .. }, .. } = entry;
        Self { seq, happened, recorded, by, role, frame }
    }
}

/// What no two cases of one whole have the same, and another has already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The id of the procedure.
    pub procedure: String,
    /// The name of the fact.
    pub fact: String,
    /// The reference of the case that has it; none when that is another of the same request. Whoever asked may be somebody who
    /// must not learn of it.
    pub holder: Option<String>,
}

/// Why entries were not appended.
#[derive(Debug, Clone, thiserror::Error)]
pub enum AppendError {
    /// Somebody else was first.
    #[error("the case has changed since: it now has {seq_now} entries")]
    Stale {
        /// How many entries there are now.
        seq_now: u32,
        /// Those that the caller did not know of.
        since: Vec<Since>,
    },
    /// The same form was sent before; nothing was done again.
    #[error("this was already recorded, as entry {} of {}", .0.first_seq, .0.reference)]
    AlreadyDone(Appended),
    /// There is no such case, or the actor may not know of it.
    #[error("there is no such case")]
    NotFound,
    /// The procedure of a case that is opened with it, or the version that the case is moved to, was not kept first, or
    /// with another text.
    #[error("the procedure “{id}”, version {version}, is not kept with this text: keep it before a case is run under it")]
    UnknownProcedure {
        /// The procedure's id.
        id: String,
        /// Its version.
        version: String,
    },
    /// Another case of the same whole has what no two of them may have the same; nothing was kept.
    #[error("another case of the same whole has the same “{}” already", .0.fact)]
    Taken(Taken),
    /// The request makes no sense as it stands.
    #[error("{0}")]
    Invalid(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why a case was not opened.
#[derive(Debug, Clone, thiserror::Error)]
pub enum OpenCaseError {
    /// The same form was sent before; nothing was done again.
    #[error("this was already recorded, as {}", .0.reference)]
    AlreadyDone(Opened),
    /// Whoever records the case is named in it as somebody who must not learn of it.
    #[error("the person who records a case cannot be one who must not learn of it: somebody else must record it")]
    Walled,
    /// The procedure was not kept first, or with another text.
    #[error("the procedure “{id}”, version {version}, is not kept with this text: keep it before opening a case under it")]
    UnknownProcedure {
        /// The procedure's id.
        id: String,
        /// Its version.
        version: String,
    },
    /// Another case of the same whole has what no two of them may have the same; nothing was kept.
    #[error("another case of the same whole has the same “{}” already", .0.fact)]
    Taken(Taken),
    /// The request makes no sense as it stands.
    #[error("{0}")]
    Invalid(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
