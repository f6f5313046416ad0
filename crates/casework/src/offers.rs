//! What a person may do in a case now, and why the rest is refused.

use std::cell::OnceCell;

use jiff::Timestamp;
use procedure::{
    After, Comparison, DutyId, FactId, Item, LetterId, Party, PersonId, Procedure, Repeat, RoleId, Step, StepId, Value,
};

use crate::directory::{Actor, Directory};
use crate::entry::{Act, Entry};
use crate::owed::{Owed, owners};
use crate::refusal::{Refusal, RefusalKind, Rest};
use crate::sight::{Sight, of_actor};
use crate::state::{Facts, Rules, State};
use crate::words;

/// A step, and whether this person may take it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Which step.
    pub step: StepId,
    /// The role in which the person would take it; none when the case names the person.
    pub role: Option<RoleId>,
    /// Why not; empty when it may be taken.
    pub refused: Vec<Refusal>,
    /// The duties that it would meet: positions in the list of what is owed, the most urgent first.
    pub meets: Vec<usize>,
}

impl Offer {
    /// Whether it may be taken.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.refused.is_empty()
    }

    /// Whether it is no business of this person's at all.
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        self.refused.iter().any(|refusal| refusal.kind == RefusalKind::Role)
    }

    /// Whether it may be listed as closed for a reader: it is their business, and they see all that decides whose it is.
    #[must_use]
    pub fn is_listed(&self, procedure: &Procedure, sight: &Sight) -> bool {
        !self.is_open() && !self.is_foreign() && parties_rest(&procedure.steps[self.step].by).all(|rest| sight.shows(rest))
    }
}

/// Every step that does not begin a case, with whether the person may take it now. The steps that meet the most urgent duty come
/// first, then the others in the order of the document.
#[must_use]
pub fn offers(
    rules: Rules<'_>,
    directory: &Directory,
    entries: &[Entry],
    state: &State,
    owed: &[Owed],
    actor: &Actor,
    now: Timestamp,
) -> Vec<Offer> {
    let sight = OnceCell::new();
    let mut all: Vec<Offer> = rules
        .procedure
        .steps
        .iter()
        .filter(|(_, step)| !step.begins)
        .map(|(id, step)| {
            let (role, refused) = refusals_seen(rules, directory, entries, state, actor, id, &sight);
            let mut meets: Vec<usize> = owed
                .iter()
                .enumerate()
                .filter(|(_, one)| one.is_open(now) && rules.procedure.duties[one.duty].met_by.contains(&id))
                .map(|(at, _)| at)
                .collect();
            meets.sort_by_key(|at| urgency(rules, owed, *at));
            let _ = step;
            Offer { step: id, role, refused, meets }
        })
        .collect();
    all.sort_by_key(|offer| (offer.meets.is_empty(), offer.meets.first().map(|at| urgency(rules, owed, *at)), offer.step));
    all
}

fn urgency(rules: Rules<'_>, owed: &[Owed], at: usize) -> (bool, Timestamp) {
    let due = owed.get(at).and_then(|one| one.due);
    (due.is_none(), due.map_or(Timestamp::MAX, |due| due.last_instant(rules.zone)))
}

/// The role in which the person would take a step, and every reason against it.
#[must_use]
pub fn refusals(
    rules: Rules<'_>,
    directory: &Directory,
    entries: &[Entry],
    state: &State,
    actor: &Actor,
    step: StepId,
) -> (Option<RoleId>, Vec<Refusal>) {
    refusals_seen(rules, directory, entries, state, actor, step, &OnceCell::new())
}

