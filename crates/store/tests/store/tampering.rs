//! Each way of tampering with a record that we know of is tried on a copy of a small one, and found. Somebody who tampers may do what
//! they like with the files: they take the rules of the database away first and put them back afterwards.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use casework::Grant;
use jiff::SignedDuration;
use serde_json::json;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection, Row};
use store::{
    Account, Checks, Head, KeptHead, KeptProcedure, Look, NewPerson, NoticeKey, OpenOptions, OutboxItem, Outcome, Session, Store,
};

use crate::fixture::{actor, append, change, derive, file, hours, open, rows, run, start};
use crate::rebuild::full;

/// A filled record, closed; where it ends; and a copy of it from before the last case.
struct World {
    folder: tempfile::TempDir,
    head: Head,
    older: PathBuf,
}

fn kept(head: &Head) -> KeptHead {
    KeptHead {
        name: "head".into(),
        record: head.record.clone(),
        seal: head.seal,
        hash: head.hash.iter().map(|byte| format!("{byte:02x}")).collect(),
        entries: head.entries,
        cases: head.cases,
    }
}

fn fingerprint(kept: &KeptProcedure) -> String {
    // The procedure of the other tests goes under a hash that is none.
    match kept.text == "# Complaints" && kept.letters.is_empty() {
        true => "ab".into(),
        false => procedure::fingerprint(&kept.text, &kept.letters),
    }
}

async fn fill(path: &Path) -> Store {
    let store = file(path, 4).await;
    let letters = BTreeMap::from([("reply.md".to_owned(), "Dear {name}".to_owned())]);
    let hash = procedure::fingerprint("# Appeals", &letters);
    let appeals = KeptProcedure { id: "appeals".into(), version: "1".into(), hash, text: "# Appeals".into(), letters };
    store.procedure_keep(appeals).await.unwrap();
    let police = store.organisation_add("Police").await.unwrap();
    store.organisation_add("Council").await.unwrap();
    let site = store.site_add("North", &BTreeMap::from([("calendar".to_owned(), "england".to_owned())])).await.unwrap();
    store.site_add("South", &BTreeMap::new()).await.unwrap();
    store
        .person_change(
            1,
            NewPerson { name: "Ann".into(), job: "Clerk".into(), grade: Some(3), organisation: Some(police), unresolved: false },
        )
        .await
        .unwrap();
    store.grant_add(1, Grant { role: "hub".into(), site: None }).await.unwrap();
    store.grant_add(2, Grant { role: "reader".into(), site: Some(site) }).await.unwrap();
    for (person, name) in [(1, "ann"), (2, "ben")] {
        let account = Account { username: name.into(), person, password_hash: format!("hash of {name}"), disabled: person == 2 };
        store.account_add(account).await.unwrap();
        let session = Session {
            token_hash: format!("token of {name}"),
            username: name.into(),
            person,
            address: "192.0.2.1".into(),
            agent: String::new(),
            csrf: "c".into(),
            created: start(),
            last_seen: start(),
            expires: start() + SignedDuration::from_hours(12),
        };
        let begun = store.session_add(session, &format!("hash of {name}")).await.unwrap();
        assert_eq!(begun, person == 1, "no session begins for an account that is disabled");
        store.sign_in_end(name, "192.0.2.1", Outcome::Wrong, start()).await.unwrap();
    }
    let hub = actor(1, &["hub"]);
    for text in ["the first", "the second"] {
        let now = rows(text);
        let case = open(&store, 1, &now).await;
        append(&store, &hub, case.id, 1, Some(&now), &now).await.unwrap();
    }
    let full = full();
    let case = open(&store, 1, &full).await;
    let document = store.document_put("a.txt", "Dear Alex".into()).await.unwrap();
    let mut step = change(1, case.id, 1, Some(&full), &full);
    step.entries[0].kept.frame = json!({ "act": "step", "step": "log",
        "letters": [{ "letter": "reply", "sha256": document.sha256 }],
        "notices": [{ "notice": "logged", "to": ["monitor"], "people": [2] }] });
    step.outbox.push(OutboxItem { kind: "post".into(), payload: json!({ "to": "Alex" }) });
    store.case_append(&hub, step).await.unwrap();
    let notice = NoticeKey { case: case.id, seq: 2, item: 0 };
    assert!(store.notice_read(&actor(2, &[]), notice, hours(3)).await.unwrap());
    for person in [1, 2, 1] {
        let look = Look { person, role: Some("hub".into()), case: Some(case.id), what: "case".into(), at: hours(4) };
        store.looks_add(vec![look.clone(), look]).await.unwrap();
    }
    store
}

async fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let store = fill(&path).await;
    let older = folder.path().join("older.db");
    store::copy_database(&path, &older).await.unwrap();
    let now = rows("the last");
    let case = open(&store, 1, &now).await;
    append(&store, &actor(1, &["hub"]), case.id, 1, Some(&now), &now).await.unwrap();
    let head = store.head_seal().await.unwrap();
    store.close().await;
    World { folder, head, older }
}

/// What is wrong with a record, as sentences; an error when it cannot even be opened is one of them.
async fn wrong(path: &Path, heads: &[KeptHead]) -> Vec<String> {
    let store = match Store::open_read_only(path, OpenOptions::default()).await {
        Ok(store) => store,
        Err(error) => return vec![error.to_string()],
    };
    let checks = Checks { derive: Some(&derive), fingerprint: &fingerprint };
    let report = store.verify_whole(checks, &mut |_, _, _| {}).await;
    let mut faults: Vec<String> = report.faults.iter().map(|fault| format!("{}: {fault}", fault.about)).collect();
    match store.compare_heads(heads).await {
        Ok(found) => faults.extend(found.iter().map(|fault| format!("{}: {fault}", fault.about))),
        Err(error) => faults.push(error.to_string()),
    }
    store.close().await;
    faults
}

/// Copies a record with its documents to a folder of its own.
fn copy(world: &World, to: &Path) -> PathBuf {
    let path = to.join("redress.db");
    std::fs::copy(world.folder.path().join("redress.db"), &path).unwrap();
    copy_folder(&world.folder.path().join("redress.db.documents"), &to.join("redress.db.documents"));
    path
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &to);
        } else {
            std::fs::copy(&path, &to).unwrap();
        }
    }
}

/// The only document.
fn document(path: &Path) -> PathBuf {
    let folder = PathBuf::from(format!("{}.documents", path.display()));
    let first = |path: &Path| std::fs::read_dir(path).unwrap().next().unwrap().unwrap().path();
    first(&first(&folder))
}

async fn connect(path: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(path).foreign_keys(false).connect().await.unwrap()
}

/// Alters a database: its rules are taken away before and put back afterwards.
async fn alter(path: &Path, sql: &str) {
    let mut connection = connect(path).await;
    let rules = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE 'case_text%' ORDER BY rowid";
    let rules: Vec<(String, String)> = sqlx::query_as(rules).fetch_all(&mut connection).await.unwrap();
    for (name, _) in &rules {
        run(&mut connection, &format!("DROP TRIGGER {name}")).await;
    }
    run(&mut connection, sql).await;
    for (_, sql) in &rules {
        run(&mut connection, sql).await;
    }
    connection.close().await.unwrap();
}

/// The end of everything, cut off with all that counts it: entries from a position, and the seals and lines of the journal since.
fn cut(pos: i64, case: i64) -> String {
    format!(
        "DELETE FROM entry WHERE pos >= {pos};
         DELETE FROM journal WHERE pos > (SELECT max(journal_pos) FROM seal WHERE last_pos < {pos});
         DELETE FROM seal WHERE last_pos >= {pos};
         DELETE FROM form_key WHERE case_id >= {case};
         DELETE FROM case_sight WHERE case_id >= {case};
         DELETE FROM \"case\" WHERE id >= {case};
         UPDATE \"case\" SET seq = (SELECT max(seq) FROM entry WHERE case_id = \"case\".id);
         UPDATE sqlite_sequence SET seq = {pos} - 1 WHERE name = 'entry';
         UPDATE sqlite_sequence SET seq = {case} - 1 WHERE name = 'case';
         UPDATE sqlite_sequence SET seq = (SELECT max(number) FROM seal) WHERE name = 'seal';
         UPDATE sqlite_sequence SET seq = (SELECT max(pos) FROM journal) WHERE name = 'journal'"
    )
}

