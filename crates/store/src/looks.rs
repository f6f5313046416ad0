//! Who looked at what: an append-only log.

use casework::{Actor, CaseId};
use jiff::Timestamp;
use procedure::PersonId;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::cases::Page;
use crate::error::StoreError;
use crate::moment::{from_micros, micros};
use crate::store::Store;
use crate::visible::{asking_alone, visible};

/// A look at a case or at a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Who looked.
    pub person: PersonId,
    /// In which role, when the caller knows it.
    pub role: Option<String>,
    /// At which case; none: at a list, a search or an export.
    pub case: Option<CaseId>,
    /// What they looked at: “case”, “letter”, “export”. Never what somebody wrote.
    pub what: String,
    /// When.
    pub at: Timestamp,
}

impl Store {
    /// Logs a look.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn look_add(&self, look: Look) -> Result<(), StoreError> {
        self.looks_add(vec![look]).await
    }

    /// Logs looks, all or none of them: a page that shows several cases is a look at each.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn looks_add(&self, looks: Vec<Look>) -> Result<(), StoreError> {
        self.write(move |connection| {
            Box::pin(async move {
                for look in looks {
                    sqlx::query("INSERT INTO look (person, role, case_id, what, at) VALUES (?, ?, ?, ?, ?)")
                        .bind(look.person)
                        .bind(look.role)
                        .bind(look.case)
                        .bind(look.what)
                        .bind(micros(look.at))
                        .execute(&mut *connection)
                        .await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Who looked at a case, the latest first; none when there is no such case or the actor may not know of it.
    ///
    /// # Errors
    /// When the database fails or holds what makes no sense.
    pub async fn look_page(
        &self,
        actor: &Actor,
        case: CaseId,
        page: u32,
        per_page: u32,
    ) -> Result<Option<Page<Look>>, StoreError> {
        let mut connection = self.snapshot().await?;
        let (page, per_page) = (page.max(1), per_page.max(1));
        let counted =
            sqlx::query(visible!("look_count.sql")).bind(asking_alone(actor)).bind(case).fetch_optional(&mut *connection).await?;
        let Some(counted) = counted else { return Ok(None) };
        let total: i64 = counted.try_get(0)?;
        let rows = sqlx::query(
            "SELECT person, role, case_id, what, at FROM look WHERE case_id = ? ORDER BY at DESC, id DESC LIMIT ? OFFSET ?",
        )
        .bind(case)
        .bind(per_page)
        .bind(i64::from(page - 1) * i64::from(per_page))
        .fetch_all(&mut *connection)
        .await?;
        let lines = rows.iter().map(look).collect::<Result<_, _>>()?;
        Ok(Some(Page { lines, total: total.unsigned_abs(), page, per_page }))
    }
}

fn look(row: &SqliteRow) -> Result<Look, StoreError> {
    Ok(Look {
        person: row.try_get(0)?,
        role: row.try_get(1)?,
        case: row.try_get(2)?,
        what: row.try_get(3)?,
        at: from_micros(row.try_get(4)?)?,
    })
}
