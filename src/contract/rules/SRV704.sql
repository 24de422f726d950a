-- rule: SRV704
-- title: A library that nobody listed is loaded into every session
-- severity: medium
-- object: setting_value
-- knob: allowed = pg_stat_statements, auto_explain, pgaudit: libraries that may be loaded
-- why: A preloaded library is code inside of every session, before any role or policy counts. It may look at all rows,
--   and change what the server does.
-- bad: DO $$ BEGIN
--   EXECUTE format('ALTER DATABASE %I SET session_preload_libraries = ''plpgsql''', current_database()); END $$;
-- fixed: DO $$ BEGIN EXECUTE format('ALTER DATABASE %I RESET session_preload_libraries', current_database()); END $$;
-- false positives: Libraries of the platform; name them in the knob allowed. A role that is not a member of
--   pg_read_all_settings does not see all of these settings; the report names what was not seen.
-- reference: PostgreSQL manual, 20.11.3 Shared Library Preloading
WITH loaded AS (
  SELECT v.name, trim(l.value, ' "') AS library
  FROM setting_value v JOIN json_each('["' || replace(replace(v.value, '"', ''), ',', '","') || '"]') l
  WHERE v.name LIKE '%preload_libraries' AND v.value <> '{not seen}'
)
SELECT name, 'every session loads ' || library AS message,
  (SELECT group_concat(value, ', ') FROM setting WHERE name = 'SRV704.allowed') AS expected, library AS actual
FROM loaded
WHERE library <> '' AND replace(library, '$libdir/', '') NOT IN (SELECT value FROM setting WHERE name = 'SRV704.allowed');
