//! What happened to a case: the entries that its state is a fold over.

use std::collections::BTreeMap;

use jiff::Timestamp;
use procedure::{FactId, LetterId, NoticeId, PersonId, Procedure, RoleId, StepId, Value};
use serde_json::{Map, Value as Json, json};

/// A case of the store.
pub type CaseId = i64;

/// One thing that happened to a case. Entries are never changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its number in the case, from 1.
    pub seq: u32,
    /// When it happened.
    pub happened: Timestamp,
    /// When it was recorded: never before it happened.
    pub recorded: Timestamp,
    /// Who did it.
    pub by: PersonId,
    /// In which role; none when they acted as a person whom the case names.
    pub role: Option<RoleId>,
    /// What.
    pub act: Act,
}

/// Puts right when things happened, where a clock ran ahead: nothing can have happened after something later was recorded. The
/// record itself stays as it is. Says whether anything was put right.
pub fn put_right(entries: &mut [Entry]) -> bool {
    let mut latest = Timestamp::MAX;
    let mut changed = false;
    for entry in entries.iter_mut().rev() {
        latest = latest.min(entry.recorded);
        if entry.happened > latest {
            entry.happened = latest;
            changed = true;
        }
    }
    changed
}

/// What was done.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// A step of the procedure was taken.
    Step {
        /// Which.
        step: StepId,
        /// What was answered, and what was copied from the directory with it.
        facts: Vec<(FactId, Value)>,
        /// Letters that went out.
        letters: Vec<IssuedLetter>,
        /// Notices that went out.
        notices: Vec<SentNotice>,
    },
    /// The text of a letter was edited: block name to Markdown.
    Draft {
        /// Which letter.
        letter: LetterId,
        /// The blocks that were changed.
        blocks: BTreeMap<String, String>,
    },
    /// Somebody took what a role owes in this case, or gave it back to the team.
    Taken {
        /// The role.
        role: RoleId,
        /// Who holds it now.
        holder: Option<PersonId>,
    },
    /// A document was filed.
    Filed {
        /// The document.
        document: DocumentRef,
    },
    /// The content of earlier entries was destroyed, as a step asked.
    Erased {
        /// The numbers of these entries.
        entries: Vec<u32>,
    },
    /// The case was moved to another version of its procedure.
    Moved {
        /// The version it was run under.
        from: String,
        /// The version it is run under from now on.
        to: String,
        /// The fingerprint of that version.
        hash: String,
    },
}

/// A document kept beside the entries.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DocumentRef {
    /// SHA-256 of its bytes in hexadecimal: also where it is kept.
    pub sha256: String,
    /// What people call it, usually the name of the file.
    pub title: String,
    /// Its media type, found from its content.
    pub media: String,
    /// Its length in bytes.
    pub bytes: u64,
}

/// A letter that went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedLetter {
    /// Which letter of the procedure.
    pub letter: LetterId,
    /// Its PDF.
    pub document: DocumentRef,
    /// Its plain-text twin.
    pub text: String,
}

/// A notice that went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentNotice {
    /// Which notice of the procedure.
    pub notice: NoticeId,
    /// The roles it went to.
    pub to: Vec<RoleId>,
    /// The people it went to by name.
    pub people: Vec<PersonId>,
    /// What it carried: label and text, as they were then.
    pub carries: Vec<(String, String)>,
}

/// An entry as it is kept: what never changes and names nobody's words, and the content that lawful erasure may take away.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// The kind of act and the names of what it refers to.
    pub frame: Json,
    /// What was answered and written.
    pub content: Json,
}

/// Why a kept entry cannot be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum KeptError {
    /// It refers to something that the procedure does not have.
    #[error("the entry refers to {kind} “{name}”, which this version of the procedure does not have")]
    Unknown {
        /// What kind of thing.
        kind: &'static str,
        /// Its name.
        name: String,
    },
    /// It is not in the shape of an entry.
    #[error("the entry cannot be read: {0}")]
    Shape(String),
    /// A value is none of its fact.
    #[error(transparent)]
    Value(#[from] procedure::ValueError),
}

