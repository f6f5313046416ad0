//! Citations: the paragraph that a rule stands under, in words and as a place on the handbook's page.

use crate::ids::Id;
use crate::model::{Place, Procedure, Section};

impl Procedure {
    /// The paragraph that something carries out: “paragraph 36”, or the words of its heading.
    #[must_use]
    pub fn citation(&self, place: Place) -> String {
        self.sections.get(place.section.index()).map_or_else(String::new, |section| self.section_citation(section))
    }

    /// How a section is cited.
    #[must_use]
    pub fn section_citation(&self, section: &Section) -> String {
        if section.number.is_empty() { section.title.clone() } else { self.head.cite.replace("{}", &section.number) }
    }

    /// The id of the section on the handbook's page.
    #[must_use]
    pub fn anchor(&self, place: Place) -> String {
        self.sections.get(place.section.index()).map_or_else(String::new, Section::anchor)
    }
}

impl Section {
    /// The id of the section on the handbook's page.
    #[must_use]
    pub fn anchor(&self) -> String {
        let words = if self.number.is_empty() { &self.title } else { &self.number };
        let plain: String =
            words.to_lowercase().chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
        format!("paragraph-{}", plain.trim_matches('-'))
    }
}
