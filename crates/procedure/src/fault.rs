//! What is wrong with a procedure, in words, with the place and what to do next.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};

/// A text that faults point into: the document or a letter's template.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    named: Arc<NamedSource<String>>,
}

impl Text {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self { named: Arc::new(NamedSource::new(path, text.to_owned()).with_language("Markdown")) }
    }

    /// The line and the column, both from 1, of a byte.
    fn line_and_column(&self, at: usize) -> (usize, usize) {
        let before = self.named.inner().get(..at).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        (line, column)
    }
}

/// One thing that is wrong with a procedure.
#[derive(Clone)]
pub struct Fault {
    message: String,
    help: Option<String>,
    text: Text,
    /// The place itself, then others that explain it, each with a few words.
    labels: Vec<(Range<usize>, String)>,
}

impl Fault {
    pub(crate) fn new(text: &Text, place: Range<usize>, message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, text: text.clone(), labels: vec![(place, "here".to_owned())] }
    }

    /// What to do next.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What to do next, when there is something to say.
    pub(crate) fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// The words at the place itself.
    pub(crate) fn label(mut self, words: &str) -> Self {
        if let Some((_, label)) = self.labels.first_mut() {
            words.clone_into(label);
        }
        self
    }

    /// Another place that explains the fault.
    pub(crate) fn also(mut self, place: Range<usize>, words: &str) -> Self {
        self.labels.push((place, words.to_owned()));
        self
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// The file, as it was named to the reader.
    #[must_use]
    pub fn path(&self) -> &str {
        self.text.named.name()
    }

    /// The bytes of the file that are at fault.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.labels.first().map_or(0..0, |(span, _)| span.clone())
    }

    /// The line and the column, both from 1.
    #[must_use]
    pub fn line_and_column(&self) -> (usize, usize) {
        self.text.line_and_column(self.span().start)
    }

    /// The fault with its place, the line and the help, in plain text.
    #[must_use]
    pub fn text(&self) -> String {
        let (line, column) = self.line_and_column();
        let mut out = format!("{}:{line}:{column}: {}\n", self.path(), self.message);
        for (index, (span, words)) in self.labels.iter().enumerate() {
            let (number, column) = self.text.line_and_column(span.start);
            let Some(content) = self.text.named.inner().lines().nth(number.saturating_sub(1)) else { continue };
            let left = column.saturating_sub(1);
            let marked = self.text.named.inner().get(span.clone()).map_or(0, |text| text.chars().count());
            let width = marked.min(content.chars().count().saturating_sub(left)).max(1);
            out.push_str(&format!("  {number:>4} | {content}\n       | {}{}", " ".repeat(left), "^".repeat(width)));
            if index > 0 || words != "here" {
                out.push(' ');
                out.push_str(words);
            }
            out.push('\n');
        }
        if let Some(help) = &self.help {
            out.push_str(&format!("  {help}\n"));
        }
        out
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl std::error::Error for Fault {}

impl Diagnostic for Fault {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.text.named.as_ref())
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().map(|(span, words)| LabeledSpan::at(span.clone(), words))))
    }
}

/// All that is wrong with a procedure, in the order of the document.
///
/// Written with `{}` it is one sentence; with `{:#}`, or as [`Faults::text`], every fault with its place in plain text.
#[derive(Clone, Default)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Each fault.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter()
    }

    /// All faults with their places, in plain text.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.iter().map(Fault::text).collect::<Vec<_>>().join("\n")
    }

    pub(crate) fn sort(&mut self) {
        self.0.sort_by(|a, b| {
            (a.path(), a.span().start, a.span().end, &a.message).cmp(&(b.path(), b.span().start, b.span().end, &b.message))
        });
        self.0.dedup_by(|a, b| a.message == b.message && a.span() == b.span() && a.path() == b.path());
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            return f.write_str(&self.text());
        }
        match self.0.as_slice() {
            [] => f.write_str("nothing is wrong"),
            [fault] => write!(f, "{}: {fault}", fault.path()),
            [fault, ..] => write!(f, "{} things are wrong in {}", self.0.len(), fault.path()),
        }
    }
}

impl fmt::Debug for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{}", self.text())
    }
}

impl std::error::Error for Faults {}

impl Diagnostic for Faults {
    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        Some(Box::new(self.0.iter().map(|fault| fault as &dyn Diagnostic)))
    }
}

/// Gathers the faults of one text.
pub(crate) struct Sink {
    text: Text,
    faults: RefCell<Vec<Fault>>,
}

impl Sink {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self { text: Text::new(path, text), faults: RefCell::default() }
    }

    /// A fault at a place of the text, to be pushed when it says all that it should.
    pub(crate) fn at(&self, place: Range<usize>, message: impl Into<String>) -> Fault {
        Fault::new(&self.text, place, message)
    }

    pub(crate) fn push(&self, fault: Fault) {
        self.faults.borrow_mut().push(fault);
    }

    /// Takes over the faults of another text.
    pub(crate) fn extend(&self, other: Self) {
        self.faults.borrow_mut().extend(other.faults.into_inner());
    }

    pub(crate) fn len(&self) -> usize {
        self.faults.borrow().len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.faults.borrow().is_empty()
    }

    /// All faults, in the order of the text.
    pub(crate) fn finish(self) -> Faults {
        let mut faults = Faults(self.faults.into_inner());
        faults.sort();
        faults
    }
}
