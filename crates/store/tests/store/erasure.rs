//! What was erased is nowhere any more: not in the database file, nor in its log, nor in the folder of documents.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use casework::{Actor, Rows};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;
use sqlx::Connection;
use store::{Append, AppendError, CaseFilter, OpenOptions, OutboxItem, Store};

use crate::fixture::{
    actor, append, assert_sound, change, derive, entry, faults, file, hours, marked, new_case, open, raw, rows, run, start,
};

/// A word that occurs nowhere else.
const WORD: &str = "zyzzyva";

fn hub() -> Actor {
    actor(1, &["hub"])
}

/// All files in a folder and the folders in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    walk(folder, &mut found);
    found
}

/// The files of a database in which a word stands, in whatever case.
fn holding(database: &Path, word: &str) -> Vec<PathBuf> {
    let holds = |path: &PathBuf| {
        let bytes = std::fs::read(path).unwrap().to_ascii_lowercase();
        bytes.windows(word.len()).any(|window| window == word.as_bytes())
    };
    files(database.parent().unwrap()).into_iter().filter(holds).collect()
}

static WORDY: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);

/// Rows in which a word stands wherever rows hold text.
fn wordy(word: &str) -> Rows {
    let mut rows = rows(&format!("said {word} loudly"));
    rows.sights[0].who = format!("Alex {word}");
    rows.sights[0].about = format!("The {word}");
    rows.sights[0].filters.insert("kind".into(), word.into());
    rows.links = vec![casework::LinkRow { fact: "other".into(), label: "Other".into(), reference: word.into(), sights: vec![0] }];
    rows.keys = vec![casework::KeyRow {
        procedure: "complaints".into(),
        fact: "number".into(),
        // Each of its cases has its own.
        whole: Some(format!("{word} {}", WORDY.fetch_add(1, std::sync::atomic::Ordering::Relaxed))),
        value: word.into(),
    }];
    rows.marks = vec![casework::MarkRow {
        mark: "limit".into(),
        person: 2,
        title: "Writes only".into(),
        says: vec![("Why".into(), word.into())],
        limits: [("channel".into(), (word.into(), word.into()))].into(),
        roles: Vec::new(),
        since: jiff::Timestamp::UNIX_EPOCH,
    }];
    rows
}

/// A case whose every kind of entry, row and file holds a word. Gives its id and the number of its last entry.
async fn wordy_case(store: &Store, word: &str) -> (i64, u32) {
    let now = wordy(word);
    let mut new = new_case(1, &now);
    new.entries[0].kept.content["facts"] = json!({ "text": format!("{word} ").repeat(400) });
    new.outbox.push(OutboxItem { kind: "post".into(), payload: json!({ "text": word }) });
    let case = store.case_open(&hub(), new).await.unwrap().id;
    let letter = store.document_put("letter.txt", format!("Dear {word}, letter of {case}").into()).await.unwrap();
    let scan = store.document_put("scan.txt", format!("{word} wrote this in {case}").into()).await.unwrap();
    let mut draft = entry(1, hours(1), &now);
    draft.kept.frame = json!({ "act": "draft", "letter": "reply" });
    draft.kept.content["blocks"] = json!({ "body": format!("Dear {word}") });
    let mut filed = entry(1, hours(2), &now);
    filed.kept.frame = json!({ "act": "filed", "sha256": scan.sha256 });
    filed.kept.content["title"] = json!(word);
    let mut sent = entry(1, hours(3), &now);
    sent.kept.frame = json!({ "act": "step", "step": "reply", "letters": [{ "letter": "reply", "sha256": letter.sha256 }],
        "notices": [{ "notice": "replied", "to": ["hub"], "people": [2] }] });
    sent.kept.content["letters"] = json!([{ "text": format!("Dear {word}") }]);
    sent.kept.content["notices"] = json!([[["About", word]]]);
    let entries = vec![draft, filed, sent];
    let append = Append { entries, old_rows: Some(&now), ..Append::new(case, 1, &now) };
    let seq = store.case_append(&hub(), append).await.unwrap().last_seq;
    (case, seq)
}

