-- rule: RLS022
-- title: Tenant policy with a query of its own
-- severity: medium
-- object: policy
-- about: policy.using, policy.with_check
-- why: The query runs as the caller, under the policies of the table that it reads: it may see too little, recurse with
--   an error, and moves the border between tenants into the rows of another table.
-- fix: ALTER POLICY {object} ON {table} {tenant_clauses};
-- bad: ALTER POLICY users_tenant_policy ON public.users USING (tenant_id IN (SELECT p.tenant_id FROM public.projects p));
-- false positives: None for (SELECT f()), which reads no table and is not reported.
SELECT p.schema, p."table" AS parent, p.name, p.command,
  'the policy asks ' || coalesce(nullif(list_text(p.reads), ''), 'other tables') AS message,
  coalesce(p."using", p.with_check) AS actual
FROM policy p CROSS JOIN class_of_table c ON c.schema = p.schema AND c.name = p."table"
WHERE p.subselect = 1
  AND EXISTS (SELECT 1 FROM effective_policy e
              WHERE e.schema = p.schema AND e."table" = p."table" AND e.name = p.name AND e.role_kind = 'tenant');
