-- rule: PRV520
-- title: Role of the application is a member of a predefined role
-- severity: high
-- object: role
-- about: membership
-- needs: tenant role, operations role
-- knob: allowed =: predefined roles that the application may be a member of
-- why: Predefined roles read or write every table without a policy, reach the server's files and programs, show the text of
--   other tenants' queries, or end their sessions. None of that is an application's to do.
-- fix: REVOKE {hop} FROM {object} GRANTED BY {grantor};
-- bad: GRANT pg_read_all_data TO erun_tenant;
-- false positives: A login that is watched by itself; name the predefined role in the knob allowed.
-- reference: PostgreSQL manual, 21.5 Predefined Roles
SELECT a.name, 'the ' || a.kind || ' role is a member of ' || p.role AS message,
  min(e.role) AS hop, min(e.grantor) AS grantor,
  CASE WHEN count(DISTINCT e.role || e.grantor) > 1 THEN
    replace(group_concat(DISTINCT printf('REVOKE "%w" FROM "%w" GRANTED BY "%w";', e.role, a.name, e.grantor)), ';,',
            ';' || char(10)) END AS fix
FROM app_role a CROSS JOIN (SELECT DISTINCT role, member FROM role_edge WHERE role GLOB 'pg_*') p
  CROSS JOIN role_edge e
WHERE e.member = a.name
  -- What a login has by way of the two roles is told of them.
  AND e.role NOT IN (SELECT name FROM app_role WHERE kind IN ('tenant', 'operations'))
  AND (e.role = p.role AND e.member = p.member
       OR EXISTS (SELECT 1 FROM role_reach y
                  WHERE y.member = e.role AND +y.role = p.member AND +y.via = 'MEMBER' AND +y.superuser = 0))
  AND a.kind <> 'public' AND p.role NOT IN (SELECT value FROM setting WHERE name = 'PRV520.allowed')
GROUP BY a.name, p.role;
