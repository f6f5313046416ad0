-- Derived ------------------------------------------------------------------------------------------------------------

-- What no two cases of one whole have the same: values as they are compared. `whole` is a reference, and empty where cases
-- are parts of nothing. Not unique: what was the same before it was compared stays as it is.
CREATE TABLE case_key (
  case_id   INTEGER NOT NULL,
  procedure TEXT NOT NULL,
  fact      TEXT NOT NULL,
  whole     TEXT NOT NULL,
  value     TEXT NOT NULL,
  PRIMARY KEY (case_id, fact)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_key_value ON case_key (procedure, fact, whole, value);

-- Where it arose, as far as the sight shows that.
ALTER TABLE case_sight ADD COLUMN site INTEGER;

-- What a source asks for only where possible is not late.
DROP INDEX duty_owed;
CREATE INDEX duty_owed ON duty (kind, due, due_day, owed_from, duty, stage, soft, open) WHERE open = 1;

-- The store itself ---------------------------------------------------------------------------------------------------

-- The round over all pages whose free room may still hold what was erased: one row, or none when all were overwritten since. It
-- goes on with the page `next`, to the last page, and from the first again up to before `stop`. A file from before may hold some.
CREATE TABLE gap_round (
  only    INTEGER PRIMARY KEY CHECK (only = 1),
  next    INTEGER NOT NULL,
  stop    INTEGER NOT NULL,
  wrapped INTEGER NOT NULL
) STRICT;
INSERT INTO gap_round VALUES (1, 1, 1, 0);

-- Holds a row as long as derived rows are to be made anew, since they were written by an earlier program.
CREATE TABLE rebuild_due (
  only INTEGER PRIMARY KEY CHECK (only = 1)
) STRICT;
INSERT INTO rebuild_due SELECT 1 WHERE EXISTS (SELECT 1 FROM "case");
