//! Between what a procedure asks and what a person types: questions as fields, and what was typed as values.

use std::collections::{BTreeMap, BTreeSet};

use casework::names::spelt;
use casework::{Actor, Directory, Facts, Rules, clean};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::AmbiguousOffset;
use procedure::{Ask, Derivation, Fact, FactId, Kind, Library, PersonId, Procedure, SiteId, Source, Step, Value, reference};
use sha2::{Digest, Sha256};

use crate::book::{Book, Listed};
use crate::offered;
use crate::pages::fields::{Choice, DateParts, FieldKind, FieldView, TextLine, Width};
use crate::pages::parts::Citation;

/// What a form sent, in order; a name can come several times.
#[derive(Debug, Clone, Default)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// A form of these names and values, without what cannot be seen. A value of nothing but spaces is empty.
    #[must_use]
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        let clean = |(name, value): (String, String)| {
            // A password is what it is.
            if name.contains("password") {
                return (name, value);
            }
            let value = if clean::is_blank(&value) { String::new() } else { clean::text(&value).into_owned() };
            (name, value)
        };
        Self(pairs.into_iter().map(clean).collect())
    }

    /// The first value of a name; empty when there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(one, _)| one == name).map_or("", |(_, value)| value.as_str())
    }

    /// Every value of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(one, _)| one == name).map(|(_, value)| value.as_str())
    }

    /// Whether a name was sent at all.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(one, _)| one == name)
    }

    /// Whether something was sent for the question of this name: itself, a part of a date, or one of several.
    #[must_use]
    pub fn has_any(&self, name: &str) -> bool {
        self.0.iter().any(|(sent, _)| belongs(sent, name))
    }

    /// The answers among what was sent, to be carried along.
    #[must_use]
    pub fn answers(&self) -> Vec<(String, String)> {
        let kept = |name: &str| [PREFIX, WHO, "when"].iter().any(|prefix| name.starts_with(prefix));
        self.0.iter().filter(|(name, _)| kept(name)).cloned().collect()
    }

    /// The answers among what a link brought along: who a name means is said by nobody but the person who types it.
    #[must_use]
    pub fn linked(&self) -> Vec<(String, String)> {
        self.answers().into_iter().filter(|(name, _)| !name.starts_with(WHO)).collect()
    }

    /// All that was sent.
    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

const PREFIX: &str = "q-";
/// What begins the name under which it is sent whom a typed name means.
const WHO: &str = "who-";
/// The answer that a name means nobody in the list.
pub const NOBODY: &str = "nobody";
/// The most people that a question takes.
const MOST_PEOPLE: usize = 10;
/// The longest name, in characters.
const LONGEST_NAME: usize = 200;
/// The most points of a complaint.
const MOST_POINTS: usize = 50;
/// What is said of every name that cannot be chosen, also of one that is in the directory.
pub const CHOOSE_A_NAME: &str = "Choose a name from the list.";

/// The name under which a fact's answer is sent.
#[must_use]
pub fn name_of(fact: &Fact) -> String {
    format!("{PREFIX}{}", fact.name)
}

/// The name under which it is sent whom a name means that was typed for a fact. It says what was typed, so that an answer about
/// one name is none about another.
fn who_name(fact: &str, typed: &str) -> String {
    let digest = crate::web::hex(&Sha256::digest(spelt(typed).as_bytes()));
    format!("{WHO}{fact}.{}", digest.get(..12).unwrap_or_default())
}

/// Whether something sent belongs to the question of this name: itself, a part of a date, one of several, or whom a name means.
#[must_use]
pub fn belongs(sent: &str, name: &str) -> bool {
    if let (Some(who), Some(fact)) = (sent.strip_prefix(WHO), name.strip_prefix(PREFIX)) {
        return who.strip_prefix(fact).is_some_and(|rest| rest.starts_with('.'));
    }
    sent.strip_prefix(name).is_some_and(|rest| {
        rest.is_empty()
            || rest.strip_prefix('-').is_some_and(|part| {
                matches!(part, "day" | "month" | "year" | "time") || part.chars().all(|letter| letter.is_ascii_digit())
            })
    })
}

/// What questions are put together from.
#[derive(Clone, Copy)]
pub struct Asker<'a> {
    /// The rules of the case.
    pub rules: Rules<'a>,
    /// People and places.
    pub directory: &'a Directory,
    /// Whom and what is offered.
    pub book: &'a Book,
    /// Who is asked.
    pub actor: &'a Actor,
    /// The procedures, by whose patterns references are read.
    pub library: &'a Library,
}

/// What somebody searches for: a reference as it is written, however it was typed, or the words.
#[must_use]
pub fn search(library: &Library, typed: &str) -> String {
    match library.reference(typed) {
        reference::Typed::Reference(reference) => reference,
        _ => typed.to_owned(),
    }
}

/// The reference that somebody typed, as it is written; whether there is such a case plays no part.
///
/// # Errors
/// What to do, when its check digit is wrong.
pub fn reference(library: &Library, typed: &str) -> Result<String, String> {
    match library.reference(typed) {
        reference::Typed::Reference(reference) => Ok(reference),
        reference::Typed::Wrong => Err(reference::WRONG.to_owned()),
        reference::Typed::Other => Ok(typed.trim().to_uppercase()),
    }
}

