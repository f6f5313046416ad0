-- In how many cases of procedure ?1 fact ?2 counts since ?4 for each of the people ?3 under any of their records, case ?5
-- left out; the highest.
WITH asked (root, person) AS MATERIALIZED (
  SELECT value, value FROM json_each(?3) WHERE value NOT IN (SELECT id FROM person)
  UNION
  SELECT person.root, alias.id
    FROM json_each(?3) AS named JOIN person ON person.id = named.value JOIN person AS alias ON alias.root = person.root
)
SELECT coalesce(max(cases), 0) FROM (
  SELECT count(DISTINCT case_tally.case_id) AS cases
    FROM asked
   CROSS JOIN case_tally ON case_tally.person = asked.person AND case_tally.fact = ?2 AND case_tally.since >= ?4
   CROSS JOIN "case" ON "case".id = case_tally.case_id AND "case".procedure = ?1
   WHERE case_tally.case_id IS NOT ?5
   GROUP BY asked.root)
