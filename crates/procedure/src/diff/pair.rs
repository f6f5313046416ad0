//! One rule in both versions: which of its keys differ, and what is said of each.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::{Change, names};
use crate::model::{Place, Procedure, Rule};
use crate::words::{capital, list};

/// Finds what a name means in one of the versions.
pub(super) type Called = fn(&Procedure, &str) -> String;

/// A rule as it was and as it is.
pub(super) struct Pair<'a> {
    pub(super) old: &'a Procedure,
    pub(super) new: &'a Procedure,
    was: Table,
    is: Table,
    sort: &'static str,
    name: String,
    title: String,
    seen: BTreeSet<&'static str>,
    pub(super) out: Vec<Change>,
}

impl<'a> Pair<'a> {
    pub(super) fn new(old: &'a Procedure, new: &'a Procedure, was: (Rule, Place), is: (Rule, Place)) -> Self {
        Self {
            old,
            new,
            was: written(old, was.0, was.1),
            is: written(new, is.0, is.1),
            sort: names::sort(is.0),
            name: names::key(new, is.0).1,
            title: names::title(new, is.0),
            seen: BTreeSet::new(),
            out: Vec::new(),
        }
    }

    /// Notes a change: the title, and what is said of it.
    pub(super) fn say(&mut self, aspect: &'static str, words: &str, before: Option<String>, after: Option<String>) {
        // Of a view and of the document it is said in the sentence whose they are.
        let words = match self.sort {
            "View" | "Procedure" => format!("{}.", capital(words)),
            _ => format!("{}: {words}.", self.title),
        };
        self.say_whole(aspect, words, before, after);
    }

    /// Notes a change in a sentence of its own.
    pub(super) fn say_whole(&mut self, aspect: &'static str, words: String, before: Option<String>, after: Option<String>) {
        let (sort, name, title) = (self.sort, self.name.clone(), self.title.clone());
        self.out.push(Change { sort, name, title, aspect, words, before, after });
    }

