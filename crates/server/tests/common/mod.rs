//! An office, and a browser that asks it for pages.
#![allow(
    dead_code,
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "each test uses a part of it, and one that fails says so"
)]

use std::collections::BTreeMap;
use std::path::Path;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use casework::Actor;
use procedure::{Library, PersonId};
use scraper::{Html, Selector};
use serde_json::{Value as Json, json};
use server::act::{Deed, acting, begin};
use server::desk::{Desk, slug_of};
use server::import::{Checked, Progress, Target, check};
use server::registers::Opened;
use server::routes::router;
use server::session::Visitor;
use server::{App, Config};
use sheets::{Fault, Raw};
use store::{Account, CaseFilter, CaseSort, Store};
use tower::ServiceExt;

pub fn config() -> Config {
    Config { body: String::new(), secure: false, largest_document: 25 * 1024 * 1024, hint: None, ..Config::default() }
}

/// The procedures that ship.
pub fn shipped() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../procedures");
    let mut all = Vec::new();
    files(&root, &root, &mut all);
    all
}

pub async fn keep_procedures(store: &Store, library: &Library) {
    for found in library.iter() {
        let kept = store::KeptProcedure {
            id: found.head.id.clone(),
            version: found.head.version.clone(),
            hash: found.hash.clone(),
            text: found.text.clone(),
            letters: found.letter_texts.clone(),
        };
        store.procedure_keep(kept).await.unwrap();
    }
}

