//! What a page may say of a case: what happened, what is owed and who does it, each cut to its reader. The whole of a case is for
//! the engine and for keeping.

use std::collections::{BTreeMap, BTreeSet};

use casework::owed::Why;
use casework::refusal::CLOSED;
use casework::{Act, DocumentRef, Entry, IssuedLetter, Owed, RefusalKind, Rules, State, Told, offers, owners};
use jiff::Timestamp;
use procedure::{DutyId, FactId, LetterId, NoticeId, Party, PersonId, RoleId, Stage, StepId, Value};

use super::Desk;
use crate::app::App;
use crate::problem::Problem;
use crate::session::Visitor;

/// All of a case, for any reader.
#[derive(Clone, Copy)]
pub struct Whole<'a> {
    /// What happened.
    pub entries: &'a [Entry],
    /// Where that led.
    pub state: &'a State,
}

/// An entry as one person may see it.
#[derive(Clone, Copy)]
pub struct SeenEntry<'a> {
    desk: &'a Desk,
    at: usize,
    entry: &'a Entry,
}

/// What an entry is.
#[derive(Debug, Clone, Copy)]
pub enum What<'a> {
    /// A step was taken.
    Step(StepId),
    /// A letter was edited.
    Draft(LetterId),
    /// Someone took the case for a role, was handed it, or gave it back.
    Taken(RoleId, Option<PersonId>),
    /// A document was filed.
    Filed(&'a DocumentRef),
    /// The content of so many earlier entries was destroyed.
    Erased(usize),
    /// The case was moved from one version of its procedure to another.
    Moved(&'a str, &'a str),
}

/// A notice that was sent: to whom, as far as its reader may see whom the case names.
#[derive(Debug, Clone)]
pub struct SeenNotice {
    /// Which.
    pub notice: NoticeId,
    /// To which roles.
    pub roles: Vec<RoleId>,
    /// To which people.
    pub people: Vec<PersonId>,
}

impl<'a> SeenEntry<'a> {
    /// Its position in the case: duties say so what started, met or moved them.
    #[must_use]
    pub fn at(self) -> usize {
        self.at
    }

    /// Its number among those that this person may see, from 1.
    #[must_use]
    pub fn number(self) -> usize {
        self.desk.entries.iter().take(self.at).filter(|entry| self.desk.shows_entry(entry)).count() + 1
    }

    /// How many entries came later, of those that this person may see.
    #[must_use]
    pub fn later(self) -> usize {
        self.desk.entries.iter().skip(self.at + 1).filter(|entry| self.desk.shows_entry(entry)).count()
    }

    /// When it happened.
    #[must_use]
    pub fn happened(self) -> Timestamp {
        self.entry.happened
    }

    /// When it was recorded.
    #[must_use]
    pub fn recorded(self) -> Timestamp {
        self.entry.recorded
    }

    /// Who did it.
    #[must_use]
    pub fn by(self) -> PersonId {
        self.entry.by
    }

    /// In which role.
    #[must_use]
    pub fn role(self) -> Option<RoleId> {
        self.entry.role
    }

