//! The one sheet of a workbook: its cells, how they look, and how it prints.

use jiff::civil::Date;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline, IgnoreError, Worksheet, XlsxError};

use super::{head_row, one_line};
use crate::apostrophe::kept;
use crate::sheet::tidy;
use crate::{Cell, Sheet};

/// What a sheet can hold, by the format.
const LONGEST_LINK: usize = 2_000;
const MOST_LINKS: usize = 65_530;

/// Columns are as wide as what stands in them, between these many characters.
const NARROWEST: usize = 9;
const WIDEST: usize = 48;
/// The arrow of the filter stands beside a heading.
const ARROW: usize = 3;

/// The height of a line in points, and the greatest height of a row.
const LINE: usize = 15;
const TALLEST: usize = 405;

/// Paper of the size A4, as the format numbers it.
const A4: u8 = 9;

struct Formats {
    title: Format,
    line: Format,
    head: Format,
    text: Format,
    date: Format,
    number: Format,
    link: Format,
}

impl Formats {
    fn new() -> Formats {
        // Whoever edits a cell of text that begins like a formula does not make it one.
        let words = || Format::new().set_quote_prefix().set_align(FormatAlign::Top);
        let ruled = |format: Format| format.set_border_bottom(FormatBorder::Hair).set_border_bottom_color(Color::RGB(0x8A_93_9B));
        let text = || ruled(words().set_text_wrap());
        let value = || ruled(Format::new().set_align(FormatAlign::Top));
        Formats {
            title: words().set_bold().set_font_size(14),
            line: words(),
            head: words()
                .set_text_wrap()
                .set_bold()
                .set_background_color(Color::RGB(0xE8_EB_ED))
                .set_border_bottom(FormatBorder::Medium),
            text: text(),
            date: value().set_align(FormatAlign::Left).set_num_format("d mmm yyyy"),
            number: value().set_align(FormatAlign::Right).set_indent(1),
            link: text().set_font_color(Color::RGB(0x1A_4F_8B)).set_underline(FormatUnderline::Single),
        }
    }
}

pub(super) struct Writer<'a> {
    page: &'a mut Worksheet,
    formats: Formats,
    links: usize,
}

impl<'a> Writer<'a> {
    pub(super) fn new(page: &'a mut Worksheet) -> Writer<'a> {
        Writer { page, formats: Formats::new(), links: 0 }
    }

    pub(super) fn write(mut self, sheet: &Sheet, title: &str) -> Result<(), XlsxError> {
        let title_row = (!title.is_empty()).then(|| (title.to_owned(), self.formats.title.clone()));
        let lines = sheet.lines.iter().map(|line| (one_line(line), self.formats.line.clone()));
        for (row, (text, format)) in (0..).zip(title_row.into_iter().chain(lines)) {
            self.page.write_string_with_format(row, 0, kept(text), &format)?;
        }
        let group = sheet.group_column();
        let columns = sheet.columns() + usize::from(group.is_some());
        let head = number(head_row(sheet))?;
        let mut widths = vec![NARROWEST; columns];
        let group_at = sheet.columns();
        let heads = sheet.heads.iter().map(|head| tidy(head)).enumerate().chain(group.clone().map(|head| (group_at, head)));
        for (column, text) in heads.clone() {
            widen(&mut widths, column, longest_word(&text) + ARROW);
            self.page.write_string_with_format(head, number16(column)?, kept(text), &self.formats.head)?;
        }
        let mut row = head;
        for part in &sheet.groups {
            let title = tidy(&part.title);
            for cells in &part.rows {
                row += 1;
                for (column, cell) in cells.iter().enumerate() {
                    widen(&mut widths, column, longest_line(&cell.plain()));
                    self.cell(row, number16(column)?, cell)?;
                }
                if group.is_some() {
                    widen(&mut widths, group_at, longest_line(&title));
                    self.page.write_string_with_format(row, number16(group_at)?, kept(title.clone()), &self.formats.text)?;
                }
            }
        }
        self.heights(sheet, head, heads, &widths)?;
        for (column, width) in widths.iter().enumerate() {
            self.page.set_column_width(number16(column)?, f64::from(number(*width)?))?;
        }
        if let Some(last) = columns.checked_sub(1) {
            let last = number16(last)?;
            self.page.autofilter(head, 0, row, last)?;
            // A reference such as 0123 is text and meant to be.
            self.page.ignore_error_range(0, 0, row, last, IgnoreError::NumberStoredAsText)?;
            self.page.set_freeze_panes(head + 1, 0)?;
            self.page.set_repeat_rows(head, head)?;
        }
        self.page.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.3);
        self.page.set_footer(footer(title));
        Ok(())
    }

    /// Makes each row as high as its lines.
    fn heights(
        &mut self,
        sheet: &Sheet,
        head: u32,
        heads: impl Iterator<Item = (usize, String)>,
        widths: &[usize],
    ) -> Result<(), XlsxError> {
        let lines = |column: usize, text: &str| lines_of(text, widths.get(column).copied().unwrap_or(NARROWEST));
        let heads = heads.map(|(column, text)| lines(column, &text)).max();
        let rows = sheet.groups.iter().flat_map(|group| group.rows.iter().map(move |row| (group, row)));
        let rows = rows.map(|(group, row)| {
            let cells = row.iter().enumerate().map(|(column, cell)| lines(column, &cell.plain()));
            cells.chain([lines(sheet.columns(), &tidy(&group.title))]).max()
        });
        for (row, lines) in (head..).zip([heads].into_iter().chain(rows)) {
            if lines.is_some_and(|lines| lines > 1) {
                let height = (lines.unwrap_or(1) * LINE).min(TALLEST);
                self.page.set_row_height(row, number(height)?)?;
            }
        }
        Ok(())
    }

