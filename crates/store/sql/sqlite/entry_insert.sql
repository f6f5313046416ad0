INSERT INTO entry (pos, case_id, seq, happened, recorded, by, role, frame, content, salt, content_hash, prev_hash, hash)
SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
       value ->> 8, unhex(value ->> 9), unhex(value ->> 10), unhex(value ->> 11), unhex(value ->> 12)
  FROM jsonb_each(?1)