    /// What it is.
    #[must_use]
    pub fn what(self) -> What<'a> {
        match &self.entry.act {
            Act::Step { step, .. } => What::Step(*step),
            Act::Draft { letter, .. } => What::Draft(*letter),
            Act::Taken { role, holder } => What::Taken(*role, *holder),
            Act::Filed { document } => What::Filed(document),
            Act::Erased { entries } => What::Erased(entries.len()),
            Act::Moved { from, to, .. } => What::Moved(from, to),
        }
    }

    /// The step that was taken; `None` if it is something else.
    #[must_use]
    pub fn step(self) -> Option<StepId> {
        step_of(self.entry)
    }

    /// What was answered and worked out.
    pub fn facts(self) -> impl Iterator<Item = &'a (FactId, Value)> {
        self.desk.facts_of(self.entry)
    }

    /// What a fact was before it, and whether the same step said so.
    #[must_use]
    pub fn earlier(self, id: FactId) -> Option<(&'a Value, bool)> {
        let value_in = |entry: &'a Entry| self.desk.facts_of(entry).find(|(one, _)| *one == id).map(|(_, value)| value);
        let before = || self.desk.entries.iter().take(self.at).rev();
        let value = before().find_map(value_in)?;
        // A hidden step that gave the same answer again is not told of.
        let shown =
            before().filter(|entry| self.desk.shows_entry(entry)).find_map(|entry| Some((value_in(entry)?, step_of(entry))));
        Some((value, shown.is_some_and(|(shown, step)| shown == value && step == step_of(self.entry))))
    }

    /// The letters that were sent.
    pub fn letters(self) -> impl Iterator<Item = &'a IssuedLetter> {
        let desk = self.desk;
        letters_of(self.entry).iter().filter(move |sent| desk.sight.letter(sent.letter))
    }

    /// The notices that were sent.
    #[must_use]
    pub fn notices(self) -> Vec<SeenNotice> {
        let Act::Step { notices, .. } = &self.entry.act else { return Vec::new() };
        let seen = |sent: &casework::SentNotice| {
            let to = &self.desk.procedure.notices[sent.notice].to;
            // Whom the case names may be hidden, and so may the role that it chose.
            let all = to.len() == self.desk.seen_parties(to).count();
            let fixed = |role: &RoleId| all || to.contains(&Party::Role(*role));
            SeenNotice {
                notice: sent.notice,
                roles: sent.to.iter().copied().filter(fixed).collect(),
                people: if all { sent.people.clone() } else { Vec::new() },
            }
        };
        notices.iter().map(seen).collect()
    }
}

fn step_of(entry: &Entry) -> Option<StepId> {
    match &entry.act {
        Act::Step { step, .. } => Some(*step),
        _ => None,
    }
}

fn letters_of(entry: &Entry) -> &[IssuedLetter] {
    match &entry.act {
        Act::Step { letters, .. } => letters,
        _ => &[],
    }
}

/// A letter that was sent or is being written, and who did that, as far as its reader may see.
#[derive(Debug, Clone, Copy)]
pub struct SeenLetter<'a> {
    /// The letter as it was sent; `None` while it is a draft.
    pub sent: Option<&'a IssuedLetter>,
    /// When it was sent or last worked on.
    pub when: Timestamp,
    /// Who did so; `None` if that is hidden.
    pub by: Option<PersonId>,
    /// Its place among what happened.
    pub at: usize,
}

/// A step as it is offered to somebody.
#[derive(Debug, Clone)]
pub struct SeenOffer {
    /// Which.
    pub step: StepId,
    /// Why it is closed, as far as they may be told; `None` if it is open.
    pub closed: Option<String>,
    /// Whether it would meet something that is owed and that they see.
    pub meets: bool,
}

/// A time during which a clock stood still.
#[derive(Debug, Clone, Copy)]
pub struct SeenHold<'a> {
    /// Why; `None` if that is hidden.
    pub title: Option<&'a str>,
    /// From when until when.
    pub hold: calendar::Hold,
}

