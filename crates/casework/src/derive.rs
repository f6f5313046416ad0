//! Makes the rows of a case from its entries.

use std::collections::{BTreeMap, BTreeSet};

use procedure::{Derivation, FactId, Kind, PersonId, Procedure, Source, StepId, Value};

use crate::directory::Directory;
use crate::entry::{Act, Entry};
use crate::owed::{duties, owners};
use crate::rows::{AudienceRow, DutyRow, KeyRow, LinkRow, MarkRow, PartyRow, Rows, SightRow, TallyRow};
use crate::sight::{Sight, named, of_named, of_role};
use crate::state::{Rules, State, Status};
use crate::words;

/// What stands before the id of a person of the directory where a row gives whose matter a case is.
const PERSON: char = '\u{1}';

/// The person whom a text of a row stands for; none when it is a text.
#[must_use]
pub fn person_of(text: &str) -> Option<PersonId> {
    text.strip_prefix(PERSON).and_then(|id| id.parse().ok())
}

/// The rows of a case. They depend on nothing but its entries, its procedure and the calendars.
#[must_use]
pub fn derive(rules: Rules<'_>, entries: &[Entry], state: &State) -> Rows {
    let procedure = rules.procedure;
    let mut sights: Vec<(Sight, SightRow)> = Vec::new();
    let mut audience = Vec::new();
    for (id, role) in procedure.roles.iter() {
        if let Some(sight) = of_role(procedure, state, id) {
            audience.push((role.name.clone(), sight));
        }
    }
    let people: Vec<(PersonId, Sight)> = named(procedure, state)
        .into_iter()
        .filter_map(|person| of_named(procedure, state, person).map(|sight| (person, sight)))
        .collect();
    // The widest sight first: whoever holds several roles is shown the first that they have.
    let mut distinct: Vec<Sight> = audience.iter().map(|(_, sight)| sight.clone()).collect();
    distinct.extend(people.iter().map(|(_, sight)| sight.clone()));
    distinct.sort_by(|a, b| b.breadth().cmp(&a.breadth()).then_with(|| a.cmp(b)));
    distinct.dedup();
    for sight in distinct {
        let row = sight_row(rules, entries, state, &sight);
        sights.push((sight, row));
    }
    let position =
        |sight: &Sight| sights.iter().position(|(one, _)| one == sight).and_then(|at| u32::try_from(at).ok()).unwrap_or(0);
    let mut audience: Vec<AudienceRow> =
        audience.iter().map(|(role, sight)| AudienceRow { role: role.clone(), sight: position(sight) }).collect();
    audience.sort_by(|a, b| a.role.cmp(&b.role));
    let parties = people.iter().map(|(person, sight)| PartyRow { person: *person, sight: position(sight) }).collect();
    let closed = state.is_closed(procedure);
    let links = link_rows(procedure, state, |fact| {
        sights.iter().zip(0..).filter(|((sight, _), _)| sight.fact(fact)).map(|(_, position)| position).collect()
    });
    Rows {
        stage: procedure.stages[state.stage].name.clone(),
        open: !closed,
        site: state.site(procedure),
        received: entries.first().map_or(jiff::Timestamp::MIN, |entry| entry.happened),
        closed: closed.then(|| entries.get(state.stage_since).map(|entry| entry.happened)).flatten(),
        walled: state.walled.iter().copied().collect(),
        sights: sights.into_iter().map(|(_, row)| row).collect(),
        audience,
        parties,
        duties: duty_rows(rules, entries, state),
        subject: procedure.head.who.and_then(|fact| state.facts.get(fact)).and_then(|value| match value {
            Value::Person(person) => Some(*person),
            _ => None,
        }),
        links,
        keys: key_rows(procedure, state),
        tallies: tally_rows(procedure, entries, state),
        marks: mark_rows(rules, entries, state),
    }
}

/// `showing`: the positions of the sights that show a fact.
fn link_rows(procedure: &Procedure, state: &State, showing: impl Fn(FactId) -> Vec<u32>) -> Vec<LinkRow> {
    let whole = procedure.head.part_of.as_ref().map(|part| part.whole);
    let mut rows = Vec::new();
    for (id, fact) in procedure.facts.iter() {
        // What was named once stays tied to the case when the next answer names another. But it is part of one whole.
        let given = state.given.get(&id).filter(|_| whole != Some(id)).map(Vec::as_slice);
        let values = given.unwrap_or(state.facts.get(id).map_or(&[], std::slice::from_ref));
        rows.extend(values.iter().filter_map(|value| match value {
            Value::Case(reference) => Some(LinkRow {
                fact: fact.name.clone(),
                label: fact.label.clone(),
                reference: reference.to_string(),
                sights: showing(id),
            }),
            _ => None,
        }));
    }
    rows
}

