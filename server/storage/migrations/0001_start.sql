-- Small settings by name; applied_sequence is among them: the last log record whose effect on
-- these tables is stored.
CREATE TABLE workspace (
  name TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE members (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

-- The key itself is never stored, only its hash.
CREATE TABLE access_keys (
  id TEXT PRIMARY KEY NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('admin', 'server', 'client')),
  hash TEXT NOT NULL UNIQUE,
  member TEXT REFERENCES members (id),
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE live_metrics (
  key TEXT PRIMARY KEY NOT NULL,
  definition TEXT NOT NULL,
  applied_sequence INTEGER NOT NULL
) STRICT;

CREATE TABLE live_launches (
  key TEXT PRIMARY KEY NOT NULL,
  definition TEXT NOT NULL,
  state TEXT NOT NULL,
  applied_sequence INTEGER NOT NULL
) STRICT;

CREATE TABLE live_receipts (
  launch TEXT PRIMARY KEY NOT NULL,
  receipt TEXT NOT NULL,
  sequence INTEGER NOT NULL
) STRICT;

CREATE TABLE journal (
  position INTEGER PRIMARY KEY NOT NULL,
  sequence INTEGER NOT NULL,
  subject TEXT NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  what TEXT NOT NULL,
  why TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE INDEX journal_by_subject ON journal (subject, position);

CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal
BEGIN
  SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TRIGGER journal_is_not_cut BEFORE DELETE ON journal
BEGIN
  SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TABLE live_flags (
  key TEXT PRIMARY KEY NOT NULL,
  definition TEXT NOT NULL,
  applied_sequence INTEGER NOT NULL
) STRICT;
