-- rule: RLS007
-- title: Policy is for a role outside of the contract
-- severity: high
-- object: policy
-- about: policy.roles
-- knob: extra_policy_roles =: roles that policies may be for besides the tenant and the operations role
-- why: A policy for another role widens what that role reaches, and every role that inherits it. Nobody who reads the
--   contract expects it, which is why it is a place to hide access.
-- fix: DROP POLICY {object} ON {table};
-- bad: CREATE ROLE zz_report; CREATE POLICY users_report ON public.users FOR SELECT TO zz_report USING (true);
-- false positives: Roles for retention, reporting or migrations; name them in the knob extra_policy_roles.
SELECT p.schema, p."table" AS parent, p.name,
  'the policy is for ' || r.value || ', which the contract does not know' AS message
FROM named_policy p CROSS JOIN class_of_table c ON c.schema = p.schema AND c.name = p."table"
  CROSS JOIN json_each(p.others) r
WHERE p.others IS NOT NULL AND r.value NOT IN (SELECT value FROM setting WHERE name = 'RLS007.extra_policy_roles');
