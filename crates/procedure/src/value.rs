//! The values that facts take, and how they are written down.

use std::sync::Arc;

use calendar::Limit;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value as Json, json};

use crate::ids::{Id, RoleId, StepId};
use crate::model::{Fact, Kind, Procedure};

/// A person of the directory.
pub type PersonId = i64;
/// An organisation of the directory.
pub type OrganisationId = i64;
/// A site of the directory.
pub type SiteId = i64;

/// The value of a fact. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// One of the fact's choices, by position.
    Choice(u16),
    /// Yes or no.
    YesNo(bool),
    /// What somebody wrote.
    Text(Arc<str>),
    /// A civil date.
    Date(Date),
    /// A moment.
    Instant(Timestamp),
    /// Money, in pence.
    Money(i64),
    /// A whole number.
    Number(i64),
    /// Somebody of the directory.
    Person(PersonId),
    /// Several people of the directory.
    People(Arc<[PersonId]>),
    /// An organisation of the directory.
    Organisation(OrganisationId),
    /// A site of the directory.
    Site(SiteId),
    /// Points of complaint, one text each.
    Points(Arc<[Arc<str>]>),
    /// One choice for each point, by position.
    Findings(Arc<[u16]>),
    /// A role that a table decided.
    Role(RoleId),
    /// Another case, by its reference.
    Case(Arc<str>),
    /// A time limit that a table decided.
    Limit(Limit),
    /// A step that a table decided.
    Step(StepId),
}

impl Value {
    /// A text value.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(Arc::from(text))
    }
}

/// Why a stored value cannot be read as a value of its fact.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{given}” is no {wanted} for “{fact}”")]
pub struct ValueError {
    /// The name of the fact.
    pub fact: String,
    /// What was expected.
    pub wanted: &'static str,
    /// What stood there.
    pub given: String,
}

impl Procedure {
    /// Writes a value down by names, so that it can be read without the ids of this procedure.
    #[must_use]
    pub fn value_to_json(&self, fact: &Fact, value: &Value) -> Json {
        let choice = |index: u16| fact.choices().get(usize::from(index)).map_or(Json::Null, |choice| json!(choice.name));
        match value {
            Value::Choice(index) => choice(*index),
            Value::YesNo(yes) => json!(yes),
            Value::Text(text) | Value::Case(text) => json!(text.as_ref()),
            Value::Date(date) => json!(date.to_string()),
            Value::Instant(at) => json!(at.to_string()),
            Value::Money(number) | Value::Number(number) => json!(number),
            Value::Person(id) | Value::Organisation(id) | Value::Site(id) => json!(id),
            Value::People(ids) => json!(ids.as_ref()),
            Value::Points(points) => json!(points.iter().map(AsRef::as_ref).collect::<Vec<&str>>()),
            Value::Findings(findings) => Json::Array(findings.iter().map(|index| choice(*index)).collect()),
            Value::Role(role) => self.roles.at(*role).map_or(Json::Null, |role| json!(role.name)),
            Value::Limit(limit) => json!(limit.to_string()),
            Value::Step(step) => self.steps.at(*step).map_or(Json::Null, |step| json!(step.name)),
        }
    }

