-- Follows visible.sql and a list of candidates. ?9 the one group to show, ?10 how many, ?11 after how many.
, shown (case_id, item, place) AS MATERIALIZED (
  SELECT case_id, item, row_number() OVER () FROM (
    SELECT case_id, item FROM candidate
     WHERE CASE ?9
             WHEN 'overdue' THEN due < ?6 AND NOT soft
             WHEN 'hoped' THEN due < ?6 AND soft
             WHEN 'today' THEN due >= ?6 AND due_day <= ?7
             WHEN 'week' THEN due >= ?6 AND due_day > ?7 AND due_day <= ?8
             WHEN 'later' THEN due IS NULL OR (due >= ?6 AND due_day > ?8)
             ELSE 1 END
     ORDER BY rank, ifnull(due, 9223372036854775807), case_id, item
     LIMIT ?10 OFFSET ?11)
)
SELECT visible.id, visible.reference, visible.procedure, visible.version, visible.procedure_hash,
       visible.stage, case_sight.site,
       -- A person is named as the directory names them now.
       ifnull((SELECT person.name FROM person
                WHERE case_sight.who GLOB char(1) || '[0-9]*'
                  AND person.id = CAST(substr(case_sight.who, 2) AS INTEGER)), case_sight.who), case_sight.about,
       duty.duty, duty.number, duty.title, duty.holder, duty.step, duty.due, duty.due_day, duty.soft, duty.provisional,
       (SELECT json_group_array(team.role ORDER BY team.item) FROM team WHERE team.id = duty.team),
       (SELECT json_group_array(duty_person.person ORDER BY duty_person.place) FROM duty_person
         WHERE duty_person.case_id = duty.case_id AND duty_person.item = duty.item),
       visible.site
  FROM shown
 CROSS JOIN duty ON duty.case_id = shown.case_id AND duty.item = shown.item
 CROSS JOIN visible ON visible.id = duty.case_id
 CROSS JOIN case_sight ON case_sight.case_id = visible.id AND case_sight.sight = visible.sight
 WHERE visible.sight IS NOT NULL
 ORDER BY shown.place
