//! The schema for editors accepts what the reader accepts, and refuses nothing else.

use std::collections::BTreeMap;
use std::path::Path;

use jsonschema::Validator;
use procedure::{Fault, Procedure, Sources};
use serde_json::{Map, Value as Json};
use toml::{Table, Value};

use crate::reference::{REFERENCE, template};
use crate::support::{documents, read};

fn validator() -> Validator {
    jsonschema::draft202012::options().should_validate_formats(true).build(&procedure::schema::schema()).unwrap()
}

/// A block of TOML as editors hand it to a schema: dates as texts.
fn json(value: &Value) -> Json {
    match value {
        Value::Datetime(moment) => Json::from(moment.to_string()),
        Value::Table(table) => {
            Json::Object(table.iter().map(|(key, value)| (key.clone(), json(value))).collect::<Map<String, Json>>())
        }
        Value::Array(items) => Json::Array(items.iter().map(json).collect()),
        other => serde_json::to_value(other).unwrap(),
    }
}

/// The blocks of rules of a document, as they stand in it.
fn blocks(text: &str) -> Vec<&str> {
    text.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

fn why(validator: &Validator, block: &Json) -> Vec<String> {
    validator.iter_errors(block).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// Every document that is read without a fault: those of the reference, of the tests, of the template and those that ship.
fn good() -> Vec<Sources> {
    let mut all = vec![Sources {
        path: "reference.md".to_owned(),
        text: REFERENCE.to_owned(),
        letters: BTreeMap::from([("response.md".to_owned(), template())]),
    }];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for id in std::fs::read_dir(root.join("procedures")).unwrap().map(|id| id.unwrap().path()).filter(|id| id.is_dir()) {
        for version in std::fs::read_dir(id).unwrap() {
            all.push(folder(&version.unwrap().path(), "procedure.md"));
        }
    }
    all.push(folder(&root.join("crates/casework/tests/fixtures"), "parish.md"));
    let template = folder(&root.join("crates/redress/src/command/procedure/new"), "procedure.md");
    let filled = template.text.replace("@id@", "new").replace("@version@", "1").replace("@from@", "2024-04-01");
    all.push(Sources { text: filled, ..template });
    all.push(Sources { path: "whole.md".to_owned(), text: WHOLE.to_owned(), letters: BTreeMap::new() });
    all.retain(|sources| !sources.text.is_empty());
    all
}

/// What the other documents do not use.
const WHOLE: &str = include_str!("schema/whole.md");

fn folder(folder: &Path, document: &str) -> Sources {
    let mut letters = BTreeMap::new();
    for place in [folder.join("letters"), folder.to_owned()] {
        let Ok(files) = std::fs::read_dir(&place) else { continue };
        for file in files.map(|file| file.unwrap().path()) {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            if name.ends_with(".md") && name != document {
                letters.insert(name, read(&file));
            }
        }
    }
    let path = folder.join(document);
    let text = if path.exists() { read(&path) } else { String::new() };
    Sources { path: path.display().to_string(), text, letters }
}

#[test]
fn the_schema_that_is_kept_is_the_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/procedure.schema.json");
    let kept = if path.exists() { read(&path) } else { String::new() };
    assert!(
        kept == procedure::schema::text(),
        "docs/reference/procedure.schema.json is out of date: redress procedure schema > docs/reference/procedure.schema.json"
    );
}

#[test]
fn the_schema_is_one() {
    jsonschema::meta::validate(&procedure::schema::schema()).unwrap();
}

#[test]
fn every_rule_that_is_read_is_one_of_the_schema() {
    let validator = validator();
    let mut rules = 0;
    for sources in good() {
        Procedure::read(&sources).unwrap_or_else(|faults| panic!("{}\n{faults:#}", sources.path));
        for block in blocks(&sources.text) {
            let block: Table = block.parse().unwrap();
            rules += block.values().filter_map(Value::as_table).map(Table::len).sum::<usize>();
            let errors = why(&validator, &json(&Value::Table(block.clone())));
            assert!(errors.is_empty(), "{}\n{block}\n{errors:#?}", sources.path);
        }
    }
    assert!(rules > 200, "only {rules} rules were looked at");
}

/// The reader's faults with a block, alone in a document.
fn faults(block: &str) -> Vec<Fault> {
    let text = format!("# 1 One\n\n```toml\n{block}\n```\n");
    match Procedure::read(&Sources { path: "block.md".to_owned(), text, letters: BTreeMap::new() }) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.0,
    }
}

