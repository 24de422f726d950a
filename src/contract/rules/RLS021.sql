-- rule: RLS021
-- title: Policies call a SECURITY DEFINER function
-- severity: medium
-- object: function
-- about: function.security
-- knob: allowed =: functions (schema.name) that may run with their owner's rights in policies
-- why: In a policy such a function runs with its owner's rights for every row that anybody asks for. It is where tables
--   are read past their own policies, and a way up for whoever can make it resolve a name of his.
-- fix: ALTER FUNCTION {object} SECURITY INVOKER;
-- bad: ALTER FUNCTION public.erun_current_tenant_id() SECURITY DEFINER;
-- false positives: A function that breaks a recursion between policies; pin its search_path, and name it in the knob.
WITH call AS (
  SELECT k.function, k.owner, substr(k.function, 1, instr(k.function, '(') - 1) AS called,
    substr(k.function, instr(k.function, '(') + 1) AS rest, count(*) AS policies
  FROM policy_call k CROSS JOIN class_of_table c ON c.schema = k.schema AND c.name = k."table"
  WHERE k.security = 'definer'
  GROUP BY k.function
)
SELECT schema_of(called) AS schema, name_of(called) AS name,
  replace(substr(rest, 1, length(rest) - 1), ',', ', ') AS signature,
  CASE policies WHEN 1 THEN 'a policy calls' ELSE policies || ' policies call' END
    || ' it, and it runs with the rights of its owner, ' || owner AS message
FROM call
WHERE called NOT IN (SELECT value FROM setting WHERE name = 'RLS021.allowed');
