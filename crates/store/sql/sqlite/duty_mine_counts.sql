-- Follows visible.sql and duty_mine.sql.
SELECT count(*) FILTER (WHERE due < ?6 AND NOT soft), count(*) FILTER (WHERE due < ?6), count(*) FILTER (WHERE due_day <= ?7),
       count(*) FILTER (WHERE due_day <= ?8), count(*)
  FROM candidate
