-- Follows visible.sql. The media type of document ?3, when case ?2 refers to it and whoever asks may know of that.
SELECT document.media FROM visible
  JOIN case_document ON case_document.case_id = visible.id
  JOIN document ON document.sha256 = case_document.sha256
 WHERE visible.id = ?2 AND visible.sight IS NOT NULL AND document.sha256 = ?3
 LIMIT 1
