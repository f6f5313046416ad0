//! The commands, one file each.

pub(crate) mod account;
pub(crate) mod backup;
pub(crate) mod clock;
pub(crate) mod database;
pub(crate) mod deadline;
pub(crate) mod directory;
pub(crate) mod documents;
pub(crate) mod head;
pub(crate) mod import;
pub(crate) mod procedure;
pub(crate) mod rebuild;
pub(crate) mod serve;
pub(crate) mod simulate;
pub(crate) mod verify;
