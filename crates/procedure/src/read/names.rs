//! The names that a document declares, and how a name that is used finds what it means.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Cx;
use super::fields::Word;
use crate::fault::Sink;
use crate::ids::{
    DutyId, FactId, HoldId, Id, LetterId, MarkId, NoticeId, RegisterId, ReportId, RoleId, StageId, StepId, TableId, TrailId,
    ViewId,
};
use crate::model::{Item, Party};

/// The names of one kind of thing, in the order of the document.
pub(super) struct Register<I> {
    /// What a thing of this kind is called, with its article: “a role”.
    noun: &'static str,
    places: BTreeMap<String, (I, Range<usize>)>,
    order: Vec<String>,
}

impl<I: Id> Register<I> {
    fn new(noun: &'static str) -> Self {
        Self { noun, places: BTreeMap::new(), order: Vec::new() }
    }

    /// Declares a name and answers its id; a name that there is already keeps its id.
    pub(super) fn declare(&mut self, name: &str, place: Range<usize>) -> I {
        if let Some((id, _)) = self.places.get(name) {
            return *id;
        }
        let id = I::from_index(self.order.len());
        self.order.push(name.to_owned());
        self.places.insert(name.to_owned(), (id, place));
        id
    }

    pub(super) fn get(&self, name: &str) -> Option<I> {
        self.places.get(name).map(|(id, _)| *id)
    }

    pub(super) fn place(&self, name: &str) -> Option<Range<usize>> {
        self.places.get(name).map(|(_, place)| place.clone())
    }

    /// The names in the order of the document, which is the order of the ids.
    pub(super) fn names(&self) -> &[String] {
        &self.order
    }

    pub(super) fn name(&self, id: I) -> &str {
        self.order.get(id.index()).map_or("", String::as_str)
    }

    fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        self.order.iter().map(String::as_str)
    }
}

/// All names that a document declares.
pub(super) struct Names {
    pub(super) roles: Register<RoleId>,
    pub(super) facts: Register<FactId>,
    pub(super) tables: Register<TableId>,
    pub(super) stages: Register<StageId>,
    pub(super) steps: Register<StepId>,
    pub(super) duties: Register<DutyId>,
    pub(super) holds: Register<HoldId>,
    pub(super) letters: Register<LetterId>,
    pub(super) notices: Register<NoticeId>,
    pub(super) views: Register<ViewId>,
    pub(super) marks: Register<MarkId>,
    pub(super) reports: Register<ReportId>,
    pub(super) trails: Register<TrailId>,
    pub(super) registers: Register<RegisterId>,
}

impl Default for Names {
    fn default() -> Self {
        Self {
            roles: Register::new("a role"),
            facts: Register::new("a fact"),
            tables: Register::new("a table"),
            stages: Register::new("a stage"),
            steps: Register::new("a step"),
            duties: Register::new("a duty"),
            holds: Register::new("a hold"),
            letters: Register::new("a letter"),
            notices: Register::new("a notice"),
            views: Register::new("a view"),
            marks: Register::new("a mark"),
            reports: Register::new("a report"),
            trails: Register::new("a trail"),
            registers: Register::new("a register"),
        }
    }
}

impl Names {
    /// What a name means anywhere, with its article.
    fn means(&self, name: &str) -> Option<&'static str> {
        let meanings = [
            self.roles.get(name).map(|_| self.roles.noun),
            self.facts.get(name).map(|_| self.facts.noun),
            self.stages.get(name).map(|_| self.stages.noun),
            self.steps.get(name).map(|_| self.steps.noun),
            self.duties.get(name).map(|_| self.duties.noun),
            self.letters.get(name).map(|_| self.letters.noun),
            self.notices.get(name).map(|_| self.notices.noun),
            self.holds.get(name).map(|_| self.holds.noun),
            self.tables.get(name).map(|_| self.tables.noun),
        ];
        meanings.into_iter().flatten().next()
    }

    /// Help for a name that was not found among these.
    fn help<'n>(&self, name: &str, among: impl Iterator<Item = &'n str> + Clone, plural: &str) -> String {
        if let Some(near) = closest(name, among.clone()) {
            return format!("Did you mean “{near}”?");
        }
        if let Some(meaning) = self.means(name) {
            return format!("“{name}” is {meaning}.");
        }
        let all: Vec<&str> = among.collect();
        match all.len() {
            0 => format!("The document has no {plural}."),
            1..=12 => format!("The {plural} are {}.", all.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ")),
            many => format!("There are {many} {plural}, and none is called so."),
        }
    }
}

