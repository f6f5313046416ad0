//! Between what a procedure asks and what a person types: questions as fields, and what was typed as values.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use casework::{Actor, Directory, Facts, Rules, clean};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use procedure::{Ask, Derivation, Fact, FactId, Kind, PersonId, Procedure, SiteId, Source, Step, Value};

use crate::pages::fields::{Choice, DateParts, FieldKind, FieldView, TextLine, Width};
use crate::pages::parts::Citation;
use crate::registers::folded;

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
        self.0.iter().filter(|(name, _)| name.starts_with(PREFIX) || name.starts_with("when")).cloned().collect()
    }

    /// All that was sent.
    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

const PREFIX: &str = "q-";

/// The name under which a fact's answer is sent.
#[must_use]
pub fn name_of(fact: &Fact) -> String {
    format!("{PREFIX}{}", fact.name)
}

/// Whether something sent belongs to the question of this name: itself, a part of a date, or one of several.
#[must_use]
pub fn belongs(sent: &str, name: &str) -> bool {
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
    /// Who is asked.
    pub actor: &'a Actor,
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
            Kind::Person => self.people_field(fact, seen, &name, typed, known_people(known), 1),
            Kind::People => self.people_field(fact, seen, &name, typed, known_people(known), 10),
            Kind::Organisation => {
                let chosen = text(&match known {
                    Some(Value::Organisation(id)) => id.to_string(),
                    _ => String::new(),
                });
                let all = self.directory.organisations.values();
                let choices = all.map(|one| Choice::new(one.id.to_string(), &one.name).chosen_if(&chosen)).collect();
                FieldKind::Select { choices }
            }
            Kind::Site => {
                let chosen = text(&match known {
                    Some(Value::Site(id)) => id.to_string(),
                    _ => String::new(),
                });
                let sites = self.sites(ask.fact, seen);
                let only = sites.len() == 1 && typed.is_none();
                let choice = |(id, name): &(SiteId, String)| {
                    let mut choice = Choice::new(id.to_string(), name).chosen_if(&chosen);
                    choice.chosen = choice.chosen || only;
                    choice
                };
                FieldKind::Select { choices: sites.iter().map(choice).collect() }
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
                most: 50,
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

    fn people_field(
        &self,
        fact: &Fact,
        facts: &Facts,
        name: &str,
        typed: Option<&Form>,
        known: Vec<PersonId>,
        most: usize,
    ) -> FieldKind {
        FieldKind::People {
            values: typed.map_or_else(
                || known.iter().filter_map(|id| self.directory.people.get(id)).map(|person| self.suggestion(person)).collect(),
                |form| form.all(name).map(str::to_owned).collect(),
            ),
            suggestions: self.eligible(fact, facts).map(|person| self.suggestion(person)).collect(),
            most,
        }
    }

    /// The people whom a fact can name: holders of the roles that it wants. Where it wants none, only people who work here are
    /// suggested; nobody is shown who else has complained.
    fn eligible<'d>(&'d self, fact: &'d Fact, facts: &Facts) -> impl Iterator<Item = &'d casework::Person> {
        let site = match self.procedure().head.site.and_then(|site| facts.get(site)) {
            Some(Value::Site(site)) => Some(*site),
            _ => None,
        };
        // As long as the place is not known, nobody is left out because of it.
        let anywhere = fact.kind == Kind::People || site.is_none();
        let among: Vec<PersonId> = fact.among.iter().flat_map(|other| known_people(facts.get(*other))).collect();
        self.directory.people.values().filter(move |person| {
            if !fact.among.is_empty() && !among.contains(&person.id) {
                return false;
            }
            if fact.holds.is_empty() {
                return person.organisation.is_some() || !person.job.is_empty();
            }
            let roles = fact.holds.iter().map(|role| self.procedure().roles[*role].name.as_str());
            self.directory.holds_one(person.id, roles, site, anywhere)
        })
    }

    /// How a person is written so that the name says which one is meant.
    fn suggestion(&self, person: &casework::Person) -> String {
        let organisation = person.organisation.map(|id| self.directory.organisation_name(id)).unwrap_or_default();
        match (person.job.as_str(), organisation) {
            ("", "") => person.name.clone(),
            (job, "") => format!("{} ({job})", person.name),
            ("", organisation) => format!("{} ({organisation})", person.name),
            (job, organisation) => format!("{} ({job}, {organisation})", person.name),
        }
    }

    /// The places that a question offers: those at which the procedure is at work, whose attributes it can read, and for which
    /// this person holds one of its roles. The place that is known already stays among them.
    #[must_use]
    pub fn sites(&self, fact: FactId, facts: &Facts) -> Vec<(SiteId, String)> {
        let procedure = self.procedure();
        let ours = |grant: &casework::Grant| procedure.roles.id(&grant.role).is_some();
        let at_work = at_work(procedure, self.directory);
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
                let offered = (at_work.is_empty() || at_work.contains(&site.id))
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
        self.read_with(asks, facts, facts, form, None)
    }

    /// The same, where people are found by their names in an index: for many forms that name many people.
    #[must_use]
    pub fn read_by(&self, asks: &[Ask], facts: &Facts, form: &Form, names: Option<&Names>) -> Read {
        self.read_with(asks, facts, facts, form, names)
    }

    /// The same of a form that was filled with what was seen: what was hidden and is left empty keeps its value.
    #[must_use]
    pub fn read_seen(&self, asks: &[Ask], facts: &Facts, seen: &Facts, form: &Form) -> Read {
        self.read_with(asks, facts, seen, form, None)
    }

    fn read_with(&self, asks: &[Ask], facts: &Facts, seen: &Facts, form: &Form, names: Option<&Names>) -> Read {
        let mut read = Read::default();
        for ask in asks {
            let fact = &self.procedure().facts[ask.fact];
            match self.value(fact, facts, seen, form, &read.answers, names) {
                Ok(Typed::Nothing) => {}
                Ok(Typed::Value(value)) => {
                    read.answers.insert(ask.fact, value);
                }
                Ok(Typed::NewPeople(known, new)) => {
                    if fact.kind == Kind::Person {
                        read.single.insert(ask.fact);
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
        names: Option<&Names>,
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
            Kind::Person | Kind::People => self.people(fact, form, &name, names)?,
            Kind::Organisation | Kind::Site if nothing => Typed::Nothing,
            Kind::Organisation => {
                let id = trimmed
                    .parse()
                    .ok()
                    .filter(|id| self.directory.organisations.contains_key(id))
                    .ok_or("Choose one from the list")?;
                Typed::Value(Value::Organisation(id))
            }
            Kind::Site => {
                let id: SiteId = trimmed.parse().map_err(|_| "Choose a place from the list")?;
                let offered = self.procedure().facts.id(&fact.name).map(|id| self.sites(id, seen)).unwrap_or_default();
                if !offered.iter().any(|(site, _)| *site == id) {
                    return Err("Choose a place from the list".to_owned());
                }
                Typed::Value(Value::Site(id))
            }
            Kind::Case if nothing => Typed::Nothing,
            Kind::Case => Typed::Value(Value::Case(trimmed.to_uppercase().into())),
            Kind::Points => {
                let points: Vec<std::sync::Arc<str>> =
                    form.all(&name).map(str::trim).filter(|point| !point.is_empty()).map(Into::into).collect();
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

    /// The people whom a name may mean, and those whom it means with their job and organisation.
    fn matching(&self, typed: &str) -> (Vec<PersonId>, Vec<PersonId>) {
        let people = self.directory.people.values();
        let all = people.clone().filter(|one| same_words(&self.suggestion(one), typed) || same_words(&one.name, typed));
        let exact = people.filter(|person| same_words(&self.suggestion(person), typed));
        (all.map(|person| person.id).collect(), exact.map(|person| person.id).collect())
    }

    fn people(&self, fact: &Fact, form: &Form, name: &str, names: Option<&Names>) -> Result<Typed, String> {
        let mut known = Vec::new();
        let mut new = Vec::new();
        for typed in form.all(name).map(str::trim).filter(|typed| !typed.is_empty()) {
            let (matching, exact) = names.map_or_else(|| self.matching(typed), |names| names.matching(typed));
            match matching.as_slice() {
                [one] => known.push(*one),
                [] if typed.chars().count() > 200 => return Err("A name has at most 200 characters".to_owned()),
                [] => new.push(typed.to_owned()),
                several => match exact.as_slice() {
                    [one] => known.push(*one),
                    _ => return Err(format!("There are {} people called “{typed}”. Choose one from the list", several.len())),
                },
            }
        }
        if known.is_empty() && new.is_empty() {
            return Ok(Typed::Nothing);
        }
        if matches!(fact.kind, Kind::Person) {
            return match (known.as_slice(), new.as_slice()) {
                ([one], []) => Ok(Typed::Value(Value::Person(*one))),
                ([], [_]) if fact.holds.is_empty() => Ok(Typed::NewPeople(known, new)),
                ([], [name]) => Err(format!("“{name}” is not in the directory. Choose a name from the list")),
                _ => Err("Name one person".to_owned()),
            };
        }
        if new.is_empty() { Ok(Typed::Value(Value::People(known.into()))) } else { Ok(Typed::NewPeople(known, new)) }
    }
}

/// The places at which a procedure is at work: those for which somebody holds one of its roles. None, when all its roles are held
/// for all places: then it is at work everywhere.
#[must_use]
pub fn at_work(procedure: &Procedure, directory: &Directory) -> BTreeSet<SiteId> {
    directory
        .grants
        .values()
        .flatten()
        .filter(|grant| procedure.roles.id(&grant.role).is_some())
        .filter_map(|grant| grant.site)
        .collect()
}

/// The places of the cases of these procedures: none when none of them has places.
#[must_use]
pub fn places<'a>(procedures: impl Iterator<Item = &'a Procedure>, directory: &Directory) -> BTreeSet<SiteId> {
    let mut places = BTreeSet::new();
    let mut everywhere = false;
    for procedure in procedures.filter(|procedure| procedure.head.site.is_some()) {
        let some = at_work(procedure, directory);
        everywhere = everywhere || some.is_empty();
        places.extend(some);
    }
    // Where some procedures are at work at given places, those that are at work everywhere add none that they do not have too.
    if places.is_empty() && everywhere {
        places.extend(directory.sites.keys());
    }
    places
}

/// The people of a directory by their names.
#[derive(Debug, Clone, Default)]
pub struct Names {
    all: HashMap<String, Vec<PersonId>>,
    exact: HashMap<String, Vec<PersonId>>,
}

impl Names {
    /// The index of the directory of whoever asks.
    #[must_use]
    pub fn new(asker: &Asker<'_>) -> Self {
        let mut names = Self::default();
        for person in asker.directory.people.values() {
            let (name, exact) = (folded(&person.name), folded(&asker.suggestion(person)));
            names.exact.entry(exact.clone()).or_default().push(person.id);
            if name != exact {
                names.all.entry(name).or_default().push(person.id);
            }
            names.all.entry(exact).or_default().push(person.id);
        }
        names
    }

    fn matching(&self, typed: &str) -> (Vec<PersonId>, Vec<PersonId>) {
        let typed = folded(typed);
        let of = |map: &HashMap<String, Vec<PersonId>>| map.get(&typed).cloned().unwrap_or_default();
        (of(&self.all), of(&self.exact))
    }
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

fn same_words(a: &str, b: &str) -> bool {
    folded(a) == folded(b)
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
    date.to_datetime(time)
        .to_zoned(rules.zone.clone())
        .map(|at| at.timestamp())
        .map_err(|_| "That date and time cannot be read. Enter one such as 27 3 2017 at 9:30am".to_owned())
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
}
