//! A small world for tests of the pages of cases: made-up procedures, people who see more and less, and cases with a past.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Response;
use casework::{Act, Entry, Grant};
use jiff::Timestamp;
use procedure::{Library, PersonId, Procedure};
use serde_json::{Value as Json, json};
use store::{KeptProcedure, NewPerson, Store};

use crate::app::{App, Config};
use crate::desk::Desk;
use crate::keep::{Kept, first_rows, keep};
use crate::opening::new_case;
use crate::session::{Visitor, visitor};

/// Who there is, by number.
pub(crate) const LEAD: PersonId = 1;
pub(crate) const CHIEF: PersonId = 2;
pub(crate) const READER: PersonId = 3;
pub(crate) const CLERK: PersonId = 4;
/// Somebody whom cases name, who is a lead, too.
pub(crate) const NAMED: PersonId = 5;

pub(crate) struct World {
    pub(crate) app: App,
}

/// One thing that is done: at what time, by whom, in which role, and what was answered.
pub(crate) struct Deed<'a>(pub(crate) &'a str, pub(crate) PersonId, pub(crate) &'a str, pub(crate) Json);

impl World {
    pub(crate) async fn new() -> Self {
        let files = [
            ("incident", include_str!("incident.md")),
            ("plan", include_str!("plan.md")),
            ("action", include_str!("action.md")),
            ("record", include_str!("record.md")),
            ("talk", include_str!("talk.md")),
            ("course", include_str!("course.md")),
            ("grievance", include_str!("grievance.md")),
        ];
        let files = files.map(|(id, text)| (format!("{id}/1/procedure.md"), text.to_owned()));
        let library = Library::read(files).unwrap_or_else(|faults| panic!("{faults:?}"));
        let store = Store::open_memory().await.unwrap();
        for procedure in library.iter() {
            let kept = KeptProcedure {
                id: procedure.head.id.clone(),
                version: procedure.head.version.clone(),
                hash: procedure.hash.clone(),
                text: procedure.text.clone(),
                letters: BTreeMap::new(),
            };
            store.procedure_keep(kept).await.unwrap();
        }
        let organisation = store.organisation_add("The office").await.unwrap();
        store.site_add("North House", &BTreeMap::new()).await.unwrap();
        for (name, job, grade, role) in [
            ("Ada Lead", "Sergeant", Some(3), "lead"),
            ("Ben Chief", "Inspector", Some(6), "chief"),
            ("Cat Reader", "", None, "reader"),
            ("Dan Clerk", "", None, "clerk"),
            ("Eve Named", "Officer", Some(1), "lead"),
        ] {
            let person =
                NewPerson { name: name.into(), job: job.into(), grade, organisation: Some(organisation), unresolved: false };
            let person = store.person_add(person).await.unwrap();
            store.grant_add(person, Grant { role: role.into(), site: None }).await.unwrap();
        }
        let config = Config { body: "A body".into(), secure: false, largest_document: 1, hint: None, ..Config::default() };
        Self { app: App::new(store, library, config).await.unwrap() }
    }

    pub(crate) async fn as_person(&self, person: PersonId) -> Visitor {
        let actor = self.app.store().actor_load(person).await.unwrap().unwrap();
        visitor(&self.app, actor, "token".into(), "session".into())
    }

    /// Begins a case under a procedure, and gives its reference.
    pub(crate) async fn begin(&self, procedure: &str, step: &str, deed: Deed<'_>) -> String {
        let procedure = self.app.library().latest(procedure).unwrap().clone();
        let rules = self.app.rules(&procedure).unwrap();
        let entries = [entry(&procedure, 1, step, &deed, None)];
        let rows = first_rows(&self.app, &procedure, &entries).unwrap();
        let case = new_case(&self.app, &procedure, rules, &entries, rows, entries[0].happened);
        let by = self.as_person(deed.1).await;
        self.app.store().case_open(&by.actor, case).await.unwrap().reference
    }

    /// Takes a step of a case; it is recorded then, or later.
    pub(crate) async fn take(&self, reference: &str, step: &str, deed: Deed<'_>, recorded: Option<&str>) {
        let by = self.as_person(LEAD).await;
        let desk = Desk::find(&self.app, &by, reference).await.unwrap();
        let entry = entry(&desk.procedure, desk.seq() + 1, step, &deed, recorded);
        assert!(matches!(keep(&self.app, &by, &desk, vec![entry], None).await.unwrap(), Kept::Done(_)));
    }

    /// A case on the desk of a person.
    pub(crate) async fn desk(&self, person: PersonId, reference: &str) -> Desk {
        Desk::find(&self.app, &self.as_person(person).await, reference).await.unwrap()
    }

    /// At what somebody looked in a case, the latest first.
    pub(crate) async fn looks(&self, reference: &str) -> Vec<String> {
        let lead = self.as_person(LEAD).await;
        let id = self.desk(LEAD, reference).await.id;
        let page = self.app.store().look_page(&lead.actor, id, 1, 50).await.unwrap().unwrap();
        page.lines.into_iter().map(|look| look.what).collect()
    }
}

fn entry(procedure: &Procedure, seq: u32, step: &str, deed: &Deed<'_>, recorded: Option<&str>) -> Entry {
    let Deed(happened, by, role, answers) = deed;
    let happened: Timestamp = happened.parse().unwrap();
    let facts = answers.as_object().unwrap().iter().map(|(name, value)| {
        let id = procedure.facts.id(name).unwrap_or_else(|| panic!("there is no fact {name}"));
        (id, procedure.value_from_json(&procedure.facts[id], value).unwrap())
    });
    Entry {
        seq,
        happened,
        recorded: recorded.map_or(happened, |at| at.parse().unwrap()),
        by: *by,
        role: procedure.roles.id(role),
        act: Act::Step {
            step: procedure.steps.id(step).unwrap(),
            facts: facts.collect(),
            letters: Vec::new(),
            notices: Vec::new(),
        },
    }
}

/// The address of a case, as a route takes it.
pub(crate) fn path(reference: &str) -> Path<String> {
    Path(crate::desk::slug_of(reference))
}

/// The text of a page.
pub(crate) async fn body(response: Response) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// An incident at the first site that names somebody.
pub(crate) async fn incident(world: &World, at: &str, hands: &[PersonId]) -> String {
    let answers = json!({ "kind": "push", "place": 1, "hands": hands, "account": "It was quick." });
    world.begin("incident", "report", Deed(at, LEAD, "lead", answers)).await
}
