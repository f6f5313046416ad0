//! A letter as the JSON that the template reads. Everything that a person wrote is a JSON string here and a string
//! in the template, so none of it can be an instruction to the typesetter.

use serde_json::{Value, json};
use unicode_width::UnicodeWidthChar;

use super::fonts::Fonts;
use crate::characters::{clean_line, is_visible, reads_right_to_left};
use crate::markdown::{Level, Node, Run, stand_close};
use crate::words::Words;
use crate::{Language, Letter};

/// A word longer than this gets places to break, as it would run off the page: so many characters fit on a line, …
const WORD_IN_TEXT: usize = 48;
/// … and so many in a table's cell or a column at the top.
const WORD_IN_COLUMN: usize = 20;

/// Headings and addresses are between the two.
const WORD_IN_HEADING: usize = 34;

/// The letter as the template reads it.
pub(super) fn of(letter: &Letter, language: &Language) -> Value {
    let writer = Writer { fonts: Fonts::shared() };
    let words = Words::of(language);
    let nodes: Vec<Node> = letter.read_blocks().flat_map(|(_, nodes)| nodes).collect();
    json!({
        "lang": language.code,
        "region": language.region,
        "words": {
            "lang": words.language,
            "draft": words.draft,
            "page": words.page,
            "of": words.of,
            "enclosures": words.enclosures,
        },
        "draft": letter.draft,
        "title": writer.whole(&letter.subject),
        "author": writer.whole(&letter.sender_name),
        "footer": footer(letter, &writer),
        "sender": writer.line(&letter.sender_name, WORD_IN_COLUMN),
        "sender_lines": writer.lines(&letter.sender_lines, WORD_IN_HEADING),
        "recipient": writer.lines(&letter.recipient_lines, WORD_IN_HEADING),
        "date": writer.line(&letter.date, WORD_IN_COLUMN),
        "details": letter.details.iter()
            .map(|(name, value)| json!([writer.line(name, WORD_IN_COLUMN), writer.line(value, WORD_IN_COLUMN)]))
            .collect::<Vec<_>>(),
        "subject": writer.line(&letter.subject, WORD_IN_HEADING),
        "body": writer.nodes(&nodes),
        "signature": writer.lines(&letter.signature, WORD_IN_TEXT),
        "enclosures": writer.lines(&letter.enclosures, WORD_IN_TEXT),
        "attribution": letter.attribution.as_deref().map(|text| writer.line(text, WORD_IN_TEXT)).filter(|text| !text.is_empty()),
    })
}

struct Writer {
    fonts: &'static Fonts,
}

/// The foot of each page: the body that writes, and the first of the details, by which the letter is known.
fn footer(letter: &Letter, writer: &Writer) -> String {
    let reference = letter.details.first().map(|(name, value)| format!("{}: {}", clean_line(name), clean_line(value)));
    let parts = [Some(clean_line(&letter.sender_name)), reference];
    let parts: Vec<_> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    writer.line(&parts.join(" · "), WORD_IN_COLUMN)
}

impl Writer {
    /// One line that is never broken: the document's title.
    fn whole(&self, text: &str) -> String {
        self.fonts.drawable(&clean_line(text))
    }

    fn line(&self, text: &str, longest: usize) -> String {
        breakable(&self.fonts.drawable(&clean_line(text)), longest)
    }

    fn lines(&self, lines: &[String], longest: usize) -> Vec<String> {
        lines.iter().map(|line| self.line(line, longest)).filter(|line| !line.is_empty()).collect()
    }

    fn nodes(&self, nodes: &[Node]) -> Vec<Value> {
        nodes.iter().map(|node| self.node(node)).collect()
    }

    fn node(&self, node: &Node) -> Value {
        match node {
            Node::Paragraph(runs) => {
                json!({ "is": "paragraph", "runs": self.runs(runs, WORD_IN_TEXT), "rtl": rtl(runs) })
            }
            Node::Heading { level, runs } => {
                let level = match level {
                    Level::Section => 2,
                    Level::Subsection => 3,
                };
                json!({ "is": "heading", "level": level, "runs": self.runs(runs, WORD_IN_HEADING), "rtl": rtl(runs) })
            }
            Node::Quote(nodes) => json!({ "is": "quote", "nodes": self.nodes(nodes) }),
            Node::List { start, items } => {
                let tight = stand_close(items);
                let items: Vec<_> = items.iter().map(|item| self.nodes(item)).collect();
                json!({ "is": "list", "start": start, "tight": tight, "items": items })
            }
            Node::Table { head, rows } => json!({
                "is": "table",
                "head": self.cells(head),
                "cells": rows.iter().flat_map(|row| self.cells(row)).collect::<Vec<_>>(),
            }),
        }
    }

    fn cells(&self, cells: &[Vec<Run>]) -> Vec<Value> {
        cells.iter().map(|runs| Value::from(self.runs(runs, WORD_IN_COLUMN))).collect()
    }

    fn runs(&self, runs: &[Run], longest: usize) -> Vec<Value> {
        runs.iter()
            .map(|run| match run {
                Run::Text(text) => Value::from(breakable(&self.fonts.drawable(text), longest)),
                Run::Strong(runs) => json!({ "is": "strong", "runs": self.runs(runs, longest) }),
                Run::Emphasis(runs) => json!({ "is": "emphasis", "runs": self.runs(runs, longest) }),
                Run::Link { href, runs } => json!({
                    "is": "link",
                    "to": href,
                    "runs": self.runs(runs, longest),
                    "written": Run::written_out(href, runs).map(|address| breakable(&self.fonts.drawable(address), longest)),
                }),
                Run::Break => json!({ "is": "break" }),
            })
            .collect()
    }
}

fn rtl(runs: &[Run]) -> bool {
    reads_right_to_left(&Run::plain(runs))
}

/// The text with unseen places to break in each word that no line could hold. A web address breaks by itself between
/// its parts, so only a part of it counts as a word.
fn breakable(text: &str, longest: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        if word.len() <= longest {
            out.push_str(word);
        } else if word.contains("://") || word.contains("www.") {
            for part in word.split_inclusive(|c: char| !c.is_alphanumeric()) {
                push_breakable(part, longest, &mut out);
            }
        } else {
            push_breakable(word, longest, &mut out);
        }
    }
    out
}

fn push_breakable(word: &str, longest: usize, out: &mut String) {
    if word.chars().count() <= longest {
        out.push_str(word);
        return;
    }
    let mut drawn = 0;
    for c in word.chars() {
        if drawn >= longest / 2 && is_visible(c) && c.width() != Some(0) {
            out.push('\u{200b}');
            drawn = 0;
        }
        out.push(c);
        drawn += 1;
    }
}
