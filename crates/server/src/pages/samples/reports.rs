//! Reports, moving a case to another version, and saying who is named.

use super::{Drawn, draw, frame};
use crate::pages::case_version::{CaseVersion, Target};
use crate::pages::case_who::{CaseWho, NameCard};
use crate::pages::fields::{Choice, FieldKind, FieldView};
use crate::pages::parts::{CaseLine, Empty, Link, Section, Warning};
use crate::pages::reports::{Kept, Part, Report, ReportGroup, Reports};

impl Reports {
    /// Two reports of one procedure.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            frame: frame("Reports", Section::Reports),
            groups: vec![ReportGroup {
                title: "Complaints in immigration detention".into(),
                reports: vec![(
                    Link::new("/reports/detention-complaints/monthly-summary", "Complaints raised at each centre"),
                    "each month".into(),
                )],
            }],
            empty: None,
        }
    }
}

impl Report {
    /// A month with a place and a sample.
    #[must_use]
    pub fn sample() -> Self {
        let case = |reference: &str| Link::new(format!("/cases/{}", reference.replace('/', "-")), reference);
        Self {
            frame: frame("Complaints raised at each centre", Section::Reports),
            title: "Complaints raised at each centre".into(),
            procedure: Link::new("/procedures/detention-complaints/2017-02#p47", "paragraph 47"),
            periods: vec![
                Choice::new("2017-03-01", "March 2017").chosen_if("2017-03-01"),
                Choice::new("2017-02-01", "February 2017"),
            ],
            period: "March 2017".into(),
            sentence: "12 complaints, as far as you may see.".into(),
            parts: vec![Part {
                title: "Brook House".into(),
                total: "12 complaints.".into(),
                counts: vec![("Kind".into(), vec![("Service delivery".into(), 9), ("Not shown".into(), 3)])],
                kept: vec![("Answer the complaint".into(), Kept { in_time: 7, late: 1, open: 4, overdue: 0 })],
                heads: vec!["Kind".into(), "Outcome".into()],
                rows: vec![
                    (
                        case("DC/2017/00412"),
                        vec![("Kind".into(), "Service delivery".into()), ("Outcome".into(), "Substantiated".into())],
                    ),
                    (case("DC/2017/00413"), vec![("Kind".into(), String::new()), ("Outcome".into(), "Not substantiated".into())]),
                ],
                sample: "2 of 12, drawn by chance. Whoever opens this report for the period gets the same.".into(),
            }],
            csv: "/reports/detention-complaints/monthly-summary?period=2017-03-01&format=csv".into(),
            empty: None,
        }
    }

    /// A month without a case.
    #[must_use]
    pub fn sample_empty() -> Self {
        Self {
            parts: Vec::new(),
            sentence: "0 complaints, as far as you may see.".into(),
            empty: Some(Empty { title: "No complaint in this period".into(), text: "Choose another period.".into(), link: None }),
            ..Self::sample()
        }
    }
}

impl CaseVersion {
    /// One version to which it can be moved and one to which it cannot, of a person with a mark.
    #[must_use]
    pub fn sample() -> Self {
        let warning = Warning {
            title: "Contact with this person is restricted".into(),
            name: "Sam Doe".into(),
            says: vec![("Agreed way of contact".into(), "By e-mail".into())],
            link: None,
        };
        Self {
            frame: frame("Move DC/2017/00412 to another version", Section::Complaints),
            case: CaseLine { warnings: vec![warning], ..CaseLine::sample() },
            from: Link::new("/procedures/detention-complaints/2015-09", "2015-09"),
            targets: vec![
                Target {
                    version: Link::new("/procedures/detention-complaints/2017-02", "Version 2017-02"),
                    name: "2017-02".into(),
                    in_force: "from 1 February 2017".into(),
                    changes: vec![(
                        "Acknowledge the complaint".into(),
                        "Wednesday 15 March 2017".into(),
                        "Friday 10 March 2017".into(),
                    )],
                    obstacles: Vec::new(),
                },
                Target {
                    version: Link::new("/procedures/detention-complaints/2014-01", "Version 2014-01"),
                    name: "2014-01".into(),
                    in_force: "from 1 January 2014 to 31 August 2015".into(),
                    obstacles: vec!["Entry 3: the entry refers to the step “log”, which this version does not have.".into()],
                    ..Target::default()
                },
            ],
            seen: "3.a1".into(),
            ..Self::default()
        }
    }
}

impl CaseWho {
    /// A name that nobody has resolved, and one that a colleague has.
    #[must_use]
    pub fn sample() -> Self {
        let choices = [
            "Lee Marchbank (Escort officer, Escort supplier)",
            "Somebody else in the list",
            "Nobody in the list: I have checked",
        ];
        let choices = choices.into_iter().map(|choice| Choice::new(choice, choice)).collect();
        let kind = FieldKind::Radios { choices, inline: false };
        Self {
            frame: frame("Say who is named in DC/2017/00412", Section::Complaints),
            case: CaseLine::sample(),
            names: vec![
                NameCard {
                    key: "officers.0a1b2c3d4e5f".into(),
                    name: "L. Marchbanks".into(),
                    part: "People complained about".into(),
                    question: Some(FieldView::new("who-officers.0a1b2c3d4e5f", "Who is “L. Marchbanks”?", kind)),
                    ..NameCard::default()
                },
                NameCard {
                    key: "officers.5f4e3d2c1b0a".into(),
                    name: "Paula Ren".into(),
                    part: "People complained about".into(),
                    says: "This is Paula Wren (Escort officer, Escort supplier). The case is kept from them.".into(),
                    said: "Joan Pryce said so at 10:02am on 24 March 2017.".into(),
                    may_undo: true,
                    ..NameCard::default()
                },
            ],
            ..Self::default()
        }
    }
}

pub(super) fn draw_all(drawn: &mut Vec<Drawn>) {
    draw(drawn, "case_who", &CaseWho::sample());
    draw(drawn, "reports", &Reports::sample());
    draw(drawn, "report", &Report::sample());
    draw(drawn, "report_empty", &Report::sample_empty());
    draw(drawn, "case_version", &CaseVersion::sample());
}
