-- rule: PRV508
-- title: The application may TRUNCATE
-- severity: critical
-- object: table
-- about: table.acl
-- needs: tenant role, operations role
-- why: Row level security has no say in TRUNCATE: one statement empties the table for all tenants.
-- fix: REVOKE TRUNCATE ON {object} FROM {grantees|roles};
-- bad: GRANT TRUNCATE ON public.users TO erun_tenant;
-- false positives: None: delete by a condition.
-- reference: PostgreSQL manual, 5.9 Row Security Policies
SELECT g.schema, g.name, 'TRUNCATE is granted to ' || list_text(json_group_array(DISTINCT g.grantee)) AS message,
  json_group_array(DISTINCT g.grantee) AS grantees
FROM effective_grant g
WHERE g.privilege = 'TRUNCATE' AND g.grantee <> g.owner
  AND +g.schema IN (SELECT value FROM setting WHERE name = 'schemas')
GROUP BY g.schema, g.name;
