//! Sheets, registers and reports as a browser gets them: what is refused with its reason, what is counted, what is logged.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that fails says so"
)]

mod common;
#[path = "http/numbers.rs"]
mod numbers;

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use casework::{Act, Entry};
use common::{Browser, Office, Page, changed, demo, read, shipped, told};
use jiff::Timestamp;
use procedure::{Library, PersonId, Value};
use serde_json::{Value as Json, json};
use server::desk::{Desk, reference_of, slug_of};
use server::import::{keep, kept_before, key_of};
use server::keep::{first_rows, keep as keep_entries};
use server::opening::new_case;
use server::session::Visitor;
use sheets::{Group, Raw, Sheet};
use store::{CaseFilter, CaseSort, OpenOptions, Store};

const JAMAICA: &str = "jamaica-2017.csv";

/// A table as the CSV file that people send.
fn csv(raw: &Raw) -> Vec<u8> {
    let rows = raw.rows.iter().map(|row| row.cells.iter().map(|cell| cell.as_str().into()).collect());
    let group = Group { title: String::new(), rows: rows.collect() };
    sheets::to_csv(&Sheet { heads: raw.heads.clone(), groups: vec![group], ..Sheet::default() })
}

fn slug(reference: &str) -> String {
    slug_of(reference)
}

struct Plan {
    office: Office,
    plan: String,
    raw: Raw,
    browser: Browser,
}

impl Plan {
    /// A plan without recommendations, and the sheet of 2017 to read into it.
    async fn open() -> Self {
        Self::of(Office::open().await).await
    }

    async fn of(office: Office) -> Self {
        let plan = office.plan().await;
        let raw = read(&office.register(&plan).await, JAMAICA, &demo(JAMAICA));
        let browser = office.browser(office.keeper.actor.person).await;
        Self { office, plan, raw, browser }
    }

    fn form(&self) -> String {
        format!("/registers/recommendation/plan/import?of={}", slug(&self.plan))
    }

    fn register(&self) -> String {
        format!("/registers/recommendation/plan?of={}", slug(&self.plan))
    }

    /// Sends a sheet, and gives the page of what was found and its address.
    async fn send(&self, raw: &Raw) -> (String, Page) {
        let sent = self.browser.upload(&self.form(), "plan.csv", &csv(raw)).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        let page = self.browser.settled(&sent.location).await;
        (sent.location, page)
    }

    /// Keeps a sheet in which nothing is wrong: the references of its rows.
    async fn keep(&self, raw: &Raw) -> Vec<String> {
        let opened = self.office.register(&self.plan).await;
        let checked = self.office.look(&opened, raw).await;
        assert_eq!(told(&checked.faults), Vec::<String>::new());
        let app = &self.office.app;
        keep(app, &self.office.keeper.actor, &opened.procedure, checked, app.now(), None).await.unwrap()
    }

    async fn kept(&self) -> usize {
        self.office.parts(&self.office.register(&self.plan).await).await.len()
    }

