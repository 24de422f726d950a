-- rule: PRV514
-- title: Tenants reach the root tables
-- severity: high
-- object: table
-- about: table.acl, column.acl
-- needs: tenant role
-- knob: readable =: root tables that the tenant role may read
-- why: The tables by which a tenant is found have no policies. What the tenant role may do there it may do to every
--   tenant: read who the other customers are, rename their issuers, take one for itself.
-- fix: REVOKE ALL ON {object} FROM {grantees|roles};
-- bad: GRANT UPDATE (name) ON public.tenants TO erun_tenant;
-- false positives: A root table that tenants may read on purpose; name it in the knob readable. For finding the tenant of
--   an issuer, a definer function does (OBJ405).
SELECT c.schema, c.name,
  list_text(json_group_array(DISTINCT g.grantee)) || ' may ' || list_text(json_group_array(DISTINCT
    g.privilege || CASE WHEN g.column IS NULL THEN '' ELSE ' (' || g.column || ')' END))
    || CASE WHEN max(g.privilege <> 'SELECT') THEN ' for every tenant' ELSE ': all tenants can be listed' END AS message,
  CASE WHEN max(g.privilege <> 'SELECT') THEN 'high' ELSE 'medium' END AS severity,
  json_group_array(DISTINCT g.grantee) AS grantees
FROM class_of_table c CROSS JOIN effective_grant g
WHERE c.class = 'root' AND g.schema = c.schema AND g.name = c.name AND +g.kind IN ('table', 'column')
  AND +g.role_kind <> 'operations' AND g.grantee <> g.owner
  AND NOT (g.privilege = 'SELECT' AND EXISTS (SELECT 1 FROM setting k WHERE k.name = 'PRV514.readable'
                                                AND k.value IN (c.name, c.schema || '.' || c.name)))
GROUP BY c.schema, c.name;
