//! Each kind of rule in plain words.

use calendar::{Counting, Limit};

use super::ExplainedRule;
use crate::ids::{
    FactId, HoldId, LetterId, MarkId, NoticeId, RegisterId, ReportId, SectionId, StageId, StepId, TableId, TrailId, ViewId,
};
use crate::model::{
    After, CalendarRule, Content, Derivation, Duty, Fact, Given, Guard, Independence, Item, Kind, Opens, Period, Procedure,
    Repeat, ReportPeriod, Rule, Sample, Sees, Source, Start,
};
use crate::words::{capital, list, quoted, small, the, with_article};

/// A rule in plain words; none for what is said elsewhere on the page.
pub(super) fn rule(procedure: &Procedure, rule: Rule, section: SectionId) -> Option<ExplainedRule> {
    let say = Say { p: procedure };
    let (sort, sentences) = match rule {
        Rule::Head => ("Procedure", say.head()),
        Rule::Role(id) => ("Role", vec![format!("{} takes part.", capital(&the(&procedure.roles[id].title)))]),
        // What a table decides is said where the table stands.
        Rule::Fact(id) if matches!(procedure.facts[id].source, Source::Derived(Derivation::Table(..))) => return None,
        Rule::Fact(id) => ("Fact", say.fact(&procedure.facts[id])),
        Rule::Table(id) => ("Table", say.table(id)),
        Rule::Stage(id) => ("Stage", say.stage(id)),
        Rule::Step(id) => ("Step", say.step(id)),
        Rule::Duty(id) => ("Duty", say.duty(&procedure.duties[id])),
        Rule::Hold(id) => ("Hold", say.hold(id)),
        Rule::Letter(id) => ("Letter", say.letter(id)),
        Rule::Contents(id) => ("Letter", say.contents(id, section)),
        Rule::Notice(id) => ("Notice", say.notice(id)),
        Rule::View(id) => ("View", say.view(id)),
        Rule::Setting(id) => ("Setting", say.setting(&procedure.facts[id])),
        Rule::Mark(id) => ("Mark", say.mark(id)),
        Rule::Report(id) => ("Report", say.report(id)),
        Rule::Trail(id) => ("Trail", say.trail(id)),
        Rule::Register(id) => ("Register", say.register(id)),
        Rule::AsksNothing => return None,
    };
    Some(ExplainedRule { sort, sentences })
}

/// Says things of one procedure.
pub(crate) struct Say<'a> {
    pub(crate) p: &'a Procedure,
}

