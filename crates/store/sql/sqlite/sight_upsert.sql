INSERT INTO case_sight (case_id, sight, who, about, filters, text, site)
SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6 FROM jsonb_each(?1) WHERE true
ON CONFLICT (case_id, sight) DO UPDATE SET
  who = excluded.who, about = excluded.about, filters = excluded.filters, text = excluded.text,
  site = excluded.site
