//! Whether two answers are the same, once what is drawn at random is left out.

use axum::http::{HeaderMap, StatusCode};

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> String {
        self.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).unwrap_or_default()
    }

    fn is_text(&self) -> bool {
        let kind = self.header("content-type");
        kind.is_empty() || kind.starts_with("text/") || kind.contains("svg") || kind.contains("json")
    }
}

/// A text without what is drawn at random each time: tokens of forms, of sheets that wait and of new sessions.
fn plain(text: &str) -> String {
    let mut text = text.to_owned();
    for before in ["name=\"seen\" value=\"", "name=\"key\" value=\"", "/imports/", "redress-session="] {
        let mut at = 0;
        while let Some(found) = text[at..].find(before) {
            at += found + before.len();
            let ends = |letter: char| !letter.is_ascii_alphanumeric() && letter != '.';
            let to = at + text[at..].find(ends).unwrap_or(text.len() - at);
            if to - at > 20 {
                text.replace_range(at..to, &"x".repeat(to - at));
            }
        }
    }
    text
}

/// Where two answers differ; `None` if they do not.
pub fn difference(answers: &[Answer; 2]) -> Option<String> {
    let [a, b] = answers;
    if a.status != b.status {
        return Some(format!("{} without it, {} with it\n--- without\n{}\n--- with\n{}", a.status, b.status, main(a), main(b)));
    }
    if a.is_text() {
        let (text_a, text_b) = (plain(&a.text()), plain(&b.text()));
        if text_a != text_b {
            return Some(lines(&text_a, &text_b));
        }
    } else if a.body != b.body {
        let kind = a.header("content-type");
        return Some(format!("{} bytes without it, {} with it, of {kind}", a.body.len(), b.body.len()));
    }
    let heads = |answer: &Answer| -> Vec<String> {
        let mut all: Vec<String> = answer
            .headers
            .iter()
            .map(|(name, value)| format!("{name}: {}", plain(&String::from_utf8_lossy(value.as_bytes()))))
            .collect();
        all.sort();
        all
    };
    let (heads_a, heads_b) = (heads(a), heads(b));
    (heads_a != heads_b).then(|| format!("headers\n--- without\n{}\n--- with\n{}", heads_a.join("\n"), heads_b.join("\n")))
}

fn main(answer: &Answer) -> String {
    let text = answer.text();
    let from = text.find("<main").unwrap_or(0);
    text[from..].chars().take(1_500).collect()
}

/// The lines that differ, with those around the first.
fn lines(a: &str, b: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.lines().collect(), b.lines().collect());
    let from = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let until = a[from..].iter().rev().zip(b[from..].iter().rev()).take_while(|(a, b)| a == b).count();
    let part = |all: &[&str]| {
        let (start, end) = (from.saturating_sub(3), (all.len() - until).min(from + 12));
        let cut = |line: &&str| line.chars().take(600).collect::<String>();
        all[start..end.max(start)].iter().map(cut).collect::<Vec<_>>().join("\n")
    };
    format!("line {}\n--- without\n{}\n--- with\n{}", from + 1, part(&a), part(&b))
}
