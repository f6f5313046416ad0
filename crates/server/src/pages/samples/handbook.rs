//! The procedures and their handbooks.

use super::{Drawn, draw, frame, pairs, strings};
use crate::pages::parts::{Empty, Link, SafeHtml, Section, Tag, Tone};
use crate::pages::procedures::{
    ChangedParagraph, Differences, Handbook, HandbookSection, ProcedureRow, Procedures, ReportLine, RuleTable, RuleWords,
    Standing, VersionRow,
};

impl Procedures {
    /// A body with several.
    #[must_use]
    pub fn sample() -> Self {
        let row = |id: &str, title: &str, source: &str, version: &str, open, check| ProcedureRow {
            title: Link::new(format!("/procedures/{id}"), title),
            source: source.into(),
            version: version.into(),
            in_force: "since 1 February 2017".into(),
            open,
            check,
        };
        let good = || Tag::new("No faults", Tone::Green);
        Self {
            frame: frame("Procedures", Section::Procedures),
            groups: vec![(
                "Home Office".into(),
                vec![
                    row(
                        "detention-complaints",
                        "Complaints in immigration detention",
                        "Detention Services Order 03/2015, version 2.0",
                        "2017-02",
                        412,
                        good(),
                    ),
                    row(
                        "complaints-box",
                        "The complaints box",
                        "Detention Services Order 03/2015, paragraph 44",
                        "2017-02",
                        14,
                        good(),
                    ),
                    row(
                        "healthcare-england",
                        "Healthcare complaints in England",
                        "Detention Services Order 03/2015, paragraph 11",
                        "2017-02",
                        23,
                        good(),
                    ),
                    row(
                        "ex-gratia",
                        "Ex-gratia payments",
                        "Detention Services Order 03/2015, paragraph 51",
                        "2017-02",
                        6,
                        Tag::new("1 fault", Tone::Red),
                    ),
                ],
            )],
            empty: None,
        }
    }

    fn sample_empty() -> Self {
        Self {
            groups: Vec::new(),
            empty: Some(Empty {
                title: "There are no procedures yet.".into(),
                text: "Put them into the folder that the server was started with, and start it again.".into(),
                link: None,
            }),
            ..Self::sample()
        }
    }
}

