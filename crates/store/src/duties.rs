//! Work lists: what is owed, by whom and by when.

use casework::Actor;
use jiff::Timestamp;
use jiff::civil::Date;
use procedure::{PersonId, SiteId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::cases::{CaseHead, case_head, json};
use crate::error::StoreError;
use crate::moment::{day, from_micros, micros};
use crate::store::Store;
use crate::visible::{asking_alone, visible};

/// From how many pages on the lines of a page are found by urgency instead of by kind.
const MANY_PAGES: u64 = 100;

/// Whose duties are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DutyScope {
    /// Those that the actor took on, and those that name the actor as a person.
    #[default]
    Mine,
    /// Those that a role of the actor owes, whoever took them on.
    Team,
}

/// How urgent a duty is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DutyGroup {
    /// Its time is over.
    Overdue,
    /// Its time is over, and the source asks for it in that time only where possible.
    Hoped,
    /// It is due today.
    Today,
    /// It is due this week.
    Week,
    /// It is due later, or at no given time.
    Later,
}

/// What “now”, “today” and “this week” are for whoever asks. Today is the civil day of now, and the week does not end before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DutyTimes {
    /// Now.
    pub now: Timestamp,
    /// The civil day.
    pub today: Date,
    /// The last civil day of the week.
    pub week_ends: Date,
}

impl DutyTimes {
    /// How urgent a duty is that is due then; `soft`: only where possible.
    #[must_use]
    pub fn group(&self, due: Option<Timestamp>, due_day: Option<Date>, soft: bool) -> DutyGroup {
        match (due, due_day) {
            (Some(due), _) if due < self.now && soft => DutyGroup::Hoped,
            (Some(due), _) if due < self.now => DutyGroup::Overdue,
            (Some(_), Some(day)) if day <= self.today => DutyGroup::Today,
            (Some(_), Some(day)) if day <= self.week_ends => DutyGroup::Week,
            _ => DutyGroup::Later,
        }
    }
}

/// Which duties are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyFilter {
    /// Whose.
    pub scope: DutyScope,
    /// Only of cases of this site.
    pub site: Option<SiteId>,
    /// Only of cases in this stage, by name.
    pub stage: Option<String>,
    /// Only duties of this name.
    pub duty: Option<String>,
    /// Only of cases under the procedure of this id.
    pub procedure: Option<String>,
    /// Lines only of this group; the counts are of all groups.
    pub group: Option<DutyGroup>,
    /// Which page, from 1.
    pub page: u32,
    /// How many lines a page has.
    pub per_page: u32,
}

impl Default for DutyFilter {
    fn default() -> Self {
        let scope = DutyScope::default();
        Self { scope, site: None, stage: None, duty: None, procedure: None, group: None, page: 1, per_page: 50 }
    }
}

/// How many duties are in each group, on all pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DutyCounts {
    /// Overdue.
    pub overdue: u64,
    /// Wanted by now, where possible.
    pub hoped: u64,
    /// Due today.
    pub today: u64,
    /// Due this week.
    pub week: u64,
    /// Due later, or at no given time.
    pub later: u64,
}

impl DutyCounts {
    /// How many there are in a group, or in all.
    #[must_use]
    pub fn of(&self, group: Option<DutyGroup>) -> u64 {
        match group {
            Some(DutyGroup::Overdue) => self.overdue,
            Some(DutyGroup::Hoped) => self.hoped,
            Some(DutyGroup::Today) => self.today,
            Some(DutyGroup::Week) => self.week,
            Some(DutyGroup::Later) => self.later,
            None => self.overdue + self.hoped + self.today + self.week + self.later,
        }
    }
}

/// A page of a work list, the most urgent first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyPage {
    /// How many there are in each group.
    pub counts: DutyCounts,
    /// What is on the page.
    pub lines: Vec<DutyLine>,
    /// How many lines there are on all pages.
    pub total: u64,
    /// Which page it is, from 1.
    pub page: u32,
    /// How many lines a page has.
    pub per_page: u32,
}

/// Something owed in a case that the actor may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyLine {
    /// The case.
    pub head: CaseHead,
    /// The name of its stage.
    pub stage: String,
    /// Where it arose.
    pub site: Option<SiteId>,
    /// Where it arose, also when hidden: only to count days by the calendar there, never to be shown.
    pub counts_at: Option<SiteId>,
    /// Whose matter it is; empty when hidden or not known.
    pub who: String,
    /// What it is about; empty when hidden.
    pub about: String,
    /// The duty's name.
    pub duty: String,
    /// Which time it is owed in this case, from 1.
    pub number: u32,
    /// What is owed, as a verb.
    pub title: String,
    /// The roles that owe it.
    pub roles: Vec<String>,
    /// The people who owe it because the case names them.
    pub people: Vec<PersonId>,
    /// Whoever took it on.
    pub holder: Option<PersonId>,
    /// The step that meets it, when it can be taken in the present stage.
    pub step: Option<String>,
    /// The last instant that is not late.
    pub due: Option<Timestamp>,
    /// The civil day of `due`.
    pub due_day: Option<Date>,
    /// How urgent it is.
    pub group: DutyGroup,
    /// The source asks for it only where possible.
    pub soft: bool,
    /// Whether bank holidays beyond the last known one may move it.
    pub provisional: bool,
}