impl Say<'_> {
    fn head(&self) -> Vec<String> {
        let head = &self.p.head;
        let mut out = vec![format!(
            "A case is called {}; its reference is made like {}.",
            with_article(&head.noun),
            quoted(&self.example())
        )];
        out.push(match head.until {
            Some(until) => format!("Cases received from {} to {} are run under it.", day(head.from), day(until)),
            None => format!("Cases received from {} on are run under it.", day(head.from)),
        });
        out.push(match &head.calendar {
            CalendarRule::Always(name) => format!("Working days leave out the bank holidays of {}.", capital_words(name)),
            CalendarRule::By(fact, _) => {
                format!("Which bank holidays are left out of working days depends on {}.", self.fact_words(*fact))
            }
        });
        out.push(
            match head.counting {
                Counting::FirstDayAfter => "The first working day after something happens is day 1.",
                Counting::RollFirst => {
                    "What happens on a day that is no working day counts as of the next working day, and the one after is day 1."
                }
            }
            .to_owned(),
        );
        if let Some(site) = head.site {
            out.push(format!(
                "Whoever holds a role for one site sees only the cases whose {} it is.",
                small(&self.p.facts[site].label)
            ));
        }
        if let Some(records) = &head.records {
            out.push(format!("Nothing may be recorded but {}: no notes and no documents.", self.facts(records, "and")));
        }
        if !head.moved_by.is_empty() {
            let roles: Vec<String> = head.moved_by.iter().map(|role| the(&self.p.roles[*role].title)).collect();
            out.push(format!("{} may move a case to another version.", capital(&list(&roles, "or"))));
        }
        if let Some(whole) = &head.part_of {
            out.push(format!(
                "Each case is a part of a case under {}: {} says of which.",
                quoted(&whole.procedure),
                self.fact_words(whole.whole)
            ));
        }
        if !head.came_to.is_empty() {
            out.push(format!("What a case came to is {}.", self.facts(&head.came_to, "and")));
        }
        if !head.gathers.is_empty() {
            let others: Vec<String> = head.gathers.iter().map(|(id, _)| quoted(id)).collect();
            out.push(format!("The page of a case also shows the cases of the same person under {}.", list(&others, "and")));
        }
        out
    }

    fn example(&self) -> String {
        self.p.head.reference.replace("{year}", &self.p.head.from.year().to_string()).replace("{code}", "482-917-305")
    }

    fn fact(&self, fact: &Fact) -> Vec<String> {
        let mut out = Vec::new();
        match &fact.source {
            Source::Asked(question) => {
                let kind = self.kind(fact);
                let name = if fact.label == question.text { String::new() } else { format!("{}: ", fact.label) };
                out.push(format!("{name}{} The answer is {kind}.", quoted(&question.text)));
                if !question.guard.is_empty() {
                    out.push(self.only(&question.guard, "It is asked").trim_start().to_owned());
                }
            }
            Source::Derived(derivation) => out.push(self.derivation(fact, derivation)),
        }
        if let Some(other) = fact.not_before {
            out.push(format!("It cannot be before {}.", self.fact_words(other)));
        }
        if let Some(other) = fact.not_after {
            out.push(format!("It cannot be after {}.", self.fact_words(other)));
        }
        if fact.ahead {
            out.push("It must lie ahead.".to_owned());
        }
        if !fact.holds.is_empty() {
            let roles: Vec<String> = fact.holds.iter().map(|role| the(&self.p.roles[*role].title)).collect();
            out.push(format!("Only {} can be named.", list(&roles, "or")));
        }
        if !fact.among.is_empty() {
            out.push(format!("Only somebody whom {} names can be named.", self.facts(&fact.among, "or")));
        }
        out.extend(self.not_among(fact));
        if fact.wall {
            out.push("Whoever is named here can never learn of the case.".to_owned());
        }
        out
    }

    fn not_among(&self, fact: &Fact) -> Vec<String> {
        let (own, others): (Vec<FactId>, Vec<FactId>) =
            fact.not_among.iter().copied().partition(|other| self.p.facts[*other].name == fact.name);
        let named = |other: &FactId| {
            let ever = if self.p.facts[*other].afresh { "ever named" } else { "names" };
            format!("{} {ever}", self.fact_words(*other))
        };
        let mut out = Vec::new();
        if !others.is_empty() {
            let whom: Vec<String> = others.iter().map(named).collect();
            out.push(format!("Nobody whom {} can be named.", list(&whom, "or")));
        }
        if !own.is_empty() {
            out.push("Nobody can be named here twice.".to_owned());
        }
        out
    }

    /// What answers a fact takes: “one of “A” and “B””, “yes or no”, “a date”.
    pub(crate) fn kind(&self, fact: &Fact) -> String {
        let labels = |choices: &[crate::model::Choice]| {
            list(&choices.iter().map(|choice| quoted(&choice.label)).collect::<Vec<_>>(), "and")
        };
        match &fact.kind {
            Kind::Choice(choices) => format!("one of {}", labels(choices)),
            Kind::Findings { of, choices } => format!("one of {} for each of {}", labels(choices), self.fact_words(*of)),
            Kind::YesNo => "yes or no".to_owned(),
            kind => with_article(kind.noun()),
        }
    }

    pub(crate) fn derivation(&self, fact: &Fact, derivation: &Derivation) -> String {
        let own = quoted(&fact.label);
        match derivation {
            Derivation::Within { date, of, limit, unknown } if date == of && *limit == Limit::SameDay && !unknown => {
                format!("{own} is yes as soon as {} is known.", self.fact_words(*date))
            }
            Derivation::Within { date, of, limit, unknown } => {
                let otherwise = if *unknown { "yes" } else { "no" };
                let (date, of) = (self.fact_words(*date), self.fact_words(*of));
                format!("{own} is yes when {date} is {} {of}, and {otherwise} when one of the two is not known.", within(*limit))
            }
            Derivation::Table(table, _) => {
                format!("{own} follows from {}, as the table says.", self.facts(&self.p.tables[*table].by, "and"))
            }
            Derivation::Holds(guard) => format!("{own} is yes {}.", self.p.guard_words(guard)),
            Derivation::DayOf(steps) => format!("{own} is the day of {}.", self.done(steps)),
            Derivation::Done { steps, since } if since.is_empty() => format!("{own} is yes from {} on.", self.done(steps)),
            Derivation::Done { steps, since } => {
                format!("{own} is yes from {} on, until the next {}.", self.done(steps), self.done(since))
            }
            Derivation::Extreme { latest, of } => {
                let which = if *latest { "latest" } else { "earliest" };
                format!("{own} is the {which} of {}, as far as they are known.", self.facts(of, "and"))
            }
            Derivation::After { limit, of } => format!("{own} is {limit} after {}.", self.fact_words(*of)),
            Derivation::Setting { chosen, .. } => {
                let label = fact.choices().get(usize::from(*chosen)).map_or("", |choice| &choice.label);
                format!("{own} is set to {}.", quoted(label))
            }
            Derivation::Attribute { site, .. } => {
                format!("{own} is what the directory says of {}.", self.fact_words(*site))
            }
            Derivation::Summary { of, finding, partly, all, some, none } => {
                let findings = &self.p.facts[*of];
                let label = |fact: &Fact, index: u16| {
                    fact.choices().get(usize::from(index)).map_or(String::new(), |choice| quoted(&choice.label))
                };
                let partly = partly.map(|partly| label(findings, partly));
                let parts: Vec<String> = [Some(label(findings, *finding)), partly].into_iter().flatten().collect();
                format!(
                    "{own} is {} when every finding is {}, {} when at least one is {}, and {} otherwise.",
                    label(fact, *all),
                    label(findings, *finding),
                    label(fact, *some),
                    list(&parts, "or"),
                    label(fact, *none)
                )
            }
            Derivation::Count(count) => {
                let when = self.p.guard_words(&count.guard);
                let which = if when.is_empty() { String::new() } else { format!(", counting those {when}") };
                format!(
                    "{own} is yes when {} or more other cases of the last {} name the same {}{which}.",
                    count.at_least,
                    unit(count.within),
                    small(&self.p.facts[count.person].label)
                )
            }
        }
    }

    fn table(&self, id: TableId) -> Vec<String> {
        let table = &self.p.tables[id];
        let decides: Vec<String> = table.decides.iter().map(|fact| quoted(&self.p.facts[*fact].label)).collect();
        let verb = if decides.len() == 1 { "follows" } else { "follow" };
        vec![format!("{} {verb} from {}, as the table says.", list(&decides, "and"), self.facts(&table.by, "and"))]
    }

    fn stage(&self, id: StageId) -> Vec<String> {
        let stage = &self.p.stages[id];
        let end = if stage.end { ", which is an end: nothing more happens" } else { "" };
        vec![format!("{} can be {}{end}.", capital(&with_article(&self.p.head.noun)), quoted(&stage.title))]
    }

    fn step(&self, id: StepId) -> Vec<String> {
        let step = &self.p.steps[id];
        let noun = &self.p.head.noun;
        let mut first = if step.by.is_empty() {
            format!("A step of another case begins it here: {}", small(&step.title))
        } else {
            format!("{} may {}", capital(&self.p.parties_words(&step.by)), small(&step.title))
        };
        if !step.from.is_empty() {
            let stages: Vec<String> = step.from.iter().map(|stage| quoted(&self.p.stages[*stage].title)).collect();
            first.push_str(&format!(", while the {noun} is {}", list(&stages, "or")));
        }
        let guard = self.p.guard_words(&step.guard);
        if !guard.is_empty() {
            first.push_str(&format!(", {guard}"));
        }
        if !step.after.is_empty() {
            let all: Vec<String> = step.after.iter().map(|after| self.after(after)).collect();
            first.push_str(&format!(", after {}", list(&all, "and")));
        }
        let mut out = vec![format!("{first}.")];
        if let Some(to) = step.to {
            let stage = quoted(&self.p.stages[to].title);
            out.push(if step.begins {
                format!("This begins {}, which is then {stage}.", with_article(noun))
            } else {
                format!("It is then {stage}.")
            });
        }
        let (needed, other): (Vec<_>, Vec<_>) = step.asks.iter().partition(|ask| ask.required);
        let labels = |asks: &[&crate::model::Ask]| {
            list(&asks.iter().map(|ask| quoted(&self.p.facts[ask.fact].label)).collect::<Vec<_>>(), "and")
        };
        match (needed.is_empty(), other.is_empty()) {
            (true, true) => {}
            (false, true) => out.push(format!("This asks for {}.", labels(&needed))),
            (true, false) => out.push(format!("This asks for {}, which may be left empty.", labels(&other))),
            (false, false) => out.push(format!("This asks for {}; {} may be left empty.", labels(&needed), labels(&other))),
        }
        if !step.other_than.is_empty() {
            out.push(format!("It takes somebody other than whoever took {}.", self.titles(&step.other_than, "or")));
        }
        if !step.senior_to.is_empty() {
            out.push(format!("It takes somebody more senior than whoever took {}.", self.titles(&step.senior_to, "or")));
        }
        out.extend(step.independent_of.iter().map(|independence| self.independence(independence)));
        match &step.repeat {
            Repeat::Never => {}
            Repeat::Always => out.push("It can be done as often as needed.".to_owned()),
            Repeat::AfterEach(steps) => out.push(format!("It can be done again after each {}.", self.steps(steps, "or"))),
        }
        for letter in &step.drafts {
            out.push(format!("It drafts the letter {}.", quoted(&self.p.letters[*letter].title)));
        }
        let letters = step.letters.iter().map(|letter| format!("the letter {}", quoted(&self.p.letters[*letter].title)));
        let notices = step.notices.iter().map(|notice| format!("the notice {}", quoted(&self.p.notices[*notice].title)));
        let sent: Vec<String> = letters.chain(notices).collect();
        if !sent.is_empty() {
            out.push(format!("This sends {}.", list(&sent, "and")));
        }
        if step.erases {
            out.push("All that was recorded before is destroyed; only what this asks is kept.".to_owned());
        }
        out.extend(step.opens.iter().map(|opens| self.opens(opens)));
        if step.erases {
            out.push("Everything that was recorded before is destroyed: only what this asks for stays.".to_owned());
        }
        if step.is_final {
            out.push("It cannot be undone.".to_owned());
        }
        out
    }

    fn after(&self, after: &After) -> String {
        let step = self.steps(&[after.step], "and");
        if after.since.is_empty() { step } else { format!("{step} (since the last {})", self.steps(&after.since, "or")) }
    }

    pub(crate) fn opens(&self, opens: &Opens) -> String {
        let each = opens.each.map_or(String::new(), |fact| format!(" for each of {}", self.fact_words(fact)));
        let when = self.p.guard_words(&opens.guard);
        let when = if when.is_empty() { String::new() } else { format!(" {when}") };
        let gives: Vec<String> = opens
            .gives
            .iter()
            .map(|(theirs, given)| {
                let theirs = quoted(&theirs.replace('-', " "));
                match given {
                    Given::This => format!("{theirs} from the reference of this one"),
                    Given::Each => format!("{theirs} from the one it is opened for"),
                    Given::Fact(fact) => format!("{theirs} from {}", self.fact_words(*fact)),
                }
            })
            .collect();
        let gives = if gives.is_empty() { String::new() } else { format!(" It is given {}.", list(&gives, "and")) };
        format!("This opens a case under {}{each}{when}.{gives}", quoted(&opens.procedure))
    }

    pub(crate) fn independence(&self, independence: &Independence) -> String {
        let facts = independence.facts.iter().map(|fact| format!("be named as {}", quoted(&self.p.facts[*fact].label)));
        let steps = independence.steps.iter().map(|step| format!("have taken {}", quoted(&self.p.steps[*step].title)));
        let not: Vec<String> = facts.chain(steps).collect();
        let who = independence.who.map_or_else(
            || "Whoever does it".to_owned(),
            |fact| format!("Whoever is named as {}", quoted(&self.p.facts[fact].label)),
        );
        format!("{who} must not {}.", list(&not, "or"))
    }

    fn duty(&self, duty: &Duty) -> Vec<String> {
        let noun = &self.p.head.noun;
        let starts = self.starts(duty);
        let from = if starts.is_empty() { format!("the beginning of the {noun}") } else { starts };
        let when = match (duty.period, duty.every) {
            (Period::Within(limit), _) => format!("{} {from}", within(limit)),
            (Period::Decided(fact), _) => format!("within {}, as the table says, from {from}", self.fact_words(fact)),
            (Period::By(fact), _) => format!("by {}", self.fact_words(fact)),
            (Period::Open, Some(every)) => format!("every {}, counted from {from}", unit(every)),
            (Period::Open, None) => format!("after {from}; no time is given"),
        };
        let recurs = match (duty.period, duty.every) {
            (Period::Open, _) | (_, None) => String::new(),
            (_, Some(every)) => format!(", and then every {}", unit(every)),
        };
        let guard = self.p.guard_words(&duty.guard);
        let guard = if guard.is_empty() { guard } else { format!(", {guard}") };
        let mut out =
            vec![format!("{} must {} {when}{recurs}{guard}.", capital(&self.p.parties_words(&duty.owner)), small(&duty.title))];
        let met: Vec<String> = duty
            .met_by
            .iter()
            .map(|step| &self.p.steps[*step].title)
            .filter(|title| **title != duty.title)
            .map(|title| quoted(title))
            .collect();
        if !met.is_empty() {
            out.push(format!("{} meets it.", list(&met, "or")));
        }
        if !duty.ends.is_empty() {
            out.push(format!("It ends without being met when this is done: {}.", self.titles(&duty.ends, "or")));
        }
        if let Some(extension) = duty.extended_by {
            let (step, to) = (&self.p.steps[extension.step].title, extension.to);
            out.push(format!("{} moves the limit to {}.", quoted(step), self.fact_words(to)));
        }
        if duty.restarts {
            out.push("Each further start begins it anew.".to_owned());
        }
        if let Some(warn) = duty.warn {
            out.push(format!("A warning is shown {warn} before."));
        }
        if duty.soft {
            out.push("The source asks for it where possible, so that being late is no breach.".to_owned());
        }
        out
    }

    /// What starts a duty's clock; empty when nothing does.
    pub(crate) fn starts(&self, duty: &Duty) -> String {
        let starts: Vec<String> = duty
            .starts
            .iter()
            .map(|start| match start {
                Start::Step(step) => quoted(&self.p.steps[*step].done),
                Start::Decided(fact) => format!("the step that {} names", quoted(&self.p.facts[*fact].label)),
                Start::Fact(fact) => self.fact_words(*fact),
                Start::Due(duty) => format!("the day on which {} was due and not done", quoted(&self.p.duties[*duty].title)),
            })
            .collect();
        list(&starts, "or")
    }

    /// How long there is for a duty, by itself: “5 working days”, “every 4 weeks”; none when no time is given.
    pub(crate) fn period(&self, duty: &Duty) -> Option<String> {
        let first = match duty.period {
            Period::Open => None,
            Period::Within(limit) => Some(limit.to_string()),
            Period::Decided(fact) => Some(format!("{}, as the table says", self.fact_words(fact))),
            Period::By(fact) => Some(format!("by {}", self.fact_words(fact))),
        };
        let every = duty.every.map(|every| format!("every {}", unit(every)));
        match (first, every) {
            (Some(first), Some(every)) => Some(format!("{first}, and then {every}")),
            (first, every) => first.or(every),
        }
    }

    fn hold(&self, id: HoldId) -> Vec<String> {
        let hold = &self.p.holds[id];
        let duties: Vec<String> = hold.stops.iter().map(|duty| quoted(&self.p.duties[*duty].title)).collect();
        vec![format!(
            "{}: from {} until {}, the clock of {} stands still.",
            hold.title,
            self.steps(&hold.from, "or"),
            self.steps(&hold.until, "or"),
            list(&duties, "and")
        )]
    }

    fn letter(&self, id: LetterId) -> Vec<String> {
        let letter = &self.p.letters[id];
        let mut out = vec![format!("There is a letter {}.{}", quoted(&letter.title), self.only(&letter.guard, "It is written"))];
        let contents: Vec<&Content> = letter.contains.iter().filter(|content| content.place == letter.place).collect();
        if !contents.is_empty() {
            out.push(format!("It must contain: {}.", labels(&contents)));
        }
        if !letter.enclosures.is_empty() {
            let enclosed: Vec<String> = letter.enclosures.iter().map(|enclosure| quoted(enclosure)).collect();
            out.push(format!("With it goes {}.", list(&enclosed, "and")));
        }
        if !letter.addressed_to.is_empty() {
            let lines: Vec<String> = letter.addressed_to.iter().map(|line| self.facts(line, "or else")).collect();
            out.push(format!("It is addressed to {}.", list(&lines, "and")));
        }
        if !letter.edited_by.is_empty() {
            let stages: Vec<String> = letter.edited_in.iter().map(|stage| quoted(&self.p.stages[*stage].title)).collect();
            let whilst = if stages.is_empty() {
                String::new()
            } else {
                format!(" while the {} is {}", self.p.head.noun, list(&stages, "or"))
            };
            out.push(format!("{} may edit its draft{whilst}.", capital(&self.p.parties_words(&letter.edited_by))));
        }
        out
    }

    /// What a paragraph adds to a letter.
    fn contents(&self, id: LetterId, section: SectionId) -> Vec<String> {
        let letter = &self.p.letters[id];
        let contents: Vec<&Content> =
            letter.contains.iter().filter(|content| content.place.section == section && content.place != letter.place).collect();
        vec![format!("The letter {} must contain: {}.", quoted(&letter.title), labels(&contents))]
    }

    fn notice(&self, id: NoticeId) -> Vec<String> {
        let notice = &self.p.notices[id];
        let carries =
            if notice.carries.is_empty() { "nothing but the reference".to_owned() } else { self.items(&notice.carries) };
        vec![format!(
            "{} {} told {}, with {carries}.{}",
            capital(&self.p.parties_joined(&notice.to, "and")),
            if notice.to.len() == 1 { "is" } else { "are" },
            quoted(&notice.title),
            self.only(&notice.guard, "It is sent")
        )]
    }

    fn view(&self, id: ViewId) -> Vec<String> {
        let view = &self.p.views[id];
        let roles = view.roles.iter().map(|role| the(&self.p.roles[*role].title));
        let named = view.people.iter().map(|fact| format!("whoever is named under {}", self.fact_words(*fact)));
        let roles: Vec<String> = roles.chain(named).collect();
        let guard = Guard { when: view.when.clone(), unless: Vec::new() };
        let when = self.p.guard_words(&guard);
        let when = if when.is_empty() { String::new() } else { format!(", but only {when}") };
        let sees = if roles.len() == 1 { "sees" } else { "see" };
        let mut out = vec![format!("{} {sees} {}{when}.", capital(&list(&roles, "and")), self.sees(&view.sees))];
        for (condition, sees) in &view.unless {
            out.push(format!("When {}, this is seen instead: {}.", self.p.condition_words(condition), self.sees(sees)));
        }
        out
    }

    pub(crate) fn sees(&self, sees: &Sees) -> String {
        match sees {
            Sees::AllBut(items) if items.is_empty() => "everything".to_owned(),
            Sees::AllBut(items) => format!("everything but {}", self.items(items)),
            Sees::Only(items) if items.is_empty() => "nothing".to_owned(),
            Sees::Only(items) => self.items(items),
        }
    }

    pub(crate) fn items(&self, items: &[Item]) -> String {
        let words = items.iter().map(|item| match item {
            Item::Fact(fact) => quoted(&self.p.facts[*fact].label),
            Item::Step(step) => quoted(&self.p.steps[*step].done),
            Item::Due(duty) => format!("the day by which to {}", small(&self.p.duties[*duty].title)),
            Item::Letter(letter) => format!("the letter {}", quoted(&self.p.letters[*letter].title)),
            Item::Documents => "the documents".to_owned(),
            Item::Timeline => "the timeline".to_owned(),
        });
        list(&words.collect::<Vec<_>>(), "and")
    }

    /// “ It is sent only when …”, or nothing.
    fn only(&self, guard: &Guard, does: &str) -> String {
        let words = self.p.guard_words(guard);
        match words.starts_with("when") {
            _ if words.is_empty() => words,
            true => format!(" {does} only {words}."),
            false => format!(" {does} {words}."),
        }
    }

    pub(crate) fn fact_words(&self, fact: FactId) -> String {
        self.p.fact_words(&self.p.facts[fact])
    }

    pub(crate) fn setting(&self, fact: &Fact) -> Vec<String> {
        let Source::Derived(Derivation::Setting { chosen, why }) = &fact.source else { return Vec::new() };
        let labels = |chosen: bool, at: u16| {
            (0u16..)
                .zip(fact.choices())
                .filter(move |(index, _)| (*index == at) == chosen)
                .map(|(_, choice)| quoted(&choice.label))
        };
        let this: Vec<String> = labels(true, *chosen).collect();
        let others: Vec<String> = labels(false, *chosen).collect();
        let mut out = vec![format!("{} is set to {}.", quoted(&fact.label), list(&this, "and"))];
        if !others.is_empty() {
            out.push(format!("It could also be {}.", list(&others, "or")));
        }
        out.push(why.clone());
        out
    }

    pub(crate) fn mark(&self, id: MarkId) -> Vec<String> {
        let mark = &self.p.marks[id];
        let when = self.p.guard_words(&mark.guard);
        let when = if when.is_empty() { String::new() } else { format!(", {when}") };
        let who: Vec<String> = mark.roles.iter().map(|role| the(&self.p.roles[*role].title)).collect();
        let who = if who.is_empty() { "whoever deals with that person".to_owned() } else { list(&who, "and") };
        let mut out =
            vec![format!("{} is shown to {who} on every case of {}{when}.", quoted(&mark.title), self.fact_words(mark.on))];
        if !mark.says.is_empty() {
            out.push(format!("It says {}.", self.facts(&mark.says, "and")));
        }
        for (_, fact) in &mark.limits {
            out.push(format!("A contact that is not as {} says is shown as lying outside.", self.fact_words(*fact)));
        }
        out
    }

    pub(crate) fn report(&self, id: ReportId) -> Vec<String> {
        let report = &self.p.reports[id];
        let period = match report.period {
            ReportPeriod::Month => "each month",
            ReportPeriod::Quarter => "each quarter",
            ReportPeriod::Year => "each year",
        };
        let who: Vec<String> = report.roles.iter().map(|role| the(&self.p.roles[*role].title)).collect();
        let by = report.by.map_or(String::new(), |by| format!(", for each of {}", self.fact_words(by)));
        let mut out = vec![format!(
            "{} can be read by {} for {period}, by {}{by}, each as far as they may see.",
            quoted(&report.title),
            list(&who, "and"),
            self.fact_words(report.dates)
        )];
        if !report.counts.is_empty() {
            out.push(format!("It counts cases by {}.", self.facts(&report.counts, "and")));
        }
        if !report.lists.is_empty() {
            out.push(format!("It lists them with {}.", self.facts(&report.lists, "and")));
        }
        if let Some(sample) = report.sample {
            out.push(format!("It lists {} of them, drawn by chance.", sample_words(sample)));
        }
        if !report.late.is_empty() {
            let duties: Vec<String> = report.late.iter().map(|duty| quoted(&self.p.duties[*duty].title)).collect();
            out.push(format!("It says how often {} was done in time.", list(&duties, "and")));
        }
        out
    }

    pub(crate) fn trail(&self, id: TrailId) -> Vec<String> {
        let trail = &self.p.trails[id];
        vec![format!(
            "The page of a {} shows, as {}, each time that one of these was done, by whom and what was answered: {}.",
            self.p.head.noun,
            quoted(&trail.title),
            self.steps(&trail.steps, "and")
        )]
    }

    pub(crate) fn register(&self, id: RegisterId) -> Vec<String> {
        let register = &self.p.registers[id];
        let who: Vec<String> = register.roles.iter().map(|role| the(&self.p.roles[*role].title)).collect();
        let of = if self.p.head.part_of.is_some() { " of a whole" } else { "" };
        let columns: Vec<FactId> = register.columns.iter().map(|(fact, _)| *fact).collect();
        let mut out = vec![format!(
            "{} lists the {}{of} with {}. It can be opened by {}, each as far as they may see.",
            quoted(&register.title),
            self.p.head.nouns,
            self.facts(&columns, "and"),
            list(&who, "and")
        )];
        if !register.further.is_empty() {
            let further: Vec<FactId> = register.further.iter().map(|(fact, _)| *fact).collect();
            out.push(format!("As a workbook and as CSV it also has {}.", self.facts(&further, "and")));
        }
        if let Some(groups) = register.groups {
            out.push(format!("It has a heading for each of {}.", self.fact_words(groups)));
        }
        if let Some(key) = register.key {
            out.push(format!("No two of them have the same answer to {}.", self.fact_words(key)));
        }
        if !register.imports.is_empty() {
            out.push(format!("A sheet can be read into it: each row goes through {}.", self.titles(&register.imports, "and")));
        }
        out
    }

    fn done(&self, steps: &[StepId]) -> String {
        self.steps(steps, "or")
    }

    pub(crate) fn facts(&self, facts: &[FactId], and: &str) -> String {
        list(&facts.iter().map(|fact| self.fact_words(*fact)).collect::<Vec<_>>(), and)
    }

    pub(crate) fn steps(&self, steps: &[StepId], and: &str) -> String {
        list(&steps.iter().map(|step| quoted(&self.p.steps[*step].done)).collect::<Vec<_>>(), and)
    }

    pub(crate) fn titles(&self, steps: &[StepId], and: &str) -> String {
        list(&steps.iter().map(|step| quoted(&self.p.steps[*step].title)).collect::<Vec<_>>(), and)
    }
}

