//! Takes the keys of one rule, each once, and reports what is missing, of the wrong kind or not known.

use std::ops::Range;

use calendar::Limit;

use super::names::closest;
use super::tree::{Entry, Node, Tree};
use crate::fault::Sink;
use crate::words::capital;

/// A text and where it stands.
#[derive(Clone)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) place: Range<usize>,
}

/// The keys of a rule, or of a map within one.
pub(super) struct Fields<'a> {
    sink: &'a Sink,
    /// What they belong to: “the step “draft””.
    what: String,
    place: Range<usize>,
    entries: &'a [Entry],
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(sink: &'a Sink, what: &str, place: Range<usize>, entries: &'a [Entry]) -> Self {
        Self { sink, what: what.to_owned(), place, entries, known: Vec::new() }
    }

    /// What they belong to, in words.
    pub(super) fn what(&self) -> &str {
        &self.what
    }

    /// Where the rule stands.
    pub(super) fn place(&self) -> Range<usize> {
        self.place.clone()
    }

    /// The entry of a key. Each key that a rule can have must pass here, so that others can be told.
    pub(super) fn entry(&mut self, key: &'static str) -> Option<&'a Entry> {
        self.known.push(key);
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The value of a key.
    pub(super) fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// Reports that a key is missing.
    pub(super) fn missing(&self, key: &str, help: &str) {
        self.sink.push(self.sink.at(self.place.clone(), format!("{} lacks `{key}`", capital(&self.what))).help(help));
    }

    /// Reports that a value is of the wrong kind.
    pub(super) fn wrong(&self, key: &str, node: &Node, wanted: &str) {
        let message = format!("`{key}` of {} must be {wanted}; here it is {}", self.what, node.noun());
        self.sink.push(self.sink.at(node.place.clone(), message));
    }

    /// A text.
    pub(super) fn text(&mut self, key: &'static str) -> Option<Word> {
        let node = self.node(key)?;
        let word = word(node);
        if word.is_none() {
            self.wrong(key, node, "a text in quotation marks");
        }
        word
    }

    /// A text that must be there and say something.
    pub(super) fn need_text(&mut self, key: &'static str, help: &str) -> Word {
        let given = self.entries.iter().any(|entry| entry.key == key);
        match self.text(key) {
            Some(word) if word.text.trim().is_empty() => {
                self.sink.push(self.sink.at(word.place.clone(), format!("`{key}` of {} is empty", self.what)).help(help));
                word
            }
            Some(word) => word,
            None => {
                if !given {
                    self.missing(key, help);
                }
                Word { text: String::new(), place: self.place.clone() }
            }
        }
    }

    /// Yes or no; no when it is not given.
    pub(super) fn flag(&mut self, key: &'static str) -> bool {
        let Some(node) = self.node(key) else { return false };
        if let Tree::Flag(yes) = node.value {
            return yes;
        }
        self.wrong(key, node, "`true` or `false`");
        false
    }

    /// A whole number that is not negative.
    pub(super) fn count(&mut self, key: &'static str) -> Option<u32> {
        let node = self.node(key)?;
        let count = match node.value {
            Tree::Whole(number) => u32::try_from(number).ok(),
            _ => None,
        };
        if count.is_none() {
            self.wrong(key, node, "a whole number such as 3");
        }
        count
    }

    /// A length of time.
    pub(super) fn limit(&mut self, key: &'static str) -> Option<Limit> {
        let word = self.text(key)?;
        limit(self.sink, &word)
    }

    /// A text or a list of texts.
    pub(super) fn words(&mut self, key: &'static str) -> Vec<Word> {
        let Some(node) = self.node(key) else { return Vec::new() };
        self.words_of(key, node)
    }

    /// The texts of a value that is a text or a list of texts.
    pub(super) fn words_of(&self, key: &str, node: &Node) -> Vec<Word> {
        let nodes = match &node.value {
            Tree::List(nodes) => nodes.iter().collect(),
            _ => vec![node],
        };
        nodes
            .into_iter()
            .filter_map(|node| {
                let word = word(node);
                if word.is_none() {
                    self.wrong(key, node, "a name in quotation marks, or a list of such names");
                }
                word
            })
            .collect()
    }

    /// A map of names to texts, in the order of the document.
    pub(super) fn labels(&mut self, key: &'static str) -> Option<Vec<(Word, Word)>> {
        let node = self.node(key)?;
        let Tree::Map(entries) = &node.value else {
            self.wrong(key, node, "a map such as { some-name = \"What people read\" }");
            return None;
        };
        Some(self.labels_of(entries))
    }

    /// The names and texts of a map.
    pub(super) fn labels_of(&self, entries: &[Entry]) -> Vec<(Word, Word)> {
        let mut labels = Vec::new();
        for entry in entries {
            match word(&entry.node) {
                Some(label) => labels.push((Word { text: entry.key.clone(), place: entry.key_place.clone() }, label)),
                None => self.wrong(&entry.key, &entry.node, "a text in quotation marks"),
            }
        }
        labels
    }

    /// Reports every key that was not asked for.
    pub(super) fn finish(self) {
        for entry in self.entries {
            if self.known.contains(&entry.key.as_str()) {
                continue;
            }
            let help = closest(&entry.key, self.known.iter().copied()).map_or_else(
                || format!("The keys are {}.", self.known.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")),
                |key| format!("Did you mean `{key}`?"),
            );
            let message = format!("{} knows no key `{}`", capital(&self.what), entry.key);
            self.sink.push(self.sink.at(entry.key_place.clone(), message).help(help));
        }
    }
}

/// The text of a value that is one.
pub(super) fn word(node: &Node) -> Option<Word> {
    match &node.value {
        Tree::Text(text) => Some(Word { text: text.clone(), place: node.place.clone() }),
        _ => None,
    }
}

/// Reads a length of time.
pub(super) fn limit(sink: &Sink, word: &Word) -> Option<Limit> {
    let limit = word.text.parse();
    if limit.is_err() {
        sink.push(sink.at(word.place.clone(), format!("“{}” is not a length of time", word.text)).help(
            "Write a whole number and a unit, such as “6 hours”, “2 days”, “20 working days”, “12 weeks”, “3 months”, “1 year”; \
             or “the same day”, “the next working day”, “at once”.",
        ));
    }
    limit.ok()
}
