//! Writing a letter.

use super::{Drawn, draw, frame, paragraph};
use crate::pages::fields::ErrorSummary;
use crate::pages::letter::{Block, Content, Letter};
use crate::pages::parts::{CaseLine, Conflict, Link, SafeHtml, Section, Tag, Tone};

const OMBUDSMAN: &str = "If you are not satisfied with this answer you may write to the Prisons and Probation Ombudsman within three months. \
                         A leaflet that tells you how is enclosed.";

pub(super) fn acknowledgement() -> SafeHtml {
    SafeHtml::trusted(
        "<p>9 March 2017<br>Our reference: DC/2017/0412</p><p>Dear Mr Aziz-Hall</p><p>Thank you for your complaint, which we \
         received on 6 March 2017. Amira Okafor looks into it. You will have an answer by 5 April 2017.</p><p>You will not be treated \
         any worse for having complained.</p><p>Yours sincerely</p><p>Amira Okafor<br>Complaints manager, Brook House</p>",
    )
}

fn response() -> SafeHtml {
    SafeHtml::trusted(format!(
        "<p>24 March 2017<br>Our reference: DC/2017/0412</p><p>Dear Mr Aziz-Hall</p><h3>Your complaint</h3><p>You complained on \
         6 March 2017 that your bag did not come with you from Dungavel, and that you were given no receipt for a mobile \
         telephone.</p><h3>What we looked at</h3><p>I spoke to the officer who was in reception on 28 February and read the \
         reception log and your property card.</p><h3>What we found</h3><p>1. Your bag was put on the wrong van. This part of your \
         complaint is <strong>substantiated</strong>. I am sorry that this happened.</p><p>2. …</p><h3>If you are not \
         satisfied</h3><p>{OMBUDSMAN}</p><p>Yours sincerely</p><p>Amira Okafor<br>Complaints manager, Brook House</p>"
    ))
}

fn block(name: &str, label: &str, hint: &str, rows: u8, text: &str) -> Block {
    Block { name: name.into(), label: label.into(), hint: hint.into(), rows, text: text.into(), ..Block::default() }
}

fn content(text: &str, there: bool, number: &str, href: Option<&str>) -> Content {
    Content { text: text.into(), there, citation: Some(paragraph(number)), href: href.map(str::to_owned) }
}

impl Letter {
    /// A response half written.
    #[must_use]
    pub fn sample() -> Self {
        Self {
            frame: frame("Response to the complainant: DC/2017/0412", Section::Complaints),
            case: CaseLine::sample(),
            heading: "Response to the complainant".into(),
            status: Tag::new("Draft", Tone::Yellow),
            status_words: "Saved today at 9:25am by you.".into(),
            editable: true,
            seen: "e6".into(),
            blocks: vec![
                block(
                    "complaint",
                    "The complaint",
                    "What they complained of, point by point.",
                    4,
                    "You complained on 6 March 2017 that your bag did not come with you from Dungavel, and that you were given no receipt for a mobile telephone.",
                ),
                block(
                    "investigation",
                    "What you looked at",
                    "Whom you spoke to, and what you read or watched.",
                    4,
                    "I spoke to the officer who was in reception on 28 February and read the reception log and your property card.",
                ),
                Block {
                    citation: Some(paragraph("48")),
                    ..block(
                        "findings",
                        "What you found",
                        "For each point whether it is substantiated, partly or not, and why. An apology where one is owed.",
                        7,
                        "1. Your bag was put on the wrong van. This part of your complaint is substantiated. I am sorry that this happened.\n\n2. …",
                    )
                },
                Block {
                    locked: true,
                    citation: Some(paragraph("37")),
                    ..block("ombudsman", "If they are not satisfied", "", 0, OMBUDSMAN)
                },
            ],
            preview: response(),
            contents: vec![
                content("The reference and the date", true, "48", None),
                content("Who investigated, and how", true, "48", None),
                content("A finding for point 1", true, "48", None),
                content("A finding for point 2", false, "48", Some("#findings")),
                content("What will be done about it", false, "48", Some("#findings")),
                content("How to go to the Ombudsman", true, "37", None),
                content("The Ombudsman’s leaflet, enclosed", true, "37", None),
            ],
            approval: "Someone else, more senior than you, must approve it before it is sent: Ruth Devlin or Sana Khan.".into(),
            next: Vec::new(),
            pdf_href: Some("/cases/DC-2017-0412/letters/2.pdf".into()),
            ..Self::default()
        }
    }

    fn sample_refused() -> Self {
        let mut page = Self::sample();
        let error = "Say for point 2 whether it is substantiated";
        page.blocks.iter_mut().filter(|block| block.name == "findings").for_each(|block| block.error = Some(error.to_owned()));
        page.errors = ErrorSummary::default().with("findings", error);
        page.conflict = Some(Conflict {
            what: "Ruth Devlin saved this draft at 9:27am.".into(),
            href: "/cases/DC-2017-0412/timeline#e7".into(),
        });
        page
    }

    fn sample_to_approve() -> Self {
        let mut page = Self::sample();
        page.editable = false;
        page.status = Tag::new("For approval", Tone::Blue);
        page.status_words = "Written by Amira Okafor, handed in today at 9:40am.".into();
        page.contents.iter_mut().for_each(|content| {
            content.there = true;
            content.href = None;
        });
        page.approval = "You may approve it: you are more senior than its author, and someone else.".into();
        page.next = vec![
            Link::new("/cases/DC-2017-0412/steps/approve", "Approve the letter"),
            Link::new("/cases/DC-2017-0412/steps/send-back", "Send it back"),
        ];
        page
    }

    fn sample_sent() -> Self {
        let mut page = Self::sample_to_approve();
        page.heading = "Acknowledgement to the complainant".into();
        page.frame.title = "Acknowledgement to the complainant: DC/2017/0412".into();
        page.status = Tag::new("Sent", Tone::Green);
        page.status_words = "By hand at Brook House, 9 March 2017, 2:10pm, by you.".into();
        page.preview = acknowledgement();
        page.contents = vec![
            content("The reference and the date", true, "36", None),
            content("Who looks into it", true, "36", None),
            content("When there will be an answer", true, "36", None),
            content("That complaining does them no harm", true, "6", None),
        ];
        page.approval = String::new();
        page.next = Vec::new();
        page
    }
}

pub(super) fn draw_all(drawn: &mut Vec<Drawn>) {
    draw(drawn, "letter", &Letter::sample());
    draw(drawn, "letter_refused", &Letter::sample_refused());
    draw(drawn, "letter_to_approve", &Letter::sample_to_approve());
    draw(drawn, "letter_sent", &Letter::sample_sent());
}
