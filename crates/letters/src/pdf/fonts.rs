//! The typefaces of a letter, all inside the program: Inter for what people read, Noto Emoji and DejaVu Sans for
//! signs and scripts that Inter does not have. Inter and Noto Emoji are under the SIL Open Font License, DejaVu Sans
//! under its own free licence; all allow their letters to be put into documents.

use std::sync::OnceLock;

use typst::foundations::Bytes;
use typst::layout::{Abs, Em};
use typst::text::{Font, FontBook, FontInfo, FontInstance, FontVariant, FontVariations, FontWeight};
use typst::utils::LazyHash;

use unicode_width::UnicodeWidthChar;

use crate::characters::is_joiner_or_mark;

/// Shown for a character that no typeface here can draw.
const MISSING: char = '\u{fffd}';

/// The faces that draw bold text, in the order in which a letter is looked for.
const BOLD_FACES: [usize; 3] = [0, 2, 4];

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

    /// How wide the text is where a line is as high as its letters, 1 being that height; in bold, so that it is not less
    /// than what is drawn.
    pub(super) fn width(&self, text: &str) -> f64 {
        text.chars().map(|c| self.width_of(c)).sum()
    }

    pub(super) fn width_of(&self, c: char) -> f64 {
        static BOLD: OnceLock<Vec<FontInstance>> = OnceLock::new();
        if matches!(c.width(), Some(0) | None) {
            return 0.0;
        }
        let variant = FontVariant { weight: FontWeight::BOLD, ..FontVariant::default() };
        let instance = |font: Font| font.instantiate(variant, Abs::pt(10.0), &FontVariations::default());
        let faces = BOLD.get_or_init(|| BOLD_FACES.iter().filter_map(|index| Some(instance(self.font(*index)?))).collect());
        let drawn = faces.iter().find_map(|font| font.x_advance(font.ttf().glyph_index(c)?.0));
        drawn.map_or(1.0, Em::get)
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
