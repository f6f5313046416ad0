//! Forms that were sent: whether one was kept already.

use casework::CaseId;
use procedure::PersonId;
use sqlx::Row;

use crate::cases::json;
use crate::error::{Appended, Opened, StoreError};
use crate::flat::text;
use crate::store::Store;

impl Store {
    /// What a form of this person led to, when it was kept before; none when it was not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn form_find(&self, person: PersonId, token: &str) -> Result<Option<Appended>, StoreError> {
        let sql = "SELECT form_key.case_id, \"case\".reference, form_key.first_seq, form_key.last_seq, \
                   form_key.opened FROM form_key \
                   JOIN \"case\" ON \"case\".id = form_key.case_id WHERE form_key.person = ? AND form_key.token = ?";
        let row = sqlx::query(sql).bind(person).bind(token.to_owned()).fetch_optional(&mut *self.read().await?).await?;
        row.map(|row| {
            Ok(Appended {
                case: row.try_get(0)?,
                reference: row.try_get(1)?,
                first_seq: row.try_get(2)?,
                last_seq: row.try_get(3)?,
                opened: opened(row.try_get(4)?)?,
            })
        })
        .transpose()
    }
}

/// The cases that a form opened beside, as they are kept with it.
pub(crate) fn opened_text(opened: &[Opened]) -> Result<String, StoreError> {
    text(&opened.iter().map(|one| (one.id, &one.reference, one.seq)).collect::<Vec<_>>())
}

/// Reads what [`opened_text`] wrote.
pub(crate) fn opened(kept: &str) -> Result<Vec<Opened>, StoreError> {
    let kept: Vec<(CaseId, String, u32)> = json(kept)?;
    Ok(kept.into_iter().map(|(id, reference, seq)| Opened { id, reference, seq }).collect())
}
