//! Turns the events of the Markdown parser into the tree.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Level, Node, Run, is_seen, records};
use crate::characters::clean;
use crate::links;

/// Quotes and lists inside one another beyond this are shown at this depth: no reader follows further, and no
/// writer may exhaust the stack.
const DEEPEST_BLOCK: usize = 5;
/// The same for bold, italics and links inside one another.
const DEEPEST_RUN: usize = 4;
/// A table of more columns would not fit a page, and is shown as a list.
const WIDEST_TABLE: usize = 6;

/// Reads Markdown. Never fails: every text is some letter.
pub(crate) fn parse(markdown: &str) -> Vec<Node> {
    parse_all([markdown]).into_iter().flatten().collect()
}

/// Reads the parts of one letter, each to its own nodes. Headings step down through all of them.
pub(crate) fn parse_all<'m>(parts: impl IntoIterator<Item = &'m str>) -> Vec<Vec<Node>> {
    let mut seen_section = false;
    let mut read = |markdown: &str| {
        let source = clean(markdown);
        let mut builder = Builder::new(seen_section);
        for event in Parser::new_ext(&source, Options::ENABLE_TABLES) {
            builder.event(event);
        }
        seen_section = builder.seen_section;
        builder.finish()
    };
    parts.into_iter().map(&mut read).collect()
}

/// A piece of the tree that is still open.
#[derive(Debug)]
enum Frame {
    Blocks { kind: BlockKind, nodes: Vec<Node> },
    Items { start: Option<u64>, items: Vec<Vec<Node>> },
    Runs { kind: RunKind, runs: Vec<Run> },
    Table { head: Vec<Vec<Run>>, rows: Vec<Vec<Vec<Run>>>, row: Vec<Vec<Run>> },
}

#[derive(Debug, Clone, Copy)]
enum BlockKind {
    Letter,
    Quote,
    Item,
}

#[derive(Debug)]
enum RunKind {
    Paragraph,
    Heading(Level),
    Cell,
    Strong,
    Emphasis,
    Link(String),
    /// A link that a letter may not hold, or an image: its source is shown.
    Source(String),
}

struct Builder {
    frames: Vec<Frame>,
    /// For each tag now open, whether it opened a frame.
    opened: Vec<bool>,
    seen_section: bool,
}

impl Builder {
    fn new(seen_section: bool) -> Self {
        let letter = Frame::Blocks { kind: BlockKind::Letter, nodes: Vec::new() };
        Builder { frames: vec![letter], opened: Vec::new(), seen_section }
    }
}

impl Builder {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => {
                let opened = self.start(tag);
                self.opened.push(opened);
            }
            Event::End(tag) => {
                if self.opened.pop() == Some(true) {
                    self.close_loose_paragraph(tag);
                    self.close();
                }
                if matches!(tag, TagEnd::TableHead | TagEnd::TableRow) {
                    self.end_row(tag);
                }
            }
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.run(Run::Break),
            Event::Rule => {
                self.text("* * *");
                self.end_loose_paragraph();
            }
            // No option that makes these is switched on.
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    /// Opens a frame for the tag, and says whether it did.
    fn start(&mut self, tag: Tag<'_>) -> bool {
        let frame = match tag {
            Tag::Paragraph | Tag::HtmlBlock => {
                self.end_loose_paragraph();
                Frame::Runs { kind: RunKind::Paragraph, runs: Vec::new() }
            }
            Tag::CodeBlock(kind) => {
                self.end_loose_paragraph();
                let runs = match kind {
                    CodeBlockKind::Fenced(after) if !after.is_empty() => {
                        vec![Run::Text(after.into_string()), Run::Break]
                    }
                    _ => Vec::new(),
                };
                Frame::Runs { kind: RunKind::Paragraph, runs }
            }
            Tag::Heading { level, .. } => {
                self.end_loose_paragraph();
                Frame::Runs { kind: RunKind::Heading(self.level(level)), runs: Vec::new() }
            }
            Tag::BlockQuote(_) => {
                self.end_loose_paragraph();
                if self.block_depth() >= DEEPEST_BLOCK {
                    return false;
                }
                Frame::Blocks { kind: BlockKind::Quote, nodes: Vec::new() }
            }
            Tag::List(start) => {
                self.end_loose_paragraph();
                if self.block_depth() >= DEEPEST_BLOCK {
                    return false;
                }
                Frame::Items { start, items: Vec::new() }
            }
            Tag::Item => {
                self.end_loose_paragraph();
                if !matches!(self.frames.last(), Some(Frame::Items { .. })) {
                    return false;
                }
                Frame::Blocks { kind: BlockKind::Item, nodes: Vec::new() }
            }
            Tag::Table(_) => {
                self.end_loose_paragraph();
                Frame::Table { head: Vec::new(), rows: Vec::new(), row: Vec::new() }
            }
            Tag::TableCell => Frame::Runs { kind: RunKind::Cell, runs: Vec::new() },
            Tag::Emphasis | Tag::Strong | Tag::Link { .. } if self.run_depth() >= DEEPEST_RUN => {
                return false;
            }
            Tag::Emphasis => Frame::Runs { kind: RunKind::Emphasis, runs: Vec::new() },
            Tag::Strong => Frame::Runs { kind: RunKind::Strong, runs: Vec::new() },
            Tag::Link { dest_url, .. } => match links::allowed(&dest_url) {
                Some(href) => Frame::Runs { kind: RunKind::Link(href), runs: Vec::new() },
                None => {
                    let opening = Run::Text("[".to_owned());
                    Frame::Runs { kind: RunKind::Source(dest_url.into_string()), runs: vec![opening] }
                }
            },
            Tag::Image { dest_url, .. } => {
                let opening = Run::Text("![".to_owned());
                Frame::Runs { kind: RunKind::Source(dest_url.into_string()), runs: vec![opening] }
            }
            _ => return false,
        };
        if matches!(frame, Frame::Runs { kind: RunKind::Emphasis | RunKind::Strong | RunKind::Link(_) | RunKind::Source(_), .. })
        {
            self.begin_loose_paragraph();
        }
        self.frames.push(frame);
        true
    }

