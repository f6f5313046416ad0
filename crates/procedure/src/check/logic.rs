//! Lays out what must be known of a case as bits, and says of each fact in which situations it has which value.
//!
//! A fact that takes any of its values is a few bits: 0 when it is not known, or one more than its position. What follows from
//! other facts needs no bits. A fact that only letters and dates need is one bit: whether it is known. A step that must be
//! remembered is a bit, and so is that one was taken since another, and each duty that has been started and not met.

use std::collections::BTreeSet;

use biodivine_lib_bdd::{Bdd, BddPartialValuation, BddValuation, BddVariable, BddVariableSet};

use super::space::Bits;
use crate::ids::{DutyId, FactId, HoldId, Id, LetterId, StepId, ViewId};
use crate::model::{Condition, Derivation, Guard, Kind, Party, Period, Procedure, Repeat, Source, Start, Step, UNKNOWN};
use crate::template::Piece;
use crate::value::Value;

/// A fact that takes any of its values, or that may be known or not.
pub(super) struct Field {
    pub(super) fact: FactId,
    /// The most significant first.
    pub(super) bits: Vec<BddVariable>,
    /// How many values it has; 1 when all that matters is whether it is known.
    pub(super) size: usize,
    /// Whether it can be unknown: the first value stands for that.
    pub(super) lacks: bool,
    /// Only whether it is known matters.
    pub(super) plain: bool,
}

/// That one of some steps was taken since the last of others: ever, as long as none of those was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Lately {
    pub(super) steps: Vec<StepId>,
    pub(super) since: Vec<StepId>,
}

impl Lately {
    fn new(steps: &[StepId], since: &[StepId]) -> Self {
        let sorted = |steps: &[StepId]| steps.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        Self { steps: sorted(steps), since: sorted(since) }
    }
}

/// A duty that something started.
#[derive(Default)]
pub(super) struct Pending {
    /// A start that is neither met nor ended, and what must hold for it to count.
    pub(super) starts: Vec<(BddVariable, Bdd)>,
    /// It was owed at some time; only of duties whose dates stand in letters.
    pub(super) ever: Option<BddVariable>,
}

/// What situations are made of.
pub(super) struct Logic<'a> {
    pub(super) procedure: &'a Procedure,
    set: BddVariableSet,
    pub(super) none: Bdd,
    pub(super) all: Bdd,
    pub(super) fields: Vec<Field>,
    /// For each fact, where it has each of its values.
    values: Vec<Vec<Bdd>>,
    /// For each fact, where it is known.
    known: Vec<Bdd>,
    /// Steps of which it must be remembered that they were taken.
    pub(super) taken: Bits<StepId>,
    /// That steps were taken since others.
    pub(super) since: Bits<Lately>,
    /// Steps of which it must be remembered that they may not be taken again.
    pub(super) spent: Bits<StepId>,
    /// Holds that are on.
    pub(super) holds: Bits<HoldId>,
    /// For each duty, what started it.
    pub(super) pending: Vec<Pending>,
    /// For each duty, where it is owed.
    owed: Vec<Bdd>,
    /// The one situation before anything happened.
    pub(super) initial: Bdd,
    /// The steps that change anything that matters.
    pub(super) steps: BTreeSet<StepId>,
    /// The bits that are no facts.
    history: Vec<BddVariable>,
    /// The bits of each thing that has some, in the order that comes of itself.
    pub(super) items: Vec<Vec<BddVariable>>,
}

/// Hands out bits, thing by thing.
struct Layout {
    items: Vec<Vec<BddVariable>>,
    next: usize,
}

impl Layout {
    /// `widths` are those of the first things; each of the others has one bit, `count` in all.
    fn new(set: &BddVariableSet, widths: impl Iterator<Item = usize>, count: usize, order: &[usize]) -> Self {
        let mut widths: Vec<usize> = widths.collect();
        let wide: usize = widths.iter().sum();
        widths.extend(std::iter::repeat_n(1, count - wide));
        let mut items = vec![Vec::new(); widths.len()];
        let mut variables = set.variables().into_iter();
        let own: Vec<usize> = (0..widths.len()).collect();
        let order = if order.len() == widths.len() { order } else { &own };
        for item in order {
            if let (Some(slot), Some(width)) = (items.get_mut(*item), widths.get(*item)) {
                *slot = variables.by_ref().take(*width).collect();
            }
        }
        Self { items, next: 0 }
    }

