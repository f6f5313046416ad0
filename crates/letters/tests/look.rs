//! What a letter looks like as text and as HTML.

mod common;

use common::response;
use letters::{html, page_html, text};

#[test]
fn plain_text() {
    insta::assert_snapshot!(text(&letters::Letter { draft: true, ..response() }));
}

#[test]
fn preview() {
    insta::assert_snapshot!(page_html(&letters::Letter { draft: true, ..response() }));
}

#[test]
fn fragment() {
    let all: Vec<String> = response().blocks.into_iter().map(|block| block.markdown).collect();
    insta::assert_snapshot!(html(&all.join("\n\n")));
}

#[test]
fn welsh_letters_have_welsh_words_and_persian_ones_run_from_the_right() {
    let mut letter = letters::Letter { language: "cy".to_owned(), draft: true, ..response() };
    assert!(text(&letter).starts_with("DRAFFT\n"));
    assert!(text(&letter).contains("\nAmgaeadau:\n"));
    letter.language = "fa".to_owned();
    assert!(page_html(&letter).starts_with("<article class=\"rd-letter\" lang=\"fa\" dir=\"rtl\">"));
    assert!(html("سلام John").starts_with("<p dir=\"rtl\">"));
}

#[test]
fn what_a_letter_may_not_hold_is_shown_as_it_was_written() {
    let cases = [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("a <b onclick='x'>b</b>", "<p>a &lt;b onclick=&#39;x&#39;&gt;b&lt;/b&gt;</p>\n"),
        ("[go](javascript:alert(1))", "<p>[go](javascript:alert(1))</p>\n"),
        (
            "![pixel](https://example.org/p.png)",
            "<p>![pixel](<a href=\"https://example.org/p.png\" rel=\"noreferrer\">https://example.org/p.png</a>)</p>\n",
        ),
        (
            "[a](https://example.org/\"onclick=\"x)",
            "<p><a href=\"https://example.org/%22onclick=%22x\" rel=\"noreferrer\">a</a></p>\n",
        ),
        ("    indented <i>", "<p>indented &lt;i&gt;</p>\n"),
        ("```rust\ncode\n```", "<p>rust<br>\ncode</p>\n"),
        ("`#panic(1)`", "<p>#panic(1)</p>\n"),
        ("3) three\n4) four", "<ol start=\"3\">\n<li>three</li>\n<li>four</li>\n</ol>\n"),
        ("a|b\n-|-\nc|d", "<ul>\n<li><strong>a</strong>: c<br>\n<strong>b</strong>: d</li>\n</ul>\n"),
        ("###### deep\n# top\n#### under", "<h3>deep</h3>\n<h3>top</h3>\n<h4>under</h4>\n"),
        ("x\n\n***\n\ny", "<p>x</p>\n<p>* * *</p>\n<p>y</p>\n"),
        ("- a\n\n  b\n- c", "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n<li>c</li>\n</ul>\n"),
        ("#\n\n>\n\n-\n\n\u{200d}", ""),
    ];
    for (markdown, expected) in cases {
        assert_eq!(html(markdown), expected, "{markdown}");
    }
}
