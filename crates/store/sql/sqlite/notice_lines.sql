-- Follows visible.sql and notice_mail.sql.
-- ?2 only unread, ?3 how many, ?4 after how many.
SELECT c.id, c.reference, c.procedure, ifnull(c.run_version, c.version), ifnull(c.run_hash, c.procedure_hash), mail.seq, mail.item, notice.notice, notice.carries,
       mail.sent, mail.read,
       EXISTS (SELECT 1 FROM visible WHERE visible.id = c.id AND visible.sight IS NOT NULL)
  FROM mail
  JOIN notice ON notice.case_id = mail.case_id AND notice.seq = mail.seq AND notice.item = mail.item
  JOIN "case" AS c ON c.id = mail.case_id
 WHERE mail.read IS NULL OR NOT ?2
 ORDER BY mail.sent DESC, mail.case_id DESC, mail.seq DESC, mail.item
 LIMIT ?3 OFFSET ?4
