//! Everything that people see: one file a page, each with what the page shows as plain strings and lists.
//!
//! A page knows nothing of cases, procedures or the store. Whoever handles a request decides what the reader may
//! see, puts it into words and fills the page's struct; the template in `templates/pages` only arranges it. So
//! every page can be drawn, looked at and tested from its sample alone.

pub mod account;
pub mod case;
pub mod case_chain;
pub mod case_documents;
pub mod case_links;
pub mod case_looked;
pub mod case_overview;
pub mod case_people;
pub mod case_timeline;
pub mod case_version;
pub mod case_who;
pub mod complaints;
pub mod errors;
pub mod fields;
pub mod gathered;
pub mod help;
pub mod import;
pub mod letter;
pub mod my_work;
pub mod parts;
pub mod procedures;
pub mod record;
pub mod registers;
pub mod reports;
pub mod samples;
pub mod sign_in;
pub mod step;
pub mod trail;
pub mod why;
