-- Follows visible.sql.
SELECT procedure, count(*) FROM visible WHERE sight IS NOT NULL GROUP BY procedure ORDER BY procedure
