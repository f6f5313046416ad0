//! Reads letters with their templates, notices and views.

use std::collections::BTreeMap;

use super::Cx;
use super::collect::{Collected, RawRule};
use super::conditions::maps;
use super::fields::{Fields, Word};
use super::names::{closest, in_words};
use super::tree::{Node, Tree};
use crate::fault::Sink;
use crate::ids::{FactId, LetterId};
use crate::model::{Condition, Content, Fact, Item, Letter, Notice, Party, Rule, Sees, View};
use crate::template::{Piece, Template};
use crate::words::capital;

const SLOTS: [&str; 5] = ["reference", "today", "author", "author.role", "author.organisation"];

/// The template of each letter, by the letter's name. Templates that belong to no letter are reported.
pub(super) fn templates(
    cx: Cx<'_>,
    folder: &str,
    texts: &BTreeMap<String, String>,
    head: std::ops::Range<usize>,
) -> BTreeMap<String, Template> {
    let mut templates = BTreeMap::new();
    for (file, text) in texts {
        let name = file.strip_suffix(".md").unwrap_or(file);
        if cx.names.letters.get(name).is_none() {
            let letters = cx.names.letters.names().iter().map(String::as_str);
            let help = closest(name, letters).map_or_else(
                || format!("Add a rule `[letter.{name}]`, or remove the file."),
                |near| format!("Did you mean `letters/{near}.md`?"),
            );
            cx.sink.push(cx.sink.at(head.clone(), format!("The file letters/{file} belongs to no letter")).help(help));
        }
        let sink = Sink::new(&format!("{folder}letters/{file}"), text);
        let slot = |name: &str, place: std::ops::Range<usize>| slot(cx, &sink, name, place);
        templates.insert(name.to_owned(), Template::read(text, &sink, &slot));
        cx.sink.extend(sink);
    }
    templates
}

/// What a slot stands for.
fn slot(cx: Cx<'_>, sink: &Sink, name: &str, place: std::ops::Range<usize>) -> Option<Piece> {
    match name {
        "reference" => return Some(Piece::Reference),
        "today" => return Some(Piece::Today),
        "author" => return Some(Piece::Author),
        "author.role" => return Some(Piece::AuthorRole),
        "author.organisation" => return Some(Piece::AuthorOrganisation),
        _ => {}
    }
    let due = name.strip_suffix(".due").and_then(|duty| cx.names.duties.get(duty)).map(Piece::Due);
    let piece = due.or_else(|| cx.names.facts.get(name).map(Piece::Fact));
    if piece.is_none() {
        let due: Vec<String> = cx.names.duties.names().iter().map(|duty| format!("{duty}.due")).collect();
        let known = cx.names.facts.names().iter().chain(&due).map(String::as_str).chain(SLOTS);
        let help = closest(name, known).map_or_else(
            || "A slot names a fact, a duty with `.due`, or one of `reference`, `today`, `author`, `author.role`, `author.organisation`. \
                Write `\\{` for a brace that is no slot."
                .to_owned(),
            |near| format!("Did you mean {{{near}}}?"),
        );
        sink.push(sink.at(place, format!("There is nothing called “{name}” to put here")).help(help));
    }
    piece
}

