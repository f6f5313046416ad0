//! Keeps cases: entries, the rows derived from them, documents and the outbox.
