//! Signing in, and the one-time code for those who use one.

use askama::Template;

use super::fields::ErrorSummary;
use super::parts::{Frame, Link};

/// The page that asks who you are.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/sign_in.html")]
pub struct SignIn {
    /// What surrounds it.
    pub frame: Frame,
    /// What is wrong. It never says whether the name or the password was.
    pub errors: ErrorSummary,
    /// The name typed before.
    pub username: String,
    /// Where to go afterwards.
    pub next: String,
    /// Why one is asked to sign in again, if that needs saying.
    pub reason: Option<String>,
    /// Another way to sign in: an organisation's own.
    pub other: Option<Link>,
}

/// The page that asks for a one-time code after the password was right.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/sign_in_code.html")]
pub struct SignInCode {
    /// What surrounds it.
    pub frame: Frame,
    /// What is wrong.
    pub errors: ErrorSummary,
    /// Where to go afterwards.
    pub next: String,
}
