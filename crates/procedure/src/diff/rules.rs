//! What is said of each kind of rule that differs.

use super::names::{self, fact, item, party, plain, sent, stage, step};
use super::pair::{Pair, words_of};
use super::{Change, letters, tables};
use crate::explain::{Say, capital_words, sample_words};
use crate::ids::{DutyId, FactId, HoldId, LetterId, MarkId, NoticeId, RegisterId, ReportId, StageId, StepId, TrailId, ViewId};
use crate::model::{CalendarRule, Derivation, Guard, Party, Place, Procedure, Repeat, ReportPeriod, Rule, Sample, Sees, Source};
use crate::words::{list, quoted, small, the};
use calendar::Counting;
use toml::Value;

/// What changed of a rule that both versions have.
pub(super) fn changed(old: &Procedure, new: &Procedure, was: Rule, is: Rule) -> Vec<Change> {
    let Some((from, to)) = place(old, was).zip(place(new, is)) else { return Vec::new() };
    let mut pair = Pair::new(old, new, (was, from), (is, to));
    match (was, is) {
        (Rule::Head, Rule::Head) => head(&mut pair),
        (Rule::Role(was), Rule::Role(is)) => {
            pair.renamed("title", "title", (&old.roles[was].title, &new.roles[is].title), "is called");
        }
        (Rule::Fact(was), Rule::Fact(is)) => facts(&mut pair, was, is),
        (Rule::Table(was), Rule::Table(is)) => {
            pair.pass(&["by", "decides"]);
            tables::changed(&mut pair, was, is);
        }
        (Rule::Stage(was), Rule::Stage(is)) => stages(&mut pair, was, is),
        (Rule::Step(was), Rule::Step(is)) => steps(&mut pair, was, is),
        (Rule::Duty(was), Rule::Duty(is)) => duties(&mut pair, was, is),
        (Rule::Hold(was), Rule::Hold(is)) => holds(&mut pair, was, is),
        (Rule::Letter(was), Rule::Letter(is)) => letter(&mut pair, was, is),
        (Rule::Notice(was), Rule::Notice(is)) => notices(&mut pair, was, is),
        (Rule::View(was), Rule::View(is)) => views(&mut pair, was, is),
        (Rule::Setting(was), Rule::Setting(is)) => settings(&mut pair, was, is),
        (Rule::Mark(was), Rule::Mark(is)) => marks(&mut pair, was, is),
        (Rule::Report(was), Rule::Report(is)) => reports(&mut pair, was, is),
        (Rule::Trail(was), Rule::Trail(is)) => trails(&mut pair, was, is),
        (Rule::Register(was), Rule::Register(is)) => registers(&mut pair, was, is),
        _ => pair.pass(&["reason"]),
    }
    pair.finish()
}

/// Where a rule stands; none for what has no place of its own.
fn place(p: &Procedure, rule: Rule) -> Option<Place> {
    Some(match rule {
        Rule::Head => {
            let start = p.head_place().start;
            // The head ends where the next rule or the block does.
            let text = p.text.get(start..)?;
            let end = text.find("\n```").into_iter().chain(text.find("\n[").filter(|end| *end > 0)).min().unwrap_or(text.len());
            Place { end: start.checked_add(end)?, ..p.head_place() }
        }
        Rule::Role(id) => p.roles[id].place,
        Rule::Fact(id) | Rule::Setting(id) => p.facts[id].place,
        Rule::Table(id) => p.tables[id].place,
        Rule::Stage(id) => p.stages[id].place,
        Rule::Step(id) => p.steps[id].place,
        Rule::Duty(id) => p.duties[id].place,
        Rule::Hold(id) => p.holds[id].place,
        Rule::Letter(id) => p.letters[id].place,
        Rule::Notice(id) => p.notices[id].place,
        Rule::View(id) => p.views[id].place,
        Rule::Mark(id) => p.marks[id].place,
        Rule::Report(id) => p.reports[id].place,
        Rule::Trail(id) => p.trails[id].place,
        Rule::Register(id) => p.registers[id].place,
        Rule::Contents(_) | Rule::AsksNothing => return None,
    })
}

