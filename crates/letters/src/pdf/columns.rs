//! How wide the columns of a table are, all together as wide as the page, so that its rows are as low as may be.

/// The words of a column are given this much room before they are broken, and a column no more for its words alone.
const WIDEST_WORD: f64 = 96.0;
/// No column with something in it is narrower.
const NARROWEST: f64 = 14.0;

/// What stands in a column, measured in points.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Column {
    /// The widest word.
    word: f64,
    /// The widest line.
    line: f64,
    /// All lines together.
    all: f64,
}

impl Column {
    /// Takes a cell of these lines into account; `width` measures a text.
    pub(super) fn add(&mut self, lines: &[&str], width: impl Fn(&str) -> f64) {
        for line in lines {
            let (mut whole, mut pieces) = (0.0, 0);
            for word in line.split(' ') {
                let word = width(word);
                self.word = self.word.max(word);
                whole += word;
                pieces += 1;
            }
            whole += width(" ") * f64::from(pieces - 1);
            self.line = self.line.max(whole);
            self.all += whole;
        }
    }
}

/// The widths of the columns, which add up to `room`. Where all lines fit, each column has what its lines need and a share
/// of what is left. Else each has what its words need, and the rest goes to those with the most text: by the square root of
/// it, as twice the text in a column of the same width is twice as high.
pub(super) fn widths(columns: &[Column], room: f64) -> Vec<f64> {
    let lines: Vec<f64> = columns.iter().map(|column| column.line.max(NARROWEST)).collect();
    let wanted: f64 = lines.iter().sum();
    if wanted <= room {
        return lines.iter().map(|line| line * room / wanted).collect();
    }
    let words: Vec<f64> = columns.iter().map(|column| column.word.clamp(NARROWEST, WIDEST_WORD)).collect();
    let needed: f64 = words.iter().sum();
    if needed >= room {
        return words.iter().map(|word| word * room / needed).collect();
    }
    shared(columns, &lines, words, room - needed)
}

/// Adds what is left to the widths, by the text of each, and to none more than its widest line.
fn shared(columns: &[Column], lines: &[f64], mut widths: Vec<f64>, mut left: f64) -> Vec<f64> {
    let mut full = vec![false; columns.len()];
    // Each time round a column is full, or nothing is left.
    for _ in columns {
        let weight = |(column, full): (&Column, &bool)| if *full { 0.0 } else { column.all.sqrt() };
        let weights: Vec<f64> = columns.iter().zip(&full).map(weight).collect();
        let all: f64 = weights.iter().sum();
        if left < 0.01 || all <= 0.0 {
            break;
        }
        let share = left / all;
        for (((width, line), weight), full) in widths.iter_mut().zip(lines).zip(weights).zip(&mut full) {
            let more = (weight * share).min(line - *width).max(0.0);
            *width += more;
            left -= more;
            *full |= line - *width < 0.01;
        }
    }
    let all: f64 = widths.iter().sum();
    let room = all + left;
    widths.iter().map(|width| width * room / all).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn column(lines: &[&str]) -> Column {
        let mut column = Column::default();
        for line in lines {
            column.add(&[line], |text| text.chars().count() as f64 * 5.0);
        }
        column
    }

    #[test]
    fn short_columns_keep_their_lines_and_long_ones_share_the_rest() {
        let text = "word ".repeat(60);
        let found = widths(&[column(&["R-2026-001"]), column(&[&text]), column(&[&text, &text, &text, &text])], 700.0);
        assert!(found[0] >= 50.0 && found[0] < 60.0, "{found:?}");
        assert!(found[2] > 1.5 * found[1], "{found:?}");
    }

    #[test]
    fn what_fits_fills_the_page() {
        assert_eq!(widths(&[column(&["aaaaaaaaaa"]), column(&["aaaaaaaaaaaaaaaaaaaa"])], 300.0), [100.0, 200.0]);
        assert!(widths(&[], 300.0).is_empty());
    }

    proptest! {
        #[test]
        fn widths_add_up(columns in prop::collection::vec(prop::collection::vec("[a-z ]{0,300}", 0..6), 1..40)) {
            let columns: Vec<Column> =
                columns.iter().map(|lines| column(&lines.iter().map(String::as_str).collect::<Vec<_>>())).collect();
            let found = widths(&columns, 700.0);
            prop_assert!((found.iter().sum::<f64>() - 700.0).abs() < 0.1, "{:?}", found);
            prop_assert!(found.iter().all(|width| *width > 4.0), "{:?}", found);
        }
    }
}
