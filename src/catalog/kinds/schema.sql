-- Where the schema public is the server's own, made by its first superuser, that is its owner's name; what the role that
-- runs the migrations was given there, because it is not the owner, is left out: both depend on the server.
-- kind: schema
-- identity: name
-- missing: critical
-- unexpected: medium
-- attribute: owner severity=high
-- attribute: acl severity=high form=set
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS name,
  CASE WHEN n.nspowner = 10 AND n.nspname = 'public' THEN '{first superuser}'
       WHEN n.nspowner = (SELECT role FROM migration) THEN '{migration role}'
       ELSE quote_ident(pg_get_userbyid(n.nspowner)) END AS owner,
  array_to_json(ARRAY(
    SELECT x.privilege_type COLLATE "C" || ' TO '
           || CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN n.nspowner THEN '{owner}'
                             WHEN (SELECT role FROM migration) THEN '{migration role}'
                             ELSE quote_ident(pg_get_userbyid(x.grantee)) END
           || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
           || CASE WHEN x.grantor = n.nspowner THEN ''
                   WHEN x.grantor = (SELECT role FROM migration) THEN ' GRANTED BY {migration role}'
                   ELSE ' GRANTED BY ' || quote_ident(pg_get_userbyid(x.grantor)) END
    FROM aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) x
    WHERE n.nspname <> 'public' OR x.grantee = n.nspowner OR x.grantee IS DISTINCT FROM (SELECT role FROM migration)
    ORDER BY 1)) AS acl,
  d.description AS comment
FROM pg_catalog.pg_namespace n
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = n.oid AND d.classoid = 'pg_catalog.pg_namespace'::regclass AND d.objsubid = 0
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_namespace'::regclass AND e.objid = n.oid AND e.deptype = 'e')
ORDER BY n.nspname
