//! What is particular to SQLite: how the file is opened, its layout brought up to date, its errors put into words, and
//! how a search is asked. The texts of all statements stand in `sql/sqlite/`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::error::DatabaseError;
use sqlx::pool::PoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqlitePool, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Row};

use crate::error::StoreError;
use crate::journal::Journal;
use crate::moment::micros;
use crate::private::create_private;

/// “RDRS”: tells our files from those of other programs.
const APPLICATION_ID: i64 = 0x5244_5253;

/// The layout, step by step; its number is the count of steps taken.
const MIGRATIONS: &[&str] = &[
    include_str!("../sql/sqlite/0001-start.sql"),
    include_str!("../sql/sqlite/0002-opens-erases-moves.sql"),
    include_str!("../sql/sqlite/0003-keys-places.sql"),
    include_str!("../sql/sqlite/0004-epochs.sql"),
    include_str!("../sql/sqlite/0005-names.sql"),
    include_str!("../sql/sqlite/0006-references.sql"),
    include_str!("../sql/sqlite/0007-sign-in.sql"),
    include_str!("../sql/sqlite/0008-record.sql"),
    include_str!("../sql/sqlite/0009-health.sql"),
    include_str!("../sql/sqlite/0010-sights.sql"),
];

/// The layout since which the file forgets what is taken out of it.
const SECURE: usize = 2;

/// The number of the layout that this program knows.
pub(crate) fn layout() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}
/// The layout since which there is a journal.
const JOURNAL: usize = 8;

/// How long a connection waits for another program to let go.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// One connection that writes and a few that read.
pub(crate) struct Connections {
    pub(crate) writer: SqliteConnection,
    pub(crate) readers: SqlitePool,
    pub(crate) journal: Journal,
}

/// Opens a file to be read, without making or changing any. Gives the layout that it has.
pub(crate) async fn open_read_only(path: &Path, readers: u32) -> Result<(SqlitePool, usize), StoreError> {
    let options = read_only(path, is_quiet(path));
    let readers = PoolOptions::new()
        .max_connections(readers.clamp(1, 4))
        .min_connections(1)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options)
        .await
        .map_err(|error| opening(error, path))?;
    let mut connection = readers.acquire().await?;
    let found = identify(&mut connection, path, layout()).await;
    drop(connection);
    Ok((readers, found?))
}

/// A connection that reads, beside the one that writes.
pub(crate) async fn connect_read_only(path: &Path) -> Result<SqliteConnection, StoreError> {
    let mut connection = read_only(path, false).connect().await.map_err(|error| opening(error, path))?;
    identify(&mut connection, path, i64::MAX).await?;
    Ok(connection)
}

fn read_only(path: &Path, immutable: bool) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .busy_timeout(PATIENCE)
        .pragma("cache_size", "-4096")
        .pragma("mmap_size", "0")
        .pragma("temp_store", "MEMORY")
        .pragma("trusted_schema", "OFF")
        .disable_statement_logging()
        .immutable(immutable)
}

/// Whether a file can be read as one that nobody changes, so that no log is made beside it.
fn is_quiet(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    // The person who has it open keeps a log. An empty one may be theirs, unless nobody can write here.
    std::fs::metadata(&log).map_or(true, |log| log.len() == 0 && !may_write(folder))
}

/// Whether this account may make files in a folder.
fn may_write(folder: &Path) -> bool {
    #[cfg(unix)]
    {
        rustix::fs::access(folder, rustix::fs::Access::WRITE_OK).is_ok()
    }
    #[cfg(not(unix))]
    {
        std::fs::metadata(folder).is_ok_and(|found| !found.permissions().readonly())
    }
}

/// Opens the file, creating it when there is none.
pub(crate) async fn open(path: &Path, readers: u32) -> Result<Connections, StoreError> {
    if let Err(error) = create_private(path)
        && error.kind() != std::io::ErrorKind::AlreadyExists
    {
        return Err(StoreError::CannotOpen { path: path.to_owned(), reason: error.to_string() });
    }
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
    connect(options, path, readers).await
}

/// Opens a database that lives as long as its connections do.
pub(crate) async fn open_memory(readers: u32) -> Result<Connections, StoreError> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    // This file system lets several connections of one process share a database under a name that starts with “/”.
    let name = PathBuf::from(format!("/redress-{}", NUMBER.fetch_add(1, Ordering::Relaxed)));
    let options = SqliteConnectOptions::new().filename(&name).vfs("memdb").create_if_missing(true);
    connect(options, &name, readers).await
}