impl Asker<'_> {
    fn procedure(&self) -> &Procedure {
        self.rules.procedure
    }

    /// The questions of a step that these facts call for, with what was typed, or else with what is known and seen: `seen` holds
    /// only what whoever is asked may see.
    #[must_use]
    pub fn questions(
        &self,
        step: &Step,
        facts: &Facts,
        seen: &Facts,
        typed: Option<&Form>,
        errors: &BTreeMap<FactId, String>,
    ) -> Vec<FieldView> {
        step.asks
            .iter()
            .filter(|ask| self.procedure().facts[ask.fact].question().is_some_and(|question| facts.allow(&question.guard)))
            .flat_map(|ask| self.question(*ask, facts, seen, typed, errors.get(&ask.fact)))
            .collect()
    }

    /// A question; findings are one for each point.
    #[must_use]
    pub fn question(
        &self,
        ask: Ask,
        facts: &Facts,
        seen: &Facts,
        typed: Option<&Form>,
        error: Option<&String>,
    ) -> Vec<FieldView> {
        let fact = &self.procedure().facts[ask.fact];
        let known = seen.get(ask.fact).filter(|_| !fact.afresh);
        if let Kind::Findings { of, .. } = fact.kind {
            let Some(Value::Points(points)) = facts.get(of) else { return Vec::new() };
            let shown = matches!(seen.get(of), Some(Value::Points(_)));
            let points: Vec<&str> = points.iter().map(|point| if shown { point.as_ref() } else { "" }).collect();
            return self.findings(fact, &points, typed, known, error);
        }
        let name = name_of(fact);
        let text = |shown: &str| typed.map_or_else(|| shown.to_owned(), |form| form.get(&name).to_owned());
        let kind = match &fact.kind {
            Kind::Choice(choices) => {
                let chosen = match (typed, known) {
                    (Some(form), _) => form.get(&name).to_owned(),
                    (None, Some(Value::Choice(at))) => {
                        choices.get(usize::from(*at)).map_or_else(String::new, |choice| choice.name.clone())
                    }
                    _ => String::new(),
                };
                let choices: Vec<Choice> =
                    choices.iter().map(|choice| Choice::new(&choice.name, &choice.label).chosen_if(&chosen)).collect();
                choice_kind(choices)
            }
            Kind::YesNo => {
                let answer = match (typed, known) {
                    (Some(form), _) => match form.get(&name) {
                        "yes" => Some(true),
                        "no" => Some(false),
                        _ => None,
                    },
                    (None, Some(Value::YesNo(yes))) => Some(*yes),
                    _ => None,
                };
                FieldView::yes_no("", "", answer).kind
            }
            Kind::Text { long: true } => FieldKind::Textarea {
                value: text(match known {
                    Some(Value::Text(text)) => text,
                    _ => "",
                }),
                rows: 6,
                limit: Some(casework::take::LONGEST_TEXT),
            },
            Kind::Text { long: false } => FieldKind::Text(TextLine {
                value: text(match known {
                    Some(Value::Text(text)) => text,
                    _ => "",
                }),
                ..TextLine::default()
            }),
            Kind::Money => FieldKind::Text(TextLine {
                value: text(&match known {
                    Some(Value::Money(pence)) => format!("{}.{:02}", pence / 100, pence % 100),
                    _ => String::new(),
                }),
                width: Width::Short,
                prefix: "£".to_owned(),
                ..TextLine::default()
            }),
            Kind::Number => FieldKind::Text(TextLine {
                value: text(&match known {
                    Some(Value::Number(number)) => number.to_string(),
                    _ => String::new(),
                }),
                width: Width::Tiny,
                numeric: true,
                ..TextLine::default()
            }),
            Kind::Date => FieldKind::Date(date_parts(&name, typed, seen.date(ask.fact))),
            Kind::Instant => {
                let at = match known {
                    Some(Value::Instant(at)) => Some(at.to_zoned(self.rules.zone.clone())),
                    _ => None,
                };
                FieldKind::DateTime {
                    date: date_parts(&name, typed, at.as_ref().map(jiff::Zoned::date)),
                    time: typed.map_or_else(
                        || at.map_or_else(String::new, |at| calendar::clock_time(at.time())),
                        |form| form.get(&format!("{name}-time")).to_owned(),
                    ),
                }
            }
            Kind::Person | Kind::People => self.people_field(fact, seen, &name, typed, known_people(known)),
            Kind::Organisation => {
                let chosen = text(&match known {
                    Some(Value::Organisation(id)) => offered::organisations(self.directory).words(*id).to_owned(),
                    _ => String::new(),
                });
                let offered: BTreeSet<_> = self.book.organisations(self.procedure(), self.directory).map(|one| one.id).collect();
                FieldKind::Select { choices: offered::organisations(self.directory).choices(|id| offered.contains(&id), &chosen) }
            }
            Kind::Site => {
                let all = offered::sites(self.directory);
                let chosen = text(match known {
                    Some(Value::Site(id)) => all.words(*id),
                    _ => "",
                });
                let sites = self.sites(ask.fact, seen);
                let mut choices = all.choices(|id| sites.iter().any(|(site, _)| *site == id), &chosen);
                if let ([only], None) = (choices.as_mut_slice(), typed) {
                    only.chosen = true;
                }
                FieldKind::Select { choices }
            }
            Kind::Case => FieldKind::Text(TextLine {
                value: text(match known {
                    Some(Value::Case(reference)) => reference,
                    _ => "",
                }),
                width: Width::Medium,
                ..TextLine::default()
            }),
            Kind::Points => FieldKind::Points {
                values: typed.map_or_else(
                    || match known {
                        Some(Value::Points(points)) => points.iter().map(ToString::to_string).collect(),
                        _ => Vec::new(),
                    },
                    |form| form.all(&name).map(str::to_owned).collect(),
                ),
                most: MOST_POINTS,
            },
            Kind::Findings { .. } | Kind::Role | Kind::Limit | Kind::Step => return Vec::new(),
        };
        vec![self.dressed(fact, FieldView::new(name, question_text(fact), kind), ask.required, error)]
    }

    fn dressed(&self, fact: &Fact, mut field: FieldView, required: bool, error: Option<&String>) -> FieldView {
        if let Some(hint) = fact.question().and_then(|question| question.hint.as_ref()) {
            field = field.hint(hint);
        }
        let citation = self.procedure().citation(fact.place);
        if citation.starts_with("paragraph") || citation.contains(char::is_numeric) {
            field = field.citation(Citation::new(&citation, handbook_href(self.procedure(), fact.place)));
        }
        if let Some(error) = error {
            field = field.error(error);
        }
        if required { field } else { field.optional() }
    }

    fn findings(
        &self,
        fact: &Fact,
        points: &[&str],
        typed: Option<&Form>,
        known: Option<&Value>,
        error: Option<&String>,
    ) -> Vec<FieldView> {
        let known = match known {
            Some(Value::Findings(findings)) => findings.to_vec(),
            _ => Vec::new(),
        };
        points
            .iter()
            .enumerate()
            .map(|(at, point)| {
                let name = format!("{}-{}", name_of(fact), at + 1);
                let chosen = typed.map_or_else(
                    || {
                        known
                            .get(at)
                            .and_then(|found| fact.choices().get(usize::from(*found)))
                            .map_or_else(String::new, |choice| choice.name.clone())
                    },
                    |form| form.get(&name).to_owned(),
                );
                let choices =
                    fact.choices().iter().map(|choice| Choice::new(&choice.name, &choice.label).chosen_if(&chosen)).collect();
                let field = FieldView::new(
                    name,
                    format!("{} Point {}: {point}", question_text(fact), at + 1).trim_end_matches(": ").to_owned(),
                    FieldKind::Radios { choices, inline: false },
                );
                self.dressed(fact, field, true, error.filter(|_| chosen.is_empty()))
            })
            .collect()
    }

    fn people_field(&self, fact: &Fact, seen: &Facts, name: &str, typed: Option<&Form>, known: Vec<PersonId>) -> FieldKind {
        let most = most_people(fact);
        let values: Vec<String> = typed.map_or_else(
            || known.iter().map(|id| self.shown(*id)).collect(),
            // No form that was shown sends more.
            |form| form.all(name).map(|typed| typed.chars().take(LONGEST_NAME + 1).collect()).take(most).collect(),
        );
        let mut unsure: Vec<FieldView> = Vec::new();
        if let Some(form) = typed.filter(|_| fact.wall) {
            for typed in values.iter().map(|typed| typed.trim()).filter(|typed| !typed.is_empty()) {
                if let Meant::Unsure(likely) = self.meant(fact, &BTreeMap::new(), seen, typed)
                    && !names_several(typed, &likely)
                    && !unsure.iter().any(|field| field.name == who_name(&fact.name, typed))
                {
                    unsure.push(who_field(&fact.name, typed, &likely, form));
                }
            }
        }
        let suggestions = self.eligible(fact, &BTreeMap::new(), seen, false).map(|listed| listed.shown.clone()).collect();
        FieldKind::People { values, suggestions, most, unsure }
    }

    /// The people whom a fact can name: staff of the body whose procedure it is, and of them holders of the roles that it wants.
    /// Nobody is shown who else has complained, or who works for another body. `anywhere`: for whatever place they hold a role.
    fn eligible<'d>(
        &'d self,
        fact: &'d Fact,
        answers: &BTreeMap<FactId, Value>,
        seen: &Facts,
        anywhere: bool,
    ) -> impl Iterator<Item = &'d Listed> {
        let eligible = self.eligibility(fact, answers, seen, anywhere);
        self.book.offered(self.procedure()).filter(move |listed| eligible(listed.id))
    }

    fn eligibility<'d>(
        &'d self,
        fact: &'d Fact,
        answers: &BTreeMap<FactId, Value>,
        seen: &Facts,
        anywhere: bool,
    ) -> impl Fn(PersonId) -> bool + 'd {
        let known = |id: FactId| answers.get(&id).or_else(|| seen.get(id));
        let site = match self.procedure().head.site.and_then(known) {
            Some(Value::Site(site)) => Some(*site),
            _ => None,
        };
        // As long as the place is not known, nobody is left out because of it.
        let anywhere = anywhere || fact.kind == Kind::People || site.is_none();
        let among: Vec<PersonId> = fact.among.iter().flat_map(|other| known_people(known(*other))).collect();
        move |person| {
            if !fact.among.is_empty() && !among.contains(&person) {
                return false;
            }
            let roles = fact.holds.iter().map(|role| self.procedure().roles[*role].name.as_str());
            fact.holds.is_empty() || self.directory.holds_one(person, roles, site, anywhere)
        }
    }

    /// How a person is written in a form: with job and organisation if they are offered.
    fn shown(&self, person: PersonId) -> String {
        let listed = self.book.find(self.procedure(), person);
        listed.map_or_else(|| self.directory.person_name(person).to_owned(), |listed| listed.shown.clone())
    }

    /// A value in words, for the person who is to check it: whom a name was taken for, with job and organisation. `with` is the directory
    /// with those who are to be added.
    #[must_use]
    pub fn told(&self, with: &Directory, fact: FactId, value: &Value) -> String {
        let fact = &self.procedure().facts[fact];
        let people = known_people(Some(value));
        if people.is_empty() {
            return casework::words::value(self.rules, with, fact, value);
        }
        let told = people.iter().map(|person| match self.book.find(self.procedure(), *person) {
            Some(listed) => listed.shown.clone(),
            None if with.unresolved.contains(person) => format!("{} (nobody in the list)", with.person_name(*person)),
            None => with.person_name(*person).to_owned(),
        });
        told.collect::<Vec<_>>().join("; ")
    }

    /// Whom a name means that was typed for a fact.
    fn meant(&self, fact: &Fact, answers: &BTreeMap<FactId, Value>, seen: &Facts, typed: &str) -> Meant<'_> {
        let procedure = self.procedure();
        let one = spelt(typed);
        // Whom the form showed is still meant.
        let before = procedure.facts.id(&fact.name).map(|id| known_people(seen.get(id))).unwrap_or_default();
        let same = |person: &PersonId| spelt(&self.shown(*person)) == one || spelt(self.directory.person_name(*person)) == one;
        let before: Vec<PersonId> = before.into_iter().filter(same).collect();
        if let [person] = before.as_slice() {
            return Meant::Known(*person);
        }
        let eligible = self.eligibility(fact, answers, seen, true);
        let among = || -> Option<PersonId> {
            // Whom the facts name among whom one is to be chosen may be offered for no other reason.
            let known = |id: FactId| answers.get(&id).or_else(|| seen.get(id));
            let mut named = fact.among.iter().flat_map(|other| known_people(known(*other))).filter(same);
            named.next().filter(|person| eligible(*person) && named.all(|other| other == *person))
        };
        let found: Vec<&Listed> = self.book.spelt(procedure, typed).into_iter().filter(|listed| eligible(listed.id)).collect();
        match found.as_slice() {
            [one] => return Meant::Known(one.id),
            [] => {}
            several => return Meant::Several(several.len()),
        }
        if let Some(person) = among() {
            return Meant::Known(person);
        }
        if !fact.holds.is_empty() || !fact.among.is_empty() {
            return Meant::Nobody;
        }
        if fact.wall {
            return Meant::Unsure(self.book.like(procedure, typed));
        }
        Meant::New
    }

    /// The places that a question offers: those at which the procedure is at work, whose attributes it can read, and for which
    /// this person holds one of its roles. The place that is known already stays among them.
    #[must_use]
    pub fn sites(&self, fact: FactId, facts: &Facts) -> Vec<(SiteId, String)> {
        let procedure = self.procedure();
        let ours = |grant: &casework::Grant| procedure.roles.id(&grant.role).is_some();
        let places = self.book.places(procedure, self.directory);
        let held: Vec<Option<SiteId>> = self.actor.grants.iter().filter(|grant| ours(grant)).map(|grant| grant.site).collect();
        let readable = |site: &casework::Site| {
            procedure.facts.iter().all(|(_, one)| match &one.source {
                Source::Derived(Derivation::Attribute { site: of, name }) if *of == fact => {
                    site.attributes.get(name).is_some_and(|value| one.choice(value).is_some())
                }
                _ => true,
            })
        };
        let known = match facts.get(fact) {
            Some(Value::Site(site)) => Some(*site),
            _ => None,
        };
        let mut sites: Vec<(SiteId, String)> = self
            .directory
            .sites
            .values()
            .filter(|site| {
                let offered = places.contains(&site.id)
                    && (held.contains(&None) || held.is_empty() || held.contains(&Some(site.id)))
                    && readable(site);
                offered || known == Some(site.id)
            })
            .map(|site| (site.id, site.name.clone()))
            .collect();
        sites.sort_by(|a, b| a.1.cmp(&b.1));
        sites
    }

    /// What was typed for the questions of a step, as values. People who are not in the directory yet are told apart: they have to be
    /// added before their ids can be known.
    #[must_use]
    pub fn read(&self, asks: &[Ask], facts: &Facts, form: &Form) -> Read {
        self.read_with(asks, facts, facts, form, false)
    }

    /// The same of a row of a sheet, which adds nobody: every name must be somebody who is offered.
    #[must_use]
    pub fn read_row(&self, asks: &[Ask], facts: &Facts, form: &Form) -> Read {
        self.read_with(asks, facts, facts, form, true)
    }

    /// The same of a form that was filled with what was seen: what was hidden and is left empty keeps its value.
    #[must_use]
    pub fn read_seen(&self, asks: &[Ask], facts: &Facts, seen: &Facts, form: &Form) -> Read {
        self.read_with(asks, facts, seen, form, false)
    }

    fn read_with(&self, asks: &[Ask], facts: &Facts, seen: &Facts, form: &Form, offered_only: bool) -> Read {
        let mut read = Read::default();
        for ask in asks {
            let fact = &self.procedure().facts[ask.fact];
            match self.value(fact, facts, seen, form, &read.answers, offered_only) {
                Ok(Typed::Nothing) => {}
                Ok(Typed::Value(value)) => {
                    read.answers.insert(ask.fact, value);
                }
                Ok(Typed::NewPeople(known, new)) => {
                    if fact.kind == Kind::Person {
                        read.single.insert(ask.fact);
                    }
                    if fact.wall {
                        read.unresolved.insert(ask.fact);
                    }
                    read.new_people.insert(ask.fact, (known, new));
                }
                Err(error) => {
                    read.errors.insert(ask.fact, error);
                }
            }
        }
        read
    }

    fn value(
        &self,
        fact: &Fact,
        facts: &Facts,
        seen: &Facts,
        form: &Form,
        answers: &BTreeMap<FactId, Value>,
        offered_only: bool,
    ) -> Result<Typed, String> {
        let name = name_of(fact);
        let raw = form.get(&name);
        let trimmed = raw.trim();
        let nothing = trimmed.is_empty();
        Ok(match &fact.kind {
            Kind::Choice(_) if nothing => Typed::Nothing,
            Kind::Choice(_) => Typed::Value(Value::Choice(fact.choice(trimmed).ok_or("Choose one of the answers")?)),
            Kind::YesNo => match trimmed {
                "" => Typed::Nothing,
                "yes" => Typed::Value(Value::YesNo(true)),
                "no" => Typed::Value(Value::YesNo(false)),
                _ => return Err("Choose yes or no".to_owned()),
            },
            // An optional text that was cleared is an answer: it empties what was known.
            Kind::Text { .. } if nothing && facts_none(seen, self.procedure(), fact) => Typed::Nothing,
            Kind::Text { .. } => Typed::Value(Value::text(&raw.replace("\r\n", "\n").replace('\0', ""))),
            Kind::Money if nothing => Typed::Nothing,
            Kind::Money => Typed::Value(Value::Money(money(trimmed)?)),
            Kind::Number if nothing => Typed::Nothing,
            Kind::Number => Typed::Value(Value::Number(trimmed.parse().map_err(|_| format!("“{trimmed}” is no whole number"))?)),
            Kind::Date => read_date(&name, form)?.map_or(Typed::Nothing, |date| Typed::Value(Value::Date(date))),
            Kind::Instant => match read_date(&name, form)? {
                None => Typed::Nothing,
                Some(date) => {
                    let time = read_time(form.get(&format!("{name}-time")))?;
                    Typed::Value(Value::Instant(moment(self.rules, date, time)?))
                }
            },
            Kind::Person | Kind::People => self.people(fact, answers, seen, form, &name, offered_only)?,
            Kind::Organisation | Kind::Site if nothing => Typed::Nothing,
            Kind::Organisation => {
                let id = offered::organisations(self.directory)
                    .named(trimmed)
                    .filter(|id| self.book.organisations(self.procedure(), self.directory).any(|offered| offered.id == *id))
                    .ok_or("Choose one from the list")?;
                Typed::Value(Value::Organisation(id))
            }
            Kind::Site => {
                let id = offered::sites(self.directory).named(trimmed).ok_or("Choose a place from the list")?;
                let offered = self.procedure().facts.id(&fact.name).map(|id| self.sites(id, seen)).unwrap_or_default();
                if !offered.iter().any(|(site, _)| *site == id) {
                    return Err("Choose a place from the list".to_owned());
                }
                Typed::Value(Value::Site(id))
            }
            Kind::Case if nothing => Typed::Nothing,
            Kind::Case => Typed::Value(Value::Case(reference(self.library, trimmed)?.into())),
            Kind::Points => {
                let points = form.all(&name).map(str::trim).filter(|point| !point.is_empty());
                let points: Vec<std::sync::Arc<str>> = points.take(MOST_POINTS + 1).map(Into::into).collect();
                if points.len() > MOST_POINTS {
                    return Err(format!("Write at most {MOST_POINTS} points. File the full text as a document."));
                }
                if points.is_empty() { Typed::Nothing } else { Typed::Value(Value::Points(points.into())) }
            }
            Kind::Findings { of, .. } => {
                let points = match answers.get(of).or_else(|| facts.get(*of)) {
                    Some(Value::Points(points)) => points.len(),
                    _ => 0,
                };
                let found: Vec<u16> = (1..=points).filter_map(|at| fact.choice(form.get(&format!("{name}-{at}")))).collect();
                let hidden = facts_none(seen, self.procedure(), fact) && !facts_none(facts, self.procedure(), fact);
                if found.is_empty() && hidden {
                    return Ok(Typed::Nothing);
                }
                if found.len() < points {
                    return Err("Choose a finding for this point".to_owned());
                }
                if found.is_empty() { Typed::Nothing } else { Typed::Value(Value::Findings(found.into())) }
            }
            Kind::Role | Kind::Limit | Kind::Step => Typed::Nothing,
        })
    }

    fn people(
        &self,
        fact: &Fact,
        answers: &BTreeMap<FactId, Value>,
        seen: &Facts,
        form: &Form,
        name: &str,
        offered_only: bool,
    ) -> Result<Typed, String> {
        let most = most_people(fact);
        // Counted before any of them is looked up.
        let typed: Vec<&str> =
            form.all(name).map(str::trim).filter(|typed| !typed.is_empty()).take(most.saturating_add(1)).collect();
        if typed.len() > most {
            return Err(if most == 1 { "Name one person.".to_owned() } else { format!("Name at most {most} people.") });
        }
        if typed.iter().any(|typed| typed.chars().count() > LONGEST_NAME) {
            return Err(format!("A name can have at most {LONGEST_NAME} characters. Shorten it."));
        }
        let mut known: Vec<PersonId> = Vec::new();
        let mut new = Vec::new();
        for typed in typed {
            match self.meant(fact, answers, seen, typed) {
                Meant::Known(person) => known.push(person),
                Meant::New if !offered_only => new.push(typed.to_owned()),
                Meant::New | Meant::Nobody if offered_only => {
                    let like = self.book.like(self.procedure(), typed);
                    let eligible = self.eligibility(fact, answers, seen, true);
                    let like: Vec<&Listed> = like.into_iter().filter(|listed| eligible(listed.id)).collect();
                    return Err(not_offered(typed, &like));
                }
                Meant::New | Meant::Nobody => return Err(CHOOSE_A_NAME.to_owned()),
                Meant::Several(count) => {
                    return Err(format!("There are {count} people called “{typed}”. Choose one from the list."));
                }
                Meant::Unsure(likely) if offered_only => return Err(not_offered(typed, &likely)),
                Meant::Unsure(likely) if names_several(typed, &likely) => {
                    return Err(format!("“{typed}” names several people. Name one person in each box."));
                }
                Meant::Unsure(_) => match form.get(&who_name(&fact.name, typed)) {
                    NOBODY => new.push(typed.to_owned()),
                    chosen => match self.book.spelt(self.procedure(), chosen).as_slice() {
                        [listed] if !chosen.is_empty() => known.push(listed.id),
                        _ => return Err(format!("Say who “{typed}” is.")),
                    },
                },
            }
        }
        let mut seen_before = BTreeSet::new();
        known.retain(|person| seen_before.insert(*person));
        let mut written_before = BTreeSet::new();
        new.retain(|name| written_before.insert(name.clone()));
        if known.is_empty() && new.is_empty() {
            return Ok(Typed::Nothing);
        }
        if !new.is_empty() {
            return Ok(Typed::NewPeople(known, new));
        }
        Ok(Typed::Value(match (&fact.kind, known.as_slice()) {
            (Kind::Person, [person]) => Value::Person(*person),
            _ => Value::People(known.into()),
        }))
    }
}

