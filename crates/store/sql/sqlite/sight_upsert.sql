INSERT INTO case_sight (case_id, sight, who, about, filters, text)
SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM jsonb_each(?1) WHERE true
ON CONFLICT (case_id, sight) DO UPDATE SET
  who = excluded.who, about = excluded.about, filters = excluded.filters, text = excluded.text
