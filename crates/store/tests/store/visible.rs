//! Nobody sees, counts, finds, opens or appends to what is not theirs: each query is compared with a slow, obvious
//! filter, for many people, roles, sites, walls and merges.

use std::collections::{BTreeMap, BTreeSet};

use casework::{Actor, AudienceRow, Grant, LinkRow, MarkRow, PartyRow, Rows, SightRow, TallyRow};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use store::{AppendError, CaseFilter, CaseSort, DutyFilter, DutyGroup, DutyScope, DutyTimes, Look, NewPerson, Store};

use crate::fixture::{append, duty, hours, join_all, open, procedure, rows, saying, start};

const PEOPLE: i64 = 6;
const SITES: i64 = 3;
const ROLES: [&str; 3] = ["hub", "responder", "monitor"];

/// A case as the test knows it.
#[derive(Debug, Clone)]
struct Known {
    id: i64,
    reference: String,
    rows: Rows,
}

#[derive(Debug, Clone)]
struct World {
    cases: Vec<Rows>,
    merges: Vec<(i64, i64)>,
    actors: Vec<Actor>,
}

fn person() -> impl Strategy<Value = i64> {
    1..=PEOPLE
}

fn a_duty() -> impl Strategy<Value = casework::DutyRow> {
    (
        prop::sample::subsequence(ROLES.to_vec(), 0..=2),
        prop::collection::btree_set(person(), 0..=1),
        prop::option::weighted(0.3, person()),
        prop::option::weighted(0.8, -30_i64..300),
        (prop::bool::weighted(0.75), -10_i64..4),
        prop::sample::select(vec!["log", "reply"]),
        prop::bool::weighted(0.3),
    )
        .prop_map(|(roles, people, holder, due, (open, from), name, soft)| {
            let mut duty = duty(name, &roles, due.map(hours));
            duty.people = people.into_iter().collect();
            duty.holder = holder;
            duty.owed_from = hours(from);
            duty.open = open;
            duty.soft = soft;
            duty
        })
}

fn a_case() -> impl Strategy<Value = Rows> {
    (
        prop::option::weighted(0.8, 1..=SITES),
        prop::collection::btree_set(person(), 0..=2),
        prop::collection::btree_map(prop::sample::select(ROLES.to_vec()), 0..3_u32, 0..=3),
        prop::collection::btree_map(person(), 0..3_u32, 0..=4),
        prop::collection::vec(a_duty(), 0..4),
        prop::sample::select(vec!["received", "allocated", "closed"]),
        prop::collection::vec(prop::sample::select(vec!["soup", "noise", "search"]), 3),
        (
            prop::collection::vec((1..12_usize, prop::sample::subsequence(vec![0, 1, 2], 0..=3)), 0..=3),
            prop::collection::vec((person(), prop::sample::select(vec!["proven", "other"]), 0..4_i64), 0..=3),
            prop::collection::vec((person(), prop::sample::subsequence(ROLES.to_vec(), 0..=2)), 0..=2),
        ),
        0..4_i64,
    )
        .prop_map(|(site, walled, audience, parties, duties, stage, words, (links, tallies, marks), received)| {
            let sight = |(n, word): (usize, &&str)| SightRow {
                who: format!("who {n}"),
                about: format!("about {n}"),
                filters: BTreeMap::from([("kind".to_owned(), (*word).to_owned())]),
                text: format!("{word} everybody"),
                site: site.filter(|_| n < 2),
            };
            Rows {
                stage: stage.into(),
                open: stage != "closed",
                site,
                walled: walled.into_iter().collect(),
                sights: words.iter().enumerate().map(sight).collect(),
                audience: audience.into_iter().map(|(role, sight)| AudienceRow { role: role.into(), sight }).collect(),
                parties: parties.into_iter().map(|(person, sight)| PartyRow { person, sight }).collect(),
                duties,
                received: hours(received),
                links: links.into_iter().enumerate().map(link).collect(),
                tallies: tallies
                    .into_iter()
                    .map(|(person, fact, hour)| TallyRow { fact: fact.into(), person, since: hours(hour) })
                    .collect(),
                marks: marks.into_iter().enumerate().map(mark).collect(),
                ..rows("")
            }
        })
}

