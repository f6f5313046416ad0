//! Measures the cells of a table and makes them ready for the template: how wide each column is, which rows stay whole, and
//! where a word must break that no line holds.

use serde_json::{Value, json};
use sheets::{Cell, Group, Sheet};

use super::super::columns::{self, Column};
use super::super::fonts::Fonts;
use super::{INSET, MARGIN, PAGE, SIZE, columns_of, fits, head_of, shown};
use crate::characters::{clean_line, reads_right_to_left};
use crate::links;

/// A row of more lines than these may be broken over the page. A page has about thirty.
const MOST_LINES_WHOLE: f64 = 12.0;
/// A place to break that is not seen.
const BREAK: char = '\u{200b}';

/// Whether a line may be broken at the space. Some spaces are there to forbid it.
fn breaks(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

pub(super) struct Setter {
    fonts: &'static Fonts,
    /// The widths of the columns, in points.
    pub(super) widths: Vec<f64>,
}

impl Setter {
    pub(super) fn new(sheet: &Sheet) -> Setter {
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
    pub(super) fn room(&self, column: usize) -> f64 {
        self.widths.get(column).map_or(0.0, |width| width - 2.0 * INSET)
    }

    pub(super) fn group(&self, group: &Group) -> Value {
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
    pub(super) fn lines_of<'a>(&self, cells: impl Iterator<Item = Vec<&'a str>>) -> f64 {
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
    pub(super) fn line(&self, line: &str, room: f64) -> Value {
        let text = self.broken(&self.fonts.drawable(line), room);
        if reads_right_to_left(line) { json!({ "rtl": text }) } else { Value::from(text) }
    }

    /// The text with a mark for what no typeface can draw.
    pub(super) fn drawable(&self, text: &str) -> String {
        self.fonts.drawable(text)
    }

    fn width(&self, text: &str) -> f64 {
        self.fonts.width(text) * SIZE
    }

    /// The text with unseen places to break where the place could not hold what stands between two others: in long words,
    /// and at spaces beside signs, as no line begins with some signs or ends with others.
    pub(super) fn broken(&self, text: &str, room: f64) -> String {
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
