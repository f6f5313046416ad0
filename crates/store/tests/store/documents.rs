//! Documents: kept once, given only to those who see a case that refers to them, and known when lost.

use bytes::Bytes;
use serde_json::json;
use sqlx::Connection;
use store::{DocumentError, OpenOptions, Refused, Store};

use crate::fixture::{actor, add_people, change, file, memory, open, procedure, raw, rows};

#[tokio::test(flavor = "multi_thread")]
async fn a_document_belongs_to_the_cases_that_refer_to_it() {
    let store = memory(3).await;
    let mut walled = rows("x");
    walled.walled = vec![2];
    let (one, other) = (open(&store, 1, &walled).await, open(&store, 1, &rows("y")).await);
    let kept = store.document_put("C:\\scans\\letter.txt", Bytes::from_static(b"Dear Alex")).await.unwrap();
    assert_eq!((kept.title.as_str(), kept.media.as_str(), kept.bytes), ("letter.txt", "text/plain", 9));
    let hub = actor(1, &["hub"]);
    assert_eq!(store.document_get(&hub, one.id, &kept.sha256).await.unwrap(), None, "nothing refers to it yet");
    let mut change = change(1, one.id, 1, None, &walled);
    change.entries[0].kept.frame =
        json!({ "act": "step", "step": "reply", "letters": [{ "letter": "reply", "sha256": kept.sha256 }] });
    store.case_append(&hub, change).await.unwrap();
    let found = store.document_get(&hub, one.id, &kept.sha256).await.unwrap().unwrap();
    assert_eq!((found.bytes.as_ref(), found.media.as_str()), (&b"Dear Alex"[..], "text/plain"));
    for (who, case) in [(&actor(2, &["hub"]), one.id), (&actor(3, &["other"]), one.id), (&hub, other.id), (&hub, 99)] {
        assert_eq!(store.document_get(who, case, &kept.sha256).await.unwrap(), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_or_damaged_document_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let store = file(&path, 1).await;
    let case = open(&store, 1, &rows("x")).await;
    let hub = actor(1, &["hub"]);
    let mut kept = Vec::new();
    for (seq, content) in ["one", "two", "three"].into_iter().enumerate() {
        let document = store.document_put("a.txt", content.into()).await.unwrap();
        let later = rows("x");
        let mut change = change(1, case.id, u32::try_from(seq).unwrap() + 1, None, &later);
        change.entries[0].kept.frame = json!({ "act": "filed", "sha256": document.sha256 });
        store.case_append(&hub, change).await.unwrap();
        kept.push(document.sha256);
    }
    assert_eq!(store.document_verify(&mut |_, _| {}).await.unwrap(), Vec::<String>::new());
    let place = |sha256: &str| folder.path().join("redress.db.documents").join(&sha256[..2]).join(&sha256[2..]);
    std::fs::remove_file(place(&kept[1])).unwrap();
    std::fs::write(place(&kept[2]), "thr33").unwrap();
    let faults = store.document_verify(&mut |_, _| {}).await.unwrap();
    assert_eq!(faults.len(), 2);
    assert!(faults[0].starts_with("DC/2017/00001, entry 3: ") && faults[0].ends_with("is lost"), "{}", faults[0]);
    assert!(faults[1].starts_with("DC/2017/00001, entry 4: ") && faults[1].contains("is damaged"), "{}", faults[1]);
    assert!(store.document_get(&hub, case.id, &kept[0]).await.is_ok());
    assert!(store.document_get(&hub, case.id, &kept[1]).await.is_err());
    assert!(store.document_get(&hub, case.id, &kept[2]).await.is_err());
    // The same bytes again heal it.
    store.document_put("a.txt", "three".into()).await.unwrap();
    assert!(store.document_get(&hub, case.id, &kept[2]).await.unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("redress.db");
    let documents = folder.path().join("files");
    let options = OpenOptions { documents: Some(documents.clone()), document_limit: 100, ..OpenOptions::default() };
    let store = Store::open(&path, options).await.unwrap();
    procedure(&store).await;
    add_people(&store, 1).await;
    let mut program = b"MZ\x90\0".to_vec();
    program.resize(90, 0);
    let refused = store.document_put("invoice.pdf", program.into()).await.err().unwrap();
    assert!(matches!(refused, DocumentError::Refused(Refused::Program)));
    let refused = store.document_put("long.txt", vec![b'a'; 101].into()).await.err().unwrap();
    assert!(matches!(refused, DocumentError::Refused(Refused::TooLarge { limit: 100 })));
    assert_eq!(std::fs::read_dir(&documents).unwrap().count(), 0);
    let mut connection = raw(&path).await;
    let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM document").fetch_one(&mut connection).await.unwrap();
    assert_eq!(kept, 0);
    connection.close().await.unwrap();
}
