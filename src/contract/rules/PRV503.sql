-- rule: PRV503
-- title: Role has the rights of the application without taking its role up
-- severity: critical
-- object: role
-- about: membership.inherit, role.inherit
-- needs: tenant role, operations role
-- knob: ops_logins =: roles that work across tenants on purpose and log in as members of the operations role
-- why: A policy counts for everyone who has the privileges of the role that it names. A login that inherits the operations
--   role sees all tenants until it takes up another role, and when a SET LOCAL ROLE is outside of a transaction, or
--   forgotten, that is for ever: it fails open. From PostgreSQL 16 on the membership decides; NOINHERIT of the role comes
--   too late.
-- fix: GRANT {hop} TO {object} WITH INHERIT FALSE GRANTED BY {grantor};
-- bad: GRANT erun_operations TO erun_api WITH INHERIT TRUE;
-- false positives: Consoles for operations; name their roles in the knob ops_logins.
-- reference: PostgreSQL manual, GRANT
SELECT x.member AS name,
  'it inherits ' || x.role || ': without taking up a role it has what the ' || a.kind || ' role has' AS message,
  min(e.role) AS hop, min(e.grantor) AS grantor,
  CASE WHEN (SELECT major FROM server) < 16 THEN 'ALTER ROLE {object} NOINHERIT;'
       WHEN count(*) > 1 THEN
         group_concat(printf('GRANT "%w" TO "%w" WITH INHERIT FALSE GRANTED BY "%w";', e.role, x.member, e.grantor),
                      char(10)) END AS fix
FROM app_role a CROSS JOIN role_reach x
  LEFT JOIN role_edge e ON e.member = x.member AND e.inherit = 1
    AND EXISTS (SELECT 1 FROM role_reach y
                WHERE y.member = e.role AND +y.role = x.role AND +y.via = 'USAGE' AND +y.superuser = 0)
WHERE a.kind IN ('tenant', 'operations') AND x.role = a.name AND +x.via = 'USAGE' AND x.superuser = 0
  AND x.member <> a.name
  AND x.member NOT IN (SELECT name FROM app_role WHERE kind IN ('tenant', 'operations'))
  AND x.member NOT IN (SELECT name FROM role WHERE superuser = 1)
  AND NOT (a.kind = 'operations' AND x.member IN (SELECT value FROM setting WHERE name = 'PRV503.ops_logins'))
GROUP BY x.member, x.role;
