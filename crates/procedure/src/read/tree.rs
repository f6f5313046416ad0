//! A block of TOML as a tree whose every part knows its place in the document, in the order of the document.

use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::Block;
use crate::fault::Sink;

/// A value and where it stands.
pub(super) struct Node {
    pub(super) place: Range<usize>,
    pub(super) value: Tree,
}

/// A value of TOML.
pub(super) enum Tree {
    Text(String),
    Whole(i64),
    Flag(bool),
    Date(Date),
    List(Vec<Node>),
    Map(Vec<Entry>),
    /// A kind of value that the language has no use for, in words.
    Other(&'static str),
}

/// A key and its value.
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_place: Range<usize>,
    pub(super) node: Node,
}

impl Node {
    /// What kind of value it is, in words.
    pub(super) fn noun(&self) -> &'static str {
        match &self.value {
            Tree::Text(_) => "a text",
            Tree::Whole(_) => "a number",
            Tree::Flag(_) => "yes or no",
            Tree::Date(_) => "a date",
            Tree::List(_) => "a list",
            Tree::Map(_) => "a map",
            Tree::Other(words) => words,
        }
    }

    /// The last byte of all that belongs to it.
    pub(super) fn end(&self) -> usize {
        match &self.value {
            Tree::Map(entries) => entries.iter().map(|entry| entry.node.end()).fold(self.place.end, usize::max),
            Tree::List(nodes) => nodes.iter().map(Node::end).fold(self.place.end, usize::max),
            _ => self.place.end,
        }
    }
}

/// Reads a block. What is not TOML is reported; the second answer says whether anything was.
pub(super) fn read(block: &Block, sink: &Sink) -> (Vec<Entry>, bool) {
    let (table, errors) = DeTable::parse_recoverable(&block.text);
    for error in &errors {
        let at = error.span().unwrap_or(0..0);
        // An empty place cannot be shown: take the character before it.
        let at = if at.is_empty() { at.start.saturating_sub(1)..at.end } else { at };
        sink.push(sink.at(block.place(&at), format!("This block cannot be read as TOML: {}", error.message())));
    }
    (entries(table.get_ref(), block), !errors.is_empty())
}

fn entries(table: &DeTable<'_>, block: &Block) -> Vec<Entry> {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_place: block.place(&key.span()),
            node: node(value, block),
        })
        .collect();
    entries.sort_by_key(|entry| (entry.key_place.start, entry.node.place.start));
    entries
}

fn node(value: &Spanned<DeValue<'_>>, block: &Block) -> Node {
    let tree = match value.get_ref() {
        DeValue::String(text) => Tree::Text(text.to_string()),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(Tree::Other("a number that is too large"), Tree::Whole)
        }
        DeValue::Float(_) => Tree::Other("a number with a fraction"),
        DeValue::Boolean(yes) => Tree::Flag(*yes),
        DeValue::Datetime(moment) => match (moment.time, moment.date) {
            (None, Some(_)) => moment.to_string().parse().map_or(Tree::Other("no date"), Tree::Date),
            _ => Tree::Other("a time"),
        },
        DeValue::Array(items) => Tree::List(items.iter().map(|item| node(item, block)).collect()),
        DeValue::Table(table) => Tree::Map(entries(table, block)),
    };
    Node { place: block.place(&value.span()), value: tree }
}
