//! Made-up answers, drawn plainly from what each question can be answered with.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Span;
use jiff::civil::Date;
use procedure::{Fact, FactId, Id, Kind, Party, Procedure, RoleId, StepId, Value};

use super::Dice;
use super::hours::{Hours, Minute};
use super::staff::Staff;
use crate::state::{Rules, State};

/// How far back a date that lies in the past is drawn, in days.
const BACK: u32 = 120;

/// What is the same for all cases.
pub(super) struct Answers {
    /// For each fact a text that answers it.
    texts: Vec<Value>,
    points: Vec<Arc<str>>,
    /// The facts that say who acts or owes: they name staff.
    parties: Vec<bool>,
}

/// How answers are drawn: the more often a step was refused, the plainer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Care {
    /// What may be left empty sometimes is.
    Free,
    /// Everything is answered.
    All,
    /// Everything is answered, with nothing out of the ordinary.
    Plain,
}

/// Whose answers they are, and when.
pub(super) struct Asked<'a> {
    pub(super) rules: Rules<'a>,
    pub(super) hours: Hours<'a>,
    pub(super) staff: &'a Staff,
    pub(super) state: &'a State,
    pub(super) step: StepId,
    pub(super) role: Option<RoleId>,
    pub(super) at: Minute,
    pub(super) care: Care,
    /// In how many of eight answers the case is one of yes: answers of one case are alike.
    pub(super) lean: u32,
}

impl Answers {
    pub(super) fn new(procedure: &Procedure) -> Self {
        let by = procedure.steps.iter().map(|(_, step)| &step.by);
        let owner = procedure.duties.iter().map(|(_, duty)| &duty.owner);
        let acts: Vec<&Party> = by.chain(owner).flatten().collect();
        Self {
            texts: procedure.facts.iter().map(|(_, fact)| Value::text(&fact.label)).collect(),
            points: ["The first point", "The second point", "The third point"].map(Arc::from).to_vec(),
            parties: procedure.facts.ids().map(|id| acts.contains(&&Party::Fact(id))).collect(),
        }
    }

    /// Answers to what a step asks.
    pub(super) fn draw(&self, asked: &Asked<'_>, dice: &mut Dice<'_>) -> BTreeMap<FactId, Value> {
        let rule = &asked.rules.procedure.steps[asked.step];
        let again = asked.state.last(asked.step).is_some();
        let mut answers = BTreeMap::new();
        for ask in &rule.asks {
            let fact = &asked.rules.procedure.facts[ask.fact];
            let known = asked.state.facts.get(ask.fact).is_some();
            // What is known stays, unless it is decided anew or has to lie ahead.
            let anew =
                fact.ahead || fact.afresh || (again && fact.kind.is_finite()) || matches!(fact.kind, Kind::Findings { .. });
            let left_empty = !ask.required && asked.care == Care::Free && dice.once_in(2);
            if (known && !anew) || left_empty {
                continue;
            }
            if let Some(value) = self.value(asked, ask.fact, fact, &answers, dice) {
                answers.insert(ask.fact, value);
            }
        }
        answers
    }

    fn value(
        &self,
        asked: &Asked<'_>,
        id: FactId,
        fact: &Fact,
        answers: &BTreeMap<FactId, Value>,
        dice: &mut Dice<'_>,
    ) -> Option<Value> {
        let known = |fact: FactId| answers.get(&fact).or_else(|| asked.state.facts.get(fact));
        Some(match &fact.kind {
            Kind::Choice(choices) => Value::Choice(draw_index(choices.len(), dice)),
            Kind::YesNo => Value::YesNo(dice.below(8) < asked.lean),
            Kind::Text { .. } => self.texts.get(id.index())?.clone(),
            Kind::Date => Value::Date(self.date(asked, fact, answers, dice)?),
            Kind::Instant => {
                let now = asked.hours.moment(asked.at);
                let ahead = if fact.ahead { 1 + i64::from(dice.below(30)) } else { 0 };
                Value::Instant(now.checked_add(jiff::SignedDuration::from_hours(24 * ahead)).unwrap_or(now))
            }
            Kind::Money => Value::Money(i64::from(dice.below(500)) * 100),
            Kind::Number => Value::Number(i64::from(dice.below(3))),
            Kind::Person => Value::Person(self.person(asked, id, fact, answers, dice)?),
            Kind::People => {
                let count = if fact.wall || asked.care == Care::Plain { 1 } else { 1 + dice.below(2) };
                let mut people: Vec<i64> = (0..count).filter_map(|_| self.person(asked, id, fact, answers, dice)).collect();
                people.sort_unstable();
                people.dedup();
                Value::People(people.into())
            }
            Kind::Organisation => Value::Organisation(1),
            Kind::Site => Value::Site(*dice.one(&asked.staff.sites)?),
            Kind::Points => {
                let count = usize::try_from(1 + dice.below(3)).unwrap_or(1);
                Value::Points(self.points.iter().take(count).cloned().collect())
            }
            Kind::Findings { of, choices } => {
                let count = match known(*of) {
                    Some(Value::Points(points)) => points.len(),
                    _ => 1,
                };
                Value::Findings((0..count).map(|_| draw_index(choices.len(), dice)).collect())
            }
            Kind::Case => self.case(),
            Kind::Role | Kind::Limit | Kind::Step => return None,
        })
    }

