//! Broken documents: each fault is told, with its place and what to do.

use procedure::Procedure;

use crate::support::{documents, sources};

#[test]
fn every_fault_is_told() {
    for (name, sources) in documents("broken") {
        let faults = Procedure::read(&sources).map(|_| "nothing is wrong");
        let faults = faults.expect_err(&name);
        insta::with_settings!({ snapshot_suffix => &name, omit_expression => true }, {
            insta::assert_snapshot!(faults.text());
        });
    }
}

#[test]
fn ten_faults_are_told_at_once() {
    let text = r#"
# 1 What is wrong

```toml
[role.clerk]
titel = "Clerk"

[step.receive]
by     = "clrk"
begins = true
to     = "recieved"
asks   = ["category", "incident"]
```

```toml
[duty.reply
owner = "clerk"
```

# 2 And more

```toml
[fact.category]
asks   = "What is it about?"
one_of = { unknown = "Not known" }

[duty.answer]
owner  = "clerk"
starts = "receive"
within = "two days"
met_by = "answer"

[table.who]
by      = ["category"]
decides = { who = "role" }
```

| categry | who   |
|---------|-------|
| any     | clerk |

```toml
[fact.loop]
is = { when = { loop = true } }

[letter.reply]
```
(no head)
"#;
    let faults = Procedure::read(&sources("ten.md", text)).unwrap_err();
    let messages: Vec<&str> = faults.iter().map(procedure::Fault::message).collect();
    for part in [
        "knows no key `titel`",
        "no role or fact “clrk”",
        "no stage “recieved”",
        "no fact “incident”",
        "cannot be read as TOML",
        "cannot be called “unknown”",
        "“two days” is not a length of time",
        "no step “answer”",
        "no column “categry”",
        "“loop” depends on itself",
        "has no template",
        "does not say which procedure",
    ] {
        assert!(messages.iter().any(|message| message.contains(part)), "{part} is not among {messages:#?}");
    }
    assert_eq!(messages.len(), 12, "{messages:#?}");
}

#[test]
fn a_fault_shows_its_place_in_a_terminal() {
    let faults = Procedure::read(&sources("place.md", "# 1 One\n\n```toml\n[step.reply]\nby = \"clrk\"\n```\n")).unwrap_err();
    let mut shown = String::new();
    miette::NarratableReportHandler::new().render_report(&mut shown, &faults).unwrap();
    assert!(shown.contains("Begin snippet for place.md") && shown.contains("line 5, columns 6 to 11"), "{shown}");
    assert!(shown.contains("There is no role or fact “clrk”"), "{shown}");
    assert!(shown.contains("Did you mean “clerk”?"), "{shown}");
}