/// The same; what the person sees of the case is worked out once, and only when it is wanted.
fn refusals_seen(
    rules: Rules<'_>,
    directory: &Directory,
    entries: &[Entry],
    state: &State,
    actor: &Actor,
    step: StepId,
    sight: &OnceCell<Option<Sight>>,
) -> (Option<RoleId>, Vec<Refusal>) {
    let procedure = rules.procedure;
    let rule = &procedure.steps[step];
    let mut refused = Vec::new();
    let (roles, people) = state.parties(&rule.by);
    let site = state.site(procedure);
    let role = roles.iter().copied().find(|role| actor.holds(&procedure.roles[*role].name, site));
    if state.walled.contains(&actor.person) {
        let words = format!("This {} is not open to you.", procedure.head.noun);
        refused.push(Refusal::new(RefusalKind::Role, words, [Rest::Timeline]));
    }
    if role.is_none() && !people.contains(&actor.person) {
        let words = match party_words(procedure, directory, &roles, &people).as_str() {
            NOBODY => "Nobody may do this yet.".to_owned(),
            who => format!("Only {who} may do this."),
        };
        refused.push(Refusal::new(RefusalKind::Role, words, parties_rest(&rule.by)));
    }
    let ended = procedure.stages[state.stage].end;
    if (rule.from.is_empty() && ended) || (!rule.from.is_empty() && !rule.from.contains(&state.stage)) {
        let stages: Vec<String> = rule.from.iter().map(|stage| format!("“{}”", procedure.stages[*stage].title)).collect();
        let here = &procedure.stages[state.stage].title;
        refused.push(Refusal::new(
            RefusalKind::Stage,
            if stages.is_empty() {
                format!("The {} is “{here}”: nothing more is done.", procedure.head.noun)
            } else {
                format!("This can be done when the {} is {}. It is “{here}”.", procedure.head.noun, words::list(&stages, "or"))
            },
            // Everybody who may know of a case is shown its stage.
            [],
        ));
    }
    if let Some(why) = words::refusal(procedure, &state.facts, &rule.guard) {
        refused.push(Refusal::new(RefusalKind::Condition, why, rule.guard.facts().map(Rest::Known)));
    }
    refused.extend(rule.after.iter().filter_map(|after| order(procedure, state, after)));
    refused.extend(repeated(procedure, state, step, rule));
    refused.extend(four_eyes(procedure, directory, entries, state, actor, rule));
    refused.extend(seniority(procedure, directory, entries, state, actor, rule));
    for independence in rule.independent_of.iter().filter(|one| one.who.is_none()) {
        refused.extend(dependence(rules, directory, entries, state, &state.facts, independence, actor.person, None));
    }
    // A step that is closed already needs no further reason, least of all one that nobody is shown.
    let compared = if refused.is_empty() { procedure.compared(step) } else { Vec::new() };
    if !compared.is_empty()
        && let Some(sight) = sight.get_or_init(|| of_actor(procedure, state, actor))
    {
        refused.extend(compared_unseen(procedure, state, &compared, sight));
    }
    (role, refused)
}

/// Refuses a step to a person who does not see what its answers are compared with: they could find it out by trying answers. It is
/// refused before anything is answered, so that nothing is refused to them because of what is hidden.
fn compared_unseen(procedure: &Procedure, state: &State, compared: &[Comparison], sight: &Sight) -> Option<Refusal> {
    let tells = |one: &&Comparison| match one.with {
        Item::Fact(fact) => !one.once_known || state.facts.get(fact).is_some(),
        _ => true,
    };
    let hidden = compared.iter().filter(|one| !one.asked).filter(tells).find(|one| !sight.shows(compared_rest(one)))?;
    let (answer, with) = (&procedure.facts[hidden.answer].label, procedure.item_words(hidden.with));
    let words = format!("“{answer}” is compared with {with}: only people who are shown that may do this.");
    Some(Refusal::new(RefusalKind::Sight, words, [compared_rest(hidden)]))
}

/// What a refusal rests on that a comparison leads to.
pub(crate) fn compared_rest(one: &Comparison) -> Rest {
    match one.with {
        Item::Fact(fact) => Rest::Known(fact),
        Item::Step(step) => Rest::Step(step),
        Item::Letter(letter) => Rest::Letter(letter),
        Item::Due(_) | Item::Documents | Item::Timeline => Rest::Timeline,
    }
}

fn order(procedure: &Procedure, state: &State, after: &After) -> Option<Refusal> {
    if state.taken_since(&[after.step], &after.since) {
        return None;
    }
    let title = &procedure.steps[after.step].title;
    let undone = after.since.iter().filter_map(|step| state.last(*step).map(|at| (at, *step))).max();
    let words = match undone.filter(|_| state.last(after.step).is_some()) {
        Some((_, undone)) => format!("“{title}” comes first, since “{}” came after it.", procedure.steps[undone].done),
        None => format!("“{title}” must come first."),
    };
    let rests = std::iter::once(after.step).chain(after.since.iter().copied()).map(Rest::Step);
    Some(Refusal::new(RefusalKind::Order, words, rests))
}

