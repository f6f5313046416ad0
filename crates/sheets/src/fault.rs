//! What is wrong with a spreadsheet, for whoever must mend it.

use std::fmt;

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The row, numbered as a spreadsheet shows it. None when it is the whole file.
    pub row: Option<u32>,
    /// The column: its heading, or its letter where it has none.
    pub column: Option<String>,
    /// What is wrong and what to do about it, in sentences.
    pub words: String,
}

impl Fault {
    pub(crate) fn whole(words: impl Into<String>) -> Fault {
        Fault { row: None, column: None, words: words.into() }
    }
}

/// The place before the words: `Row 7, “Due”: …`.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.row, &self.column) {
            (Some(row), Some(column)) => write!(f, "Row {row}, “{column}”: {}", self.words),
            (Some(row), None) => write!(f, "Row {row}: {}", self.words),
            (None, Some(column)) => write!(f, "“{column}”: {}", self.words),
            (None, None) => f.write_str(&self.words),
        }
    }
}

/// The letters by which a spreadsheet knows a column, the first being 0: `A`, `Z`, `AA`.
pub(crate) fn letters(column: usize) -> String {
    let mut left = column;
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or_default()));
        match (left / 26).checked_sub(1) {
            Some(next) => left = next,
            None => break,
        }
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_their_letters() {
        let pairs = [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")];
        for (column, expected) in pairs {
            assert_eq!(letters(column), expected);
        }
    }
}
