-- Follows visible.sql and case_match.sql. ?14 how many, ?15 after how many. One row without a case when there is none.
, fits (id, sight, reference, received, due) AS NOT MATERIALIZED (
  SELECT * FROM matched WHERE NOT ?11 OR due < ?12
),
shown (id, sight, place) AS MATERIALIZED (
  SELECT id, sight, row_number() OVER () FROM (
    SELECT id, sight FROM fits
     ORDER BY CASE ?13 WHEN 'newest' THEN -received WHEN 'oldest' THEN received
                       WHEN 'due' THEN ifnull(due, 9223372036854775807) END,
              CASE ?13 WHEN 'reference' THEN reference END,
              CASE ?13 WHEN 'newest' THEN -id ELSE id END
     LIMIT ?14 OFFSET ?15)
)
SELECT c.id, c.reference, c.procedure, ifnull(c.run_version, c.version), ifnull(c.run_hash, c.procedure_hash), c.stage, c.open, case_sight.site, c.received, c.closed,

       -- A person is named as the directory names them now.
       ifnull((SELECT person.name FROM person
                WHERE case_sight.who GLOB char(1) || '[0-9]*'
                  AND person.id = CAST(substr(case_sight.who, 2) AS INTEGER)), case_sight.who), case_sight.about, case_sight.filters,
       (SELECT min(owing.due) FROM owing WHERE owing.case_id = c.id AND (shown.sight = 0 OR owing.mine)),
       (SELECT min(owing.due_day) FROM owing WHERE owing.case_id = c.id AND (shown.sight = 0 OR owing.mine)),
       total.cases, c.site
  FROM (SELECT count(*) AS cases FROM fits) AS total
  LEFT JOIN shown
  LEFT JOIN "case" AS c ON c.id = shown.id
  LEFT JOIN case_sight ON case_sight.case_id = shown.id AND case_sight.sight = shown.sight
 ORDER BY shown.place
