//! What came of a case: the walk from case to case, put in the order of a story.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, State};
use axum::response::Response;
use casework::CaseId;
use jiff::Timestamp;
use store::{Chain, Tie};

use super::case::log_looks;
use super::head::{head, stage_tag};
use crate::app::App;
use crate::desk::{Desk, capital};
use crate::pages::case::CaseSection;
use crate::pages::case_chain::{CaseChain, ChainNode};
use crate::pages::parts::{Empty, Section};
use crate::problem::Problem;
use crate::session::Visitor;
use crate::web::{frame, html};

/// How many cases the page shows besides the case itself.
const MOST: u32 = 200;
/// How many it looks at to find so many that it may show.
const LOOKED: u32 = 1000;

/// The cases that hang together with one.
///
/// # Errors
/// Not found when there is none that this person may know of.
pub async fn show(State(app): State<App>, visitor: Visitor, Path(case): Path<String>) -> Result<Response, Problem> {
    let desk = Desk::open(&app, &visitor, &case).await?;
    let (chain, desks) = chain(&app, &visitor, &desk).await?;
    let shown: Vec<&Desk> = chain.cases.iter().filter_map(|case| desks.get(&case.id)).collect();
    let story = Story::new(&shown.iter().map(|desk| (desk.received(), desk.id)).collect::<Vec<_>>(), &chain.ties);
    let (mut nodes, mut looked) = (Vec::new(), vec![Some(desk.id)]);
    for (at, desk) in shown.iter().enumerate() {
        let mut node = node(&app, desk)?;
        node.here = at == 0;
        node.ties = tie_words(&chain, &story, at);
        if at > 0 && !node.came_to.is_empty() {
            looked.push(Some(desk.id));
        }
        nodes.push(node);
    }
    log_looks(&app, &visitor, looked, CaseSection::Chain.text()).await?;
    let empty = (nodes.len() <= 1).then(|| Empty {
        title: "Nothing hangs together with this case yet".to_owned(),
        text: "When a step opens another case, or when one of the two names the other, both stand here from top to bottom: what came first, and what came of it."
            .to_owned(),
        link: None,
    });
    let head = head(&app, &visitor, &desk, CaseSection::Chain, app.now())?;
    let frame = frame(&app, Some(&visitor), &format!("What came of {}", desk.reference), Section::Complaints);
    let first = story.root_of(0);
    let page = CaseChain {
        frame,
        case: head,
        words: words(&nodes, first, chain.more),
        story: vec![story.tree(first, &nodes)],
        also_from: story.also_from().into_iter().map(|root| story.tree(root, &nodes)).collect(),
        beside: story.beside().into_iter().map(|root| story.tree(root, &nodes)).collect(),
        empty,
    };
    Ok(html(&page))
}

/// The cases that hang together with one as far as this person may see that they do, and all of these on their desks.
async fn chain(app: &App, visitor: &Visitor, desk: &Desk) -> Result<(Chain, BTreeMap<CaseId, Desk>), Problem> {
    let parts = parts(app);
    let mut walked = app.store().case_chain(&visitor.actor, desk.id, &parts, MOST).await?;
    if walked.more {
        walked = app.store().case_chain(&visitor.actor, desk.id, &parts, LOOKED).await?;
    }
    let ids: Vec<CaseId> = walked.cases.iter().map(|case| case.id).collect();
    let desks = Desk::glances(app, visitor, &ids).await?;
    // That a case names another is known only to those who see the fact by which it does.
    let mut chain = walked.over(|tie| {
        let desk_of = |at: usize| walked.cases.get(at).and_then(|case| desks.get(&case.id));
        let naming = desk_of(tie.naming).filter(|_| desk_of(tie.named).is_some());
        naming.is_some_and(|desk| desk.shows_tie(&tie.fact))
    });
    // What lies beyond may be hidden: nothing is said of it but what is certain.
    chain.more = false;
    Ok((chain.at_most(usize::try_from(MOST).unwrap_or(usize::MAX)), desks))
}

/// What is a part of what, over all versions of all procedures.
fn parts(app: &App) -> Vec<(String, String)> {
    let of = app.library().iter().filter_map(|procedure| {
        let whole = &procedure.facts[procedure.head.part_of.as_ref()?.whole];
        Some((procedure.head.id.clone(), whole.name.clone()))
    });
    of.collect::<BTreeSet<_>>().into_iter().collect()
}