/// The keys that the reader knows where it meets one that it does not know.
fn known(block: &str) -> Vec<String> {
    let faults = faults(block);
    let fault =
        faults.iter().find(|fault| fault.message().contains("`zzzzzzzzzz`")).unwrap_or_else(|| panic!("{block}\n{faults:?}"));
    let mut keys: Vec<String> = fault.advice().unwrap().split('`').skip(1).step_by(2).map(str::to_owned).collect();
    keys.sort();
    keys.dedup();
    keys
}

fn keys(schema: &Json) -> Vec<String> {
    let properties = schema["properties"].as_object().unwrap_or_else(|| panic!("{schema}"));
    let mut keys: Vec<String> = properties.keys().cloned().collect();
    keys.sort();
    keys
}

#[test]
fn the_schema_and_the_reader_know_the_same_keys() {
    let schema = procedure::schema::schema();
    let defs = &schema["$defs"];
    for kind in
        ["role", "fact", "setting", "table", "stage", "step", "duty", "hold", "letter", "notice", "view", "mark", "report"]
    {
        assert_eq!(keys(&defs[kind]), known(&format!("[{kind}.a]\nzzzzzzzzzz = 1")), "{kind}");
    }
    assert_eq!(keys(&defs["procedure"]), known("[procedure]\nzzzzzzzzzz = 1"));
    assert_eq!(keys(&schema["properties"]["asks-nothing"]), known("[asks-nothing]\nzzzzzzzzzz = 1"));
    // Maps within rules.
    let forms = defs["fact"]["properties"]["is"]["oneOf"].as_array().unwrap();
    for (at, form) in ["date", "day_of", "done", "latest", "earliest", "after", "attribute", "findings", "count", "when"]
        .into_iter()
        .enumerate()
    {
        let given = known(&format!("[fact.a]\nis = {{ {form} = \"x\", zzzzzzzzzz = 1 }}"));
        assert_eq!(keys(&forms[at]), given, "{form}");
    }
    let step = &defs["step"]["properties"];
    assert_eq!(keys(&step["opens"]["oneOf"][0]["anyOf"][1]), known("[step.a]\nopens = { procedure = \"b\", zzzzzzzzzz = 1 }"));
    assert_eq!(keys(&step["after"]["oneOf"][0]["anyOf"][1]), known("[step.a]\nafter = { zzzzzzzzzz = 1 }"));
    let duty = &defs["duty"]["properties"];
    assert_eq!(keys(&duty["starts"]["oneOf"][0]["anyOf"][1]), known("[duty.a]\nstarts = { zzzzzzzzzz = 1 }"));
    assert_eq!(keys(&duty["extended_by"]["oneOf"][1]), known("[duty.a]\nextended_by = { zzzzzzzzzz = 1 }"));
    assert_eq!(keys(&duty["within"]["oneOf"][1]), known("[duty.a]\nwithin = { zzzzzzzzzz = 1 }"));
    assert_eq!(keys(&duty["by"]), known("[duty.a]\nby = { zzzzzzzzzz = 1 }"));
    assert_eq!(keys(&defs["procedure"]["properties"]["in_force"]), known("[procedure]\nin_force = { zzzzzzzzzz = 1 }"));
}

#[test]
fn the_schema_and_the_reader_know_the_same_kinds_of_rules_and_types_of_facts() {
    let listed = |block: &str, about: &str, mark: char| {
        let faults = faults(block);
        let fault = faults.iter().find(|fault| fault.message().contains(about)).unwrap_or_else(|| panic!("{faults:?}"));
        let mut all: Vec<String> = fault.advice().unwrap().split(['`', '“', '”']).skip(1).step_by(2).map(str::to_owned).collect();
        assert!(fault.advice().unwrap().contains(mark));
        all.sort();
        all
    };
    let schema = procedure::schema::schema();
    assert_eq!(keys(&schema), listed("[zzzzzzzzzz.a]\nb = 1", "no kind of rule", '`'));
    let mut types: Vec<String> = schema["$defs"]["fact"]["properties"]["type"]["enum"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_str().unwrap().to_owned())
        .collect();
    types.sort();
    assert_eq!(types, listed("[fact.a]\nasks = \"?\"\ntype = \"zzzzzzzzzz\"", "There is no type", '“'));
}

