//! The JSON Schema of the rules, so that editors help while a procedure is written.
//!
//! It says which keys each rule knows, which are needed and what shape their values have. It cannot say whether a name that is
//! used is one that the document declares: that is for the reader. Whatever the schema refuses, the reader refuses too.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// Where the schema is kept for editors to find.
const ID: &str = "https://redress.example/procedure.schema.json";

/// The names that mean something else where facts are named.
const RESERVED: [&str; 5] = ["reference", "today", "author", "documents", "timeline"];

/// The kinds of fact that can be asked for.
const TYPES: [&str; 13] = [
    "yes or no",
    "text",
    "long text",
    "date",
    "instant",
    "money",
    "number",
    "person",
    "people",
    "organisation",
    "site",
    "points",
    "case",
];

/// The schema as a text, as it is kept in `docs/reference/procedure.schema.json`.
#[must_use]
pub fn text() -> String {
    // A value of JSON can always be written down.
    serde_json::to_string_pretty(&sorted(schema())).map_or_else(|_| String::new(), |text| text + "\n")
}

/// The same with its keys in order: whether maps keep theirs depends on what else is built with this.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let map: BTreeMap<String, Value> = map.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            Value::Object(map.into_iter().collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

/// The schema: draft 2020-12, of one block of rules.
#[must_use]
pub fn schema() -> Value {
    let kinds = [
        ("role", role(), "Who takes part."),
        ("fact", fact(), "What is known of a case: asked for by steps, or following from other facts."),
        ("setting", setting(), "A reading that the body chose."),
        ("table", table(), "What decides something for every combination; the Markdown table after the block belongs to it."),
        ("stage", stage(), "Where a case can stand."),
        ("step", step(), "What somebody may do."),
        ("duty", duty(), "What somebody owes by a time."),
        ("hold", hold(), "What stops clocks."),
        ("letter", letter(), "What is written; its template is letters/<name>.md."),
        ("notice", notice(), "What another body is told."),
        ("view", view(), "What a role may see."),
        ("mark", mark(), "What a case puts on a person, wherever that person is dealt with."),
        ("report", report(), "What is reported over the cases of a period."),
        ("trail", trail(), "What a case's page shows of certain steps, each time that one was taken."),
        ("register", register(), "A table over the cases, which sheets can be made of and read into."),
    ];
    let mut properties = Map::new();
    let mut defs = shared();
    for (kind, rule, says) in kinds {
        properties.insert(kind.to_owned(), named(json!({ "$ref": format!("#/$defs/{kind}") }), says, kind == "fact"));
        defs.insert(kind.to_owned(), rule);
    }
    properties.insert(
        "contents".to_owned(),
        named(
            json!({ "type": "object", "additionalProperties": { "type": "string" } }),
            "More that a letter must contain: blocks of its template, in words.",
            false,
        ),
    );
    properties.insert("procedure".to_owned(), json!({ "$ref": "#/$defs/procedure" }));
    defs.insert("procedure".to_owned(), head());
    properties.insert(
        "asks-nothing".to_owned(),
        says(
            object(json!({ "reason": said("Why the paragraph asks nothing of a system.") }), &["reason"]),
            "The paragraph asks nothing of a system.",
        ),
    );
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "A block of rules of a Redress procedure",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "$defs": defs,
    })
}

