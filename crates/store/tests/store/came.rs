//! The walk from case to case, and the cases of a person.

use casework::{AudienceRow, LinkRow, Rows, SightRow, TallyRow};
use store::{Chain, Store};

use crate::fixture::{actor, assert_sound, hours, memory, new_case, open, rows};

fn reference(number: u32) -> String {
    format!("DC/2017/{number:05}")
}

/// Rows of a case that names others.
fn naming(links: &[(&str, u32)]) -> Rows {
    let link = |(fact, number): &(&str, u32)| LinkRow {
        fact: (*fact).into(),
        label: format!("The {fact} case"),
        reference: reference(*number),
    };
    Rows { links: links.iter().map(link).collect(), ..rows("x") }
}

/// Each case of a chain as its number, the number of the case from which it was reached, which way and by which fact, and
/// how far away it is.
fn told(chain: &Chain) -> Vec<(i64, Option<(i64, bool, &str)>, u32)> {
    chain
        .cases
        .iter()
        .map(|case| {
            let reached = case.reached.as_ref().map(|by| (chain.cases[by.from].id, by.outgoing, by.fact.as_str()));
            (case.id, reached, case.depth)
        })
        .collect()
}

fn numbers(chain: &Chain) -> Vec<i64> {
    chain.cases.iter().map(|case| case.id).collect()
}

