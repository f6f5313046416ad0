-- Follows visible.sql. What is owed by the roles that whoever asks holds, when there is much of it.
-- ?2 site, ?3 stage, ?4 duty, ?5 procedure, ?6 now, ?7 today, ?8 the last day of the week
--
-- Tens of thousands of duties are of a few kinds, so these are looked at first, and a whole range of the index is taken
-- or left. This must let through just what `visible` does; a test compares the two.
, owed (id, seen) AS MATERIALIZED (
  SELECT kind.id, EXISTS (SELECT 1 FROM sees WHERE sees.audience = kind.audience AND (sees.site IS NULL OR sees.site = kind.site))
    FROM duty_kind AS kind
   WHERE kind.id IN (
           SELECT of_team.id FROM held JOIN team ON team.role = held.role JOIN duty_kind AS of_team ON of_team.team = team.id
            WHERE held.site IS NULL OR held.site = of_team.site)
     AND (?2 IS NULL OR kind.site = ?2)
),
party (case_id) AS MATERIALIZED (
  -- Matters only for duties whose owner has no view of the case.
  SELECT case_party.case_id FROM me JOIN case_party ON case_party.person = me.person
   WHERE EXISTS (SELECT 1 FROM owed WHERE NOT seen)
),
walled (case_id) AS MATERIALIZED (
  SELECT DISTINCT case_wall.case_id FROM me JOIN case_wall ON case_wall.person = me.person
),
-- The cases of site ?2, as far as the list shows that they are; nothing when no site is asked for.
placed (case_id) AS NOT MATERIALIZED (
  SELECT visible.id FROM visible
   CROSS JOIN case_sight ON case_sight.case_id = visible.id AND case_sight.sight = visible.sight
   WHERE case_sight.site = ?2
)