/// Whom a typed name means.
enum Meant<'b> {
    /// Somebody who is offered, or whom the form named already.
    Known(PersonId),
    /// One of so many who are offered.
    Several(usize),
    /// Nobody who can be chosen, and nobody can be added.
    Nobody,
    /// The person who types it has to say who it is: perhaps one of these.
    Unsure(Vec<&'b Listed>),
    /// Somebody whom no list has. Whether cases name them already is looked up when the answer is kept: nothing that is shown may
    /// depend on it.
    New,
}

/// The most people that a fact names.
fn most_people(fact: &Fact) -> usize {
    if fact.kind == Kind::Person { 1 } else { MOST_PEOPLE }
}

/// Asks who a name is that keeps the case from the person it names. Nothing is chosen that was not chosen.
fn who_field(fact: &str, typed: &str, likely: &[&Listed], form: &Form) -> FieldView {
    let name = who_name(fact, typed);
    let mut choices: Vec<Choice> =
        likely.iter().map(|listed| Choice::new(&listed.shown, &listed.shown).chosen_if(form.get(&name))).collect();
    choices.push(Choice::new(NOBODY, "Somebody else: nobody in the list").chosen_if(form.get(&name)));
    let hint = "People you name here are not shown the case. If it is nobody in the list, the case says so until somebody says who it is.";
    FieldView::new(name, format!("Who is “{typed}”?"), FieldKind::Radios { choices, inline: false }).hint(hint)
}

