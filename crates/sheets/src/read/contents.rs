//! What a zip holds, looked through before anything is read from it. A few megabytes can unpack into gigabytes, and the
//! reader of workbooks keeps some parts of a workbook whole and believes how large it says they are.

use std::io::{Cursor, Read};

use zip::ZipArchive;

/// The most that all parts may unpack to.
const MOST_UNPACKED: u64 = 200 * 1024 * 1024;
/// How much more than the file it may unpack to, beyond what any file may: a table hardly packs to a fiftieth.
const MOST_TIMES: u64 = 100;
/// What any file may unpack to.
const ALWAYS_UNPACKED: u64 = 8 * 1024 * 1024;
/// The most parts. A workbook has a few dozen.
const MOST_PARTS: usize = 10_000;
/// The most tags of XML in all parts. Text is kept once; what the reader keeps beside goes by the tags.
const MOST_TAGS: usize = 20_000_000;
/// The most in a part of which it keeps much for each: formats, and the list of sheets. Programs write far fewer.
const MOST_TAGS_KEPT: usize = 1_000_000;

pub(super) enum Contents {
    Workbook,
    /// Another kind, with what to say of it after the file's name.
    Other(&'static str),
    /// A workbook that would unpack into too much.
    TooMuch,
    /// Not to be read.
    Broken,
}

pub(super) fn look(bytes: &[u8]) -> Contents {
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return Contents::Broken };
    let names: Vec<String> = zip.file_names().filter_map(|name| Some(name.ok()?.to_ascii_lowercase())).collect();
    let most = u64::try_from(bytes.len()).unwrap_or(u64::MAX).saturating_mul(MOST_TIMES);
    let most = most.clamp(ALWAYS_UNPACKED, MOST_UNPACKED);
    let declared = (0..zip.len()).try_fold(0_u64, |sum, at| Some(sum.saturating_add(zip.by_index_raw(at).ok()?.size())));
    match declared {
        None => return Contents::Broken,
        Some(bytes) if bytes > most || zip.len() > MOST_PARTS => return Contents::TooMuch,
        Some(_) => {}
    }
    if let Some(other) = other_kind(&names, &mut zip) {
        return Contents::Other(other);
    }
    match unpacked(&mut zip, most) {
        Ok(()) => Contents::Workbook,
        Err(found) => found,
    }
}

fn other_kind(names: &[String], zip: &mut ZipArchive<Cursor<&[u8]>>) -> Option<&'static str> {
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    if has("xl/workbook.bin") {
        Some("is in the .xlsb format. Open it in a spreadsheet program and save it as .xlsx or .csv.")
    } else if has("[content_types].xml") && !has("word/") && !has("ppt/") {
        None
    } else if has("mimetype") && start_of(zip, "mimetype").contains("opendocument.spreadsheet") {
        Some("is an OpenDocument spreadsheet. Open it in a spreadsheet program and save it as .xlsx or .csv.")
    } else if has("index/") && names.iter().any(|name| name.ends_with(".iwa")) {
        Some("is a Numbers spreadsheet. Export it from Numbers as .xlsx or .csv.")
    } else if has("word/") || has("mimetype") {
        Some("is a document, not a spreadsheet. Copy its table into a spreadsheet and save that as .xlsx or .csv.")
    } else {
        Some("is a collection of files (a zip) or no spreadsheet. Take the spreadsheet out of it and save that as .xlsx or .csv.")
    }
}

