//! The text of a CSV file, whatever it is encoded in.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// The text, without a byte order mark: as the mark says, else as UTF-8 if it is that, else as Windows-1252, in which
/// spreadsheets here save CSV. None when it is no text.
pub(super) fn text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode_with_bom_removal(bytes).0,
        None => match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(text) => text,
            None => WINDOWS_1252.decode_without_bom_handling(bytes).0,
        },
    };
    // No text has this character, and nearly every other file does.
    (!text.contains('\0')).then_some(text)
}
