-- Follows visible.sql. The cases that case ?2 names, as far as whoever asks may see them.
, asked (id) AS MATERIALIZED (
  SELECT id FROM visible WHERE id = ?2 AND sight IS NOT NULL
)
SELECT 1, case_link.item, case_link.fact, case_link.label, visible.id, visible.reference, visible.procedure, visible.version,
       visible.stage, visible.open,
       -- A person is named as the directory names them now.
       ifnull((SELECT person.name FROM person
                WHERE case_sight.who GLOB char(1) || '[0-9]*'
                  AND person.id = CAST(substr(case_sight.who, 2) AS INTEGER)), case_sight.who), case_sight.about
  FROM asked
 CROSS JOIN case_link ON case_link.case_id = asked.id
 CROSS JOIN "case" AS other ON other.reference = case_link.reference
 CROSS JOIN visible ON visible.id = other.id
 CROSS JOIN case_sight ON case_sight.case_id = visible.id AND case_sight.sight = visible.sight
 WHERE visible.sight IS NOT NULL
 ORDER BY case_link.item
