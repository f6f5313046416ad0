-- Follows visible.sql. Of the cases ?2, those that whoever asks may see, as a walk from case to case gives them.
SELECT 0, 0, 0, '', visible.id, visible.reference, visible.procedure, visible.version, visible.stage, visible.open,
       ifnull((SELECT person.name FROM person
                WHERE case_sight.who GLOB char(1) || '[0-9]*'
                  AND person.id = CAST(substr(case_sight.who, 2) AS INTEGER)), case_sight.who), case_sight.about,
       visible.received, visible.closed
  FROM json_each(?2) AS asked
 CROSS JOIN visible ON visible.id = asked.value
 CROSS JOIN case_sight ON case_sight.case_id = visible.id AND case_sight.sight = visible.sight
 WHERE visible.sight IS NOT NULL
