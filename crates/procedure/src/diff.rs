//! What changed from one version of a procedure to another, in plain words, under the headings of the newer document.
//!
//! Whether something changed is told by the names and values of the document, so that nothing is missed and a new label
//! changes only what it labels; what is said of it are the words of the model. Things are the same when they have the same name.

mod letters;
mod names;
mod pair;
mod rules;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use crate::explain;
use crate::ids::{Id, SectionId};
use crate::model::{Part, Procedure, Rule, Section};
use crate::words::{capital, list, quoted};

/// What changed from one version to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// The id of the procedure.
    pub procedure: String,
    /// The title that the newer version has.
    pub title: String,
    /// The version that is compared.
    pub from: Compared,
    /// The version that it is compared with.
    pub to: Compared,
    /// The headings under which something changed: those of the newer document in its order, then those that it no longer has.
    pub sections: Vec<ChangedSection>,
}

/// One of two versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// The name of the version.
    pub version: String,
    /// The first day on which cases received are run under it.
    pub in_force_from: Date,
    /// The last such day, when there is one.
    pub in_force_until: Option<Date>,
}

/// A heading under which something changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedSection {
    /// The id of the section on the handbook's page of its version.
    pub anchor: String,
    /// How it is cited: “paragraph 36”.
    pub citation: String,
    /// The number that the heading starts with; empty when there is none.
    pub number: String,
    /// The heading without its number.
    pub title: String,
    /// Only the older version has this heading.
    pub gone: bool,
    /// What changed.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What sort of thing changed: “Duty”, “Step”, “View”, “Paragraph”.
    pub sort: &'static str,
    /// Its name in the document; empty for a paragraph and for the head.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// Which side of it: “limit”, “owner”; “added” and “removed” for the whole.
    pub aspect: &'static str,
    /// The change in a sentence that can stand alone.
    pub words: String,
    /// What the older version says, where it is one thing.
    pub before: Option<String>,
    /// What the newer version says, where it is one thing.
    pub after: Option<String>,
}

impl Diff {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sections.is_empty()
    }

    /// How many changes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sections.iter().map(|section| section.changes.len()).sum()
    }

    /// Every change.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.sections.iter().flat_map(|section| &section.changes)
    }

    /// All of it as Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}: from version {} to version {}\n\n", self.title, self.from.version, self.to.version);
        out.push_str(&format!("{} {}\n", in_force(&self.from), in_force(&self.to)));
        if self.is_empty() {
            out.push_str("\nNothing else changed: both versions make Redress do the same.\n");
        }
        for section in &self.sections {
            let heading: Vec<&str> =
                [section.number.as_str(), section.title.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
            let gone = if section.gone { format!(" (only in version {})", self.from.version) } else { String::new() };
            out.push_str(&format!("\n## {}{gone}\n\n", heading.join(" ")));
            for change in &section.changes {
                out.push_str(&format!("- {}\n", change.words));
                // What a letter says is what matters of its wording.
                if let ("wording", Some(before), Some(after)) = (change.aspect, &change.before, &change.after)
                    && !change.words.contains(after.as_str())
                {
                    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
                    out.push_str(&format!("  - before: {}\n  - now: {}\n", line(before), line(after)));
                }
            }
        }
        out
    }
}

fn in_force(compared: &Compared) -> String {
    let from = explain::day(compared.in_force_from);
    let until = compared.in_force_until.map_or_else(|| " on".to_owned(), |until| format!(" to {}", explain::day(until)));
    format!("Version {} is for cases received from {from}{until}.", compared.version)
}

/// Compares two versions of a procedure.
#[must_use]
pub fn diff(old: &Procedure, new: &Procedure) -> Diff {
    let compared = |procedure: &Procedure| Compared {
        version: procedure.head.version.clone(),
        in_force_from: procedure.head.from,
        in_force_until: procedure.head.until,
    };
    Diff {
        procedure: new.head.id.clone(),
        title: new.head.title.clone(),
        from: compared(old),
        to: compared(new),
        sections: sections(old, new),
    }
}

