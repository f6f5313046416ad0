//! What the reader makes of the reference: ids, bits, places and texts.

use calendar::Limit;
use procedure::template::Piece;
use procedure::{After, CalendarRule, Derivation, Item, Kind, Party, Period, Repeat, Sees, Source, Start, UNKNOWN, Value};

use crate::reference::{REFERENCE, reference};

#[test]
fn tables_know_their_values_and_answers() {
    let p = reference();
    let table = p.tables.named("responder").unwrap();
    let (clerk, chair) = (p.roles.id("clerk").unwrap(), p.roles.id("chair").unwrap());
    assert_eq!(p.facts.named("responder").unwrap().decided, [Value::Role(clerk), Value::Role(chair)]);
    assert_eq!(p.facts.named("limit").unwrap().decided, [Value::Limit(Limit::WorkingDays(20)), Value::Limit(Limit::Weeks(12))]);
    assert_eq!(table.sizes, [2, 3]);
    assert_eq!(table.answers, [Some(0), Some(0), Some(0), Some(1), Some(1), Some(2)]);
    let row = &table.rows[1];
    assert_eq!((row.cells.as_slice(), row.gives[0].clone()), (&[0b10, 0b011][..], Some(Value::Role(chair))));
    assert_eq!(&REFERENCE[row.place.start..row.place.start + 8], "| staff ");
    assert_eq!(table.rows[2].gives, [None, None, None]);
}

#[test]
fn conditions_are_bits_of_domains() {
    let p = reference();
    let refer = p.steps.named("refer-on").unwrap();
    assert_eq!(refer.guard.when[0].tests[0].allowed, UNKNOWN);
    assert!(refer.guard.holds(|_| None));
    assert!(!refer.guard.holds(|_| Some(0)));
    let accept = p.steps.named("accept-late").unwrap();
    assert_eq!(accept.guard.when[0].tests[0].allowed, 0b01);
    let respond = p.duties.named("respond").unwrap();
    assert_eq!(respond.guard.when[0].tests[0].allowed, 0b11);
}

#[test]
fn rules_stand_where_they_stand() {
    let p = reference();
    let duty = p.duties.named("acknowledge").unwrap();
    let text = &REFERENCE[duty.place.start..duty.place.end];
    assert!(text.starts_with("[duty.acknowledge]") && text.ends_with("unless = { anonymous = true }"), "{text}");
    assert_eq!(p.citation(duty.place), "Duties");
    let letter = p.letters.named("response").unwrap();
    let blocks: Vec<(&str, bool)> =
        letter.contains.iter().map(|content| (content.block.as_str(), content.place == letter.place)).collect();
    assert_eq!(blocks, [("findings", true), ("action", true), ("escalation", false)]);
    let reasons: Vec<&str> = p.sections.iter().filter_map(|section| section.asks_nothing.as_deref()).collect();
    assert_eq!(reasons, ["It describes another body's work."]);
}

#[test]
fn steps_and_duties_say_what_the_document_says() {
    let p = reference();
    let step = |name: &str| p.steps.id(name).unwrap();
    let fact = |name: &str| p.facts.id(name).unwrap();
    let receive = &p.steps[step("receive")];
    let asked: Vec<(&str, bool)> = receive.asks.iter().map(|ask| (p.facts[ask.fact].name.as_str(), ask.required)).collect();
    assert_eq!(asked[..2], [("category", true), ("place", true)]);
    assert!(asked.contains(&("incident", false)));
    assert_eq!(p.steps[step("take-in-information")].repeat, Repeat::AfterEach(vec![step("ask-for-information")]));
    assert_eq!(p.steps[step("compensate")].done, "Pay compensation");
    assert_eq!(p.steps[step("respond")].by, [Party::Fact(fact("responder"))]);
    let earlier = |name: &str| p.steps[step(name)].after.clone();
    assert_eq!(earlier("draft"), [After { step: step("acknowledge"), since: Vec::new() }]);
    assert_eq!(earlier("approve"), [After { step: step("draft"), since: vec![step("send-back")] }]);
    let Source::Derived(Derivation::Done { steps, since }) = &p.facts[fact("agreed-draft")].source else { panic!() };
    assert_eq!((steps.as_slice(), since.as_slice()), (&[step("approve")][..], &[step("send-back")][..]));
    let approve = &p.steps[step("approve")].independent_of[0];
    assert_eq!((approve.who, &approve.facts[..], &approve.steps[..]), (None, &[fact("officers")][..], &[step("receive")][..]));
    let respond = p.duties.named("respond").unwrap();
    assert_eq!(respond.starts, [Start::Decided(fact("runs-from"))]);
    assert_eq!(respond.period, Period::Decided(fact("limit")));
    assert_eq!(respond.extended_by.unwrap().to, fact("agreed-date"));
    let refer = p.duties.named("refer-on").unwrap();
    assert_eq!(
        (refer.starts.as_slice(), refer.period),
        (&[Start::Step(step("receive")), Start::Step(step("take-over"))][..], Period::Open)
    );
    assert_eq!(refer.title, "Pass it to the district council");
    assert_eq!(p.duties.named("update").unwrap().every, Some(Limit::Weeks(4)));
    assert_eq!(p.head.calendar, CalendarRule::Always("england-and-wales".to_owned()));
    let panel = p.views.named("panel").unwrap();
    assert_eq!(panel.roles, [p.roles.id("panel").unwrap()]);
    assert_eq!(panel.unless[0].1, Sees::Only(vec![Item::Fact(fact("category")), Item::Fact(fact("outcome"))]));
    assert_eq!(p.views.named("clerk").unwrap().sees, Sees::AllBut(vec![Item::Fact(fact("panel-withheld"))]));
    assert_eq!(p.facts.named("tone").unwrap().label, "Tone of the answer");
    assert!(matches!(p.facts.named("setting").unwrap().kind, Kind::Choice(ref choices) if choices.len() == 3));
}

#[test]
fn derived_facts_come_after_what_they_follow_from() {
    let p = reference();
    let at = |name: &str| p.derived_order.iter().position(|fact| *fact == p.facts.id(name).unwrap()).unwrap();
    for (first, then) in [("received", "in-time"), ("setting", "sensitive"), ("setting", "responder"), ("sensitive", "tone")] {
        assert!(at(first) < at(then), "{first} comes after {then}");
    }
    let derived = p.facts.iter().filter(|(_, fact)| fact.question().is_none()).count();
    assert_eq!(p.derived_order.len(), derived);
}

#[test]
fn a_template_is_blocks_and_slots() {
    let p = reference();
    let template = &p.letters.named("response").unwrap().template;
    assert_eq!(template.subject, [Piece::Text("Our response to your complaint ".to_owned()), Piece::Reference]);
    let blocks: Vec<(&str, bool)> = template.blocks.iter().map(|block| (block.id.as_str(), block.fixed)).collect();
    assert_eq!(blocks, [("opening", false), ("findings", false), ("action", false), ("escalation", true), ("closing", false)]);
    let fact = |name: &str| Piece::Fact(p.facts.id(name).unwrap());
    let findings = [fact("investigation"), Piece::Text("\n\n".to_owned()), fact("findings")];
    assert_eq!(template.block("findings").unwrap().pieces, findings);
    let closing = [Piece::Author, Piece::Text(", ".to_owned()), Piece::AuthorRole];
    assert_eq!(template.block("closing").unwrap().pieces, closing);
}
