//! The pages of one case, from its first look to its last, and of one that is late.

use super::{Drawn, draw, frame, paragraph, strings, writing};
use crate::pages::case::{Aside, Cannot, CaseHead, CaseSection, Clock, ClockState, Holder, StepLink};
use crate::pages::case_documents::{CaseDocuments, DocumentRow, LetterRow};
use crate::pages::case_links::{CaseLinks, LinkedCase};
use crate::pages::case_looked::{CaseLooked, Look};
use crate::pages::case_overview::{CaseOverview, Point, Statement};
use crate::pages::case_people::{CasePeople, PersonCard};
use crate::pages::case_timeline::{CaseTimeline, Event, LetterInPlace};
use crate::pages::fields::{Choice, ErrorSummary, FieldKind, FieldView, TextLine, Width};
use crate::pages::parts::{
    Answer, Due, DueState, DutyLine, Empty, Frame, Link, Notice, Pagination, Person, Section, Summary, SummaryRow, Tag, Tone,
};

pub(super) const HREF: &str = "/cases/DC-2017-0412";

fn duty(what: &str, owner: &str, due: Due, mine: bool) -> DutyLine {
    DutyLine {
        what: what.into(),
        href: mine.then(|| format!("{HREF}/steps/respond")),
        owner: owner.into(),
        due,
        why_href: Some(format!("{HREF}/why/respond")),
    }
}

fn step(text: &str, primary: bool) -> StepLink {
    StepLink { text: text.into(), href: format!("{HREF}/steps/{}", text.to_lowercase().replace(' ', "-")), primary }
}

impl CaseHead {
    /// A case on the twelfth of its twenty days, at `current`.
    #[must_use]
    pub fn sample(current: CaseSection) -> Self {
        Self {
            reference: "DC/2017/0412".into(),
            line: "Property withheld after transfer from Dungavel, and no receipt given for a mobile telephone".into(),
            href: HREF.into(),
            stage: Tag::new("Being investigated", Tone::Blue),
            version_href: None,
            warnings: Vec::new(),
            marks: Vec::new(),
            procedure: Link::new("/procedures/detention-complaints", "Complaints in immigration detention, version 2017-02"),
            clock: Some(Clock {
                words: "Day 12 of 20 working days: answer due Wednesday 5 April 2017".into(),
                used: 12,
                of: 20,
                state: ClockState::Running,
                why_href: Some(format!("{HREF}/why/respond")),
            }),
            ways: Vec::new(),
            hidden: None,
            sections: vec![
                (CaseSection::Overview, None),
                (CaseSection::Timeline, None),
                (CaseSection::Documents, Some(5)),
                (CaseSection::People, Some(3)),
                (CaseSection::Links, Some(1)),
                (CaseSection::Chain, None),
                (CaseSection::Looked, None),
            ],
            current,
            aside: Aside {
                owed: vec![
                    duty("Send the response", "", Due::new(DueState::Later, "5 April 2017", "in 8 working days"), true),
                    duty("Find the property and say where it is", "Dungavel centre supplier", Due::new(DueState::Today, "24 March 2017", "by the end of today"), false),
                ],
                can: vec![
                    step("Draft the response", true),
                    step("Agree a later date", false),
                    step("Add a note", false),
                    step("Record that it is withdrawn", false),
                    step("Put it on hold", false),
                ],
                cannot: vec![
                    Cannot {
                        text: "Approve the response".into(),
                        reason: "There is no draft yet. When there is, the approver must be someone other than the author, and more senior.".into(),
                        citation: Some(paragraph("40")),
                    },
                    Cannot {
                        text: "Record the outcome".into(),
                        reason: "The customer service unit does this once the response is sent.".into(),
                        citation: Some(paragraph("47")),
                    },
                ],
                holder: Some(Holder {
                    words: "You, since 9 March 2017.".into(),
                    may_take: false,
                    hand_over_to: vec![Choice::new("t.abernethy", "Tom Abernethy"), Choice::new("r.devlin", "Ruth Devlin")],
                }),
            },
        }
    }

