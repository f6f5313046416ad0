//! Tries to sign in: how many are taken from whom, and what came of them.
//!
//! A try is counted as failed before its password is looked at, so that a hundred at once are no cheaper than a hundred one after
//! the other; a right password takes the count back.

use std::net::Ipv6Addr;

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use crate::error::StoreError;
use crate::moment::{from_micros, micros};
use crate::store::Store;

/// How many wrong passwords in a row an account takes before a delay begins.
const FREE: u32 = 5;
/// How many an address takes: a whole office may share one.
const FREE_AT_ADDRESS: u32 = 50;
/// The longest delay: nobody is kept out for longer by what others do.
const LONGEST: SignedDuration = SignedDuration::from_mins(15);
/// After this long without a failure the count starts again.
const FORGOTTEN: SignedDuration = SignedDuration::from_hours(12);
/// An address from which somebody signed in since then counts by itself for their account.
const KNOWN: SignedDuration = SignedDuration::from_hours(24 * 60);
/// How far in the future a session may have been seen.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);
/// How long tries are kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 400);

/// What came of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The person signed in.
    Right,
    /// The password was wrong, or there is no such account.
    Wrong,
    /// The password was right, but the account is disabled.
    Disabled,
    /// The try came too soon after others that failed, and was not looked at. Recorded once for each delay.
    TooSoon,
    /// The person, who was signed in, gave the right password to change it.
    Changed,
}

impl Outcome {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Right, "right"),
        (Self::Wrong, "wrong"),
        (Self::Disabled, "disabled"),
        (Self::TooSoon, "too soon"),
        (Self::Changed, "changed"),
    ];

    /// Whether the password was wrong, or was not looked at.
    #[must_use]
    pub fn is_failure(self) -> bool {
        !matches!(self, Self::Right | Self::Changed)
    }

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(one, _)| *one == self).map_or("", |(_, word)| word)
    }

    fn of(word: &str) -> Result<Self, StoreError> {
        let found = Self::ALL.iter().find(|(_, one)| *one == word).map(|(outcome, _)| *outcome);
        found.ok_or_else(|| StoreError::Broken(format!("“{word}” is no outcome of a try to sign in")))
    }
}

/// A try to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// The account; `None` when there is none of the name that was typed.
    pub username: Option<String>,
    /// The address it came from.
    pub address: String,
    /// What came of it.
    pub outcome: Outcome,
    /// When.
    pub at: Timestamp,
}

/// Whether a try is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Try {
    /// Look at the password.
    Taken,
    /// Not before this moment.
    Wait(Timestamp),
}

/// How long to wait after so many failures in a row, when the first few are free.
fn delay(failed: u32, free: u32) -> SignedDuration {
    match failed.checked_sub(free) {
        None => SignedDuration::ZERO,
        Some(over) => SignedDuration::from_secs(30i64.saturating_mul(1 << over.min(10))).min(LONGEST),
    }
}