async fn connect(options: SqliteConnectOptions, path: &Path, readers: u32) -> Result<Connections, StoreError> {
    let options = options
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .pragma("cache_size", "-4096")
        .pragma("mmap_size", "0")
        .pragma("temp_store", "MEMORY")
        .pragma("trusted_schema", "OFF")
        // What is erased must not stay readable in the file.
        .pragma("secure_delete", "ON")
        .pragma("journal_size_limit", "67108864")
        .statement_cache_capacity(128)
        // Statements carry what complainants wrote.
        .disable_statement_logging();
    let mut writer = options.connect().await.map_err(|error| opening(error, path))?;
    let journal = migrate(&mut writer, path).await?;
    // All are opened now, and read once: later there may be another file at that path, or no room.
    let readers = PoolOptions::new()
        .max_connections(readers.clamp(1, 4))
        .min_connections(readers.clamp(1, 4))
        .after_connect(|connection, _| {
            Box::pin(async move {
                sqlx::query("SELECT count(*) FROM sqlite_master").fetch_one(connection).await?;
                Ok(())
            })
        })
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options.create_if_missing(false).pragma("query_only", "ON"))
        .await
        .map_err(|error| opening(error, path))?;
    Ok(Connections { writer, readers, journal })
}

async fn migrate(writer: &mut SqliteConnection, path: &Path) -> Result<Journal, StoreError> {
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    identify(writer, path, known).await?;
    // Only now: a file of another program is left as it was.
    sqlx::raw_sql("PRAGMA journal_mode = WAL").execute(&mut *writer).await?;
    if (1..SECURE).contains(&identify(writer, path, known).await?) {
        // Until then the file kept what was taken out of it, wherever there was room.
        sqlx::raw_sql("VACUUM").execute(&mut *writer).await?;
    }
    let mut change = writer.begin_with("BEGIN IMMEDIATE").await?;
    // Another program may have been faster.
    let found = identify(&mut change, path, known).await?;
    if (JOURNAL..MIGRATIONS.len()).contains(&found) {
        // What another program left is not taken in with what the steps change.
        sqlx::query("UPDATE journal_due SET other = 1").execute(&mut *change).await?;
    }
    for step in MIGRATIONS.iter().skip(found) {
        sqlx::raw_sql(*step).execute(&mut *change).await?;
    }
    let journal = Journal::learn(&mut change).await?;
    if found < MIGRATIONS.len() {
        journal.take_in(&mut change, micros(jiff::Timestamp::now())).await?;
        let marks = format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {known}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(marks)).execute(&mut *change).await?;
    }
    change.commit().await?;
    Ok(journal)
}

/// Makes sure that the file is ours, and says how many steps of the layout it has.
async fn identify(connection: &mut SqliteConnection, path: &Path, known: i64) -> Result<usize, StoreError> {
    let application = pragma(connection, "PRAGMA application_id").await.map_err(|error| opening(error, path))?;
    let tables = pragma(connection, "SELECT count(*) FROM sqlite_master").await?;
    if application != APPLICATION_ID && (application != 0 || tables != 0) {
        return Err(StoreError::NotADatabase { path: path.to_owned() });
    }
    let found = pragma(connection, "PRAGMA user_version").await?;
    if found > known {
        return Err(StoreError::Newer { path: path.to_owned(), found, known });
    }
    Ok(usize::try_from(found).unwrap_or(0))
}

async fn pragma(connection: &mut SqliteConnection, sql: &'static str) -> Result<i64, sqlx::Error> {
    sqlx::query(sql).fetch_one(connection).await?.try_get(0)
}

fn opening(error: sqlx::Error, path: &Path) -> StoreError {
    match StoreError::from(error) {
        StoreError::Damaged(reason) if reason.contains("not a database") => StoreError::NotADatabase { path: path.to_owned() },
        StoreError::Disk(reason) => StoreError::CannotOpen { path: path.to_owned(), reason },
        other => other,
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) => match primary(database.as_ref()) {
                5 | 6 => Self::Locked,
                8 => Self::ReadOnly,
                10 | 14 => Self::Disk(database.message().to_owned()),
                11 | 26 => Self::Damaged(database.message().to_owned()),
                13 => Self::DiskFull,
                _ => Self::Database(Arc::new(error)),
            },
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Self::Closed,
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Self::Broken(error.to_string()),
            sqlx::Error::Io(io) => Self::Disk(io.to_string()),
            _ => Self::Database(Arc::new(error)),
        }
    }
}

