-- rule: CTX107
-- title: Context function belongs to an application role or a superuser
-- severity: high
-- object: function
-- about: function.owner, role
-- why: Its owner can replace it. A superuser as owner makes a way around all policies of one word, SECURITY DEFINER.
-- bad: ALTER FUNCTION public.erun_current_tenant_id() OWNER TO erun_tenant;
-- fixed: ALTER FUNCTION public.erun_current_tenant_id() OWNER TO erun_owner;
-- false positives: A single-user database whose migrations run as a superuser: the migration role is trusted, as are
--   those of plumb.yaml, roles.owners.
SELECT f.schema, f.name, f.signature,
  'its owner is ' || f.owner || ', '
    || CASE WHEN a.name IS NOT NULL THEN 'a role of the application' ELSE 'a superuser' END AS message
FROM setting n CROSS JOIN setting k CROSS JOIN functions f ON f.schema = k.value AND f.name = n.value
  LEFT JOIN roles r ON r.name = f.owner LEFT JOIN app_role a ON a.name = f.owner
WHERE n.name = 'tenant.function' AND k.name = 'schemas'
  AND (a.name IS NOT NULL OR r.superuser = 1)
  AND f.owner NOT IN (SELECT value FROM setting WHERE name = 'roles.owners'
                      UNION ALL SELECT migration_role FROM server WHERE migration_role IS NOT NULL);
