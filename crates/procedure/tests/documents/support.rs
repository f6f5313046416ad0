//! Reads the documents of a folder of tests.

use std::collections::BTreeMap;
use std::path::Path;

use procedure::Sources;

/// What every procedure needs. It is put at the end of a fragment without a head, so that the lines of the fragment keep their
/// numbers.
const BASE: &str = r#"
# The rest of the procedure

```toml
[procedure]
id        = "parish"
version   = "1"
in_force  = { from = 2024-04-01 }
title     = "Complaints to the parish"
authority = "The parish council"
source    = "Minutes"
case      = "complaint"
calendar  = "england-and-wales"
reference = "P/{code}"

[role.clerk]
[role.chair]

[view.everyone]
for  = ["clerk", "chair"]
sees = "everything"

[stage.received]
[stage.closed]
end = true

[step.receive]
begins = true
by     = "clerk"
to     = "received"

[step.close]
by     = "clerk"
from   = "received"
to     = "closed"
```
"#;

/// The documents of a folder beside this file, by name, in order. A template of a letter stands in a document as a block
/// marked `letter` and its name.
pub(crate) fn documents(folder: &str) -> Vec<(String, Sources)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(folder);
    let mut documents = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = read(&path);
        documents.push((name.clone(), sources(&format!("{name}.md"), &text)));
    }
    documents.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(!documents.is_empty());
    documents
}

/// A document as the reader wants it.
pub(crate) fn sources(path: &str, text: &str) -> Sources {
    let mut letters = BTreeMap::new();
    for block in text.split("```letter ").skip(1) {
        let (name, rest) = block.split_once('\n').unwrap();
        let (template, _) = rest.split_once("\n```").unwrap();
        letters.insert(format!("{}.md", name.trim()), template.to_owned());
    }
    let whole = text.contains("[procedure]") || text.contains("(no head)");
    let text = if whole { text.to_owned() } else { format!("{text}{BASE}") };
    Sources { path: path.to_owned(), text, letters }
}

#[expect(clippy::disallowed_methods, reason = "tests read the documents that they test")]
pub(crate) fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}
