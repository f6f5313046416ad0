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
        self.walk(known).0
    }

    /// The same, with the places of the wholes to which the walk came from one of their parts.
    fn walk(&self, known: impl Fn(&Tie) -> bool) -> (Self, BTreeSet<usize>) {
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
                    let reached = Reached { from: at, outgoing: *outgoing, fact: tie.fact.clone(), label: tie.label.clone() };
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
        let wholes = wholes.iter().filter_map(|old| place.get(old).copied()).collect();
        (Self { cases, ties, more: self.more }, wholes)
    }

    /// The case itself and so many others, the nearest.
    #[must_use]
    pub fn at_most(mut self, most: usize) -> Self {
        let kept = most.saturating_add(1);
        self.more |= self.cases.len() > kept;
        self.cases.truncate(kept);
        self.ties.retain(|tie| tie.naming < kept && tie.named < kept);
        self
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
    /// besides the case itself, of those farthest away any. All are cases that the actor may see: what is hidden is neither counted nor walked through.
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
        match chain_near(&mut reading, &asking, case, parts, most).await? {
            Some(chain) => Ok(chain),
            None => chain_by_level(&mut reading, &asking, case, parts, most).await,
        }
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

/// How many others must name a case for [`chain_near`] not to look at them all.
const BUSY: u32 = 64;

/// The chain, with a few questions: it walks without asking who may see what, asks that of all at once, and walks again over
/// what is left. None when something was left out that might be seen: then [`chain_by_level`] has to ask level by level.
async fn chain_near(
    reading: &mut SqliteConnection,
    asking: &str,
    case: CaseId,
    parts: &[(String, String)],
    most: usize,
) -> Result<Option<Chain>, StoreError> {
    // Some may be hidden, and a whole can come twice.
    let limit = most.saturating_mul(2).saturating_add(100);
    let rows = sqlx::query(include_str!("../sql/sqlite/case_chain_near.sql"))
        .bind(case)
        .bind(text(&parts)?)
        .bind(BUSY)
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(&mut *reading)
        .await?;
    let walked: Vec<(CaseId, bool)> =
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect::<Result<_, StoreError>>()?;
    let ids: BTreeSet<CaseId> = walked.iter().map(|(id, _)| *id).collect();
    let named = ties(reading, &ids).await?;
    let mut cases = cases_of_chain(reading, asking, &ids).await?;
    let Some(start) = cases.iter().position(|one| one.id == case) else { return Ok(Some(Chain::default())) };
    cases.swap(0, start);
    let (chain, wholes) = Chain { ties: placed(&named, &cases, parts), cases, more: false }.walk(|_| true);
    // Up to the first case whose neighbours were left out, all is there; and up to before the last when there was no room.
    let busy: BTreeSet<CaseId> = walked.iter().filter(|(_, busy)| *busy).map(|(id, _)| *id).collect();
    let left_out = chain.cases.iter().enumerate().filter(|(at, one)| busy.contains(&one.id) && !wholes.contains(at));
    let mut up_to = left_out.map(|(_, one)| one.depth).min();
    if walked.len() >= limit {
        let last = walked.last().and_then(|(id, _)| depths(case, &named).get(id).copied()).unwrap_or(0);
        up_to = Some(up_to.unwrap_or(u32::MAX).min(last.saturating_sub(1)));
    }
    let complete = up_to.is_none_or(|depth| chain.cases.iter().all(|one| one.depth < depth));
    let certain = chain.cases.iter().filter(|one| up_to.is_none_or(|depth| one.depth <= depth)).count();
    Ok((complete || certain.saturating_sub(1) > most).then(|| chain.at_most(most)))
}

/// How far away each case is from one, when who may see what is not asked.
fn depths(from: CaseId, named: &[Naming]) -> BTreeMap<CaseId, u32> {
    let mut beside: BTreeMap<CaseId, Vec<CaseId>> = BTreeMap::new();
    for one in named {
        beside.entry(one.naming).or_default().push(one.named);
        beside.entry(one.named).or_default().push(one.naming);
    }
    let mut depths = BTreeMap::from([(from, 0)]);
    let mut level = vec![from];
    for depth in 1.. {
        let mut next = Vec::new();
        for id in level.iter().filter_map(|id| beside.get(id)).flatten() {
            depths.entry(*id).or_insert_with(|| {
                next.push(*id);
                depth
            });
        }
        if next.is_empty() {
            break;
        }
        level = next;
    }
    depths
}

/// The chain, level by level, over those only that the actor may see.
async fn chain_by_level(
    reading: &mut SqliteConnection,
    asking: &str,
    case: CaseId,
    parts: &[(String, String)],
    most: usize,
) -> Result<Chain, StoreError> {
    let mut cases = cases_of_chain(reading, asking, &BTreeSet::from([case])).await?;
    if cases.is_empty() {
        return Ok(Chain::default());
    }
    let mut known: BTreeSet<CaseId> = BTreeSet::from([case]);
    let mut more = false;
    let mut level: Vec<(usize, bool)> = vec![(0, false)];
    while !level.is_empty() && !more {
        let near: Vec<(CaseId, &str, bool)> = level
            .iter()
            .filter_map(|(at, whole)| cases.get(*at).map(|case| (case.id, case.reference.as_str(), *whole)))
            .collect();
        let room = most.saturating_sub(cases.len() - 1);
        let lines = next_level(reading, asking, &near, &known, parts, room).await?;
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
    let named = ties(reading, &known).await?;
    // The same walk once more, over what was read, says how each case was reached.
    Ok(Chain { ties: placed(&named, &cases, parts), cases, more }.over(|_| true))
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

/// That a case names another.
struct Naming {
    naming: CaseId,
    named: CaseId,
    fact: String,
    label: String,
}

/// What these cases name, also outside of them.
async fn ties(reading: &mut SqliteConnection, cases: &BTreeSet<CaseId>) -> Result<Vec<Naming>, StoreError> {
    let rows = sqlx::query(include_str!("../sql/sqlite/case_ties.sql")).bind(text(&cases)?).fetch_all(reading).await?;
    let tie = |row: &SqliteRow| {
        Ok(Naming { naming: row.try_get(0)?, named: row.try_get(1)?, fact: row.try_get(2)?, label: row.try_get(3)? })
    };
    rows.iter().map(tie).collect()
}

/// The ties between cases of a chain.
fn placed(named: &[Naming], cases: &[ChainCase], parts: &[(String, String)]) -> Vec<Tie> {
    let places: BTreeMap<CaseId, usize> = cases.iter().enumerate().map(|(at, case)| (case.id, at)).collect();
    let tie = |one: &Naming| {
        let (naming, named) = (*places.get(&one.naming)?, *places.get(&one.named)?);
        let part = cases.get(naming).is_some_and(|case| is_part(parts, &case.procedure, &one.fact));
        Some(Tie { naming, named, fact: one.fact.clone(), label: one.label.clone(), part })
    };
    named.iter().filter_map(tie).collect()
}

/// Of these cases those that the actor may see.
async fn cases_of_chain(
    reading: &mut SqliteConnection,
    asking: &str,
    cases: &BTreeSet<CaseId>,
) -> Result<Vec<ChainCase>, StoreError> {
    let rows = sqlx::query(visible!("case_chain_cases.sql")).bind(asking).bind(text(&cases)?).fetch_all(reading).await?;
    rows.iter().map(|row| Ok(line(row)?.case)).collect()
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
