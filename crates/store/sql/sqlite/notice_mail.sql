-- Follows visible.sql. Notices that went to whoever asks, by name or in a role held for the case's site. They were told,
-- so they may read the notice although they may see nothing else of the case; a wall holds here too.
, told (case_id, seq, item) AS NOT MATERIALIZED (
  SELECT notice_to.case_id, notice_to.seq, notice_to.item FROM me JOIN notice_to ON notice_to.person = me.person
  UNION
  SELECT notice_to.case_id, notice_to.seq, notice_to.item
    FROM held JOIN notice_to ON notice_to.role = held.role JOIN "case" AS c ON c.id = notice_to.case_id
   WHERE held.site IS NULL OR held.site = c.site
),
mail AS MATERIALIZED (
  SELECT notice.case_id, notice.seq, notice.item, notice.sent,
         (SELECT min(notice_read.at) FROM notice_read JOIN me ON me.person = notice_read.person
           WHERE notice_read.case_id = notice.case_id AND notice_read.seq = notice.seq AND notice_read.item = notice.item) AS read
    FROM told
   CROSS JOIN notice ON notice.case_id = told.case_id AND notice.seq = told.seq AND notice.item = told.item
   WHERE told.case_id NOT IN (SELECT case_wall.case_id FROM me JOIN case_wall ON case_wall.person = me.person)
)