fn key_rows(procedure: &Procedure, state: &State) -> Vec<KeyRow> {
    let whole = match procedure.head.part_of.as_ref().map(|part| state.facts.get(part.whole)) {
        None => None,
        Some(Some(Value::Case(whole))) => Some(whole.to_string()),
        // A part that is of no whole shares its key with nobody.
        Some(_) => return Vec::new(),
    };
    let keys: BTreeSet<FactId> = procedure.registers.iter().filter_map(|(_, register)| register.key).collect();
    let row = |id: &FactId| match state.facts.get(*id) {
        Some(Value::Text(text)) if !text.trim().is_empty() => Some(KeyRow {
            procedure: procedure.head.id.clone(),
            fact: procedure.facts[*id].name.clone(),
            whole: whole.clone(),
            value: words::folded(text),
        }),
        _ => None,
    };
    keys.iter().filter_map(row).collect()
}

fn tally_rows(procedure: &Procedure, entries: &[Entry], state: &State) -> Vec<TallyRow> {
    let mut rows = Vec::new();
    for (id, at) in &state.matched {
        let fact = &procedure.facts[*id];
        let Source::Derived(Derivation::Count(count)) = &fact.source else { continue };
        let since = entries.get(*at).map_or(jiff::Timestamp::MIN, |entry| entry.happened);
        let row = |person: PersonId| TallyRow { fact: fact.name.clone(), person, since };
        match state.facts.get(count.person) {
            Some(Value::Person(person)) => rows.push(row(*person)),
            Some(Value::People(people)) => rows.extend(people.iter().map(|person| row(*person))),
            _ => {}
        }
    }
    // Whoever a fact names counts under that fact, so that the cases of a person can be found.
    let began = entries.first().map_or(jiff::Timestamp::MIN, |entry| entry.happened);
    for (id, fact) in procedure.facts.iter().filter(|(_, fact)| matches!(fact.kind, Kind::Person | Kind::People)) {
        let row = |person: PersonId| TallyRow { fact: fact.name.clone(), person, since: began };
        match state.facts.get(id) {
            Some(Value::Person(person)) => rows.push(row(*person)),
            Some(Value::People(people)) => rows.extend(people.iter().map(|person| row(*person))),
            _ => {}
        }
    }
    rows.sort_by(|a, b| (&a.fact, a.person).cmp(&(&b.fact, b.person)));
    rows.dedup();
    rows
}

fn mark_rows(rules: Rules<'_>, entries: &[Entry], state: &State) -> Vec<MarkRow> {
    let procedure = rules.procedure;
    // A person is named as the directory names them when the mark is shown; here the name would go stale.
    let nobody = Directory::default();
    let shown = |id: procedure::FactId| {
        let fact = &procedure.facts[id];
        let by_id = matches!(fact.kind, Kind::Person | Kind::People | Kind::Organisation | Kind::Site);
        state.facts.get(id).filter(|_| !by_id).map(|value| words::value(rules, &nobody, fact, value))
    };
    let mut rows = Vec::new();
    for (id, mark) in procedure.marks.iter().filter(|(_, mark)| state.facts.allow(&mark.guard)) {
        let since = state.marked.get(&id).and_then(|at| entries.get(*at)).map_or(jiff::Timestamp::MIN, |entry| entry.happened);
        let Some(Value::Person(person)) = state.facts.get(mark.on) else { continue };
        rows.push(MarkRow {
            mark: mark.name.clone(),
            person: *person,
            title: mark.title.clone(),
            says: mark
                .says
                .iter()
                .filter_map(|id| {
                    let text = match state.facts.get(*id) {
                        Some(Value::Person(person)) => Some(format!("{PERSON}{person}")),
                        _ => shown(*id),
                    };
                    text.map(|text| (procedure.facts[*id].label.clone(), text))
                })
                .collect(),
            limits: mark
                .limits
                .iter()
                .filter_map(|(theirs, ours)| {
                    let name = procedure.facts[*ours].value_name(procedure, state.facts.get(*ours)?);
                    Some((theirs.clone(), (name, shown(*ours)?)))
                })
                .collect(),
            roles: sorted(mark.roles.iter().map(|role| procedure.roles[*role].name.clone()).collect()),
            since,
        });
    }
    rows
}