/// Erases all that a case holds so far; its rows say nothing any more.
async fn erase(store: &Store, case: i64, seq: u32, old: Option<&Rows>) -> Result<u32, AppendError> {
    let now = rows("nothing is left");
    let listed: Vec<u32> = (1..=seq).collect();
    let append = Append { erases: true, ..marked(change(1, case, seq, old, &now), &listed) };
    store.case_append(&hub(), append).await.map(|done| done.last_seq)
}

async fn found(store: &Store, word: &str) -> u64 {
    let filter = CaseFilter { text: Some(word.into()), ..CaseFilter::default() };
    store.case_list(&hub(), &filter, start()).await.unwrap().total
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_erased_is_left_in_any_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let store = file(&path, 2).await;
    open(&store, 1, &rows("somebody else's")).await;
    let (case, seq) = wordy_case(&store, WORD).await;
    let rewritten = wordy(&format!("{WORD} {WORD}s"));
    append(&store, &hub(), case, seq, None, &rewritten).await.unwrap();
    assert_eq!(holding(&path, WORD).len(), 3, "the database or its log and two documents: {:?}", holding(&path, WORD));
    assert_eq!(found(&store, WORD).await, 1);
    assert_eq!(store.notice_page(&actor(2, &[]), false, 1, 9).await.unwrap().page.lines[0].carries.len(), 1);
    // A reader that keeps its connection, but reads nothing just then, is in nobody's way.
    store.case_load(&hub(), "DC/2017/00002").await.unwrap();

    assert_eq!(erase(&store, case, seq + 1, Some(&rewritten)).await.unwrap(), seq + 2);
    assert_eq!(holding(&path, WORD), Vec::<PathBuf>::new());
    assert_eq!(std::fs::metadata(folder.path().join("redress.db-wal")).unwrap().len(), 0);
    assert_sound(&store).await;
    assert_eq!(found(&store, WORD).await, 0);
    assert_eq!(found(&store, "nothing").await, 1);
    let mail = store.notice_page(&actor(2, &[]), false, 1, 9).await.unwrap();
    assert_eq!((mail.page.total, mail.page.lines[0].carries.len()), (1, 0));
    assert_eq!(store.outbox_state().await.unwrap().waiting, 0);
    assert_eq!(store.document_verify(&mut |_, _| {}).await.unwrap(), Vec::<String>::new());
    let loaded = store.case_load(&hub(), "DC/2017/00002").await.unwrap().unwrap();
    assert_eq!(loaded.entries.iter().filter(|entry| entry.erased).count(), seq as usize + 1);
    // The case goes on, and is erased again.
    append(&store, &hub(), case, seq + 2, None, &wordy("qwertzy")).await.unwrap();
    assert_eq!(found(&store, "qwertzy").await, 1);
    erase(&store, case, seq + 3, Some(&wordy("qwertzy"))).await.unwrap();
    assert_eq!(holding(&path, "qwertzy"), Vec::<PathBuf>::new());
    assert_sound(&store).await;
    store.close().await;
    assert_eq!(holding(&path, WORD), Vec::<PathBuf>::new());
}