/// “X, before Y”, where nothing has words of its own.
fn before<'w>(what: &'w str, nothing: &'w str) -> impl Fn(Option<&str>, Option<&str>) -> String + 'w {
    move |was, is| format!("{what}{}, before {}", is.unwrap_or(nothing), was.unwrap_or(nothing))
}

/// That a date cannot lie before or after another.
fn bounded(side: &str) -> impl Fn(Option<&str>, Option<&str>) -> String {
    move |was, is| match (was, is) {
        (Some(was), None) => format!("it may be {side} {was} now"),
        (None, is) => format!("it cannot be {side} {} now", is.unwrap_or_default()),
        (Some(was), Some(is)) => format!("it cannot be {side} {is}, before {was}"),
    }
}

fn some(words: String) -> Option<String> {
    if words.is_empty() { None } else { Some(words) }
}

fn condition(pair: &mut Pair<'_>, what: &str, was: &Guard, is: &Guard) {
    let words = (some(pair.old.guard_words(was)), some(pair.new.guard_words(is)));
    pair.one("condition", &["when", "unless"], words, before(&format!("{what} "), "always"));
}

fn head(pair: &mut Pair<'_>) {
    let (old, new) = (&pair.old.head, &pair.new.head);
    pair.pass(&["id", "version", "in_force"]);
    pair.text("the title", "title", (&old.title, &new.title));
    pair.text("the body whose procedure it is", "authority", (&old.authority, &new.authority));
    pair.text("the source", "source", (&old.source, &new.source));
    pair.text("what a case is called", "case", (&old.noun, &new.noun));
    pair.text("what several cases are called", "cases", (&old.nouns, &new.nouns));
    pair.text("how references are made", "reference", (&old.reference, &new.reference));
    pair.text("how paragraphs are cited", "cite", (&old.cite, &new.cite));
    let calendar = |p: &Procedure| match &p.head.calendar {
        CalendarRule::Always(name) => format!("those of {}", capital_words(name)),
        CalendarRule::By(by, _) => format!("those that {} says", Say { p }.fact_words(*by)),
    };
    let words = (Some(calendar(pair.old)), Some(calendar(pair.new)));
    pair.one("calendar", &["calendar"], words, before("the bank holidays that count are ", ""));
    let counting = |counting: Counting| match counting {
        Counting::FirstDayAfter => "the first working day after the start is day 1",
        Counting::RollFirst => "a start on a day that is no working day moves to the next, which is day 0",
    };
    let words = (Some(counting(old.counting).to_owned()), Some(counting(new.counting).to_owned()));
    pair.one("counting", &["counting"], words, |was, is| {
        format!("{}; before, {}", is.unwrap_or_default(), was.unwrap_or_default())
    });
    for (aspect, key, what, was, is) in [
        ("site", "site", "the place that limits who sees a case is ", old.site, new.site),
        ("who", "who", "the person whose matter it is stands under ", old.who, new.who),
    ] {
        let words = |p: &Procedure, id: Option<FactId>| id.map(|id| quoted(&p.facts[id].label));
        pair.one(aspect, &[key], (words(pair.old, was), words(pair.new, is)), before(what, "nothing"));
    }
    pair.set("about", "about", fact, "the line about a case now also says {}", "the line about a case no longer says {}");
    pair.set("filters", "filters", fact, "lists can now be filtered by {}", "lists can no longer be filtered by {}");
    pair.set(
        "moved by",
        "moved_by",
        party,
        "{} may now move a case to another version",
        "{} may no longer move a case to another version",
    );
    let whole = |p: &Procedure| {
        p.head
            .part_of
            .as_ref()
            .map(|part| format!("{}, named under {}", quoted(&part.procedure), Say { p }.fact_words(part.whole)))
    };
    let words = (whole(pair.old), whole(pair.new));
    pair.one("part of", &["part_of", "whole"], words, before("each case is a part of a case under ", "nothing"));
    pair.set("came to", "came_to", fact, "what a case came to now includes {}", "what a case came to no longer includes {}");
    let gathers = |p: &Procedure| some(list(&p.head.gathers.iter().map(|(id, _)| quoted(id)).collect::<Vec<_>>(), "and"));
    let words = (gathers(pair.old), gathers(pair.new));
    pair.one("gathers", &["gathers"], words, before("the cases gathered about a person are those under ", "nothing"));
    let records = |p: &Procedure| p.head.records.as_ref().map(|facts| format!("only {}", Say { p }.facts(facts, "and")));
    let words = (records(pair.old), records(pair.new));
    pair.one("records", &["records"], words, before("what may be recorded is ", "anything"));
}

