//! A case: what may be done, by whom, what is owed and when.
//!
//! Everything here is a pure function of the procedure, the entries of a case, the calendar and the time that the
//! caller gives.

pub mod clean;
pub mod compose;
pub mod derive;
pub mod directory;
pub mod entry;
pub mod names;
pub mod offers;
pub mod owed;
pub mod refusal;
pub mod rows;
pub mod scenario;
pub mod scenario_names;
pub mod sight;
pub mod simulate;
pub mod state;
pub mod take;
pub mod words;

pub use compose::{Author, Check, Composed, ComposedBlock, Sources, compose};
pub use derive::{derive, person_of};
pub use directory::{Actor, Directory, Grant, Organisation, Person, Site};
pub use entry::{Act, CaseId, DocumentRef, Entry, IssuedLetter, Kept, KeptError, SentNotice, put_right};
pub use offers::{Offer, beginnings, offers};
pub use owed::{Owed, Why, duties, owners, why};
pub use refusal::{Refusal, RefusalKind, Rest, Told};
pub use rows::{AudienceRow, DutyRow, KeyRow, LinkRow, MarkRow, PartyRow, Rows, SightRow, TallyRow};
pub use sight::Sight;
pub use state::{Facts, NoCalendar, Rules, State, Status};
pub use take::{Attempt, Before, NO_OTHERS, Opening, Prepared, consequences, open, prepare};
