//! The few words that a letter itself adds, in the letter's language where they are known: English and Welsh, the
//! languages in which public bodies here must be able to write.

use crate::Language;

pub(crate) struct Words {
    /// The language of these words, which a reader's software must know when the letter is in another.
    pub(crate) language: &'static str,
    pub(crate) draft: &'static str,
    pub(crate) page: &'static str,
    pub(crate) of: &'static str,
    pub(crate) enclosures: &'static str,
}

const ENGLISH: Words = Words { language: "en", draft: "Draft", page: "Page", of: "of", enclosures: "Enclosures" };
const WELSH: Words = Words { language: "cy", draft: "Drafft", page: "Tudalen", of: "o", enclosures: "Amgaeadau" };

impl Words {
    pub(crate) fn of(language: &Language) -> &'static Words {
        if language.code == "cy" { &WELSH } else { &ENGLISH }
    }
}
