-- The session of token ?1 at ?2, unless it is over or its account was disabled; with the counts of changes, so that one question
-- says whether what is kept of the session is still so.
SELECT session.token_hash, session.username, session.person, session.address, session.agent, session.csrf, session.created,
       session.last_seen, session.expires,
       (SELECT version FROM epoch WHERE name = 'accounts'), (SELECT version FROM epoch WHERE name = 'directory')
  FROM session JOIN account ON account.username = session.username AND account.disabled = 0
 WHERE session.token_hash = ?1 AND session.expires > ?2
