//! Plans and logs, a register, and a sheet that is read in.

use super::{Drawn, draw, frame, strings};
use crate::pages::fields::{Choice, ErrorSummary};
use crate::pages::import::{Import, ImportCheck};
use crate::pages::parts::{Due, DueState, Empty, Filter, Link, Pagination, Section, Tag, Tone};
use crate::pages::registers::{PlanGroup, PlanLine, Plans, Register, Row, RowGroup};

const ABOUT: &str = "Unannounced inspection of an escort and removal, 7 to 8 March 2017";

impl Plans {
    /// One plan, and two logs.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            frame: frame("Plans and logs", Section::Plans),
            groups: vec![PlanGroup {
                title: "Improvement plans".into(),
                table: Some(Link::new("/registers/improvement-plan/plans", "See them as a table")),
                plans: vec![PlanLine {
                    line: ABOUT.into(),
                    href: "/registers/recommendation/plan?of=IP-2017-00001".into(),
                    reference: "IP/2017/00001".into(),
                    case_href: "/cases/IP-2017-00001".into(),
                    stage: Tag::new("Published and being carried out", Tone::Blue),
                    parts: "7 recommendations, 5 of them open".into(),
                    overdue: 1,
                }],
                more: String::new(),
                record: Some(Link::new("/record/improvement-plan/record", "Begin a plan for a report")),
            }],
            logs: vec![
                (Link::new("/registers/action-point/learning-log", "Learning log"), "14 action points; 2 overdue".into()),
                (Link::new("/registers/instruction/instructions", "Register of instructions"), "No instructions yet".into()),
            ],
            empty: None,
        }
    }
}

impl Register {
    /// A plan with two groups.
    #[must_use]
    pub fn sample() -> Self {
        let heads = ["Ref", "Recommendation", "Answer", "Action taken"];
        let row = |number: &str, text: &str, due: Option<Due>| Row {
            href: format!("/cases/RE-2017-0000{number}"),
            reference: format!("RE/2017/0000{number}"),
            cells: vec![
                (heads[0].into(), vec![format!("6.{number}")]),
                (heads[1].into(), vec![text.into()]),
                (heads[2].into(), vec!["Accepted".into()]),
                (heads[3].into(), strings(["1. Officers are trained and trained again.", "2. Each report is reviewed."])),
            ],
            parts: vec![(Link::new("/cases/IA-2017-00004", "IA/2017/00004"), Tag::new("In hand", Tone::Blue))],
            all_parts: Vec::new(),
            stage: Tag::new("Answered", Tone::Blue),
            due,
        };
        let late = Due::new(DueState::Overdue, "20 March 2017", "4 working days late");
        Self {
            frame: frame("Improvement plan", Section::Plans),
            title: "Improvement plan".into(),
            about: ABOUT.into(),
            whole: Some(Link::new("/cases/IP-2017-00001", "IP/2017/00001")),
            citation: Link::new("/procedures/recommendation/2017-03#register", "the register"),
            sentence: "7 recommendations, 5 of them open, 1 with something overdue.".into(),
            of: "IP-2017-00001".into(),
            filters: vec![Filter {
                name: "f-response".into(),
                label: "Answer".into(),
                all: "All".into(),
                choices: vec![Choice::new("accepted", "Accepted"), Choice::new("rejected", "Rejected")],
            }],
            open: vec![Choice::new("all", "Open and closed").chosen_if("all"), Choice::new("open", "Open")],
            words: String::new(),
            overdue_only: false,
            narrowed: false,
            all_href: "/registers/recommendation/plan?of=IP-2017-00001".into(),
            heads: heads.iter().map(|head| ((*head).to_owned(), head.len() > 6)).collect(),
            parts_head: Some("Actions".into()),
            groups: vec![
                RowGroup {
                    title: "Home Office and escort supplier".into(),
                    rows: vec![row("1", "Plan the use of force.", Some(late)), row("2", "Stay calm.", None)],
                },
                RowGroup { title: "Escort supplier".into(), rows: vec![row("4", "Nobody waits on a coach.", None)] },
            ],
            pagination: Some(Pagination::new(1, 50, 60, "recommendations", |page| format!("?page={page}"))),
            exports: vec![Link::new("?format=pdf", "Document (PDF)"), Link::new("?format=csv", "CSV")],
            actions: vec![Link::new("/registers/recommendation/plan/import", "Read recommendations in from a sheet")],
            empty: None,
        }
    }
}

