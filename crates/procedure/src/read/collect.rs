//! Finds every rule of the document and declares its name, before anything is resolved.

use std::collections::BTreeMap;
use std::ops::Range;

use super::document::{Block, RawPart, RawSection, RawTable};
use super::id_of;
use super::names::{Names, check_name, closest};
use super::tree::{self, Entry, Tree};
use crate::fault::Sink;
use crate::ids::{FactId, SectionId};
use crate::model::{Place, Rule};

/// A rule as it stands in the document.
pub(super) struct RawRule<'d> {
    pub(super) rule: Rule,
    pub(super) name: String,
    pub(super) place: Place,
    pub(super) entries: Vec<Entry>,
    /// The Markdown table that follows a decision table's rule.
    pub(super) table: Option<&'d RawTable>,
    /// Its block could not be read as TOML, so that what it says is not known.
    pub(super) broken: bool,
}

impl RawRule<'_> {
    /// Where the rule stands.
    pub(super) fn range(&self) -> Range<usize> {
        self.place.start..self.place.end
    }

    /// Why a paragraph asks nothing, when that is what the rule says.
    pub(super) fn reason(&self) -> Option<String> {
        let reason = self.entries.iter().find(|entry| self.rule == Rule::AsksNothing && entry.key == "reason")?;
        super::fields::word(&reason.node).map(|word| word.text)
    }

    /// What it is called in messages: “the step “draft””.
    pub(super) fn what(&self) -> String {
        match self.rule {
            Rule::Head => "the head `[procedure]`".to_owned(),
            Rule::AsksNothing => "`[asks-nothing]`".to_owned(),
            Rule::Contents(_) => format!("`[contents.{}]`", self.name),
            rule => format!("the {} “{}”", kind_of(rule), self.name),
        }
    }
}

/// What each part of the document is, and the rules in it.
#[derive(Default)]
pub(super) struct Collected<'d> {
    pub(super) rules: Vec<RawRule<'d>>,
    pub(super) names: Names,
    /// The facts that tables decide: the position of the table's rule, and the column.
    pub(super) decided: BTreeMap<FactId, (usize, usize)>,
    /// The positions of the rules of each block, by the byte where the block starts.
    pub(super) blocks: BTreeMap<usize, Vec<usize>>,
    /// The decision table that a Markdown table belongs to, by the byte where it starts: the position of its rule.
    pub(super) tables: BTreeMap<usize, usize>,
}

const KINDS: [&str; 16] = [
    "role", "fact", "setting", "table", "stage", "step", "duty", "hold", "letter", "contents", "notice", "view", "mark",
    "report", "trail", "register",
];

fn kind_of(rule: Rule) -> &'static str {
    match rule {
        Rule::Head => "procedure",
        Rule::Role(_) => "role",
        Rule::Fact(_) => "fact",
        Rule::Table(_) => "table",
        Rule::Stage(_) => "stage",
        Rule::Step(_) => "step",
        Rule::Duty(_) => "duty",
        Rule::Hold(_) => "hold",
        Rule::Letter(_) => "letter",
        Rule::Contents(_) => "contents",
        Rule::Notice(_) => "notice",
        Rule::View(_) => "view",
        Rule::Setting(_) => "setting",
        Rule::Mark(_) => "mark",
        Rule::Report(_) => "report",
        Rule::Trail(_) => "trail",
        Rule::Register(_) => "register",
        Rule::AsksNothing => "asks-nothing",
    }
}

/// A rule whose name is not declared yet.
struct Found {
    kind: String,
    name: String,
    name_place: Range<usize>,
    place: Place,
    entries: Vec<Entry>,
    broken: bool,
}

