-- Functions, procedures and window functions. Aggregates are a kind of their own.
-- kind: function
-- parent: schema
-- identity: schema name signature
-- missing: critical
-- unexpected: medium
-- attribute: type severity=high
-- attribute: arguments severity=medium
-- attribute: result severity=high
-- attribute: language severity=high
-- attribute: body severity=critical form=body
-- attribute: library severity=critical
-- attribute: volatility severity=critical
-- attribute: security severity=critical
-- attribute: leakproof severity=critical form=flag
-- attribute: strict severity=high form=flag
-- attribute: parallel severity=medium
-- attribute: cost severity=low
-- attribute: rows severity=low
-- attribute: support severity=medium
-- attribute: transforms severity=medium form=list
-- attribute: config severity=high form=set
-- attribute: owner severity=high
-- attribute: acl severity=high form=set
-- attribute: comment severity=info
WITH migration AS (
  SELECT oid AS role FROM pg_catalog.pg_roles WHERE rolname = current_setting('plumb.migration_role', true)
)
SELECT
  n.nspname AS schema,
  p.proname AS name,
  oidvectortypes(p.proargtypes) AS signature,
  CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'w' THEN 'window function' ELSE 'function' END AS type,
  pg_get_function_arguments(p.oid) AS arguments,
  pg_get_function_result(p.oid) AS result,
  l.lanname AS language,
  coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) AS body,
  p.probin AS library,
  CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END AS volatility,
  CASE WHEN p.prosecdef THEN 'definer' ELSE 'invoker' END AS security,
  CASE WHEN p.proleakproof THEN 'yes' ELSE 'no' END AS leakproof,
  CASE WHEN p.proisstrict THEN 'yes' ELSE 'no' END AS strict,
  CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' ELSE 'unsafe' END AS parallel,
  p.procost AS cost,
  CASE WHEN p.proretset THEN p.prorows END AS rows,
  CASE WHEN p.prosupport <> 0 THEN format('%I.%I', sn.nspname, s.proname) END AS support,
  CASE WHEN p.protrftypes IS NOT NULL THEN array_to_json(ARRAY(
    SELECT format_type(u.type, NULL) FROM unnest(p.protrftypes) WITH ORDINALITY u(type, ord) ORDER BY u.ord))
  END AS transforms,
  CASE WHEN p.proconfig IS NOT NULL THEN
    array_to_json(ARRAY(SELECT o COLLATE "C" FROM unnest(p.proconfig) o ORDER BY 1)) END AS config,
  CASE p.proowner WHEN (SELECT role FROM migration) THEN '{migration role}'
                  ELSE quote_ident(pg_get_userbyid(p.proowner)) END AS owner,
  array_to_json(ARRAY(
    SELECT x.privilege_type COLLATE "C" || ' TO '
           || CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN p.proowner THEN '{owner}'
                             WHEN (SELECT role FROM migration) THEN '{migration role}'
                             ELSE quote_ident(pg_get_userbyid(x.grantee)) END
           || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
           || CASE WHEN x.grantor = p.proowner THEN ''
                   WHEN x.grantor = (SELECT role FROM migration) THEN ' GRANTED BY {migration role}'
                   ELSE ' GRANTED BY ' || quote_ident(pg_get_userbyid(x.grantor)) END
    FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
    ORDER BY 1)) AS acl,
  d.description AS comment
FROM pg_catalog.pg_proc p
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  JOIN pg_catalog.pg_language l ON l.oid = p.prolang
  LEFT JOIN pg_catalog.pg_proc s ON s.oid = p.prosupport::oid
  LEFT JOIN pg_catalog.pg_namespace sn ON sn.oid = s.pronamespace
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_proc'::regclass AND d.objsubid = 0
WHERE p.prokind IN ('f', 'p', 'w') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')
ORDER BY n.nspname, p.proname, oidvectortypes(p.proargtypes) COLLATE "C"
