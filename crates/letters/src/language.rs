//! The language that a letter is written in.

/// A language tag such as `en-GB`, taken apart.
pub(crate) struct Language {
    /// Two or three small letters, such as `en`.
    pub(crate) code: String,
    /// Two capitals, such as `GB`.
    pub(crate) region: Option<String>,
}

impl Language {
    /// Reads a tag such as `en`, `en-GB` or `zh-Hans-CN`; a script in it is left out.
    pub(crate) fn parse(tag: &str) -> Option<Language> {
        let mut parts = tag.trim().split(['-', '_']);
        let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
        let code = parts.next().filter(|code| (2..=3).contains(&code.len()) && letters(code))?;
        let region = parts.find(|part| part.len() == 2 && letters(part));
        Some(Language { code: code.to_ascii_lowercase(), region: region.map(str::to_ascii_uppercase) })
    }

    /// For what is shown before the letter's faults are mended.
    pub(crate) fn or_english(tag: &str) -> Language {
        Language::parse(tag).unwrap_or_else(|| Language { code: "en".to_owned(), region: Some("GB".to_owned()) })
    }

    /// The tag, as HTML and PDF want it.
    pub(crate) fn tag(&self) -> String {
        match &self.region {
            Some(region) => format!("{}-{region}", self.code),
            None => self.code.clone(),
        }
    }

    /// Whether the language is written from right to left.
    pub(crate) fn reads_right_to_left(&self) -> bool {
        matches!(self.code.as_str(), "ar" | "dv" | "fa" | "he" | "ks" | "pa" | "prs" | "ps" | "sd" | "ug" | "ur" | "yi")
            && !(self.code == "pa" && self.region.as_deref() != Some("PK"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_taken_apart() {
        let tag = |tag| Language::parse(tag).map(|language| language.tag());
        assert_eq!(tag("en-GB").as_deref(), Some("en-GB"));
        assert_eq!(tag("CY").as_deref(), Some("cy"));
        assert_eq!(tag("zh-Hans-cn").as_deref(), Some("zh-CN"));
        for refused in ["", "english", "e", "#x", "en\"GB"] {
            assert_eq!(tag(refused), None, "{refused}");
        }
    }
}