/// A case as the page shows it, as far as this person may see.
fn node(app: &App, desk: &Desk) -> Result<ChainNode, Problem> {
    let rules = desk.rules(app)?;
    let directory = app.directory();
    let procedure = &desk.procedure;
    let kind = capital(&procedure.head.noun);
    let line = Some(desk.line(app)?).filter(|line| *line != kind).unwrap_or_default();
    let who_and_where: Vec<String> = [procedure.head.who, procedure.head.site]
        .into_iter()
        .flatten()
        .filter_map(|id| Some(casework::words::value(rules, &directory, &procedure.facts[id], desk.fact(id)?)))
        .filter(|text| !text.trim().is_empty() && !line.contains(text.as_str()))
        .collect();
    let begun = if desk.stage().end { "begun" } else { "since" };
    Ok(ChainNode {
        kind,
        reference: desk.reference.clone(),
        href: desk.href(),
        line,
        who_and_where: who_and_where.join(", "),
        stage: stage_tag(desk),
        since: format!("{begun} {}", calendar::long_date(rules.day(desk.received()))),
        came_to: desk.came_to(app)?,
        ..ChainNode::default()
    })
}

/// How much there is, in a sentence or two.
fn words(nodes: &[ChainNode], first: usize, more: bool) -> String {
    let others = nodes.len().saturating_sub(1);
    let mut words = match others {
        1 => "One other case hangs together with this one.".to_owned(),
        _ => format!("{others} other cases hang together with this one."),
    };
    if let Some(node) = nodes.get(first).filter(|_| first != 0) {
        let date = node.since.split_once(' ').map_or("", |(_, date)| date);
        words.push_str(&format!(" It began with {} on {date}.", node.reference));
    }
    if more {
        words.push_str(" There are more: the nearest are shown.");
    }
    words
}

/// What a case says of others and they of it, in words: first of the one above it, then of those that stand elsewhere. What
/// comes of a case says so itself.
fn tie_words(chain: &Chain, story: &Story, at: usize) -> Vec<String> {
    let parent = story.parents.get(at).copied().flatten();
    let mut ties: Vec<(bool, String)> = Vec::new();
    for tie in chain.ties.iter().filter(|tie| tie.naming != tie.named) {
        let reference = |at: usize| chain.cases.get(at).map_or("", |case| case.reference.as_str());
        let (origin, result) = story.direction(tie);
        // A part stands below its whole: that says it.
        if result != at || (tie.part && parent == Some(origin)) {
            continue;
        }
        let text = if tie.naming == at {
            format!("{}: {}", tie.label, reference(tie.named))
        } else {
            format!("{} names this as “{}”", reference(tie.naming), tie.label)
        };
        ties.push((parent != Some(origin), text));
    }
    ties.sort_by_key(|(elsewhere, _)| *elsewhere);
    ties.into_iter().map(|(_, text)| text).collect()
}

/// Cases in the order of a story: each stands below one that led to it.
struct Story {
    /// When each case began, and its id.
    begun: Vec<(Timestamp, CaseId)>,
    /// The case below which each stands; none: nothing that is known led to it.
    parents: Vec<Option<usize>>,
    /// All that led to each.
    origins: Vec<BTreeSet<usize>>,
}

impl Story {
    fn new(begun: &[(Timestamp, CaseId)], ties: &[Tie]) -> Self {
        let mut story =
            Self { begun: begun.to_vec(), parents: vec![None; begun.len()], origins: vec![BTreeSet::new(); begun.len()] };
        let mut wholes: BTreeSet<(usize, usize)> = BTreeSet::new();
        for tie in ties.iter().filter(|tie| tie.naming != tie.named) {
            let (origin, result) = story.direction(tie);
            if let Some(origins) = story.origins.get_mut(result) {
                origins.insert(origin);
            }
            if tie.part {
                wholes.insert((origin, result));
            }
        }
        for at in 0..begun.len() {
            // A part stands in its whole, everything else below what led to it last.
            let mut origins: Vec<usize> = story.origins.get(at).into_iter().flatten().copied().collect();
            origins.sort_by_key(|origin| (wholes.contains(&(*origin, at)), story.begun.get(*origin).copied()));
            let parent = origins.into_iter().rev().find(|origin| story.root_of(*origin) != at);
            if let Some(slot) = story.parents.get_mut(at) {
                *slot = parent;
            }
        }
        story
    }

    /// Which of two cases led to the other: the whole to its part, and otherwise the earlier to the later; of two that began
    /// at once, the one that is named.
    fn direction(&self, tie: &Tie) -> (usize, usize) {
        let begun = |at: usize| self.begun.get(at).map(|(begun, _)| *begun);
        if tie.part || begun(tie.named) <= begun(tie.naming) { (tie.named, tie.naming) } else { (tie.naming, tie.named) }
    }