fn facts(pair: &mut Pair<'_>, was: FactId, is: FactId) {
    let (old, new) = (pair.old, pair.new);
    let (from, to) = (&old.facts[was], &new.facts[is]);
    // A label that follows from the question is no second change.
    pair.pass(&["label"]);
    let questions = (from.question(), to.question());
    if let (Some(was), Some(is)) = questions {
        pair.renamed("question", "asks", (&was.text, &is.text), "is asked as");
        pair.text("the hint", "hint", (was.hint.as_deref().unwrap_or_default(), is.hint.as_deref().unwrap_or_default()));
        condition(pair, "it is asked", &was.guard, &is.guard);
    }
    let label_changed = from.label != to.label && questions.0.zip(questions.1).is_none_or(|(was, is)| was.text == is.text);
    if label_changed {
        pair.renamed("label", "label", (&from.label, &to.label), "is called");
    }
    choices(pair, was, is);
    let kind = (Some(Say { p: old }.kind(from)), Some(Say { p: new }.kind(to)));
    pair.one("type", &["type", "of", "points"], kind, before("the answer is ", ""));
    let derivation = |p: &Procedure, id: FactId| match &p.facts[id].source {
        Source::Asked(_) => Some("it is asked for".to_owned()),
        Source::Derived(Derivation::Table(..)) => Some("a table decides it".to_owned()),
        Source::Derived(derivation) => Some(Say { p }.derivation(&p.facts[id], derivation).trim_end_matches('.').to_owned()),
    };
    pair.one("derivation", &["is"], (derivation(old, was), derivation(new, is)), |before, after| {
        format!("{}; before, {}", after.unwrap_or_default(), before.unwrap_or_default())
    });
    let bound = |p: &Procedure, id: Option<FactId>| id.map(|id| Say { p }.fact_words(id));
    let words = (bound(old, from.not_before), bound(new, to.not_before));
    pair.one("earliest", &["not_before"], words, bounded("before"));
    let words = (bound(old, from.not_after), bound(new, to.not_after));
    pair.one("latest", &["not_after"], words, bounded("after"));
    pair.set("holds", "holds", party, "{} can be named now", "{} can no longer be named");
    pair.set(
        "among",
        "among",
        fact,
        "only somebody named under {} can be named now",
        "whoever is named need no longer stand under {}",
    );
    pair.set(
        "not among",
        "not_among",
        fact,
        "nobody named under {} can be named now",
        "whoever is named under {} can be named now",
    );
    pair.flag(
        "afresh",
        "afresh",
        "it is now answered anew each time that it is asked",
        "an earlier answer now stands when it is asked again",
    );
    pair.flag("ahead", "ahead", "it must now lie ahead", "it need no longer lie ahead");
    pair.flag(
        "wall",
        "wall",
        "whoever is named here can now never learn of the case",
        "whoever is named here is no longer kept from the case",
    );
}

