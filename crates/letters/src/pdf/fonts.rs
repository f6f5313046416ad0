//! The typefaces of a letter, all inside the program: Inter for what people read, Noto Emoji and DejaVu Sans for
//! signs and scripts that Inter does not have. Inter and Noto Emoji are under the SIL Open Font License, DejaVu Sans
//! under its own free licence; all allow their letters to be put into documents.

use std::sync::OnceLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;

use crate::characters::is_joiner_or_mark;

/// Shown for a character that no typeface here can draw.
const MISSING: char = '\u{fffd}';

/// What can be drawn, and the fonts, each read when the first letter needs it.
pub(super) struct Fonts {
    pub(super) book: LazyHash<FontBook>,
    faces: Vec<Face>,
}

struct Face {
    data: &'static [u8],
    font: OnceLock<Option<Font>>,
}

impl Fonts {
    pub(super) fn shared() -> &'static Fonts {
        static FONTS: OnceLock<Fonts> = OnceLock::new();
        FONTS.get_or_init(Fonts::new)
    }

    fn new() -> Fonts {
        let files = [
            damascene_fonts_inter::INTER_VARIABLE,
            damascene_fonts_inter::INTER_VARIABLE_ITALIC,
            epaint_default_fonts::NOTO_EMOJI_REGULAR,
            dejavu::sans::regular(),
            dejavu::sans::bold(),
        ];
        let mut book = FontBook::new();
        let mut faces = Vec::new();
        for data in files {
            if let Some(info) = FontInfo::new(data, 0) {
                book.push(info);
                faces.push(Face { data, font: OnceLock::new() });
            }
        }
        Fonts { book: LazyHash::new(book), faces }
    }

    pub(super) fn font(&self, index: usize) -> Option<Font> {
        let face = self.faces.get(index)?;
        face.font.get_or_init(|| Font::new(Bytes::new(face.data), 0)).clone()
    }

    /// Whether a letter can show the character.
    pub(super) fn can_draw(&self, c: char) -> bool {
        let known = || (0..self.faces.len()).filter_map(|index| self.book.info(index));
        let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
        c.is_whitespace() || is_joiner_or_mark(c) || (!private && known().any(|info| info.coverage.contains(u32::from(c))))
    }

    /// The text with a mark in place of each character that cannot be drawn. The PDF standard forbids text without
    /// a glyph, and a reader must see that something stood there.
    pub(super) fn drawable(&self, text: &str) -> String {
        text.chars().filter(|c| !is_skin_tone(*c)).map(|c| if self.can_draw(c) { c } else { MISSING }).collect()
    }
}

/// Emoji are drawn in black, so their skin tones are left out.
pub(super) fn is_skin_tone(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}