    /// The bits of the next thing.
    fn hand(&mut self) -> Vec<BddVariable> {
        let bits = self.items.get(self.next).cloned().unwrap_or_default();
        self.next += 1;
        bits
    }
}

impl Iterator for Layout {
    type Item = BddVariable;

    fn next(&mut self) -> Option<BddVariable> {
        self.hand().into_iter().next()
    }
}

/// What is to be proved: only what that depends on is looked at.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    /// These duties, and whether they are owed.
    pub(super) duties: BTreeSet<DutyId>,
    /// How long these duties have.
    pub(super) limits: BTreeSet<DutyId>,
    /// Whether these facts are known right after a step, when something holds.
    pub(super) known: Vec<(StepId, FactId, Guard)>,
    /// What letters contain.
    pub(super) letters: BTreeSet<LetterId>,
    /// Views, and the steps of those who have them.
    pub(super) views: Vec<(ViewId, Vec<StepId>)>,
}

/// What of a procedure needs bits.
#[derive(Default)]
struct Need {
    facts: BTreeSet<FactId>,
    taken: BTreeSet<StepId>,
    since: BTreeSet<Lately>,
    /// The steps that change anything that matters.
    steps: BTreeSet<StepId>,
    duties: BTreeSet<DutyId>,
    dues: BTreeSet<DutyId>,
    holds: BTreeSet<HoldId>,
    seen: BTreeSet<FactId>,
    order: Vec<FactId>,
}

impl Need {
    /// A fact is looked at: so is all that it follows from.
    fn fact(&mut self, p: &Procedure, id: FactId) {
        if !self.seen.insert(id) {
            return;
        }
        match &p.facts[id].source {
            Source::Asked(question) => self.guard(p, &question.guard),
            Source::Derived(Derivation::Holds(guard)) => {
                self.guard(p, guard);
                return;
            }
            Source::Derived(Derivation::Table(table, _)) => {
                for fact in &p.tables[*table].by {
                    self.fact(p, *fact);
                }
                return;
            }
            Source::Derived(Derivation::DayOf(steps)) => {
                self.taken.extend(steps);
                return;
            }
            Source::Derived(Derivation::Done { steps, since }) => {
                self.done(steps, since);
                return;
            }
            Source::Derived(Derivation::Extreme { of, .. }) => {
                for date in of {
                    self.fact(p, *date);
                }
                return;
            }
            Source::Derived(Derivation::After { of, .. }) => {
                self.fact(p, *of);
                return;
            }
            Source::Derived(Derivation::Setting { .. }) => return,
            Source::Derived(Derivation::Within { date, of, .. }) => {
                self.fact(p, *date);
                self.fact(p, *of);
            }
            Source::Derived(Derivation::Attribute { .. } | Derivation::Summary { .. } | Derivation::Count(_)) => {}
        }
        if self.facts.insert(id) {
            self.order.push(id);
        }
    }

    fn guard(&mut self, p: &Procedure, guard: &Guard) {
        for fact in guard.facts() {
            self.fact(p, fact);
        }
    }

    /// Whether steps were taken, since others when there are any.
    fn done(&mut self, steps: &[StepId], since: &[StepId]) {
        if since.is_empty() {
            self.taken.extend(steps);
        } else {
            self.since.insert(Lately::new(steps, since));
        }
    }

    fn parties(&mut self, p: &Procedure, parties: &[Party]) {
        for party in parties {
            if let Party::Fact(fact) = party {
                self.fact(p, *fact);
            }
        }
    }

    /// A step matters: so does all on which it depends.
    fn step(&mut self, p: &Procedure, id: StepId) {
        if !self.steps.insert(id) {
            return;
        }
        let step = &p.steps[id];
        self.guard(p, &step.guard);
        self.parties(p, &step.by);
        for after in &step.after {
            self.done(&[after.step], &after.since);
        }
        if let Repeat::AfterEach(steps) = &step.repeat {
            for other in steps {
                self.step(p, *other);
            }
        }
    }

