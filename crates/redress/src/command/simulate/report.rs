//! What came of a simulation, for a terminal.

use casework::simulate::{Setup, Simulated};
use procedure::Procedure;

/// The report.
pub(super) fn text(procedure: &Procedure, setup: &Setup, seed: u64, of: &Simulated) -> String {
    let mut out = format!("{}, version {}\n", procedure.head.title, procedure.head.version);
    out.push_str(&format!(
        "{} made-up cases from {} to {}, {} a day, seed {seed}: {} steps\n\n",
        number(of.cases),
        calendar::long_date(setup.from),
        calendar::long_date(of.until),
        decimal(u64::from(setup.per_day)),
        number(of.steps)
    ));
    out.push_str(&format!(
        "{} came to an end, half of them within {}, 19 of 20 within {}; at most {} were open at once.\n",
        number(of.closed),
        time(of.lasted.median),
        time(of.lasted.p95),
        number(u64::try_from(of.most_open).unwrap_or(u64::MAX))
    ));
    if of.overwhelmed {
        out.push_str(&format!(
            "The staff cannot keep up: with {} cases open no more were let in.\n",
            number(u64::try_from(of.most_open).unwrap_or(u64::MAX))
        ));
    }
    out.push_str(&stuck(of));
    out.push_str("\nLimits\n");
    out.push_str(&duties(of));
    out.push_str("\nWho was waited for\n");
    out.push_str(&roles(of));
    out.push_str("\nBusiest weeks\n");
    out.push_str(&weeks(of));
    out.push_str("\nLongest cases\n");
    out.push_str(&longest(of));
    let never: Vec<&str> = of.taken.iter().filter(|(_, times)| *times == 0).map(|(step, _)| step.as_str()).collect();
    if !never.is_empty() {
        out.push_str(&format!("\nSteps that were never taken: {}\n", never.join(", ")));
    }
    out
}

fn stuck(of: &Simulated) -> String {
    let cases: u64 = of.stuck.iter().map(|stuck| stuck.cases).sum();
    if cases == 0 {
        return String::new();
    }
    let mut out = format!("\n{} could not go on:\n", number(cases));
    for stuck in &of.stuck {
        out.push_str(&format!("  {:>7}  {}\n", number(stuck.cases), stuck.why));
    }
    out
}

fn duties(of: &Simulated) -> String {
    let head = ["", "owed", "in time", "late", "overdue", "fell away", "median", "19 of 20"];
    let rows = of.duties.iter().map(|duty| {
        let soft = if duty.soft { " (where possible)" } else { "" };
        [
            format!("{} ({}){soft}", duty.title, duty.citation),
            number(duty.owed),
            number(duty.in_time),
            share(duty.late, duty.owed),
            share(duty.overdue, duty.owed),
            number(duty.ended),
            time(duty.used.median),
            time(duty.used.p95),
        ]
    });
    table(head, rows.collect())
}

fn roles(of: &Simulated) -> String {
    let head = ["", "people", "steps", "busy", "longest queue", "median wait", "19 of 20", "longest wait"];
    let rows = of.roles.iter().map(|role| {
        [
            role.title.clone(),
            role.people.to_string(),
            number(role.steps),
            format!("{}.{} %", role.busy / 10, role.busy % 10),
            number(role.most_waiting),
            time(role.waited.median),
            time(role.waited.p95),
            time(role.waited.longest),
        ]
    });
    table(head, rows.collect())
}

fn weeks(of: &Simulated) -> String {
    let head = ["from", "came in", "steps", "after their limit", "longest queue"];
    let rows = of.weeks.iter().map(|week| {
        [calendar::long_date(week.monday), number(week.arrived), number(week.steps), number(week.late), number(week.most_waiting)]
    });
    table(head, rows.collect())
}

fn longest(of: &Simulated) -> String {
    let head = ["case", "came in", "took", "steps", "ended as"];
    let rows = of.longest.iter().map(|long| {
        let took = time(Some(long.minutes));
        [number(long.number), calendar::long_date(long.from), took, long.steps.to_string(), long.stage.clone()]
    });
    table(head, rows.collect())
}

/// Columns as wide as what stands in them: the first to the left, the others to the right.
fn table<const N: usize>(head: [&str; N], rows: Vec<[String; N]>) -> String {
    let all: Vec<[String; N]> = std::iter::once(head.map(str::to_owned)).chain(rows).collect();
    let mut widths = [0; N];
    for row in &all {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut out = String::new();
    for row in &all {
        let mut line = String::from(" ");
        for (index, (cell, width)) in row.iter().zip(widths).enumerate() {
            let space = " ".repeat(width - cell.chars().count());
            line.push_str(&if index == 0 { format!(" {cell}{space}") } else { format!("  {space}{cell}") });
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// “12,345”
fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn decimal(thousandths: u64) -> String {
    let text = format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// “12 (3.4 %)”, or only nought.
fn share(some: u64, all: u64) -> String {
    match (some * 1_000).checked_div(all) {
        Some(_) if some == 0 => "0".to_owned(),
        Some(thousandths) => format!("{} ({}.{} %)", number(some), thousandths / 10, thousandths % 10),
        None => "0".to_owned(),
    }
}

/// A length of time on the clock: “35 min”, “4.5 h”, “12.0 days”.
fn time(minutes: Option<u64>) -> String {
    match minutes {
        None => "–".to_owned(),
        Some(minutes) if minutes < 60 => format!("{minutes} min"),
        Some(minutes) if minutes < 24 * 60 => format!("{}.{} h", minutes / 60, minutes % 60 / 6),
        Some(minutes) => format!("{}.{} days", minutes / 1_440, minutes % 1_440 / 144),
    }
}
