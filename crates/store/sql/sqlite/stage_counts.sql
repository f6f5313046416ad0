-- Follows visible.sql. Of procedure ?2.
SELECT stage, open, count(*) FROM visible WHERE sight IS NOT NULL AND procedure = ?2 GROUP BY stage, open ORDER BY stage, open
