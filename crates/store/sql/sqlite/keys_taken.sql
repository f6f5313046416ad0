-- Which of the values ?4 of fact ?2 cases of procedure ?1 have that are parts of whole ?3 (empty: of nothing), each with the
-- first of these cases; case ?5 is left out.
SELECT asked.value, min("case".id), "case".reference
  FROM json_each(?4) AS asked
 CROSS JOIN case_key ON case_key.procedure = ?1 AND case_key.fact = ?2 AND case_key.whole = ?3 AND case_key.value = asked.value
 CROSS JOIN "case" ON "case".id = case_key.case_id
 WHERE ?5 IS NULL OR "case".reference <> ?5
 GROUP BY asked.value
