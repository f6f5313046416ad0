-- Follows visible.sql. The cases of procedure ?2 in which fact ?3 names person ?4 under any of their records, those received
-- last first; ?5 at most.
, asked (person) AS MATERIALIZED (
  SELECT ?4
  UNION
  SELECT alias.id FROM person JOIN person AS alias ON alias.root = person.root WHERE person.id = ?4
),
named (id) AS MATERIALIZED (
  SELECT DISTINCT case_tally.case_id
    FROM asked
   CROSS JOIN case_tally ON case_tally.person = asked.person AND case_tally.fact = ?3
)
SELECT visible.id, visible.reference, visible.version, visible.stage, visible.open, visible.received, case_sight.about
  FROM named
 CROSS JOIN visible ON visible.id = named.id
 CROSS JOIN case_sight ON case_sight.case_id = visible.id AND case_sight.sight = visible.sight
 WHERE visible.procedure = ?2 AND visible.sight IS NOT NULL
 ORDER BY visible.received DESC, visible.id DESC
 LIMIT ?5
