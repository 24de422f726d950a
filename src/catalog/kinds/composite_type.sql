-- Composite types that stand alone; the row types of tables and views belong to those.
-- kind: composite_type
-- parent: schema
-- identity: schema name
-- when: pg_catalog.pg_class WHERE relkind = 'c' AND oid >= 16384
-- missing: critical
-- unexpected: medium
-- attribute: attributes severity=high form=list
-- attribute: attribute_comments severity=info form=set
-- attribute: owner severity=high
-- attribute: acl severity=medium form=set
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS schema,
  t.typname AS name,
  coalesce(a.attributes, '[]') AS attributes,
  a.comments AS attribute_comments,
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
  JOIN pg_catalog.pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN (
    SELECT a.attrelid,
      array_to_json(array_agg(
        quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
        || CASE WHEN a.attcollation <> bt.typcollation THEN format(' COLLATE %I.%I', ln.nspname, l.collname) ELSE '' END
        ORDER BY a.attnum))::text AS attributes,
      array_to_json(array_agg(quote_ident(a.attname) || ': ' || ad.description ORDER BY a.attname COLLATE "C")
        FILTER (WHERE ad.description IS NOT NULL)) AS comments
    FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_class ac ON ac.oid = a.attrelid AND ac.relkind = 'c'
      JOIN pg_catalog.pg_type bt ON bt.oid = a.atttypid
      LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
      LEFT JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
      LEFT JOIN pg_catalog.pg_description ad
        ON ad.objoid = a.attrelid AND ad.classoid = 'pg_catalog.pg_class'::regclass AND ad.objsubid = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped
    GROUP BY a.attrelid) a ON a.attrelid = c.oid
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_type'::regclass AND d.objsubid = 0
WHERE t.typtype = 'c' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
ORDER BY n.nspname, t.typname
