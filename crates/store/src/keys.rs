//! What no two cases of one whole have the same: looked up for those who ask, and checked where it is written.

use std::collections::{BTreeMap, BTreeSet};

use casework::CaseId;
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

use crate::error::{StoreError, Taken};
use crate::flat::{Key, text};
use crate::store::Store;

const HOLDERS: &str = "SELECT asked.key, \"case\".id, \"case\".reference \
    FROM json_each(?1) AS asked \
    CROSS JOIN case_key ON case_key.procedure = asked.value ->> 0 AND case_key.fact = asked.value ->> 1 \
      AND case_key.whole = asked.value ->> 2 AND case_key.value = asked.value ->> 3 \
    CROSS JOIN \"case\" ON \"case\".id = case_key.case_id ORDER BY asked.key, \"case\".id";

impl Store {
    /// Of these values of a fact, as they are compared, those that cases of a procedure have already which are parts of a whole
    /// (none: of nothing), each with the reference of the first of these; one case is left out. It asks nobody whether they may
    /// see the case, so its reference may be shown only to those who know of it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keys_taken(
        &self,
        procedure: &str,
        fact: &str,
        whole: Option<&str>,
        values: &[String],
        except: Option<&str>,
    ) -> Result<BTreeMap<String, String>, StoreError> {
        let rows = sqlx::query(include_str!("../sql/sqlite/keys_taken.sql"))
            .bind(procedure.to_owned())
            .bind(fact.to_owned())
            .bind(whole.unwrap_or_default().to_owned())
            .bind(text(&values)?)
            .bind(except.map(str::to_owned))
            .fetch_all(&mut *self.read().await?)
            .await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(2)?))).collect()
    }
}

/// What the requests of a group take and give up before it is written.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    taken: BTreeMap<Key, (CaseId, String)>,
    given_up: BTreeSet<(CaseId, Key)>,
}

impl Keys {
    /// What of this another case has: of those on disk, of the group, or of the same request.
    pub(crate) async fn held(
        &self,
        connection: &mut SqliteConnection,
        wanted: &[(CaseId, &Key)],
    ) -> Result<Option<Taken>, StoreError> {
        if wanted.is_empty() {
            return Ok(None);
        }
        let taken = |key: &Key, holder: Option<&str>| {
            Some(Taken { procedure: key.procedure.clone(), fact: key.fact.clone(), holder: holder.map(str::to_owned) })
        };
        let mut mine: BTreeMap<&Key, CaseId> = BTreeMap::new();
        for (case, key) in wanted {
            if let Some((_, reference)) = self.taken.get(key).filter(|(other, _)| other != case) {
                return Ok(taken(key, Some(reference)));
            }
            if mine.insert(key, *case).is_some_and(|other| other != *case) {
                return Ok(taken(key, None));
            }
        }
        let asked: Vec<_> = wanted.iter().map(|(_, key)| key.columns()).collect();
        for row in sqlx::query(HOLDERS).bind(text(&asked)?).fetch_all(connection).await? {
            let (at, holder, reference): (i64, CaseId, String) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
            let Some((case, key)) = usize::try_from(at).ok().and_then(|at| wanted.get(at)) else { continue };
            if holder != *case && !self.given_up.contains(&(holder, (*key).clone())) {
                return Ok(taken(key, Some(&reference)));
            }
        }
        Ok(None)
    }

    /// That a case has these from now on, and no longer those that it had before.
    pub(crate) fn change(&mut self, case: CaseId, reference: &str, before: &[Key], now: &[Key]) {
        for key in before.iter().filter(|key| !now.contains(key)) {
            self.given_up.insert((case, key.clone()));
        }
        for key in now {
            self.taken.insert(key.clone(), (case, reference.to_owned()));
        }
    }
}