    fn sample_late() -> Self {
        let mut case = Self::sample(CaseSection::Overview);
        case.reference = "DC/2017/0371".into();
        case.line = "Visitors turned away at the gate".into();
        case.stage = Tag::new("Response drafted", Tone::Blue);
        case.marks = vec![Tag::new("Restricted", Tone::Purple)];
        case.clock = Some(Clock {
            words: "4 working days late: the answer was due on Monday 20 March 2017".into(),
            used: 24,
            of: 20,
            state: ClockState::Overdue,
            why_href: Some(format!("{HREF}/why/respond")),
        });
        case.aside.owed = vec![
            duty(
                "Approve the response",
                "Centre manager",
                Due::new(DueState::Overdue, "20 March 2017", "4 working days late"),
                false,
            ),
            duty(
                "Tell the complainant of the delay",
                "",
                Due::new(DueState::Overdue, "20 March 2017", "4 working days late"),
                true,
            ),
        ];
        case.aside.can =
            vec![step("Tell the complainant of the delay", true), step("Change the draft", false), step("Add a note", false)];
        case.aside.cannot = vec![Cannot {
            text: "Approve the response".into(),
            reason: "The approver must be someone other than the author: that was you.".into(),
            citation: Some(paragraph("40")),
        }];
        case.aside.holder = Some(Holder { words: "No one.".into(), may_take: true, hand_over_to: Vec::new() });
        case
    }
}

pub(super) fn case_frame(section: CaseSection) -> Frame {
    let title = match section {
        CaseSection::Overview => "DC/2017/0412".to_owned(),
        _ => format!("{}: DC/2017/0412", section.text()),
    };
    frame(&title, Section::Complaints)
}

impl CaseOverview {
    /// A case under way.
    #[must_use]
    pub fn sample() -> Self {
        let row = SummaryRow::new;
        Self {
            frame: case_frame(CaseSection::Overview),
            case: CaseHead::sample(CaseSection::Overview),
            trails: Vec::new(),
            gathered: Vec::new(),
            whole: None,
            parts: Vec::new(),
            worked_out: Some(Summary::new("", vec![row("In time", "Yes")])),
            statement_title: "The complaint".into(),
            points_title: "Points of complaint".into(),
            statement: Some(Statement {
                paragraphs: strings([
                    "When I was moved from Dungavel on 27 February my bag did not come with me. In it were clothes, my court papers and a telephone.",
                    "At Brook House the officer in reception kept my second telephone and would not give me a receipt, although I asked twice. I need the numbers in it to speak to my solicitor.",
                ]),
                lang: "en".into(),
                translated: None,
            }),
            points: vec![
                Point { text: "Property was withheld after transfer".into(), ..Point::default() },
                Point { text: "No receipt was given for a mobile telephone".into(), ..Point::default() },
            ],
            facts: vec![
                Summary {
                    citation: Some(paragraph("17")),
                    ..Summary::new(
                        "What it is about",
                        vec![
                            row("Category", "Service delivery"),
                            row("Subject", "Property: withheld"),
                            row("Where", "Brook House"),
                            row("When it happened", "27 February 2017"),
                            row("In time", "Yes: received within 3 months"),
                        ],
                    )
                },
                Summary::new(
                    "How it was made",
                    vec![
                        row("Received", "6 March 2017, 9:30am"),
                        row("How", "Complaint form, from the box on B wing"),
                        row("Language", "English"),
                        row("Someone acts for them", ""),
                        row("Monitoring board may be told", "Yes"),
                    ],
                ),
                Summary {
                    citation: Some(paragraph("36")),
                    ..Summary::new(
                        "Who answers",
                        vec![
                            row("Responder", "Centre supplier, Brook House"),
                            row("Allocated", "8 March 2017"),
                            row("Acknowledged", "9 March 2017"),
                        ],
                    )
                },
            ],
        }
    }

    fn sample_late() -> Self {
        let mut page = Self::sample();
        page.frame.title = "DC/2017/0371".into();
        page.frame.notice = Some(Notice { text: "Draft saved.".into(), link: None });
        page.case = CaseHead::sample_late();
        page.statement = Some(Statement {
            paragraphs: strings(["سافرت أختي من مانشستر ثلاث ساعات ولم يسمح لها بالدخول."]),
            lang: "ar".into(),
            translated: Some("Translated: “My sister travelled three hours from Manchester and was not let in.” By Lingua Direct, 21 February 2017.".into()),
        });
        page.points = vec![
            Point {
                text: "Visitors were refused without a reason".into(),
                finding: Some(Tag::new("Substantiated", Tone::Green)),
                citation: None,
            },
            Point {
                text: "The visits hall was closed early".into(),
                finding: Some(Tag::new("Not substantiated", Tone::Grey)),
                citation: None,
            },
        ];
        page
    }

