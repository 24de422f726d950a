-- What roles other than the one that runs the migrations and the first superuser own in this database, wherever it is:
-- temporary schemas and extensions too. At most a hundred objects a role; how many there are in all stands with each.
-- kind: owned_object
-- compared: no
-- identity: owner type name
-- attribute: schema compared=no
-- attribute: all_of_owner compared=no
WITH owned AS (
  SELECT d.refobjid AS owner, d.classid, d.objid, d.objsubid,
         row_number() OVER (PARTITION BY d.refobjid ORDER BY d.classid, d.objid) AS number,
         count(*) OVER (PARTITION BY d.refobjid) AS all_of_owner
  FROM pg_catalog.pg_shdepend d
  WHERE d.deptype = 'o' AND d.refclassid = 'pg_catalog.pg_authid'::regclass
    AND d.dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
    AND d.refobjid IS DISTINCT FROM (SELECT oid FROM pg_catalog.pg_roles
                                     WHERE rolname = current_setting('plumb.migration_role', true))
)
SELECT
  quote_ident(pg_get_userbyid(o.owner)) AS owner,
  i.type AS type,
  i.identity AS name,
  i.schema AS schema,
  o.all_of_owner AS all_of_owner
FROM owned o
  CROSS JOIN pg_identify_object(o.classid, o.objid, o.objsubid) i
WHERE o.number <= 100 AND i.identity IS NOT NULL
ORDER BY 1, 2, 3
