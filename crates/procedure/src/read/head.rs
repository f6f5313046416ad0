//! Reads what the document says of itself: `[procedure]`.

use std::collections::BTreeMap;

use calendar::Counting;
use jiff::civil::Date;

use super::Cx;
use super::collect::RawRule;
use super::fields::{Fields, Word, word};
use super::names::{check_name, closest};
use super::tree::{Node, Tree};
use crate::model::{CalendarRule, Head, PartOf};
use crate::reference::{CODE, SERIAL, YEAR};

impl Cx<'_> {
    pub(super) fn head_rule(&self, rule: &RawRule<'_>) -> Head {
        let mut fields = self.fields(rule);
        let id = fields.need_text("id", "It is the name of the procedure's folder.");
        if !id.text.is_empty() {
            check_name(self.sink, &id.text, &id.place);
        }
        let version = fields.need_text("version", "It is the name of the version's folder.").text;
        let (from, until) = self.in_force(&mut fields);
        let title = fields.need_text("title", "It is what people read above everything.").text;
        let authority = fields.need_text("authority", "Name the body whose procedure it is.").text;
        let source = fields.need_text("source", "Name the document that the procedure is made from.").text;
        let attribution = fields.text("attribution").map(|word| word.text);
        let noun = fields.need_text("case", "Say what a case is called, such as \"complaint\".").text;
        let nouns = fields.text("cases").map_or_else(|| format!("{noun}s"), |word| word.text);
        let calendar = self.calendar(&mut fields);
        let counting = fields.text("counting").map_or_else(Counting::default, |word| self.counting(&word));
        let reference = fields.need_text("reference", "Say how cases are numbered, such as \"PC/{year}/{code}\".");
        self.reference(&reference);
        let cite = fields.text("cite").map_or_else(
            || "paragraph {}".to_owned(),
            |word| {
                if !word.text.contains("{}") {
                    let message = "`cite` does not say where the number goes";
                    self.sink.push(self.sink.at(word.place.clone(), message).help("Write `{}` for it, as in \"paragraph {}\"."));
                }
                word.text
            },
        );
        let site = fields.text("site").and_then(|word| self.fact(&word));
        let who = fields.text("who").and_then(|word| self.fact(&word));
        let about = self.facts_of(&fields.words("about"));
        let filters = self.facts_of(&fields.words("filters"));
        let address = fields.words("address").into_iter().map(|word| word.text).collect();
        let records = fields.entry("records").map(|entry| self.facts_of(&fields.words_of("records", &entry.node)));
        let part_of = self.part_of(&mut fields);
        let came_to = self.facts_of(&fields.words("came_to"));
        let gathers = fields.labels("gathers").unwrap_or_default();
        let gathers = gathers.into_iter().map(|(procedure, fact)| (procedure.text, fact.text)).collect();
        let moved_by = fields.words("moved_by").iter().filter_map(|word| self.role(word)).collect();
        fields.finish();
        Head {
            id: id.text,
            version,
            from,
            until,
            title,
            authority,
            source,
            attribution,
            noun,
            nouns,
            calendar,
            counting,
            reference: reference.text,
            cite,
            site,
            who,
            about,
            filters,
            address,
            records,
            part_of,
            came_to,
            gathers,
            moved_by,
        }
    }

    /// The whole of which cases are a part: its procedure, and the fact that names it.
    fn part_of(&self, fields: &mut Fields<'_>) -> Option<PartOf> {
        let procedure = fields.text("part_of");
        let whole = fields.text("whole");
        match (&procedure, &whole) {
            (Some(_), None) => {
                fields.missing("whole", "Name the fact, a case, that says of which one each case is a part.");
                None
            }
            (None, Some(word)) => {
                let message = "`whole` is for procedures whose cases are a part of others";
                self.sink.push(self.sink.at(word.place.clone(), message).help("Say with `part_of` of which procedure."));
                None
            }
            (Some(procedure), Some(word)) => self.fact(word).map(|whole| PartOf { procedure: procedure.text.clone(), whole }),
            (None, None) => None,
        }
    }

    fn in_force(&self, fields: &mut Fields<'_>) -> (Date, Option<Date>) {
        let never = (Date::ZERO, None);
        let help = "Say from when on it is in force: `in_force = { from = 2024-04-01 }`.";
        let Some(node) = fields.node("in_force") else {
            fields.missing("in_force", help);
            return never;
        };
        let Tree::Map(entries) = &node.value else {
            fields.wrong("in_force", node, "a map such as { from = 2024-04-01 }");
            return never;
        };
        let mut inner = Fields::new(self.sink, &format!("`in_force` of {}", fields.what()), node.place.clone(), entries);
        let mut date = |key: &'static str| {
            let node = inner.node(key)?;
            let date = date(node);
            if date.is_none() {
                inner.wrong(key, node, "a date such as 2024-04-01");
            }
            date
        };
        let (from, until) = (date("from"), date("until"));
        if from.is_none() && !entries.iter().any(|entry| entry.key == "from") {
            inner.missing("from", help);
        }
        inner.finish();
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            let message = format!("The procedure is in force until {until}, which is before it starts on {from}");
            self.sink.push(self.sink.at(node.place.clone(), message).help("`until` is the last day on which it is in force."));
        }
        (from.unwrap_or(never.0), until)
    }

    /// The name of a calendar, or a fact and a map from its values to calendars.
    fn calendar(&self, fields: &mut Fields<'_>) -> CalendarRule {
        let nothing = CalendarRule::Always(String::new());
        let Some(node) = fields.node("calendar") else {
            fields.missing("calendar", "Say whose bank holidays count, such as \"england-and-wales\".");
            return nothing;
        };
        if let Some(word) = word(node) {
            return CalendarRule::Always(word.text);
        }
        let Tree::Map(entries) = &node.value else {
            fields.wrong(
                "calendar",
                node,
                "the name of a calendar, or a map such as { by = \"nation\", england = \"england-and-wales\" }",
            );
            return nothing;
        };
        let Some(by) = entries.iter().find(|entry| entry.key == "by") else {
            let message = "`calendar` does not say which fact decides";
            self.sink.push(self.sink.at(node.place.clone(), message).help("Write `by = \"nation\"` with the name of a fact."));
            return nothing;
        };
        let Some(name) = word(&by.node) else {
            fields.wrong("by", &by.node, "the name of a fact in quotation marks");
            return nothing;
        };
        let Some((id, fact)) = self.fact(&name).and_then(|id| self.fact_of(id).map(|fact| (id, fact))) else { return nothing };
        if !fact.kind.is_finite() {
            let message = format!("“{}” is a {}, which cannot decide the calendar", fact.name, fact.kind.noun());
            self.sink.push(self.sink.at(name.place.clone(), message).help("Name a choice."));
            return nothing;
        }
        // A value that the map leaves out is itself the name of a calendar.
        let mut calendars: BTreeMap<u32, String> = (0..).zip(self.value_names(fact)).collect();
        for entry in entries.iter().filter(|entry| entry.key != "by") {
            let given = Word { text: entry.key.clone(), place: entry.key_place.clone() };
            match (self.position(fact, &given).and_then(|position| u32::try_from(position).ok()), word(&entry.node)) {
                (Some(position), Some(calendar)) => {
                    calendars.insert(position, calendar.text);
                }
                (_, None) => fields.wrong(&entry.key, &entry.node, "the name of a calendar in quotation marks"),
                _ => {}
            }
        }
        CalendarRule::By(id, calendars)
    }

    fn counting(&self, word: &Word) -> Counting {
        word.text.parse().unwrap_or_else(|_| {
            let near = closest(&word.text, ["first-day-after", "roll-first"].into_iter());
            let help = near.map_or_else(
                || {
                    "Write “first-day-after” (the first working day after the start is day 1) or “roll-first” \
                     (a start that is no working day first moves to the next one, which is day 0)."
                        .to_owned()
                },
                |near| format!("Did you mean “{near}”?"),
            );
            let message = format!("“{}” is no way of counting working days", word.text);
            self.sink.push(self.sink.at(word.place.clone(), message).help(help));
            Counting::default()
        })
    }

    fn reference(&self, word: &Word) {
        if word.text.is_empty() {
            return;
        }
        if word.text.contains(SERIAL) {
            let message = "References no longer hold a running number, so `{serial}` cannot stand in them";
            let help = format!(
                "Write \"{}\": the code is drawn at random. The version stays the same, and cases keep their references.",
                word.text.replace(SERIAL, CODE)
            );
            self.sink.push(self.sink.at(word.place.clone(), message).help(help));
            return;
        }
        if !word.text.contains(CODE) {
            let message = "Two cases would have the same reference: it has no `{code}`";
            self.sink.push(self.sink.at(word.place.clone(), message).help("Write it such as \"PC/{year}/{code}\"."));
        }
        for twice in [CODE, YEAR] {
            if word.text.matches(twice).count() > 1 {
                let message = format!("`{twice}` stands in the reference twice");
                self.sink.push(self.sink.at(word.place.clone(), message).help("Write it once."));
            }
        }
        let rest = word.text.replace(CODE, "").replace(YEAR, "");
        if rest.contains(['{', '}']) {
            let message = "Only `{year}` and `{code}` can stand in braces in a reference";
            self.sink.push(self.sink.at(word.place.clone(), message));
        }
    }
}

/// A date, written as one or as a text.
fn date(node: &Node) -> Option<Date> {
    match &node.value {
        Tree::Date(date) => Some(*date),
        Tree::Text(text) => text.parse().ok(),
        _ => None,
    }
}
