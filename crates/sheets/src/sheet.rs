//! A table with what stands above it.

use jiff::civil::Date;

/// A table: a title, lines beneath it, headings, and rows in groups.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// What the table is: the title of the document, and the name of the sheet.
    pub title: String,
    /// What stands between the title and the table, a line each.
    pub lines: Vec<String>,
    /// The headings of the columns.
    pub heads: Vec<String>,
    /// The heading of the column that says which group a row is in. A file has that column when this is given, there is more
    /// than one group and one of them has a title; it is the last one.
    pub group_head: Option<String>,
    /// The rows.
    pub groups: Vec<Group>,
}

/// Rows that belong together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Group {
    /// What they have in common; nothing when they stand under no heading of their own.
    pub title: String,
    /// The rows. One with fewer cells than headings ends with empty cells.
    pub rows: Vec<Vec<Cell>>,
}

/// What stands in one place of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words, with line breaks where they have some.
    Text(String),
    /// A day.
    Date(Date),
    /// A number. As in spreadsheets, it is shown to 15 digits.
    Number(f64),
    /// Words that lead somewhere. A CSV file holds the words alone.
    Link {
        /// What is read; the address when it is empty.
        text: String,
        /// A whole address that begins with `https://`, `http://` or `mailto:`. Any other leads nowhere: the words remain.
        href: String,
    },
}

impl Cell {
    /// What a CSV file holds of the cell and reading it gives back: text without characters that cannot be seen and with
    /// `\n` for each line break, a date as `2026-11-24`, a number without a point where it needs none.
    pub fn plain(&self) -> String {
        match self {
            Cell::Text(text) => tidy(text),
            Cell::Date(date) => date.to_string(),
            Cell::Number(number) => plain_number(*number),
            Cell::Link { text, href } => {
                let text = tidy(text);
                if text.is_empty() { tidy(href) } else { text }
            }
        }
    }
}

impl Default for Cell {
    fn default() -> Cell {
        Cell::Text(String::new())
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<Date> for Cell {
    fn from(date: Date) -> Cell {
        Cell::Date(date)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Cell {
        Cell::Number(number)
    }
}

impl Sheet {
    /// How many columns there are, without the one for groups: as many as headings, or more where a row has more cells.
    pub fn columns(&self) -> usize {
        let longest = self.groups.iter().flat_map(|group| &group.rows).map(Vec::len).max();
        self.heads.len().max(longest.unwrap_or(0))
    }

    /// How many rows there are in all groups.
    pub fn rows(&self) -> usize {
        self.groups.iter().map(|group| group.rows.len()).sum()
    }

    /// The heading of the column for groups, when a file has one.
    pub(crate) fn group_column(&self) -> Option<String> {
        let grouped = self.groups.len() > 1 && self.groups.iter().any(|group| !tidy(&group.title).trim().is_empty());
        self.group_head.as_deref().map(tidy).filter(|head| grouped && !head.trim().is_empty())
    }
}

/// The text without characters that no spreadsheet can hold, its lines ended by `\n` and nothing else.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\n' | '\t' => out.push(c),
            '\0'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

/// The number to 15 digits, as spreadsheets show it: beyond, a number that was worked out shows its rounding.
pub(crate) fn plain_number(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    let rounded = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_plain() {
        let pairs =
            [(5.0, "5"), (-0.0, "0"), (0.1 + 0.2, "0.3"), (-1234.5, "-1234.5"), (1e21, "1000000000000000000000"), (f64::NAN, "")];
        for (number, expected) in pairs {
            assert_eq!(Cell::Number(number).plain(), expected);
        }
    }

    #[test]
    fn text_keeps_what_can_be_seen() {
        assert_eq!(Cell::from("a\r\nb\rc\n\td\0\u{1b}\u{ffff}é").plain(), "a\nb\nc\n\tdé");
        assert_eq!(Cell::Link { text: " ".to_owned(), href: "https://e.example".to_owned() }.plain(), " ");
        assert_eq!(Cell::Link { text: String::new(), href: "https://e.example".to_owned() }.plain(), "https://e.example");
    }

    #[test]
    fn groups_have_a_column_when_it_says_something() {
        let group = |title: &str| Group { title: title.to_owned(), rows: Vec::new() };
        let column = |head: Option<&str>, groups: Vec<Group>| {
            Sheet { group_head: head.map(str::to_owned), groups, ..Sheet::default() }.group_column()
        };
        assert_eq!(column(Some("G"), vec![group("a"), group("b")]).as_deref(), Some("G"));
        assert_eq!(column(Some("G"), vec![group(""), group("b")]).as_deref(), Some("G"));
        assert_eq!(column(Some("G"), vec![group("a")]), None);
        assert_eq!(column(Some("G"), vec![group(""), group("")]), None);
        assert_eq!(column(None, vec![group("a"), group("b")]), None);
    }
}