/// The name of a count. Names that people typed are not kept as they are.
fn hashed(kind: &str, parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in std::iter::once(&kind).chain(parts) {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What of an address counts as one: of version 6, each customer of a provider has a whole /64.
fn network(address: &str) -> String {
    match address.parse::<Ipv6Addr>() {
        Ok(ip) => Ipv6Addr::from_bits(ip.to_bits() & (u128::MAX << 64)).to_string(),
        Err(_) => address.to_owned(),
    }
}

/// The counts that a try falls under, each with how many failures are free.
async fn counts(
    connection: &mut SqliteConnection,
    username: &str,
    address: &str,
    now: Timestamp,
) -> Result<Vec<(String, u32)>, StoreError> {
    let since = micros(now.checked_sub(KNOWN).unwrap_or(Timestamp::MIN));
    let known = sqlx::query("SELECT 1 FROM sign_in WHERE username = ? AND address = ? AND at > ? AND outcome = 'right' LIMIT 1")
        .bind(username.to_owned())
        .bind(address.to_owned())
        .bind(since)
        .fetch_optional(connection)
        .await?
        .is_some();
    // What others try, here or elsewhere, does not keep people out where they always sign in.
    Ok(if known {
        vec![(hashed("account at address", &[username, address]), FREE)]
    } else {
        vec![(hashed("account", &[username]), FREE), (hashed("address", &[&network(address)]), FREE_AT_ADDRESS)]
    })
}

async fn note(connection: &mut SqliteConnection, one: SignIn) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO sign_in (username, address, outcome, at) VALUES ((SELECT username FROM account WHERE username = ?), ?, ?, ?)")
        .bind(one.username)
        .bind(one.address)
        .bind(one.outcome.word())
        .bind(micros(one.at))
        .execute(connection)
        .await?;
    Ok(())
}

async fn begin(connection: &mut SqliteConnection, username: String, address: String, now: Timestamp) -> Result<Try, StoreError> {
    let counts = counts(connection, &username, &address, now).await?;
    let mut found = Vec::new();
    for (name, free) in counts {
        let row = sqlx::query("SELECT failed, last, until FROM sign_in_limit WHERE name = ?")
            .bind(name.clone())
            .fetch_optional(&mut *connection)
            .await?;
        let (failed, last, until): (u32, i64, i64) = match row {
            Some(row) => (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?),
            None => (0, 0, 0),
        };
        let (last, until) = (from_micros(last)?, from_micros(until)?);
        // A clock that was put back keeps nobody out for longer than the longest delay.
        if until > now && until.duration_since(now) <= LONGEST {
            let noted = sqlx::query(
                "SELECT 1 FROM sign_in WHERE address = ? AND at >= ? AND outcome = 'too soon' \
                 AND username IS (SELECT username FROM account WHERE username = ?)",
            );
            let noted =
                noted.bind(address.clone()).bind(micros(last)).bind(username.clone()).fetch_optional(&mut *connection).await?;
            if noted.is_none() {
                note(connection, SignIn { username: Some(username), address, outcome: Outcome::TooSoon, at: now }).await?;
            }
            return Ok(Try::Wait(until));
        }
        let failed = if now.duration_since(last).abs() > FORGOTTEN { 0 } else { failed };
        found.push((name, free, failed.saturating_add(1)));
    }
    for (name, free, failed) in found {
        let delay = delay(failed, free);
        let until = if delay.is_zero() { 0 } else { micros(now.checked_add(delay).unwrap_or(now)) };
        sqlx::query(
            "INSERT INTO sign_in_limit (name, failed, last, until) VALUES (?, ?, ?, ?) \
             ON CONFLICT (name) DO UPDATE SET failed = excluded.failed, last = excluded.last, until = excluded.until",
        )
        .bind(name)
        .bind(failed)
        .bind(micros(now))
        .bind(until)
        .execute(&mut *connection)
        .await?;
    }
    Ok(Try::Taken)
}

async fn end(connection: &mut SqliteConnection, one: SignIn) -> Result<(), StoreError> {
    if matches!(one.outcome, Outcome::Right | Outcome::Changed) {
        let username = one.username.clone().unwrap_or_default();
        for (name, free) in counts(connection, &username, &one.address, one.at).await? {
            let sql = match free {
                FREE => "DELETE FROM sign_in_limit WHERE name = ?",
                // Others at the address may still be guessing: only this try is taken back.
                _ => "UPDATE sign_in_limit SET failed = max(0, failed - 1), until = 0 WHERE name = ?",
            };
            sqlx::query(sql).bind(name).execute(&mut *connection).await?;
        }
    }
    note(connection, one).await
}

impl Store {
    /// Takes a try to sign in, or says until when none is taken. Capitals make no difference in the name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_in_begin(&self, username: &str, address: &str, now: Timestamp) -> Result<Try, StoreError> {
        let (username, address) = (username.to_lowercase(), address.to_owned());
        self.write(move |connection| Box::pin(begin(connection, username, address, now))).await
    }

    /// Records what came of a try that was taken. A right password takes the account's count of failures back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_in_end(&self, username: &str, address: &str, outcome: Outcome, now: Timestamp) -> Result<(), StoreError> {
        let one = SignIn { username: Some(username.to_lowercase()), address: address.to_owned(), outcome, at: now };
        self.write(move |connection| Box::pin(end(connection, one))).await
    }

    /// Lets an account and every address try again at once: what an administrator does for somebody who is kept out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_in_unlock(&self, username: &str) -> Result<(), StoreError> {
        let username = username.to_lowercase();
        self.write(move |connection| {
            Box::pin(async move {
                let rows = sqlx::query("SELECT DISTINCT address FROM sign_in WHERE username = ?")
                    .bind(username.clone())
                    .fetch_all(&mut *connection)
                    .await?;
                let mut names = vec![hashed("account", &[username.as_str()])];
                for row in rows {
                    let address: String = row.try_get(0)?;
                    names.extend([
                        hashed("account at address", &[username.as_str(), address.as_str()]),
                        hashed("address", &[&network(&address)]),
                    ]);
                }
                for name in names {
                    sqlx::query("DELETE FROM sign_in_limit WHERE name = ?").bind(name).execute(&mut *connection).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// The newest tries of an account, or of all and of no account, the newest first.
    ///
    /// # Errors
    /// When the database fails or holds what makes no sense.
    pub async fn sign_ins(&self, username: Option<&str>, most: u32) -> Result<Vec<SignIn>, StoreError> {
        let rows = sqlx::query(
            "SELECT username, address, outcome, at FROM sign_in WHERE ?1 IS NULL OR username = ?1 ORDER BY at DESC, id DESC LIMIT ?2",
        )
        .bind(username.map(str::to_lowercase))
        .bind(most)
        .fetch_all(&mut *self.read().await?)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(SignIn {
                    username: row.try_get(0)?,
                    address: row.try_get(1)?,
                    outcome: Outcome::of(row.try_get(2)?)?,
                    at: from_micros(row.try_get(3)?)?,
                })
            })
            .collect()
    }

    /// Forgets sessions that are over, counts of long ago, and tries of more than a year ago.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_in_sweep(&self, idle: SignedDuration, now: Timestamp) -> Result<(), StoreError> {
        let before = |span: SignedDuration| micros(now.checked_sub(span).unwrap_or(Timestamp::MIN));
        // Seen by a clock that ran ahead: it would outlive the others.
        let ahead = micros(now.checked_add(AHEAD).unwrap_or(Timestamp::MAX));
        let (idle, forgotten, kept) = (before(idle), before(FORGOTTEN), before(KEPT));
        self.write(move |connection| {
            Box::pin(async move {
                sqlx::query("DELETE FROM session WHERE expires <= ? OR last_seen < ? OR last_seen > ?")
                    .bind(micros(now))
                    .bind(idle)
                    .bind(ahead)
                    .execute(&mut *connection)
                    .await?;
                sqlx::query("DELETE FROM sign_in_limit WHERE last < ?").bind(forgotten).execute(&mut *connection).await?;
                sqlx::query("DELETE FROM sign_in WHERE at < ?").bind(kept).execute(connection).await?;
                Ok(())
            })
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_and_end_at_a_quarter_of_an_hour() {
        let secs = |failed| delay(failed, FREE).as_secs();
        assert_eq!([1, 4, 5, 6, 7, 8, 9, 10, 11, u32::MAX].map(secs), [0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
    }

    #[test]
    fn counts_of_different_things_have_different_names() {
        assert_ne!(hashed("account", &["ab", "c"]), hashed("account", &["a", "bc"]));
        assert_ne!(hashed("account", &["a"]), hashed("address", &["a"]));
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(network("192.0.2.1"), "192.0.2.1");
    }
}