/// Finds the rules.
pub(super) fn collect<'d>(sections: &'d [RawSection], sink: &Sink) -> Collected<'d> {
    let mut collected = Collected::default();
    let mut seen: BTreeMap<(String, String), Range<usize>> = BTreeMap::new();
    for (index, section) in sections.iter().enumerate() {
        let mut waiting: Vec<usize> = Vec::new();
        for part in &section.parts {
            match part {
                RawPart::Prose(_) => {}
                RawPart::Rules(block) => {
                    if section.title.is_empty() && section.number.is_empty() {
                        sink.push(
                            sink.at(
                                block.place.clone(),
                                "These rules stand under no heading, so that they carry out no paragraph",
                            )
                            .help("Put a heading with the paragraph's number or title before the block."),
                        );
                    }
                    let mut here = Vec::new();
                    for found in rules_of(block, id_of(index), sink) {
                        let key = (found.kind.clone(), found.name.clone());
                        // Several paragraphs may each add to a letter's contents, and each may say that it asks nothing.
                        let once = !matches!(found.kind.as_str(), "contents" | "asks-nothing");
                        if let (true, Some(first)) = (once, seen.get(&key)) {
                            let message = match found.kind.as_str() {
                                "procedure" => "There are two heads `[procedure]`".to_owned(),
                                kind => format!("There are two rules `[{kind}.{}]`", found.name),
                            };
                            let fault =
                                sink.at(found.name_place.clone(), message).label("the second").also(first.clone(), "the first");
                            sink.push(fault.help("Give one of them another name, or make one rule of the two."));
                            continue;
                        }
                        seen.insert(key, found.name_place.clone());
                        let position = collected.rules.len();
                        let rule = declare(&mut collected, &found, position, sink);
                        if matches!(rule, Rule::Table(_)) {
                            waiting.push(position);
                        }
                        here.push(position);
                        let Found { name, place, entries, broken, .. } = found;
                        collected.rules.push(RawRule { rule, name, place, entries, table: None, broken });
                    }
                    collected.blocks.insert(block.place.start, here);
                }
                RawPart::Table(table) => {
                    if !waiting.is_empty() {
                        let position = waiting.remove(0);
                        collected.tables.insert(table.place.start, position);
                        if let Some(rule) = collected.rules.get_mut(position) {
                            rule.table = Some(table);
                        }
                    }
                }
            }
        }
        for rule in waiting.iter().filter_map(|position| collected.rules.get(*position)) {
            sink.push(sink.at(rule.range(), format!("No rows follow {}", rule.what())).help(
                "Put a Markdown table after the block, under the same heading: its columns are what it looks at and what it decides.",
            ));
        }
    }
    contents_last(&mut collected, sink);
    collected
}

/// Declares the name of a rule, and the facts that a table decides.
fn declare(collected: &mut Collected<'_>, found: &Found, position: usize, sink: &Sink) -> Rule {
    let names = &mut collected.names;
    let (name, place) = (found.name.as_str(), found.name_place.clone());
    match found.kind.as_str() {
        "procedure" => Rule::Head,
        "asks-nothing" => Rule::AsksNothing,
        "role" => Rule::Role(names.roles.declare(name, place)),
        "fact" => {
            if matches!(name, "reference" | "today" | "author" | "documents" | "timeline") {
                let message = format!("A fact cannot be called “{name}”: the word has a meaning of its own in letters and views");
                sink.push(sink.at(place.clone(), message).help("Give the fact another name."));
            }
            Rule::Fact(names.facts.declare(name, place))
        }
        "stage" => Rule::Stage(names.stages.declare(name, place)),
        "step" => Rule::Step(names.steps.declare(name, place)),
        "duty" => Rule::Duty(names.duties.declare(name, place)),
        "hold" => Rule::Hold(names.holds.declare(name, place)),
        "letter" => Rule::Letter(names.letters.declare(name, place)),
        // The letter may stand further down: its id is filled in when all letters are known.
        "contents" => Rule::Contents(id_of(usize::MAX)),
        "notice" => Rule::Notice(names.notices.declare(name, place)),
        "view" => Rule::View(names.views.declare(name, place)),
        "setting" => Rule::Setting(names.facts.declare(name, place)),
        "mark" => Rule::Mark(names.marks.declare(name, place)),
        "report" => Rule::Report(names.reports.declare(name, place)),
        "trail" => Rule::Trail(names.trails.declare(name, place)),
        "register" => Rule::Register(names.registers.declare(name, place)),
        _ => {
            let rule = Rule::Table(names.tables.declare(name, place));
            if let Some(Tree::Map(decides)) =
                found.entries.iter().find(|entry| entry.key == "decides").map(|entry| &entry.node.value)
            {
                for (column, entry) in decides.iter().enumerate() {
                    check_name(sink, &entry.key, &entry.key_place);
                    let fact = names.facts.declare(&entry.key, entry.key_place.clone());
                    if let Some((other, _)) = collected.decided.insert(fact, (position, column)) {
                        let other = collected.rules.get(other).map_or("another table".to_owned(), RawRule::what);
                        let message = format!("“{}” is decided twice: by the table “{name}” and by {other}", entry.key);
                        sink.push(sink.at(entry.key_place.clone(), message).help("Let one table decide it."));
                    }
                }
            }
            rule
        }
    }
}

