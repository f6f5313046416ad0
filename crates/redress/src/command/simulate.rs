//! `redress simulate`: a procedure over made-up cases and staff, to see where its limits break.

mod report;

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::{anyhow, bail};
use calendar::CalendarSet;
use casework::Rules;
use casework::simulate::{MOST_OPEN, Setup, simulate};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use procedure::{Id, Library, Procedure};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::files::Where;

/// Run a procedure over made-up cases and staff, to see where its limits break.
#[derive(Debug, clap::Args)]
pub(crate) struct Simulate {
    /// The procedure's id
    id: String,
    /// Its version; without it, the latest
    #[arg(long)]
    version: Option<String>,
    /// How many cases come in
    #[arg(long, default_value_t = 1_000, value_name = "N")]
    cases: u64,
    /// The same seed gives the same result, on every machine
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many people hold each role, such as "clerk=2,chair=1"
    #[arg(long, value_name = "ROLE=N", value_delimiter = ',')]
    staff: Vec<String>,
    /// How many people hold each role that --staff leaves out
    #[arg(long, default_value_t = 3, value_name = "N")]
    others: u32,
    /// The day on which the first case may come in; without it, the first day on which the version is in force
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// How many cases come in on a day, weekends included: "5" or "0.25"
    #[arg(long, default_value = "5", value_name = "X")]
    per_day: String,
    /// How many minutes of somebody's work a step takes, from half of it to half as much again
    #[arg(long, default_value_t = 30, value_name = "MINUTES")]
    minutes: u32,
    /// How many minutes certain steps take, such as "draft=120,approve=15"
    #[arg(long, value_name = "STEP=MINUTES", value_delimiter = ',')]
    takes: Vec<String>,
    /// Answer in JSON; lengths of time are in minutes
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Where,
}

impl Simulate {
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        let library = self.place.library()?;
        let procedure = self.find(&library)?;
        let setup = self.setup(&procedure)?;
        let zone = calendar::london();
        let rules = Rules::new(&procedure, CalendarSet::embedded(), &zone)?;
        let bar = ProgressBar::new(setup.cases)
            .with_style(ProgressStyle::with_template("{msg} {bar:40} {human_pos} of {human_len} cases, {eta} left")?);
        bar.set_message("Simulating");
        let mut random = ChaCha8Rng::seed_from_u64(self.seed);
        // The bar is drawn a few times a second, and told no more often than that needs.
        let mut told = 0;
        let simulated = simulate(rules, &setup, &mut || random.next_u32(), &mut |done| {
            if done >= told + 64 {
                told = done;
                bar.set_position(done);
            }
        });
        bar.finish_and_clear();
        if self.json {
            println!("{}", serde_json::to_string_pretty(&simulated)?);
        } else {
            print!("{}", report::text(&procedure, &setup, self.seed, &simulated));
        }
        Ok(ExitCode::SUCCESS)
    }

    fn find(&self, library: &Library) -> anyhow::Result<std::sync::Arc<Procedure>> {
        let found = match &self.version {
            Some(version) => library.version(&self.id, version),
            None => library.latest(&self.id),
        };
        found.cloned().ok_or_else(|| {
            let known: Vec<String> =
                library.iter().map(|procedure| format!("{} {}", procedure.head.id, procedure.head.version)).collect();
            let version = self.version.as_ref().map_or_else(String::new, |version| format!(" {version}"));
            anyhow!("there is no procedure “{}{version}”: there are {}", self.id, known.join(", "))
        })
    }

    /// What was typed, with all that is wrong told at once.
    fn setup(&self, procedure: &Procedure) -> anyhow::Result<Setup> {
        let mut wrong: Vec<String> = Vec::new();
        let staff = pairs(&self.staff, "--staff", "role", &mut wrong, |name| procedure.roles.id(name), procedure.roles.names());
        let takes = pairs(&self.takes, "--takes", "step", &mut wrong, |name| procedure.steps.id(name), procedure.steps.names());
        let per_day = thousandths(&self.per_day);
        if per_day.is_none() {
            wrong.push(format!("--per-day: “{}” is no number of cases such as 5 or 0.25, and at most 10000", self.per_day));
        }
        for (option, zero) in [("--cases", self.cases == 0), ("--per-day", per_day == Some(0))] {
            if zero {
                wrong.push(format!("{option}: nothing happens when no case comes in"));
            }
        }
        match (per_day, wrong.is_empty()) {
            (Some(per_day), true) => Ok(Setup {
                cases: self.cases,
                from: self.from.unwrap_or(procedure.head.from),
                per_day,
                staff,
                others: self.others,
                takes,
                minutes: self.minutes.clamp(1, 10_000),
                most_open: MOST_OPEN,
            }),
            _ => bail!("{}", wrong.join("\n         ")),
        }
    }
}

/// “name=number”, each name one of the procedure's.
fn pairs<'n, I: Id>(
    given: &[String],
    option: &str,
    kind: &str,
    wrong: &mut Vec<String>,
    find: impl Fn(&str) -> Option<I>,
    known: impl Iterator<Item = &'n str>,
) -> BTreeMap<I, u32> {
    let known: Vec<&str> = known.collect();
    let mut pairs = BTreeMap::new();
    for pair in given {
        let Some((name, number)) =
            pair.split_once('=').and_then(|(name, number)| Some((name.trim(), number.trim().parse().ok()?)))
        else {
            wrong.push(format!("{option}: “{pair}” is no {kind} and a number such as {}=2", known.first().unwrap_or(&"clerk")));
            continue;
        };
        match find(name) {
            Some(id) => drop(pairs.insert(id, number)),
            None => wrong.push(match procedure::closest(name, known.iter().copied()) {
                Some(near) => format!("{option}: there is no {kind} “{name}”: did you mean “{near}”?"),
                None => format!("{option}: there is no {kind} “{name}”: there are {}", known.join(", ")),
            }),
        }
    }
    pairs
}

/// A number with up to three decimals, in thousandths.
fn thousandths(text: &str) -> Option<u32> {
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    if part.len() > 3 || !part.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let part: u32 = format!("{part:0<3}").parse().ok()?;
    let whole: u32 = whole.parse().ok()?;
    (whole <= 10_000).then(|| whole * 1_000 + part)
}