    /// Headings never skip a level, which the PDF standard forbids and screen readers stumble over.
    fn level(&mut self, level: HeadingLevel) -> Level {
        if level <= HeadingLevel::H2 || !self.seen_section {
            self.seen_section = true;
            Level::Section
        } else {
            Level::Subsection
        }
    }

    fn block_depth(&self) -> usize {
        let nested = |frame: &&Frame| matches!(frame, Frame::Items { .. } | Frame::Blocks { kind: BlockKind::Quote, .. });
        self.frames.iter().filter(nested).count()
    }

    fn run_depth(&self) -> usize {
        let runs = self.frames.iter().filter(|frame| matches!(frame, Frame::Runs { .. })).count();
        runs.saturating_sub(1)
    }

    /// Text may stand in a list item or quote without a paragraph of its own.
    fn begin_loose_paragraph(&mut self) {
        if matches!(self.frames.last(), Some(Frame::Blocks { .. })) {
            self.frames.push(Frame::Runs { kind: RunKind::Paragraph, runs: Vec::new() });
        }
    }

    fn end_loose_paragraph(&mut self) {
        if matches!(self.frames.last(), Some(Frame::Runs { kind: RunKind::Paragraph, .. })) {
            self.close();
        }
    }

    fn close_loose_paragraph(&mut self, ending: TagEnd) {
        if matches!(ending, TagEnd::Item | TagEnd::BlockQuote(_)) {
            self.end_loose_paragraph();
        }
    }

    fn text(&mut self, text: &str) {
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.run(Run::Break);
            }
            if !line.is_empty() {
                self.run(Run::Text(line.replace('\t', " ")));
            }
        }
    }

    fn run(&mut self, run: Run) {
        self.begin_loose_paragraph();
        let Some(Frame::Runs { runs, .. }) = self.frames.last_mut() else {
            return;
        };
        match (runs.last_mut(), run) {
            (Some(Run::Text(before)), Run::Text(more)) => before.push_str(&more),
            (_, run) => runs.push(run),
        }
    }

    /// Adds the node, unless a reader would see nothing of it.
    fn node(&mut self, node: Node) {
        let seen = match &node {
            Node::Paragraph(runs) | Node::Heading { runs, .. } => is_seen(runs),
            Node::Quote(nodes) => !nodes.is_empty(),
            Node::List { items, .. } => items.iter().any(|item| !item.is_empty()),
            Node::Table { head, .. } => !head.is_empty(),
        };
        if let Some(Frame::Blocks { nodes, .. }) = self.frames.last_mut().filter(|_| seen) {
            nodes.push(node);
        }
    }

    fn end_row(&mut self, ending: TagEnd) {
        if let Some(Frame::Table { head, rows, row }) = self.frames.last_mut() {
            let cells = std::mem::take(row);
            if ending == TagEnd::TableHead { *head = cells } else { rows.push(cells) }
        }
    }

    /// Closes the innermost frame and puts what it holds into the one around it.
    fn close(&mut self) {
        match self.frames.pop() {
            None => {}
            Some(letter @ Frame::Blocks { kind: BlockKind::Letter, .. }) => self.frames.push(letter),
            Some(Frame::Blocks { kind: BlockKind::Quote, nodes }) => self.node(Node::Quote(nodes)),
            Some(Frame::Blocks { kind: BlockKind::Item, nodes }) => {
                if let Some(Frame::Items { items, .. }) = self.frames.last_mut() {
                    items.push(nodes);
                }
            }
            Some(Frame::Items { start, items }) => self.node(Node::List { start, items }),
            Some(Frame::Table { head, rows, .. }) if head.len() > WIDEST_TABLE => {
                self.node(records(&head, &rows));
            }
            Some(Frame::Table { head, rows, .. }) => self.node(Node::Table { head, rows }),
            Some(Frame::Runs { kind, runs }) => self.close_runs(kind, runs),
        }
    }

    fn close_runs(&mut self, kind: RunKind, runs: Vec<Run>) {
        match kind {
            RunKind::Paragraph => self.node(Node::Paragraph(links::find(trimmed(runs)))),
            RunKind::Heading(level) => {
                self.node(Node::Heading { level, runs: links::find(trimmed(runs)) });
            }
            RunKind::Cell => {
                if let Some(Frame::Table { row, .. }) = self.frames.last_mut() {
                    row.push(links::find(trimmed(runs)));
                }
            }
            RunKind::Strong => self.run(Run::Strong(runs)),
            RunKind::Emphasis => self.run(Run::Emphasis(runs)),
            RunKind::Link(href) => {
                let runs = if is_seen(&runs) { runs } else { vec![Run::Text(href.clone())] };
                self.run(Run::Link { href, runs });
            }
            RunKind::Source(destination) => {
                for run in runs {
                    self.run(run);
                }
                self.text(&format!("]({destination})"));
            }
        }
    }

    fn finish(mut self) -> Vec<Node> {
        while self.frames.len() > 1 {
            self.close();
        }
        match self.frames.pop() {
            Some(Frame::Blocks { nodes, .. }) => nodes,
            _ => Vec::new(),
        }
    }
}

fn trimmed(mut runs: Vec<Run>) -> Vec<Run> {
    while runs.last() == Some(&Run::Break) {
        runs.pop();
    }
    let leading = runs.iter().take_while(|run| **run == Run::Break).count();
    runs.drain(..leading);
    runs
}
