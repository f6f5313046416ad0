//! Making a letter: its PDF and its plain-text twin, kept as a document of the case.

use casework::{Composed, IssuedLetter};
use jiff::Timestamp;
use letters::{Block, Letter};
use procedure::Procedure;

use crate::app::App;
use crate::problem::Problem;

/// A composed letter, ready to be set.
#[must_use]
pub fn letter(app: &App, procedure: &Procedure, reference: &str, composed: &Composed, at: Timestamp, draft: bool) -> Letter {
    let rule = &procedure.letters[composed.letter];
    let day = at.to_zoned(app.zone().clone()).date();
    let sender = composed.signature.last().cloned().unwrap_or_else(|| procedure.head.authority.clone());
    Letter {
        language: "en-GB".to_owned(),
        sender_name: sender,
        sender_lines: procedure.head.address.clone(),
        recipient_lines: composed.recipient.clone(),
        date: calendar::long_date(day),
        details: vec![("Our reference".to_owned(), reference.to_owned())],
        subject: composed.subject.clone(),
        blocks: composed.blocks.iter().map(|block| Block { id: block.id.clone(), markdown: block.markdown.clone() }).collect(),
        signature: composed.signature.clone(),
        enclosures: composed.enclosures.clone(),
        attribution: procedure.head.attribution.clone().filter(|_| rule.template.blocks.iter().any(|block| block.fixed)),
        draft,
    }
}

/// The PDF of a letter. It is set on a thread of its own, as it takes a while.
///
/// # Errors
/// When it cannot be set.
pub async fn pdf(letter: Letter, at: Timestamp) -> Result<Vec<u8>, Problem> {
    tokio::task::spawn_blocking(move || letters::pdf(&letter, at))
        .await
        .map_err(|error| Problem::Fault(format!("a letter could not be set: {error}")))?
        .map_err(|error| Problem::Fault(format!("a letter could not be set: {error}")))
}

/// Makes a letter and keeps it, so that an entry can refer to it.
///
/// # Errors
/// When it cannot be set or kept.
pub async fn issue(
    app: &App,
    procedure: &Procedure,
    reference: &str,
    composed: &Composed,
    at: Timestamp,
) -> Result<IssuedLetter, Problem> {
    let made = letter(app, procedure, reference, composed, at, false);
    let text = letters::text(&made);
    let bytes = pdf(made, at).await?;
    let title = format!("{}.pdf", procedure.letters[composed.letter].title);
    let document = app.store().document_put(&title, bytes.into()).await?;
    Ok(IssuedLetter { letter: composed.letter, document, text })
}
