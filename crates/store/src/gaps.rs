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
    let waiting = sqlx::query("SELECT 1 FROM gap_pass").fetch_optional(&mut *connection).await?;
    if waiting.is_none() {
        return Ok(true);
    }
    sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
    let done = slice(connection).await?;
    sqlx::query("COMMIT").execute(&mut *connection).await?;
    Ok(done)
}

async fn slice(connection: &mut SqliteConnection) -> Result<bool, StoreError> {
    let next: u32 = sqlx::query("SELECT min(next) FROM gap_pass").fetch_one(&mut *connection).await?.try_get(0)?;
    let count: u32 = sqlx::query("PRAGMA page_count").fetch_one(&mut *connection).await?.try_get(0)?;
    let end = next.saturating_add(PAGES);
    // What is written now is written over pages already looked at, too: it is cells, and overwritten when they are deleted.
    let rows = sqlx::query(
        "WITH RECURSIVE page(number) AS (SELECT ?1 UNION ALL SELECT number + 1 FROM page WHERE number + 1 < min(?2, ?3 + 1)) \
         SELECT sqlite_dbpage.pgno, sqlite_dbpage.data FROM page CROSS JOIN sqlite_dbpage ON sqlite_dbpage.pgno = page.number",
    )
    .bind(next)
    .bind(end)
    .bind(count)
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
    let done = end > count;
    if done {
        sqlx::query("DELETE FROM gap_pass").execute(&mut *connection).await?;
    } else {
        sqlx::query("UPDATE gap_pass SET next = ?").bind(end).execute(&mut *connection).await?;
    }
    Ok(done)
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
    use super::gap;

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
