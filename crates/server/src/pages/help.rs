//! How to use the pages, and whom to ask.

use askama::Template;

use super::parts::{Frame, Link};

/// The help page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "pages/help.html")]
pub struct Help {
    /// What surrounds it.
    pub frame: Frame,
    /// Whom to ask, as "what for: whom": a name, an address, a telephone number.
    pub contacts: Vec<(String, String)>,
    /// More to read.
    pub reading: Vec<Link>,
}
