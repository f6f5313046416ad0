//! The questions of a form, of every kind that a procedure can ask, and the summary of what is wrong with
//! the answers. Each field keeps what was typed, also when it makes no sense.
//!
//! The names of what a form sends: a field's own name; a date sends `name-day`, `name-month`, `name-year`, and
//! with a time `name-time`; people, points and checkboxes send `name` once for each.

use askama::Template;

use super::parts::{Citation, renders_itself};

/// One question.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/field.html")]
pub struct FieldView {
    /// The name under which the answer is sent, which also makes the ids.
    pub name: String,
    /// The question.
    pub label: String,
    /// What helps to answer it.
    pub hint: String,
    /// The paragraph that asks for it.
    pub citation: Option<Citation>,
    /// What is wrong with the answer.
    pub error: Option<String>,
    /// Whether it may be left empty; the label then says so.
    pub optional: bool,
    /// What kind of answer it takes, and what was answered.
    pub kind: FieldKind,
}

/// The kinds of answer.
#[derive(Debug, Clone)]
pub enum FieldKind {
    /// One of a few, all in view.
    Radios {
        /// What to choose from.
        choices: Vec<Choice>,
        /// In one row, for two short choices.
        inline: bool,
    },
    /// One of many.
    Select {
        /// What to choose from.
        choices: Vec<Choice>,
    },
    /// Any number of a few.
    Checkboxes {
        /// What to choose from.
        choices: Vec<Choice>,
    },
    /// A line of text, a number or a sum of money.
    Text(TextLine),
    /// Several lines of text.
    Textarea {
        /// What was typed.
        value: String,
        /// How many lines are in view.
        rows: u8,
        /// The most characters it takes; a count is shown when there is one.
        limit: Option<usize>,
    },
    /// A date, as three inputs.
    Date(DateParts),
    /// A date and the time of day.
    DateTime {
        /// The date.
        date: DateParts,
        /// The time, as typed: "9:30am".
        time: String,
    },
    /// A file to send.
    File {
        /// The kinds accepted, as the attribute has them: ".pdf,.jpg".
        accept: String,
        /// Whether several may be chosen.
        multiple: bool,
    },
    /// Names of people.
    People {
        /// What was typed, one a person.
        values: Vec<String>,
        /// Names to choose from while typing.
        suggestions: Vec<String>,
        /// The most that may be named.
        most: usize,
        /// Who names are that are nobody's in the list.
        unsure: Vec<FieldView>,
    },
    /// Points of complaint, each a few lines of text.
    Points {
        /// What was typed, one a point.
        values: Vec<String>,
        /// The most that may be made.
        most: usize,
    },
}

impl Default for FieldKind {
    fn default() -> Self {
        Self::Text(TextLine::default())
    }
}

/// A line of text.
#[derive(Debug, Clone, Default)]
pub struct TextLine {
    /// What was typed.
    pub value: String,
    /// How wide the box is.
    pub width: Width,
    /// What stands before it: "£".
    pub prefix: String,
    /// What stands after it: "days".
    pub suffix: String,
    /// Whether it takes digits only.
    pub numeric: bool,
}

/// How wide a box is: it hints at how much is expected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Width {
    /// As wide as the form.
    #[default]
    Full,
    /// About twenty characters.
    Medium,
    /// About ten characters.
    Short,
    /// Three or four digits.
    Tiny,
}

impl Width {
    fn class(self) -> &'static str {
        match self {
            Self::Full => "govuk-!-width-full",
            Self::Medium => "govuk-input--width-20",
            Self::Short => "govuk-input--width-10",
            Self::Tiny => "govuk-input--width-4",
        }
    }
}

/// The three inputs of a date, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DateParts {
    /// The day of the month.
    pub day: String,
    /// The month's number or name.
    pub month: String,
    /// The year.
    pub year: String,
}

impl DateParts {
    /// The parts as typed.
    #[must_use]
    pub fn new(day: impl Into<String>, month: impl Into<String>, year: impl Into<String>) -> Self {
        Self { day: day.into(), month: month.into(), year: year.into() }
    }
}

/// Something to choose.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What it says.
    pub text: String,
    /// What helps to decide.
    pub hint: String,
    /// Whether it is chosen.
    pub chosen: bool,
    /// Questions that choosing it raises; only radios and checkboxes show them.
    pub reveals: Vec<FieldView>,
}

impl Choice {
    /// A choice that sends `value` and says `text`.
    #[must_use]
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self { value: value.into(), text: text.into(), ..Self::default() }
    }

    /// The same choice, chosen when its value is `value`.
    #[must_use]
    pub fn chosen_if(mut self, value: &str) -> Self {
        self.chosen = self.value == value;
        self
    }
}

impl FieldView {
    /// A question that asks `label` and is sent as `name`.
    #[must_use]
    pub fn new(name: impl Into<String>, label: impl Into<String>, kind: FieldKind) -> Self {
        Self { name: name.into(), label: label.into(), kind, ..Self::default() }
    }

    /// A question to answer with yes or no, sent as `yes` or `no`.
    #[must_use]
    pub fn yes_no(name: impl Into<String>, label: impl Into<String>, answer: Option<bool>) -> Self {
        let choices = [("yes", "Yes", true), ("no", "No", false)]
            .map(|(value, text, means)| Choice { chosen: answer == Some(means), ..Choice::new(value, text) });
        Self::new(name, label, FieldKind::Radios { choices: choices.into(), inline: true })
    }

