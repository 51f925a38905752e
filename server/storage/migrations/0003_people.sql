-- Whose signature and spotter a member can be. Departments without a side look on.
CREATE TABLE people_departments (
  key TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  side TEXT CHECK (side IN ('marketing', 'it'))
) STRICT;

INSERT INTO people_departments (key, name, side)
VALUES ('marketing', 'Marketing', 'marketing'), ('it', 'IT', 'it');

-- SQLite adds a column with a reference only if it may be null; every row has one.
ALTER TABLE members ADD COLUMN department TEXT REFERENCES people_departments (key);
ALTER TABLE members ADD COLUMN may_administer INTEGER NOT NULL DEFAULT 0;
-- argon2id as libsodium writes it, salt and cost included; null: cannot sign in with a password.
ALTER TABLE members ADD COLUMN password TEXT;

UPDATE members SET department = 'it', may_administer = 1;

-- The token itself is never stored, only its hash. Times are microseconds since 1970.
CREATE TABLE people_sessions (
  hash TEXT PRIMARY KEY NOT NULL,
  member TEXT NOT NULL REFERENCES members (id),
  made_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;

CREATE INDEX people_sessions_by_member ON people_sessions (member, made_at);

-- A revoked key keeps its row, so that its name is never given again.
ALTER TABLE access_keys ADD COLUMN revoked_at TEXT;

-- Where the journal ends, so that a cut end shows: the newest entry's position and hash.
INSERT INTO workspace (name, value)
SELECT 'journal_head', position || ' ' || hash FROM journal ORDER BY position DESC LIMIT 1;
