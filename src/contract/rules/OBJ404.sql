-- rule: OBJ404
-- title: Materialized view is open to the application
-- severity: high
-- object: view
-- about: view.acl, column.acl, view
-- needs: tenant role, operations role
-- why: A materialized view is a copy, made with the rights of its owner; it can have no policies. Whoever may read it
--   reads what the owner saw, of all tenants.
-- fix: REVOKE ALL ON {object} FROM {grantees|roles};
-- bad: CREATE MATERIALIZED VIEW public.user_cache AS SELECT * FROM public.users;
--   GRANT SELECT ON public.user_cache TO erun_tenant;
-- false positives: One that holds nothing of a tenant's; list it in plumb.yaml, tables.global, with its reason. One that
--   reads global tables only, and calls nothing, is not reported.
SELECT v.schema, v.name,
  'the materialized view is granted to ' || list_text(json_group_array(DISTINCT g.grantee)) AS message,
  json_group_array(DISTINCT g.grantee) AS grantees
FROM view v CROSS JOIN effective_grant g
WHERE v.type = 'materialized view' AND g.schema = v.schema AND g.name = v.name AND +g.kind IN ('view', 'column')
  AND g.grantee <> g.owner
  AND NOT EXISTS (SELECT 1 FROM setting k WHERE k.name = 'tables.global'
                    AND k.value IN (v.name, v.schema || '.' || v.name))
  AND (v.calls IS NOT NULL OR EXISTS (
         SELECT 1 FROM view_source s WHERE s.schema = v.schema AND s.name = v.name AND s.class IS NOT 'global'))
GROUP BY v.schema, v.name;
