-- Follows visible.sql and notice_mail.sql. Whether notice ?4 of entry ?3 of case ?2 went to whoever asks.
SELECT 1 FROM mail WHERE mail.case_id = ?2 AND mail.seq = ?3 AND mail.item = ?4
