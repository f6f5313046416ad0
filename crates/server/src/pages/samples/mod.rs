//! Every page with realistic data, and its variants that matter: empty, refused, late, busy. The tests draw all of
//! them, and `cargo run -p server --example gallery` writes them out to look at.
//!
//! The words of procedures stand here and nowhere else in this crate: these are the pages of one made-up morning,
//! Friday 24 March 2017, in a body that runs the procedure for complaints in detention. No person in it is real.

mod cases;
mod chains;
mod handbook;
mod lists;
mod plans;
mod recording;
mod reports;
mod steps;
mod writing;

use askama::Template;

use super::account::{Account, Device, Tried};
use super::errors::ErrorPage;
use super::fields::ErrorSummary;
use super::help::Help;
use super::parts::{Citation, Frame, Link, Person, Section, Summary, SummaryRow};
use super::sign_in::{SignIn, SignInCode};

/// One drawn page.
#[derive(Debug)]
pub struct Drawn {
    /// A name for its file: the page, and the variant if it is one.
    pub name: &'static str,
    /// The page, or why it could not be drawn.
    pub html: Result<String, askama::Error>,
}

/// Draws every sample.
#[must_use]
pub fn all() -> Vec<Drawn> {
    let mut drawn = Vec::new();
    sign_in(&mut drawn);
    lists::draw_all(&mut drawn);
    recording::draw_all(&mut drawn);
    cases::draw_all(&mut drawn);
    chains::draw_all(&mut drawn);
    steps::draw_all(&mut drawn);
    writing::draw_all(&mut drawn);
    handbook::draw_all(&mut drawn);
    plans::draw_all(&mut drawn);
    reports::draw_all(&mut drawn);
    rest(&mut drawn);
    drawn
}

fn draw(drawn: &mut Vec<Drawn>, name: &'static str, page: &impl Template) {
    drawn.push(Drawn { name, html: page.render() });
}

/// The frame of someone who works at a centre, on a page called `title`.
fn frame(title: &str, section: Section) -> Frame {
    Frame {
        title: title.to_owned(),
        body: "Detention Services".to_owned(),
        person: Some(Person { name: "Amira Okafor".into(), role: "Complaints manager, Brook House".into() }),
        section,
        record: Some("Record a complaint"),
        may_report: true,
        csrf: "3b1f0c6a9d".into(),
        ..Frame::default()
    }
}

fn signed_out_frame(title: &str) -> Frame {
    Frame { person: None, record: None, ..frame(title, Section::None) }
}

fn paragraph(number: &str) -> Citation {
    Citation::new(format!("paragraph {number}"), format!("/procedures/detention-complaints#p{number}"))
}

fn strings<const N: usize>(texts: [&str; N]) -> Vec<String> {
    texts.map(str::to_owned).into()
}

fn pairs<const N: usize>(pairs: [(&str, &str); N]) -> Vec<(String, String)> {
    pairs.map(|(what, which)| (what.to_owned(), which.to_owned())).into()
}

impl SignIn {
    /// The page as it first shows.
    #[must_use]
    pub fn sample() -> Self {
        Self { frame: signed_out_frame("Sign in"), next: "/work".into(), ..Self::default() }
    }
}

fn sign_in(drawn: &mut Vec<Drawn>) {
    draw(drawn, "sign_in", &SignIn::sample());
    draw(
        drawn,
        "sign_in_refused",
        &SignIn {
            errors: ErrorSummary::default()
                .with("username", "The username or the password is not right. Check both and try again"),
            username: "a.okafor".into(),
            other: Some(Link::new("/sign-in/organisation", "Sign in with your organisation’s account")),
            ..SignIn::sample()
        },
    );
    draw(
        drawn,
        "sign_in_code",
        &SignInCode { frame: signed_out_frame("Enter your one-time code"), next: "/work".into(), ..SignInCode::default() },
    );
}

impl Account {
    /// The account of somebody who is signed in twice.
    #[must_use]
    pub fn sample() -> Self {
        let device = |key: &str, browser: &str, here| Device {
            key: key.into(),
            browser: browser.into(),
            address: "192.0.2.7".into(),
            since: "9:05am on 6 March 2017".into(),
            used: "9:30am on 6 March 2017".into(),
            here,
        };
        let tried = |outcome: &str, failed| Tried {
            at: "9:05am on 6 March 2017".into(),
            address: "192.0.2.7".into(),
            outcome: outcome.into(),
            failed,
        };
        Self {
            frame: frame("Your account", Section::None),
            about: Summary::new("", vec![SummaryRow::new("Name", "Ada Okafor"), SummaryRow::new("Username", "a.okafor")]),
            shortest: 12,
            devices: vec![device("1", "Firefox on Linux", true), device("2", "Edge on Windows", false)],
            tries: vec![tried("Signed in", false), tried("Wrong password", true)],
            ..Self::default()
        }
    }
}

impl Help {
    /// The help page.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            frame: frame("Help", Section::Help),
            contacts: pairs([
                ("Accounts and roles", "Service desk, extension 4400"),
                ("What the procedure means", "Customer service unit, complaints@detention.example"),
            ]),
            reading: vec![Link::new("/procedures/detention-complaints", "The complaints procedure, paragraph by paragraph")],
        }
    }
}

impl ErrorPage {
    /// A page that is not there.
    #[must_use]
    pub fn sample() -> Self {
        Self::not_found(frame("", Section::None))
    }
}

fn rest(drawn: &mut Vec<Drawn>) {
    let back = || Link::new("/cases/DC-2017-0412", "Back to DC/2017/0412");
    let here = || frame("", Section::Complaints);
    draw(drawn, "account", &Account::sample());
    draw(drawn, "help", &Help::sample());
    draw(
        drawn,
        "help_signed_out",
        &Help { frame: Frame { section: Section::Help, ..signed_out_frame("Help") }, ..Help::default() },
    );
    draw(drawn, "error_not_found", &ErrorPage::sample());
    let reason = "Only the allocation hub logs a complaint, and you act for the centre’s supplier.";
    draw(drawn, "error_not_allowed", &ErrorPage::not_allowed(here(), reason, back()));
    draw(drawn, "error_stale_form", &ErrorPage::stale_form(here(), back()));
    draw(drawn, "error_too_large", &ErrorPage::too_large(here(), "25 MB", back()));
    draw(drawn, "error_fault", &ErrorPage::fault(here(), "7F3A-91C2"));
    draw(drawn, "error_signed_out", &ErrorPage::signed_out(signed_out_frame("")));
}
