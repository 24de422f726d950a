-- rule: RLS018
-- title: Operations policy is not unconditional
-- severity: low
-- object: policy
-- about: policy.using, policy.with_check, policy.roles
-- needs: operations role
-- knob: operations_policy = unconditional: any, for those whose operators are to see a part only
-- why: Operations are to see everything. Where a condition leaves out some rows, sweeps for retention, billing or support
--   work on a part of the data, and nothing tells them.
-- fix: ALTER POLICY {object} ON {table} {clauses|sql};
-- bad: ALTER POLICY users_operations_policy ON public.users USING (tenant_id = public.erun_current_tenant_id());
-- false positives: Operators who must not see everything; set the knob operations_policy to any.
WITH bound AS (
  SELECT DISTINCT a.access
  FROM access a
  WHERE a.role_kind = 'operations'
    AND 'any' NOT IN (SELECT value FROM setting WHERE name = 'RLS018.operations_policy')
    AND (EXISTS (SELECT 1 FROM json_each(a.visible_any) v WHERE v.value <> 'true')
         OR EXISTS (SELECT 1 FROM json_each(a.writable_any) v WHERE v.value <> 'true')
         OR (a.permissive > json_array_length(a.visible_any) AND a.command <> 'INSERT')
         OR (a.permissive > json_array_length(a.writable_any) AND a.command = 'INSERT'))
)
SELECT DISTINCT e.schema, e."table" AS parent, e.name,
  'the policy does not let the operations role do everything' AS message,
  CASE e.declared_command WHEN 'INSERT' THEN 'WITH CHECK (true)' WHEN 'SELECT' THEN 'USING (true)'
                          WHEN 'DELETE' THEN 'USING (true)' ELSE 'USING (true) WITH CHECK (true)' END AS clauses,
  CASE WHEN e."using" IS NULL THEN '' ELSE 'USING ' || e."using" END
    || CASE WHEN e."using" IS NULL OR e.with_check IS NULL THEN '' ELSE ' ' END
    || CASE WHEN e.with_check IS NULL THEN '' ELSE 'WITH CHECK ' || e.with_check END AS actual
FROM bound b CROSS JOIN table_access t ON t.access = b.access
  CROSS JOIN effective_policy e ON e.schema = t.schema AND e."table" = t.name
WHERE e.role_kind = 'operations' AND e.permissive = 1
  AND ((e.declared_command <> 'INSERT' AND e."using" IS NOT 'true')
       OR (e.declared_command IN ('ALL', 'INSERT', 'UPDATE') AND coalesce(e.with_check, e."using") IS NOT 'true'))
  AND NOT EXISTS (SELECT 1 FROM effective_policy o
                  WHERE o.schema = e.schema AND o."table" = e."table" AND o.name = e.name AND o.role_kind = 'tenant');
