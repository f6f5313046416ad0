//! Keeps a cell of a CSV file from being run as a formula. A spreadsheet runs whatever begins like one, also when a
//! complainant wrote it, so an apostrophe stands before it. Reading takes it off again.

/// How a formula can begin, also as typed on keyboards with wide signs.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Whether the text begins like a formula. Apostrophes and spaces before are looked through: a spreadsheet may do so too,
/// and it makes [`guarded`] and [`bare`] exact opposites.
fn is_like_a_formula(text: &str) -> bool {
    let text = text.trim_start_matches('\'');
    text.starts_with(['\t', '\r', '\n']) || text.trim_start_matches(|c: char| c == '\'' || c.is_whitespace()).starts_with(SIGNS)
}

/// The text as a CSV file may hold it.
pub(crate) fn guarded(text: String) -> String {
    if is_like_a_formula(&text) { format!("'{text}") } else { text }
}

/// The text as a cell that says that it is text may hold it: no formula can come of it, but an apostrophe that somebody
/// wrote before one would be taken off by [`bare`].
pub(crate) fn kept(text: String) -> String {
    if text.starts_with('\'') { guarded(text) } else { text }
}

/// The text without the apostrophe that [`guarded`] put before it.
pub(crate) fn bare(mut text: String) -> String {
    if text.starts_with('\'') && is_like_a_formula(&text) {
        text.remove(0);
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_guarded() {
        for text in ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "  =1", "'=1", "'' @a", "＝1", "－1"] {
            assert_eq!(guarded(text.to_owned()), format!("'{text}"));
        }
        for text in ["", "'", "1-1", "a=1", "'twas", "’tis", "(-1)", "–1"] {
            assert_eq!(guarded(text.to_owned()), text);
        }
    }

    proptest! {
        #[test]
        fn guarding_is_undone(text in "['=+@ \t\na-]{0,6}|.*") {
            prop_assert_eq!(bare(guarded(text.clone())), text.clone());
            prop_assert_eq!(bare(kept(text.clone())), text);
        }
    }
}
