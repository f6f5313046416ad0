//! What letters must contain, and how they are worded.

use super::pair::Pair;
use super::{Change, names};
use crate::ids::{LetterId, SectionId};
use crate::model::{Procedure, Rule};
use crate::template::{Piece, Template};
use crate::words::{list, quoted, small};

/// What a letter must contain by its own rule now, and what it need no longer contain at all.
pub(super) fn must_contain(pair: &mut Pair<'_>, was: LetterId, is: LetterId) {
    let (from, to) = (&pair.old.letters[was], &pair.new.letters[is]);
    let fresh: Vec<String> = to
        .contains
        .iter()
        .filter(|content| content.place == to.place && !from.contains.iter().any(|one| one.block == content.block))
        .map(|content| small(&content.label))
        .collect();
    let gone: Vec<String> = from
        .contains
        .iter()
        .filter(|content| !to.contains.iter().any(|one| one.block == content.block))
        .map(|content| small(&content.label))
        .collect();
    if !fresh.is_empty() {
        let fresh = list(&fresh, "and");
        pair.say("contents", &format!("it must now also contain: {fresh}"), None, Some(fresh));
    }
    if !gone.is_empty() {
        let gone = list(&gone, "and");
        pair.say("contents", &format!("it need no longer contain: {gone}"), Some(gone), None);
    }
}

/// What a paragraph asks of a letter now that nothing asked before.
pub(super) fn contents(old: &Procedure, new: &Procedure, rule: Rule, section: SectionId) -> Vec<Change> {
    let Rule::Contents(id) = rule else { return Vec::new() };
    let letter = &new.letters[id];
    // A letter that is new is explained as a whole.
    let Some(earlier) = old.letters.named(&letter.name) else { return Vec::new() };
    let fresh = letter.contains.iter().filter(|content| {
        content.place.section == section
            && content.place != letter.place
            && !earlier.contains.iter().any(|one| one.block == content.block)
    });
    let fresh = fresh.map(|content| small(&content.label)).collect::<Vec<_>>();
    if fresh.is_empty() {
        return Vec::new();
    }
    let fresh = list(&fresh, "and");
    vec![Change {
        sort: names::sort(rule),
        name: letter.name.clone(),
        title: letter.title.clone(),
        aspect: "contents",
        words: format!("{}: it must now also contain: {fresh}.", letter.title),
        before: None,
        after: Some(fresh),
    }]
}

/// The words of a letter, block by block.
pub(super) fn template(pair: &mut Pair<'_>, was: LetterId, is: LetterId) {
    let (old, new) = (pair.old, pair.new);
    let (from, to) = (&old.letters[was].template, &new.letters[is].template);
    let (before, after) = (text(old, &from.subject), text(new, &to.subject));
    if before != after {
        pair.say("wording", &format!("the subject reads “{after}”, before “{before}”"), Some(before), Some(after));
    }
    for block in &to.blocks {
        let name = quoted(&block.id.replace('-', " "));
        let Some(earlier) = from.block(&block.id) else {
            pair.say("wording", &format!("it has a new part {name}"), None, Some(text(new, &block.pieces)));
            continue;
        };
        let (before, after) = (text(old, &earlier.pieces), text(new, &block.pieces));
        if before != after {
            pair.say("wording", &format!("the part {name} is worded differently"), Some(before), Some(after));
        }
        match (earlier.fixed, block.fixed) {
            (false, true) => pair.say("wording", &format!("nobody may edit the part {name} any more"), None, None),
            (true, false) => pair.say("wording", &format!("the part {name} may be edited now"), None, None),
            _ => {}
        }
    }
    for block in from.blocks.iter().filter(|block| to.block(&block.id).is_none()) {
        let words = format!("it no longer has the part {}", quoted(&block.id.replace('-', " ")));
        pair.say("wording", &words, Some(text(old, &block.pieces)), None);
    }
    if order(from) != order(to) && same_blocks(from, to) {
        pair.say("wording", "its parts stand in another order", None, None);
    }
}

fn order(template: &Template) -> Vec<&str> {
    template.blocks.iter().map(|block| block.id.as_str()).collect()
}

fn same_blocks(from: &Template, to: &Template) -> bool {
    let (mut from, mut to) = (order(from), order(to));
    from.sort_unstable();
    to.sort_unstable();
    from == to
}

/// A template's text with the names of its slots.
fn text(p: &Procedure, pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Fact(fact) => out.push_str(&format!("{{{}}}", p.facts[*fact].name)),
            Piece::Due(duty) => out.push_str(&format!("{{{}.due}}", p.duties[*duty].name)),
            Piece::Reference => out.push_str("{reference}"),
            Piece::Today => out.push_str("{today}"),
            Piece::Author => out.push_str("{author}"),
            Piece::AuthorRole => out.push_str("{author.role}"),
            Piece::AuthorOrganisation => out.push_str("{author.organisation}"),
        }
    }
    // How lines are broken within a paragraph changes no letter.
    let paragraphs = out.split("\n\n").map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
    paragraphs.filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>().join("\n\n")
}
