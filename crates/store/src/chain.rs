//! The hashes that tie entries together: what is hashed, in which order, and how JSON is written so that the same value
//! always gives the same bytes.
//!
//! - A case starts from a hash of its own id, reference and procedure.
//! - Each entry's hash covers the one before it, so that none can be changed, removed or moved within its case.
//! - The content enters only through its own salted hash. Lawful erasure removes content and salt together: the chain
//!   still verifies, and without the salt nobody can try out what the content may have been.
//! - A seal covers the hashes of all entries of one commit, the journal up to then and the seal before it, so that no tail and
//!   no whole case can be removed.
//!
//! Every field is preceded by its length, so that no two different entries give the same bytes.

use casework::CaseId;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

/// A SHA-256.
pub(crate) type Hash = [u8; 32];

/// The random bytes that are hashed before a content.
pub(crate) type Salt = [u8; 16];

/// What the first seal follows.
pub(crate) const NO_SEAL: Hash = [0; 32];

struct Fields(Sha256);

impl Fields {
    fn new(kind: &str) -> Self {
        Self(Sha256::new()).bytes(kind.as_bytes())
    }

    fn update(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    fn bytes(mut self, bytes: &[u8]) -> Self {
        self.update(bytes);
        self
    }

    fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    fn number(self, number: i64) -> Self {
        self.bytes(&number.to_le_bytes())
    }

    fn finish(self) -> Hash {
        self.0.finalize().into()
    }
}

/// What the first entry of a case follows.
pub(crate) fn case_hash(id: CaseId, reference: &str, procedure: &str, version: &str, procedure_hash: &str) -> Hash {
    Fields::new("redress case 1").number(id).text(reference).text(procedure).text(version).text(procedure_hash).finish()
}

/// The hash of a content in canonical JSON.
pub(crate) fn content_hash(salt: &[u8], content: &str) -> Hash {
    Fields::new("redress content 1").bytes(salt).text(content).finish()
}

/// What an entry's own hash covers.
pub(crate) struct Link<'a> {
    pub(crate) prev: &'a [u8],
    pub(crate) case: CaseId,
    pub(crate) seq: u32,
    pub(crate) happened: i64,
    pub(crate) recorded: i64,
    pub(crate) by: i64,
    pub(crate) role: Option<&'a str>,
    pub(crate) frame: &'a str,
    pub(crate) content_hash: &'a [u8],
}

impl Link<'_> {
    pub(crate) fn hash(&self) -> Hash {
        let fields = Fields::new("redress entry 1")
            .bytes(self.prev)
            .number(self.case)
            .number(i64::from(self.seq))
            .number(self.happened)
            .number(self.recorded)
            .number(self.by);
        // No role and a role without a name are two things.
        let fields = match self.role {
            Some(role) => fields.number(1).text(role),
            None => fields.number(0),
        };
        fields.text(self.frame).bytes(self.content_hash).finish()
    }
}

/// A seal over entries, taken one by one in the order of their positions.
pub(crate) struct Sealing(Fields);

impl Sealing {
    /// Begins a seal. One from before there was a journal covers none.
    pub(crate) fn new(prev: &[u8], number: i64, first_pos: i64, last_pos: i64, journal: Option<(i64, &[u8])>) -> Self {
        let kind = if journal.is_some() { "redress seal 2" } else { "redress seal 1" };
        let fields = Fields::new(kind).bytes(prev).number(number).number(first_pos).number(last_pos);
        Self(match journal {
            Some((pos, hash)) => fields.number(pos).bytes(hash),
            None => fields,
        })
    }

    /// Takes the hash of the next entry.
    pub(crate) fn add(&mut self, entry: &[u8]) {
        self.0.update(entry);
    }

    pub(crate) fn finish(self) -> Hash {
        self.0.finish()
    }
}

/// The hash of a row of a covered table.
pub(crate) fn row_hash(salt: &[u8], key: &str, content: &str) -> Hash {
    Fields::new("redress row 1").bytes(salt).text(key).text(content).finish()
}

/// The hash of a line of the journal.
pub(crate) fn journal_hash(prev: &[u8], pos: i64, at: i64, what: &str, act: &str, replaces: Option<i64>, digest: &[u8]) -> Hash {
    let fields = Fields::new("redress journal 1").bytes(prev).number(pos).number(at).text(what).text(act);
    let fields = match replaces {
        Some(replaces) => fields.number(1).number(replaces),
        None => fields.number(0),
    };
    fields.bytes(digest).finish()
}

/// A hash over looks, taken one by one.
pub(crate) struct Looks(Fields);

pub(crate) fn looks_hash() -> Looks {
    Looks(Fields::new("redress looks 1"))
}

impl Looks {
    /// Takes the next look.
    pub(crate) fn look(&mut self, id: i64, person: i64, role: Option<&str>, case: Option<i64>, what: &str, at: i64) {
        for number in [id, person, at, i64::from(role.is_some()), i64::from(case.is_some()), case.unwrap_or(0)] {
            self.0.update(&number.to_le_bytes());
        }
        self.0.update(role.unwrap_or_default().as_bytes());
        self.0.update(what.as_bytes());
    }

    pub(crate) fn finish(self) -> Hash {
        self.0.finish()
    }
}

/// JSON with sorted keys and no spaces, whatever order the map was built in.
pub(crate) fn canonical(json: &Json) -> String {
    fn write(json: &Json, out: &mut String) {
        match json {
            Json::Array(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    write(item, out);
                }
                out.push(']');
            }
            Json::Object(map) => {
                let mut keys: Vec<&String> = map.keys().collect();
                keys.sort_unstable();
                out.push('{');
                for (index, key) in keys.into_iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    write(&Json::String(key.clone()), out);
                    out.push(':');
                    if let Some(value) = map.get(key) {
                        write(value, out);
                    }
                }
                out.push('}');
            }
            scalar => out.push_str(&scalar.to_string()),
        }
    }
    let mut out = String::new();
    write(json, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn canonical_json_sorts_keys_at_every_depth() {
        assert_eq!(
            canonical(&json!({ "b": [1, { "d": null, "c": "é\"\n" }], "a": true })),
            "{\"a\":true,\"b\":[1,{\"c\":\"é\\\"\\n\",\"d\":null}]}"
        );
    }

    #[test]
    fn every_field_of_an_entry_changes_its_hash() {
        let link = |change: usize| {
            Link {
                prev: if change == 1 { b"q" } else { b"p" },
                case: if change == 2 { 2 } else { 1 },
                seq: if change == 3 { 2 } else { 1 },
                happened: if change == 4 { 2 } else { 1 },
                recorded: if change == 5 { 2 } else { 1 },
                by: if change == 6 { 2 } else { 1 },
                role: match change {
                    7 => None,
                    8 => Some(""),
                    9 => Some("hub2"),
                    _ => Some("hub"),
                },
                frame: if change == 10 { "{}" } else { "{ }" },
                content_hash: if change == 11 { b"d" } else { b"c" },
            }
            .hash()
        };
        let hashes: std::collections::BTreeSet<Hash> = (0..12).map(link).collect();
        assert_eq!(hashes.len(), 12);
    }

    #[test]
    fn fields_cannot_run_into_each_other() {
        assert_ne!(case_hash(1, "ab", "c", "", ""), case_hash(1, "a", "bc", "", ""));
        assert_ne!(content_hash(b"a", "bc"), content_hash(b"ab", "c"));
    }
}