impl Store {
    /// A page of what the actor owes, or what the actor's roles owe, in cases that the actor may see. What is not owed
    /// yet is left out.
    ///
    /// # Errors
    /// When the database fails or holds what makes no sense.
    pub async fn duty_page(&self, actor: &Actor, filter: &DutyFilter, times: &DutyTimes) -> Result<DutyPage, StoreError> {
        let group = filter.group.map(|group| match group {
            DutyGroup::Overdue => "overdue",
            DutyGroup::Hoped => "hoped",
            DutyGroup::Today => "today",
            DutyGroup::Week => "week",
            DutyGroup::Later => "later",
        });
        let bound = |sql: &'static str| {
            sqlx::query(sql)
                .bind(asking_alone(actor))
                .bind(filter.site)
                .bind(filter.stage.clone())
                .bind(filter.duty.clone())
                .bind(filter.procedure.clone())
                .bind(micros(times.now))
                .bind(times.today.to_string())
                .bind(times.week_ends.max(times.today).to_string())
        };
        let (page, per_page) = (filter.page.max(1), filter.per_page.max(1));
        let after = i64::from(page - 1) * i64::from(per_page);
        let counts = match filter.scope {
            DutyScope::Mine => visible!("duty_mine.sql", "duty_mine_counts.sql"),
            DutyScope::Team => visible!("duty_kinds.sql", "duty_team_counts.sql"),
        };
        let mut connection = self.snapshot().await?;
        let counts = duty_counts(&bound(counts).fetch_one(&mut *connection).await?)?;
        let lines = match filter.scope {
            DutyScope::Mine => visible!("duty_mine.sql", "duty_lines.sql"),
            DutyScope::Team if counts.of(None) < MANY_PAGES * u64::from(per_page) => {
                visible!("duty_kinds.sql", "duty_team_few.sql", "duty_lines.sql")
            }
            DutyScope::Team => visible!("duty_kinds.sql", "duty_team_many.sql", "duty_lines.sql"),
        };
        let rows = bound(lines).bind(group).bind(per_page).bind(after).fetch_all(&mut *connection).await?;
        let lines = rows.iter().map(|row| duty_line(row, times)).collect::<Result<_, _>>()?;
        Ok(DutyPage { counts, lines, total: counts.of(filter.group), page, per_page })
    }
}

/// The database counts what is late, all whose time is over, what is due up to today, what up to the end of the week, and all.
fn duty_counts(row: &SqliteRow) -> Result<DutyCounts, StoreError> {
    let count = |column: usize| -> Result<u64, StoreError> {
        let count: i64 = row.try_get(column)?;
        u64::try_from(count).map_err(|_| StoreError::Broken("more duties lie behind walls than there are".to_owned()))
    };
    let (overdue, past, today, week, all) = (count(0)?, count(1)?, count(2)?, count(3)?, count(4)?);
    Ok(DutyCounts {
        overdue,
        hoped: past.saturating_sub(overdue),
        today: today.saturating_sub(past),
        week: week.saturating_sub(today),
        later: all.saturating_sub(week),
    })
}

fn duty_line(row: &SqliteRow, times: &DutyTimes) -> Result<DutyLine, StoreError> {
    let due = row.try_get::<Option<i64>, _>(14)?.map(from_micros).transpose()?;
    let due_day = row.try_get::<Option<String>, _>(15)?.as_deref().map(day).transpose()?;
    let (roles, people): (String, String) = (row.try_get(18)?, row.try_get(19)?);
    let soft = row.try_get(16)?;
    Ok(DutyLine {
        head: case_head(row)?,
        stage: row.try_get(5)?,
        site: row.try_get(6)?,
        counts_at: row.try_get(20)?,
        who: row.try_get(7)?,
        about: row.try_get(8)?,
        duty: row.try_get(9)?,
        number: row.try_get(10)?,
        title: row.try_get(11)?,
        roles: json(&roles)?,
        people: json(&people)?,
        holder: row.try_get(12)?,
        step: row.try_get(13)?,
        due,
        due_day,
        group: times.group(due, due_day, soft),
        soft,
        provisional: row.try_get(17)?,
    })
}
