-- Sequences, without those of identity columns (the column tells of these). Their last value is data and left out.
-- kind: sequence
-- parent: schema
-- identity: schema name
-- when: pg_catalog.pg_class WHERE relkind = 'S' AND oid >= 16384
-- missing: high
-- unexpected: medium
-- attribute: type severity=high
-- attribute: start severity=low
-- attribute: minimum severity=medium
-- attribute: maximum severity=medium
-- attribute: increment severity=high
-- attribute: cache severity=low
-- attribute: cycle severity=high form=flag
-- attribute: persistence severity=high
-- attribute: owned_by severity=medium
-- attribute: owner severity=high
-- attribute: acl severity=high form=set
-- attribute: comment severity=info
-- attribute: owning_schema compared=no
-- attribute: owning_table compared=no
-- attribute: owning_column compared=no
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS schema,
  c.relname AS name,
  format_type(s.seqtypid, NULL) AS type,
  s.seqstart AS start,
  s.seqmin AS minimum,
  s.seqmax AS maximum,
  s.seqincrement AS increment,
  s.seqcache AS cache,
  CASE WHEN s.seqcycle THEN 'yes' ELSE 'no' END AS cycle,
  CASE c.relpersistence WHEN 'u' THEN 'unlogged' ELSE 'permanent' END AS persistence,
  CASE WHEN o.oid IS NOT NULL THEN format('%I.%I.%I', onsp.nspname, o.relname, a.attname) END AS owned_by,
  CASE c.relowner WHEN (SELECT role FROM migration) THEN '{migration role}'
                  ELSE quote_ident(pg_get_userbyid(c.relowner)) END AS owner,
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
  d.description AS comment,
  onsp.nspname AS owning_schema,
  o.relname AS owning_table,
  a.attname AS owning_column
FROM pg_catalog.pg_sequence s
  JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_depend w
    ON w.classid = 'pg_catalog.pg_class'::regclass AND w.objid = c.oid AND w.objsubid = 0
   AND w.refclassid = 'pg_catalog.pg_class'::regclass AND w.refobjsubid > 0 AND w.deptype IN ('a', 'i')
  LEFT JOIN pg_catalog.pg_class o ON o.oid = w.refobjid
  LEFT JOIN pg_catalog.pg_namespace onsp ON onsp.oid = o.relnamespace
  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = w.refobjid AND a.attnum = w.refobjsubid
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
WHERE w.deptype IS DISTINCT FROM 'i' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND c.oid NOT IN (SELECT e.objid FROM pg_catalog.pg_depend e
                    WHERE e.refclassid = 'pg_catalog.pg_extension'::regclass
                      AND e.classid = 'pg_catalog.pg_class'::regclass AND e.deptype = 'e')
ORDER BY n.nspname, c.relname
