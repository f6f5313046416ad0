-- The cases that hang together with case ?1, the nearest first, ?4 lines at most; who may see them is asked afterwards, and
-- nobody is shown them before. ?2 says what is a part: [procedure, fact that names its whole]; from a part the walk goes to
-- its whole, and not on to the other parts. It does not look at what names a case that ?3 or more others name.
WITH RECURSIVE
part (procedure, fact) AS MATERIALIZED (
  SELECT value ->> 0, value ->> 1 FROM json_each(?2)
),
walk (id, whole, busy) AS (
  SELECT here.id, 0, (SELECT count(*) FROM (SELECT 1 FROM case_link WHERE reference = here.reference LIMIT ?3)) >= ?3
    FROM "case" AS here WHERE here.id = ?1
  UNION
  SELECT other.id, (here.procedure, case_link.fact) IN (SELECT procedure, fact FROM part),
         (SELECT count(*) FROM (SELECT 1 FROM case_link WHERE reference = other.reference LIMIT ?3)) >= ?3
    FROM walk
   CROSS JOIN "case" AS here ON here.id = walk.id
   CROSS JOIN case_link ON case_link.case_id = walk.id
   CROSS JOIN "case" AS other ON other.reference = case_link.reference
  UNION
  SELECT case_link.case_id, 0,
         (SELECT count(*) FROM (SELECT 1 FROM case_link WHERE reference = naming.reference LIMIT ?3)) >= ?3
    FROM walk
   CROSS JOIN "case" AS here ON here.id = walk.id
   CROSS JOIN case_link ON case_link.reference = here.reference
   CROSS JOIN "case" AS naming ON naming.id = case_link.case_id
   WHERE (walk.whole OR NOT walk.busy)
     AND NOT (walk.whole AND (naming.procedure, case_link.fact) IN (SELECT procedure, fact FROM part))
   LIMIT ?4
)
SELECT id, busy AND NOT whole FROM walk
