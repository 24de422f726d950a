-- Which roles of the cluster have to do with this database: they own something in it, or the database itself; somebody
-- gave them a privilege on something in it by name, or a setting for it; they are superusers, run the migrations, or
-- have a predefined role that reads, writes or runs anything; or they are members, through however many others, of one
-- that does. What all roles have by way of PUBLIC does not count. The list is kept in a setting of the transaction,
-- where the queries of the kinds find it. $1: "all" where every role counts, as on a server that only the files have
-- made roles on. $2: where the revisions table is; whoever may read it, and nothing else, is an auditor.
WITH RECURSIVE here AS (
  SELECT oid, datdba FROM pg_catalog.pg_database WHERE datname = current_database()
), revisions AS (
  SELECT 'pg_catalog.pg_class'::regclass AS class, c.oid
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = $2 AND c.relname = 'atlas_schema_revisions'
  UNION ALL
  SELECT 'pg_catalog.pg_namespace'::regclass, oid
  FROM pg_catalog.pg_namespace WHERE nspname = $2 AND nspname = 'atlas_schema_revisions'
), reach(role) AS (
  SELECT role FROM (
    SELECT d.refobjid AS role
    FROM pg_catalog.pg_shdepend d, here
    WHERE d.refclassid = 'pg_catalog.pg_authid'::regclass
      AND (d.classid, d.objid) NOT IN (SELECT class, oid FROM revisions)
      AND (d.dbid = here.oid
           OR d.dbid = 0 AND d.classid = 'pg_catalog.pg_database'::regclass AND d.objid = here.oid)
    UNION SELECT datdba FROM here
    UNION SELECT s.setrole FROM pg_catalog.pg_db_role_setting s, here WHERE s.setdatabase = here.oid
    UNION SELECT oid FROM pg_catalog.pg_roles
          WHERE $1 = 'all' OR rolsuper OR rolname = current_setting('plumb.migration_role', true)
             OR rolname IN ('pg_read_all_data', 'pg_write_all_data', 'pg_maintain', 'pg_read_server_files',
                            'pg_write_server_files', 'pg_execute_server_program')
  ) at_once
  UNION
  SELECT m.member FROM pg_catalog.pg_auth_members m JOIN reach ON reach.role = m.roleid
)
SELECT set_config('plumb.reaching_roles', array_agg(role)::text, true) FROM reach