fn link((place, (number, sights)): (usize, (usize, Vec<u32>))) -> LinkRow {
    LinkRow { fact: format!("fact {place}"), label: format!("Fact {place}"), reference: format!("DC/2017/{number:05}"), sights }
}

fn mark((place, (person, roles)): (usize, (i64, Vec<&str>))) -> MarkRow {
    MarkRow {
        mark: format!("mark {place}"),
        person,
        title: "Mind this".into(),
        says: Vec::new(),
        limits: BTreeMap::new(),
        roles: roles.into_iter().map(str::to_owned).collect(),
        since: jiff::Timestamp::UNIX_EPOCH,
    }
}

fn an_actor() -> impl Strategy<Value = Actor> {
    let grant = (prop::sample::select(ROLES.to_vec()), prop::option::of(1..=SITES));
    (person(), prop::collection::vec(grant, 0..=3)).prop_map(|(person, grants)| Actor {
        person,
        grade: None,
        grants: grants.into_iter().map(|(role, site)| Grant { role: role.to_owned(), site }).collect(),
    })
}

fn a_world() -> impl Strategy<Value = World> {
    (
        prop::collection::vec(a_case(), 1..10),
        prop::collection::vec((person(), person()), 0..=2),
        prop::collection::vec(an_actor(), 4),
    )
        .prop_map(|(cases, merges, actors)| World { cases, merges, actors })
}

/// The obvious rules, in Rust.
struct Truth<'a> {
    cases: &'a [Known],
    roots: &'a BTreeMap<i64, i64>,
}

impl Truth<'_> {
    fn is_me(&self, actor: &Actor, person: i64) -> bool {
        self.roots[&actor.person] == self.roots[&person]
    }

    fn sight(&self, actor: &Actor, case: &Rows) -> Option<u32> {
        if case.walled.iter().any(|person| self.is_me(actor, *person)) {
            return None;
        }
        let roles = case.audience.iter().filter(|row| actor.holds(&row.role, case.site)).map(|row| row.sight);
        roles.chain(case.parties.iter().filter(|row| self.is_me(actor, row.person)).map(|row| row.sight)).min()
    }

    fn seen(&self, actor: &Actor) -> Vec<(&Known, &SightRow, u32)> {
        let see = |case: &&Known| self.sight(actor, &case.rows).is_some();
        self.cases
            .iter()
            .filter(see)
            .map(|case| {
                let sight = self.sight(actor, &case.rows).unwrap();
                (case, &case.rows.sights[sight as usize], sight)
            })
            .collect()
    }

    fn is_mine(&self, actor: &Actor, duty: &casework::DutyRow) -> bool {
        duty.holder.iter().chain(&duty.people).any(|person| self.is_me(actor, *person))
    }

    fn is_teams(&self, actor: &Actor, case: &Rows, duty: &casework::DutyRow) -> bool {
        duty.roles.iter().any(|role| actor.holds(role, case.site))
    }

    fn is_walled(&self, actor: &Actor, case: &Rows) -> bool {
        case.walled.iter().any(|person| self.is_me(actor, *person))
    }

    /// Whether two people are one human being.
    fn is_one(&self, one: i64, other: i64) -> bool {
        self.roots[&one] == self.roots[&other]
    }

    /// What falls due first, as far as the actor is told.
    fn due(&self, actor: &Actor, case: &Rows, now: Timestamp) -> Option<Timestamp> {
        let sight = self.sight(actor, case)?;
        case.duties
            .iter()
            .filter(|duty| duty.open && duty.owed_from <= now)
            .filter(|duty| sight == 0 || self.is_mine(actor, duty) || self.is_teams(actor, case, duty))
            .filter_map(|duty| Some((duty.due?, duty.soft)))
            // What was hoped for by then is not late.
            .filter(|(due, soft)| !(*soft && *due < now))
            .map(|(due, _)| due)
            .min()
    }
}

