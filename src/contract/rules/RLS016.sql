-- rule: RLS016
-- title: More than one permissive policy for one command of the tenant role
-- severity: high
-- object: table
-- about: policy, policy.roles, policy.permissive, membership
-- needs: tenant role
-- why: Permissive policies are joined by OR, so every further one can only let more rows through; and the server asks all
--   of them for each row.
-- bad: CREATE POLICY users_tenant_select ON public.users FOR SELECT TO erun_tenant
--     USING (tenant_id = public.erun_current_tenant_id());
-- fixed: DROP POLICY users_tenant_select ON public.users;
-- false positives: None: what narrows is a restrictive policy, and those are not counted.
WITH several AS (
  SELECT access, command FROM access WHERE role_kind = 'tenant' AND permissive > 1
), policies AS (
  SELECT t.schema, t.name, s.command, group_concat(e.name, ' and ') AS names
  FROM several s CROSS JOIN table_access t ON t.access = s.access
    CROSS JOIN effective_policy e ON e.schema = t.schema AND e."table" = t.name AND e.command = s.command
  WHERE e.role_kind = 'tenant' AND e.permissive = 1
  GROUP BY t.schema, t.name, s.command
)
SELECT schema, name,
  'for ' || group_concat(command, ', ') || ' the tenant role has ' || names || ', and either of them opens the table'
    AS message
FROM policies
GROUP BY schema, name, names;