    fn duty(&mut self, p: &Procedure, id: DutyId) {
        if !self.duties.insert(id) {
            return;
        }
        let duty = &p.duties[id];
        self.guard(p, &duty.guard);
        self.parties(p, &duty.owner);
        for step in duty.met_by.iter().chain(&duty.ends) {
            self.step(p, *step);
        }
        for start in &duty.starts {
            match start {
                Start::Step(step) => self.step(p, *step),
                Start::Decided(fact) => {
                    self.fact(p, *fact);
                    for value in &p.facts[*fact].decided {
                        if let Value::Step(step) = value {
                            self.step(p, *step);
                        }
                    }
                }
                Start::Fact(fact) => self.fact(p, *fact),
                Start::Due(other) => self.duty(p, *other),
            }
        }
    }

    /// How long a duty has, whether or not it is owed.
    fn limit(&mut self, p: &Procedure, id: DutyId) {
        let duty = &p.duties[id];
        self.guard(p, &duty.guard);
        if let Period::Decided(fact) = duty.period {
            self.fact(p, fact);
        }
        for step in duty.met_by.iter().chain(&duty.ends) {
            self.step(p, *step);
        }
        for start in &duty.starts {
            match start {
                Start::Step(step) => self.step(p, *step),
                Start::Decided(fact) => self.fact(p, *fact),
                Start::Fact(_) | Start::Due(_) => {}
            }
        }
    }

    fn letter(&mut self, p: &Procedure, id: LetterId) {
        let letter = &p.letters[id];
        self.guard(p, &letter.guard);
        for fact in letter.addressed_to.iter().flatten() {
            self.fact(p, *fact);
        }
        for piece in needed(letter) {
            match piece {
                Piece::Fact(fact) => self.fact(p, *fact),
                Piece::Due(duty) => {
                    self.dues.insert(*duty);
                    self.duty(p, *duty);
                    if let Period::Decided(fact) | Period::By(fact) = p.duties[*duty].period {
                        self.fact(p, fact);
                    }
                    for (hold, rule) in p.holds.iter().filter(|(_, hold)| hold.stops.contains(duty)) {
                        self.holds.insert(hold);
                        for step in rule.from.iter().chain(&rule.until) {
                            self.step(p, *step);
                        }
                    }
                }
                _ => {}
            }
        }
        for (step, _) in p.steps.iter().filter(|(_, step)| step.letters.contains(&id)) {
            self.step(p, step);
        }
    }

    /// All on which a proof depends.
    fn of(p: &Procedure, scope: &Scope) -> Self {
        let mut need = Self::default();
        for (id, step) in p.steps.iter() {
            if step.begins || step.to.is_some() || step.erases {
                need.step(p, id);
            }
        }
        for duty in &scope.duties {
            need.duty(p, *duty);
        }
        for duty in &scope.limits {
            need.limit(p, *duty);
        }
        for (step, fact, guard) in &scope.known {
            need.step(p, *step);
            need.fact(p, *fact);
            need.guard(p, guard);
        }
        for letter in &scope.letters {
            need.letter(p, *letter);
        }
        for (view, steps) in &scope.views {
            let view = &p.views[*view];
            for condition in view.when.iter().chain(view.unless.iter().map(|(condition, _)| condition)) {
                for test in &condition.tests {
                    need.fact(p, test.fact);
                }
            }
            for step in steps {
                need.step(p, *step);
            }
        }
        loop {
            let before = (need.seen.len(), need.steps.len(), need.taken.len(), need.since.len());
            for step in need.taken.clone() {
                need.step(p, step);
            }
            for lately in need.since.clone() {
                for step in lately.steps.iter().chain(&lately.since) {
                    need.step(p, *step);
                }
            }
            for (id, step) in p.steps.iter() {
                if !need.steps.contains(&id) && need.seen.iter().any(|fact| super::moves::sets(p, id, step, *fact)) {
                    need.step(p, id);
                }
            }
            if before == (need.seen.len(), need.steps.len(), need.taken.len(), need.since.len()) {
                return need;
            }
        }
    }
}

