-- Follows visible.sql. Of procedure ?2.
SELECT reference FROM visible WHERE sight IS NOT NULL AND procedure = ?2 ORDER BY received, id
