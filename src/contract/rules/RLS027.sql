-- rule: RLS027
-- title: Table of no class within reach of the tenant role
-- severity: high
-- object: table
-- about: table.acl, column.acl, table.owner
-- needs: tenant role
-- why: It has no tenant column, so no policy can tell the tenants' rows apart, and every tenant reads or writes what all
--   others do. Scoping "in the application" ends with the first query that forgets it.
-- bad: CREATE TABLE public.waiting_list (waiting_id uuid PRIMARY KEY, email text);
--   GRANT SELECT, INSERT ON public.waiting_list TO erun_tenant;
-- fixed: REVOKE ALL ON public.waiting_list FROM erun_tenant;
-- false positives: A table that all tenants share; list it in plumb.yaml, tables.global, with its reason.
SELECT c.schema, c.name,
  'it has no tenant column and is of no class, but ' || e.role || ' has ' || group_concat(DISTINCT e.privilege)
    AS message,
  CASE WHEN max(e.grantee = e.owner) = 0 THEN 'REVOKE ALL ON TABLE {object} FROM {grantee|role};' END AS fix,
  min(e.grantee) AS grantee
FROM class_of_table c CROSS JOIN effective_grant e ON e.schema = c.schema AND e.name = c.name
WHERE c.class = 'unclassified' AND c.has_tenant_column = 0
  AND e.kind IN ('table', 'column') AND e.role_kind IN ('tenant', 'public', 'login')
GROUP BY c.schema, c.name, e.role;
