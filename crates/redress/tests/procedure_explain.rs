//! `redress procedure explain`: paragraphs, rules, tables, who owes what, and the stages as text or as a picture.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that fails says so")]

mod common;

use common::{say, started};

#[test]
fn the_whole_procedure_is_said_in_plain_words() {
    let folder = started();
    let said = say(folder.path(), &["procedure", "explain", "parish", "--procedures", "procedures"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    insta::assert_snapshot!(said.out);
}

#[test]
fn the_stages_are_shown_alone_as_text_or_as_a_picture() {
    let folder = started();
    let text = say(folder.path(), &["procedure", "explain", "parish", "--procedures", "procedures", "--diagram", "text"]);
    insta::assert_snapshot!(text.out);
    let svg = say(folder.path(), &["procedure", "explain", "parish", "--procedures", "procedures", "--diagram", "svg"]);
    assert!(svg.out.starts_with("<svg ") && svg.out.trim_end().ends_with("</svg>"), "{}", svg.out);
    assert!(svg.out.contains("Being looked into"), "{}", svg.out);
}
