-- rule: RLS004
-- title: Tenant table has no permissive policy for the tenant role
-- severity: high
-- object: table
-- about: policy
-- needs: tenant role
-- knob: operations_only =: tables that the tenant role is not meant to see at all
-- why: Without a policy the tenant role sees no row. That is safe, and it is the state in which somebody repairs
--   production with USING (true), or by switching row security off.
-- fix: CREATE POLICY {tenant_policy} ON {table} TO {tenant_role}
--   USING ({tenant_column} = {context_function}()) WITH CHECK ({tenant_column} = {context_function}());
-- bad: DROP POLICY users_tenant_policy ON public.users;
-- false positives: Tables for operations only; name them in the knob operations_only.
WITH closed AS (
  SELECT access FROM access WHERE role_kind = 'tenant' GROUP BY access HAVING max(permissive) = 0
)
SELECT t.schema, t.name, 'no permissive policy applies to the tenant role' AS message,
  CASE t.class WHEN 'append_only' THEN
    'CREATE POLICY {select_policy} ON {table} FOR SELECT TO {tenant_role} USING ({tenant_column} = {context_function}());'
    || char(10) ||
    'CREATE POLICY {insert_policy} ON {table} FOR INSERT TO {tenant_role} WITH CHECK ({tenant_column} = {context_function}());'
  END AS fix,
  replace(replace(k.value, '{table}', t.name), '{command}', 'select') AS select_policy,
  replace(replace(k.value, '{table}', t.name), '{command}', 'insert') AS insert_policy
FROM closed o CROSS JOIN table_access a ON a.access = o.access
  CROSS JOIN tenant_table t ON t.schema = a.schema AND t.name = a.name
  LEFT JOIN setting k ON k.name = 'names.tenant_command_policy' AND k.position = 1
WHERE t.row_security = 1 AND t.partition_bound IS NULL
  AND t.name NOT IN (SELECT value FROM setting WHERE name = 'RLS004.operations_only');
