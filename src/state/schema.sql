-- The state file, format 2. ON DISK – a change of a table counts k_state_format up; a file of an older format is
-- dropped and begun anew, for nothing in it cannot be had again. Times are nanoseconds since 1970, UTC.
CREATE TABLE snapshot (
  kind     TEXT    NOT NULL CHECK (kind IN ('desired', 'live')),
  key      TEXT    NOT NULL,
  made     INTEGER NOT NULL,
  used     INTEGER NOT NULL,
  bytes    INTEGER NOT NULL,
  digest   TEXT    NOT NULL,  -- of a live one: inspect::Snapshot::digest; '' not known
  content  BLOB    NOT NULL,
  PRIMARY KEY (kind, key)
);
CREATE INDEX snapshot_used ON snapshot (used, bytes);
CREATE TABLE audit (
  target   TEXT    NOT NULL,
  at       INTEGER NOT NULL,
  verdict  TEXT    NOT NULL,
  critical INTEGER NOT NULL,
  high     INTEGER NOT NULL,
  medium   INTEGER NOT NULL,
  low      INTEGER NOT NULL,
  info     INTEGER NOT NULL,
  PRIMARY KEY (target, at)
) WITHOUT ROWID;
-- What the last audit of a target saw.
CREATE TABLE seen (
  target      TEXT    NOT NULL,
  code        TEXT    NOT NULL,
  object      TEXT    NOT NULL,
  fingerprint TEXT    NOT NULL,
  row         TEXT    NOT NULL,
  first_seen  INTEGER NOT NULL,
  before      INTEGER,
  PRIMARY KEY (target, code, object)
) WITHOUT ROWID;
