-- Follows visible.sql and duty_mine.sql or duty_team.sql.
SELECT count(*) FILTER (WHERE due < ?6),
       count(*) FILTER (WHERE due >= ?6 AND due_day <= ?7),
       count(*) FILTER (WHERE due >= ?6 AND due_day > ?7 AND due_day <= ?8),
       count(*) FILTER (WHERE due IS NULL OR (due >= ?6 AND (due_day IS NULL OR due_day > ?8)))
  FROM candidate
