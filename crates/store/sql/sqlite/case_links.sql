-- Follows visible.sql. The cases that case ?2 names, and those that name it, as far as whoever asks may see them.
, asked (id, reference) AS MATERIALIZED (
  SELECT id, reference FROM visible WHERE id = ?2 AND sight IS NOT NULL
),
link (outgoing, place, fact, label, id) AS MATERIALIZED (
  SELECT 1, case_link.item, case_link.fact, case_link.label, other.id
    FROM asked
   CROSS JOIN case_link ON case_link.case_id = asked.id
   CROSS JOIN "case" AS other ON other.reference = case_link.reference
  UNION ALL
  SELECT 0, case_link.item, case_link.fact, case_link.label, case_link.case_id
    FROM asked
   CROSS JOIN case_link ON case_link.reference = asked.reference AND case_link.case_id <> asked.id
)
SELECT link.outgoing, link.fact, link.label, visible.reference, visible.procedure, visible.version, visible.stage,
       visible.open,
       -- A person is named as the directory names them now.
       ifnull((SELECT person.name FROM person
                WHERE case_sight.who GLOB char(1) || '[0-9]*'
                  AND person.id = CAST(substr(case_sight.who, 2) AS INTEGER)), case_sight.who), case_sight.about
  FROM link
 CROSS JOIN visible ON visible.id = link.id
 CROSS JOIN case_sight ON case_sight.case_id = visible.id AND case_sight.sight = visible.sight
 WHERE visible.sight IS NOT NULL
 ORDER BY link.outgoing DESC, CASE WHEN link.outgoing THEN 0 ELSE link.id END, link.place
