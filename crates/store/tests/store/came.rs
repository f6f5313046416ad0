//! The walk from case to case, and the cases of a person.

use casework::{AudienceRow, LinkRow, Rows, SightRow, TallyRow};
use store::{Chain, Store};

use crate::fixture::{actor, assert_sound, hours, memory, new_case, numbered, open, rows, saying};

fn reference(number: u32) -> String {
    format!("DC/2017/{number:05}")
}

/// Rows of a case that names others.
fn naming(links: &[(&str, u32)]) -> Rows {
    let link = |(fact, number): &(&str, u32)| LinkRow {
        fact: (*fact).into(),
        label: format!("The {fact} case"),
        reference: reference(*number),
        sights: vec![0],
    };
    Rows { links: links.iter().map(link).collect(), ..rows("x") }
}

/// A case of a chain: its number, from which case it was reached, which way and by which fact, and how far away it is.
type Told<'a> = (i64, Option<(i64, bool, &'a str)>, u32);

fn told(chain: &Chain) -> Vec<Told<'_>> {
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
    store.person_merge(3, 2, saying()).await.unwrap();
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
async fn a_case_that_very_many_name_is_walked_through_as_any_other() {
    let store = memory(2).await;
    // 2 to 151 name 1, and 3 to 151 name the one before, too; 152 is a part of 1 and 153 names 152; every third is walled for
    // person 2. Behind them, 154 to 653 are one long chain from 151.
    for number in 1..=653_u32 {
        let mut rows = match number {
            1 => naming(&[]),
            2 => naming(&[("a", 1)]),
            3..=151 => naming(&[("a", 1), ("b", number - 1)]),
            152 => naming(&[("plan", 1)]),
            153 => naming(&[("b", 152)]),
            154 => naming(&[("b", 151)]),
            _ => naming(&[("b", number - 1)]),
        };
        rows.walled = if number % 3 == 0 && number < 152 { vec![2] } else { Vec::new() };
        open(&store, 1, &rows).await;
    }
    let parts = [("complaints".to_owned(), "plan".to_owned())];
    let walk = async |person: i64, case: i64, most: u32| {
        let chain = store.case_chain(&actor(person, &["hub"]), case, &parts, most).await.unwrap();
        (numbers(&chain), chain.more)
    };
    let (all, more) = walk(1, 1, 1000).await;
    assert_eq!((all.len(), more), (653, false));
    let (some, more) = walk(1, 1, 100).await;
    assert_eq!((some, more), ((1..=101).collect::<Vec<_>>(), true));
    let (seen, more) = walk(2, 1, 1000).await;
    assert_eq!((seen.len(), more), (603, false));
    assert!(seen.iter().all(|case| case % 3 != 0 || *case > 151));
    // A part does not come to the others through the whole, however many name it.
    let (part, more) = walk(1, 153, 1000).await;
    assert_eq!((part.len(), part[..3].to_vec(), more), (653, vec![153, 152, 1], false));
    // Of a long chain the nearest, whichever way they lie.
    let (long, more) = walk(1, 400, 4).await;
    assert_eq!((long, more), (vec![400, 399, 401, 398, 402], true));
    let (long, more) = walk(1, 400, 1000).await;
    assert_eq!((long.len(), more), (653, false));
    // As it is told from either side, level by level or not.
    for (case, most) in [(1, 60), (2, 60), (151, 20), (152, 70), (154, 200), (653, 300)] {
        for person in [1, 2] {
            let chain = store.case_chain(&actor(person, &["hub"]), case, &parts, most).await.unwrap();
            assert_eq!((chain.cases.len(), chain.more), (most as usize + 1, true), "{case}, {most}, person {person}");
            assert!(chain.cases.is_sorted_by_key(|case| case.depth));
        }
    }
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
        references: numbered("OT-"),
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
    store.person_merge(4, 3, saying()).await.unwrap();
    store.person_merge(5, 3, saying()).await.unwrap();
    for record in [3, 4, 5] {
        assert_eq!(found(1, &["hub"], "officer", record, 10).await, [1, 3, 5, 2]);
        assert_eq!(found(record, &["hub"], "officer", record, 10).await, [1, 3, 5]);
    }
    let one = store.cases_of_person(&actor(1, &["hub"]), "others", "officer", 5, 10).await.unwrap().swap_remove(0);
    assert_eq!((one.reference.as_str(), one.about.as_str(), one.received), ("OT-00001", "Food", hours(9)));
    assert_eq!((one.version.as_str(), one.stage.as_str(), one.open), ("1", "received", true));
}

