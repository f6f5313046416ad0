UPDATE outbox SET leased_until = ?2, attempts = attempts + 1
 WHERE id IN (SELECT id FROM outbox WHERE done IS NULL AND leased_until <= ?1 ORDER BY id LIMIT ?3)
RETURNING id, case_id, seq, kind, payload, created, attempts, last_error
