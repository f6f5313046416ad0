//! Stops a build that has no assets to embed, and says how to make them.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=../../web/dist");
    for asset in ["app.css", "app.js"] {
        if !Path::new("../../web/dist").join(asset).is_file() {
            println!(
                "cargo::error=web/dist/{asset} is missing, so the pages would have no styles or scripts: run \"make assets\" \
                 (or \"npm ci && npm run build\" in web/) and build again"
            );
        }
    }
}