async fn build(world: &World) -> (Store, Vec<Known>, BTreeMap<i64, i64>) {
    let store = Store::open_memory().await.unwrap();
    procedure(&store).await;
    // One more, whom no case walls and who may see nothing, records them all.
    for number in 1..=PEOPLE + 1 {
        store.person_add(NewPerson { name: format!("{number}"), ..NewPerson::default() }).await.unwrap();
    }
    let mut cases = Vec::new();
    for rows in &world.cases {
        let opened = open(&store, PEOPLE + 1, rows).await;
        store.look_add(Look { person: 1, role: None, case: Some(opened.id), what: "case".into(), at: start() }).await.unwrap();
        cases.push(Known { id: opened.id, reference: opened.reference, rows: rows.clone() });
    }
    let mut roots: BTreeMap<i64, i64> = (1..=PEOPLE).map(|person| (person, person)).collect();
    for (from, into) in &world.merges {
        let (goes, stays) = (roots[from], roots[into]);
        assert_eq!(store.person_merge(*from, *into, saying()).await.is_ok(), goes != stays);
        roots.values_mut().filter(|root| **root == goes).for_each(|root| *root = stays);
    }
    (store, cases, roots)
}

fn check(runs: u32, test: impl Fn(World) -> std::pin::Pin<Box<dyn Future<Output = ()>>>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut runner = TestRunner::new(Config { cases: runs, failure_persistence: None, ..Config::default() });
    runner
        .run(&a_world(), |world| {
            runtime.block_on(test(world));
            Ok(())
        })
        .unwrap();
}

fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    items.into_iter().collect()
}

