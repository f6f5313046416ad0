//! The help page.

use axum::extract::State;
use axum::response::Response;

use crate::app::App;
use crate::pages::help::Help;
use crate::pages::parts::{Link, Section};
use crate::session::Visitor;
use crate::web::{frame, html};

/// Shows how to use the pages. It needs no account.
pub async fn show(State(app): State<App>, visitor: Option<Visitor>) -> Response {
    let frame = frame(&app, visitor.as_ref(), "Help", Section::Help);
    let reading = if visitor.is_some() { vec![Link::new("/procedures", "The procedures, as handbooks")] } else { Vec::new() };
    let contacts =
        vec![("Your account or your roles".to_owned(), "Whoever looks after accounts in your organisation".to_owned())];
    html(&Help { frame, contacts, reading })
}
