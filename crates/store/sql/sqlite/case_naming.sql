-- Follows visible.sql. The cases that name case ?2, as far as whoever asks may see them and that they do, after item ?4 of
-- case ?3; ?5 at most. Of procedure ?6 and under fact ?7 only, when these are given.
SELECT 0, case_link.item, case_link.fact, case_link.label, visible.id, visible.reference, visible.procedure, visible.version,
       visible.stage, visible.open,
       ifnull((SELECT person.name FROM person
                WHERE case_sight.who GLOB char(1) || '[0-9]*'
                  AND person.id = CAST(substr(case_sight.who, 2) AS INTEGER)), case_sight.who), case_sight.about
  FROM case_link
 CROSS JOIN visible ON visible.id = case_link.case_id
 CROSS JOIN case_sight ON case_sight.case_id = visible.id AND case_sight.sight = visible.sight
 WHERE case_link.reference = (SELECT asked.reference FROM visible AS asked WHERE asked.id = ?2 AND asked.sight IS NOT NULL)
   AND (case_link.case_id, case_link.item) > (?3, ?4) AND case_link.case_id <> ?2
   AND (?6 IS NULL OR (visible.procedure = ?6 AND case_link.fact = ?7))
   AND visible.sight IN (SELECT value FROM json_each(case_link.sights))
 ORDER BY case_link.case_id, case_link.item
 LIMIT ?5
