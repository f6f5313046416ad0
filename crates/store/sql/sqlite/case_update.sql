UPDATE "case" SET
  seq = row.value ->> 1, rows_hash = unhex(row.value ->> 2),
  stage = row.value ->> 0 ->> 1, open = row.value ->> 0 ->> 2, site = row.value ->> 0 ->> 3,
  received = row.value ->> 0 ->> 4, closed = row.value ->> 0 ->> 5, audience = row.value ->> 0 ->> 6
FROM jsonb_each(?1) AS row
WHERE "case".id = row.value ->> 0 ->> 0