impl Desk {
    /// All of the case, for any reader: for the engine and for keeping, never for a page.
    #[must_use]
    pub fn whole(&self) -> Whole<'_> {
        Whole { entries: &self.entries, state: &self.state }
    }

    /// What happened, in order.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = SeenEntry<'_>> {
        let seen = move |(at, entry)| SeenEntry { desk: self, at, entry };
        self.entries.iter().enumerate().filter(|(_, entry)| self.shows_entry(entry)).map(seen)
    }

    /// What happened at a position; `None` if it is hidden.
    #[must_use]
    pub fn entry(&self, at: usize) -> Option<SeenEntry<'_>> {
        let entry = self.entries.get(at).filter(|entry| self.shows_entry(entry))?;
        Some(SeenEntry { desk: self, at, entry })
    }

    fn facts_of<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = &'a (FactId, Value)> {
        let facts = match &entry.act {
            Act::Step { facts, .. } => facts.as_slice(),
            _ => &[],
        };
        facts.iter().filter(|(id, value)| self.shows(*id, value))
    }

    /// Whether a duty was started by the last entry that this person may see, or since.
    #[must_use]
    pub fn just_started(&self, owed: &Owed) -> bool {
        owed.started_by.is_some_and(|at| !self.entries.iter().skip(at + 1).any(|entry| self.shows_entry(entry)))
    }

    /// The facts that were only ever answered in one of these steps, after the case had begun, as far as this person may see, and
    /// that still are what was answered there.
    #[must_use]
    pub fn answered_only_in(&self, steps: &BTreeSet<StepId>) -> BTreeSet<FactId> {
        let (mut inside, mut outside) = (BTreeMap::new(), BTreeSet::new());
        for (at, entry) in self.entries.iter().enumerate().filter(|(_, entry)| self.shows_entry(entry)) {
            if let Act::Step { step, facts, .. } = &entry.act {
                let answered = facts.iter().filter(|(fact, _)| self.procedure.facts[*fact].question().is_some());
                for (fact, value) in answered {
                    if at > 0 && steps.contains(step) {
                        inside.insert(*fact, value);
                    } else {
                        outside.insert(*fact);
                    }
                }
            }
        }
        let told = inside.into_iter().filter(|(fact, value)| self.state.facts.get(*fact) == Some(*value));
        told.map(|(fact, _)| fact).filter(|fact| !outside.contains(fact)).collect()
    }

    /// Whether the step that began the case asks for a fact.
    #[must_use]
    pub fn first_asks(&self, fact: FactId) -> bool {
        let first = self.entries.first().and_then(step_of);
        first.is_some_and(|step| self.procedure.steps[step].asks.iter().any(|ask| ask.fact == fact))
    }

    fn seen_letter<'a>(&self, at: usize, entry: &'a Entry, sent: Option<&'a IssuedLetter>) -> SeenLetter<'a> {
        let when = if sent.is_some() { entry.happened } else { entry.recorded };
        SeenLetter { sent, when, by: self.shows_entry(entry).then_some(entry.by), at }
    }

    /// Each time that a letter was sent, the latest first; nothing when this person may not read it.
    pub fn letters_sent(&self, id: LetterId) -> impl Iterator<Item = SeenLetter<'_>> {
        let entries = self.entries.iter().enumerate().rev().filter(move |_| self.sight.letter(id));
        entries.flat_map(move |(at, entry)| {
            let sent = letters_of(entry).iter().filter(move |sent| sent.letter == id);
            sent.map(move |sent| self.seen_letter(at, entry, Some(sent)))
        })
    }

    /// The draft of a letter that is not sent yet, as it was last worked on.
    #[must_use]
    pub fn draft_of(&self, id: LetterId) -> Option<SeenLetter<'_>> {
        let drafted = self.entries.iter().rposition(|entry| match &entry.act {
            Act::Step { step, .. } => self.procedure.steps[*step].drafts.contains(&id),
            Act::Draft { letter, .. } => *letter == id,
            _ => false,
        })?;
        let sent = self.letters_sent(id).next();
        let entry = self.entries.get(drafted).filter(|_| self.sight.letter(id))?;
        sent.is_none_or(|sent| sent.at <= drafted).then(|| self.seen_letter(drafted, entry, None))
    }

    /// When and by whom the draft of a letter was last edited.
    #[must_use]
    pub fn edited(&self, id: LetterId) -> Option<SeenLetter<'_>> {
        let edited = |entry: &Entry| matches!(&entry.act, Act::Draft { letter, .. } if *letter == id);
        let at = self.entries.iter().rposition(edited).filter(|_| self.sight.letter(id))?;
        self.entries.get(at).map(|entry| self.seen_letter(at, entry, None))
    }

    /// A document or a letter of the case that this person may open.
    #[must_use]
    pub fn document(&self, sha256: &str) -> Option<&DocumentRef> {
        self.entries.iter().find_map(|entry| match &entry.act {
            Act::Filed { document } => (document.sha256 == sha256 && self.sight.documents()).then_some(document),
            _ => {
                let mut letters = letters_of(entry).iter();
                let found = letters.find(|sent| sent.document.sha256 == sha256 && self.sight.letter(sent.letter));
                found.map(|sent| &sent.document)
            }
        })
    }

    /// The step that destroyed what was recorded; `None` if none did.
    #[must_use]
    pub fn erased_by(&self) -> Option<StepId> {
        let erased = self.entries.iter().any(|entry| matches!(entry.act, Act::Erased { .. }));
        let mut steps = self.procedure.steps.iter();
        steps.find(|(id, step)| erased && step.erases && self.state.last(*id).is_some()).map(|(id, _)| id)
    }

    /// The stage that it is in, which everybody may see who may know of it.
    #[must_use]
    pub fn stage(&self) -> &Stage {
        &self.procedure.stages[self.state.stage]
    }

    /// The calendar that counts for it.
    #[must_use]
    pub fn calendar<'r>(&self, rules: Rules<'r>) -> &'r calendar::Calendar {
        self.state.facts.calendar(rules).0
    }

    /// Whether somebody holds a role for the place of the case.
    #[must_use]
    pub fn holds(&self, visitor: &Visitor, role: RoleId) -> bool {
        visitor.actor.holds(&self.procedure.roles[role].name, self.state.site(&self.procedure))
    }

    /// The first of its roles that somebody holds for the place of the case.
    #[must_use]
    pub fn role_of(&self, visitor: &Visitor) -> Option<RoleId> {
        self.procedure.roles.ids().find(|role| self.holds(visitor, *role))
    }

    /// What is and was owed, of that which this person may see.
    pub fn owed(&self) -> impl Iterator<Item = &Owed> {
        self.owed.iter().filter(|one| self.sight.due(one.duty))
    }

    /// When something owed was met.
    #[must_use]
    pub fn met_at(&self, owed: &Owed) -> Option<Timestamp> {
        owed.met_at(&self.entries)
    }

    /// Whether something owed was met too late.
    #[must_use]
    pub fn was_late(&self, rules: Rules<'_>, owed: &Owed) -> bool {
        owed.was_late(rules, &self.entries)
    }

    /// The working of a date. What started its clock is told only as far as this person may see it.
    #[must_use]
    pub fn why(&self, rules: Rules<'_>, owed: &Owed) -> (Why, bool) {
        let mut why = casework::why(rules, &self.state, &self.entries, owed);
        let told = why.started_by.is_none_or(|at| self.entry(at).is_some());
        if !told {
            why.started.clear();
        }
        (why, told)
    }

    /// The times during which the clock of a duty stood still.
    pub fn holds_on(&self, duty: DutyId) -> impl Iterator<Item = SeenHold<'_>> {
        self.state.holds.iter().filter(move |(_, _, stops)| stops.contains(&duty)).map(|(id, hold, _)| {
            let rule = &self.procedure.holds[*id];
            let title = rule.from.iter().all(|step| self.sight.step(*step)).then_some(rule.title.as_str());
            SeenHold { title, hold: *hold }
        })
    }

    /// The roles and people that parties stand for, as far as this person may see who they are.
    #[must_use]
    pub fn parties(&self, parties: &[Party]) -> (Vec<RoleId>, Vec<PersonId>) {
        self.state.parties(&self.seen_parties(parties).collect::<Vec<_>>())
    }

    fn seen_parties(&self, parties: &[Party]) -> impl Iterator<Item = Party> {
        parties.iter().copied().filter(|party| match party {
            Party::Role(_) => true,
            Party::Fact(fact) => self.sight.fact(*fact),
        })
    }

    /// Whether a duty is this person's own.
    ///
    /// # Errors
    /// When its calendar is not to hand.
    pub fn is_mine(&self, app: &App, visitor: &Visitor, duty: DutyId) -> Result<bool, Problem> {
        let (roles, people) = owners(self.rules(app)?, &self.state, duty);
        Ok(people.contains(&visitor.actor.person) || roles.iter().any(|role| self.holds(visitor, *role)))
    }

    /// The roles of this person that owe something in the case now.
    ///
    /// # Errors
    /// When its calendar is not to hand.
    pub fn owing_roles(&self, app: &App, visitor: &Visitor, now: Timestamp) -> Result<Vec<RoleId>, Problem> {
        let rules = self.rules(app)?;
        let open = self.owed.iter().filter(|one| one.is_open(now));
        let mut roles: Vec<RoleId> = open.flat_map(|one| owners(rules, &self.state, one.duty).0).collect();
        roles.retain(|role| self.holds(visitor, *role));
        roles.sort_unstable();
        roles.dedup();
        Ok(roles)
    }

    /// Who holds the case for one of this person's own roles.
    #[must_use]
    pub fn holder(&self, visitor: &Visitor, role: RoleId) -> Option<PersonId> {
        self.state.holders.get(&role).copied().filter(|_| self.holds(visitor, role))
    }

    /// Whether this person may hand the case over: the person who does not see whom it is kept from would learn it from whom they can
    /// choose. They can leave it to a colleague to take it.
    #[must_use]
    pub fn may_hand_over(&self) -> bool {
        self.procedure.facts.iter().all(|(id, fact)| !fact.wall || self.sight.fact(id))
    }

    /// The others who hold a role for the case's place, without those whom the case is kept from; nobody when this person may not
    /// hand it over.
    #[must_use]
    pub fn colleagues(&self, app: &App, visitor: &Visitor, role: RoleId) -> Vec<PersonId> {
        if !self.may_hand_over() {
            return Vec::new();
        }
        let directory = app.directory();
        let holders = directory.holders(&self.procedure.roles[role].name, self.state.site(&self.procedure));
        holders.filter(|person| *person != visitor.actor.person && !self.state.walled.contains(person)).collect()
    }

    /// Why a step is closed to this person, as far as they may be told; `None` if it is open.
    ///
    /// # Errors
    /// When its calendar is not to hand.
    pub fn closed(&self, app: &App, visitor: &Visitor, step: StepId) -> Result<Option<Vec<Told>>, Problem> {
        let (rules, directory) = (self.rules(app)?, app.directory());
        let (_, refused) = offers::refusals(rules, &directory, &self.entries, &self.state, &visitor.actor, step);
        Ok((!refused.is_empty()).then(|| casework::refusal::told(&refused, &self.reasons)))
    }

    /// Why a letter cannot be edited by this person, as far as they may be told; `None` if it can.
    #[must_use]
    pub fn letter_closed(&self, app: &App, visitor: &Visitor, letter: LetterId) -> Option<String> {
        let refusal = offers::letter_refusal(&self.procedure, &app.directory(), &self.state, &visitor.actor, letter)?;
        Some(refusal.told(&self.reasons).words().to_owned())
    }

    /// The steps that are open to this person, and those of theirs that are closed: first those that meet what they see is owed
    /// and most urgent.
    ///
    /// # Errors
    /// When its calendar is not to hand.
    pub fn offers(&self, app: &App, visitor: &Visitor, now: Timestamp) -> Result<Vec<SeenOffer>, Problem> {
        let (rules, directory) = (self.rules(app)?, app.directory());
        // What is owed and hidden does not say what is most urgent.
        let seen: Vec<Owed> = self.owed().cloned().collect();
        let all = casework::offers(rules, &directory, &self.entries, &self.state, &seen, &visitor.actor, now);
        let listed = all.iter().filter(|offer| offer.is_open() || offer.is_listed(&self.procedure, &self.reasons));
        let offers = listed.map(|offer| {
            let mut told = casework::refusal::told(&offer.refused, &self.reasons);
            told.sort_by_key(|refusal| match refusal.kind {
                RefusalKind::FourEyes | RefusalKind::Seniority | RefusalKind::Independence | RefusalKind::Sight => 0,
                RefusalKind::Repeat => 1,
                _ => 2,
            });
            let closed = (!offer.is_open()).then(|| told.first().map_or(CLOSED, Told::words).to_owned());
            SeenOffer { step: offer.step, closed, meets: !offer.meets.is_empty() }
        });
        Ok(offers.collect())
    }
}
