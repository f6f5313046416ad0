//! What changed from one version of a procedure to another: the reference, and the same with changes of every kind.

use std::collections::BTreeMap;

use procedure::diff::{Diff, diff};
use procedure::{Procedure, Sources};

use crate::reference::{REFERENCE, template};

fn read(text: String, letter: String) -> Procedure {
    let sources = Sources { path: "parish.md".to_owned(), text, letters: BTreeMap::from([("response.md".to_owned(), letter)]) };
    Procedure::read(&sources).unwrap_or_else(|faults| panic!("{faults:#}"))
}

fn old() -> Procedure {
    read(REFERENCE.to_owned(), template())
}

/// The reference with changes. Each must be one that the text has, and each once.
fn new(changes: &[(&str, &str)]) -> Procedure {
    let mut text = REFERENCE.to_owned();
    for (from, to) in changes {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text = text.replace(from, to);
    }
    read(text, template())
}

fn said(diff: &Diff) -> Vec<&str> {
    diff.changes().map(|change| change.words.as_str()).collect()
}

#[test]
fn a_version_is_the_same_as_itself() {
    let diff = diff(&old(), &old());
    assert!(diff.is_empty(), "{}", diff.markdown());
    assert!(diff.markdown().contains("both versions make Redress do the same"));
}

#[test]
fn another_way_to_write_the_same_is_no_change() {
    let same = new(&[
        ("owner  = \"responder\"\nstarts = \"allocate\"", "owner = [\"responder\"]\nstarts = [\"allocate\"]\nsoft = false"),
        ("within = \"2 working days\"\nmet_by", "within = \"2 Working  Days\" # the law\nmet_by"),
        ("when  = { in-time = false }              # without `to`", "when = [{ in-time = [false] }] # without `to`"),
    ]);
    assert_eq!(said(&diff(&old(), &same)), Vec::<&str>::new());
}

#[test]
fn a_limit_is_told_as_people_tell_it() {
    let longer = new(&[("within = \"2 working days\"\nmet_by", "within = \"5 working days\"\nmet_by")]);
    let diff = diff(&old(), &longer);
    assert_eq!(said(&diff), ["Acknowledge the complaint: 5 working days, before 2 working days."]);
    let change = diff.changes().next().unwrap();
    assert_eq!((change.sort, change.name.as_str(), change.aspect), ("Duty", "acknowledge", "limit"));
    assert_eq!((change.before.as_deref(), change.after.as_deref()), (Some("2 working days"), Some("5 working days")));
    assert_eq!(diff.sections[0].citation, "Duties");
}

#[test]
fn everything_that_can_change_is_told_under_its_heading() {
    let changed = new(&[
        ("version     = \"2024\" ", "version     = \"2025\" "),
        ("from = 2024-04-01 }     # and", "from = 2025-04-01 }     # and"),
        ("source      = \"Complaints procedure, adopted 4 March 2024\"", "source      = \"Complaints procedure of 2025\""),
        ("# or \"roll-first\"; without", "# without"),
        ("counting    = \"first-day-after\"         ", "counting = \"roll-first\""),
        ("filters     = [\"category\"] ", "filters     = [\"category\", \"in-time\"]"),
        ("title = \"Parish clerk\"", "title = \"Clerk to the council\""),
        // Facts
        (
            "one_of = { service = \"A service\", staff = \"A member of staff\" }",
            "one_of = { service = \"Any service\", staff = \"A member of staff\", councillor = \"A councillor\" }",
        ),
        ("asks = \"What does the complaint say?\"", "asks = \"What is the complaint, in the person's own words?\""),
        ("not_after = \"received\"                   # another date fact", ""),
        ("date = \"received\", within = \"3 months\"", "date = \"received\", within = \"6 months\""),
        ("wall  = true ", "wall  = false"),
        // Tables
        (
            "| staff    | hall, office | chair     | 12 weeks        | receive   |",
            "| staff    | hall, office | chair     | 8 weeks         | receive   |\n| councillor | any        | panel     | 12 weeks        | receive   |",
        ),
        // Stages and steps
        ("[stage.drafted]\ntitle = \"Answer drafted\"", "[stage.drafted]\ntitle = \"A draft stands\""),
        ("[step.accept-late]", "[step.warn]\nby = \"chair\"\nrepeat = true\n\n[step.accept-late]"),
        (
            "\"incident?\", \"officers?\", \"panel-withheld\", ",
            "\"incident\", \"officers?\", \"panel-withheld\", \"late-reason?\", ",
        ),
        (
            "by    = \"clerk\"\nfrom  = \"received\"                       # one",
            "by    = [\"clerk\", \"chair\"]\nfrom  = [\"received\", \"allocated\"] # one",
        ),
        ("independent_of = [\"officers\", \"receive\"]", "independent_of = [\"officers\"]"),
        ("senior_to  = \"draft\" ", "# senior_to  = \"draft\""),
        ("after  = \"acknowledge\"                   # only", "# only"),
        (
            "[step.note]\ntitle  = \"Add a note\"\ndone   = \"Note added\"\nby     = [\"clerk\", \"responder\"]\nasks   = \"note\"\nrepeat = true\n",
            "",
        ),
        ("[fact.note]\nasks = \"What is to be noted?\"\ntype = \"long text\"\n", ""),
        // Duties
        ("owner  = \"clerk\"                         # no time is given", "owner  = \"chair\" # no time is given"),
        ("every  = \"4 weeks\"                       #", "every  = \"2 weeks\" #"),
        ("starts = [\"accept-late\", { fact = \"received\" }]", "starts = { fact = \"received\" }"),
        ("warn        = \"5 working days\" ", "warn        = \"10 working days\" "),
        ("soft   = true ", "# soft   = true"),
        ("until = [\"take-in-information\", \"send-back\"]", "until = [\"take-in-information\", \"withdraw\"]"),
        // Letters, notices, views
        ("encloses     = [\"Feedback form\"]", "encloses     = [\"Feedback form\", \"Leaflet\"]"),
        (
            "[contents.response]\nescalation = \"Where to go next\"",
            "[contents.response]\nescalation = \"Where to go next\"\nclosing = \"Who wrote it\"",
        ),
        (
            "carries = [\"category\", \"respond.due\", \"letter.response\"]",
            "carries = [\"category\", \"letter.response\", \"outcome\"]",
        ),
        ("except = [\"panel-withheld\"]", ""),
        (
            "sees   = [\"category\", \"letter.response\", \"outcome\", \"respond.due\"]",
            "sees   = [\"category\", \"letter.response\", \"outcome\", \"place\", \"step.receive\"]",
        ),
        ("reason = \"It describes another body's work.\"", "reason = \"It is another body's.\""),
    ]);
    let diff = diff(&old(), &changed);
    insta::assert_snapshot!(diff.markdown());
    // Nothing that was not changed is told: the headings are in the order of the document.
    let titles: Vec<&str> = diff.sections.iter().map(|section| section.title.as_str()).collect();
    assert_eq!(titles.first(), Some(&"The head"));
    assert!(diff.sections.iter().all(|section| !section.gone));
}

