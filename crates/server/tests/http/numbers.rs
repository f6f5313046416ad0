//! No page, form, address or file holds a number of the database: how many cases, people or entries there are, and in which order
//! they came, is nobody's business.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::common::{self, Browser, Office, demo, read, shipped, target};
use axum::http::StatusCode;
use procedure::PersonId;
use scraper::Selector;
use server::desk::slug_of;
use server::import::keep;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use store::{OpenOptions, Store};

/// All numbers of the database begin so.
const MARK: &str = "73000000";

/// A store whose numbers are easily known from all others.
async fn store(folder: &std::path::Path) -> Store {
    let path = folder.join("redress.db");
    Store::open(&path, OpenOptions::default()).await.unwrap().close().await;
    let mut connection = SqliteConnectOptions::new().filename(&path).connect().await.unwrap();
    let mut tables: Vec<String> = ["case", "entry", "seal", "look", "outbox"].map(str::to_owned).into();
    sqlx::query("DELETE FROM sqlite_sequence").execute(&mut connection).await.unwrap();
    while let Some(table) = tables.pop() {
        sqlx::query("INSERT INTO sqlite_sequence (name, seq) VALUES (?, 7300000000)")
            .bind(table)
            .execute(&mut connection)
            .await
            .unwrap();
    }
    for first in [
        "INSERT INTO organisation (id, name) VALUES (7300000000, 'First House')",
        "INSERT INTO person (id, name, job) VALUES (7300000000, 'Nobody Here', '')",
        "INSERT INTO site (id, name, attributes) VALUES (7300000000, 'First Place', '{}')",
    ] {
        sqlx::query(first).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
    Store::open(&path, OpenOptions::default()).await.unwrap()
}

/// Every address to which a page leads, and those to which its forms go.
fn leads(page: &common::Page) -> BTreeSet<String> {
    let html = page.html();
    let mut all = BTreeSet::new();
    for (tag, attribute) in [("a", "href"), ("form", "action")] {
        for found in html.select(&Selector::parse(tag).unwrap()) {
            let Some(to) = found.attr(attribute) else { continue };
            let to = to.split('#').next().unwrap_or_default();
            if to.starts_with('/') && !to.starts_with("/sign-out") && !to.starts_with("/procedures/") {
                all.insert(to.to_owned());
            }
        }
    }
    all
}

/// Walks from page to page; how many were looked at.
async fn walk(browser: &Browser, most: usize) -> usize {
    let mut waiting: VecDeque<String> =
        ["/work", "/work?list=team", "/complaints", "/record", "/plans", "/reports"].map(str::to_owned).into();
    let mut known: BTreeSet<String> = waiting.iter().cloned().collect();
    // A few of each kind of page are enough.
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let mut looked = 0;
    while let Some(path) = waiting.pop_front() {
        let page = browser.get(&path).await;
        if page.status != StatusCode::OK && page.status != StatusCode::FORBIDDEN {
            continue;
        }
        looked += 1;
        assert!(!path.contains(MARK), "{path}");
        // The names under which people sign in here are made of their numbers by the test.
        let text = String::from_utf8_lossy(&page.bytes).replace(&format!("person-{MARK}"), "");
        if let Some(at) = text.find(MARK) {
            panic!("{path} holds a number of the database: …{}…", &text[at.saturating_sub(120)..text.len().min(at + 60)]);
        }
        for to in leads(&page) {
            let kind: String = to
                .split(['?', '&'])
                .next()
                .unwrap()
                .split('/')
                .map(|part| if part.contains('_') { "*" } else { part })
                .collect::<Vec<_>>()
                .join("/");
            let of_kind = kinds.entry(kind).or_default();
            if *of_kind < 4 && looked + waiting.len() < most && known.insert(to.clone()) {
                *of_kind += 1;
                waiting.push_back(to);
            }
        }
    }
    looked
}

async fn grant_all(office: &Office, person: PersonId) {
    let roles: BTreeSet<&str> =
        office.app.library().iter().flat_map(|one| one.roles.iter().map(|(_, role)| role.name.as_str())).collect();
    for role in roles {
        office.app.store().grant_add(person, casework::Grant { role: role.to_owned(), site: None }).await.unwrap();
    }
    office.app.directory_reload().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_form_address_or_file_holds_a_number_of_the_database() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::with(shipped(), store(folder.path()).await).await;
    let attributes = BTreeMap::from([("nation".to_owned(), "england".to_owned()), ("region".to_owned(), "england".to_owned())]);
    for name in ["Ashbourne House", "Second Place"] {
        office.app.store().site_add(name, &attributes).await.unwrap();
    }
    office.app.store().organisation_add("Alder Custodial Services").await.unwrap();
    let (one, other) = (office.person("Ann One", &[]).await, office.person("Bob Other", &[]).await);
    assert!(one.to_string().starts_with(MARK));
    grant_all(&office, one).await;
    grant_all(&office, other).await;
    let plan = office.plan().await;
    let opened = office.register(&plan).await;
    let raw = read(&opened, "jamaica-2017.csv", &demo("jamaica-2017.csv"));
    let checked = office.look(&opened, &raw).await;
    assert!(checked.faults.is_empty(), "{:?}", checked.faults);
    let now = office.app.now();
    let kept = keep(&office.app, &office.keeper.actor, target(&opened).procedure, checked, now, None).await.unwrap();
    assert!(kept.len() > 3 && office.parts(&opened).await[0].id.to_string().starts_with(MARK));
    let browser = office.browser(one).await;
    let looked = walk(&browser, 400).await;
    assert!(looked > 60, "{looked}");
    for path in
        [format!("/cases/{}", slug_of(&kept[0])), format!("/cases/{}/timeline", slug_of(&kept[0])), "/work?list=team".to_owned()]
    {
        let page = browser.get(&path).await;
        assert!(page.status == StatusCode::OK && !String::from_utf8_lossy(&page.bytes).contains(MARK), "{path}");
    }
}
