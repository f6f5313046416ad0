//! `redress serve` never starts on a procedure that fails its checks.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that fails says so")]

mod common;

use std::net::TcpListener;

use common::{Said, change, say, started};

fn serve(folder: &std::path::Path) -> Said {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    say(folder, &["serve", "--procedures", "procedures", "--listen", &address, "--database", "cases.db"])
}

fn refuses(folder: &std::path::Path, because: &str) {
    let said = serve(folder);
    assert_eq!(said.code, Some(2), "{}", said.out);
    assert!(said.err.contains(because), "{}", said.err);
    assert!(!said.out.contains("ready"), "{}", said.out);
    // Nothing was made either.
    assert!(!folder.join("cases.db").exists());
}

#[test]
fn a_procedure_that_cannot_be_read_is_not_served() {
    let folder = started();
    change(folder.path(), "procedure.md", "owner  = \"manager\"", "owner  = \"manger\"");
    refuses(folder.path(), "Did you mean “manager”?");
}

#[test]
fn a_procedure_that_does_not_hold_is_not_served() {
    let folder = started();
    // The only step that leads to an end can never be taken: nothing answers its question.
    change(folder.path(), "procedure.md", "to    = \"closed\"\nafter = \"acknowledge\"", "after = \"acknowledge\"");
    refuses(folder.path(), "a procedure fails its checks, so nothing is served");
}

#[test]
fn a_procedure_that_opens_cases_under_another_that_is_not_there_is_not_served() {
    let folder = started();
    change(
        folder.path(),
        "procedure.md",
        "by    = \"officer\"\nfrom  = \"open\"",
        "by    = \"officer\"\nfrom  = \"open\"\nopens = \"paymnt\"",
    );
    refuses(folder.path(), "There is no procedure “paymnt”");
}

#[test]
fn two_versions_on_one_day_are_not_served() {
    let folder = started();
    let old = folder.path().join("procedures/parish/2026-04");
    let new = folder.path().join("procedures/parish/2027");
    std::fs::create_dir_all(new.join("letters")).unwrap();
    for file in ["procedure.md", "letters/answer.md"] {
        let text = std::fs::read_to_string(old.join(file)).unwrap();
        std::fs::write(new.join(file), text.replace("version   = \"2026-04\"", "version   = \"2027\"")).unwrap();
    }
    refuses(folder.path(), "are both in force on");
}

#[test]
fn a_database_that_is_not_there_is_not_made() {
    refuses(started().path(), "there is no database cases.db. Check --database. To start a new one");
}

#[test]
fn an_address_that_no_browser_sends_is_not_served() {
    let folder = tempfile::tempdir().unwrap();
    for (origin, instead) in [
        ("complaints.example.gov.uk", "https://complaints.example.gov.uk"),
        ("https://complaints.example.gov.uk/work", "https://complaints.example.gov.uk"),
        ("", "https://complaints.example.gov.uk"),
    ] {
        let said = say(folder.path(), &["serve", "--origin", origin, "--listen", "127.0.0.1:0", "--database", "cases.db"]);
        assert_eq!(said.code, Some(2), "{}", said.out);
        assert!(said.err.contains(&format!("write for example --origin {instead}\n")), "{}", said.err);
    }
}

/// Proofs of large procedures take much longer than the eight seconds that requests have.
#[cfg(unix)]
#[test]
fn stopping_does_not_wait_for_a_proof() {
    let mut demo = common::Demo::fill(1);
    demo.serve();
    let mut amina = common::Client::sign_in(demo.address, "amina").unwrap();
    // All of them are proved, one after the other.
    assert_eq!(amina.get("/procedures").unwrap().status, 200);
    let page = amina.get("/procedures/detention-complaints/2017-02").unwrap();
    assert!(page.status == 200 && page.body.contains("The checks are still running. Reload this page in a minute."));
    drop(amina);
    let mut server = demo.server.take().unwrap();
    let told = std::time::Instant::now();
    assert!(std::process::Command::new("kill").arg(server.id().to_string()).status().unwrap().success());
    let ended = server.wait().unwrap();
    assert!(ended.success() && told.elapsed() < std::time::Duration::from_secs(10), "{ended}, after {:?}", told.elapsed());
}
