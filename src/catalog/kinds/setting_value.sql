-- Settings of the server that matter to who may see what: the value that a new session of this role gets in this
-- database ("{not seen}" where the server shows it to few only), and the server's own default. Custom settings that
-- functions of the database read by current_setting('a.b') are here if they have a value.
-- kind: setting_value
-- compared: no
-- always: yes
-- identity: name
-- attribute: value compared=no
-- attribute: default compared=no
WITH wanted(name) AS (
  SELECT unnest(ARRAY[
    'allow_system_table_mods', 'archive_mode', 'array_nulls', 'backslash_quote', 'block_size', 'bytea_output',
    'check_function_bodies', 'createrole_self_grant', 'data_checksums', 'DateStyle', 'default_table_access_method',
    'default_tablespace', 'default_toast_compression', 'default_transaction_deferrable',
    'default_transaction_isolation', 'default_transaction_read_only', 'event_triggers', 'fsync', 'full_page_writes',
    'idle_in_transaction_session_timeout', 'idle_session_timeout', 'ignore_checksum_failure', 'IntervalStyle',
    'jit', 'lo_compat_privileges', 'local_preload_libraries', 'lock_timeout', 'log_connections', 'log_destination',
    'log_disconnections', 'log_duration', 'log_error_verbosity', 'log_line_prefix', 'log_min_duration_sample',
    'log_min_duration_statement', 'log_min_error_statement', 'log_min_messages', 'log_parameter_max_length',
    'log_parameter_max_length_on_error', 'log_replication_commands', 'log_statement', 'log_statement_sample_rate',
    'log_transaction_sample_rate', 'logging_collector', 'max_connections', 'max_identifier_length',
    'max_prepared_transactions', 'password_encryption', 'plan_cache_mode', 'quote_all_identifiers',
    'restrict_nonsystem_relation_kind', 'row_security', 'search_path', 'server_encoding', 'server_version',
    'server_version_num', 'session_preload_libraries', 'session_replication_role', 'shared_preload_libraries',
    'ssl', 'standard_conforming_strings', 'statement_timeout', 'synchronous_commit', 'temp_tablespaces', 'TimeZone',
    'track_commit_timestamp', 'transaction_timeout', 'transform_null_equals', 'wal_level', 'zero_damaged_pages'])
), custom(name) AS (
  SELECT DISTINCT m[1]
  FROM pg_catalog.pg_proc p
    CROSS JOIN regexp_matches(
      p.prosrc, 'current_setting\s*\(\s*''([a-z_][a-z0-9_]*[.][a-z0-9_.]+)''', 'gi') m
  WHERE p.oid >= 16384 AND p.prosrc LIKE '%current_setting%'
)
SELECT
  w.name AS name,
  CASE WHEN s.name IS NULL THEN '{not seen}' ELSE s.reset_val END AS value,
  CASE WHEN s.name IS NULL THEN '{not seen}' ELSE s.boot_val END AS default
FROM wanted w
  LEFT JOIN pg_catalog.pg_settings s ON s.name = w.name
WHERE s.name IS NOT NULL OR w.name IN ('session_preload_libraries', 'shared_preload_libraries')
UNION ALL
SELECT c.name,
  CASE WHEN c.name ~* 'passw|secret|token|credential|key|passfile' THEN '{hidden}'
       ELSE current_setting(c.name, true) END, NULL
FROM custom c
WHERE current_setting(c.name, true) IS NOT NULL
ORDER BY 1