fn diagram() -> SafeHtml {
    let stages = ["Received", "Logged", "Allocated", "Investigated", "Drafted", "Responded"];
    let mut svg = String::from(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 70" role="img" aria-label="Stages from received to responded">"#,
    );
    for (place, stage) in stages.iter().enumerate() {
        let left = place * 152 + 2;
        svg.push_str(&format!(
            r##"<rect x="{left}" y="12" width="120" height="44" rx="4" fill="#fff" stroke="#0f2d3d" stroke-width="2"/><text x="{}" y="39" text-anchor="middle" font-size="15" font-family="arial, sans-serif" fill="#0b0c0c">{stage}</text>"##,
            left + 60
        ));
        if place + 1 < stages.len() {
            let right = left + 121;
            svg.push_str(&format!(r##"<path d="M{right} 34h24m-7-6 8 6-8 6" fill="none" stroke="#0f2d3d" stroke-width="2"/>"##));
        }
    }
    svg.push_str("</svg>");
    SafeHtml::trusted(svg)
}

fn section(number: &str, heading: &str, prose: &str) -> HandbookSection {
    HandbookSection {
        id: format!("p{number}"),
        number: number.into(),
        heading: heading.into(),
        prose: SafeHtml::trusted(prose),
        ..HandbookSection::default()
    }
}

fn rule(sort: &str, sentence: &str) -> RuleWords {
    RuleWords { sort: sort.into(), sentences: vec![sentence.to_owned()] }
}

impl Handbook {
    /// Some paragraphs of a procedure.
    #[must_use]
    pub fn sample() -> Self {
        let row = |cells: [&str; 5]| strings(cells);
        let standing = |stage: &str, count, overdue| Standing { stage: Link::new("/complaints?stage=x", stage), count, overdue };
        let holds = |text: &str| ReportLine { text: text.into(), holds: true, details: Vec::new() };
        Self {
            frame: frame("Complaints in immigration detention", Section::Procedures),
            title: "Complaints in immigration detention".into(),
            case_word: "complaint".into(),
            facts: pairs([
                ("Source", "Detention Services Order 03/2015, version 2.0"),
                ("Authority", "Home Office, Detention and Escorting Services"),
                ("Version", "2017-02, in force since 1 February 2017"),
                ("Calendar", "The nation in which the centre lies"),
            ]),
            diagram: diagram(),
            diagram_words: strings([
                "A complaint starts as received.",
                "Logging it leads to logged, allocating it to allocated.",
                "From allocated it is investigated, then a response is drafted, approved and sent, which ends it.",
            ]),
            standing: vec![
                standing("Received", 7, 0),
                standing("Logged", 12, 1),
                standing("Allocated", 48, 2),
                standing("Investigated", 301, 4),
                standing("Drafted", 44, 2),
            ],
            sections: vec![
                HandbookSection {
                    asks_nothing: Some("It says why the order was written.".into()),
                    ..section(
                        "1",
                        "Purpose",
                        "<p>The order explains how complaints are handled in removal centres, holding rooms and under escort.</p>",
                    )
                },
                HandbookSection {
                    rules: vec![
                        rule(
                            "Worked out",
                            "Whether a complaint is in time: it was received within 3 months of the day it happened.",
                        ),
                        rule("Step", "The customer service unit may accept a late one, and says why."),
                    ],
                    ..section(
                        "29",
                        "In time",
                        "<p>A complaint should be made within three months. A late one is looked at on its merits.</p>",
                    )
                },
                HandbookSection {
                    rules: vec![
                        rule("Owed", "The responder acknowledges the complaint within 2 working days of its allocation."),
                        rule("Owed", "The responder answers within the time that the table below gives."),
                        rule(
                            "Step",
                            "The customer service unit allocates it the same day. This sends a notice to the monitoring board.",
                        ),
                    ],
                    tables: vec![RuleTable {
                        caption: "Who answers, and by when".into(),
                        heads: strings(["Category", "Setting", "Responder", "Limit", "Runs from"]),
                        rows: vec![
                            row([
                                "Service delivery, minor misconduct",
                                "Removal centre",
                                "Centre supplier",
                                "20 working days",
                                "Allocation",
                            ]),
                            row([
                                "Service delivery, minor misconduct",
                                "Holding room, escort",
                                "Escort supplier",
                                "20 working days",
                                "Allocation",
                            ]),
                            row(["Serious misconduct", "Any", "Professional Standards", "12 weeks", "Receipt"]),
                        ],
                    }],
                    ..section(
                        "36",
                        "Logging, allocation and time limits",
                        "<p>The hub logs a complaint within two working days. The customer service unit allocates it the same day. The responder acknowledges within two working days of allocation.</p>",
                    )
                },
                HandbookSection {
                    rules: vec![rule(
                        "Letter",
                        "The response cannot be sent until someone other than its author, and more senior, has approved it.",
                    )],
                    ..section(
                        "40",
                        "A second, more senior person",
                        "<p>A written response is checked by a second, more senior person before it is sent.</p>",
                    )
                },
            ],
            findings: vec![(
                "The longest lawful time".into(),
                "A complaint about service delivery: the answer comes at most 23 working days after the complaint was found."
                    .into(),
            )],
            checking: false,
            report: vec![
                holds("Every complaint has exactly one responder: 240 combinations checked."),
                holds("Every stage can be reached, and an end can be reached from each."),
                holds("Everything that is owed can be done by whoever owes it: 31 duties checked."),
                ReportLine {
                    text: "Two time limits of the source cannot both hold.".into(),
                    holds: false,
                    details: strings([
                        "Paragraph 36 gives one working day to pass a complaint on; paragraph 46 says the same day. Redress keeps the shorter.",
                    ]),
                },
                holds("Longest lawful time from receipt to final answer: 25 working days."),
            ],
            versions: vec![
                VersionRow {
                    version: Link::new("/procedures/detention-complaints/2017-02", "2017-02"),
                    in_force: "since 1 February 2017".into(),
                    open: 398,
                    shown: true,
                    differences: Some("/procedures/detention-complaints/2017-02/differences".into()),
                },
                VersionRow {
                    version: Link::new("/procedures/detention-complaints/2015-09", "2015-09"),
                    in_force: "1 September 2015 to 31 January 2017".into(),
                    open: 14,
                    shown: false,
                    differences: None,
                },
            ],
        }
    }
}

impl Differences {
    /// Two paragraphs that changed.
    #[must_use]
    pub fn sample() -> Self {
        let paragraph = |title: &str, changes: Vec<String>| ChangedParagraph {
            paragraph: Link::new("/procedures/detention-complaints/2017-02#p36", title),
            changes,
        };
        Self {
            frame: frame("What changed from 2015-09 to 2017-02", Section::Procedures),
            procedure: Link::new("/procedures/detention-complaints", "Complaints in immigration detention"),
            from: "2015-09".into(),
            to: "2017-02".into(),
            changes: vec![
                paragraph(
                    "36 Logging, allocation and time limits",
                    strings(["“Acknowledge the complaint” is owed within 2 working days; before, within 5 working days."]),
                ),
                paragraph(
                    "40 A second, more senior person",
                    strings(["“Approve the answer” takes somebody more senior; before, it did not."]),
                ),
            ],
            empty: None,
        }
    }
}

pub(super) fn draw_all(drawn: &mut Vec<Drawn>) {
    draw(drawn, "procedures", &Procedures::sample());
    draw(drawn, "procedures_empty", &Procedures::sample_empty());
    draw(drawn, "handbook", &Handbook::sample());
    draw(drawn, "differences", &Differences::sample());
}
