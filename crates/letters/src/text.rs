//! A letter as plain text, for e-mail and for whoever reads best without layout.

use unicode_width::UnicodeWidthStr;

use crate::characters::clean_line;
use crate::markdown::{Node, Run, records, stand_close};
use crate::words::Words;
use crate::{Language, Letter};

/// Lines are no longer, but for a word that is, such as a web address.
const COLUMNS: usize = 72;

/// The letter as plain text: lines of at most 72 columns, links written out, tables in columns where they fit.
pub fn text(letter: &Letter) -> String {
    let words = Words::of(&Language::or_english(&letter.language));
    let mut parts: Vec<String> = Vec::new();
    if letter.draft {
        parts.push(words.draft.to_uppercase());
    }
    let mut sender = vec![letter.sender_name.clone()];
    sender.extend(letter.sender_lines.iter().cloned());
    parts.push(lines(&sender, ""));
    parts.push(lines(&letter.recipient_lines, ""));
    parts.push(lines(std::slice::from_ref(&letter.date), ""));
    let details: Vec<_> = letter.details.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    parts.push(lines(&details, ""));
    parts.push(underlined(&wrapped(&clean_line(&letter.subject), "", ""), '='));
    for (_, nodes) in letter.read_blocks() {
        parts.extend(nodes.iter().map(|node| shown(node, "")));
    }
    parts.push(lines(&letter.signature, ""));
    let enclosures = lines(&letter.enclosures, "- ");
    if !enclosures.is_empty() {
        parts.push(format!("{}:\n{enclosures}", words.enclosures));
    }
    parts.push(lines(letter.attribution.as_slice(), ""));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

fn lines(lines: &[String], mark: &str) -> String {
    let indent = " ".repeat(mark.len());
    let cleaned = lines.iter().map(|line| clean_line(line)).filter(|line| !line.is_empty());
    cleaned.map(|line| wrapped(&line, mark, &indent)).collect::<Vec<_>>().join("\n")
}

fn underlined(text: &str, with: char) -> String {
    let width = text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
    if width == 0 { String::new() } else { format!("{text}\n{}", with.to_string().repeat(width.min(COLUMNS))) }
}

/// The node with `indent` before each of its lines.
fn shown(node: &Node, indent: &str) -> String {
    match node {
        Node::Paragraph(runs) => wrapped(&flat(runs), indent, indent),
        Node::Heading { runs, .. } => {
            let heading = underlined(&wrapped(&flat(runs).replace('\n', " "), "", ""), '-');
            heading.lines().map(|line| format!("{indent}{line}")).collect::<Vec<_>>().join("\n")
        }
        Node::Quote(nodes) => {
            let quoted = all(nodes, &format!("{indent}> "), false);
            // Blank lines belong to the quote too.
            let bar = format!("{indent}>");
            quoted.lines().map(|line| if line.is_empty() { bar.as_str() } else { line }).collect::<Vec<_>>().join("\n")
        }
        Node::List { start, items } => list(*start, items, indent),
        Node::Table { head, rows } => columns(head, rows, indent).unwrap_or_else(|| shown(&records(head, rows), indent)),
    }
}

fn all(nodes: &[Node], indent: &str, close: bool) -> String {
    let shown: Vec<_> = nodes.iter().map(|node| shown(node, indent)).collect();
    shown.join(if close { "\n" } else { "\n\n" })
}

fn list(start: Option<u64>, items: &[Vec<Node>], indent: &str) -> String {
    let close = stand_close(items);
    let mut out = Vec::new();
    for (number, item) in (start.unwrap_or(1)..).zip(items) {
        let mark = if start.is_some() { format!("{number}. ") } else { "- ".to_owned() };
        let inner = format!("{indent}{}", " ".repeat(mark.len()));
        let body = all(item, &inner, close);
        let body = body.strip_prefix(inner.as_str()).unwrap_or(&body);
        out.push(format!("{indent}{mark}{body}").trim_end().to_owned());
    }
    out.join(if close { "\n" } else { "\n\n" })
}

/// The table in aligned columns, or nothing when it is too wide.
fn columns(head: &[Vec<Run>], rows: &[Vec<Vec<Run>>], indent: &str) -> Option<String> {
    let cells = |row: &[Vec<Run>]| row.iter().map(|cell| flat(cell).replace('\n', " ")).collect::<Vec<_>>();
    let table: Vec<Vec<String>> = std::iter::once(cells(head)).chain(rows.iter().map(|row| cells(row))).collect();
    let widths: Vec<usize> = (0..head.len())
        .map(|column| table.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0))
        .collect();
    let total = indent.width() + widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1);
    if total > COLUMNS {
        return None;
    }
    let padded = |row: &[String]| {
        let cells =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.width().min(*width))));
        format!("{indent}{}", cells.collect::<Vec<_>>().join("  ")).trim_end().to_owned()
    };
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    let mut lines: Vec<String> = table.iter().map(|row| padded(row)).collect();
    lines.insert(1, padded(&rule));
    Some(lines.join("\n"))
}

/// The runs as one text, with the address of each link after it.
fn flat(runs: &[Run]) -> String {
    let mut out = String::new();
    for run in runs {
        match run {
            Run::Text(text) => out.push_str(text),
            Run::Break => out.push('\n'),
            Run::Strong(inner) | Run::Emphasis(inner) => out.push_str(&flat(inner)),
            Run::Link { href, runs } => {
                out.push_str(&flat(runs));
                if let Some(address) = Run::written_out(href, runs) {
                    out.push_str(&format!(" ({address})"));
                }
            }
        }
    }
    out
}

/// Fills lines with the words of the text. A line break in it stays one.
fn wrapped(text: &str, first: &str, rest: &str) -> String {
    let mut out = String::new();
    let mut prefix = first;
    for piece in text.split('\n') {
        let mut line = String::new();
        for word in piece.split([' ', '\t']).filter(|word| !word.is_empty()) {
            let room = COLUMNS.saturating_sub(prefix.width());
            if !line.is_empty() && line.width() + 1 + word.width() > room {
                push_line(&mut out, prefix, &line);
                prefix = rest;
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        push_line(&mut out, prefix, &line);
        prefix = rest;
    }
    out.pop();
    out
}

fn push_line(out: &mut String, prefix: &str, line: &str) {
    out.push_str(prefix);
    out.push_str(line);
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_filled_and_long_words_stay_whole() {
        let address = format!("https://example.org/{}", "a".repeat(80));
        let text = wrapped(&format!("{} {address} end\nnext", "word ".repeat(20)), "- ", "  ");
        assert!(text.lines().filter(|line| !line.contains("https")).all(|line| line.width() <= COLUMNS));
        assert!(text.lines().any(|line| line.trim() == address));
        assert!(text.ends_with("end\n  next"), "{text}");
    }
}
