-- rule: PRV505
-- title: Role may hand out the roles of the application
-- severity: high
-- object: role
-- about: membership.admin
-- needs: tenant role, operations role
-- knob: role_admins =: roles that manage memberships, besides the role that runs the migrations
-- why: With ADMIN a role makes anybody a member of the operations role, or of the role that owns the tables, itself first.
--   Who made a role holds it, too, from PostgreSQL 16 on, without a GRANT that one could see in a script.
-- fix: REVOKE ADMIN OPTION FOR {hop} FROM {object} GRANTED BY {grantor};
-- bad: GRANT erun_operations TO erun_api WITH ADMIN OPTION;
-- false positives: Roles for administration; name them in the knob role_admins.
SELECT x.member AS name, 'it may make others members of ' || x.role AS message,
  min(e.role) AS hop, min(e.grantor) AS grantor,
  CASE WHEN count(*) > 1 OR min(e.role) <> x.role THEN
    group_concat(printf(CASE WHEN e.role = x.role THEN 'REVOKE ADMIN OPTION FOR "%w" FROM "%w" GRANTED BY "%w";'
                             ELSE 'REVOKE "%w" FROM "%w" GRANTED BY "%w";' END, e.role, x.member, e.grantor), char(10))
  END AS fix
FROM (SELECT value AS name FROM setting WHERE name IN ('roles.tenant', 'roles.operations', 'roles.owners')) k
  CROSS JOIN role_reach x
  CROSS JOIN role_edge e
WHERE e.member = x.member
  -- What a login has by way of the two roles is told of them.
  AND (e.role = x.role AND e.admin = 1
       OR e.role <> x.role AND e.role NOT IN (SELECT name FROM app_role WHERE kind IN ('tenant', 'operations'))
          AND EXISTS (SELECT 1 FROM role_reach y WHERE y.member = e.role AND +y.role = x.role AND y.admin = 1))
  AND x.role = k.name AND +x.via = 'MEMBER' AND x.admin = 1 AND x.superuser = 0 AND x.member <> x.role
  AND x.member NOT IN (SELECT value FROM setting WHERE name = 'PRV505.role_admins')
  AND x.member IS NOT (SELECT migration_role FROM server)
  AND x.member NOT IN (SELECT name FROM role WHERE superuser = 1)
GROUP BY x.member, x.role;