fn repeated(procedure: &Procedure, state: &State, step: StepId, rule: &Step) -> Option<Refusal> {
    let last = state.last(step)?;
    match &rule.repeat {
        Repeat::Always => None,
        Repeat::Never => {
            Some(Refusal::new(RefusalKind::Repeat, format!("This was done already: {}.", rule.done), [Rest::Step(step)]))
        }
        Repeat::AfterEach(steps) if steps.iter().any(|one| state.last(*one).is_some_and(|at| at > last)) => None,
        Repeat::AfterEach(steps) => {
            let titles: Vec<String> = steps.iter().map(|one| format!("“{}”", procedure.steps[*one].title)).collect();
            Some(Refusal::new(
                RefusalKind::Repeat,
                format!("This was done already: {}. It can be done again after {}.", rule.done, words::list(&titles, "or")),
                std::iter::once(step).chain(steps.iter().copied()).map(Rest::Step),
            ))
        }
    }
}

fn four_eyes(
    procedure: &Procedure,
    directory: &Directory,
    entries: &[Entry],
    state: &State,
    actor: &Actor,
    rule: &Step,
) -> Vec<Refusal> {
    let mut refused = Vec::new();
    for other in &rule.other_than {
        let earlier = &procedure.steps[*other];
        if state.doers(*other, earlier, entries).contains(&actor.person) {
            refused.push(Refusal::new(
                RefusalKind::FourEyes,
                format!("This must be done by someone other than the person who did “{}”: that was you.", earlier.title),
                // What they did themselves is hidden from nobody.
                [],
            ));
        }
    }
    let _ = directory;
    refused
}

fn seniority(
    procedure: &Procedure,
    directory: &Directory,
    entries: &[Entry],
    state: &State,
    actor: &Actor,
    rule: &Step,
) -> Vec<Refusal> {
    let mut refused = Vec::new();
    for other in &rule.senior_to {
        let earlier = &procedure.steps[*other];
        for doer in state.doers(*other, earlier, entries) {
            if doer == actor.person {
                continue; // Said by four eyes, or by nobody when the procedure does not ask for them.
            }
            let theirs = directory.people.get(&doer).and_then(|person| person.grade);
            if actor.grade <= theirs || actor.grade.is_none() {
                refused.push(Refusal::new(
                    RefusalKind::Seniority,
                    format!(
                        "This must be done by someone more senior than {}, who did “{}”.",
                        directory.person_name(doer),
                        earlier.title
                    ),
                    doers_rest(*other, earlier),
                ));
            }
        }
    }
    if rule.senior_to.iter().any(|other| state.doers(*other, &procedure.steps[*other], entries) == [actor.person])
        && rule.other_than.is_empty()
    {
        let rests = rule.senior_to.iter().flat_map(|other| doers_rest(*other, &procedure.steps[*other]));
        refused.push(Refusal::new(RefusalKind::Seniority, "This must be done by someone more senior than you.", rests));
    }
    refused
}

/// Why a person is not independent as a rule demands.
#[expect(clippy::too_many_arguments, reason = "the whole of what independence is judged by")]
pub(crate) fn dependence(
    rules: Rules<'_>,
    directory: &Directory,
    entries: &[Entry],
    state: &State,
    facts: &Facts,
    independence: &procedure::Independence,
    person: PersonId,
    field: Option<FactId>,
) -> Vec<Refusal> {
    let procedure = rules.procedure;
    let name = directory.person_name(person);
    let mut refused = Vec::new();
    let mut refuse = |words: String, rests: Vec<Rest>| {
        let refusal = Refusal::new(RefusalKind::Independence, words, rests).about(field);
        refused.push(if field.is_some() { refusal.instead(OTHER_PERSON) } else { refusal });
    };
    let names = |value: &Value| match value {
        Value::Person(one) => *one == person,
        Value::People(several) => several.contains(&person),
        _ => false,
    };
    for fact in &independence.facts {
        // Whoever was named once stays connected, also when somebody else took their place.
        let before = entries.iter().any(|entry| match &entry.act {
            Act::Step { facts, .. } => facts.iter().any(|(id, value)| id == fact && names(value)),
            _ => false,
        });
        if before || facts.get(*fact).is_some_and(names) {
            refuse(
                format!("{name} cannot, being named under “{}”. Choose someone else.", procedure.facts[*fact].label),
                vec![Rest::Known(*fact)],
            );
        }
    }
    for step in &independence.steps {
        let rule = &procedure.steps[*step];
        let ever =
            state.taken.iter().any(|(taken, at)| taken == step && entries.get(*at).is_some_and(|entry| entry.by == person));
        if ever || state.doers(*step, rule, entries).contains(&person) {
            let rests = doers_rest(*step, rule).chain([Rest::Step(*step)]).collect();
            refuse(format!("{name} cannot, having done “{}”. Choose someone else.", rule.title), rests);
        }
    }
    refused
}

