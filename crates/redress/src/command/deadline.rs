//! `redress deadline`: when a time limit ends, with every day counted and skipped.

use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use calendar::{CalendarSet, Count, Counting, Hold, Limit, Moment, day_and_date};
use jiff::civil::{Date, DateTime};

/// When a time limit ends.
#[derive(Debug, clap::Args)]
pub(crate) struct Deadline {
    /// The day on which the clock starts (2017-04-07), or the local time (2017-04-07T09:30)
    #[arg(long)]
    from: String,
    /// How long there is: "20 working days", "12 weeks", "6 hours", "the same day"
    #[arg(long)]
    within: String,
    /// Whose bank holidays count
    #[arg(long, default_value = "england-and-wales")]
    calendar: String,
    /// What a start on a day that is no working day means: "first-day-after" or "roll-first"
    #[arg(long, default_value = "first-day-after")]
    counting: String,
    /// A pause: from its first day to its last (2017-04-10..2017-04-12); it can be given several times
    #[arg(long, value_name = "FROM..UNTIL")]
    hold: Vec<String>,
    /// A day on which the body is closed; it can be given several times
    #[arg(long, value_name = "DATE")]
    closed: Vec<String>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

impl Deadline {
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        // All that is wrong is told at once.
        let mut wrong = Vec::new();
        let mut note = |error: anyhow::Error| wrong.push(format!("{error:#}"));
        let zone = calendar::london();
        let start = start(&self.from, &zone).map_err(&mut note).ok();
        let limit: Option<Limit> = self.within.parse().map_err(|error| note(anyhow!("--within: {error}"))).ok();
        let counting: Option<Counting> = self.counting.parse().map_err(|error| note(anyhow!("--counting: {error}"))).ok();
        let holds: Vec<Hold> = self.hold.iter().filter_map(|text| hold(text).map_err(&mut note).ok()).collect();
        let closed: Vec<(Date, String)> = self
            .closed
            .iter()
            .filter_map(|text| text.parse().map_err(|_| note(anyhow!("--closed: “{text}” is no date such as 2017-04-07"))).ok())
            .map(|date| (date, "Closed".to_owned()))
            .collect();
        let set = CalendarSet::embedded();
        let calendar = set.get(&self.calendar);
        if calendar.is_none() {
            note(anyhow!(
                "--calendar: there is no calendar “{}”: there are {}",
                self.calendar,
                set.names().collect::<Vec<_>>().join(", ")
            ));
        }
        let (Some(start), Some(limit), Some(counting), Some(calendar), true) =
            (start, limit, counting, calendar, wrong.is_empty())
        else {
            bail!("{}", wrong.join("\n         "));
        };
        let calendar = calendar.with_closures(&closed);
        let count = Count { start, limit, calendar: &calendar, counting, zone: &zone, holds: &holds };
        if self.json {
            println!("{}", serde_json::to_string_pretty(&calendar::deadline_json(&count))?);
            return Ok(ExitCode::SUCCESS);
        }
        let ledger = count.ledger();
        println!("{}", ledger.sentence());
        if let Some(due) = ledger.due {
            println!("Due: {}{}", calendar::due_words(due.at, &zone), if due.provisional { " (provisional)" } else { "" });
        }
        for day in &ledger.days {
            let what = match &day.mark {
                calendar::Mark::Counted(number) => format!("day {number}"),
                calendar::Mark::Skipped(reason) => format!("not counted: {reason}"),
                _ => "start".to_owned(),
            };
            println!("  {:<28} {what}{}", day_and_date(day.date), if day.is_limit { "  ← limit" } else { "" });
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn start(text: &str, zone: &jiff::tz::TimeZone) -> anyhow::Result<Moment> {
    if let Ok(date) = text.parse::<Date>()
        && !text.contains(['T', ' '])
    {
        return Ok(Moment::Day(date));
    }
    if let Ok(at) = text.parse::<jiff::Timestamp>() {
        return Ok(Moment::At(at));
    }
    let at: DateTime = text
        .parse()
        .map_err(|_| anyhow!("--from: “{text}” is no date such as 2017-04-07 and no local time such as 2017-04-07T09:30"))?;
    Ok(Moment::At(at.to_zoned(zone.clone()).context("--from: there is no such time")?.timestamp()))
}

fn hold(text: &str) -> anyhow::Result<Hold> {
    let wrong = || anyhow!("--hold: “{text}” is no pause such as 2017-04-10..2017-04-12");
    let (from, until) = text.split_once("..").ok_or_else(wrong)?;
    let from = from.parse().map_err(|_| wrong())?;
    let until = if until.is_empty() { None } else { Some(until.parse().map_err(|_| wrong())?) };
    if until.is_some_and(|until| until < from) {
        bail!("--hold: “{text}” ends before it starts");
    }
    Ok(Hold { from, until })
}
