-- rule: OBJ402
-- title: View belongs to a role that no policy binds
-- severity: high
-- object: view
-- about: view.owner, role.superuser, role.bypass_rls
-- why: What a superuser or a role with BYPASSRLS owns reads every row of every tenant. Today nobody may be granted the
--   view; one GRANT makes it a hole. A materialized view is filled that way already.
-- fix: ALTER {what|sql} {object} OWNER TO {new_owner};
-- bad: CREATE VIEW public.names AS SELECT name FROM public.projects;
-- false positives: None: no view needs such an owner. With security_invoker the owner does not count while it stays on,
--   and the finding is low.
SELECT v.schema, v.name,
  'its owner ' || v.owner || CASE r.superuser WHEN 1 THEN ' is a superuser' ELSE ' has BYPASSRLS' END AS message,
  CASE v.security_invoker WHEN 1 THEN 'low' END AS severity,
  CASE v.type WHEN 'view' THEN 'VIEW' ELSE 'MATERIALIZED VIEW' END AS what,
  (SELECT value FROM setting WHERE name = 'roles.owners' AND position = 1) AS new_owner
FROM view v CROSS JOIN role r
WHERE r.name = v.owner AND (r.superuser = 1 OR r.bypass_rls = 1)
  AND v.schema IN (SELECT value FROM setting WHERE name = 'schemas');
