//! A letter or a table as a PDF that screen readers can read (PDF/UA-1), set by Typst inside this program.

mod columns;
mod data;
mod fonts;
mod table;
#[cfg(test)]
mod tests;
mod world;

use jiff::tz::TimeZone;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::characters::clean_line;
use crate::{Language, Letter, LetterError};
use fonts::Fonts;
pub use table::{TableError, table_pdf};
use world::{DocumentWorld, Template};

/// How many letters ago something must last have been used to be forgotten by the typesetter, which otherwise keeps
/// all that it ever set.
const FORGET_AFTER: usize = 3;
/// Letters of more bytes than this are forgotten at once: what is kept of them would cost more than the next letter saves.
const LARGE: usize = 30_000;

/// Sets the letter as a PDF: A4, tagged, every font inside it. The same letter and time make the same bytes.
///
/// Letters, signs and emoji are drawn for Latin, Greek, Cyrillic, Arabic, Hebrew, Armenian, Georgian and some more
/// scripts. What no typeface here can draw (Chinese, Devanagari, Amharic and others) stands as `�`;
/// [`cannot_be_drawn`] says beforehand what that would be. [`crate::text`] and [`crate::page_html`] keep it.
///
/// # Errors
///
/// When the letter has no subject or its language is not a tag such as `en-GB`, as both must be in an accessible PDF.
pub fn pdf(letter: &Letter, created: jiff::Timestamp) -> Result<Vec<u8>, LetterError> {
    let language = checked(letter)?;
    let data = data::of(letter, &language).to_string();
    let forget_after = if data.len() > LARGE { 0 } else { FORGET_AFTER };
    let identity = format!("{created} {data}");
    let pdf = made(Template::Letter, data, created, identity);
    typst::comemo::evict(forget_after);
    pdf.map_err(|Refused(words)| LetterError::Typesetting(words))
}

/// The characters of the letter that its PDF can only show as `�`, each once, in order of their codes.
pub fn cannot_be_drawn(letter: &Letter) -> Vec<char> {
    let fonts = Fonts::shared();
    let whole = crate::text(letter);
    let missing: std::collections::BTreeSet<char> =
        whole.chars().filter(|c| !fonts::is_skin_tone(*c) && !fonts.can_draw(*c)).collect();
    missing.into_iter().collect()
}

fn checked(letter: &Letter) -> Result<Language, LetterError> {
    let language = Language::parse(&letter.language);
    let mut faults = Vec::new();
    if clean_line(&letter.subject).is_empty() {
        faults.push("Give the letter a subject: it is the document's title.".to_owned());
    }
    match language {
        Some(language) if faults.is_empty() => return Ok(language),
        Some(_) => {}
        None => {
            faults.push(format!("Give the letter's language as a tag such as en-GB, not “{}”.", clean_line(&letter.language)))
        }
    }
    Err(LetterError::Incomplete(faults))
}

/// What the typesetter said when it refused.
#[derive(Debug)]
struct Refused(String);

fn made(template: Template, data: String, created: jiff::Timestamp, identity: String) -> Result<Vec<u8>, Refused> {
    export(&set(template, data)?, created, identity)
}

fn set(template: Template, data: String) -> Result<PagedDocument, Refused> {
    let world = DocumentWorld::new(template, data).ok_or_else(|| Refused("its template is missing".to_owned()))?;
    typst::compile::<PagedDocument>(&world).output.map_err(|faults| refused(&faults))
}

fn export(document: &PagedDocument, created: jiff::Timestamp, identity: String) -> Result<Vec<u8>, Refused> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|fault| Refused(fault.message().to_string()))?;
    let options = PdfOptions {
        ident: Smart::Custom(identity),
        creator: Smart::Custom(Some("Redress".to_owned())),
        timestamp: timestamp(created),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|faults| refused(&faults))
}

fn timestamp(created: jiff::Timestamp) -> Option<Timestamp> {
    let at = created.to_zoned(TimeZone::UTC);
    let part = |number: i8| u8::try_from(number).ok();
    let datetime = Datetime::from_ymd_hms(
        i32::from(at.year()),
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )?;
    Some(Timestamp::new_utc(datetime))
}

fn refused(faults: &[SourceDiagnostic]) -> Refused {
    let messages: Vec<_> = faults.iter().map(|fault| fault.message.to_string()).collect();
    Refused(messages.join("; "))
}
