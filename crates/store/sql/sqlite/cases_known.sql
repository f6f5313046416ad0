-- Follows visible.sql. Which of the references ?2 are those of cases that whoever asks may see.
SELECT visible.reference
  FROM json_each(?2) AS asked
 CROSS JOIN "case" ON "case".reference = asked.value
 CROSS JOIN visible ON visible.id = "case".id
 WHERE visible.sight IS NOT NULL
