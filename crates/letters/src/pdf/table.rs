//! A table as a PDF: the plan that is printed, published and sent.

#[cfg(test)]
mod tests;

use serde_json::{Value, json};
use sheets::{Cell, Group, Sheet};

use super::columns::{self, Column};
use super::fonts::Fonts;
use super::world::Template;
use super::{LARGE, Refused, made};
use crate::characters::{clean, clean_line, is_visible, reads_right_to_left};
use crate::links;

/// The size of the letters, in points.
const SIZE: f64 = 9.0;
/// The long side of A4, the margin on either side, and the room in a cell before and after its text, all in points.
const PAGE: f64 = 841.89;
const MARGIN: f64 = 42.0;
const INSET: f64 = 4.0;
/// With more columns than these no word fits into one any more.
const MOST_COLUMNS: usize = 30;
/// A row of more lines than these may be broken over the page. A page has about thirty.
const MOST_LINES_WHOLE: f64 = 12.0;
/// A row of headings, or a group's, stands on each page when it has no more lines than the first; with more than the second
/// it may be broken over the page, as which no row of headings can be set.
const MOST_LINES_REPEATED: f64 = 6.0;
const MOST_LINES_OF_HEADINGS: f64 = 16.0;
/// The typesetter keeps all pages in its memory until the last is set, about 30 kB for a cell.
const MOST_CELLS: usize = 100_000;
const MOST_BYTES: usize = 10 * 1024 * 1024;
/// The longest title at the foot of each page.
const LONGEST_FOOT: usize = 110;
/// How wide the title is in letters of the size of the table's.
const TITLE: f64 = 15.0 / SIZE;

/// Why a table could not be made into a PDF.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The table lacks what an accessible document must have, or has what no page can hold. All of it is listed.
    #[error("The table cannot be set as a PDF. {}", .0.join(" "))]
    Incomplete(Vec<String>),
    /// The typesetter refused, which no text can cause: its words are for whoever looks after this program.
    #[error("The table could not be set as a PDF; it can still be had as a spreadsheet. The typesetter says: {0}.")]
    Typesetting(String),
}

/// Sets the table as a PDF that screen readers can read (PDF/UA-1): A4 landscape, the title and the lines above it, the
/// headings on each page, each group under a shaded heading of its own, and at the foot the title and the page. Every font
/// is inside. A line break in a cell begins a paragraph; an address that is not `https://`, `http://` or `mailto:` leads
/// nowhere. What no typeface can draw stands as `�`, as in letters. The same table and time make the same bytes.
///
/// # Errors
///
/// When the table has no title, or more than 30 columns, 100,000 cells or 10 million characters.
pub fn table_pdf(sheet: &Sheet, created: jiff::Timestamp) -> Result<Vec<u8>, TableError> {
    let data = checked(sheet)?;
    let forget_at_once = data.len() > LARGE;
    let identity = format!("{created} {data}");
    let pdf = made(Template::Table, data, created, identity);
    typst::comemo::evict(if forget_at_once { 0 } else { super::FORGET_AFTER });
    pdf.map_err(|Refused(words)| TableError::Typesetting(words))
}

/// The table as the template reads it, or all that stands against it.
fn checked(sheet: &Sheet) -> Result<String, TableError> {
    let mut faults = Vec::new();
    if clean_line(&sheet.title).is_empty() {
        faults.push("Give it a title: it is the document's title.".to_owned());
    }
    let columns = sheet.columns();
    if columns > MOST_COLUMNS {
        faults
            .push(format!("It has {columns} columns, and a page holds {MOST_COLUMNS}. Take fewer, or take it as a spreadsheet."));
    }
    let cells = columns * sheet.rows();
    if cells > MOST_CELLS {
        faults.push(format!(
            "It has {} rows, and {} of {columns} columns are the most. Take fewer, or take it as a spreadsheet.",
            sheet.rows(),
            MOST_CELLS / columns.max(1)
        ));
    }
    if !faults.is_empty() {
        return Err(TableError::Incomplete(faults));
    }
    let data = of(sheet).to_string();
    if data.len() > MOST_BYTES {
        let most = MOST_BYTES / 1024 / 1024;
        let words = format!("It holds more than {most} million characters. Take fewer rows, or take it as a spreadsheet.");
        return Err(TableError::Incomplete(vec![words]));
    }
    Ok(data)
}

