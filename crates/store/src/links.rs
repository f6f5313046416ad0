//! What cases say beyond themselves: other cases that they name, people they count for, and what they put on people.

use std::collections::BTreeSet;

use casework::{Actor, CaseId, MarkRow};
use jiff::Timestamp;
use procedure::PersonId;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::cases::json;
use crate::error::StoreError;
use crate::flat::text;
use crate::moment::{from_micros, micros};
use crate::store::Store;
use crate::visible::{asking_alone, visible};

/// A case that another one names, or is named by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// Whether the case that was asked about names this one; otherwise this one names it.
    pub outgoing: bool,
    /// Which of the facts by which the one names others does so, from 0.
    pub item: u32,
    /// The name of the fact that does so, in the procedure of the case that names the other.
    pub fact: String,
    /// What the fact is called there.
    pub label: String,
    /// The other case.
    pub id: CaseId,
    /// The reference of the other case.
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
}

/// What a case puts on a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The reference of the case; empty when the actor may not see it.
    pub reference: String,
    /// Which of the people who were asked about it is on: the first, when several of them are one human being.
    pub on: PersonId,
    /// What it puts on them.
    pub row: MarkRow,
}

impl Store {
    /// The cases that a case names, in the order of its facts, and then all those that name it, the oldest first: of both,
    /// those that the actor may see, and of the latter only those whose sight shows that they name it. None of either when the
    /// actor may not see the case itself.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_links(&self, actor: &Actor, case: CaseId) -> Result<Vec<Linked>, StoreError> {
        let mut links = self.case_names(actor, case).await?;
        links.extend(self.case_naming(actor, case, None, (0, 0), u32::MAX).await?);
        Ok(links)
    }

    /// The cases that a case names, in the order of its facts, as far as the actor may see them and the case itself.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_names(&self, actor: &Actor, case: CaseId) -> Result<Vec<Linked>, StoreError> {
        let rows = sqlx::query(visible!("case_names.sql"))
            .bind(asking_alone(actor))
            .bind(case)
            .fetch_all(&mut *self.read().await?)
            .await?;
        rows.iter().map(linked).collect()
    }

    /// The cases that name a case, the oldest first, as far as the actor may see them and the case itself, and as far as the
    /// richest sight that one of their roles gives shows the fact that names it; of a procedure and under a fact only, when
    /// these are given; after one of them (its id and item), so many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_naming(
        &self,
        actor: &Actor,
        case: CaseId,
        part: Option<(&str, &str)>,
        after: (CaseId, u32),
        most: u32,
    ) -> Result<Vec<Linked>, StoreError> {
        let rows = sqlx::query(visible!("case_naming.sql"))
            .bind(asking_alone(actor))
            .bind(case)
            .bind(after.0)
            .bind(after.1)
            .bind(most)
            .bind(part.map(|(procedure, _)| procedure.to_owned()))
            .bind(part.map(|(_, fact)| fact.to_owned()))
            .fetch_all(&mut *self.read().await?)
            .await?;
        rows.iter().map(linked).collect()
    }

    /// Of these references, those of cases that there are and that the actor may see.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cases_known(&self, actor: &Actor, references: &[String]) -> Result<BTreeSet<String>, StoreError> {
        let rows = sqlx::query(visible!("cases_known.sql"))
            .bind(asking_alone(actor))
            .bind(text(&references)?)
            .fetch_all(&mut *self.read().await?)
            .await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// The references of all cases of a procedure that the actor may see, those received first first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cases_of(&self, actor: &Actor, procedure: &str) -> Result<Vec<String>, StoreError> {
        let rows = sqlx::query(visible!("cases_of.sql"))
            .bind(asking_alone(actor))
            .bind(procedure.to_owned())
            .fetch_all(&mut *self.read().await?)
            .await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// In how many cases of a procedure a fact counts for a person since then, one case left out. Of several people the one
    /// with the most; all records of a human being count together. It is a number for rules: it says nothing of which cases
    /// these are, and asks nobody whether they may see them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tally(
        &self,
        procedure: &str,
        fact: &str,
        people: &[PersonId],
        since: Timestamp,
        except: Option<CaseId>,
    ) -> Result<u32, StoreError> {
        let row = sqlx::query(include_str!("../sql/sqlite/tally.sql"))
            .bind(procedure.to_owned())
            .bind(fact.to_owned())
            .bind(text(&people)?)
            .bind(micros(since))
            .bind(except)
            .fetch_one(&mut *self.read().await?)
            .await?;
        Ok(row.try_get(0)?)
    }

    /// What cases put on these people, under any of their records, as far as it is for the actor: for everybody or for a
    /// role that the actor holds anywhere, never what is put on the actor, and nothing of a case that the actor must not
    /// learn of. The actor need not see the case; without that its reference is left out.
    ///
    /// # Errors
    /// When the database fails or holds what makes no sense.
    pub async fn marks_on(&self, actor: &Actor, people: &[PersonId]) -> Result<Vec<Marked>, StoreError> {
        let rows = sqlx::query(visible!("marks_on.sql"))
            .bind(asking_alone(actor))
            .bind(text(&people)?)
            .fetch_all(&mut *self.read().await?)
            .await?;
        rows.iter().map(marked).collect()
    }
}

fn linked(row: &SqliteRow) -> Result<Linked, StoreError> {
    Ok(Linked {
        outgoing: row.try_get(0)?,
        item: row.try_get(1)?,
        fact: row.try_get(2)?,
        label: row.try_get(3)?,
        id: row.try_get(4)?,
        reference: row.try_get(5)?,
        procedure: row.try_get(6)?,
        version: row.try_get(7)?,
        stage: row.try_get(8)?,
        open: row.try_get(9)?,
        who: row.try_get(10)?,
        about: row.try_get(11)?,
    })
}

fn marked(row: &SqliteRow) -> Result<Marked, StoreError> {
    Ok(Marked {
        reference: row.try_get(0)?,
        on: row.try_get(8)?,
        row: MarkRow {
            mark: row.try_get(1)?,
            person: row.try_get(2)?,
            title: row.try_get(3)?,
            says: json(row.try_get(4)?)?,
            limits: json(row.try_get(5)?)?,
            roles: json(row.try_get(6)?)?,
            since: from_micros(row.try_get(7)?)?,
        },
    })
}
