-- The server, the session, and the revisions table in the schema $1. $2 is the migration role where it is known; it is
-- kept in a setting of the transaction, where the queries of the kinds find it. $3: the key of the migration lock.
WITH revisions AS (
  SELECT c.oid, c.relnamespace, c.relowner
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = $1 AND c.relname = 'atlas_schema_revisions' AND c.relkind IN ('r', 'p')
)
SELECT
  current_setting('server_version_num') AS server_version,
  current_setting('server_version') AS server_version_text,
  current_database() AS database,
  current_user AS role,
  set_config('plumb.migration_role', coalesce(nullif($2, ''), pg_get_userbyid(coalesce(
    (SELECT relowner FROM revisions),
    (SELECT datdba FROM pg_catalog.pg_database WHERE datname = current_database())))), true) AS migration_role,
  pg_is_in_recovery() AS in_recovery,
  EXISTS (SELECT FROM revisions) AS revisions_table,
  EXISTS (SELECT FROM revisions WHERE has_schema_privilege(relnamespace, 'USAGE') AND has_table_privilege(oid, 'SELECT'))
    AS revisions_readable,
  EXISTS (SELECT FROM pg_catalog.pg_locks l
          WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = $3::oid AND l.objsubid = 1
            AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())) AS apply_running
