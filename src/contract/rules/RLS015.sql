-- rule: RLS015
-- title: USING (true) for the tenant role
-- severity: critical
-- object: policy
-- about: policy.using, policy.with_check, policy.roles, policy, membership
-- needs: tenant role
-- why: A policy that is true for every row gives the tenant role all tenants, whatever other policies say. It is the most
--   usual of all mistakes, so it has a rule of its own that needs no proof.
-- fix: ALTER POLICY {object} ON {table} {tenant_clauses};
-- bad: ALTER POLICY users_tenant_policy ON public.users USING (true);
-- false positives: A table that all tenants may read; list it in plumb.yaml, tables.global, with its reason.
WITH open AS (
  SELECT DISTINCT a.access
  FROM access a
  WHERE a.role_kind = 'tenant'
    AND (EXISTS (SELECT 1 FROM json_each(a.visible_any) v WHERE v.value = 'true')
         OR EXISTS (SELECT 1 FROM json_each(a.writable_any) v WHERE v.value = 'true'))
)
SELECT DISTINCT e.schema, e."table" AS parent, e.name, e.declared_command AS command,
  'the policy is true for every row, and applies to the tenant role'
    || CASE e.via WHEN e.role THEN '' ELSE ', which has it by way of ' || e.via END AS message,
  CASE e."using" WHEN 'true' THEN 'USING (true)' ELSE '' END
    || CASE WHEN e."using" = 'true' AND e.with_check = 'true' THEN ' ' ELSE '' END
    || CASE e.with_check WHEN 'true' THEN 'WITH CHECK (true)' ELSE '' END AS actual,
  CASE WHEN e.via NOT IN (e.role, 'PUBLIC') THEN 'REVOKE {via|role} FROM {role|role};'
       WHEN list_has(p.roles, (SELECT value FROM setting WHERE name = 'roles.operations'))
         THEN 'ALTER POLICY {object} ON {table} TO {operations_role};' END AS fix,
  e.via, e.role
FROM open o CROSS JOIN table_access t ON t.access = o.access
  CROSS JOIN effective_policy e ON e.schema = t.schema AND e."table" = t.name
  CROSS JOIN policy p ON p.schema = e.schema AND p."table" = e."table" AND p.name = e.name
WHERE e.role_kind = 'tenant' AND e.permissive = 1 AND (e."using" = 'true' OR e.with_check = 'true');