fn start_of(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> String {
    let mut start = String::new();
    if let Ok(part) = zip.by_name(name) {
        // What cannot be read is not what is looked for.
        let _ = part.take(200).read_to_string(&mut start);
    }
    start
}

/// Unpacks each part without keeping it, as what a zip says of their sizes may be a lie.
fn unpacked(zip: &mut ZipArchive<Cursor<&[u8]>>, most: u64) -> Result<(), Contents> {
    let (mut left, mut tags) = (most, 0);
    for at in 0..zip.len() {
        let part = zip.by_index(at).map_err(|_| Contents::Broken)?;
        let name = part.name().map_err(|_| Contents::Broken)?.to_ascii_lowercase();
        let file = name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let held = file.ends_with(".rels") || ["styles", "workbook", "theme"].iter().any(|start| file.starts_with(start));
        let most = if held { MOST_TAGS_KEPT } else { MOST_TAGS };
        let found = scan(part.take(left + 1), file == "sharedstrings.xml")?;
        left = left.checked_sub(found.bytes).ok_or(Contents::TooMuch)?;
        tags += found.tags;
        if tags > MOST_TAGS || found.tags > most || found.promised > found.bytes {
            return Err(Contents::TooMuch);
        }
    }
    Ok(())
}

#[derive(Default)]
struct Found {
    bytes: u64,
    tags: usize,
    /// How many texts the list of all texts says that it has; the reader makes room for them before it sees them.
    promised: u64,
}

fn scan(mut part: impl Read, is_list_of_texts: bool) -> Result<Found, Contents> {
    let mut found = Found::default();
    let mut buffer = vec![0; 64 * 1024];
    let mut promise = Promise::default();
    loop {
        let read = part.read(&mut buffer).map_err(|_| Contents::Broken)?;
        let piece = buffer.get(..read).unwrap_or_default();
        if piece.is_empty() {
            found.promised = promise.most;
            return Ok(found);
        }
        found.bytes += u64::try_from(read).unwrap_or(u64::MAX);
        found.tags += piece.iter().filter(|byte| **byte == b'<').count();
        if is_list_of_texts && !piece.iter().all(|byte| promise.follow(*byte)) {
            return Err(Contents::Broken);
        }
    }
}

/// The largest number that stands after [`PROMISE`], wherever that stands.
#[derive(Default)]
struct Promise {
    matched: usize,
    number: Option<u64>,
    most: u64,
}

/// The attribute by which a list of texts says how many it has.
const PROMISE: &[u8] = b"uniqueCount";
/// How much of it stands at its own start again, after so many of its letters.
const AGAIN: [usize; 12] = [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];

impl Promise {
    /// Takes the next byte. False when it is one that XML forbids: with such bytes there are encodings in which the word
    /// could not be found, and no program writes them.
    fn follow(&mut self, byte: u8) -> bool {
        match self.number {
            Some(number) if byte.is_ascii_digit() => {
                let number = number.saturating_mul(10).saturating_add(u64::from(byte - b'0'));
                self.number = Some(number);
                self.most = self.most.max(number);
            }
            Some(_) => {
                self.number = None;
                self.matched = 0;
            }
            None if self.matched == PROMISE.len() => {
                if byte.is_ascii_digit() {
                    self.number = Some(0);
                    return self.follow(byte);
                }
            }
            None => {
                while self.matched > 0 && PROMISE.get(self.matched) != Some(&byte) {
                    self.matched = AGAIN.get(self.matched).copied().unwrap_or(0);
                }
                self.matched += usize::from(PROMISE.get(self.matched) == Some(&byte));
            }
        }
        byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_list_promises_is_found() {
        let promised = |xml: &str| {
            let mut promise = Promise::default();
            assert!(xml.bytes().all(|byte| promise.follow(byte)));
            promise.most
        };
        assert_eq!(promised("<sst count=\"9\" uniqueCount=\"12\"><si><t>7</t></si></sst>"), 12);
        assert_eq!(promised("<sst uniquniqueCount=\"3\" uniqueCount \n = \n '99999999999999999999'>"), u64::MAX);
        assert_eq!(promised("<sst uniqueCount=\"5\"><si><t>uniqueCount 7</t></si>"), 7);
        assert_eq!(promised("<sst>"), 0);
        assert!(![0, 0x1b].iter().any(|byte| Promise::default().follow(*byte)));
    }
}