fn choices(pair: &mut Pair<'_>, was: FactId, is: FactId) {
    pair.pass(&["one_of"]);
    let (from, to) = (pair.old.facts[was].choices(), pair.new.facts[is].choices());
    let fresh: Vec<String> =
        to.iter().filter(|choice| !from.iter().any(|one| one.name == choice.name)).map(|choice| quoted(&choice.label)).collect();
    let gone: Vec<String> =
        from.iter().filter(|choice| !to.iter().any(|one| one.name == choice.name)).map(|choice| quoted(&choice.label)).collect();
    if from.is_empty() != to.is_empty() {
        return; // Said of the type.
    }
    if !fresh.is_empty() {
        let fresh = list(&fresh, "or");
        pair.say("choices", &format!("the answer can now also be {fresh}"), None, Some(fresh));
    }
    if !gone.is_empty() {
        let gone = list(&gone, "or");
        pair.say("choices", &format!("the answer can no longer be {gone}"), Some(gone), None);
    }
    for choice in to {
        if let Some(earlier) = from.iter().find(|one| one.name == choice.name && one.label != choice.label) {
            let words = format!("the answer “{}” reads “{}” now", earlier.label, choice.label);
            pair.say("choices", &words, Some(earlier.label.clone()), Some(choice.label.clone()));
        }
    }
}

fn stages(pair: &mut Pair<'_>, was: StageId, is: StageId) {
    pair.renamed("title", "title", (&pair.old.stages[was].title, &pair.new.stages[is].title), "is called");
    pair.flag("end", "end", "it is now an end: nothing more happens", "it is no longer an end");
}

fn steps(pair: &mut Pair<'_>, was: StepId, is: StepId) {
    let (old, new) = (pair.old, pair.new);
    let (from, to) = (&old.steps[was], &new.steps[is]);
    pair.renamed("title", "title", (&from.title, &to.title), "is called");
    if pair.differ(&["done"]) {
        pair.text("what was done", "done", (&from.done, &to.done));
    }
    pair.set("who", "by", party, "{} may do it now", "{} may no longer do it");
    pair.flag("begins", "begins", "it begins a case now", "it no longer begins a case");
    if from.from.is_empty() == to.from.is_empty() {
        pair.set(
            "stages",
            "from",
            stage,
            "it can now also be done while the case is {}",
            "it can no longer be done while the case is {}",
        );
    } else {
        let stages = |p: &Procedure, ids: &[StageId]| {
            some(list(&ids.iter().map(|id| quoted(&p.stages[*id].title)).collect::<Vec<_>>(), "or"))
        };
        let words = (stages(old, &from.from), stages(new, &to.from));
        pair.one("stages", &["from"], words, before("it can be done while the case is ", "at any stage but an end"));
    }
    let leads = |p: &Procedure, id: Option<StageId>| id.map(|id| format!("the case is then {}", quoted(&p.stages[id].title)));
    pair.one("leads to", &["to"], (leads(old, from.to), leads(new, to.to)), before("", "the stage stays"));
    condition(pair, "it can be done", &from.guard, &to.guard);
    asks(pair);
    pair.set(
        "four eyes",
        "other_than",
        step,
        "it now takes somebody other than whoever took {}",
        "it may now be done by whoever took {}",
    );
    pair.set(
        "seniority",
        "senior_to",
        step,
        "it now takes somebody more senior than whoever took {}",
        "it no longer takes somebody more senior than whoever took {}",
    );
    let independent = |p: &Procedure, id: StepId| {
        let say = Say { p };
        let all: Vec<String> = p.steps[id].independent_of.iter().map(|one| say.independence(one)).collect();
        some(small(all.join(" ").trim_end_matches('.')))
    };
    let words = (independent(old, was), independent(new, is));
    pair.one("independence", &["independent_of"], words, |before, after| match (before, after) {
        (Some(before), None) => format!("it is no longer asked that {before}"),
        (None, after) => after.unwrap_or_default().to_owned(),
        (Some(before), Some(after)) => format!("{after}; before, {before}"),
    });
    let (earlier, later) = pair.written("after");
    let (earlier, later) = (befores(earlier), befores(later));
    pair.sets("order", &earlier, &later, before_words, "it can be done only after {} now", "it no longer needs {} to come first");
    let repeat = |p: &Procedure, id: StepId| {
        Some(match &p.steps[id].repeat {
            Repeat::Never => "once".to_owned(),
            Repeat::Always => "as often as needed".to_owned(),
            Repeat::AfterEach(steps) => format!("once more after each {}", Say { p }.steps(steps, "or")),
        })
    };
    pair.one("repeat", &["repeat"], (repeat(old, was), repeat(new, is)), before("it can be done ", "once"));
    let letter = |p: &Procedure, name: &str| sent(p, name);
    pair.set("drafts", "drafts", letter, "it now drafts {}", "it no longer drafts {}");
    pair.set("sends", "sends", sent, "it now also sends {}", "it no longer sends {}");
    let opens = |p: &Procedure, id: StepId| {
        let all: Vec<String> = p.steps[id].opens.iter().map(|opens| Say { p }.opens(opens)).collect();
        some(small(all.join(" ").trim_end_matches('.')))
    };
    pair.one("opens", &["opens"], (opens(old, was), opens(new, is)), before("", "this opens no other case"));
    pair.flag("erases", "erases", "it now destroys what was recorded before", "it no longer destroys what was recorded before");
    pair.flag("final", "final", "it can no longer be undone", "it can be undone now");
}

