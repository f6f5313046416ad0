//! Reads conditions: maps of finite facts to the values that pass.

use super::Cx;
use super::fields::{Fields, Word, word};
use super::names::closest;
use super::tree::{Entry, Node, Tree};
use crate::ids::{FactId, Id};
use crate::model::{Condition, Fact, Guard, Kind, Test, UNKNOWN};
use crate::value::Value;

/// How many values a finite fact may have: one bit of a [`Test`] each, and some to spare.
pub(super) const MOST_VALUES: usize = 60;

impl Cx<'_> {
    /// `when` and `unless`.
    pub(super) fn guard(&self, fields: &mut Fields<'_>) -> Guard {
        let mut conditions = |key: &'static str| match fields.node(key) {
            Some(node) => self.conditions(key, node),
            None => Vec::new(),
        };
        Guard { when: conditions("when"), unless: conditions("unless") }
    }

    /// A map, or a list of maps of which any must hold.
    pub(super) fn conditions(&self, key: &str, node: &Node) -> Vec<Condition> {
        maps(node)
            .into_iter()
            .map(|(node, entries)| match entries {
                Some(entries) => self.condition(key, node.place.clone(), entries.iter()),
                None => {
                    let message = format!(
                        "`{key}` must be a map such as {{ some-fact = \"value\" }}, or a list of maps; here it is {}",
                        node.noun()
                    );
                    self.sink.push(self.sink.at(node.place.clone(), message));
                    Condition::default()
                }
            })
            .collect()
    }

    /// One map: all of it must hold.
    pub(super) fn condition<'e>(
        &self,
        key: &str,
        place: std::ops::Range<usize>,
        entries: impl Iterator<Item = &'e Entry>,
    ) -> Condition {
        let mut given = 0;
        let tests = entries.inspect(|_| given += 1).filter_map(|entry| self.test(entry)).collect();
        if given == 0 {
            self.sink.push(self.sink.at(place, format!("`{key}` tests nothing")).help("Name a fact and the values that pass."));
        }
        Condition { tests }
    }

    fn test(&self, entry: &Entry) -> Option<Test> {
        let id = self.fact(&Word { text: entry.key.clone(), place: entry.key_place.clone() })?;
        let fact = self.fact_of(id)?;
        if !fact.kind.is_finite() {
            let message = format!("“{}” is a {} and cannot be tested", fact.name, fact.kind.noun());
            self.sink.push(self.sink.at(entry.key_place.clone(), message).help(
                "Only choices, yes or no, and what tables decide can be tested, so that every combination can be checked. \
                 Derive a fact that is yes or no from it, and test that.",
            ));
            return None;
        }
        let nodes = match &entry.node.value {
            Tree::List(nodes) => nodes.iter().collect(),
            _ => vec![&entry.node],
        };
        let mut allowed = 0;
        for node in &nodes {
            allowed |= self.bit(fact, node).unwrap_or(0);
        }
        if nodes.is_empty() {
            let message = format!("No value of “{}” is named", fact.name);
            self.sink.push(self.sink.at(entry.node.place.clone(), message).help("Name the values that pass."));
        }
        Some(Test { fact: id, allowed })
    }

    fn bit(&self, fact: &Fact, node: &Node) -> Option<u64> {
        if let (Tree::Flag(yes), Kind::YesNo) = (&node.value, &fact.kind) {
            return Some(1 << u32::from(*yes));
        }
        let given = word(node);
        if given.as_ref().is_some_and(|word| word.text == "unknown") {
            return Some(UNKNOWN);
        }
        let wanted =
            if fact.kind == Kind::YesNo { "`true`, `false` or \"unknown\"" } else { "the name of a value in quotation marks" };
        let Some(given) = given.filter(|_| fact.kind != Kind::YesNo) else {
            let message = format!("“{}” is tested with {wanted}; here it is {}", fact.name, node.noun());
            self.sink.push(self.sink.at(node.place.clone(), message));
            return None;
        };
        self.position(fact, &given).map(|position| 1 << position)
    }

    /// The position of a value, by its name, in the domain of a finite fact.
    pub(super) fn position(&self, fact: &Fact, given: &Word) -> Option<usize> {
        let names = self.value_names(fact);
        // A limit may be written in more than one way.
        let wanted = match fact.kind {
            Kind::Limit => given.text.parse::<calendar::Limit>().map_or(given.text.clone(), |limit| limit.to_string()),
            _ => given.text.clone(),
        };
        let position = names.iter().position(|name| *name == wanted);
        if position.is_none() {
            // A table whose rows could not be read would make every value a fault.
            if names.is_empty() {
                return None;
            }
            let message = if matches!(fact.kind, Kind::Role | Kind::Limit | Kind::Step) {
                format!("No row of the table decides that “{}” is “{}”", fact.name, given.text)
            } else {
                format!("“{}” is no value of “{}”", given.text, fact.name)
            };
            let help = closest(&given.text, names.iter().map(String::as_str)).map_or_else(
                || format!("The values are {}.", names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ")),
                |near| format!("Did you mean “{near}”?"),
            );
            self.sink.push(self.sink.at(given.place.clone(), message).help(help));
        }
        position
    }

    /// What the values of a finite fact are called, in the order of its domain.
    pub(super) fn value_names(&self, fact: &Fact) -> Vec<String> {
        match &fact.kind {
            Kind::Choice(choices) => choices.iter().map(|choice| choice.name.clone()).collect(),
            Kind::YesNo => vec!["no".to_owned(), "yes".to_owned()],
            _ => fact
                .decided
                .iter()
                .map(|value| match value {
                    Value::Role(role) => self.names.roles.name(*role).to_owned(),
                    Value::Step(step) => self.names.steps.name(*step).to_owned(),
                    Value::Limit(limit) => limit.to_string(),
                    _ => String::new(),
                })
                .collect(),
        }
    }

    pub(super) fn fact_of(&self, id: FactId) -> Option<&Fact> {
        self.facts.get(id.index())
    }
}

/// The parts of a value that is a map or a list of maps, each with its entries when it is a map.
pub(super) fn maps(node: &Node) -> Vec<(&Node, Option<&[Entry]>)> {
    let nodes: Vec<&Node> = match &node.value {
        Tree::List(nodes) => nodes.iter().collect(),
        _ => vec![node],
    };
    nodes
        .into_iter()
        .map(|node| match &node.value {
            Tree::Map(entries) => (node, Some(entries.as_slice())),
            _ => (node, None),
        })
        .collect()
}
