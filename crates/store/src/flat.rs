//! The rows of a case as they stand in the tables: each row is the text of a JSON array, so that rows can be compared,
//! hashed and written many at a time.

use std::collections::{BTreeMap, BTreeSet};

use casework::{CaseId, DutyRow, Rows};
use procedure::PersonId;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::chain::Hash;
use crate::error::StoreError;
use crate::moment::micros;

/// All derived rows of one case, table by table.
#[derive(Debug, Clone)]
pub(crate) struct Flat {
    pub(crate) case: CaseId,
    /// Columns of the case's own row.
    pub(crate) head: String,
    pub(crate) audience: Shared,
    pub(crate) teams: BTreeMap<i64, Shared>,
    pub(crate) kinds: BTreeMap<i64, Shared>,
    pub(crate) walls: Vec<String>,
    pub(crate) parties: Vec<String>,
    pub(crate) sights: Vec<String>,
    pub(crate) duties: Vec<String>,
    pub(crate) duty_people: Vec<String>,
    /// None or one.
    pub(crate) subject: Vec<String>,
    pub(crate) links: Vec<String>,
    pub(crate) keys: Vec<String>,
    /// The same, to be compared with those of other cases.
    pub(crate) held: Vec<Key>,
    pub(crate) tallies: Vec<String>,
    pub(crate) marks: Vec<String>,
    /// Over all of the above: tells whether the rows in the tables are those that a caller believes in.
    pub(crate) hash: Hash,
}

/// A list of roles that many cases share, with the id that follows from its content.
#[derive(Debug, Clone)]
pub(crate) struct Shared {
    pub(crate) id: i64,
    pub(crate) rows: Vec<String>,
}

impl Shared {
    fn new<T: Serialize>(items: &[T], row: impl Fn(i64, usize, &T) -> Result<String, StoreError>) -> Result<Self, StoreError> {
        let digest = Sha256::digest(text(&items)?);
        let id = digest.first_chunk().map_or(0, |first| i64::from_le_bytes(*first));
        let rows = items.iter().enumerate().map(|(item, value)| row(id, item, value)).collect::<Result<_, _>>()?;
        Ok(Self { id, rows })
    }
}

/// What no two cases of one whole have the same, as it is compared; `whole` is empty where cases are parts of nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) procedure: String,
    pub(crate) fact: String,
    pub(crate) whole: String,
    pub(crate) value: String,
}

impl Key {
    pub(crate) fn columns(&self) -> (&str, &str, &str, &str) {
        (&self.procedure, &self.fact, &self.whole, &self.value)
    }
}

impl Flat {
    pub(crate) fn new(case: CaseId, rows: &Rows) -> Result<Self, StoreError> {
        check(rows)?;
        // Whatever is named twice is one row, with the richest sight.
        let mut audience = BTreeMap::new();
        for row in &rows.audience {
            audience.entry(&row.role).and_modify(|sight: &mut u32| *sight = row.sight.min(*sight)).or_insert(row.sight);
        }
        let audience = Shared::new(&audience.into_iter().collect::<Vec<_>>(), |id, _, (role, sight)| text(&(id, role, sight)))?;
        let head = text(&(
            case,
            &rows.stage,
            u8::from(rows.open),
            rows.site,
            micros(rows.received),
            rows.closed.map(micros),
            audience.id,
        ))?;
        let walled: BTreeSet<PersonId> = rows.walled.iter().copied().collect();
        let mut parties = BTreeMap::new();
        for party in &rows.parties {
            parties.entry(party.person).and_modify(|sight: &mut u32| *sight = party.sight.min(*sight)).or_insert(party.sight);
        }
        let mut flat = Self {
            case,
            head,
            audience,
            teams: BTreeMap::new(),
            kinds: BTreeMap::new(),
            walls: walled.into_iter().map(|person| text(&(case, person))).collect::<Result<_, _>>()?,
            parties: parties.into_iter().map(|(person, sight)| text(&(case, person, sight))).collect::<Result<_, _>>()?,
            sights: Vec::with_capacity(rows.sights.len()),
            duties: Vec::with_capacity(rows.duties.len()),
            duty_people: Vec::new(),
            subject: rows.subject.iter().map(|person| text(&(case, person))).collect::<Result<_, _>>()?,
            links: Vec::with_capacity(rows.links.len()),
            keys: Vec::with_capacity(rows.keys.len()),
            held: Vec::with_capacity(rows.keys.len()),
            tallies: tallies(case, rows)?,
            marks: Vec::with_capacity(rows.marks.len()),
            hash: [0; 32],
        };
        for (position, sight) in rows.sights.iter().enumerate() {
            let filters = text(&sight.filters)?;
            let row = text(&(case, position, plain(&sight.who), plain(&sight.about), filters, plain(&sight.text)))?;
            // The hash of a case without a place stays what it was before sights had places.
            flat.sights.push(match sight.site {
                Some(site) => joined(&[row, text(&[site])?]),
                None => row,
            });
        }
        for (item, duty) in rows.duties.iter().enumerate() {
            flat.push_duty(rows, item, duty)?;
        }
        for (item, link) in rows.links.iter().enumerate() {
            let row = text(&(case, item, plain(&link.fact), plain(&link.label), plain(&link.reference)))?;
            flat.links.push(if link.sights.is_empty() { row } else { joined(&[row, text(&[text(&link.sights)?])?]) });
        }
        for key in &rows.keys {
            let key = Key {
                procedure: plain(&key.procedure),
                fact: plain(&key.fact),
                whole: key.whole.as_deref().map_or_else(String::new, plain),
                value: plain(&key.value),
            };
            let columns = key.columns();
            flat.keys.push(text(&(case, columns.0, columns.1, columns.2, columns.3))?);
            flat.held.push(key);
        }
        for (item, mark) in rows.marks.iter().enumerate() {
            let (says, limits, roles) = (text(&mark.says)?, text(&mark.limits)?, text(&mark.roles)?);
            flat.marks.push(text(&(
                case,
                item,
                plain(&mark.mark),
                mark.person,
                plain(&mark.title),
                says,
                limits,
                roles,
                micros(mark.since),
            ))?);
        }
        flat.hash = flat.digest();
        Ok(flat)
    }