    /// The case at the top, above a case.
    fn root_of(&self, mut at: usize) -> usize {
        while let Some(parent) = self.parents.get(at).copied().flatten() {
            at = parent;
        }
        at
    }

    /// The cases at the top other than the one above the first case, in order.
    fn other_roots(&self) -> Vec<usize> {
        let first = self.root_of(0);
        let mut roots: Vec<usize> = self.by_time((0..self.parents.len()).filter(|at| self.root_of(*at) == *at));
        roots.retain(|root| *root != first);
        roots
    }

    /// The other cases at the top from which the first case came.
    fn also_from(&self) -> Vec<usize> {
        let mut before: BTreeSet<usize> = BTreeSet::new();
        let mut ahead = vec![0];
        while let Some(at) = ahead.pop() {
            ahead.extend(self.origins.get(at).into_iter().flatten().filter(|origin| before.insert(**origin)));
        }
        self.other_roots().into_iter().filter(|root| before.contains(root)).collect()
    }

    /// The other cases at the top.
    fn beside(&self) -> Vec<usize> {
        let also = self.also_from();
        self.other_roots().into_iter().filter(|root| !also.contains(root)).collect()
    }

    fn by_time(&self, cases: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut cases: Vec<usize> = cases.collect();
        cases.sort_by_key(|at| self.begun.get(*at).copied());
        cases
    }

