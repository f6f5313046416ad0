//! Reads roles, stages, steps, duties and holds.

use super::Cx;
use super::collect::RawRule;
use super::fields::{Fields, Word, word};
use super::names::in_words;
use super::tree::{Node, Tree};
use crate::fault::Sink;
use crate::ids::{FactId, Id, StepId};
use crate::model::{
    After, Ask, Duty, Extension, Fact, Given, Guard, Hold, Independence, Kind, Opens, Period, Repeat, Role, Source, Stage, Start,
    Step,
};
use crate::words::capital;

impl Cx<'_> {
    pub(super) fn fields<'r>(&'r self, rule: &'r RawRule<'_>) -> Fields<'r> {
        Fields::new(self.sink, &rule.what(), rule.range(), &rule.entries)
    }

    /// What people read; the name in words when nothing is said.
    fn title(&self, fields: &mut Fields<'_>, rule: &RawRule<'_>) -> String {
        fields.text("title").map_or_else(|| in_words(&rule.name), |title| title.text)
    }

    pub(super) fn role_rule(&self, rule: &RawRule<'_>) -> Role {
        let mut fields = self.fields(rule);
        let title = self.title(&mut fields, rule);
        fields.finish();
        Role { name: rule.name.clone(), title, place: rule.place }
    }

    pub(super) fn stage_rule(&self, rule: &RawRule<'_>) -> Stage {
        let mut fields = self.fields(rule);
        let title = self.title(&mut fields, rule);
        let end = fields.flag("end");
        fields.finish();
        Stage { name: rule.name.clone(), title, end, place: rule.place }
    }

    pub(super) fn step_rule(&self, rule: &RawRule<'_>) -> Step {
        let mut fields = self.fields(rule);
        let title = self.title(&mut fields, rule);
        let done = fields.text("done").map_or_else(|| title.clone(), |done| done.text);
        let begins = fields.flag("begins");
        // A case may be one that only other procedures open.
        let by = if begins && !rule.entries.iter().any(|entry| entry.key == "by") {
            fields.words("by");
            Vec::new()
        } else {
            self.needed_parties(&mut fields, rule, "by", "Say who may take it: a role, or a fact that names one.")
        };
        let from = self.stages_of(&fields.words("from"));
        let to = fields.text("to").and_then(|word| self.stage(&word));
        if begins && let Some(entry) = fields.entry("from") {
            let message = format!("{} begins a case, so that there is no stage that it could start from", capital(fields.what()));
            self.sink.push(self.sink.at(entry.key_place.clone(), message).help("Leave out `from`."));
        }
        if begins && !rule.entries.iter().any(|entry| entry.key == "to") {
            fields.missing("to", "A step that begins a case must say in which stage the case then stands.");
        }
        let guard = self.guard(&mut fields);
        let asks = self.asks(&mut fields);
        let other_than = self.steps_of(&fields.words("other_than"));
        let senior_to = self.steps_of(&fields.words("senior_to"));
        let independent_of = fields.node("independent_of").map_or_else(Vec::new, |node| self.independence(&fields, node));
        let after = fields.node("after").map_or_else(Vec::new, |node| self.after(&fields, node));
        let repeat = self.repeat(&mut fields);
        let drafts = fields.words("drafts").iter().filter_map(|word| self.letter(word)).collect();
        let (mut letters, mut notices) = (Vec::new(), Vec::new());
        for word in fields.words("sends") {
            if word.text.starts_with("notice.") {
                notices.extend(self.prefixed(&word, "notice.", &self.names.notices));
            } else if self.names.notices.get(&word.text).is_some() {
                let message = format!("“{}” does not say whether a letter or a notice is sent", word.text);
                self.sink.push(self.sink.at(word.place.clone(), message).help(format!("Write “notice.{}”.", word.text)));
            } else {
                letters.extend(self.letter(&word));
            }
        }
        let opens = fields.node("opens").map_or_else(Vec::new, |node| self.opens(&fields, node));
        if begins && let (Some(entry), false) = (rule.entries.iter().find(|entry| entry.key == "opens"), opens.is_empty()) {
            let message = format!("{} begins a case, and so cannot open another", capital(fields.what()));
            self.sink.push(self.sink.at(entry.key_place.clone(), message).help("Let a later step open it."));
        }
        let erases = fields.flag("erases");
        let is_final = fields.flag("final");
        fields.finish();
        Step {
            name: rule.name.clone(),
            title,
            done,
            place: rule.place,
            by,
            begins,
            from,
            to,
            guard,
            asks,
            other_than,
            senior_to,
            independent_of,
            after,
            repeat,
            drafts,
            letters,
            notices,
            opens,
            erases,
            is_final,
        }
    }

    /// What stands in the place of a step that could not be read.
    pub(super) fn blank_step(&self, rule: &RawRule<'_>) -> Step {
        let nothing = RawRule { entries: Vec::new(), name: rule.name.clone(), table: None, ..*rule };
        let elsewhere = Sink::new("", "");
        Cx { sink: &elsewhere, ..*self }.step_rule(&nothing)
    }

    /// `[asks-nothing]`: the paragraph asks nothing of a system, with the reason.
    pub(super) fn asks_nothing(&self, rule: &RawRule<'_>) {
        let mut fields = self.fields(rule);
        fields.need_text("reason", "Say why the paragraph asks nothing of a system.");
        fields.finish();
    }

    fn needed_parties(
        &self,
        fields: &mut Fields<'_>,
        rule: &RawRule<'_>,
        key: &'static str,
        help: &str,
    ) -> Vec<crate::model::Party> {
        let words = fields.words(key);
        if words.is_empty() && rule.entries.iter().all(|entry| entry.key != key || matches!(entry.node.value, Tree::List(_))) {
            fields.missing(key, help);
        }
        self.parties(&words)
    }

    fn asks(&self, fields: &mut Fields<'_>) -> Vec<Ask> {
        let mut asks: Vec<Ask> = Vec::new();
        for word in fields.words("asks") {
            let (name, required) = match word.text.strip_suffix('?') {
                Some(name) => (name, false),
                None => (word.text.as_str(), true),
            };
            let Some(id) = self.fact(&Word { text: name.to_owned(), place: word.place.clone() }) else { continue };
            if self.fact_of(id).is_some_and(|fact| matches!(fact.source, Source::Derived(_))) {
                let message = format!("“{name}” cannot be asked for: it follows from other facts");
                self.sink.push(self.sink.at(word.place.clone(), message).help("Ask for what it follows from."));
            } else if asks.iter().any(|ask| ask.fact == id) {
                self.sink.push(self.sink.at(word.place.clone(), format!("“{name}” is asked twice by {}", fields.what())));
            } else {
                asks.push(Ask { fact: id, required });
            }
        }
        asks
    }

    /// `independent_of`: names of facts and steps, or a map from the person appointed to such names, or a list of both.
    fn independence(&self, fields: &Fields<'_>, node: &Node) -> Vec<Independence> {
        let mut out = Vec::new();
        let mut taker = Independence { who: None, facts: Vec::new(), steps: Vec::new() };
        let nodes: Vec<&Node> = match &node.value {
            Tree::List(nodes) => nodes.iter().collect(),
            _ => vec![node],
        };
        for node in nodes {
            match &node.value {
                Tree::Map(entries) => {
                    for entry in entries {
                        let who = self.fact(&Word { text: entry.key.clone(), place: entry.key_place.clone() });
                        let mut appointed = Independence { who, facts: Vec::new(), steps: Vec::new() };
                        for word in fields.words_of("independent_of", &entry.node) {
                            self.independent(&word, &mut appointed);
                        }
                        out.push(appointed);
                    }
                }
                _ => {
                    for word in fields.words_of("independent_of", node) {
                        self.independent(&word, &mut taker);
                    }
                }
            }
        }
        if !taker.facts.is_empty() || !taker.steps.is_empty() {
            out.insert(0, taker);
        }
        out
    }

    fn independent(&self, word: &Word, of: &mut Independence) {
        enum Of {
            Fact(FactId),
            Step(StepId),
        }
        match self.either(word, &self.names.facts, Of::Fact, &self.names.steps, Of::Step) {
            Some(Of::Fact(fact)) => of.facts.push(fact),
            Some(Of::Step(step)) => of.steps.push(step),
            None => {}
        }
    }

    /// `after`: names of steps, or maps that say since which other step they must have been taken, or a list of both.
    fn after(&self, fields: &Fields<'_>, node: &Node) -> Vec<After> {
        let nodes: Vec<&Node> = match &node.value {
            Tree::List(nodes) => nodes.iter().collect(),
            _ => vec![node],
        };
        let mut out = Vec::new();
        for node in nodes {
            let Tree::Map(entries) = &node.value else {
                let steps = self.steps_of(&fields.words_of("after", node));
                out.extend(steps.into_iter().map(|step| After { step, since: Vec::new() }));
                continue;
            };
            let mut inner = Fields::new(self.sink, &format!("`after` of {}", fields.what()), node.place.clone(), entries);
            let steps = self.some_steps(&mut inner, "step", "Name the step that must come first.");
            let since = self.some_steps(&mut inner, "since", "Name the step since which it must have been taken.");
            inner.finish();
            out.extend(steps.into_iter().map(|step| After { step, since: since.clone() }));
        }
        out
    }

    /// Steps of which there must be one.
    fn some_steps(&self, fields: &mut Fields<'_>, key: &'static str, help: &str) -> Vec<StepId> {
        match fields.node(key) {
            None => fields.missing(key, help),
            Some(node) if matches!(&node.value, Tree::List(nodes) if nodes.is_empty()) => fields.missing(key, help),
            Some(node) => return self.steps_of(&fields.words_of(key, node)),
        }
        Vec::new()
    }

    fn repeat(&self, fields: &mut Fields<'_>) -> Repeat {
        let Some(node) = fields.node("repeat") else { return Repeat::Never };
        match node.value {
            Tree::Flag(true) => Repeat::Always,
            Tree::Flag(false) => Repeat::Never,
            Tree::Text(_) | Tree::List(_) => Repeat::AfterEach(self.steps_of(&fields.words_of("repeat", node))),
            _ => {
                fields.wrong("repeat", node, "`true`, or the steps after each of which it may be taken once");
                Repeat::Never
            }
        }
    }

    /// `opens`: the name of a procedure, a map, or a list of either.
    fn opens(&self, fields: &Fields<'_>, node: &Node) -> Vec<Opens> {
        match &node.value {
            Tree::List(nodes) => nodes.iter().filter_map(|node| self.opened(fields, node)).collect(),
            _ => self.opened(fields, node).into_iter().collect(),
        }
    }

    fn opened(&self, fields: &Fields<'_>, node: &Node) -> Option<Opens> {
        if let Some(word) = word(node) {
            return Some(Opens { procedure: word.text, begins: None, each: None, gives: Vec::new(), guard: Guard::default() });
        }
        let Tree::Map(entries) = &node.value else {
            fields.wrong(
                "opens",
                node,
                "the name of a procedure, or a map such as { procedure = \"payment\", each = \"payments\" }",
            );
            return None;
        };
        let mut inner = Fields::new(self.sink, &format!("`opens` of {}", fields.what()), node.place.clone(), entries);
        let procedure = inner.need_text("procedure", "Name the procedure under which the cases are opened.").text;
        let begins = inner.text("begins").map(|word| word.text);
        let each = inner.text("each").and_then(|word| self.fact(&word));
        let mut gives = Vec::new();
        for (theirs, ours) in inner.labels("gives").unwrap_or_default() {
            let given = match ours.text.as_str() {
                "this" => Some(Given::This),
                "each" => Some(Given::Each),
                _ => self.fact(&ours).map(Given::Fact),
            };
            gives.extend(given.map(|given| (theirs.text, given)));
        }
        let guard = self.guard(&mut inner);
        inner.finish();
        Some(Opens { procedure, begins, each, gives, guard })
    }

    /// A duty; `begin` are the steps that begin a case.
    pub(super) fn duty_rule(&self, rule: &RawRule<'_>, steps: &[Step]) -> Duty {
        let mut fields = self.fields(rule);
        let met_by = self.steps_of(&fields.words("met_by"));
        if !rule.entries.iter().any(|entry| entry.key == "met_by") {
            fields.missing("met_by", "Name the step that meets it.");
        }
        let title = fields.text("title").map_or_else(
            || match met_by.as_slice() {
                [step] => steps.get(step.index()).map_or_else(|| in_words(&rule.name), |step| step.title.clone()),
                _ => in_words(&rule.name),
            },
            |title| title.text,
        );
        let owner = self.needed_parties(&mut fields, rule, "owner", "Say who owes it: a role, or a fact that names one.");
        let guard = self.guard(&mut fields);
        let starts = match fields.node("starts") {
            Some(node) => self.starts(&fields, node),
            None => beginnings(steps),
        };
        let period = self.period(&mut fields);
        let every = fields.limit("every");
        let ends = self.steps_of(&fields.words("ends"));
        let extended_by = fields.node("extended_by").and_then(|node| self.extension(&fields, node, steps));
        let restarts = fields.flag("restarts");
        let warn = fields.limit("warn");
        let soft = fields.flag("soft");
        fields.finish();
        Duty {
            name: rule.name.clone(),
            title,
            place: rule.place,
            owner,
            guard,
            starts,
            period,
            every,
            met_by,
            ends,
            extended_by,
            restarts,
            warn,
            soft,
        }
    }

    fn starts(&self, fields: &Fields<'_>, node: &Node) -> Vec<Start> {
        let nodes: Vec<&Node> = match &node.value {
            Tree::List(nodes) => nodes.iter().collect(),
            _ => vec![node],
        };
        nodes.into_iter().flat_map(|node| self.start(fields, node)).collect()
    }

    fn start(&self, fields: &Fields<'_>, node: &Node) -> Vec<Start> {
        if let Some(word) = word(node) {
            if self.names.steps.get(&word.text).is_none() && self.names.facts.get(&word.text).is_some() {
                let name = &word.text;
                let message = format!("“{name}” is a fact, and `starts` names a step");
                self.sink.push(self.sink.at(word.place.clone(), message).help(format!(
                    "Write {{ fact = \"{name}\" }} when it gives the date, or {{ step = \"{name}\" }} when a table decides the step."
                )));
                return Vec::new();
            }
            return self.step(&word).map(Start::Step).into_iter().collect();
        }
        let Tree::Map(entries) = &node.value else {
            fields.wrong("starts", node, "a step, { step = … }, { fact = … }, { due = … }, or a list of these");
            return Vec::new();
        };
        let mut inner = Fields::new(self.sink, &format!("`starts` of {}", fields.what()), node.place.clone(), entries);
        let step = inner.text("step").and_then(|word| self.fact(&word)).map(Start::Decided);
        let fact = inner.text("fact").and_then(|word| self.fact(&word)).map(Start::Fact);
        let due = inner.text("due").and_then(|word| self.duty(&word)).map(Start::Due);
        inner.finish();
        if entries.is_empty() {
            self.sink.push(self.sink.at(node.place.clone(), format!("`starts` of {} names nothing", fields.what())));
        }
        [step, fact, due].into_iter().flatten().collect()
    }

    fn period(&self, fields: &mut Fields<'_>) -> Period {
        let within = fields.entry("within");
        let by = fields.entry("by");
        if let (Some(_), Some(by)) = (within, by) {
            let message = format!("{} has both `within` and `by`", capital(fields.what()));
            self.sink.push(self.sink.at(by.key_place.clone(), message).help("Keep one of the two."));
        }
        if let Some(within) = within {
            return match word(&within.node) {
                Some(word) => super::fields::limit(self.sink, &word).map_or(Period::Open, Period::Within),
                None => self.fact_in(fields, "within", &within.node).map_or(Period::Open, Period::Decided),
            };
        }
        by.and_then(|by| self.fact_in(fields, "by", &by.node)).map_or(Period::Open, Period::By)
    }

    /// `{ fact = … }`
    fn fact_in(&self, fields: &Fields<'_>, key: &str, node: &Node) -> Option<FactId> {
        let Tree::Map(entries) = &node.value else {
            let wanted = if key == "within" { "a length of time, or { fact = \"…\" }" } else { "{ fact = \"…\" }" };
            fields.wrong(key, node, wanted);
            return None;
        };
        let mut inner = Fields::new(self.sink, &format!("`{key}` of {}", fields.what()), node.place.clone(), entries);
        let word = inner.need_text("fact", "Name the fact.");
        inner.finish();
        if word.text.is_empty() { None } else { self.fact(&word) }
    }

    /// `extended_by`: a step and the fact that gives the new date, or a step that asks for one date only.
    fn extension(&self, fields: &Fields<'_>, node: &Node, steps: &[Step]) -> Option<Extension> {
        let Some(word) = word(node) else {
            let Tree::Map(entries) = &node.value else {
                fields.wrong("extended_by", node, "a step, or a map such as { step = \"extend\", to = \"until\" }");
                return None;
            };
            let mut inner = Fields::new(self.sink, &format!("`extended_by` of {}", fields.what()), node.place.clone(), entries);
            let step = inner.need_text("step", "Name the step that moves the limit.");
            let to = inner.need_text("to", "Name the fact that gives the new date.");
            inner.finish();
            let step = if step.text.is_empty() { None } else { self.step(&step) };
            let to = if to.text.is_empty() { None } else { self.fact(&to) };
            return step.zip(to).map(|(step, to)| Extension { step, to });
        };
        let step = self.step(&word)?;
        let asks = steps.get(step.index()).map_or(&[][..], |step| &step.asks);
        let dates: Vec<(FactId, &Fact)> = asks
            .iter()
            .filter_map(|ask| self.fact_of(ask.fact).map(|fact| (ask.fact, fact)))
            .filter(|(_, fact)| matches!(fact.kind, Kind::Date | Kind::Instant))
            .collect();
        let coming: Vec<_> = dates.iter().filter(|(_, fact)| fact.ahead).collect();
        match (dates.as_slice(), coming.as_slice()) {
            ([(to, _)], _) | (_, [(to, _)]) => Some(Extension { step, to: *to }),
            _ => {
                let message = format!("It is not plain which date of “{}” is the new limit", word.text);
                self.sink.push(self.sink.at(word.place.clone(), message).help(format!(
                    "Write {{ step = \"{}\", to = \"…\" }} with the date fact that the step asks for.",
                    word.text
                )));
                None
            }
        }
    }

    pub(super) fn hold_rule(&self, rule: &RawRule<'_>) -> Hold {
        let mut fields = self.fields(rule);
        let title = self.title(&mut fields, rule);
        for (key, help) in [
            ("from", "Name the step that starts the hold."),
            ("until", "Name the steps that end the hold."),
            ("stops", "Name the duties whose clocks it stops."),
        ] {
            if !rule.entries.iter().any(|entry| entry.key == key) {
                fields.missing(key, help);
            }
        }
        let from = self.steps_of(&fields.words("from"));
        let until = self.steps_of(&fields.words("until"));
        let stops = fields.words("stops").iter().filter_map(|word| self.duty(word)).collect();
        fields.finish();
        Hold { name: rule.name.clone(), title, place: rule.place, from, until, stops }
    }
}

/// The steps that begin a case, as what starts a duty.
fn beginnings(steps: &[Step]) -> Vec<Start> {
    let begins = |(index, step): (usize, &Step)| step.begins.then(|| Start::Step(StepId::from_index(index)));
    steps.iter().enumerate().filter_map(begins).collect()
}
