//! Whether the time limits agree with one another: how long a case may lawfully take, which limits say the same, which add up
//! and which cannot all be used to the full.

use std::collections::{BTreeMap, BTreeSet};

use biodivine_lib_bdd::Bdd;
use calendar::Limit;

use super::logic::Scope;
use super::network::{Bond, Network, Ways, limit_of};
use super::space::Space;
use super::span::{Sum, Years};
use super::tables::plural;
use super::{Check, Finding, Proof};
use crate::ids::{DutyId, StepId};
use crate::model::{Derivation, Period, Place, Source, Start};
use crate::words::{capital, list, quoted, small, with_article};

/// How many kinds of case are told apart at most for one step; more are told as they come.
const MOST_KINDS: usize = 256;

/// How many patterns describe a kind of case at most.
const MOST_PATTERNS: usize = 4;

/// What was found of some kinds of case: in the order in which it is told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    rank: u8,
    title: &'static str,
    words: String,
    rules: Vec<DutyId>,
    steps: Vec<StepId>,
}

/// Findings, each with the kinds of case that it holds for.
type Found = BTreeMap<(StepId, Told), Bdd>;

impl Check<'_> {
    /// Looks at every limit, for every kind of case, on every day on which it can start.
    pub(super) fn limits(&self, findings: &mut Vec<Finding>) -> Proof {
        let p = self.procedure;
        let before = self.sink.len();
        let timed: Vec<DutyId> = p
            .duties
            .iter()
            .filter(|(_, duty)| {
                matches!(duty.period, Period::Within(_) | Period::Decided(_))
                    && duty.every.is_none()
                    && !duty.starts.iter().any(|start| matches!(start, Start::Due(_)))
            })
            .map(|(id, _)| id)
            .collect();
        let title = "The time limits agree".to_owned();
        if timed.is_empty() {
            return Proof { title, holds: true, words: "No time limit binds another".to_owned(), combinations: 0 };
        }
        let space = Space::new(p, &Scope { limits: timed.iter().copied().collect(), ..Scope::default() });
        let years = Years::of(p);
        let answers = self.answers(&timed);
        let met: BTreeSet<StepId> = timed.iter().flat_map(|duty| p.duties[*duty].met_by.iter().copied()).collect();
        let goals: BTreeSet<StepId> = met.iter().chain(&answers).copied().collect();
        let mut kinds = 0;
        let mut told: Found = BTreeMap::new();
        let mut universe: BTreeMap<StepId, Bdd> = BTreeMap::new();
        let mut known: BTreeMap<Network, Vec<Told>> = BTreeMap::new();
        for goal in goals {
            let all = self.when_taken(&space, goal);
            for kind in self.kinds(&space, &timed, &all) {
                kinds += 1;
                for begin in space.logic.steps.iter().copied().filter(|step| p.steps[*step].begins) {
                    let duties: Vec<DutyId> = timed.iter().copied().filter(|duty| self.applies(&space, *duty, &kind)).collect();
                    let ways = Ways::new(&space, &kind, begin);
                    let Some(network) = ways.network(goal, &duties) else { continue };
                    let found = known.entry(network).or_insert_with_key(|network| {
                        let mut found = self.conflicts(network, &years);
                        if answers.contains(&goal) {
                            found.push(self.longest(network, &years));
                        }
                        found
                    });
                    for one in found.iter() {
                        let slot = told.entry((goal, one.clone())).or_insert_with(|| space.nothing());
                        *slot = slot.or(&kind);
                    }
                }
            }
            universe.insert(goal, all);
        }
        self.tell(&space, told, &universe, findings);
        self.anew(findings);
        for duty in &timed {
            self.too_late(&space, *duty, &years);
        }
        let faults = self.sink.len() - before;
        let counted = format!(
            "{} compared for {}, on every day of three years",
            plural(timed.len(), "limit"),
            plural(kinds, "kind of case").replace("kind of cases", "kinds of case")
        );
        let words = match faults {
            0 => format!("No chain of time limits makes another late: {counted}"),
            1 => format!("One time limit makes another late: {counted}"),
            many => format!("{many} time limits make others late: {counted}"),
        };
        Proof { title, holds: faults == 0, words, combinations: u64::try_from(kinds).unwrap_or(u64::MAX) }
    }

    /// The steps that answer: those that send a letter and cannot be undone, or else those that lead to an end, as far as a
    /// time limit asks for them.
    fn answers(&self, timed: &[DutyId]) -> BTreeSet<StepId> {
        let p = self.procedure;
        let met = |id: StepId| timed.iter().any(|duty| p.duties[*duty].met_by.contains(&id));
        let all: Vec<_> = p.steps.iter().filter(|(id, step)| !step.begins && met(*id)).collect();
        let sends: BTreeSet<StepId> =
            all.iter().filter(|(_, step)| step.is_final && !step.letters.is_empty()).map(|(id, _)| *id).collect();
        if !sends.is_empty() {
            return sends;
        }
        all.iter().filter(|(_, step)| step.to.is_some_and(|to| p.stages[to].end)).map(|(id, _)| *id).collect()
    }

    /// The kinds of case in which a step can be taken, going by facts alone.
    fn when_taken(&self, space: &Space<'_>, goal: StepId) -> Bdd {
        let mut all = space.nothing();
        if self.procedure.steps[goal].begins {
            return all;
        }
        for stage in self.procedure.stages.ids() {
            all = all.or(&space.logic.without_history(&space.open(goal, stage)));
        }
        space.without_plain(&all)
    }

    /// When a duty applies, going by facts alone.
    fn applies_when(&self, space: &Space<'_>, duty: DutyId) -> Bdd {
        space.logic.without_history(&space.logic.guard(&self.procedure.duties[duty].guard))
    }

    fn applies(&self, space: &Space<'_>, duty: DutyId, kind: &Bdd) -> bool {
        !self.applies_when(space, duty).and(kind).is_false()
    }

    /// Tells kinds of case apart by which duties apply and how long they have.
    fn kinds(&self, space: &Space<'_>, timed: &[DutyId], all: &Bdd) -> Vec<Bdd> {
        let p = self.procedure;
        let mut kinds = vec![all.clone()];
        let mut split = |by: &Bdd| {
            if kinds.len() < MOST_KINDS {
                kinds = kinds.iter().flat_map(|kind| [kind.and(by), kind.and_not(by)]).filter(|kind| !kind.is_false()).collect();
            }
        };
        for duty in timed {
            split(&self.applies_when(space, *duty));
            let rule = &p.duties[*duty];
            let decided = rule.starts.iter().filter_map(|start| match start {
                Start::Decided(fact) => Some(*fact),
                _ => None,
            });
            let limit = match rule.period {
                Period::Decided(fact) => Some(fact),
                _ => None,
            };
            for fact in decided.chain(limit) {
                for value in &p.facts[fact].decided {
                    split(&space.logic.equals(fact, value));
                }
            }
        }
        for (id, step) in p.steps.iter().filter(|(id, step)| space.logic.steps.contains(id) && !step.guard.is_empty()) {
            let guard = space.logic.without_history(&space.logic.guard(&step.guard));
            if step.to.is_some() || timed.iter().any(|duty| self.starts_with(*duty, id)) {
                split(&guard);
            }
        }
        kinds
    }

    fn starts_with(&self, duty: DutyId, step: StepId) -> bool {
        let rule = &self.procedure.duties[duty];
        rule.starts.contains(&Start::Step(step)) || rule.met_by.contains(&step)
    }

    /// The longest lawful time from the beginning of a case to an answer.
    fn longest(&self, network: &Network, years: &[Years]) -> Told {
        let p = self.procedure;
        let soft: Vec<DutyId> = network.bonds.iter().map(|bond| bond.duty).filter(|duty| p.duties[*duty].soft).collect();
        let clock = network.clock(&soft);
        let mut sums: BTreeMap<Sum, (i64, i64, Vec<DutyId>)> = BTreeMap::new();
        let mut bounded = true;
        for years in years {
            for start in years.starts() {
                let Some(latest) = clock.latest(years, start, network.begin, network.goal) else {
                    bounded = false;
                    break;
                };
                let days = Years::day(latest.at) - Years::day(start);
                let slot = sums.entry(latest.sum).or_insert((days, days, latest.chain));
                slot.0 = slot.0.min(days);
                slot.1 = slot.1.max(days);
            }
        }
        let (begin, goal) = (quoted(&p.steps[network.begin].done), quoted(&p.steps[network.goal].done));
        let title = "The longest lawful time";
        if !bounded || sums.is_empty() {
            let words =
                format!("no chain of time limits leads from {begin} to {goal}, so that nothing bounds the time between them");
            return Told { rank: 0, title, words, rules: Vec::new(), steps: vec![network.goal] };
        }
        let spans: Vec<String> = sums
            .iter()
            .map(|(sum, (least, most, _))| {
                let days = if least == most {
                    plural(count(*most), "day")
                } else {
                    format!("{least} to {}", plural(count(*most), "day"))
                };
                format!("{} ({days})", sum.words())
            })
            .collect();
        let chain: Vec<DutyId> = sums.into_values().max_by_key(|(_, most, _)| *most).map(|(.., chain)| chain).unwrap_or_default();
        let links: Vec<String> = chain
            .iter()
            .filter_map(|duty| {
                let bond = network.bonds.iter().find(|bond| bond.duty == *duty)?;
                Some(format!("{} {}", quoted(&p.duties[*duty].name), bond.limit))
            })
            .collect();
        let mut unless: Vec<String> = Vec::new();
        for duty in &chain {
            let rule = &p.duties[*duty];
            if let Some(extension) = rule.extended_by {
                unless.push(format!("{} moves the date", quoted(&p.steps[extension.step].title)));
            }
            for (_, hold) in p.holds.iter().filter(|(_, hold)| hold.stops.contains(duty)) {
                unless.push(format!("the clock stands still ({})", small(&hold.title)));
            }
            for bond in network.bonds.iter().filter(|bond| bond.duty == *duty) {
                unless.extend(bond.anew.iter().map(|step| format!("{} starts a clock anew", quoted(&p.steps[*step].title))));
            }
        }
        unless.dedup();
        let unless = if unless.is_empty() { String::new() } else { format!(", unless {}", list(&unless, "or")) };
        let words = format!("{goal} comes at most {} after {begin}: {}{unless}", list(&spans, "or"), list(&links, "and"));
        Told { rank: 0, title, words, rules: chain, steps: vec![network.goal] }
    }

    /// What limits say of one another that lead to the same step.
    fn conflicts(&self, network: &Network, years: &[Years]) -> Vec<Told> {
        let mut told = Vec::new();
        let here: Vec<&Bond> = network.bonds.iter().filter(|bond| bond.met == network.goal).collect();
        for (index, one) in here.iter().enumerate() {
            for other in here.iter().skip(index + 1) {
                told.extend(self.pair(network, one, other));
            }
        }
        for bond in here {
            told.extend(self.chain(network, bond, years));
        }
        told
    }

    /// Two limits for the same step.
    fn pair(&self, network: &Network, one: &Bond, other: &Bond) -> Option<Told> {
        let p = self.procedure;
        let goal = quoted(&p.steps[network.goal].title);
        let name = |bond: &Bond| {
            let duty = &p.duties[bond.duty];
            let soft = if duty.soft { ", where possible" } else { "" };
            format!("{} ({}{soft}, {})", quoted(&duty.name), bond.limit, p.citation(duty.place))
        };
        let starts = |bond: &Bond| bond.starts.iter().map(|(step, _)| *step).collect::<BTreeSet<_>>();
        let from =
            |bond: &Bond| list(&bond.starts.iter().map(|(step, _)| quoted(&p.steps[*step].done)).collect::<Vec<_>>(), "or");
        let rules = vec![one.duty, other.duty];
        let steps = vec![network.goal];
        let same = starts(one) == starts(other) && gone(one) == gone(other);
        let (soft_one, soft_other) = (p.duties[one.duty].soft, p.duties[other.duty].soft);
        let resolved = match (soft_one, soft_other) {
            (true, false) => format!(" {} is an aim, and {} binds.", name(one), name(other)),
            (false, true) => format!(" {} is an aim, and {} binds.", name(other), name(one)),
            _ => String::new(),
        };
        let tell = |title, words| Some(Told { rank: 1, title, words, rules, steps });
        if same && one.limit == other.limit {
            let words =
                format!("{} and {} give {goal} the same time from {}: one of them is enough.", name(one), name(other), from(one));
            return tell("Two rules that ask the same", words);
        }
        if same {
            let words = format!("{} and {} give {goal} different times from {}.{resolved}", name(one), name(other), from(one));
            return tell("Two limits for the same step from the same start", words);
        }
        if one.limit == other.limit {
            let ordered = |first: &Bond, then: &Bond| {
                let then = starts(then);
                starts(first).iter().all(|step| then.iter().all(|later| step == later || network.precedes(*step, *later)))
            };
            let first = match (ordered(one, other), ordered(other, one)) {
                (true, false) => format!(" The one from {} falls due first.", from(one)),
                (false, true) => format!(" The one from {} falls due first.", from(other)),
                _ => String::new(),
            };
            let words = format!(
                "{} counts from {} and {} from {}, for the same {goal} and with the same length.{first}{resolved}",
                name(one),
                from(one),
                name(other),
                from(other)
            );
            return tell("The same time from two starts", words);
        }
        None
    }

    /// A limit that spans a chain of others.
    fn chain(&self, network: &Network, bond: &Bond, years: &[Years]) -> Option<Told> {
        let p = self.procedure;
        let rule = &p.duties[bond.duty];
        let [(from, gone)] = bond.starts.as_slice() else { return None };
        let same: Vec<DutyId> = network
            .bonds
            .iter()
            .filter(|other| {
                other.duty == bond.duty || p.duties[other.duty].soft || (other.met == bond.met && other.starts == bond.starts)
            })
            .map(|other| other.duty)
            .collect();
        let clock = network.clock(&same);
        // The limits of others who act before, each used to the full, against this one.
        let (mut later, mut sooner, mut equal) = (0usize, 0usize, 0usize);
        let mut most = 0i64;
        let mut told: Option<(Vec<DutyId>, Sum)> = None;
        let mut blocked = 0usize;
        let last: Vec<StepId> = clock.just_before(network.goal);
        for years in years {
            for start in years.starts() {
                let Some(counted) = gone.iter().try_fold(start, |moment, limit| years.due(moment, *limit)) else { continue };
                let Some(due) = years.due(counted, bond.limit) else { continue };
                let latest = clock.latest(years, start, *from, network.goal)?;
                if latest.chain.len() < 2 && told.is_none() {
                    return None;
                }
                let over = Years::day(latest.at) - Years::day(due);
                match over {
                    1.. => later += 1,
                    0 => equal += 1,
                    _ => sooner += 1,
                }
                most = most.max(over);
                let earlier = last.iter().filter_map(|step| clock.latest(years, start, *from, *step)).map(|one| one.at).max();
                if earlier.is_some_and(|at| Years::day(at) > Years::day(due)) {
                    blocked += 1;
                }
                if told.is_none() {
                    told = Some((latest.chain, latest.sum));
                }
            }
        }
        let (chain, sum) = told?;
        let links: Vec<String> = chain
            .iter()
            .filter_map(|duty| {
                let link = network.bonds.iter().find(|bond| bond.duty == *duty)?;
                Some(format!("{} {}", quoted(&p.duties[*duty].name), link.limit))
            })
            .collect();
        let whole = format!("{} ({}, {})", quoted(&rule.name), bond.limit, p.citation(rule.place));
        let begins = quoted(&p.steps[*from].done);
        let goal = quoted(&p.steps[network.goal].title);
        let parts = format!("{}, {} in all", list(&links, "and"), sum.words());
        let mut rules = vec![bond.duty];
        rules.extend(&chain);
        let steps = vec![network.goal];
        let total = later + sooner + equal;
        if blocked == total && later == total && !rule.soft {
            let words = format!(
                "{whole} is always late when each of those before uses the time that they have: from {begins} to {goal} that is {parts}"
            );
            return Some(Told { rank: FAULT, title: "A chain of limits that makes another late", words, rules, steps });
        }
        let words = match (later, sooner, equal) {
            (0, 0, _) => format!("{whole} spans a chain of limits from {begins} to {goal}: {parts}. They come to the same day."),
            (0, ..) => {
                format!(
                    "{whole} spans a chain of limits from {begins} to {goal}: {parts}. The chain never takes longer, so that it makes no difference when each of them is kept."
                )
            }
            (_, 0, 0) => format!(
                "{whole} spans a chain of limits from {begins} to {goal}: {parts}. The chain can take up to {} longer, so that not everyone can use all their time.",
                plural(count(most), "day")
            ),
            _ => format!(
                "{whole} spans a chain of limits from {begins} to {goal}: {parts}. Around weekends and holidays the chain can take up to {} longer, so that not everyone can use all their time.",
                plural(count(most), "day")
            ),
        };
        Some(Told { rank: 2, title: "A limit over a chain of limits", words, rules, steps })
    }

    /// Turns what was told of kinds of case into findings and faults.
    fn tell(&self, space: &Space<'_>, told: Found, universe: &BTreeMap<StepId, Bdd>, findings: &mut Vec<Finding>) {
        let p = self.procedure;
        let mut all: Vec<((StepId, Told), Bdd)> = told.into_iter().collect();
        all.sort_by(|((_, one), _), ((_, other), _)| one.cmp(other));
        for ((goal, told), kinds) in all {
            let none = space.nothing();
            let others = universe.get(&goal).unwrap_or(&none).and_not(&kinds);
            let when = self.kind_words(space, &kinds, &others);
            let mut places: Vec<Place> = told.rules.iter().map(|duty| p.duties[*duty].place).collect();
            places.extend(told.steps.iter().map(|step| p.steps[*step].place));
            places.dedup();
            let noun = capital(&with_article(&p.head.noun));
            let words = if when.is_empty() { capital(&told.words) } else { format!("{noun} of which {when}: {}", told.words) };
            if told.rank == FAULT {
                let Some(duty) = told.rules.first() else { continue };
                let mut fault = self.fault(p.duties[*duty].place, "within", words);
                for link in told.rules.iter().skip(1) {
                    fault = fault.also(self.key_place(p.duties[*link].place, "within"), "one of the chain");
                }
                self.sink.push(fault.help("Shorten one of the chain, or say with `soft = true` which is an aim only."));
            } else {
                findings.push(Finding { title: told.title.to_owned(), words, places });
            }
        }
    }

    /// Which kinds of case some are, as against others.
    fn kind_words(&self, space: &Space<'_>, kinds: &Bdd, others: &Bdd) -> String {
        let mut left = kinds.clone();
        let mut patterns = Vec::new();
        while !left.is_false() {
            let Some(example) = space.circumstances(&left, others) else { break };
            let example = space.widened(example, others);
            if example.tests.is_empty() {
                return String::new();
            }
            if patterns.len() == MOST_PATTERNS {
                patterns.push("some more".to_owned());
                break;
            }
            patterns.push(list(&example.tests, "and"));
            left = left.and_not(&example.covers);
        }
        patterns.join(", or ")
    }

    /// Tells which clocks are started anew by a step that certainly or possibly follows another start.
    fn anew(&self, findings: &mut Vec<Finding>) {
        let p = self.procedure;
        for (_, duty) in p.duties.iter().filter(|(_, duty)| duty.restarts) {
            let starts: Vec<StepId> = duty
                .starts
                .iter()
                .filter_map(|start| match start {
                    Start::Step(step) if !p.steps[*step].begins => Some(*step),
                    _ => None,
                })
                .collect();
            for first in &starts {
                for then in starts.iter().filter(|then| *then != first) {
                    let Some(to) = p.steps[*first].to else { continue };
                    if !super::space::stands(p, &p.steps[*then], to) {
                        continue;
                    }
                    let period = match duty.period {
                        Period::Within(limit) => format!("The {limit} of"),
                        _ => "The time of".to_owned(),
                    };
                    let words = format!(
                        "{period} {} run from {}, and anew from {}: the first date is provisional, the second binds.",
                        quoted(&duty.name),
                        quoted(&p.steps[*first].done),
                        quoted(&p.steps[*then].done)
                    );
                    findings.push(Finding {
                        title: "A date that is set twice".to_owned(),
                        words,
                        places: vec![duty.place, p.steps[*first].place, p.steps[*then].place],
                    });
                }
            }
        }
    }

    /// Reports a duty that can only be met once its time has passed.
    fn too_late(&self, space: &Space<'_>, id: DutyId, years: &[Years]) {
        let p = self.procedure;
        let duty = &p.duties[id];
        if duty.soft {
            return;
        }
        let mut open = space.nothing();
        for step in &duty.met_by {
            for stage in p.stages.ids() {
                open = open.or(&space.open(*step, stage));
            }
        }
        let open = open.and(&self.applies_when(space, id));
        if open.is_false() {
            return;
        }
        let Some(limit) = limit_of(space, duty, &open) else { return };
        for (_, fact) in p.facts.iter() {
            let Source::Derived(Derivation::Within { of, limit: longer, .. }) = &fact.source else { continue };
            let starts = |start: &Start| match (start, &p.facts[*of].source) {
                (Start::Fact(from), _) => from == of,
                (Start::Step(step), Source::Derived(Derivation::DayOf(steps))) => steps.as_slice() == [*step],
                _ => false,
            };
            let Some(within) = p.facts.id(&fact.name) else { continue };
            let in_time = space.logic.value(within, 1);
            if !duty.starts.iter().all(starts) || !open.and(in_time).is_false() {
                continue;
            }
            if self.never_shorter(years, *longer, limit) {
                let message = format!(
                    "The duty {} is always late: what meets it can be done only when {} is no, that is after {longer}, and there are {limit}",
                    quoted(&duty.name),
                    quoted(&fact.label)
                );
                let fault = self.fault(duty.place, "within", message).also(self.key_place(fact.place, "is"), "only after this");
                self.sink.push(fault.help("Give more time, or let the step be taken earlier."));
            }
        }
    }

    /// Whether one limit is at least as long as another, on every day.
    fn never_shorter(&self, years: &[Years], one: Limit, other: Limit) -> bool {
        years.iter().all(|years| {
            years.starts().all(|start| match (years.due(start, one), years.due(start, other)) {
                (Some(one), Some(other)) => one >= other,
                _ => true,
            })
        })
    }
}

/// Findings of this rank are faults.
const FAULT: u8 = 9;

fn gone(bond: &Bond) -> Vec<&Vec<Limit>> {
    bond.starts.iter().map(|(_, gone)| gone).collect()
}

fn count(days: i64) -> usize {
    usize::try_from(days).unwrap_or(0)
}
