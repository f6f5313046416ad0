//! My work and the list of all complaints.

use super::{Drawn, draw, frame};
use crate::pages::complaints::{CaseRow, Column, Complaints, Piece, Sorted};
use crate::pages::fields::Choice;
use crate::pages::my_work::{Copied, MyWork, Tab, WorkGroup, WorkRow, sentence};
use crate::pages::parts::{Due, DueState, Empty, Filter, Frame, Link, Notice, Pagination, Person, Section, Tag, Tone};

const SITES: [&str; 5] = ["Brook House", "Yarl’s Wood", "Dungavel", "Larne", "Heathrow escorts"];

fn filter(name: &str, label: &str, all: &str, choices: &[&str], chosen: &str) -> Filter {
    let choice = |text: &&str| Choice::new(text.to_lowercase().replace(' ', "-"), *text).chosen_if(chosen);
    Filter { name: name.into(), label: label.into(), all: all.into(), choices: choices.iter().map(choice).collect() }
}

fn colleagues() -> Vec<Choice> {
    vec![Choice::new("t.abernethy", "Tom Abernethy"), Choice::new("r.devlin", "Ruth Devlin"), Choice::new("s.khan", "Sana Khan")]
}

fn row(serial: u16, due: (DueState, &str, &str), what: &str, who: &str, place: &str, stage: &str) -> WorkRow {
    WorkRow {
        id: format!("{serial}-{}", what.len()),
        due: Due::new(due.0, due.1, due.2),
        what: what.into(),
        href: format!("/cases/DC-2017-{serial:04}/steps/next"),
        reference: format!("DC/2017/{serial:04}"),
        case_href: format!("/cases/DC-2017-{serial:04}"),
        who: who.into(),
        about: String::new(),
        place: place.into(),
        stage: stage.into(),
        holder: None,
    }
}

fn group(title: &str, count: usize, rows: Vec<WorkRow>) -> WorkGroup {
    WorkGroup { title: title.into(), count, overdue: title == "Overdue", rows }
}

impl MyWork {
    /// A morning with something in every group.
    #[must_use]
    pub fn sample() -> Self {
        use DueState::{Later, Overdue, Soon, Today};
        let today = |time| (Today, "24 March 2017", time);
        let brook = "Brook House";
        let (allocated, investigating, drafted) = ("Allocated", "Being investigated", "Response drafted");
        let late = |date, words| (Overdue, date, words);
        let soon = |date, words| (Soon, date, words);
        let later = |date, words| (Later, date, words);
        Self {
            frame: frame("My work", Section::MyWork),
            sentence: sentence(2, 3, 11),
            tabs: vec![
                Tab { value: "mine".into(), text: "Mine".into(), count: 21, href: "/work?list=mine".into(), current: true },
                Tab {
                    value: "team".into(), text: "My team’s".into(), count: 64, href: "/work?list=team".into(), current: false
                },
            ],
            filters: vec![
                filter("site", "Where", "All sites", &SITES, ""),
                filter("stage", "Stage", "All stages", &[allocated, investigating, drafted], ""),
                filter("what", "What", "Everything", &["Acknowledge", "Respond", "Approve"], ""),
            ],
            groups: vec![
                group(
                    "Overdue",
                    2,
                    vec![
                        row(
                            371,
                            late("20 March 2017", "4 working days late"),
                            "Send the response",
                            "Daniel Mensah",
                            brook,
                            drafted,
                        ),
                        row(
                            418,
                            late("23 March 2017", "1 working day late"),
                            "Acknowledge the complaint",
                            "Farida Noor",
                            brook,
                            allocated,
                        ),
                    ],
                ),
                group(
                    "Today",
                    3,
                    vec![
                        row(
                            423,
                            today("by 11:40am"),
                            "Send the form to the customer service unit",
                            "Not yet known",
                            brook,
                            "Found in the box",
                        ),
                        row(420, today("by the end of today"), "Acknowledge the complaint", "Minh Tran", brook, allocated),
                        row(380, today("by the end of today"), "Approve the response", "Grace Banda", brook, drafted),
                    ],
                ),
                group(
                    "This week",
                    11,
                    vec![
                        row(
                            421,
                            soon("27 March 2017", "in 1 working day"),
                            "Acknowledge the complaint",
                            "Yusuf Demir",
                            brook,
                            allocated,
                        ),
                        row(
                            389,
                            soon("28 March 2017", "in 2 working days"),
                            "Send the response",
                            "Ioana Pavel",
                            "Heathrow escorts",
                            investigating,
                        ),
                        row(
                            391,
                            later("29 March 2017", "in 3 working days"),
                            "Send the response",
                            "Samuel Addo",
                            brook,
                            investigating,
                        ),
                        row(
                            394,
                            later("30 March 2017", "in 4 working days"),
                            "Send the response",
                            "Lerato Dube",
                            brook,
                            investigating,
                        ),
                    ],
                ),
                group(
                    "Later",
                    5,
                    vec![
                        row(
                            412,
                            later("5 April 2017", "in 8 working days"),
                            "Send the response",
                            "Tariq Aziz-Hall",
                            brook,
                            investigating,
                        ),
                        row(
                            415,
                            later("7 April 2017", "in 10 working days"),
                            "Send the response",
                            "Blessing Eze",
                            brook,
                            investigating,
                        ),
                        row(402, later("no date", ""), "Tell the complainant how it goes", "Nadia Petrov", brook, investigating),
                    ],
                ),
            ],
            may_take: true,
            hand_over_to: colleagues(),
            pagination: Some(Pagination::new(1, 50, 21, "duties", |page| format!("?page={page}"))),
            ..Self::default()
        }
    }