/// What several rules share.
fn shared() -> Map<String, Value> {
    let name = json!({ "type": "string" });
    let condition = json!({
        "description": "All of it must hold: facts, and the values of each that pass.",
        "type": "object",
        "minProperties": 1,
        "additionalProperties": { "$ref": "#/$defs/values" },
    });
    let mut defs = Map::new();
    let mut define = |key: &str, value: Value| defs.insert(key.to_owned(), value);
    define(
        "names",
        says(json!({ "oneOf": [name, { "type": "array", "items": { "type": "string" } }] }), "One name, or a list of names."),
    );
    define("said", json!({ "type": "string", "pattern": "\\S" }));
    define(
        "limit",
        json!({
            "type": "string",
            "description": "A length of time.",
            "pattern": limit_pattern(),
            "examples": ["6 hours", "2 days", "20 working days", "12 weeks", "3 months", "1 year", "the same day", "the next working day", "at once"],
        }),
    );
    let value = json!({ "type": ["string", "boolean"] });
    define("values", json!({ "oneOf": [value, { "type": "array", "minItems": 1, "items": value }] }));
    define("condition", condition);
    define(
        "conditions",
        says(
            json!({ "oneOf": [{ "$ref": "#/$defs/condition" }, { "type": "array", "items": { "$ref": "#/$defs/condition" } }] }),
            "A map of facts to values, all of which must hold; or a list of such maps, any of which may.",
        ),
    );
    define(
        "choices",
        says(
            json!({
                "type": "object",
                "minProperties": 1,
                "maxProperties": 60,
                "propertyNames": { "pattern": NAME, "not": { "enum": ["unknown", "any", "not"] } },
                "additionalProperties": { "type": "string" },
            }),
            "The values, each with what people read.",
        ),
    );
    defs
}

/// Lower-case words joined by hyphens.
const NAME: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// The rules of a kind, by name.
fn named(rule: Value, says: &str, fact: bool) -> Value {
    let mut names = json!({ "pattern": NAME });
    if fact && let Some(names) = names.as_object_mut() {
        names.insert("not".to_owned(), json!({ "enum": RESERVED }));
    }
    json!({ "description": says, "type": "object", "propertyNames": names, "additionalProperties": rule })
}