/// “5”, “10 of every 100”
pub(crate) fn sample_words(sample: Sample) -> String {
    match sample {
        Sample::Cases(count) => count.to_string(),
        Sample::Percent(share) => format!("{share} of every 100"),
    }
}

fn labels(contents: &[&Content]) -> String {
    list(&contents.iter().map(|content| small(&content.label)).collect::<Vec<_>>(), "and")
}

/// “within 2 working days of”, “on the same day as”
fn within(limit: Limit) -> String {
    match limit {
        Limit::SameDay => "on the same day as".to_owned(),
        Limit::NextWorkingDay => "by the next working day after".to_owned(),
        Limit::AtOnce => "at once after".to_owned(),
        limit => format!("within {limit} of"),
    }
}

/// “day”, “4 weeks”: a length of time after “every”.
fn unit(limit: Limit) -> String {
    let words = limit.to_string();
    words.strip_prefix("1 ").map_or(words.clone(), str::to_owned)
}

/// “5 April 2017”
pub(crate) fn day(date: jiff::civil::Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// “england-and-wales” as people read it: “England and Wales”.
pub(crate) fn capital_words(name: &str) -> String {
    let words = name.split('-').map(|word| if word == "and" { word.to_owned() } else { capital(word) });
    words.collect::<Vec<_>>().join(" ")
}
