//! Accounts that people sign in with, and the sessions they are signed in by. Only hashes are kept: of passwords, and of
//! the tokens that browsers hold.

use jiff::{SignedDuration, Timestamp};
use procedure::PersonId;
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use crate::directory::{newcomer, typed, unknown};
use crate::epochs::Epochs;
use crate::error::StoreError;
use crate::moment::{from_micros, micros};
use crate::store::Store;

/// How much later a session must be seen before that is written down.
const SEEN_AGAIN: SignedDuration = SignedDuration::from_secs(60);

/// A local account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// What is typed to sign in; capitals make no difference.
    pub username: String,
    /// Whose it is.
    pub person: PersonId,
    /// The hash of the password, with its salt and parameters.
    pub password_hash: String,
    /// Nobody can sign in with it.
    pub disabled: bool,
}

/// A browser that is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The hash of the token that the browser holds.
    pub token_hash: String,
    /// The account that was signed in with.
    pub username: String,
    /// Who is signed in.
    pub person: PersonId,
    /// The address it was begun from.
    pub address: String,
    /// What the browser called itself.
    pub agent: String,
    /// What forms must carry.
    pub csrf: String,
    /// When it began.
    pub created: Timestamp,
    /// When it was last seen, to about a minute.
    pub last_seen: Timestamp,
    /// When it ends whatever happens.
    pub expires: Timestamp,
}

impl Session {
    /// Whether it was seen so lately that it need not be written down again.
    #[must_use]
    pub fn seen_lately(&self, now: Timestamp) -> bool {
        now.duration_since(self.last_seen) < SEEN_AGAIN
    }
}

impl Store {
    /// Adds an account.
    ///
    /// # Errors
    /// When the name is taken, the person is not in the directory, or the database fails.
    pub async fn account_add(&self, account: Account) -> Result<(), StoreError> {
        let now = self.clock().now();
        self.write(move |connection| {
            Box::pin(async move {
                let before = typed(connection, account.person).await?;
                sqlx::query("INSERT INTO account (username, person, password_hash, disabled) VALUES (?, ?, ?, ?)")
                    .bind(account.username.to_lowercase())
                    .bind(account.person)
                    .bind(account.password_hash)
                    .bind(account.disabled)
                    .execute(&mut *connection)
                    .await
                    .map_err(|error| match error.as_database_error() {
                        Some(refused) if refused.is_unique_violation() => {
                            StoreError::Invalid(format!("there is already an account “{}”", account.username))
                        }
                        _ => unknown(error, "the person"),
                    })?;
                if before.is_some() {
                    newcomer(connection, account.person, now).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// The account of this name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_by_username(&self, username: &str) -> Result<Option<Account>, StoreError> {
        let row = sqlx::query("SELECT username, person, password_hash, disabled FROM account WHERE username = ?")
            .bind(username.to_lowercase())
            .fetch_optional(&mut *self.read().await?)
            .await?;
        row.as_ref().map(account).transpose()
    }

    /// Every account, by user name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let rows = sqlx::query("SELECT username, person, password_hash, disabled FROM account ORDER BY username")
            .fetch_all(&mut *self.read().await?)
            .await?;
        rows.iter().map(account).collect()
    }

    /// Sets the password of an account and ends its sessions, but for one that may go on. A disabled account stays disabled.
    /// False: there is no such account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_password(
        &self,
        username: &str,
        password_hash: String,
        goes_on: Option<String>,
    ) -> Result<bool, StoreError> {
        let username = username.to_lowercase();
        self.write(move |connection| {
            Box::pin(async move {
                let done = sqlx::query("UPDATE account SET password_hash = ? WHERE username = ?")
                    .bind(password_hash)
                    .bind(username.clone())
                    .execute(&mut *connection)
                    .await?;
                end_sessions(connection, &username, goes_on).await?;
                Ok(done.rows_affected() > 0)
            })
        })
        .await
    }

    /// Lets nobody sign in with an account any more and ends its sessions, or lets its person sign in again. False: there is no
    /// such account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_disable(&self, username: &str, disabled: bool) -> Result<bool, StoreError> {
        let username = username.to_lowercase();
        self.write(move |connection| {
            Box::pin(async move {
                let done = sqlx::query("UPDATE account SET disabled = ? WHERE username = ?")
                    .bind(disabled)
                    .bind(username.clone())
                    .execute(&mut *connection)
                    .await?;
                if disabled {
                    end_sessions(connection, &username, None).await?;
                }
                Ok(done.rows_affected() > 0)
            })
        })
        .await
    }

    /// Begins a session of an account whose password still has this hash. False: the password was changed or the account was
    /// disabled meanwhile.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_add(&self, session: Session, password_hash: &str) -> Result<bool, StoreError> {
        let password_hash = password_hash.to_owned();
        self.write(move |connection| {
            Box::pin(async move {
                let done = sqlx::query(
                    "INSERT INTO session (token_hash, username, person, address, agent, csrf, created, last_seen, expires) \
                     SELECT ?, username, person, ?, ?, ?, ?, ?, ? FROM account \
                     WHERE username = ? AND password_hash = ? AND disabled = 0",
                )
                .bind(session.token_hash)
                .bind(session.address)
                .bind(session.agent)
                .bind(session.csrf)
                .bind(micros(session.created))
                .bind(micros(session.last_seen))
                .bind(micros(session.expires))
                .bind(session.username.to_lowercase())
                .bind(password_hash)
                .execute(connection)
                .await?;
                Ok(done.rows_affected() > 0)
            })
        })
        .await
    }

    /// The session of this token, unless it is over or its account is disabled, and the counts of changes as of then.
    ///
    /// # Errors
    /// When the database fails or holds what makes no sense.
    pub async fn session_find(&self, token_hash: &str, now: Timestamp) -> Result<Option<(Session, Epochs)>, StoreError> {
        let row = sqlx::query(include_str!("../sql/sqlite/session_find.sql"))
            .bind(token_hash.to_owned())
            .bind(micros(now))
            .fetch_optional(&mut *self.read().await?)
            .await?;
        row.map(|row| Ok((session(&row)?, Epochs { accounts: row.try_get(9)?, directory: row.try_get(10)? }))).transpose()
    }

    /// The sessions of an account, the newest first.
    ///
    /// # Errors
    /// When the database fails or holds what makes no sense.
    pub async fn sessions(&self, username: &str, now: Timestamp) -> Result<Vec<Session>, StoreError> {
        let rows = sqlx::query(
            "SELECT token_hash, username, person, address, agent, csrf, created, last_seen, expires FROM session \
             WHERE username = ? AND expires > ? ORDER BY created DESC, token_hash",
        )
        .bind(username.to_lowercase())
        .bind(micros(now))
        .fetch_all(&mut *self.read().await?)
        .await?;
        rows.iter().map(session).collect()
    }

    /// Ends all sessions of an account, but for one that may go on. Gives how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sessions_end(&self, username: &str, goes_on: Option<String>) -> Result<u64, StoreError> {
        let username = username.to_lowercase();
        self.write(move |connection| Box::pin(async move { end_sessions(connection, &username, goes_on).await })).await
    }

