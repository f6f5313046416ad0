DELETE FROM case_sight WHERE id IN (
  SELECT case_sight.id FROM jsonb_each(?1) AS cut
    CROSS JOIN case_sight ON case_sight.case_id = cut.value ->> 0 AND case_sight.sight >= cut.value ->> 1)
