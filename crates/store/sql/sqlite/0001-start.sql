-- Times are INTEGER microseconds since 1970-01-01T00:00:00Z; civil days are TEXT “2017-04-05”; yes is 1 and no is 0.
-- Names in rows are names of a procedure, never its internal ids.

-- Who there is -------------------------------------------------------------------------------------------------------

CREATE TABLE organisation (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

CREATE TABLE person (
  id           INTEGER PRIMARY KEY,
  name         TEXT NOT NULL,
  job          TEXT NOT NULL,
  grade        INTEGER,
  organisation INTEGER REFERENCES organisation (id),
  -- Always the person who stays, never one who was merged in turn.
  merged_into  INTEGER REFERENCES person (id),
  -- All records of one human being share it.
  root         INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(merged_into, id)) VIRTUAL
) STRICT;
CREATE INDEX person_root ON person (root);

CREATE TABLE site (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  attributes TEXT NOT NULL
) STRICT;

CREATE TABLE role_held (
  person INTEGER NOT NULL REFERENCES person (id),
  role   TEXT NOT NULL,
  site   INTEGER REFERENCES site (id)
) STRICT;
CREATE UNIQUE INDEX role_held_once ON role_held (person, role, coalesce(site, 0));

CREATE TABLE account (
  username      TEXT PRIMARY KEY,
  person        INTEGER NOT NULL REFERENCES person (id),
  password_hash TEXT NOT NULL,
  disabled      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX account_person ON account (person);

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  person     INTEGER NOT NULL REFERENCES person (id),
  csrf       TEXT NOT NULL,
  created    INTEGER NOT NULL,
  last_seen  INTEGER NOT NULL,
  expires    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_person ON session (person);

-- What happened ------------------------------------------------------------------------------------------------------

CREATE TABLE procedure_version (
  id      TEXT NOT NULL,
  version TEXT NOT NULL,
  hash    TEXT NOT NULL,
  text    TEXT NOT NULL,
  letters TEXT NOT NULL,
  PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE "case" (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  reference      TEXT NOT NULL UNIQUE,
  procedure      TEXT NOT NULL,
  version        TEXT NOT NULL,
  procedure_hash TEXT NOT NULL,
  seq            INTEGER NOT NULL,
  -- From here on derived from the entries.
  stage          TEXT NOT NULL,
  open           INTEGER NOT NULL,
  site           INTEGER,
  received       INTEGER NOT NULL,
  closed         INTEGER,
  audience       INTEGER NOT NULL,
  rows_hash      BLOB NOT NULL,
  FOREIGN KEY (procedure, version) REFERENCES procedure_version (id, version)
) STRICT;
CREATE INDEX case_stage ON "case" (procedure, stage, open);

CREATE TABLE entry (
  pos          INTEGER PRIMARY KEY AUTOINCREMENT,
  case_id      INTEGER NOT NULL REFERENCES "case" (id),
  seq          INTEGER NOT NULL,
  happened     INTEGER NOT NULL,
  recorded     INTEGER NOT NULL,
  by           INTEGER NOT NULL REFERENCES person (id),
  role         TEXT,
  frame        TEXT NOT NULL,
  -- Both are NULL once lawful erasure took the content away.
  content      TEXT,
  salt         BLOB,
  content_hash BLOB NOT NULL,
  prev_hash    BLOB NOT NULL,
  hash         BLOB NOT NULL,
  UNIQUE (case_id, seq)
) STRICT;

CREATE TABLE seal (
  number    INTEGER PRIMARY KEY AUTOINCREMENT,
  first_pos INTEGER NOT NULL,
  last_pos  INTEGER NOT NULL,
  entries   INTEGER NOT NULL,
  prev_hash BLOB NOT NULL,
  hash      BLOB NOT NULL
) STRICT;

CREATE TABLE serial (
  pattern TEXT NOT NULL,
  year    INTEGER NOT NULL,
  last    INTEGER NOT NULL,
  PRIMARY KEY (pattern, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE form_key (
  person    INTEGER NOT NULL,
  token     TEXT NOT NULL,
  case_id   INTEGER NOT NULL REFERENCES "case" (id),
  first_seq INTEGER NOT NULL,
  last_seq  INTEGER NOT NULL,
  PRIMARY KEY (person, token)
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
  sha256 TEXT PRIMARY KEY,
  media  TEXT NOT NULL,
  bytes  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE look (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  person  INTEGER NOT NULL REFERENCES person (id),
  role    TEXT,
  case_id INTEGER REFERENCES "case" (id),
  what    TEXT NOT NULL,
  at      INTEGER NOT NULL
) STRICT;
CREATE INDEX look_case ON look (case_id, at);

CREATE TABLE outbox (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  case_id      INTEGER NOT NULL REFERENCES "case" (id),
  seq          INTEGER NOT NULL,
  kind         TEXT NOT NULL,
  payload      TEXT NOT NULL,
  created      INTEGER NOT NULL,
  done         INTEGER,
  attempts     INTEGER NOT NULL DEFAULT 0,
  leased_until INTEGER NOT NULL DEFAULT 0,
  last_error   TEXT
) STRICT;
CREATE INDEX outbox_waiting ON outbox (leased_until, id) WHERE done IS NULL;

-- Mistakes in a program cannot rewrite what happened. (Whoever can edit the file can drop these: that is what the
-- hashes are for.)
CREATE TRIGGER entry_stays BEFORE DELETE ON entry
  BEGIN SELECT raise(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER entry_as_it_was
  BEFORE UPDATE OF pos, case_id, seq, happened, recorded, by, role, frame, content_hash, prev_hash, hash ON entry
  BEGIN SELECT raise(ABORT, 'entries are never changed'); END;
CREATE TRIGGER seal_stays BEFORE DELETE ON seal
  BEGIN SELECT raise(ABORT, 'seals are never deleted'); END;
CREATE TRIGGER seal_as_it_was BEFORE UPDATE ON seal
  BEGIN SELECT raise(ABORT, 'seals are never changed'); END;
CREATE TRIGGER look_stays BEFORE DELETE ON look
  BEGIN SELECT raise(ABORT, 'looks are never deleted'); END;
CREATE TRIGGER look_as_it_was BEFORE UPDATE ON look
  BEGIN SELECT raise(ABORT, 'looks are never changed'); END;

-- What is derived from entries, and can be made again from them ------------------------------------------------------

-- A list of roles that see a case, each with the position of what it sees. Many cases share one list; its id is the
-- start of the list's own hash, so that a rebuild gives the same id.
CREATE TABLE audience (
  id    INTEGER NOT NULL,
  role  TEXT NOT NULL,
  sight INTEGER NOT NULL,
  PRIMARY KEY (id, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX audience_role ON audience (role);

-- A list of roles that owe a duty, likewise shared.
CREATE TABLE team (
  id   INTEGER NOT NULL,
  item INTEGER NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (id, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX team_role ON team (role);

CREATE TABLE case_wall (
  case_id INTEGER NOT NULL,
  person  INTEGER NOT NULL,
  PRIMARY KEY (case_id, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_wall_person ON case_wall (person);

CREATE TABLE case_party (
  case_id INTEGER NOT NULL,
  person  INTEGER NOT NULL,
  sight   INTEGER NOT NULL,
  PRIMARY KEY (case_id, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_party_person ON case_party (person);

CREATE TABLE case_sight (
  id      INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL,
  sight   INTEGER NOT NULL,
  who     TEXT NOT NULL,
  about   TEXT NOT NULL,
  filters TEXT NOT NULL,
  text    TEXT NOT NULL,
  UNIQUE (case_id, sight)
) STRICT;

CREATE VIRTUAL TABLE case_text USING fts5 (
  text,
  content = 'case_sight', content_rowid = 'id',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER case_text_in AFTER INSERT ON case_sight
  BEGIN INSERT INTO case_text (rowid, text) VALUES (new.id, new.text); END;
CREATE TRIGGER case_text_out AFTER DELETE ON case_sight
  BEGIN INSERT INTO case_text (case_text, rowid, text) VALUES ('delete', old.id, old.text); END;
CREATE TRIGGER case_text_anew AFTER UPDATE OF text ON case_sight WHEN old.text <> new.text
  BEGIN
    INSERT INTO case_text (case_text, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO case_text (rowid, text) VALUES (new.id, new.text);
  END;

CREATE TABLE duty (
  case_id     INTEGER NOT NULL,
  item        INTEGER NOT NULL,
  duty        TEXT NOT NULL,
  number      INTEGER NOT NULL,
  title       TEXT NOT NULL,
  team        INTEGER NOT NULL,
  holder      INTEGER,
  step        TEXT,
  owed_from   INTEGER NOT NULL,
  due         INTEGER,
  due_day     TEXT,
  open        INTEGER NOT NULL,
  met         INTEGER,
  soft        INTEGER NOT NULL,
  provisional INTEGER NOT NULL,
  -- As long as the duty is open: who owes and who sees it where, and the case's stage, so that work lists need not look
  -- at each case.
  kind        INTEGER,
  stage       TEXT,
  PRIMARY KEY (case_id, item)
) STRICT, WITHOUT ROWID;
-- Holds all that counting needs, `open` included, so that the table itself is not read.
CREATE INDEX duty_owed ON duty (kind, due, due_day, owed_from, duty, stage, open) WHERE open = 1;
CREATE INDEX duty_urgent ON duty (ifnull(due, 9223372036854775807)) WHERE open = 1;
CREATE INDEX duty_held ON duty (holder) WHERE open = 1 AND holder IS NOT NULL;

-- Open duties with one team in cases of one audience and one site: a work list takes or leaves them together. Shared
-- like audiences.
CREATE TABLE duty_kind (
  id       INTEGER PRIMARY KEY,
  team     INTEGER NOT NULL,
  audience INTEGER NOT NULL,
  site     INTEGER
) STRICT;
CREATE INDEX duty_kind_team ON duty_kind (team, site);

-- The people whom an open duty names.
CREATE TABLE duty_person (
  case_id INTEGER NOT NULL,
  item    INTEGER NOT NULL,
  place   INTEGER NOT NULL,
  person  INTEGER NOT NULL,
  PRIMARY KEY (case_id, item, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX duty_person_person ON duty_person (person);

CREATE TABLE notice (
  case_id INTEGER NOT NULL,
  seq     INTEGER NOT NULL,
  item    INTEGER NOT NULL,
  notice  TEXT NOT NULL,
  carries TEXT NOT NULL,
  sent    INTEGER NOT NULL,
  PRIMARY KEY (case_id, seq, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE notice_to (
  case_id INTEGER NOT NULL,
  seq     INTEGER NOT NULL,
  item    INTEGER NOT NULL,
  role    TEXT,
  person  INTEGER,
  CHECK ((role IS NULL) <> (person IS NULL))
) STRICT;
CREATE INDEX notice_to_case ON notice_to (case_id);
CREATE INDEX notice_to_role ON notice_to (role) WHERE role IS NOT NULL;
CREATE INDEX notice_to_person ON notice_to (person) WHERE person IS NOT NULL;

-- Not derived: who has read a notice.
CREATE TABLE notice_read (
  case_id INTEGER NOT NULL,
  seq     INTEGER NOT NULL,
  item    INTEGER NOT NULL,
  person  INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (case_id, seq, item, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_document (
  case_id INTEGER NOT NULL,
  seq     INTEGER NOT NULL,
  sha256  TEXT NOT NULL REFERENCES document (sha256),
  PRIMARY KEY (case_id, seq, sha256)
) STRICT, WITHOUT ROWID;