    fn sample_team() -> Self {
        let mut page = Self::sample();
        page.sentence = sentence(5, 9, 31);
        for tab in &mut page.tabs {
            tab.current = !tab.current;
        }
        page.filters = vec![
            filter("site", "Where", "All sites", &SITES, "brook-house"),
            filter("stage", "Stage", "All stages", &["Allocated", "Being investigated"], ""),
            filter("what", "What", "Everything", &["Acknowledge", "Respond", "Approve"], ""),
        ];
        let holders = ["Tom Abernethy", "", "You", "Ruth Devlin", "", "Sana Khan"];
        let rows = page.groups.iter_mut().flat_map(|group| &mut group.rows);
        for (row, holder) in rows.zip(holders.iter().cycle()) {
            row.holder = Some((*holder).to_owned());
        }
        page.frame.notice =
            Some(Notice { text: "You took 3 duties.".into(), link: Some(Link::new("/work?list=mine", "Show mine")) });
        page.pagination = Some(Pagination::new(2, 12, 64, "duties", |page| format!("?list=team&page={page}")));
        page
    }

    fn sample_empty() -> Self {
        Self {
            groups: Vec::new(),
            pagination: None,
            sentence: sentence(0, 0, 0),
            empty: Some(Empty {
                title: "You owe nothing.".into(),
                text: "Your team has 64 things to do, 17 of which no one holds.".into(),
                link: Some(Link::new("/work?list=team", "See your team’s work")),
            }),
            ..Self::sample()
        }
    }

    fn sample_copied() -> Self {
        let copied = |when: &str, what: &str, serial: u16, carries: &str, unread| Copied {
            when: when.into(),
            what: what.into(),
            href: format!("/notices/{serial}"),
            reference: format!("DC/2017/{serial:04}"),
            carries: carries.into(),
            unread,
        };
        let mut frame = frame("My work", Section::MyWork);
        frame.person = Some(Person { name: "Peter Lindqvist".into(), role: "Monitoring board, Yarl’s Wood".into() });
        frame.record = None;
        Self {
            frame,
            sentence: "4 copied to you, 2 of them new.".into(),
            copied: vec![
                copied(
                    "24 March 2017, 9:05am",
                    "Complaint allocated",
                    419,
                    "Place: Yarl’s Wood; Answer due: 21 April 2017",
                    true,
                ),
                copied("23 March 2017, 4:30pm", "Response sent", 366, "Outcome: Partly substantiated", true),
                copied("22 March 2017, 11:15am", "Complaint withdrawn", 397, "", false),
                copied(
                    "20 March 2017, 2:00pm",
                    "Response sent: the complainant asked that you see no more",
                    359,
                    "Place: Yarl’s Wood",
                    false,
                ),
            ],
            ..Self::default()
        }
    }
}

fn columns() -> Vec<Column> {
    let column = |text: &str, key: &str, sorted| Column {
        text: text.into(),
        href: (!key.is_empty()).then(|| format!("/complaints?sort={key}")),
        sorted,
    };
    vec![
        column("Reference", "reference", Sorted::Not),
        column("About", "", Sorted::Not),
        column("Who", "who", Sorted::Not),
        column("Where", "site", Sorted::Not),
        column("Stage", "stage", Sorted::Not),
        column("Received", "received", Sorted::Not),
        column("Answer due", "due", Sorted::Up),
        column("Held by", "holder", Sorted::Not),
    ]
}

fn case(serial: u16, line: &str, who: &str, place: &str, stage: (&str, Tone), received: &str, due: Due) -> CaseRow {
    CaseRow {
        reference: format!("DC/2017/{serial:04}"),
        href: format!("/cases/DC-2017-{serial:04}"),
        kind: String::new(),
        line: line.into(),
        found: Vec::new(),
        who: who.into(),
        place: place.into(),
        stage: Tag::new(stage.0, stage.1),
        received: received.into(),
        due: Some(due),
        holder: if serial.is_multiple_of(3) { String::new() } else { "Amira Okafor".into() },
    }
}

