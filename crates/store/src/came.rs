//! What came of a case, and out of what it came: the walk from case to case, over those only that the actor may see.

use std::collections::{BTreeMap, BTreeSet};

use casework::{Actor, CaseId};
use jiff::Timestamp;
use procedure::PersonId;
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use crate::error::StoreError;
use crate::flat::text;
use crate::moment::from_micros;
use crate::store::Store;
use crate::visible::{asking_alone, visible};

/// Cases that hang together with one, the nearest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chain {
    /// The cases; the first is the one that was asked about.
    pub cases: Vec<ChainCase>,
    /// All that one of them says of another.
    pub ties: Vec<Tie>,
    /// Whether the walk stopped before it had seen all.
    pub more: bool,
}

/// A case of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainCase {
    /// The case.
    pub id: CaseId,
    /// Its reference.
    pub reference: String,
    /// The id of its procedure.
    pub procedure: String,
    /// The version that it is run under.
    pub version: String,
    /// The name of its stage.
    pub stage: String,
    /// Whether more can happen.
    pub open: bool,
    /// Whose matter it is, in the richest sight that the actor has; empty when hidden or not known.
    pub who: String,
    /// What it is about, in that sight; empty when hidden.
    pub about: String,
    /// When it was received.
    pub received: Timestamp,
    /// When it ended.
    pub closed: Option<Timestamp>,
    /// How the walk came to it; none for the case that was asked about.
    pub reached: Option<Reached>,
    /// How many steps of the walk it is away.
    pub depth: u32,
}

/// How a walk came to a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// The place in the chain of the case from which.
    pub from: usize,
    /// Whether that case names this one; otherwise this one names it.
    pub outgoing: bool,
    /// The name of the fact, in the procedure of the case that names the other.
    pub fact: String,
    /// What the fact is called there.
    pub label: String,
}

/// That one case of a chain names another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The place in the chain of the case that names the other.
    pub naming: usize,
    /// The place of the one that is named.
    pub named: usize,
    /// The name of the fact that does so, in the procedure of the case that names the other.
    pub fact: String,
    /// What the fact is called there.
    pub label: String,
    /// Whether the one that names the other is a part of it.
    pub part: bool,
}

impl Chain {
    /// What is left of the chain when only these ties are known: the cases to which they lead. As when it was walked, no way
    /// leads through a whole from one of its parts to the others.
    #[must_use]
    pub fn over(&self, known: impl Fn(&Tie) -> bool) -> Self {
        let ties: Vec<&Tie> = self.ties.iter().filter(|tie| known(tie)).collect();
        let mut by_case: BTreeMap<usize, Vec<(bool, &Tie)>> = BTreeMap::new();
        // What a case names comes before what names it.
        for tie in &ties {
            by_case.entry(tie.naming).or_default().push((true, tie));
        }
        for tie in &ties {
            by_case.entry(tie.named).or_default().push((false, tie));
        }
        let mut cases: Vec<ChainCase> = Vec::new();
        // Where each case stands in the new chain, and those that are wholes of a part from which the walk came.
        let mut place: BTreeMap<usize, usize> = BTreeMap::new();
        let mut wholes: BTreeSet<usize> = BTreeSet::new();
        let mut order: Vec<usize> = Vec::new();
        if let Some(first) = self.cases.first() {
            cases.push(ChainCase { reached: None, depth: 0, ..first.clone() });
            place.insert(0, 0);
            order.push(0);
        }
        let mut at = 0;
        while let (Some(old), Some(depth)) = (order.get(at).copied(), cases.get(at).map(|case| case.depth)) {
            for (outgoing, tie) in by_case.get(&old).into_iter().flatten() {
                let other = if *outgoing { tie.named } else { tie.naming };
                if tie.part && !outgoing && wholes.contains(&old) {
                    continue;
                }
                let is_new = !place.contains_key(&other);
                if is_new && let Some(case) = self.cases.get(other) {
                    place.insert(other, cases.len());
                    order.push(other);
                    let reached =
                        Reached { from: at, outgoing: *outgoing, fact: tie.fact.clone(), label: tie.label.clone() };
                    cases.push(ChainCase { reached: Some(reached), depth: depth.saturating_add(1), ..case.clone() });
                }
                let level = place.get(&other).and_then(|place| cases.get(*place)).map(|case| case.depth);
                if tie.part && *outgoing && level == Some(depth.saturating_add(1)) {
                    wholes.insert(other);
                }
            }
            at += 1;
        }
        let ties = ties
            .into_iter()
            .filter_map(|tie| {
                let (naming, named) = (*place.get(&tie.naming)?, *place.get(&tie.named)?);
                Some(Tie { naming, named, ..tie.clone() })
            })
            .collect();
        Self { cases, ties, more: self.more }
    }
}

