-- rule: RLS024
-- title: Tenants are compared in a way that leaks or finds no index
-- severity: medium
-- object: policy
-- about: policy.using, policy.with_check
-- why: Of two UUIDs the server knows that comparing them tells nothing, and it finds them by the index. Once the tenant
--   column is cast, or compared by an operator of another kind, every query reads the whole table, and conditions of the
--   user wait behind the policy.
-- fix: ALTER POLICY {object} ON {table} {tenant_clauses};
-- bad: ALTER POLICY users_tenant_policy ON public.users
--     USING (tenant_id::text = public.erun_current_tenant_id()::text);
-- reference: PostgreSQL manual, 39.5 Rules and Privileges
WITH casting AS (
  SELECT DISTINCT a.access
  FROM access a CROSS JOIN setting k
  WHERE k.name = 'tenant.column'
    AND (a.visible_any || a.writable_any || a.visible_all || a.writable_all) LIKE '%' || k.value || ')::%'
)
SELECT DISTINCT e.schema, e."table" AS parent, e.name, e.declared_command AS command,
  'the policy casts the tenant column' AS message, coalesce(e."using", e.with_check) AS actual
FROM casting c CROSS JOIN setting k CROSS JOIN table_access t ON t.access = c.access
  CROSS JOIN effective_policy e ON e.schema = t.schema AND e."table" = t.name
WHERE k.name = 'tenant.column'
  AND (instr(coalesce(e."using", '') || coalesce(e.with_check, ''), '(' || k.value || ')::') > 0
       OR instr(coalesce(e."using", '') || coalesce(e.with_check, ''), '.' || k.value || ')::') > 0)
UNION
SELECT k.schema, k."table", k.policy, p.command,
  'the policy applies ' || k.function || ' as an operator, which is not leakproof', coalesce(p."using", p.with_check)
FROM policy_call k CROSS JOIN policy p ON p.schema = k.schema AND p."table" = k."table" AND p.name = k.policy
  CROSS JOIN tenant_table t ON t.schema = k.schema AND t.name = k."table"
WHERE k.how = 'operator' AND k.leakproof = 0;