impl Cx<'_> {
    fn find<I: Id>(&self, register: &Register<I>, word: &Word) -> Option<I> {
        let id = register.get(&word.text);
        if id.is_none() {
            let plural = plural(register.noun);
            self.sink.push(
                self.sink
                    .at(word.place.clone(), format!("There is no {} “{}”", without_article(register.noun), word.text))
                    .help(self.names.help(&word.text, register.iter(), &plural)),
            );
        }
        id
    }

    pub(super) fn role(&self, word: &Word) -> Option<RoleId> {
        self.find(&self.names.roles, word)
    }

    pub(super) fn fact(&self, word: &Word) -> Option<FactId> {
        self.find(&self.names.facts, word)
    }

    pub(super) fn stage(&self, word: &Word) -> Option<StageId> {
        self.find(&self.names.stages, word)
    }

    pub(super) fn step(&self, word: &Word) -> Option<StepId> {
        self.find(&self.names.steps, word)
    }

    pub(super) fn duty(&self, word: &Word) -> Option<DutyId> {
        self.find(&self.names.duties, word)
    }

    pub(super) fn facts_of(&self, words: &[Word]) -> Vec<FactId> {
        words.iter().filter_map(|word| self.fact(word)).collect()
    }

    pub(super) fn stages_of(&self, words: &[Word]) -> Vec<StageId> {
        words.iter().filter_map(|word| self.stage(word)).collect()
    }

    pub(super) fn steps_of(&self, words: &[Word]) -> Vec<StepId> {
        words.iter().filter_map(|word| self.step(word)).collect()
    }

    /// A role, or a fact that names somebody.
    pub(super) fn party(&self, word: &Word) -> Option<Party> {
        self.either(word, &self.names.roles, Party::Role, &self.names.facts, Party::Fact)
    }

    pub(super) fn parties(&self, words: &[Word]) -> Vec<Party> {
        words.iter().filter_map(|word| self.party(word)).collect()
    }

    /// Something of one kind or another.
    pub(super) fn either<I: Id, J: Id, T>(
        &self,
        word: &Word,
        one: &Register<I>,
        make_one: impl Fn(I) -> T,
        other: &Register<J>,
        make_other: impl Fn(J) -> T,
    ) -> Option<T> {
        let name = &word.text;
        match (one.get(name), other.get(name)) {
            (Some(id), None) => Some(make_one(id)),
            (None, Some(id)) => Some(make_other(id)),
            (Some(_), Some(_)) => {
                let message = format!("“{name}” is both {} and {}", one.noun, other.noun);
                let mut fault = self.sink.at(word.place.clone(), message).help("Give one of the two another name.");
                for (place, noun) in [(one.place(name), one.noun), (other.place(name), other.noun)] {
                    if let Some(place) = place {
                        fault = fault.also(place, noun);
                    }
                }
                self.sink.push(fault);
                None
            }
            (None, None) => {
                let message = format!("There is no {} or {} “{name}”", without_article(one.noun), without_article(other.noun));
                let plural = format!("{} and {}", plural(one.noun), plural(other.noun));
                let help = self.names.help(name, one.iter().chain(other.iter()), &plural);
                self.sink.push(self.sink.at(word.place.clone(), message).help(help));
                None
            }
        }
    }

    /// A letter, written `letter.name`.
    pub(super) fn letter(&self, word: &Word) -> Option<LetterId> {
        self.prefixed(word, "letter.", &self.names.letters)
    }

    /// A thing that is written with its kind before it.
    pub(super) fn prefixed<I: Id>(&self, word: &Word, prefix: &str, register: &Register<I>) -> Option<I> {
        match word.text.strip_prefix(prefix) {
            Some(name) => {
                let place = word.place.clone();
                self.find(register, &Word { text: name.to_owned(), place })
            }
            None => {
                let noun = register.noun;
                let help = match register.get(&word.text) {
                    Some(_) => format!("Write “{prefix}{}”.", word.text),
                    None => format!("Write “{prefix}” and the name of {noun}."),
                };
                self.sink.push(self.sink.at(word.place.clone(), format!("“{}” does not name {noun}", word.text)).help(help));
                None
            }
        }
    }

    /// Something of a case that can be shown or hidden.
    pub(super) fn item(&self, word: &Word) -> Option<Item> {
        let name = word.text.as_str();
        if let Some(duty) = name.strip_suffix(".due") {
            return self.duty(&Word { text: duty.to_owned(), place: word.place.clone() }).map(Item::Due);
        }
        if name.starts_with("letter.") {
            return self.letter(word).map(Item::Letter);
        }
        if name.starts_with("step.") {
            return self.prefixed(word, "step.", &self.names.steps).map(Item::Step);
        }
        match name {
            "documents" => return Some(Item::Documents),
            "timeline" => return Some(Item::Timeline),
            _ => {}
        }
        if let Some(id) = self.names.facts.get(name) {
            return Some(Item::Fact(id));
        }
        let help = if self.names.letters.get(name).is_some() {
            format!("For the letter write “letter.{name}”.")
        } else if self.names.steps.get(name).is_some() {
            format!("For the step write “step.{name}”.")
        } else if self.names.duties.get(name).is_some() {
            format!("For the day on which the duty is due write “{name}.due”.")
        } else {
            let others = ["documents", "timeline"];
            self.names.help(name, self.names.facts.iter().chain(others), "facts")
        };
        self.sink.push(self.sink.at(word.place.clone(), format!("There is no fact “{name}”")).help(help));
        None
    }

    pub(super) fn items(&self, words: &[Word]) -> Vec<Item> {
        words.iter().filter_map(|word| self.item(word)).collect()
    }
}

