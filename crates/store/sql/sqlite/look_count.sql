-- Follows visible.sql. How many looks case ?2 has; no row when whoever asks may not know of it.
SELECT (SELECT count(*) FROM look WHERE look.case_id = visible.id) FROM visible WHERE id = ?2 AND sight IS NOT NULL
