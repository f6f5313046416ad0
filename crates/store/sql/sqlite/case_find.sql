-- Follows visible.sql. The case of reference ?2 or of id ?3.
SELECT id, reference, procedure, version, procedure_hash, seq FROM visible
 WHERE sight IS NOT NULL AND id = coalesce(?3, (SELECT id FROM "case" WHERE reference = ?2))