    /// Notes that a session was seen; no more than once a minute is written.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_touch(&self, session: &Session, now: Timestamp) -> Result<(), StoreError> {
        if session.seen_lately(now) {
            return Ok(());
        }
        let token_hash = session.token_hash.clone();
        self.write(move |connection| {
            Box::pin(async move {
                let touch =
                    sqlx::query("UPDATE session SET last_seen = ? WHERE token_hash = ?").bind(micros(now)).bind(token_hash);
                touch.execute(connection).await?;
                Ok(())
            })
        })
        .await
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_remove(&self, token_hash: &str) -> Result<(), StoreError> {
        let token_hash = token_hash.to_owned();
        self.write(move |connection| {
            Box::pin(async move {
                sqlx::query("DELETE FROM session WHERE token_hash = ?").bind(token_hash).execute(connection).await?;
                Ok(())
            })
        })
        .await
    }
}

async fn end_sessions(connection: &mut SqliteConnection, username: &str, goes_on: Option<String>) -> Result<u64, StoreError> {
    let done = sqlx::query("DELETE FROM session WHERE username = ? AND token_hash IS NOT ?")
        .bind(username.to_owned())
        .bind(goes_on)
        .execute(connection)
        .await?;
    Ok(done.rows_affected())
}

fn account(row: &SqliteRow) -> Result<Account, StoreError> {
    Ok(Account { username: row.try_get(0)?, person: row.try_get(1)?, password_hash: row.try_get(2)?, disabled: row.try_get(3)? })
}

fn session(row: &SqliteRow) -> Result<Session, StoreError> {
    Ok(Session {
        token_hash: row.try_get(0)?,
        username: row.try_get(1)?,
        person: row.try_get(2)?,
        address: row.try_get(3)?,
        agent: row.try_get(4)?,
        csrf: row.try_get(5)?,
        created: from_micros(row.try_get(6)?)?,
        last_seen: from_micros(row.try_get(7)?)?,
        expires: from_micros(row.try_get(8)?)?,
    })
}
