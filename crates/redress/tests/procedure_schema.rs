//! `redress procedure schema`: what it prints is what is kept for editors.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that fails says so")]

mod common;

#[test]
fn what_is_printed_is_what_is_kept() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let said = common::say(&root, &["procedure", "schema"]);
    let kept = std::fs::read_to_string(root.join("docs/reference/procedure.schema.json")).unwrap();
    assert_eq!(said.code, Some(0));
    assert!(said.out == kept, "redress procedure schema > docs/reference/procedure.schema.json");
}
