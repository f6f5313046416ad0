-- The store itself ---------------------------------------------------------------------------------------------------

-- Counts the changes of what servers keep in memory, so that each notices what another program changed: “directory” is people,
-- organisations, sites and roles; “accounts” is accounts.
CREATE TABLE epoch (
  name    TEXT PRIMARY KEY,
  version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO epoch VALUES ('accounts', 0), ('directory', 0);

CREATE TRIGGER person_added AFTER INSERT ON person BEGIN UPDATE epoch SET version = version + 1 WHERE name = 'directory'; END;
CREATE TRIGGER person_changed AFTER UPDATE ON person BEGIN UPDATE epoch SET version = version + 1 WHERE name = 'directory'; END;
CREATE TRIGGER person_removed AFTER DELETE ON person BEGIN UPDATE epoch SET version = version + 1 WHERE name = 'directory'; END;
CREATE TRIGGER organisation_added AFTER INSERT ON organisation BEGIN UPDATE epoch SET version = version + 1 WHERE name = 'directory'; END;
CREATE TRIGGER organisation_changed AFTER UPDATE ON organisation BEGIN UPDATE epoch SET version = version + 1 WHERE name = 'directory'; END;
CREATE TRIGGER organisation_removed AFTER DELETE ON organisation BEGIN UPDATE epoch SET version = version + 1 WHERE name = 'directory'; END;
CREATE TRIGGER site_added AFTER INSERT ON site BEGIN UPDATE epoch SET version = version + 1 WHERE name = 'directory'; END;
CREATE TRIGGER site_changed AFTER UPDATE ON site BEGIN UPDATE epoch SET version = version + 1 WHERE name = 'directory'; END;
CREATE TRIGGER site_removed AFTER DELETE ON site BEGIN UPDATE epoch SET version = version + 1 WHERE name = 'directory'; END;
CREATE TRIGGER role_held_added AFTER INSERT ON role_held BEGIN UPDATE epoch SET version = version + 1 WHERE name = 'directory'; END;
CREATE TRIGGER role_held_changed AFTER UPDATE ON role_held BEGIN UPDATE epoch SET version = version + 1 WHERE name = 'directory'; END;
CREATE TRIGGER role_held_removed AFTER DELETE ON role_held BEGIN UPDATE epoch SET version = version + 1 WHERE name = 'directory'; END;
CREATE TRIGGER account_added AFTER INSERT ON account BEGIN UPDATE epoch SET version = version + 1 WHERE name = 'accounts'; END;
CREATE TRIGGER account_changed AFTER UPDATE ON account BEGIN UPDATE epoch SET version = version + 1 WHERE name = 'accounts'; END;
CREATE TRIGGER account_removed AFTER DELETE ON account BEGIN UPDATE epoch SET version = version + 1 WHERE name = 'accounts'; END;
