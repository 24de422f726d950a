-- Columns of tables, foreign tables, views and materialized views. The order of the columns is left out on purpose: a column that a migration added is
-- the last one, whatever place the declared table gives it.
-- kind: column
-- parent: table
-- or: view
-- identity: schema table name
-- missing: high
-- unexpected: medium
-- attribute: type severity=high
-- attribute: not_null severity=high form=flag
-- attribute: not_null_name severity=low
-- attribute: not_null_inherit severity=medium form=flag
-- attribute: not_null_comment severity=info
-- attribute: default severity=high form=expression
-- attribute: generated severity=high form=expression
-- attribute: identity severity=high
-- attribute: identity_sequence severity=low
-- attribute: identity_options severity=medium form=set
-- attribute: identity_acl severity=high form=set
-- attribute: identity_comment severity=info
-- attribute: collation severity=medium
-- attribute: storage severity=low
-- attribute: compression severity=low
-- attribute: statistics severity=low
-- attribute: options severity=low form=set
-- attribute: foreign_options severity=high form=set
-- attribute: inherited severity=medium
-- attribute: acl severity=critical form=set
-- attribute: comment severity=info
-- attribute: relation compared=no
-- attribute: position compared=no
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
), sequences AS (
  SELECT e.refobjid AS relation, e.refobjsubid AS number,
    format('%I.%I', n.nspname, c.relname) AS name,
    array_to_json(ARRAY['cache=' || s.seqcache, 'cycle=' || CASE WHEN s.seqcycle THEN 'yes' ELSE 'no' END,
                        'increment=' || s.seqincrement, 'maximum=' || s.seqmax, 'minimum=' || s.seqmin,
                        'start=' || s.seqstart]) AS options,
    array_to_json(ARRAY(
      SELECT x.privilege_type COLLATE "C" || ' TO '
             || CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN c.relowner THEN '{owner}'
                               WHEN (SELECT role FROM migration) THEN '{migration role}'
                               ELSE quote_ident(pg_get_userbyid(x.grantee)) END
             || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
             || CASE WHEN x.grantor = c.relowner THEN ''
                     WHEN x.grantor = (SELECT role FROM migration) THEN ' GRANTED BY {migration role}'
                     ELSE ' GRANTED BY ' || quote_ident(pg_get_userbyid(x.grantor)) END
      FROM aclexplode(coalesce(c.relacl, acldefault('s', c.relowner))) x
      ORDER BY 1)) AS acl,
    d.description AS comment
  FROM pg_catalog.pg_sequence s
    JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_depend e
      ON e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.objsubid = 0
     AND e.refclassid = 'pg_catalog.pg_class'::regclass AND e.refobjsubid > 0 AND e.deptype = 'i'
    LEFT JOIN pg_catalog.pg_description d
      ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
), not_nulls AS (
  -- Only PostgreSQL 18 and newer keep NOT NULL as constraints; attnotnull is true for one that is not valid too.
  SELECT k.conrelid, k.conkey[1] AS number, k.conname, k.convalidated, k.connoinherit, k.conislocal, d.description
  FROM pg_catalog.pg_constraint k
    LEFT JOIN pg_catalog.pg_description d
      ON d.objoid = k.oid AND d.classoid = 'pg_catalog.pg_constraint'::regclass AND d.objsubid = 0
  WHERE k.contype = 'n' AND k.conrelid <> 0
)
SELECT
  n.nspname AS schema,
  c.relname AS "table",
  a.attname AS name,
  format_type(a.atttypid, a.atttypmod) AS type,
  CASE WHEN NOT a.attnotnull THEN 'no' WHEN NOT k.convalidated THEN 'not valid' ELSE 'yes' END AS not_null,
  -- The name that the server gives by itself is no news: table, column and suffix, the longer cut to 63 bytes in all.
  CASE WHEN k.conislocal AND k.conname <>
      left(c.relname, greatest(27, 53 - length(a.attname))) || '_' || left(a.attname, greatest(26, 53 - length(c.relname)))
      || '_not_null'
    THEN k.conname END AS not_null_name,
  CASE WHEN k.connoinherit THEN 'no' END AS not_null_inherit,
  k.description AS not_null_comment,
  -- A default names no columns: without the relation the server need not open it.
  CASE WHEN a.atthasdef AND a.attgenerated = '' THEN pg_get_expr(f.adbin, 0) END AS default,
  CASE WHEN a.attgenerated <> '' THEN pg_get_expr(f.adbin, f.adrelid)
       || CASE a.attgenerated WHEN 'v' THEN ' VIRTUAL' ELSE ' STORED' END END AS generated,
  CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity,
  q.name AS identity_sequence,
  q.options AS identity_options,
  q.acl AS identity_acl,
  q.comment AS identity_comment,
  CASE WHEN a.attcollation <> t.typcollation THEN (
    SELECT format('%I.%I', ln.nspname, l.collname)
    FROM pg_catalog.pg_collation l LEFT JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
    WHERE l.oid = a.attcollation) END AS collation,
  CASE WHEN a.attstorage <> t.typstorage THEN
    CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END
  END AS storage,
  CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
  CASE WHEN a.attstattarget >= 0 THEN a.attstattarget END AS statistics,
  CASE WHEN a.attoptions IS NOT NULL THEN
    array_to_json(ARRAY(SELECT o COLLATE "C" FROM unnest(a.attoptions) o ORDER BY 1)) END AS options,
  CASE WHEN a.attfdwoptions IS NOT NULL THEN
    array_to_json(ARRAY(SELECT o COLLATE "C" FROM unnest(a.attfdwoptions) o ORDER BY 1)) END AS foreign_options,
  CASE WHEN a.attinhcount > 0 THEN CASE WHEN a.attislocal THEN 'merged' ELSE 'inherited' END END AS inherited,
  g.acl AS acl,
  d.description AS comment,
  CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' ELSE 'table' END
    AS relation,
  a.attnum AS position
FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
  LEFT JOIN not_nulls k ON k.conrelid = a.attrelid AND k.number = a.attnum
  -- Many columns have the same, and the server remembers what it has printed: OFFSET keeps a subquery by itself.
  LEFT JOIN LATERAL (
    SELECT array_to_json(ARRAY(
      SELECT x.privilege_type COLLATE "C" || ' TO '
             || CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN c.relowner THEN '{owner}'
                               WHEN (SELECT role FROM migration) THEN '{migration role}'
                               ELSE quote_ident(pg_get_userbyid(x.grantee)) END
             || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
             || CASE WHEN x.grantor = c.relowner THEN ''
                     WHEN x.grantor = (SELECT role FROM migration) THEN ' GRANTED BY {migration role}'
                     ELSE ' GRANTED BY ' || quote_ident(pg_get_userbyid(x.grantor)) END
      FROM aclexplode(a.attacl) x
      ORDER BY 1)) AS acl
    OFFSET 0) g ON cardinality(a.attacl) > 0
  LEFT JOIN sequences q ON q.relation = a.attrelid AND q.number = a.attnum
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = a.attrelid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped
  AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND c.oid NOT IN (SELECT e.objid FROM pg_catalog.pg_depend e
                    WHERE e.refclassid = 'pg_catalog.pg_extension'::regclass
                      AND e.classid = 'pg_catalog.pg_class'::regclass AND e.deptype = 'e')
ORDER BY n.nspname, c.relname, a.attname
