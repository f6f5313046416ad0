//! The procedure as a handbook: paragraph by paragraph, each rule in plain words.

mod rules;

use std::collections::BTreeMap;

use crate::ids::{Id, SectionId, TableId};
use crate::model::{Item, Part, PlainTable, Procedure, Rule, Section};
use crate::words::{capital, list, quoted};

pub(crate) use rules::{Say, capital_words, day, sample_words};

/// A heading and what stands under it, in plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedSection {
    /// The id on the handbook's page; no two sections have the same.
    pub id: String,
    /// How deep the heading is, 1 to 6.
    pub level: u8,
    /// The number that the heading starts with; empty when there is none.
    pub number: String,
    /// How it is cited: “paragraph 36”.
    pub citation: String,
    /// The heading without its number.
    pub title: String,
    /// What the paragraph asks, as Markdown.
    pub prose_markdown: String,
    /// What is done about it.
    pub rules: Vec<ExplainedRule>,
    /// Its tables.
    pub tables: Vec<ExplainedTable>,
    /// Why it asks nothing of a system, when it does not.
    pub asks_nothing: Option<String>,
}

/// A rule in plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedRule {
    /// What sort of rule it is: “Step”, “Duty”, “Letter”.
    pub sort: &'static str,
    /// What it says, a sentence each.
    pub sentences: Vec<String>,
}

/// A table with labels in the place of names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedTable {
    /// What it decides; empty for a table that is only read.
    pub caption: String,
    /// The heads of its columns.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

impl ExplainedSection {
    /// Each rule as a line of text.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.rules.iter().map(|rule| rule.sentences.join(" ")).collect()
    }
}

/// A rule in plain words, a sentence each; none for what is said elsewhere on the page.
pub(crate) fn rule_words(procedure: &Procedure, rule: Rule, section: SectionId) -> Option<Vec<String>> {
    rules::rule(procedure, rule, section).map(|rule| rule.sentences)
}

/// What can be shown or hidden, in plain words.
pub(crate) fn items_words(procedure: &Procedure, items: &[Item]) -> String {
    Say { p: procedure }.items(items)
}

/// Explains a procedure.
#[must_use]
pub fn explain(procedure: &Procedure) -> Vec<ExplainedSection> {
    let mut ids: BTreeMap<String, usize> = BTreeMap::new();
    let sections = procedure.sections.iter().enumerate();
    sections
        .map(|(index, section)| {
            let anchor = section.anchor();
            let seen = ids.entry(anchor.clone()).or_default();
            *seen += 1;
            let id = if *seen == 1 { anchor } else { format!("{anchor}-{seen}") };
            explained(procedure, SectionId::from_index(index), section, id)
        })
        .collect()
}

fn explained(procedure: &Procedure, at: SectionId, section: &Section, id: String) -> ExplainedSection {
    let mut prose: Vec<&str> = Vec::new();
    let mut rules = Vec::new();
    let mut tables = Vec::new();
    for part in &section.parts {
        match part {
            Part::Prose(markdown) => prose.push(markdown),
            Part::Rules(more) => rules.extend(more.iter().filter_map(|rule| rules::rule(procedure, *rule, at))),
            Part::Table(Some(table), _) => tables.push(decision(procedure, *table)),
            Part::Table(None, table) => tables.push(plain(table)),
        }
    }
    ExplainedSection {
        id,
        level: section.level,
        number: section.number.clone(),
        citation: procedure.section_citation(section),
        title: section.title.clone(),
        prose_markdown: prose.join("\n\n"),
        rules,
        tables,
        asks_nothing: section.asks_nothing.clone(),
    }
}

fn plain(table: &PlainTable) -> ExplainedTable {
    ExplainedTable { caption: String::new(), head: table.head.clone(), rows: table.rows.clone() }
}