fn sight_row(rules: Rules<'_>, entries: &[Entry], state: &State, sight: &Sight) -> SightRow {
    let procedure = rules.procedure;
    let nobody = Directory::default();
    let shown = |id: procedure::FactId| -> Option<String> {
        let fact = &procedure.facts[id];
        let value = state.facts.get(id).filter(|_| sight.fact(id))?;
        // Names of people and places are the directory's: lists join them, so that a rename needs no rebuild.
        // And another case is known only to those who may see it.
        let by_id = matches!(fact.kind, Kind::Person | Kind::People | Kind::Organisation | Kind::Site | Kind::Case);
        (!by_id).then(|| words::value(rules, &nobody, fact, value)).filter(|text| !text.trim().is_empty())
    };
    let seen = |id: procedure::FactId| state.facts.get(id).filter(|_| sight.fact(id));
    let who = procedure.head.who.and_then(|id| match seen(id) {
        // Lists join the name that the directory gives.
        Some(Value::Person(person)) => Some(format!("{PERSON}{person}")),
        _ => shown(id),
    });
    let who = who.unwrap_or_default();
    let about: Vec<String> = procedure
        .head
        .about
        .iter()
        .filter(|id| shown(**id).is_some())
        .filter_map(|id| words::mention(rules, &nobody, &procedure.facts[*id], seen(*id)?))
        .collect();
    let filters: BTreeMap<String, String> = procedure
        .head
        .filters
        .iter()
        .filter(|id| sight.fact(**id))
        .filter_map(|id| {
            let fact = &procedure.facts[*id];
            state.facts.get(*id).map(|value| (fact.name.clone(), fact.value_name(procedure, value)))
        })
        .collect();
    let mut text: Vec<String> = procedure.facts.ids().filter_map(shown).collect();
    if procedure.head.records.is_some() {
        text.clear();
    }
    for entry in entries {
        if let Act::Step { letters, .. } = &entry.act {
            text.extend(letters.iter().filter(|sent| sight.letter(sent.letter)).map(|sent| sent.text.clone()));
        }
        if let Act::Filed { document } = &entry.act
            && sight.documents()
        {
            text.push(document.title.clone());
        }
    }
    let site = procedure.head.site.filter(|site| sight.fact(*site)).and_then(|_| state.site(procedure));
    SightRow { who, about: about.join(", "), filters, text: text.join("\n"), site }
}

fn duty_rows(rules: Rules<'_>, entries: &[Entry], state: &State) -> Vec<DutyRow> {
    let procedure = rules.procedure;
    duties(rules, entries, state)
        .iter()
        .filter(|one| !matches!(one.status, Status::Lapsed(_)))
        .map(|one| {
            let duty = &procedure.duties[one.duty];
            let (roles, people) = owners(rules, state, one.duty);
            let open = one.status == Status::Open;
            DutyRow {
                duty: duty.name.clone(),
                number: one.number,
                title: duty.title.clone(),
                holder: roles.iter().find_map(|role| state.holders.get(role)).copied(),
                roles: sorted(roles.iter().map(|role| procedure.roles[*role].name.clone()).collect()),
                people,
                step: open.then(|| meeting_step(procedure, state, &duty.met_by)).flatten(),
                owed_from: one.owed_from,
                due: one.due.map(|due| due.last_instant(rules.zone)),
                due_day: one.due.map(|due| due.date(rules.zone)),
                open,
                met: one.met_at(entries),
                soft: duty.soft,
                provisional: one.due.is_some_and(|due| due.provisional),
            }
        })
        .collect()
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names
}

/// The first step that would meet a duty and can be taken in the present stage.
fn meeting_step(procedure: &Procedure, state: &State, met_by: &[StepId]) -> Option<String> {
    met_by
        .iter()
        .map(|id| &procedure.steps[*id])
        .find(|step| (step.from.is_empty() || step.from.contains(&state.stage)) && state.facts.allow(&step.guard))
        .map(|step| step.name.clone())
}

/// The value of a fact, as its rows show it: for tests of the rows and for scenarios.
#[must_use]
pub fn fact_name(procedure: &Procedure, state: &State, name: &str) -> Option<String> {
    let id = procedure.facts.id(name)?;
    let fact = &procedure.facts[id];
    let value = state.facts.get(id)?;
    let name = fact.value_name(procedure, value);
    if !name.is_empty() {
        return Some(name);
    }
    Some(match value {
        Value::Text(text) => text.to_string(),
        other => match procedure.value_to_json(fact, other) {
            serde_json::Value::String(text) => text,
            json => json.to_string(),
        },
    })
}
