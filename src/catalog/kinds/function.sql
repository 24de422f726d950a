-- Functions, procedures and window functions. Aggregates are a kind of their own; the constructors of a range type
-- belong to the type.
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
-- attribute: extensions severity=low form=set
-- attribute: owner severity=high
-- attribute: acl severity=high form=set
-- attribute: comment severity=info
-- attribute: standard_body severity=medium form=flag compared=no
-- attribute: argument_count severity=medium compared=no
-- attribute: returns_type severity=medium compared=no
-- attribute: returns_set severity=medium form=flag compared=no
-- attribute: returns_trigger severity=medium form=flag compared=no
-- attribute: search_path severity=medium compared=no
-- attribute: reads severity=medium form=set compared=no
-- attribute: language_trusted severity=medium form=flag compared=no
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
  CASE WHEN p.prosqlbody IS NULL THEN p.prosrc ELSE pg_get_function_sqlbody(p.oid) END AS body,
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
  -- ALTER FUNCTION ... DEPENDS ON EXTENSION: the function goes when the extension is dropped.
  x.extensions AS extensions,
  CASE p.proowner WHEN (SELECT role FROM migration) THEN '{migration role}'
                  ELSE quote_ident(pg_get_userbyid(p.proowner)) END AS owner,
  CASE WHEN p.proacl IS NULL THEN '["EXECUTE TO PUBLIC","EXECUTE TO {owner}"]' ELSE array_to_json(ARRAY(
    SELECT x.privilege_type COLLATE "C" || ' TO '
           || CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN p.proowner THEN '{owner}'
                             WHEN (SELECT role FROM migration) THEN '{migration role}'
                             ELSE quote_ident(pg_get_userbyid(x.grantee)) END
           || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
           || CASE WHEN x.grantor = p.proowner THEN ''
                   WHEN x.grantor = (SELECT role FROM migration) THEN ' GRANTED BY {migration role}'
                   ELSE ' GRANTED BY ' || quote_ident(pg_get_userbyid(x.grantor)) END
    FROM aclexplode(p.proacl) x
    ORDER BY 1))::text END AS acl,
  d.description AS comment,
  -- Yes: a body that was parsed when the function was made (RETURN ..., BEGIN ATOMIC ...); no: a text, read when it runs.
  CASE WHEN p.prosqlbody IS NOT NULL THEN 'yes' ELSE 'no' END AS standard_body,
  p.pronargs AS argument_count,
  format_type(p.prorettype, NULL) AS returns_type,
  CASE WHEN p.proretset THEN 'yes' ELSE 'no' END AS returns_set,
  CASE WHEN p.prorettype IN ('pg_catalog.trigger'::regtype, 'pg_catalog.event_trigger'::regtype) THEN 'yes'
       ELSE 'no' END AS returns_trigger,
  CASE WHEN p.proconfig IS NOT NULL THEN
    (SELECT substring(o FROM 13) FROM unnest(p.proconfig) o WHERE o LIKE 'search\_path=%') END AS search_path,
  -- The relations and functions of users that a parsed body names. What a string names the server does not know.
  r.reads AS reads,
  CASE WHEN l.lanpltrusted THEN 'yes' ELSE 'no' END AS language_trusted
FROM pg_catalog.pg_proc p
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  JOIN pg_catalog.pg_language l ON l.oid = p.prolang
  LEFT JOIN pg_catalog.pg_proc s ON s.oid = p.prosupport::oid
  LEFT JOIN pg_catalog.pg_namespace sn ON sn.oid = s.pronamespace
  LEFT JOIN (
    SELECT xd.objid, array_to_json(array_agg(xe.extname ORDER BY xe.extname)) AS extensions
    FROM pg_catalog.pg_depend xd JOIN pg_catalog.pg_extension xe ON xe.oid = xd.refobjid
    WHERE xd.classid = 'pg_catalog.pg_proc'::regclass AND xd.deptype = 'x'
    GROUP BY xd.objid) x ON x.objid = p.oid
  LEFT JOIN (
    SELECT u.oid, array_to_json(array_agg(DISTINCT u.name ORDER BY u.name)) AS reads
    FROM (
      SELECT b.oid,
        (CASE WHEN c.oid IS NOT NULL THEN format('%I.%I', cn.nspname, c.relname)
              ELSE format('%I.%I(%s)', fn.nspname, f.proname, oidvectortypes(f.proargtypes)) END) COLLATE "C" AS name
      FROM pg_catalog.pg_proc b
        JOIN pg_catalog.pg_depend bd
          ON bd.classid = 'pg_catalog.pg_proc'::regclass AND bd.objid = b.oid AND bd.deptype = 'n'
        LEFT JOIN pg_catalog.pg_class c ON c.oid = bd.refobjid AND bd.refclassid = 'pg_catalog.pg_class'::regclass
        LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_proc f ON f.oid = bd.refobjid AND bd.refclassid = 'pg_catalog.pg_proc'::regclass
        LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.pronamespace
      WHERE b.prosqlbody IS NOT NULL AND b.oid >= 16384 AND (c.oid IS NOT NULL OR f.oid IS NOT NULL)) u
    GROUP BY u.oid) r ON r.oid = p.oid
  LEFT JOIN pg_catalog.pg_description d
    ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_proc'::regclass AND d.objsubid = 0
WHERE p.prokind IN ('f', 'p', 'w') AND n.nspname <> 'information_schema'
  -- What somebody put among the server's own is found before anything else of the name.
  AND (n.nspname !~ '^pg_' OR (n.nspname = 'pg_catalog' AND p.oid >= 16384))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = p.oid AND e.deptype IN ('e', 'i'))
ORDER BY n.nspname, p.proname, oidvectortypes(p.proargtypes) COLLATE "C"
