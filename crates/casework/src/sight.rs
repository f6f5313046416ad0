//! What somebody may see of a case. What is not in a sight is never sent.

use std::collections::BTreeSet;

use procedure::{Derivation, DutyId, FactId, Id, Item, LetterId, PersonId, Procedure, RoleId, Sees, Source, StepId, Value, View};

use crate::directory::Actor;
use crate::refusal::Rest;
use crate::state::State;

/// What may be seen of one case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sight {
    facts: Vec<bool>,
    steps: Vec<bool>,
    dues: Vec<bool>,
    letters: Vec<bool>,
    documents: bool,
    timeline: bool,
    /// Facts that are answered now, and not seen as they were before.
    typed: Vec<FactId>,
}

impl Sight {
    fn filled(procedure: &Procedure, with: bool) -> Self {
        Self {
            facts: vec![with; procedure.facts.len()],
            steps: vec![with; procedure.steps.len()],
            dues: vec![with; procedure.duties.len()],
            letters: vec![with; procedure.letters.len()],
            documents: with,
            timeline: with,
            typed: Vec::new(),
        }
    }

    fn set(&mut self, item: Item, to: bool) {
        let slot = match item {
            Item::Fact(id) => self.facts.get_mut(id.index()),
            Item::Step(id) => self.steps.get_mut(id.index()),
            Item::Due(id) => self.dues.get_mut(id.index()),
            Item::Letter(id) => self.letters.get_mut(id.index()),
            Item::Documents => Some(&mut self.documents),
            Item::Timeline => Some(&mut self.timeline),
        };
        if let Some(slot) = slot {
            *slot = to;
        }
    }

    fn of(procedure: &Procedure, sees: &Sees) -> Self {
        let (with, items) = match sees {
            Sees::AllBut(items) => (true, items),
            Sees::Only(items) => (false, items),
        };
        let mut sight = Self::filled(procedure, with);
        for item in items {
            sight.set(*item, !with);
        }
        // A list that names the timeline names every step. What is left out by name stays left out.
        if !with && sight.timeline {
            sight.steps.fill(true);
        }
        sight
    }

    fn add(&mut self, other: &Self) {
        let pairs = [
            (&mut self.facts, &other.facts),
            (&mut self.steps, &other.steps),
            (&mut self.dues, &other.dues),
            (&mut self.letters, &other.letters),
        ];
        for (mine, theirs) in pairs {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                *mine |= theirs;
            }
        }
        self.documents |= other.documents;
        self.timeline |= other.timeline;
    }

    /// Whether the value of a fact may be seen.
    #[must_use]
    pub fn fact(&self, id: FactId) -> bool {
        self.facts.get(id.index()).copied().unwrap_or(false)
    }

    /// Whether it may be seen that a step was taken.
    #[must_use]
    pub fn step(&self, id: StepId) -> bool {
        self.steps.get(id.index()).copied().unwrap_or(false)
    }

    /// Whether it may be seen when a duty is due.
    #[must_use]
    pub fn due(&self, id: DutyId) -> bool {
        self.dues.get(id.index()).copied().unwrap_or(false)
    }

    /// Whether a letter may be read.
    #[must_use]
    pub fn letter(&self, id: LetterId) -> bool {
        self.letters.get(id.index()).copied().unwrap_or(false)
    }

    /// Whether the documents filed with the case may be opened.
    #[must_use]
    pub fn documents(&self) -> bool {
        self.documents
    }

    /// Whether all that happened may be seen.
    #[must_use]
    pub fn timeline(&self) -> bool {
        self.timeline
    }

    /// Whether all that a reason is drawn from is seen.
    #[must_use]
    pub fn shows(&self, rest: Rest) -> bool {
        match rest {
            Rest::Known(fact) => self.fact(fact),
            Rest::After(fact) => self.fact(fact) || self.typed.contains(&fact),
            Rest::Step(step) => self.step(step),
            Rest::Letter(letter) => self.letter(letter),
            Rest::Timeline => self.timeline,
            Rest::Directory => false,
        }
    }

    /// What is seen of a case by the person who begins it and answers all that is known of it: their answers, and what follows from these
    /// alone. What is counted over other cases is hidden, and so is what rests on such a count.
    #[must_use]
    pub fn of_typed(procedure: &Procedure, asked: impl Fn(FactId) -> bool) -> Self {
        let mut sight = Self::filled(procedure, true);
        loop {
            let hidden: Vec<FactId> = procedure
                .facts
                .iter()
                .filter(|(id, _)| sight.fact(*id))
                .filter(|(id, fact)| match &fact.source {
                    Source::Asked(_) => !asked(*id),
                    Source::Derived(Derivation::Count(_)) => true,
                    Source::Derived(Derivation::Holds(guard)) => guard.facts().any(|on| !sight.fact(on)),
                    Source::Derived(Derivation::Table(table, _)) => procedure.tables[*table].by.iter().any(|on| !sight.fact(*on)),
                    Source::Derived(_) => false,
                })
                .map(|(id, _)| id)
                .collect();
            if hidden.is_empty() {
                break;
            }
            sight = sight.hiding(hidden);
        }
        sight
    }

    /// The same without these facts.
    #[must_use]
    pub fn hiding(mut self, facts: impl IntoIterator<Item = FactId>) -> Self {
        for fact in facts {
            self.set(Item::Fact(fact), false);
        }
        self
    }

    /// The same for somebody who answers these questions now.
    #[must_use]
    pub fn typing(mut self, facts: impl IntoIterator<Item = FactId>) -> Self {
        self.typed.extend(facts);
        self
    }

    /// How much is seen: a larger number sees more things.
    #[must_use]
    pub fn breadth(&self) -> usize {
        let count = |flags: &[bool]| flags.iter().filter(|flag| **flag).count();
        count(&self.facts)
            + count(&self.steps)
            + count(&self.dues)
            + count(&self.letters)
            + usize::from(self.documents)
            + usize::from(self.timeline)
    }
}

