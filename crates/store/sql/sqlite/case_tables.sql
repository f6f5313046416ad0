-- All derived rows of case ?1, with its audience ?2, its teams ?3 and its kinds of duties ?4, each as the table's name and a JSON array.
SELECT 'case' AS name, json_array(id, stage, open, site, received, closed, audience) AS row FROM "case" WHERE id = ?1
UNION ALL
SELECT 'case', json_array(lower(hex(rows_hash))) FROM "case" WHERE id = ?1
UNION ALL
SELECT 'audience', json_array(id, role, sight) FROM audience WHERE id = ?2
UNION ALL
SELECT 'team', json_array(id, item, role) FROM team WHERE id IN (SELECT value FROM json_each(?3))
UNION ALL
SELECT 'duty_kind', json_array(id, team, audience, site) FROM duty_kind WHERE id IN (SELECT value FROM json_each(?4))
UNION ALL
SELECT 'case_wall', json_array(case_id, person) FROM case_wall WHERE case_id = ?1
UNION ALL
SELECT 'case_party', json_array(case_id, person, sight) FROM case_party WHERE case_id = ?1
UNION ALL
SELECT 'case_sight', CASE WHEN site IS NULL THEN json_array(case_id, sight, who, about, filters, text)
                          ELSE json_array(case_id, sight, who, about, filters, text, site) END
  FROM case_sight WHERE case_id = ?1
UNION ALL
SELECT 'duty', json_array(case_id, item, duty, number, title, team, holder, step, owed_from, due, due_day, open, met, soft,
                          provisional, kind, stage) FROM duty WHERE case_id = ?1
UNION ALL
SELECT 'duty_person', json_array(case_id, item, place, person) FROM duty_person WHERE case_id = ?1
UNION ALL
SELECT 'case_subject', json_array(case_id, person) FROM case_subject WHERE case_id = ?1
UNION ALL
SELECT 'case_link', CASE WHEN sights = '[]' THEN json_array(case_id, item, fact, label, reference)
                         ELSE json_array(case_id, item, fact, label, reference, sights) END
  FROM case_link WHERE case_id = ?1
UNION ALL
SELECT 'case_key', json_array(case_id, procedure, fact, whole, value) FROM case_key WHERE case_id = ?1
UNION ALL
SELECT 'case_tally', json_array(case_id, fact, person, since) FROM case_tally WHERE case_id = ?1
UNION ALL
SELECT 'case_mark', json_array(case_id, item, mark, person, title, says, limits, roles, since) FROM case_mark WHERE case_id = ?1
UNION ALL
SELECT 'notice', json_array(case_id, seq, item, notice, carries, sent) FROM notice WHERE case_id = ?1
UNION ALL
SELECT 'notice_to', json_array(case_id, seq, item, role, person) FROM notice_to WHERE case_id = ?1
UNION ALL
SELECT 'case_document', json_array(case_id, seq, sha256) FROM case_document WHERE case_id = ?1