/// A case that names a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The case.
    pub id: CaseId,
    /// Its reference.
    pub reference: String,
    /// The version that it is run under.
    pub version: String,
    /// The name of its stage.
    pub stage: String,
    /// Whether more can happen.
    pub open: bool,
    /// When it was received.
    pub received: Timestamp,
    /// What it is about, in the richest sight that the actor has; empty when hidden.
    pub about: String,
}

/// A line of the walk: from which case of the level, whether that one names the other, by which item and fact, and the other.
struct Line {
    from: usize,
    outgoing: bool,
    item: u32,
    fact: String,
    case: ChainCase,
}

impl Store {
    /// The cases that hang together with a case because one names the other, from case to case, the nearest first; `most`
    /// besides the case itself. All are cases that the actor may see: what is hidden is neither counted nor walked through.
    /// `parts` says what is a part of what: the id of a procedure, and the fact that names the whole of one of its cases.
    /// From a part the walk goes to its whole, but not on to the other parts. Empty when the actor may not see the case.
    ///
    /// # Errors
    /// When the database fails or holds what makes no sense.
    pub async fn case_chain(
        &self,
        actor: &Actor,
        case: CaseId,
        parts: &[(String, String)],
        most: u32,
    ) -> Result<Chain, StoreError> {
        let asking = asking_alone(actor);
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let mut reading = self.snapshot().await?;
        let start = sqlx::query(visible!("case_chain_start.sql"))
            .bind(&asking)
            .bind(case)
            .fetch_optional(&mut *reading)
            .await?;
        let Some(start) = start else { return Ok(Chain::default()) };
        let mut cases = vec![line(&start)?.case];
        let mut known: BTreeSet<CaseId> = BTreeSet::from([case]);
        let mut more = false;
        let mut level: Vec<(usize, bool)> = vec![(0, false)];
        while !level.is_empty() && !more {
            let near: Vec<(CaseId, &str, bool)> = level
                .iter()
                .filter_map(|(at, whole)| cases.get(*at).map(|case| (case.id, case.reference.as_str(), *whole)))
                .collect();
            let room = most.saturating_sub(cases.len() - 1);
            let lines = next_level(&mut reading, &asking, &near, &known, parts, room).await?;
            let mut found: BTreeMap<CaseId, (usize, bool)> = BTreeMap::new();
            let mut next = Vec::new();
            for line in lines {
                let from = level.get(line.from).and_then(|(at, _)| cases.get(*at));
                let whole = line.outgoing && from.is_some_and(|from| is_part(parts, &from.procedure, &line.fact));
                if let Some((_, is_whole)) = found.get_mut(&line.case.id) {
                    *is_whole |= whole;
                } else if found.len() < room {
                    found.insert(line.case.id, (cases.len() + next.len(), whole));
                    next.push(line.case);
                } else {
                    more = true;
                }
            }
            known.extend(found.keys());
            cases.extend(next);
            level = found.into_values().collect();
            level.sort_unstable();
        }
        let ties = ties(&mut reading, &cases, parts).await?;
        // The same walk once more, over what was read, says how each case was reached.
        Ok(Chain { cases, ties, more }.over(|_| true))
    }

    /// The cases of a procedure in which a fact names a person under any of their records, as far as the actor may see
    /// the case, those received last first; `most` of them. Whether the actor may see that the fact names the person is for
    /// the caller to find out.
    ///
    /// # Errors
    /// When the database fails or holds what makes no sense.
    pub async fn cases_of_person(
        &self,
        actor: &Actor,
        procedure: &str,
        fact: &str,
        person: PersonId,
        most: u32,
    ) -> Result<Vec<Named>, StoreError> {
        let rows = sqlx::query(visible!("cases_of_person.sql"))
            .bind(asking_alone(actor))
            .bind(procedure.to_owned())
            .bind(fact.to_owned())
            .bind(person)
            .bind(most)
            .fetch_all(&mut *self.read().await?)
            .await?;
        rows.iter().map(named).collect()
    }
}