/// The steps that come before another, each with those since which it must have been taken after it.
fn befores(value: Option<&Value>) -> Vec<String> {
    let items: Vec<&Value> = match value {
        Some(Value::Array(items)) => items.iter().collect(),
        value => value.into_iter().collect(),
    };
    let mut all = Vec::new();
    for item in items {
        let Some(map) = item.as_table() else {
            all.extend(words_of(Some(item)));
            continue;
        };
        let mut since = words_of(map.get("since"));
        since.sort();
        all.extend(words_of(map.get("step")).into_iter().map(|step| [vec![step], since.clone()].concat().join(" ")));
    }
    all
}

/// A step that comes before another, as [`befores`] writes it.
fn before_words(p: &Procedure, name: &str) -> String {
    let mut names = name.split(' ').map(|name| step(p, name));
    let first = names.next().unwrap_or_default();
    let since: Vec<String> = names.collect();
    if since.is_empty() { first } else { format!("{first} (since the last {})", list(&since, "or")) }
}

/// What a step asks: a question mark after a name lets it be left empty.
fn asks(pair: &mut Pair<'_>) {
    let (was, is) = pair.written("asks");
    let (was, is) = (words_of(was), words_of(is));
    let bare = |names: &[String]| names.iter().map(|name| name.trim_end_matches('?').to_owned()).collect::<Vec<_>>();
    pair.sets("asks", &bare(&was), &bare(&is), fact, "it now also asks {}", "it no longer asks {}");
    for (suffix, words) in [("?", "{} may now be left empty"), ("", "{} must now be answered")] {
        let turned: Vec<String> = is
            .iter()
            .filter(|name| name.ends_with('?') == (suffix == "?"))
            .map(|name| name.trim_end_matches('?'))
            .filter(|name| was.contains(&if suffix.is_empty() { format!("{name}?") } else { (*name).to_owned() }))
            .map(|name| fact(pair.new, name))
            .collect();
        if !turned.is_empty() {
            pair.say("asks", &words.replace("{}", &list(&turned, "and")), None, None);
        }
    }
}

