//! A ledger told in plain English.

use crate::count::Moment;
use crate::ledger::{Ledger, LedgerDay, Mark, Reason};
use crate::limit::Limit;
use crate::words::{calendar_words, day_and_date, long_date};

impl Ledger {
    /// The account of the due date in plain English, in one or more sentences. The rule and the paragraph that it stands under
    /// are for the caller to add.
    #[must_use]
    pub fn sentence(&self) -> String {
        let mut sentences = vec![format!("{}: {}.", self.subject(), self.outcome())];
        if self.limit.counts_working_days() {
            sentences.push(self.working_days());
        }
        match self.days_on_hold() {
            0 => {}
            1 => sentences.push("1 day on hold is not counted.".to_owned()),
            n => sentences.push(format!("{n} days on hold are not counted.")),
        }
        if self.due.is_some_and(|due| due.provisional) {
            sentences.push(format!(
                "The date is provisional: holidays are known only from {} to {}.",
                long_date(self.known_from),
                long_date(self.known_until)
            ));
        }
        sentences.join(" ")
    }

    fn subject(&self) -> String {
        let start = &self.start_words;
        match (self.limit, self.start) {
            (Limit::SameDay, _) => format!("The same day as {start}"),
            (Limit::NextWorkingDay, _) => format!("The next working day after {start}"),
            (Limit::AtOnce, _) => format!("At once from {start}"),
            (Limit::Hours(_), Moment::Day(_)) => format!("{} from the end of {start}, the hour not being known", self.limit),
            _ => format!("{} from {start}", self.limit),
        }
    }

    fn outcome(&self) -> String {
        match (&self.due_words, self.stopped_from) {
            (Some(due), _) => match self.limit {
                Limit::WorkingDays(n) if n > 0 => self.first_and_last(n),
                _ => format!("due by {due}"),
            },
            (None, Some(first)) => {
                format!("no date yet, because the clock stands still from {} with {}", long_date(first), self.used())
            }
            (None, None) => "no date, because it would lie beyond the year 9999".to_owned(),
        }
    }

    /// Where the count of working days began, in the words of the convention that was used, and where it ends.
    fn first_and_last(&self, n: u32) -> String {
        let date_of = |mark: &Mark| self.days.iter().find(|day| day.mark == *mark).map(|day| day_and_date(day.date));
        let last = self.days.last().map(|day| day_and_date(day.date)).unwrap_or_default();
        if let Some(zero) = date_of(&Mark::RolledStart) {
            return format!("that is not a working day, so {zero} is day 0, and day {n} is {last}");
        }
        let off_hold = if self.is_held_before_day_one() { " that is not on hold" } else { "" };
        let first = format!("the first working day after it{off_hold} is");
        if n == 1 { format!("{first} {last}") } else { format!("{first} day 1, and day {n} is {last}") }
    }

    fn is_held_before_day_one(&self) -> bool {
        let counted = |day: &&LedgerDay| !matches!(day.mark, Mark::Counted(_));
        self.days.iter().take_while(counted).any(|day| day.mark == Mark::Skipped(Reason::OnHold))
    }

    fn working_days(&self) -> String {
        let closed = self.days.iter().any(|day| matches!(day.mark, Mark::Skipped(Reason::Closed(_))));
        format!(
            "Working days are Monday to Friday, less the holidays of the {} calendar{}.",
            calendar_words(&self.calendar),
            if closed { " and days of closure" } else { "" }
        )
    }

    fn used(&self) -> String {
        let unit = match self.limit {
            Limit::Hours(_) => "hour",
            Limit::WorkingDays(_) | Limit::NextWorkingDay => "working day",
            _ => "day",
        };
        match self.counted() {
            1 => format!("1 {unit} used"),
            n => format!("{n} {unit}s used"),
        }
    }
}
