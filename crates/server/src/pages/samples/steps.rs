//! Taking a step, and the ledger of a date.

use super::{Drawn, draw, frame, pairs, paragraph, strings};
use crate::pages::fields::{Choice, DateParts, ErrorSummary, FieldKind, FieldView};
use crate::pages::parts::{CaseLine, Conflict, Due, DueState, Section, Summary, SummaryRow};
use crate::pages::step::{Step, StepCheck, WhenHappened};
use crate::pages::why::{Adjustment, DayMark, LedgerRow, Month, Why};

impl CaseLine {
    /// The case of the other samples.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            reference: "DC/2017/0412".into(),
            line: "Property withheld after transfer from Dungavel".into(),
            href: "/cases/DC-2017-0412".into(),
            warnings: Vec::new(),
        }
    }
}

impl Step {
    /// An acknowledgement about to be recorded.
    #[must_use]
    pub fn sample() -> Self {
        let how = [
            Choice { hint: "Say who handed it over".into(), ..Choice::new("hand", "By hand").chosen_if("hand") },
            Choice::new("post", "By post"),
            Choice::new("email", "By e-mail, to the representative"),
        ];
        Self {
            frame: frame("Acknowledge the complaint: DC/2017/0412", Section::Complaints),
            case: CaseLine::sample(),
            heading: "Acknowledge the complaint".into(),
            purpose: "Tells the complainant who looks into the complaint and when they will have an answer.".into(),
            citation: Some(paragraph("36")),
            seen: "e3".into(),
            fields: vec![
                FieldView::new("how", "How did it go out?", FieldKind::Radios { choices: how.into(), inline: false }),
                FieldView::new(
                    "remarks",
                    "Anything to note?",
                    FieldKind::Textarea { value: String::new(), rows: 3, limit: None },
                )
                .optional(),
            ],
            when: WhenHappened { now: "24 March 2017, 9:30am".into(), ..WhenHappened::default() },
            follows: strings([
                "This sends the acknowledgement to the complainant and a notice to the monitoring board.",
                "The response stays due on 5 April 2017.",
            ]),
            submit: "Acknowledge the complaint".into(),
            ..Self::default()
        }
    }

    fn sample_refused() -> Self {
        let mut page = Self::sample();
        page.when = WhenHappened {
            another: true,
            date: DateParts::new("25", "3", "2017"),
            time: "9.30".into(),
            error: Some("The date and time must be in the past".into()),
            ..page.when
        };
        page.errors = ErrorSummary::of(&page.fields).with("when-day", "The date and time must be in the past");
        page
    }

    fn sample_conflict() -> Self {
        Self {
            conflict: Some(Conflict {
                what: "Tom Abernethy put the complaint on hold at 9:28am.".into(),
                href: "/cases/DC-2017-0412/timeline#e7".into(),
            }),
            ..Self::sample()
        }
    }
}

impl StepCheck {
    /// A response about to be sent.
    #[must_use]
    pub fn sample() -> Self {
        let row = |key: &str, value: &str| SummaryRow::new(key, value).change("/cases/DC-2017-0412/steps/send");
        Self {
            frame: frame("Check before you send the response: DC/2017/0412", Section::Complaints),
            case: CaseLine::sample(),
            heading: "Send the response".into(),
            warning: "A letter that was sent cannot be called back or changed.".into(),
            seen: "e9".into(),
            carried: pairs([("how", "hand")]),
            answers: vec![Summary::new(
                "",
                vec![
                    row("The letter", "Response to the complainant, approved by Ruth Devlin"),
                    row("Outcome", "Partly substantiated"),
                    row("How it goes out", "By hand, at Brook House"),
                    row("When", "Now"),
                ],
            )],
            follows: strings([
                "The complainant gets the letter, with the Ombudsman’s leaflet and the feedback form.",
                "The customer service unit gets a copy and owes the outcome by 5 April 2017.",
                "The monitoring board is told the date and the outcome.",
            ]),
            back: "/cases/DC-2017-0412/steps/send".into(),
            submit: "Send the response".into(),
            ..Self::default()
        }
    }
}

fn ledger(dates: &str, what: &str, counts: &str) -> LedgerRow {
    LedgerRow { dates: dates.into(), what: what.into(), counts: counts.into() }
}

fn weekday(place: usize) -> Option<&'static str> {
    match place % 7 {
        5 => Some("Saturday"),
        6 => Some("Sunday"),
        _ => None,
    }
}

