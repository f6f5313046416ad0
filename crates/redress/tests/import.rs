//! Sheets read in from the command line.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that fails says so"
)]

mod common;

use std::path::Path;

use common::{Demo, run};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Row};

/// The one number that a query finds, or the text.
async fn asked(database: &Path, query: &'static str) -> String {
    let mut connection = SqliteConnectOptions::new().filename(database).connect().await.unwrap();
    sqlx::query(query).fetch_one(&mut connection).await.unwrap().try_get(0).unwrap()
}

#[tokio::test]
async fn the_same_sheet_is_kept_once() {
    let demo = Demo::fill(1);
    let database = demo.database();
    let plan = asked(&database, "SELECT reference FROM \"case\" WHERE procedure = 'improvement-plan' ORDER BY id LIMIT 1").await;
    let count = "SELECT CAST(count(*) AS TEXT) FROM \"case\" WHERE procedure = 'recommendation'";
    let before: u32 = asked(&database, count).await.parse().unwrap();
    let sheet = demo.folder.path().join("more.csv");
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/demo/plans/jamaica-2017.csv")).unwrap();
    std::fs::write(&sheet, text.replace("\n6.", "\nMore 6.")).unwrap();
    let import = |more: &[&str]| {
        let mut arguments =
            vec!["import", sheet.to_str().unwrap(), "--register", "recommendation/plan", "--into", &plan, "--as", "rosalind"];
        arguments.extend(more);
        run(&arguments, &database)
    };
    let (fine, said) = import(&[]);
    assert!(fine && said.contains("7 recommendations can be read in. Nothing was kept"), "{said}");
    let (fine, said) = import(&["--accept"]);
    assert!(fine && said.contains("Read in: 7 recommendations, RE/"), "{said}");
    let (fine, again) = import(&["--accept"]);
    assert!(fine && again.contains("This sheet was read in before: 7 recommendations, RE/"), "{again}");
    assert!(again.contains("Nothing more was kept."), "{again}");
    assert_eq!(asked(&database, count).await.parse::<u32>().unwrap(), before + 7);
    // A sheet that says something else is another sheet.
    std::fs::write(&sheet, text.replace("\n6.", "\nOther 6.")).unwrap();
    let (fine, said) = import(&["--accept"]);
    assert!(fine && said.contains("Read in: 7 recommendations"), "{said}");
}
