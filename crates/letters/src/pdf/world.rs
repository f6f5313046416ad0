//! All that the typesetter may reach: the template, one letter's data and the fonts. There are no other files, no
//! packages, no clock and no network.

use std::sync::OnceLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::fonts::Fonts;

pub(super) struct LetterWorld {
    fixed: &'static Fixed,
    data: Bytes,
}

/// What all letters share.
struct Fixed {
    library: LazyHash<Library>,
    template: Source,
    data: FileId,
    fonts: &'static Fonts,
}

impl LetterWorld {
    /// A world that holds this letter, as JSON that the template reads. `None` cannot occur in practice: the two
    /// paths are fixed and valid.
    pub(super) fn new(data: String) -> Option<LetterWorld> {
        static FIXED: OnceLock<Option<Fixed>> = OnceLock::new();
        let fixed = FIXED.get_or_init(Fixed::new).as_ref()?;
        Some(LetterWorld { fixed, data: Bytes::from_string(data) })
    }
}

impl Fixed {
    fn new() -> Option<Fixed> {
        let file = |name: &str| {
            let path = VirtualPath::new(name).ok()?;
            Some(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
        };
        Some(Fixed {
            library: LazyHash::new(Library::default()),
            template: Source::new(file("letter.typ")?, include_str!("letter.typ").to_owned()),
            data: file("letter.json")?,
            fonts: Fonts::shared(),
        })
    }
}

impl World for LetterWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.fixed.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fixed.fonts.book
    }

    fn main(&self) -> FileId {
        self.fixed.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.fixed.template.id() { Ok(self.fixed.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.fixed.data { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fixed.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