fn files(root: &Path, folder: &Path, all: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(root, &path, all);
        } else {
            let below = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            all.push((below, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// An office that keeps improvement plans, with the procedures that ship.
pub struct Office {
    pub app: App,
    pub keeper: Visitor,
}

impl Office {
    pub async fn open() -> Self {
        Self::with(shipped(), Store::open_memory().await.unwrap()).await
    }

    /// The same with other procedures, or over another store.
    pub async fn with(procedures: Vec<(String, String)>, store: Store) -> Self {
        let library = Library::read(procedures).unwrap_or_else(|faults| panic!("{faults:?}"));
        keep_procedures(&store, &library).await;
        let person = store.person_add(store::NewPerson { name: "Kit Vane".into(), ..Default::default() }).await.unwrap();
        let app = App::new(store, library, config()).await.unwrap();
        let grant = casework::Grant { role: "plan-keeper".into(), site: None };
        app.store().grant_add(person, grant.clone()).await.unwrap();
        app.directory_reload().await.unwrap();
        let keeper = acting(&app, Actor { person, grade: None, grants: vec![grant] });
        Self { app, keeper }
    }

    /// Somebody who holds roles for all places.
    pub async fn person(&self, name: &str, roles: &[&str]) -> PersonId {
        let person = self.app.store().person_add(store::NewPerson { name: name.into(), ..Default::default() }).await.unwrap();
        for role in roles {
            self.app.store().grant_add(person, casework::Grant { role: (*role).into(), site: None }).await.unwrap();
        }
        self.app.directory_reload().await.unwrap();
        person
    }

    /// Somebody as the program knows them.
    pub async fn visitor(&self, person: PersonId) -> Visitor {
        acting(&self.app, self.app.store().actor_load(person).await.unwrap().unwrap())
    }

    /// The browser of somebody who is signed in.
    pub async fn browser(&self, person: PersonId) -> Browser {
        Browser::open(&self.app, person).await
    }

    pub async fn plan(&self) -> String {
        let answers: BTreeMap<String, Json> = [
            ("report-title", json!("Removal to Jamaica")),
            ("source-kind", json!("inspection")),
            ("body", json!("HM Chief Inspector of Prisons")),
            ("announced", json!("unannounced")),
            ("inspected-from", json!("2017-03-07")),
            ("inspected-to", json!("2017-03-08")),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
        let at = self.app.now();
        let deed = Deed { actor: &self.keeper.actor, step: "record", at, answers: &answers };
        begin(&self.app, "improvement-plan", &deed).await.unwrap().reference
    }

    pub async fn register(&self, plan: &str) -> Opened {
        Opened::find(&self.app, &self.keeper, "recommendation", "plan", &slug_of(plan)).await.unwrap()
    }

    pub async fn look(&self, opened: &Opened, raw: &Raw) -> Checked {
        check(&self.app, &self.keeper.actor, target(opened), raw, self.app.now(), &Progress::default()).await.unwrap()
    }

    pub async fn parts(&self, opened: &Opened) -> Vec<Desk> {
        let filter = CaseFilter {
            procedure: Some("recommendation".into()),
            whole: opened.parts_of(),
            sort: CaseSort::Oldest,
            per_page: 500,
            ..CaseFilter::default()
        };
        let found = self.app.store().case_list(&self.keeper.actor, &filter, self.app.now()).await.unwrap();
        let mut desks = Vec::new();
        for line in found.lines {
            desks.push(Desk::open(&self.app, &self.keeper, &slug_of(&line.head.reference)).await.unwrap());
        }
        desks
    }
}

pub fn target(opened: &Opened) -> Target<'_> {
    Target {
        procedure: &opened.procedure,
        register: opened.register,
        whole: opened.whole.as_ref().map(|(reference, _)| reference.as_str()),
    }
}

pub fn demo(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../redress/src/demo/plans").join(name)).unwrap()
}

pub fn read(opened: &Opened, name: &str, bytes: &[u8]) -> Raw {
    let heads = target(opened).heads();
    sheets::read_with(name, bytes, |cells| heads.is_head(cells)).unwrap()
}

/// The first sheet with one cell changed.
pub fn changed(raw: &Raw, row: usize, head: &str, text: &str) -> Raw {
    let mut raw = raw.clone();
    let column = raw.heads.iter().position(|one| one.starts_with(head)).unwrap_or_else(|| panic!("no {head}"));
    raw.rows[row].cells[column] = text.to_owned();
    raw
}

pub fn told(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(ToString::to_string).collect()
}

/// A page as a browser got it.
pub struct Page {
    pub status: StatusCode,
    pub location: String,
    pub bytes: Vec<u8>,
}

impl Page {
    pub fn html(&self) -> Html {
        Html::parse_document(&String::from_utf8_lossy(&self.bytes))
    }

    /// What is read on it, with single spaces.
    pub fn text(&self) -> String {
        let main = Selector::parse("main").unwrap();
        let html = self.html();
        let words = html.select(&main).flat_map(|main| main.text()).collect::<Vec<_>>().join(" ");
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The rows of its tables, cell by cell.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let (row, cell) = (Selector::parse("main tbody tr").unwrap(), Selector::parse("td, th").unwrap());
        let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let html = self.html();
        html.select(&row).map(|row| row.select(&cell).map(|cell| words(cell.text().collect())).collect()).collect()
    }

    /// The value of a hidden field.
    pub fn hidden(&self, name: &str) -> String {
        let html = self.html();
        let field = Selector::parse(&format!("input[type=hidden][name={name}]")).unwrap();
        html.select(&field).next().and_then(|field| field.attr("value")).unwrap_or_default().to_owned()
    }

    /// What stands beside the field of this name, or in the list of what is wrong with a link to it.
    pub fn error(&self, field: &str) -> String {
        let html = self.html();
        let links = Selector::parse(".govuk-error-summary a").unwrap();
        let link = html.select(&links).find(|link| link.attr("href").is_some_and(|to| to.starts_with(&format!("#{field}"))));
        link.map(|link| link.text().collect::<String>().trim().to_owned()).unwrap_or_default()
    }
}

pub struct Browser {
    app: App,
    cookie: String,
    csrf: String,
}

impl Browser {
    pub async fn open(app: &App, person: PersonId) -> Self {
        let username = format!("person-{person}");
        let account = match app.store().account_by_username(&username).await.unwrap() {
            Some(account) => account,
            None => {
                let account = Account { username, person, password_hash: String::new(), disabled: false };
                app.store().account_add(account.clone()).await.unwrap();
                account
            }
        };
        let cookie = server::session::begin(app, &account, &HeaderMap::new(), "").await.unwrap().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let mut browser = Self { app: app.clone(), cookie, csrf: String::new() };
        browser.csrf = browser.get("/help").await.hidden("csrf");
        browser
    }

    /// The same browser at a program that was started anew over the same store.
    pub async fn restarted(&self, library: Library) -> Self {
        let app = App::new(self.app.store().clone(), library, config()).await.unwrap();
        Self { app, cookie: self.cookie.clone(), csrf: self.csrf.clone() }
    }

    async fn send(&self, request: axum::http::request::Builder, body: Body) -> Page {
        let request = request.header(header::COOKIE, &self.cookie).body(body).unwrap();
        let response = router(self.app.clone()).oneshot(request).await.unwrap();
        let location = response.headers().get(header::LOCATION).map_or("", |to| to.to_str().unwrap()).to_owned();
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec();
        Page { status, location, bytes }
    }

    pub async fn get(&self, path: &str) -> Page {
        self.send(Request::get(path), Body::empty()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("csrf", &self.csrf).extend_pairs(fields);
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, Body::from(form.finish())).await
    }

    /// Sends a file to a form that takes one.
    pub async fn upload(&self, path: &str, name: &str, bytes: &[u8]) -> Page {
        let mut body = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{}\r\n--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n",
            self.csrf
        )
        .into_bytes();
        body.extend(bytes);
        body.extend(b"\r\n--edge--\r\n");
        let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.send(request, Body::from(body)).await
    }

    /// The page of a sheet, once the work on it is over.
    pub async fn settled(&self, path: &str) -> Page {
        loop {
            let page = self.get(path).await;
            let text = page.text();
            if !["being looked through", "are being kept"].iter().any(|words| text.contains(words)) {
                return page;
            }
            tokio::task::yield_now().await;
        }
    }

    /// Takes a step of a case through its form.
    pub async fn step(&self, reference: &str, step: &str, fields: &[(&str, &str)]) -> Page {
        let path = format!("/cases/{}/steps/{step}", slug_of(reference));
        let form = self.get(&path).await;
        assert_eq!(form.status, StatusCode::OK, "{}", form.text());
        let seen = form.hidden("seen");
        let mut all = vec![("seen", seen.as_str())];
        all.extend(fields);
        self.post(&path, &all).await
    }
}
