-- Who may see which case, and in which sight. Every query of cases starts with this text; nothing else decides it.
--
-- ?1 is a list of those who ask, [[person, [[role, site], …]], …]; `n` is the position in it.
WITH
actor (n, person, grants) AS MATERIALIZED (
  SELECT key, value ->> 0, value -> 1 FROM json_each(?1)
),
-- All records of the human being who asks: a wall around one of them is a wall around all.
me (n, person) AS MATERIALIZED (
  SELECT n, person FROM actor
  UNION
  SELECT actor.n, alias.id
    FROM actor JOIN person ON person.id = actor.person JOIN person AS alias ON alias.root = person.root
),
held (n, role, site) AS MATERIALIZED (
  SELECT DISTINCT actor.n, given.value ->> 0, given.value ->> 1 FROM actor, json_each(actor.grants) AS given
),
-- The richest sight that their roles give of cases of an audience, for one site or (NULL) for all.
sees (n, audience, site, sight) AS MATERIALIZED (
  SELECT held.n, audience.id, held.site, min(audience.sight)
    FROM held JOIN audience ON audience.role = held.role GROUP BY held.n, audience.id, held.site
),
-- `version` and `procedure_hash` are of the version that the case is run under now.
-- `sight` is the richest one that the actor has, which is the one of the lowest position; NULL: none at all.
visible (n, sight, id, reference, procedure, version, procedure_hash, seq, stage, open, site, received, closed, rows_hash)
AS NOT MATERIALIZED (
  SELECT actor.n,
    (SELECT min(sight) FROM (
       SELECT sees.sight FROM sees
        WHERE sees.audience = c.audience AND sees.n = actor.n AND (sees.site IS NULL OR sees.site = c.site)
       UNION ALL
       SELECT case_party.sight FROM me JOIN case_party ON case_party.person = me.person
        WHERE me.n = actor.n AND case_party.case_id = c.id)),
    c.id, c.reference, c.procedure, ifnull(c.run_version, c.version), ifnull(c.run_hash, c.procedure_hash), c.seq, c.stage, c.open, c.site, c.received, c.closed,
    c.rows_hash
  FROM actor CROSS JOIN "case" AS c
  WHERE NOT EXISTS (
    SELECT 1 FROM me JOIN case_wall ON case_wall.person = me.person
     WHERE me.n = actor.n AND case_wall.case_id = c.id)
)