/// The slots of a letter that must be filled, or it cannot be sent.
pub(super) fn needed(letter: &crate::model::Letter) -> impl Iterator<Item = &Piece> {
    letter.contains.iter().filter_map(|content| letter.template.block(&content.block)).flat_map(|block| &block.pieces)
}

impl<'a> Logic<'a> {
    /// Lays out the bits; `order` says which things come first, as positions in the order that comes of itself.
    pub(super) fn new(procedure: &'a Procedure, scope: &Scope, order: &[usize]) -> Self {
        let p = procedure;
        let need = Need::of(p, scope);
        let mut count = 0usize;
        let mut fields: Vec<(FactId, usize, bool, bool, usize)> = Vec::new();
        for id in &need.order {
            let fact = &p.facts[*id];
            let plain = !fact.kind.is_finite();
            let size = if plain { 1 } else { fact.domain().len() };
            // A date is or is not in time, whatever is known of it; and other cases can always be counted.
            let lacks = !matches!(&fact.source, Source::Derived(Derivation::Within { .. } | Derivation::Count(_)));
            let values = size + usize::from(lacks);
            let width = usize::try_from(usize::BITS - values.saturating_sub(1).leading_zeros()).unwrap_or(0);
            fields.push((*id, size, lacks, plain, width));
            count += width;
        }
        let spent: BTreeSet<StepId> = p
            .steps
            .iter()
            .filter(|(id, step)| need.steps.contains(id) && !step.begins && step.repeat != Repeat::Always && comes_back(p, step))
            .map(|(id, _)| id)
            .collect();
        let starts: Vec<usize> = need.duties.iter().map(|duty| start_bits(p, &p.duties[*duty]).len()).collect();
        count +=
            need.taken.len() + need.since.len() + spent.len() + need.holds.len() + starts.iter().sum::<usize>() + need.dues.len();
        let set = BddVariableSet::new_anonymous(u16::try_from(count).unwrap_or(u16::MAX));
        let mut bits = Layout::new(&set, fields.iter().map(|(.., width)| *width), count, order);
        let fields: Vec<Field> = fields
            .into_iter()
            .map(|(fact, size, lacks, plain, _)| Field { fact, bits: bits.hand(), size, lacks, plain })
            .collect();
        // No zip loses a bit: the named side ends first.
        let taken = need.taken.into_iter().zip(&mut bits).collect();
        let since = need.since.into_iter().zip(&mut bits).collect();
        let spent = spent.into_iter().zip(&mut bits).collect();
        let holds = need.holds.into_iter().zip(&mut bits).collect();
        let (none, all) = (set.mk_false(), set.mk_true());
        let mut logic = Self {
            procedure,
            set,
            initial: all.clone(),
            none,
            all,
            fields,
            values: vec![Vec::new(); p.facts.len()],
            known: Vec::new(),
            taken,
            since,
            spent,
            holds,
            pending: Vec::new(),
            owed: Vec::new(),
            steps: need.steps,
            history: Vec::new(),
            items: Vec::new(),
        };
        logic.known = vec![logic.none.clone(); p.facts.len()];
        logic.derive();
        for (id, duty) in p.duties.iter() {
            if !need.duties.contains(&id) {
                logic.pending.push(Pending::default());
                logic.owed.push(logic.none.clone());
                continue;
            }
            let starts = start_bits(p, duty)
                .into_iter()
                .zip(&mut bits)
                .map(|(bit, variable)| {
                    let counts = match bit {
                        StartBit::Steps | StartBit::Due => logic.all.clone(),
                        StartBit::Decided(fact, step) => logic.equals(fact, &Value::Step(step)),
                        StartBit::Fact(fact) => logic.known(fact).clone(),
                    };
                    (variable, counts)
                })
                .collect();
            logic.pending.push(Pending { starts, ever: None });
            let mut owed = logic.none.clone();
            if let Some(pending) = logic.pending.last() {
                for (bit, counts) in &pending.starts {
                    owed = owed.or(&logic.bit(*bit, true).and(counts));
                }
            }
            let owed = owed.and(&logic.guard(&duty.guard));
            logic.owed.push(owed);
        }
        for duty in need.dues {
            if let Some(pending) = logic.pending.get_mut(duty.index()) {
                pending.ever = bits.next();
            }
        }
        logic.items = bits.items;
        let facts: BTreeSet<BddVariable> = logic.fields.iter().flat_map(|field| field.bits.iter().copied()).collect();
        logic.history = logic.set.variables().into_iter().filter(|bit| !facts.contains(bit)).collect();
        logic.initial = logic.start();
        logic
    }

