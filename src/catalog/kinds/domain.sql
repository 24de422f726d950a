-- Domains. Their checks are a kind of their own; the name of a NOT NULL constraint is the server's and is left out.
-- kind: domain
-- parent: schema
-- identity: schema name
-- when: pg_catalog.pg_type WHERE typtype = 'd' AND oid >= 16384
-- missing: critical
-- unexpected: medium
-- attribute: type severity=high
-- attribute: default severity=high form=expression
-- attribute: not_null severity=high form=flag
-- attribute: collation severity=medium
-- attribute: owner severity=high
-- attribute: acl severity=medium form=set
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS schema,
  t.typname AS name,
  format_type(t.typbasetype, t.typtypmod) AS type,
  pg_get_expr(t.typdefaultbin, 0) AS default,
  CASE WHEN t.typnotnull THEN 'yes' ELSE 'no' END AS not_null,
  CASE WHEN t.typcollation <> b.typcollation THEN format('%I.%I', ln.nspname, l.collname) END AS collation,
  CASE t.typowner WHEN (SELECT role FROM migration) THEN '{migration role}'
                  ELSE quote_ident(pg_get_userbyid(t.typowner)) END AS owner,
  CASE WHEN t.typacl IS NULL THEN '["USAGE TO PUBLIC","USAGE TO {owner}"]' ELSE array_to_json(ARRAY(
    SELECT x.privilege_type COLLATE "C" || ' TO '
           || CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN t.typowner THEN '{owner}'
                             WHEN (SELECT role FROM migration) THEN '{migration role}'
                             ELSE quote_ident(pg_get_userbyid(x.grantee)) END
           || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
           || CASE WHEN x.grantor = t.typowner THEN ''
                   WHEN x.grantor = (SELECT role FROM migration) THEN ' GRANTED BY {migration role}'
                   ELSE ' GRANTED BY ' || quote_ident(pg_get_userbyid(x.grantor)) END
    FROM aclexplode(t.typacl) x
    ORDER BY 1))::text END AS acl,
  d.description AS comment
FROM pg_catalog.pg_type t
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
  LEFT JOIN pg_catalog.pg_collation l ON l.oid = t.typcollation
  LEFT JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_type'::regclass AND d.objsubid = 0
WHERE t.typtype = 'd' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
ORDER BY n.nspname, t.typname
