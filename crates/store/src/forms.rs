//! Forms that were sent: whether one was kept already.

use procedure::PersonId;
use sqlx::Row;

use crate::error::{Appended, StoreError};
use crate::store::Store;

impl Store {
    /// What a form of this person led to, when it was kept before; none when it was not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn form_find(&self, person: PersonId, token: &str) -> Result<Option<Appended>, StoreError> {
        let sql = "SELECT form_key.case_id, \"case\".reference, form_key.first_seq, form_key.last_seq FROM form_key \
                   JOIN \"case\" ON \"case\".id = form_key.case_id WHERE form_key.person = ? AND form_key.token = ?";
        let row = sqlx::query(sql).bind(person).bind(token.to_owned()).fetch_optional(&mut *self.read().await?).await?;
        row.map(|row| {
            Ok(Appended {
                case: row.try_get(0)?,
                reference: row.try_get(1)?,
                first_seq: row.try_get(2)?,
                last_seq: row.try_get(3)?,
            })
        })
        .transpose()
    }
}