    /// The situation before anything happened.
    fn start(&self) -> Bdd {
        let mut valuation = BddPartialValuation::empty();
        for variable in self.set.variables() {
            valuation.set_value(variable, false);
        }
        for field in &self.fields {
            if let Source::Derived(Derivation::Within { unknown: true, .. }) = self.procedure.facts[field.fact].source {
                for bit in &field.bits {
                    valuation.set_value(*bit, true);
                }
            }
        }
        self.set.mk_conjunctive_clause(&valuation)
    }

    /// Works out where each fact has which value: first those that have bits, then those that follow.
    fn derive(&mut self) {
        let p = self.procedure;
        for at in 0..self.fields.len() {
            let Some(field) = self.fields.get(at) else { continue };
            let values: Vec<Bdd> =
                (0..field.size).map(|position| self.code(field, position + usize::from(field.lacks))).collect();
            let known = if field.lacks { self.code(field, 0).not() } else { self.all.clone() };
            let (fact, values) = (field.fact, if field.plain { Vec::new() } else { values });
            self.set_fact(fact, values, known);
        }
        for id in &p.derived_order {
            let fact = &p.facts[*id];
            let Source::Derived(derivation) = &fact.source else { continue };
            match derivation {
                Derivation::Holds(guard) => {
                    let yes = self.guard(guard);
                    self.set_fact(*id, vec![yes.not(), yes], self.all.clone());
                }
                Derivation::Table(table, column) => {
                    let table = &p.tables[*table];
                    let mut values = vec![self.none.clone(); fact.domain().len()];
                    for row in &table.rows {
                        let given = row.gives.get(*column).and_then(Option::as_ref).and_then(|value| fact.position(value));
                        let position = given.and_then(|position| usize::try_from(position).ok());
                        let Some(position) = position else { continue };
                        let mut here = self.all.clone();
                        for (by, cell) in table.by.iter().zip(&row.cells) {
                            here = here.and(&self.among(*by, *cell & !UNKNOWN));
                        }
                        if let Some(value) = values.get_mut(position) {
                            *value = value.or(&here);
                        }
                    }
                    let known = self.any(values.iter());
                    self.set_fact(*id, values, known);
                }
                Derivation::DayOf(steps) => {
                    let known = self.one_was_taken(steps);
                    self.set_fact(*id, Vec::new(), known);
                }
                Derivation::Done { steps, since } => {
                    let yes = self.taken_since(steps, since);
                    self.set_fact(*id, vec![yes.not(), yes], self.all.clone());
                }
                Derivation::Extreme { of, .. } => {
                    let known = self.any(of.iter().map(|date| self.known(*date)));
                    self.set_fact(*id, Vec::new(), known);
                }
                Derivation::After { of, .. } => {
                    let known = self.known(*of).clone();
                    self.set_fact(*id, Vec::new(), known);
                }
                Derivation::Setting { chosen, .. } => {
                    let values = (0..fact.domain().len()).map(|position| self.constant(position == usize::from(*chosen)));
                    self.set_fact(*id, values.collect(), self.all.clone());
                }
                _ => {}
            }
        }
    }

    fn set_fact(&mut self, fact: FactId, values: Vec<Bdd>, known: Bdd) {
        if let Some(slot) = self.values.get_mut(fact.index()) {
            *slot = values;
        }
        if let Some(slot) = self.known.get_mut(fact.index()) {
            *slot = known;
        }
    }