fn of(sheet: &Sheet) -> Value {
    let setter = Setter::new(sheet);
    let title = clean_line(&sheet.title);
    let whole = setter.fonts.drawable(&title);
    let heads: Vec<String> = (0..columns_of(sheet)).map(|column| head_of(sheet, column)).collect();
    let lines = sheet.lines.iter().map(|line| clean_line(line)).filter(|line| !line.is_empty());
    let line_room = PAGE - 2.0 * MARGIN;
    json!({
        "margin": MARGIN,
        "inset": INSET,
        "title": whole,
        "heading": setter.line(&title, line_room / TITLE),
        "footer": setter.broken(&shortened(&whole), line_room / 2.0),
        "lines": lines.map(|line| setter.line(&line, line_room)).collect::<Vec<_>>(),
        "widths": setter.widths,
        "ends": numbers(sheet),
        "fits": fits(setter.lines_of(heads.iter().map(|head| vec![head.as_str()]))),
        "heads": (0..).zip(&heads).map(|(column, head)| setter.line(head, setter.room(column))).collect::<Vec<_>>(),
        "tables": tables(sheet).iter().map(|groups| groups.iter().map(|group| setter.group(group)).collect()).collect::<Vec<Vec<_>>>(),
        "words": { "page": "Page", "of": "of", "nothing": "None" },
    })
}

/// The title for the foot of each page, which is one line high.
fn shortened(title: &str) -> String {
    let short: String = title.chars().take(LONGEST_FOOT).collect();
    if short.len() < title.len() { format!("{}…", short.trim_end()) } else { short }
}

/// On which pages a row of so many lines of headings stands.
fn fits(lines: f64) -> &'static str {
    if lines <= MOST_LINES_REPEATED {
        "each"
    } else if lines <= MOST_LINES_OF_HEADINGS {
        "first"
    } else {
        "never"
    }
}

/// How many columns are set: one for the titles of groups where there are none.
fn columns_of(sheet: &Sheet) -> usize {
    let titled = sheet.groups.iter().any(|group| !clean_line(&group.title).is_empty());
    sheet.columns().max(usize::from(titled))
}

fn head_of(sheet: &Sheet, column: usize) -> String {
    sheet.heads.get(column).map(|head| clean_line(head)).unwrap_or_default()
}

/// The groups, a table for each run of them that one row of headings can stand over: a group without a title that follows
/// one with a title would seem to belong to it.
fn tables(sheet: &Sheet) -> Vec<Vec<&Group>> {
    let mut tables: Vec<Vec<&Group>> = Vec::new();
    for group in &sheet.groups {
        let titled = !clean_line(&group.title).is_empty();
        if !titled && group.rows.is_empty() {
            continue;
        }
        match tables.last_mut() {
            Some(table) if titled => table.push(group),
            _ => tables.push(vec![group]),
        }
    }
    if tables.is_empty() { vec![Vec::new()] } else { tables }
}

/// The columns in which there are numbers and nothing else.
fn numbers(sheet: &Sheet) -> Vec<usize> {
    let cells = |column: usize| sheet.groups.iter().flat_map(|group| &group.rows).filter_map(move |row| row.get(column));
    let is_number = |cell: &Cell| matches!(cell, Cell::Number(_));
    let fits = |column: &usize| {
        cells(*column).any(is_number) && cells(*column).all(|cell| is_number(cell) || shown(cell).iter().all(String::is_empty))
    };
    (0..sheet.columns()).filter(fits).collect()
}

/// The cell's lines, without those in which nothing is seen.
fn shown(cell: &Cell) -> Vec<String> {
    let text = match cell {
        Cell::Date(date) => day(*date),
        Cell::Link { text, href } if clean_line(text).is_empty() => href.clone(),
        Cell::Link { text, .. } => text.clone(),
        cell => cell.plain(),
    };
    clean(&text).split('\n').map(str::trim_end).filter(|line| line.chars().any(is_visible)).map(str::to_owned).collect()
}

/// The day as people write it where there is little room: `24 Nov 2026`, which no line breaks.
fn day(date: jiff::civil::Date) -> String {
    date.strftime("%-d\u{a0}%b\u{a0}%Y").to_string()
}

struct Setter {
    fonts: &'static Fonts,
    widths: Vec<f64>,
}

impl Setter {
    fn new(sheet: &Sheet) -> Setter {
        let fonts = Fonts::shared();
        let measured = |text: &str| fonts.width(text) * SIZE;
        let mut columns = vec![Column::default(); columns_of(sheet)];
        for (at, column) in columns.iter_mut().enumerate() {
            column.add(&[&head_of(sheet, at)], measured);
        }
        for row in sheet.groups.iter().flat_map(|group| &group.rows) {
            for (column, cell) in columns.iter_mut().zip(row) {
                let lines = shown(cell);
                column.add(&lines.iter().map(String::as_str).collect::<Vec<_>>(), measured);
            }
        }
        let insets = 2.0 * INSET * f64::from(u32::try_from(columns.len()).unwrap_or(0));
        let room = PAGE - 2.0 * MARGIN - insets;
        let widths = columns::widths(&columns, room).into_iter().map(|width| width + 2.0 * INSET).collect();
        Setter { fonts, widths }
    }

