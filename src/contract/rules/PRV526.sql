-- rule: PRV526
-- title: Privilege that the application needs is missing
-- severity: low
-- object: table
-- about: table.acl, column.acl, schema.acl
-- needs: tenant role, operations role
-- why: What is missing is an outage, and outages are ended with GRANT ALL.
-- fix: GRANT SELECT ON {object} TO {role};
-- bad: REVOKE SELECT ON public.projects FROM erun_tenant; REVOKE USAGE ON SCHEMA public FROM erun_operations;
-- false positives: Tables that one of the two roles is not meant to see; name them in the knobs operations_only of RLS004
--   and tenant_only of RLS005.
SELECT 'table' AS kind, t.schema, t.name, 'the ' || a.role_kind || ' role ' || a.role || ' may not read it' AS message,
  a.role, NULL AS fix
FROM access a CROSS JOIN table_access x CROSS JOIN tenant_table t
WHERE a.command = 'SELECT' AND a.granted = 0 AND x.access = a.access
  AND t.schema = x.schema AND t.name = x.name AND t.partition_bound IS NULL
  AND t.name NOT IN (SELECT value FROM setting
                     WHERE name = CASE a.role_kind WHEN 'tenant' THEN 'RLS004.operations_only'
                                                   ELSE 'RLS005.tenant_only' END)
UNION ALL
SELECT 'schema', NULL, s.name, 'the ' || a.kind || ' role ' || a.name || ' has no USAGE of the schema', a.name,
  'GRANT USAGE ON SCHEMA {object} TO {role};'
FROM app_role a CROSS JOIN audited_schema s
WHERE a.kind IN ('tenant', 'operations') AND a.present = 1 AND s.present = 1
  AND NOT EXISTS (SELECT 1 FROM effective_grant g
                  WHERE g.kind = 'schema' AND +g.name = s.name AND +g.role_kind = a.kind AND +g.privilege = 'USAGE');