/// Whether several of these people are named in full, each by words of their own.
fn names_several(typed: &str, likely: &[&Listed]) -> bool {
    let typed = casework::names::words(typed);
    let full: Vec<&&Listed> = likely.iter().filter(|one| one.words().iter().all(|word| typed.contains(word))).collect();
    let apart = |one: &Listed, other: &Listed| !one.words().iter().any(|word| other.words().contains(word));
    full.iter().any(|one| full.iter().any(|other| apart(one, other)))
}

/// What is wrong with a name in a sheet that is nobody who is offered.
fn not_offered(typed: &str, likely: &[&Listed]) -> String {
    let likely: Vec<String> = likely.iter().take(3).map(|listed| format!("“{}”", listed.shown)).collect();
    if likely.is_empty() {
        return format!("Nobody whom you can choose is called “{typed}”.");
    }
    format!("Nobody whom you can choose is called “{typed}”. Do you mean {}?", casework::words::list(&likely, "or"))
}

/// What was typed, read.
#[derive(Debug, Clone, Default)]
pub struct Read {
    /// Answers that could be read.
    pub answers: BTreeMap<FactId, Value>,
    /// Facts that name people who are not in the directory: those who are, and the names of the others.
    pub new_people: BTreeMap<FactId, (Vec<PersonId>, Vec<String>)>,
    /// Those of them that name one person only.
    pub single: BTreeSet<FactId>,
    /// Those of them that keep the case from the people they name: somebody still has to say who that is.
    pub unresolved: BTreeSet<FactId>,
    /// What could not be read, and why.
    pub errors: BTreeMap<FactId, String>,
}

