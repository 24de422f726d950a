-- The roles of the cluster, without the server's own (pg_...); a password is not looked at. Which of them concern the
-- database, docs/catalog.md tells. The role that runs the migrations and the first superuser of the cluster belong to
-- the server: they are here for rules, and never compared.
-- kind: role
-- identity: name
-- scope: reach
-- missing: critical
-- unexpected: high
-- attribute: superuser severity=critical form=flag
-- attribute: inherit severity=high form=flag
-- attribute: create_role severity=critical form=flag
-- attribute: create_database severity=medium form=flag
-- attribute: login severity=high form=flag
-- attribute: replication severity=critical form=flag
-- attribute: bypass_rls severity=critical form=flag
-- attribute: connection_limit severity=low
-- attribute: valid_until severity=medium
-- attribute: comment severity=info
-- attribute: real_name compared=no
-- attribute: first_superuser compared=no form=flag
-- attribute: reach compared=no
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
), reaching AS (
  SELECT unnest(nullif(current_setting('plumb.reaching_roles', true), '')::oid[]) AS role
)
SELECT
  CASE r.oid WHEN (SELECT role FROM migration) THEN '{migration role}' ELSE quote_ident(r.rolname) END AS name,
  CASE WHEN r.rolsuper THEN 'yes' ELSE 'no' END AS superuser,
  CASE WHEN r.rolinherit THEN 'yes' ELSE 'no' END AS inherit,
  CASE WHEN r.rolcreaterole THEN 'yes' ELSE 'no' END AS create_role,
  CASE WHEN r.rolcreatedb THEN 'yes' ELSE 'no' END AS create_database,
  CASE WHEN r.rolcanlogin THEN 'yes' ELSE 'no' END AS login,
  CASE WHEN r.rolreplication THEN 'yes' ELSE 'no' END AS replication,
  CASE WHEN r.rolbypassrls THEN 'yes' ELSE 'no' END AS bypass_rls,
  CASE WHEN r.rolconnlimit >= 0 THEN r.rolconnlimit END AS connection_limit,
  CASE WHEN isfinite(r.rolvaliduntil) THEN r.rolvaliduntil END AS valid_until,
  d.description AS comment,
  r.rolname AS real_name,
  CASE WHEN r.oid = 10 THEN 'yes' ELSE 'no' END AS first_superuser,
  CASE WHEN r.oid = 10 OR r.oid = (SELECT role FROM migration) THEN 'never'
       WHEN r.oid IN (SELECT role FROM reaching) THEN 'yes' ELSE 'no' END AS reach
FROM pg_catalog.pg_roles r
  LEFT JOIN pg_catalog.pg_shdescription d ON d.objoid = r.oid AND d.classoid = 'pg_catalog.pg_authid'::regclass
WHERE r.rolname !~ '^pg_'
ORDER BY r.rolname
