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
SELECT a.name, 'the ' || a.kind || ' role is a member of ' || x.role AS message, e.role AS hop, e.grantor
FROM app_role a CROSS JOIN role_reach x
  LEFT JOIN role_edge e ON e.member = a.name
    AND (e.role = x.role OR EXISTS (SELECT 1 FROM role_reach y
                                    WHERE y.member = e.role AND +y.role = x.role AND +y.via = 'MEMBER'
                                      AND +y.superuser = 0))
WHERE a.kind <> 'public' AND x.member = a.name AND +x.via = 'MEMBER' AND x.superuser = 0
  AND x.role GLOB 'pg_*' AND x.role <> 'pg_database_owner'
  AND x.role NOT IN (SELECT value FROM setting WHERE name = 'PRV520.allowed');
