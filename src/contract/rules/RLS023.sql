-- rule: RLS023
-- title: Policy reads a setting by itself
-- severity: medium
-- object: policy
-- about: policy.using, policy.with_check
-- why: What happens where no tenant is set is decided in one place, the context function. A policy that reads the setting
--   by itself decides it again: it raises an error, or takes the empty text that a pooled session leaves behind.
-- fix: ALTER POLICY {object} ON {table} {tenant_clauses};
-- bad: ALTER POLICY users_tenant_policy ON public.users
--     USING (tenant_id = current_setting('erun.tenant_id', true)::uuid);
SELECT k.schema, k."table" AS parent, k.policy AS name, p.command,
  'the policy calls current_setting() by itself' AS message, coalesce(p."using", p.with_check) AS actual
FROM policy_call k CROSS JOIN policy p ON p.schema = k.schema AND p."table" = k."table" AND p.name = k.policy
  CROSS JOIN class_of_table c ON c.schema = k.schema AND c.name = k."table"
WHERE k.function IN ('current_setting(text)', 'current_setting(text,boolean)');