enum Typed {
    Nothing,
    Value(Value),
    NewPeople(Vec<PersonId>, Vec<String>),
}

fn facts_none(facts: &Facts, procedure: &Procedure, fact: &Fact) -> bool {
    procedure.facts.id(&fact.name).is_none_or(|id| facts.get(id).is_none())
}

fn known_people(known: Option<&Value>) -> Vec<PersonId> {
    match known {
        Some(Value::Person(one)) => vec![*one],
        Some(Value::People(several)) => several.to_vec(),
        _ => Vec::new(),
    }
}

fn choice_kind(choices: Vec<Choice>) -> FieldKind {
    if choices.len() > 8 { FieldKind::Select { choices } } else { FieldKind::Radios { choices, inline: false } }
}

fn question_text(fact: &Fact) -> String {
    fact.question().map_or_else(|| fact.label.clone(), |question| question.text.clone())
}

/// Where the paragraph stands in the handbook.
#[must_use]
pub fn handbook_href(procedure: &Procedure, place: procedure::Place) -> String {
    format!("/procedures/{}/{}#{}", procedure.head.id, procedure.head.version, procedure.anchor(place))
}

fn date_parts(name: &str, typed: Option<&Form>, known: Option<Date>) -> DateParts {
    match typed {
        Some(form) => DateParts::new(
            form.get(&format!("{name}-day")),
            form.get(&format!("{name}-month")),
            form.get(&format!("{name}-year")),
        ),
        None => known.map_or_else(DateParts::default, |date| {
            DateParts::new(date.day().to_string(), date.month().to_string(), date.year().to_string())
        }),
    }
}

