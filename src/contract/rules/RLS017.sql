-- rule: RLS017
-- title: Restrictive policy without a permissive one beside it
-- severity: high
-- object: policy
-- about: policy.permissive
-- needs: tenant role
-- why: A restrictive policy narrows what others let through; alone it lets nothing through, and the tenant role sees no
--   row. The repair is often a permissive policy that is too wide.
-- bad: DROP POLICY users_tenant_policy ON public.users;
--   CREATE POLICY users_tenant_policy ON public.users AS RESTRICTIVE TO erun_tenant
--     USING (tenant_id = public.erun_current_tenant_id()) WITH CHECK (tenant_id = public.erun_current_tenant_id());
-- fixed: DROP POLICY users_tenant_policy ON public.users;
--   CREATE POLICY users_tenant_policy ON public.users TO erun_tenant
--     USING (tenant_id = public.erun_current_tenant_id()) WITH CHECK (tenant_id = public.erun_current_tenant_id());
-- false positives: None: a restrictive guard beside the permissive policy is a good thing, and is not reported.
-- reference: PostgreSQL manual, CREATE POLICY
SELECT p.schema, p."table" AS parent, p.name,
  'the policy is restrictive, and no permissive one for '
    || CASE p.command WHEN 'ALL' THEN 'any command' ELSE p.command END || ' applies to the tenant role' AS message,
  'AS PERMISSIVE' AS expected, 'AS RESTRICTIVE' AS actual
FROM policy p CROSS JOIN tenant_table t ON t.schema = p.schema AND t.name = p."table"
WHERE p.permissive = 0
  AND EXISTS (SELECT 1 FROM effective_policy e
              WHERE e.schema = p.schema AND e."table" = p."table" AND e.name = p.name AND e.role_kind = 'tenant')
  AND NOT EXISTS (SELECT 1 FROM effective_policy o
                  WHERE o.schema = p.schema AND o."table" = p."table" AND o.role_kind = 'tenant' AND o.permissive = 1
                    AND p.command IN ('ALL', o.command));
