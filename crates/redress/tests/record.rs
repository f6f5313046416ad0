//! Backups, restoring, kept heads and the check of the whole record, by the command line, over a small demonstration.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that fails says so"
)]

mod common;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::{Demo, redress, run};

fn call(arguments: &[&str]) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } = Command::new(redress()).args(arguments).output().unwrap();
    (status.code(), String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr))
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// All files below a folder.
fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(walk(&path));
        }
        files.push(path);
    }
    files
}

#[cfg(unix)]
fn open_to_others(folder: &Path) -> Vec<PathBuf> {
    walk(folder).into_iter().filter(|path| store::is_open_to_others(path)).collect()
}

/// What is done to a backup in its folder.
type Edit = fn(&Path);

#[test]
fn a_record_is_backed_up_restored_checked_and_compared() {
    let mut demo = Demo::fill(4);
    let database = demo.database();
    let folder = demo.folder.path().to_owned();
    let (backup, heads) = (folder.join("backup"), folder.join("heads"));
    demo.serve();

    // While it is served: what is acknowledged is in the backup.
    let (code, words) = call(&["backup", "--database", text(&database), "--to", text(&backup)]);
    assert_eq!(code, Some(0), "{words}");
    assert!(words.contains("Read back and checked"), "{words}");
    let (code, words) = call(&["backup", "--database", text(&database), "--to", text(&backup)]);
    assert!(code == Some(2) && words.contains("exists"), "{words}");
    let (code, words) = call(&["head", "write", "--database", text(&database), "--to", text(&heads)]);
    assert_eq!(code, Some(0), "{words}");
    demo.kill();
    #[cfg(unix)]
    assert_eq!(open_to_others(&folder), Vec::<PathBuf>::new());

    // A line or a dot at the end of a name changes nothing, and documents are no place for copies.
    for (name, end) in [("one", "/"), ("two", "//"), ("three", "/.")] {
        let to = folder.join(name);
        let (code, words) = call(&["backup", "--database", text(&database), "--to", &format!("{}{end}", text(&to))]);
        assert_eq!(code, Some(0), "{words}");
        assert!(to.join("manifest.json").is_file() && walk(&to).len() == walk(&backup).len());
        std::fs::remove_dir_all(to).unwrap();
    }
    let documents = database.with_extension("documents");
    let mut inside = vec![documents.join("copy"), documents.join("../redress.documents/copy")];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&documents, folder.join("link")).unwrap();
        inside.push(folder.join("link/copy"));
    }
    for to in inside {
        let (code, words) = call(&["backup", "--database", text(&database), "--to", text(&to)]);
        assert!(code == Some(2) && words.contains("is in the folder of documents"), "{words}");
    }
    let _ = std::fs::remove_file(folder.join("link"));
    assert!(!documents.join("copy").exists());

    // Checking leaves no file behind and agrees with the head.
    let (good, words) = run(&["rebuild", "--dry-run"], &database);
    assert!(good, "{words}");
    let before = walk(&folder);
    let (code, words) = call(&["verify", "--database", text(&database), "--head", text(&heads)]);
    assert_eq!(code, Some(0), "{words}");
    assert!(words.contains("It agrees with 1 kept heads"), "{words}");
    assert_eq!(walk(&folder), before);

    // What is restored is the same record.
    let restored = folder.join("restored/new.db");
    let (code, words) = call(&["restore", "--from", text(&backup), "--database", text(&restored)]);
    assert_eq!(code, Some(0), "{words}");
    let (code, words) = call(&["restore", "--from", text(&backup), "--database", text(&restored)]);
    assert!(code == Some(2) && words.contains("Nothing is written over"), "{words}");
    let (code, words) = call(&["verify", "--database", text(&restored)]);
    assert_eq!(code, Some(0), "{words}");
    let before = walk(&folder);
    let (code, words) = call(&["restore", "--from", text(&backup), "--database", &format!("{}/", text(&folder.join("slash")))]);
    assert!(code == Some(2) && words.contains("names a folder"), "{words}");
    assert_eq!(walk(&folder), before);
    #[cfg(unix)]
    assert_eq!(open_to_others(&folder), Vec::<PathBuf>::new());

    refuses_what_is_not_as_it_was_made(&folder, &backup);

    // What is no head cannot be compared, and says nothing of the record.
    let note = folder.join("note.head");
    std::fs::write(&note, "hello").unwrap();
    for path in [&folder.join("nowhere.head"), &note] {
        let (code, words) = call(&["verify", "--database", text(&database), "--head", text(path)]);
        assert!(code == Some(2) && words.contains("cannot check: ") && !words.contains("was changed"), "{words}");
    }

    // A head that was edited, and one that another key signed.
    let head = walk(&heads).remove(0);
    let edited = folder.join("edited.head");
    std::fs::write(&edited, std::fs::read_to_string(&head).unwrap().replace("\ncases ", "\ncases 1")).unwrap();
    let (code, words) = call(&["verify", "--database", text(&database), "--head", text(&edited)]);
    assert!(code == Some(1) && words.contains("its signature does not hold"), "{words}");
    std::fs::remove_file(database.with_extension("head-key")).unwrap();
    let (code, words) = call(&["head", "show", "--database", text(&database)]);
    assert!(code == Some(2) && words.contains("there is no key"), "{words}");
    let other = folder.join("other");
    assert_eq!(call(&["head", "write", "--database", text(&database), "--to", text(&other)]).0, Some(0));
    let (code, words) = call(&["verify", "--database", text(&database), "--head", text(&head)]);
    assert!(code == Some(1) && words.contains("it is signed with another key"), "{words}");
    let (code, words) = call(&["head", "show", "--database", text(&database)]);
    assert!(code == Some(0) && words.contains("+") && words.contains("\n— redress/"), "{words}");

    // All faults at once, in groups, as text and as JSON.
    let (code, words) = call(&["verify", "--database", text(&database), "--json"]);
    let json: serde_json::Value = serde_json::from_str(&words).unwrap();
    assert!(code == Some(0) && json["untouched"] == true && json["looks"].is_u64(), "{words}");
    for document in walk(&database.with_extension("documents")).iter().filter(|path| path.is_file()) {
        std::fs::write(document, "changed").unwrap();
    }
    let (code, words) = call(&["verify", "--database", text(&database)]);
    assert!(code == Some(1) && words.contains("\nDocuments\n  ✗ "), "{words}");
}

