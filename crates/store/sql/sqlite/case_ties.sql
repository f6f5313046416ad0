-- What the cases ?1 name. It says nothing of who may see that: the caller passes on only what lies between cases that may be
-- seen.
SELECT case_link.case_id, other.id, case_link.fact, case_link.label
  FROM json_each(?1) AS asked
 CROSS JOIN case_link ON case_link.case_id = asked.value
 CROSS JOIN "case" AS other ON other.reference = case_link.reference
 ORDER BY case_link.case_id, case_link.item