#[test]
fn lists_searches_and_counts_hold_just_what_the_actor_may_see() {
    check(40, |world| {
        Box::pin(async move {
            let (store, cases, roots) = build(&world).await;
            let truth = Truth { cases: &cases, roots: &roots };
            let now = hours(50);
            for actor in &world.actors {
                let list = |filter: CaseFilter| {
                    let store = store.clone();
                    async move {
                        let page = store.case_list(actor, &filter, now).await.unwrap();
                        assert_eq!(page.total, page.lines.len() as u64);
                        page.lines
                    }
                };
                let mut seen = truth.seen(actor);
                seen.sort_by_key(|(case, ..)| (case.rows.received, case.id));
                let found = list(CaseFilter::default()).await;
                let shown: Vec<_> = found
                    .iter()
                    .rev()
                    .map(|line| (line.head.id, line.who.as_str(), line.about.as_str(), line.site, line.due))
                    .collect();
                let expected: Vec<_> = seen
                    .iter()
                    .map(|(case, sight, _)| {
                        (case.id, sight.who.as_str(), sight.about.as_str(), sight.site, truth.due(actor, &case.rows, now))
                    })
                    .collect();
                assert_eq!(shown, expected);

                for word in ["soup", "noise", "search", "sear", "everybody soup", "nothing", "DC/2017/00001", "--"] {
                    let filter = CaseFilter { text: Some(word.into()), ..CaseFilter::default() };
                    let expected = seen.iter().filter(|(case, sight, _)| {
                        case.reference == word
                            || match word {
                                "--" | "nothing" | "DC/2017/00001" => false,
                                "everybody soup" => sight.text.contains("soup"),
                                word => sight.text.contains(word),
                            }
                    });
                    assert_eq!(
                        set(list(filter).await.iter().map(|line| line.head.id)),
                        set(expected.map(|(case, ..)| case.id)),
                        "{word}"
                    );
                }
                for kind in ["soup", "noise"] {
                    let filters = BTreeMap::from([("kind".to_owned(), kind.to_owned())]);
                    let expected = seen.iter().filter(|(_, sight, _)| sight.filters == filters).map(|(case, ..)| case.id);
                    let filter = CaseFilter { filters: filters.clone(), ..CaseFilter::default() };
                    assert_eq!(set(list(filter).await.iter().map(|line| line.head.id)), set(expected));
                }
                let other = BTreeMap::from([("other".to_owned(), "soup".to_owned())]);
                assert!(list(CaseFilter { filters: other, ..CaseFilter::default() }).await.is_empty());

                for asked in set(cases.iter().flat_map(|case| &case.rows.links).map(|link| (&link.reference, &link.fact))) {
                    let expected = seen.iter().filter(|(case, _, sight)| {
                        let mut links = case.rows.links.iter();
                        links.any(|link| (&link.reference, &link.fact) == asked && link.sights.contains(sight))
                    });
                    let whole = Some((asked.0.clone(), asked.1.clone()));
                    let found = list(CaseFilter { whole: whole.clone(), ..CaseFilter::default() }).await;
                    assert_eq!(set(found.iter().map(|line| line.head.id)), set(expected.map(|(case, ..)| case.id)), "{whole:?}");
                }

                let late = seen.iter().filter(|(case, ..)| truth.due(actor, &case.rows, now).is_some_and(|due| due < now));
                let filter = CaseFilter { overdue: true, sort: CaseSort::Due, ..CaseFilter::default() };
                assert_eq!(set(list(filter).await.iter().map(|line| line.head.id)), set(late.map(|(case, ..)| case.id)));

                let filter =
                    CaseFilter { site: Some(1), open: Some(true), stage: Some("received".into()), ..CaseFilter::default() };
                let expected = seen.iter().filter(|(case, sight, _)| sight.site == Some(1) && case.rows.stage == "received");
                assert_eq!(set(list(filter).await.iter().map(|line| line.head.id)), set(expected.map(|(case, ..)| case.id)));

                let counts = store.stage_counts(actor, "complaints").await.unwrap();
                let mut expected: BTreeMap<&str, u64> = BTreeMap::new();
                seen.iter().for_each(|(case, ..)| *expected.entry(&case.rows.stage).or_default() += 1);
                assert_eq!(counts.iter().map(|count| (count.stage.as_str(), count.cases)).collect::<BTreeMap<_, _>>(), expected);
                assert!(store.stage_counts(actor, "other").await.unwrap().is_empty());
                let all = store.procedure_counts(actor).await.unwrap();
                assert_eq!(all.values().sum::<u64>(), expected.values().sum::<u64>());
                assert_eq!(all.contains_key("complaints"), !expected.is_empty());
            }
        })
    });
}