    fn sample_board() -> Self {
        let mut page = Self::sample();
        page.frame.person = Some(Person { name: "Peter Lindqvist".into(), role: "Monitoring board, Brook House".into() });
        page.frame.record = None;
        page.statement = None;
        page.points = Vec::new();
        page.case.line = "Complaint at Brook House".into();
        page.case.hidden = Some((
            "The complainant asked that the board is not told. You see when it was answered and with what outcome, and nothing else".into(),
            paragraph("47"),
        ));
        page.case.sections = vec![(CaseSection::Overview, None), (CaseSection::Timeline, None)];
        page.case.aside = Aside::default();
        page.case.stage = Tag::new("Responded", Tone::Green);
        page.case.clock = Some(Clock {
            words: "Answered on day 18 of 20 working days, Monday 3 April 2017".into(),
            used: 18,
            of: 20,
            state: ClockState::Stopped,
            why_href: None,
        });
        page.facts = vec![Summary::new(
            "",
            vec![SummaryRow::new("Response sent", "3 April 2017"), SummaryRow::new("Outcome", "Partly substantiated")],
        )];
        page
    }

    fn sample_on_hold() -> Self {
        let mut page = Self::sample();
        page.case.stage = Tag::new("On hold", Tone::Purple);
        page.case.clock = Some(Clock {
            words: "On hold since 24 March 2017, on day 12 of 20 working days: the police ask us to wait".into(),
            used: 12,
            of: 20,
            state: ClockState::OnHold,
            why_href: Some(format!("{HREF}/why/respond")),
        });
        page.case.aside.owed =
            vec![duty("Send the response", "", Due::new(DueState::OnHold, "no date while on hold", ""), false)];
        page.case.aside.can = vec![step("End the hold", true), step("Add a note", false)];
        page
    }
}

fn answers<const N: usize>(answers: [(&str, &str); N]) -> Vec<Answer> {
    answers.map(|(label, text)| Answer::new(label, text)).into()
}

fn event(id: &str, what: &str, by: &str, happened: &str, iso: &str) -> Event {
    Event {
        id: id.into(),
        what: what.into(),
        by: by.into(),
        happened: happened.into(),
        happened_iso: iso.into(),
        ..Event::default()
    }
}

impl CaseTimeline {
    /// What happened so far.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            frame: case_frame(CaseSection::Timeline),
            case: CaseHead::sample(CaseSection::Timeline),
            events: vec![
                Event {
                    recorded: Some("24 March 2017, 9:10am".into()),
                    rewritten: vec![("What was found".into(), strings(["Reception has no record of a bag on 28 February."]))],
                    note: strings([
                        "Reception’s log shows one bag received on 28 February and signed for by Officer 2207. It is not in the store.",
                    ]),
                    ..event("e6", "Note added", "you, centre supplier", "22 March 2017, 4:45pm", "2017-03-22T16:45")
                },
                Event {
                    citation: Some(paragraph("48")),
                    facts: answers([("Asked of", "Dungavel centre supplier"), ("By when", "24 March 2017")]),
                    notices: vec![Link::new("/notices/88", "Dungavel centre supplier")],
                    ..event("e5", "Evidence asked for", "you, centre supplier", "17 March 2017, 10:05am", "2017-03-17T10:05")
                },
                Event {
                    citation: Some(paragraph("36")),
                    tag: Some(Tag::new("In time", Tone::Green)),
                    letters: vec![LetterInPlace {
                        title: "Acknowledgement to the complainant".into(),
                        html: writing::acknowledgement(),
                        pdf: Some(Link::new(format!("{HREF}/letters/1.pdf"), "The same as a PDF")),
                    }],
                    ..event("e4", "Complaint acknowledged", "you, centre supplier", "9 March 2017, 2:10pm", "2017-03-09T14:10")
                },
                Event {
                    citation: Some(paragraph("36")),
                    tag: Some(Tag::new("In time", Tone::Green)),
                    facts: vec![
                        Answer::new("Responder", "Centre supplier, Brook House").before(Some("Not decided".into())),
                        Answer::new("Target", "5 April 2017"),
                    ],
                    effects: strings(["The acknowledgement was now owed by 10 March 2017, and the response by 5 April 2017."]),
                    notices: vec![
                        Link::new("/notices/81", "the monitoring board"),
                        Link::new("/notices/82", "the centre’s Home Office manager"),
                    ],
                    ..event(
                        "e3",
                        "Complaint allocated",
                        "Joan Whitfield, customer service unit",
                        "8 March 2017, 3:20pm",
                        "2017-03-08T15:20",
                    )
                },
                Event {
                    citation: Some(paragraph("36")),
                    tag: Some(Tag::new("In time", Tone::Green)),
                    facts: answers([("Reference", "DC/2017/0412"), ("Category", "Service delivery")]),
                    ..event("e2", "Complaint logged", "Luca Ferro, allocation hub", "8 March 2017, 11:00am", "2017-03-08T11:00")
                },
                event(
                    "e1",
                    "Complaint received",
                    "Ngozi Bello, Home Office centre team",
                    "6 March 2017, 9:30am",
                    "2017-03-06T09:30",
                ),
            ],
            pagination: None,
            empty: None,
        }
    }
}

