//! How a date was counted, day by day.

use axum::extract::{Path, State};
use axum::response::Response;
use calendar::{Counting, Ledger, Mark, Moment, Reason, day_and_date, long_date};
use casework::{Owed, Status};
use jiff::civil::Date;

use super::case::{log_look, when};
use super::head::{cite, due_words, line};
use super::trail::timeline_href;
use crate::app::App;
use crate::desk::Desk;
use crate::pages::parts::{Due, DueState, Section};
use crate::pages::why::{Adjustment, Day, DayMark, LedgerRow, Month, Why};
use crate::problem::Problem;
use crate::session::Visitor;
use crate::web::{frame, html};

/// Shows the working of a date.
///
/// # Errors
/// Not found when there is no such date that this person may see.
pub async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path((case, duty, number)): Path<(String, String, u32)>,
) -> Result<Response, Problem> {
    let desk = Desk::open(&app, &visitor, &case).await?;
    let id = desk.procedure.duties.id(&duty).filter(|id| desk.sight.due(*id)).ok_or(Problem::NotFound)?;
    let one = desk.owed().find(|one| one.duty == id && one.number == number).ok_or(Problem::NotFound)?;
    let page = page(&app, &visitor, &desk, one)?;
    log_look(&app, &visitor, Some(desk.id), &format!("Why this date: {}", desk.procedure.duties[id].title)).await?;
    Ok(html(&page))
}

fn page(app: &App, visitor: &Visitor, desk: &Desk, one: &Owed) -> Result<Why, Problem> {
    let rules = desk.rules(app)?;
    let directory = app.directory();
    let now = app.now();
    let rule = &desk.procedure.duties[one.duty];
    let (why, started_by) = desk.why(rules, one);
    let calendar = desk.calendar(rules);
    let started = match one.start {
        Moment::Day(date) => long_date(date),
        Moment::At(at) => when(rules, at),
    };
    let due = match one.status {
        Status::Met(_) => {
            let met = desk.met_at(one).map_or_else(String::new, |at| long_date(rules.day(at)));
            let late = if desk.was_late(rules, one) { "late" } else { "on time" };
            let date = one.due.map_or_else(String::new, |due| long_date(due.date(rules.zone)));
            Due::new(DueState::Met, date, format!("done {late}, on {met}"))
        }
        _ => due_words(rules, calendar, one.due, one.on_hold, now),
    };
    // What started or moved the clock may be hidden, though the date is not.
    let mut facts = vec![if started_by {
        ("The clock started with".to_owned(), format!("{}, {started}", why.started))
    } else {
        ("The clock started".to_owned(), started)
    }];
    if let Some(limit) = why.limit {
        facts.push(("Time allowed".to_owned(), limit.to_string()));
        if limit.counts_working_days() {
            let counting = match rules.procedure.head.counting {
                Counting::FirstDayAfter => {
                    "The day itself is not counted; the first working day after it is day 1, also when it falls on a weekend or holiday."
                }
                Counting::RollFirst => {
                    "A start on a weekend or holiday first moves to the next working day, which is not counted."
                }
            };
            facts.push(("How days are counted".to_owned(), counting.to_owned()));
        }
    }
    if let Some(ledger) = why.ledger.as_ref().filter(|ledger| ledger.limit.counts_working_days()) {
        facts.push((
            "Bank holidays".to_owned(),
            format!(
                "{}, known up to {} (version {})",
                calendar::calendar_words(&ledger.calendar),
                long_date(ledger.known_until),
                ledger.calendar_version
            ),
        ));
    }
    let mut adjustments = Vec::new();
    if let Some((date, at)) = why.extended {
        let entry = desk.entry(at);
        let before = why.first_due.map_or_else(String::new, |due| format!(", from {}", long_date(due.date(rules.zone))));
        adjustments.push(Adjustment {
            kind: "Extension".to_owned(),
            text: format!("Moved to {}{before}.", long_date(date)),
            by: entry.map_or_else(String::new, |entry| {
                format!("{}, {}", directory.person_name(entry.by()), when(rules, entry.happened()))
            }),
            href: entry.map_or_else(|| format!("{}/timeline", desk.href()), |entry| timeline_href(desk, entry)),
        });
    }
    for held in desk.holds_on(one.duty) {
        let on = held.hold;
        let until = on.until.map_or_else(|| "until now".to_owned(), |until| format!("to {}", long_date(until)));
        adjustments.push(Adjustment {
            kind: "On hold".to_owned(),
            text: format!(
                "{}: from {} {until}. The clock stood still from the day after.",
                held.title.unwrap_or("On hold"),
                long_date(on.from)
            ),
            by: String::new(),
            href: format!("{}/timeline", desk.href()),
        });
    }
    let provisional = if why.calendar_assumed {
        Some("The case does not say yet where it arose, so the first calendar of the procedure was used.".to_owned())
    } else if one.due.is_some_and(|due| due.provisional) {
        Some(format!("Bank holidays are known only up to {}. The date may still move.", long_date(calendar.known_until())))
    } else {
        None
    };
    let sentence = match &why.ledger {
        Some(ledger) => ledger.sentence(),
        None => why.due.map_or_else(String::new, |due| format!("Agreed or given as {}.", long_date(due.date(rules.zone)))),
    };
    let today = rules.day(now);
    let months = why.ledger.as_ref().filter(|ledger| ledger.days.len() > 1).map_or_else(Vec::new, |ledger| months(ledger, today));
    let rows = why.ledger.as_ref().map_or_else(Vec::new, rows);
    let mut frame = frame(app, Some(visitor), &format!("Why this date: {}", rule.title), Section::Complaints);
    frame.title = format!("Why this date: {} ({})", rule.title, desk.reference);
    Ok(Why {
        frame,
        case: line(app, desk)?,
        what: rule.title.clone(),
        due,
        sentence,
        citation: Some(cite(&desk.procedure, rule.place)),
        facts,
        provisional,
        adjustments,
        months,
        rows,
    })
}

