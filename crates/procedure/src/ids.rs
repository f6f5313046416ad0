//! Typed ids of the things a procedure names, and the tables they index.

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::ops::Index;

/// An id that the reader gave to a named thing of one procedure. It means nothing in another procedure.
pub trait Id: Copy + Ord {
    /// The id of the thing at this position of its table.
    fn from_index(index: usize) -> Self;
    /// The position of the thing in its table.
    fn index(self) -> usize;
}

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u16);

        impl Id for $name {
            fn from_index(index: usize) -> Self {
                Self(u16::try_from(index).unwrap_or(u16::MAX))
            }
            fn index(self) -> usize {
                usize::from(self.0)
            }
        }
    )+};
}

id! {
    /// A role that people hold.
    RoleId,
    /// A fact of a case.
    FactId,
    /// A decision table.
    TableId,
    /// A stage of a case.
    StageId,
    /// A step that somebody may take.
    StepId,
    /// A duty that somebody owes.
    DutyId,
    /// A hold that stops clocks.
    HoldId,
    /// A letter to the complainant.
    LetterId,
    /// A notice to another body.
    NoticeId,
    /// A view: what a role may see.
    ViewId,
    /// A mark that a case puts on a person.
    MarkId,
    /// A report over cases.
    ReportId,
    /// A trail of steps shown on a case.
    TrailId,
    /// A table over cases.
    RegisterId,
    /// A section of the document: a heading and what stands under it.
    SectionId,
}

/// The named things of one kind, in the order of the document.
#[derive(Debug, Clone)]
pub struct Items<I, T> {
    items: Vec<T>,
    names: BTreeMap<String, usize>,
    id: PhantomData<I>,
}

impl<I: Id, T> Default for Items<I, T> {
    fn default() -> Self {
        Self { items: Vec::new(), names: BTreeMap::new(), id: PhantomData }
    }
}

impl<I: Id, T> Items<I, T> {
    /// Adds a thing under a name. The last of two equal names wins; the reader reports the clash.
    pub(crate) fn push(&mut self, name: &str, item: T) -> I {
        let index = self.items.len();
        self.names.insert(name.to_owned(), index);
        self.items.push(item);
        I::from_index(index)
    }

    /// The id of the thing of this name.
    #[must_use]
    pub fn id(&self, name: &str) -> Option<I> {
        self.names.get(name).map(|index| I::from_index(*index))
    }

    /// The thing of this name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&T> {
        self.names.get(name).and_then(|index| self.items.get(*index))
    }

    /// The thing of this id; none when the id is of another procedure.
    #[must_use]
    pub fn at(&self, id: I) -> Option<&T> {
        self.items.get(id.index())
    }

    /// Each thing with its id, in the order of the document.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator {
        self.items.iter().enumerate().map(|(index, item)| (I::from_index(index), item))
    }

    /// Each id, in the order of the document.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = I> + ExactSizeIterator + use<I, T> {
        (0..self.items.len()).map(I::from_index)
    }

    /// All names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

impl<I: Id, T> Index<I> for Items<I, T> {
    type Output = T;

    #[expect(clippy::indexing_slicing, reason = "ids are made only by the reader, for this very table")]
    fn index(&self, id: I) -> &T {
        &self.items[id.index()]
    }
}