/// The walk as it is meant, over cases that name others, each by `a` or as its part by `plan`: the cases, the nearest first,
/// and how far away each is.
fn as_meant(links: &[Vec<(&str, u32)>], seen: impl Fn(u32) -> bool, from: u32) -> Vec<(i64, u32)> {
    let mut depths = vec![0];
    let mut found: Vec<u32> = if seen(from) { vec![from] } else { Vec::new() };
    let (mut wholes, mut level) = (std::collections::BTreeSet::new(), found.clone());
    for depth in 1.. {
        if level.is_empty() {
            break;
        }
        let mut next = Vec::new();
        for at in &level {
            let out = links[*at as usize - 1].iter().map(|(fact, other)| (true, *fact, *other));
            let naming =
                (1..).zip(links).flat_map(|(other, links)| links.iter().map(move |(fact, named)| (other, *fact, *named)));
            let into = naming.filter(|(_, _, named)| named == at).map(|(other, fact, _)| (false, fact, other));
            for (outgoing, fact, other) in out.chain(into) {
                if !seen(other) || (fact == "plan" && !outgoing && wholes.contains(at)) {
                    continue;
                }
                if !found.contains(&other) {
                    found.push(other);
                    depths.push(depth);
                    next.push(other);
                }
                if fact == "plan" && outgoing && next.contains(&other) {
                    wholes.insert(other);
                }
            }
        }
        level = next;
    }
    found.into_iter().map(i64::from).zip(depths).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_walk_is_as_it_is_meant_over_cases_that_name_each_other_by_chance() {
    let store = memory(2).await;
    let mut chance = 7_u32;
    let mut below = |most: u32| {
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (chance >> 8) % most
    };
    // Every fourth of 320 names case 1, which therefore very many name; the others name one or two near them, or nothing.
    let mut links: Vec<Vec<(&str, u32)>> = Vec::new();
    let mut hidden = Vec::new();
    for number in 1..=320_u32 {
        let mut named = Vec::new();
        if number % 4 == 0 {
            named.push((if below(2) == 0 { "plan" } else { "a" }, 1));
        }
        for _ in 0..below(3) {
            let other = (number.saturating_sub(8) + below(16)).clamp(1, 320);
            // No case names another twice by one fact.
            let fact = if below(3) == 0 { "plan" } else { "a" };
            if other != 1 && !named.iter().any(|(one, _)| *one == fact) {
                named.push((fact, other));
            }
        }
        hidden.push(below(6) == 0 && number > 1);
        let mut rows = naming(&named);
        rows.walled = if hidden[number as usize - 1] { vec![2] } else { Vec::new() };
        open(&store, 1, &rows).await;
        links.push(named);
    }
    let parts = [("complaints".to_owned(), "plan".to_owned())];
    let mut few = 0;
    for from in (1..=320).step_by(3) {
        for person in [1, 2] {
            let meant = as_meant(&links, |case| person == 1 || !hidden[case as usize - 1], from);
            few += usize::from(meant.len() < 100);
            for most in [5, 40, 1000] {
                let chain = store.case_chain(&actor(person, &["hub"]), i64::from(from), &parts, most).await.unwrap();
                let found: Vec<_> = chain.cases.iter().map(|case| (case.id, case.depth)).collect();
                let told = format!("from {from} for person {person}, {most} at most");
                let kept = meant.len().min(most as usize + 1);
                assert_eq!(chain.more, meant.len() > kept, "{told}");
                // Of those that are as far away as the last, any may be shown when there is no room for all.
                let nearer = |all: &[(i64, u32)]| {
                    let last = all.get(kept.saturating_sub(1)).map(|(_, depth)| *depth).filter(|_| chain.more);
                    all.iter().copied().filter(|(_, depth)| last.is_none_or(|last| *depth < last)).collect::<Vec<_>>()
                };
                assert_eq!((nearer(&found), found.len()), (nearer(&meant), kept), "{told}");
                assert!(found.iter().all(|case| meant.contains(case)), "{told}");
            }
        }
    }
    assert!(few > 20, "{few} walks end early");
}
