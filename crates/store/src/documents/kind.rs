//! What kind of document some bytes are: found from the content alone, and refused when the name says otherwise.

use std::io::{Cursor, Read};

use casework::clean;
use zip::ZipArchive;

/// What is accepted, as a sentence.
pub const ACCEPTED: &str = "Accepted are PDF, Word (.docx), Excel (.xlsx), OpenDocument text (.odt), plain text (.txt), e-mail \
    (.eml), pictures (PNG, JPEG, GIF, TIFF) and recordings (MP4, MP3, WAV).";

/// Why a document is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is nothing in it.
    #[error("the file is empty. Choose another one")]
    Empty,
    /// It is too large.
    #[error("the file is larger than {} MB. Choose a smaller one, or send it in parts", limit / (1024 * 1024))]
    TooLarge {
        /// The largest that is taken, in bytes.
        limit: u64,
    },
    /// It can be run.
    #[error("the file is a program, or holds macros or a program, whatever its name says. Save it without them. {ACCEPTED}")]
    Program,
    /// It is none of the kinds that are accepted.
    #[error("the file is of no kind that can be kept. {ACCEPTED}")]
    Unknown,
    /// Its name says that it is something else.
    #[error("the name of the file ends in “.{extension}”, but it is {found}. Save it under its right name. {ACCEPTED}")]
    Contradiction {
        /// What the name ends in.
        extension: String,
        /// What it is.
        found: &'static str,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Kind {
    media: &'static str,
    called: &'static str,
    extensions: &'static [&'static str],
}

const PDF: Kind = Kind { media: "application/pdf", called: "a PDF", extensions: &["pdf"] };
const PNG: Kind = Kind { media: "image/png", called: "a PNG picture", extensions: &["png"] };
const JPEG: Kind = Kind { media: "image/jpeg", called: "a JPEG picture", extensions: &["jpg", "jpeg", "jpe", "jfif"] };
const GIF: Kind = Kind { media: "image/gif", called: "a GIF picture", extensions: &["gif"] };
const TIFF: Kind = Kind { media: "image/tiff", called: "a TIFF picture", extensions: &["tif", "tiff"] };
const MP4: Kind = Kind { media: "video/mp4", called: "an MP4 recording", extensions: &["mp4", "m4v"] };
const MP3: Kind = Kind { media: "audio/mpeg", called: "an MP3 recording", extensions: &["mp3"] };
const WAV: Kind = Kind { media: "audio/wav", called: "a WAV recording", extensions: &["wav"] };
const TEXT: Kind = Kind { media: "text/plain", called: "plain text", extensions: &["txt", "text", "md", "csv", "log"] };
const EMAIL: Kind = Kind { media: "message/rfc822", called: "an e-mail", extensions: &["eml"] };
const DOCX: Kind = Kind {
    media: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    called: "a Word document",
    extensions: &["docx"],
};
const XLSX: Kind = Kind {
    media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    called: "an Excel workbook",
    extensions: &["xlsx"],
};
const ODT: Kind = Kind { media: "application/vnd.oasis.opendocument.text", called: "an OpenDocument text", extensions: &["odt"] };

/// The media type of a document that is accepted.
pub(super) fn media(name: &str, bytes: &[u8], limit: u64) -> Result<&'static str, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    if bytes.len() as u64 > limit {
        return Err(Refused::TooLarge { limit });
    }
    let extension = extension(name);
    let kind = find(bytes, extension.as_deref())?;
    match extension {
        Some(extension) if !kind.extensions.contains(&extension.as_str()) => {
            Err(Refused::Contradiction { extension, found: kind.called })
        }
        _ => Ok(kind.media),
    }
}

/// The name without the folders that some browsers send along.
pub(super) fn title(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let name = clean::file_name(name);
    if clean::is_blank(&name) { "document".to_owned() } else { name.trim().to_owned() }
}

/// What the name ends in, in small letters.
fn extension(name: &str) -> Option<String> {
    let title = title(name);
    let (stem, extension) = title.rsplit_once('.')?;
    // “Statement of J. Smith” ends in no extension.
    let looks_like_one =
        !stem.is_empty() && (1..=5).contains(&extension.len()) && extension.chars().all(|c| c.is_ascii_alphanumeric());
    looks_like_one.then(|| extension.to_ascii_lowercase())
}

