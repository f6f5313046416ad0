//! Keeps cases: entries, the rows derived from them, documents and the outbox.
//!
//! - [`Store`] is all there is to hold: one file of SQLite and a folder of documents beside it.
//! - What happened is kept in entries that are tied together by hashes, and a journal does the same for all that is no entry;
//!   [`Store::verify_whole`] finds what was altered, removed, moved or put in.
//! - Lists, searches and work lists read rows that are derived from entries; [`Store::rebuild`] makes them again and
//!   says where they differ.
//! - One task writes: it puts all requests that wait into one transaction, and answers once that is on disk.
//! - What is erased leaves no copy: not in the database file, nor its log, nor the folder of documents.
//! - Before anything is written, the store makes sure that the database is still in its place and that the clock can be trusted.
//! - Every question about cases takes the actor who asks. `sql/sqlite/visible.sql` alone decides what exists for them.
//!
//! Times are kept to the microsecond; see [`moment`].

mod accounts;
mod append;
mod came;
mod cases;
mod chain;
mod clock;
mod copy;
mod derived;
mod directory;
mod documents;
mod duties;
mod entries;
mod epochs;
mod erasure;
mod error;
mod flat;
mod forms;
mod gaps;
mod guard;
mod health;
mod journal;
mod keys;
mod links;
mod looks;
mod moment;
mod notices;
mod outbox;
mod private;
mod procedures;
mod rebuild;
mod sign_ins;
mod sqlite;
mod store;
mod verify;
mod visible;
mod whole;
mod writer;

pub use accounts::{Account, Session};
pub use append::{Append, NewCase, NewEntry, OutboxItem, References, RowsFor};
pub use came::{Chain, ChainCase, Named, Reached, Tie};
pub use cases::{CaseFilter, CaseHead, CaseLine, CaseSort, KeptEntry, LoadedCase, Page, StageCount};
pub use clock::{Clock, Doubt};
pub use copy::{copy_database, document_place};
pub use directory::{NamesMet, NewDirectory, NewMember, NewPerson, Said, Saying, TakenIn};
pub use documents::{ACCEPTED, Document, DocumentError, LeftOver, Refused};
pub use duties::{DutyCounts, DutyFilter, DutyGroup, DutyLine, DutyPage, DutyScope, DutyTimes};
pub use epochs::Epochs;
pub use error::{AppendError, Appended, OpenCaseError, Opened, Since, StoreError, Taken};
pub use health::Check;
pub use links::{Linked, Marked};
pub use looks::Look;
pub use moment::moment;
pub use notices::{NoticeKey, NoticeLine, NoticePage};
pub use outbox::{OutboxState, OutboxWork};
pub use private::{create_private, is_open_to_others, private_folder, write_private};
pub use procedures::KeptProcedure;
pub use rebuild::{Derive, RebuildReport};
pub use sign_ins::{Outcome, SignIn, Try};
pub use store::{OpenOptions, Store};
pub use verify::{Fault, VerifyReport};
pub use whole::{Checks, Head, KeptHead};
