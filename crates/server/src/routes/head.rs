//! The head of a case and what stands beside its pages: its clock, what is owed, what this person can do and why not the rest.

use calendar::{DueAt, Mark, Moment, day_and_date, long_date};
use casework::{Owed, Status};
use jiff::Timestamp;
use procedure::{Id, PersonId, Procedure, RoleId};

use crate::app::App;
use crate::desk::{Desk, slug_of};
use crate::forms::handbook_href;
use crate::offered::{self, Offered};
use crate::pages::case::{Aside, Cannot, CaseHead, CaseSection, Clock, ClockState, Holder, StepLink};
use crate::pages::parts::{CaseLine, Citation, Due, DueState, DutyLine, Link, Tag, Tone};
use crate::problem::Problem;
use crate::registers::{holds_one, parts_of};
use crate::session::Visitor;
use crate::web::with_query;

/// The head of a case for one of its pages.
///
/// # Errors
/// When its calendar is not to hand.
pub fn head(app: &App, visitor: &Visitor, desk: &Desk, current: CaseSection, now: Timestamp) -> Result<CaseHead, Problem> {
    let procedure = &desk.procedure;
    let mut sections = vec![(CaseSection::Overview, None), (CaseSection::Timeline, None)];
    let letters = procedure.letters.ids().any(|letter| desk.sight.letter(letter));
    if desk.sight.documents() || letters {
        sections.push((CaseSection::Documents, None));
    }
    sections.push((CaseSection::People, None));
    sections.push((CaseSection::Links, None));
    sections.push((CaseSection::Chain, None));
    if desk.sight.timeline() {
        sections.push((CaseSection::Looked, None));
    }
    Ok(CaseHead {
        reference: desk.reference.clone(),
        line: desk.line(app)?,
        href: desk.href(),
        stage: stage_tag(desk),
        marks: Vec::new(),
        version_href: (super::version::may_move(visitor, desk) && app.library().versions(&procedure.head.id).nth(1).is_some())
            .then(|| format!("{}/version", desk.href())),
        warnings: desk.warnings(),
        procedure: Link::new(format!("/procedures/{}/{}", procedure.head.id, procedure.head.version), &procedure.head.title),
        clock: clock(app, desk, now)?,
        hidden: None,
        ways: ways(app, visitor, desk),
        sections,
        current,
        aside: aside(app, visitor, desk, now)?,
    })
}

/// The tables of the parts of a case that this person may open, and the table of the whole that it is a part of.
fn ways(app: &App, visitor: &Visitor, desk: &Desk) -> Vec<Link> {
    let of = |procedure: &Procedure, whole: &str| -> Option<Link> {
        let (_, rule) = procedure.registers.iter().find(|(_, rule)| holds_one(procedure, &rule.roles, visitor))?;
        let path = format!("/registers/{}/{}", procedure.head.id, rule.name);
        let slug = slug_of(whole);
        Some(Link::new(with_query(&path, &[("of", slug.as_str())]), &rule.title))
    };
    let mut ways: Vec<Link> = parts_of(app, &desk.procedure.head.id).filter_map(|(part, _)| of(part, &desk.reference)).collect();
    let whole = desk.procedure.head.part_of.as_ref().and_then(|part| desk.fact(part.whole));
    if let Some(procedure::Value::Case(whole)) = whole {
        ways.extend(of(&desk.procedure, whole));
    }
    ways
}

/// The stage in which a case stands.
#[must_use]
pub fn stage_tag(desk: &Desk) -> Tag {
    let stage = desk.stage();
    Tag::new(&stage.title, if stage.end { Tone::Green } else { Tone::Blue })
}

/// The case as pages outside its own name it.
///
/// # Errors
/// When its calendar is not to hand.
pub fn line(app: &App, desk: &Desk) -> Result<CaseLine, Problem> {
    Ok(CaseLine { reference: desk.reference.clone(), line: desk.line(app)?, href: desk.href(), warnings: desk.warnings() })
}