#[test]
fn work_lists_hold_just_what_is_owed_in_cases_the_actor_may_see() {
    check(50, |mut world| {
        Box::pin(async move {
            // In some worlds so many that a page of one line is found in the way that is meant for many pages.
            let times = if world.merges.is_empty() { 40 } else { 110 };
            for case in &mut world.cases {
                case.duties = case.duties.iter().cycle().take(case.duties.len() * times).cloned().collect();
            }
            let (store, cases, roots) = build(&world).await;
            let truth = Truth { cases: &cases, roots: &roots };
            let now = start();
            let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
            let times = DutyTimes { now, today, week_ends: today + SignedDuration::from_hours(24 * 4) };
            for actor in &world.actors {
                for scope in [DutyScope::Mine, DutyScope::Team] {
                    for (site, stage, duty) in
                        [(None, None, None), (Some(2), None, None), (None, Some("received"), Some("reply"))]
                    {
                        let mut expected = Vec::new();
                        for (case, sight, _) in truth.seen(actor) {
                            for (item, owed) in case.rows.duties.iter().enumerate() {
                                let mine = match scope {
                                    DutyScope::Mine => truth.is_mine(actor, owed),
                                    DutyScope::Team => truth.is_teams(actor, &case.rows, owed),
                                };
                                let fits = (site.is_none() || site == sight.site)
                                    && stage.is_none_or(|stage| stage == case.rows.stage)
                                    && duty.is_none_or(|duty| duty == owed.duty);
                                if mine && fits && owed.open && owed.owed_from <= now {
                                    let rank = match owed.due {
                                        Some(due) if due < now => u8::from(owed.soft),
                                        _ => 2,
                                    };
                                    let order = (rank, owed.due.is_none(), owed.due, case.id, item);
                                    expected.push((
                                        order,
                                        owed.title.clone(),
                                        sight.who.clone(),
                                        times.group(owed.due, owed.due_day, owed.soft),
                                    ));
                                }
                            }
                        }
                        expected.sort();
                        for group in [
                            None,
                            Some(DutyGroup::Overdue),
                            Some(DutyGroup::Hoped),
                            Some(DutyGroup::Today),
                            Some(DutyGroup::Week),
                            Some(DutyGroup::Later),
                        ] {
                            let filter = DutyFilter {
                                scope,
                                site,
                                stage: stage.map(str::to_owned),
                                duty: duty.map(str::to_owned),
                                group,
                                per_page: 1000,
                                ..DutyFilter::default()
                            };
                            let page = store.duty_page(actor, &filter, &times).await.unwrap();
                            let wanted = expected.iter().filter(|(.., of)| group.is_none_or(|group| group == *of));
                            let shown =
                                page.lines.iter().map(|line| (line.head.id, line.title.as_str(), line.who.as_str(), line.group));
                            assert_eq!(
                                shown.collect::<Vec<_>>(),
                                wanted
                                    .clone()
                                    .map(|(order, title, who, group)| (order.3, title.as_str(), who.as_str(), *group))
                                    .collect::<Vec<_>>()
                            );
                            assert_eq!(page.total, wanted.clone().count() as u64);
                            assert_eq!(page.counts.of(None), expected.len() as u64);
                            for number in [1, 9, expected.len().max(1) as u32].into_iter().filter(|_| group.is_none()) {
                                let filter = DutyFilter { page: number, per_page: 1, ..filter.clone() };
                                let line = store.duty_page(actor, &filter, &times).await.unwrap().lines.pop();
                                let mut wanted: Vec<_> = wanted.clone().map(|(order, ..)| *order).collect();
                                // A list of very many pages is in the order of time alone.
                                if scope == DutyScope::Team && expected.len() >= 100 {
                                    wanted.sort_by_key(|(_, never, due, case, item)| (*never, *due, *case, *item));
                                }
                                let wanted = wanted.get(number as usize - 1);
                                assert_eq!(
                                    line.map(|line| (line.head.id, line.due)),
                                    wanted.map(|(_, _, due, case, _)| (*case, *due))
                                );
                            }
                        }
                    }
                }
            }
        })
    });
}