    /// Where a field has a code.
    fn code(&self, field: &Field, code: usize) -> Bdd {
        let width = field.bits.len();
        let values: Vec<(BddVariable, bool)> =
            field.bits.iter().enumerate().map(|(at, bit)| (*bit, code >> (width - 1 - at) & 1 == 1)).collect();
        self.set.mk_conjunctive_clause(&BddPartialValuation::from_values(&values))
    }

    /// Where one of several holds.
    pub(super) fn any<'b>(&self, sets: impl Iterator<Item = &'b Bdd>) -> Bdd {
        sets.fold(self.none.clone(), |all, set| all.or(set))
    }

    pub(super) fn constant(&self, holds: bool) -> Bdd {
        if holds { self.all.clone() } else { self.none.clone() }
    }

    /// Where a bit is set, or is not.
    pub(super) fn bit(&self, bit: BddVariable, set: bool) -> Bdd {
        self.set.mk_literal(bit, set)
    }

    /// Where a fact is known.
    pub(super) fn known(&self, fact: FactId) -> &Bdd {
        self.known.get(fact.index()).unwrap_or(&self.none)
    }

    /// Where a fact has the value at a position of its domain.
    pub(super) fn value(&self, fact: FactId, position: usize) -> &Bdd {
        self.values.get(fact.index()).and_then(|values| values.get(position)).unwrap_or(&self.none)
    }

    /// Where a fact has a value.
    pub(super) fn equals(&self, fact: FactId, value: &Value) -> Bdd {
        let position = self.procedure.facts[fact].position(value).and_then(|position| usize::try_from(position).ok());
        position.map_or_else(|| self.none.clone(), |position| self.value(fact, position).clone())
    }

    /// Where a fact has one of the values of a test.
    fn among(&self, fact: FactId, allowed: u64) -> Bdd {
        let size = self.values.get(fact.index()).map_or(0, Vec::len);
        let values = (0..size.min(63)).filter(|position| allowed >> position & 1 == 1).map(|position| self.value(fact, position));
        let mut all = self.any(values);
        if allowed & UNKNOWN != 0 {
            all = all.or(&self.known(fact).not());
        }
        all
    }

    /// Where a condition holds.
    pub(super) fn condition(&self, condition: &Condition) -> Bdd {
        condition.tests.iter().fold(self.all.clone(), |all, test| all.and(&self.among(test.fact, test.allowed)))
    }

    /// Where a guard holds.
    pub(super) fn guard(&self, guard: &Guard) -> Bdd {
        let any = |conditions: &[Condition]| {
            conditions.iter().fold(self.none.clone(), |all, condition| all.or(&self.condition(condition)))
        };
        let when = if guard.when.is_empty() { self.all.clone() } else { any(&guard.when) };
        when.and_not(&any(&guard.unless))
    }

    /// Where a step was taken, as far as that is remembered; elsewhere it may have been.
    fn was_taken(&self, step: StepId) -> Bdd {
        self.taken.get(&step).map_or_else(|| self.all.clone(), |bit| self.bit(*bit, true))
    }

    fn one_was_taken(&self, steps: &[StepId]) -> Bdd {
        steps.iter().fold(self.none.clone(), |all, step| all.or(&self.was_taken(*step)))
    }

    /// Where one of some steps was taken, since others when there are any.
    pub(super) fn taken_since(&self, steps: &[StepId], since: &[StepId]) -> Bdd {
        if since.is_empty() {
            return self.one_was_taken(steps);
        }
        let lately = self.since.get(&Lately::new(steps, since));
        lately.map_or_else(|| self.all.clone(), |bit| self.bit(*bit, true))
    }

    /// Where a duty is owed, in stages that are no end.
    pub(super) fn owed(&self, duty: DutyId) -> &Bdd {
        self.owed.get(duty.index()).unwrap_or(&self.none)
    }

    /// Where a duty has a date.
    pub(super) fn due(&self, duty: DutyId) -> Bdd {
        let rule = &self.procedure.duties[duty];
        let period = match rule.period {
            Period::Open if rule.every.is_none() => self.none.clone(),
            Period::Open | Period::Within(_) => self.all.clone(),
            Period::Decided(fact) | Period::By(fact) => self.known(fact).clone(),
        };
        let ever = self.pending.get(duty.index()).and_then(|pending| pending.ever);
        let mut due = ever.map_or_else(|| self.none.clone(), |bit| self.bit(bit, true)).and(&period);
        for (id, bit) in &self.holds {
            if self.procedure.holds[*id].stops.contains(&duty) {
                due = due.and(&self.bit(*bit, false));
            }
        }
        due
    }

    /// A set of situations, going by the facts alone.
    pub(super) fn without_history(&self, set: &Bdd) -> Bdd {
        set.exists(&self.history)
    }

    /// How many situations a set holds.
    pub(super) fn count(&self, set: &Bdd) -> f64 {
        set.cardinality()
    }

    /// How many combinations of facts a set holds.
    pub(super) fn count_facts(&self, set: &Bdd) -> f64 {
        set.cardinality() / 2f64.powi(i32::try_from(self.history.len()).unwrap_or(i32::MAX))
    }

    /// One situation of a set: the position of the value of each field, or none when it is not known.
    pub(super) fn witness(&self, set: &Bdd) -> Option<Vec<Option<usize>>> {
        let valuation = set.first_valuation()?;
        Some(self.fields.iter().map(|field| read(field, &valuation)).collect())
    }

    /// Where a field has the value at a position, or is not known.
    pub(super) fn field_is(&self, field: &Field, position: Option<usize>) -> Bdd {
        match position {
            Some(position) => self.code(field, position + usize::from(field.lacks)),
            None if field.lacks => self.code(field, 0),
            None => self.none.clone(),
        }
    }
}

