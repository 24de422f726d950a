-- rule: RLS009
-- title: Policy lacks USING
-- severity: high
-- object: policy
-- about: policy.using
-- why: A policy without USING lets no row through. That is safe, but it is not what the contract says, and it invites the
--   repair that lets all rows through.
-- fix: ALTER POLICY {object} ON {table} USING ({tenant_column} = {context_function}());
-- bad: DROP POLICY users_tenant_policy ON public.users;
--   CREATE POLICY users_tenant_policy ON public.users TO erun_tenant
--     WITH CHECK (tenant_id = public.erun_current_tenant_id());
-- reference: PostgreSQL manual, CREATE POLICY
SELECT p.schema, p."table" AS parent, p.name,
  'the policy for ' || p.command || ' has no USING: it lets no row through' AS message,
  CASE WHEN p.roles = json_array((SELECT value FROM setting WHERE name = 'roles.operations'))
       THEN 'ALTER POLICY {object} ON {table} USING (true);' END AS fix
FROM policy p CROSS JOIN class_of_table c ON c.schema = p.schema AND c.name = p."table"
WHERE p."using" IS NULL AND p.command <> 'INSERT';
