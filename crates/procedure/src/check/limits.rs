//! Whether the time limits agree with one another: how long a case may lawfully take, which limits say the same, which add up
//! and which cannot all be used to the full.

use std::collections::{BTreeMap, BTreeSet};

use biodivine_lib_bdd::Bdd;
use calendar::Limit;

use super::logic::Scope;
use super::network::{Bond, Marks, Network, Ways};
use super::readings::Readings;
use super::space::Space;
use super::span::{Sum, Years};
use super::tables::plural;
use super::{Check, Finding, Proof};
use crate::ids::{DutyId, StepId};
use crate::model::{Derivation, Period, Place, Source, Start};
use crate::value::Value;
use crate::words::{capital, list, quoted, small, with_article};

/// How many patterns describe a kind of case at most.
const MOST_PATTERNS: usize = 4;

/// Findings of this rank are faults.
const FAULT: u8 = 9;

/// Where a finding says what starts it.
const FROM: &str = "{from}";

/// What is found of some kinds of case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    /// In which order it is told.
    rank: u8,
    title: &'static str,
    /// In words, with [`FROM`] where it says what starts it.
    words: String,
    /// What more there is to say.
    more: String,
    /// What starts it.
    from: Vec<String>,
    rules: Vec<DutyId>,
}

/// Findings for a step, by rank, title, words and what starts it, each with the rest of it and the kinds of case that it holds for.
type Found = BTreeMap<(u8, &'static str, StepId, String, Vec<String>), (Told, Bdd)>;

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
        let universe: BTreeMap<StepId, Bdd> = goals.iter().map(|goal| (*goal, self.when_taken(&space, *goal))).collect();
        let marks = Marks::new(&space, &timed);
        let mut told: Found = BTreeMap::new();
        let mut known: BTreeMap<Network, Vec<Told>> = BTreeMap::new();
        let profiles = marks.profiles(&space.logic.any(universe.values()));
        for (profile, kind) in &profiles {
            for begin in space.logic.steps.iter().copied().filter(|step| p.steps[*step].begins) {
                let ways = Ways::new(p, profile, begin);
                let without = ways.without();
                for (goal, all) in &universe {
                    let kind = kind.and(all);
                    if kind.is_false() {
                        continue;
                    }
                    let Some(network) = ways.network(*goal, &without) else { continue };
                    let found = known.entry(network).or_insert_with_key(|network| {
                        let mut found = self.conflicts(network, &years);
                        if answers.contains(goal) {
                            found.push(self.longest(network, &years));
                        }
                        found
                    });
                    for one in found.iter() {
                        let key = (one.rank, one.title, *goal, one.words.clone(), one.from.clone());
                        let (_, kinds) = told.entry(key).or_insert_with(|| (one.clone(), space.nothing()));
                        *kinds = kinds.or(&kind);
                    }
                }
            }
        }
        self.tell(&space, told, &universe, findings);
        findings.extend(self.anew());
        findings.extend(self.readings());
        for duty in &timed {
            self.too_late(&space, &marks, *duty, &years);
        }
        let faults = self.sink.len() - before;
        let kinds = plural(profiles.len(), "kind").replace("kinds", "kinds of case").replace("1 kind", "1 kind of case");
        let kinds = kinds.replace("kind of case of case", "kind of case");
        let counted = format!("{} compared for {kinds}, on every day of three years", plural(timed.len(), "limit"));
        let words = match faults {
            0 => format!("No chain of time limits makes another late: {counted}"),
            1 => format!("One time limit is always late: {counted}"),
            many => format!("{many} time limits are always late: {counted}"),
        };
        Proof { title, holds: faults == 0, words, combinations: u64::try_from(profiles.len()).unwrap_or(u64::MAX) }
    }

    /// The steps that answer: those that send a letter and cannot be undone, or else those that lead to an end, as far as a
    /// time limit asks for them.
    fn answers(&self, timed: &[DutyId]) -> BTreeSet<StepId> {
        let p = self.procedure;
        let met = |id: StepId| timed.iter().any(|duty| p.duties[*duty].met_by.contains(&id));
        let all: Vec<_> = p.steps.iter().filter(|(id, step)| !step.begins && met(*id)).collect();
        let sends = all.iter().filter(|(_, step)| step.is_final && !step.letters.is_empty());
        let sends: BTreeSet<StepId> = sends.map(|(id, _)| *id).collect();
        if !sends.is_empty() {
            return sends;
        }
        all.iter().filter(|(_, step)| step.to.is_some_and(|to| p.stages[to].end)).map(|(id, _)| *id).collect()
    }

    /// The kinds of case in which a step can be taken, going by facts alone.
    fn when_taken(&self, space: &Space<'_>, goal: StepId) -> Bdd {
        let mut all = space.nothing();
        for stage in self.procedure.stages.ids() {
            all = all.or(&space.logic.without_history(&space.open(goal, stage)));
        }
        space.without_plain(&all)
    }

    /// The longest lawful time from the beginning of a case to an answer.
    fn longest(&self, network: &Network, years: &[Years]) -> Told {
        let p = self.procedure;
        let soft: Vec<DutyId> = network.bonds.iter().map(|bond| bond.duty).filter(|duty| p.duties[*duty].soft).collect();
        let clock = network.clock(&soft);
        let mut sums: BTreeMap<Sum, (i64, i64, Vec<DutyId>)> = BTreeMap::new();
        let mut bounded = true;
        'count: for years in years {
            for start in years.starts() {
                let Some(latest) = clock.latest(years, start, network.begin, network.goal) else {
                    bounded = false;
                    break 'count;
                };
                let days = Years::day(latest.at) - Years::day(start);
                let slot = sums.entry(latest.sum).or_insert((days, days, latest.chain));
                slot.0 = slot.0.min(days);
                slot.1 = slot.1.max(days);
            }
        }
        let goal = quoted(&p.steps[network.goal].done);
        let from = vec![quoted(&p.steps[network.begin].done)];
        if !bounded || sums.is_empty() {
            let title = "No longest lawful time";
            let words =
                format!("no chain of time limits leads from {FROM} to {goal}, so that nothing bounds the time between them");
            return Told { rank: 1, title, words, more: String::new(), from, rules: Vec::new() };
        }
        let spans: Vec<String> = sums
            .iter()
            .map(|(sum, (least, most, _))| {
                let most_words = plural(count(*most), "day");
                let days = if least == most { most_words } else { format!("{least} to {most_words}") };
                format!("{} ({days})", sum.words())
            })
            .collect();
        let chain: Vec<DutyId> = sums.into_values().max_by_key(|(_, most, _)| *most).map(|(.., chain)| chain).unwrap_or_default();
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
        let words = format!("{goal} comes at most {} after {FROM}", list(&spans, "or"));
        let more = format!(". It is made up of {}{unless}", self.links(network, &chain));
        Told { rank: 0, title: "The longest lawful time", words, more, from, rules: chain }
    }

    /// The limits of a chain: ““log” 2 working days and “allocate” the same day”.
    fn links(&self, network: &Network, chain: &[DutyId]) -> String {
        let links = chain.iter().filter_map(|duty| {
            let bond = network.bonds.iter().find(|bond| bond.duty == *duty)?;
            Some(format!("{} {}", quoted(&self.procedure.duties[*duty].name), bond.limit))
        });
        list(&links.collect::<Vec<_>>(), "and")
    }

    /// What limits say of one another that lead to the same step.
    fn conflicts(&self, network: &Network, years: &[Years]) -> Vec<Told> {
        let mut told = Vec::new();
        let here: Vec<&Bond> = network.bonds.iter().filter(|bond| bond.met == network.goal).collect();
        for (index, one) in here.iter().enumerate() {
            told.extend(here.iter().skip(index + 1).filter_map(|other| self.pair(network, one, other)));
            told.extend(self.chain(network, one, years));
        }
        told
    }

    /// Two limits for the same step.
    fn pair(&self, network: &Network, one: &Bond, other: &Bond) -> Option<Told> {
        let p = self.procedure;
        let goal = quoted(&p.steps[network.goal].title);
        let name = |bond: &Bond| self.limit_words(bond.duty, bond.limit);
        let starts = |bond: &Bond| bond.starts.iter().map(|from| from.step).collect::<BTreeSet<_>>();
        let gone = |bond: &Bond| bond.starts.iter().map(|from| from.gone.clone()).collect::<Vec<_>>();
        let same = starts(one) == starts(other) && gone(one) == gone(other);
        let resolved = match (p.duties[one.duty].soft, p.duties[other.duty].soft) {
            (true, false) => ". The first is an aim, and the second binds",
            (false, true) => ". The second is an aim, and the first binds",
            _ => "",
        };
        let (title, words) = if same && one.limit == other.limit {
            let words =
                format!("{} and {} give {goal} the same time from {FROM}, so that one of them is enough", name(one), name(other));
            ("Two rules that ask the same", words)
        } else if same {
            let words = format!("{} and {} give {goal} different times from {FROM}{resolved}", name(one), name(other));
            ("Two limits for the same step from the same start", words)
        } else if one.limit == other.limit {
            let ordered = |first: &Bond, then: &Bond| {
                let then = starts(then);
                starts(first).iter().all(|step| then.iter().all(|later| step == later || network.precedes(*step, *later)))
            };
            let first = match (ordered(one, other), ordered(other, one)) {
                (true, false) => ". The first falls due earlier",
                (false, true) => ". The second falls due earlier",
                _ => "",
            };
            let words = format!(
                "{} counts from {FROM} and {} from {}, for the same step {goal} and with the same length{first}{resolved}",
                name(one),
                name(other),
                self.start_words(network, other)
            );
            ("The same time from two starts", words)
        } else {
            return None;
        };
        let rules = vec![one.duty, other.duty];
        Some(Told { rank: 2, title, words, more: String::new(), from: vec![self.start_words(network, one)], rules })
    }

    /// A limit with its length and paragraph.
    pub(super) fn limit_words(&self, duty: DutyId, limit: Limit) -> String {
        let rule = &self.procedure.duties[duty];
        let soft = if rule.soft { ", where possible" } else { "" };
        format!("{} ({limit}{soft}, {})", quoted(&rule.name), self.procedure.citation(rule.place))
    }

    /// What a limit counts from.
    fn start_words(&self, network: &Network, bond: &Bond) -> String {
        let p = self.procedure;
        let mut starts: Vec<_> = bond.starts.iter().collect();
        starts.sort_by_key(|from| network.depth(from.step));
        let mut words: Vec<String> = Vec::new();
        for from in starts {
            let one = from.date.map_or_else(|| quoted(&p.steps[from.step].done), |date| quoted(&p.facts[date].label));
            if !words.contains(&one) {
                words.push(one);
            }
        }
        match (words.as_slice(), bond.last) {
            ([one], _) => one.clone(),
            (all, true) => all.join(", and anew from "),
            (all, false) => list(all, "or"),
        }
    }

    /// A limit that spans a chain of others.
    fn chain(&self, network: &Network, bond: &Bond, years: &[Years]) -> Option<Told> {
        let p = self.procedure;
        let rule = &p.duties[bond.duty];
        let [start] = bond.starts.as_slice() else { return None };
        let beside = |other: &&Bond| {
            let same = other.met == bond.met && other.starts == bond.starts;
            other.duty == bond.duty || p.duties[other.duty].soft || same
        };
        let clock = network.clock(&network.bonds.iter().filter(beside).map(|other| other.duty).collect::<Vec<_>>());
        // The limits of those who act before, each used to the full, against this one.
        let (mut later, mut sooner, mut blocked, mut total, mut most) = (0usize, 0usize, 0usize, 0usize, 0i64);
        let mut told: Option<(Vec<DutyId>, Sum)> = None;
        let mut limited = false;
        let last: Vec<StepId> = clock.just_before(network.goal);
        for years in years {
            for moment in years.starts() {
                let Some(counted) = start.gone.iter().try_fold(moment, |at, limit| years.due(at, *limit)) else { continue };
                let Some(due) = years.due(counted, bond.limit) else { continue };
                // What comes right before, at the latest; and the step itself, when others limit it too.
                let before = last.iter().filter_map(|step| clock.latest(years, moment, start.step, *step));
                let before = before.max_by_key(|one| one.at);
                let earlier = before.as_ref().map(|one| one.at);
                let itself = clock.latest(years, moment, start.step, network.goal);
                limited = itself.is_some();
                let latest = itself.or(before)?;
                if told.is_none() {
                    if latest.chain.is_empty() || (limited && latest.chain.len() < 2) {
                        return None;
                    }
                    told = Some((latest.chain, latest.sum));
                }
                total += 1;
                let over = Years::day(latest.at) - Years::day(due);
                later += usize::from(over > 0);
                sooner += usize::from(over < 0);
                most = most.max(over);
                blocked += usize::from(earlier.is_some_and(|at| Years::day(at) > Years::day(due)));
            }
        }
        let (chain, sum) = told?;
        let whole = self.limit_words(bond.duty, bond.limit);
        let goal = quoted(&p.steps[network.goal].title);
        let parts = format!("{}, {} in all", self.links(network, &chain), sum.words());
        let mut rules = vec![bond.duty];
        rules.extend(&chain);
        let from = vec![self.start_words(network, bond)];
        let more = String::new();
        if blocked == total && later == total && !rule.soft {
            let words = format!(
                "{whole} is always late when each of those before uses the time that they have: from {FROM} to {goal} that is {parts}"
            );
            let title = "A chain of limits that makes another late";
            return Some(Told { rank: FAULT, title, words, more, from, rules });
        }
        if !limited && blocked == 0 {
            return None;
        }
        let longer = plural(count(most), "day");
        let outcome = if later == total {
            format!("Together they take up to {longer} longer, so that not everyone can use all their time")
        } else if later > 0 {
            format!(
                "Around weekends and holidays they take up to {longer} longer together, so that not everyone can use all their time"
            )
        } else if sooner > 0 {
            "Together they never take longer, so that it makes no difference when each of them is kept".to_owned()
        } else {
            "Together they come to the same day".to_owned()
        };
        let words = format!("{whole} spans a chain of limits from {FROM} to {goal}: {parts}. {outcome}");
        Some(Told { rank: 3, title: "A limit over a chain of limits", words, more, from, rules })
    }

    /// Turns what was told of kinds of case into findings and faults.
    fn tell(&self, space: &Space<'_>, told: Found, universe: &BTreeMap<StepId, Bdd>, findings: &mut Vec<Finding>) {
        let p = self.procedure;
        let none = space.nothing();
        // What holds for the same kinds of case from several starts is told once.
        let mut all: Vec<(StepId, Told, Bdd)> = Vec::new();
        for ((.., goal, _, _), (told, kinds)) in told {
            let same = all.iter_mut().find(|(other, known, set)| {
                (*other, known.rank, known.title, &known.words) == (goal, told.rank, told.title, &told.words) && *set == kinds
            });
            match same {
                Some((_, known, _)) => known.from.extend(told.from),
                None => all.push((goal, told, kinds)),
            }
        }
        for (goal, told, kinds) in all {
            let others = universe.get(&goal).unwrap_or(&none).and_not(&kinds);
            let when = self.kind_words(space, &kinds, &others);
            let mut places: Vec<Place> = told.rules.iter().map(|duty| p.duties[*duty].place).collect();
            places.push(p.steps[goal].place);
            let words = format!("{}{}.", told.words.replace(FROM, &list(&told.from, "or")), told.more);
            let noun = capital(&with_article(&p.head.noun));
            let words = if when.is_empty() { capital(&words) } else { format!("{noun} of which {when}: {words}") };
            if told.rank == FAULT {
                let Some(duty) = told.rules.first() else { continue };
                let mut fault = self.fault(p.duties[*duty].place, "within", words.trim_end_matches('.'));
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
        let mut patterns: Vec<String> = Vec::new();
        while !left.is_false() {
            let Some(example) = space.circumstances(&left, others) else { break };
            let example = space.widened(example, others);
            let words = list(&space.known_words(&example), "and");
            if words.is_empty() {
                return String::new();
            }
            if patterns.len() == MOST_PATTERNS {
                patterns.push("something else holds as well".to_owned());
                break;
            }
            if !patterns.contains(&words) {
                patterns.push(words);
            }
            left = left.and_not(&example.covers);
        }
        patterns.join(", or ")
    }

    /// Tells which clocks are started anew by a step that can follow another start.
    fn anew(&self) -> Vec<Finding> {
        let p = self.procedure;
        let mut findings = Vec::new();
        for (_, duty) in p.duties.iter().filter(|(_, duty)| duty.restarts && duty.period != Period::Open) {
            let steps = duty.starts.iter().filter_map(|start| match start {
                Start::Step(step) if !p.steps[*step].begins => Some(*step),
                _ => None,
            });
            let steps: Vec<StepId> = steps.collect();
            for then in &steps {
                // Another start that leads to where this one can be taken.
                let before = |first: &&StepId| {
                    let to = p.steps[**first].to;
                    *first != then && to.is_some_and(|to| super::space::stands(p, &p.steps[*then], to))
                };
                let first: Vec<StepId> = steps.iter().filter(before).copied().collect();
                if first.is_empty() {
                    continue;
                }
                let names: Vec<String> = first.iter().map(|step| quoted(&p.steps[*step].done)).collect();
                let words = format!(
                    "The clock of {} ({}) runs from {}, and anew from {}: the first date is provisional, the second binds.",
                    quoted(&duty.name),
                    p.citation(duty.place),
                    list(&names, "or"),
                    quoted(&p.steps[*then].done)
                );
                let places = [duty.place, p.steps[*then].place].into_iter().chain(first.iter().map(|step| p.steps[*step].place));
                findings.push(Finding { title: "A date that is set twice".to_owned(), words, places: places.collect() });
            }
        }
        findings
    }

    /// Reports a duty that can only be met once its time has passed.
    fn too_late(&self, space: &Space<'_>, marks: &Marks<'_>, id: DutyId, years: &[Years]) {
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
        let open = open.and(marks.applies(id));
        if open.is_false() {
            return;
        }
        let limit = match duty.period {
            Period::Within(limit) => limit,
            Period::Decided(fact) => {
                let here = |value: &&Value| !space.logic.equals(fact, value).and(&open).is_false();
                match p.facts[fact].decided.iter().filter(here).collect::<Vec<_>>().as_slice() {
                    [Value::Limit(limit)] => *limit,
                    _ => return,
                }
            }
            Period::Open | Period::By(_) => return,
        };
        for field in &space.logic.fields {
            let fact = &p.facts[field.fact];
            let Source::Derived(Derivation::Within { date, of, limit: longer, .. }) = &fact.source else { continue };
            let starts = |start: &Start| match (start, &p.facts[*of].source) {
                (Start::Fact(from), _) => from == of,
                (Start::Step(step), Source::Derived(Derivation::DayOf(steps))) => steps.as_slice() == [*step],
                _ => false,
            };
            if date == of || !duty.starts.iter().all(starts) || !open.and(space.logic.value(field.fact, 1)).is_false() {
                continue;
            }
            if never_shorter(years, *longer, limit) {
                let message = format!(
                    "The duty {} is always late: it has {limit}, and what meets it can be done only when {} is no, which is after {longer}",
                    quoted(&duty.name),
                    quoted(&fact.label)
                );
                let fault = self.fault(duty.place, "within", message).also(self.key_place(fact.place, "is"), "only after this");
                self.sink.push(fault.help("Give more time, or let the step be taken earlier."));
            }
        }
    }

    /// Readings of the source of which the body chose one.
    fn readings(&self) -> Vec<Finding> {
        let p = self.procedure;
        let readings = Readings::new(p);
        let mut findings = Vec::new();
        for (id, duty) in p.duties.iter() {
            let Some(setting) = readings.rules_out(&duty.guard) else { continue };
            let instead = p.duties.iter().filter(|(other, rule)| {
                *other != id
                    && readings.rules_out(&rule.guard).is_none()
                    && rule.met_by.iter().any(|step| duty.met_by.contains(step))
            });
            let instead: Vec<DutyId> = instead.map(|(other, _)| other).collect();
            let name = |id: DutyId| {
                let rule = &p.duties[id];
                match rule.period {
                    Period::Within(limit) => self.limit_words(id, limit),
                    _ => format!("{} ({})", quoted(&rule.name), p.citation(rule.place)),
                }
            };
            let chosen = readings.chosen_words(setting);
            let rest = if instead.is_empty() {
                String::new()
            } else {
                format!("; what holds is {}", list(&instead.iter().map(|other| name(*other)).collect::<Vec<_>>(), "and"))
            };
            let words = format!("{} is one reading of the source. {chosen}, so that it is not owed{rest}.", name(id));
            let mut places = vec![duty.place, p.facts[setting].place];
            places.extend(instead.iter().map(|other| p.duties[*other].place));
            findings.push(Finding { title: "Two readings, of which one was chosen".to_owned(), words, places });
        }
        findings
    }
}

/// Whether one limit is at least as long as another, on every day.
fn never_shorter(years: &[Years], one: Limit, other: Limit) -> bool {
    let longer = |years: &Years, start: i64| match (years.due(start, one), years.due(start, other)) {
        (Some(one), Some(other)) => one >= other,
        _ => true,
    };
    years.iter().all(|years| years.starts().all(|start| longer(years, start)))
}

fn count(days: i64) -> usize {
    usize::try_from(days).unwrap_or(0)
}