async fn chain(store: &Store, person: i64, case: i64) -> Chain {
    store.case_chain(&actor(person, &["hub"]), case, &[], 200).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_walk_goes_both_ways_the_nearest_first_and_meets_each_case_once() {
    let store = memory(2).await;
    // 1 ← 2 ← 3, 2 ← 4, and 4 names 1 and 5, which names 3 and itself; 6 stands alone.
    let mut last = naming(&[("e", 3), ("itself", 5), ("gone", 99)]);
    last.sights[0].about = "The last".into();
    last.open = false;
    last.closed = Some(hours(9));
    let cases =
        [naming(&[]), naming(&[("a", 1)]), naming(&[("b", 2)]), naming(&[("c", 2), ("d", 1), ("f", 5)]), last, naming(&[])];
    for (at, case) in (0..).zip(cases) {
        open(&store, 1, &Rows { received: hours(at), ..case }).await;
    }
    let from_two = chain(&store, 1, 2).await;
    assert_eq!(
        told(&from_two),
        [
            (2, None, 0),
            (1, Some((2, true, "a")), 1),
            (3, Some((2, false, "b")), 1),
            (4, Some((2, false, "c")), 1),
            (5, Some((3, false, "e")), 2),
        ]
    );
    assert!(!from_two.more);
    let last = &from_two.cases[4];
    assert_eq!((last.reference.as_str(), last.about.as_str(), last.who.as_str()), ("DC/2017/00005", "The last", "Alex Doe"));
    assert_eq!((last.procedure.as_str(), last.version.as_str(), last.stage.as_str()), ("complaints", "1", "received"));
    assert_eq!((last.open, last.received, last.closed), (false, hours(4), Some(hours(9))));
    assert_eq!(last.reached.as_ref().unwrap().label, "The e case");
    // All that they say of each other is told, also what the walk did not go along.
    let ties: Vec<_> = from_two
        .ties
        .iter()
        .map(|tie| (from_two.cases[tie.naming].id, from_two.cases[tie.named].id, tie.fact.as_str()))
        .collect();
    assert_eq!(ties, [(2, 1, "a"), (3, 2, "b"), (4, 2, "c"), (4, 1, "d"), (4, 5, "f"), (5, 3, "e"), (5, 5, "itself")]);
    for from in [1, 3, 4, 5] {
        let mut found = numbers(&chain(&store, 1, from).await);
        assert_eq!(found[0], from);
        found.sort_unstable();
        assert_eq!(found, [1, 2, 3, 4, 5]);
    }
    assert_eq!(told(&chain(&store, 1, 6).await), [(6, None, 0)]);
    // What some ties lead to, when others are not known.
    let less = from_two.over(|tie| tie.fact != "b" && tie.fact != "f");
    assert_eq!(numbers(&less), [2, 1, 4]);
    assert_eq!(less.ties.len(), 3);
    assert_eq!(from_two.over(|_| true), from_two);
    assert_sound(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_hidden_is_not_shown_not_counted_and_not_walked_through() {
    let store = memory(4).await;
    // 1 ← 2 ← 3 ← 4: 2 is walled for person 2, and 3 is seen by others only.
    let mut walled = naming(&[("a", 1)]);
    walled.walled = vec![2];
    let mut others = naming(&[("b", 2)]);
    others.sights.push(SightRow { who: String::new(), about: "Little".into(), ..others.sights[0].clone() });
    others.audience = vec![AudienceRow { role: "unit".into(), sight: 0 }, AudienceRow { role: "monitor".into(), sight: 1 }];
    for rows in [&naming(&[]), &walled, &others, &naming(&[("c", 3)])] {
        open(&store, 1, rows).await;
    }
    let seen = async |person: i64, roles: &[&str], case: i64, most: u32| {
        let chain = store.case_chain(&actor(person, roles), case, &[], most).await.unwrap();
        (numbers(&chain), chain.ties.len(), chain.more)
    };
    assert_eq!(seen(1, &["hub", "unit"], 1, 200).await, (vec![1, 2, 3, 4], 3, false));
    // The chain ends before what is hidden, whatever stands behind it, and does not say that there is more.
    assert_eq!(seen(1, &["hub"], 1, 200).await, (vec![1, 2], 1, false));
    assert_eq!(seen(1, &["hub"], 1, 1).await, (vec![1, 2], 1, false));
    assert_eq!(seen(1, &["hub"], 4, 200).await, (vec![4], 0, false));
    // A wall hides the case from whoever it is about, whatever they hold, under all of their records.
    assert_eq!(seen(2, &["hub", "unit"], 1, 200).await, (vec![1], 0, false));
    assert_eq!(seen(2, &["hub", "unit"], 4, 200).await, (vec![4, 3], 1, false));
    store.person_merge(3, 2).await.unwrap();
    assert_eq!(seen(3, &["hub", "unit"], 1, 200).await, (vec![1], 0, false));
    // Whoever may not see the case is told nothing, be there one or not.
    assert_eq!(seen(2, &["hub", "unit"], 2, 200).await, (vec![], 0, false));
    assert_eq!(seen(1, &["other"], 1, 200).await, (vec![], 0, false));
    assert_eq!(seen(1, &["hub"], 77, 200).await, (vec![], 0, false));
    // The richest sight that the actor has is the one that is told.
    let told = store.case_chain(&actor(4, &["hub", "monitor"]), 4, &[], 200).await.unwrap();
    assert_eq!((told.cases[1].who.as_str(), told.cases[1].about.as_str()), ("", "Little"));
}

#[tokio::test(flavor = "multi_thread")]
async fn so_many_cases_and_whether_there_are_more() {
    let store = memory(2).await;
    // 2 to 9 name 1, some of them twice; 5 is walled for person 2; 10 names 9.
    open(&store, 1, &naming(&[])).await;
    for number in 2..10 {
        let mut rows = naming(if number % 2 == 0 { &[("a", 1), ("b", 1)] } else { &[("a", 1)] });
        rows.walled = if number == 5 { vec![2] } else { Vec::new() };
        open(&store, 1, &rows).await;
    }
    open(&store, 1, &naming(&[("a", 9)])).await;
    let most = async |person: i64, case: i64, most: u32| {
        let chain = store.case_chain(&actor(person, &["hub"]), case, &[], most).await.unwrap();
        (numbers(&chain), chain.more)
    };
    assert_eq!(most(1, 1, 9).await, ((1..=10).collect(), false));
    assert_eq!(most(1, 1, 8).await, ((1..=9).collect(), true));
    assert_eq!(most(1, 1, 3).await, (vec![1, 2, 3, 4], true));
    assert_eq!(most(1, 1, 0).await, (vec![1], true));
    assert_eq!(most(2, 1, 8).await, (vec![1, 2, 3, 4, 6, 7, 8, 9, 10], false));
    assert_eq!(most(2, 1, 7).await, (vec![1, 2, 3, 4, 6, 7, 8, 9], true));
    assert_eq!(most(1, 10, 1).await, (vec![10, 9], true));
    open(&store, 1, &naming(&[])).await;
    assert_eq!(most(1, 11, 0).await, (vec![11], false));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_walk_does_not_go_from_a_part_through_its_whole_to_the_other_parts() {
    let store = memory(1).await;
    // 1 came before the plan 2; 3, 4 and 5 are parts of the plan; 6 came of part 3, and 7 names the plan without being a part.
    // 8 names part 3 and the plan.
    let cases: [&[(&str, u32)]; 8] = [
        &[],
        &[("from", 1)],
        &[("plan", 2)],
        &[("plan", 2)],
        &[("plan", 2), ("beside", 4)],
        &[("from", 3)],
        &[("about", 2)],
        &[("from", 3), ("on", 2)],
    ];
    for links in cases {
        open(&store, 1, &naming(links)).await;
    }
    let parts = [("complaints".to_owned(), "plan".to_owned())];
    let found = async |case: i64, parts: &[(String, String)]| {
        numbers(&store.case_chain(&actor(1, &["hub"]), case, parts, 200).await.unwrap())
    };
    // From the part to the plan, and on to where the plan came from and what else it led to.
    assert_eq!(found(3, &parts).await, [3, 2, 6, 8, 1, 7]);
    // Whoever starts at the plan, or comes to it from elsewhere, sees its parts.
    assert_eq!(found(2, &parts).await, [2, 1, 3, 4, 5, 7, 8, 6]);
    assert_eq!(found(1, &parts).await, [1, 2, 3, 4, 5, 7, 8, 6]);
    assert_eq!(found(7, &parts).await, [7, 2, 1, 3, 4, 5, 8, 6]);
    // Parts that name each other hang together.
    assert_eq!(found(4, &parts).await, [4, 2, 5, 1, 7, 8, 3, 6]);
    // Under another procedure the fact says nothing of the kind.
    let other = [("others".to_owned(), "plan".to_owned()), ("complaints".to_owned(), "from".to_owned())];
    assert_eq!(found(4, &other).await.len(), 8);
    let ties = store.case_chain(&actor(1, &["hub"]), 3, &parts, 200).await.unwrap().ties;
    assert_eq!(ties.iter().filter(|tie| tie.part).count(), 1);
    assert_sound(&store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cases_of_a_person_are_found_under_all_of_their_records_by_those_who_see_them() {
    let store = memory(6).await;
    let naming = |names: &[(&str, i64)], hour: i64, walled: &[i64]| {
        let row = |(fact, person): &(&str, i64)| TallyRow { fact: (*fact).into(), person: *person, since: hours(hour) };
        let tallies = names.iter().map(row).collect();
        Rows { tallies, received: hours(hour), walled: walled.to_vec(), ..rows("x") }
    };
    for rows in [
        naming(&[("officer", 3), ("proven", 3)], 5, &[]),
        naming(&[("officer", 3), ("officer", 4)], 1, &[3]),
        naming(&[("officer", 4)], 3, &[]),
        naming(&[("witness", 3)], 4, &[]),
        naming(&[("officer", 5)], 2, &[]),
    ] {
        open(&store, 1, &rows).await;
    }
    let other = store::KeptProcedure {
        id: "others".into(),
        version: "1".into(),
        hash: "cd".into(),
        text: String::new(),
        letters: std::collections::BTreeMap::new(),
    };
    store.procedure_keep(other).await.unwrap();
    let foreign = store::NewCase {
        procedure: "others".into(),
        hash: "cd".into(),
        reference_pattern: "OT-{serial}".into(),
        ..new_case(1, &naming(&[("officer", 3)], 9, &[]))
    };
    store.case_open(&actor(1, &["hub"]), foreign).await.unwrap();
    let found = async |by: i64, roles: &[&str], fact: &str, person: i64, most: u32| {
        let cases = store.cases_of_person(&actor(by, roles), "complaints", fact, person, most).await.unwrap();
        cases.into_iter().map(|case| case.id).collect::<Vec<_>>()
    };
    assert_eq!(found(1, &["hub"], "officer", 3, 10).await, [1, 2]);
    assert_eq!(found(1, &["hub"], "officer", 3, 1).await, [1]);
    assert_eq!(found(1, &["hub"], "witness", 3, 10).await, [4]);
    assert_eq!(found(1, &["hub"], "officer", 6, 10).await, [0; 0]);
    assert_eq!(found(1, &["hub"], "officer", 77, 10).await, [0; 0]);
    assert_eq!(found(1, &["other"], "officer", 3, 10).await, [0; 0]);
    // Whoever is walled out does not find it, whomever they ask for.
    assert_eq!(found(3, &["hub"], "officer", 4, 10).await, [3]);
    store.person_merge(4, 3).await.unwrap();
    store.person_merge(5, 3).await.unwrap();
    for record in [3, 4, 5] {
        assert_eq!(found(1, &["hub"], "officer", record, 10).await, [1, 3, 5, 2]);
        assert_eq!(found(record, &["hub"], "officer", record, 10).await, [1, 3, 5]);
    }
    let one = store.cases_of_person(&actor(1, &["hub"]), "others", "officer", 5, 10).await.unwrap().swap_remove(0);
    assert_eq!((one.reference.as_str(), one.about.as_str(), one.received), ("OT-00001", "Food", hours(9)));
    assert_eq!((one.version.as_str(), one.stage.as_str(), one.open), ("1", "received", true));
}
