//! Reads facts: what is asked for, what follows from others, and what tables decide.

use super::collect::{Collected, RawRule};
use super::conditions::MOST_VALUES;
use super::fields::{Fields, Word, word};
use super::names::{check_name, closest, in_words};
use super::tree::{Entry, Node, Tree};
use super::{Cx, id_of};
use crate::ids::{FactId, Id};
use crate::model::{Choice, Count, Derivation, Fact, Guard, Kind, Place, Question, Rule, Source};
use crate::words::capital;

const TYPES: [(&str, Kind); 13] = [
    ("yes or no", Kind::YesNo),
    ("text", Kind::Text { long: false }),
    ("long text", Kind::Text { long: true }),
    ("date", Kind::Date),
    ("instant", Kind::Instant),
    ("money", Kind::Money),
    ("number", Kind::Number),
    ("person", Kind::Person),
    ("people", Kind::People),
    ("organisation", Kind::Organisation),
    ("site", Kind::Site),
    ("points", Kind::Points),
    ("case", Kind::Case),
];

/// All facts, in the order of their ids. Conditions come later, when all kinds are known: see [`guards`].
pub(super) fn facts(cx: Cx<'_>, collected: &Collected<'_>) -> Vec<Fact> {
    let names = cx.names.facts.names();
    let mut facts = Vec::with_capacity(names.len());
    for (index, name) in names.iter().enumerate() {
        let id: FactId = id_of(index);
        let rule = collected.rule(Rule::Fact(id)).or_else(|| collected.rule(Rule::Setting(id)));
        let fact = match (collected.decided.get(&id), rule) {
            (None, Some(rule)) if !rule.broken && matches!(rule.rule, Rule::Setting(_)) => setting(cx, rule),
            (Some((table, column)), rule) => decided(cx, collected, name, (*table, *column), rule),
            (None, Some(rule)) if !rule.broken => fact(cx, rule),
            (None, rule) => blank(name, rule.map_or_else(nowhere, |rule| rule.place)),
        };
        facts.push(fact);
    }
    summaries(cx, collected, &mut facts);
    facts
}

/// The place of a fact whose rule could not be read.
fn nowhere() -> Place {
    Place { section: id_of(0), start: 0, end: 0 }
}

fn blank(name: &str, place: Place) -> Fact {
    Fact {
        name: name.to_owned(),
        label: in_words(name),
        place,
        kind: Kind::Text { long: false },
        source: Source::Asked(Question::default()),
        decided: Vec::new(),
        wall: false,
        not_before: None,
        not_after: None,
        ahead: false,
        holds: Vec::new(),
        among: Vec::new(),
        not_among: Vec::new(),
        afresh: false,
    }
}

/// A reading that the body chose: a choice with one value.
fn setting(cx: Cx<'_>, rule: &RawRule<'_>) -> Fact {
    let mut out = blank(&rule.name, rule.place);
    let mut fields = Fields::new(cx.sink, &rule.what(), rule.range(), &rule.entries);
    out.label = fields.need_text("title", "Say in words what is chosen.").text;
    let why = fields.need_text("why", "Say why there is a choice.").text;
    let choices = fields.labels("one_of").map(|choices| choices_of(cx, &fields, &choices));
    if choices.is_none() && !rule.entries.iter().any(|entry| entry.key == "one_of") {
        fields.missing("one_of", "Name the values it can have: `one_of = { some-name = \"What people read\" }`.");
    }
    out.kind = Kind::Choice(choices.unwrap_or_default());
    let word = fields.need_text("chosen", "Name the value that is chosen.");
    let chosen = if word.text.is_empty() { None } else { cx.choice(&out, &word) };
    out.source = Source::Derived(Derivation::Setting { chosen: chosen.unwrap_or(0), why });
    fields.finish();
    out
}

