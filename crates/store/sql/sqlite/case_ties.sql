-- Which of the cases ?1 name which others of them. Whoever asks has been shown them all.
SELECT case_link.case_id, other.id, case_link.fact, case_link.label
  FROM json_each(?1) AS asked
 CROSS JOIN case_link ON case_link.case_id = asked.value
 CROSS JOIN "case" AS other ON other.reference = case_link.reference
 WHERE other.id IN (SELECT value FROM json_each(?1))
 ORDER BY case_link.case_id, case_link.item
