//! Notices that steps sent, as those they went to read them.

use casework::{Actor, CaseId};
use jiff::Timestamp;
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use crate::cases::{CaseHead, Page, case_head, json};
use crate::error::StoreError;
use crate::moment::{from_micros, micros};
use crate::store::Store;
use crate::visible::{asking_alone, visible};

/// Which notice: the case, the number of the entry that sent it, and its position among the notices of that entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NoticeKey {
    /// The case.
    pub case: CaseId,
    /// The number of the entry.
    pub seq: u32,
    /// The position.
    pub item: u32,
}

/// A notice that went to the actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeLine {
    /// Which.
    pub key: NoticeKey,
    /// The case it is about.
    pub head: CaseHead,
    /// Whether the actor may see more of the case than the notice.
    pub visible: bool,
    /// The notice's name in the procedure, which has its title.
    pub notice: String,
    /// What it carried: label and text, as they were then.
    pub carries: Vec<(String, String)>,
    /// When it was sent.
    pub sent: Timestamp,
    /// When the actor first marked it as read.
    pub read: Option<Timestamp>,
}

/// A page of notices, with how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticePage {
    /// The notices, the newest first.
    pub page: Page<NoticeLine>,
    /// How many the actor has not read, on all pages.
    pub unread: u64,
}

impl Store {
    /// Notices that went to the actor by name or to a role that the actor holds for the case's site. Somebody who was
    /// told by a notice may read it although no view shows them the case; nobody behind a wall may.
    ///
    /// # Errors
    /// When the database fails or holds what makes no sense.
    pub async fn notice_page(&self, actor: &Actor, unread: bool, page: u32, per_page: u32) -> Result<NoticePage, StoreError> {
        let (page, per_page) = (page.max(1), per_page.max(1));
        let bound = |sql: &'static str| {
            let after = i64::from(page - 1) * i64::from(per_page);
            sqlx::query(sql).bind(asking_alone(actor)).bind(unread).bind(per_page).bind(after)
        };
        let mut connection = self.snapshot().await?;
        let counts = bound(visible!("notice_mail.sql", "notice_counts.sql")).fetch_one(&mut *connection).await?;
        let rows = bound(visible!("notice_mail.sql", "notice_lines.sql")).fetch_all(&mut *connection).await?;
        let (not_read, total): (i64, i64) = (counts.try_get(1)?, counts.try_get(2)?);
        let lines = rows.iter().map(notice_line).collect::<Result<_, _>>()?;
        Ok(NoticePage { page: Page { lines, total: total.unsigned_abs(), page, per_page }, unread: not_read.unsigned_abs() })
    }

    /// Marks a notice as read by the actor; again does nothing. False when no such notice went to the actor.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn notice_read(&self, actor: &Actor, notice: NoticeKey, at: Timestamp) -> Result<bool, StoreError> {
        let (asking, person) = (asking_alone(actor), actor.person);
        self.write(move |connection| Box::pin(mark(connection, asking, person, notice, micros(at)))).await
    }
}

async fn mark(
    connection: &mut SqliteConnection,
    asking: String,
    person: i64,
    key: NoticeKey,
    at: i64,
) -> Result<bool, StoreError> {
    let told = sqlx::query(visible!("notice_mail.sql", "notice_told.sql"))
        .bind(asking)
        .bind(key.case)
        .bind(key.seq)
        .bind(key.item)
        .fetch_optional(&mut *connection)
        .await?;
    if told.is_none() {
        return Ok(false);
    }
    sqlx::query("INSERT INTO notice_read (case_id, seq, item, person, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
        .bind(key.case)
        .bind(key.seq)
        .bind(key.item)
        .bind(person)
        .bind(at)
        .execute(connection)
        .await?;
    Ok(true)
}

fn notice_line(row: &SqliteRow) -> Result<NoticeLine, StoreError> {
    let head = case_head(row)?;
    let carries: String = row.try_get(8)?;
    Ok(NoticeLine {
        key: NoticeKey { case: head.id, seq: row.try_get(5)?, item: row.try_get(6)? },
        head,
        notice: row.try_get(7)?,
        carries: json(&carries)?,
        sent: from_micros(row.try_get(9)?)?,
        read: row.try_get::<Option<i64>, _>(10)?.map(from_micros).transpose()?,
        visible: row.try_get(11)?,
    })
}
