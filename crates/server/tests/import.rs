//! Sheets read into a register: the plans that ship with the demonstration, everything that can be wrong, and what comes out again.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that fails says so"
)]

mod common;

use std::collections::BTreeMap;

use casework::Actor;
use common::{Office, changed, demo, read, told};
use server::act::{Deed, acting, take};
use server::desk::slug_of;
use server::import::keep;
use server::registers::Opened;
use server::session::Visitor;
use sheets::Raw;

#[tokio::test(flavor = "multi_thread")]
async fn both_documents_are_read_in_and_come_out_again_without_losing_a_column() {
    let office = Office::open().await;
    for name in ["jamaica-2017.csv", "non-compliance-2014.csv"] {
        let plan = office.plan().await;
        let opened = office.register(&plan).await;
        let raw = read(&opened, name, &demo(name));
        let checked = office.look(&opened, &raw).await;
        assert_eq!(told(&checked.faults), Vec::<String>::new(), "{name}");
        assert!(checked.left.is_empty(), "{:?}", checked.left);
        let kept = keep(&office.app, &office.keeper.actor, &opened.procedure, checked, office.app.now(), None).await.unwrap();
        assert_eq!(kept.len(), 7);

        let browser = office.browser(office.keeper.actor.person).await;
        for format in ["csv", "xlsx"] {
            let out = browser.get(&opened.href("", &[("format", format)])).await;
            let again = read(&opened, &format!("plan.{format}"), &out.bytes);
            for (at, head) in raw.heads.iter().enumerate() {
                let there = again.heads.iter().position(|one| one == head).unwrap_or_else(|| panic!("{name}: {head} is lost"));
                for row in &raw.rows {
                    // Rows come out by groups: they are found by their first column.
                    let first = again.heads.iter().position(|one| *one == raw.heads[0]).unwrap();
                    let other = again.rows.iter().find(|other| other.cells[first] == row.cells[0]).unwrap();
                    let (was, is) = (row.cells[at].trim().to_lowercase(), other.cells[there].trim().to_lowercase());
                    let dates = was.ends_with("2017") || was.ends_with("2014");
                    assert!(was == is || (dates && is.starts_with("20")), "{name} {format}, {head}: “{was}” came out as “{is}”");
                }
            }
            // What came out is there already: read in again, each row is refused, and nothing else is wrong.
            let twice = office.look(&opened, &again).await;
            assert_eq!(twice.faults.len(), 7, "{:?}", told(&twice.faults));
            assert!(twice.faults.iter().all(|fault| fault.words.contains("already")), "{:?}", told(&twice.faults));
            assert!(twice.rows.is_empty());
        }
        // The document that people print has the columns of the source, and no more than fit.
        assert!(opened.columns(false).count() <= 8);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_bad_row_is_told_at_once_and_nothing_is_kept() {
    let office = Office::open().await;
    let plan = office.plan().await;
    let opened = office.register(&plan).await;
    let raw = read(&opened, "jamaica-2017.csv", &demo("jamaica-2017.csv"));
    let mut bad = changed(&raw, 1, "Ref", " 6.1 ");
    bad = changed(&bad, 2, "Accepted /", "Perhaps");
    bad = changed(&bad, 3, "Answered on", "31 June 2017");
    bad = changed(&bad, 4, "Evidence", "");
    bad = changed(&bad, 5, "Recommendation", "");
    bad = changed(&bad, 6, "Why there is no date", "");
    let checked = office.look(&opened, &bad).await;
    let faults = told(&checked.faults);
    for expected in [
        "Row 3, “Ref”: “6.1” stands in row 2 already",
        "Row 4, “Accepted / Partially Accepted",
        "“Perhaps” is none of “Accepted”",
        "Row 5, “Answered on”: “31 June 2017” is no date",
        "Row 6, “Evidence”",
        "Row 7, “Recommendation”",
        "Row 8, “Why there is no date”",
    ] {
        assert!(faults.iter().any(|fault| fault.contains(expected)), "{expected}: {faults:#?}");
    }
    let rows: std::collections::BTreeSet<_> = checked.faults.iter().map(|fault| fault.row).collect();
    assert_eq!(rows, (3..=8).map(Some).collect(), "{faults:#?}");
    assert!(checked.rows.is_empty());
    assert!(office.parts(&opened).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_that_nothing_knows_and_columns_that_are_missing_are_told() {
    let office = Office::open().await;
    let plan = office.plan().await;
    let opened = office.register(&plan).await;
    let mut raw = read(&opened, "jamaica-2017.csv", &demo("jamaica-2017.csv"));
    raw.heads[1] = "Recomendation".to_owned();
    let checked = office.look(&opened, &raw).await;
    let faults = told(&checked.faults);
    assert!(faults.iter().any(|fault| fault.contains("Did you mean “Recommendation”?")), "{faults:#?}");
    assert!(faults.iter().any(|fault| fault == "“Recommendation”: This column is missing."), "{faults:#?}");
    let empty = Raw { heads: raw.heads.clone(), rows: Vec::new() };
    assert!(told(&office.look(&opened, &empty).await.faults).iter().any(|fault| fault.contains("no row")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_another_part_has_is_refused_by_hand_too_and_only_in_the_same_plan() {
    let office = Office::open().await;
    let (first, second) = (office.plan().await, office.plan().await);
    for plan in [&first, &second] {
        let opened = office.register(plan).await;
        let raw = read(&opened, "jamaica-2017.csv", &demo("jamaica-2017.csv"));
        let checked = office.look(&opened, &raw).await;
        assert_eq!(told(&checked.faults), Vec::<String>::new());
        keep(&office.app, &office.keeper.actor, &opened.procedure, checked, office.app.now(), None).await.unwrap();
    }
    let opened = office.register(&first).await;
    let key = opened.rule().key.unwrap();
    let whole = opened.procedure.head.part_of.as_ref().unwrap().whole;
    let answers = |number: &str| {
        BTreeMap::from([(key, procedure::Value::text(number)), (whole, procedure::Value::Case(first.as_str().into()))])
    };
    let nothing = BTreeMap::new();
    let look = async |visitor: &Visitor, number: &str, refused: &BTreeMap<_, _>, except: Option<&str>| {
        let answers = answers(number);
        server::registers::taken(&office.app, visitor, &opened.procedure, &answers, |_| None, refused, except).await.unwrap()
    };
    let own = office.parts(&opened).await[0].reference.clone();
    let found = look(&office.keeper, "6.1", &nothing, None).await;
    assert_eq!(found[&key], format!("{own} has “6.1” already: “Number in the plan” must differ."));
    assert!(look(&office.keeper, "6.1", &nothing, Some(&own)).await.is_empty(), "a case is not told that it has its own number");
    assert!(look(&office.keeper, "9.9", &nothing, None).await.is_empty());
    // Whoever may not know of the other case is not told its name; and under a whole that was refused nothing is looked up.
    let stranger = acting(&office.app, Actor { grants: Vec::new(), ..office.keeper.actor.clone() });
    assert_eq!(look(&stranger, "6.1", &nothing, None).await[&key], "This is taken already: “Number in the plan” must differ.");
    let refused = BTreeMap::from([(whole, "There is no such case.".to_owned())]);
    assert!(look(&office.keeper, "6.1", &refused, None).await.is_empty());
    // What was recorded meanwhile is refused as well when it is kept.
    let raw = read(&opened, "jamaica-2017.csv", &demo("jamaica-2017.csv"));
    let third = office.register(&office.plan().await).await;
    let (mine, theirs) = (office.look(&third, &raw).await, office.look(&third, &raw).await);
    assert_eq!(told(&theirs.faults), Vec::<String>::new());
    keep(&office.app, &office.keeper.actor, &third.procedure, mine, office.app.now(), None).await.unwrap();
    let count = office.parts(&third).await.len();
    match keep(&office.app, &office.keeper.actor, &third.procedure, theirs, office.app.now(), None).await {
        Err(server::problem::Problem::NotAllowed { reason, .. }) => assert!(reason.contains("“Number in the plan”"), "{reason}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(office.parts(&third).await.len(), count);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_open_the_register_or_see_the_plan_finds_none() {
    let office = Office::open().await;
    let plan = office.plan().await;
    let slug = slug_of(&plan);
    let person = office.app.store().person_add(store::NewPerson { name: "Una Bell".into(), ..Default::default() }).await.unwrap();
    for (role, opens, imports) in [("assurance", true, false), ("complaints-clerk", false, false), ("plan-keeper", true, true)] {
        let grant = casework::Grant { role: role.into(), site: None };
        let visitor = acting(&office.app, Actor { person, grade: None, grants: vec![grant] });
        let found = Opened::find(&office.app, &visitor, "recommendation", "plan", &slug).await;
        assert_eq!(found.is_ok(), opens, "{role}");
        assert_eq!(found.is_ok_and(|opened| opened.may_import(&visitor)), imports, "{role}");
    }
    for of in ["IP-2017-99999", "no-such"] {
        assert!(Opened::find(&office.app, &office.keeper, "recommendation", "plan", of).await.is_err());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_in_goes_on_as_if_it_had_been_recorded_by_hand() {
    let office = Office::open().await;
    let plan = office.plan().await;
    let opened = office.register(&plan).await;
    let raw = read(&opened, "jamaica-2017.csv", &demo("jamaica-2017.csv"));
    let checked = office.look(&opened, &raw).await;
    let kept = keep(&office.app, &office.keeper.actor, &opened.procedure, checked, office.app.now(), None).await.unwrap();
    let at = office.app.now();
    let answers = BTreeMap::new();
    let deed = Deed { actor: &office.keeper.actor, step: "set-actions", at, answers: &answers };
    let acted = take(&office.app, &kept[0], &deed).await.unwrap();
    // One action for each line of the cell.
    assert_eq!(acted.opened.len(), 4);
    let report = office.app.store().verify(&mut |_, _| {}).await.unwrap();
    assert_eq!((report.faults.len(), report.cases), (0, 12));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cell_is_not_faulted_for_a_typo_in_the_cell_that_it_depends_on() {
    let text = r#"# Visits

```toml
[procedure]
id        = "visit"
version   = "1"
in_force  = { from = 2017-01-01 }
title     = "Visits"
authority = "A body"
source    = "Orders of the body"
case      = "visit"
calendar  = "england-and-wales"
reference = "VI/{year}/{code}"

[role.plan-keeper]
[view.plan-keeper]
sees = "everything"

[fact.what]
asks  = "What was seen?"
label = "What"
type  = "text"
[fact.answer]
asks   = "What was answered?"
label  = "Answer"
one_of = { yes = "Agreed", no = "Refused" }
[fact.agreed]
label = "Agreed"
is    = { when = { answer = "yes" } }
[fact.reason]
asks  = "Why was it refused?"
label = "Reason"
type  = "text"
when  = { answer = "no" }
[fact.final]
asks  = "Is that the last word?"
label = "Final"
type  = "yes or no"
when  = { answer = "no" }
[fact.until]
asks  = "Until when?"
label = "Until"
type  = "text"
when  = { final = false }
[fact.by]
asks  = "By whom will it be done?"
label = "By"
type  = "text"
when  = { agreed = true }
[fact.noted]
asks  = "Was it noted?"
label = "Noted"
type  = "yes or no"
[fact.where]
asks  = "Where was it noted?"
label = "Where"
type  = "text"
when  = { noted = true }

[stage.open]
[stage.closed]
end = true
[step.add]
begins = true
by     = "plan-keeper"
to     = "open"
asks   = ["what", "answer?", "reason?", "final?", "until?", "by?", "noted?", "where?"]
[step.close]
by   = "plan-keeper"
from = "open"
to   = "closed"

[register.visits]
title   = "Visits"
for     = "plan-keeper"
imports = "add"
columns = { what = "What", answer = "Answer", reason = "Reason", final = "Final", until = "Until", by = "By", noted = "Noted", where = "Where" }
```
"#;
    let procedures = vec![("visit/1/procedure.md".to_owned(), text.to_owned())];
    let office = Office::with(procedures, store::Store::open_memory().await.unwrap()).await;
    let opened = Opened::find(&office.app, &office.keeper, "visit", "visits", "").await.unwrap();
    let look = async |row: &str| {
        let sheet = format!("What,Answer,Reason,Final,Until,By,Noted,Where\n{row}\n");
        told(&office.look(&opened, &read(&opened, "visits.csv", sheet.as_bytes())).await.faults)
    };
    assert_eq!(look("Seen,Refused,Cost,No,May,,Yes,Book").await, Vec::<String>::new());
    let typo = "Row 2, “Answer”: “Refsed” is none of “Agreed” and “Refused”.";
    // Of the reason, of what follows from that in turn, and of what rests on what is worked out, nothing can be said yet.
    assert_eq!(look("Seen,Refsed,Cost,No,May,,Yes,Book").await, [typo]);
    assert_eq!(look("Seen,Refsed,,,,Kit,,").await, [typo]);
    // What does not depend on it is told beside it, and so is everything when no cell is unreadable.
    let where_ = "Row 2, “Where”: This is only asked when “Noted” is yes. Empty the cell, or mend what it depends on.";
    assert_eq!(look("Seen,Refsed,Cost,,,,No,Book").await, [where_, typo]);
    let reason = "Row 2, “Reason”: This is only asked when “Answer” is “Refused”. Empty the cell, or mend what it depends on.";
    assert_eq!(look("Seen,Agreed,Cost,,,,,").await, [reason]);
}
