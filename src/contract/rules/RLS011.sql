-- rule: RLS011
-- title: Grants and policies of a role are for different commands
-- severity: medium
-- object: table
-- about: policy, table.acl, column.acl
-- needs: tenant role, operations role
-- knob: wider_policies = forbid: allow, for policies FOR ALL on tables where fewer commands are granted
-- why: A privilege without a policy does nothing until the day somebody adds one, and then does more than anybody
--   thought of. A policy without the privilege is a query that ends in "permission denied".
-- bad: GRANT UPDATE ON public.audit_events TO erun_tenant;
-- fixed: REVOKE UPDATE ON public.audit_events FROM erun_tenant;
-- false positives: Policies FOR ALL on tables where only some commands are granted; set the knob wider_policies to allow.
WITH odd AS (
  SELECT access, role, role_kind,
    group_concat(CASE WHEN granted = 1 AND permissive = 0 THEN command END, ', ') AS idle,
    group_concat(CASE WHEN granted = 0 AND permissive > 0 THEN command END, ', ') AS unused
  FROM access
  WHERE (granted = 1 AND permissive = 0)
     OR (granted = 0 AND permissive > 0
         AND 'allow' NOT IN (SELECT value FROM setting WHERE name = 'RLS011.wider_policies'))
  GROUP BY access
)
SELECT t.schema, t.name,
  o.role || CASE WHEN o.idle IS NULL THEN '' ELSE ' has ' || o.idle || ', for which it has no policy' END
    || CASE WHEN o.idle IS NULL OR o.unused IS NULL THEN '' ELSE '; it' END
    || CASE WHEN o.unused IS NULL THEN '' ELSE ' has a policy for ' || o.unused || ', but not the privilege' END
    AS message,
  o.role
FROM odd o CROSS JOIN table_access a ON a.access = o.access
  CROSS JOIN tenant_table t ON t.schema = a.schema AND t.name = a.name
WHERE t.row_security = 1
  AND NOT (o.idle IS NULL AND EXISTS (
    SELECT 1 FROM effective_policy e
    WHERE e.schema = t.schema AND e."table" = t.name AND e.role = o.role AND e.via = 'PUBLIC'));
