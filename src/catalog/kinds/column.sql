-- Columns of the tables of table.sql. The order of the columns is left out on purpose: a column that a migration added is
-- the last one, whatever place the declared table gives it.
-- kind: column
-- parent: table
-- identity: schema table name
-- missing: high
-- unexpected: medium
-- attribute: type severity=high
-- attribute: not_null severity=high form=flag
-- attribute: default severity=high form=expression
-- attribute: generated severity=high form=expression
-- attribute: identity severity=high
-- attribute: collation severity=medium
-- attribute: storage severity=low
-- attribute: compression severity=low
-- attribute: statistics severity=low
-- attribute: options severity=low form=set
-- attribute: inherited severity=medium
-- attribute: acl severity=critical form=set
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS schema,
  c.relname AS "table",
  a.attname AS name,
  format_type(a.atttypid, a.atttypmod) AS type,
  CASE WHEN NOT a.attnotnull THEN 'no' WHEN k.oid IS NOT NULL THEN 'not valid' ELSE 'yes' END AS not_null,
  CASE WHEN a.atthasdef AND a.attgenerated = '' THEN pg_get_expr(f.adbin, f.adrelid) END AS default,
  CASE WHEN a.attgenerated <> '' THEN pg_get_expr(f.adbin, f.adrelid)
       || CASE a.attgenerated WHEN 'v' THEN ' VIRTUAL' ELSE ' STORED' END END AS generated,
  CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity,
  CASE WHEN a.attcollation <> t.typcollation THEN format('%I.%I', ln.nspname, l.collname) END AS collation,
  CASE WHEN a.attstorage <> t.typstorage THEN
    CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END
  END AS storage,
  CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
  CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END AS statistics,
  CASE WHEN a.attoptions IS NOT NULL THEN
    array_to_json(ARRAY(SELECT o COLLATE "C" FROM unnest(a.attoptions) o ORDER BY 1)) END AS options,
  CASE WHEN a.attinhcount > 0 THEN CASE WHEN a.attislocal THEN 'merged' ELSE 'inherited' END END AS inherited,
  CASE WHEN a.attacl IS NOT NULL AND cardinality(a.attacl) > 0 THEN array_to_json(ARRAY(
    SELECT x.privilege_type COLLATE "C" || ' TO '
           || CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN c.relowner THEN '{owner}'
                             WHEN (SELECT role FROM migration) THEN '{migration role}'
                             ELSE quote_ident(pg_get_userbyid(x.grantee)) END
           || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
           || CASE WHEN x.grantor = c.relowner THEN ''
                   WHEN x.grantor = (SELECT role FROM migration) THEN ' GRANTED BY {migration role}'
                   ELSE ' GRANTED BY ' || quote_ident(pg_get_userbyid(x.grantor)) END
    FROM aclexplode(a.attacl) x
    ORDER BY 1)) END AS acl,
  d.description AS comment
FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
  LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
  LEFT JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
  -- Only PostgreSQL 18 and newer keep NOT NULL as constraints, and then attnotnull is true for one that is not valid too.
  LEFT JOIN pg_catalog.pg_constraint k
    ON k.conrelid = a.attrelid AND k.contype = 'n' AND NOT k.convalidated AND k.conkey[1] = a.attnum
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = a.attrelid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped
  AND c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.objsubid = 0
                    AND e.deptype = 'e')
ORDER BY n.nspname, c.relname, a.attname