    fn case(&self) -> Value {
        Value::Case(Arc::from("C/2000/1"))
    }

    /// A date that the procedure lets be.
    fn date(&self, asked: &Asked<'_>, fact: &Fact, answers: &BTreeMap<FactId, Value>, dice: &mut Dice<'_>) -> Option<Date> {
        let today = asked.hours.date(asked.at);
        let bound = |other: Option<FactId>| {
            let other = other?;
            match answers.get(&other) {
                Some(Value::Date(date)) => Some(*date),
                _ => asked.state.facts.date(other),
            }
        };
        let days = |date: Date, days: i64| date.checked_add(Span::new().days(days)).ok();
        let (mut first, mut last) = if fact.ahead {
            (days(today, 1)?, days(today, 60)?)
        } else if asked.care == Care::Plain {
            (today, today)
        } else {
            (days(today, -i64::from(BACK))?, today)
        };
        // The bounds are the procedure's; the days between are drawn.
        if let Some(bound) = bound(fact.not_before) {
            first = first.max(bound);
        }
        if let Some(bound) = bound(fact.not_after) {
            last = last.min(bound);
        }
        if first > last {
            return Some(if fact.not_before.is_some() { first } else { last });
        }
        let span = first.until(last).map_or(0, |span| span.get_days());
        days(first, i64::from(dice.below(u32::try_from(span).unwrap_or(0).saturating_add(1))))
    }

    /// Somebody who may be named: whoever holds the role that is asked for, staff where they are to act, and else a stranger.
    fn person(
        &self,
        asked: &Asked<'_>,
        id: FactId,
        fact: &Fact,
        answers: &BTreeMap<FactId, Value>,
        dice: &mut Dice<'_>,
    ) -> Option<i64> {
        let named = |other: &FactId| answers.get(other).or_else(|| asked.state.facts.get(*other));
        let mut out: BTreeSet<i64> = BTreeSet::new();
        for other in &fact.not_among {
            out.extend(asked.state.ever_named(&asked.state.facts, *other));
            out.extend(named(other).into_iter().flat_map(people));
        }
        let free = |person: &i64| !out.contains(person);
        if !fact.among.is_empty() {
            let pool: Vec<i64> = fact.among.iter().filter_map(named).flat_map(people).filter(free).collect();
            return dice.one(&pool).copied();
        }
        let member = |at: &usize| asked.staff.actors.get(*at).map(|actor| actor.person);
        if !fact.holds.is_empty() {
            let pools = fact.holds.iter().flat_map(|role| asked.staff.pool(*role));
            let pool: Vec<i64> = pools.filter_map(member).filter(free).collect();
            return dice.one(&pool).copied();
        }
        if self.parties.get(id.index()).copied().unwrap_or(false) && !fact.wall {
            let pool = asked.role.map_or(&[][..], |role| asked.staff.pool(role));
            let pool: Vec<i64> = pool.iter().filter_map(member).filter(free).collect();
            if let Some(person) = dice.one(&pool) {
                return Some(*person);
            }
        }
        let strangers: Vec<i64> = asked.staff.strangers.iter().copied().filter(free).collect();
        dice.one(&strangers).copied()
    }
}

/// The people of an answer.
fn people(value: &Value) -> Vec<i64> {
    match value {
        Value::Person(person) => vec![*person],
        Value::People(people) => people.to_vec(),
        _ => Vec::new(),
    }
}

fn draw_index(count: usize, dice: &mut Dice<'_>) -> u16 {
    u16::try_from(dice.below(u32::try_from(count).unwrap_or(0))).unwrap_or(0)
}
