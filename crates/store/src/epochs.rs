//! How often what servers keep in memory was changed, by whichever program.

use sqlx::Row;

use crate::error::StoreError;
use crate::store::Store;

/// The counts of changes: what was read at the same count is still so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Epochs {
    /// Changes of people, organisations, sites and roles.
    pub directory: i64,
    /// Changes of accounts.
    pub accounts: i64,
}

impl Store {
    /// The counts of changes as of now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn epochs(&self) -> Result<Epochs, StoreError> {
        let rows = sqlx::query("SELECT version FROM epoch ORDER BY name").fetch_all(&mut *self.read().await?).await?;
        let version = |at: usize| rows.get(at).map_or(Ok(0), |row| row.try_get(0));
        Ok(Epochs { accounts: version(0)?, directory: version(1)? })
    }
}