    fn cell(&mut self, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
        match cell {
            Cell::Number(number) if number.is_finite() => {
                self.page.write_number_with_format(row, column, *number, &self.formats.number)?;
            }
            Cell::Date(date) if as_serial(*date).is_some() => {
                let serial = as_serial(*date).unwrap_or_default();
                self.page.write_number_with_format(row, column, serial, &self.formats.date)?;
            }
            Cell::Link { href, .. } if leads_somewhere(href) && self.links < MOST_LINKS && !cell.plain().is_empty() => {
                self.links += 1;
                let text = kept(cell.plain());
                self.page.write_url_with_options(row, column, href.trim(), text, "", Some(&self.formats.link))?;
            }
            cell => {
                self.page.write_string_with_format(row, column, kept(cell.plain()), &self.formats.text)?;
            }
        }
        Ok(())
    }
}

/// The date as workbooks count days. None before March 1900, as workbooks have a 29 February in that year, which there never
/// was, and none after 9999.
fn as_serial(date: Date) -> Option<f64> {
    let first = jiff::civil::date(1900, 3, 1);
    let days = (date >= first).then(|| first.until(date).ok())??.get_days();
    Some(f64::from(days + 61))
}

/// Whether the address may stand in a workbook: one that a browser or a mail program opens.
fn leads_somewhere(href: &str) -> bool {
    let href = href.trim();
    let known = ["https://", "http://", "mailto:"].iter().any(|scheme| href.len() > scheme.len() && href.starts_with(scheme));
    known && href.encode_utf16().count() <= LONGEST_LINK && !href.chars().any(char::is_control)
}

fn number(at: usize) -> Result<u32, XlsxError> {
    u32::try_from(at).map_err(|_| XlsxError::RowColumnLimitError)
}

fn number16(at: usize) -> Result<u16, XlsxError> {
    u16::try_from(at).map_err(|_| XlsxError::RowColumnLimitError)
}

fn widen(widths: &mut [usize], column: usize, characters: usize) {
    if let Some(width) = widths.get_mut(column) {
        *width = (*width).max(characters + 1).min(WIDEST);
    }
}

/// About how many lines the text takes in a column of that many characters.
fn lines_of(text: &str, width: usize) -> usize {
    text.split('\n').map(|line| wrapped(line, width)).sum()
}

fn wrapped(line: &str, width: usize) -> usize {
    let (mut lines, mut at) = (1, 0);
    for word in line.split(' ') {
        // Han characters and the like are twice as wide.
        let long: usize = word.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum();
        if at > 0 && at + 1 + long > width {
            lines += 1;
            at = 0;
        }
        at += long + usize::from(at > 0);
        lines += at.saturating_sub(1) / width;
        at -= at.saturating_sub(1) / width * width;
    }
    lines
}

fn longest_line(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

fn longest_word(text: &str) -> usize {
    text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0)
}

/// The foot of each printed page. 255 characters are the most, and `&` begins an instruction.
fn footer(title: &str) -> String {
    let short: String = title.chars().take(80).collect();
    let dots = if title.chars().nth(80).is_some() { "…" } else { "" };
    format!("&L{}{dots}&RPage &P of &N", short.replace('&', "&&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_workbooks_do() {
        let pairs = [((1900, 3, 1), Some(61.0)), ((2025, 10, 13), Some(45943.0)), ((9999, 12, 31), Some(2_958_465.0))];
        for ((year, month, day), serial) in pairs {
            assert_eq!(as_serial(jiff::civil::date(year, month, day)), serial);
        }
        assert_eq!(as_serial(jiff::civil::date(1900, 2, 28)), None);
    }

    #[test]
    fn lines_are_counted_as_they_wrap() {
        for (text, lines) in
            [("", 1), ("a b c", 1), ("a\n\nb", 3), ("aaaa bbbb cccc", 2), (&"a".repeat(21), 3), ("漢字漢字漢字", 2)]
        {
            assert_eq!(lines_of(text, 10), lines, "{text}");
        }
    }

    #[test]
    fn the_foot_says_the_title_and_gives_no_instruction() {
        assert_eq!(footer("R&D"), "&LR&&D&RPage &P of &N");
        assert!(footer(&"&".repeat(300)).encode_utf16().count() <= 255);
    }

    #[test]
    fn only_addresses_that_open_safely_are_links() {
        for href in ["https://e.example/a?b=c#d", "mailto:a@e.example", " http://e.example"] {
            assert!(leads_somewhere(href), "{href}");
        }
        let long = format!("https://e.example/{}", "a".repeat(3000));
        for href in ["", "https://", "javascript:x", "file:///etc/passwd", "internal:A1", "/case/1", "https://a\nb", &long] {
            assert!(!leads_somewhere(href), "{href}");
        }
    }
}
