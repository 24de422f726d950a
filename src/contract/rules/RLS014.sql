-- rule: RLS014
-- title: Tenant policy with an OR
-- severity: high
-- object: policy
-- about: policy.using, policy.with_check
-- needs: tenant role
-- why: Each side of an OR opens the table by itself. What is on the other side is usually a setting that the session may
--   set as it likes, or a question about roles. Who is to see more gets a role and a policy of its own.
-- fix: ALTER POLICY {object} ON {table} {tenant_clauses};
-- bad: ALTER POLICY users_tenant_policy ON public.users
--     USING (tenant_id = public.erun_current_tenant_id() OR current_setting('erun.support', true) = 'yes');
-- false positives: An OR that only narrows, beside the tenant's match. IN (…) is no OR, and is left to RLS012.
SELECT p.schema, p."table" AS parent, p.name, p.command,
  'the policy lets rows through by an OR' AS message,
  coalesce(p."using", p.with_check) AS actual
FROM policy p CROSS JOIN tenant_table t ON t.schema = p.schema AND t.name = p."table"
WHERE p.disjunction = 1
  AND EXISTS (SELECT 1 FROM effective_policy e
              WHERE e.schema = p.schema AND e."table" = p."table" AND e.name = p.name AND e.role_kind = 'tenant');
