//! Markdown and facts to accessible PDF and plain text.