fn fact(cx: Cx<'_>, rule: &RawRule<'_>) -> Fact {
    let mut out = blank(&rule.name, rule.place);
    let mut fields = Fields::new(cx.sink, &rule.what(), rule.range(), &rule.entries);
    let asks = fields.text("asks");
    let derived = fields.node("is");
    let hint = fields.text("hint");
    let label = fields.text("label");
    let given = |key: &str| rule.entries.iter().any(|entry| entry.key == key);
    let choices = fields.labels("one_of").map(|choices| choices_of(cx, &fields, &choices));
    let of = fields.text("of");
    let kind = fields.text("type");
    // Read for their values when all facts are known: see `guards`.
    for key in ["when", "unless"] {
        if let (Some(entry), true) = (fields.entry(key), derived.is_some()) {
            let message = format!("{} is derived, so that it is not asked on a condition", capital(fields.what()));
            cx.sink.push(cx.sink.at(entry.key_place.clone(), message).help("Put the condition inside `is = { … }`."));
        }
    }
    out.not_before = fields.text("not_before").and_then(|word| cx.fact(&word));
    out.not_after = fields.text("not_after").and_then(|word| cx.fact(&word));
    out.ahead = fields.flag("ahead");
    out.wall = fields.flag("wall");
    out.afresh = fields.flag("afresh");
    out.holds = fields.words("holds").iter().filter_map(|word| cx.role(word)).collect();
    out.among = fields.words("among").iter().filter_map(|word| cx.fact(word)).collect();
    out.not_among = fields.words("not_among").iter().filter_map(|word| cx.fact(word)).collect();
    if let Some(label) = label {
        out.label = label.text;
    } else if let Some(asks) = &asks {
        out.label.clone_from(&asks.text);
    }
    match (&asks, derived) {
        (Some(_), Some(node)) => {
            let message = format!("{} is both asked for and derived", capital(fields.what()));
            cx.sink.push(cx.sink.at(node.place.clone(), message).help("Keep `asks` or `is`, not both."));
        }
        (None, None) if !given("asks") => {
            fields
                .missing("asks", "Write `asks = \"…?\"` when a step asks for it, `is = { … }` when it follows from other facts.");
        }
        _ => {}
    }
    if let Some(node) = derived {
        (out.source, out.kind) = derivation(cx, &fields, node, choices);
        for word in [&of, &kind].into_iter().flatten() {
            let message = format!("{} is derived: its type follows from `is`", capital(fields.what()));
            cx.sink.push(cx.sink.at(word.place.clone(), message));
        }
    } else {
        // One fault is enough where nothing can be told of the type.
        if asks.is_some() && !given("type") && !given("one_of") && of.is_none() {
            fields.missing("type", "Write `type = \"text\"` or another type, or `one_of = { … }` for a choice.");
        }
        out.kind = asked_kind(cx, &fields, kind.as_ref(), choices, of.as_ref());
        let text = asks.map(|asks| asks.text).unwrap_or_default();
        out.source = Source::Asked(Question { text, hint: hint.map(|hint| hint.text), guard: Guard::default() });
    }
    fields.finish();
    out
}