impl CaseDocuments {
    /// Letters and documents of a case under way.
    #[must_use]
    pub fn sample() -> Self {
        let document = |name: &str, kind: &str, size: &str, by: &str, when: &str| DocumentRow {
            name: Link::new(format!("{HREF}/documents/{name}"), name),
            kind: kind.into(),
            size: size.into(),
            by: by.into(),
            when: when.into(),
        };
        let kinds = ["Complaint form", "Evidence", "Letter of authority", "Other"].map(|kind| Choice::new(kind, kind));
        Self {
            frame: case_frame(CaseSection::Documents),
            case: CaseHead::sample(CaseSection::Documents),
            letters: vec![
                LetterRow {
                    title: Link::new(format!("{HREF}/letters/2"), "Response to the complainant"),
                    status: Tag::new("Draft", Tone::Yellow),
                    sent_to: String::new(),
                    by: "You".into(),
                    when: "24 March 2017, 9:25am".into(),
                    pdf: None,
                },
                LetterRow {
                    title: Link::new(format!("{HREF}/letters/1"), "Acknowledgement to the complainant"),
                    status: Tag::new("Sent", Tone::Green),
                    sent_to: "by hand, at Brook House".into(),
                    by: "You".into(),
                    when: "9 March 2017, 2:10pm".into(),
                    pdf: Some(format!("{HREF}/letters/1.pdf")),
                },
            ],
            documents: vec![
                document("Reception log 28 February.pdf", "Evidence", "PDF, 240 KB", "You", "22 March 2017, 4:50pm"),
                document("Property card.jpg", "Evidence", "JPEG, 1.1 MB", "You", "22 March 2017, 4:52pm"),
                document("Complaint form.pdf", "Complaint form", "PDF, 380 KB", "Ngozi Bello", "6 March 2017, 9:41am"),
            ],
            upload: vec![
                FieldView::new("file", "File", FieldKind::File { accept: ".pdf,.jpg,.png,.docx".into(), multiple: false })
                    .hint("PDF, JPEG, PNG or Word, up to 25 MB."),
                FieldView::new("kind", "What it is", FieldKind::Select { choices: kinds.into() }),
            ],
            ..Self::default()
        }
    }

    fn sample_refused() -> Self {
        let mut page = Self::sample();
        page.upload = page
            .upload
            .into_iter()
            .map(|field| if field.name == "file" { field.error("Choose a file") } else { field })
            .collect();
        page.errors = ErrorSummary::of(&page.upload);
        page
    }

    fn sample_forbidden() -> Self {
        let words =
            "No letters, notes or documents may be kept on a healthcare complaint in England: pass them on, and keep no copy";
        Self {
            frame: case_frame(CaseSection::Documents),
            case: CaseHead::sample(CaseSection::Documents),
            forbidden: Some((words.into(), paragraph("11"))),
            ..Self::default()
        }
    }
}