/// A rule, by its kind and name.
type Key = (&'static str, String);

fn sections(old: &Procedure, new: &Procedure) -> Vec<ChangedSection> {
    let before = placed(old);
    let after = placed(new);
    let mut all: Vec<ChangedSection> = new
        .sections
        .iter()
        .enumerate()
        .map(|(index, section)| {
            let mut changed = blank(new, section, false);
            paragraph(old, new, section, &mut changed.changes);
            moved(old, new, &before, section, &mut changed.changes);
            for rule in rules_of(section) {
                let key = names::key(new, rule);
                let was = before.get(&key).map(|(rule, _)| *rule);
                changed.changes.extend(match was {
                    _ if matches!(rule, Rule::Contents(_)) => letters::contents(old, new, rule, SectionId::from_index(index)),
                    Some(was) => rules::changed(old, new, was, rule),
                    None => added(new, rule, SectionId::from_index(index)).into_iter().collect(),
                });
            }
            changed
        })
        .collect();
    // What is gone stands where the paragraph that it was under stands now, and else under its old heading.
    for section in &old.sections {
        let mut gone: Vec<Change> = Vec::new();
        for rule in rules_of(section).filter(|rule| !matches!(rule, Rule::Contents(_) | Rule::AsksNothing | Rule::Head)) {
            if !after.contains_key(&names::key(old, rule)) {
                gone.push(removed(old, rule));
            }
        }
        let citation = old.section_citation(section);
        match all.iter_mut().find(|one| !one.gone && one.citation == citation) {
            Some(here) => here.changes.extend(gone),
            None => {
                let mut changed = blank(old, section, true);
                if !section.number.is_empty() {
                    changed.changes.push(whole("removed", format!("{} is no longer there.", capital(&citation)), &citation));
                }
                changed.changes.extend(gone);
                all.push(changed);
            }
        }
    }
    all.retain(|section| !section.changes.is_empty());
    all
}

fn blank(procedure: &Procedure, section: &Section, gone: bool) -> ChangedSection {
    ChangedSection {
        anchor: section.anchor(),
        citation: procedure.section_citation(section),
        number: section.number.clone(),
        title: section.title.clone(),
        gone,
        changes: Vec::new(),
    }
}

fn rules_of(section: &Section) -> impl Iterator<Item = Rule> {
    section
        .parts
        .iter()
        .flat_map(|part| match part {
            Part::Rules(rules) => rules.as_slice(),
            Part::Prose(_) | Part::Table(..) => &[],
        })
        .copied()
}

/// Each rule with the section it stands in.
fn placed(procedure: &Procedure) -> BTreeMap<Key, (Rule, &Section)> {
    let sections = procedure.sections.iter();
    sections.flat_map(|section| rules_of(section).map(move |rule| (names::key(procedure, rule), (rule, section)))).collect()
}

fn whole(aspect: &'static str, words: String, citation: &str) -> Change {
    Change { sort: "Paragraph", name: String::new(), title: capital(citation), aspect, words, before: None, after: None }
}

/// A paragraph that is new, reads differently, or asks something now and did not before.
fn paragraph(old: &Procedure, new: &Procedure, section: &Section, out: &mut Vec<Change>) {
    let citation = new.section_citation(section);
    let mut earlier = old.sections.iter().filter(|earlier| old.section_citation(earlier) == citation);
    let Some(was) = earlier.next() else {
        let rules = rules_of(section).next().is_some();
        // A heading without a number that only gathers others is no news of its own.
        if rules || !section.number.is_empty() {
            out.push(whole("added", format!("{} is new.", capital(&citation)), &citation));
        }
        return;
    };
    let prose = |section: &Section| {
        let parts = section.parts.iter().filter_map(|part| if let Part::Prose(text) = part { Some(text.as_str()) } else { None });
        parts.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
    };
    let texts = (prose(was), prose(section));
    if texts.0 != texts.1 {
        let mut change = whole("text", format!("The text of {citation} reads differently."), &citation);
        (change.before, change.after) = (Some(texts.0), Some(texts.1));
        out.push(change);
    }
    match (&was.asks_nothing, &section.asks_nothing) {
        (None, Some(reason)) => {
            out.push(whole("asks-nothing", format!("It now asks nothing of the system: {reason}"), &citation));
        }
        (Some(was), Some(is)) if was != is => {
            let mut change = whole("asks-nothing", format!("It asks nothing of the system for another reason: {is}"), &citation);
            (change.before, change.after) = (Some(was.clone()), Some(is.clone()));
            out.push(change);
        }
        (Some(_), None) => out.push(whole("asks-nothing", "It now asks something of the system.".to_owned(), &citation)),
        _ => {}
    }
}

/// Rules that stood under another paragraph before.
fn moved(old: &Procedure, new: &Procedure, before: &BTreeMap<Key, (Rule, &Section)>, section: &Section, out: &mut Vec<Change>) {
    let here = new.section_citation(section);
    let mut from: BTreeSet<String> = BTreeSet::new();
    for rule in rules_of(section).filter(|rule| !matches!(rule, Rule::Contents(_) | Rule::AsksNothing | Rule::Head)) {
        if let Some((_, earlier)) = before.get(&names::key(new, rule)) {
            let citation = old.section_citation(earlier);
            if citation != here {
                from.insert(if earlier.number.is_empty() { quoted(&citation) } else { citation });
            }
        }
    }
    if !from.is_empty() {
        let from: Vec<String> = from.into_iter().collect();
        let words = format!("Rules that stood under {} stand here now.", list(&from, "and"));
        out.push(Change { before: Some(from.join(", ")), after: Some(here.clone()), ..whole("moved", words, &here) });
    }
}

fn added(new: &Procedure, rule: Rule, section: SectionId) -> Option<Change> {
    let explained = explain::rule_words(new, rule, section)?;
    let (sort, title) = (names::sort(rule), names::title(new, rule));
    Some(Change {
        sort,
        name: names::key(new, rule).1,
        title: title.clone(),
        aspect: "added",
        words: format!("New {}: {}", sort.to_lowercase(), explained.join(" ")),
        before: None,
        after: Some(title),
    })
}

fn removed(old: &Procedure, rule: Rule) -> Change {
    let (sort, title) = (names::sort(rule), names::title(old, rule));
    Change {
        sort,
        name: names::key(old, rule).1,
        title: title.clone(),
        aspect: "removed",
        words: format!("The {} “{title}” is no longer there.", sort.to_lowercase()),
        before: Some(title),
        after: None,
    }
}