    /// Reads a value that [`Procedure::value_to_json`] wrote, or that a scenario or a form gives by name.
    ///
    /// # Errors
    /// When the text is no value of this fact's kind.
    pub fn value_from_json(&self, fact: &Fact, json: &Json) -> Result<Value, ValueError> {
        let wanted = fact.kind.noun();
        let fail = || ValueError {
            fact: fact.name.clone(),
            wanted,
            given: json.as_str().map_or_else(|| json.to_string(), str::to_owned),
        };
        let text = || json.as_str().ok_or_else(fail);
        let whole = || json.as_i64().or_else(|| json.as_str().and_then(|text| text.trim().parse().ok())).ok_or_else(fail);
        let choice = |json: &Json| json.as_str().and_then(|name| fact.choice(name)).ok_or_else(fail);
        Ok(match &fact.kind {
            Kind::Choice(_) => Value::Choice(choice(json)?),
            Kind::YesNo => Value::YesNo(match json {
                Json::Bool(yes) => *yes,
                Json::String(text) if text == "yes" || text == "true" => true,
                Json::String(text) if text == "no" || text == "false" => false,
                _ => return Err(fail()),
            }),
            Kind::Text { .. } => Value::text(text()?),
            Kind::Date => Value::Date(text()?.parse().map_err(|_| fail())?),
            Kind::Instant => Value::Instant(text()?.parse().map_err(|_| fail())?),
            Kind::Money => Value::Money(whole()?),
            Kind::Number => Value::Number(whole()?),
            Kind::Person => Value::Person(whole()?),
            Kind::People => Value::People(
                json.as_array().ok_or_else(fail)?.iter().map(|id| id.as_i64().ok_or_else(fail)).collect::<Result<_, _>>()?,
            ),
            Kind::Organisation => Value::Organisation(whole()?),
            Kind::Site => Value::Site(whole()?),
            Kind::Points => Value::Points(
                json.as_array()
                    .ok_or_else(fail)?
                    .iter()
                    .map(|point| point.as_str().map(Arc::from).ok_or_else(fail))
                    .collect::<Result<_, _>>()?,
            ),
            Kind::Findings { .. } => {
                Value::Findings(json.as_array().ok_or_else(fail)?.iter().map(choice).collect::<Result<_, _>>()?)
            }
            Kind::Case => Value::Case(Arc::from(text()?)),
            Kind::Role => Value::Role(self.roles.id(text()?).ok_or_else(fail)?),
            Kind::Limit => Value::Limit(text()?.parse().map_err(|_| fail())?),
            Kind::Step => Value::Step(self.steps.id(text()?).ok_or_else(fail)?),
        })
    }
}

impl Fact {
    /// The position of a choice of this name.
    #[must_use]
    pub fn choice(&self, name: &str) -> Option<u16> {
        self.choices().iter().position(|choice| choice.name == name).and_then(|index| u16::try_from(index).ok())
    }

    /// The position of a value in the fact's finite domain, or none when the fact is not finite or the value not of it.
    #[must_use]
    pub fn position(&self, value: &Value) -> Option<u32> {
        match value {
            Value::Choice(index) => Some(u32::from(*index)),
            Value::YesNo(yes) => Some(u32::from(*yes)),
            Value::Role(_) | Value::Limit(_) | Value::Step(_) => {
                self.decided.iter().position(|known| known == value).and_then(|index| u32::try_from(index).ok())
            }
            _ => None,
        }
    }

    /// The values of a finite fact, in order; empty when the fact is not finite.
    #[must_use]
    pub fn domain(&self) -> Vec<Value> {
        match &self.kind {
            Kind::Choice(choices) => {
                (0..choices.len()).map(|index| Value::Choice(u16::try_from(index).unwrap_or(u16::MAX))).collect()
            }
            Kind::YesNo => vec![Value::YesNo(false), Value::YesNo(true)],
            Kind::Role | Kind::Limit | Kind::Step => self.decided.clone(),
            _ => Vec::new(),
        }
    }

    /// How a value of the finite domain is called in a procedure.
    #[must_use]
    pub fn value_name(&self, procedure: &Procedure, value: &Value) -> String {
        match value {
            Value::Choice(index) => {
                self.choices().get(usize::from(*index)).map_or_else(|| index.to_string(), |choice| choice.name.clone())
            }
            Value::YesNo(true) => "yes".to_owned(),
            Value::YesNo(false) => "no".to_owned(),
            Value::Role(role) if role.index() < procedure.roles.len() => procedure.roles[*role].name.clone(),
            Value::Step(step) if step.index() < procedure.steps.len() => procedure.steps[*step].name.clone(),
            Value::Limit(limit) => limit.to_string(),
            _ => String::new(),
        }
    }
}