impl CasePeople {
    /// The complainant, a witness and an officer complained about.
    #[must_use]
    pub fn sample() -> Self {
        let row = SummaryRow::new;
        let person = |name: &str, part: &str, rows| PersonCard {
            name: name.into(),
            part: part.into(),
            facts: Summary::new("", rows),
            actions: vec![Link::new("/people/1", "Other cases")],
        };
        Self {
            frame: case_frame(CaseSection::People),
            case: CaseHead::sample(CaseSection::People),
            people: vec![
                person(
                    "Tariq Aziz-Hall",
                    "Complainant",
                    vec![
                        row("Where", "Brook House, B wing"),
                        row("Language", "English"),
                        row("Adjustments", "Large print: 18 point"),
                        row("Wants", "The bag back, and an apology"),
                    ],
                ),
                person(
                    "Officer 2207",
                    "Complained about",
                    vec![row("Works for", "Centre supplier, Brook House"), row("Told of the complaint", "10 March 2017")],
                ),
                person("Officer 2231", "Witness", vec![row("Works for", "Centre supplier, Dungavel"), row("Statement", "")]),
            ],
            empty: None,
        }
    }
}

impl CaseLinks {
    /// One linked case, and the form to link another.
    #[must_use]
    pub fn sample() -> Self {
        let ways = ["About the same events", "By the same complainant", "Opened by this case"].map(|way| Choice::new(way, way));
        Self {
            frame: case_frame(CaseSection::Links),
            case: CaseHead::sample(CaseSection::Links),
            links: vec![LinkedCase {
                relation: "Opened by this case".into(),
                reference: "EG/2017/0031".into(),
                href: "/cases/EG-2017-0031".into(),
                line: "Payment for a lost telephone".into(),
                procedure: "Ex-gratia payment".into(),
                stage: Tag::new("Being considered", Tone::Blue),
                due: Some(Due::new(DueState::Later, "19 April 2017", "in 16 working days")),
            }],
            form: vec![
                FieldView::new(
                    "reference",
                    "Reference of the other case",
                    FieldKind::Text(TextLine { width: Width::Short, ..TextLine::default() }),
                ),
                FieldView::new("relation", "How they hang together", FieldKind::Select { choices: ways.into() }),
            ],
            ..Self::default()
        }
    }

    fn sample_empty() -> Self {
        Self {
            links: Vec::new(),
            empty: Some(Empty {
                title: "No case is linked to this one.".into(),
                text: "Link one when two hang together: the same events, or the same person.".into(),
                link: None,
            }),
            ..Self::sample()
        }
    }
}

impl CaseLooked {
    /// A page of looks.
    #[must_use]
    pub fn sample() -> Self {
        let look = |when: &str, who: &str, role: &str, what: &str| Look {
            when: when.into(),
            who: who.into(),
            role: role.into(),
            what: what.into(),
        };
        Self {
            frame: case_frame(CaseSection::Looked),
            case: CaseHead::sample(CaseSection::Looked),
            looks: vec![
                look("24 March 2017, 9:31am", "You", "Complaints manager, Brook House", "Who looked"),
                look("24 March 2017, 9:25am", "You", "Complaints manager, Brook House", "Letter: response (draft)"),
                look("23 March 2017, 3:02pm", "Ruth Devlin", "Centre manager, Brook House", "Overview"),
                look("17 March 2017, 10:11am", "Callum Reid", "Complaints manager, Dungavel", "Notice"),
                look("9 March 2017, 10:40am", "Peter Lindqvist", "Monitoring board, Brook House", "Overview"),
            ],
            pagination: Some(Pagination::new(1, 50, 27, "looks", |page| format!("?page={page}"))),
        }
    }
}

pub(super) fn draw_all(drawn: &mut Vec<Drawn>) {
    draw(drawn, "case_overview", &CaseOverview::sample());
    draw(drawn, "case_overview_late", &CaseOverview::sample_late());
    draw(drawn, "case_overview_on_hold", &CaseOverview::sample_on_hold());
    draw(drawn, "case_overview_board", &CaseOverview::sample_board());
    draw(drawn, "case_timeline", &CaseTimeline::sample());
    draw(drawn, "case_documents", &CaseDocuments::sample());
    draw(drawn, "case_documents_refused", &CaseDocuments::sample_refused());
    draw(drawn, "case_documents_forbidden", &CaseDocuments::sample_forbidden());
    draw(drawn, "case_people", &CasePeople::sample());
    draw(drawn, "case_links", &CaseLinks::sample());
    draw(drawn, "case_links_empty", &CaseLinks::sample_empty());
    draw(drawn, "case_looked", &CaseLooked::sample());
}
