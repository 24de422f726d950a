-- rule: RLS028
-- title: Relation of another schema within reach of an application role
-- severity: high
-- object: table
-- about: table.acl, column.acl, schema.acl, table, schema
-- knob: ignored_schemas =: schemas that hold nothing of tenants
-- why: No rule looks into schemas that plumb.yaml does not list. A copy there (a backup, a staging table, CREATE TABLE AS)
--   has no policies, for they are never copied, and whoever may use the schema reads all tenants in it.
-- fix: REVOKE USAGE ON SCHEMA {schema} FROM {grantee|role};
-- bad: CREATE SCHEMA spare; CREATE TABLE spare.users AS TABLE public.users;
--   GRANT USAGE ON SCHEMA spare TO erun_tenant; GRANT SELECT ON spare.users TO erun_tenant;
-- false positives: A schema that is meant to be seen by all; list it in plumb.yaml, schemas, or name it in the knob.
SELECT CASE e.kind WHEN 'view' THEN 'view' ELSE 'table' END AS kind, e.schema, e.name,
  e.role || ' has ' || group_concat(DISTINCT e.privilege) || ' on it, and no rule looks into schema ' || e.schema
    || CASE WHEN t.row_security = 0 THEN '; it has no row level security' ELSE '' END AS message,
  min(u.grantee) AS grantee
FROM schema s CROSS JOIN effective_grant u ON u.kind = 'schema' AND u.name = s.name
  CROSS JOIN effective_grant e ON e.schema = s.name AND e.role = u.role
  LEFT JOIN "tables" t ON t.schema = e.schema AND t.name = e.name
WHERE s.name NOT IN (SELECT value FROM setting WHERE name IN ('schemas', 'RLS028.ignored_schemas'))
  AND u.privilege = 'USAGE' AND u.role_kind <> 'public'
  AND e.kind IN ('table', 'view', 'column') AND e.privilege IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')
GROUP BY e.schema, e.name, e.role;
