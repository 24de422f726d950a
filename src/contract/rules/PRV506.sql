-- rule: PRV506
-- title: Other roles than the application's logins can take up its roles
-- severity: high
-- object: role
-- about: membership.set, membership
-- needs: tenant role, operations role
-- knob: principals =: roles that may take up the two roles besides the logins of plumb.yaml
-- why: Whoever may SET ROLE to the operations role can see every tenant: that list should be known and short. A login of
--   the application that is not on it cannot work, and is given too much when somebody repairs that at night.
-- fix: REVOKE {hop} FROM {object} GRANTED BY {grantor};
-- bad: CREATE ROLE zz_intern LOGIN; GRANT erun_operations TO zz_intern WITH INHERIT FALSE;
-- false positives: People of operations; name their roles in the knob principals. With one login for each of the two roles,
--   which is better, each login needs only its own.
SELECT x.member AS name, 'it may SET ROLE ' || a.name || ' and is no login of the application' AS message,
  NULL AS severity, min(e.role) AS hop, min(e.grantor) AS grantor,
  CASE WHEN count(*) > 1 THEN
    group_concat(printf('REVOKE "%w" FROM "%w" GRANTED BY "%w";', e.role, x.member, e.grantor), char(10)) END AS fix,
  NULL AS role
FROM app_role a CROSS JOIN role_reach x
  LEFT JOIN role_edge e ON e.member = x.member AND e."set" = 1
    AND EXISTS (SELECT 1 FROM role_reach y
                WHERE y.member = e.role AND +y.role = x.role AND +y.via = 'SET' AND +y.superuser = 0)
WHERE a.kind IN ('tenant', 'operations') AND x.role = a.name AND +x.via = 'SET' AND x.superuser = 0
  AND x.member NOT IN (SELECT name FROM app_role WHERE kind <> 'public')
  AND x.member NOT IN (SELECT value FROM setting WHERE name = 'PRV506.principals')
  AND x.member NOT IN (SELECT name FROM role WHERE superuser = 1)
GROUP BY x.member, x.role
UNION ALL
SELECT l.name, 'the login cannot SET ROLE ' || a.name, 'medium', NULL, NULL,
  CASE WHEN (SELECT major FROM server) < 16 THEN 'GRANT {role} TO {object};'
       ELSE 'GRANT {role} TO {object} WITH INHERIT FALSE, SET TRUE;' END, a.name
FROM app_role l CROSS JOIN app_role a
WHERE l.kind = 'login' AND l.present = 1 AND a.kind IN ('tenant', 'operations') AND a.present = 1
  AND NOT EXISTS (SELECT 1 FROM role_reach x WHERE x.member = l.name AND +x.role = a.name AND +x.via = 'SET')
  -- Of several logins each needs one of the two, and each of the two needs one of them.
  AND (NOT EXISTS (SELECT 1 FROM role_reach x JOIN app_role o ON o.name = x.role AND o.kind IN ('tenant', 'operations')
                   WHERE x.member = l.name AND +x.via = 'SET')
       OR NOT EXISTS (SELECT 1 FROM app_role m JOIN role_reach x ON x.member = m.name AND +x.role = a.name
                        AND +x.via = 'SET'
                      WHERE m.kind = 'login'));
