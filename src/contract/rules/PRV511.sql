-- rule: PRV511
-- title: The application may maintain tables
-- severity: medium
-- object: table
-- about: table.acl, view.acl
-- needs: tenant role, operations role
-- why: With MAINTAIN a tenant rebuilds, clusters or locks what all tenants work on, which stops them as long as it takes,
--   and decides when statistics are made. GRANT ALL gives it along.
-- fix: REVOKE MAINTAIN ON {object} FROM {grantees|roles};
-- bad: GRANT MAINTAIN ON public.users TO erun_tenant;
-- false positives: A login that refreshes a materialized view; let the owner do it.
-- reference: PostgreSQL manual, 5.8 Privileges
SELECT CASE g.kind WHEN 'view' THEN 'view' ELSE 'table' END AS kind, g.schema, g.name,
  'MAINTAIN is granted to ' || list_text(json_group_array(DISTINCT g.grantee)) AS message,
  json_group_array(DISTINCT g.grantee) AS grantees
FROM effective_grant g
WHERE g.privilege = 'MAINTAIN' AND g.grantee <> g.owner
  AND +g.schema IN (SELECT value FROM setting WHERE name = 'schemas')
GROUP BY g.kind, g.schema, g.name;
