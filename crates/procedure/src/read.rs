//! Reads a procedure from its document and its letters. What is wrong is reported all at once.
//!
//! It goes in two passes. The first takes the Markdown apart and declares every name; the second resolves the rules, so
//! that a rule may name what stands further down. A block that is not TOML loses its own rules only.

mod collect;
mod conditions;
mod document;
mod facts;
mod fields;
mod head;
mod letters;
mod names;
mod order;
mod registers;
mod reports;
mod steps;
mod tables;
mod tree;

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::fault::{Faults, Sink};
use crate::ids::{Id, Items};
use crate::model::{Derivation, Fact, Part, PlainTable, Procedure, Rule, Section, Source, Step};
use crate::reference::as_numbered;

use collect::{Collected, RawRule, collect};
use document::{RawPart, RawSection, RawTable};
use names::Names;
pub(crate) use names::check_name;
pub use names::closest;
pub(crate) use order::inputs;

/// A procedure's files, as text.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// Where the document stands, for messages: “parish-complaints/2024/procedure.md”.
    pub path: String,
    /// The text of `procedure.md`.
    pub text: String,
    /// The templates of the letters, by file name: “response.md”.
    pub letters: BTreeMap<String, String>,
}

/// What a rule needs to be resolved.
#[derive(Clone, Copy)]
struct Cx<'a> {
    sink: &'a Sink,
    names: &'a Names,
    /// The facts, as far as they are known.
    facts: &'a [Fact],
}

/// The id of the thing at a position.
fn id_of<I: Id>(index: usize) -> I {
    I::from_index(index)
}

impl Procedure {
    /// Reads a procedure.
    ///
    /// # Errors
    /// All that is wrong with the document and its letters, each with its place.
    pub fn read(sources: &Sources) -> Result<Self, Faults> {
        let sink = Sink::new(&sources.path, &sources.text);
        let sections = document::read(&sources.text, &sink);
        let collected = collect(&sections, &sink);
        let procedure = resolve(sources, &sections, &collected, &sink);
        match procedure {
            Some(procedure) if sink.is_empty() => {
                let misfits = crate::check::misfits(&procedure, sources);
                if misfits.is_empty() { Ok(procedure) } else { Err(misfits) }
            }
            _ => Err(sink.finish()),
        }
    }
}

