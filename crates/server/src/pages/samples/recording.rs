//! Recording a complaint.

use super::{Drawn, draw, frame, pairs, paragraph, strings};
use crate::pages::fields::{Choice, DateParts, ErrorSummary, FieldKind, FieldView, TextLine, Width};
use crate::pages::parts::{Due, DueState, DutyLine, Link, Section, Summary, SummaryRow};
use crate::pages::record::{RecordCheck, RecordDone, RecordQuestions, RecordWays, WaysGroup};

fn about(chosen: &str) -> Vec<FieldView> {
    let choice = |value: &str, text: &str, hint: &str| Choice { hint: hint.into(), ..Choice::new(value, text).chosen_if(chosen) };
    vec![
        FieldView::new(
            "category",
            "What is it about?",
            FieldKind::Radios {
                choices: vec![
                    choice("service-delivery", "How things are run", "Food, property, visits, delays, wrong information"),
                    choice("minor-misconduct", "How someone behaved", "Rudeness, unfair treatment"),
                    choice(
                        "serious-misconduct",
                        "Serious misconduct",
                        "Assault, discrimination, fraud, or anything that could be a crime",
                    ),
                    choice("healthcare", "Healthcare", "Treatment, medicines, how healthcare staff behaved"),
                ],
                inline: false,
            },
        )
        .citation(paragraph("17")),
        FieldView::new(
            "place",
            "Where did it happen?",
            FieldKind::Select {
                choices: ["Brook House", "Yarl’s Wood", "Dungavel", "Larne", "Heathrow escorts"]
                    .map(|name| Choice::new(name, name).chosen_if("Brook House"))
                    .into(),
            },
        )
        .hint("If it happened in several places, choose the one it is mostly about."),
        FieldView::yes_no("in-england", "Is it about healthcare in England?", Some(chosen == "healthcare")),
    ]
}

impl RecordWays {
    /// Several procedures, one of them with several ways.
    #[must_use]
    pub fn sample() -> Self {
        let way = |title: &str| Link::new("/record", title);
        Self {
            frame: frame("Record a complaint", Section::Record),
            groups: vec![
                WaysGroup {
                    title: "Complaints in immigration detention".into(),
                    ways: vec![way("Record a complaint found in a box"), way("Record an allegation that was made aloud")],
                },
                WaysGroup { title: "Complaints boxes".into(), ways: vec![way("Register a complaints box")] },
            ],
        }
    }
}

impl RecordQuestions {
    /// The first page: what it is about and where.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            frame: frame("What is it about, and where?", Section::Record),
            progress: "Record a complaint: step 1 of 3".into(),
            heading: "What is it about, and where?".into(),
            intro: "This decides who answers, by when, and what may be written down at all.".into(),
            fields: about("service-delivery"),
            submit: "Continue".into(),
            ..Self::default()
        }
    }

    fn sample_rest() -> Self {
        Self {
            frame: frame("The complaint", Section::Record),
            progress: "Record a complaint: step 2 of 3".into(),
            heading: "The complaint".into(),
            carried: pairs([("category", "service-delivery"), ("place", "Brook House")]),
            has_files: true,
            back: Some("/record".into()),
            submit: "Continue".into(),
            fields: vec![
                FieldView::new(
                    "complainant",
                    "Who complains?",
                    FieldKind::Text(TextLine { value: "Tariq Aziz-Hall".into(), width: Width::Medium, ..TextLine::default() }),
                )
                .hint("The name as they give it."),
                FieldView::yes_no("represented", "Does someone act for them?", Some(false)),
                FieldView::new("incident", "When did it happen?", FieldKind::Date(DateParts::new("27", "2", "2017")))
                    .hint("For example, 27 3 2017. If the day is not known, the month and year will do.")
                    .citation(paragraph("29")),
                FieldView::new(
                    "received",
                    "When was the form received?",
                    FieldKind::DateTime { date: DateParts::new("6", "3", "2017"), time: "9:30am".into() },
                ),
                FieldView::new(
                    "statement",
                    "What do they say?",
                    FieldKind::Textarea {
                        value: "When I was moved from Dungavel my bag did not come with me.".into(),
                        rows: 6,
                        limit: Some(4000),
                    },
                )
                .hint("In their own words and language."),
                FieldView::new(
                    "points",
                    "Points of complaint",
                    FieldKind::Points {
                        values: strings(["Property was withheld after transfer", "No receipt was given for a mobile telephone"]),
                        most: 12,
                    },
                )
                .hint("One for each thing that needs an answer of its own."),
                FieldView::new(
                    "staff",
                    "Staff complained about",
                    FieldKind::People {
                        values: Vec::new(),
                        suggestions: strings(["Officer 2207", "Officer 2231"]),
                        most: 4,
                        unsure: Vec::new(),
                    },
                )
                .hint("They will not be able to find or open this complaint.")
                .optional(),
                FieldView::new(
                    "flags",
                    "Is any of this so?",
                    FieldKind::Checkboxes {
                        choices: vec![
                            Choice::new("urgent", "It cannot wait: someone may be harmed"),
                            Choice::new("language", "It is not in English"),
                            Choice {
                                chosen: true,
                                reveals: vec![FieldView::new("reason", "What did they ask for?", FieldKind::default())],
                                ..Choice::new("board", "They ask that the monitoring board is not told")
                            },
                        ],
                    },
                )
                .optional(),
                FieldView::new(
                    "claim",
                    "How much do they claim?",
                    FieldKind::Text(TextLine {
                        value: "85.00".into(),
                        width: Width::Short,
                        prefix: "£".into(),
                        numeric: true,
                        ..TextLine::default()
                    }),
                )
                .optional(),
                FieldView::new("form", "The form itself", FieldKind::File { accept: ".pdf,.jpg,.png".into(), multiple: true })
                    .hint("A scan or a photograph: PDF, JPEG or PNG, up to 25 MB.")
                    .optional(),
            ],
            ..Self::default()
        }
    }

    fn sample_refused() -> Self {
        let mut page = Self::sample_rest();
        for (name, error) in [
            ("complainant", "Enter the name of the person who complains"),
            ("incident", "The day it happened cannot be after the day the form was received"),
            ("form", "The file must be a PDF, JPEG or PNG"),
        ] {
            page.fields.iter_mut().filter(|field| field.name == name).for_each(|field| field.error = Some(error.to_owned()));
        }
        if let Some(FieldView { kind: FieldKind::Text(line), .. }) = page.fields.first_mut() {
            line.value.clear();
        }
        page.errors = ErrorSummary::of(&page.fields);
        page
    }

    fn sample_forbidden() -> Self {
        Self {
            frame: frame("Pass it on", Section::Record),
            progress: "Record a complaint: step 2 of 3".into(),
            heading: "Pass it on to the healthcare manager".into(),
            forbidden: Some((
                "Write down nothing but the name and the date: no details of the complaint may be kept here".into(),
                paragraph("11"),
            )),
            carried: pairs([("category", "healthcare"), ("place", "Brook House")]),
            back: Some("/record".into()),
            submit: "Continue".into(),
            fields: vec![
                FieldView::new(
                    "complainant",
                    "Who complains?",
                    FieldKind::Text(TextLine { width: Width::Medium, ..TextLine::default() }),
                ),
                FieldView::new("passed-on", "When was it passed on?", FieldKind::Date(DateParts::default()))
                    .hint("For example, 27 3 2017"),
            ],
            ..Self::default()
        }
    }
}