/// Reads the three inputs of a date; none when all are empty.
///
/// # Errors
/// What is wrong, in words for the field.
pub fn read_date(name: &str, form: &Form) -> Result<Option<Date>, String> {
    let part = |suffix: &str| form.get(&format!("{name}-{suffix}")).trim().to_owned();
    let (day, month, year) = (part("day"), part("month"), part("year"));
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return Ok(None);
    }
    let missing: Vec<&str> = [("day", &day), ("month", &month), ("year", &year)]
        .into_iter()
        .filter(|(_, text)| text.is_empty())
        .map(|(name, _)| name)
        .collect();
    if !missing.is_empty() {
        return Err(format!("The date must include a {}", missing.join(" and a ")));
    }
    let number = month_number(&month);
    let date = (|| {
        let year: i16 = year.parse().ok().filter(|year| (1900..=2200).contains(year))?;
        Date::new(year, number?, day.parse().ok()?).ok()
    })();
    date.map(Some).ok_or_else(|| format!("“{day} {month} {year}” is no date. Enter one such as 27 3 2017"))
}

fn month_number(text: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    if let Ok(number) = text.parse::<i8>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let text = text.to_lowercase();
    let at = MONTHS.iter().position(|month| text.len() >= 3 && month.starts_with(&text))?;
    i8::try_from(at + 1).ok()
}

