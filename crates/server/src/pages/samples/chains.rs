//! What came of a case, who reviewed it, and the cases of a person: the parts of a case's pages that lead to other cases and
//! other people.

use super::cases::{HREF, case_frame};
use super::{Drawn, draw, pairs, paragraph};
use crate::pages::case::{CaseHead, CaseSection};
use crate::pages::case_chain::{CaseChain, ChainNode};
use crate::pages::case_overview::{CaseOverview, PartLine, PartsPanel};
use crate::pages::gathered::{GatheredRow, GatheredTable};
use crate::pages::parts::{Answer, Due, DueState, Empty, Link, Tag, Tone};
use crate::pages::trail::{TrailRow, TrailTable, Waiting};

impl TrailTable {
    /// A trail with an answer that was changed, and a step still to come.
    #[must_use]
    pub fn sample() -> Self {
        let row = |what: &str, id: &str, who: [&str; 3], when: &str, answers| TrailRow {
            what: Link::new(format!("{HREF}/timeline#{id}"), what),
            who: who[0].into(),
            role: who[1].into(),
            standing: who[2].into(),
            when: when.into(),
            recorded: None,
            answers,
        };
        Self {
            id: "trail-reviews".into(),
            title: "Who reviewed it".into(),
            citation: Some(paragraph("40")),
            rows: vec![
                row(
                    "First review done",
                    "e3",
                    ["Ruth Devlin", "Centre manager", "Residence manager, grade 4, Centre supplier"],
                    "8 March 2017, 3:20pm",
                    vec![Answer::new("Finding", "Nothing to add"), Answer::new("To be settled by", "24 March 2017")],
                ),
                TrailRow {
                    recorded: Some("17 March 2017, 8:15am".into()),
                    ..row(
                        "Second review done",
                        "e5",
                        ["Callum Reid", "Compliance manager", "grade 7"],
                        "16 March 2017, 6:40pm",
                        vec![
                            Answer::new("Finding", "The receipt should have been given").before(Some("Nothing to add".into())),
                            Answer::new("To be settled by", "5 April 2017").before(Some("24 March 2017".into())),
                        ],
                    )
                },
            ],
            waiting: vec![
                Waiting {
                    what: "Review by the director".into(),
                    due: Some(Due::new(DueState::Later, "5 April 2017", "in 8 working days")),
                },
                Waiting { what: "Close the review".into(), due: None },
            ],
        }
    }
}

impl GatheredTable {
    /// Two cases of a person.
    #[must_use]
    pub fn sample() -> Self {
        let row = |reference: &str, line: &str, stage: Tag, received: &str, came_to| GatheredRow {
            reference: reference.into(),
            href: format!("/cases/{}", reference.replace('/', "-")),
            line: line.into(),
            stage,
            received: received.into(),
            came_to,
        };
        let title = "Complaints in immigration detention";
        Self {
            id: "gathered-complaints".into(),
            title: title.into(),
            words: format!("2 cases under “{title}” are shown."),
            rows: vec![
                row(
                    "DC/2017/0412",
                    "Property withheld after transfer",
                    Tag::new("Being investigated", Tone::Blue),
                    "6 March 2017",
                    Vec::new(),
                ),
                row(
                    "DC/2016/1187",
                    "Rudeness at the gate",
                    Tag::new("Closed", Tone::Green),
                    "11 November 2016",
                    pairs([("Outcome", "Not substantiated"), ("Answered", "8 December 2016")]),
                ),
            ],
        }
    }
}

impl PartsPanel {
    /// Two parts, of which one is late.
    #[must_use]
    pub fn sample() -> Self {
        let row = |serial: u16, line: &str, stage: Tag, due| PartLine {
            link: Link::new(format!("/cases/AC-2017-{serial:04}"), format!("AC/2017/{serial:04}")),
            key: String::new(),
            line: line.into(),
            stage,
            due,
        };
        Self {
            id: "parts-actions".into(),
            title: "Actions".into(),
            words: "2 actions, 1 of them open, 1 with something overdue.".into(),
            rows: vec![
                row(
                    7,
                    "Fit a water dispenser to every coach",
                    Tag::new("In hand", Tone::Blue),
                    Some(Due::new(DueState::Overdue, "17 March 2017", "5 working days late")),
                ),
                row(8, "Brief every officer before the next journey", Tag::new("Done", Tone::Green), None),
            ],
            table: Link::new("/registers/actions/all?of=PL-2017-0002", "Open the table"),
        }
    }
}

