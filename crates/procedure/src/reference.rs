//! References of cases: drawn at random by the pattern of their procedure, and read however they are typed.
//!
//! A code is eight random digits and a check digit, in threes: `482-917-305`. The check digit (Damm's) covers the year too. It
//! finds every single wrong digit and every two neighbours that changed places.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

/// What the code replaces in a pattern.
pub const CODE: &str = "{code}";
/// What the year replaces in a pattern.
pub const YEAR: &str = "{year}";
/// What patterns said for the code when cases were numbered one after another.
pub const SERIAL: &str = "{serial}";

/// What to do about a reference whose check digit is wrong.
pub const WRONG: &str = "Check the reference: one character looks wrong";

/// The digits of a code without its check digit.
const DIGITS: usize = 8;
/// How many different codes there are.
const CODES: u64 = 100_000_000;
/// How long the numbers of older references are. They have no check digit.
const OLDER: std::ops::RangeInclusive<usize> = 5..=7;

/// Damm's quasigroup of order ten.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// Random bytes from which the code of a case is drawn.
pub type Seed = [u8; 32];

/// What somebody typed, read as a reference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Typed {
    /// A reference that a case could have, as it is written.
    Reference(String),
    /// Nearly a reference: its check digit is wrong, or it is too long or too short.
    Wrong,
    /// Something else.
    Other,
}

enum Part<'a> {
    Text(&'a str),
    Year,
    Code,
}

/// The parts of a pattern in order.
fn parts(pattern: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = pattern;
    while !rest.is_empty() {
        let (part, length) = if rest.starts_with(CODE) || rest.starts_with(SERIAL) {
            (Part::Code, if rest.starts_with(CODE) { CODE.len() } else { SERIAL.len() })
        } else if rest.starts_with(YEAR) {
            (Part::Year, YEAR.len())
        } else {
            let next = rest.char_indices().skip(1).find(|(_, letter)| *letter == '{').map_or(rest.len(), |(at, _)| at);
            (Part::Text(rest.get(..next).unwrap_or(rest)), next)
        };
        parts.push(part);
        rest = rest.get(length..).unwrap_or_default();
    }
    parts
}

/// A reference that the case of a year may get. The same seed and number always give the same one; when a case has it already,
/// the next number gives another.
#[must_use]
pub fn candidate(pattern: &str, year: i16, seed: &Seed, number: u32) -> String {
    let mut hash = Sha256::new();
    hash.update(seed);
    hash.update(number.to_be_bytes());
    let drawn = hash.finalize().iter().take(8).fold(0u64, |sum, byte| (sum << 8) | u64::from(*byte)) % CODES;
    let year = if pattern.contains(YEAR) { year.to_string() } else { String::new() };
    let digits = format!("{drawn:0DIGITS$}");
    let check = check_digit(year.bytes().chain(digits.bytes()));
    written(pattern, &year, &format!("{digits}{check}"))
}

/// The check digit of these digits; anything else among them is passed over.
fn check_digit(digits: impl Iterator<Item = u8>) -> u8 {
    digits.filter(u8::is_ascii_digit).fold(0, |interim, digit| {
        let row = DAMM.get(usize::from(interim));
        row.and_then(|row| row.get(usize::from(digit - b'0'))).copied().unwrap_or_default()
    })
}

/// A reference with a year and a code in it.
fn written(pattern: &str, year: &str, code: &str) -> String {
    let code = match (code.len(), code.get(..3), code.get(3..6), code.get(6..)) {
        (9, Some(first), Some(second), Some(third)) => format!("{first}-{second}-{third}"),
        _ => code.to_owned(),
    };
    let written = parts(pattern).into_iter().map(|part| match part {
        Part::Text(text) => text,
        Part::Year => year,
        Part::Code => &code,
    });
    written.collect()
}

/// Reads what somebody typed as a reference of one of these patterns. Small letters, spaces and other signs between its parts
/// are forgiven, and letters that look like digits. Whether there is such a case plays no part.
#[must_use]
pub fn read(patterns: &[&str], typed: &str) -> Typed {
    let typed: Vec<char> = signs(typed).collect();
    for alike in [false, true] {
        let found = patterns.iter().map(|pattern| read_one(pattern, &typed, alike)).filter(|typed| *typed != Typed::Other);
        let found: BTreeSet<Typed> = found.collect();
        let mut references = found.iter().filter(|typed| **typed != Typed::Wrong);
        return match (references.next(), references.next()) {
            (Some(one), None) => one.clone(),
            (None, _) if found.is_empty() => continue,
            (None, _) => Typed::Wrong,
            // What was typed could be one of several: nobody can say which.
            (Some(_), Some(_)) => Typed::Other,
        };
    }
    Typed::Other
}

/// Letters and digits, the letters as capitals.
fn signs(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_uppercase)
}

/// The digit for which a sign is easily taken.
fn digit(sign: char) -> char {
    match sign {
        'O' | 'Q' => '0',
        'I' | 'L' => '1',
        'Z' => '2',
        'S' => '5',
        'B' => '8',
        sign => sign,
    }
}