fn answers() -> Vec<Summary> {
    let row = |key: &str, value: &str| SummaryRow::new(key, value).change("/record?change");
    vec![
        Summary::new(
            "What it is about, and where",
            vec![row("What it is about", "How things are run"), row("Where it happened", "Brook House")],
        ),
        Summary::new(
            "The complaint",
            vec![
                row("Who complains", "Tariq Aziz-Hall"),
                row("Someone acts for them", "No"),
                row("When it happened", "27 February 2017"),
                row("When the form was received", "6 March 2017, 9:30am"),
                row("What they say", "When I was moved from Dungavel my bag did not come with me."),
                SummaryRow {
                    values: strings([
                        "1. Property was withheld after transfer",
                        "2. No receipt was given for a mobile telephone",
                    ]),
                    ..row("Points of complaint", "")
                },
                row("Staff complained about", ""),
            ],
        ),
    ]
}

impl RecordCheck {
    /// The answers of [`RecordQuestions`].
    #[must_use]
    pub fn sample() -> Self {
        Self {
            frame: frame("Check your answers", Section::Record),
            progress: "Record a complaint: step 3 of 3".into(),
            carried: pairs([("category", "service-delivery"), ("place", "Brook House")]),
            answers: answers(),
            follows: strings([
                "The complaint gets its reference.",
                "The customer service unit owes the allocation by the end of 9 March 2017.",
                "A notice goes to the monitoring board at Brook House.",
            ]),
            back: "/record/complaint".into(),
            submit: "Record the complaint".into(),
            ..Self::default()
        }
    }
}

impl RecordDone {
    /// What shows once it is recorded.
    #[must_use]
    pub fn sample() -> Self {
        let duty = |what: &str, owner: &str, date: &str, words: &str| DutyLine {
            what: what.into(),
            owner: owner.into(),
            due: Due::new(DueState::Later, date, words),
            why_href: Some("/cases/DC-2017-0412/why/allocate".into()),
            href: None,
        };
        Self {
            frame: frame("Complaint recorded", Section::Record),
            heading: "Complaint recorded".into(),
            reference: "DC/2017/0412".into(),
            case_href: "/cases/DC-2017-0412".into(),
            done: strings(["A notice went to the monitoring board at Brook House."]),
            owed: vec![
                duty("Send the form to the customer service unit", "", "6 March 2017, 3:30pm", "in 6 hours"),
                duty("Log the complaint", "Allocation hub", "8 March 2017", "in 2 working days"),
            ],
            secret: Some("maple-lantern-orbit-thistle".into()),
            next: vec![Link::new("/record", "Record another complaint")],
        }
    }
}

pub(super) fn draw_all(drawn: &mut Vec<Drawn>) {
    draw(drawn, "record_ways", &RecordWays::sample());
    draw(drawn, "record", &RecordQuestions::sample());
    draw(drawn, "record_rest", &RecordQuestions::sample_rest());
    draw(drawn, "record_refused", &RecordQuestions::sample_refused());
    draw(drawn, "record_forbidden", &RecordQuestions::sample_forbidden());
    draw(drawn, "record_check", &RecordCheck::sample());
    draw(drawn, "record_done", &RecordDone::sample());
}
