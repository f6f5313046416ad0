SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'case'), 0),
       coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'entry'), 0),
       coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'seal'), 0),
       (SELECT hash FROM seal ORDER BY number DESC LIMIT 1)
