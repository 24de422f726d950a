-- rule: PRV525
-- title: The application can log in elsewhere
-- severity: medium
-- object: foreign_server
-- about: foreign_server.acl, foreign_data_wrapper.acl, user_mapping
-- needs: tenant role, operations role
-- why: A foreign server is a second way in, as whoever its user mapping says, perhaps into this very database: none of
--   this one's policies is asked.
-- fix: REVOKE USAGE ON {what|sql} {object} FROM {grantee|role};
-- bad: CREATE FOREIGN DATA WRAPPER nothing; CREATE SERVER far FOREIGN DATA WRAPPER nothing;
--   GRANT USAGE ON FOREIGN SERVER far TO erun_tenant;
-- false positives: A server that holds no tenant's data; waive it.
SELECT g.kind, g.name, g.grantee || CASE WHEN g.grantee = g.owner THEN ' owns it' ELSE ' may use it' END AS message,
  CASE g.kind WHEN 'foreign_server' THEN 'FOREIGN SERVER' ELSE 'FOREIGN DATA WRAPPER' END AS what, g.grantee,
  NULL AS server, NULL AS fix
FROM effective_grant g
WHERE g.kind IN ('foreign_server', 'foreign_data_wrapper') AND +g.privilege = 'USAGE'
UNION ALL
SELECT 'user_mapping', m.server || ', ' || m.role, m.role || ' logs in at ' || m.server || ' by a mapping of its own', NULL,
  m.role, m.server, 'DROP USER MAPPING FOR {grantee|role} SERVER {server};'
FROM user_mapping m CROSS JOIN app_role a
WHERE a.name = m.role;
