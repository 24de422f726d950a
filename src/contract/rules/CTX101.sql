-- rule: CTX101
-- title: Context function missing or overloaded
-- severity: critical
-- object: function
-- about: function
-- why: Without it neither policies nor defaults can name the tenant. With a second function of its name, a policy that is
--   written next week may be bound to the wrong one.
-- bad: CREATE FUNCTION public.erun_current_tenant_id(wanted integer) RETURNS uuid LANGUAGE sql RETURN NULL::uuid;
WITH context AS (
  SELECT f.schema, f.name, f.signature,
    row_number() OVER (ORDER BY f.argument_count <> '0', k.position) AS place
  FROM setting n CROSS JOIN setting k CROSS JOIN functions f ON f.schema = k.value AND f.name = n.value
  WHERE n.name = 'tenant.function' AND k.name = 'schemas'
)
SELECT k.value AS schema, n.value AS name, NULL AS signature, s.value AS setting,
  'there is no function of this name: nothing can tell the tenant of a session' AS message,
  'CREATE FUNCTION {context_function}() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE' || char(10)
    || '  RETURN NULLIF(pg_catalog.current_setting({setting|literal}, true), '''')::pg_catalog.uuid;' AS fix
FROM setting n CROSS JOIN setting k CROSS JOIN setting s
WHERE n.name = 'tenant.function' AND k.name = 'schemas' AND k.position = 1 AND s.name = 'tenant.setting'
  AND NOT EXISTS (SELECT 1 FROM context)
UNION ALL
SELECT schema, name, signature, NULL, 'it is another function with the name of the context function',
  'DROP FUNCTION {object};'
FROM context
WHERE place > 1;
