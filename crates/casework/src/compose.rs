//! The text of a letter: its template with the facts of a case put in, its draft as somebody edited it, and what it lacks.

use calendar::{DueAt, long_date};
use jiff::civil::Date;
use procedure::escape_markdown;
use procedure::template::Piece;
use procedure::{FactId, Kind, LetterId, PersonId, Value};

use crate::directory::Directory;
use crate::entry::Entry;
use crate::owed::{Owed, duties};
use crate::state::{Facts, Rules, State};
use crate::words;

/// A letter with everything put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// Which letter.
    pub letter: LetterId,
    /// Its subject line, as plain text.
    pub subject: String,
    /// Its blocks, in order.
    pub blocks: Vec<ComposedBlock>,
    /// What it must contain, ticked as it does.
    pub checklist: Vec<Check>,
    /// Whom it is addressed to, line by line.
    pub recipient: Vec<String>,
    /// Who signs: name, role, organisation.
    pub signature: Vec<String>,
    /// What is enclosed.
    pub enclosures: Vec<String>,
}

impl Composed {
    /// What stands in the way of sending it.
    #[must_use]
    pub fn lacks(&self) -> Vec<&Check> {
        self.checklist.iter().filter(|check| !check.done).collect()
    }
}

/// A block of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComposedBlock {
    /// Its name in the template.
    pub id: String,
    /// Its wording is prescribed and cannot be edited.
    pub fixed: bool,
    /// Its text, as Markdown in which whatever people wrote stands for itself.
    pub markdown: String,
    /// Somebody edited it.
    pub edited: bool,
    /// The labels of what its slots lack.
    pub missing: Vec<String>,
}

/// An item of the list of what a letter must contain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The block.
    pub block: String,
    /// What it is.
    pub label: String,
    /// The paragraph that asks for it.
    pub citation: String,
    /// Whether the letter contains it.
    pub done: bool,
    /// What is missing, when it does not.
    pub missing: Vec<String>,
}

/// Who writes a letter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Author {
    /// Their name.
    pub name: String,
    /// The role in which they write.
    pub role: String,
    /// The organisation they write for.
    pub organisation: String,
}

impl Author {
    /// The author as the directory knows them, in the role they acted in.
    #[must_use]
    pub fn of(rules: Rules<'_>, directory: &Directory, person: PersonId, role: Option<procedure::RoleId>) -> Self {
        let known = directory.people.get(&person);
        Self {
            name: directory.person_name(person).to_owned(),
            role: known.map(|person| person.job.clone()).filter(|job| !job.is_empty()).unwrap_or_else(|| {
                role.and_then(|role| rules.procedure.roles.at(role)).map_or_else(String::new, |role| role.title.clone())
            }),
            organisation: known
                .and_then(|person| person.organisation)
                .map_or_else(|| rules.procedure.head.authority.clone(), |id| directory.organisation_name(id).to_owned()),
        }
    }
}

/// Everything a letter is composed from.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The rules of the case.
    pub rules: Rules<'a>,
    /// People and places.
    pub directory: &'a Directory,
    /// The reference of the case.
    pub reference: &'a str,
    /// What happened.
    pub entries: &'a [Entry],
    /// Where that led.
    pub state: &'a State,
    /// What is known: the facts of the state, or those with the answers of a step about to be taken.
    pub facts: &'a Facts,
}

/// Composes a letter. Whoever drafted it signs; when nobody did, `actor` does.
#[must_use]
pub fn compose(sources: Sources<'_>, letter: LetterId, actor: &Author, today: Date) -> Composed {
    let Sources { rules, directory, entries, state, facts, .. } = sources;
    let rule = &rules.procedure.letters[letter];
    let drafter = rules
        .procedure
        .steps
        .iter()
        .filter(|(_, step)| step.drafts.contains(&letter))
        .filter_map(|(id, _)| state.last(id))
        .max()
        .and_then(|at| entries.get(at))
        .map(|entry| Author::of(rules, directory, entry.by, entry.role));
    let author = drafter.as_ref().unwrap_or(actor);
    let owed = duties(rules, entries, state);
    let fill = Fill { sources, owed: &owed, author, today };
    let mut unused = Vec::new();
    let subject = fill.pieces(&rule.template.subject, false, &mut unused);
    let drafts = state.drafts.get(&letter);
    let blocks: Vec<ComposedBlock> = rule
        .template
        .blocks
        .iter()
        .map(|block| {
            let mut missing = Vec::new();
            let composed = fill.pieces(&block.pieces, true, &mut missing);
            let edited = drafts.and_then(|drafts| drafts.get(&block.id)).filter(|_| !block.fixed);
            let markdown = edited.cloned().unwrap_or(composed);
            if edited.is_some() {
                // Whoever edited the block answers for its words; it must only not be empty.
                missing.clear();
            }
            if markdown.trim().is_empty() {
                missing.push("the text".to_owned());
            }
            ComposedBlock { id: block.id.clone(), fixed: block.fixed, markdown, edited: edited.is_some(), missing }
        })
        .collect();
    let checklist = rule
        .contains
        .iter()
        .map(|content| {
            let missing =
                blocks.iter().find(|block| block.id == content.block).map_or_else(Vec::new, |block| block.missing.clone());
            Check {
                block: content.block.clone(),
                label: content.label.clone(),
                citation: rules.procedure.citation(content.place),
                done: missing.is_empty(),
                missing,
            }
        })
        .collect();
    let recipient = rule
        .addressed_to
        .iter()
        .filter_map(|line| line.iter().find(|fact| facts.get(**fact).is_some()))
        .filter_map(|fact| facts.get(*fact).map(|value| words::value(rules, directory, &rules.procedure.facts[*fact], value)))
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter(|line| !line.trim().is_empty())
        .collect();
    let signature =
        [&author.name, &author.role, &author.organisation].into_iter().filter(|line| !line.is_empty()).cloned().collect();
    Composed { letter, subject, blocks, checklist, recipient, signature, enclosures: rule.enclosures.clone() }
}