#[test]
fn who_may_no_longer_be_named_is_told() {
    let fewer = new(&[("not_among = [\"witness\", \"second-witness\"]", "not_among = [\"investigator\", \"second-witness\"]")]);
    assert_eq!(
        said(&diff(&old(), &fewer)),
        [
            "Asked for a statement: nobody named under “Investigator” can be named now.",
            "Asked for a statement: whoever is named under “Statement by” can be named now.",
        ]
    );
}

#[test]
fn what_must_come_first_and_since_when_is_told() {
    let is = "after      = { step = \"draft\", since = \"send-back\" } ";
    let same = new(&[(is, "after = [{ since = [\"send-back\"], step = [\"draft\"] }] ")]);
    assert_eq!(said(&diff(&old(), &same)), Vec::<&str>::new());
    let ever =
        new(&[(is, "after = \"draft\" "), ("since = \"send-back\" }    # yes", "since = [\"draft\", \"send-back\"] }  # yes")]);
    assert_eq!(
        said(&diff(&old(), &ever)),
        [
            "The draft stands: “The draft stands” is yes from “Response approved” on, until the next “Response drafted” or “Draft sent back”; \
             before, “The draft stands” is yes from “Response approved” on, until the next “Draft sent back”.",
            "Approve the response: it can be done only after “Draft the response” now.",
            "Approve the response: it no longer needs “Draft the response” (since the last “Send the draft back”) to come first.",
        ]
    );
}

#[test]
fn the_wording_of_a_letter_is_compared_part_by_part() {
    let letter = template()
        .replace("Dear {complainant}", "Dear {complainant},\nthank you for your complaint.")
        .replace("## action\n", "## later\nMore.\n\n## action\n")
        .replace("## escalation (fixed)", "## escalation");
    let diff = diff(&old(), &read(REFERENCE.to_owned(), letter));
    assert_eq!(
        said(&diff),
        [
            "Response: the part “opening” is worded differently.",
            "Response: it has a new part “later”.",
            "Response: the part “escalation” may be edited now.",
        ]
    );
}

#[test]
fn a_paragraph_that_moves_or_goes_is_told_once() {
    let moved = new(&[
        ("## Holds\n", "## 12 Waiting\n\nWaiting for information.\n"),
        ("## Paragraphs that ask nothing\n\n```toml\n[asks-nothing]\nreason = \"It describes another body's work.\"\n```\n", ""),
    ]);
    let diff = diff(&old(), &moved);
    assert_eq!(said(&diff), ["Paragraph 12 is new.", "Rules that stood under “Holds” stand here now."]);
}

#[test]
fn rows_that_are_only_arranged_anew_change_nothing() {
    let split = new(&[(
        "| staff    | hall, office | chair     | 12 weeks        | receive   |",
        "| staff    | hall         | chair     | 12 weeks        | receive   |\n| staff    | office       | chair     | 12 weeks        | receive   |",
    )]);
    let diff = diff(&old(), &split);
    let words = "Responder, Limit, Runs from: its rows are arranged differently; no combination is answered differently.";
    assert_eq!(said(&diff), [words]);
}

#[test]
fn a_change_can_be_read_by_programs() {
    let longer = new(&[("within = \"2 working days\"\nmet_by", "within = \"5 working days\"\nmet_by")]);
    insta::assert_json_snapshot!(diff(&old(), &longer));
}
