//! Writes derived rows: only those that differ from what stands in the tables, for many cases with one statement a
//! table.

use casework::CaseId;
use sqlx::sqlite::SqliteConnection;

use crate::append::Traces;
use crate::entries::write;
use crate::error::StoreError;
use crate::flat::{Batch, Flat};

const AUDIENCE_INSERT: &str = "INSERT INTO audience (id, role, sight) \
    SELECT value ->> 0, value ->> 1, value ->> 2 FROM jsonb_each(?1) WHERE true ON CONFLICT DO NOTHING";
const TEAM_INSERT: &str = "INSERT INTO team (id, item, role) \
    SELECT value ->> 0, value ->> 1, value ->> 2 FROM jsonb_each(?1) WHERE true ON CONFLICT DO NOTHING";
const KIND_INSERT: &str = "INSERT INTO duty_kind (id, team, audience, site) \
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM jsonb_each(?1) WHERE true ON CONFLICT DO NOTHING";
const WALL_CUT: &str = "DELETE FROM case_wall WHERE case_id IN (SELECT value FROM json_each(?1))";
const WALL_INSERT: &str = "INSERT INTO case_wall (case_id, person) \
    SELECT value ->> 0, value ->> 1 FROM jsonb_each(?1)";
const PARTY_CUT: &str = "DELETE FROM case_party WHERE case_id IN (SELECT value FROM json_each(?1))";
const PARTY_INSERT: &str = "INSERT INTO case_party (case_id, person, sight) \
    SELECT value ->> 0, value ->> 1, value ->> 2 FROM jsonb_each(?1)";
const PEOPLE_CUT: &str = "DELETE FROM duty_person WHERE case_id IN (SELECT value FROM json_each(?1))";
const PEOPLE_INSERT: &str = "INSERT INTO duty_person (case_id, item, place, person) \
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM jsonb_each(?1)";
const SUBJECT_CUT: &str = "DELETE FROM case_subject WHERE case_id IN (SELECT value FROM json_each(?1))";
const SUBJECT_INSERT: &str = "INSERT INTO case_subject (case_id, person) SELECT value ->> 0, value ->> 1 FROM jsonb_each(?1)";
const LINK_CUT: &str = "DELETE FROM case_link WHERE case_id IN (SELECT value FROM json_each(?1))";
const LINK_INSERT: &str = "INSERT INTO case_link (case_id, item, fact, label, reference, sights) \
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, ifnull(value ->> 5, '[]') FROM jsonb_each(?1)";
const KEY_CUT: &str = "DELETE FROM case_key WHERE case_id IN (SELECT value FROM json_each(?1))";
const KEY_INSERT: &str = "INSERT INTO case_key (case_id, procedure, fact, whole, value) \
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM jsonb_each(?1)";
const TALLY_CUT: &str = "DELETE FROM case_tally WHERE case_id IN (SELECT value FROM json_each(?1))";
const TALLY_INSERT: &str = "INSERT INTO case_tally (case_id, fact, person, since) \
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM jsonb_each(?1)";
const MARK_CUT: &str = "DELETE FROM case_mark WHERE case_id IN (SELECT value FROM json_each(?1))";
const MARK_INSERT: &str = "INSERT INTO case_mark (case_id, item, mark, person, title, says, limits, roles, since) \
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8 \
    FROM jsonb_each(?1)";
const NOTICE_INSERT: &str = "INSERT INTO notice (case_id, seq, item, notice, carries, sent) \
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM jsonb_each(?1)";
const NOTICE_TO_INSERT: &str = "INSERT INTO notice_to (case_id, seq, item, role, person) \
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM jsonb_each(?1)";
const DOCUMENT_INSERT: &str = "INSERT INTO case_document (case_id, seq, sha256) \
    SELECT value ->> 0, value ->> 1, value ->> 2 FROM jsonb_each(?1)";

/// What stands in the tables for a case.
pub(crate) enum Before<'a> {
    /// No rows at all.
    Nothing,
    /// These rows.
    Known(&'a Flat),
    /// Some rows or other.
    Unknown,
}

/// Derived rows to be written, table by table.
#[derive(Default)]
pub(crate) struct Derived {
    audiences: Batch,
    teams: Batch,
    kinds: Batch,
    walls_cut: Batch,
    walls: Batch,
    parties_cut: Batch,
    parties: Batch,
    sights_cut: Batch,
    sights: Batch,
    duties_cut: Batch,
    duties: Batch,
    people_cut: Batch,
    people: Batch,
    subjects_cut: Batch,
    subjects: Batch,
    links_cut: Batch,
    links: Batch,
    keys_cut: Batch,
    keys: Batch,
    tallies_cut: Batch,
    tallies: Batch,
    marks_cut: Batch,
    marks: Batch,
    notices: Batch,
    notices_to: Batch,
    documents: Batch,
}

