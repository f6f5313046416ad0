//! A letter as HTML for a preview on a page. Every tag in it is made here; everything that was written is escaped.

use crate::characters::{clean_line, reads_right_to_left};
use crate::markdown::{Level, Node, Run, parse, records, stand_close};
use crate::words::Words;
use crate::{Language, Letter};

/// Markdown as HTML that is safe on any page, whoever wrote it: `p`, `ul`, `ol`, `li`, `strong`, `em`, `h3`, `h4`,
/// `blockquote`, `br`, and `a` to web and mail addresses. A table is a list of its rows, each value after its column's name.
pub fn html(markdown: &str) -> String {
    let mut out = String::new();
    nodes(&parse(markdown), Place::AnyPage, &mut out);
    out
}

/// The letter as it will look, its parts in `rd-letter__…` classes: links are written out as on paper, tables are tables.
/// Each block carries its id in `data-block`.
pub fn page_html(letter: &Letter) -> String {
    let language = Language::or_english(&letter.language);
    let words = Words::of(&language);
    let direction = if language.reads_right_to_left() { " dir=\"rtl\"" } else { "" };
    let mut out = format!("<article class=\"rd-letter\" lang=\"{}\"{direction}>\n", escaped(&language.tag()));
    if letter.draft {
        out.push_str(&format!("<p class=\"rd-letter__draft\">{}</p>\n", words.draft));
    }
    let sender_name = clean_line(&letter.sender_name);
    out.push_str(&format!(
        "<div class=\"rd-letter__sender\">\n<p class=\"rd-letter__sender-name\">{}</p>\n",
        escaped(&sender_name)
    ));
    lines("rd-letter__sender-lines", &letter.sender_lines, &mut out);
    out.push_str("</div>\n");
    lines("rd-letter__recipient", &letter.recipient_lines, &mut out);
    lines("rd-letter__date", std::slice::from_ref(&letter.date), &mut out);
    details(&letter.details, &mut out);
    out.push_str(&format!("<h2 class=\"rd-letter__subject\">{}</h2>\n", escaped(&clean_line(&letter.subject))));
    for (block, content) in letter.read_blocks() {
        out.push_str(&format!("<div class=\"rd-letter__block\" data-block=\"{}\">\n", escaped(&block.id)));
        nodes(&content, Place::Letter, &mut out);
        out.push_str("</div>\n");
    }
    lines("rd-letter__signature", &letter.signature, &mut out);
    if !letter.enclosures.is_empty() {
        out.push_str(&format!("<div class=\"rd-letter__enclosures\">\n<h3>{}</h3>\n<ul>\n", words.enclosures));
        for enclosure in &letter.enclosures {
            out.push_str(&format!("<li>{}</li>\n", escaped(&clean_line(enclosure))));
        }
        out.push_str("</ul>\n</div>\n");
    }
    lines("rd-letter__attribution", letter.attribution.as_slice(), &mut out);
    out.push_str("</article>\n");
    out
}

/// Where the HTML will stand.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// Among a page's own text, in the few tags that [`html`] promises.
    AnyPage,
    /// In the picture of a letter.
    Letter,
}

fn lines(class: &str, lines: &[String], out: &mut String) {
    let shown: Vec<_> =
        lines.iter().map(|line| clean_line(line)).filter(|line| !line.is_empty()).map(|line| escaped(&line)).collect();
    if !shown.is_empty() {
        out.push_str(&format!("<p class=\"{class}\">{}</p>\n", shown.join("<br>\n")));
    }
}

fn details(details: &[(String, String)], out: &mut String) {
    if details.is_empty() {
        return;
    }
    out.push_str("<dl class=\"rd-letter__details\">\n");
    for (name, value) in details {
        let (name, value) = (escaped(&clean_line(name)), escaped(&clean_line(value)));
        out.push_str(&format!("<div><dt>{name}</dt> <dd>{value}</dd></div>\n"));
    }
    out.push_str("</dl>\n");
}

fn nodes(nodes: &[Node], place: Place, out: &mut String) {
    for each in nodes {
        node(each, place, out);
    }
}

fn node(node: &Node, place: Place, out: &mut String) {
    match node {
        Node::Paragraph(content) => element("p", content, place, out),
        Node::Heading { level: Level::Section, runs } => element("h3", runs, place, out),
        Node::Heading { level: Level::Subsection, runs } => element("h4", runs, place, out),
        Node::Quote(inner) => {
            out.push_str("<blockquote>\n");
            nodes(inner, place, out);
            out.push_str("</blockquote>\n");
        }
        Node::List { start, items } => list(*start, items, place, out),
        Node::Table { head, rows } if place == Place::Letter => table(head, rows, out),
        Node::Table { head, rows } => self::node(&records(head, rows), place, out),
    }
}

fn element(name: &str, content: &[Run], place: Place, out: &mut String) {
    let direction = if reads_right_to_left(&Run::plain(content)) { " dir=\"rtl\"" } else { "" };
    out.push_str(&format!("<{name}{direction}>"));
    runs(content, place, out);
    out.push_str(&format!("</{name}>\n"));
}

fn list(start: Option<u64>, items: &[Vec<Node>], place: Place, out: &mut String) {
    let name = if start.is_some() { "ol" } else { "ul" };
    match start {
        Some(start) if start != 1 => out.push_str(&format!("<ol start=\"{start}\">\n")),
        _ => out.push_str(&format!("<{name}>\n")),
    }
    let close = stand_close(items);
    for item in items {
        match item.as_slice() {
            [Node::Paragraph(content)] => element("li", content, place, out),
            [Node::Paragraph(content), lists @ ..] if close => {
                out.push_str("<li>");
                runs(content, place, out);
                out.push('\n');
                nodes(lists, place, out);
                out.push_str("</li>\n");
            }
            item => {
                out.push_str("<li>\n");
                nodes(item, place, out);
                out.push_str("</li>\n");
            }
        }
    }
    out.push_str(&format!("</{name}>\n"));
}

fn table(head: &[Vec<Run>], rows: &[Vec<Vec<Run>>], out: &mut String) {
    out.push_str("<table class=\"rd-letter__table\">\n<thead>\n");
    row(head, "<th scope=\"col\">", "</th>", out);
    out.push_str("</thead>\n<tbody>\n");
    for cells in rows {
        row(cells, "<td>", "</td>", out);
    }
    out.push_str("</tbody>\n</table>\n");
}

fn row(cells: &[Vec<Run>], open: &str, close: &str, out: &mut String) {
    out.push_str("<tr>");
    for cell in cells {
        out.push_str(open);
        runs(cell, Place::Letter, out);
        out.push_str(close);
    }
    out.push_str("</tr>\n");
}

fn runs(content: &[Run], place: Place, out: &mut String) {
    for run in content {
        match run {
            Run::Text(text) => out.push_str(&escaped(text)),
            Run::Break => out.push_str("<br>\n"),
            Run::Strong(inner) => {
                out.push_str("<strong>");
                runs(inner, place, out);
                out.push_str("</strong>");
            }
            Run::Emphasis(inner) => {
                out.push_str("<em>");
                runs(inner, place, out);
                out.push_str("</em>");
            }
            Run::Link { href, runs: inner } => {
                out.push_str(&format!("<a href=\"{}\" rel=\"noreferrer\">", escaped(href)));
                runs(inner, place, out);
                out.push_str("</a>");
                if let Some(address) = Run::written_out(href, inner).filter(|_| place == Place::Letter) {
                    out.push_str(&format!(" ({})", escaped(address)));
                }
            }
        }
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
