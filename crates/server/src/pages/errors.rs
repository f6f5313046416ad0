//! When something went wrong: what happened, and what to do next.

use askama::Template;

use super::parts::{Frame, Link};

/// A page that says what went wrong.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/error.html")]
pub struct ErrorPage {
    /// What surrounds it.
    pub frame: Frame,
    /// What went wrong.
    pub heading: String,
    /// What it means and what to do, a paragraph each.
    pub paragraphs: Vec<String>,
    /// Where to go next; the first is a button.
    pub next: Vec<Link>,
    /// What to quote when asking for help.
    pub quote: Option<String>,
}

impl ErrorPage {
    fn new(mut frame: Frame, heading: &str, paragraphs: &[&str], next: Vec<Link>) -> Self {
        heading.clone_into(&mut frame.title);
        Self {
            frame,
            heading: heading.to_owned(),
            paragraphs: paragraphs.iter().map(|&paragraph| paragraph.to_owned()).collect(),
            next,
            quote: None,
        }
    }

    /// There is no such page, or none that this person may know of: the two look the same.
    #[must_use]
    pub fn not_found(frame: Frame) -> Self {
        Self::new(
            frame,
            "Page not found",
            &[
                "If you typed or pasted the address, check that it is complete.",
                "If you followed a link to a case, it may have been moved, or you may not be among those who may see it. \
                 Search for its reference in the box at the top of the page.",
            ],
            vec![Link::new("/work", "Go to my work"), Link::new("/complaints", "Look through all complaints")],
        )
    }

    /// This person may see the case but not do this. `reason` says why, as a sentence.
    #[must_use]
    pub fn not_allowed(frame: Frame, reason: &str, back: Link) -> Self {
        Self::new(
            frame,
            "You cannot do this",
            &[reason, "If you think that you should be able to, ask the person who looks after accounts in your organisation."],
            vec![back],
        )
    }

    /// The form was opened too long ago, or in another session. Nothing was saved.
    #[must_use]
    pub fn stale_form(frame: Frame, back: Link) -> Self {
        Self::new(
            frame,
            "This form is too old to be sent",
            &[
                "You signed in again after you opened it, or it was open for too long. Nothing was saved.",
                "Use your browser’s back button to find what you typed, copy it, and open the form again.",
            ],
            vec![back],
        )
    }

    /// More was sent than is taken. `limit` is in words: "25 MB".
    #[must_use]
    pub fn too_large(frame: Frame, limit: &str, back: Link) -> Self {
        let most = format!("The most that can be sent at once is {limit}. Nothing was saved.");
        Self::new(
            frame,
            "What you sent is too large",
            &[&most, "Send fewer files at a time, or make the file smaller: a scan in black and white is often small enough."],
            vec![back],
        )
    }

    /// Something broke here. `quote` is what finds it in the log.
    #[must_use]
    pub fn fault(frame: Frame, quote: &str) -> Self {
        let page = Self::new(
            frame,
            "Sorry, something went wrong here",
            &[
                "It is not your doing. If you were sending a form, look at the case first: what you sent may have been saved.",
                "Try again in a few minutes. What you typed is still there if you use your browser’s back button.",
            ],
            vec![Link::new("/work", "Go to my work")],
        );
        Self { quote: Some(quote.to_owned()), ..page }
    }

    /// This person is no longer signed in.
    #[must_use]
    pub fn signed_out(frame: Frame) -> Self {
        Self::new(
            frame,
            "You are signed out",
            &["You signed out, or did nothing for so long that we signed you out. What you had saved is safe."],
            vec![Link::new("/sign-in", "Sign in")],
        )
    }
}
