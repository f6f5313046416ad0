//! The stages of a procedure and the steps between them, as a picture and as text.
//!
//! The picture has a row for each stage, in the order in which cases come to them. On the right of each box leave the steps that
//! lead elsewhere, each with its words and, where that is not the next row, with where it leads. All steps that lead to one stage
//! share a lane, which they join with a dot and which comes back in at that stage: so there are no more lines than stages, however
//! many steps lead to an end.

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

/// The way of all steps that lead to one stage: from where they leave, and where they come in.
struct Way {
    to: StageId,
    low: usize,
    high: usize,
    end: usize,
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
    let starts = starts(&edges, &rows, &row_of);
    let ways = ways(&edges, &starts, &rows, &row_of);
    let lanes = lanes(&ways);
    let words: Vec<(&str, Option<String>)> = edges
        .iter()
        .map(|edge| {
            let (from, to) = (row_of.get(&edge.from), row_of.get(&From::Stage(edge.to)));
            let next = from.zip(to).is_some_and(|(from, to)| from + 1 == *to);
            (edge.title, (!next).then(|| format!(" → {}", procedure.stages[edge.to].title)))
        })
        .collect();
    let letters =
        |(title, leads): &(&str, Option<String>)| title.chars().count() + leads.as_ref().map_or(0, |to| to.chars().count());
    let left = BOX + words.iter().map(letters).max().unwrap_or(0) * LETTER + 24;
    let width = left + (lanes.iter().max().map_or(0, |lane| lane + 1)) * LANE + 12;
    let height = rows.last().map_or(0, |row| row.top + row.height) + 2;

    let mut out = format!(
        "<svg class=\"app-diagram\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"diagram-title diagram-description\" \
         viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-size=\"16\" fill=\"none\" stroke=\"currentColor\">\n\
         <title id=\"diagram-title\">{}</title>\n<desc id=\"diagram-description\">{}</desc>\n",
        escape(&format!("The stages of {}", with_article(&procedure.head.noun))),
        escape(text(procedure).trim_end()),
    );
    for (way, lane) in ways.iter().zip(&lanes) {
        let x = left + lane * LANE;
        let (low, high, end) = (way.low.min(way.end), way.high.max(way.end), way.end);
        out.push_str(&format!(
            "<g class=\"app-diagram__way\"><path d=\"M{x} {low}V{high}M{x} {end}H{}\"/><path d=\"M{BOX} {end}l8 -4v8z\" fill=\"currentColor\"/>",
            BOX + 8
        ));
        for ((_, start), (title, leads)) in edges.iter().zip(&starts).zip(&words).filter(|((edge, _), _)| edge.to == way.to) {
            let leads = leads.as_ref().map_or(String::new(), |to| format!("<tspan opacity=\"0.7\">{}</tspan>", escape(to)));
            out.push_str(&format!(
                "<path d=\"M{BOX} {start}H{x}\"/><circle cx=\"{x}\" cy=\"{start}\" r=\"2.5\" fill=\"currentColor\"/>\
                 <text x=\"{}\" y=\"{}\" fill=\"currentColor\" stroke=\"none\">{}{leads}</text>",
                BOX + 12,
                start.saturating_sub(4),
                escape(title)
            ));
        }
        out.push_str("</g>\n");
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
        let ports = edges.iter().filter(|edge| edge.from == at).count() + arrivals(edges, at);
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

/// Whether steps arrive at a row: they come in at one place.
fn arrivals(edges: &[Edge<'_>], at: From) -> usize {
    usize::from(edges.iter().any(|edge| From::Stage(edge.to) == at))
}

/// Where each step leaves its row, from the top, below where others arrive.
fn starts(edges: &[Edge<'_>], rows: &[Row], row_of: &BTreeMap<From, usize>) -> Vec<usize> {
    let mut used: BTreeMap<From, usize> = BTreeMap::new();
    let start = |edge: &Edge<'_>| {
        let top = row_of.get(&edge.from).and_then(|index| rows.get(*index)).map_or(0, |row| row.top);
        let used = used.entry(edge.from).or_insert_with(|| arrivals(edges, edge.from));
        *used += 1;
        top + *used * PORT
    };
    edges.iter().map(start).collect()
}

/// A way for each stage that steps lead to.
fn ways(edges: &[Edge<'_>], starts: &[usize], rows: &[Row], row_of: &BTreeMap<From, usize>) -> Vec<Way> {
    let mut ways: Vec<Way> = Vec::new();
    for (edge, start) in edges.iter().zip(starts) {
        match ways.iter_mut().find(|way| way.to == edge.to) {
            Some(way) => (way.low, way.high) = (way.low.min(*start), way.high.max(*start)),
            None => {
                let top = row_of.get(&From::Stage(edge.to)).and_then(|index| rows.get(*index)).map_or(0, |row| row.top);
                ways.push(Way { to: edge.to, low: *start, high: *start, end: top + PORT });
            }
        }
    }
    ways
}

/// A lane for each way, so that no two share a stretch; short ways take the inner lanes.
fn lanes(ways: &[Way]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ways.len()).collect();
    let span = |index: usize| ways.get(index).map_or((0, 0), |way| (way.low.min(way.end), way.high.max(way.end)));
    order.sort_by_key(|index| {
        let (low, high) = span(*index);
        (high - low, low)
    });
    let mut lanes = vec![0; ways.len()];
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
