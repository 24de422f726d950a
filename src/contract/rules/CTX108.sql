-- rule: CTX108
-- title: Context function cannot be executed by an application role
-- severity: medium
-- object: function
-- about: function.acl
-- needs: tenant role, operations role
-- why: A policy calls it with the rights of whoever asks. Without EXECUTE every query ends in "permission denied for
--   function", and the quick repair is a grant to PUBLIC, or a wider one.
-- fix: GRANT EXECUTE ON FUNCTION {object} TO {role|role};
-- bad: REVOKE EXECUTE ON FUNCTION public.erun_current_tenant_id() FROM erun_tenant;
SELECT f.schema, f.name, f.signature, a.name AS role,
  'the ' || a.kind || ' role ' || a.name || ' may not execute it' AS message
FROM setting n CROSS JOIN setting k CROSS JOIN functions f ON f.schema = k.value AND f.name = n.value
  CROSS JOIN app_role a
WHERE n.name = 'tenant.function' AND k.name = 'schemas' AND f.argument_count = '0'
  AND a.kind IN ('tenant', 'operations') AND a.present = 1
  AND NOT EXISTS (SELECT 1 FROM effective_grant e
                  WHERE e.kind = 'function' AND e.schema = f.schema AND e.name = f.name AND e.signature = f.signature
                    AND e.role = a.name AND e.privilege = 'EXECUTE');
