-- kind: policy
-- parent: table
-- identity: schema table name
-- missing: critical
-- unexpected: critical
-- attribute: roles severity=critical form=set
-- attribute: command severity=critical
-- attribute: permissive severity=critical form=flag
-- attribute: using severity=critical form=expression
-- attribute: with_check severity=critical form=expression
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS schema,
  c.relname AS "table",
  p.polname AS name,
  array_to_json(ARRAY(
    SELECT (CASE r WHEN 0 THEN 'PUBLIC' WHEN (SELECT role FROM migration) THEN '{migration role}'
                  ELSE quote_ident(pg_get_userbyid(r)) END) COLLATE "C"
    FROM unnest(p.polroles) r
    ORDER BY 1)) AS roles,
  CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
                ELSE 'ALL' END AS command,
  CASE WHEN p.polpermissive THEN 'yes' ELSE 'no' END AS permissive,
  pg_get_expr(p.polqual, p.polrelid) AS using,
  pg_get_expr(p.polwithcheck, p.polrelid) AS with_check,
  d.description AS comment
FROM pg_catalog.pg_policy p
  JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_policy'::regclass AND d.objsubid = 0
WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.objsubid = 0
                    AND e.deptype = 'e')
ORDER BY n.nspname, c.relname, p.polname
