-- rule: PRV510
-- title: The application may reference tables
-- severity: medium
-- object: table
-- about: table.acl, column.acl
-- needs: tenant role, operations role
-- why: A foreign key is checked past all policies. Who may make one, and has a place to make a table in, learns which keys
--   the other tenants have, and keeps them from deleting what they refer to. Writing rows needs no REFERENCES.
-- fix: REVOKE REFERENCES ON {object} FROM {grantees|roles};
-- bad: GRANT REFERENCES ON public.users TO erun_tenant;
-- false positives: None. It is high where a role of the application can also create tables or schemas (PRV517, PRV518).
-- reference: PostgreSQL manual, 5.9 Row Security Policies
SELECT CASE WHEN EXISTS (SELECT 1 FROM view v WHERE v.schema = g.schema AND v.name = g.name) THEN 'view'
            ELSE 'table' END AS kind, g.schema, g.name,
  'REFERENCES is granted to ' || list_text(json_group_array(DISTINCT g.grantee)) AS message,
  json_group_array(DISTINCT g.grantee) AS grantees,
  CASE WHEN EXISTS (SELECT 1 FROM effective_grant c WHERE c.privilege = 'CREATE' AND +c.kind IN ('schema', 'database'))
       THEN 'high' END AS severity
FROM effective_grant g
WHERE g.privilege = 'REFERENCES' AND g.grantee <> g.owner
  AND +g.schema IN (SELECT value FROM setting WHERE name = 'schemas')
GROUP BY g.schema, g.name;
