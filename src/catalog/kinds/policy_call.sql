-- The functions that a policy's expressions call, by themselves or as operators, but for those that are immutable or
-- stable, leakproof and the server's own: what they are decides what the policy is worth.
-- kind: policy_call
-- parent: policy
-- compared: no
-- identity: schema table policy function
-- attribute: how compared=no
-- attribute: volatility compared=no
-- attribute: leakproof compared=no form=flag
-- attribute: security compared=no
-- attribute: language compared=no
-- attribute: owner compared=no
-- attribute: origin compared=no
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
), expressions AS (
  SELECT DISTINCT coalesce(polqual::text, '') || coalesce(polwithcheck::text, '') AS tree FROM pg_catalog.pg_policy
), calls AS MATERIALIZED (
  SELECT e.tree, m[2]::oid AS function, CASE WHEN bool_or(m[1] = 'opfunc') THEN 'operator' ELSE 'function' END AS how
  FROM expressions e
    CROSS JOIN regexp_matches(e.tree, ':(func|opfunc)id ([0-9]+)', 'g') m
  GROUP BY e.tree, m[2]
)
SELECT
  n.nspname AS schema,
  c.relname AS "table",
  p.polname AS policy,
  f.oid::regprocedure AS function,
  k.how AS how,
  CASE f.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END AS volatility,
  CASE WHEN f.proleakproof THEN 'yes' ELSE 'no' END AS leakproof,
  CASE WHEN f.prosecdef THEN 'definer' ELSE 'invoker' END AS security,
  l.lanname AS language,
  CASE f.proowner WHEN (SELECT role FROM migration) THEN '{migration role}'
       ELSE quote_ident(pg_get_userbyid(f.proowner)) END AS owner,
  CASE WHEN f.oid < 16384 THEN 'server'
       WHEN EXISTS (SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = f.oid AND e.deptype = 'e')
       THEN 'extension' ELSE 'database' END AS origin
FROM pg_catalog.pg_policy p
  JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN calls k ON k.tree = coalesce(p.polqual::text, '') || coalesce(p.polwithcheck::text, '')
  JOIN pg_catalog.pg_proc f ON f.oid = k.function
  JOIN pg_catalog.pg_language l ON l.oid = f.prolang
WHERE (f.oid >= 16384 OR f.provolatile = 'v' OR NOT f.proleakproof)
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY n.nspname, c.relname, p.polname