/// The bar of a case: of its open duties with a limit counted in days, the one whose clock is the longest.
fn clock(app: &App, desk: &Desk, now: Timestamp) -> Result<Option<Clock>, Problem> {
    let rules = desk.rules(app)?;
    let longest = desk
        .owed()
        .filter(|one| one.due.is_some() && !desk.procedure.duties[one.duty].soft && one.owed_from <= now)
        .filter(|one| matches!(one.status, Status::Open | Status::Met(_)))
        .filter_map(|one| one.due.map(|due| (one, due)))
        .filter(|(_, due)| matches!(due.at, DueAt::EndOf(_)))
        .max_by_key(|(one, due)| (due.last_instant(rules.zone), one.duty.index()));
    let Some((one, due)) = longest else { return Ok(None) };
    let (why, _) = desk.why(rules, one);
    let today = rules.day(desk.met_at(one).unwrap_or(now));
    let (used, of, unit) = match &why.ledger {
        Some(ledger) if one.extended.is_none() => {
            let counted = |until: jiff::civil::Date| {
                let days = ledger.days.iter().filter(|day| day.date <= until && matches!(day.mark, Mark::Counted(_))).count();
                u32::try_from(days).unwrap_or(u32::MAX)
            };
            let late = ledger.days.last().map_or(0, |last| beyond(rules, desk, last.date, today));
            let unit = if one_limit(one).is_some_and(calendar::Limit::counts_working_days) { "working days" } else { "days" };
            (counted(today).saturating_add(late), ledger.counted(), unit)
        }
        _ => {
            let start = match one.start {
                Moment::Day(date) => date,
                Moment::At(at) => rules.day(at),
            };
            let between = |a: jiff::civil::Date, b: jiff::civil::Date| {
                u32::try_from(a.until(b).map_or(0, |span| span.get_days())).unwrap_or(0)
            };
            (between(start, today), between(start, due.date(rules.zone)).max(1), "days")
        }
    };
    let title = desk.procedure.duties[one.duty].title.clone();
    let date = day_and_date(due.date(rules.zone));
    let (state, words) = match one.status {
        Status::Met(_) => {
            let late = if desk.was_late(rules, one) { "late" } else { "on time" };
            let met = desk.met_at(one).map_or_else(String::new, |at| long_date(rules.day(at)));
            (ClockState::Stopped, format!("“{title}” was done {late}, on {met}, day {used} of {of} {unit}"))
        }
        _ if one.on_hold => (ClockState::OnHold, format!("On hold at day {used} of {of} {unit}")),
        _ if one.is_overdue(rules, now) => (ClockState::Overdue, format!("Day {used} of {of} {unit}: “{title}” was due {date}")),
        _ => (ClockState::Running, format!("Day {used} of {of} {unit}: “{title}” is due {date}")),
    };
    Ok(Some(Clock { words, used, of, state, why_href: Some(why_href(desk, one)) }))
}

fn one_limit(one: &Owed) -> Option<calendar::Limit> {
    match one.period {
        casework::state::Deadline::Within(limit) => Some(limit),
        _ => None,
    }
}

/// Days after the limit, in the unit of the limit.
fn beyond(rules: casework::Rules<'_>, desk: &Desk, limit: jiff::civil::Date, today: jiff::civil::Date) -> u32 {
    if today <= limit {
        return 0;
    }
    let calendar = desk.calendar(rules);
    u32::try_from(calendar::working_days_between(calendar, limit, today)).unwrap_or(0)
}

/// The page that shows how a date was counted.
#[must_use]
pub fn why_href(desk: &Desk, one: &Owed) -> String {
    format!("{}/why/{}/{}", desk.href(), desk.procedure.duties[one.duty].name, one.number)
}

/// The calendar that counts for cases of a site, for lists that do not load the case: the procedure's own, or the one that an
/// attribute of the site names.
#[must_use]
pub fn calendar_of<'a>(
    rules: casework::Rules<'a>,
    directory: &casework::Directory,
    site: Option<procedure::SiteId>,
) -> Option<&'a calendar::Calendar> {
    let name = match &rules.procedure.head.calendar {
        procedure::CalendarRule::Always(name) => Some(name),
        procedure::CalendarRule::By(fact, names) => {
            let fact = &rules.procedure.facts[*fact];
            let named = match &fact.source {
                procedure::Source::Derived(procedure::Derivation::Attribute { name, .. }) => {
                    site.and_then(|site| directory.sites.get(&site)).and_then(|site| site.attributes.get(name))
                }
                _ => None,
            };
            named.and_then(|value| fact.choice(value)).and_then(|at| names.get(&u32::from(at))).or_else(|| names.values().next())
        }
    };
    name.and_then(|name| rules.calendars.get(name))
}