    /// The same question with what helps to answer it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The same question with the paragraph that asks it.
    #[must_use]
    pub fn citation(mut self, citation: Citation) -> Self {
        self.citation = Some(citation);
        self
    }

    /// The same question with what is wrong with its answer.
    #[must_use]
    pub fn error(mut self, error: impl Into<String>) -> Self {
        self.error = Some(error.into());
        self
    }

    /// The same question, which may be left empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The id of the first thing to type into or choose, to which the error summary leads.
    #[must_use]
    pub fn first_id(&self) -> String {
        match self.kind {
            FieldKind::Date(_) | FieldKind::DateTime { .. } => format!("{}-day", self.name),
            _ => self.name.clone(),
        }
    }

    /// The id of the `n`th (from 0) of several inputs.
    fn id(&self, n: &usize) -> String {
        if *n == 0 { self.name.clone() } else { format!("{}-{}", self.name, n + 1) }
    }

    /// Whether the question heads a group of inputs and not one.
    fn is_group(&self) -> bool {
        !matches!(self.kind, FieldKind::Select { .. } | FieldKind::Text(_) | FieldKind::Textarea { .. } | FieldKind::File { .. })
    }

    /// The ids that describe the input, as the attribute has them; empty when there are none.
    fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{}-hint", self.name));
        }
        if matches!(self.kind, FieldKind::Textarea { limit: Some(_), .. }) {
            ids.push(format!("{}-info", self.name));
        }
        if self.error.is_some() {
            ids.push(format!("{}-error", self.name));
        }
        ids.join(" ")
    }

    /// The values to show of several: what was typed, with empty lines up to `least` and one to spare, but no
    /// more than `most`.
    fn lines(values: &[String], least: usize, most: &usize) -> Vec<String> {
        let mut lines = values.to_vec();
        let wanted =
            (lines.len() + usize::from(lines.last().is_some_and(|line| !line.is_empty()))).max(least).min((*most).max(1));
        lines.resize(wanted.max(values.len()), String::new());
        lines
    }
}

/// What is wrong with a form: its errors once more, at the top.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/error_summary.html")]
pub struct ErrorSummary {
    /// The errors, in the order of the fields.
    pub errors: Vec<FormError>,
}

/// One error of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormError {
    /// The id of the input it is about; empty when it is about none.
    pub id: String,
    /// What is wrong and what to do, in the words that stand at the field.
    pub text: String,
}

impl ErrorSummary {
    /// The errors of `fields`, also of those that choices reveal.
    #[must_use]
    pub fn of<'a>(fields: impl IntoIterator<Item = &'a FieldView>) -> Self {
        let mut summary = Self::default();
        for field in fields {
            summary.add(field);
        }
        summary
    }

    /// Adds an error that is about no one field.
    #[must_use]
    pub fn with(mut self, id: impl Into<String>, text: impl Into<String>) -> Self {
        self.errors.push(FormError { id: id.into(), text: text.into() });
        self
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    fn add(&mut self, field: &FieldView) {
        if let Some(text) = &field.error {
            self.errors.push(FormError { id: field.first_id(), text: text.clone() });
        }
        if let FieldKind::Radios { choices, .. } | FieldKind::Checkboxes { choices } = &field.kind {
            choices.iter().filter(|choice| choice.chosen).flat_map(|choice| &choice.reveals).for_each(|field| self.add(field));
        }
    }
}

renders_itself!(FieldView, ErrorSummary);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_text_with_everything() {
        let field = FieldView::new(
            "room",
            "Where in the centre?",
            FieldKind::Text(TextLine { value: "A & B".into(), ..TextLine::default() }),
        )
        .hint("For example, the visits hall")
        .error("Say where it happened")
        .optional();
        insta::assert_snapshot!(field.to_string());
    }

    #[test]
    fn errors_lead_to_the_first_input_also_below_a_choice() {
        let inner = FieldView::new("when", "When?", FieldKind::Date(DateParts::default())).error("Enter a date");
        let choice = |chosen| Choice { chosen, reveals: vec![inner.clone()], ..Choice::new("yes", "Yes") };
        let outer =
            |chosen| FieldView::new("known", "Known?", FieldKind::Radios { choices: vec![choice(chosen)], inline: false });
        assert_eq!(ErrorSummary::of([&outer(true)]).errors, [FormError { id: "when-day".into(), text: "Enter a date".into() }]);
        assert!(ErrorSummary::of([&outer(false)]).is_empty(), "what is not asked cannot be wrong");
    }

    #[test]
    fn there_is_always_a_line_to_write_on_until_there_are_enough() {
        let typed = |n| vec!["x".to_owned(); n];
        assert_eq!(FieldView::lines(&typed(0), 1, &3).len(), 1);
        assert_eq!(FieldView::lines(&typed(2), 1, &3).len(), 3);
        assert_eq!(FieldView::lines(&typed(3), 1, &3).len(), 3);
        assert_eq!(FieldView::lines(&typed(4), 1, &3).len(), 4, "nothing typed is ever dropped");
    }
}
