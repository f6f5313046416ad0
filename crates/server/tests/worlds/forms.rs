//! The forms of a page, as a browser reads them.

use std::sync::LazyLock;

use scraper::{ElementRef, Html, Selector};

/// A field of a form.
#[derive(Debug, Clone)]
pub struct Field {
    pub name: String,
    pub kind: FieldKind,
}

/// What is to be done with a field.
#[derive(Debug, Clone)]
pub enum FieldKind {
    /// Sent as it is.
    Hidden(String),
    /// Something is typed, or what is there already.
    Text(String),
    /// One of these, or nothing.
    One(Vec<String>),
    /// Ticked or not.
    Tick(String),
    /// A file is chosen.
    File,
    /// Pressed, one at the most.
    Button(String),
}

/// A form that is sent by POST.
#[derive(Debug, Clone, Default)]
pub struct Form {
    pub action: String,
    pub multipart: bool,
    pub fields: Vec<Field>,
}

static FORMS: LazyLock<Selector> = LazyLock::new(|| Selector::parse("form[method=post]").unwrap());
static FIELDS: LazyLock<Selector> =
    LazyLock::new(|| Selector::parse("input[name], select[name], textarea[name], button[name]").unwrap());
static OPTIONS: LazyLock<Selector> = LazyLock::new(|| Selector::parse("option").unwrap());

/// The forms that a page sends by POST.
pub fn forms(page: &str) -> Vec<Form> {
    let html = Html::parse_document(page);
    html.select(&FORMS).map(form).collect()
}

fn form(element: ElementRef<'_>) -> Form {
    let mut form = Form {
        action: element.attr("action").unwrap_or_default().to_owned(),
        multipart: element.attr("enctype").is_some_and(|kind| kind.starts_with("multipart")),
        fields: Vec::new(),
    };
    for field in element.select(&FIELDS) {
        let name = field.attr("name").unwrap_or_default().to_owned();
        let value = field.attr("value").unwrap_or_default().to_owned();
        let kind = match (field.value().name(), field.attr("type").unwrap_or_default()) {
            ("input", "hidden") => FieldKind::Hidden(value),
            ("input", "radio") => {
                let known = form.fields.iter_mut().find(|one| one.name == name);
                if let Some(Field { kind: FieldKind::One(choices), .. }) = known {
                    choices.push(value);
                    continue;
                }
                FieldKind::One(vec![value])
            }
            ("input", "checkbox") => FieldKind::Tick(value),
            ("input", "file") => FieldKind::File,
            ("button", _) => FieldKind::Button(value),
            ("select", _) => {
                let options = field.select(&OPTIONS);
                FieldKind::One(options.map(|option| option.attr("value").unwrap_or_default().to_owned()).collect())
            }
            ("textarea", _) => FieldKind::Text(field.text().collect()),
            _ => FieldKind::Text(value),
        };
        form.fields.push(Field { name, kind });
    }
    form
}

/// The value of a hidden field of a page.
pub fn hidden(page: &str, name: &str) -> Option<String> {
    let from = page.find(&format!("name=\"{name}\" value=\""))?;
    page[from..].split('"').nth(3).map(str::to_owned)
}
