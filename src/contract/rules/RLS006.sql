-- rule: RLS006
-- title: Policy is granted to PUBLIC
-- severity: critical
-- object: policy
-- about: policy.roles
-- why: PUBLIC, which is what a policy without TO means, is every role, the tenant role among them; and permissive
--   policies are joined by OR, so one that is too wide opens the table whatever the others say.
-- fix: DROP POLICY {object} ON {table};
-- bad: CREATE POLICY users_extra ON public.users USING (true);
-- false positives: None: a restrictive policy for PUBLIC only narrows, and is not reported.
-- reference: PostgreSQL manual, CREATE POLICY
SELECT p.schema, p."table" AS parent, p.name,
  'the policy applies to PUBLIC, which is every role' AS message,
  'TO ' || (SELECT value FROM setting WHERE name = 'roles.tenant') || ' or '
        || (SELECT value FROM setting WHERE name = 'roles.operations') AS expected,
  'TO PUBLIC' AS actual
FROM named_policy p CROSS JOIN class_of_table c ON c.schema = p.schema AND c.name = p."table"
WHERE p.everyone = 1 AND p.permissive = 1;
