//! All that the typesetter may reach: a template, one document's data and the fonts. There are no other files, no
//! packages, no clock and no network.

use std::sync::OnceLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::fonts::Fonts;

/// What kind of document is set.
#[derive(Debug, Clone, Copy)]
pub(super) enum Template {
    Letter,
    Table,
}

pub(super) struct DocumentWorld {
    fixed: &'static Fixed,
    data: Bytes,
}

/// What all documents of a kind share.
struct Fixed {
    library: LazyHash<Library>,
    template: Source,
    data: FileId,
    fonts: &'static Fonts,
}

impl DocumentWorld {
    /// A world that holds this document, as JSON that the template reads. `None` cannot occur in practice: the paths are
    /// fixed and valid.
    pub(super) fn new(template: Template, data: String) -> Option<DocumentWorld> {
        static LETTER: OnceLock<Option<Fixed>> = OnceLock::new();
        static TABLE: OnceLock<Option<Fixed>> = OnceLock::new();
        let fixed = match template {
            Template::Letter => LETTER.get_or_init(|| Fixed::new("letter", include_str!("letter.typ"))),
            Template::Table => TABLE.get_or_init(|| Fixed::new("table", include_str!("table.typ"))),
        };
        Some(DocumentWorld { fixed: fixed.as_ref()?, data: Bytes::from_string(data) })
    }
}

impl Fixed {
    fn new(name: &str, template: &str) -> Option<Fixed> {
        let file = |ending: &str| {
            let path = VirtualPath::new(format!("{name}.{ending}")).ok()?;
            Some(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
        };
        Some(Fixed {
            library: LazyHash::new(Library::default()),
            template: Source::new(file("typ")?, template.to_owned()),
            data: file("json")?,
            fonts: Fonts::shared(),
        })
    }
}

impl World for DocumentWorld {
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
