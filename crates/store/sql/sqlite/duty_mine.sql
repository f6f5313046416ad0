-- Follows visible.sql. What is owed by whoever asks, in person.
-- ?2 site, ?3 stage, ?4 duty, ?5 procedure, ?6 now, ?7 today, ?8 the last day of the week
, candidate (case_id, item, due, due_day, soft, rank) AS NOT MATERIALIZED (
  SELECT duty.case_id, duty.item, duty.due, duty.due_day, duty.soft, CASE WHEN duty.due < ?6 THEN duty.soft ELSE 2 END
    FROM (SELECT case_id, item FROM duty WHERE open = 1 AND holder IN (SELECT person FROM me)
          UNION
          SELECT case_id, item FROM duty_person WHERE person IN (SELECT person FROM me)) AS mine
   CROSS JOIN duty ON duty.case_id = mine.case_id AND duty.item = mine.item
   CROSS JOIN visible ON visible.id = duty.case_id
   WHERE duty.open = 1 AND duty.owed_from <= ?6 AND visible.sight IS NOT NULL
     AND (?2 IS NULL OR EXISTS (
           SELECT 1 FROM case_sight
            WHERE case_sight.case_id = visible.id AND case_sight.sight = visible.sight AND case_sight.site = ?2))
     AND (?3 IS NULL OR duty.stage = ?3) AND (?4 IS NULL OR duty.duty = ?4)
     AND (?5 IS NULL OR visible.procedure = ?5)
)