fn read_one(pattern: &str, typed: &[char], alike: bool) -> Typed {
    let parts = parts(pattern);
    let fixed: usize = parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => signs(text).count(),
            Part::Year => 4,
            Part::Code => 0,
        })
        .sum();
    let Some(length) = typed.len().checked_sub(fixed) else { return Typed::Other };
    if !(*OLDER.start()..=DIGITS + 3).contains(&length) {
        return Typed::Other;
    }
    let (mut year, mut code) = (String::new(), String::new());
    let mut rest = typed.iter().copied();
    for part in parts {
        let into = match part {
            Part::Text(text) => {
                let same = |expected: char, given: char| expected == given || alike && digit(expected) == digit(given);
                if !signs(text).all(|expected| rest.next().is_some_and(|given| same(expected, given))) {
                    return Typed::Other;
                }
                continue;
            }
            Part::Year => (4, &mut year),
            Part::Code => (length, &mut code),
        };
        into.1.extend(rest.by_ref().take(into.0).map(digit));
    }
    if !year.chars().chain(code.chars()).all(|sign| sign.is_ascii_digit()) {
        return Typed::Other;
    }
    let right = match code.len() {
        length if OLDER.contains(&length) => true,
        length => length == DIGITS + 1 && check_digit(year.bytes().chain(code.bytes())) == 0,
    };
    if right { Typed::Reference(written(pattern, &year, &code)) } else { Typed::Wrong }
}

/// The text of a document, with the code in its pattern written as it was when cases were numbered. The fingerprint of a version
/// is taken of this, so that a version stays the same when the word in its pattern is brought up to date.
pub(crate) fn as_numbered(text: &str) -> std::borrow::Cow<'_, str> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let key = line.trim_start().strip_prefix("reference").map(str::trim_start);
        if key.is_some_and(|rest| rest.starts_with('=')) && line.contains(CODE) {
            let (before, after) = (text.get(..start), text.get(start + line.len()..));
            let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
            return format!("{before}{}{after}", line.replace(CODE, SERIAL)).into();
        }
        start += line.len();
    }
    text.into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PATTERNS: [&str; 5] = ["DC/{year}/{code}", "LC/{year}/{code}", "IC/{year}/{code}", "BOX-{code}", "{code}/{year}"];

    fn typed(text: &str) -> Typed {
        read(&PATTERNS, text)
    }

    proptest! {
        #[test]
        fn a_reference_is_read_back_however_it_is_typed(seed: Seed, number: u32, which in 0..PATTERNS.len(), year in 1950i16..2200) {
            let reference = candidate(PATTERNS[which], year, &seed, number);
            let right = Typed::Reference(reference.clone());
            for text in [
                reference.clone(),
                reference.to_lowercase(),
                reference.replace(['/', '-'], " "),
                reference.replace(['/', '-'], ""),
                reference.replace('/', "-"),
                format!("  {} ", reference.replace('0', "o").replace('1', "l").replace("/", " / ")),
            ] {
                prop_assert_eq!(typed(&text), right.clone(), "{}", text);
            }
        }

        #[test]
        fn one_wrong_digit_and_two_that_changed_places_are_found(seed: Seed, which in 0..PATTERNS.len(), at: prop::sample::Index, by in 1u8..10) {
            let reference = candidate(PATTERNS[which], 2026, &seed, 0);
            let places: Vec<usize> = reference.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()).map(|(at, _)| at).collect();
            let mut wrong = reference.clone().into_bytes();
            let place = *at.get(&places);
            wrong[place] = b'0' + (wrong[place] - b'0' + by) % 10;
            prop_assert_eq!(typed(std::str::from_utf8(&wrong).unwrap()), Typed::Wrong);
            let mut swapped = reference.clone().into_bytes();
            let place = at.index(reference.len() - 1);
            let both = swapped[place].is_ascii_digit() && swapped[place + 1].is_ascii_digit();
            if both && swapped[place] != swapped[place + 1] {
                swapped.swap(place, place + 1);
                prop_assert_eq!(typed(std::str::from_utf8(&swapped).unwrap()), Typed::Wrong);
            }
        }
    }

    #[test]
    fn older_references_and_other_words_are_known_for_what_they_are() {
        assert_eq!(typed("dc 2017 00012"), Typed::Reference("DC/2017/00012".into()));
        assert_eq!(typed("IC/2O17/OOOI2"), Typed::Reference("IC/2017/00012".into()));
        assert_eq!(typed("B0X 00012"), Typed::Reference("BOX-00012".into()));
        assert_eq!(typed("1C/2017/00012"), Typed::Other, "LC or IC");
        assert_eq!(typed("box 00001"), Typed::Reference("BOX-00001".into()));
        assert_eq!(typed("DC/2017/12345678"), Typed::Wrong);
        for other in ["", "DC", "Ashbourne House", "DC/2017/1", "XX/2017/00012", "DC/2017/ABCDE", "one hundred and five words"] {
            assert_eq!(typed(other), Typed::Other, "{other}");
        }
    }

    #[test]
    fn the_check_digit_is_damms() {
        // The example of the scheme's own paper.
        assert_eq!(check_digit("572".bytes()), 4);
        assert_eq!(check_digit("5724".bytes()), 0);
    }

    #[test]
    fn codes_tell_nothing_of_their_order() {
        let seed = [7; 32];
        let mut codes: Vec<String> = (0..1000).map(|number| candidate("{code}", 2026, &seed, number)).collect();
        let rises = codes.windows(2).filter(|pair| pair[0] < pair[1]).count();
        assert!((430..570).contains(&rises), "{rises}");
        codes.sort();
        codes.dedup();
        assert!(codes.len() > 990);
    }
}