/// A block with one thing changed: the kind and name of the rule, the key, and the block.
fn changed(block: &Table, change: &dyn Fn(&mut Table, &str)) -> Vec<(String, Table)> {
    let mut all = Vec::new();
    for (kind, rules) in block {
        let whole = matches!(kind.as_str(), "procedure" | "asks-nothing");
        let names: Vec<String> = if whole { vec![String::new()] } else { rules.as_table().unwrap().keys().cloned().collect() };
        for name in names {
            let of = |block: &Table| if whole { block[kind].clone() } else { block[kind][&name].clone() };
            for key in of(block).as_table().unwrap().keys() {
                let mut block = block.clone();
                let rule = block.get_mut(kind).unwrap();
                let rule = if whole { rule } else { rule.get_mut(&name).unwrap() };
                change(rule.as_table_mut().unwrap(), key);
                all.push((format!("{key} of [{kind}.{name}]"), block));
            }
        }
    }
    all
}

/// Whether the reader refuses a document in which a block stands in the place of another.
fn refused(sources: &Sources, old: &str, new: &Table) -> bool {
    let text = sources.text.replace(old, &new.to_string());
    Procedure::read(&Sources { text, ..sources.clone() }).is_err()
}

#[test]
fn what_the_schema_refuses_the_reader_refuses() {
    let validator = validator();
    let odd = Value::Array(vec![Value::Array(vec![Value::Float(1.5)])]);
    let (mut tried, mut refused_by_both) = (0, 0);
    let mut check = |sources: &Sources, old: &str, what: &str, how: &str, block: &Table, both: bool| {
        tried += 1;
        let schema = !why(&validator, &json(&Value::Table(block.clone()))).is_empty();
        if both {
            assert!(schema, "the schema lets {what} pass, {how}");
        }
        if schema {
            refused_by_both += 1;
            assert!(refused(sources, old, block), "the reader lets {what} pass, {how}, and the schema does not:\n{block}");
        }
    };
    for sources in good().iter().filter(|sources| !sources.path.contains("procedures/")) {
        for old in blocks(&sources.text) {
            let block: Table = old.parse().unwrap();
            let free = block.keys().any(|kind| kind == "contents");
            let unknown = |rule: &mut Table, key: &str| {
                let value = rule.remove(key).unwrap();
                rule.insert(format!("{key}-x"), value);
            };
            for (what, block) in changed(&block, &unknown) {
                check(sources, old, &what, "called otherwise", &block, !free);
            }
            let wrong = |rule: &mut Table, key: &str| drop(rule.insert(key.to_owned(), odd.clone()));
            for (what, block) in changed(&block, &wrong) {
                check(sources, old, &what, "as a list of lists", &block, true);
            }
            let number = |rule: &mut Table, key: &str| drop(rule.insert(key.to_owned(), Value::Integer(-3)));
            for (what, block) in changed(&block, &number) {
                check(sources, old, &what, "as a number", &block, true);
            }
            let gone = |rule: &mut Table, key: &str| drop(rule.remove(key));
            for (what, block) in changed(&block, &gone) {
                check(sources, old, &what, "left out", &block, false);
            }
            let empty = |rule: &mut Table, key: &str| drop(rule.insert(key.to_owned(), Value::String(String::new())));
            for (what, block) in changed(&block, &empty) {
                check(sources, old, &what, "as an empty text", &block, false);
            }
            let map = |rule: &mut Table, key: &str| drop(rule.insert(key.to_owned(), Value::Table(Table::new())));
            for (what, block) in changed(&block, &map) {
                check(sources, old, &what, "as an empty map", &block, false);
            }
        }
    }
    assert!(tried > 1_000 && refused_by_both > 600, "{tried} {refused_by_both}");
}

#[test]
fn a_broken_rule_that_is_about_the_shape_is_refused_by_the_schema() {
    // Of the broken documents of the reader's tests, these are about shapes and not about names.
    let validator = validator();
    let refused = documents("broken").into_iter().filter(|(_, sources)| {
        blocks(&sources.text)
            .into_iter()
            .any(|block| block.parse::<Table>().is_ok_and(|block| !why(&validator, &json(&Value::Table(block))).is_empty()))
    });
    let refused: Vec<String> = refused.map(|(name, _)| name).collect();
    insta::assert_debug_snapshot!(refused);
}
