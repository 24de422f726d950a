-- rule: RLS020
-- title: Policies depend on a function that an application role can replace
-- severity: critical
-- object: function
-- about: function.owner, membership, role
-- why: Whoever owns the function, or may act as its owner, can replace it by one that returns another tenant, or true.
--   The text of the policies stays the same, so nobody who compares policies would see it.
-- bad: ALTER FUNCTION public.erun_current_tenant_id() OWNER TO erun_tenant;
-- fixed: ALTER FUNCTION public.erun_current_tenant_id() OWNER TO erun_owner;
WITH reachable AS (
  SELECT x.role AS owner, group_concat(DISTINCT a.name) AS roles
  FROM app_role a CROSS JOIN role_reach x ON x.member = a.name AND x.via = 'MEMBER'
  WHERE a.kind <> 'public' AND x.superuser = 0
  GROUP BY x.role
), call AS (
  SELECT k.function, k.owner, substr(k.function, 1, instr(k.function, '(') - 1) AS called,
    substr(k.function, instr(k.function, '(') + 1) AS rest, replace(r.roles, ',', ', ') AS roles,
    count(*) AS policies
  FROM reachable r CROSS JOIN policy_call k ON k.owner = r.owner
    CROSS JOIN class_of_table c ON c.schema = k.schema AND c.name = k."table"
  WHERE k.origin <> 'server'
  GROUP BY k.function
)
SELECT schema_of(called) AS schema, name_of(called) AS name,
  replace(substr(rest, 1, length(rest) - 1), ',', ', ') AS signature,
  CASE policies WHEN 1 THEN 'a policy depends' ELSE policies || ' policies depend' END
    || ' on it, and ' || roles || ' can act as its owner, ' || owner AS message
FROM call;
