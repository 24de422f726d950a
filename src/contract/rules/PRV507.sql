-- rule: PRV507
-- title: Owner of tenant tables is not bound, or is within reach
-- severity: critical
-- object: table
-- about: table.owner, role.superuser, role.bypass_rls, membership
-- needs: tenant role, operations role
-- why: FORCE binds an owner, but no superuser and no role with BYPASSRLS; and every owner can take FORCE and row security
--   off again. So tables belong to a plain role that the application neither is nor can become.
-- fix: ALTER TABLE {object} OWNER TO {new_owner};
-- bad: ALTER TABLE public.users OWNER TO erun_tenant;
-- false positives: None. An owner of many tables is told once, not once a table.
WITH within_reach AS (
  SELECT x.role AS name, group_concat(a.name, ', ') AS reached_by
  FROM app_role a CROSS JOIN role_reach x
  WHERE a.kind <> 'public' AND x.member = a.name AND +x.via = 'MEMBER' AND x.superuser = 0
  GROUP BY x.role
), wrong AS (
  SELECT r.name,
    CASE WHEN r.superuser = 1 THEN 'is a superuser, whom no policy binds'
         WHEN r.bypass_rls = 1 THEN 'has BYPASSRLS, so that no policy binds it' END AS unbound,
    w.reached_by, r.name IN (SELECT name FROM app_role) AS is_app,
    (SELECT count(*) FROM tenant_table t WHERE t.owner = r.name) AS tables
  FROM role r LEFT JOIN within_reach w ON w.name = r.name
  WHERE r.superuser = 1 OR r.bypass_rls = 1 OR w.name IS NOT NULL
), told AS (
  SELECT w.*,
    CASE WHEN w.unbound IS NOT NULL THEN w.unbound
         WHEN w.is_app THEN 'is a role of the application'
         ELSE 'is a role that ' || w.reached_by || ' can become' END AS what,
    (SELECT value FROM setting WHERE name = 'roles.owners' AND position = 1) AS new_owner,
    (SELECT group_concat(quote(value), ', ') FROM setting WHERE name = 'schemas') AS schemas
  FROM wrong w
  WHERE w.tables > 0
), revoked AS (
  SELECT t.name, group_concat(printf('REVOKE "%w" FROM "%w" GRANTED BY "%w";', e.role, e.member, e.grantor), char(10)) AS fix
  FROM told t CROSS JOIN app_role a CROSS JOIN role_edge e
  WHERE t.unbound IS NULL AND NOT t.is_app AND e.member = a.name
    AND e.role NOT IN (SELECT name FROM app_role WHERE kind IN ('tenant', 'operations'))
    AND EXISTS (SELECT 1 FROM role_reach y WHERE y.member = e.role AND +y.role = t.name AND +y.via = 'MEMBER')
  GROUP BY t.name
)
SELECT 'table' AS kind, t.schema, t.name, 'its owner ' || w.name || ' ' || w.what AS message,
  w.new_owner, w.name AS owner, w.schemas, r.fix
FROM told w CROSS JOIN tenant_table t LEFT JOIN revoked r ON r.name = w.name
WHERE w.tables <= 3 AND t.owner = w.name
UNION ALL
SELECT 'role', NULL, w.name, 'it owns ' || w.tables || ' tenant tables and ' || w.what, w.new_owner, w.name, w.schemas,
  coalesce(r.fix, 'DO $$ DECLARE owned regclass; BEGIN' || char(10)
    || '  FOR owned IN SELECT oid FROM pg_catalog.pg_class WHERE relkind IN (''r'', ''p'')' || char(10)
    || '    AND relowner = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = {owner|literal})' || char(10)
    || '    AND relnamespace IN (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname IN ({schemas|sql}))' || char(10)
    || '  LOOP EXECUTE pg_catalog.format(''ALTER TABLE %s OWNER TO %I'', owned, {new_owner|literal}); END LOOP;' || char(10)
    || 'END $$;')
FROM told w LEFT JOIN revoked r ON r.name = w.name
WHERE w.tables > 3;
