-- Follows visible.sql and case_match.sql.
SELECT count(*) FROM matched WHERE NOT ?11 OR due < ?12