/// Reads a time of day: “9:30am”, “14:10”, “9am”.
///
/// # Errors
/// What is wrong, in words for the field.
pub fn read_time(text: &str) -> Result<Time, String> {
    let cleaned: String = text.to_lowercase().replace('.', ":").chars().filter(|letter| !letter.is_whitespace()).collect();
    let wrong = || format!("“{}” is no time of day. Enter one such as 9:30am or 14:10", text.trim());
    let (clock, half) = match (cleaned.strip_suffix("am"), cleaned.strip_suffix("pm")) {
        (Some(clock), _) => (clock, Some(0)),
        (_, Some(clock)) => (clock, Some(12)),
        _ => (cleaned.as_str(), None),
    };
    let (hour, minute) = clock.split_once(':').unwrap_or((clock, if half.is_some() { "0" } else { "" }));
    let hour: i8 = hour.parse().map_err(|_| wrong())?;
    let minute: i8 = minute.parse().map_err(|_| wrong())?;
    let hour = match half {
        Some(add) if (1..=12).contains(&hour) => hour % 12 + add,
        Some(_) => return Err(wrong()),
        None => hour,
    };
    Time::new(hour, minute, 0, 0).map_err(|_| wrong())
}

/// The moment of a civil date and time in the procedure's zone.
///
/// # Errors
/// When there is no such moment.
pub fn moment(rules: Rules<'_>, date: Date, time: Time) -> Result<Timestamp, String> {
    let unreadable = |_| "That date and time cannot be read. Enter one such as 27 3 2017 at 9:30am".to_owned();
    let at = rules.zone.to_ambiguous_zoned(date.to_datetime(time));
    if let AmbiguousOffset::Gap { .. } = at.offset() {
        let later = at.compatible().map_err(unreadable)?;
        return Err(format!(
            "There is no {} on {}: the clocks went forward. Enter {}",
            calendar::clock_time(time),
            calendar::long_date(date),
            calendar::clock_time(later.time())
        ));
    }
    // A time that came twice, when the clocks went back, is the first of the two; the words for it say so.
    at.compatible().map(|at| at.timestamp()).map_err(unreadable)
}