#[cfg(unix)]
fn pipe(path: &Path) {
    std::fs::remove_file(path).unwrap();
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn refuses_what_is_not_as_it_was_made(folder: &Path, backup: &Path) {
    fn document(backup: &Path) -> PathBuf {
        walk(&backup.join("redress.documents")).into_iter().find(|path| path.is_file()).unwrap()
    }
    let mut edits: Vec<(&str, Edit)> = vec![
        ("manifest.json", |backup| std::fs::remove_file(backup.join("manifest.json")).unwrap()),
        ("was altered", |backup| {
            let path = backup.join("manifest.json");
            let text = std::fs::read_to_string(&path).unwrap().replacen("\"entries\": ", "\"entries\": 1", 1);
            std::fs::write(path, text).unwrap();
        }),
        ("is missing", |backup| std::fs::remove_file(document(backup)).unwrap()),
        ("was changed", |backup| std::fs::write(document(backup), "x").unwrap()),
        ("redress.db is missing", |backup| std::fs::remove_file(backup.join("redress.db")).unwrap()),
        ("redress.db was changed", |backup| {
            let mut bytes = std::fs::read(backup.join("redress.db")).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            std::fs::write(backup.join("redress.db"), bytes).unwrap();
        }),
        ("does not belong", |backup| std::fs::write(backup.join("redress.db-wal"), "x").unwrap()),
        ("does not belong", |backup| std::fs::create_dir(backup.join("more")).unwrap()),
        ("does not belong", |backup| std::fs::create_dir(backup.join("redress.documents/zz")).unwrap()),
    ];
    // A pipe would be read for ever, and a link leads out of the backup.
    #[cfg(unix)]
    edits.extend::<[(&str, Edit); 3]>([
        ("is not a file", |backup| pipe(&document(backup))),
        ("is not a file", |backup| pipe(&backup.join("manifest.json"))),
        ("is not a file", |backup| {
            let document = document(backup);
            let elsewhere = backup.with_extension("elsewhere");
            std::fs::rename(&document, &elsewhere).unwrap();
            std::os::unix::fs::symlink(elsewhere, document).unwrap();
        }),
    ]);
    for (sentence, edit) in edits {
        let (copy, to) = (folder.join("copied"), folder.join("refused.db"));
        let _ = std::fs::remove_dir_all(&copy);
        assert!(Command::new("cp").args(["-r", text(backup), text(&copy)]).status().unwrap().success());
        edit(&copy);
        let (code, words) = call(&["restore", "--from", text(&copy), "--database", text(&to)]);
        assert!(code == Some(2) && words.contains(sentence), "{sentence}: {words}");
        assert!(!to.exists() && !folder.join("refused.documents").exists() && !folder.join("refused.db.part").exists());
        std::fs::remove_dir_all(&copy).unwrap();
    }
}

#[test]
fn a_word_that_nobodys_name_has_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("new.db");
    let people = folder.path().join("people.toml");
    std::fs::write(&people, "[person.ann]\nname = \"Ann Lee\"\n").unwrap();
    let (good, words) = run(&["directory", "import", text(&people)], &database);
    assert!(good, "{words}");
    let (good, words) = run(&["directory", "people", "zebra"], &database);
    assert!(good && words == "Nobody’s name has “zebra” in it.\n", "{words}");
    let (good, words) = run(&["directory", "people", "lee"], &database);
    assert!(good && words.contains("Ann Lee") && !words.contains("Nobody"), "{words}");
}

#[test]
fn commands_that_never_make_a_database_do_not_say_so() {
    for command in ["verify", "backup", "rebuild", "import"] {
        let (_, words) = call(&[command, "--help"]);
        assert!(words.contains("--database") && !words.contains("made when it does not exist"), "{command}: {words}");
    }
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("nowhere.db");
    for command in [&["verify"][..], &["backup", "--to", "/tmp/never"], &["rebuild"], &["head", "show"]] {
        let (good, words) = run(command, &nowhere);
        assert!(!good && words.contains("there is no database"), "{command:?}: {words}");
        assert!(!nowhere.exists());
    }
}