impl Act {
    /// Writes the act down by names.
    #[must_use]
    pub fn keep(&self, procedure: &Procedure) -> Kept {
        match self {
            Self::Step { step, facts, letters, notices } => {
                let mut answers = Map::new();
                for (id, value) in facts {
                    let fact = &procedure.facts[*id];
                    answers.insert(fact.name.clone(), procedure.value_to_json(fact, value));
                }
                Kept {
                    frame: json!({
                        "act": "step",
                        "step": procedure.steps[*step].name,
                        "letters": letters.iter().map(|sent| json!({
                            "letter": procedure.letters[sent.letter].name,
                            "sha256": sent.document.sha256,
                        })).collect::<Vec<_>>(),
                        "notices": notices.iter().map(|sent| json!({
                            "notice": procedure.notices[sent.notice].name,
                            "to": sent.to.iter().map(|role| procedure.roles[*role].name.clone()).collect::<Vec<_>>(),
                            "people": sent.people,
                        })).collect::<Vec<_>>(),
                    }),
                    content: json!({
                        "facts": answers,
                        "letters": letters.iter().map(|sent| json!({ "document": sent.document, "text": sent.text })).collect::<Vec<_>>(),
                        "notices": notices.iter().map(|sent| json!(sent.carries)).collect::<Vec<_>>(),
                    }),
                }
            }
            Self::Draft { letter, blocks } => Kept {
                frame: json!({ "act": "draft", "letter": procedure.letters[*letter].name }),
                content: json!({ "blocks": blocks }),
            },
            Self::Taken { role, holder } => Kept {
                frame: json!({ "act": "taken", "role": procedure.roles[*role].name, "holder": holder }),
                content: json!({}),
            },
            Self::Filed { document } => Kept {
                frame: json!({ "act": "filed", "sha256": document.sha256, "media": document.media, "bytes": document.bytes }),
                content: json!({ "title": document.title }),
            },
            Self::Erased { entries } => Kept { frame: json!({ "act": "erase", "entries": entries }), content: json!({}) },
            Self::Moved { from, to, hash } => {
                Kept { frame: json!({ "act": "moved", "from": from, "to": to, "hash": hash }), content: json!({}) }
            }
        }
    }

    /// Reads an act that [`Act::keep`] wrote. Content that was erased is read as empty.
    ///
    /// # Errors
    /// When it refers to what the procedure does not have, or is in no known shape.
    pub fn read(procedure: &Procedure, kept: &Kept) -> Result<Self, KeptError> {
        let frame = &kept.frame;
        match str_of(frame, "act")? {
            "step" => {
                let name = str_of(frame, "step")?;
                let step = procedure.steps.id(name).ok_or_else(|| unknown("the step", name))?;
                let mut facts = Vec::new();
                if let Some(answers) = kept.content.get("facts").and_then(Json::as_object) {
                    for (name, value) in answers {
                        let id = procedure.facts.id(name).ok_or_else(|| unknown("the fact", name))?;
                        facts.push((id, procedure.value_from_json(&procedure.facts[id], value)?));
                    }
                }
                let contents = list_of(&kept.content, "letters");
                let letters = list_of(frame, "letters")
                    .iter()
                    .zip(contents)
                    .map(|(frame, content)| {
                        let name = str_of(frame, "letter")?;
                        let document = content.get("document").cloned().unwrap_or_default();
                        Ok(IssuedLetter {
                            letter: procedure.letters.id(name).ok_or_else(|| unknown("the letter", name))?,
                            document: serde_json::from_value(document).map_err(|error| KeptError::Shape(error.to_string()))?,
                            text: content.get("text").and_then(Json::as_str).unwrap_or_default().to_owned(),
                        })
                    })
                    .collect::<Result<_, KeptError>>()?;
                let mut carried = list_of(&kept.content, "notices").iter();
                let notices = list_of(frame, "notices")
                    .iter()
                    .map(|frame| {
                        let name = str_of(frame, "notice")?;
                        Ok(SentNotice {
                            notice: procedure.notices.id(name).ok_or_else(|| unknown("the notice", name))?,
                            to: list_of(frame, "to")
                                .iter()
                                .filter_map(Json::as_str)
                                .map(|role| procedure.roles.id(role).ok_or_else(|| unknown("the role", role)))
                                .collect::<Result<_, _>>()?,
                            people: list_of(frame, "people").iter().filter_map(Json::as_i64).collect(),
                            carries: carried
                                .next()
                                .and_then(|carries| serde_json::from_value(carries.clone()).ok())
                                .unwrap_or_default(),
                        })
                    })
                    .collect::<Result<_, KeptError>>()?;
                Ok(Self::Step { step, facts, letters, notices })
            }
            "draft" => {
                let name = str_of(frame, "letter")?;
                let blocks = kept.content.get("blocks").cloned().unwrap_or_else(|| json!({}));
                Ok(Self::Draft {
                    letter: procedure.letters.id(name).ok_or_else(|| unknown("the letter", name))?,
                    blocks: serde_json::from_value(blocks).map_err(|error| KeptError::Shape(error.to_string()))?,
                })
            }
            "taken" => {
                let name = str_of(frame, "role")?;
                Ok(Self::Taken {
                    role: procedure.roles.id(name).ok_or_else(|| unknown("the role", name))?,
                    holder: frame.get("holder").and_then(Json::as_i64),
                })
            }
            "filed" => Ok(Self::Filed {
                document: DocumentRef {
                    sha256: str_of(frame, "sha256")?.to_owned(),
                    title: kept.content.get("title").and_then(Json::as_str).unwrap_or(GONE).to_owned(),
                    media: str_of(frame, "media")?.to_owned(),
                    bytes: frame.get("bytes").and_then(Json::as_u64).unwrap_or_default(),
                },
            }),
            "erase" => Ok(Self::Erased {
                entries: list_of(frame, "entries")
                    .iter()
                    .filter_map(Json::as_u64)
                    .filter_map(|seq| u32::try_from(seq).ok())
                    .collect(),
            }),
            "moved" => Ok(Self::Moved {
                from: str_of(frame, "from")?.to_owned(),
                to: str_of(frame, "to")?.to_owned(),
                hash: str_of(frame, "hash")?.to_owned(),
            }),
            other => Err(KeptError::Shape(format!("“{other}” is no kind of entry"))),
        }
    }
}

