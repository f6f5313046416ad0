-- The version that a case is run under now; NULL: the one it was opened under, which its first hash covers.
ALTER TABLE "case" ADD COLUMN run_version TEXT;
ALTER TABLE "case" ADD COLUMN run_hash TEXT;

-- The cases that the same form opened beside, as a list of id, reference and number of the last entry.
ALTER TABLE form_key ADD COLUMN opened TEXT NOT NULL DEFAULT '[]';

-- Documents that no case refers to any more since an erasure: their files are to be deleted.
CREATE TABLE document_doomed (
  sha256 TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Whether a case still refers to a document.
CREATE INDEX case_document_sha256 ON case_document (sha256);

-- Derived ------------------------------------------------------------------------------------------------------------

-- Whose matter a case is, when it is a person of the directory.
CREATE TABLE case_subject (
  case_id INTEGER PRIMARY KEY,
  person  INTEGER NOT NULL
) STRICT;

-- Other cases that a case names, by reference; there may be no such case.
CREATE TABLE case_link (
  case_id   INTEGER NOT NULL,
  item      INTEGER NOT NULL,
  fact      TEXT NOT NULL,
  label     TEXT NOT NULL,
  reference TEXT NOT NULL,
  PRIMARY KEY (case_id, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_link_reference ON case_link (reference);

-- People for whom a case meets the condition of a count over cases.
CREATE TABLE case_tally (
  case_id INTEGER NOT NULL,
  fact    TEXT NOT NULL,
  person  INTEGER NOT NULL,
  since   INTEGER NOT NULL,
  PRIMARY KEY (case_id, fact, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_tally_person ON case_tally (person, fact, since);

-- What a case puts on people. `says`, `limits` and `roles` are JSON.
CREATE TABLE case_mark (
  case_id INTEGER NOT NULL,
  item    INTEGER NOT NULL,
  mark    TEXT NOT NULL,
  person  INTEGER NOT NULL,
  title   TEXT NOT NULL,
  says    TEXT NOT NULL,
  limits  TEXT NOT NULL,
  roles   TEXT NOT NULL,
  since   INTEGER NOT NULL,
  PRIMARY KEY (case_id, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_mark_person ON case_mark (person);

-- The search index forgets a text that is taken away at once, and not when it happens to be put in order; what it should
-- have forgotten before is gone once it is made anew.
INSERT INTO case_text (case_text, rank) VALUES ('secure-delete', 1);
INSERT INTO case_text (case_text) VALUES ('rebuild');