fn is_part(parts: &[(String, String)], procedure: &str, fact: &str) -> bool {
    parts.iter().any(|(of, whole)| of == procedure && whole == fact)
}

/// What the cases of a level lead to, in order; when there is more than room, at least one case more than that.
async fn next_level(
    reading: &mut SqliteConnection,
    asking: &str,
    near: &[(CaseId, &str, bool)],
    known: &BTreeSet<CaseId>,
    parts: &[(String, String)],
    room: usize,
) -> Result<Vec<Line>, StoreError> {
    let mut lines: Vec<Line> = Vec::new();
    let mut known = known.clone();
    let start = known.len();
    let (near, parts) = (text(&near)?, text(&parts)?);
    // Several lines can lead to one case. One more than there is room for tells that there are more.
    let limit = room.saturating_add(1);
    loop {
        let rows = sqlx::query(visible!("case_chain.sql"))
            .bind(asking)
            .bind(&near)
            .bind(text(&known)?)
            .bind(&parts)
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all(&mut *reading)
            .await?;
        for row in &rows {
            let line = line(row)?;
            known.insert(line.case.id);
            lines.push(line);
        }
        if rows.len() < limit || known.len() - start > room {
            break;
        }
    }
    lines.sort_by_key(|line| {
        let (naming, item) = if line.outgoing { (0, line.item) } else { (line.case.id, line.item) };
        (line.from, !line.outgoing, naming, item)
    });
    Ok(lines)
}

async fn ties(
    reading: &mut SqliteConnection,
    cases: &[ChainCase],
    parts: &[(String, String)],
) -> Result<Vec<Tie>, StoreError> {
    let places: BTreeMap<CaseId, usize> = cases.iter().enumerate().map(|(at, case)| (case.id, at)).collect();
    let ids: Vec<CaseId> = cases.iter().map(|case| case.id).collect();
    let rows = sqlx::query(include_str!("../sql/sqlite/case_ties.sql")).bind(text(&ids)?).fetch_all(reading).await?;
    let mut ties = Vec::with_capacity(rows.len());
    for row in &rows {
        let (naming, named): (CaseId, CaseId) = (row.try_get(0)?, row.try_get(1)?);
        let (Some(naming), Some(named)) = (places.get(&naming).copied(), places.get(&named).copied()) else { continue };
        let fact: String = row.try_get(2)?;
        let part = cases.get(naming).is_some_and(|case| is_part(parts, &case.procedure, &fact));
        ties.push(Tie { naming, named, fact, label: row.try_get(3)?, part });
    }
    Ok(ties)
}

fn line(row: &SqliteRow) -> Result<Line, StoreError> {
    let from: i64 = row.try_get(0)?;
    Ok(Line {
        from: usize::try_from(from).map_err(|_| StoreError::Invalid("a walk came from nowhere".to_owned()))?,
        outgoing: row.try_get(1)?,
        item: row.try_get(2)?,
        fact: row.try_get(3)?,
        case: ChainCase {
            id: row.try_get(4)?,
            reference: row.try_get(5)?,
            procedure: row.try_get(6)?,
            version: row.try_get(7)?,
            stage: row.try_get(8)?,
            open: row.try_get(9)?,
            who: row.try_get(10)?,
            about: row.try_get(11)?,
            received: from_micros(row.try_get(12)?)?,
            closed: row.try_get::<Option<i64>, _>(13)?.map(from_micros).transpose()?,
            reached: None,
            depth: 0,
        },
    })
}

fn named(row: &SqliteRow) -> Result<Named, StoreError> {
    Ok(Named {
        id: row.try_get(0)?,
        reference: row.try_get(1)?,
        version: row.try_get(2)?,
        stage: row.try_get(3)?,
        open: row.try_get(4)?,
        received: from_micros(row.try_get(5)?)?,
        about: row.try_get(6)?,
    })
}
