//! The stages of a procedure and the steps between them, as a picture and as text.
//!
//! The picture has a row for each stage. On the right of each box leave the steps that lead elsewhere, each with its words;
//! they run down or up in a lane of their own and come back in where they lead.

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::StageId;
use crate::model::Procedure;
use crate::words::{capital, quoted, with_article};

const BOX: usize = 220;
const LINE: usize = 20;
const PORT: usize = 24;
const GAP: usize = 24;
const LANE: usize = 14;
/// About how wide a letter is.
const LETTER: usize = 8;

/// Where a step leads from: the beginning, every open stage, or one stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum From {
    Beginning,
    Anywhere,
    Stage(StageId),
}

/// A step that changes the stage.
struct Edge<'a> {
    from: From,
    to: StageId,
    title: &'a str,
}

/// A row of the picture.
struct Row {
    at: From,
    lines: Vec<String>,
    end: bool,
    top: usize,
    height: usize,
}

fn edges(procedure: &Procedure) -> Vec<Edge<'_>> {
    let mut edges = Vec::new();
    for (_, step) in procedure.steps.iter() {
        let Some(to) = step.to else { continue };
        let title = step.title.as_str();
        if step.begins {
            edges.push(Edge { from: From::Beginning, to, title });
        } else if step.from.is_empty() {
            edges.push(Edge { from: From::Anywhere, to, title });
        } else {
            let others = step.from.iter().filter(|from| **from != to);
            edges.extend(others.map(|from| Edge { from: From::Stage(*from), to, title }));
        }
    }
    edges
}

