//! How long a letter takes to set, once fonts and template are read.

#[path = "../tests/common/mod.rs"]
mod common;

use std::sync::atomic::{AtomicUsize, Ordering};

use common::response;
use divan::Bencher;
use letters::Letter;

fn main() {
    // The first letter reads the fonts; a server does so once.
    let _ = letters::pdf(&response(), jiff::Timestamp::UNIX_EPOCH);
    divan::main();
}

/// Each letter is another, as on a server: nothing of the one before may be used again but fonts and template.
fn next() -> Letter {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let mut letter = response();
    letter.subject.push_str(&format!(" {number}"));
    for block in &mut letter.blocks {
        block.markdown = block.markdown.replace(" the ", &format!(" the {number} "));
    }
    letter
}

#[divan::bench]
fn response_pdf(bencher: Bencher) {
    bencher.with_inputs(next).bench_values(|letter| letters::pdf(&letter, jiff::Timestamp::UNIX_EPOCH));
}

#[divan::bench]
fn response_text(bencher: Bencher) {
    bencher.with_inputs(next).bench_values(|letter| letters::text(&letter));
}

#[divan::bench]
fn response_preview(bencher: Bencher) {
    bencher.with_inputs(next).bench_values(|letter| letters::page_html(&letter));
}
