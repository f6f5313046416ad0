DELETE FROM duty WHERE (case_id, item) IN (
  SELECT duty.case_id, duty.item FROM jsonb_each(?1) AS cut
    CROSS JOIN duty ON duty.case_id = cut.value ->> 0 AND duty.item >= cut.value ->> 1)