    fn push_duty(&mut self, rows: &Rows, item: usize, duty: &DutyRow) -> Result<(), StoreError> {
        let team = Shared::new(&duty.roles, |id, item, role| text(&(id, item, role)))?;
        // Work lists look only at open duties; the others need not be written again when the case moves on.
        let kind = [(team.id, self.audience.id, rows.site)];
        let kind = Shared::new(&kind, |id, _, (team, audience, site)| text(&(id, team, audience, site)))?;
        let of_case = duty.open.then_some((kind.id, &rows.stage));
        let named = (self.case, item, &duty.duty, duty.number, plain(&duty.title), team.id, duty.holder, &duty.step);
        let timed = (
            micros(duty.owed_from),
            duty.due.map(micros),
            duty.due_day.map(|day| day.to_string()),
            u8::from(duty.open),
            duty.met.map(micros),
            u8::from(duty.soft),
            u8::from(duty.provisional),
        );
        let placed = (of_case.map(|of| of.0), of_case.map(|of| of.1));
        self.duties.push(joined(&[text(&named)?, text(&timed)?, text(&placed)?]));
        self.teams.insert(team.id, team);
        if duty.open {
            self.kinds.insert(kind.id, kind);
            for (place, person) in duty.people.iter().enumerate() {
                self.duty_people.push(text(&(self.case, item, place, person))?);
            }
        }
        Ok(())
    }

    fn digest(&self) -> Hash {
        let lists = [&self.walls, &self.parties, &self.sights, &self.duties, &self.duty_people];
        let mut hash = Sha256::new();
        hash.update(&self.head);
        for list in lists {
            // A list can neither lose its end to the next one nor be cut: rows hold no line break.
            hash.update("\n\n");
            for row in list {
                hash.update("\n");
                hash.update(row);
            }
        }
        // Rows of kinds that came later count only where there are any: the hash of a case without them stays.
        let later = [
            ("subject", &self.subject),
            ("links", &self.links),
            ("keys", &self.keys),
            ("tallies", &self.tallies),
            ("marks", &self.marks),
        ];
        for (kind, list) in later.into_iter().filter(|(_, list)| !list.is_empty()) {
            hash.update("\n\n");
            hash.update(kind);
            for row in list {
                hash.update("\n");
                hash.update(row);
            }
        }
        hash.finalize().into()
    }
}

/// Whoever is counted twice for one fact counts once, since the earlier moment.
fn tallies(case: CaseId, rows: &Rows) -> Result<Vec<String>, StoreError> {
    let mut tallies = BTreeMap::new();
    for row in &rows.tallies {
        let since = micros(row.since);
        tallies.entry((&row.fact, row.person)).and_modify(|first: &mut i64| *first = since.min(*first)).or_insert(since);
    }
    tallies.into_iter().map(|((fact, person), since)| text(&(case, fact, person, since))).collect()
}

/// Refuses rows that could be written but not be read again.
fn check(rows: &Rows) -> Result<(), StoreError> {
    let sights = rows.audience.iter().map(|row| row.sight).chain(rows.parties.iter().map(|row| row.sight));
    if sights.into_iter().any(|sight| usize::try_from(sight).is_ok_and(|sight| sight >= rows.sights.len())) {
        return Err(StoreError::Invalid("the rows of a case refer to a sight that is not among them".to_owned()));
    }
    if let Some(duty) = rows.duties.iter().find(|duty| duty.due.is_some() != duty.due_day.is_some()) {
        return Err(StoreError::Invalid(format!(
            "the duty “{}” needs both the moment and the day on which it is due, or neither",
            duty.duty
        )));
    }
    Ok(())
}

/// Rows for `json_each`, many at a time.
#[derive(Debug, Default)]
pub(crate) struct Batch(String);

impl Batch {
    /// Adds a row that is text already.
    pub(crate) fn push(&mut self, row: &str) {
        self.0.push(if self.0.is_empty() { '[' } else { ',' });
        self.0.push_str(row);
    }

    /// Adds a row.
    pub(crate) fn add<T: Serialize>(&mut self, row: &T) -> Result<(), StoreError> {
        let row = text(row)?;
        self.push(&row);
        Ok(())
    }

    /// All rows as one JSON array; none when there are no rows.
    pub(crate) fn finish(mut self) -> Option<String> {
        (!self.0.is_empty()).then(|| {
            self.0.push(']');
            self.0
        })
    }
}

/// A value as JSON text.
pub(crate) fn text<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Invalid(format!("a value cannot be written down: {error}")))
}

/// Several JSON arrays as one.
fn joined(arrays: &[String]) -> String {
    let inside = |array: &'_ String| array.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(array).to_owned();
    let parts: Vec<String> = arrays.iter().map(inside).collect();
    format!("[{}]", parts.join(","))
}

/// A text without the one character that SQLite ends a text at.
fn plain(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}