/// What whoever holds a role sees of a case; none when they do not see it at all. Walls are not looked at here.
#[must_use]
pub fn of_role(procedure: &Procedure, state: &State, role: RoleId) -> Option<Sight> {
    of_views(procedure, state, |view| view.roles.contains(&role))
}

/// What somebody whom the case names sees of it, holding no role; none when it names them nowhere that lets them see it.
#[must_use]
pub fn of_named(procedure: &Procedure, state: &State, person: PersonId) -> Option<Sight> {
    of_views(procedure, state, |view| {
        view.people.iter().any(|fact| match state.facts.get(*fact) {
            Some(Value::Person(named)) => *named == person,
            Some(Value::People(named)) => named.contains(&person),
            _ => false,
        })
    })
}

/// The people whom views name, in order.
#[must_use]
pub fn named(procedure: &Procedure, state: &State) -> BTreeSet<PersonId> {
    let mut people = BTreeSet::new();
    for fact in procedure.views.iter().flat_map(|(_, view)| &view.people) {
        match state.facts.get(*fact) {
            Some(Value::Person(named)) => drop(people.insert(*named)),
            Some(Value::People(named)) => people.extend(named.iter().copied()),
            _ => {}
        }
    }
    people.retain(|person| !state.walled.contains(person));
    people
}

fn of_views(procedure: &Procedure, state: &State, whose: impl Fn(&View) -> bool) -> Option<Sight> {
    let mut sight: Option<Sight> = None;
    for (_, view) in procedure.views.iter().filter(|(_, view)| whose(view)) {
        if !view.when.is_empty() && !view.when.iter().any(|condition| state.facts.meet(condition)) {
            continue;
        }
        let sees = view.unless.iter().find(|(condition, _)| state.facts.meet(condition)).map_or(&view.sees, |(_, sees)| sees);
        if matches!(sees, Sees::Only(items) if items.is_empty()) {
            continue;
        }
        let seen = Sight::of(procedure, sees);
        match &mut sight {
            Some(sight) => sight.add(&seen),
            None => sight = Some(seen),
        }
    }
    sight
}

/// What an actor sees of a case: everything that any of the roles they hold for its site sees; none when they do not see it
/// at all, which is always so for somebody whom the case walls out.
#[must_use]
pub fn of_actor(procedure: &Procedure, state: &State, actor: &Actor) -> Option<Sight> {
    if state.walled.contains(&actor.person) {
        return None;
    }
    let site = state.site(procedure);
    let mut sight = of_named(procedure, state, actor.person);
    for (id, role) in procedure.roles.iter() {
        if !actor.holds(&role.name, site) {
            continue;
        }
        if let Some(seen) = of_role(procedure, state, id) {
            match &mut sight {
                Some(sight) => sight.add(&seen),
                None => sight = Some(seen),
            }
        }
    }
    sight
}
