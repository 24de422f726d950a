-- rule: RLS010
-- title: Policy lacks WITH CHECK
-- severity: medium
-- object: policy
-- about: policy.with_check
-- why: Without WITH CHECK the server takes USING for new rows too. That holds until somebody narrows USING for reading,
--   or adds a second policy for writing. A policy for INSERT without it refuses every row.
-- fix: ALTER POLICY {object} ON {table} WITH CHECK ({tenant_column} = {context_function}());
-- bad: DROP POLICY users_tenant_policy ON public.users;
--   CREATE POLICY users_tenant_policy ON public.users TO erun_tenant
--     USING (tenant_id = public.erun_current_tenant_id());
-- reference: PostgreSQL manual, CREATE POLICY
SELECT p.schema, p."table" AS parent, p.name,
  'the policy for ' || p.command || ' has no WITH CHECK: '
    || CASE p.command WHEN 'INSERT' THEN 'it refuses every row' ELSE 'USING is taken for new rows' END AS message,
  CASE WHEN p.roles = json_array((SELECT value FROM setting WHERE name = 'roles.operations'))
       THEN 'ALTER POLICY {object} ON {table} WITH CHECK (true);' END AS fix
FROM policy p CROSS JOIN class_of_table c ON c.schema = p.schema AND c.name = p."table"
WHERE p.with_check IS NULL AND p.command IN ('ALL', 'INSERT', 'UPDATE');
