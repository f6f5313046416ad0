-- The store itself ---------------------------------------------------------------------------------------------------

-- When something was last written, to the second or so, and how often somebody said that the clock is right although it does not
-- go with that. No row as long as nothing was written.
CREATE TABLE clock (
  only     INTEGER PRIMARY KEY CHECK (only = 1),
  last     INTEGER NOT NULL,
  accepted INTEGER NOT NULL
) STRICT;

-- When somebody last said that a document is about to be kept: what no case refers to a day later is left over.
ALTER TABLE document ADD COLUMN claimed INTEGER NOT NULL DEFAULT 0;
UPDATE document SET claimed = CAST(unixepoch('now') AS INTEGER) * 1000000;