impl Entry {
    /// The entry with everybody it names replaced by somebody else: records of one human being by the one that stays.
    #[must_use]
    pub fn with_people(mut self, human: impl Fn(PersonId) -> PersonId) -> Self {
        let all = |people: &[PersonId]| {
            let mut named: Vec<PersonId> = Vec::with_capacity(people.len());
            for person in people.iter().map(|person| human(*person)) {
                if !named.contains(&person) {
                    named.push(person);
                }
            }
            named
        };
        self.by = human(self.by);
        match &mut self.act {
            Act::Step { facts, notices, .. } => {
                for (_, value) in facts {
                    match value {
                        Value::Person(person) => *person = human(*person),
                        Value::People(people) => *people = all(people).into(),
                        _ => {}
                    }
                }
                for notice in notices {
                    notice.people = all(&notice.people);
                }
            }
            Act::Taken { holder: Some(holder), .. } => *holder = human(*holder),
            Act::Taken { .. } | Act::Draft { .. } | Act::Filed { .. } | Act::Erased { .. } | Act::Moved { .. } => {}
        }
        self
    }

    /// Whether it names somebody, or is theirs, of whom this holds.
    #[must_use]
    pub fn names(&self, whom: impl Fn(&PersonId) -> bool) -> bool {
        let in_act = match &self.act {
            Act::Step { facts, notices, .. } => {
                let in_value = |value: &Value| match value {
                    Value::Person(person) => whom(person),
                    Value::People(people) => people.iter().any(&whom),
                    _ => false,
                };
                facts.iter().any(|(_, value)| in_value(value)) || notices.iter().any(|notice| notice.people.iter().any(&whom))
            }
            Act::Taken { holder, .. } => holder.as_ref().is_some_and(&whom),
            Act::Draft { .. } | Act::Filed { .. } | Act::Erased { .. } | Act::Moved { .. } => false,
        };
        whom(&self.by) || in_act
    }

    /// The entry as it is read once its content was destroyed.
    #[must_use]
    pub fn erased(&self) -> Self {
        let mut entry = self.clone();
        match &mut entry.act {
            Act::Step { facts, letters, notices, .. } => {
                facts.clear();
                letters.clear();
                for notice in notices {
                    notice.carries.clear();
                }
            }
            Act::Draft { blocks, .. } => blocks.clear(),
            Act::Filed { document } => GONE.clone_into(&mut document.title),
            Act::Taken { .. } | Act::Erased { .. } | Act::Moved { .. } => {}
        }
        entry
    }
}

/// What a document is called whose content was destroyed.
const GONE: &str = "a document that was erased";

fn unknown(kind: &'static str, name: &str) -> KeptError {
    KeptError::Unknown { kind, name: name.to_owned() }
}

fn str_of<'a>(json: &'a Json, key: &str) -> Result<&'a str, KeptError> {
    json.get(key).and_then(Json::as_str).ok_or_else(|| KeptError::Shape(format!("“{key}” is missing")))
}

fn list_of<'a>(json: &'a Json, key: &str) -> &'a [Json] {
    json.get(key).and_then(Json::as_array).map_or(&[], Vec::as_slice)
}