impl Complaints {
    /// A page of open complaints.
    #[must_use]
    pub fn sample() -> Self {
        use DueState::{Later, Met, Overdue, Today};
        let due = Due::new;
        let (allocated, investigating, drafted, logged) = (
            ("Allocated", Tone::Blue),
            ("Being investigated", Tone::Blue),
            ("Response drafted", Tone::Blue),
            ("Logged", Tone::Grey),
        );
        Self {
            frame: frame("Complaints", Section::Complaints),
            found: "412 complaints, 9 of them overdue.".into(),
            open: vec![
                Choice::new("open", "Open").chosen_if("open"),
                Choice::new("closed", "Closed"),
                Choice::new("all", "Open and closed"),
            ],
            filters: vec![
                filter("stage", "Stage", "All stages", &["Logged", "Allocated", "Being investigated", "Response drafted"], ""),
                filter(
                    "category",
                    "What it is about",
                    "Everything",
                    &["Service delivery", "Minor misconduct", "Serious misconduct", "Healthcare"],
                    "",
                ),
                filter("site", "Where", "All sites", &SITES, ""),
            ],
            columns: columns(),
            rows: vec![
                case(
                    371,
                    "Visitors turned away at the gate",
                    "Daniel Mensah",
                    "Brook House",
                    drafted,
                    "17 February 2017",
                    due(Overdue, "20 March 2017", "4 working days late"),
                ),
                case(
                    418,
                    "Kosher meals not provided",
                    "Farida Noor",
                    "Brook House",
                    allocated,
                    "20 March 2017",
                    due(Overdue, "23 March 2017", "1 working day late"),
                ),
                case(
                    380,
                    "Spoken to rudely by an officer at association",
                    "Grace Banda",
                    "Brook House",
                    drafted,
                    "23 February 2017",
                    due(Today, "24 March 2017", "today"),
                ),
                case(
                    389,
                    "Handcuffed for the whole journey to Heathrow",
                    "Ioana Pavel",
                    "Heathrow escorts",
                    investigating,
                    "27 February 2017",
                    due(Later, "28 March 2017", "in 2 working days"),
                ),
                case(
                    412,
                    "Property withheld after transfer from Dungavel, and no receipt given for a mobile telephone",
                    "Tariq Aziz-Hall",
                    "Brook House",
                    investigating,
                    "6 March 2017",
                    due(Later, "5 April 2017", "in 8 working days"),
                ),
                case(
                    416,
                    "No interpreter at an induction interview",
                    "Hanna Wójcik",
                    "Larne",
                    investigating,
                    "9 March 2017",
                    due(Later, "10 April 2017", "in 11 working days"),
                ),
                case(
                    419,
                    "Shower out of order for three weeks",
                    "Marisol Vega",
                    "Yarl’s Wood",
                    logged,
                    "22 March 2017",
                    due(Later, "21 April 2017", "in 18 working days"),
                ),
                case(
                    366,
                    "Legal post opened",
                    "Chidi Obi",
                    "Yarl’s Wood",
                    ("Responded", Tone::Green),
                    "14 February 2017",
                    due(Met, "23 March 2017", "answered in time"),
                ),
                case(
                    402,
                    "Allegation of assault during a removal",
                    "Nadia Petrov",
                    "Heathrow escorts",
                    ("With Professional Standards", Tone::Purple),
                    "2 March 2017",
                    due(Later, "25 May 2017", "in 9 weeks"),
                ),
            ],
            pagination: Some(Pagination::new(1, 50, 412, "complaints", |page| format!("/complaints?page={page}"))),
            export_href: Some("/complaints.xlsx".into()),
            ..Self::default()
        }
    }

    fn sample_search() -> Self {
        let mut page = Self::sample();
        page.frame = Frame { search: "telephone receipt".into(), ..page.frame };
        page.found = "2 complaints with “telephone receipt”.".into();
        page.pagination = Some(Pagination::new(1, 50, 2, "complaints", |page| page.to_string()));
        page.rows.retain(|row| row.line.contains("receipt") || row.line.contains("Legal"));
        let piece = |text: &str, hit| Piece { text: text.into(), hit };
        for row in &mut page.rows {
            row.found = vec![
                piece("… the officer kept my ", false),
                piece("telephone", true),
                piece(" and would not give me a ", false),
                piece("receipt", true),
                piece(" although I asked twice …", false),
            ];
        }
        page
    }

    fn sample_empty() -> Self {
        let mut page = Self::sample();
        page.frame.search = "snow tyres".into();
        page.found = "No complaints found.".into();
        page.rows.clear();
        page.pagination = None;
        page.overdue_only = true;
        page.empty = Some(Empty {
            title: "No complaint that you may see matches all of this.".into(),
            text: "Check the spelling, use fewer words, or look among closed complaints too.".into(),
            link: Some(Link::new("/complaints?open=all&q=snow+tyres", "Look among closed complaints too")),
        });
        page
    }
}

pub(super) fn draw_all(drawn: &mut Vec<Drawn>) {
    draw(drawn, "my_work", &MyWork::sample());
    draw(drawn, "my_work_team", &MyWork::sample_team());
    draw(drawn, "my_work_empty", &MyWork::sample_empty());
    draw(drawn, "my_work_copied", &MyWork::sample_copied());
    draw(drawn, "complaints", &Complaints::sample());
    draw(drawn, "complaints_search", &Complaints::sample_search());
    draw(drawn, "complaints_empty", &Complaints::sample_empty());
}
