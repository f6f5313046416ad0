INSERT INTO "case" (
  id, reference, procedure, version, procedure_hash, seq, rows_hash, stage, open, site, received, closed, audience)
SELECT value ->> 0 ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, unhex(value ->> 6),
       value ->> 0 ->> 1, value ->> 0 ->> 2, value ->> 0 ->> 3, value ->> 0 ->> 4, value ->> 0 ->> 5, value ->> 0 ->> 6
  FROM jsonb_each(?1)
