-- rule: PRV501
-- title: Role of the application is above row level security
-- severity: critical
-- object: role
-- about: role.superuser, role.bypass_rls, membership
-- needs: tenant role, operations role
-- why: No policy is asked for a superuser or a role with BYPASSRLS, FORCE or not. BYPASSRLS is not inherited, but whoever
--   may SET ROLE to such a role, or is a member of it in any way, is one statement away.
-- fix: ALTER ROLE {object} NOSUPERUSER NOBYPASSRLS;
-- bad: ALTER ROLE erun_tenant BYPASSRLS;
-- false positives: None.
-- reference: PostgreSQL manual, 21.2 Role Attributes
SELECT a.name,
  CASE WHEN r.name = a.name THEN 'the ' || a.kind || ' role ' ELSE 'it can become ' || r.name || ', which ' END
    || CASE WHEN r.superuser = 1 THEN 'is a superuser' ELSE 'has BYPASSRLS' END AS message,
  CASE WHEN r.name <> a.name THEN
    group_concat(printf('REVOKE "%w" FROM "%w" GRANTED BY "%w";', e.role, a.name, e.grantor), char(10)) END AS fix
FROM app_role a CROSS JOIN role_reach x CROSS JOIN role r
  -- What a login can become by way of the two roles is told of them.
  LEFT JOIN role_edge e ON e.member = a.name AND r.name <> a.name
    AND e.role NOT IN (SELECT name FROM app_role WHERE kind IN ('tenant', 'operations'))
    AND EXISTS (SELECT 1 FROM role_reach y
                WHERE y.member = e.role AND +y.role = r.name AND +y.via = 'MEMBER' AND +y.superuser = 0)
WHERE a.kind <> 'public' AND x.member = a.name AND +x.via = 'MEMBER' AND x.superuser = 0
  AND r.name = x.role AND (r.superuser = 1 OR r.bypass_rls = 1) AND (r.name = a.name OR e.role IS NOT NULL)
GROUP BY a.name, r.name;
