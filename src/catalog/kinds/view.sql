-- Views and materialized views. Their columns are of the kind column.
-- kind: view
-- parent: schema
-- identity: schema name
-- when: pg_catalog.pg_class WHERE relkind IN ('v', 'm') AND oid >= 16384
-- missing: high
-- unexpected: medium
-- attribute: type severity=high
-- attribute: definition severity=high form=body
-- attribute: security_invoker severity=critical form=flag
-- attribute: security_barrier severity=high form=flag
-- attribute: check_option severity=high
-- attribute: populated severity=high form=flag
-- attribute: options severity=low form=set
-- attribute: access_method severity=medium
-- attribute: tablespace severity=low
-- attribute: owner severity=critical
-- attribute: acl severity=critical form=set
-- attribute: comment severity=info
-- attribute: reads compared=no form=set
-- attribute: calls compared=no form=set
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
), used AS (
  SELECT DISTINCT w.ev_class, e.refclassid, e.refobjid
  FROM pg_catalog.pg_rewrite w
    JOIN pg_catalog.pg_class c ON c.oid = w.ev_class AND c.relkind IN ('v', 'm')
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_depend e ON e.classid = 'pg_catalog.pg_rewrite'::regclass AND e.objid = w.oid
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND w.rulename = '_RETURN' AND e.deptype = 'n' AND e.refobjid <> w.ev_class
), reads AS (
  SELECT u.ev_class, array_to_json(array_agg(n.nspname || '.' || c.relname
                                             ORDER BY (n.nspname || '.' || c.relname) COLLATE "C")) AS names
  FROM used u
    JOIN pg_catalog.pg_class c ON c.oid = u.refobjid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE u.refclassid = 'pg_catalog.pg_class'::regclass
  GROUP BY u.ev_class
), calls AS (
  SELECT u.ev_class, array_to_json(array_agg(f.name ORDER BY f.name COLLATE "C")) AS names
  FROM used u
    JOIN pg_catalog.pg_proc p ON p.oid = u.refobjid
    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    CROSS JOIN LATERAL (SELECT format('%s.%s(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) AS name) f
  WHERE u.refclassid = 'pg_catalog.pg_proc'::regclass
  GROUP BY u.ev_class
)
SELECT
  n.nspname AS schema,
  c.relname AS name,
  CASE c.relkind WHEN 'm' THEN 'materialized view' ELSE 'view' END AS type,
  pg_get_viewdef(c.oid) AS definition,
  CASE WHEN c.relkind = 'v' THEN
    CASE WHEN v.security_invoker::boolean THEN 'yes' ELSE 'no' END END AS security_invoker,
  CASE WHEN c.relkind = 'v' THEN
    CASE WHEN v.security_barrier::boolean THEN 'yes' ELSE 'no' END END AS security_barrier,
  v.check_option AS check_option,
  CASE WHEN c.relkind = 'm' THEN CASE WHEN c.relispopulated THEN 'yes' ELSE 'no' END END AS populated,
  CASE WHEN v.others IS NOT NULL OR t.reloptions IS NOT NULL THEN array_to_json(ARRAY(
    SELECT o COLLATE "C" FROM unnest(v.others) o UNION ALL SELECT 'toast.' || o FROM unnest(t.reloptions) o
    ORDER BY 1)) END AS options,
  am.amname AS access_method,
  s.spcname AS tablespace,
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
    FROM aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) x
    ORDER BY 1)) AS acl,
  d.description AS comment,
  reads.names AS reads,
  calls.names AS calls
FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid
  LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam
  LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = c.reltablespace
  LEFT JOIN LATERAL (
    SELECT max(o.option_value) FILTER (WHERE o.option_name = 'security_invoker') AS security_invoker,
           max(o.option_value) FILTER (WHERE o.option_name = 'security_barrier') AS security_barrier,
           max(o.option_value) FILTER (WHERE o.option_name = 'check_option') AS check_option,
           array_agg(o.option_name || '=' || o.option_value)
             FILTER (WHERE o.option_name NOT IN ('security_invoker', 'security_barrier', 'check_option')) AS others
    FROM pg_options_to_table(c.reloptions) o) v ON c.reloptions IS NOT NULL
  LEFT JOIN reads ON reads.ev_class = c.oid
  LEFT JOIN calls ON calls.ev_class = c.oid
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
WHERE c.relkind IN ('v', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND c.oid NOT IN (SELECT e.objid FROM pg_catalog.pg_depend e
                    WHERE e.refclassid = 'pg_catalog.pg_extension'::regclass
                      AND e.classid = 'pg_catalog.pg_class'::regclass AND e.deptype = 'e')
ORDER BY n.nspname, c.relname
