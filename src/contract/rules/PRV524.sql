-- rule: PRV524
-- title: Login is granted tables itself
-- severity: medium
-- object: table
-- about: table.acl, view.acl, column.acl
-- why: What the login has itself it has before it takes up a role. A request that forgets to take one up then works, and
--   the mistake is seen by nobody.
-- fix: REVOKE ALL ON {object} FROM {grantees|roles};
-- bad: GRANT SELECT ON public.users TO erun_api;
-- false positives: None: what is needed before there is a tenant is a function's to do (OBJ405).
SELECT CASE WHEN EXISTS (SELECT 1 FROM view v WHERE v.schema = g.schema AND v.name = g.name) THEN 'view'
            ELSE 'table' END AS kind, g.schema, g.name,
  list_text(json_group_array(DISTINCT g.grantee)) || ' has ' || list_text(json_group_array(DISTINCT g.privilege))
    || ' itself' AS message,
  json_group_array(DISTINCT g.grantee) AS grantees
FROM effective_grant g
WHERE g.role_kind = 'login' AND +g.kind IN ('table', 'view', 'column') AND g.role = g.grantee AND g.grantee <> g.owner
  AND +g.schema IN (SELECT value FROM setting WHERE name = 'schemas')
GROUP BY g.schema, g.name;
