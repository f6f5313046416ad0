//! The rows that lists, searches and work lists are made of: derived from the entries of a case, and from nothing else.
//!
//! They do not depend on the time at which they are made, so that a rebuild from the entries gives the same bytes.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use procedure::{PersonId, SiteId};

/// All rows of one case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Rows {
    /// The name of the stage.
    pub stage: String,
    /// Whether more can happen.
    pub open: bool,
    /// Where it arose.
    pub site: Option<SiteId>,
    /// When the first entry happened.
    pub received: Timestamp,
    /// When the last entry that led to an end happened.
    pub closed: Option<Timestamp>,
    /// The people who must not learn of the case, in order.
    pub walled: Vec<PersonId>,
    /// What each audience sees, in order; `audience` refers to these by position.
    pub sights: Vec<SightRow>,
    /// The roles that see the case, each with the position of what it sees, in order of role.
    pub audience: Vec<AudienceRow>,
    /// People whom the case itself names as acting in it (an investigating officer), each with what they see.
    pub parties: Vec<PartyRow>,
    /// What is and was owed, in order.
    pub duties: Vec<DutyRow>,
    /// The person of the directory whose matter it is.
    #[serde(default)]
    pub subject: Option<PersonId>,
    /// Other cases that it names, in the order of the facts that name them.
    #[serde(default)]
    pub links: Vec<LinkRow>,
    /// What no two cases of one whole have the same, in the order of the facts.
    #[serde(default)]
    pub keys: Vec<KeyRow>,
    /// What counts over cases find here, in order.
    #[serde(default)]
    pub tallies: Vec<TallyRow>,
    /// What it puts on people, in order.
    #[serde(default)]
    pub marks: Vec<MarkRow>,
}

/// Another case that a case names.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct LinkRow {
    /// The name of the fact.
    pub fact: String,
    /// What the fact is called.
    pub label: String,
    /// The reference of the other case, as it was given; there may be no such case.
    pub reference: String,
    /// The positions of the sights that show the fact, in order.
    #[serde(default)]
    pub sights: Vec<u32>,
}

/// What no two cases of one whole have the same; of all cases of the procedure, where these are parts of nothing.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct KeyRow {
    /// The id of the procedure.
    pub procedure: String,
    /// The name of the fact.
    pub fact: String,
    /// The reference of the whole.
    pub whole: Option<String>,
    /// The value, as it is compared.
    pub value: String,
}

/// A person for whom a case meets the condition of a count over cases.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TallyRow {
    /// The name of the fact that counts.
    pub fact: String,
    /// Who.
    pub person: PersonId,
    /// Since when.
    pub since: Timestamp,
}

/// What a case puts on a person.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct MarkRow {
    /// Its name.
    pub mark: String,
    /// On whom.
    pub person: PersonId,
    /// What people read.
    pub title: String,
    /// What is said with it: label and text.
    pub says: Vec<(String, String)>,
    /// For facts of these names in any case of the person, the name of the agreed value and what people read for it.
    pub limits: BTreeMap<String, (String, String)>,
    /// The roles that are shown it; empty: everybody who sees a case of the person.
    pub roles: Vec<String>,
    /// Since when.
    pub since: Timestamp,
}

/// What one audience sees of a case in lists and searches.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SightRow {
    /// Whose matter it is; empty when hidden or not known.
    pub who: String,
    /// What it is about; empty when hidden.
    pub about: String,
    /// Filter facts by name: the value's name.
    pub filters: BTreeMap<String, String>,
    /// All visible text, for search.
    pub text: String,
    /// Where it arose; none when hidden.
    #[serde(default)]
    pub site: Option<SiteId>,
}

/// A role that sees the case.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct AudienceRow {
    /// The role's name.
    pub role: String,
    /// The position in `sights`.
    pub sight: u32,
}

/// A person whom the case names as acting in it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PartyRow {
    /// Who.
    pub person: PersonId,
    /// The position in `sights`.
    pub sight: u32,
}

/// Something that is or was owed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DutyRow {
    /// The duty's name.
    pub duty: String,
    /// Which time it is owed in this case, from 1.
    pub number: u32,
    /// What is owed, as a verb.
    pub title: String,
    /// The roles that owe it, in order.
    pub roles: Vec<String>,
    /// The people who owe it because the case names them, in order.
    pub people: Vec<PersonId>,
    /// Whoever took it on from among those roles.
    pub holder: Option<PersonId>,
    /// The step that meets it, when it can be taken in the present stage.
    pub step: Option<String>,
    /// It is owed only from then on (when another duty falls due).
    pub owed_from: Timestamp,
    /// The end of its time: the last instant that is not late; none when the source gives no time or its clock is stopped.
    pub due: Option<Timestamp>,
    /// The civil day of `due`, for grouping.
    pub due_day: Option<Date>,
    /// Whether it is still owed.
    pub open: bool,
    /// When it was met.
    pub met: Option<Timestamp>,
    /// The source asks for it only where possible.
    pub soft: bool,
    /// Whether bank holidays beyond the last known one may move it.
    pub provisional: bool,
}
