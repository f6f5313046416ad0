-- The record as a whole ------------------------------------------------------------------------------------------------

-- What tells this record from others, in the heads that are kept elsewhere.
CREATE TABLE record (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  id   TEXT NOT NULL
) STRICT;
INSERT INTO record VALUES (1, lower(hex(randomblob(8))));

-- Rows of covered tables that were changed and are not in the journal yet. Triggers put them here, and the writer takes them
-- out in the same transaction, so that whatever is here when a transaction begins was changed by another program (`other`).
CREATE TABLE journal_due (
  what  TEXT NOT NULL,
  key   TEXT NOT NULL,
  other INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (what, key)
) STRICT, WITHOUT ROWID;

-- What was done to rows that are no entries: people, roles, accounts, looks … A line holds no more of a row than a salted hash;
-- once the row is changed or removed, key and salt go, so that nobody can try out what it held.
CREATE TABLE journal (
  pos      INTEGER PRIMARY KEY AUTOINCREMENT,
  at       INTEGER NOT NULL,
  what     TEXT NOT NULL,
  -- “found” when the journal began, “kept”, “gone”; “looks” covers a range of them.
  act      TEXT NOT NULL,
  key      TEXT,
  salt     BLOB,
  -- The line that held for the same row until then.
  replaces INTEGER,
  digest   BLOB NOT NULL,
  hash     BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX journal_live ON journal (what, key) WHERE salt IS NOT NULL;

CREATE TRIGGER journal_stays BEFORE DELETE ON journal
  BEGIN SELECT raise(ABORT, 'the journal is never shortened'); END;
CREATE TRIGGER journal_as_it_was BEFORE UPDATE OF pos, at, what, act, replaces, digest, hash ON journal
  BEGIN SELECT raise(ABORT, 'the journal is never changed'); END;

-- A seal covers the journal up to its last line then.
ALTER TABLE seal ADD COLUMN journal_pos INTEGER;
ALTER TABLE seal ADD COLUMN journal_hash BLOB;