impl Why {
    /// Twenty working days from an allocation.
    #[must_use]
    pub fn sample() -> Self {
        // 1 March 2017 was a Wednesday, 1 April a Saturday.
        let march = |number: u8| match number {
            ..8 => DayMark::Outside,
            8 => DayMark::Start,
            _ => weekday(usize::from(number) + 1)
                .map_or_else(|| DayMark::Counted(working(number)), |name| DayMark::Skipped(name.into())),
        };
        let april = |number: u8| match number {
            1 => DayMark::Skipped("Saturday".into()),
            2 => DayMark::Skipped("Sunday".into()),
            3 => DayMark::Counted(18),
            4 => DayMark::Counted(19),
            5 => DayMark::Limit(20),
            _ => DayMark::Outside,
        };
        Self {
            frame: frame("Why this date: DC/2017/0412", Section::Complaints),
            case: CaseLine::sample(),
            what: "Send the response".into(),
            due: Due::new(DueState::Later, "5 April 2017", "in 8 working days"),
            sentence:
                "20 working days from the allocation on 8 March 2017, England and Wales bank holidays as known on 1 March 2017."
                    .into(),
            citation: Some(paragraph("36")),
            facts: pairs([
                ("Started by", "Complaint allocated, 8 March 2017, 3:20pm, by Joan Whitfield"),
                (
                    "Way of counting",
                    "The day itself is not counted: the next working day is day 1. The limit is the end of day 20.",
                ),
                ("Calendar", "England and Wales, version of 1 March 2017"),
            ]),
            months: vec![Month::new("March 2017", 2, 31, Some(24), march), Month::new("April 2017", 5, 30, None, april)],
            rows: vec![
                ledger("Wednesday 8 March 2017", "Complaint allocated", "Start, not counted"),
                ledger("Thursday 9 to Friday 10 March", "Working days", "Days 1 and 2"),
                ledger("Saturday 11 to Sunday 12 March", "Weekend", "Not counted"),
                ledger("Monday 13 to Friday 17 March", "Working days", "Days 3 to 7"),
                ledger("Saturday 18 to Sunday 19 March", "Weekend", "Not counted"),
                ledger("Monday 20 to Friday 24 March", "Working days", "Days 8 to 12"),
                ledger("Saturday 25 to Sunday 26 March", "Weekend", "Not counted"),
                ledger("Monday 27 to Friday 31 March", "Working days", "Days 13 to 17"),
                ledger("Saturday 1 to Sunday 2 April", "Weekend", "Not counted"),
                ledger("Monday 3 to Tuesday 4 April", "Working days", "Days 18 and 19"),
                ledger("Wednesday 5 April 2017", "Working day", "Day 20: the limit"),
            ],
            ..Self::default()
        }
    }

    /// The same, with a hold and a bank holiday.
    fn sample_held() -> Self {
        let march = |number: u8| match number {
            ..8 => DayMark::Outside,
            8 => DayMark::Start,
            28..=31 => DayMark::OnHold,
            _ => weekday(usize::from(number) + 1)
                .map_or_else(|| DayMark::Counted(working(number)), |name| DayMark::Skipped(name.into())),
        };
        let april = |number: u8| match number {
            1..=5 => DayMark::OnHold,
            6..=7 => DayMark::Counted(u32::from(number) + 8),
            10..=13 => DayMark::Counted(u32::from(number) + 6),
            14 => DayMark::Skipped("Good Friday".into()),
            17 => DayMark::Skipped("Easter Monday".into()),
            18 => DayMark::Limit(20),
            8 | 15 => DayMark::Skipped("Saturday".into()),
            9 | 16 => DayMark::Skipped("Sunday".into()),
            _ => DayMark::Outside,
        };
        Self {
            due: Due::new(DueState::Later, "18 April 2017", "in 15 working days"),
            sentence: "20 working days from the allocation on 8 March 2017, with a hold from 27 March to 5 April 2017, England and Wales bank holidays as known on 1 March 2017.".into(),
            provisional: Some("Bank holidays are known until the end of 2018 only. If one is added before the limit, the date moves and you are told.".into()),
            adjustments: vec![
                Adjustment {
                    kind: "On hold".into(),
                    text: "from 27 March to 5 April 2017: 7 working days were not counted, and the limit moved from 5 to 18 April 2017.".into(),
                    by: "Tom Abernethy, at the request of the police".into(),
                    href: "/cases/DC-2017-0412/timeline#e7".into(),
                },
            ],
            months: vec![Month::new("March 2017", 2, 31, Some(24), march), Month::new("April 2017", 5, 30, None, april)],
            rows: vec![
                ledger("Wednesday 8 March 2017", "Complaint allocated", "Start, not counted"),
                ledger("Thursday 9 to Monday 27 March", "Working days, but for weekends", "Days 1 to 13"),
                ledger("Tuesday 28 March to Wednesday 5 April", "On hold", "Not counted"),
                ledger("Thursday 6 to Friday 7 April", "Working days", "Days 14 and 15"),
                ledger("Saturday 8 to Sunday 9 April", "Weekend", "Not counted"),
                ledger("Monday 10 to Thursday 13 April", "Working days", "Days 16 to 19"),
                ledger("Friday 14 April", "Good Friday", "Not counted"),
                ledger("Saturday 15 to Sunday 16 April", "Weekend", "Not counted"),
                ledger("Monday 17 April", "Easter Monday", "Not counted"),
                ledger("Tuesday 18 April 2017", "Working day", "Day 20: the limit"),
            ],
            ..Self::sample()
        }
    }

    /// Six hours, for which there is no calendar.
    fn sample_hours() -> Self {
        Self {
            what: "Send the form to the customer service unit".into(),
            due: Due::new(DueState::Today, "6 March 2017, 3:30pm", "by 3:30pm"),
            sentence: "6 hours from the emptying of the box on 6 March 2017 at 9:30am.".into(),
            citation: Some(paragraph("44")),
            facts: pairs([
                ("Started by", "Box emptied, 6 March 2017, 9:30am, by Ngozi Bello"),
                ("Way of counting", "Hours of the clock, nights and weekends too."),
            ]),
            months: Vec::new(),
            rows: vec![
                ledger("6 March 2017, 9:30am", "Box emptied", "Start"),
                ledger("6 March 2017, 3:30pm", "6 hours later", "The limit"),
            ],
            ..Self::sample()
        }
    }
}

/// The number of a working day of March 2017, counted from the 9th.
fn working(number: u8) -> u32 {
    let days = u32::from(number) - 8;
    days - 2 * ((days + 2) / 7)
}

pub(super) fn draw_all(drawn: &mut Vec<Drawn>) {
    draw(drawn, "step", &Step::sample());
    draw(drawn, "step_refused", &Step::sample_refused());
    draw(drawn, "step_conflict", &Step::sample_conflict());
    draw(drawn, "step_check", &StepCheck::sample());
    draw(drawn, "why", &Why::sample());
    draw(drawn, "why_held", &Why::sample_held());
    draw(drawn, "why_hours", &Why::sample_hours());
}
