//! A case: what may be done, by whom, what is owed and when.
//!
//! Everything here is a pure function of the procedure, the entries of a case, the calendar and the time that the
//! caller gives.

pub mod directory;
pub mod entry;
pub mod rows;

pub use directory::{Actor, Directory, Grant, Organisation, Person, Site};
pub use entry::{Act, CaseId, DocumentRef, Entry, IssuedLetter, SentNotice};
pub use rows::{AudienceRow, DutyRow, PartyRow, Rows, SightRow};
