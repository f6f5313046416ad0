-- Follows visible.sql. The cases that a filter lets through.
-- ?2 words, ?3 reference, ?4 procedure, ?5 stage, ?6 site, ?7 open, ?8 and ?9 received from and before, ?10 filters,
-- ?11 overdue, ?12 now, ?13 order, ?16 the reference of a whole that they name under the fact ?17
, owing (case_id, due, due_day, mine) AS NOT MATERIALIZED (
  SELECT duty.case_id, duty.due, duty.due_day,
         duty.holder IN (SELECT person FROM me) IS TRUE
           OR EXISTS (SELECT 1 FROM duty_person JOIN me ON me.person = duty_person.person
                       WHERE duty_person.case_id = duty.case_id AND duty_person.item = duty.item)
           OR EXISTS (SELECT 1 FROM team JOIN held ON held.role = team.role AND (held.site IS NULL OR held.site = duty_kind.site)
                       WHERE team.id = duty.team)
    FROM duty JOIN duty_kind ON duty_kind.id = duty.kind
   WHERE duty.open = 1 AND duty.owed_from <= ?12
     -- What was hoped for by then is neither late nor due next.
     AND NOT (duty.soft AND duty.due < ?12)
),
matched (id, sight, reference, received, due) AS MATERIALIZED (
  SELECT visible.id, visible.sight, visible.reference, visible.received,
         -- Whoever has the widest sight is told what anybody owes, others what they owe themselves.
         CASE WHEN ?11 OR ?13 = 'due' THEN
           (SELECT min(owing.due) FROM owing WHERE owing.case_id = visible.id AND (visible.sight = 0 OR owing.mine)) END
    FROM visible
   WHERE visible.sight IS NOT NULL
     AND (?4 IS NULL OR visible.procedure = ?4)
     AND (?16 IS NULL OR visible.id IN (SELECT case_id FROM case_link WHERE reference = ?16 AND fact = ?17))
     -- And only where the sight shows that they do: what is not told case by case is not counted either.
     AND (?16 IS NULL OR visible.sight IN (
           SELECT shown.value FROM case_link CROSS JOIN json_each(case_link.sights) AS shown
            WHERE case_link.case_id = visible.id AND case_link.reference = ?16 AND case_link.fact = ?17))
     AND (?5 IS NULL OR visible.stage = ?5)
     -- By what the list shows: a place that the sight hides is not told by what is left.
     AND (?6 IS NULL OR EXISTS (
           SELECT 1 FROM case_sight
            WHERE case_sight.case_id = visible.id AND case_sight.sight = visible.sight AND case_sight.site = ?6))
     AND (?7 IS NULL OR visible.open = ?7)
     AND (?8 IS NULL OR visible.received >= ?8)
     AND (?9 IS NULL OR visible.received < ?9)
     AND (?3 IS NULL OR visible.reference = ?3 COLLATE NOCASE OR EXISTS (
           SELECT 1 FROM case_sight
            WHERE case_sight.case_id = visible.id AND case_sight.sight = visible.sight
              AND case_sight.id IN (SELECT rowid FROM case_text WHERE case_text MATCH ?2)) OR EXISTS (
           SELECT 1 FROM case_sight JOIN person ON person.id = CAST(substr(case_sight.who, 2) AS INTEGER)
            WHERE case_sight.case_id = visible.id AND case_sight.sight = visible.sight
              AND case_sight.who GLOB char(1) || '[0-9]*' AND instr(lower(person.name), lower(?3)) > 0))
     AND (?10 IS NULL OR NOT EXISTS (
           SELECT 1 FROM json_each(?10) AS wanted
            WHERE wanted.value IS NOT (
              SELECT case_sight.filters ->> wanted.key FROM case_sight
               WHERE case_sight.case_id = visible.id AND case_sight.sight = visible.sight)))
)
