-- Follows visible.sql and duty_kinds.sql. All of the kinds that are seen, less those behind a wall, and those that are
-- seen only as a party: the first count is the only large one, and looks at nothing but the index.
SELECT sum(late), sum(past), sum(today), sum(week), sum(every) FROM (
  SELECT count(*) FILTER (WHERE duty.due < ?6 AND NOT duty.soft) AS late, count(*) FILTER (WHERE duty.due < ?6) AS past,
         count(*) FILTER (WHERE duty.due_day <= ?7) AS today, count(*) FILTER (WHERE duty.due_day <= ?8) AS week,
         count(*) AS every
    FROM owed CROSS JOIN duty ON duty.kind = owed.id AND duty.open = 1
   WHERE owed.seen AND duty.owed_from <= ?6
     AND (?2 IS NULL OR EXISTS (SELECT 1 FROM placed WHERE placed.case_id = duty.case_id))
     AND (?3 IS NULL OR duty.stage = ?3) AND (?4 IS NULL OR duty.duty = ?4)
     AND (?5 IS NULL OR ?5 = (SELECT procedure FROM "case" WHERE "case".id = duty.case_id))
  UNION ALL
  SELECT -count(*) FILTER (WHERE duty.due < ?6 AND NOT duty.soft), -count(*) FILTER (WHERE duty.due < ?6),
         -count(*) FILTER (WHERE duty.due_day <= ?7), -count(*) FILTER (WHERE duty.due_day <= ?8), -count(*)
    FROM walled CROSS JOIN duty ON duty.case_id = walled.case_id AND duty.open = 1
   WHERE duty.kind IN (SELECT id FROM owed WHERE seen) AND duty.owed_from <= ?6
     -- Of a site, none of them was counted.
     AND ?2 IS NULL
     AND (?3 IS NULL OR duty.stage = ?3) AND (?4 IS NULL OR duty.duty = ?4)
     AND (?5 IS NULL OR ?5 = (SELECT procedure FROM "case" WHERE "case".id = duty.case_id))
  UNION ALL
  SELECT count(*) FILTER (WHERE duty.due < ?6 AND NOT duty.soft), count(*) FILTER (WHERE duty.due < ?6),
         count(*) FILTER (WHERE duty.due_day <= ?7), count(*) FILTER (WHERE duty.due_day <= ?8), count(*)
    FROM (SELECT DISTINCT case_id FROM party) AS mine CROSS JOIN duty ON duty.case_id = mine.case_id AND duty.open = 1
   WHERE duty.kind IN (SELECT id FROM owed WHERE NOT seen) AND duty.owed_from <= ?6
     AND duty.case_id NOT IN (SELECT case_id FROM walled)
     AND (?2 IS NULL OR EXISTS (SELECT 1 FROM placed WHERE placed.case_id = duty.case_id))
     AND (?3 IS NULL OR duty.stage = ?3) AND (?4 IS NULL OR duty.duty = ?4)
     AND (?5 IS NULL OR ?5 = (SELECT procedure FROM "case" WHERE "case".id = duty.case_id))
)