    /// The room for text in a column.
    fn room(&self, column: usize) -> f64 {
        self.widths.get(column).map_or(0.0, |width| width - 2.0 * INSET)
    }

    fn group(&self, group: &Group) -> Value {
        let title = clean_line(&group.title);
        let room = PAGE - 2.0 * MARGIN - 2.0 * INSET;
        let lines = (1.2 * self.width(&title) / room).ceil();
        let title = (!title.is_empty()).then(|| self.line(&title, room));
        let rows: Vec<Value> = group.rows.iter().map(|row| self.row(row)).collect();
        json!({ "title": title, "fits": fits(lines), "rows": rows })
    }

    fn row(&self, row: &[Cell]) -> Value {
        let lines: Vec<Vec<String>> = row.iter().map(shown).collect();
        let whole = self.lines_of(lines.iter().map(|lines| lines.iter().map(String::as_str).collect())) <= MOST_LINES_WHOLE;
        let mut cells: Vec<Value> =
            row.iter().zip(&lines).enumerate().map(|(column, (cell, lines))| self.cell(cell, lines, self.room(column))).collect();
        cells.resize(self.widths.len(), Value::from(""));
        json!({ "whole": whole, "cells": cells })
    }

    /// About how many lines the highest of these cells has.
    fn lines_of<'a>(&self, cells: impl Iterator<Item = Vec<&'a str>>) -> f64 {
        let lines = |column: usize, lines: &[&str]| {
            let room = self.room(column).max(1.0);
            lines.iter().map(|line| (1.2 * self.width(line) / room).ceil()).sum::<f64>()
        };
        cells.enumerate().map(|(column, cell)| lines(column, &cell)).fold(0.0, f64::max)
    }

    fn cell(&self, cell: &Cell, lines: &[String], room: f64) -> Value {
        let text = match lines {
            [] => return Value::from(""),
            [line] => self.line(line, room),
            lines => lines.iter().map(|line| self.line(line, room)).collect(),
        };
        match cell {
            Cell::Number(_) => json!({ "number": text }),
            Cell::Link { href, .. } => match links::allowed(href) {
                Some(to) => json!({ "to": to, "text": text }),
                None => text,
            },
            _ => text,
        }
    }

    /// A line for a place so wide, as the template reads it.
    fn line(&self, line: &str, room: f64) -> Value {
        let text = self.broken(&self.fonts.drawable(line), room);
        if reads_right_to_left(line) { json!({ "rtl": text }) } else { Value::from(text) }
    }

    fn width(&self, text: &str) -> f64 {
        self.fonts.width(text) * SIZE
    }

    /// The text with unseen places to break where the place could not hold what stands between two others: in long words,
    /// and at spaces beside signs, as no line begins with some signs or ends with others.
    fn broken(&self, text: &str, room: f64) -> String {
        let mut out = String::with_capacity(text.len());
        let mut held = 0.0;
        for word in text.split_inclusive(breaks) {
            let signs = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric());
            let free = !signs(word.chars().next()) && !signs(out.trim_end_matches(breaks).chars().next_back());
            let wide = self.width(word);
            if free || held + wide > room {
                if !free && !out.is_empty() {
                    out.push(BREAK);
                }
                held = 0.0;
            }
            held += wide;
            if self.width(word.trim_end_matches(breaks)) > room {
                held = self.push_broken(word, room, &mut out);
            } else {
                out.push_str(word);
            }
        }
        out
    }

    /// Adds a word with places to break, so that no piece is wider than the place. Gives the width of the last piece.
    fn push_broken(&self, word: &str, room: f64, out: &mut String) -> f64 {
        let mut drawn = 0.0;
        for c in word.chars() {
            let wide = self.fonts.width_of(c) * SIZE;
            if drawn > 0.0 && drawn + wide > room {
                out.push(BREAK);
                drawn = 0.0;
            }
            out.push(c);
            drawn += wide;
        }
        drawn
    }
}

/// A place to break that is not seen.
const BREAK: char = '\u{200b}';

/// Whether a line may be broken at the space. Some spaces are there to forbid it.
fn breaks(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}
