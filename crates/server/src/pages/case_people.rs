//! Who has a part in a case.

use askama::Template;

use super::case::CaseHead;
use super::parts::{Empty, Frame, Link, Summary};

/// The people of a case.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/case_people.html")]
pub struct CasePeople {
    /// What surrounds it.
    pub frame: Frame,
    /// The head of the case.
    pub case: CaseHead,
    /// The people, the complainant first.
    pub people: Vec<PersonCard>,
    /// What stands there when the reader may see none of them.
    pub empty: Option<Empty>,
}

/// One person.
#[derive(Debug, Clone, Default)]
pub struct PersonCard {
    /// Their name, as far as the reader may see.
    pub name: String,
    /// The part they have: "Complainant".
    pub part: String,
    /// What is known of them that matters here.
    pub facts: Summary,
    /// What the reader can do about them: "Change", "Other cases".
    pub actions: Vec<Link>,
}
