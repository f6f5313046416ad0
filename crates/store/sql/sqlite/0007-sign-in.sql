-- Signing in ---------------------------------------------------------------------------------------------------------

-- A session belongs to an account, and says where it was begun. Those of before end.
DELETE FROM session;
ALTER TABLE session ADD COLUMN username TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN agent TEXT NOT NULL DEFAULT '';

-- Each try to sign in. `username` is NULL when there is no such account: people type passwords into the wrong box.
CREATE TABLE sign_in (
  id       INTEGER PRIMARY KEY,
  username TEXT,
  address  TEXT NOT NULL,
  outcome  TEXT NOT NULL,
  at       INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_username ON sign_in (username, at);
CREATE INDEX sign_in_at ON sign_in (at);
CREATE INDEX sign_in_address ON sign_in (address, at);
-- Where somebody signed in before.
CREATE INDEX sign_in_known ON sign_in (username, address, at) WHERE outcome = 'right';

-- How many tries failed one after the other, and until when no further one is taken. `name` is a hash: of a user name, of a user
-- name at an address, or of an address.
CREATE TABLE sign_in_limit (
  name   TEXT PRIMARY KEY,
  failed INTEGER NOT NULL,
  last   INTEGER NOT NULL,
  until  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
