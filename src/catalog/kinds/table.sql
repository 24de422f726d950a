-- Ordinary, partitioned and foreign tables, partitions included.
-- kind: table
-- parent: schema
-- identity: schema name
-- missing: critical
-- unexpected: medium
-- attribute: type severity=high
-- attribute: persistence severity=high
-- attribute: row_security severity=critical form=flag
-- attribute: force_row_security severity=critical form=flag
-- attribute: owner severity=high
-- attribute: acl severity=critical form=set
-- attribute: options severity=low form=set
-- attribute: access_method severity=medium
-- attribute: tablespace severity=low
-- attribute: replica_identity severity=medium
-- attribute: inherits severity=high form=list
-- attribute: partition_key severity=high
-- attribute: partition_bound severity=high form=expression
-- attribute: partition_detaching severity=high form=flag
-- attribute: of_type severity=medium
-- attribute: server severity=high
-- attribute: foreign_options severity=high form=set
-- attribute: comment severity=info
-- attribute: parents compared=no form=list
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS schema,
  c.relname AS name,
  CASE c.relkind WHEN 'p' THEN 'partitioned table' WHEN 'f' THEN 'foreign table' ELSE 'table' END AS type,
  CASE c.relpersistence WHEN 'u' THEN 'unlogged' ELSE 'permanent' END AS persistence,
  CASE WHEN c.relrowsecurity THEN 'yes' ELSE 'no' END AS row_security,
  CASE WHEN c.relforcerowsecurity THEN 'yes' ELSE 'no' END AS force_row_security,
  CASE c.relowner WHEN (SELECT role FROM migration) THEN '{migration role}'
                  ELSE quote_ident(pg_get_userbyid(c.relowner)) END AS owner,
  g.acl AS acl,
  CASE WHEN c.reloptions IS NOT NULL OR t.reloptions IS NOT NULL THEN array_to_json(ARRAY(
    SELECT o COLLATE "C" FROM unnest(c.reloptions) o UNION ALL SELECT 'toast.' || o FROM unnest(t.reloptions) o
    ORDER BY 1)) END AS options,
  am.amname AS access_method,
  s.spcname AS tablespace,
  CASE c.relreplident WHEN 'n' THEN 'nothing' WHEN 'f' THEN 'full' WHEN 'i' THEN 'index' ELSE 'default' END
    AS replica_identity,
  array_to_json(i.inherits) AS inherits,
  CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
  pg_get_expr(c.relpartbound, c.oid) AS partition_bound,
  CASE WHEN i.detaching THEN 'yes' END AS partition_detaching,
  CASE WHEN c.reloftype <> 0 THEN format_type(c.reloftype, NULL) END AS of_type,
  fs.srvname AS server,
  CASE WHEN f.ftoptions IS NOT NULL THEN
    array_to_json(ARRAY(SELECT o COLLATE "C" FROM unnest(f.ftoptions) o ORDER BY 1)) END AS foreign_options,
  d.description AS comment,
  array_to_json(i.parents) AS parents
FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  -- Many tables have the same, and the server remembers what it has printed: OFFSET keeps a subquery by itself.
  CROSS JOIN LATERAL (
    SELECT array_to_json(ARRAY(
      SELECT x.privilege_type COLLATE "C" || ' TO '
             || CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN c.relowner THEN '{owner}'
                               WHEN (SELECT role FROM migration) THEN '{migration role}'
                               ELSE quote_ident(pg_get_userbyid(x.grantee)) END
             || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
             || CASE WHEN x.grantor = c.relowner THEN ''
                     WHEN x.grantor = (SELECT role FROM migration) THEN ' GRANTED BY {migration role}'
                     ELSE ' GRANTED BY ' || quote_ident(pg_get_userbyid(x.grantor)) END
      FROM aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) x
      ORDER BY 1)) AS acl
    OFFSET 0) g
  LEFT JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid
  LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam
  LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace
  LEFT JOIN (
    SELECT h.inhrelid, bool_or(h.inhdetachpending) AS detaching,
           array_agg(format('%I.%I', pn.nspname, p.relname) ORDER BY h.inhseqno) AS inherits,
           array_agg(pn.nspname || '.' || p.relname ORDER BY h.inhseqno) AS parents
    FROM pg_catalog.pg_inherits h
      JOIN pg_catalog.pg_class p ON p.oid = h.inhparent AND p.relkind IN ('r', 'p', 'f')
      JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
    GROUP BY h.inhrelid) i ON i.inhrelid = c.oid
  LEFT JOIN pg_catalog.pg_foreign_table f ON f.ftrelid = c.oid
  LEFT JOIN pg_catalog.pg_foreign_server fs ON fs.oid = f.ftserver
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
WHERE c.relkind IN ('r', 'p', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND c.oid NOT IN (SELECT e.objid FROM pg_catalog.pg_depend e
                    WHERE e.refclassid = 'pg_catalog.pg_extension'::regclass
                      AND e.classid = 'pg_catalog.pg_class'::regclass AND e.deptype = 'e')
ORDER BY n.nspname, c.relname
