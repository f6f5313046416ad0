INSERT INTO duty (
  case_id, item, duty, number, title, team, holder, step, owed_from, due, due_day, open, met, soft, provisional,
  kind, stage)
SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
       value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12, value ->> 13, value ->> 14,
       value ->> 15, value ->> 16
  FROM jsonb_each(?1) WHERE true
ON CONFLICT (case_id, item) DO UPDATE SET
  duty = excluded.duty, number = excluded.number, title = excluded.title, team = excluded.team,
  holder = excluded.holder, step = excluded.step, owed_from = excluded.owed_from, due = excluded.due,
  due_day = excluded.due_day, open = excluded.open, met = excluded.met, soft = excluded.soft,
  provisional = excluded.provisional, kind = excluded.kind, stage = excluded.stage
