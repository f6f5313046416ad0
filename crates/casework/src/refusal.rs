//! Why something is refused, and how much of it one reader may be shown.

use procedure::{FactId, LetterId, StepId};

use crate::sight::Sight;

/// What a reason is drawn from: the person who does not see all of it is not shown the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rest {
    /// What the case knew under a fact before, now or at any earlier time.
    Known(FactId),
    /// The value of a fact after what is answered now: the person who answers it sees it.
    After(FactId),
    /// That a step was taken, and who took it.
    Step(StepId),
    /// What a letter says.
    Letter(LetterId),
    /// Everything that happened.
    Timeline,
    /// Who is in the directory, and what they are there. No page says so.
    Directory,
}

/// Why something is refused. Its words leave the engine only through [`Refusal::told`], cut to the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The kind of reason.
    pub kind: RefusalKind,
    /// The question it is about, when it is about an answer.
    pub fact: Option<FactId>,
    words: String,
    rests: Vec<Rest>,
    instead: Option<String>,
}

impl Refusal {
    pub(crate) fn new(kind: RefusalKind, words: impl Into<String>, rests: impl IntoIterator<Item = Rest>) -> Self {
        Self { kind, fact: None, words: words.into(), rests: rests.into_iter().collect(), instead: None }
    }

    pub(crate) fn answer(fact: FactId, words: impl Into<String>, rests: impl IntoIterator<Item = Rest>) -> Self {
        Self { fact: Some(fact), ..Self::new(RefusalKind::Answer, words, rests) }
    }

    pub(crate) fn about(self, fact: Option<FactId>) -> Self {
        Self { fact, ..self }
    }

    /// What is shown instead to people who may not be shown the reason.
    pub(crate) fn instead(self, words: impl Into<String>) -> Self {
        Self { instead: Some(words.into()), ..self }
    }

    pub(crate) fn rests(&self) -> &[Rest] {
        &self.rests
    }

    /// The reason as a reader may be shown it.
    #[must_use]
    pub fn told(&self, sight: &Sight) -> Told {
        let whole = self.rests.iter().all(|rest| sight.shows(*rest));
        let words = if whole { self.words.as_str() } else { self.instead.as_deref().unwrap_or(CLOSED) };
        Told { kind: self.kind, fact: self.fact, words: words.to_owned(), whole }
    }

    /// All its words, for logs, the tests of procedures and the command line: never for a page.
    #[must_use]
    pub fn in_full(&self) -> &str {
        &self.words
    }
}

/// What stands in the place of a reason that the reader may not be shown.
pub const CLOSED: &str = "This is not open to you now.";

/// A reason, cut to one reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The kind of reason.
    pub kind: RefusalKind,
    /// The question it is about, when it is about an answer.
    pub fact: Option<FactId>,
    words: String,
    whole: bool,
}

impl Told {
    /// A reason that is drawn from nothing but what the reader typed.
    #[must_use]
    pub fn typed(kind: RefusalKind, fact: Option<FactId>, words: impl Into<String>) -> Self {
        Self { kind, fact, words: words.into(), whole: true }
    }

    /// The sentence.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Whether it is the reason itself, and not what stands in its place.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// The same question with a sentence that says nothing of the case.
    #[must_use]
    pub fn saying(self, words: impl Into<String>) -> Self {
        Self { words: words.into(), ..self }
    }
}

/// The reasons for which a step is closed, as a reader may be shown them. What they may not be shown leaves no trace: neither that
/// there is a further reason, nor that there is none.
#[must_use]
pub fn told(refused: &[Refusal], sight: &Sight) -> Vec<Told> {
    refused.iter().map(|refusal| refusal.told(sight)).filter(Told::is_whole).collect()
}

/// The kinds of reason for which a step is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RefusalKind {
    /// The person holds no role that may take it.
    Role,
    /// The case is in another stage.
    Stage,
    /// Its condition does not hold.
    Condition,
    /// Another step must come first.
    Order,
    /// It was taken already.
    Repeat,
    /// Someone other than the person who did the earlier step must do it.
    FourEyes,
    /// Someone more senior must do it.
    Seniority,
    /// Someone independent must do it.
    Independence,
    /// The person is not shown what its answers are compared with.
    Sight,
    /// The time given cannot be.
    Time,
    /// An answer is missing or does not fit.
    Answer,
    /// A letter lacks something that it must contain.
    Letter,
}