fn duties(pair: &mut Pair<'_>, was: DutyId, is: DutyId) {
    let (old, new) = (pair.old, pair.new);
    let (from, to) = (&old.duties[was], &new.duties[is]);
    pair.renamed("title", "title", (&from.title, &to.title), "is called");
    let owner = |p: &Procedure, owner: &[Party]| Some(p.parties_words(owner));
    pair.one("owner", &["owner"], (owner(old, &from.owner), owner(new, &to.owner)), before("it is owed by ", ""));
    let words = (Say { p: old }.period(from), Say { p: new }.period(to));
    pair.one("limit", &["within", "by", "every"], words, before("", "without a limit"));
    let words = (some(Say { p: old }.starts(from)), some(Say { p: new }.starts(to)));
    pair.one("start", &["starts"], words, before("the clock starts with ", "the beginning of the case"));
    pair.set("met by", "met_by", step, "{} meets it now", "{} no longer meets it");
    pair.set("ends", "ends", step, "it now ends unmet with {}", "it no longer ends with {}");
    let extension = |p: &Procedure, id: DutyId| {
        p.duties[id].extended_by.map(|extension| {
            format!("{} moves the limit to {}", quoted(&p.steps[extension.step].title), Say { p }.fact_words(extension.to))
        })
    };
    pair.one("extension", &["extended_by"], (extension(old, was), extension(new, is)), before("", "nothing moves the limit"));
    pair.flag("restart", "restarts", "each further start now begins it anew", "further starts no longer begin it anew");
    let warn = |warn: Option<calendar::Limit>| warn.map(|warn| format!("{warn} before the limit"));
    pair.one("warning", &["warn"], (warn(from.warn), warn(to.warn)), before("a warning is shown ", "never"));
    pair.flag("soft", "soft", "being late is no breach any more", "being late is a breach now");
    condition(pair, "it is owed", &from.guard, &to.guard);
}

fn holds(pair: &mut Pair<'_>, was: HoldId, is: HoldId) {
    pair.renamed("title", "title", (&pair.old.holds[was].title, &pair.new.holds[is].title), "is called");
    pair.set("start", "from", step, "{} starts it now", "{} no longer starts it");
    pair.set("end", "until", step, "{} ends it now", "{} no longer ends it");
    pair.set("stops", "stops", names::duty, "it now also stops the clock of {}", "it no longer stops the clock of {}");
}

fn letter(pair: &mut Pair<'_>, was: LetterId, is: LetterId) {
    let (old, new) = (pair.old, pair.new);
    let (from, to) = (&old.letters[was], &new.letters[is]);
    pair.renamed("title", "title", (&from.title, &to.title), "is called");
    pair.pass(&["contains"]);
    letters::must_contain(pair, was, is);
    pair.set("enclosures", "encloses", plain, "{} goes with it now", "{} no longer goes with it");
    condition(pair, "it is written", &from.guard, &to.guard);
    let facts = |p: &Procedure, lines: &[Vec<FactId>]| {
        some(list(&lines.iter().map(|line| Say { p }.facts(line, "or else")).collect::<Vec<_>>(), "and"))
    };
    let words = (facts(old, &from.addressed_to), facts(new, &to.addressed_to));
    pair.one("address", &["addressed_to"], words, before("it is addressed to ", "nobody"));
    pair.set("editors", "edited_by", party, "{} may edit it now", "{} may no longer edit it");
    pair.set(
        "edited in",
        "edited_in",
        stage,
        "it can now be edited while the case is {}",
        "it can no longer be edited while the case is {}",
    );
    letters::template(pair, was, is);
}

fn notices(pair: &mut Pair<'_>, was: NoticeId, is: NoticeId) {
    let (from, to) = (&pair.old.notices[was], &pair.new.notices[is]);
    pair.renamed("title", "title", (&from.title, &to.title), "is called");
    pair.set("told", "to", party, "it now also goes to {}", "it no longer goes to {}");
    pair.set("carries", "carries", item, "it now also carries {}", "it no longer carries {}");
    condition(pair, "it is sent", &from.guard, &to.guard);
}

