//! Reading cases: one with its entries, lists of many, and how many stand in each stage.

use std::collections::BTreeMap;

use casework::entry::Kept;
use casework::{Actor, CaseId};
use jiff::Timestamp;
use jiff::civil::Date;
use procedure::{PersonId, SiteId};
use serde_json::Value as Json;
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use crate::error::StoreError;
use crate::flat::text;
use crate::moment::{day, from_micros, micros};
use crate::sqlite::search;
use crate::store::Store;
use crate::visible::{asking_alone, visible};

/// What a case is, apart from what happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseHead {
    /// The case.
    pub id: CaseId,
    /// Its reference.
    pub reference: String,
    /// The id of its procedure.
    pub procedure: String,
    /// The version that the case is run under: the one it was opened under, until it was moved to another.
    pub version: String,
    /// The hash under which that version is kept.
    pub hash: String,
}

/// An entry as it was kept. The caller reads its act with `Act::read`.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptEntry {
    /// Its number in the case, from 1.
    pub seq: u32,
    /// When it happened.
    pub happened: Timestamp,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// Who did it.
    pub by: PersonId,
    /// The name of the role in which they did it.
    pub role: Option<String>,
    /// What. The content is null when it was erased.
    pub kept: Kept,
    /// Whether lawful erasure took the content away.
    pub erased: bool,
}

/// A case with all its entries.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadedCase {
    /// What it is.
    pub head: CaseHead,
    /// The number of its last entry: what an append must expect.
    pub seq: u32,
    /// What happened, in order.
    pub entries: Vec<KeptEntry>,
    /// The hash of its first entry, which no page shows and nobody can guess: its content is hashed with a salt. Empty where the
    /// case is only glanced at.
    pub secret: Vec<u8>,
}

/// In which order cases are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CaseSort {
    /// Those received last first.
    #[default]
    Newest,
    /// Those received first first.
    Oldest,
    /// What falls due first, first; cases without a date last.
    Due,
    /// By reference.
    Reference,
}

/// Which cases are listed. By default all that the actor may see, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFilter {
    /// Words that must occur in what the actor may see of the case, or its reference.
    pub text: Option<String>,
    /// The id of a procedure.
    pub procedure: Option<String>,
    /// The name of a stage.
    pub stage: Option<String>,
    /// Where it arose.
    pub site: Option<SiteId>,
    /// Names of filter facts with the name of the value that each must have.
    pub filters: BTreeMap<String, String>,
    /// Only those that name the case of this reference under the fact of this name, as far as the actor's sight shows that they
    /// do: the parts of a whole.
    pub whole: Option<(String, String)>,
    /// Only cases with a duty that is late. See [`CaseLine::due`] for which duties count.
    pub overdue: bool,
    /// Only open, or only closed cases.
    pub open: Option<bool>,
    /// Received then or later.
    pub received_from: Option<Timestamp>,
    /// Received before.
    pub received_before: Option<Timestamp>,
    /// In which order.
    pub sort: CaseSort,
    /// Which page, from 1.
    pub page: u32,
    /// How many cases a page has.
    pub per_page: u32,
}

impl Default for CaseFilter {
    fn default() -> Self {
        Self {
            text: None,
            procedure: None,
            stage: None,
            site: None,
            filters: BTreeMap::new(),
            whole: None,
            overdue: false,
            open: None,
            received_from: None,
            received_before: None,
            sort: CaseSort::default(),
            page: 1,
            per_page: 50,
        }
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// What is on it.
    pub lines: Vec<T>,
    /// How many there are on all pages.
    pub total: u64,
    /// Which page it is, from 1.
    pub page: u32,
    /// How many lines a page has.
    pub per_page: u32,
}

/// A case in a list, as far as the actor may see it.
///
/// Of the sights that the actor has of a case (through several roles, or as a party) the richest one counts, which is
/// the one of the lowest position in `Rows::sights`. Sights are not united.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseLine {
    /// What it is.
    pub head: CaseHead,
    /// The name of its stage.
    pub stage: String,
    /// Whether more can happen.
    pub open: bool,
    /// Where it arose; none when hidden or not known.
    pub site: Option<SiteId>,
    /// Where it arose, also when hidden: only to count days by the calendar there, never to be shown.
    pub counts_at: Option<SiteId>,
    /// When it was received.
    pub received: Timestamp,
    /// When it ended.
    pub closed: Option<Timestamp>,
    /// Whose matter it is; empty when hidden or not known.
    pub who: String,
    /// What it is about; empty when hidden.
    pub about: String,
    /// Filter facts by name: the value's name.
    pub filters: BTreeMap<String, String>,
    /// What falls due first. Whoever has the widest sight of the case is told what anybody owes; others only what they
    /// owe themselves, in a role or by name, since their view may hide the rest.
    pub due: Option<Timestamp>,
    /// The civil day of `due`.
    pub due_day: Option<Date>,
}