fn read(field: &Field, valuation: &BddValuation) -> Option<usize> {
    let code = field.bits.iter().fold(0usize, |code, bit| code << 1 | usize::from(valuation.value(*bit)));
    code.checked_sub(usize::from(field.lacks))
}

/// What started a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StartBit {
    /// One of the steps that it names.
    Steps,
    /// A step that a table may decide.
    Decided(FactId, StepId),
    /// The date that a fact gives.
    Fact(FactId),
    /// Another duty fell due.
    Due,
}

/// What may start a duty, a bit each.
pub(super) fn start_bits(p: &Procedure, duty: &crate::model::Duty) -> Vec<StartBit> {
    if duty.starts.iter().any(|start| matches!(start, Start::Due(_))) {
        return vec![StartBit::Due];
    }
    let mut bits = Vec::new();
    if duty.starts.iter().any(|start| matches!(start, Start::Step(_))) {
        bits.push(StartBit::Steps);
    }
    for start in &duty.starts {
        match start {
            Start::Decided(fact) => bits.extend(p.facts[*fact].decided.iter().filter_map(|value| match value {
                Value::Step(step) => Some(StartBit::Decided(*fact, *step)),
                _ => None,
            })),
            Start::Fact(fact) => bits.push(StartBit::Fact(*fact)),
            Start::Step(_) | Start::Due(_) => {}
        }
    }
    bits
}

/// The fact that decides which role may act, when a table decides it.
pub(super) fn decided_role(procedure: &Procedure, party: Party) -> Option<FactId> {
    match party {
        Party::Fact(fact) if procedure.facts[fact].kind == Kind::Role => Some(fact),
        _ => None,
    }
}

/// Whether a case can be where a step is open after the step was taken, going by stages alone.
fn comes_back(p: &Procedure, step: &Step) -> bool {
    let Some(to) = step.to else { return true };
    let mut reached = BTreeSet::from([to]);
    loop {
        let before = reached.len();
        for (_, other) in p.steps.iter() {
            if let Some(to) = other.to
                && reached.iter().any(|stage| super::space::stands(p, other, *stage))
            {
                reached.insert(to);
            }
        }
        if reached.len() == before {
            break;
        }
    }
    reached.iter().any(|stage| super::space::stands(p, step, *stage))
}
