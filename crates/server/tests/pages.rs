//! Draws every sample page and asks of each what must hold for all: a title, one heading, nothing that the content
//! security policy refuses, a label for every input, the session's token in every form that changes something.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its page should fail")]

use std::collections::BTreeSet;

use scraper::{ElementRef, Html, Selector};
use server::pages::samples;

/// What is wrong with a page, one line a fault.
fn faults(html: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let all = |css: &str| -> Vec<ElementRef> { page.select(&Selector::parse(css).unwrap()).collect() };
    let text = |element: &ElementRef| element.text().collect::<String>().trim().to_owned();
    let mut faults = Vec::new();
    let mut must = |holds: bool, fault: String| {
        if !holds {
            faults.push(fault);
        }
    };

    must(all("h1").len() == 1, format!("{} h1", all("h1").len()));
    must(all("h1").iter().all(|h1| !text(h1).is_empty()), "an empty h1".into());
    let title = all("title").first().map(text).unwrap_or_default();
    must(title.ends_with(" – Redress") && !title.starts_with(" –"), format!("the title {title:?}"));
    let wrong = !all(".govuk-error-summary, .govuk-error-message").is_empty();
    must(title.starts_with("Error: ") == wrong, format!("the title {title:?} when something is wrong: {wrong}"));

    must(all("style, [style]").is_empty(), "inline style".into());
    must(all("script:not([src])").is_empty(), "inline script".into());
    let handlers = page.root_element().descendent_elements().any(|element| {
        element.value().attrs().any(|(name, value)| name.starts_with("on") || value.trim_start().starts_with("javascript:"))
    });
    must(!handlers, "a script in an attribute".into());

    let mut ids = BTreeSet::new();
    for element in all("[id]") {
        let id = element.attr("id").unwrap();
        must(ids.insert(id.to_owned()), format!("the id {id} twice"));
    }
    let labels: BTreeSet<_> =
        all("label[for]").iter().filter(|label| !text(label).is_empty()).map(|label| label.attr("for").unwrap()).collect();
    for input in all("input:not([type=hidden]), select, textarea") {
        let id = input.attr("id").unwrap_or_default();
        must(labels.contains(id), format!("no label for {}", input.html()));
    }
    for named in all("[aria-describedby], [aria-labelledby]") {
        for attribute in ["aria-describedby", "aria-labelledby"] {
            for id in named.attr(attribute).unwrap_or_default().split_whitespace() {
                must(ids.contains(id), format!("{attribute} names {id}, which is not there"));
            }
        }
    }
    for link in all("a[href^='#']") {
        let id = link.attr("href").unwrap().trim_start_matches('#');
        must(ids.contains(id), format!("a link to #{id}, which is not there"));
    }
    must(all("a[href='']").is_empty(), "a link to nowhere".into());
    let token = Selector::parse("input[type=hidden][name=csrf]:not([value=''])").unwrap();
    for form in all("form") {
        let posts = form.attr("method") == Some("post");
        must(posts == (form.select(&token).count() == 1), format!("the token in {}", form.html()));
    }
    let hidden_submit = Selector::parse("button[name]").unwrap();
    let first = Selector::parse("button").unwrap();
    for form in all(".app-form form") {
        let adds_lines = form.select(&hidden_submit).any(|button| button.attr("name") == Some("more"));
        let enter = form.select(&first).next().and_then(|button| button.attr("name"));
        must(!adds_lines || enter.is_none(), "Enter in a box would add a line".into());
    }
    faults
}

#[test]
fn every_page_holds_what_must_hold_for_all() {
    let drawn = samples::all();
    let names: BTreeSet<_> = drawn.iter().map(|page| page.name).collect();
    assert_eq!(names.len(), drawn.len(), "two samples have one name");
    let mut wrong = Vec::new();
    for page in &drawn {
        let html = page.html.as_ref().unwrap_or_else(|error| panic!("{} cannot be drawn: {error}", page.name));
        wrong.extend(faults(html).into_iter().map(|fault| format!("{}: {fault}", page.name)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_page_has_a_sample() {
    let templates = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/pages")).unwrap();
    let names: Vec<_> = samples::all().iter().map(|page| page.name).collect();
    for template in templates {
        let file = template.unwrap().file_name().into_string().unwrap();
        let page = file.trim_end_matches(".html").trim_end_matches("_questions");
        assert!(names.iter().any(|name| name.starts_with(page)), "{file} is drawn by no sample");
    }
}

#[test]
fn a_page_that_breaks_the_rules_is_noticed() {
    let broken = "<title> – Redress</title><h1>One</h1><h1>Two</h1><p style='color: red' onclick='x()'>\
                  <form method='post'><input id='a'></form><a href='#b'>b</a>";
    let found = faults(broken).join("\n");
    for fault in ["2 h1", "the title", "inline style", "a script in an attribute", "no label", "the token", "#b"] {
        assert!(found.contains(fault), "{fault:?} is not among:\n{found}");
    }
}