/// Cases are opened, rewritten and erased in any order, large and small, so that pages are split, merged and moved.
#[test]
fn nothing_is_left_whatever_happened_to_the_pages() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut runner = TestRunner::new(Config { cases: 6, failure_persistence: None, ..Config::default() });
    let steps = prop::collection::vec((0..3_u8, 0..1000_usize, 1..600_usize), 60..160);
    runner
        .run(&steps, |steps| {
            runtime.block_on(async {
                let folder = tempfile::tempdir().unwrap();
                let path = folder.path().join("redress.db");
                let store = file(&path, 2).await;
                let mut living: Vec<(i64, u32, Rows)> = Vec::new();
                for (number, (step, which, size)) in steps.into_iter().enumerate() {
                    let words = (0..size).map(|n| format!("{WORD}{:x}", n * 7 + number)).collect::<Vec<_>>().join(" ");
                    if step == 0 || living.is_empty() {
                        let now = wordy(&words);
                        living.push((open(&store, 1, &now).await.id, 1, now));
                        continue;
                    }
                    let at = which % living.len();
                    if step == 1 {
                        let (case, seq, old) = &mut living[at];
                        let now = wordy(&words);
                        append(&store, &hub(), *case, *seq, Some(old), &now).await.unwrap();
                        (*seq, *old) = (*seq + 1, now);
                    } else {
                        let (case, seq, old) = living.swap_remove(at);
                        erase(&store, case, seq, Some(&old)).await.unwrap();
                    }
                }
                for (case, seq, old) in living {
                    erase(&store, case, seq, Some(&old)).await.unwrap();
                }
                assert_eq!(holding(&path, WORD), Vec::<PathBuf>::new());
                assert_eq!(found(&store, WORD).await, 0);
                assert_sound(&store).await;
            });
            Ok(())
        })
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_another_case_refers_to_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let store = file(&path, 1).await;
    let now = rows("x");
    let (one, two) = (open(&store, 1, &now).await.id, open(&store, 1, &now).await.id);
    let shared = store.document_put("a.txt", "shared".into()).await.unwrap();
    let kept_by_the_new = store.document_put("b.txt", "sent with it".into()).await.unwrap();
    let file_in = async |case: i64, seq: u32, sha256: &str, erases: bool| {
        let mut filed = entry(1, hours(2), &now);
        filed.kept.frame = json!({ "act": "filed", "sha256": sha256 });
        let mut change = change(1, case, seq, None, &now);
        if erases {
            let listed: Vec<u32> = (1..=seq).collect();
            change = Append { erases: true, ..marked(change, &listed) };
        }
        change.entries.push(filed);
        store.case_append(&hub(), change).await.map(|done| done.last_seq)
    };
    let seq = file_in(one, 1, &shared.sha256, false).await.unwrap();
    let last = file_in(one, seq, &kept_by_the_new.sha256, false).await.unwrap();
    let other = file_in(two, 1, &shared.sha256, false).await.unwrap();
    // The erasure itself files one of them again.
    let last = file_in(one, last, &kept_by_the_new.sha256, true).await.unwrap();
    assert_eq!(store.document_get(&hub(), one, &shared.sha256).await.unwrap(), None);
    assert!(store.document_get(&hub(), two, &shared.sha256).await.unwrap().is_some());
    assert!(store.document_get(&hub(), one, &kept_by_the_new.sha256).await.unwrap().is_some());
    // Once the last case lets go, it is deleted, and can be kept anew.
    erase(&store, two, other, None).await.unwrap();
    let documents = folder.path().join("redress.db.documents");
    let place = |sha256: &str| documents.join(&sha256[..2]).join(&sha256[2..]);
    assert!(!place(&shared.sha256).exists() && place(&kept_by_the_new.sha256).exists());
    let refused = file_in(one, last, &shared.sha256, false).await;
    assert!(matches!(refused, Err(AppendError::Invalid(reason)) if reason.contains("is not kept")));
    store.document_put("a.txt", "shared".into()).await.unwrap();
    file_in(one, last, &shared.sha256, false).await.unwrap();
    assert!(store.document_get(&hub(), one, &shared.sha256).await.unwrap().is_some());
    assert_sound(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_program_that_died_left_is_removed_when_the_store_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let store = file(&path, 2).await;
    let (case, seq) = wordy_case(&store, WORD).await;
    let documents = folder.path().join("redress.db.documents");
    let saved = folder.path().join("saved");
    copy(&documents, &saved);
    erase(&store, case, seq, None).await.unwrap();
    store.close().await;
    // As it stands when the program dies right after the commit: the files are there, and so is their sentence.
    copy(&saved, &documents);
    std::fs::remove_dir_all(&saved).unwrap();
    let mut connection = raw(&path).await;
    let doomed: Vec<String> = files(&documents)
        .into_iter()
        .map(|file| file.strip_prefix(&documents).unwrap().to_str().unwrap().replace('/', ""))
        .collect();
    assert_eq!(doomed.len(), 2);
    for sha256 in doomed {
        run(&mut connection, &format!("INSERT INTO document_doomed VALUES ('{sha256}')")).await;
    }
    connection.close().await.unwrap();
    assert_eq!(holding(&path, WORD).len(), 2);
    let store = Store::open(&path, OpenOptions::default()).await.unwrap();
    assert_eq!(holding(&path, WORD), Vec::<PathBuf>::new());
    assert_sound(&store).await;
    let mut connection = raw(&path).await;
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM document_doomed").fetch_one(&mut connection).await.unwrap();
    assert_eq!(left, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_program_put_down_to_be_deleted_is_kept_while_a_case_has_it() {
    for sql in [
        "INSERT INTO document_doomed SELECT sha256 FROM document",
        "INSERT INTO document_doomed SELECT sha256 FROM document; DELETE FROM document",
        "INSERT INTO document_doomed SELECT sha256 FROM document; DELETE FROM document; DELETE FROM case_document",
        "DELETE FROM case_document; UPDATE document SET claimed = 0",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("redress.db");
        let store = file(&path, 2).await;
        wordy_case(&store, "kept").await;
        let (other, seq) = wordy_case(&store, WORD).await;
        erase(&store, other, seq, None).await.unwrap();
        let (third, seq) = wordy_case(&store, WORD).await;
        store.close().await;
        let documents = files(&folder.path().join("redress.db.documents"));
        assert_eq!(documents.len(), 4);
        let mut connection = raw(&path).await;
        run(&mut connection, sql).await;
        connection.close().await.unwrap();
        // It is swept when the store is opened, and once a day.
        let store = Store::open(&path, OpenOptions::default()).await.unwrap();
        store.documents_sweep(hours(1_000_000), true).await.unwrap();
        assert_eq!(files(&folder.path().join("redress.db.documents")), documents, "{sql}");
        // The next erasure deletes what it erases, and nothing else.
        let mut connection = raw(&path).await;
        run(&mut connection, "INSERT INTO document_doomed SELECT sha256 FROM document WHERE true ON CONFLICT DO NOTHING").await;
        connection.close().await.unwrap();
        erase(&store, third, seq, None).await.unwrap();
        store.close().await;
        assert!(holding(&path, "kept").len() > 2, "{sql}");
    }
}

/// Where SQLite parts pages it leaves the cells that it moves behind, in room that belongs to nothing.
#[tokio::test(flavor = "multi_thread")]
async fn what_pages_left_in_free_room_goes_with_the_next_erasure() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let store = file(&path, 2).await;
    let (case, seq) = wordy_case(&store, "something").await;
    let other = open(&store, 1, &rows("x")).await.id;
    store.close().await;
    // A leaf of a table with room between its list of cells and the first cell.
    let mut bytes = std::fs::read(&path).unwrap();
    let two = |bytes: &[u8], at: usize| usize::from(u16::from_be_bytes([bytes[at], bytes[at + 1]]));
    let size = two(&bytes, 16);
    let free = (1..bytes.len() / size).find_map(|page| {
        let at = page * size;
        let (from, to) = (at + 8 + 2 * two(&bytes, at + 3), at + two(&bytes, at + 5));
        (bytes[at] == 13 && two(&bytes, at + 3) > 0 && from + 200 < to).then_some(from + 100)
    });
    let at = free.expect("no page has room");
    bytes[at..at + WORD.len()].copy_from_slice(WORD.as_bytes());
    std::fs::write(&path, bytes).unwrap();
    let store = Store::open(&path, OpenOptions::default()).await.unwrap();
    append(&store, &hub(), other, 1, None, &rows("y")).await.unwrap();
    assert_eq!(holding(&path, WORD).len(), 1, "nothing was erased yet");
    erase(&store, case, seq, None).await.unwrap();
    assert_eq!(holding(&path, WORD), Vec::<PathBuf>::new());
    assert_sound(&store).await;
}

fn copy(from: &Path, to: &Path) {
    for file in files(from) {
        let place = to.join(file.strip_prefix(from).unwrap());
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::copy(file, place).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_of_what_was_there_before_only_delays_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let store = file(&path, 2).await;
    let (case, seq) = wordy_case(&store, WORD).await;
    let mut reader = raw(&path).await;
    run(&mut reader, "BEGIN; SELECT count(*) FROM entry").await;
    erase(&store, case, seq, None).await.unwrap();
    assert!(!holding(&path, WORD).is_empty(), "somebody still reads it");
    run(&mut reader, "COMMIT").await;
    let began = Instant::now();
    while !holding(&path, WORD).is_empty() {
        assert!(began.elapsed() < Duration::from_secs(20), "it is still there");
        // While others go on writing.
        store.person_add(store::NewPerson::default()).await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_sound(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_listed_is_erased_and_only_what_is_erased_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let store = file(&path, 1).await;
    let now = rows("x");
    let case = open(&store, 1, &now).await.id;
    append(&store, &hub(), case, 1, Some(&now), &now).await.unwrap();
    let attempt = async |listed: &[u32], erases: bool| {
        let append = Append { erases, ..marked(change(1, case, 2, Some(&now), &now), listed) };
        store.case_append(&hub(), append).await
    };
    for (listed, erases, said) in [
        (&[1, 2][..], false, "an entry says that content was destroyed, but it is to be kept"),
        (&[1], true, "no entry says that the content of entry 2 of DC/2017/00001 is destroyed"),
        (&[], true, "no entry says that the content of entry 1 of DC/2017/00001 is destroyed"),
        (&[1, 2, 3], true, "entry 3 is none of those before, so it cannot be destroyed"),
        (&[0, 1, 2], true, "entry 0 is none of those before, so it cannot be destroyed"),
    ] {
        assert_eq!(attempt(listed, erases).await.unwrap_err().to_string(), said);
    }
    let silent = Append { erases: true, ..change(1, case, 2, Some(&now), &now) };
    let refused = store.case_append(&hub(), silent).await.unwrap_err();
    assert_eq!(refused.to_string(), "content cannot be destroyed without an entry that says which");
    let mut born = new_case(1, &now);
    born.entries[0].kept.frame = json!({ "act": "erase", "entries": [1] });
    assert!(store.case_open(&hub(), born).await.is_err());
    // What is refused for another reason destroys nothing.
    let mut spoiled = Append { erases: true, ..marked(change(1, case, 2, Some(&now), &now), &[1, 2]) };
    spoiled.entries[0].by = 99;
    assert!(store.case_append(&hub(), spoiled).await.is_err());
    assert!(store.case_load(&hub(), "DC/2017/00001").await.unwrap().unwrap().entries.iter().all(|entry| !entry.erased));
    assert_sound(&store).await;
    attempt(&[1, 2], true).await.unwrap();
    assert_sound(&store).await;
    assert_eq!(faults(&store).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rebuild_mends_what_belongs_to_erased_entries() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let store = file(&path, 2).await;
    let (case, seq) = wordy_case(&store, WORD).await;
    erase(&store, case, seq, None).await.unwrap();
    for (table, damage) in [
        ("notice", "UPDATE notice SET carries = '[[\"About\",\"it\"]]'"),
        ("case_document", "INSERT INTO case_document SELECT 1, 3, sha256 FROM document"),
    ] {
        store.document_put("c.txt", "another".into()).await.unwrap();
        crate::fixture::alter(&path, damage).await;
        let found = store.rebuild(&derive, true, &mut |_, _| {}).await.unwrap();
        assert_eq!(found.differing.keys().copied().collect::<Vec<_>>(), [table]);
        assert_sound(&store).await;
    }
}