    /// At what somebody looked in a case.
    async fn looks(&self, reference: &str) -> Vec<String> {
        let desk = Desk::open(&self.office.app, &self.office.keeper, &slug(reference)).await.unwrap();
        let page = self.office.app.store().look_page(&self.office.keeper.actor, desk.id, 1, 50).await.unwrap().unwrap();
        page.lines.into_iter().map(|look| look.what).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_with_bad_rows_is_told_row_by_row_and_nothing_of_it_is_kept() {
    let world = Plan::open().await;
    let mut bad = changed(&world.raw, 1, "Ref", "6.1");
    bad = changed(&bad, 2, "Answered on", "31 June 2017");
    bad = changed(&bad, 3, "Accepted /", "Perhaps");
    bad = changed(&bad, 4, "Evidence", "");
    let (_, page) = world.send(&bad).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let rows = page.rows();
    let found = |row: &str, column: &str| {
        let told = rows.iter().find(|cells| cells[0] == row && cells[1].starts_with(column));
        told.unwrap_or_else(|| panic!("row {row}, {column}: {rows:#?}"))[2].clone()
    };
    assert_eq!(found("3", "Ref"), "“6.1” stands in row 2 already. Give each row its own.");
    assert!(found("4", "Answered on").starts_with("“31 June 2017” is no date"));
    assert!(found("5", "Accepted / Partially").starts_with("“Perhaps” is none of “Accepted”"));
    assert!(found("6", "Evidence").starts_with("Enter an answer"), "{}", found("6", "Evidence"));
    assert_eq!(rows.len(), 4, "{rows:#?}");
    assert!(page.text().contains("Nothing was kept"));
    assert_eq!(world.kept().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_sheet_is_told_on_the_same_page() {
    let world = Plan::open().await;
    let sent = world.browser.upload(&world.form(), "plan.pdf", b"%PDF-1.7").await;
    let page = world.browser.settled(&sent.location).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("“plan.pdf” is"), "{}", page.text());
    let none = world.browser.upload(&world.form(), "", b"").await;
    assert_eq!(none.error("file"), "Choose a file.");
}

#[tokio::test(flavor = "multi_thread")]
async fn cells_that_do_not_go_with_their_row_are_told_and_not_dropped() {
    let world = Plan::open().await;
    let mut bad = changed(&world.raw, 0, "Progress", "In progress");
    bad = changed(&bad, 0, "Looked at again", "");
    bad.heads.push("Reasons".to_owned());
    bad.heads.push("Still to be decided".to_owned());
    for row in &mut bad.rows {
        row.cells.extend([String::new(), String::new()]);
    }
    bad = changed(&bad, 1, "Reasons", "None are needed.");
    bad = changed(&bad, 2, "Still to be decided", "Nothing.");
    // What cannot be read is told, and not what hangs on it.
    bad = changed(&bad, 3, "Progress", "Nearly");
    let (_, page) = world.send(&bad).await;
    let rows = page.rows();
    assert_eq!(
        rows.iter().map(|cells| cells[2].as_str()).collect::<Vec<_>>(),
        [
            "This is only asked when “Progress” is “Completed” or “Completed and ongoing”. Empty the cell, or mend what it depends on.",
            "This is only asked when “Accepted / Partially Accepted / Accepted Subject to Resources / Rejected” is “Partially accepted”, “Accepted subject to resources” or “Rejected”. Empty the cell, or mend what it depends on.",
            "This is only asked when “Accepted / Partially Accepted / Accepted Subject to Resources / Rejected” is “Under consideration” or when “Accepted / Partially Accepted / Accepted Subject to Resources / Rejected” is “Accepted”, “Partially accepted” or “Accepted subject to resources” and “Something still to be decided” is yes. Empty the cell, or mend what it depends on.",
            "“Nearly” is none of “Not started”, “In progress”, “Completed”, “Completed and ongoing” and “Not pursued”.",
        ],
        "{rows:#?}"
    );
    assert_eq!(rows[0][..2], ["2", "Evidence"]);
    assert_eq!(world.kept().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_that_are_not_read_in_say_why() {
    let world = Plan::open().await;
    let mut more = world.raw.clone();
    more.heads.extend(["Status", "What was decided", "Stage"].map(str::to_owned));
    for row in &mut more.rows {
        row.cells.extend(["Completed", "", ""].map(str::to_owned));
    }
    let (_, page) = world.send(&more).await;
    let text = page.text();
    assert!(text.contains("Not read in, because Redress works it out: “Status” and “Stage”."), "{text}");
    assert!(text.contains("Not read in, because it is not asked when a sheet is read in: “What was decided”."), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_kept_is_told_after_a_restart_too_and_only_to_whoever_read_it_in() {
    let world = Plan::open().await;
    let (at, page) = world.send(&world.raw).await;
    assert!(page.text().contains("Read in 7 recommendations"), "{}", page.text());
    world.browser.post(&at, &[]).await;
    let page = world.browser.settled(&at).await;
    assert!(page.text().contains("7 recommendations read in All rows of the sheet are kept."), "{}", page.text());
    // Sent again, by somebody who did not see the answer, it keeps nothing more.
    world.browser.post(&at, &[]).await;
    assert_eq!(world.kept().await, 7);
    let library = || Library::read(shipped()).unwrap();
    let restarted = world.browser.restarted(library()).await;
    let page = restarted.get(&at).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("7 recommendations read in All rows of the sheet are kept."), "{}", page.text());
    let again = restarted.post(&at, &[]).await;
    assert_eq!((again.status, again.location), (StatusCode::SEE_OTHER, at.clone()));
    let other = world.office.person("Una Bell", &["plan-keeper"]).await;
    assert_eq!(world.office.browser(other).await.get(&at).await.status, StatusCode::NOT_FOUND);
    assert_eq!(restarted.get("/imports/none").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_log_cannot_be_written_nothing_is_kept_and_the_page_is_right_to_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plans.db");
    let store = Store::open(path.clone(), OpenOptions::default()).await.unwrap();
    let world = Plan::of(Office::with(shipped(), store).await).await;
    let (at, _) = world.send(&world.raw).await;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
    let mut connection = sqlx::ConnectOptions::connect(&options).await.unwrap();
    let refuse = "CREATE TRIGGER refuse BEFORE INSERT ON look BEGIN SELECT RAISE(ABORT, 'on purpose'); END";
    sqlx::raw_sql(refuse).execute(&mut connection).await.unwrap();
    world.browser.post(&at, &[]).await;
    let page = world.browser.settled(&at).await;
    assert!(page.text().contains("Nothing was kept. Try again"), "{}", page.text());
    assert_eq!(world.kept().await, 0);
    sqlx::raw_sql("DROP TRIGGER refuse").execute(&mut connection).await.unwrap();
    let (at, _) = world.send(&world.raw).await;
    world.browser.post(&at, &[]).await;
    assert!(world.browser.settled(&at).await.text().contains("7 recommendations read in"));
    assert_eq!(world.kept().await, 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_no_cell_holds_is_cut_with_a_note_and_the_whole_stands_in_csv() {
    let world = Plan::open().await;
    let long = "It is long. ".repeat(3_500);
    let kept = world.keep(&changed(&world.raw, 0, "Recommendation", &long)).await;
    let file = world.browser.get(&format!("{}&format=xlsx", world.register())).await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.text());
    let again = read(&world.office.register(&world.plan).await, "plan.xlsx", &file.bytes);
    let cell = again.rows.iter().map(|row| row.cells[1].as_str()).max_by_key(|cell| cell.len()).unwrap();
    assert!(cell.ends_with(&format!(" … (cut: the whole stands in {})", kept[0])), "{}", &cell[cell.len() - 100..]);
    let file = world.browser.get(&format!("{}&format=csv", world.register())).await;
    assert!(String::from_utf8(file.bytes).unwrap().contains(long.trim()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_at_each_case_of_a_register_and_of_a_file_is_logged() {
    let world = Plan::open().await;
    let kept = world.keep(&world.raw).await;
    assert!(world.looks(&kept[0]).await.is_empty());
    let narrowed = format!("{}&f-addressed=nobody&q=luggage", world.register());
    let page = world.browser.get(&narrowed).await;
    assert_eq!(page.rows().iter().filter(|row| row.len() > 1).count(), 1, "{}", page.text());
    assert_eq!(world.looks(&kept[6]).await, ["Register: Improvement plan"]);
    assert!(world.looks(&kept[0]).await.is_empty(), "what was not shown was not looked at");
    world.browser.get(&format!("{}&format=csv", world.register())).await;
    for reference in &kept {
        assert_eq!(world.looks(reference).await[0], "Taken out as CSV: Improvement plan");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_has_every_row_once_in_the_order_of_the_page() {
    let world = Plan::open().await;
    let mut many = Raw { heads: world.raw.heads.clone(), rows: Vec::new() };
    for number in 0..450_u32 {
        let mut row = world.raw.rows[5].clone();
        row.number = number + 2;
        row.cells[0] = number.to_string();
        many.rows.push(row);
    }
    world.keep(&many).await;
    let file = world.browser.get(&format!("{}&format=csv", world.register())).await;
    let again = read(&world.office.register(&world.plan).await, "plan.csv", &file.bytes);
    let numbers: Vec<String> = again.rows.iter().map(|row| row.cells[0].clone()).collect();
    assert_eq!(numbers, (0..450).map(|number| number.to_string()).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn plans_beyond_those_that_are_listed_are_told() {
    let office = Office::open().await;
    for _ in 0..50 {
        office.plan().await;
    }
    let browser = office.browser(office.keeper.actor.person).await;
    assert!(!browser.get("/plans").await.text().contains("older"));
    office.plan().await;
    let page = browser.get("/plans").await;
    assert!(page.text().contains("The newest are listed, and there is 1 older."), "{}", page.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn one_form_key_keeps_a_sheet_once_and_knows_all_its_rows() {
    let world = Plan::open().await;
    let opened = world.office.register(&world.plan).await;
    // Both are looked through before either is kept, so that only the key stands between them.
    let (first, second) = (world.office.look(&opened, &world.raw).await, world.office.look(&opened, &world.raw).await);
    let (app, actor) = (&world.office.app, &world.office.keeper.actor);
    let key = key_of(common::target(&opened), &demo(JAMAICA));
    let kept = keep(app, actor, &opened.procedure, first, app.now(), Some(key.clone())).await.unwrap();
    assert_eq!(kept.len(), 7);
    assert_eq!(keep(app, actor, &opened.procedure, second, app.now(), Some(key.clone())).await.unwrap(), kept);
    assert_eq!(world.kept().await, 7);
    assert_eq!(kept_before(app, actor, &key).await.unwrap(), Some(kept));
    let other = world.office.plan().await;
    let elsewhere = world.office.register(&other).await;
    assert_ne!(key_of(common::target(&elsewhere), &demo(JAMAICA)), key);
}

#[tokio::test(flavor = "multi_thread")]
async fn sheets_are_read_in_under_the_version_that_is_in_force() {
    let mut procedures = shipped();
    let (_, text) = procedures.iter().find(|(path, _)| path == "recommendation/2017-03/procedure.md").unwrap();
    let later =
        text.replace("version     = \"2017-03\"", "version     = \"2100-01\"").replace("from = 2014-06-26", "from = 2100-01-01");
    let now = text.replace("from = 2014-06-26", "from = 2014-06-26, until = 2099-12-31");
    let renamed = later
        .replace("[register.plan", "[register.next-plan")
        .replace("title   = \"Improvement plan\"", "title   = \"Next plan\"")
        .replace("Which number does it have in the plan?", "Which number has it?");
    let also = format!(
        "{renamed}\n```toml\n[register.plan]\ntitle = \"Improvement plan\"\nfor = \"plan-keeper\"\nimports = [\"record\"]\n[register.plan.columns]\nreference-number = \"Number\"\n```\n"
    );
    procedures.retain(|(path, _)| path != "recommendation/2017-03/procedure.md");
    procedures.push(("recommendation/2017-03/procedure.md".to_owned(), now));
    procedures.push(("recommendation/2100-01/procedure.md".to_owned(), also));
    let office = Office::with(procedures, Store::open_memory().await.unwrap()).await;
    let plan = office.plan().await;
    let browser = office.browser(office.keeper.actor.person).await;
    // The register of today's version takes the columns of today's version.
    let form = browser.get(&format!("/registers/recommendation/plan/import?of={}", slug(&plan))).await;
    assert!(form.text().contains("Action Taken / Proposed"), "{}", form.text());
    let sent =
        browser.upload(&format!("/registers/recommendation/plan/import?of={}", slug(&plan)), "p.csv", &demo(JAMAICA)).await;
    let page = browser.settled(&sent.location).await;
    assert!(page.text().contains("Read in 7 recommendations"), "{}", page.text());
    browser.post(&sent.location, &[]).await;
    browser.settled(&sent.location).await;
    let parts = office.parts(&office.register(&plan).await).await;
    assert_eq!(parts.len(), 7);
    assert!(parts.iter().all(|desk| desk.procedure.head.version == "2017-03"));
    // A register that begins later takes nothing yet, and offers nothing.
    let later = format!("/registers/recommendation/next-plan/import?of={}", slug(&plan));
    let refused = browser.get(&later).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.text().contains("“Next plan” begins with version 2100-01"), "{}", refused.text());
    let shown = browser.get(&format!("/registers/recommendation/next-plan?of={}", slug(&plan))).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(!shown.text().contains("from a sheet") && !shown.text().contains("Add a recommendation"), "{}", shown.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_sheet_may_not_say_no_form_may_say_either() {
    let world = Plan::open().await;
    let kept = world.keep(&world.raw).await;
    // A number that another has, through the form that records.
    let mut fields = vec![
        ("page", "2"),
        ("confirmed", "yes"),
        ("q-plan", world.plan.as_str()),
        ("q-reference-number", "6.1"),
        ("q-paragraph", "3.17"),
        ("q-recommendation", "The same again."),
        ("q-addressed", "home-office"),
    ];
    let asked = [
        "plan",
        "reference-number",
        "paragraph",
        "recommendation",
        "addressed",
        "addressed-others",
        "addressed-in-words",
        "place",
        "source-case",
    ];
    fields.extend(asked.map(|shown| ("shown", shown)));
    let page = world.browser.post("/record/recommendation/record", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.error("q-reference-number").starts_with(&format!("{} has “6.1” already", kept[0])), "{}", page.text());
    fields[3].1 = "6.8";
    let done = world.browser.post("/record/recommendation/record", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let reference = reference_of(done.location.trim_start_matches("/cases/").trim_end_matches("/recorded"));
    assert_eq!(world.kept().await, 8);
    // A choice that no list has, and a day that no month has.
    let answer = |response, day| {
        vec![
            ("q-response", response),
            ("q-response-words", "Yes."),
            ("q-responded-on-day", day),
            ("q-responded-on-month", "6"),
            ("q-responded-on-year", "2017"),
            ("q-still-open", "no"),
            ("q-expected-within", "no-date"),
            ("q-no-date-reason", "None was given."),
        ]
    };
    let page = world.browser.step(&reference, "respond", &answer("perhaps", "31")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.error("q-response"), "Choose one of the answers");
    assert_eq!(page.error("q-responded-on"), "“31 6 2017” is no date. Enter one such as 27 3 2017");
    // Completed without anything that shows it, for one that was answered.
    let before = world.looks(&kept[1]).await.len();
    let fields = [("q-reported", "completed"), ("q-evidence", ""), ("q-evidence-at", "")];
    let page = world.browser.step(&kept[1], "report", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.error("q-evidence").starts_with("Enter an answer"), "{}", page.text());
    assert_eq!(world.looks(&kept[1]).await.len(), before + 2, "the form was opened and shown again, and nothing else");
}

/// One thing that was done, as the store has it: at what time, by whom, in which role, and what was answered.
type Deed<'a> = (&'a str, &'a str, PersonId, &'a str, Json);

/// A case with a past that is taken as it is, without asking whether each step may be taken.
async fn past(office: &Office, by: &Visitor, id: &str, deeds: &[Deed<'_>]) -> String {
    let procedure = office.app.library().latest(id).unwrap().clone();
    let rules = office.app.rules(&procedure).unwrap();
    let entries: Vec<Entry> = (1..)
        .zip(deeds)
        .map(|(seq, (step, at, person, role, answers))| {
            let at: Timestamp = at.parse().unwrap();
            let facts = answers.as_object().unwrap().iter().map(|(name, value)| {
                let fact = procedure.facts.id(name).unwrap_or_else(|| panic!("there is no fact {name}"));
                (fact, procedure.value_from_json(&procedure.facts[fact], value).unwrap())
            });
            let step = procedure.steps.id(step).unwrap_or_else(|| panic!("there is no step {step}"));
            let act = Act::Step { step, facts: facts.collect(), letters: Vec::new(), notices: Vec::new() };
            Entry { seq, happened: at, recorded: at, by: *person, role: procedure.roles.id(role), act }
        })
        .collect();
    let rows = first_rows(&office.app, &procedure, &entries[..1]).unwrap();
    let new = new_case(&office.app, &procedure, rules, &entries[..1], rows, entries[0].happened);
    let reference = office.app.store().case_open(&by.actor, new).await.unwrap().reference;
    for entry in &entries[1..] {
        let desk = Desk::open(&office.app, by, &slug(&reference)).await.unwrap();
        keep_entries(&office.app, by, &desk, vec![entry.clone()], None).await.unwrap();
    }
    reference
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_who_was_there_reviews_nobody_who_was_not_states_and_who_is_refused_is_not_added() {
    let office = Office::open().await;
    let store = office.app.store();
    let site = store.site_add("Escort service", &BTreeMap::from([("setting".to_owned(), "escort".to_owned())])).await.unwrap();
    let manager = office.person("Mo Grant", &["escort-management"]).await;
    let officer = office.person("Sam Doyle", &["escort-team", "escort-management"]).await;
    let other = office.person("Lee Hart", &["escort-team", "escort-management"]).await;
    let person = office.person("Dana Reid", &[]).await;
    let writer = office.person("Kit Moss", &["escort-team"]).await;
    let by = office.visitor(manager).await;
    let first = json!({
        "place": site, "setting": "escort", "journey": "overseas", "occurred": "2017-03-08T08:00:00Z", "where": "aircraft",
        "where-exactly": "A flight", "person": person, "officers": [officer], "planned": "unexpected", "report-writer": writer,
    });
    let report = ("report", "2017-03-08T10:00:00Z", manager, "escort-management", first);
    let nothing = json!({});
    let ask = ("ask-statements", "2017-03-08T11:00:00Z", manager, "escort-management", nothing.clone());
    let scrutinise = ("scrutinise", "2017-03-08T12:00:00Z", manager, "escort-management", nothing.clone());
    let submit = ("submit", "2017-03-08T13:00:00Z", manager, "escort-management", nothing);
    let incident = past(&office, &by, "use-of-force", &[report, ask, scrutinise, submit]).await;
    let browser = office.browser(manager).await;

    let reviewers = [("q-line-reviewer", "Sam Doyle"), ("q-senior-reviewer", "Lee Hart")];
    let page = browser.step(&incident, "appoint-reviewers", &reviewers).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let error = page.error("q-line-reviewer");
    assert!(error.contains("Sam Doyle") && error.contains("Officers present"), "{error:?}: {}", page.text());
    assert_eq!(page.error("q-senior-reviewer"), "");

    let statement = [("q-paper-officer", "Lee Hart"), ("q-paper-statement", "I saw it.")];
    let page = browser.step(&incident, "record-paper-statement", &statement).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let error = page.error("q-paper-officer");
    assert_eq!(error, "Choose a name from the list.");

    // Somebody whom nobody knows is refused for the same reason, and is not in the directory afterwards.
    let people = office.app.directory().people.len();
    let statement = [("q-paper-officer", "Nobody Known"), ("q-paper-statement", "I saw it.")];
    let page = browser.step(&incident, "record-paper-statement", &statement).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.error("q-paper-officer").trim_end_matches('.'), "Choose a name from the list", "{}", page.text());
    let known = || async {
        office.app.directory_reload().await.unwrap();
        office.app.directory().people.len()
    };
    assert_eq!(known().await, people);
    // Not a byte of the page says whether somebody is known: from cases only, or to another body.
    office.person("Una Other", &["relevant-officer"]).await;
    let people = known().await;
    let mut pages = BTreeSet::new();
    for typed in ["Nobody Known", "Dana Reid", "Una Other", "una  other", "Una Other (Relevant officer)"] {
        let statement = [("q-paper-officer", typed), ("q-paper-statement", "I saw it.")];
        let page = browser.step(&incident, "record-paper-statement", &statement).await;
        let mut text = String::from_utf8(page.bytes.clone()).unwrap().replace(typed, "NAME");
        for random in ["seen", "key"] {
            text = text.replace(&page.hidden(random), "RANDOM");
        }
        pages.insert((page.status, text));
    }
    assert_eq!(pages.len(), 1, "{pages:?}");
    // Nor is anybody who is named in a form that is refused for something else.
    let corrected = [("q-officers", "Sam Doyle"), ("q-officers", "Ola New"), ("q-added-why", "")];
    let page = browser.step(&incident, "add-officer", &corrected).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.text());
    assert_eq!(known().await, people);
    // What may be said is kept.
    let statement = [("q-paper-officer", "Sam Doyle"), ("q-paper-statement", "I saw it.")];
    let page = browser.step(&incident, "record-paper-statement", &statement).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text());
    let desk = Desk::open(&office.app, &by, &slug(&incident)).await.unwrap();
    let fact = desk.procedure.facts.id("paper-officer").unwrap();
    assert_eq!(desk.fact(fact), Some(&Value::Person(officer)));
    assert_ne!(other, officer);
}

/// An office that keeps losses and reports on them.
async fn losses() -> Office {
    let text = r#"# Losses

```toml
[procedure]
id        = "loss"
version   = "1"
in_force  = { from = 2017-01-01 }
title     = "Losses"
authority = "A body"
source    = "Orders of the body"
case      = "loss"
cases     = "losses"
calendar  = "england-and-wales"
reference = "LO/{year}/{code}"
about     = ["kind"]
```

## 1 Who

```toml
[role.lead]
title = "Lead"
[role.board]
title = "Board"
[role.clerk]
title = "Clerk"

[view.lead]
sees = "everything"
[view.board]
sees = ["kind", "worth", "outcome", "settle.due"]
[view.clerk]
sees = ["kind", "lost-on", "outcome", "settle.due"]
```

## 2 What is lost

```toml
[stage.open]
title = "Open"
[stage.closed]
title = "Closed"
end   = true

[fact.kind]
asks   = "What was lost?"
label  = "Kind"
one_of = { coat = "A coat", hat = "A hat" }
[fact.lost-on]
asks  = "On which day?"
label = "Lost on"
type  = "date"
[fact.worth]
asks   = "What is it worth?"
label  = "Worth"
one_of = { little = "Little", much = "Much" }
[fact.seen-by]
asks  = "Who saw it?"
label = "Seen by"
type  = "people"
[fact.outcome]
asks   = "What became of it?"
label  = "Outcome"
one_of = { found = "Found", gone = "=Gone" }

[step.report]
title  = "Report a loss"
done   = "Loss reported"
begins = true
by     = "lead"
to     = "open"
asks   = ["kind", "lost-on", "worth?", "seen-by?"]
[step.settle]
title  = "Settle it"
done   = "Settled"
by     = "lead"
to     = "closed"
asks   = "outcome"

[duty.settle]
title  = "Settle the loss"
owner  = "lead"
starts = "report"
within = "5 working days"
met_by = "settle"

[report.year]
title  = "Losses of the year"
period = "year"
dates  = "lost-on"
by     = "kind"
for    = ["lead", "board", "clerk"]
counts = "outcome"
lists  = ["kind", "outcome"]
sample = "10%"
late   = "settle"
[report.dear]
title  = "What was dear"
period = "year"
dates  = "lost-on"
for    = ["lead", "clerk"]
counts = "outcome"
when   = { worth = "much" }
```
"#;
    Office::with(vec![("loss/1/procedure.md".to_owned(), text.to_owned())], Store::open_memory().await.unwrap()).await
}

/// Thirty coats and five hats of one year, and a coat of the year before: every third is settled in time, every third late.
async fn lost(office: &Office, lead: PersonId) -> Visitor {
    let by = office.visitor(lead).await;
    for number in 0..36 {
        let kind = if number < 31 { "coat" } else { "hat" };
        let day = if number == 0 { "2017-11-06".to_owned() } else { format!("2018-{:02}-05", number % 12 + 1) };
        let worth = if number % 2 == 0 { "little" } else { "much" };
        let lost = ("report", format!("{day}T10:00:00Z"), json!({ "kind": kind, "lost-on": day, "worth": worth }));
        let settled = match number % 3 {
            0 => Some((format!("{day}T12:00:00Z"), "found")),
            1 => Some(("2019-02-01T12:00:00Z".to_owned(), "gone")),
            _ => None,
        };
        let mut deeds: Vec<Deed<'_>> = vec![(lost.0, &lost.1, lead, "lead", lost.2)];
        if let Some((at, outcome)) = &settled {
            deeds.push(("settle", at, lead, "lead", json!({ "outcome": outcome })));
        }
        past(office, &by, "loss", &deeds).await;
    }
    by
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_counts_what_lies_in_its_period_part_by_part() {
    let office = losses().await;
    let lead = office.person("Ada Lead", &["lead"]).await;
    lost(&office, lead).await;
    let browser = office.browser(lead).await;
    let page = browser.get("/reports/loss/year?period=2018-05-05").await;
    let (text, rows) = (page.text(), page.rows());
    assert!(
        text.contains("35 losses, as far as you may see.") && text.contains("30 losses.") && text.contains("5 losses."),
        "{text}"
    );
    let counted: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    // Coats are 1 to 30, hats 31 to 35: in time where three divides the number, late where one is left.
    for expected in [
        vec!["=Gone", "10"],
        vec!["Found", "10"],
        vec!["Not known yet", "10"],
        vec!["Settle the loss", "10", "10", "0", "10"],
        vec!["=Gone", "2"],
        vec!["Found", "1"],
        vec!["Not known yet", "2"],
        vec!["Settle the loss", "1", "2", "0", "2"],
    ] {
        assert!(counted.contains(&expected), "{expected:?}: {counted:#?}");
    }
    assert!(browser.get("/reports/loss/year?period=2017-01-01").await.text().contains("1 loss, as far as you may see."));
    assert!(browser.get("/reports/loss/year?period=2016-01-01").await.text().contains("No loss in this period"));
    // Half of them were dear; those without a list give their figures as a file.
    let dear = browser.get("/reports/loss/dear?period=2018-01-01&format=csv").await;
    let raw = sheets::read("dear.csv", &dear.bytes).unwrap();
    assert_eq!(raw.heads, ["Part", "Question", "Answer", "Cases"]);
    let rows: Vec<String> = raw.rows.iter().map(|row| row.cells.join("|")).collect();
    assert_eq!(rows, ["|Outcome|=Gone|6", "|Outcome|Found|6", "|Outcome|Not known yet|6"]);
    assert!(String::from_utf8(dear.bytes).unwrap().contains("'=Gone"), "a formula is kept from being one");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sample_is_the_same_for_everybody_and_looked_at_by_whoever_opens_it() {
    let office = losses().await;
    let lead = office.person("Ada Lead", &["lead"]).await;
    let by = lost(&office, lead).await;
    let drawn = |page: &Page| -> Vec<String> {
        page.rows().into_iter().filter(|row| row[0].starts_with("LO/")).map(|row| row[0].clone()).collect()
    };
    let address = "/reports/loss/year?period=2018-01-01";
    let first = office.browser(lead).await.get(address).await;
    let sample = drawn(&first);
    assert_eq!(sample.len(), 3 + 1, "{sample:?}");
    assert!(first.text().contains("3 of 30, drawn by chance."), "{}", first.text());
    let second = office.person("Cat Lead", &["lead"]).await;
    assert_eq!(drawn(&office.browser(second).await.get(address).await), sample);
    let file = office.browser(second).await.get(&format!("{address}&format=csv")).await;
    let raw = sheets::read("year.csv", &file.bytes).unwrap();
    assert_eq!(raw.heads, ["Part", "Reference", "Kind", "Outcome"]);
    assert_eq!(raw.rows.iter().map(|row| row.cells[1].clone()).collect::<Vec<_>>(), sample);
    // One of the year before is not among them.
    let filter = CaseFilter { sort: CaseSort::Oldest, ..CaseFilter::default() };
    let oldest = office.app.store().case_list(&by.actor, &filter, office.app.now()).await.unwrap().lines.remove(0);
    for (reference, looks) in [(sample[0].as_str(), 3), (oldest.head.reference.as_str(), 0)] {
        let desk = Desk::open(&office.app, &by, &slug(reference)).await.unwrap();
        let page = office.app.store().look_page(&by.actor, desk.id, 1, 9).await.unwrap().unwrap();
        assert_eq!(page.lines.len(), looks, "{reference}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_not_counted_by_what_its_reader_may_not_see() {
    let office = losses().await;
    let lead = office.person("Ada Lead", &["lead"]).await;
    lost(&office, lead).await;
    let clerk = office.browser(office.person("Dan Clerk", &["clerk"]).await).await;
    let board = office.browser(office.person("Eve Board", &["board"]).await).await;
    let year = "/reports/loss/year?period=2018-01-01";
    assert!(clerk.get(year).await.text().contains("35 losses, as far as you may see."));
    // The board does not see the day, and the clerk not what it is worth.
    assert!(board.get(year).await.text().contains("No loss in this period"));
    assert!(clerk.get("/reports/loss/dear?period=2018-01-01").await.text().contains("No loss in this period"));
    assert_eq!(board.get("/reports/loss/dear").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_report_on_recommendations_says_how_they_were_answered() {
    let world = Plan::open().await;
    world.keep(&world.raw).await;
    let page = world.browser.get("/reports/recommendation/answers?period=2017-01-01").await;
    let text = page.text();
    assert!(text.contains("7 recommendations, as far as you may see."), "{text}");
    for part in [
        "Home Office and escort supplier 3 recommendations.",
        "Escort supplier 2 recommendations.",
        "Nobody by name 2 recommendations.",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let rows = page.rows();
    assert_eq!(rows.iter().filter(|row| row[0] == "Accepted").map(|row| row[1].as_str()).collect::<Vec<_>>(), ["2", "3", "2"]);
    assert_eq!(rows.iter().filter(|row| row[0].starts_with("RE/")).count(), 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_new_is_added_once_a_form_that_names_them_is_kept() {
    let office = losses().await;
    let lead = office.person("Ada Lead", &["lead"]).await;
    let browser = office.browser(lead).await;
    let people = office.app.directory().people.len();
    let fields = |confirmed| {
        vec![
            ("page", "2"),
            ("confirmed", confirmed),
            ("q-kind", "coat"),
            ("q-lost-on-day", "6"),
            ("q-lost-on-month", "3"),
            ("q-lost-on-year", "2017"),
            ("shown", "lost-on"),
            ("shown", "worth"),
            ("shown", "seen-by"),
            ("q-seen-by", "Ada Nouveau"),
            ("q-seen-by", "Bo Neu"),
        ]
    };
    let page = browser.post("/record/loss/report", &fields("")).await;
    assert!(page.text().contains("Ada Nouveau; Bo Neu"), "{}", page.text());
    assert_eq!(office.app.directory().people.len(), people);
    let done = browser.post("/record/loss/report", &fields("yes")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    browser.get("/help").await;
    let names: Vec<String> = office.app.directory().people.values().map(|person| person.name.clone()).collect();
    assert!(names.contains(&"Ada Nouveau".to_owned()) && names.contains(&"Bo Neu".to_owned()), "{names:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_form_and_no_list_offers_the_places_of_another_body() {
    let office = Office::open().await;
    let store = office.app.store();
    let nothing = BTreeMap::new();
    let vans = store.site_add("Escort vans", &nothing).await.unwrap();
    for own in ["Housing", "Waste"] {
        store.site_add(own, &nothing).await.unwrap();
    }
    let officer = office.person("Mo Grant", &[]).await;
    store.grant_add(officer, casework::Grant { role: "escort-management".into(), site: Some(vans) }).await.unwrap();
    let clerk = office.person("Lena Hobbs", &["customer-services"]).await;
    office.app.directory_reload().await.unwrap();
    let browser = office.browser(clerk).await;
    for (path, offers) in [("/record/luton-complaints/receive", true), ("/complaints", false), ("/work", false)] {
        let text = String::from_utf8(browser.get(path).await.bytes).unwrap();
        assert!(!text.contains("Escort vans"), "{path}");
        assert_eq!(text.contains("Housing"), offers, "{path}");
    }
}