    /// Whether any of these keys says something else than before.
    pub(super) fn differ(&mut self, keys: &[&'static str]) -> bool {
        self.seen.extend(keys);
        keys.iter().any(|key| even(self.was.get(*key)) != even(self.is.get(*key)))
    }

    /// One thing that several keys say together; the words for either version are none where nothing is said.
    pub(super) fn one(
        &mut self,
        aspect: &'static str,
        keys: &[&'static str],
        words: (Option<String>, Option<String>),
        says: impl Fn(Option<&str>, Option<&str>) -> String,
    ) {
        if !self.differ(keys) {
            return;
        }
        let (before, after) = words;
        if before != after {
            let words = says(before.as_deref(), after.as_deref());
            self.say(aspect, &words, before, after);
            return;
        }
        // The same words for something else: another name, perhaps. What stands in the document tells them apart.
        for key in keys {
            let (before, after) = (self.was.get(*key).cloned(), self.is.get(*key).cloned());
            if even(before.as_ref()) != even(after.as_ref()) {
                self.key(aspect, key, before.as_ref(), after.as_ref());
            }
        }
    }

    /// A title or another text that people read.
    pub(super) fn text(&mut self, aspect: &'static str, key: &'static str, words: (&str, &str)) {
        self.seen.insert(key);
        if words.0 != words.1 {
            let says = format!("{aspect} reads “{}”, before “{}”", words.1, words.0);
            self.say(aspect, &says, Some(words.0.to_owned()), Some(words.1.to_owned()));
        }
    }

    /// What something is called, or a question: the old words serve to find it.
    pub(super) fn renamed(&mut self, aspect: &'static str, key: &'static str, words: (&str, &str), is: &str) {
        self.seen.insert(key);
        if words.0 != words.1 {
            let says = format!("The {} “{}” {is} “{}” now.", self.sort.to_lowercase(), words.0, words.1);
            self.say_whole(aspect, says, Some(words.0.to_owned()), Some(words.1.to_owned()));
        }
    }

    /// Names, each of which may be new or gone.
    pub(super) fn set(&mut self, aspect: &'static str, key: &'static str, called: Called, now: &str, no_longer: &str) {
        self.seen.insert(key);
        let (was, is) = (words_of(self.was.get(key)), words_of(self.is.get(key)));
        self.sets(aspect, &was, &is, called, now, no_longer);
    }

    /// Names of which some are new or gone; `{}` in what is said stands for them.
    pub(super) fn sets(
        &mut self,
        aspect: &'static str,
        was: &[String],
        is: &[String],
        called: Called,
        now: &str,
        no_longer: &str,
    ) {
        let fresh: Vec<String> = is.iter().filter(|name| !was.contains(name)).map(|name| called(self.new, name)).collect();
        let gone: Vec<String> = was.iter().filter(|name| !is.contains(name)).map(|name| called(self.old, name)).collect();
        if !fresh.is_empty() {
            let fresh = list(&fresh, "and");
            self.say(aspect, &now.replace("{}", &fresh), None, Some(fresh));
        }
        if !gone.is_empty() {
            let gone = list(&gone, "and");
            self.say(aspect, &no_longer.replace("{}", &gone), Some(gone), None);
        }
    }

    /// Yes or no.
    pub(super) fn flag(&mut self, aspect: &'static str, key: &'static str, now: &str, no_longer: &str) {
        if self.differ(&[key]) {
            let yes = self.is.get(key).and_then(Value::as_bool).unwrap_or(false);
            let words = |yes: bool| Some(if yes { "yes" } else { "no" }.to_owned());
            self.say(aspect, if yes { now } else { no_longer }, words(!yes), words(yes));
        }
    }

    /// What the older and the newer version write under a key.
    pub(super) fn written(&mut self, key: &'static str) -> (Option<&Value>, Option<&Value>) {
        self.seen.insert(key);
        (self.was.get(key), self.is.get(key))
    }

    /// Keys that are looked at elsewhere.
    pub(super) fn pass(&mut self, keys: &[&'static str]) {
        self.seen.extend(keys);
    }

    /// Every key that nothing was said of.
    pub(super) fn finish(mut self) -> Vec<Change> {
        let mut keys: BTreeSet<String> = self.was.keys().chain(self.is.keys()).cloned().collect();
        keys.retain(|key| !self.seen.contains(key.as_str()));
        for key in &keys {
            let (before, after) = (self.was.get(key).cloned(), self.is.get(key).cloned());
            if even(before.as_ref()) != even(after.as_ref()) {
                self.key("other", key, before.as_ref(), after.as_ref());
            }
        }
        self.out
    }

    fn key(&mut self, aspect: &'static str, key: &str, before: Option<&Value>, after: Option<&Value>) {
        let (before, after) = (before.map(plain), after.map(plain));
        let words = match (&before, &after) {
            (None, Some(after)) => format!("`{key}` is {after} now, and was not given before"),
            (Some(before), None) => format!("`{key}` is no longer given; it was {before}"),
            (before, after) => {
                format!("`{key}` is {}, before {}", after.as_deref().unwrap_or("–"), before.as_deref().unwrap_or("–"))
            }
        };
        self.say(aspect, &words, before, after);
    }
}

/// The keys of a rule as they stand in the document.
fn written(procedure: &Procedure, rule: Rule, place: Place) -> Table {
    let (kind, name) = names::key(procedure, rule);
    let text = procedure.text.get(place.start..place.end).unwrap_or_default();
    let table = text.parse::<Table>().unwrap_or_default();
    let inner = table.get(kind).and_then(Value::as_table).cloned().unwrap_or_default();
    if name.is_empty() { inner } else { inner.get(&name).and_then(Value::as_table).cloned().unwrap_or_default() }
}

/// A value such that two ways to write the same are equal: one name and a list of it, `false` and nothing, “1 days” and “1 day”.
fn even(value: Option<&Value>) -> Option<Value> {
    match value? {
        Value::Boolean(false) => None,
        Value::String(text) => {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let text = text.parse::<calendar::Limit>().map_or(text, |limit| limit.to_string());
            Some(Value::Array(vec![Value::String(text)]))
        }
        Value::Array(items) if items.is_empty() => None,
        Value::Array(items) if items.iter().all(Value::is_str) => {
            let texts = items.iter().filter_map(Value::as_str);
            Some(Value::Array(texts.map(|text| Value::String(text.to_owned())).collect()))
        }
        Value::Array(items) => match items.as_slice() {
            [one] => even(Some(one)),
            several => Some(Value::Array(several.iter().filter_map(|item| even(Some(item))).collect())),
        },
        Value::Table(table) => {
            let inner = table.iter().filter_map(|(key, value)| {
                // Within a condition `false` is a value that is tested for, and the order of the values does not matter.
                let value = match value.as_array().map(Vec::as_slice) {
                    Some([one]) => one,
                    _ => value,
                };
                let value = if value.is_bool() { Some(value.clone()) } else { even(Some(value)).map(sorted) };
                value.map(|value| (key.clone(), value))
            });
            Some(Value::Table(inner.collect()))
        }
        other => Some(other.clone()),
    }
}

fn sorted(value: Value) -> Value {
    match value {
        Value::Array(mut items) if items.iter().all(Value::is_str) => {
            items.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
            Value::Array(items)
        }
        other => other,
    }
}

/// The texts of a value that is a text or a list of texts.
pub(super) fn words_of(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// A value as people read it, as far as TOML can be read.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => format!("“{text}”"),
        Value::Boolean(true) => "yes".to_owned(),
        Value::Boolean(false) => "no".to_owned(),
        Value::Array(items) => list(&items.iter().map(plain).collect::<Vec<_>>(), "and"),
        Value::Table(table) => table.iter().map(|(key, value)| format!("{key}: {}", plain(value))).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