impl Cx<'_> {
    pub(super) fn letter_rule(
        &self,
        rule: &RawRule<'_>,
        id: LetterId,
        collected: &Collected<'_>,
        templates: &BTreeMap<String, Template>,
    ) -> Letter {
        let template = templates.get(&rule.name);
        if template.is_none() {
            let message = format!("{} has no template", capital(&rule.what()));
            self.sink.push(self.sink.at(rule.range(), message).help(format!("Write it in the file letters/{}.md.", rule.name)));
        }
        let mut fields = self.fields(rule);
        let title = fields.text("title").map_or_else(|| in_words(&rule.name), |title| title.text);
        let mut contains = Vec::new();
        if let Some(node) = fields.node("contains") {
            self.contents(&fields, node, rule, template, &mut contains);
        }
        let more = collected.whole().filter(|more| more.rule == Rule::Contents(id));
        for more in more {
            let inner = self.fields(more);
            for (block, label) in inner.labels_of(&more.entries) {
                self.content(&block, label.text, more, template, &mut contains);
            }
        }
        let enclosures = fields.words("encloses").into_iter().map(|word| word.text).collect();
        let guard = self.guard(&mut fields);
        let addressed_to = fields.node("addressed_to").map_or_else(Vec::new, |node| self.address(&fields, node));
        let edited_by = self.parties(&fields.words("edited_by"));
        let edited_in = self.stages_of(&fields.words("edited_in"));
        fields.finish();
        Letter {
            name: rule.name.clone(),
            title,
            place: rule.place,
            template: template.cloned().unwrap_or_default(),
            contains,
            enclosures,
            guard,
            addressed_to,
            edited_by,
            edited_in,
        }
    }

    /// `addressed_to`: a fact for each line, or a list of facts of which the first that is known makes the line.
    fn address(&self, fields: &Fields<'_>, node: &Node) -> Vec<Vec<FactId>> {
        match &node.value {
            Tree::List(lines) => lines.iter().map(|line| self.facts_of(&fields.words_of("addressed_to", line))).collect(),
            _ => vec![self.facts_of(&fields.words_of("addressed_to", node))],
        }
    }

    /// `contains`: blocks with their words, or only the blocks.
    fn contents(
        &self,
        fields: &Fields<'_>,
        node: &Node,
        rule: &RawRule<'_>,
        template: Option<&Template>,
        contains: &mut Vec<Content>,
    ) {
        match &node.value {
            Tree::Map(entries) => {
                for (block, label) in fields.labels_of(entries) {
                    self.content(&block, label.text, rule, template, contains);
                }
            }
            _ => {
                for block in fields.words_of("contains", node) {
                    // A block that is called as a fact is described as the fact is.
                    let fact = self.names.facts.get(&block.text).and_then(|fact| self.fact_of(fact));
                    let label = fact.map_or_else(|| in_words(&block.text), |fact: &Fact| fact.label.clone());
                    self.content(&block, label, rule, template, contains);
                }
            }
        }
    }

    fn content(&self, block: &Word, label: String, rule: &RawRule<'_>, template: Option<&Template>, contains: &mut Vec<Content>) {
        if let Some(template) = template
            && template.block(&block.text).is_none()
        {
            let blocks = template.blocks.iter().map(|block| block.id.as_str());
            let help = closest(&block.text, blocks).map_or_else(
                || format!("Start such a block in the template: `## {}`.", block.text),
                |near| format!("Did you mean “{near}”?"),
            );
            let message = format!("The template of the letter “{}” has no block “{}”", rule.name, block.text);
            self.sink.push(self.sink.at(block.place.clone(), message).help(help));
        }
        if contains.iter().any(|content| content.block == block.text) {
            let message = format!("That the letter contains “{}” is said twice", block.text);
            self.sink.push(self.sink.at(block.place.clone(), message).help("Keep it where the paragraph asks for it."));
            return;
        }
        contains.push(Content { block: block.text.clone(), label, place: rule.place });
    }

    pub(super) fn notice_rule(&self, rule: &RawRule<'_>) -> Notice {
        let mut fields = self.fields(rule);
        let title = fields.text("title").map_or_else(|| in_words(&rule.name), |title| title.text);
        if !rule.entries.iter().any(|entry| entry.key == "to") {
            fields.missing("to", "Say who is told: a role, or a fact that names one.");
        }
        let to = self.parties(&fields.words("to"));
        let carries = self.items(&fields.words("carries"));
        let guard = self.guard(&mut fields);
        fields.finish();
        Notice { name: rule.name.clone(), title, place: rule.place, to, carries, guard }
    }

    pub(super) fn view_rule(&self, rule: &RawRule<'_>) -> View {
        let mut fields = self.fields(rule);
        let mut words = fields.words("for");
        if !rule.entries.iter().any(|entry| entry.key == "for") {
            words.push(Word { text: rule.name.clone(), place: rule.range() });
        }
        let (mut roles, mut people) = (Vec::new(), Vec::new());
        for word in &words {
            match self.party(word) {
                Some(Party::Role(role)) => roles.push(role),
                Some(Party::Fact(fact)) => people.push(fact),
                None => {}
            }
        }
        if !rule.entries.iter().any(|entry| entry.key == "sees") {
            fields.missing("sees", "Write `sees = \"everything\"`, or list what is seen.");
        }
        let sees = self.sees(&mut fields);
        let when = fields.node("when").map_or_else(Vec::new, |node| self.conditions("when", node));
        let unless = fields.node("unless").map_or_else(Vec::new, |node| self.unless(&fields, node));
        fields.finish();
        View { name: rule.name.clone(), place: rule.place, roles, people, when, sees, unless }
    }

    /// `sees` and `except`.
    fn sees(&self, fields: &mut Fields<'_>) -> Sees {
        let node = fields.node("sees");
        let except = fields.entry("except");
        let everything = node.is_some_and(|node| matches!(&node.value, Tree::Text(text) if text == "everything"));
        if everything {
            let except = except.map(|entry| fields.words_of("except", &entry.node)).unwrap_or_default();
            return Sees::AllBut(self.items(&except));
        }
        if let Some(except) = except {
            let message = "`except` goes only with `sees = \"everything\"`";
            self.sink.push(self.sink.at(except.key_place.clone(), message).help("Leave out what is not seen from the list."));
        }
        Sees::Only(node.map_or_else(Vec::<Item>::new, |node| self.items(&fields.words_of("sees", node))))
    }

    /// `unless`: conditions, each with what is seen instead.
    fn unless(&self, fields: &Fields<'_>, node: &Node) -> Vec<(Condition, Sees)> {
        let mut out = Vec::new();
        for (node, entries) in maps(node) {
            let Some(entries) = entries else {
                fields.wrong("unless", node, "a map such as { some-fact = true, sees = [\"outcome\"] }, or a list of maps");
                continue;
            };
            let mut inner = Fields::new(self.sink, &format!("`unless` of {}", fields.what()), node.place.clone(), entries);
            let sees = self.sees(&mut inner);
            let tests = entries.iter().filter(|entry| !matches!(entry.key.as_str(), "sees" | "except"));
            out.push((self.condition("unless", node.place.clone(), tests), sees));
        }
        out
    }
}