fn mark_of(mark: &Mark, is_limit: bool) -> DayMark {
    match mark {
        Mark::Counted(number) if is_limit => DayMark::Limit(*number),
        Mark::Counted(number) => DayMark::Counted(*number),
        Mark::Skipped(Reason::OnHold) => DayMark::OnHold,
        _ if is_limit => DayMark::LimitDate,
        Mark::Skipped(reason) => DayMark::Skipped(reason.to_string()),
        _ => DayMark::Start,
    }
}

/// The calendar months that a ledger runs through.
fn months(ledger: &Ledger, today: Date) -> Vec<Month> {
    let (Some(first), Some(last)) = (ledger.days.first(), ledger.days.last()) else { return Vec::new() };
    let mut all = Vec::new();
    let mut month = first.date.first_of_month();
    while month <= last.date {
        let mut weeks: Vec<[Option<Day>; 7]> = Vec::new();
        for number in 1..=month.days_in_month() {
            let Ok(date) = Date::new(month.year(), month.month(), number) else { continue };
            let at = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
            if at == 0 || weeks.is_empty() {
                weeks.push(Default::default());
            }
            let mark =
                ledger.days.iter().find(|day| day.date == date).map_or(DayMark::Outside, |day| mark_of(&day.mark, day.is_limit));
            let day = Day { number: u8::try_from(number).unwrap_or(0), mark, today: date == today };
            if let Some(slot) = weeks.last_mut().and_then(|week| week.get_mut(at)) {
                *slot = Some(day);
            }
        }
        all.push(Month { name: month.strftime("%B %Y").to_string(), weeks });
        match month.last_of_month().tomorrow() {
            Ok(next) => month = next,
            Err(_) => break,
        }
    }
    all
}

/// The ledger as lines, a day each.
fn rows(ledger: &Ledger) -> Vec<LedgerRow> {
    ledger
        .days
        .iter()
        .map(|day| {
            let (what, counts) = match &day.mark {
                Mark::Counted(number) => ("Counted".to_owned(), format!("Day {number}")),
                Mark::Skipped(reason) => (reason.to_string(), "Not counted".to_owned()),
                _ => ("The clock starts".to_owned(), "Not counted".to_owned()),
            };
            let counts = if day.is_limit { format!("{counts}: the limit") } else { counts };
            LedgerRow { dates: day_and_date(day.date), what, counts }
        })
        .collect()
}
