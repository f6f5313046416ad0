-- Follows visible.sql. Whether whoever asks is among the people of ?2, under any of their records.
SELECT 1 FROM me WHERE me.person IN (SELECT value FROM json_each(?2)) LIMIT 1
