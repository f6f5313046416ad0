-- Follows visible.sql and notice_mail.sql.
SELECT count(*), count(*) FILTER (WHERE read IS NULL), count(*) FILTER (WHERE read IS NULL OR NOT ?2) FROM mail
