-- rule: RLS005
-- title: Tenant table has no policy for the operations role
-- severity: medium
-- object: table
-- about: policy
-- needs: operations role
-- knob: tenant_only =: tables that the operations role is not meant to see at all
-- why: Where operations cannot see a table, support work is done as its owner or as a superuser, and then nothing is
--   bound at all.
-- fix: CREATE POLICY {operations_policy} ON {table} TO {operations_role} USING (true) WITH CHECK (true);
-- bad: DROP POLICY users_operations_policy ON public.users;
-- false positives: Tables that operations must not see; name them in the knob tenant_only.
WITH closed AS (
  SELECT access FROM access WHERE role_kind = 'operations' GROUP BY access HAVING max(permissive) = 0
)
SELECT t.schema, t.name, 'no permissive policy applies to the operations role' AS message,
  CASE t.class WHEN 'append_only' THEN
    'CREATE POLICY {select_policy} ON {table} FOR SELECT TO {operations_role} USING (true);' || char(10) ||
    'CREATE POLICY {insert_policy} ON {table} FOR INSERT TO {operations_role} WITH CHECK (true);'
  END AS fix,
  replace(replace(k.value, '{table}', t.name), '{command}', 'select') AS select_policy,
  replace(replace(k.value, '{table}', t.name), '{command}', 'insert') AS insert_policy
FROM closed o CROSS JOIN table_access a ON a.access = o.access
  CROSS JOIN tenant_table t ON t.schema = a.schema AND t.name = a.name
  LEFT JOIN setting k ON k.name = 'names.operations_command_policy' AND k.position = 1
WHERE t.row_security = 1 AND t.partition_bound IS NULL
  AND t.name NOT IN (SELECT value FROM setting WHERE name = 'RLS005.tenant_only');
