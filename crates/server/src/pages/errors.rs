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
    /// A form that can be sent again.
    pub again: Option<Again>,
    /// What was typed in words into a form that was not taken, to be read or copied.
    pub wrote: Vec<String>,
}

/// A form that was not saved, with all that was sent.
#[derive(Debug, Clone, Default)]
pub struct Again {
    /// Where it goes.
    pub action: String,
    /// All that was sent.
    pub carried: Vec<(String, String)>,
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
            again: None,
            wrote: Vec::new(),
        }
    }

    /// The same page with what was typed in words into the form that was sent, so that nothing is lost.
    #[must_use]
    pub fn with_written(self, sent: &[(String, String)]) -> Self {
        let wrote = sent.iter().filter(|(name, value)| is_typed(name, value)).map(|(_, value)| value.clone()).collect();
        Self { wrote, ..self }
    }

    /// Nothing can be saved at present, for this reason. What a form sent is given back, to be sent again.
    #[must_use]
    pub fn not_saved(mut frame: Frame, cause: &str, action: &str, sent: Vec<(String, String)>) -> Self {
        frame.cannot_save = None;
        let why = format!("Nothing can be saved at present: {cause}.");
        if action.starts_with("/sign-in") {
            let again = "A session must be saved before you are signed in. Try again later, or tell the person who looks after this \
                 service.";
            return Self::new(frame, "You cannot sign in at present", &[&why, again], vec![Link::new("/sign-in", "Try again")]);
        }
        if sent.is_empty() {
            let again = "Use your browser’s back button to find what you typed. Try again later, or tell the person who looks \
                 after this service.";
            return Self::new(frame, "Nothing was saved", &[&why, again], vec![Link::new("/work", "Go to my work")]);
        }
        let leave = "What you sent is kept on this page only. Leave it open and send it again later. Copy what you wrote if you \
             must close it.";
        let page = Self::new(frame, "Nothing was saved", &[&why, leave], Vec::new()).with_written(&sent);
        Self { again: Some(Again { action: action.to_owned(), carried: sent }), ..page }
    }

    /// This page must write something first, and nothing can be written.
    #[must_use]
    pub fn not_shown(mut frame: Frame, cause: &str, path: &str) -> Self {
        frame.cannot_save = None;
        let why = format!("Nothing can be saved at present: {cause}.");
        let again = "This page cannot be shown without that. Try again in a few minutes.";
        Self::new(frame, "This page cannot be shown at present", &[&why, again], vec![Link::new(path, "Try again")])
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

    /// More was typed than a form takes.
    #[must_use]
    pub fn too_long(frame: Frame, back: Link) -> Self {
        Self::new(
            frame,
            "What you sent is too long",
            &["Nothing was saved.", "Shorten the text, or file it as a document."],
            vec![back],
        )
    }

    /// The address or the form is none that a page of ours sends.
    #[must_use]
    pub fn not_understood(frame: Frame) -> Self {
        Self::new(
            frame,
            "The address is not right",
            &["Something in it cannot be read. Nothing was saved.", "Check what you typed, or start from your work."],
            vec![Link::new("/work", "Go to my work")],
        )
    }

    /// A form came from another site, or by way of a proxy that is not set up for it.
    #[must_use]
    pub fn foreign(frame: Frame) -> Self {
        Self::new(
            frame,
            "This form did not come from here",
            &[
                "Your browser says that another site sent it. Nothing was saved.",
                "Open the page from here and send it again. If that does not help, tell the person who looks after this service: the \
                 public address may not be set up.",
            ],
            vec![Link::new("/work", "Go to my work")],
        )
    }

    /// Too much of the same is being made for others.
    #[must_use]
    pub fn busy(frame: Frame, path: &str, reads: bool) -> Self {
        let next = if reads { Link::new(path, "Try again") } else { Link::new("/work", "Go to my work") };
        Self::new(
            frame,
            "This takes too long at present",
            &["Much is being made for others at this moment. Try again in a minute."],
            vec![next],
        )
    }

    /// A file was sent in a way that cannot be read.
    #[must_use]
    pub fn unreadable(frame: Frame, back: Link) -> Self {
        Self::new(
            frame,
            "The file could not be read",
            &[
                "Nothing was saved. Its name may hold a character that cannot be sent, or the connection broke off.",
                "Rename the file and send it again.",
            ],
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

/// Whether something that was sent is text that a person wrote, and not a choice or a token of the page.
fn is_typed(name: &str, value: &str) -> bool {
    let ours = ["csrf", "key", "seen", "shown", "page", "when", "confirmed"];
    !ours.contains(&name) && (value.contains(char::is_whitespace) || value.chars().count() > 64) && !value.trim().is_empty()
}
