//! The part of a case's page that shows the cases of the person it is about under another procedure.

use askama::Template;

use super::parts::{Tag, renders_itself};

/// The cases of a person under a procedure.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/gathered.html")]
pub struct GatheredTable {
    /// Its id on the page.
    pub id: String,
    /// The procedure.
    pub title: String,
    /// How many, in words, or that there are none.
    pub words: String,
    /// The cases, the latest first.
    pub rows: Vec<GatheredRow>,
}

/// One of them.
#[derive(Debug, Clone, Default)]
pub struct GatheredRow {
    /// Its reference.
    pub reference: String,
    /// Its first page.
    pub href: String,
    /// What it is about.
    pub line: String,
    /// The stage it stands in.
    pub stage: Tag,
    /// When it was received.
    pub received: String,
    /// What it came to, as "what: which".
    pub came_to: Vec<(String, String)>,
}

renders_itself!(GatheredTable);
