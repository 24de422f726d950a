-- rule: RLS008
-- title: Policy name off contract
-- severity: low
-- object: policy
-- why: Names are what schema, migrations and audits have in common. A policy with another name is made once more by the
--   next deploy, and two permissive policies are joined by OR.
-- fix: ALTER POLICY {object} ON {table} RENAME TO {wanted};
-- bad: ALTER POLICY users_tenant_policy ON public.users RENAME TO users_rls;
-- false positives: Other patterns; list them in plumb.yaml, names. A restrictive policy only narrows, and may be called
--   as it likes.
WITH named AS (
  SELECT p.schema, p."table", p.name, p.command, p.role_kind
  FROM named_policy p CROSS JOIN tenant_table t ON t.schema = p.schema AND t.name = p."table"
  WHERE p.known = 0 AND p.permissive = 1 AND p.role_kind IS NOT NULL
), allowed AS (
  SELECT n.*, CAST(substr(CAST(replace(replace(k.value, '{table}', n."table"), '{command}', lower(n.command)) AS BLOB),
                          1, 63) AS TEXT) AS wanted
  FROM named n JOIN setting k
    ON (n.role_kind = 'tenant' AND k.name IN ('names.tenant_policy', 'names.tenant_command_policy'))
    OR (n.role_kind = 'operations' AND k.name IN ('names.operations_policy', 'names.operations_command_policy'))
  WHERE k.value NOT LIKE '%{command}%' OR n.command <> 'ALL'
)
SELECT n.schema, n."table" AS parent, n.name,
  'the name is none of a policy of the ' || n.role_kind || ' role' AS message,
  (SELECT group_concat(wanted, ' or ') FROM allowed a
   WHERE a.schema = n.schema AND a."table" = n."table" AND a.name = n.name) AS expected,
  n.name AS actual,
  (SELECT wanted FROM allowed a WHERE a.schema = n.schema AND a."table" = n."table" AND a.name = n.name
     AND a.wanted NOT IN (SELECT p.name FROM policy p WHERE p.schema = n.schema AND p."table" = n."table")
   LIMIT 1) AS wanted
FROM named n;
