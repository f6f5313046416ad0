-- Follows visible.sql. What cases put on the people ?2 under any of their records, for whoever asks; with the first of ?2 who
-- is that person.
, asked (person, named, place) AS MATERIALIZED (
  SELECT person, named, min(place) FROM (
    SELECT value AS person, value AS named, key AS place FROM json_each(?2)
    UNION ALL
    SELECT alias.id, named.value, named.key
      FROM json_each(?2) AS named JOIN person ON person.id = named.value JOIN person AS alias ON alias.root = person.root
  ) GROUP BY person
)
SELECT iif(visible.sight IS NULL, '', visible.reference), case_mark.mark, case_mark.person, case_mark.title, case_mark.says,
       case_mark.limits, case_mark.roles, case_mark.since, asked.named
  FROM asked
 CROSS JOIN case_mark ON case_mark.person = asked.person
 CROSS JOIN visible ON visible.id = case_mark.case_id
 WHERE case_mark.person NOT IN (SELECT person FROM me)
   AND (case_mark.roles = '[]'
        OR EXISTS (SELECT 1 FROM json_each(case_mark.roles) AS shown JOIN held ON held.role = shown.value))
 ORDER BY case_mark.case_id, case_mark.item