impl Derived {
    /// Brings the rows of a case from what they were to what they are to be.
    pub(crate) fn change(&mut self, before: &Before<'_>, now: &Flat) -> Result<(), StoreError> {
        let old = match before {
            Before::Known(flat) => Some(*flat),
            Before::Nothing | Before::Unknown => None,
        };
        let unknown = matches!(before, Before::Unknown);
        if old.is_none_or(|old| old.audience.id != now.audience.id) {
            now.audience.rows.iter().for_each(|row| self.audiences.push(row));
        }
        for (id, team) in &now.teams {
            if old.is_none_or(|old| !old.teams.contains_key(id)) {
                team.rows.iter().for_each(|row| self.teams.push(row));
            }
        }
        for (id, kind) in &now.kinds {
            if old.is_none_or(|old| !old.kinds.contains_key(id)) {
                kind.rows.iter().for_each(|row| self.kinds.push(row));
            }
        }
        let list = |of: fn(&Flat) -> &Vec<String>| (old.map(of), of(now));
        replace(unknown, now.case, list(|flat| &flat.walls), &mut self.walls_cut, &mut self.walls)?;
        replace(unknown, now.case, list(|flat| &flat.parties), &mut self.parties_cut, &mut self.parties)?;
        replace(unknown, now.case, list(|flat| &flat.duty_people), &mut self.people_cut, &mut self.people)?;
        replace(unknown, now.case, list(|flat| &flat.subject), &mut self.subjects_cut, &mut self.subjects)?;
        replace(unknown, now.case, list(|flat| &flat.links), &mut self.links_cut, &mut self.links)?;
        replace(unknown, now.case, list(|flat| &flat.keys), &mut self.keys_cut, &mut self.keys)?;
        replace(unknown, now.case, list(|flat| &flat.tallies), &mut self.tallies_cut, &mut self.tallies)?;
        replace(unknown, now.case, list(|flat| &flat.marks), &mut self.marks_cut, &mut self.marks)?;
        patch(unknown, now.case, list(|flat| &flat.sights), &mut self.sights_cut, &mut self.sights)?;
        patch(unknown, now.case, list(|flat| &flat.duties), &mut self.duties_cut, &mut self.duties)
    }

    /// Adds what the store itself derives from an entry.
    pub(crate) fn traces(&mut self, case: CaseId, seq: u32, recorded: i64, traces: &Traces) -> Result<(), StoreError> {
        for sha256 in &traces.documents {
            self.documents.add(&(case, seq, sha256))?;
        }
        for (item, sent) in traces.notices.iter().enumerate() {
            self.notices.add(&(case, seq, item, &sent.notice, &sent.carries, recorded))?;
            for role in &sent.roles {
                self.notices_to.add(&(case, seq, item, role, None::<i64>))?;
            }
            for person in &sent.people {
                self.notices_to.add(&(case, seq, item, None::<&str>, person))?;
            }
        }
        Ok(())
    }

    pub(crate) async fn write(self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        write(connection, AUDIENCE_INSERT, self.audiences).await?;
        write(connection, TEAM_INSERT, self.teams).await?;
        write(connection, KIND_INSERT, self.kinds).await?;
        write(connection, WALL_CUT, self.walls_cut).await?;
        write(connection, WALL_INSERT, self.walls).await?;
        write(connection, PARTY_CUT, self.parties_cut).await?;
        write(connection, PARTY_INSERT, self.parties).await?;
        write(connection, include_str!("../sql/sqlite/sight_cut.sql"), self.sights_cut).await?;
        write(connection, include_str!("../sql/sqlite/sight_upsert.sql"), self.sights).await?;
        write(connection, include_str!("../sql/sqlite/duty_cut.sql"), self.duties_cut).await?;
        write(connection, include_str!("../sql/sqlite/duty_upsert.sql"), self.duties).await?;
        write(connection, PEOPLE_CUT, self.people_cut).await?;
        write(connection, PEOPLE_INSERT, self.people).await?;
        write(connection, SUBJECT_CUT, self.subjects_cut).await?;
        write(connection, SUBJECT_INSERT, self.subjects).await?;
        write(connection, LINK_CUT, self.links_cut).await?;
        write(connection, LINK_INSERT, self.links).await?;
        write(connection, KEY_CUT, self.keys_cut).await?;
        write(connection, KEY_INSERT, self.keys).await?;
        write(connection, TALLY_CUT, self.tallies_cut).await?;
        write(connection, TALLY_INSERT, self.tallies).await?;
        write(connection, MARK_CUT, self.marks_cut).await?;
        write(connection, MARK_INSERT, self.marks).await?;
        write(connection, NOTICE_INSERT, self.notices).await?;
        write(connection, NOTICE_TO_INSERT, self.notices_to).await?;
        write(connection, DOCUMENT_INSERT, self.documents).await
    }
}

/// Short lists whose rows have no number are taken away and written anew.
fn replace(
    unknown: bool,
    case: CaseId,
    (old, now): (Option<&Vec<String>>, &Vec<String>),
    cut: &mut Batch,
    rows: &mut Batch,
) -> Result<(), StoreError> {
    if old == Some(now) {
        return Ok(());
    }
    if unknown || old.is_some_and(|old| !old.is_empty()) {
        cut.add(&case)?;
    }
    now.iter().for_each(|row| rows.push(row));
    Ok(())
}

/// Of numbered lists, the rows that differ are written and those beyond the end taken away.
fn patch(
    unknown: bool,
    case: CaseId,
    (old, now): (Option<&Vec<String>>, &Vec<String>),
    cut: &mut Batch,
    rows: &mut Batch,
) -> Result<(), StoreError> {
    if unknown || old.is_some_and(|old| old.len() > now.len()) {
        cut.add(&(case, now.len()))?;
    }
    for (position, row) in now.iter().enumerate() {
        if old.and_then(|old| old.get(position)) != Some(row) {
            rows.push(row);
        }
    }
    Ok(())
}
