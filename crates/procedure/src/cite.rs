//! Citations: the paragraph that a rule stands under, in words and as a place on the handbook's page.

use crate::ids::Id;
use crate::model::{Place, Procedure, Section};

impl Procedure {
    /// The paragraph that something carries out: “paragraph 36”, the place in a source that its heading begins or ends with, or
    /// the words of its heading.
    #[must_use]
    pub fn citation(&self, place: Place) -> String {
        self.sections.get(place.section.index()).map_or_else(String::new, |section| self.section_citation(section))
    }

    /// How a section is cited.
    #[must_use]
    pub fn section_citation(&self, section: &Section) -> String {
        if section.number.is_empty() {
            section.source().map_or_else(|| section.title.clone(), str::to_owned)
        } else {
            self.head.cite.replace("{}", &section.number)
        }
    }

    /// The id of the section on the handbook's page.
    #[must_use]
    pub fn anchor(&self, place: Place) -> String {
        self.sections.get(place.section.index()).map_or_else(String::new, Section::anchor)
    }
}

impl Section {
    /// What the section is about: its title without the place in a source.
    #[must_use]
    pub fn words(&self) -> String {
        let words = split(&self.title).1;
        let mut letters = words.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }

    /// The place in a source that the title names: the “SIP 6.1” of “SIP 6.1 Footage”, “IAP 5” of “IAP 5: the panel”, or
    /// “reading X-65” of “What is checked (reading X-65)”.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        split(&self.title).0
    }

    /// The id of the section on the handbook's page.
    #[must_use]
    pub fn anchor(&self) -> String {
        let words = if self.number.is_empty() { &self.title } else { &self.number };
        let plain: String =
            words.to_lowercase().chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
        format!("paragraph-{}", plain.trim_matches('-'))
    }
}

/// The place in a source that a title names, and the rest of it.
fn split(title: &str) -> (Option<&str>, &str) {
    let reading = title.rfind(" (reading ").filter(|_| title.ends_with(')'));
    let (title, reading) = match reading {
        Some(at) => (title.get(..at).unwrap_or(title), title.get(at + 2..title.len() - 1)),
        None => (title, None),
    };
    if let Some((source, words)) = title.split_once(": ")
        && source.split(' ').next().is_some_and(is_code)
    {
        return (Some(source), words);
    }
    // A code and numbers: “SIP 6.1”, “SIP 6.2 to 6.7”.
    let numbered = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit());
    let mut words = title.split(' ');
    let Some(code) = words.next().filter(|word| is_code(word)) else { return (reading, title) };
    let mut end = code.len();
    let mut found = false;
    let mut ahead = 0;
    for word in words {
        ahead += word.len() + 1;
        if numbered(word) {
            end += ahead;
            ahead = 0;
            found = true;
        } else if !found || !matches!(word, "to" | "and") {
            break;
        }
    }
    match (found, title.split_at_checked(end)) {
        (true, Some((source, words))) if !words.trim().is_empty() => (Some(source), words.trim_start()),
        _ => (reading, title),
    }
}

/// Whether a word is the short name of a source: two or more capitals.
fn is_code(word: &str) -> bool {
    word.len() >= 2 && word.chars().all(|letter| letter.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_says_where_in_a_source_it_comes_from() {
        let split = |title: &str| {
            let title = title.to_owned();
            let section = Section { level: 2, number: String::new(), title, parts: Vec::new(), asks_nothing: None };
            (section.source().map(str::to_owned), section.words())
        };
        let both = |source: &str, words: &str| (Some(source.to_owned()), words.to_owned());
        assert_eq!(split("SIP 6.1 The incident is reported"), both("SIP 6.1", "The incident is reported"));
        assert_eq!(split("IAP 5 Every incident"), both("IAP 5", "Every incident"));
        assert_eq!(split("SIP title block, IAP title: what it is"), both("SIP title block, IAP title", "What it is"));
        assert_eq!(split("SIP 6.2 to 6.7 What went wrong"), both("SIP 6.2 to 6.7", "What went wrong"));
        assert_eq!(split("SIP 6.6 It changes hands (reading X-66)"), both("SIP 6.6", "It changes hands"));
        assert_eq!(split("IAP 1.1 and 2.1: by when (reading X-64)"), both("IAP 1.1 and 2.1", "By when"));
        assert_eq!(split("Completed is what is checked (reading X-65)"), both("reading X-65", "Completed is what is checked"));
        for plain in ["Who takes part", "Kept: for a year", "HMIP", "SIP columns", "A 5 b", "SIP 6.1", "Two (or three)"] {
            assert_eq!(split(plain), (None, plain.to_owned()));
        }
    }
}
