//! Whether every paragraph of the source is carried out by a rule, or says why it asks nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::tables::plural;
use super::{Check, Finding, Proof};
use crate::ids::{Id, SectionId};
use crate::model::{Part, Place, Procedure, Section};
use crate::words::{capital, list};

impl Check<'_> {
    /// Looks at every heading.
    pub(super) fn paragraphs(&self, findings: &mut Vec<Finding>) -> Proof {
        let sections = &self.procedure.sections;
        let before = self.sink.len();
        let (mut carried, mut nothing) = (0, 0);
        for (index, section) in sections.iter().enumerate() {
            if section.asks_nothing.is_some() {
                nothing += 1;
            } else if rules(section) {
                carried += 1;
            } else if !section.number.is_empty() && !self.below(index, section) {
                let citation = capital(&self.procedure.section_citation(section));
                let message = format!("{citation} is not carried out: no rule stands under it");
                let place = self.heading(section);
                self.sink.push(
                    self.sink.at(place, message).help(
                        "Write the rule under it; or, when it asks nothing of a system, `[asks-nothing]` with the `reason`.",
                    ),
                );
            }
        }
        // A procedure that carries out a few paragraphs of a source leaves the others to others: see `Library::findings`.
        findings.extend(gaps(&[self.procedure], true));
        let faults = self.sink.len() - before;
        let asks = match nothing {
            0 => String::new(),
            1 => "; 1 paragraph asks nothing".to_owned(),
            many => format!("; {many} paragraphs ask nothing"),
        };
        let words = match faults {
            0 => format!(
                "Every paragraph is carried out by a rule, or says why it asks nothing: {} with rules{asks}",
                plural(carried, "heading")
            ),
            1 => "1 paragraph is not carried out by any rule".to_owned(),
            many => format!("{many} paragraphs are not carried out by any rule"),
        };
        Proof { title: "Every paragraph is carried out".to_owned(), holds: faults == 0, words, combinations: 0 }
    }

    /// Whether a heading under this one carries rules, or says that it asks nothing.
    fn below(&self, index: usize, section: &Section) -> bool {
        let below = self.procedure.sections.iter().skip(index + 1).take_while(|other| other.level > section.level);
        below.into_iter().any(|other| rules(other) || other.asks_nothing.is_some())
    }

    /// Where a heading stands.
    fn heading(&self, section: &Section) -> std::ops::Range<usize> {
        let text = &self.procedure.text;
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let words = line.trim();
            if let Some(rest) = words.strip_prefix(&"#".repeat(usize::from(section.level)))
                && rest.starts_with(' ')
                && rest.contains(&section.number)
                && rest.trim_end().ends_with(section.title.trim())
            {
                return start..start + line.trim_end().len();
            }
            start += line.len();
        }
        0..text.lines().next().map_or(0, str::len)
    }
}

/// Tells which numbers no heading of some procedures stands for, between those that have one; `mostly`: only where fewer are
/// left out than stand there.
pub(crate) fn gaps(procedures: &[&Procedure], mostly: bool) -> Vec<Finding> {
    let mut series: BTreeMap<String, (BTreeSet<u32>, usize)> = BTreeMap::new();
    for procedure in procedures {
        for (index, section) in procedure.sections.iter().enumerate() {
            if let Some((prefix, first, last)) = numbers(&section.number)
                && last - first <= MOST_IN_RANGE
            {
                let known = series.entry(prefix).or_insert_with(|| (BTreeSet::new(), index));
                known.0.extend(first..=last);
            }
        }
    }
    let mut findings = Vec::new();
    for (prefix, (known, index)) in series {
        let (Some(first), Some(last)) = (known.first().copied(), known.last().copied()) else { continue };
        let missing: Vec<u32> = (first.min(1)..=last).filter(|number| !known.contains(number)).collect();
        if missing.is_empty() || (mostly && missing.len() > known.len()) {
            continue;
        }
        let mut gaps: Vec<(u32, u32)> = Vec::new();
        for number in missing {
            match gaps.last_mut() {
                Some((_, end)) if *end + 1 == number => *end = number,
                _ => gaps.push((number, number)),
            }
        }
        let gaps: Vec<String> = gaps
            .into_iter()
            .map(
                |(first, last)| {
                    if first == last { format!("{prefix}{first}") } else { format!("{prefix}{first} to {prefix}{last}") }
                },
            )
            .collect();
        let words = format!(
            "No heading stands for {}. If the source has such paragraphs, write them down, or say with `[asks-nothing]` why they ask nothing.",
            list(&gaps, "and")
        );
        let places = if mostly { vec![Place { section: SectionId::from_index(index), start: 0, end: 0 }] } else { Vec::new() };
        findings.push(Finding { title: "Numbers without a heading".to_owned(), words, places });
    }
    findings
}

/// A longer range is no range of paragraphs.
const MOST_IN_RANGE: u32 = 200;

/// Whether rules stand under a heading.
fn rules(section: &Section) -> bool {
    section.parts.iter().any(|part| match part {
        Part::Rules(rules) => !rules.is_empty(),
        Part::Table(table, _) => table.is_some(),
        Part::Prose(_) => false,
    })
}

/// What a heading's number stands for: what comes before the last part of it, and the first and the last number.
fn numbers(number: &str) -> Option<(String, u32, u32)> {
    let number = number.split('(').next().unwrap_or_default().trim();
    let (first, last) = number.split_once(['–', '-']).unwrap_or((number, number));
    let split = |text: &str| {
        let (prefix, digits) = text.rfind('.').map_or(("", text), |at| text.split_at(at + 1));
        digits.trim().parse::<u32>().ok().map(|number| (prefix.trim().to_owned(), number))
    };
    let (prefix, first) = split(first)?;
    let (other, last) = split(last)?;
    (last >= first && (other == prefix || other.is_empty())).then_some((prefix, first, last))
}