fn without_article(noun: &str) -> &str {
    noun.strip_prefix("a ").unwrap_or(noun)
}

fn plural(noun: &str) -> String {
    let noun = without_article(noun);
    noun.strip_suffix('y').map_or_else(|| format!("{noun}s"), |stem| format!("{stem}ies"))
}

/// The name that somebody most likely meant.
#[must_use]
pub fn closest<'n>(name: &str, among: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let allowed = (name.chars().count() / 3).clamp(1, 3);
    among
        .map(|known| (strsim::osa_distance(&name.to_lowercase().replace('_', "-"), &known.replace('_', "-")), known))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

/// A name as words: “accept-late” becomes “Accept late”.
pub(crate) fn in_words(name: &str) -> String {
    crate::words::capital(&name.replace('-', " "))
}

/// Reports a name that is not lower-case words joined by hyphens.
pub(crate) fn check_name(sink: &Sink, name: &str, place: &Range<usize>) {
    let word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    if !name.split('-').all(word) {
        let better: Vec<String> = name
            .to_lowercase()
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect();
        let help = match better.as_slice() {
            [] => "Write a name such as “first-reply”.".to_owned(),
            parts => format!("Write “{}”.", parts.join("-")),
        };
        sink.push(
            sink.at(place.clone(), format!("“{name}” is no name: names are lower-case words joined by hyphens")).help(help),
        );
    }
}
