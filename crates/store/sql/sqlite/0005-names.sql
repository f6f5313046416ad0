-- Who is who ---------------------------------------------------------------------------------------------------------

-- Somebody typed this name where it keeps the case from whoever it names, and nobody of the directory was meant: to be looked at
-- until somebody says who it is.
ALTER TABLE person ADD COLUMN unresolved INTEGER NOT NULL DEFAULT 0;

-- The number of the next person. Numbers are given out before it is known whether they are used.
CREATE TABLE person_number (
  next INTEGER NOT NULL
) STRICT;
INSERT INTO person_number SELECT ifnull(max(id), 0) + 1 FROM person;

-- Who said which records are one human being, or that a name is nobody of the directory. Without `by`: on the command line.
CREATE TABLE person_said (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  at     INTEGER NOT NULL,
  by     INTEGER REFERENCES person (id),
  what   TEXT NOT NULL CHECK (what IN ('merged', 'parted', 'nobody')),
  person INTEGER NOT NULL REFERENCES person (id),
  other  INTEGER REFERENCES person (id)
) STRICT;
CREATE TRIGGER person_said_stays BEFORE DELETE ON person_said
  BEGIN SELECT raise(ABORT, 'what was said of people is never deleted'); END;
CREATE TRIGGER person_said_as_it_was BEFORE UPDATE ON person_said
  BEGIN SELECT raise(ABORT, 'what was said of people is never changed'); END;