/// How many cases stand in a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageCount {
    /// The name of the stage.
    pub stage: String,
    /// Whether more can happen in it.
    pub open: bool,
    /// How many cases that the actor may see stand there.
    pub cases: u64,
}

impl Store {
    /// A case with all its entries; none when there is no such case or the actor may not know of it.
    ///
    /// # Errors
    /// When the database fails or holds what makes no sense.
    pub async fn case_load(&self, actor: &Actor, reference: &str) -> Result<Option<LoadedCase>, StoreError> {
        // One snapshot, so that the entries are those of the head.
        load(&mut *self.snapshot().await?, actor, reference).await
    }

    /// Of these cases those that the actor may know of, each with all its entries, by id.
    ///
    /// # Errors
    /// When the database fails or holds what makes no sense.
    pub async fn cases_load(&self, actor: &Actor, cases: &[CaseId]) -> Result<BTreeMap<CaseId, LoadedCase>, StoreError> {
        let mut reading = self.snapshot().await?;
        let rows = sqlx::query(visible!("cases_load.sql"))
            .bind(asking_alone(actor))
            .bind(text(&cases)?)
            .fetch_all(&mut *reading)
            .await?;
        let mut loaded = BTreeMap::new();
        for row in &rows {
            let head = case_head(row)?;
            loaded.insert(head.id, LoadedCase { head, seq: row.try_get(5)?, entries: Vec::new(), secret: Vec::new() });
        }
        let rows = sqlx::query(
            "SELECT seq, happened, recorded, by, role, frame, content, case_id FROM entry \
             WHERE case_id IN (SELECT value FROM json_each(?)) ORDER BY case_id, seq",
        )
        .bind(text(&loaded.keys().collect::<Vec<_>>())?)
        .fetch_all(&mut *reading)
        .await?;
        for row in &rows {
            if let Some(case) = loaded.get_mut(&row.try_get::<CaseId, _>(7)?) {
                case.entries.push(kept_entry(row)?);
            }
        }
        if let Some(case) = loaded.values().find(|case| case.entries.last().map(|entry| entry.seq) != Some(case.seq)) {
            return Err(StoreError::Broken(format!("{} lacks entries", case.head.reference)));
        }
        Ok(loaded)
    }

    /// What the case of this id is; none when there is no such case or the actor may not know of it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_find(&self, actor: &Actor, case: CaseId) -> Result<Option<CaseHead>, StoreError> {
        Ok(find(&mut *self.read().await?, actor, None, Some(case)).await?.map(|(head, _)| head))
    }

    /// A page of the cases that the actor may see. `now` decides what is late.
    ///
    /// # Errors
    /// When the database fails or holds what makes no sense.
    pub async fn case_list(&self, actor: &Actor, filter: &CaseFilter, now: Timestamp) -> Result<Page<CaseLine>, StoreError> {
        let typed = filter.text.as_deref().map(str::trim).filter(|typed| !typed.is_empty());
        let filters = if filter.filters.is_empty() { None } else { Some(text(&filter.filters)?) };
        let order = match filter.sort {
            CaseSort::Newest => "newest",
            CaseSort::Oldest => "oldest",
            CaseSort::Due => "due",
            CaseSort::Reference => "reference",
        };
        let (page, per_page) = (filter.page.max(1), filter.per_page.max(1));
        let rows = sqlx::query(visible!("case_match.sql", "case_list.sql"))
            .bind(asking_alone(actor))
            .bind(typed.map(search))
            .bind(typed.map(str::to_owned))
            .bind(filter.procedure.clone())
            .bind(filter.stage.clone())
            .bind(filter.site)
            .bind(filter.open)
            .bind(filter.received_from.map(micros))
            .bind(filter.received_before.map(micros))
            .bind(filters)
            .bind(filter.overdue)
            .bind(micros(now))
            .bind(order)
            .bind(per_page)
            .bind(i64::from(page - 1) * i64::from(per_page))
            .bind(filter.whole.as_ref().map(|(reference, _)| reference.clone()))
            .bind(filter.whole.as_ref().map(|(_, fact)| fact.clone()))
            .fetch_all(&mut *self.read().await?)
            .await?;
        let total = rows.first().map_or(Ok(0_i64), |row| row.try_get(15))?;
        let lines = rows.iter().map(case_line).filter_map(Result::transpose).collect::<Result<_, _>>()?;
        Ok(Page { lines, total: total.unsigned_abs(), page, per_page })
    }

    /// How many cases of each procedure there are, of those that the actor may see; procedures without any are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn procedure_counts(&self, actor: &Actor) -> Result<BTreeMap<String, u64>, StoreError> {
        let rows =
            sqlx::query(visible!("procedure_counts.sql")).bind(asking_alone(actor)).fetch_all(&mut *self.read().await?).await?;
        rows.iter()
            .map(|row| {
                let cases: i64 = row.try_get(1)?;
                Ok((row.try_get(0)?, cases.unsigned_abs()))
            })
            .collect()
    }

    /// How many cases of a procedure stand in each stage, of those that the actor may see.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn stage_counts(&self, actor: &Actor, procedure: &str) -> Result<Vec<StageCount>, StoreError> {
        let rows = sqlx::query(visible!("stage_counts.sql"))
            .bind(asking_alone(actor))
            .bind(procedure.to_owned())
            .fetch_all(&mut *self.read().await?)
            .await?;
        rows.iter()
            .map(|row| {
                let cases: i64 = row.try_get(2)?;
                Ok(StageCount { stage: row.try_get(0)?, open: row.try_get(1)?, cases: cases.unsigned_abs() })
            })
            .collect()
    }
}

