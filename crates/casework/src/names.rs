//! How names compare, however they are written.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most words of a name that are compared.
pub const MOST_WORDS: usize = 40;
/// The fewest letters of a name without spaces that mean anybody.
const SHORTEST_JOINED: usize = 5;

/// A name as it is compared when it is written in full: without accents, in small letters, with single spaces.
#[must_use]
pub fn spelt(text: &str) -> String {
    plain(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without accents, in small letters, and in Latin letters where others look the same.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase) {
        match letter {
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            'þ' => plain.push_str("th"),
            'ı' => plain.push('i'),
            '’' | '‘' | '`' | 'ʼ' => plain.push('\''),
            'а' | 'α' => plain.push('a'),
            'в' | 'β' => plain.push('b'),
            'с' | 'ϲ' => plain.push('c'),
            'е' | 'ε' => plain.push('e'),
            'һ' | 'н' => plain.push('h'),
            'і' | 'ι' => plain.push('i'),
            'ј' => plain.push('j'),
            'к' | 'κ' => plain.push('k'),
            'м' => plain.push('m'),
            'ո' => plain.push('n'),
            'о' | 'ο' => plain.push('o'),
            'р' | 'ρ' => plain.push('p'),
            'ѕ' => plain.push('s'),
            'т' | 'τ' => plain.push('t'),
            'υ' | 'ѵ' | 'ν' => plain.push('v'),
            'у' => plain.push('y'),
            'х' | 'χ' => plain.push('x'),
            _ => plain.push(letter),
        }
    }
    plain
}

/// The words of a name: “O’Brien-Smith, Zoë” is obrien, smith, zoe.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let text = plain(text).replace('\'', "");
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What a word is found by: itself, and itself with one letter left out, so that words that differ by a letter share one.
#[must_use]
pub fn keys(word: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::from([word.to_owned()]);
    let letters: Vec<char> = word.chars().take(24).collect();
    if letters.len() >= 3 {
        for left_out in 0..letters.len() {
            keys.insert(letters.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, letter)| letter).collect());
        }
    }
    keys
}

/// Words that go before a name and are none of it.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "doctor",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "rev",
    "reverend",
    "father",
    "sister",
    "officer",
    "manager",
    "nurse",
    "sergeant",
    "sgt",
    "constable",
    "pc",
    "inspector",
    "captain",
    "cllr",
    "councillor",
    "the",
];

/// A name without spaces, as it is and with its last word first: what somebody types who leaves them out.
#[must_use]
pub fn joined(words: &[String]) -> [String; 2] {
    let turned = words.last().into_iter().chain(words.iter().take(words.len().saturating_sub(1)));
    [words.concat(), turned.cloned().collect()]
}

/// How far a typed name is from somebody's, both as [`words`]: a smaller number is likelier; `None` if it does not mean them. `beside` are
/// the words of their job and organisation.
#[must_use]
pub fn likeness(typed: &[String], own: &[String], beside: &BTreeSet<String>) -> Option<u32> {
    let run_together = typed.concat();
    if own.len() > 1 && run_together.chars().count() >= SHORTEST_JOINED && joined(own).contains(&run_together) {
        return Some(1);
    }
    let without =
        |keep: &dyn Fn(&str) -> bool| -> Vec<&str> { typed.iter().map(String::as_str).filter(|word| keep(word)).collect() };
    let title = |word: &str| TITLES.contains(&word);
    let whole = without(&|_| true);
    let untitled = without(&|word| !title(word));
    let bare = without(&|word| !title(word) && !beside.contains(word));
    let own: Vec<&str> = own.iter().take(MOST_WORDS).map(String::as_str).collect();
    [whole, untitled, bare].iter().filter_map(|typed| distance(typed, &own)).min()
}

/// How far two names are from each other: every word of the shorter one must be found in the other, one of them for certain.
fn distance(one: &[&str], other: &[&str]) -> Option<u32> {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
    for (at, word) in short.iter().enumerate() {
        pairs.extend(long.iter().enumerate().filter_map(|(with, other)| Some((apart(word, other)?, at, with))));
    }
    pairs.sort_unstable();
    let (mut matched, mut taken) = (BTreeSet::new(), BTreeSet::new());
    let (mut sum, mut certain) = (0, false);
    for (apart, at, with) in pairs {
        if matched.contains(&at) || taken.contains(&with) {
            continue;
        }
        matched.insert(at);
        taken.insert(with);
        sum += apart;
        certain = certain || apart <= 2;
    }
    (certain && matched.len() == short.len()).then(|| sum + u32::try_from(long.len() - short.len()).unwrap_or(u32::MAX))
}

/// How far two words are from each other: equal, a letter or two apart, one the initial of the other, or beginning alike.
fn apart(one: &str, other: &str) -> Option<u32> {
    let (a, b) = (one.chars().count(), other.chars().count());
    let longest = a.max(b);
    if a.min(b) >= 2 {
        match strsim::osa_distance(one, other) {
            0 => return Some(0),
            1 if longest >= 3 => return Some(1),
            2 if longest >= 7 => return Some(2),
            _ => {}
        }
    }
    if one.chars().next() != other.chars().next() {
        return None;
    }
    Some(if a.min(b) == 1 { 3 } else { 5 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(typed: &str, own: &str) -> bool {
        likeness(&words(typed), &words(own), &BTreeSet::from(["waste".to_owned()])).is_some()
    }

    #[test]
    fn names_compare_however_they_are_written() {
        for typed in [
            "Rhys Colman",
            "Colman, Rhys",
            "Mr R Colman",
            "Rhys Coleman",
            "RhysColman",
            "ColmanRhys",
            "Рhуs Соlmаn",
            "waste Rhys Colman",
            "that tall officer who works at night and is called Rhys Colman",
        ] {
            assert!(like(typed, "Rhys Colman"), "{typed}");
        }
        for typed in ["Rhys", "Colman"] {
            assert!(like(typed, "Rhys Colman"), "{typed}");
        }
        for typed in ["", "Kerry Blandon", "Rhys Blandon", "ab"] {
            assert!(!like(typed, "Rhys Colman"), "{typed}");
        }
        assert_eq!(spelt("  Žoë  O’BRIEN "), "zoe o'brien");
    }
}
