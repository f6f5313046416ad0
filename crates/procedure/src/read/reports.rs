//! Reads marks on people and reports over cases.

use super::Cx;
use super::collect::RawRule;
use super::fields::Fields;
use super::names::{closest, in_words};
use super::tree::Tree;
use crate::ids::FactId;
use crate::model::{Mark, Report, ReportPeriod, Sample};

const PERIODS: [(&str, ReportPeriod); 3] =
    [("month", ReportPeriod::Month), ("quarter", ReportPeriod::Quarter), ("year", ReportPeriod::Year)];

impl Cx<'_> {
    pub(super) fn mark_rule(&self, rule: &RawRule<'_>) -> Mark {
        let mut fields = self.fields(rule);
        let title = fields.text("title").map_or_else(|| in_words(&rule.name), |title| title.text);
        let on = self.needed_fact(&mut fields, "on", "Name the fact that names the person.");
        let says = self.facts_of(&fields.words("says"));
        let guard = self.guard(&mut fields);
        let limits = fields.labels("limits").unwrap_or_default();
        let limits = limits.into_iter().filter_map(|(theirs, ours)| self.fact(&ours).map(|fact| (theirs.text, fact))).collect();
        let roles = fields.words("for").iter().filter_map(|word| self.role(word)).collect();
        fields.finish();
        Mark { name: rule.name.clone(), title, place: rule.place, on, says, guard, limits, roles }
    }

    pub(super) fn report_rule(&self, rule: &RawRule<'_>) -> Report {
        let mut fields = self.fields(rule);
        let title = fields.text("title").map_or_else(|| in_words(&rule.name), |title| title.text);
        let period = self.report_period(&mut fields);
        let dates = self.needed_fact(&mut fields, "dates", "Name the date that puts a case into a period.");
        let by = fields.text("by").and_then(|word| self.fact(&word));
        if !rule.entries.iter().any(|entry| entry.key == "for") {
            fields.missing("for", "Say which roles may read it.");
        }
        let roles = fields.words("for").iter().filter_map(|word| self.role(word)).collect();
        let counts = self.facts_of(&fields.words("counts"));
        let lists = self.facts_of(&fields.words("lists"));
        let sample = self.sample(&mut fields);
        let guard = self.guard(&mut fields);
        let late = fields.words("late").iter().filter_map(|word| self.duty(word)).collect();
        fields.finish();
        Report { name: rule.name.clone(), title, place: rule.place, period, dates, by, roles, counts, lists, sample, guard, late }
    }

    fn needed_fact(&self, fields: &mut Fields<'_>, key: &'static str, help: &str) -> FactId {
        let word = fields.need_text(key, help);
        let fact = if word.text.is_empty() { None } else { self.fact(&word) };
        // Nothing is handed out when a fault was told.
        fact.unwrap_or_else(|| super::id_of(0))
    }

    /// A number of cases, or a share of them.
    fn sample(&self, fields: &mut Fields<'_>) -> Option<Sample> {
        let node = fields.node("sample")?;
        let sample = match &node.value {
            Tree::Whole(number) => u32::try_from(*number).ok().map(Sample::Cases),
            Tree::Text(text) => {
                let share = text.strip_suffix('%').and_then(|share| share.trim().parse().ok());
                share.filter(|share| (1..=100).contains(share)).map(Sample::Percent)
            }
            _ => None,
        };
        if sample.is_none() {
            fields.wrong("sample", node, "a whole number such as 5, or a share such as \"10%\"");
        }
        sample
    }

    fn report_period(&self, fields: &mut Fields<'_>) -> ReportPeriod {
        let word = fields.need_text("period", "Say how long it looks back: \"month\", \"quarter\" or \"year\".");
        let found = PERIODS.iter().find(|(name, _)| *name == word.text).map(|(_, period)| *period);
        if found.is_none() && !word.text.is_empty() {
            let help = closest(&word.text, PERIODS.iter().map(|(name, _)| *name)).map_or_else(
                || "The periods are “month”, “quarter” and “year”.".to_owned(),
                |near| format!("Did you mean “{near}”?"),
            );
            self.sink.push(self.sink.at(word.place.clone(), format!("“{}” is no period of a report", word.text)).help(help));
        }
        found.unwrap_or(ReportPeriod::Month)
    }
}