async fn load(connection: &mut SqliteConnection, actor: &Actor, reference: &str) -> Result<Option<LoadedCase>, StoreError> {
    let Some((head, seq)) = find(connection, actor, Some(reference), None).await? else { return Ok(None) };
    let rows = entry_rows(connection, head.id, 0, u32::MAX).await?;
    let secret = rows.first().map_or_else(|| Ok(Vec::new()), |row| row.try_get(7))?;
    let entries = rows.iter().map(kept_entry).collect::<Result<Vec<_>, _>>()?;
    if entries.last().map(|entry| entry.seq) != Some(seq) {
        return Err(StoreError::Broken(format!("{reference} lacks entries")));
    }
    Ok(Some(LoadedCase { head, seq, entries, secret }))
}

async fn find(
    connection: &mut SqliteConnection,
    actor: &Actor,
    reference: Option<&str>,
    case: Option<CaseId>,
) -> Result<Option<(CaseHead, u32)>, StoreError> {
    let row = sqlx::query(visible!("case_find.sql"))
        .bind(asking_alone(actor))
        .bind(reference.map(str::to_owned))
        .bind(case)
        .fetch_optional(connection)
        .await?;
    row.map(|row| Ok((case_head(&row)?, row.try_get(5)?))).transpose()
}

/// Reads the first five columns of a row.
pub(crate) fn case_head(row: &SqliteRow) -> Result<CaseHead, StoreError> {
    Ok(CaseHead {
        id: row.try_get(0)?,
        reference: row.try_get(1)?,
        procedure: row.try_get(2)?,
        version: row.try_get(3)?,
        hash: row.try_get(4)?,
    })
}

/// None: the row only counts cases.
fn case_line(row: &SqliteRow) -> Result<Option<CaseLine>, StoreError> {
    if row.try_get::<Option<CaseId>, _>(0)?.is_none() {
        return Ok(None);
    }
    let filters: String = row.try_get(12)?;
    let due_day: Option<String> = row.try_get(14)?;
    Ok(Some(CaseLine {
        head: case_head(row)?,
        stage: row.try_get(5)?,
        open: row.try_get(6)?,
        site: row.try_get(7)?,
        counts_at: row.try_get(16)?,
        received: from_micros(row.try_get(8)?)?,
        closed: row.try_get::<Option<i64>, _>(9)?.map(from_micros).transpose()?,
        who: row.try_get(10)?,
        about: row.try_get(11)?,
        filters: json(&filters)?,
        due: row.try_get::<Option<i64>, _>(13)?.map(from_micros).transpose()?,
        due_day: due_day.as_deref().map(day).transpose()?,
    }))
}

/// Entries of a case after one of them, at most so many. Whether anybody may see them was asked before.
pub(crate) async fn entries_after(
    connection: &mut SqliteConnection,
    case: CaseId,
    seq: u32,
    most: u32,
) -> Result<Vec<KeptEntry>, StoreError> {
    entry_rows(connection, case, seq, most).await?.iter().map(kept_entry).collect()
}

async fn entry_rows(connection: &mut SqliteConnection, case: CaseId, seq: u32, most: u32) -> Result<Vec<SqliteRow>, StoreError> {
    let sql = "SELECT seq, happened, recorded, by, role, frame, content, hash FROM entry \
               WHERE case_id = ? AND seq > ? ORDER BY seq LIMIT ?";
    Ok(sqlx::query(sql).bind(case).bind(seq).bind(most).fetch_all(connection).await?)
}

/// Reads an entry from the first seven columns.
fn kept_entry(row: &SqliteRow) -> Result<KeptEntry, StoreError> {
    let (frame, content): (String, Option<String>) = (row.try_get(5)?, row.try_get(6)?);
    Ok(KeptEntry {
        seq: row.try_get(0)?,
        happened: from_micros(row.try_get(1)?)?,
        recorded: from_micros(row.try_get(2)?)?,
        by: row.try_get(3)?,
        role: row.try_get(4)?,
        kept: Kept { frame: json(&frame)?, content: content.as_deref().map_or(Ok(Json::Null), json)? },
        erased: content.is_none(),
    })
}

/// Reads JSON that stands in a row.
pub(crate) fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Broken(error.to_string()))
}
