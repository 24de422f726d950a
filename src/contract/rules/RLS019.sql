-- rule: RLS019
-- title: Policy calls a volatile function
-- severity: medium
-- object: policy
-- about: function.volatility, policy.using, policy.with_check
-- why: A volatile function runs once for each row, keeps the server from finding the tenant's rows by an index, may
--   change data while somebody reads, and may answer differently for two rows of one statement.
-- bad: CREATE FUNCTION public.zz_open() RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RETURN true; END';
--   ALTER POLICY users_tenant_policy ON public.users
--     USING (tenant_id = public.erun_current_tenant_id() AND public.zz_open());
-- reference: PostgreSQL manual, 36.7 Function Volatility Categories
SELECT k.schema, k."table" AS parent, k.policy AS name, k.function,
  'the policy calls ' || k.function || ', which is volatile' AS message,
  CASE k.origin WHEN 'database' THEN 'ALTER FUNCTION {function|sql} STABLE;' END AS fix
FROM policy_call k CROSS JOIN class_of_table c ON c.schema = k.schema AND c.name = k."table"
WHERE k.volatility = 'volatile';
