-- The entries of all cases of procedure ?1; of those only that name the case of reference ?2 under the fact ?3, when it is given.
SELECT c.id, c.reference, c.procedure, ifnull(c.run_version, c.version), ifnull(c.run_hash, c.procedure_hash),
       entry.seq, entry.happened, entry.recorded, entry.by, entry.role, entry.frame, entry.content
  FROM "case" AS c JOIN entry ON entry.case_id = c.id
 WHERE c.procedure = ?1
   AND (?2 IS NULL OR c.id IN (SELECT case_id FROM case_link WHERE reference = ?2 AND fact = ?3))
 ORDER BY c.id, entry.seq