/// A map of known keys.
fn object(properties: Value, required: &[&str]) -> Value {
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// The same with more that must hold.
fn and(mut schema: Value, more: Value) -> Value {
    if let (Some(schema), Value::Object(more)) = (schema.as_object_mut(), more) {
        schema.extend(more);
    }
    schema
}

fn says(schema: Value, words: &str) -> Value {
    and(schema, json!({ "description": words }))
}

fn text_of(words: &str) -> Value {
    json!({ "type": "string", "description": words })
}

/// A text that must say something.
fn said(words: &str) -> Value {
    json!({ "$ref": "#/$defs/said", "description": words })
}

fn flag(words: &str) -> Value {
    json!({ "type": "boolean", "description": words })
}

fn names(words: &str) -> Value {
    json!({ "$ref": "#/$defs/names", "description": words })
}

/// Names of which there must be one.
fn some_names(words: &str) -> Value {
    json!({ "$ref": "#/$defs/names", "not": { "maxItems": 0, "type": "array" }, "description": words })
}

/// Names in a shape: with a kind before them, or a question mark after them.
fn shaped(pattern: &str, words: &str) -> Value {
    let one = json!({ "type": "string", "pattern": pattern });
    json!({ "description": words, "oneOf": [one, { "type": "array", "items": one }] })
}

fn limit(words: &str) -> Value {
    json!({ "$ref": "#/$defs/limit", "description": words })
}

fn conditions(words: &str) -> Value {
    json!({ "$ref": "#/$defs/conditions", "description": words })
}

fn choices(words: &str) -> Value {
    json!({ "$ref": "#/$defs/choices", "description": words })
}

/// A list of maps, or one of them.
fn one_or_several(schema: &Value) -> Value {
    json!({ "oneOf": [schema, { "type": "array", "items": schema }] })
}

fn head() -> Value {
    let date = json!({ "type": "string", "format": "date" });
    let calendar = json!({
        "description": "Whose bank holidays count: a calendar, or the fact that decides with the calendar for each of its values.",
        "oneOf": [
            { "type": "string" },
            { "type": "object", "properties": { "by": { "type": "string" } }, "required": ["by"], "additionalProperties": { "type": "string" } },
        ],
    });
    let properties = json!({
        "id": { "$ref": "#/$defs/said", "pattern": NAME, "description": "The name of the procedure's folder." },
        "version": said("The name of the version's folder."),
        "in_force": says(object(json!({ "from": date, "until": date }), &["from"]), "The first day, and when there is a later version, the last."),
        "title": said("What people read above everything."),
        "authority": said("The body whose procedure it is."),
        "source": said("The document that the procedure is made from."),
        "attribution": text_of("The licence under which the source's wording is reproduced."),
        "case": said("What a case is called."),
        "cases": text_of("What several are called."),
        "calendar": calendar,
        "counting": { "enum": ["first-day-after", "roll-first"], "description": "Which day is day 1." },
        "reference": {
            "type": "string",
            "pattern": "^[^{}]*(\\{year\\}[^{}]*\\{code\\}|\\{code\\}([^{}]*\\{year\\})?)[^{}]*$",
            "description": "How references are made: the code is drawn at random.",
            "examples": ["PC/{year}/{code}"],
        },
        "cite": { "type": "string", "pattern": "\\{\\}", "description": "How paragraphs are cited.", "examples": ["paragraph {}"] },
        "site": text_of("The fact that says where the case arose."),
        "who": text_of("The fact that names whose matter it is."),
        "about": names("The facts that make the line which says what a case is about."),
        "filters": names("The choice facts by which lists can be filtered."),
        "address": names("The sender's address on letters, line by line."),
        "records": names("Nothing may be recorded but these facts."),
        "part_of": text_of("The procedure of which each case is a part."),
        "whole": text_of("The fact, a case, that says of which one."),
        "came_to": names("The facts that say what a case came to."),
        "gathers": says(
            json!({ "type": "object", "additionalProperties": { "type": "string" } }),
            "Procedures, each with the fact there that names the person whom `who` names here.",
        ),
        "moved_by": names("The roles that may move a case to another version."),
    });
    let needed = ["id", "version", "in_force", "title", "authority", "source", "case", "calendar", "reference"];
    says(object(properties, &needed), "What the document says of itself.")
}

fn role() -> Value {
    object(json!({ "title": text_of("What people call it.") }), &[])
}

fn fact() -> Value {
    let properties = json!({
        "asks": text_of("The question."),
        "hint": text_of("A hint under the question."),
        "label": text_of("A short name for lists."),
        "type": { "enum": TYPES, "description": "What is answered." },
        "one_of": choices("The values of a choice, each with what people read."),
        "of": text_of("The points: there is a choice for each."),
        "when": conditions("It is asked only then."),
        "unless": conditions("It is not asked then."),
        "not_before": text_of("Another date fact: this one cannot be before it."),
        "not_after": text_of("Another date fact: this one cannot be after it."),
        "ahead": flag("The date must lie in the future."),
        "afresh": flag("It is answered anew each time that it is asked."),
        "wall": flag("Whoever is named never learns of the case."),
        "holds": names("Only somebody who holds one of these roles can be named."),
        "among": names("Only somebody whom these facts name can be named."),
        "not_among": names("Nobody whom these facts name can be named, nor whom one that is answered afresh ever named."),
        "is": derivation(),
    });
    let kinds = json!([
        // What a table decides may be given a label, and nothing else.
        { "properties": { "label": true }, "additionalProperties": false },
        {
            "required": ["asks"],
            "properties": { "is": false },
            "oneOf": [{ "required": ["type"], "properties": { "of": false } }, { "required": ["one_of"] }],
        },
        { "required": ["is"], "properties": { "asks": false, "type": false, "of": false, "when": false, "unless": false } },
    ]);
    and(object(properties, &[]), json!({ "anyOf": kinds }))
}

fn derivation() -> Value {
    let date = object(
        json!({
            "date": said("The later date."),
            "within": limit("How far apart they may be."),
            "of": said("The earlier date."),
            "unknown": flag("The answer when one of them is not known."),
        }),
        &["date", "within", "of"],
    );
    let steps = |key: &str, words: &str| object(json!({ key: some_names(words) }), &[key]);
    let done = object(
        json!({
            "done": some_names("The steps of which one was taken."),
            "since": names("Only what came after the last of these steps counts."),
        }),
        &["done"],
    );
    let after = object(json!({ "after": limit("How long after."), "of": said("The date that it follows.") }), &["after", "of"]);
    let attribute =
        object(json!({ "attribute": text_of("What the directory calls it."), "of": said("The site.") }), &["attribute", "of"]);
    let findings = object(
        json!({
            "findings": said("The findings."),
            "finding": text_of("The finding that counts."),
            "partly": text_of("The finding that counts in part."),
            "all": text_of("The outcome when every finding counts."),
            "some": text_of("The outcome when at least one counts."),
            "none": text_of("The outcome otherwise."),
        }),
        &["findings", "finding", "all", "some", "none"],
    );
    let count = object(
        json!({
            "count": said("The fact that names the person whom the cases share."),
            "within": limit("How far back they are looked for."),
            "at_least": { "type": "integer", "minimum": 0, "maximum": u32::MAX, "description": "From how many on the answer is yes." },
            "when": conditions("What must hold of each."),
            "unless": conditions("What must not hold of each."),
        }),
        &["count", "within", "at_least"],
    );
    let holds = and(
        object(json!({ "when": conditions("It is yes then."), "unless": conditions("It is no then.") }), &[]),
        json!({ "minProperties": 1 }),
    );
    json!({
        "description": "How it follows from other facts.",
        "oneOf": [
            date,
            steps("day_of", "The steps whose day it is: the latest."),
            done,
            steps("latest", "The dates of which it is the latest."),
            steps("earliest", "The dates of which it is the earliest."),
            after,
            attribute,
            findings,
            count,
            holds,
        ],
    })
}

fn setting() -> Value {
    let properties = json!({
        "title": said("What is chosen, in words."),
        "why": said("Why there is a choice."),
        "one_of": choices("The values it can have, each with what people read."),
        "chosen": said("The value that is chosen."),
    });
    object(properties, &["title", "why", "one_of", "chosen"])
}

fn table() -> Value {
    let decides = json!({
        "description": "The columns of answers, each with what it decides.",
        "type": "object",
        "propertyNames": { "pattern": NAME },
        "additionalProperties": { "oneOf": [{ "enum": ["role", "duration", "step", "yes or no"] }, { "$ref": "#/$defs/choices" }] },
    });
    object(json!({ "by": names("The facts that it looks at."), "decides": decides }), &["by", "decides"])
}

fn stage() -> Value {
    object(json!({ "title": text_of("What people read."), "end": flag("Nothing more happens.") }), &[])
}

fn step() -> Value {
    let properties = json!({
        "title": text_of("What to do, as a verb."),
        "done": text_of("What was done."),
        "by": some_names("Who may: roles, or facts that name somebody."),
        "begins": flag("It begins a case."),
        "from": names("In which stages; without it, in every stage that is no end."),
        "to": text_of("The stage it leads to."),
        "when": conditions("It is open only then."),
        "unless": conditions("It is not open then."),
        "asks": names("The facts it asks for; a question mark after one lets it be left empty."),
        "other_than": names("Only somebody other than whoever took these steps."),
        "senior_to": names("Only somebody more senior than whoever took these steps."),
        "independent_of": independence(),
        "after": after(),
        "repeat": {
            "description": "As often as needed, or once more after each of these steps.",
            "oneOf": [{ "type": "boolean" }, { "$ref": "#/$defs/names" }],
        },
        "drafts": shaped("^letter\\.", "The letters it drafts: letter.name."),
        "sends": shaped("^(letter|notice)\\.", "The letters and notices it sends: letter.name, notice.name."),
        "opens": opens(),
        "erases": flag("It destroys what was recorded before, save what it asks."),
        "final": flag("It cannot be undone."),
    });
    let begins = json!({
        "if": { "properties": { "begins": { "const": true } }, "required": ["begins"] },
        "then": { "required": ["to"], "properties": { "from": false } },
        "else": { "required": ["by"] },
    });
    and(object(properties, &[]), begins)
}

fn after() -> Value {
    let since = object(
        json!({
            "step": some_names("The steps that must come first."),
            "since": some_names("They must have been taken since the last of these."),
        }),
        &["step", "since"],
    );
    says(one_or_several(&json!({ "anyOf": [{ "type": "string" }, since] })), "Only after these steps.")
}

fn independence() -> Value {
    let appointed = json!({ "type": "object", "additionalProperties": { "$ref": "#/$defs/names" } });
    json!({
        "description": "Whoever takes it, or the person appointed, is none whom these facts name or who took these steps.",
        "oneOf": [
            { "type": "string" },
            appointed,
            { "type": "array", "items": { "oneOf": [{ "type": "string" }, appointed] } },
        ],
    })
}

fn opens() -> Value {
    let map = object(
        json!({
            "procedure": said("The other procedure."),
            "begins": text_of("The step there that begins the case."),
            "each": text_of("The fact: a case for each of a number, of points, or of people."),
            "gives": {
                "description": "What the case is told: its facts, each from this, each, or a fact here.",
                "type": "object",
                "additionalProperties": { "type": "string" },
            },
            "when": conditions("It is opened only then."),
            "unless": conditions("It is not opened then."),
        }),
        &["procedure"],
    );
    says(one_or_several(&json!({ "anyOf": [{ "type": "string" }, map] })), "The cases it opens under other procedures.")
}

fn duty() -> Value {
    let by_fact = |words: &str| says(object(json!({ "fact": said("The fact.") }), &["fact"]), words);
    let start = json!({
        "anyOf": [
            { "type": "string" },
            and(
                object(
                    json!({
                        "step": text_of("The table's fact that decides the step."),
                        "fact": text_of("The fact that gives the date."),
                        "due": text_of("The duty that fell due unmet."),
                    }),
                    &[],
                ),
                json!({ "minProperties": 1 }),
            ),
        ],
    });
    let extended = json!({
        "description": "The step that moves the limit.",
        "oneOf": [
            { "type": "string" },
            object(json!({ "step": said("The step."), "to": said("The fact that gives the new date.") }), &["step", "to"]),
        ],
    });
    let properties = json!({
        "title": text_of("What is owed, as a verb."),
        "owner": some_names("Who owes it: roles, or facts that name somebody."),
        "starts": says(one_or_several(&start), "What starts the clock; without it, the beginning of the case."),
        "within": { "description": "How long there is.", "oneOf": [{ "$ref": "#/$defs/limit" }, by_fact("The time that a table decides.")] },
        "by": by_fact("By the date that a fact gives."),
        "every": limit("How often it recurs."),
        "met_by": names("The steps that meet it."),
        "ends": names("The steps that end it unmet."),
        "extended_by": extended,
        "restarts": flag("A further start while it is open starts it anew."),
        "warn": limit("How long before a warning is shown."),
        "soft": flag("Late is shown, and is no breach."),
        "when": conditions("It is owed only then."),
        "unless": conditions("It is not owed then."),
    });
    and(object(properties, &["owner", "met_by"]), json!({ "not": { "required": ["within", "by"] } }))
}

fn hold() -> Value {
    let properties = json!({
        "title": text_of("What people read."),
        "from": names("The steps that start it."),
        "until": names("The steps that end it."),
        "stops": names("The duties whose clocks it stops."),
    });
    object(properties, &["from", "until", "stops"])
}

fn letter() -> Value {
    let contains = json!({
        "description": "Blocks of the template that must be there, in words or by their names.",
        "oneOf": [{ "$ref": "#/$defs/names" }, { "type": "object", "additionalProperties": { "type": "string" } }],
    });
    let properties = json!({
        "title": text_of("What people read."),
        "contains": contains,
        "encloses": names("What goes with it."),
        "addressed_to": {
            "description": "The facts that make up the address, line by line; of a list, the first that is known.",
            "oneOf": [{ "type": "string" }, { "type": "array", "items": { "$ref": "#/$defs/names" } }],
        },
        "edited_by": names("Who may edit its draft."),
        "edited_in": names("The stages in which they may; without it, until it is sent."),
        "when": conditions("It is written only then."),
        "unless": conditions("It is not written then."),
    });
    object(properties, &[])
}

/// What can be shown or hidden.
const ITEMS: &str = "Facts, letter.name, step.name, duty.due, documents, timeline.";

fn notice() -> Value {
    let properties = json!({
        "title": text_of("What people read."),
        "to": names("Who is told: roles, or facts that name somebody."),
        "carries": names(ITEMS),
        "when": conditions("It is sent only then."),
        "unless": conditions("It is not sent then."),
    });
    object(properties, &["to"])
}

fn view() -> Value {
    let everything = json!({
        "if": { "required": ["except"] },
        "then": { "properties": { "sees": { "const": "everything" } }, "required": ["sees"] },
    });
    let instead = and(
        json!({
            "type": "object",
            "properties": { "sees": names(ITEMS), "except": names(ITEMS) },
            "additionalProperties": { "$ref": "#/$defs/values" },
        }),
        everything.clone(),
    );
    // Something must be tested: `sees` and `except` alone test nothing.
    let tested = json!({
        "anyOf": [
            { "minProperties": 3 },
            { "minProperties": 2, "not": { "required": ["sees", "except"] } },
            { "minProperties": 1, "properties": { "sees": false, "except": false } },
        ],
    });
    let instead = and(instead, tested);
    let properties = json!({
        "for": names("Whose view it is: roles, or facts that name people; without it, the role of this name."),
        "sees": says(json!({ "$ref": "#/$defs/names" }), &format!("“everything”, or a list: {ITEMS}")),
        "except": names("What is not seen of everything."),
        "when": conditions("The case is visible at all only then."),
        "unless": says(one_or_several(&instead), "Conditions, each with what is seen instead: `sees`, or nothing."),
    });
    and(object(properties, &["sees"]), everything)
}

fn mark() -> Value {
    let properties = json!({
        "title": text_of("What people read."),
        "on": said("The fact that names the person."),
        "says": names("The facts that are shown with it."),
        "limits": {
            "description": "For a fact of this name in any case of the person, the fact here that says which value is agreed.",
            "type": "object",
            "additionalProperties": { "type": "string" },
        },
        "for": names("The roles that are shown it; without it, everybody who sees a case of the person."),
        "when": conditions("As long as this holds."),
        "unless": conditions("Not while this holds."),
    });
    object(properties, &["on"])
}

fn report() -> Value {
    let properties = json!({
        "title": text_of("What people read."),
        "period": { "enum": ["month", "quarter", "year"], "description": "How long it looks back." },
        "dates": said("The date that puts a case into a period."),
        "by": text_of("One part for each value of this fact."),
        "for": names("The roles that may read it."),
        "counts": names("How many cases there are of each value of these facts."),
        "lists": names("The columns of the list of cases."),
        "sample": {
            "anyOf": [
                { "type": "integer", "minimum": 0, "maximum": u32::MAX },
                { "type": "string", "pattern": "^(100|[1-9]\\d?)\\s*%$" },
            ],
            "description": "List only so many, or such a share of them, drawn by chance.",
        },
        "late": names("The duties of which it says how many were met in time."),
        "when": conditions("Which cases it is about."),
        "unless": conditions("Which cases it is not about."),
    });
    object(properties, &["period", "dates", "for"])
}

fn trail() -> Value {
    let properties = json!({
        "title": text_of("What people read."),
        "steps": names("The steps that it shows, in the order in which they are usually taken."),
    });
    object(properties, &["steps"])
}

fn register() -> Value {
    let columns = json!({
        "oneOf": [
            { "$ref": "#/$defs/names" },
            { "type": "object", "minProperties": 1, "additionalProperties": { "type": "string" } },
        ],
    });
    let properties = json!({
        "title": text_of("What people read."),
        "for": names("The roles that may open it."),
        "further": says(columns.clone(), "More columns, only in workbooks and CSV."),
        "columns": says(columns, "Its columns: facts, or a map from facts to what stands above them."),
        "groups": text_of("A heading above the cases of each value of this fact."),
        "key": text_of("No two cases of one whole have the same value of this fact."),
        "imports": names("The steps that a row of a sheet goes through; the first begins the case."),
    });
    object(properties, &["for", "columns"])
}

/// Capitals and extra spaces do not matter to the reader, nor a plural that does not fit its number.
fn limit_pattern() -> String {
    let words = |text: &str| {
        let letters = text.chars().map(|c| match c {
            ' ' => "\\s+".to_owned(),
            c if c.is_ascii_lowercase() => format!("[{c}{}]", c.to_ascii_uppercase()),
            c => c.to_string(),
        });
        letters.collect::<String>()
    };
    let units = ["hours?", "days?", "working days?", "weeks?", "months?", "years?"].map(words).join("|");
    let the = words("the ");
    format!("^\\s*(\\d+\\s+({units})|({the})?({}|{})|{})\\s*$", words("same day"), words("next working day"), words("at once"))
}