fn views(pair: &mut Pair<'_>, was: ViewId, is: ViewId) {
    let (old, new) = (pair.old, pair.new);
    let (from, to) = (&old.views[was], &new.views[is]);
    pair.set("whose", "for", party, "it is also the view of {} now", "it is no longer the view of {}");
    let roles = to.roles.iter().map(|role| the(&new.roles[*role].title));
    let named = to.people.iter().map(|fact| format!("whoever is named under {}", Say { p: new }.fact_words(*fact)));
    let titles: Vec<String> = roles.chain(named).collect();
    let (who, verb) = (list(&titles, "and"), if titles.len() == 1 { "sees" } else { "see" });
    let lacks = if titles.len() == 1 { "no longer sees" } else { "no longer see" };
    match (&from.sees, &to.sees) {
        (Sees::AllBut(_), Sees::AllBut(_)) => {
            pair.pass(&["sees"]);
            pair.set("sees", "except", item, &format!("{who} {lacks} {{}}"), &format!("{who} now also {verb} {{}}"));
        }
        (Sees::Only(_), Sees::Only(_)) => {
            pair.pass(&["except"]);
            pair.set("sees", "sees", item, &format!("{who} now also {verb} {{}}"), &format!("{who} {lacks} {{}}"));
        }
        _ => {
            let words = (Some(Say { p: old }.sees(&from.sees)), Some(Say { p: new }.sees(&to.sees)));
            pair.one("sees", &["sees", "except"], words, before(&format!("{who} {verb} "), "nothing"));
        }
    }
    let when = |p: &Procedure, id: ViewId| some(p.guard_words(&Guard { when: p.views[id].when.clone(), unless: Vec::new() }));
    let what = format!("{who} {verb} the case ");
    pair.one("condition", &["when"], (when(old, was), when(new, is)), before(&what, "always"));
    let unless = |p: &Procedure, id: ViewId| {
        let all = p.views[id].unless.iter();
        let words = all.map(|(condition, sees)| format!("{} when {}", Say { p }.sees(sees), p.condition_words(condition)));
        some(list(&words.collect::<Vec<_>>(), "and"))
    };
    let what = format!("instead, {who} {verb} ");
    pair.one("exceptions", &["unless"], (unless(old, was), unless(new, is)), before(&what, "nothing else"));
}

fn settings(pair: &mut Pair<'_>, was: FactId, is: FactId) {
    let (old, new) = (pair.old, pair.new);
    pair.renamed("title", "title", (&old.facts[was].label, &new.facts[is].label), "is called");
    choices(pair, was, is);
    let set = |p: &Procedure, id: FactId| match &p.facts[id].source {
        Source::Derived(Derivation::Setting { chosen, .. }) => {
            p.facts[id].choices().get(usize::from(*chosen)).map(|choice| quoted(&choice.label))
        }
        _ => None,
    };
    pair.one("setting", &["chosen"], (set(old, was), set(new, is)), before("it is set to ", "nothing"));
    let why = |p: &Procedure, id: FactId| match &p.facts[id].source {
        Source::Derived(Derivation::Setting { why, .. }) => why.clone(),
        _ => String::new(),
    };
    pair.text("the reason for it", "why", (&why(old, was), &why(new, is)));
}

fn marks(pair: &mut Pair<'_>, was: MarkId, is: MarkId) {
    let (old, new) = (pair.old, pair.new);
    let (from, to) = (&old.marks[was], &new.marks[is]);
    pair.renamed("title", "title", (&from.title, &to.title), "is called");
    let on = |p: &Procedure, id: FactId| Some(Say { p }.fact_words(id));
    pair.one("person", &["on"], (on(old, from.on), on(new, to.on)), before("it is put on whoever is named under ", ""));
    pair.set("says", "says", fact, "it now also says {}", "it no longer says {}");
    condition(pair, "it is shown", &from.guard, &to.guard);
    let roles = |p: &Procedure, id: MarkId| {
        some(list(&p.marks[id].roles.iter().map(|role| the(&p.roles[*role].title)).collect::<Vec<_>>(), "and"))
    };
    pair.one(
        "shown to",
        &["for"],
        (roles(old, was), roles(new, is)),
        before("it is shown to ", "whoever deals with that person"),
    );
}

