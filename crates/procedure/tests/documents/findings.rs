//! What the checker tells of procedures that hold: how long a case may take, and where the source says two things of one.

use procedure::check::check;
use procedure::{Library, Procedure};

use crate::support::sources;

/// A procedure with a limit of each sort.
const LIMITS: &str = r#"# 1 Complaints

```toml
[role.hub]
[role.supplier]
[view.others]
for  = ["hub", "supplier"]
sees = "everything"

[setting.clock]
title  = "When the time for an acknowledgement starts"
why    = "The source says both."
one_of = { allocation = "With the allocation", receipt = "With receipt" }
chosen = "allocation"

[fact.kind]
asks   = "What is it about?"
label  = "Kind"
one_of = { service = "Service", minor = "Minor misconduct", serious = "Serious misconduct" }

[fact.foreign]
asks  = "Must it be translated?"
label = "Foreign"
type  = "yes or no"

[stage.kept]
[stage.logged]
[stage.allocated]

[step.take]
title = "Take it in"
done  = "Taken in"
by    = "clerk"
from  = "received"
to    = "kept"
asks  = ["kind", "foreign"]

[step.translate]
title = "Translate it"
done  = "Translated"
by    = "clerk"
from  = "kept"
when  = { foreign = true }

[fact.translated]
label = "Translated"
is    = { done = "translate" }

[step.log]
title  = "Log it"
done   = "Logged"
by     = "hub"
from   = "kept"
to     = "logged"
unless = { foreign = true, translated = false }

[step.allocate]
title = "Allocate it"
done  = "Allocated"
by    = "clerk"
from  = "logged"
to    = "allocated"

[step.acknowledge]
title = "Acknowledge it"
done  = "Acknowledged"
by    = "supplier"
from  = "allocated"

[step.answer]
title = "Answer it"
done  = "Answered"
by    = "supplier"
from  = "allocated"
to    = "closed"
after = "acknowledge"
```

## 36 Limits

```toml
[duty.take]
owner  = "clerk"
starts = "receive"
within = "the same day"
met_by = "take"
ends   = "close"

[duty.translate]
owner  = "clerk"
starts = "take"
within = "48 hours"
met_by = "translate"
ends   = "close"
when   = { foreign = true }

[duty.log]
owner    = "hub"
starts   = ["take", "translate"]
restarts = true
within   = "2 working days"
met_by   = "log"
ends     = "close"

[duty.log-soon]
owner    = "hub"
starts   = ["take", "translate"]
restarts = true
within   = "1 working day"
met_by   = "log"
ends     = "close"
soft     = true

[duty.allocate]
owner  = "clerk"
starts = "log"
within = "1 working day"
met_by = "allocate"
ends   = "close"

[duty.acknowledge]
owner  = "supplier"
starts = "allocate"
within = "2 working days"
met_by = "acknowledge"
when   = { clock = "allocation" }

[duty.acknowledge-from-receipt]
owner  = "supplier"
starts = "receive"
within = "2 working days"
met_by = "acknowledge"
when   = { clock = "receipt" }

[duty.answer]
owner    = "supplier"
starts   = ["log", "allocate"]
restarts = true
within   = "20 working days"
met_by   = "answer"
when     = { kind = ["service", "minor"] }

[duty.answer-serious]
owner  = "supplier"
starts = "receive"
within = "12 weeks"
met_by = "answer"
when   = { kind = "serious" }

[duty.answer-after-allocation]
owner  = "supplier"
starts = "allocate"
within = "12 weeks"
met_by = "answer"
when   = { kind = "serious" }
soft   = true
```

## 46 Over all

```toml
[duty.hand-over]
owner  = "clerk"
starts = "receive"
within = "3 working days"
met_by = "allocate"
ends   = "close"
```

## 49 After a gap

```toml
[asks-nothing]
reason = "It only explains."
```
"#;

#[test]
fn limits_that_meet_are_told() {
    let procedure = Procedure::read(&sources("limits.md", LIMITS)).unwrap();
    let report = check(&procedure);
    let findings: Vec<String> =
        report.findings.iter().map(|finding| format!("{}\n    {}\n", finding.title, finding.words)).collect();
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(format!("{}\n{}", findings.join("\n"), report.faults.text()));
    });
    for finding in &report.findings {
        assert!(finding.places.iter().all(|place| !procedure.anchor(*place).is_empty()), "{finding:?}");
    }
}

/// A procedure of one id that opens cases under another.
fn document(id: &str, rules: &str) -> (String, String) {
    let text = format!(
        "# 1 All\n\n```toml\n[procedure]\nid = \"{id}\"\nversion = \"1\"\nin_force = {{ from = 2024-04-01 }}\ntitle = \"{id}\"\n\
         authority = \"A\"\nsource = \"S\"\ncase = \"case\"\ncalendar = \"england-and-wales\"\nreference = \"{id}/{{code}}\"\n\n\
         [role.clerk]\n[view.clerk]\nsees = \"everything\"\n[stage.open]\n[stage.shut]\nend = true\n{rules}\n```\n"
    );
    (format!("{id}/1/procedure.md"), text)
}

#[test]
fn what_a_step_opens_can_be_begun() {
    let first = r#"
[fact.reason]
asks = "Why?"
label = "Reason"
type = "text"
[fact.when]
asks = "When?"
label = "When"
type = "date"
[step.receive]
begins = true
by = "clerk"
to = "open"
asks = ["reason?", "when"]
[step.pass]
title = "Pass it on"
by = "clerk"
from = "open"
to = "shut"
opens = { procedure = "second", gives = GIVES }
"#;
    let second = r#"
[fact.first]
asks = "Which case?"
label = "First case"
type = "case"
[fact.reason]
asks = "Why?"
label = "Reason"
type = "text"
[fact.day]
asks = "When?"
label = "Day"
type = "date"
[step.begin]
begins = true
by = "clerk"
to = "open"
asks = ["first", "reason", "day"]
[step.end]
by = "clerk"
from = "open"
to = "shut"
"#;
    let read = |gives: &str| {
        Library::read([document("first", &first.replace("GIVES", gives)), document("second", second)])
            .unwrap_or_else(|faults| panic!("{faults:#}"))
            .loose_ends()
    };
    let faults = read(r#"{ first = "this", reason = "reason", day = "when" }"#);
    let told: Vec<&str> = faults.iter().map(procedure::Fault::message).collect();
    assert_eq!(
        told,
        ["A case under “second” may not be begun by the step “pass”: it must be told “reason”, and “Reason” may not be known"]
    );
    let told: Vec<String> =
        read(r#"{ first = "reason", reason = "when" }"#).iter().map(|fault| fault.message().to_owned()).collect();
    insta::assert_snapshot!(told.join("\n"));
}
