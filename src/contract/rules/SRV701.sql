-- rule: SRV701
-- title: Server older than the contract allows
-- severity: high
-- object: database
-- knob: min_version = 180004: the oldest version, as server_version_num tells it
-- why: The blueprint's keys come from uuidv7(), which PostgreSQL 18 has; and what lets a caller past row security is
--   repaired in minor versions, again and again. An older one has holes that are public.
-- false positives: A server whose vendor repairs old versions, or a module without uuidv7(); set the knob min_version.
-- reference: postgresql.org/support/security
SELECT coalesce(s.database, '') AS name,
  'the server is of version ' || s.version || ', the contract asks for ' || k.value AS message,
  'at least ' || k.value AS expected, s.version AS actual
FROM server s JOIN setting k ON k.name = 'SRV701.min_version'
WHERE s.version < CAST(k.value AS INTEGER);