fn find(bytes: &[u8], extension: Option<&str>) -> Result<Kind, Refused> {
    // Text first: two letters of it can look like the start of a program.
    if is_text(bytes) {
        return match (is_email(bytes), extension) {
            _ if bytes.starts_with(b"#!") => Err(Refused::Program),
            _ if is_pdf(bytes) => Ok(PDF),
            (true, None | Some("eml")) => Ok(EMAIL),
            _ => Ok(TEXT),
        };
    }
    if is_pdf(bytes) {
        return Ok(PDF);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return container(bytes);
    }
    let known = infer::get(bytes);
    match known.map(|known| (known.matcher_type(), known.mime_type())) {
        Some((_, "image/png")) => Ok(PNG),
        Some((_, "image/jpeg")) => Ok(JPEG),
        Some((_, "image/gif")) => Ok(GIF),
        Some((_, "image/tiff")) => Ok(TIFF),
        Some((_, "video/mp4" | "video/x-m4v")) => Ok(MP4),
        Some((_, "audio/mpeg")) if is_mp3(bytes) => Ok(MP3),
        Some((_, "audio/x-wav" | "audio/wav")) => Ok(WAV),
        Some((infer::MatcherType::App, _)) => Err(Refused::Program),
        _ if is_email(bytes) && !bytes.contains(&0) => Ok(EMAIL),
        _ => Err(Refused::Unknown),
    }
}

fn is_pdf(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start().starts_with(b"%PDF-")
}

fn is_text(bytes: &[u8]) -> bool {
    let is_of_text = |letter: char| !letter.is_control() || matches!(letter, '\t' | '\n' | '\r' | '\u{c}');
    std::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(is_of_text))
}

/// A tag, or a first frame whose rates are ones that exist.
fn is_mp3(bytes: &[u8]) -> bool {
    let Some([_, _, rates, ..]) = bytes.first_chunk::<4>() else { return false };
    bytes.starts_with(b"ID3") || (rates >> 4 != 0 && rates >> 4 != 15 && (rates >> 2) & 3 != 3)
}

/// Whether it starts with header lines as e-mails have them.
fn is_email(bytes: &[u8]) -> bool {
    const HEADERS: &[&str] = &[
        "from",
        "to",
        "cc",
        "subject",
        "date",
        "received",
        "message-id",
        "mime-version",
        "return-path",
        "delivered-to",
        "content-type",
        "reply-to",
    ];
    let mut known = 0;
    for line in bytes.split(|byte| *byte == b'\n').take(200) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { return false };
        let name = line.get(..colon).unwrap_or_default().to_ascii_lowercase();
        if name.is_empty() || !name.iter().all(|byte| byte.is_ascii_graphic()) {
            return false;
        }
        known += usize::from(HEADERS.iter().any(|header| header.as_bytes() == name));
    }
    known >= 3
}

/// Looks into a ZIP archive: a document of an office program, without macros.
fn container(bytes: &[u8]) -> Result<Kind, Refused> {
    document(bytes, 0)
}

fn document(bytes: &[u8], deep: u8) -> Result<Kind, Refused> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::Unknown)?;
    let names = archive.file_names().map(|name| name.map(|name| name.to_ascii_lowercase())).collect::<Result<Vec<String>, _>>();
    let names = names.map_err(|_| Refused::Unknown)?;
    let has = |name: &str| names.iter().any(|known| known == name);
    let kind = if has("[content_types].xml") && has("word/document.xml") {
        DOCX
    } else if has("[content_types].xml") && has("xl/workbook.xml") {
        XLSX
    } else if stored(&mut archive, "mimetype").as_deref() == Some(ODT.media) && has("content.xml") {
        ODT
    } else {
        return Err(Refused::Unknown);
    };
    if names.iter().any(|name| is_program(name)) || holds_program(&mut archive, deep)? { Err(Refused::Program) } else { Ok(kind) }
}

