//! What the things of a procedure are called, found by their names in its document.

use crate::explain;
use crate::model::{Item, Party, Procedure, Rule};
use crate::words::quoted;

use super::Key;

/// What sort of rule it is, as the handbook calls it.
pub(super) fn sort(rule: Rule) -> &'static str {
    match rule {
        Rule::Head => "Procedure",
        Rule::Role(_) => "Role",
        Rule::Fact(_) => "Fact",
        Rule::Table(_) => "Table",
        Rule::Stage(_) => "Stage",
        Rule::Step(_) => "Step",
        Rule::Duty(_) => "Duty",
        Rule::Hold(_) => "Hold",
        Rule::Letter(_) | Rule::Contents(_) => "Letter",
        Rule::Notice(_) => "Notice",
        Rule::View(_) => "View",
        Rule::Setting(_) => "Setting",
        Rule::Mark(_) => "Mark",
        Rule::Report(_) => "Report",
        Rule::Trail(_) => "Trail",
        Rule::Register(_) => "Register",
        Rule::AsksNothing => "Paragraph",
    }
}

/// The kind and the name that a rule has in the document.
pub(super) fn key(p: &Procedure, rule: Rule) -> Key {
    let (kind, name) = match rule {
        Rule::Head => ("procedure", ""),
        Rule::Role(id) => ("role", p.roles[id].name.as_str()),
        Rule::Fact(id) => ("fact", p.facts[id].name.as_str()),
        Rule::Table(id) => ("table", p.tables[id].name.as_str()),
        Rule::Stage(id) => ("stage", p.stages[id].name.as_str()),
        Rule::Step(id) => ("step", p.steps[id].name.as_str()),
        Rule::Duty(id) => ("duty", p.duties[id].name.as_str()),
        Rule::Hold(id) => ("hold", p.holds[id].name.as_str()),
        Rule::Letter(id) => ("letter", p.letters[id].name.as_str()),
        Rule::Contents(id) => ("contents", p.letters[id].name.as_str()),
        Rule::Notice(id) => ("notice", p.notices[id].name.as_str()),
        Rule::View(id) => ("view", p.views[id].name.as_str()),
        Rule::Setting(id) => ("setting", p.facts[id].name.as_str()),
        Rule::Mark(id) => ("mark", p.marks[id].name.as_str()),
        Rule::Report(id) => ("report", p.reports[id].name.as_str()),
        Rule::Trail(id) => ("trail", p.trails[id].name.as_str()),
        Rule::Register(id) => ("register", p.registers[id].name.as_str()),
        Rule::AsksNothing => ("asks-nothing", ""),
    };
    (kind, name.to_owned())
}

/// What people call what a rule defines.
pub(super) fn title(p: &Procedure, rule: Rule) -> String {
    match rule {
        Rule::Head => p.head.title.clone(),
        Rule::Role(id) => p.roles[id].title.clone(),
        Rule::Fact(id) | Rule::Setting(id) => p.facts[id].label.clone(),
        Rule::Table(id) => {
            let labels: Vec<String> = p.tables[id].decides.iter().map(|fact| p.facts[*fact].label.clone()).collect();
            labels.join(", ")
        }
        Rule::Stage(id) => p.stages[id].title.clone(),
        Rule::Step(id) => p.steps[id].title.clone(),
        Rule::Duty(id) => p.duties[id].title.clone(),
        Rule::Hold(id) => p.holds[id].title.clone(),
        Rule::Letter(id) | Rule::Contents(id) => p.letters[id].title.clone(),
        Rule::Notice(id) => p.notices[id].title.clone(),
        Rule::View(id) => {
            let roles = p.views[id].roles.iter().map(|role| p.roles[*role].title.clone());
            let people = p.views[id].people.iter().map(|fact| p.facts[*fact].label.clone());
            roles.chain(people).collect::<Vec<_>>().join(", ")
        }
        Rule::Mark(id) => p.marks[id].title.clone(),
        Rule::Report(id) => p.reports[id].title.clone(),
        Rule::Trail(id) => p.trails[id].title.clone(),
        Rule::Register(id) => p.registers[id].title.clone(),
        Rule::AsksNothing => String::new(),
    }
}

/// A role, or whoever a fact names.
pub(super) fn party(p: &Procedure, name: &str) -> String {
    let party = p.roles.id(name).map(Party::Role).or_else(|| p.facts.id(name).map(Party::Fact));
    party.map_or_else(|| quoted(name), |party| p.party_words(party))
}

/// A fact, by its label.
pub(super) fn fact(p: &Procedure, name: &str) -> String {
    quoted(p.facts.named(name).map_or(name, |fact| fact.label.as_str()))
}

/// A step, by its title.
pub(super) fn step(p: &Procedure, name: &str) -> String {
    quoted(p.steps.named(name).map_or(name, |step| step.title.as_str()))
}

/// A stage, by its title.
pub(super) fn stage(p: &Procedure, name: &str) -> String {
    quoted(p.stages.named(name).map_or(name, |stage| stage.title.as_str()))
}

/// A duty, by its title.
pub(super) fn duty(p: &Procedure, name: &str) -> String {
    quoted(p.duties.named(name).map_or(name, |duty| duty.title.as_str()))
}

/// A letter or a notice, written with its kind before it.
pub(super) fn sent(p: &Procedure, name: &str) -> String {
    if let Some(letter) = name.strip_prefix("letter.") {
        return format!("the letter {}", quoted(p.letters.named(letter).map_or(letter, |letter| letter.title.as_str())));
    }
    let notice = name.strip_prefix("notice.").unwrap_or(name);
    format!("the notice {}", quoted(p.notices.named(notice).map_or(notice, |notice| notice.title.as_str())))
}

/// Something that can be shown or hidden.
pub(super) fn item(p: &Procedure, name: &str) -> String {
    let item = match name {
        "documents" => Some(Item::Documents),
        "timeline" => Some(Item::Timeline),
        _ => name
            .strip_suffix(".due")
            .and_then(|duty| p.duties.id(duty).map(Item::Due))
            .or_else(|| name.strip_prefix("letter.").and_then(|letter| p.letters.id(letter).map(Item::Letter)))
            .or_else(|| name.strip_prefix("step.").and_then(|step| p.steps.id(step).map(Item::Step)))
            .or_else(|| p.facts.id(name).map(Item::Fact)),
    };
    item.map_or_else(|| quoted(name), |item| explain::items_words(p, &[item]))
}

/// A text as it stands.
pub(super) fn plain(_: &Procedure, name: &str) -> String {
    quoted(name)
}