fn resolve(sources: &Sources, sections: &[RawSection], collected: &Collected<'_>, sink: &Sink) -> Option<Procedure> {
    let cx = Cx { sink, names: &collected.names, facts: &[] };
    let mut facts = facts::facts(cx, collected);
    let tables = tables::tables(cx, collected, &mut facts);
    for (id, guard) in facts::guards(Cx { facts: &facts, ..cx }, collected) {
        match facts.get_mut(id.index()).map(|fact: &mut Fact| &mut fact.source) {
            Some(Source::Asked(question)) => question.guard = guard,
            Some(Source::Derived(Derivation::Holds(holds))) => *holds = guard,
            Some(Source::Derived(Derivation::Count(count))) => count.guard = guard,
            _ => {}
        }
    }
    let cx = Cx { facts: &facts, ..cx };
    let derived_order = order::order(cx, &tables);

    let head = collected.rules.iter().find(|rule| rule.rule == Rule::Head);
    let top = head.map_or_else(|| 0..sources.text.lines().next().map_or(0, str::len), RawRule::range);
    if head.is_none() {
        sink.push(
            sink.at(top.clone(), "The document does not say which procedure it is")
                .help("Put a block with `[procedure]` under the first heading: its id, version, title and so on."),
        );
    }
    let head = head.filter(|rule| !rule.broken).map(|rule| cx.head_rule(rule));
    let folder = sources.path.rfind('/').and_then(|end| sources.path.get(..=end)).unwrap_or_default();
    let templates = letters::templates(cx, folder, &sources.letters, top);

    let (mut roles, mut stages, mut holds) = (Items::default(), Items::default(), Items::default());
    let (mut letters, mut notices, mut views) = (Items::default(), Items::default(), Items::default());
    let (mut marks, mut reports) = (Items::default(), Items::default());
    let (mut trails, mut registers) = (Items::default(), Items::default());
    let mut duties = Items::default();
    // Steps come first: a duty's words and its extension follow from them. A step that could not be read keeps its place.
    let steps: Vec<Step> = collected
        .rules
        .iter()
        .filter(|rule| matches!(rule.rule, Rule::Step(_)))
        .map(|rule| if rule.broken { cx.blank_step(rule) } else { cx.step_rule(rule) })
        .collect();
    for rule in collected.whole() {
        let name = rule.name.as_str();
        match rule.rule {
            Rule::Role(_) => drop(roles.push(name, cx.role_rule(rule))),
            Rule::Stage(_) => drop(stages.push(name, cx.stage_rule(rule))),
            Rule::Duty(_) => drop(duties.push(name, cx.duty_rule(rule, &steps))),
            Rule::Hold(_) => drop(holds.push(name, cx.hold_rule(rule))),
            Rule::Letter(id) => drop(letters.push(name, cx.letter_rule(rule, id, collected, &templates))),
            Rule::Notice(_) => drop(notices.push(name, cx.notice_rule(rule))),
            Rule::View(_) => drop(views.push(name, cx.view_rule(rule))),
            Rule::Mark(_) => drop(marks.push(name, cx.mark_rule(rule))),
            Rule::Report(_) => drop(reports.push(name, cx.report_rule(rule))),
            Rule::Trail(_) => drop(trails.push(name, cx.trail_rule(rule))),
            Rule::Register(_) => drop(registers.push(name, cx.register_rule(rule))),
            Rule::AsksNothing => cx.asks_nothing(rule),
            Rule::Head | Rule::Fact(_) | Rule::Setting(_) | Rule::Table(_) | Rule::Step(_) | Rule::Contents(_) => {}
        }
    }
    if !steps.iter().any(|step| step.begins) {
        let at = collected.rules.iter().find(|rule| matches!(rule.rule, Rule::Step(_))).map_or(0..0, RawRule::range);
        sink.push(sink.at(at, "No step begins a case").help("Write `begins = true` in the step with which a case comes in."));
    }
    // From here on every id has its thing, or there are faults and nothing is handed out.
    Some(Procedure {
        head: head?,
        roles,
        facts: items(facts.iter().map(|fact| (fact.name.clone(), fact.clone()))),
        tables: items(tables.into_values().map(|table| (table.name.clone(), table))),
        stages,
        steps: items(steps.into_iter().map(|step| (step.name.clone(), step))),
        duties,
        holds,
        letters,
        notices,
        views,
        marks,
        reports,
        trails,
        registers,
        sections: sections.iter().map(|section| self::section(section, collected, &sources.text)).collect(),
        derived_order,
        hash: hash(sources),
        text: sources.text.clone(),
        letter_texts: sources.letters.clone(),
    })
}

fn items<I: Id, T>(things: impl Iterator<Item = (String, T)>) -> Items<I, T> {
    let mut items = Items::default();
    for (name, thing) in things {
        items.push(&name, thing);
    }
    items
}

fn section(raw: &RawSection, collected: &Collected<'_>, text: &str) -> Section {
    let rule = |position: &usize| collected.rules.get(*position).map(|rule| rule.rule);
    let reason = |position: &usize| collected.rules.get(*position).and_then(RawRule::reason);
    let parts = raw.parts.iter().map(|part| match part {
        RawPart::Prose(range) => Part::Prose(text.get(range.clone()).unwrap_or_default().trim().to_owned()),
        RawPart::Rules(block) => {
            Part::Rules(collected.blocks.get(&block.place.start).into_iter().flatten().filter_map(rule).collect())
        }
        RawPart::Table(table) => {
            let id = collected.tables.get(&table.place.start).and_then(rule).and_then(|rule| match rule {
                Rule::Table(id) => Some(id),
                _ => None,
            });
            Part::Table(id, plain(table))
        }
    });
    Section {
        level: raw.level,
        number: raw.number.clone(),
        title: raw.title.clone(),
        parts: parts.collect(),
        asks_nothing: raw.blocks().filter_map(|block| collected.blocks.get(&block.place.start)).flatten().find_map(reason),
    }
}

fn plain(table: &RawTable) -> PlainTable {
    let texts = |cells: &[document::Cell]| cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
    PlainTable { head: texts(&table.head), rows: table.rows.iter().map(|row| texts(&row.cells)).collect() }
}

fn hash(sources: &Sources) -> String {
    fingerprint(&sources.text, &sources.letters)
}

/// The fingerprint of a procedure's document and letters (by file name), with lengths, so that no text can pass for another. It is
/// the same for the word that stands for the code in references now, and for the one that stood for a running number.
#[must_use]
pub fn fingerprint(text: &str, letters: &BTreeMap<String, String>) -> String {
    let mut hash = Sha256::new();
    let document = as_numbered(text);
    let letters = letters.iter().flat_map(|(name, text)| [name.as_str(), text.as_str()]);
    for text in [document.as_ref()].into_iter().chain(letters) {
        hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(text.as_bytes());
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