const TAMPERINGS: &[(&str, &str)] = &[
    // Entries.
    ("content", "UPDATE entry SET content = replace(content, 'the first', 'nothing') WHERE pos = 1"),
    ("content and its hash", "UPDATE entry SET content = '{}', salt = x'00', content_hash = x'00' WHERE pos = 1"),
    ("who", "UPDATE entry SET by = 2 WHERE pos = 2"),
    ("role", "UPDATE entry SET role = 'other' WHERE pos = 2"),
    ("when it happened", "UPDATE entry SET happened = happened - 1 WHERE pos = 2"),
    ("when it was recorded", "UPDATE entry SET recorded = recorded + 1 WHERE pos = 2"),
    ("frame", "UPDATE entry SET frame = replace(frame, 'log', 'close') WHERE pos = 2"),
    ("an entry in the middle removed", "DELETE FROM entry WHERE pos = 2"),
    (
        "two entries change places",
        "UPDATE entry SET seq = 9 WHERE pos = 1; UPDATE entry SET seq = 1 WHERE pos = 2; UPDATE entry SET seq = 2 WHERE pos = 1",
    ),
    ("an entry moved to another case", "UPDATE entry SET case_id = 2, seq = 3 WHERE pos = 2"),
    (
        "an entry put in",
        "INSERT INTO entry SELECT 99, case_id, 3, happened, recorded, by, role, frame, content, salt, content_hash, hash, hash \
         FROM entry WHERE pos = 2; UPDATE \"case\" SET seq = 3 WHERE id = 1",
    ),
    ("content emptied", "UPDATE entry SET content = NULL WHERE pos = 1"),
    ("content and salt emptied", "UPDATE entry SET content = NULL, salt = NULL WHERE pos = 1"),
    ("a seal altered", "UPDATE seal SET entries = 2 WHERE number = 1"),
    ("a seal removed", "DELETE FROM seal WHERE number = 1"),
    ("the journal that a seal covers", "UPDATE seal SET journal_hash = x'00' WHERE number = 1"),
    // Cases.
    ("reference", "UPDATE \"case\" SET reference = 'DC/2017/00077' WHERE id = 1"),
    ("procedure of a case", "UPDATE \"case\" SET procedure = 'appeals' WHERE id = 1"),
    ("hash of a case's procedure", "UPDATE \"case\" SET procedure_hash = 'cd' WHERE id = 1"),
    ("version that a case is run under", "UPDATE \"case\" SET run_version = '1', run_hash = 'ab' WHERE id = 1"),
    (
        "a whole case removed from the middle",
        "DELETE FROM entry WHERE case_id = 2; DELETE FROM case_sight WHERE case_id = 2; DELETE FROM \"case\" WHERE id = 2",
    ),
    // Documents.
    ("media of a document", "UPDATE document SET media = 'text/html'"),
    ("length of a document", "UPDATE document SET bytes = bytes + 1"),
    ("a document's row removed", "DELETE FROM document"),
    ("which documents a case has", "DELETE FROM case_document"),
    ("a document put down to be deleted", "INSERT INTO document_doomed SELECT sha256 FROM document"),
    (
        "a document put down to be deleted, and the rows that say whose it is taken away",
        "INSERT INTO document_doomed SELECT sha256 FROM document; DELETE FROM document; DELETE FROM case_document",
    ),
    // Procedures.
    ("text of a procedure", "UPDATE procedure_version SET text = text || '!' WHERE id = 'appeals'"),
    ("letter of a procedure", "UPDATE procedure_version SET letters = replace(letters, 'Dear', 'To') WHERE id = 'appeals'"),
    ("a procedure put in", "INSERT INTO procedure_version VALUES ('third', '1', 'ef', '# Third', '{}')"),
    ("a procedure removed", "DELETE FROM procedure_version WHERE id = 'appeals'"),
    // Looks.
    ("all looks deleted", "DELETE FROM look"),
    ("the newest looks deleted", "DELETE FROM look WHERE id > 4; UPDATE sqlite_sequence SET seq = 4 WHERE name = 'look'"),
    ("looks put on another person", "UPDATE look SET person = 3 WHERE person = 1"),
    ("looks at another case", "UPDATE look SET case_id = 1"),
    ("a look at another time", "UPDATE look SET at = at + 1 WHERE id = 2"),
    ("a look put in", "INSERT INTO look (person, what, at) VALUES (3, 'case', 1)"),
    // People, roles, sites, organisations.
    ("a person renamed", "UPDATE person SET name = 'Eve' WHERE id = 2"),
    ("a person more senior", "UPDATE person SET grade = 9 WHERE id = 1"),
    ("a person of another organisation", "UPDATE person SET organisation = 2 WHERE id = 1"),
    ("two people merged", "UPDATE person SET merged_into = 1 WHERE id = 2"),
    ("a person put in", "INSERT INTO person (name, job) VALUES ('Eve', '')"),
    ("a person removed", "DELETE FROM person WHERE id = 4"),
    ("a role given", "INSERT INTO role_held (person, role) VALUES (3, 'hub')"),
    ("a role taken", "DELETE FROM role_held WHERE person = 1"),
    ("a role widened to all sites", "UPDATE role_held SET site = NULL WHERE person = 2"),
    ("a site renamed", "UPDATE site SET name = 'East' WHERE id = 1"),
    ("a site's calendar", "UPDATE site SET attributes = '{\"calendar\":\"scotland\"}' WHERE id = 1"),
    ("an organisation renamed", "UPDATE organisation SET name = 'Fire' WHERE id = 1"),
    // Accounts and sessions.
    ("a password", "UPDATE account SET password_hash = 'x' WHERE username = 'ann'"),
    ("an account given to another person", "UPDATE account SET person = 3 WHERE username = 'ann'"),
    ("an account made usable again", "UPDATE account SET disabled = 0 WHERE username = 'ben'"),
    ("an account removed", "DELETE FROM account WHERE username = 'ben'"),
    (
        "a session planted",
        "INSERT INTO session (token_hash, username, person, csrf, created, last_seen, expires) VALUES ('t', 'ann', 1, 'c', 1, 1, 4102444800000000)",
    ),
    ("a try to sign in taken out", "DELETE FROM sign_in WHERE id = 1"),
    ("a try to sign in called right", "UPDATE sign_in SET outcome = 'right'"),
    ("a session made longer", "UPDATE session SET expires = 4102444800000000 WHERE person = 1"),
    ("a session given to another person", "UPDATE session SET person = 3 WHERE person = 1"),
    // Notices, what is sent.
    ("that a notice was read", "DELETE FROM notice_read"),
    ("what is to be sent removed", "DELETE FROM outbox"),
    ("what is to be sent altered", "UPDATE outbox SET payload = '{\"to\":\"Eve\"}'"),
    ("notices removed", "DELETE FROM notice; DELETE FROM notice_to"),
    ("a notice to another person", "UPDATE notice_to SET person = 3 WHERE person = 2"),
    // What follows from entries.
    ("all walls deleted", "DELETE FROM case_wall"),
    ("sights widened", "UPDATE audience SET sight = 0, role = 'everybody'"),
    ("a party put in", "INSERT INTO case_party VALUES (3, 4, 0)"),
    ("the text of lists", "UPDATE case_sight SET about = 'Nothing' WHERE case_id = 3"),
    ("duties moved", "UPDATE duty SET due = due + 1000000"),
    ("duties of another team", "UPDATE team SET role = 'nobody'"),
    ("a case closed", "UPDATE \"case\" SET open = 0 WHERE id = 3"),
    ("the subject of a case", "DELETE FROM case_subject"),
    ("what was put on a person", "DELETE FROM case_mark"),
    ("links between cases", "UPDATE case_link SET reference = 'DC/2017/00002'"),
    ("counts over cases", "DELETE FROM case_tally"),
    ("the search index", "INSERT INTO case_text (case_text) VALUES ('delete-all')"),
    // The journal and the rules themselves.
    ("a line of the journal removed", "DELETE FROM journal WHERE pos = 3"),
    ("a line of the journal altered", "UPDATE journal SET digest = x'00' WHERE pos = 3"),
    (
        "a row removed, and its line emptied",
        "DELETE FROM account WHERE username = 'ben'; UPDATE journal SET key = NULL, salt = NULL WHERE what = 'account' AND key = '[\"ben\"]'",
    ),
    (
        "a row altered, and the journal taken away",
        "UPDATE person SET grade = 9 WHERE id = 1; DELETE FROM journal; UPDATE sqlite_sequence SET seq = 0 WHERE name = 'journal'",
    ),
    ("a rule put in", "CREATE TRIGGER quiet AFTER INSERT ON look BEGIN DELETE FROM notice_read; END"),
    ("another record's name", "UPDATE record SET id = 'another'"),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_tampering_is_found() {
    let world = world().await;
    let heads = [kept(&world.head)];
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(wrong(&copy(&world, folder.path()), &heads).await, Vec::<String>::new());
    let mut missed = Vec::new();
    for (kind, sql) in TAMPERINGS {
        let folder = tempfile::tempdir().unwrap();
        let path = copy(&world, folder.path());
        alter(&path, sql).await;
        if wrong(&path, &heads).await.is_empty() {
            missed.push(*kind);
        }
    }
    assert_eq!(missed, Vec::<&str>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_cut_off_or_rewritten_whole_is_found_by_a_kept_head() {
    let world = world().await;
    let heads = [kept(&world.head)];
    let last_entry = cut(8, 5);
    let newest = cut(3, 2);
    for (kind, sql, sentence) in [
        ("the last entry with its seal", &last_entry, "What came after was cut off"),
        ("the newest seals with whole cases", &newest, "What came after was cut off"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = copy(&world, folder.path());
        alter(&path, sql).await;
        let said = wrong(&path, &heads).await;
        assert!(said.iter().any(|said| said.starts_with("Kept heads") && said.contains(sentence)), "{kind}: {said:#?}");
    }

    let folder = tempfile::tempdir().unwrap();
    let older = copy(&world, folder.path());
    std::fs::copy(&world.older, &older).unwrap();
    assert_eq!(wrong(&older, &[]).await, Vec::<String>::new(), "an older copy is whole in itself");
    let said = wrong(&older, &heads).await;
    assert!(matches!(said.as_slice(), [only] if only.contains("this is an older copy")), "{said:#?}");

    // All of it made again with another statement, every hash included.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let forged = fill(&path).await;
    for text in ["the last", "one more"] {
        open(&forged, 1, &rows(text)).await;
    }
    append(&forged, &actor(1, &["hub"]), 4, 1, None, &rows("another")).await.unwrap();
    forged.head_seal().await.unwrap();
    forged.close().await;
    alter(&path, &format!("UPDATE record SET id = '{}'", world.head.record)).await;
    assert_eq!(wrong(&path, &[]).await, Vec::<String>::new(), "it is whole in itself");
    let said = wrong(&path, &heads).await;
    assert!(matches!(said.as_slice(), [only] if only.contains("was rewritten")), "{said:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_to_files_is_found() {
    type Edit = fn(&Path);
    let edits: [(&str, Edit); 3] = [
        ("a document changed", |path| std::fs::write(document(path), "Dear Eve!").unwrap()),
        ("a document lost", |path| std::fs::remove_file(document(path)).unwrap()),
        ("all documents lost", |path| std::fs::remove_dir_all(format!("{}.documents", path.display())).unwrap()),
    ];
    let world = world().await;
    for (kind, edit) in edits {
        let folder = tempfile::tempdir().unwrap();
        let path = copy(&world, folder.path());
        edit(&path);
        assert_ne!(wrong(&path, &[]).await, Vec::<String>::new(), "{kind}");
    }
    // A document, and the row that says that a case has it.
    let folder = tempfile::tempdir().unwrap();
    let path = copy(&world, folder.path());
    alter(&path, "DELETE FROM case_document; DELETE FROM document").await;
    std::fs::remove_file(document(&path)).unwrap();
    assert_ne!(wrong(&path, &[]).await, Vec::<String>::new());
}

/// Somebody with an ordinary client of SQLite, who leaves the rules in place: they note what changed, and the server does not
/// take that for its own.
#[tokio::test(flavor = "multi_thread")]
async fn what_another_program_changed_is_not_taken_in_by_the_next_commit() {
    let world = world().await;
    for sql in [
        "UPDATE person SET grade = 9 WHERE id = 1",
        "INSERT INTO role_held (person, role) VALUES (3, 'hub')",
        "DELETE FROM session WHERE person = 1",
        "INSERT INTO look (person, what, at) VALUES (3, 'case', 1)",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = copy(&world, folder.path());
        let mut connection = connect(&path).await;
        run(&mut connection, sql).await;
        connection.close().await.unwrap();
        assert_ne!(wrong(&path, &[]).await, Vec::<String>::new(), "{sql}");
        let store = Store::open(&path, OpenOptions::default()).await.unwrap();
        open(&store, 1, &rows("later")).await;
        let look = Look { person: 1, role: None, case: None, what: "list".into(), at: hours(9) };
        store.look_add(look).await.unwrap();
        store.close().await;
        assert_ne!(wrong(&path, &[]).await, Vec::<String>::new(), "{sql}, after the server went on");
    }
}

/// All rows that count, as text.
async fn dump(path: &Path) -> Option<Vec<String>> {
    let options = SqliteConnectOptions::new().filename(path).immutable(true);
    let mut connection = options.connect().await.ok()?;
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'case_text%' \
        AND name NOT IN ('form_key', 'epoch', 'gap_round', 'rebuild_due', 'document_doomed', 'journal_due', 'record', 'sign_in_limit')";
    let mut rows = Vec::new();
    for row in sqlx::query(tables).fetch_all(&mut connection).await.ok()? {
        let table: String = row.get(0);
        let columns =
            format!("SELECT group_concat('quote(\"' || name || '\")', ' || ''|'' || ') FROM pragma_table_info('{table}')");
        let columns: String = sqlx::query_scalar(sqlx::AssertSqlSafe(columns)).fetch_one(&mut connection).await.ok()?;
        let sql = format!("SELECT {columns} FROM \"{table}\" NOT INDEXED ORDER BY 1");
        let found: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_all(&mut connection).await.ok()?;
        rows.extend(found.into_iter().map(|row| format!("{table}|{row}")));
    }
    Some(rows)
}

#[tokio::test(flavor = "multi_thread")]
async fn damage_to_any_page_that_changes_a_row_is_found() {
    let world = world().await;
    let path = world.folder.path().join("redress.db");
    let whole = dump(&path).await.unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let damaged = copy(&world, folder.path());
    let (mut found, mut changed) = (0, 0);
    let places = (0..bytes.len()).step_by(4096).enumerate();
    // At the end of each page, where rows are, and at another place of each.
    let places = places.flat_map(|(n, page)| [(n, page + 4096 - 512), (n, page + (n * 977) % (4096 - 512))]);
    for (n, from) in places {
        let mut bytes = bytes.clone();
        for (at, byte) in bytes[from..from + 512].iter_mut().enumerate() {
            *byte = (at * 167 + n * 31 + 13).to_le_bytes()[0];
        }
        std::fs::write(&damaged, bytes).unwrap();
        let said = wrong(&damaged, &[]).await;
        found += usize::from(!said.is_empty());
        if dump(&damaged).await.as_ref() != Some(&whole) {
            changed += 1;
            assert!(!said.is_empty(), "page {} changed a row, and nothing was said", n + 1);
        }
    }
    assert!(changed > 30 && found >= changed, "{found} {changed}");
}

/// What the promise leaves out, so that it says no more than is true.
#[tokio::test(flavor = "multi_thread")]
async fn only_what_these_say_is_not_found() {
    let world = world().await;
    let heads = [kept(&world.head)];
    // Bookkeeping: what keeps a form from being sent twice, when a session was last seen, how often sending was tried.
    for sql in [
        "DELETE FROM form_key",
        "UPDATE session SET last_seen = last_seen + 1",
        "UPDATE outbox SET attempts = attempts + 1, last_error = 'x'",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = copy(&world, folder.path());
        alter(&path, sql).await;
        assert_eq!(wrong(&path, &heads).await, Vec::<String>::new(), "{sql}");
    }
    // What came after the last head that is kept elsewhere, cut off with all that counts it.
    let folder = tempfile::tempdir().unwrap();
    let path = copy(&world, folder.path());
    let store = Store::open(&path, OpenOptions::default()).await.unwrap();
    append(&store, &actor(1, &["hub"]), 4, 2, None, &rows("the last")).await.unwrap();
    store.close().await;
    std::fs::copy(world.folder.path().join("redress.db"), &path).unwrap();
    assert_eq!(wrong(&path, &heads).await, Vec::<String>::new());
}
