-- Follows visible.sql. ?2 is the case that each of those who ask wants to append to, by position.
SELECT wanted.key AS n, visible.reference, visible.seq, visible.rows_hash, entry.hash, visible.procedure,
       visible.version
  FROM json_each(?2) AS wanted
  JOIN visible ON visible.n = wanted.key AND visible.id = wanted.value
  LEFT JOIN entry ON entry.case_id = visible.id AND entry.seq = visible.seq
 WHERE visible.sight IS NOT NULL