/// The stages in the order in which cases come to them, then those that no case comes to.
fn order(procedure: &Procedure, edges: &[Edge<'_>]) -> Vec<StageId> {
    let mut order: Vec<StageId> = Vec::new();
    let mut layer: BTreeSet<StageId> = edges.iter().filter(|edge| edge.from == From::Beginning).map(|edge| edge.to).collect();
    while !layer.is_empty() {
        order.extend(&layer);
        let next = edges.iter().filter(|edge| matches!(edge.from, From::Stage(from) if layer.contains(&from)));
        layer = next.map(|edge| edge.to).filter(|to| !order.contains(to)).collect();
    }
    order.extend(procedure.stages.ids().filter(|stage| !order.contains(stage)).collect::<Vec<_>>());
    // Ends stand last, whenever they are first reached.
    order.sort_by_key(|stage| procedure.stages[*stage].end);
    order
}

/// What each step does to the stage, a sentence each.
#[must_use]
pub fn text(procedure: &Procedure) -> String {
    let all = edges(procedure);
    let mut places = vec![From::Beginning, From::Anywhere];
    places.extend(order(procedure, &all).into_iter().map(From::Stage));
    let mut out = String::new();
    for place in places {
        for edge in all.iter().filter(|edge| edge.from == place) {
            let from = match place {
                From::Beginning => capital(&with_article(&procedure.head.noun)) + " begins",
                From::Anywhere => "From every open stage".to_owned(),
                From::Stage(stage) => format!("From {}", quoted(&procedure.stages[stage].title)),
            };
            out.push_str(&format!("{from}: {} leads to {}.\n", quoted(edge.title), quoted(&procedure.stages[edge.to].title)));
        }
    }
    out
}

/// The picture, to be put into a page as it is. It has no styles of its own: it takes the colour of the text around it, and its
/// parts have classes.
#[must_use]
pub fn svg(procedure: &Procedure) -> String {
    let edges = edges(procedure);
    let rows = rows(procedure, &edges);
    let row_of: BTreeMap<From, usize> = rows.iter().enumerate().map(|(index, row)| (row.at, index)).collect();
    let ports = ports(&edges, &rows, &row_of);
    let lanes = lanes(&ports);
    let labels = edges.iter().map(|edge| edge.title.chars().count()).max().unwrap_or(0) * LETTER + 24;
    let left = BOX + labels;
    let width = left + (lanes.iter().max().map_or(0, |lane| lane + 1)) * LANE + 12;
    let height = rows.last().map_or(0, |row| row.top + row.height) + 2;

    let mut out = format!(
        "<svg class=\"app-diagram\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"diagram-title diagram-description\" \
         viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-size=\"16\" fill=\"none\" stroke=\"currentColor\">\n\
         <title id=\"diagram-title\">{}</title>\n<desc id=\"diagram-description\">{}</desc>\n",
        escape(&format!("The stages of {}", with_article(&procedure.head.noun))),
        escape(text(procedure).trim_end()),
    );
    for ((edge, (start, end)), lane) in edges.iter().zip(&ports).zip(&lanes) {
        let x = left + lane * LANE;
        out.push_str(&format!("<g class=\"app-diagram__step\"><path d=\"M{BOX} {start}H{x}V{end}H{}\"/>", BOX + 8));
        out.push_str(&format!(
            "<path d=\"M{BOX} {end}l8 -4v8z\" fill=\"currentColor\"/><text x=\"{}\" y=\"{}\" fill=\"currentColor\" stroke=\"none\">{}</text></g>\n",
            BOX + 12,
            start.saturating_sub(4),
            escape(edge.title)
        ));
    }
    for row in &rows {
        let (class, more) = match (row.at, row.end) {
            (From::Stage(_), true) => ("app-diagram__stage app-diagram__stage--end", " stroke-width=\"3\""),
            (From::Stage(_), false) => ("app-diagram__stage", ""),
            _ => ("app-diagram__start", " stroke-dasharray=\"4 4\""),
        };
        out.push_str(&format!(
            "<g class=\"{class}\"><rect x=\"2\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\"{more}/>",
            row.top,
            BOX - 2,
            row.height
        ));
        let first = row.top + (row.height - row.lines.len() * LINE) / 2 + 15;
        for (index, line) in row.lines.iter().enumerate() {
            out.push_str(&format!(
                "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" fill=\"currentColor\" stroke=\"none\">{}</text>",
                BOX / 2 + 1,
                first + index * LINE,
                escape(line)
            ));
        }
        out.push_str("</g>\n");
    }
    out.push_str("</svg>\n");
    out
}

/// The rows, each high enough for its words and for the steps that leave and arrive there.
fn rows(procedure: &Procedure, edges: &[Edge<'_>]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut top = 2;
    let mut push = |at: From, title: &str, end: bool| {
        let lines = wrap(title, BOX / LETTER - 2);
        let ports =
            edges.iter().map(|edge| usize::from(edge.from == at) + usize::from(From::Stage(edge.to) == at)).sum::<usize>();
        let height = (lines.len() * LINE + 16).max(ports * PORT + 8);
        rows.push(Row { at, lines, end, top, height });
        top += height + GAP;
    };
    for (at, title) in [(From::Beginning, "A case begins"), (From::Anywhere, "Any open stage")] {
        if edges.iter().any(|edge| edge.from == at) {
            push(at, title, false);
        }
    }
    for id in order(procedure, edges) {
        let stage = &procedure.stages[id];
        push(From::Stage(id), &stage.title, stage.end);
    }
    rows
}

/// Where each step leaves its row and arrives at the other, from the top: first what arrives, then what leaves.
fn ports(edges: &[Edge<'_>], rows: &[Row], row_of: &BTreeMap<From, usize>) -> Vec<(usize, usize)> {
    let mut used: BTreeMap<usize, usize> = BTreeMap::new();
    let mut port = |at: From| {
        let index = row_of.get(&at).copied().unwrap_or(0);
        let used = used.entry(index).or_insert(0);
        *used += 1;
        rows.get(index).map_or(0, |row| row.top) + *used * PORT
    };
    let ends: Vec<usize> = edges.iter().map(|edge| port(From::Stage(edge.to))).collect();
    edges.iter().map(|edge| port(edge.from)).zip(ends).collect()
}

/// A lane for each step, so that no two share a stretch; short ways take the inner lanes.
fn lanes(ports: &[(usize, usize)]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ports.len()).collect();
    let span = |index: usize| ports.get(index).map_or((0, 0), |(start, end)| (*start.min(end), *start.max(end)));
    order.sort_by_key(|index| {
        let (low, high) = span(*index);
        (high - low, low)
    });
    let mut lanes = vec![0; ports.len()];
    let mut taken: Vec<Vec<(usize, usize)>> = Vec::new();
    for index in order {
        let (low, high) = span(index);
        let free =
            taken.iter().position(|lane| lane.iter().all(|(other_low, other_high)| high < *other_low || *other_high < low));
        let lane = free.unwrap_or(taken.len());
        if free.is_none() {
            taken.push(Vec::new());
        }
        if let Some(spans) = taken.get_mut(lane) {
            spans.push((low, high));
        }
        if let Some(slot) = lanes.get_mut(index) {
            *slot = lane;
        }
    }
    lanes
}

/// Breaks words into lines of about so many letters.
fn wrap(words: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
