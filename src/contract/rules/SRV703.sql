-- rule: SRV703
-- title: The log holds what tenants send
-- severity: info
-- object: setting_value
-- why: With every statement in the server's log, or all parameters, the values of all tenants lie in one file that row
--   security knows nothing of, and that goes on to whoever keeps logs.
-- bad: DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET log_statement = ''all''', current_database()); END $$;
-- fixed: DO $$ BEGIN EXECUTE format('ALTER DATABASE %I RESET log_statement', current_database()); END $$;
-- false positives: Logs that have to be complete; switch the rule off.
-- reference: PostgreSQL manual, 20.8 Error Reporting and Logging
SELECT name, 'statements of tenants are logged: ' || name || ' = ' || value AS message,
  CASE name WHEN 'log_statement' THEN 'none or ddl' ELSE '-1, or more than 0' END AS expected, value AS actual
FROM setting_value
WHERE (name = 'log_statement' AND value IN ('all', 'mod'))
   OR (name = 'log_min_duration_statement' AND value = '0');
