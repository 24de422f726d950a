-- rule: PRV515
-- title: Append-only table can be rewritten
-- severity: high
-- object: table
-- about: table.acl, column.acl, policy
-- needs: tenant role, operations role
-- knob: retention_roles =: roles that remove old rows
-- why: What happened is to be read and added to, by nobody changed. A privilege without a policy shows no symptom, until
--   somebody adds the policy; a policy without a privilege waits for the GRANT.
-- fix: REVOKE UPDATE, DELETE, TRUNCATE ON {object} FROM {grantees|roles};
-- bad: GRANT DELETE ON public.audit_events TO erun_operations;
--   CREATE POLICY audit_events_cleanup ON public.audit_events FOR DELETE TO erun_operations USING (true);
-- false positives: Retention; name its role in the knob retention_roles.
SELECT 'table' AS kind, c.schema, NULL AS parent, c.name,
  list_text(json_group_array(DISTINCT g.grantee)) || ' may ' || list_text(json_group_array(DISTINCT g.privilege))
    || ' what is append-only' AS message,
  json_group_array(DISTINCT g.grantee) AS grantees, NULL AS fix
FROM class_of_table c CROSS JOIN effective_grant g
WHERE c.class = 'append_only' AND g.schema = c.schema AND g.name = c.name AND +g.kind IN ('table', 'column')
  AND +g.privilege IN ('UPDATE', 'DELETE', 'TRUNCATE') AND g.grantee <> g.owner
  AND g.grantee NOT IN (SELECT value FROM setting WHERE name = 'PRV515.retention_roles')
GROUP BY c.schema, c.name
UNION ALL
SELECT 'policy', p.schema, p."table", p.name, 'the policy allows ' || p.command || ' on what is append-only', NULL,
  'DROP POLICY {object} ON {table};'
FROM class_of_table c CROSS JOIN policy p
WHERE c.class = 'append_only' AND p.schema = c.schema AND p."table" = c.name
  AND p.permissive = 1 AND p.command IN ('ALL', 'UPDATE', 'DELETE')
  AND EXISTS (SELECT 1 FROM json_each(p.roles) r
              WHERE r.value NOT IN (SELECT value FROM setting WHERE name = 'PRV515.retention_roles'));
