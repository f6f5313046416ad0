//! Which links a letter may hold, and where bare web addresses stand in its text.

use crate::markdown::Run;

/// Longer addresses are shown as text: no page or reader opens them, and the PDF may not hold them.
const LONGEST: usize = 2000;

/// The address as it may stand in a link, or nothing when a letter may not link to it.
pub(crate) fn allowed(address: &str) -> Option<String> {
    let address = address.trim();
    let after = ["https://", "http://", "mailto:"].iter().find_map(|scheme| {
        let (start, after) = address.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(after)
    })?;
    let named = after.chars().next().is_some_and(|c| !matches!(c, '/' | '?' | '#'));
    let encoded = encode(address);
    (named && encoded.len() <= LONGEST).then_some(encoded)
}

/// The address in the characters that an address may have; the rest as `%` and their bytes.
pub(crate) fn encode(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            0..=b' ' | 0x7f.. | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' => {
                out.push_str(&format!("%{byte:02X}"));
            }
            byte => out.push(char::from(byte)),
        }
    }
    out
}

/// Makes each bare web address in the runs a link, outside links.
pub(crate) fn find(runs: Vec<Run>) -> Vec<Run> {
    let mut out = Vec::with_capacity(runs.len());
    for run in runs {
        match run {
            Run::Text(text) => split(&text, &mut out),
            Run::Strong(inner) => out.push(Run::Strong(find(inner))),
            Run::Emphasis(inner) => out.push(Run::Emphasis(find(inner))),
            other => out.push(other),
        }
    }
    out
}

fn split(text: &str, out: &mut Vec<Run>) {
    let mut rest = text;
    while let Some((start, end)) = next(rest) {
        let (Some(before), Some(address), Some(after)) = (rest.get(..start), rest.get(start..end), rest.get(end..)) else {
            break;
        };
        match allowed(address) {
            Some(href) => {
                push_text(before, out);
                out.push(Run::Link { href, runs: vec![Run::Text(address.to_owned())] });
            }
            None => push_text(rest.get(..end).unwrap_or_default(), out),
        }
        rest = after;
    }
    push_text(rest, out);
}

fn push_text(text: &str, out: &mut Vec<Run>) {
    match out.last_mut() {
        _ if text.is_empty() => {}
        Some(Run::Text(before)) => before.push_str(text),
        _ => out.push(Run::Text(text.to_owned())),
    }
}

/// Where the next address starts and ends. Punctuation that closes the sentence around it is not part of it.
fn next(text: &str) -> Option<(usize, usize)> {
    let is_web = |tail: &str| tail.starts_with("http://") || tail.starts_with("https://");
    let start = text.match_indices("http").map(|(at, _)| at).find(|at| text.get(*at..).is_some_and(is_web))?;
    let tail = text.get(start..)?;
    let stop = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '‘' | '’');
    let mut address = tail.get(..tail.find(stop).unwrap_or(tail.len()))?;
    if address.len() > LONGEST {
        return Some((start, start + address.len()));
    }
    while let Some(last) = address.chars().next_back() {
        let closing = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' => true,
            ')' => address.matches('(').count() < address.matches(')').count(),
            ']' => address.matches('[').count() < address.matches(']').count(),
            _ => false,
        };
        if !closing {
            break;
        }
        address = address.get(..address.len() - last.len_utf8())?;
    }
    Some((start, start + address.len().max("http://".len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_and_mail_addresses_are_links() {
        assert_eq!(allowed("HTTPS://example.org/ä"), Some("HTTPS://example.org/%C3%A4".to_owned()));
        assert_eq!(allowed("mailto:a@example.org"), Some("mailto:a@example.org".to_owned()));
        for refused in
            ["javascript:alert(1)", "java\nscript:x", "data:text/html,x", "//example.org", "/etc/passwd", "http://", "", "ä"]
        {
            assert_eq!(allowed(refused), None, "{refused}");
        }
        assert_eq!(allowed(&format!("https://example.org/{}", "a".repeat(3000))), None);
    }

    #[test]
    fn an_address_ends_before_the_sentence_does() {
        let mut out = Vec::new();
        split("See (http://example.org/a_(b)), or “https://example.org/x?y=1”. http:// is none", &mut out);
        let addresses: Vec<_> =
            out.iter().filter_map(|run| if let Run::Link { href, .. } = run { Some(href.as_str()) } else { None }).collect();
        assert_eq!(addresses, ["http://example.org/a_(b)", "https://example.org/x?y=1"]);
        assert_eq!(Run::plain(&out), "See (http://example.org/a_(b)), or “https://example.org/x?y=1”. http:// is none");
    }
}
