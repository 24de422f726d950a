-- rule: PRV509
-- title: The application may put triggers on tables
-- severity: critical
-- object: table
-- about: table.acl, view.acl
-- needs: tenant role, operations role
-- why: A trigger runs with the rights of whoever writes next. The tenant role hangs one up, the operations role runs it.
-- fix: REVOKE TRIGGER ON {object} FROM {grantees|roles};
-- bad: GRANT TRIGGER ON public.users TO erun_tenant;
-- false positives: None: triggers are the owner's business.
SELECT CASE g.kind WHEN 'view' THEN 'view' ELSE 'table' END AS kind, g.schema, g.name,
  'TRIGGER is granted to ' || list_text(json_group_array(DISTINCT g.grantee)) AS message,
  json_group_array(DISTINCT g.grantee) AS grantees
FROM effective_grant g
WHERE g.privilege = 'TRIGGER' AND g.grantee <> g.owner
  AND +g.schema IN (SELECT value FROM setting WHERE name = 'schemas')
GROUP BY g.kind, g.schema, g.name;