struct Fill<'a> {
    sources: Sources<'a>,
    owed: &'a [Owed],
    author: &'a Author,
    today: Date,
}

impl Fill<'_> {
    fn pieces(&self, pieces: &[Piece], markdown: bool, missing: &mut Vec<String>) -> String {
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Fact(fact) => match self.fact(*fact, markdown) {
                    Some(words) => text.push_str(&words),
                    None => missing.push(self.sources.rules.procedure.facts[*fact].label.clone()),
                },
                Piece::Due(duty) => match self.due(*duty) {
                    Some(words) => text.push_str(&words),
                    None => missing.push(format!("when “{}” is due", self.sources.rules.procedure.duties[*duty].title)),
                },
                Piece::Reference => push(&mut text, self.sources.reference, markdown),
                Piece::Today => text.push_str(&long_date(self.today)),
                Piece::Author => push(&mut text, &self.author.name, markdown),
                Piece::AuthorRole => push(&mut text, &self.author.role, markdown),
                Piece::AuthorOrganisation => push(&mut text, &self.author.organisation, markdown),
            }
        }
        text
    }

    fn due(&self, duty: procedure::DutyId) -> Option<String> {
        let due = self.owed.iter().rev().find(|one| one.duty == duty).and_then(|one| one.due)?;
        Some(match due.at {
            DueAt::EndOf(date) => long_date(date),
            DueAt::At(_) => calendar::due_words(due.at, self.sources.rules.zone),
        })
    }

    fn fact(&self, id: FactId, markdown: bool) -> Option<String> {
        let Sources { rules, directory, facts, .. } = self.sources;
        let fact = &rules.procedure.facts[id];
        let value = facts.get(id)?;
        if markdown && let (Kind::Findings { of, .. }, Value::Findings(findings)) = (&fact.kind, value) {
            let points = match facts.get(*of) {
                Some(Value::Points(points)) => points.to_vec(),
                _ => Vec::new(),
            };
            let lines: Vec<String> = findings
                .iter()
                .enumerate()
                .map(|(at, found)| {
                    let label = fact.choices().get(usize::from(*found)).map_or("", |choice| choice.label.as_str());
                    let point = points.get(at).map_or("", |point| point.as_ref());
                    // A point is one item of the list whatever its author's line breaks.
                    let point = point.split_whitespace().collect::<Vec<_>>().join(" ");
                    format!("{}. {}: **{}**", at + 1, escape_markdown(&point), escape_markdown(label))
                })
                .collect();
            return (!lines.is_empty()).then(|| lines.join("\n"));
        }
        if markdown && let Value::Points(points) = value {
            let lines: Vec<String> = points
                .iter()
                .enumerate()
                .map(|(at, point)| {
                    format!("{}. {}", at + 1, escape_markdown(&point.split_whitespace().collect::<Vec<_>>().join(" ")))
                })
                .collect();
            return (!lines.is_empty()).then(|| lines.join("\n"));
        }
        let words = words::value(rules, directory, fact, value);
        let words = if matches!(fact.kind, Kind::Choice(_)) { lower_first(&words) } else { words };
        if words.trim().is_empty() {
            return None;
        }
        Some(if markdown { escape_markdown(&words) } else { words })
    }
}

fn push(text: &mut String, words: &str, markdown: bool) {
    if markdown {
        text.push_str(&escape_markdown(words));
    } else {
        text.push_str(words);
    }
}

/// A label inside a sentence: its first letter small, unless the word is an abbreviation.
fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => words.to_owned(),
    }
}
