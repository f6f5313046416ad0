//! Whether each thing is of a type that fits its use, and is used at all.

use calendar::Limit;

use super::Check;
use super::sight::{shows, shows_fact};
use crate::ids::FactId;
use crate::model::{Derivation, Duty, Fact, Kind, Party, Period, Place, Register, Source, Start, Step, View};

impl Check<'_> {
    /// Reports every misfit.
    pub(super) fn fits(&self) {
        let p = self.procedure;
        for (_, fact) in p.facts.iter() {
            self.fact_fits(fact);
            self.fields_apart(fact);
        }
        for (_, step) in p.steps.iter() {
            self.step_fits(step);
        }
        for (_, duty) in p.duties.iter() {
            self.duty_fits(duty);
        }
        for (_, letter) in p.letters.iter() {
            self.parties_fit(letter.place, "edited_by", &letter.edited_by);
        }
        for (_, notice) in p.notices.iter() {
            self.parties_fit(notice.place, "to", &notice.to);
        }
        for (_, view) in p.views.iter() {
            for fact in &view.people {
                self.want(view.place, "for", *fact, is_people, "a role, a person or people");
            }
        }
        for (_, mark) in p.marks.iter() {
            self.want(mark.place, "on", mark.on, |kind| *kind == Kind::Person, "a person");
            for (_, fact) in &mark.limits {
                self.want(mark.place, "limits", *fact, |kind| matches!(kind, Kind::Choice(_)), "a choice");
            }
        }
        for (_, report) in p.reports.iter() {
            self.want(report.place, "dates", report.dates, is_date, "a date");
            for fact in &report.counts {
                self.want(report.place, "counts", *fact, Kind::is_finite, "choices, and yes or no");
            }
            if let Some(by) = report.by {
                self.want(report.place, "by", by, |kind| *kind == Kind::Site || kind.is_finite(), "a site or a choice");
            }
        }
        for (_, register) in p.registers.iter() {
            if let Some(groups) = register.groups {
                let fits = |kind: &Kind| kind.is_finite() || matches!(kind, Kind::Site | Kind::Text { long: false });
                self.want(register.place, "groups", groups, fits, "a choice, a site or a text of one line");
            }
            if let Some(key) = register.key {
                self.want(register.place, "key", key, |kind| *kind == Kind::Text { long: false }, "a text of one line");
            }
            self.imports_fit(register);
            self.whole_seen(register);
        }
        self.head_fits();
    }

    /// Reports a fact whose kind does not fit.
    fn want(&self, place: Place, key: &str, fact: FactId, fits: impl Fn(&Kind) -> bool, wanted: &str) {
        let fact = &self.procedure.facts[fact];
        if !fits(&fact.kind) {
            let message = format!("“{}” is a {}; `{key}` needs {wanted}", fact.name, fact.kind.noun());
            self.sink.push(self.fault(place, key, message));
        }
    }

    /// The first step that a row goes through begins a case and asks for the key; the others do not begin one.
    fn imports_fit(&self, register: &Register) {
        let p = self.procedure;
        let fault = |message: String, help: String| {
            self.sink.push(self.fault(register.place, "imports", message).help(help));
        };
        for (at, step) in register.imports.iter().enumerate() {
            let step = &p.steps[*step];
            match (at, step.begins) {
                (0, false) => fault(
                    format!("The step “{}” begins no case, so that no row of a sheet can start with it", step.name),
                    "Put the step first that records a case.".to_owned(),
                ),
                (1.., true) => fault(
                    format!("The step “{}” begins a case, and the row has begun one already", step.name),
                    "Leave it out, or put it first and alone.".to_owned(),
                ),
                _ => {}
            }
            if !step.letters.is_empty() || !step.opens.is_empty() || step.erases {
                fault(
                    format!("The step “{}” sends letters, opens cases or destroys, which no row of a sheet may do", step.name),
                    "Leave it to a person, after the sheet was read in.".to_owned(),
                );
            }
        }
        if let (Some(key), Some(first)) = (register.key, register.imports.first())
            && !p.steps[*first].asks.iter().any(|ask| ask.fact == key && ask.required)
        {
            let (step, key) = (&p.steps[*first].name, &p.facts[key].name);
            fault(
                format!("The step “{step}” does not ask for “{key}”, the key of the register"),
                format!("Add “{key}” to what it `asks`."),
            );
        }
    }

    /// Whether whoever sees the case by these views always sees a fact.
    pub(super) fn always_seen(&self, fact: FactId, theirs: impl Fn(&View) -> bool) -> bool {
        // Where a view shows nothing at all, there is no case to be seen.
        let shown = |view: &View| view.sees_all().all(|sees| !shows(sees) || shows_fact(sees, fact));
        let always = |view: &View| view.when.is_empty() && view.sees_all().all(|sees| shows_fact(sees, fact));
        let views: Vec<&View> = self.procedure.views.iter().map(|(_, view)| view).filter(|view| theirs(view)).collect();
        views.iter().all(|view| shown(view)) || views.iter().any(|view| always(view))
    }

    /// Whoever may open a register of parts always sees which whole a part is of: how many a whole has would tell it otherwise.
    fn whole_seen(&self, register: &Register) {
        let p = self.procedure;
        let Some(part) = &p.head.part_of else { return };
        for role in &register.roles {
            if self.always_seen(part.whole, |view| view.roles.contains(role)) {
                continue;
            }
            let (role, whole) = (&p.roles[*role].name, &p.facts[part.whole].name);
            let message = format!(
                "The register is open to “{role}”, who does not always see “{whole}”: how many parts a whole has would tell what \
                 is hidden"
            );
            let help = format!("Let each view of “{role}” see “{whole}”, or close the register to “{role}”.");
            self.sink.push(self.fault(register.place, "for", message).help(help));
        }
    }

    fn parties_fit(&self, place: Place, key: &str, parties: &[Party]) {
        for party in parties {
            if let Party::Fact(fact) = party {
                let wanted = "a role that a table decides, a person or people";
                self.want(place, key, *fact, |kind| matches!(kind, Kind::Role | Kind::Person | Kind::People), wanted);
            }
        }
    }

    /// Fields of forms are named after what they ask: a date is three fields, findings one a point.
    fn fields_apart(&self, fact: &Fact) {
        let Some((stem, part)) = fact.name.rsplit_once('-') else { return };
        let parts = matches!(part, "day" | "month" | "year" | "time") || part.chars().all(|sign| sign.is_ascii_digit());
        let Some(other) = self.procedure.facts.named(stem).filter(|other| parts && other.question().is_some()) else { return };
        if fact.question().is_some() {
            let message = format!("On a form, “{}” would have the same name as a part of “{stem}”", fact.name);
            let help = "Give one of the two another name, such as one with a word more.";
            let at = self.fault(fact.place, "", message).help(help);
            self.sink.push(at.also(other.place.start..other.place.end, "this is the other one"));
        }
    }

    fn fact_fits(&self, fact: &Fact) {
        let own = |key: &str, fits: bool, wanted: &str| {
            if !fits {
                let message = format!("“{}” is a {}; `{key}` is only for {wanted}", fact.name, fact.kind.noun());
                self.sink.push(self.fault(fact.place, key, message));
            }
        };
        own("wall", !fact.wall || is_people(&fact.kind), "a person or people");
        own("holds", fact.holds.is_empty() || is_people(&fact.kind), "a person or people");
        own("among", fact.among.is_empty() || is_people(&fact.kind), "a person or people");
        for other in &fact.among {
            self.want(fact.place, "among", *other, is_people, "a person or people");
        }
        own("not_among", fact.not_among.is_empty() || is_people(&fact.kind), "a person or people");
        for other in &fact.not_among {
            self.want(fact.place, "not_among", *other, is_people, "a person or people");
            let name = &self.procedure.facts[*other].name;
            if *name == fact.name && !fact.afresh {
                let message = format!("Nobody could ever be named under “{name}”: it rules out whomever it names itself");
                let help = "Add `afresh = true` when each answer must name somebody new, or name another fact.";
                self.sink.push(self.fault(fact.place, "not_among", message).help(help));
            }
        }
        if !fact.among.is_empty() && fact.among.iter().all(|other| fact.not_among.contains(other)) {
            let message = format!("Nobody could ever be named under “{}”: `not_among` rules out all of `among`", fact.name);
            self.sink.push(self.fault(fact.place, "not_among", message).help("Keep one of the two."));
        }
        own("ahead", !fact.ahead || is_date(&fact.kind), "dates");
        for (key, other) in [("not_before", fact.not_before), ("not_after", fact.not_after)] {
            if let Some(other) = other {
                own(key, is_date(&fact.kind), "dates");
                self.want(fact.place, key, other, is_date, "a date");
            }
        }
        if let Kind::Findings { of, .. } = &fact.kind {
            self.want(fact.place, "of", *of, |kind| *kind == Kind::Points, "points of complaint");
        }
        let Source::Derived(derivation) = &fact.source else { return };
        match derivation {
            Derivation::Within { date, of, .. } => {
                self.want(fact.place, "is", *date, is_date, "a date");
                self.want(fact.place, "is", *of, is_date, "a date");
            }
            Derivation::Attribute { site, .. } => {
                self.want(fact.place, "is", *site, |kind| *kind == Kind::Site, "a site");
            }
            Derivation::Count(count) => self.want(fact.place, "is", count.person, is_people, "a person or people"),
            Derivation::After { of, .. } => self.want(fact.place, "is", *of, is_date, "a date"),
            Derivation::Extreme { of, .. } => {
                for date in of {
                    self.want(fact.place, "is", *date, is_date, "dates");
                }
            }
            Derivation::Table(..)
            | Derivation::Holds(_)
            | Derivation::DayOf(_)
            | Derivation::Done { .. }
            | Derivation::Setting { .. }
            | Derivation::Summary { .. } => {}
        }
    }

    fn step_fits(&self, step: &Step) {
        self.parties_fit(step.place, "by", &step.by);
        for independence in &step.independent_of {
            if let Some(who) = independence.who {
                self.want(step.place, "independent_of", who, is_people, "the person who is appointed");
                if !step.asks.iter().any(|ask| ask.fact == who) {
                    let name = &self.procedure.facts[who].name;
                    let message = format!("The step “{}” does not ask for “{name}”, so that it appoints nobody", step.name);
                    self.sink.push(
                        self.fault(step.place, "independent_of", message).help(format!("Add “{name}” to what the step `asks`.")),
                    );
                }
            }
            for fact in &independence.facts {
                self.want(step.place, "independent_of", *fact, is_people, "a person or people");
            }
        }
        if let (Some(records), true) = (&self.procedure.head.records, !step.drafts.is_empty() || !step.letters.is_empty()) {
            let _ = records;
            let message = format!("The step “{}” writes a letter, and nothing but `records` may be recorded", step.name);
            self.sink.push(self.fault(step.place, "", message).help("Leave the letter out."));
        }
        for ask in &step.asks {
            if self.procedure.head.records.as_ref().is_some_and(|records| !records.contains(&ask.fact)) {
                let name = &self.procedure.facts[ask.fact].name;
                let message = format!("The step “{}” asks for “{name}”, which may not be recorded", step.name);
                let help = "Add it to `records` in the head if it may be, or leave it out.";
                self.sink.push(self.fault(step.place, "asks", message).help(help));
            }
        }
        for each in step.opens.iter().filter_map(|opens| opens.each) {
            let fits = |kind: &Kind| matches!(kind, Kind::Number | Kind::Points | Kind::People);
            self.want(step.place, "opens", each, fits, "a number or a list");
        }
    }

    fn duty_fits(&self, duty: &Duty) {
        self.parties_fit(duty.place, "owner", &duty.owner);
        for start in &duty.starts {
            match start {
                Start::Fact(fact) => self.want(duty.place, "starts", *fact, is_date, "a date"),
                Start::Decided(fact) => {
                    self.want(duty.place, "starts", *fact, |kind| *kind == Kind::Step, "a step that a table decides");
                }
                Start::Step(_) | Start::Due(_) => {}
            }
        }
        match duty.period {
            Period::Decided(fact) => {
                self.want(duty.place, "within", fact, |kind| *kind == Kind::Limit, "a duration that a table decides");
            }
            Period::By(fact) => self.want(duty.place, "by", fact, is_date, "a date"),
            Period::Open | Period::Within(_) => {}
        }
        if let Some(Limit::AtOnce | Limit::SameDay) = duty.every {
            let message = format!("The duty “{}” would recur without end on the same day", duty.name);
            self.sink
                .push(self.fault(duty.place, "every", message).help("Write a length of time, such as “1 day” or “4 weeks”."));
        }
        if let Some(extension) = duty.extended_by {
            self.want(duty.place, "extended_by", extension.to, is_date, "a date");
            let step = &self.procedure.steps[extension.step];
            if !step.asks.iter().any(|ask| ask.fact == extension.to) {
                let fact = &self.procedure.facts[extension.to].name;
                let message = format!("The step “{}” does not ask for “{fact}”, so that it sets no new limit", step.name);
                self.sink.push(
                    self.fault(duty.place, "extended_by", message)
                        .help(format!("Add “{fact}” to what the step “{}” `asks`.", step.name)),
                );
            }
        }
    }

    fn head_fits(&self) {
        let head = &self.procedure.head;
        let place = self.procedure.head_place();
        if let Some(site) = head.site {
            self.want(place, "site", site, |kind| *kind == Kind::Site, "a site");
        }
        if let Some(who) = head.who {
            let fits = |kind: &Kind| matches!(kind, Kind::Person | Kind::Text { .. } | Kind::Organisation);
            self.want(place, "who", who, fits, "a person, an organisation or a name as text");
        }
        if let Some(part) = &head.part_of {
            self.want(place, "whole", part.whole, |kind| *kind == Kind::Case, "a case");
        }
        if !head.gathers.is_empty() && !head.who.is_some_and(|who| self.procedure.facts[who].kind == Kind::Person) {
            let message = "`gathers` finds cases of the same person, and `who` names no fact of type person";
            self.sink.push(self.fault(place, "gathers", message.to_owned()));
        }
        for fact in &head.filters {
            self.want(place, "filters", *fact, |kind| kind.is_finite() && *kind != Kind::Limit, "a choice, or yes or no");
        }
        for fact in &head.about {
            let fits = |kind: &Kind| !matches!(kind, Kind::Points | Kind::Findings { .. } | Kind::Text { long: true });
            self.want(place, "about", *fact, fits, "something that fits into a line");
        }
    }

    /// Reports what stands in the document and is never used: a fact that no step asks for, a letter that no step sends.
    pub(super) fn idle(&self) {
        let p = self.procedure;
        for (id, fact) in p.facts.iter() {
            let asked = p.steps.iter().any(|(_, step)| step.asks.iter().any(|ask| ask.fact == id));
            if matches!(fact.source, Source::Asked(_)) && !asked {
                let message = format!("No step asks for “{}”, so that it can never be known", fact.name);
                self.sink.push(self.fault(fact.place, "", message).help("Add it to what a step `asks`, or remove it."));
            }
        }
        for (id, letter) in p.letters.iter() {
            if !p.steps.iter().any(|(_, step)| step.letters.contains(&id)) {
                let message = format!("No step sends the letter “{}”", letter.name);
                self.sink.push(
                    self.fault(letter.place, "", message).help(format!("Add `sends = \"letter.{}\"` to a step.", letter.name)),
                );
            }
        }
        for (id, notice) in p.notices.iter() {
            if !p.steps.iter().any(|(_, step)| step.notices.contains(&id)) {
                let message = format!("No step sends the notice “{}”", notice.name);
                self.sink.push(
                    self.fault(notice.place, "", message).help(format!("Add `sends = \"notice.{}\"` to a step.", notice.name)),
                );
            }
        }
    }
}

fn is_date(kind: &Kind) -> bool {
    matches!(kind, Kind::Date | Kind::Instant)
}

fn is_people(kind: &Kind) -> bool {
    matches!(kind, Kind::Person | Kind::People)
}
