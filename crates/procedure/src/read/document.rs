//! Takes the Markdown document apart: headings, prose, blocks of rules and tables, each with its bytes.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, OffsetIter, Options, Parser, Tag, TagEnd};

use crate::fault::Sink;

/// A heading and what stands under it.
pub(super) struct RawSection {
    pub(super) level: u8,
    pub(super) number: String,
    pub(super) title: String,
    pub(super) parts: Vec<RawPart>,
}

impl RawSection {
    /// The blocks of rules under the heading.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.parts.iter().filter_map(|part| if let RawPart::Rules(block) = part { Some(block) } else { None })
    }
}

/// What can stand under a heading.
pub(super) enum RawPart {
    Prose(Range<usize>),
    Rules(Block),
    Table(RawTable),
}

/// A block of rules.
pub(super) struct Block {
    pub(super) text: String,
    pub(super) place: Range<usize>,
    /// Pairs of a byte of `text` and the byte of the document where it stands, ascending.
    runs: Vec<(usize, usize)>,
}

impl Block {
    /// Where in the document a range of the block's text stands.
    pub(super) fn place(&self, range: &Range<usize>) -> Range<usize> {
        self.byte(range.start)..self.byte(range.end).max(self.byte(range.start))
    }

    fn byte(&self, at: usize) -> usize {
        let run = self.runs.iter().rev().find(|(from, _)| *from <= at);
        run.map_or(self.place.start, |(from, document)| document + (at - from))
    }
}

/// A Markdown table.
pub(super) struct RawTable {
    pub(super) place: Range<usize>,
    pub(super) head: Vec<Cell>,
    pub(super) rows: Vec<RawRow>,
}

/// A row of a Markdown table.
pub(super) struct RawRow {
    pub(super) cells: Vec<Cell>,
    pub(super) place: Range<usize>,
}

/// A cell of a Markdown table.
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) place: Range<usize>,
}

/// Reads the whole document.
pub(super) fn read(text: &str, sink: &Sink) -> Vec<RawSection> {
    let mut sections: Vec<RawSection> = Vec::new();
    let mut events = Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter();
    while let Some((event, range)) = events.next() {
        let part = match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let words = words(&mut events, TagEnd::Heading(level));
                let (number, title) = split_heading(&words);
                sections.push(RawSection { level: level as u8, number, title, parts: Vec::new() });
                continue;
            }
            Event::Start(Tag::CodeBlock(kind)) if is_rules(&kind) => RawPart::Rules(block(&mut events, range)),
            Event::Start(Tag::Table(_)) => RawPart::Table(table(&mut events, range)),
            Event::Start(_) => {
                skip(&mut events, sink);
                RawPart::Prose(range)
            }
            _ => RawPart::Prose(range),
        };
        if sections.is_empty() {
            sections.push(RawSection { level: 1, number: String::new(), title: String::new(), parts: Vec::new() });
        }
        let Some(section) = sections.last_mut() else { continue };
        match (section.parts.last_mut(), part) {
            (Some(RawPart::Prose(before)), RawPart::Prose(more)) => before.end = more.end.max(before.end),
            (_, part) => section.parts.push(part),
        }
    }
    sections
}

fn is_rules(kind: &CodeBlockKind<'_>) -> bool {
    matches!(kind, CodeBlockKind::Fenced(info) if info.split_whitespace().next() == Some("toml"))
}

/// The words up to the end of a heading.
fn words(events: &mut OffsetIter<'_>, end: TagEnd) -> String {
    let mut out = String::new();
    for (event, _) in events.by_ref() {
        match event {
            Event::End(tag) if tag == end => break,
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out.trim().to_owned()
}

fn block(events: &mut OffsetIter<'_>, place: Range<usize>) -> Block {
    let mut block = Block { text: String::new(), place, runs: Vec::new() };
    for (event, range) in events.by_ref() {
        match event {
            Event::End(TagEnd::CodeBlock) => break,
            Event::Text(text) => {
                block.runs.push((block.text.len(), range.start));
                block.text.push_str(&text);
            }
            _ => {}
        }
    }
    block
}

fn table(events: &mut OffsetIter<'_>, place: Range<usize>) -> RawTable {
    let mut table = RawTable { place, head: Vec::new(), rows: Vec::new() };
    let mut cells: Vec<Cell> = Vec::new();
    let mut row = 0..0;
    for (event, range) in events.by_ref() {
        match event {
            Event::End(TagEnd::Table) => break,
            Event::Start(Tag::TableHead | Tag::TableRow) => row = range,
            Event::End(TagEnd::TableHead) => table.head = std::mem::take(&mut cells),
            Event::End(TagEnd::TableRow) => table.rows.push(RawRow { cells: std::mem::take(&mut cells), place: row.clone() }),
            Event::Start(Tag::TableCell) => cells.push(Cell { text: String::new(), place: range }),
            Event::Text(text) | Event::Code(text) => {
                if let Some(cell) = cells.last_mut() {
                    if cell.text.is_empty() {
                        cell.place.start = range.start;
                    }
                    cell.place.end = range.end;
                    cell.text.push_str(&text);
                }
            }
            _ => {}
        }
    }
    for cell in table.head.iter_mut().chain(table.rows.iter_mut().flat_map(|row| &mut row.cells)) {
        cell.text = cell.text.trim().to_owned();
    }
    table
}

/// Passes over an element of prose.
fn skip(events: &mut OffsetIter<'_>, sink: &Sink) {
    let mut depth = 1;
    for (event, range) in events.by_ref() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                depth += 1;
                if is_rules(&kind) {
                    sink.push(
                        sink.at(range, "These rules stand inside a list or a quotation, where they are not read")
                            .help("Move the block to the left margin, under its heading."),
                    );
                }
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
}

/// Splits a heading into the number that it starts with, when it does, and its words.
fn split_heading(words: &str) -> (String, String) {
    let (first, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let number = first.trim_end_matches(['.', ':']);
    if is_number(number) { (number.to_owned(), rest.trim().to_owned()) } else { (String::new(), words.to_owned()) }
}

/// Whether a word is a paragraph's number: `36`, `36a`, `A.18`, `2.14`, `15–21`, `36(2)`.
fn is_number(word: &str) -> bool {
    let mut parts = word.split(['.', '-', '–', '(']).peekable();
    let one = !word.contains(['.', '-', '–', '(']);
    word.contains(|c: char| c.is_ascii_digit())
        && parts.all(|part| {
            let part = part.trim_end_matches(')');
            let digits = part.chars().take_while(char::is_ascii_digit).count();
            let after = part.get(digits..).unwrap_or_default();
            let letter = after.len() <= 1 && after.chars().all(|c| c.is_ascii_alphabetic());
            letter && !part.is_empty() && (digits > 0 || !one)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_headings() {
        for (heading, number, title) in [
            ("36 Logging", "36", "Logging"),
            ("A.18 The decision letter", "A.18", "The decision letter"),
            ("2.14 Stage 2", "2.14", "Stage 2"),
            ("15–21 Restrictions", "15–21", "Restrictions"),
            ("36(2) Logging", "36(2)", "Logging"),
            ("36a. Logging", "36a", "Logging"),
            ("Step 2, 7 and 8", "", "Step 2, 7 and 8"),
            ("A complaint", "", "A complaint"),
            ("3rd parties", "", "3rd parties"),
            ("e-mail", "", "e-mail"),
            ("36", "36", ""),
        ] {
            assert_eq!(split_heading(heading), (number.to_owned(), title.to_owned()));
        }
    }
}
