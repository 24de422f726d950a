-- rule: CTX104
-- title: Context function is not STABLE
-- severity: critical
-- object: function
-- about: function.volatility
-- why: The value of an IMMUTABLE function is kept in plans: a prepared statement goes on to show one tenant's rows when
--   the session has moved on to another. A VOLATILE one is asked for every row, and no index helps.
-- fix: ALTER FUNCTION {object} STABLE;
-- bad: ALTER FUNCTION public.erun_current_tenant_id() IMMUTABLE;
-- reference: PostgreSQL manual, 36.7 Function Volatility Categories
SELECT f.schema, f.name, f.signature,
  CASE f.volatility WHEN 'immutable' THEN 'it is IMMUTABLE: plans keep the first tenant that it returned'
                    ELSE 'it is VOLATILE: it is asked for every row' END AS message,
  CASE f.volatility WHEN 'immutable' THEN 'critical' ELSE 'high' END AS severity,
  'STABLE' AS expected, upper(f.volatility) AS actual
FROM setting n CROSS JOIN setting k CROSS JOIN functions f ON f.schema = k.value AND f.name = n.value
WHERE n.name = 'tenant.function' AND k.name = 'schemas' AND f.volatility <> 'stable';