/// The result code without what refines it.
fn primary(error: &dyn DatabaseError) -> i32 {
    error.code().and_then(|code| code.parse::<i32>().ok()).map_or(0, |code| code & 0xff)
}

/// Whether a rule of the layout refused the row, a datatype or a trigger included.
pub(crate) fn is_constraint(error: &dyn DatabaseError) -> bool {
    matches!(primary(error), 19 | 20)
}

/// The longest search, in characters.
const LONGEST_SEARCH: usize = 200;
/// The most words of a search.
const MOST_WORDS: usize = 20;

/// What somebody typed, up to twenty words, as a search: all words must occur, and those that no space parts must stand one after the other, as in
/// 6.6. The last one may be the start of a word. Without a word in it, nothing is found.
pub(crate) fn search(typed: &str) -> String {
    let words =
        |run: &str| run.split(|letter: char| !is_of_word(letter)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let cut = typed.char_indices().nth(LONGEST_SEARCH).and_then(|(at, _)| typed.get(..at)).unwrap_or(typed);
    let runs: Vec<String> = cut.split_whitespace().map(words).filter(|run| !run.is_empty()).take(MOST_WORDS).collect();
    // Quotes make each run plain text, whatever it would mean to the search otherwise.
    let prefix = if runs.is_empty() { "" } else { "*" };
    format!("\"{}\"{prefix}", runs.join("\" \""))
}

/// Letters and digits, and the accents that some keyboards send after the letter.
fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn run(connection: &mut SqliteConnection, sql: &'static str) -> Result<(), StoreError> {
        sqlx::raw_sql(sql).execute(connection).await?;
        Ok(())
    }

    #[tokio::test]
    async fn what_the_system_refuses_is_said_in_plain_words() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("redress.db");
        let Connections { mut writer, readers, .. } = open(&path, 1).await.unwrap();
        let fill = "INSERT INTO organisation (name) VALUES (hex(zeroblob(1000000)))";

        run(&mut writer, "PRAGMA max_page_count = 1").await.unwrap();
        assert!(matches!(run(&mut writer, fill).await, Err(StoreError::DiskFull)));

        let mut reader = readers.acquire().await.unwrap();
        assert!(matches!(run(&mut reader, fill).await, Err(StoreError::ReadOnly)));

        run(&mut writer, "BEGIN IMMEDIATE").await.unwrap();
        let mut other = SqliteConnectOptions::new().filename(&path).busy_timeout(Duration::ZERO).connect().await.unwrap();
        assert!(matches!(run(&mut other, "BEGIN IMMEDIATE").await, Err(StoreError::Locked)));
        run(&mut writer, "ROLLBACK").await.unwrap();

        let missing = "INSERT INTO role_held (person, role) VALUES (9, 'hub')";
        assert!(run(&mut writer, missing).await.unwrap_err().is_refusal());
        let changed = "INSERT INTO look (person, what, at) VALUES (1, 'x', 1); DELETE FROM look";
        run(&mut writer, "PRAGMA max_page_count = 100000; INSERT INTO person (name, job) VALUES ('Sam', '')").await.unwrap();
        assert!(run(&mut writer, changed).await.unwrap_err().is_refusal());
        assert!(!StoreError::DiskFull.is_refusal());
    }

    #[test]
    fn a_search_is_only_words() {
        assert_eq!(search("O'Brien food OR* \"NEAR("), "\"O Brien\" \"food\" \"OR\" \"NEAR\"*");
        assert_eq!(search("6.6 water"), "\"6 6\" \"water\"*");
        assert_eq!(search("re\u{301}sume\u{301}"), "\"re\u{301}sume\u{301}\"*");
        assert_eq!(search(" -- \"\" "), "\"\"");
        // Nine thousand words are no more work than twenty.
        assert_eq!(search(&"é word ".repeat(9_000)).matches("\" \"").count(), MOST_WORDS - 1);
        assert!(search(&"x".repeat(60_000)).len() <= LONGEST_SEARCH + 3);
    }
}