impl CaseOverview {
    /// The record of a person, with their cases under other procedures.
    fn sample_record() -> Self {
        let none = GatheredTable {
            id: "gathered-suspensions".into(),
            title: "Suspension of certification".into(),
            words: "No case under “Suspension of certification” can be shown.".into(),
            rows: Vec::new(),
        };
        Self {
            statement: None,
            points: Vec::new(),
            whole: Some((Link::new("/cases/PL-2017-0002", "plan PL/2017/0002"), "What the visit of March 2017 found".into())),
            parts: vec![PartsPanel::sample()],
            trails: vec![TrailTable::sample()],
            gathered: vec![GatheredTable::sample(), none],
            ..Self::sample()
        }
    }
}

fn node(kind: &str, reference: &str, line: &str, stage: (&str, Tone), since: &str, tie: &str) -> ChainNode {
    ChainNode {
        kind: kind.into(),
        reference: reference.into(),
        href: format!("/cases/{}", reference.replace('/', "-")),
        line: line.into(),
        stage: Tag::new(stage.0, stage.1),
        since: since.into(),
        ties: if tie.is_empty() { Vec::new() } else { vec![tie.into()] },
        ..ChainNode::default()
    }
}

/// A plan that arose from the complaint, with its parts.
fn plan() -> ChainNode {
    let part = |number: &str, line: &str, stage: (&str, Tone)| {
        node("Recommendation", &format!("IP/2017/03/{number}"), line, stage, "since 2 May 2017", "Plan: IP/2017/03")
    };
    let checked = ChainNode {
        came_to: pairs([("Found", "Met in full")]),
        ..node(
            "Inspection point",
            "IN/2017/118",
            "Property store, Brook House",
            ("Closed", Tone::Green),
            "begun 3 July 2017",
            "Checks: IP/2017/03/2",
        )
    };
    ChainNode {
        next: vec![
            ChainNode {
                came_to: pairs([("Done on", "19 May 2017"), ("Evidence", "New receipt book at reception")]),
                ..part("1", "Give a receipt for every item that is kept", ("Done", Tone::Green))
            },
            ChainNode { next: vec![checked], ..part("2", "Keep one log of property for all centres", ("Under way", Tone::Blue)) },
        ],
        ..node(
            "Improvement plan",
            "IP/2017/03",
            "Property on transfer",
            ("Open", Tone::Blue),
            "since 24 April 2017",
            "Arose from: DC/2017/0412",
        )
    }
}

impl CaseChain {
    /// An incident, the complaint about it, and what came of that.
    #[must_use]
    pub fn sample() -> Self {
        let payment = ChainNode {
            came_to: pairs([("Paid", "£85.00")]),
            ..node(
                "Ex-gratia payment",
                "EG/2017/0031",
                "Payment for a lost telephone",
                ("Paid", Tone::Green),
                "begun 6 April 2017",
                "Complaint: DC/2017/0412",
            )
        };
        let complaint = ChainNode {
            here: true,
            who_and_where: "Tariq Aziz-Hall, Brook House".into(),
            came_to: pairs([("Outcome", "Partly substantiated"), ("Answered", "5 April 2017")]),
            ties: vec!["About: UF/2017/0092".into(), "DC/2017/0398 names this as “The same events”".into()],
            next: vec![payment, plan()],
            ..node(
                "Complaint",
                "DC/2017/0412",
                "Property withheld after transfer from Dungavel",
                ("Closed", Tone::Green),
                "begun 6 March 2017",
                "",
            )
        };
        let incident = ChainNode {
            came_to: pairs([("Review", "No concern")]),
            next: vec![complaint],
            ..node(
                "Use of force incident",
                "UF/2017/0092",
                "Reception, Brook House",
                ("Reviewed", Tone::Green),
                "begun 27 February 2017",
                "",
            )
        };
        let other = node("Complaint", "DC/2017/0398", "The same bag", ("Closed", Tone::Green), "begun 1 March 2017", "");
        Self {
            frame: case_frame(CaseSection::Chain),
            case: CaseHead::sample(CaseSection::Chain),
            words: "7 other cases hang together with this one. It began with UF/2017/0092 on 27 February 2017.".into(),
            story: vec![incident],
            also_from: vec![other],
            beside: Vec::new(),
            empty: None,
        }
    }

    fn sample_empty() -> Self {
        Self {
            words: String::new(),
            story: Vec::new(),
            also_from: Vec::new(),
            empty: Some(Empty {
                title: "Nothing hangs together with this case yet".into(),
                text: "When a step opens another case, or when one of the two names the other, both stand here from top to bottom: what came first, and what came of it.".into(),
                link: None,
            }),
            ..Self::sample()
        }
    }
}

pub(super) fn draw_all(drawn: &mut Vec<Drawn>) {
    draw(drawn, "case_overview_record", &CaseOverview::sample_record());
    draw(drawn, "case_chain", &CaseChain::sample());
    draw(drawn, "case_chain_empty", &CaseChain::sample_empty());
}
