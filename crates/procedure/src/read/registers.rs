//! Reads trails of steps, and tables over cases.

use super::Cx;
use super::collect::RawRule;
use super::fields::Fields;
use super::names::in_words;
use super::tree::{Node, Tree};
use crate::ids::{FactId, Id};
use crate::model::{Register, Trail};

impl Cx<'_> {
    pub(super) fn trail_rule(&self, rule: &RawRule<'_>) -> Trail {
        let mut fields = self.fields(rule);
        let title = fields.text("title").map_or_else(|| in_words(&rule.name), |title| title.text);
        let words = fields.words("steps");
        if words.is_empty() && !rule.entries.iter().any(|entry| entry.key == "steps") {
            fields.missing("steps", "Name the steps that it shows.");
        }
        let steps = words.iter().filter_map(|word| self.step(word)).collect();
        fields.finish();
        Trail { name: rule.name.clone(), title, place: rule.place, steps }
    }

    pub(super) fn register_rule(&self, rule: &RawRule<'_>) -> Register {
        let given = |key: &str| rule.entries.iter().any(|entry| entry.key == key);
        let mut fields = self.fields(rule);
        let title = fields.text("title").map_or_else(|| in_words(&rule.name), |title| title.text);
        if !given("for") {
            fields.missing("for", "Say which roles may open it.");
        }
        let roles = fields.words("for").iter().filter_map(|word| self.role(word)).collect();
        let columns = match fields.node("columns") {
            Some(node) => self.columns(&fields, "columns", node),
            None => {
                fields.missing("columns", "Name the facts that are its columns.");
                Vec::new()
            }
        };
        let further = fields.node("further").map(|node| self.columns(&fields, "further", node)).unwrap_or_default();
        let groups = fields.text("groups").and_then(|word| self.fact(&word));
        let key = fields.text("key").and_then(|word| self.fact(&word));
        let imports = fields.words("imports").iter().filter_map(|word| self.step(word)).collect();
        fields.finish();
        Register { name: rule.name.clone(), title, place: rule.place, roles, columns, further, groups, key, imports }
    }

    /// Facts, each with what stands above it: in a map as it says, in a list the fact's label.
    fn columns(&self, fields: &Fields<'_>, key: &str, node: &Node) -> Vec<(FactId, String)> {
        let columns: Vec<(FactId, String)> = match &node.value {
            Tree::Map(entries) => {
                let labels = fields.labels_of(entries);
                labels.into_iter().filter_map(|(name, label)| Some((self.fact(&name)?, label.text))).collect()
            }
            _ => {
                let facts = self.facts_of(&fields.words_of(key, node));
                facts.into_iter().map(|fact| (fact, self.label_of(fact))).collect()
            }
        };
        let empty = match &node.value {
            Tree::Map(entries) => entries.is_empty(),
            Tree::List(nodes) => nodes.is_empty(),
            _ => false,
        };
        if empty {
            fields.wrong(key, node, "facts, or a map from facts to what stands above them");
        }
        columns
    }

    fn label_of(&self, fact: FactId) -> String {
        self.facts.get(fact.index()).map_or_else(String::new, |fact| fact.label.trim_end_matches('?').to_owned())
    }
}
