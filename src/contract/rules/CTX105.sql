-- rule: CTX105
-- title: Context function is SECURITY DEFINER
-- severity: medium
-- object: function
-- about: function.security
-- why: It needs no right to read a setting. With its owner's rights every name in it is resolved by somebody who may do
--   more, and it is not inlined any more.
-- fix: ALTER FUNCTION {object} SECURITY INVOKER;
-- bad: ALTER FUNCTION public.erun_current_tenant_id() SECURITY DEFINER;
SELECT f.schema, f.name, f.signature,
  'it runs with the rights of its owner, ' || f.owner AS message,
  'SECURITY INVOKER' AS expected, 'SECURITY DEFINER' AS actual
FROM setting n CROSS JOIN setting k CROSS JOIN functions f ON f.schema = k.value AND f.name = n.value
WHERE n.name = 'tenant.function' AND k.name = 'schemas' AND f.security = 'definer';