/// A limit in words, and how near it is.
#[must_use]
pub fn due_words(
    rules: casework::Rules<'_>,
    calendar: &calendar::Calendar,
    due: Option<calendar::Due>,
    on_hold: bool,
    now: Timestamp,
) -> Due {
    let Some(due) = due else {
        return if on_hold {
            Due::new(DueState::OnHold, "On hold", "")
        } else {
            Due::new(DueState::Later, "No date", "the source gives none")
        };
    };
    let day = due.date(rules.zone);
    let today = rules.day(now);
    let date = match due.at {
        DueAt::EndOf(date) => long_date(date),
        DueAt::At(at) => {
            let at = at.to_zoned(rules.zone.clone());
            format!("{}, {}", long_date(at.date()), calendar::clock_time(at.time()))
        }
    };
    let days = |count: i64| if count == 1 { "1 working day".to_owned() } else { format!("{count} working days") };
    let (state, words) = if due.is_late(now, rules.zone) {
        let late = calendar::working_days_between(calendar, day, today);
        (DueState::Overdue, if late <= 0 { "late".to_owned() } else { format!("{} late", days(late)) })
    } else if day == today {
        (DueState::Today, "today".to_owned())
    } else {
        let left = calendar::working_days_between(calendar, today, day);
        let state = if left <= 1 { DueState::Soon } else { DueState::Later };
        (state, if left <= 0 { "before the next working day".to_owned() } else { format!("in {}", days(left)) })
    };
    Due::new(state, date, words)
}

fn aside(app: &App, visitor: &Visitor, desk: &Desk, now: Timestamp) -> Result<Aside, Problem> {
    let rules = desk.rules(app)?;
    let procedure = &desk.procedure;
    let calendar = desk.calendar(rules);
    let all = desk.offers(app, visitor, now)?;
    let mut open: Vec<&Owed> = desk.owed().filter(|one| one.is_open(now)).collect();
    open.sort_by_key(|one| (one.due.is_none(), one.due.map(|due| due.last_instant(rules.zone))));
    let mut owed = Vec::new();
    for one in open {
        let duty = &procedure.duties[one.duty];
        let href = all
            .iter()
            .find(|offer| offer.closed.is_none() && duty.met_by.contains(&offer.step))
            .map(|offer| desk.step_href(offer.step));
        let owner = if desk.is_mine(app, visitor, one.duty)? { String::new() } else { owner_words(app, desk, one) };
        let mut due = due_words(rules, calendar, one.due, one.on_hold, now);
        if duty.soft && due.state == DueState::Overdue {
            due.state = DueState::Later;
            due.words = format!("{}, where possible", due.words);
        }
        let why_href = one.due.is_some().then(|| why_href(desk, one));
        owed.push(DutyLine { what: duty.title.clone(), href, owner, due, why_href });
    }
    let mut can: Vec<StepLink> = Vec::new();
    let mut cannot = Vec::new();
    for offer in all {
        let step = &procedure.steps[offer.step];
        match offer.closed {
            None => can.push(StepLink {
                text: step.title.clone(),
                href: desk.step_href(offer.step),
                primary: can.is_empty() && offer.meets,
            }),
            Some(reason) => {
                cannot.push(Cannot { text: step.title.clone(), reason, citation: Some(cite(procedure, step.place)) });
            }
        }
    }
    Ok(Aside { owed, can, cannot, holder: holder(app, visitor, desk, now)? })
}

/// Who owes a duty, as far as this person may see who that is.
#[must_use]
pub fn owner_words(app: &App, desk: &Desk, one: &Owed) -> String {
    let (roles, people) = desk.parties(&desk.procedure.duties[one.duty].owner);
    if roles.is_empty() && people.is_empty() {
        return String::new();
    }
    casework::offers::party_words(&desk.procedure, &app.directory(), &roles, &people)
}

/// A citation that leads to the handbook.
#[must_use]
pub fn cite(procedure: &Procedure, place: procedure::Place) -> Citation {
    Citation::new(procedure.citation(place), handbook_href(procedure, place))
}

fn holder(app: &App, visitor: &Visitor, desk: &Desk, now: Timestamp) -> Result<Option<Holder>, Problem> {
    let roles = desk.owing_roles(app, visitor, now)?;
    let Some(role) = roles.first() else { return Ok(None) };
    let directory = app.directory();
    let title = &desk.procedure.roles[*role].title;
    let held = desk.holder(visitor, *role);
    let words = match held {
        Some(person) if person == visitor.actor.person => format!("You hold this for the {title}."),
        Some(person) => format!("{} holds this for the {title}.", directory.person_name(person)),
        None => format!("Nobody at the {title} has taken this yet."),
    };
    Ok(Some(Holder {
        words,
        may_take: held != Some(visitor.actor.person),
        hand_over_to: colleagues(app, visitor, desk, *role).choices(|_| true, ""),
    }))
}

/// The others who hold a role for the case's site, to hand it over to.
#[must_use]
pub fn colleagues(app: &App, visitor: &Visitor, desk: &Desk, role: RoleId) -> Offered<PersonId> {
    let directory = app.directory();
    offered::people(&directory, desk.colleagues(app, visitor, role).into_iter())
}