/// Whether a file in a document, by its name in small letters, holds macros or can be run.
fn is_program(name: &str) -> bool {
    const RUN: &[&str] = &[
        "bat", "chm", "cmd", "com", "cpl", "dll", "docm", "exe", "hta", "jar", "js", "jse", "lnk", "msi", "pif", "pptm", "ps1",
        "reg", "scr", "sh", "vbe", "vbs", "wsf", "xlam", "xlsb", "xlsm",
    ];
    let within = |folder: &str| name.contains(&format!("/{folder}/"));
    name.ends_with("vbaproject.bin")
        || name.starts_with("basic/")
        || name.starts_with("scripts/")
        || within("macrosheets")
        || within("activex")
        || name.rsplit_once('.').is_some_and(|(_, extension)| RUN.contains(&extension))
}

/// The most files within a document that are looked into, how much of each, and how deep documents may lie within each other.
const EMBEDDED: usize = 64;
const LOOKED: u64 = 4 * 1024 * 1024;
const DEEPEST: u8 = 3;
/// How much of a picture or the like is looked at: its beginning.
const BEGINNING: u64 = 64;

/// Whether a document holds a program, or says that it holds macros: by what its parts are, whatever they are called.
fn holds_program(archive: &mut ZipArchive<Cursor<&[u8]>>, deep: u8) -> Result<bool, Refused> {
    let mut looked = 0;
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|_| Refused::Unknown)?;
        let name = file.name().map_err(|_| Refused::Unknown)?.to_ascii_lowercase();
        if file.is_dir() {
            continue;
        }
        let embedded = name.contains("/embeddings/") || name.starts_with("object ") || name.starts_with("objectreplacements/");
        looked += usize::from(embedded);
        if looked > EMBEDDED {
            return Ok(true);
        }
        let says = name == "[content_types].xml" || name.ends_with(".rels");
        let acts = name == "word/document.xml" || name.contains("externallinks/");
        let mut bytes = Vec::new();
        let most = if embedded || says || acts { LOOKED } else { BEGINNING };
        file.take(most).read_to_end(&mut bytes).map_err(|_| Refused::Unknown)?;
        let begins = [&b"MZ"[..], b"\x7fELF", b"#!"].iter().any(|start| bytes.starts_with(start));
        if begins
            || (says && mentions(&bytes, MACROS))
            || (acts && mentions(&bytes, COMMANDS))
            || (embedded && is_harmful(&bytes, deep)?)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What a document says of the parts that hold macros: their kinds and what they are to it.
const MACROS: &[&str] = &["macroenabled", "vbaproject", "vbadata", "macrosheet", "activex"];
/// What runs a command when a document is opened.
const COMMANDS: &[&str] = &["ddeauto", "<ddelink"];

/// Whether one of these words, in small letters, is in a text, also one in two bytes a letter.
fn mentions(bytes: &[u8], words: &[&str]) -> bool {
    let text: Vec<u8> = bytes.iter().filter(|byte| **byte != 0).map(u8::to_ascii_lowercase).collect();
    words.iter().any(|word| text.windows(word.len()).any(|window| window == word.as_bytes()))
}

/// Whether an embedded file is a program, or the wrapping in which office programs put any file, or a document that holds one.
fn is_harmful(bytes: &[u8], deep: u8) -> Result<bool, Refused> {
    let wrapped: Vec<u8> = "Ole10Native".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let stub = b"This program cannot be run in DOS mode";
    let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    if holds(&wrapped) || holds(stub) {
        return Ok(true);
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return Ok(false);
    }
    // What cannot be looked into may hold anything.
    Ok(deep >= DEEPEST || document(bytes, deep + 1).is_err())
}

