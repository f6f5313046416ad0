//! The room that the pages of the database leave free between their list of cells and the cells themselves.
//!
//! SQLite overwrites a cell that is deleted, and a page that is given back. But where it parts or merges pages, the cells that it
//! moves stay behind in that room, beyond the reach of any later deletion. So after something was erased the room is overwritten,
//! page by page, through SQLite itself.

use std::ops::Range;

use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use crate::error::StoreError;

/// How many pages are looked at in one go; meanwhile nothing is written.
const PAGES: u32 = 2048;

/// Where the count of cells, and the place of the first of them, stand in the head of a page.
const CELLS: usize = 3;
const FIRST: usize = 5;

/// Overwrites the free room of the next pages, if something was erased since all were looked at. Whether all are done now.
///
/// # Errors
/// When the database fails.
pub(crate) async fn overwrite(connection: &mut SqliteConnection) -> Result<bool, StoreError> {
    let waiting = sqlx::query("SELECT 1 FROM gap_round").fetch_optional(&mut *connection).await?;
    if waiting.is_none() {
        return Ok(true);
    }
    sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
    let done = slice(connection, PAGES).await?;
    sqlx::query("COMMIT").execute(&mut *connection).await?;
    Ok(done)
}

async fn slice(connection: &mut SqliteConnection, pages: u32) -> Result<bool, StoreError> {
    let round = sqlx::query("SELECT next, stop, wrapped FROM gap_round").fetch_one(&mut *connection).await?;
    let (next, stop, wrapped): (u32, u32, bool) = (round.try_get(0)?, round.try_get(1)?, round.try_get(2)?);
    let count: u32 = sqlx::query("PRAGMA page_count").fetch_one(&mut *connection).await?.try_get(0)?;
    let last = if wrapped { count.min(stop.saturating_sub(1)) } else { count };
    let end = next.saturating_add(pages).min(last.saturating_add(1));
    // What is written meanwhile to pages that were looked at is cells, which are overwritten when they are deleted.
    let rows = sqlx::query(
        "WITH RECURSIVE page(number) AS (SELECT ?1 WHERE ?1 < ?2 UNION ALL SELECT number + 1 FROM page WHERE number + 1 < ?2) \
         SELECT sqlite_dbpage.pgno, sqlite_dbpage.data FROM page CROSS JOIN sqlite_dbpage ON sqlite_dbpage.pgno = page.number",
    )
    .bind(next)
    .bind(end)
    .fetch_all(&mut *connection)
    .await?;
    for row in rows {
        let number: u32 = row.try_get(0)?;
        let mut data: Vec<u8> = row.try_get(1)?;
        let Some(free) = gap(number, &data).and_then(|gap| data.get_mut(gap)) else { continue };
        if free.iter().any(|byte| *byte != 0) {
            free.fill(0);
            sqlx::query("UPDATE sqlite_dbpage SET data = ?2 WHERE pgno = ?1")
                .bind(number)
                .bind(data)
                .execute(&mut *connection)
                .await?;
        }
    }
    let (next, wrapped) = match (end > last, wrapped) {
        (false, wrapped) => (end, wrapped),
        (true, false) if stop > 1 => (1, true),
        (true, _) => {
            sqlx::query("DELETE FROM gap_round").execute(&mut *connection).await?;
            return Ok(true);
        }
    };
    sqlx::query("UPDATE gap_round SET next = ?, wrapped = ?").bind(next).bind(wrapped).execute(&mut *connection).await?;
    Ok(false)
}

/// The free room of a page; none when it is no page of a tree.
fn gap(number: u32, page: &[u8]) -> Option<Range<usize>> {
    // The first page begins with the head of the file.
    let head = if number == 1 { 100 } else { 0 };
    let two = |at: usize| Some(usize::from(u16::from_be_bytes([*page.get(head + at)?, *page.get(head + at + 1)?])));
    let list = head
        + match page.get(head)? {
            // An inner page names one more page than it has cells.
            2 | 5 => 12,
            10 | 13 => 8,
            // A page of a long text, or one that is free, begins with the number of another page: its first byte is 0.
            _ => return None,
        };
    let start = list + two(CELLS)?.checked_mul(2)?;
    let end = match two(FIRST)? {
        0 => 65_536,
        first => first,
    };
    (start <= end && end <= page.len()).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::{gap, slice};
    use crate::erasure::ROUND;
    use crate::sqlite::{Connections, open};

    /// An erasure in the midst of a round: the pages that were looked at before it are looked at once more, and no others.
    #[tokio::test]
    async fn a_round_ends_where_it_stood_when_something_was_erased_last() {
        let folder = tempfile::tempdir().unwrap();
        let Connections { mut writer, readers, .. } = open(&folder.path().join("redress.db"), 1).await.unwrap();
        let row: (i64, i64, i64) =
            sqlx::query_as("SELECT next, stop, wrapped FROM gap_round").fetch_one(&mut writer).await.unwrap();
        assert_eq!(row, (1, 1, 0), "a file from before may hold something");
        let pages: u32 = sqlx::query_scalar("PRAGMA page_count").fetch_one(&mut writer).await.unwrap();
        assert!(pages > 30, "{pages}");
        let mut rounds = 0;
        while !slice(&mut writer, 10).await.unwrap() {
            rounds += 1;
        }
        assert_eq!(rounds + 1, pages.div_ceil(10));
        // Nothing is to be done any more, until something is erased.
        sqlx::query(ROUND).execute(&mut writer).await.unwrap();
        assert!(!slice(&mut writer, 10).await.unwrap());
        sqlx::query(ROUND).execute(&mut writer).await.unwrap();
        let mut rounds = 0;
        while !slice(&mut writer, 10).await.unwrap() {
            rounds += 1;
        }
        assert_eq!(rounds + 1, (pages - 10).div_ceil(10) + 1);
        readers.close().await;
    }

    fn page(kind: u8, cells: u16, first: u16, size: usize, head: usize) -> Vec<u8> {
        let mut page = vec![0; size];
        page[head] = kind;
        page[head + 3..head + 5].copy_from_slice(&cells.to_be_bytes());
        page[head + 5..head + 7].copy_from_slice(&first.to_be_bytes());
        page
    }

    #[test]
    fn the_free_room_lies_between_the_list_of_cells_and_the_first_of_them() {
        assert_eq!(gap(2, &page(13, 3, 4000, 4096, 0)), Some(14..4000));
        assert_eq!(gap(2, &page(5, 3, 4000, 4096, 0)), Some(18..4000));
        assert_eq!(gap(1, &page(13, 2, 3000, 4096, 100)), Some(112..3000));
        assert_eq!(gap(2, &page(10, 0, 0, 65_536, 0)), Some(8..65_536));
        // Neither a page of a long text nor what makes no sense is touched.
        assert_eq!(gap(2, &page(0, 3, 4000, 4096, 0)), None);
        assert_eq!(gap(2, &page(13, 3000, 4000, 4096, 0)), None);
        assert_eq!(gap(2, &page(13, 3, 5000, 4096, 0)), None);
        assert_eq!(gap(2, &[13, 0]), None);
    }
}
