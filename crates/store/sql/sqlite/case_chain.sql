-- Follows visible.sql. One level of a walk from case to case: those that the cases ?2 name or that name them, as far as
-- whoever asks may see them, without the cases ?3; ?5 lines at most. ?2 is a list of [id, reference, whether it is a whole
-- whose parts are left out]; ?4 says what is a part: [procedure, fact that names its whole].
, near (at, id, reference, whole) AS MATERIALIZED (
  SELECT key, value ->> 0, value ->> 1, value ->> 2 FROM json_each(?2)
),
part (procedure, fact) AS MATERIALIZED (
  SELECT value ->> 0, value ->> 1 FROM json_each(?4)
),
known (id) AS MATERIALIZED (
  SELECT value FROM json_each(?3)
),
link (at, outgoing, item, fact, id) AS (
  SELECT near.at, 1, case_link.item, case_link.fact, other.id
    FROM near
   CROSS JOIN case_link ON case_link.case_id = near.id
   CROSS JOIN "case" AS other ON other.reference = case_link.reference
  UNION ALL
  SELECT near.at, 0, case_link.item, case_link.fact, case_link.case_id
    FROM near
   CROSS JOIN case_link ON case_link.reference = near.reference
   CROSS JOIN "case" AS naming ON naming.id = case_link.case_id
   WHERE NOT (near.whole AND (naming.procedure, case_link.fact) IN (SELECT procedure, fact FROM part))
)
SELECT link.at, link.outgoing, link.item, link.fact, visible.id, visible.reference, visible.procedure, visible.version,
       visible.stage, visible.open,
       -- A person is named as the directory names them now.
       ifnull((SELECT person.name FROM person
                WHERE case_sight.who GLOB char(1) || '[0-9]*'
                  AND person.id = CAST(substr(case_sight.who, 2) AS INTEGER)), case_sight.who), case_sight.about,
       visible.received, visible.closed
  FROM link
 CROSS JOIN visible ON visible.id = link.id
 CROSS JOIN case_sight ON case_sight.case_id = visible.id AND case_sight.sight = visible.sight
 WHERE link.id NOT IN (SELECT id FROM known) AND visible.sight IS NOT NULL
 -- Without an order, so that it stops when there are enough.
 LIMIT ?5
