//! Letter templates: Markdown in named blocks, with slots for facts.

use std::ops::Range;

use crate::fault::Sink;
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

impl Template {
    /// Reads a template. `slot` finds what a name in braces stands for and reports the names that it does not know.
    pub(crate) fn read(text: &str, sink: &Sink, slot: &dyn Fn(&str, Range<usize>) -> Option<Piece>) -> Self {
        let mut template = Self::default();
        let mut subject = None;
        let mut block: Option<(Block, Range<usize>)> = None;
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let range = start..start + line.trim_end().len();
            let next = start + line.len();
            if let Some(words) = line.strip_prefix("# ") {
                if subject.is_some() || block.is_some() {
                    sink.push(
                        sink.at(range, "A letter has one subject, which stands first")
                            .help("Use `###` for a heading inside a block, and `## name` to start a block."),
                    );
                } else {
                    subject = Some(pieces(words.trim_end(), start + 2, sink, slot));
                }
            } else if let Some(words) = line.strip_prefix("## ") {
                template.blocks.extend(block.take().map(|block| finish(block, text, sink, slot)));
                let words = words.trim();
                let (name, fixed) = words.strip_suffix("(fixed)").map_or((words, false), |name| (name.trim_end(), true));
                crate::read::check_name(sink, name, &range);
                if template.blocks.iter().any(|block| block.id == name) {
                    let message = format!("There are two blocks “{name}”");
                    sink.push(sink.at(range, message).help("Give one of them another name."));
                }
                block = Some((Block { id: name.to_owned(), fixed, pieces: Vec::new() }, next..next));
            } else if let Some((_, body)) = &mut block {
                body.end = next;
            } else if !line.trim().is_empty() {
                let message = "This stands before the first block of the letter";
                sink.push(sink.at(range, message).help("Start a block before it: `## opening`."));
            }
            start = next;
        }
        template.blocks.extend(block.take().map(|block| finish(block, text, sink, slot)));
        if subject.is_none() {
            let first = 0..text.lines().next().map_or(0, str::len);
            sink.push(
                sink.at(first, "The letter has no subject").help("Start the file with it: `# Our response to your complaint`."),
            );
        }
        template.subject = subject.unwrap_or_default();
        template
    }

    /// The block of this name.
    #[must_use]
    pub fn block(&self, name: &str) -> Option<&Block> {
        self.blocks.iter().find(|block| block.id == name)
    }
}

fn finish(
    (block, body): (Block, Range<usize>),
    text: &str,
    sink: &Sink,
    slot: &dyn Fn(&str, Range<usize>) -> Option<Piece>,
) -> Block {
    let raw = text.get(body.clone()).unwrap_or_default();
    let trimmed = raw.trim_start_matches(['\n', '\r']);
    let start = body.start + (raw.len() - trimmed.len());
    Block { pieces: pieces(trimmed.trim_end(), start, sink, slot), ..block }
}

/// Splits text at its slots; `offset` is the byte of the file where the text starts.
fn pieces(text: &str, offset: usize, sink: &Sink, slot: &dyn Fn(&str, Range<usize>) -> Option<Piece>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => {
                plain.push(c);
                plain.extend(chars.next().map(|(_, next)| next));
            }
            '{' => {
                let rest = text.get(at + 1..).unwrap_or_default();
                let name = rest.split(['{', '}', '\n']).next().unwrap_or_default();
                if !rest.get(name.len()..).unwrap_or_default().starts_with('}') {
                    let place = offset + at..offset + at + 1 + name.len();
                    sink.push(
                        sink.at(place, "A brace is opened and not closed").help("Write `\\{` for a brace that is no slot."),
                    );
                    continue;
                }
                if !plain.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut plain)));
                }
                let place = offset + at..offset + at + name.len() + 2;
                pieces.extend(slot(name.trim(), place));
                for _ in 0..=name.chars().count() {
                    chars.next();
                }
            }
            _ => plain.push(c),
        }
    }
    if !plain.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    pieces
}