fn reports(pair: &mut Pair<'_>, was: ReportId, is: ReportId) {
    let (old, new) = (pair.old, pair.new);
    let (from, to) = (&old.reports[was], &new.reports[is]);
    pair.renamed("title", "title", (&from.title, &to.title), "is called");
    let period = |period: ReportPeriod| {
        let words = match period {
            ReportPeriod::Month => "each month",
            ReportPeriod::Quarter => "each quarter",
            ReportPeriod::Year => "each year",
        };
        Some(words.to_owned())
    };
    pair.one("period", &["period"], (period(from.period), period(to.period)), before("it is for ", ""));
    let words = |p: &Procedure, id: Option<FactId>| id.map(|id| Say { p }.fact_words(id));
    let dates = (words(old, Some(from.dates)), words(new, Some(to.dates)));
    pair.one("dates", &["dates"], dates, before("what puts a case into a period is ", ""));
    pair.one("by", &["by"], (words(old, from.by), words(new, to.by)), before("it has a part for each of ", "nothing"));
    pair.set("readers", "for", party, "{} may read it now", "{} may no longer read it");
    pair.set("counts", "counts", fact, "it now also counts by {}", "it no longer counts by {}");
    pair.set("lists", "lists", fact, "its list now also has {}", "its list no longer has {}");
    let sample = |sample: Option<Sample>| sample.map(|sample| format!("{} of them, drawn by chance", sample_words(sample)));
    pair.one("sample", &["sample"], (sample(from.sample), sample(to.sample)), before("it lists ", "all cases"));
    condition(pair, "a case is in it", &from.guard, &to.guard);
    pair.set(
        "late",
        "late",
        names::duty,
        "it now also says how often {} was done in time",
        "it no longer says how often {} was done in time",
    );
}

fn trails(pair: &mut Pair<'_>, was: TrailId, is: TrailId) {
    pair.renamed("title", "title", (&pair.old.trails[was].title, &pair.new.trails[is].title), "is called");
    pair.set("steps", "steps", step, "it now also shows {}", "it no longer shows {}");
}

fn registers(pair: &mut Pair<'_>, was: RegisterId, is: RegisterId) {
    let (old, new) = (pair.old, pair.new);
    let (from, to) = (&old.registers[was], &new.registers[is]);
    pair.renamed("title", "title", (&from.title, &to.title), "is called");
    pair.set("readers", "for", party, "{} may open it now", "{} may no longer open it");
    let columns = |p: &Procedure, id: RegisterId| {
        some(list(&p.registers[id].columns.iter().map(|(_, head)| quoted(head)).collect::<Vec<_>>(), "and"))
    };
    pair.one("columns", &["columns"], (columns(old, was), columns(new, is)), before("its columns are ", "none"));
    let further = |p: &Procedure, id: RegisterId| {
        some(list(&p.registers[id].further.iter().map(|(_, head)| quoted(head)).collect::<Vec<_>>(), "and"))
    };
    let words = (further(old, was), further(new, is));
    pair.one("further columns", &["further"], words, before("the further columns of its workbook are ", "none"));
    let words = |p: &Procedure, id: Option<FactId>| id.map(|id| Say { p }.fact_words(id));
    pair.one(
        "groups",
        &["groups"],
        (words(old, from.groups), words(new, to.groups)),
        before("it has a heading for each of ", "nothing"),
    );
    pair.one(
        "key",
        &["key"],
        (words(old, from.key), words(new, to.key)),
        before("no two cases may have the same ", "answer at all"),
    );
    pair.set(
        "imports",
        "imports",
        step,
        "a row of a sheet now also goes through {}",
        "a row of a sheet no longer goes through {}",
    );
}