impl Import {
    /// The form with a file that was refused.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            frame: frame("Read recommendations in from a sheet", Section::Plans),
            nouns: "recommendations".into(),
            back: Link::new("/registers/recommendation/plan", "Improvement plan"),
            into: ABOUT.into(),
            errors: ErrorSummary::default().with("file", "“plan.pdf” is a PDF. Save it as .xlsx or .csv."),
            columns: vec![
                ("Ref".into(), true, "Text".into()),
                ("Answered on".into(), false, "A date, such as 7 March 2017 or 2017-03-07".into()),
            ],
            blank: "/registers/recommendation/plan/import?format=xlsx".into(),
            action: "/registers/recommendation/plan/import".into(),
        }
    }
}

impl ImportCheck {
    /// A sheet that can be read in.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            frame: frame("Check before you read in 2 recommendations", Section::Plans),
            heading: "Check before you read in 2 recommendations".into(),
            file: "plan.xlsx".into(),
            into: ABOUT.into(),
            sentence: "Every row can be read in. Nothing is kept until you say so.".into(),
            left: "Not read in, because Redress works it out: “Stage”.".into(),
            heads: strings(["Ref", "Recommendation"]),
            rows: vec![
                (2, vec![("Ref".into(), "6.1".into()), ("Recommendation".into(), "Plan the use of force.".into())]),
                (3, vec![("Ref".into(), "6.2".into()), ("Recommendation".into(), "Stay calm.".into())]),
            ],
            rest: "The first 2 of 7 rows are shown.".into(),
            submit: Some("Read in 2 recommendations".into()),
            action: "/imports/3b1f".into(),
            back: Link::new("/registers/recommendation/plan/import", "Choose another file"),
            ..Self::default()
        }
    }

    fn sample_faulty() -> Self {
        Self {
            heading: "The sheet cannot be read in yet".into(),
            sentence: "2 things are wrong. Nothing was kept. Mend the sheet and send it again.".into(),
            faults: vec![
                (String::new(), "Progres".into(), "Nothing is known of a column “Progres”. Did you mean “Progress”?".into()),
                ("4".into(), "Ref".into(), "“6.1” stands in row 2 already. Give each row its own.".into()),
            ],
            more: "The first 200 of 812 are listed.".into(),
            submit: None,
            rows: Vec::new(),
            ..Self::sample()
        }
    }

    fn sample_busy() -> Self {
        Self {
            heading: "Read a sheet in".into(),
            sentence: "The rows are being kept.".into(),
            progress: Some((1_200, 10_000)),
            submit: None,
            rows: Vec::new(),
            left: String::new(),
            ..Self::sample()
        }
    }
}

pub(super) fn draw_all(drawn: &mut Vec<Drawn>) {
    draw(drawn, "plans", &Plans::sample());
    let empty = Some(Empty {
        title: "No plans or logs for your roles".into(),
        text: "Each procedure says who keeps which plan and who may read it.".into(),
        link: Some(Link::new("/procedures", "See the procedures")),
    });
    draw(drawn, "plans_empty", &Plans { groups: Vec::new(), logs: Vec::new(), empty, ..Plans::sample() });
    draw(drawn, "register", &Register::sample());
    draw(drawn, "import", &Import::sample());
    draw(drawn, "import_check", &ImportCheck::sample());
    draw(drawn, "import_check_faulty", &ImportCheck::sample_faulty());
    draw(drawn, "import_check_busy", &ImportCheck::sample_busy());
}
