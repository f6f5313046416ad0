//! Accounts that people sign in with, and the sessions they are signed in by. Only hashes are kept: of passwords, and of
//! the tokens that browsers hold.

use jiff::{SignedDuration, Timestamp};
use procedure::PersonId;
use sqlx::Row;

use crate::directory::unknown;
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
    /// Who is signed in.
    pub person: PersonId,
    /// What forms must carry.
    pub csrf: String,
    /// When it began.
    pub created: Timestamp,
    /// When it was last seen, to about a minute.
    pub last_seen: Timestamp,
    /// When it ends whatever happens.
    pub expires: Timestamp,
}

impl Store {
    /// Adds an account.
    ///
    /// # Errors
    /// When the name is taken, the person is not in the directory, or the database fails.
    pub async fn account_add(&self, account: Account) -> Result<(), StoreError> {
        self.write(move |connection| {
            Box::pin(async move {
                sqlx::query("INSERT INTO account (username, person, password_hash, disabled) VALUES (?, ?, ?, ?)")
                    .bind(account.username.to_lowercase())
                    .bind(account.person)
                    .bind(account.password_hash)
                    .bind(account.disabled)
                    .execute(connection)
                    .await
                    .map_err(|error| match error.as_database_error() {
                        Some(refused) if refused.is_unique_violation() => {
                            StoreError::Invalid(format!("there is already an account “{}”", account.username))
                        }
                        _ => unknown(error, "the person"),
                    })?;
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
        row.map(|row| {
            Ok(Account {
                username: row.try_get(0)?,
                person: row.try_get(1)?,
                password_hash: row.try_get(2)?,
                disabled: row.try_get(3)?,
            })
        })
        .transpose()
    }

    /// Changes the password or the state of an account, and signs its person out everywhere. False: there is no such
    /// account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_change(
        &self,
        username: &str,
        password_hash: Option<String>,
        disabled: bool,
    ) -> Result<bool, StoreError> {
        let username = username.to_lowercase();
        self.write(move |connection| {
            Box::pin(async move {
                let row = sqlx::query(
                    "UPDATE account SET password_hash = coalesce(?, password_hash), disabled = ? WHERE username = ? RETURNING person",
                )
                .bind(password_hash)
                .bind(disabled)
                .bind(username)
                .fetch_optional(&mut *connection)
                .await?;
                let Some(row) = row else { return Ok(false) };
                let person: PersonId = row.try_get(0)?;
                sqlx::query("DELETE FROM session WHERE person = ?").bind(person).execute(connection).await?;
                Ok(true)
            })
        })
        .await
    }

    /// Begins a session.
    ///
    /// # Errors
    /// When the person is not in the directory, or the database fails.
    pub async fn session_add(&self, session: Session) -> Result<(), StoreError> {
        self.write(move |connection| {
            Box::pin(async move {
                sqlx::query(
                    "INSERT INTO session (token_hash, person, csrf, created, last_seen, expires) VALUES (?, ?, ?, ?, ?, ?)",
                )
                .bind(session.token_hash)
                .bind(session.person)
                .bind(session.csrf)
                .bind(micros(session.created))
                .bind(micros(session.last_seen))
                .bind(micros(session.expires))
                .execute(connection)
                .await
                .map_err(|error| unknown(error, "the person"))?;
                Ok(())
            })
        })
        .await
    }

    /// The session of this token, unless it is over.
    ///
    /// # Errors
    /// When the database fails or holds what makes no sense.
    pub async fn session_find(&self, token_hash: &str, now: Timestamp) -> Result<Option<Session>, StoreError> {
        let sql =
            "SELECT token_hash, person, csrf, created, last_seen, expires FROM session WHERE token_hash = ? AND expires > ?";
        let row = sqlx::query(sql).bind(token_hash.to_owned()).bind(micros(now)).fetch_optional(&mut *self.read().await?).await?;
        row.map(|row| {
            Ok(Session {
                token_hash: row.try_get(0)?,
                person: row.try_get(1)?,
                csrf: row.try_get(2)?,
                created: from_micros(row.try_get(3)?)?,
                last_seen: from_micros(row.try_get(4)?)?,
                expires: from_micros(row.try_get(5)?)?,
            })
        })
        .transpose()
    }

    /// Notes that a session was seen; no more than once a minute is written.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_touch(&self, session: &Session, now: Timestamp) -> Result<(), StoreError> {
        if now.duration_since(session.last_seen) < SEEN_AGAIN {
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

    /// Forgets sessions that are over. Gives how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_sweep(&self, now: Timestamp) -> Result<u64, StoreError> {
        self.write(move |connection| {
            Box::pin(async move {
                let done = sqlx::query("DELETE FROM session WHERE expires <= ?").bind(micros(now)).execute(connection).await?;
                Ok(done.rows_affected())
            })
        })
        .await
    }
}
