//! One's own account: the password, where one is signed in, and what was tried.

use askama::Template;

use super::fields::ErrorSummary;
use super::parts::{Frame, Summary};

/// Where somebody is signed in.
#[derive(Debug, Clone, Default)]
pub struct Device {
    /// What the page knows it by; it lets nobody sign in.
    pub key: String,
    /// The browser, as far as it says what it is.
    pub browser: String,
    /// The address that it signed in from.
    pub address: String,
    /// When it signed in.
    pub since: String,
    /// When it was last used.
    pub used: String,
    /// Whether it is the one that shows the page.
    pub here: bool,
}

/// A try to sign in.
#[derive(Debug, Clone, Default)]
pub struct Tried {
    /// When.
    pub at: String,
    /// From which address.
    pub address: String,
    /// What came of it.
    pub outcome: String,
    /// Whether it failed.
    pub failed: bool,
}

/// The page of one's own account.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/account.html")]
pub struct Account {
    /// What surrounds it.
    pub frame: Frame,
    /// What is wrong with the passwords that were typed.
    pub errors: ErrorSummary,
    /// What is wrong with each of the three: the one of now, the new one, the new one again.
    pub wrong: [Option<String>; 3],
    /// Who one is.
    pub about: Summary,
    /// How often somebody tried in vain since one last signed in, as a sentence.
    pub warning: Option<String>,
    /// The fewest characters of a password.
    pub shortest: usize,
    /// Where one is signed in.
    pub devices: Vec<Device>,
    /// The last tries to sign in.
    pub tries: Vec<Tried>,
}

/// A box for a password: its name, label, hint, what browsers may fill in, and what is wrong with it.
type PasswordBox<'a> = (&'a str, &'a str, String, &'a str, &'a Option<String>);

impl Account {
    fn boxes(&self) -> [PasswordBox<'_>; 3] {
        let [now, new, again] = &self.wrong;
        let hint = format!(
            "At least {} characters. Three or four words that have nothing to do with one another are easy to remember.",
            self.shortest
        );
        [
            ("password-now", "Your password now", String::new(), "current-password", now),
            ("password-new", "New password", hint, "new-password", new),
            ("password-again", "New password again", String::new(), "new-password", again),
        ]
    }
}
