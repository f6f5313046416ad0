//! The names that scenarios use, without running them: every one that the procedure does not have is told, with its line.
//!
//! What a name stands for is told by the sentence that it stands in; a sentence that is not in the vocabulary is left to the run.

use gherkin::{Feature, GherkinEnv, Step as Line};
use procedure::{Procedure, closest};

/// A name that the procedure does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    /// The line of the file, from 1.
    pub line: usize,
    /// What kind of thing it should be: “step”.
    pub kind: &'static str,
    /// The name.
    pub name: String,
    /// The name that was most likely meant.
    pub near: Option<String>,
}

impl std::fmt::Display for UnknownName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let article = if self.kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        write!(f, "“{}” is not {article} {} of the procedure", self.name, self.kind)?;
        match &self.near {
            Some(near) => write!(f, ": did you mean “{near}”?"),
            None => Ok(()),
        }
    }
}

/// Every unknown name of a feature file, in the order of its lines.
///
/// # Errors
/// When the file is no Gherkin.
pub fn unknown_names(procedure: &Procedure, text: &str) -> Result<Vec<UnknownName>, String> {
    let feature = Feature::parse(text, GherkinEnv::default()).map_err(|error| format!("This is no feature file: {error}"))?;
    let background = feature.background.iter().flat_map(|background| &background.steps);
    let rules = feature.rules.iter().flat_map(|rule| &rule.scenarios);
    let lines = background.chain(feature.scenarios.iter().chain(rules).flat_map(|scenario| &scenario.steps));
    let mut found = Vec::new();
    for line in lines {
        let mut names = Names { procedure, line: line.position.line, found: &mut found };
        names.sentence(line.value.trim().trim_end_matches(':').trim());
        names.table(line);
    }
    found.sort_by_key(|unknown: &UnknownName| unknown.line);
    found.dedup();
    Ok(found)
}

/// The kinds of things that have names.
#[derive(Clone, Copy)]
enum Kind {
    Role,
    Fact,
    Stage,
    Step,
    Duty,
    Letter,
    Notice,
}

struct Names<'a> {
    procedure: &'a Procedure,
    line: usize,
    found: &'a mut Vec<UnknownName>,
}

impl Names<'_> {
    /// A table of answers: a fact and its value in each row.
    fn table(&mut self, line: &Line) {
        for (index, row) in line.table.iter().flat_map(|table| &table.rows).enumerate() {
            if let [name, _] = row.as_slice() {
                self.line = line.position.line + index + 1;
                self.name(Kind::Fact, name);
            }
        }
    }

    fn sentence(&mut self, text: &str) {
        let quoted: Vec<&str> = text.split('"').skip(1).step_by(2).collect();
        let first = quoted.first().copied().unwrap_or_default();
        let begins = |words: &str| text.starts_with(words);
        // Given
        if text.contains(" received on ") && (begins("a ") || begins("an ")) {
            if let Some(step) = text.split_once(" through \"").and_then(|(_, rest)| rest.split('"').next()) {
                self.name(Kind::Step, step);
            }
            if let Some((_, by)) = text.split_once(" by the ") {
                self.role(by.split(" through ").next().unwrap_or(by));
            }
        } else if text.contains("\" finds ") && begins("\"") {
            self.name(Kind::Fact, first);
        // When, and who may
        } else if let Some((who, rest)) = between(text, " does \"") {
            self.role(who);
            self.name(Kind::Step, rest);
        } else if let Some((who, rest)) = between(text, " may not \"").or_else(|| between(text, " may \"")) {
            self.role(who);
            self.name(Kind::Step, rest);
        } else if let Some((who, rest)) = between(text, " does not see \"").or_else(|| between(text, " sees \"")) {
            self.role(who);
            self.item(rest);
        } else if begins("the ") && (text.ends_with(" sees the case") || text.ends_with(" does not see the case")) {
            let who = text.trim_end_matches(" sees the case").trim_end_matches(" does not see the case");
            if who != "the person complained about" {
                self.role(who);
            }
        // Then
        } else if begins("the stage is \"") {
            self.name(Kind::Stage, first);
        } else if begins("the letter \"") {
            self.name(Kind::Letter, first);
        } else if begins("the notice \"") {
            self.name(Kind::Notice, first);
            if let Some((_, role)) = text.split_once(" sent to the ") {
                self.role(role);
            }
        } else if begins("nothing is recorded but ") {
            quoted.iter().for_each(|name| self.name(Kind::Fact, name));
        } else if begins("the case opened knows \"") || begins("the mark ") {
            // What another procedure calls it, and what only a run can tell.
        } else if begins("\"") && text.contains("\" opened ") {
            self.name(Kind::Step, first);
        } else if begins("\"") {
            self.owed(text, first);
        }
    }

    /// A sentence that starts with a name: what a duty came to, or what a fact is.
    fn owed(&mut self, text: &str, first: &str) {
        let rest = text.splitn(3, '"').nth(2).unwrap_or_default().trim();
        if rest.starts_with("is \"") || rest == "is not known" {
            self.name(Kind::Fact, first);
            return;
        }
        let duty = ["is due ", "is owed", "is not owed", "is overdue", "is not overdue", "was met "];
        if duty.iter().any(|words| rest.starts_with(words)) {
            self.name(Kind::Duty, first);
            if let Some(role) = rest.strip_prefix("is owed by the ") {
                self.role(role);
            }
        }
    }

    /// “the senior clerk as "Pat"”: a role, unless it is somebody's own name.
    fn role(&mut self, who: &str) {
        let who = who.split(" as \"").next().unwrap_or(who).trim();
        if who.starts_with('"') {
            return;
        }
        let who = who.trim_start_matches("the ").trim_start_matches("senior ").trim_start_matches("another ");
        self.name(Kind::Role, who);
    }

    /// Something that can be seen.
    fn item(&mut self, name: &str) {
        let facts = &self.procedure.facts;
        if matches!(name, "documents" | "timeline") || facts.id(name).is_some() {
            return;
        }
        if let Some(letter) = name.strip_prefix("letter.") {
            self.name(Kind::Letter, letter);
        } else if let Some(step) = name.strip_prefix("step.") {
            self.name(Kind::Step, step);
        } else if let Some(duty) = name.strip_suffix(".due") {
            self.name(Kind::Duty, duty);
        } else if self.procedure.letters.id(name).is_none() {
            self.name(Kind::Fact, name);
        }
    }

    fn name(&mut self, kind: Kind, name: &str) {
        // A place that a scenario's examples fill is judged when it is filled.
        if name.contains('<') && name.contains('>') {
            return;
        }
        let p = self.procedure;
        let (noun, known): (_, Vec<&str>) = match kind {
            Kind::Role => ("role", p.roles.names().collect()),
            Kind::Fact => ("fact", p.facts.names().collect()),
            Kind::Stage => ("stage", p.stages.names().collect()),
            Kind::Step => ("step", p.steps.names().collect()),
            Kind::Duty => ("duty", p.duties.names().collect()),
            Kind::Letter => ("letter", p.letters.names().collect()),
            Kind::Notice => ("notice", p.notices.names().collect()),
        };
        if !known.contains(&name) {
            let near = closest(name, known.into_iter()).map(str::to_owned);
            self.found.push(UnknownName { line: self.line, kind: noun, name: name.to_owned(), near });
        }
    }
}

/// What stands before some words, and the name in quotation marks after them.
fn between<'t>(text: &'t str, words: &str) -> Option<(&'t str, &'t str)> {
    let (before, after) = text.split_once(words)?;
    Some((before, after.split('"').next().unwrap_or(after)))
}
