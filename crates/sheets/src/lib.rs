//! A table as people keep it in a spreadsheet: [`to_csv`] and [`to_xlsx`] write one, [`read`] and [`read_with`] read one
//! that somebody sends back.
//!
//! What is written can be read again without losing a thing. A file from outside is never trusted: its kind is found from
//! its content, it is refused before it could fill the memory, and all that is wrong with it is said at once, in the words of
//! whoever must mend it. Nothing here knows what the columns mean, reads a clock or touches a file.

mod apostrophe;
mod fault;
mod read;
mod sheet;
mod to_csv;
mod to_xlsx;

pub use fault::Fault;
pub use read::{Raw, Row, read, read_with};
pub use sheet::{Cell, Group, Sheet};
pub use to_csv::to_csv;
pub use to_xlsx::{SheetError, cut, to_xlsx};
