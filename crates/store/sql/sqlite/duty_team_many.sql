-- Follows visible.sql and duty_kinds.sql. By urgency until the page is full: quick when many of all duties are the actor's.
, candidate (case_id, item, due, due_day, soft, rank) AS NOT MATERIALIZED (
  SELECT duty.case_id, duty.item, duty.due, duty.due_day, duty.soft, 0
    FROM duty INDEXED BY duty_urgent
   WHERE duty.open = 1 AND duty.owed_from <= ?6
     AND (?3 IS NULL OR duty.stage = ?3) AND (?4 IS NULL OR duty.duty = ?4)
     AND (?5 IS NULL OR ?5 = (SELECT procedure FROM "case" WHERE "case".id = duty.case_id))
     AND (duty.kind IN (SELECT id FROM owed WHERE seen)
          OR (duty.kind IN (SELECT id FROM owed WHERE NOT seen) AND duty.case_id IN (SELECT case_id FROM party)))
     AND duty.case_id NOT IN (SELECT case_id FROM walled)
     AND (?2 IS NULL OR EXISTS (SELECT 1 FROM placed WHERE placed.case_id = duty.case_id))
)
