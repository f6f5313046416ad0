//! The letter that tests and benchmarks set.

use letters::{Block, Letter};

/// A response to a complaint, with all that a letter may hold.
pub(crate) fn response() -> Letter {
    let owned = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    let block = |id: &str, markdown: &str| Block { id: id.to_owned(), markdown: markdown.to_owned() };
    Letter {
        language: "en-GB".to_owned(),
        sender_name: "Harbour Council".to_owned(),
        sender_lines: owned(&[
            "Complaints team",
            "1 Quay Street",
            "Seaport SP1 2AB",
            "complaints@harbour.example",
            "0300 000 0000",
        ]),
        recipient_lines: owned(&["Ms A. Núñez", "Flat 2", "14 Mast Lane", "Seaport", "SP4 5CD"]),
        date: "5 April 2017".to_owned(),
        details: [("Our reference", "HC/2017/1"), ("Your complaint of", "6 March 2017")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
        subject: "Your complaint about missed collections".to_owned(),
        blocks: vec![
            block(
                "opening",
                "Dear Ms Núñez\n\nThank you for your complaint. I am **sorry** for the trouble that this caused you. I have looked into each point, and this letter says what I found and what we will do about it.",
            ),
            block(
                "findings",
                "## What I found\n\n| Point | Finding |\n|---|---|\n| Bins not emptied on 1 March | Upheld |\n| No answer to your call | Partly *upheld* |\n\nYou wrote:\n\n> Nobody came, and  \n> nobody called.\n",
            ),
            block(
                "action",
                "### What we will do\n\n1. Empty the bins each Monday.\n2. Call you by 12 April.\n   - We will call in the morning.\n\n## If you are not satisfied\n\nWrite to [the Ombudsman](https://ombudsman.example/complain), or see http://ombudsman.example/leaflet_2017.pdf.",
            ),
            block("close", "Yours sincerely"),
        ],
        signature: owned(&["Jo Ferry", "Complaints manager", "Harbour Council"]),
        enclosures: owned(&["How to complain to the Ombudsman"]),
        attribution: Some("Contains public sector information.".to_owned()),
        draft: false,
    }
}