/// What stands in the place of the reason why a person cannot be named.
pub(crate) const OTHER_PERSON: &str = "This person cannot be named here. Choose someone else.";

/// What decides who a party is.
pub fn parties_rest(parties: &[Party]) -> impl Iterator<Item = Rest> {
    parties.iter().filter_map(|party| match party {
        Party::Role(_) => None,
        Party::Fact(fact) => Some(Rest::Known(*fact)),
    })
}

/// What says who took a step, or edited a letter that it drafts.
fn doers_rest(step: StepId, rule: &Step) -> impl Iterator<Item = Rest> {
    let drafts = if rule.drafts.is_empty() { None } else { Some(Rest::Timeline) };
    std::iter::once(Rest::Step(step)).chain(drafts)
}

/// Who may act when no role and no person may.
const NOBODY: &str = "nobody yet";

/// Roles and people in words: “the Hub or the Unit”.
#[must_use]
pub fn party_words(procedure: &Procedure, directory: &Directory, roles: &[RoleId], people: &[PersonId]) -> String {
    let mut all: Vec<String> = roles.iter().map(|role| procedure.roles[*role].title.clone()).collect();
    all.extend(people.iter().map(|person| directory.person_name(*person).to_owned()));
    if all.is_empty() { NOBODY.to_owned() } else { words::list(&all, "or") }
}

/// Why a person may not edit a letter now; `None` if they may.
#[must_use]
pub fn letter_refusal(
    procedure: &Procedure,
    directory: &Directory,
    state: &State,
    actor: &Actor,
    letter: LetterId,
) -> Option<Refusal> {
    let rule = &procedure.letters[letter];
    let (roles, people) = state.parties(&rule.edited_by);
    let site = state.site(procedure);
    let mine = people.contains(&actor.person) || roles.iter().any(|role| actor.holds(&procedure.roles[*role].name, site));
    if !mine {
        let words = format!("Only {} may edit this letter.", party_words(procedure, directory, &roles, &people));
        return Some(Refusal::new(RefusalKind::Role, words, parties_rest(&rule.edited_by)));
    }
    if procedure.stages[state.stage].end || (!rule.edited_in.is_empty() && !rule.edited_in.contains(&state.stage)) {
        let stages: Vec<String> = rule.edited_in.iter().map(|stage| format!("“{}”", procedure.stages[*stage].title)).collect();
        let words = format!("This letter can be edited when the {} is {}.", procedure.head.noun, words::list(&stages, "or"));
        return Some(Refusal::new(RefusalKind::Stage, words, []));
    }
    (!state.facts.allow(&rule.guard)).then(|| {
        let words = format!("This {} needs no such letter.", procedure.head.noun);
        Refusal::new(RefusalKind::Condition, words, rule.guard.facts().map(Rest::Known))
    })
}

/// Who owes a duty, in words.
#[must_use]
pub fn owner_words(rules: Rules<'_>, directory: &Directory, state: &State, duty: DutyId) -> String {
    let (roles, people) = owners(rules, state, duty);
    party_words(rules.procedure, directory, &roles, &people)
}

/// The steps that may begin a case, for this person: each with the role in which they would.
#[must_use]
pub fn beginnings(procedure: &Procedure, actor: &Actor) -> Vec<(StepId, RoleId)> {
    procedure
        .steps
        .iter()
        .filter(|(_, step)| step.begins)
        .filter_map(|(id, step)| {
            step.by
                .iter()
                .find_map(|party| match party {
                    procedure::Party::Role(role) => {
                        let name = &procedure.roles[*role].name;
                        actor.grants.iter().any(|grant| &grant.role == name).then_some(*role)
                    }
                    procedure::Party::Fact(_) => None,
                })
                .map(|role| (id, role))
        })
        .collect()
}
