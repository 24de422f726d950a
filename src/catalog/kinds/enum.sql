-- Enum types.
-- kind: enum
-- parent: schema
-- identity: schema name
-- when: pg_catalog.pg_type WHERE typtype = 'e' AND oid >= 16384
-- missing: critical
-- unexpected: medium
-- attribute: labels severity=high form=list
-- attribute: owner severity=high
-- attribute: acl severity=medium form=set
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS schema,
  t.typname AS name,
  coalesce(l.labels, '[]') AS labels,
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
  LEFT JOIN (
    SELECT enumtypid, array_to_json(array_agg(enumlabel ORDER BY enumsortorder))::text AS labels
    FROM pg_catalog.pg_enum
    GROUP BY enumtypid) l ON l.enumtypid = t.oid
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_type'::regclass AND d.objsubid = 0
WHERE t.typtype = 'e' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
ORDER BY n.nspname, t.typname