#[test]
fn links_marks_and_counts_hold_just_what_is_for_the_actor() {
    check(60, |world| {
        Box::pin(async move {
            let (store, cases, roots) = build(&world).await;
            let truth = Truth { cases: &cases, roots: &roots };
            let references: Vec<String> = (1..=12).map(|number| format!("DC/2017/{number:05}")).collect();
            for actor in &world.actors {
                let seen = truth.seen(actor);
                for case in &cases {
                    let mut expected = Vec::new();
                    if truth.sight(actor, &case.rows).is_some() {
                        for link in &case.rows.links {
                            let other = seen.iter().find(|(other, ..)| other.reference == link.reference);
                            expected.extend(other.map(|(other, sight, _)| (true, link, *other, *sight)));
                        }
                        for (other, sight, number) in &seen {
                            // What names it in a fact that the sight hides is not told.
                            let told = |link: &&LinkRow| link.reference == case.reference && link.sights.contains(number);
                            let links = other.rows.links.iter().filter(told);
                            expected.extend(links.filter(|_| other.id != case.id).map(|link| (false, link, *other, *sight)));
                        }
                    }
                    let found = store.case_links(actor, case.id).await.unwrap();
                    let found: Vec<_> = found
                        .iter()
                        .map(|one| (one.outgoing, &one.fact, &one.reference, &one.stage, one.open, &one.who, &one.about))
                        .collect();
                    let expected: Vec<_> = expected
                        .iter()
                        .map(|(outgoing, link, other, sight)| {
                            let rows = &other.rows;
                            (*outgoing, &link.fact, &other.reference, &rows.stage, rows.open, &sight.who, &sight.about)
                        })
                        .collect();
                    assert_eq!(found, expected);
                }
                assert_eq!(
                    store.cases_known(actor, &references).await.unwrap(),
                    set(seen.iter().map(|(case, ..)| case.reference.clone()))
                );
                let mut of: Vec<_> = seen.iter().map(|(case, ..)| (case.rows.received, case.id, &case.reference)).collect();
                of.sort();
                assert_eq!(
                    store.cases_of(actor, "complaints").await.unwrap().iter().collect::<Vec<_>>(),
                    of.iter().map(|(.., reference)| *reference).collect::<Vec<_>>()
                );
                for people in [vec![1], vec![2, 3], (1..=PEOPLE).collect()] {
                    let mut expected = Vec::new();
                    for case in cases.iter().filter(|case| !truth.is_walled(actor, &case.rows)) {
                        let sees = truth.sight(actor, &case.rows).is_some();
                        let reference = if sees { case.reference.as_str() } else { "" };
                        for row in &case.rows.marks {
                            let on = people.iter().any(|person| truth.is_one(*person, row.person));
                            let held = |role: &String| actor.grants.iter().any(|grant| grant.role == *role);
                            if on && !truth.is_me(actor, row.person) && (row.roles.is_empty() || row.roles.iter().any(held)) {
                                expected.push((reference, row));
                            }
                        }
                    }
                    let found = store.marks_on(actor, &people).await.unwrap();
                    assert_eq!(found.iter().map(|one| (one.reference.as_str(), &one.row)).collect::<Vec<_>>(), expected);
                }
            }
            for people in [vec![], vec![1], vec![2, 3], (1..=PEOPLE).collect()] {
                for (hour, except) in [(0, None), (2, None), (1, Some(1))] {
                    let counts = |person: &i64| {
                        let counts = |case: &&Known| {
                            let rows = case.rows.tallies.iter().filter(|row| row.fact == "proven");
                            // Under each record since the first moment.
                            let mut first = BTreeMap::new();
                            for row in rows.filter(|row| truth.is_one(row.person, *person)) {
                                let since = first.entry(row.person).or_insert(row.since);
                                *since = row.since.min(*since);
                            }
                            Some(case.id) != except && first.values().any(|since| *since >= hours(hour))
                        };
                        cases.iter().filter(counts).count()
                    };
                    let expected = people.iter().map(counts).max().unwrap_or(0);
                    let found = store.tally("complaints", "proven", &people, hours(hour), except).await.unwrap();
                    assert_eq!(found as usize, expected);
                }
            }
        })
    });
}

