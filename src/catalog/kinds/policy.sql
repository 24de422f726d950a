-- Which functions its expressions call is told by policy_call.
-- kind: policy
-- parent: table
-- identity: schema table name
-- missing: critical
-- unexpected: critical
-- second: yes
-- attribute: roles severity=critical form=set
-- attribute: command severity=critical
-- attribute: permissive severity=critical form=flag
-- attribute: using severity=critical form=expression
-- attribute: with_check severity=critical form=expression
-- attribute: comment severity=info
-- attribute: disjunction compared=no form=flag
-- attribute: subselect compared=no form=flag
-- attribute: reads compared=no form=set
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS schema,
  c.relname AS "table",
  p.polname AS name,
  g.roles AS roles,
  CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
                ELSE 'ALL' END AS command,
  CASE WHEN p.polpermissive THEN 'yes' ELSE 'no' END AS permissive,
  pg_get_expr(p.polqual, p.polrelid) AS using,
  pg_get_expr(p.polwithcheck, p.polrelid) AS with_check,
  d.description AS comment,
  -- Facts that the printed text hides or makes hard to tell: an OR, a query of its own, the relations that this reads.
  CASE WHEN t.disjunction THEN 'yes' END AS disjunction,
  CASE WHEN t.subselect THEN 'yes' END AS subselect,
  CASE WHEN t.subselect THEN (
    SELECT array_to_json(array_agg(r.name ORDER BY r.name COLLATE "C"))
    FROM (SELECT DISTINCT rn.nspname || '.' || rc.relname AS name
          FROM pg_catalog.pg_depend e
            JOIN pg_catalog.pg_class rc ON rc.oid = e.refobjid
            JOIN pg_catalog.pg_namespace rn ON rn.oid = rc.relnamespace
          WHERE e.classid = 'pg_catalog.pg_policy'::regclass AND e.objid = p.oid AND e.deptype = 'n'
            AND e.refclassid = 'pg_catalog.pg_class'::regclass AND e.refobjid <> p.polrelid) r) END AS reads
FROM pg_catalog.pg_policy p
  JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  -- Many policies have the same, and the server remembers what it has found: OFFSET keeps a subquery by itself.
  CROSS JOIN LATERAL (
    SELECT array_to_json(ARRAY(
      SELECT (CASE r WHEN 0 THEN 'PUBLIC' WHEN (SELECT role FROM migration) THEN '{migration role}'
                    ELSE quote_ident(pg_get_userbyid(r)) END) COLLATE "C"
      FROM unnest(p.polroles) r
      ORDER BY 1)) AS roles
    OFFSET 0) g
  CROSS JOIN LATERAL (SELECT concat(p.polqual, p.polwithcheck) AS tree OFFSET 0) e
  CROSS JOIN LATERAL (
    SELECT e.tree LIKE '%{BOOLEXPR :boolop or %' AS disjunction, e.tree LIKE '%{SUBLINK %:rtable (%' AS subselect
    OFFSET 0) t
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_policy'::regclass AND d.objsubid = 0
WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND c.oid NOT IN (SELECT e.objid FROM pg_catalog.pg_depend e
                    WHERE e.refclassid = 'pg_catalog.pg_extension'::regclass
                      AND e.classid = 'pg_catalog.pg_class'::regclass AND e.deptype = 'e')
ORDER BY n.nspname, c.relname, p.polname