fn decision(procedure: &Procedure, id: TableId) -> ExplainedTable {
    let table = &procedure.tables[id];
    let label = |fact: &crate::ids::FactId| procedure.facts[*fact].label.clone();
    let head = table.by.iter().chain(&table.decides).map(label).collect();
    let rows = table.rows.iter().map(|row| {
        let asked = table.by.iter().zip(&row.cells).map(|(fact, bits)| {
            let fact = &procedure.facts[*fact];
            let domain = fact.domain();
            let values: Vec<String> = (0..)
                .zip(&domain)
                .filter(|(position, _)| bits >> position & 1 == 1)
                .map(|(_, value)| procedure.value_label(fact, value))
                .collect();
            if values.len() == domain.len() { "Any".to_owned() } else { capital(&list(&values, "or")) }
        });
        let given = table.decides.iter().zip(&row.gives).map(|(fact, value)| {
            value.as_ref().map_or_else(|| "–".to_owned(), |value| capital(&procedure.value_label(&procedure.facts[*fact], value)))
        });
        asked.chain(given).collect()
    });
    let decides: Vec<String> = table.decides.iter().map(|fact| quoted(&procedure.facts[*fact].label)).collect();
    ExplainedTable { caption: format!("What decides {}", list(&decides, "and")), head, rows: rows.collect() }
}

/// The whole handbook as text, for a terminal.
#[must_use]
pub fn text(procedure: &Procedure) -> String {
    let mut out = String::new();
    for section in explain(procedure) {
        let heading = [section.number.as_str(), section.title.as_str()].into_iter().filter(|part| !part.is_empty());
        let heading = heading.collect::<Vec<_>>().join(" ");
        let marks = "#".repeat(usize::from(section.level));
        out.push_str(&format!("{marks} {heading}\n\n"));
        if !section.prose_markdown.is_empty() {
            out.push_str(&format!("{}\n\n", section.prose_markdown));
        }
        for line in section.lines() {
            out.push_str(&format!("- {line}\n"));
        }
        if !section.rules.is_empty() {
            out.push('\n');
        }
        for table in &section.tables {
            out.push_str(&table_text(table));
            out.push('\n');
        }
        if let Some(reason) = &section.asks_nothing {
            out.push_str(&format!("This asks nothing of the system: {reason}\n\n"));
        }
    }
    out.trim_end().to_owned() + "\n"
}

/// Who owes what by when: a line for each duty, by whoever owes it.
#[must_use]
pub fn owed(procedure: &Procedure) -> ExplainedTable {
    let say = Say { p: procedure };
    let mut rows: Vec<Vec<String>> = procedure
        .duties
        .iter()
        .map(|(_, duty)| {
            let starts = say.starts(duty);
            let from = if starts.is_empty() { "the beginning".to_owned() } else { starts };
            let limit = say.period(duty).unwrap_or_else(|| "no time is given".to_owned());
            let soft = if duty.soft { ", where possible" } else { "" };
            vec![
                capital(&procedure.parties_words(&duty.owner)),
                duty.title.clone(),
                format!("{limit}{soft}"),
                from,
                procedure.citation(duty.place),
            ]
        })
        .collect();
    // In the order of the document for each of them.
    rows.sort_by(|a, b| a.first().cmp(&b.first()));
    let head = ["Who", "What", "By when", "Counted from", "Says"].map(str::to_owned).to_vec();
    ExplainedTable { caption: "Who owes what".to_owned(), head, rows }
}

impl ExplainedTable {
    /// The table as Markdown, with its columns aligned.
    #[must_use]
    pub fn text(&self) -> String {
        table_text(self)
    }
}

/// A table with its columns aligned.
fn table_text(table: &ExplainedTable) -> String {
    let rows = || [&table.head].into_iter().chain(&table.rows);
    let widths: Vec<usize> = (0..table.head.len())
        .map(|column| rows().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0))
        .collect();
    let line = |row: &Vec<String>| {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.chars().count().min(*width))));
        format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
    };
    let rule = widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>();
    line(&table.head) + &line(&rule) + &table.rows.iter().map(line).collect::<String>()
}
