//! Letter templates: Markdown in named blocks, with slots for facts.

use crate::ids::{DutyId, FactId};

/// The text of a letter with its slots.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Template {
    /// The subject line.
    pub subject: Vec<Piece>,
    /// The blocks, in order.
    pub blocks: Vec<Block>,
}

/// A named part of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its name, which `contains` refers to.
    pub id: String,
    /// Its wording is prescribed and cannot be edited.
    pub fixed: bool,
    /// Its text.
    pub pieces: Vec<Piece>,
}

/// A piece of text or a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Markdown as it stands.
    Text(String),
    /// The value of a fact.
    Fact(FactId),
    /// The date on which a duty is due.
    Due(DutyId),
    /// The reference of the case.
    Reference,
    /// The day of the letter.
    Today,
    /// The name of whoever writes.
    Author,
    /// The role in which they write.
    AuthorRole,
    /// The organisation they write for.
    AuthorOrganisation,
}