    /// A case with all that stands below it.
    fn tree(&self, root: usize, nodes: &[ChainNode]) -> ChainNode {
        // From the last to the first in the order of the walk down, so that a long story needs no deep recursion.
        let mut order = vec![root];
        let mut at = 0;
        while let Some(case) = order.get(at).copied() {
            order.extend(self.by_time((0..self.parents.len()).filter(|below| self.parents.get(*below) == Some(&Some(case)))));
            at += 1;
        }
        let mut made: BTreeMap<usize, ChainNode> = order.iter().filter_map(|at| Some((*at, nodes.get(*at)?.clone()))).collect();
        for at in order.iter().rev().filter(|at| **at != root) {
            if let Some(node) = made.remove(at)
                && let Some(parent) = self.parents.get(*at).copied().flatten().and_then(|parent| made.get_mut(&parent))
            {
                parent.next.insert(0, node);
            }
        }
        made.remove(&root).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use askama::Template;
    use jiff::SignedDuration;
    use serde_json::json;

    use super::*;
    use crate::routes::testing::{CLERK, Deed, LEAD, NAMED, READER, World, body, incident, path};

    /// Cases that began at these hours, and that say of each other which names which, and whether as its part.
    fn story(hours: &[i64], ties: &[(usize, usize, bool)]) -> Story {
        let begun: Vec<_> =
            (0..).zip(hours).map(|(id, hour)| (Timestamp::UNIX_EPOCH + SignedDuration::from_hours(*hour), id)).collect();
        let tie = |(naming, named, part): &(usize, usize, bool)| Tie {
            naming: *naming,
            named: *named,
            fact: "f".into(),
            label: "F".into(),
            part: *part,
        };
        Story::new(&begun, &ties.iter().map(tie).collect::<Vec<_>>())
    }

    #[test]
    fn each_case_stands_below_what_led_to_it_last() {
        // 0 is asked about. It names 1 and 2, which came before it; 3 names it; 4 names 3 and 0; 5 came to 4 from elsewhere.
        let told = story(
            &[10, 1, 2, 11, 12, 0],
            &[(0, 1, false), (0, 2, false), (3, 0, false), (4, 0, false), (4, 3, false), (4, 5, false)],
        );
        assert_eq!(told.parents, [Some(2), None, None, Some(0), Some(3), None]);
        assert_eq!((told.root_of(4), told.also_from(), told.beside()), (2, vec![1], vec![5]));
        // What is named later than it began is what came of it; of two that began at once it is the one that names.
        assert_eq!(story(&[1, 2], &[(0, 1, false)]).parents, [None, Some(0)]);
        assert_eq!(story(&[1, 1], &[(1, 0, false)]).parents, [None, Some(0)]);
        // A part stands in its whole, whichever began first.
        assert_eq!(story(&[1, 5, 3], &[(0, 1, true), (0, 2, false)]).parents, [Some(1), None, Some(0)]);
        // Nothing stands below itself, however cases name each other.
        let turning = story(&[1, 2, 3], &[(0, 1, true), (1, 2, true), (2, 0, true), (0, 0, false)]);
        assert_eq!(turning.parents.iter().filter(|parent| parent.is_none()).count(), 1);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_was_named_once_stays_tied_when_the_next_answer_names_another() {
        let world = World::new().await;
        let mut plans = Vec::new();
        for (name, secret) in [("Better", false), ("Hidden", true), ("Best", false)] {
            let answers = json!({ "name": name, "secret": secret });
            plans.push(world.begin("plan", "plan", Deed("2017-03-02T09:30:00Z", LEAD, "lead", answers)).await);
        }
        let answers = json!({ "topic": "The week", "discussed": plans[0] });
        let talk = world.begin("talk", "begin", Deed("2017-03-03T09:30:00Z", LEAD, "lead", answers)).await;
        for (at, plan) in [("2017-03-04T09:30:00Z", 1), ("2017-03-05T09:30:00Z", 0), ("2017-03-06T09:30:00Z", 2)] {
            world.take(&talk, "go-on", Deed(at, LEAD, "lead", json!({ "discussed": plans[plan] })), None).await;
        }
        // All of it from both sides; of what somebody may not see, nothing; and nothing where the fact is hidden.
        let all = page(&world, LEAD, &talk).await;
        assert!(all.contains("3 other cases") && plans.iter().all(|plan| all.contains(plan)), "{all}");
        let seen = page(&world, READER, &talk).await;
        assert!(seen.contains("2 other cases") && seen.contains(&plans[0]) && !seen.contains(&plans[1]), "{seen}");
        assert!(page(&world, READER, &plans[0]).await.contains(&talk));
        assert!(page(&world, CLERK, &talk).await.contains("Nothing hangs together with this case yet"));
        // And so it stays when all is derived anew.
        let derive = |head: &store::CaseHead, kept: &[store::KeptEntry]| {
            let procedure = world.app.library().version(&head.procedure, &head.version).unwrap();
            let entries: Vec<_> = kept.iter().map(|kept| crate::keep::read_entry(procedure, kept).unwrap()).collect();
            Ok(crate::keep::first_rows(&world.app, procedure, &entries).unwrap())
        };
        let rebuilt = world.app.store().rebuild(&derive, false, &mut |_, _| {}).await.unwrap();
        assert_eq!((rebuilt.differing.len(), rebuilt.failed.len()), (0, 0), "{rebuilt:?}");
        assert!(world.app.store().verify(&mut |_, _| {}).await.unwrap().faults.is_empty());
    }

    #[test]
    fn a_long_story_is_put_together_in_order() {
        let ties: Vec<_> = (1..200).map(|at| (at, at - 1, false)).collect();
        let told = story(&(0..200).collect::<Vec<_>>(), &ties);
        let nodes: Vec<_> = (0..200).map(|at| ChainNode { reference: at.to_string(), ..ChainNode::default() }).collect();
        let tree = told.tree(told.root_of(150), &nodes);
        assert_eq!(tree.render().unwrap().matches("<li").count(), 200);
        let mut node = &tree;
        for at in 0..199 {
            assert_eq!((node.reference.as_str(), node.next.len()), (at.to_string().as_str(), 1));
            node = &node.next[0];
        }
        let star: Vec<_> = (1..10).map(|at| (at, 0, true)).collect();
        let told = story(&[0, 9, 8, 7, 6, 5, 4, 3, 2, 1], &star);
        let tree = told.tree(0, &nodes[..10]);
        let below: Vec<_> = tree.next.iter().map(|node| node.reference.as_str()).collect();
        assert_eq!(below, ["9", "8", "7", "6", "5", "4", "3", "2", "1"]);
    }

    /// An incident that two plans arose from, of which one is kept from readers; an action of each.
    async fn cases(world: &World) -> [String; 5] {
        let incident = incident(world, "2017-03-01T09:30:00Z", &[NAMED]).await;
        let mut all = vec![incident.clone()];
        for (day, secret) in [("02", false), ("03", true)] {
            let answers = json!({ "name": format!("Better {day}"), "secret": secret, "arose-from": incident });
            let at = format!("2017-03-{day}T09:30:00Z");
            let plan = world.begin("plan", "plan", Deed(&at, LEAD, "lead", answers)).await;
            let answers = json!({ "deed": format!("Do {day}"), "plan": plan });
            let at = format!("2017-03-{day}T10:30:00Z");
            let action = world.begin("action", "add", Deed(&at, LEAD, "lead", answers)).await;
            all.extend([plan, action]);
        }
        let done = Deed("2017-03-09T09:30:00Z", LEAD, "lead", json!({ "done-on": "2017-03-08" }));
        world.take(&all[2], "do", done, None).await;
        all.try_into().unwrap()
    }

    async fn page(world: &World, person: i64, case: &str) -> String {
        body(show(State(world.app.clone()), world.as_person(person).await, path(case)).await.unwrap()).await
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_page_tells_from_top_to_bottom_what_came_of_it() {
        let world = World::new().await;
        let [incident, plan, action, other, _] = cases(&world).await;
        let told = page(&world, LEAD, &plan).await;
        let main = told.split_once("<ol class=\"app-chain").unwrap().1;
        let at = |text: &str| main.find(text).unwrap_or_else(|| panic!("{text} is not in\n{main}"));
        assert!(at(&incident) < at(&plan) && at(&plan) < at(&action) && at(&action) < at(&other));
        assert!(told.contains(&format!("4 other cases hang together with this one. It began with {incident} on 1 March 2017.")));
        for text in ["North House", &format!("Arose from: {incident}"), "8 March 2017", "this case"] {
            at(text);
        }
        assert!(main.contains("Done on"));
        // That a part is one is said by where it stands.
        assert!(!main.contains(&format!("Plan: {plan}")));
        // From one part of a plan nobody comes to the other parts, nor is there anything that is not so.
        let answers = json!({ "deed": "Something else", "plan": plan });
        world.begin("action", "add", Deed("2017-03-05T09:30:00Z", LEAD, "lead", answers)).await;
        assert!(!page(&world, LEAD, &action).await.contains("Something else"));
        assert!(page(&world, LEAD, &plan).await.contains("Something else"));
        // The look is logged for the case, and for each of which it is told what it came to.
        assert_eq!(world.looks(&plan).await.len(), 2);
        assert_eq!(world.looks(&action).await, ["What came of it"; 3]);
        assert_eq!(world.looks(&other).await, [""; 0]);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_a_reader_may_not_see_cuts_the_story() {
        let world = World::new().await;
        let [incident, plan, action, other, behind] = cases(&world).await;
        // The other plan is kept from the reader, so that its action hangs together with nothing that the reader knows.
        let told = page(&world, READER, &incident).await;
        assert!(told.contains(&plan));
        assert!(!told.contains(&other) && !told.contains(&behind) && told.contains("One other case"));
        // That the action is a part of the plan is told to nobody who may not see the fact.
        assert!(!told.contains(&action));
        let alone = page(&world, READER, &action).await;
        assert!(alone.contains("Nothing hangs together with this case yet") && !alone.contains(&plan));
        assert!(page(&world, READER, &behind).await.contains("Nothing hangs together with this case yet"));
        // Whoever the incident names is walled out, and does not learn of it from the plan.
        let told = page(&world, NAMED, &plan).await;
        assert!(!told.contains(&incident) && !told.contains(&other) && told.contains(&action));
        let visitor = world.as_person(NAMED).await;
        assert!(matches!(show(State(world.app.clone()), visitor, path(&incident)).await, Err(Problem::NotFound)));
        // The clerk sees the incident, and none of what came of it.
        assert!(page(&world, CLERK, &incident).await.contains("Nothing hangs together with this case yet"));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn hidden_ties_neither_take_the_place_of_others_nor_tell_that_there_are_more() {
        let world = World::new().await;
        let answers = json!({ "name": "Better", "secret": false });
        let plan = world.begin("plan", "plan", Deed("2017-03-02T09:30:00Z", LEAD, "lead", answers)).await;
        for number in 0..205 {
            let answers = json!({ "deed": format!("Do {number}"), "plan": plan });
            world.begin("action", "add", Deed("2017-03-03T09:30:00Z", LEAD, "lead", answers)).await;
        }
        assert!(page(&world, LEAD, &plan).await.contains("200 other cases hang together with this one. There are more"));
        // That these are its actions is hidden from the reader.
        let told = page(&world, READER, &plan).await;
        assert!(told.contains("Nothing hangs together with this case yet") && !told.contains("There are more"), "{told}");
        let answers = json!({ "name": "Better still", "secret": false, "arose-from": plan });
        let next = world.begin("plan", "plan", Deed("2017-03-04T09:30:00Z", LEAD, "lead", answers)).await;
        let told = page(&world, READER, &plan).await;
        assert!(told.contains(&next) && told.contains("One other case") && !told.contains("There are more"), "{told}");
    }
}