fn money(text: &str) -> Result<i64, String> {
    let wrong = || format!("“{text}” is no amount of money. Enter one such as 12.50");
    let cleaned: String = text.chars().filter(|letter| !matches!(letter, '£' | ',' | ' ')).collect();
    let (pounds, pence) = cleaned.split_once('.').unwrap_or((&cleaned, "0"));
    let pounds: i64 = pounds.parse().map_err(|_| wrong())?;
    let pence: i64 = match pence.len() {
        1 => pence.parse::<i64>().map_err(|_| wrong())?.saturating_mul(10),
        2 => pence.parse().map_err(|_| wrong())?,
        _ => return Err(wrong()),
    };
    if pounds < 0 || pence < 0 {
        return Err(wrong());
    }
    pounds.checked_mul(100).and_then(|all| all.checked_add(pence)).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::testing::{LEAD, World};

    fn form(pairs: &[(&str, &str)]) -> Form {
        Form::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        let at = |text: &str| read_time(text).map(|time| time.to_string());
        for (text, is) in [
            ("9:30am", "09:30:00"),
            ("9.30 AM", "09:30:00"),
            ("12am", "00:00:00"),
            ("12:05pm", "12:05:00"),
            ("14:10", "14:10:00"),
            ("0:00", "00:00:00"),
        ] {
            assert_eq!(at(text).as_deref(), Ok(is), "{text}");
        }
        for text in ["", "9", "25:00", "13pm", "0am", "noonish", "9:60"] {
            assert!(at(text).is_err(), "{text}");
        }
    }

    #[test]
    fn dates_say_what_is_missing() {
        let date = |day, month, year| read_date("d", &form(&[("d-day", day), ("d-month", month), ("d-year", year)]));
        assert_eq!(date("6", "3", "2017").map(|date| date.map(|date| date.to_string())), Ok(Some("2017-03-06".to_owned())));
        assert_eq!(date("6", "Sept", "2017").map(|date| date.map(|date| date.to_string())), Ok(Some("2017-09-06".to_owned())));
        assert_eq!(date("", "", ""), Ok(None));
        assert_eq!(date("6", "", ""), Err("The date must include a month and a year".to_owned()));
        assert!(date("31", "2", "2017").is_err());
        assert!(date("6", "3", "17").is_err(), "a year of two digits is not guessed");
    }

    #[test]
    fn money_is_read_to_the_penny() {
        assert_eq!(money("£1,012.5"), Ok(101_250));
        assert_eq!(money("3"), Ok(300));
        assert!(money("3.005").is_err());
        assert!(money("-3").is_err());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_time_that_the_clocks_left_out_is_refused_and_one_that_came_twice_is_the_first() {
        let world = World::new().await;
        let procedure = world.app.library().latest("plan").unwrap().clone();
        let rules = world.app.rules(&procedure).unwrap();
        let at = |day| moment(rules, day, jiff::civil::time(1, 30, 0, 0));
        let left_out = at(jiff::civil::date(2026, 3, 29)).unwrap_err();
        assert_eq!(left_out, "There is no 1:30am on 29 March 2026: the clocks went forward. Enter 2:30am");
        let twice = at(jiff::civil::date(2026, 10, 25)).unwrap();
        assert_eq!(calendar::instant_words(twice, rules.zone), "1:30am BST on 25 October 2026");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_case_cannot_have_been_received_more_than_twenty_years_ago() {
        let world = World::new().await;
        let procedure = world.app.library().latest("plan").unwrap().clone();
        let rules = world.app.rules(&procedure).unwrap();
        let (directory, lead) = (world.app.directory(), world.as_person(LEAD).await);
        let state = casework::State::replay(rules, &[]);
        let others = BTreeMap::new();
        let judged = |happened: &str| {
            let fact = |name: &str| procedure.facts.id(name).unwrap();
            let answers = BTreeMap::from([(fact("name"), Value::text("Better")), (fact("secret"), Value::YesNo(false))]);
            let step = procedure.steps.id("plan").unwrap();
            let attempt = casework::Attempt { step, happened: happened.parse().unwrap(), answers };
            let before = casework::Before { reference: "…", entries: &[], state: &state, others: &others };
            let now = "2026-12-01T12:00:00Z".parse().unwrap();
            let prepared = casework::prepare(rules, &directory, before, &lead.actor, &attempt, now);
            prepared.err().unwrap_or_default().into_iter().map(|refusal| refusal.in_full().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(judged("2006-12-02T12:00:00Z"), Vec::<String>::new());
        let old = "9am on 1 January 1900 is more than 20 years ago. Give the time at which it was received.";
        assert_eq!(judged("1900-01-01T09:00:00Z"), [old]);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_reference_is_read_as_it_is_written_and_a_wrong_character_is_said() {
        let world = World::new().await;
        let written = procedure::reference::candidate("PL/{year}/{code}", 2026, &[7; 32], 0);
        let typed = written.to_lowercase().replace(['/', '-'], " ");
        assert_eq!(reference(world.app.library(), &typed), Ok(written.clone()));
        assert_eq!(search(world.app.library(), &typed), written);
        let last = written.chars().last().and_then(|digit| digit.to_digit(10)).unwrap();
        let wrong = format!("{}{}", &written[..written.len() - 1], (last + 1) % 10);
        assert_eq!(reference(world.app.library(), &wrong).unwrap_err(), "Check the reference: one character looks wrong");
        assert_eq!(reference(world.app.library(), "pl/2017/00001"), Ok("PL/2017/00001".to_owned()));
    }
}