/// Gives each `[contents.…]` the id of its letter, now that all letters are known.
fn contents_last(collected: &mut Collected<'_>, sink: &Sink) {
    let names = &collected.names;
    for rule in &mut collected.rules {
        if !matches!(rule.rule, Rule::Contents(_)) {
            continue;
        }
        match names.letters.get(&rule.name) {
            Some(letter) => rule.rule = Rule::Contents(letter),
            None => {
                let all = names.letters.names().iter().map(String::as_str);
                let help = closest(&rule.name, all).map_or_else(
                    || format!("Add a rule `[letter.{}]`.", rule.name),
                    |near| format!("Did you mean `[contents.{near}]`?"),
                );
                sink.push(sink.at(rule.range(), format!("There is no letter “{}” that must contain this", rule.name)).help(help));
            }
        }
    }
}

/// The rules of a block.
fn rules_of(block: &Block, section: SectionId, sink: &Sink) -> Vec<Found> {
    let (entries, broken) = tree::read(block, sink);
    // What is left of a block that could not be read may look odd for that reason alone.
    let elsewhere = Sink::new("", "");
    let sink = if broken { &elsewhere } else { sink };
    let mut found = Vec::new();
    for kind in entries {
        let place = |start: usize, end: usize| Place { section, start, end };
        let whole = matches!(kind.key.as_str(), "procedure" | "asks-nothing");
        if !whole && !KINDS.contains(&kind.key.as_str()) {
            unknown_kind(&kind, sink);
            continue;
        }
        let start = kind.node.place.start.min(kind.key_place.start);
        let end = kind.node.end();
        let Tree::Map(rules) = kind.node.value else {
            let message = if whole { format!("`{}` is written `[{}]`", kind.key, kind.key) } else { no_name(&kind.key) };
            sink.push(sink.at(kind.key_place, message));
            continue;
        };
        if whole {
            let place = place(start, end);
            found.push(Found { name: String::new(), name_place: kind.key_place, kind: kind.key, place, entries: rules, broken });
            continue;
        }
        for rule in rules {
            let start = rule.node.place.start.min(rule.key_place.start);
            let end = rule.node.end();
            let Tree::Map(entries) = rule.node.value else {
                sink.push(sink.at(rule.key_place, no_name(&kind.key)));
                continue;
            };
            check_name(sink, &rule.key, &rule.key_place);
            let place = place(start, end);
            found.push(Found { kind: kind.key.clone(), name: rule.key, name_place: rule.key_place, place, entries, broken });
        }
    }
    found.sort_by_key(|found| found.place.start);
    found
}

fn no_name(kind: &str) -> String {
    format!("A {kind} needs a name: `[{kind}.some-name]`")
}

fn unknown_kind(kind: &Entry, sink: &Sink) {
    let known = KINDS.iter().copied().chain(["procedure", "asks-nothing"]);
    let fault = if matches!(kind.node.value, Tree::Map(_)) {
        let help = closest(&kind.key, known.clone()).map_or_else(
            || format!("The kinds are {}.", known.map(|kind| format!("`{kind}`")).collect::<Vec<_>>().join(", ")),
            |near| format!("Did you mean `{near}`?"),
        );
        sink.at(kind.key_place.clone(), format!("There is no kind of rule called `{}`", kind.key)).help(help)
    } else {
        sink.at(kind.key_place.clone(), format!("`{}` stands before any rule", kind.key))
            .help("Start the rule with its kind and name in square brackets, such as `[step.receive]`.")
    };
    sink.push(fault);
}

impl<'d> Collected<'d> {
    /// The rules that are to be resolved: those whose block could be read.
    pub(super) fn whole(&self) -> impl Iterator<Item = &RawRule<'d>> {
        self.rules.iter().filter(|rule| !rule.broken)
    }

    /// The rule of a thing, by what it defines.
    pub(super) fn rule(&self, rule: Rule) -> Option<&RawRule<'d>> {
        self.rules.iter().find(|raw| raw.rule == rule)
    }
}
