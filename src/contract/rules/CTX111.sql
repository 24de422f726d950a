-- rule: CTX111
-- title: Setting that policies depend on is preset
-- severity: high
-- object: role_setting
-- about: role_setting
-- knob: allowed =: presets that are meant, as name=value
-- why: What one role or database presets is seen in no configuration file, and changes for it alone whether policies and
--   triggers count, which role it is, and what a name means.
-- bad: ALTER ROLE erun_api SET row_security = off;
-- fixed: ALTER ROLE erun_api RESET row_security;
-- false positives: A search_path that is meant; say search_path=public in the knob allowed.
SELECT CASE role WHEN '' THEN '' ELSE role || ', ' END || CASE database WHEN '' THEN '' ELSE database || ', ' END || name
    AS name,
  CASE role WHEN '' THEN 'every session' ELSE 'every session of ' || role END
    || CASE database WHEN '' THEN '' ELSE ' in this database' END || ' starts with ' || name || ' = ' || value
    AS message
FROM role_setting
WHERE name IN ('row_security', 'session_replication_role', 'search_path', 'role', 'session_authorization',
               'session_preload_libraries', 'local_preload_libraries', 'lo_compat_privileges')
  AND name || '=' || value NOT IN (SELECT value FROM setting WHERE name = 'CTX111.allowed');
