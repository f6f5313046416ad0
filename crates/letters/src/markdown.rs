//! Reads the Markdown of a letter into a small tree that every output is made from. The tree holds only what a
//! letter may hold; whatever else was written is in it as text.

mod reader;

use crate::characters::is_visible;
use crate::links;

pub(crate) use reader::{parse, parse_all};

/// A paragraph or what stands in place of one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    Paragraph(Vec<Run>),
    Heading { level: Level, runs: Vec<Run> },
    List { start: Option<u64>, items: Vec<Vec<Node>> },
    Quote(Vec<Node>),
    Table { head: Vec<Vec<Run>>, rows: Vec<Vec<Vec<Run>>> },
}

/// How far a heading stands below the letter's subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Section,
    Subsection,
}

/// Part of a line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Run {
    Text(String),
    Strong(Vec<Run>),
    Emphasis(Vec<Run>),
    Link { href: String, runs: Vec<Run> },
    Break,
}

impl Run {
    /// The text that a reader sees, without its emphasis.
    pub(crate) fn plain(runs: &[Run]) -> String {
        let mut out = String::new();
        Self::collect(runs, &mut out);
        out
    }

    fn collect(runs: &[Run], out: &mut String) {
        for run in runs {
            match run {
                Run::Text(text) => out.push_str(text),
                Run::Break => out.push('\n'),
                Run::Strong(inner) | Run::Emphasis(inner) | Run::Link { runs: inner, .. } => Self::collect(inner, out),
            }
        }
    }

    /// The address to write out after a link, for a reader on paper, unless the link's text already is the address.
    pub(crate) fn written_out<'h>(href: &'h str, runs: &[Run]) -> Option<&'h str> {
        let shown = href.strip_prefix("mailto:").unwrap_or(href);
        let text = Self::plain(runs);
        let text = text.trim();
        (text != shown && text != href && links::encode(text) != href).then_some(shown)
    }
}

/// A table as a list: an item for each row, in it each value after the name of its column. For where a table would
/// not fit or may not stand.
pub(crate) fn records(head: &[Vec<Run>], rows: &[Vec<Vec<Run>>]) -> Node {
    let record = |row: &Vec<Vec<Run>>| {
        let mut runs = Vec::new();
        for (name, value) in head.iter().zip(row) {
            if !runs.is_empty() {
                runs.push(Run::Break);
            }
            if is_seen(name) {
                runs.push(Run::Strong(name.clone()));
                runs.push(Run::Text(": ".to_owned()));
            }
            runs.extend(value.iter().cloned());
        }
        vec![Node::Paragraph(runs)]
    };
    if rows.is_empty() {
        return Node::Paragraph(head.join(&Run::Text(", ".to_owned())));
    }
    Node::List { start: None, items: rows.iter().map(record).collect() }
}

/// Whether a list's items need no space between them: each is a paragraph, perhaps with lists of its own.
pub(crate) fn stand_close(items: &[Vec<Node>]) -> bool {
    let short = |item: &Vec<Node>| item.iter().skip(1).all(|node| matches!(node, Node::List { .. }));
    items.iter().all(short)
}

fn is_seen(runs: &[Run]) -> bool {
    Run::plain(runs).chars().any(is_visible)
}