/// A short text in an archive.
fn stored(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let mut text = String::new();
    archive.by_name(name).ok()?.take(200).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    const LIMIT: u64 = 4096;

    fn zip(files: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            writer.start_file(*name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn elf() -> Vec<u8> {
        let mut bytes = b"\x7fELF\x02\x01\x01".to_vec();
        bytes.resize(64, 0);
        bytes
    }

    fn samples() -> Vec<(&'static str, Vec<u8>, &'static str)> {
        let email = "From: a@example.org\r\nTo: b@example.org\r\nSubject: Food\r\n\tand drink\r\n\r\nDear";
        let mut latin = email.as_bytes().to_vec();
        latin.push(0xe9);
        vec![
            ("a.pdf", b"%PDF-1.7\n\xff\xfe".to_vec(), PDF.media),
            ("a.PDF", b"\n%PDF-1.4\n%%EOF".to_vec(), PDF.media),
            ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), PNG.media),
            ("scan.jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF\0".to_vec(), JPEG.media),
            ("a.gif", b"GIF89a\x01\0\x01\0\x80".to_vec(), GIF.media),
            ("a.tif", b"II*\0\x08\0\0\0\0\0\0\0\0\0\0\0".to_vec(), TIFF.media),
            ("a.tiff", b"MM\0*\0\0\0\x08\0\0\0\0\0\0\0\0".to_vec(), TIFF.media),
            ("cctv.mp4", b"\0\0\0\x18ftypisom\0\0\0\0".to_vec(), MP4.media),
            ("call.mp3", b"ID3\x04\0\0\0\0\0\0".to_vec(), MP3.media),
            ("call.mp3", b"\xff\xfb\x90\x64\0\0".to_vec(), MP3.media),
            ("call.wav", b"RIFF\x24\0\0\0WAVEfmt \0".to_vec(), WAV.media),
            ("note.txt", "Mr O’Brien said “no”.\r\n".into(), TEXT.media),
            ("Statement of J. Smith", "MZ block was cold.".into(), TEXT.media),
            ("mail.eml", email.into(), EMAIL.media),
            ("mail.eml", latin, EMAIL.media),
            ("mail.txt", email.into(), TEXT.media),
            ("a.docx", zip(&[("[Content_Types].xml", ""), ("word/document.xml", "")]), DOCX.media),
            ("a.xlsx", zip(&[("[Content_Types].xml", ""), ("xl/workbook.xml", "")]), XLSX.media),
            ("a.odt", zip(&[("mimetype", ODT.media), ("content.xml", "")]), ODT.media),
        ]
    }

    #[test]
    fn each_accepted_kind_is_found_from_its_content() {
        for (name, bytes, expected) in samples() {
            assert_eq!(media(name, &bytes, LIMIT), Ok(expected), "{name}");
        }
    }

    #[test]
    fn no_kind_passes_under_the_name_of_another() {
        for (name, bytes, own) in samples() {
            for (other, _, theirs) in samples() {
                let Some(extension) = extension(other).filter(|_| theirs != own) else { continue };
                // An e-mail is also plain text: the name decides.
                if own == TEXT.media && name == "mail.txt" || own == EMAIL.media && theirs == TEXT.media {
                    continue;
                }
                let found = media(&format!("a.{extension}"), &bytes, LIMIT);
                assert!(matches!(found, Err(Refused::Contradiction { .. })), "{name} as .{extension}: {found:?}");
            }
            assert!(matches!(media("a.exe", &bytes, LIMIT), Err(Refused::Contradiction { .. })), "{name} as .exe");
        }
    }

    #[test]
    fn programs_are_refused_under_any_name() {
        let mut windows = b"MZ\x90\0\x03".to_vec();
        windows.resize(256, 0);
        let word = zip(&[("[Content_Types].xml", ""), ("word/document.xml", ""), ("word/vbaProject.bin", "x")]);
        let text = zip(&[("mimetype", ODT.media), ("content.xml", ""), ("Basic/Standard/Module1.xml", "")]);
        let sheet = |name: &str, content: &str| zip(&[("[Content_Types].xml", ""), ("xl/workbook.xml", ""), (name, content)]);
        let wrapping = "O\0l\0e\x001\x000\0N\0a\0t\0i\0v\0e\0";
        for (name, content) in [
            ("xl/macrosheets/sheet1.xml", "x"),
            ("xl/embeddings/setup.EXE", "x"),
            ("xl/embeddings/oleObject1.bin", "MZ\u{1}"),
            ("xl/embeddings/oleObject1.bin", wrapping),
            ("xl/embeddings/Book1.xlsm", "PK"),
        ] {
            assert_eq!(media("a.xlsx", &sheet(name, content), LIMIT), Err(Refused::Program), "{name}");
        }
        for (name, content) in [
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationship Type=\"http://schemas.microsoft.com/office/2006/relationships/vbaProject\" Target=\"a.dat\"/>",
            ),
            ("xl/sheets/_rels/a.rels", "<Relationship Type=\".../relationships/xlMacrosheet\"/>"),
            ("xl/media/image1.png", "MZ\u{1}"),
            ("xl/externalLinks/externalLink1.xml", "<externalLink><ddeLink ddeService=\"cmd\"/></externalLink>"),
            ("xl/embeddings/oleObject1.bin", "x..This program cannot be run in DOS mode.."),
            ("xl/embeddings/Book1.xlsx", "PK\u{3}\u{4} not to be looked into"),
        ] {
            assert_eq!(media("a.xlsx", &sheet(name, content), LIMIT), Err(Refused::Program), "{name}");
        }
        let says = "<Override ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/>";
        let enabled = zip(&[("[Content_Types].xml", says), ("word/document.xml", "")]);
        let command = zip(&[("[Content_Types].xml", ""), ("word/document.xml", "<w:instrText>DDEAUTO c:\\\\cmd</w:instrText>")]);
        for bytes in [enabled, command] {
            assert_eq!(media("a.docx", &bytes, LIMIT), Err(Refused::Program));
        }
        // A document within a document is looked into as well.
        let within = |inner: &[u8]| {
            let mut writer = ZipWriter::new(std::io::Cursor::new(Vec::new()));
            let parts: [(&str, &[u8]); 3] =
                [("[Content_Types].xml", b""), ("word/document.xml", b""), ("word/embeddings/a.docx", inner)];
            for (name, content) in parts {
                writer.start_file(name, SimpleFileOptions::default()).unwrap();
                writer.write_all(content).unwrap();
            }
            writer.finish().unwrap().into_inner()
        };
        let plain = zip(&[("[Content_Types].xml", ""), ("word/document.xml", "")]);
        assert_eq!(media("a.docx", &within(&within(&word)), LIMIT), Err(Refused::Program));
        assert_eq!(media("a.docx", &within(&within(&plain)), LIMIT), Ok(DOCX.media));
        let mac = b"\xcf\xfa\xed\xfe\x07\0\0\x01\0\0".to_vec();
        for bytes in [windows, elf(), mac, b"\0asm\x01\0\0\0".to_vec(), b"#!/bin/sh\nrm -rf /\n".to_vec(), word, text] {
            for name in ["bill.pdf", "note.txt", "a.docx", "a.odt", "a", "a.exe"] {
                assert_eq!(media(name, &bytes, LIMIT), Err(Refused::Program), "{name}");
            }
        }
    }

    #[test]
    fn what_is_not_known_is_refused_with_what_is_accepted() {
        let other = zip(&[("a.txt", "")]);
        let old_word = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0".to_vec();
        for (name, bytes) in
            [("a.zip", other.as_slice()), ("a.doc", &old_word), ("a.txt", b"a\0b"), ("a.bin", b"\xff\xfe\xfd\xfc")]
        {
            let refused = media(name, bytes, LIMIT).unwrap_err();
            assert_eq!(refused, Refused::Unknown, "{name}");
            assert!(refused.to_string().contains(ACCEPTED));
        }
    }

    #[test]
    fn script_pages_are_no_plain_text() {
        let refused = media("a.html", b"<script>alert(1)</script>", LIMIT).unwrap_err();
        assert_eq!(refused, Refused::Contradiction { extension: "html".to_owned(), found: "plain text" });
        assert!(matches!(media("a.js", b"alert(1)", LIMIT), Err(Refused::Contradiction { .. })));
    }

    #[test]
    fn size_is_limited() {
        assert_eq!(media("a.txt", &vec![b'a'; 4096], LIMIT), Ok(TEXT.media));
        assert_eq!(media("a.txt", &vec![b'a'; 4097], LIMIT), Err(Refused::TooLarge { limit: LIMIT }));
        assert_eq!(media("a.txt", b"", LIMIT), Err(Refused::Empty));
    }

    #[test]
    fn titles_are_names_without_folders() {
        assert_eq!(title("C:\\fakepath\\my letter.pdf"), "my letter.pdf");
        assert_eq!(title("../../etc/passwd"), "passwd");
        assert_eq!(title(" \u{7} "), "document");
        assert_eq!(title("invoice\u{202e}fdp.exe"), "invoice_fdp.exe");
    }
}