#[test]
fn nobody_opens_or_appends_to_what_they_may_not_see() {
    check(25, |world| {
        Box::pin(async move {
            let (store, cases, roots) = build(&world).await;
            let truth = Truth { cases: &cases, roots: &roots };
            // Several at once, who share a batch and must not share what they see.
            for shift in 0..world.actors.len() {
                let pairs = cases.iter().zip(world.actors.iter().cycle().skip(shift)).collect::<Vec<_>>();
                let attempts = pairs.iter().map(|(case, actor)| append(&store, actor, case.id, 99, None, &case.rows));
                for (outcome, (case, actor)) in join_all(attempts).await.into_iter().zip(&pairs) {
                    let sees = truth.sight(actor, &case.rows).is_some();
                    assert_eq!(matches!(outcome, Err(AppendError::Stale { .. })), sees);
                    assert_eq!(matches!(outcome, Err(AppendError::NotFound)), !sees);
                }
            }
            let mut seqs: BTreeMap<i64, u32> = cases.iter().map(|case| (case.id, 1)).collect();
            for actor in &world.actors {
                for case in &cases {
                    let sees = truth.sight(actor, &case.rows).is_some();
                    assert_eq!(store.case_load(actor, &case.reference).await.unwrap().is_some(), sees);
                    assert_eq!(store.case_find(actor, case.id).await.unwrap().is_some(), sees);
                    assert_eq!(store.look_page(actor, case.id, 1, 10).await.unwrap().is_some(), sees);
                    let seq = seqs[&case.id];
                    let done = append(&store, actor, case.id, seq, Some(&case.rows), &case.rows).await;
                    assert_eq!(done.is_ok(), sees);
                    if sees {
                        seqs.insert(case.id, seq + 1);
                    } else {
                        assert!(matches!(done, Err(AppendError::NotFound)));
                    }
                    // Somebody who guesses learns nothing from being too late either.
                    let stale = append(&store, actor, case.id, 99, None, &case.rows).await;
                    assert_eq!(matches!(stale, Err(AppendError::Stale { .. })), sees);
                }
            }
        })
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wall_that_comes_up_later_holds_at_once() {
    let store = crate::fixture::memory(3).await;
    let before = rows("soup");
    let case = open(&store, 1, &before).await;
    let hub = crate::fixture::actor(2, &["hub"]);
    assert!(store.case_find(&hub, case.id).await.unwrap().is_some());
    let mut after = before.clone();
    after.walled = vec![3];
    append(&store, &crate::fixture::actor(1, &["hub"]), case.id, 1, Some(&before), &after).await.unwrap();
    assert!(store.case_find(&hub, case.id).await.unwrap().is_some());
    store.person_merge(3, 2, saying()).await.unwrap();
    assert!(store.case_find(&hub, case.id).await.unwrap().is_none());
    assert!(matches!(append(&store, &hub, case.id, 1, None, &after).await, Err(AppendError::NotFound)));
    let mut mine = after.clone();
    mine.walled = vec![3];
    let refused = crate::fixture::try_open(&store, 2, &mine).await;
    assert!(matches!(refused, Err(store::OpenCaseError::Walled)));
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_each_other_without_gap_or_repeat() {
    let store = crate::fixture::memory(1).await;
    for number in 0..25 {
        let mut case = rows("soup");
        case.duties = vec![duty("log", &["hub"], (number % 5 > 0).then(|| hours(number % 4)))];
        case.received = hours(number % 3);
        open(&store, 1, &case).await;
    }
    let hub = crate::fixture::actor(1, &["hub"]);
    for sort in [CaseSort::Newest, CaseSort::Oldest, CaseSort::Due, CaseSort::Reference] {
        let all = CaseFilter { sort, per_page: 100, ..CaseFilter::default() };
        let all = store.case_list(&hub, &all, hours(90)).await.unwrap().lines;
        let mut paged = Vec::new();
        for page in 1..=4 {
            let filter = CaseFilter { sort, page, per_page: 7, ..CaseFilter::default() };
            let page = store.case_list(&hub, &filter, hours(90)).await.unwrap();
            assert_eq!(page.total, 25);
            paged.extend(page.lines);
        }
        assert_eq!(paged, all);
        let order: Vec<_> = all.iter().map(|line| (line.received, line.due, line.head.reference.as_str())).collect();
        assert!(order.windows(2).all(|pair| match sort {
            CaseSort::Newest => pair[0].0 >= pair[1].0,
            CaseSort::Oldest => pair[0].0 <= pair[1].0,
            CaseSort::Due => pair[1].1.is_none() || pair[0].1.is_some_and(|due| Some(due) <= pair[1].1),
            CaseSort::Reference => pair[0].2 < pair[1].2,
        }));
    }
    let times = DutyTimes { now: hours(90), today: jiff::civil::date(2017, 3, 10), week_ends: jiff::civil::date(2017, 3, 12) };
    let mut paged = Vec::new();
    for page in 1..=4 {
        let filter = DutyFilter { scope: DutyScope::Team, page, per_page: 7, ..DutyFilter::default() };
        paged.extend(store.duty_page(&hub, &filter, &times).await.unwrap().lines);
    }
    assert_eq!(set(paged.iter().map(|line| line.head.id)).len(), 25);
}