fn asked_kind(cx: Cx<'_>, fields: &Fields<'_>, kind: Option<&Word>, choices: Option<Vec<Choice>>, of: Option<&Word>) -> Kind {
    let fallback = Kind::Text { long: false };
    if let (Some(word), Some(_)) = (kind, &choices) {
        let message = format!("{} has both `type` and `one_of`", capital(fields.what()));
        cx.sink.push(cx.sink.at(word.place.clone(), message).help("Keep one of the two: `one_of` makes it a choice."));
    }
    match (kind, choices, of) {
        (_, Some(choices), Some(of)) => cx.fact(of).map_or(fallback, |of| Kind::Findings { of, choices }),
        (_, Some(choices), None) => Kind::Choice(choices),
        (_, None, Some(of)) => {
            let message = format!("{} has `of` but no `one_of`", capital(fields.what()));
            cx.sink.push(cx.sink.at(of.place.clone(), message).help("Say with `one_of` what can be found of each point."));
            fallback
        }
        (Some(word), None, None) => match TYPES.iter().find(|(name, _)| *name == word.text) {
            Some((_, kind)) => kind.clone(),
            None => {
                let types = TYPES.iter().map(|(name, _)| *name);
                let help = closest(&word.text, types.clone()).map_or_else(
                    || format!("The types are {}.", types.map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ")),
                    |near| format!("Did you mean “{near}”?"),
                );
                cx.sink.push(cx.sink.at(word.place.clone(), format!("There is no type “{}”", word.text)).help(help));
                fallback
            }
        },
        (None, None, None) => fallback,
    }
}

/// The choices of `one_of`.
fn choices_of(cx: Cx<'_>, fields: &Fields<'_>, labels: &[(Word, Word)]) -> Vec<Choice> {
    if labels.is_empty() {
        cx.sink.push(cx.sink.at(fields.place(), format!("`one_of` of {} names no value", fields.what())));
    }
    if let Some((word, _)) = labels.get(MOST_VALUES) {
        let message = format!("{} has {} values; the most are {MOST_VALUES}", capital(fields.what()), labels.len());
        cx.sink.push(
            cx.sink.at(word.place.clone(), message).help("Make two facts of it, a coarse one and a fine one, or ask for text."),
        );
    }
    for (word, _) in labels {
        check_name(cx.sink, &word.text, &word.place);
        if matches!(word.text.as_str(), "unknown" | "any" | "not") {
            let message =
                format!("A value cannot be called “{}”: the word has a meaning of its own in conditions and tables", word.text);
            cx.sink.push(cx.sink.at(word.place.clone(), message).help("Give it another name, such as “not-stated” or “other”."));
        }
    }
    labels.iter().map(|(name, label)| Choice { name: name.text.clone(), label: label.text.clone() }).collect()
}

const DERIVATIONS: &str = "It can be { date, within, of, unknown }, { day_of }, { done, since }, { latest }, { earliest }, { after, of }, { attribute, of }, { when, unless }, \
     { findings, finding, all, some, none } or { count, within, at_least, when }.";

/// `is = { … }`. Conditions inside are read in [`guards`], choices of a summary in [`summaries`].
fn derivation(cx: Cx<'_>, outer: &Fields<'_>, node: &Node, choices: Option<Vec<Choice>>) -> (Source, Kind) {
    let nothing = (Source::Derived(Derivation::Holds(Guard::default())), Kind::YesNo);
    let Tree::Map(entries) = &node.value else {
        outer.wrong("is", node, "a map");
        return nothing;
    };
    let mut fields = Fields::new(cx.sink, &format!("`is` of {}", outer.what()), node.place.clone(), entries);
    let form = ["date", "day_of", "done", "latest", "earliest", "after", "attribute", "findings", "count", "when", "unless"]
        .into_iter()
        .find(|key| entries.iter().any(|entry| entry.key == *key));
    let mut takes_choices = false;
    let read = match form {
        Some("date") => {
            let date = fact_of(cx, &mut fields, "date");
            let of = fact_of(cx, &mut fields, "of");
            let limit = fields.limit("within");
            if limit.is_none() && !entries.iter().any(|entry| entry.key == "within") {
                fields.missing("within", "Say how far apart the dates may be, such as \"3 months\".");
            }
            let unknown = fields.flag("unknown");
            date.zip(of).zip(limit).map(|((date, of), limit)| (Derivation::Within { date, of, limit, unknown }, Kind::YesNo))
        }
        Some("day_of") => {
            let steps = cx.steps_of(&fields.words("day_of"));
            (!steps.is_empty()).then_some((Derivation::DayOf(steps), Kind::Date))
        }
        Some("done") => {
            let steps = cx.steps_of(&fields.words("done"));
            let since = cx.steps_of(&fields.words("since"));
            (!steps.is_empty()).then_some((Derivation::Done { steps, since }, Kind::YesNo))
        }
        Some("after") => {
            let limit = fields.limit("after");
            let of = fact_of(cx, &mut fields, "of");
            limit.zip(of).map(|(limit, of)| (Derivation::After { limit, of }, Kind::Date))
        }
        Some(key @ ("latest" | "earliest")) => {
            let latest = key == "latest";
            let of = cx.facts_of(&fields.words(if latest { "latest" } else { "earliest" }));
            (!of.is_empty()).then_some((Derivation::Extreme { latest, of }, Kind::Date))
        }
        Some("attribute") => {
            takes_choices = true;
            let name = fields.text("attribute");
            let site = fact_of(cx, &mut fields, "of");
            let kind = choices.clone().map_or(Kind::Text { long: false }, Kind::Choice);
            name.zip(site).map(|(name, site)| (Derivation::Attribute { site, name: name.text }, kind))
        }
        Some("findings") => {
            takes_choices = true;
            if choices.is_none() {
                outer.missing("one_of", "Say which outcomes there are: `one_of = { … }`.");
            }
            let of = fact_of(cx, &mut fields, "findings");
            for key in ["finding", "partly", "all", "some", "none"] {
                let given = fields.text(key).is_some();
                if !given && key != "partly" && !entries.iter().any(|entry| entry.key == key) {
                    fields.missing(key, "It needs `findings`, `finding`, `all`, `some` and `none`.");
                }
            }
            let kind = Kind::Choice(choices.clone().unwrap_or_default());
            of.map(|of| (Derivation::Summary { of, finding: 0, partly: None, all: 0, some: 0, none: 0 }, kind))
        }
        Some("count") => {
            let person = fact_of(cx, &mut fields, "count");
            let within = fields.limit("within");
            let at_least = fields.count("at_least");
            for (key, missing) in [("within", within.is_none()), ("at_least", at_least.is_none())] {
                if missing && !entries.iter().any(|entry| entry.key == key) {
                    fields.missing(key, "Say how far back other cases are looked for, and how many there must be.");
                }
            }
            fields.entry("when");
            fields.entry("unless");
            person.zip(within).zip(at_least).map(|((person, within), at_least)| {
                (Derivation::Count(Count { person, guard: Guard::default(), within, at_least }), Kind::YesNo)
            })
        }
        Some(_) => {
            fields.entry("when");
            fields.entry("unless");
            Some((Derivation::Holds(Guard::default()), Kind::YesNo))
        }
        None => {
            let message = format!("{} does not say how the fact follows from others", capital(fields.what()));
            cx.sink.push(cx.sink.at(node.place.clone(), message).help(DERIVATIONS));
            return nothing;
        }
    };
    fields.finish();
    if choices.is_some() && !takes_choices {
        let message = format!("{} is no choice: its type follows from `is`", capital(outer.what()));
        cx.sink.push(cx.sink.at(outer.place(), message).help("Leave out `one_of`."));
    }
    read.map_or(nothing, |(derivation, kind)| (Source::Derived(derivation), kind))
}

/// The fact that a key names; it must be there.
fn fact_of(cx: Cx<'_>, fields: &mut Fields<'_>, key: &'static str) -> Option<FactId> {
    let word = fields.need_text(key, "Name a fact.");
    if word.text.is_empty() { None } else { cx.fact(&word) }
}

/// A fact that a table decides: its kind stands with the table, and its own rule may only give it a label.
fn decided(
    cx: Cx<'_>,
    collected: &Collected<'_>,
    name: &str,
    (table, column): (usize, usize),
    rule: Option<&RawRule<'_>>,
) -> Fact {
    let mut out = blank(name, nowhere());
    if let Some(raw) = collected.rules.get(table)
        && let Rule::Table(id) = raw.rule
    {
        out.place = raw.place;
        out.source = Source::Derived(Derivation::Table(id, column));
        if let Some(entry) = decides(raw).get(column) {
            out.kind = decided_kind(cx, raw, entry);
        }
    }
    if let Some(rule) = rule {
        out.place = rule.place;
        let mut fields = Fields::new(cx.sink, &rule.what(), rule.range(), &rule.entries);
        if let Some(label) = fields.text("label") {
            out.label = label.text;
        }
        for entry in rule.entries.iter().filter(|entry| entry.key != "label") {
            let message = format!("“{name}” is decided by a table, so that only its `label` can be said here");
            cx.sink.push(
                cx.sink.at(entry.key_place.clone(), message).help("Leave it out, or give the table's column another name."),
            );
        }
    }
    out
}

/// The columns that a table decides.
pub(super) fn decides<'r>(rule: &'r RawRule<'_>) -> &'r [Entry] {
    match rule.entries.iter().find(|entry| entry.key == "decides").map(|entry| &entry.node.value) {
        Some(Tree::Map(entries)) => entries,
        _ => &[],
    }
}

fn decided_kind(cx: Cx<'_>, rule: &RawRule<'_>, entry: &Entry) -> Kind {
    let wanted = "“role”, “duration”, “step”, “yes or no”, or a map of choices";
    let wrong = |given: &str| {
        let message = format!("What {} decides must be {wanted}; here it is {given}", rule.what());
        cx.sink.push(cx.sink.at(entry.node.place.clone(), message));
        Kind::YesNo
    };
    match &entry.node.value {
        Tree::Text(text) => match text.as_str() {
            "role" => Kind::Role,
            "duration" => Kind::Limit,
            "step" => Kind::Step,
            "yes or no" => Kind::YesNo,
            other => wrong(&format!("“{other}”")),
        },
        Tree::Map(entries) => {
            let fields = Fields::new(cx.sink, &format!("“{}” of {}", entry.key, rule.what()), entry.node.place.clone(), entries);
            let labels = fields.labels_of(entries);
            Kind::Choice(choices_of(cx, &fields, &labels))
        }
        _ => wrong(entry.node.noun()),
    }
}

/// Fills in which findings and outcomes a summary speaks of, now that the choices of all facts are known.
fn summaries(cx: Cx<'_>, collected: &Collected<'_>, facts: &mut [Fact]) {
    for rule in collected.whole() {
        let Rule::Fact(id) = rule.rule else { continue };
        let Some(Tree::Map(entries)) = rule.entries.iter().find(|entry| entry.key == "is").map(|entry| &entry.node.value) else {
            continue;
        };
        let Some(own) = facts.get(id.index()).cloned() else { continue };
        let Source::Derived(Derivation::Summary { of, .. }) = &own.source else { continue };
        let Some(findings) = facts.get(of.index()).cloned() else { continue };
        if !matches!(findings.kind, Kind::Findings { .. }) {
            let place =
                entries.iter().find(|entry| entry.key == "findings").map_or(rule.range(), |entry| entry.node.place.clone());
            let message = format!("“{}” is a {}, not findings", findings.name, findings.kind.noun());
            cx.sink.push(
                cx.sink
                    .at(place, message)
                    .help("Findings are a fact with `of = \"points\"` and `one_of`, one answer for each point."),
            );
            continue;
        }
        let choice = |key: &str, fact: &Fact| -> Option<u16> {
            let entry = entries.iter().find(|entry| entry.key == key)?;
            let word = word(&entry.node)?;
            cx.choice(fact, &word)
        };
        let summary = Derivation::Summary {
            of: *of,
            finding: choice("finding", &findings).unwrap_or(0),
            partly: choice("partly", &findings),
            all: choice("all", &own).unwrap_or(0),
            some: choice("some", &own).unwrap_or(0),
            none: choice("none", &own).unwrap_or(0),
        };
        if let Some(fact) = facts.get_mut(id.index()) {
            fact.source = Source::Derived(summary);
        }
    }
}

impl Cx<'_> {
    /// The position of one of a fact's choices.
    fn choice(&self, fact: &Fact, word: &Word) -> Option<u16> {
        let choice = fact.choice(&word.text);
        if choice.is_none() {
            let names = fact.choices().iter().map(|choice| choice.name.as_str());
            let help = closest(&word.text, names.clone()).map_or_else(
                || format!("The values are {}.", names.map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ")),
                |near| format!("Did you mean “{near}”?"),
            );
            let message = format!("“{}” is no value of “{}”", word.text, fact.name);
            self.sink.push(self.sink.at(word.place.clone(), message).help(help));
        }
        choice
    }
}

/// Reads the conditions on which facts are asked or hold, now that all finite facts and their values are known.
pub(super) fn guards(cx: Cx<'_>, collected: &Collected<'_>) -> Vec<(FactId, Guard)> {
    let mut guards = Vec::new();
    for rule in collected.whole() {
        let Rule::Fact(id) = rule.rule else { continue };
        if collected.decided.contains_key(&id) {
            continue;
        }
        let entries = match rule.entries.iter().find(|entry| entry.key == "is").map(|entry| &entry.node.value) {
            Some(Tree::Map(entries)) => entries,
            Some(_) => continue,
            None => &rule.entries,
        };
        let mut fields = Fields::new(cx.sink, &rule.what(), rule.range(), entries);
        guards.push((id, cx.guard(&mut fields)));
    }
    guards
}
