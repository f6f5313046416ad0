//! Reads trails of steps, and tables over cases.

use super::Cx;
use super::collect::RawRule;
use super::names::in_words;
use super::tree::Tree;
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
            Some(node) => match &node.value {
                Tree::Map(entries) if entries.is_empty() => {
                    fields.wrong("columns", node, "facts, or a map from facts to what stands above them");
                    Vec::new()
                }
                Tree::Map(entries) => {
                    let labels = fields.labels_of(entries);
                    labels.into_iter().filter_map(|(name, label)| Some((self.fact(&name)?, label.text))).collect()
                }
                _ => {
                    let facts = self.facts_of(&fields.words_of("columns", node));
                    if facts.is_empty() {
                        fields.wrong("columns", node, "facts, or a map from facts to what stands above them");
                    }
                    facts.into_iter().map(|fact| (fact, self.label_of(fact))).collect()
                }
            },
            None => {
                fields.missing("columns", "Name the facts that are its columns.");
                Vec::new()
            }
        };
        let groups = fields.text("groups").and_then(|word| self.fact(&word));
        let key = fields.text("key").and_then(|word| self.fact(&word));
        let imports = fields.words("imports").iter().filter_map(|word| self.step(word)).collect();
        fields.finish();
        Register { name: rule.name.clone(), title, place: rule.place, roles, columns, groups, key, imports }
    }

    fn label_of(&self, fact: FactId) -> String {
        self.facts.get(fact.index()).map_or_else(String::new, |fact| fact.label.trim_end_matches('?').to_owned())
    }
}
