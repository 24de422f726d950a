-- rule: SRV702
-- title: Sessions start with protections off
-- severity: medium
-- object: setting_value
-- why: row_security off makes the server refuse where it would filter, so that somebody grants what should not be
--   granted. With session_replication_role other than origin neither foreign keys nor triggers count; with
--   lo_compat_privileges large objects have no rights, with allow_system_table_mods the catalog may be edited.
-- bad: DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET row_security = off', current_database()); END $$;
-- fixed: DO $$ BEGIN EXECUTE format('ALTER DATABASE %I RESET row_security', current_database()); END $$;
-- false positives: A role that dumps the database; what is told is what a session of the role gets that asks.
-- reference: PostgreSQL manual, 20.11 Client Connection Defaults
WITH safe(name, value) AS (
  VALUES ('row_security', 'on'), ('session_replication_role', 'origin'), ('lo_compat_privileges', 'off'),
         ('allow_system_table_mods', 'off')
)
SELECT v.name, 'new sessions start with ' || v.name || ' = ' || v.value AS message,
  s.value AS expected, v.value AS actual
FROM setting_value v JOIN safe s ON s.name = v.name
WHERE v.value <> s.value AND v.value <> '{not seen}';
