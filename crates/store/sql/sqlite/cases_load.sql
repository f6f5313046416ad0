-- Follows visible.sql. Of the cases ?2, those that whoever asks may see.
SELECT visible.id, reference, procedure, version, procedure_hash, seq
  FROM json_each(?2) AS asked
 CROSS JOIN visible ON visible.id = asked.value
 WHERE sight IS NOT NULL
