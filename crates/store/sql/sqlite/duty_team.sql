-- Follows visible.sql. What is owed by the roles that whoever asks holds.
-- ?2 site, ?3 stage, ?4 duty, ?5 procedure, ?6 now, ?7 today, ?8 the last day of the week
--
-- Tens of thousands of duties share a few lists of roles, so these are looked at first, and whole ranges of the index
-- are taken or left. This must let through just what `visible` does; a test compares the two.
, owed (team, audience, site, seen) AS MATERIALIZED (
  SELECT kind.team, kind.audience, kind.site,
         EXISTS (SELECT 1 FROM audience JOIN held ON held.role = audience.role
                  WHERE audience.id = kind.audience AND (held.site IS NULL OR held.site = kind.site))
    FROM (SELECT DISTINCT team, audience, site FROM duty WHERE open = 1) AS kind
   WHERE EXISTS (SELECT 1 FROM team JOIN held ON held.role = team.role
                  WHERE team.id = kind.team AND (held.site IS NULL OR held.site = kind.site))
     AND (?2 IS NULL OR kind.site = ?2)
),
candidate (case_id, item, due, due_day) AS NOT MATERIALIZED (
  SELECT duty.case_id, duty.item, duty.due, duty.due_day
    FROM owed
   CROSS JOIN duty ON duty.open = 1 AND duty.team = owed.team AND duty.audience = owed.audience AND duty.site IS owed.site
   WHERE duty.owed_from <= ?6
     AND (?3 IS NULL OR duty.stage = ?3) AND (?4 IS NULL OR duty.duty = ?4)
     AND (?5 IS NULL OR ?5 = (SELECT procedure FROM "case" WHERE "case".id = duty.case_id))
     AND (owed.seen
          OR duty.case_id IN (SELECT case_party.case_id FROM me JOIN case_party ON case_party.person = me.person))
     AND duty.case_id NOT IN (SELECT case_wall.case_id FROM me JOIN case_wall ON case_wall.person = me.person)
)
