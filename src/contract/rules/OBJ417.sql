-- rule: OBJ417
-- title: Role of the application owns something
-- severity: high
-- object: table
-- about: table.owner, view.owner, function.owner, schema.owner, sequence.owner
-- needs: tenant role, operations role
-- why: An owner may change what it owns, grant it, and switch its row security off. One role serves all tenants, so what
--   one request redefines the next one, of another tenant, runs.
-- fix: REASSIGN OWNED BY {role} TO {new_owner};
-- bad: CREATE TABLE public.mine (tenant_id uuid); ALTER TABLE public.mine OWNER TO erun_tenant;
-- false positives: Temporary tables of open sessions, where the application may make some.
SELECT
  CASE WHEN o.type IN ('table', 'foreign table') THEN 'table' WHEN o.type IN ('view', 'materialized view') THEN 'view'
       WHEN o.type IN ('schema', 'sequence', 'type') THEN o.type
       WHEN o.type IN ('function', 'procedure', 'aggregate') THEN o.type ELSE 'owned_object' END AS kind,
  CASE WHEN o.type IN ('table', 'foreign table', 'view', 'materialized view', 'sequence', 'type', 'function',
                       'procedure', 'aggregate')
       THEN CASE WHEN o.schema LIKE 'pg_temp%' THEN 'pg_temp' ELSE o.schema END END AS schema,
  CASE WHEN o.type IN ('table', 'foreign table', 'view', 'materialized view', 'sequence', 'type', 'schema', 'function',
                       'procedure', 'aggregate') THEN name_of(o.name) ELSE o.type || ' ' || o.name END AS name,
  CASE WHEN o.type IN ('function', 'procedure', 'aggregate')
       THEN replace(replace(rtrim(substr(o.name, instr(o.name, '(') + 1), ')'), ',', ', '), 'pg_catalog.', '') END AS signature,
  'the ' || a.kind || ' role ' || a.name || ' owns this ' || o.type
    || CASE WHEN o.schema LIKE 'pg_temp%' THEN ', which hides what has its name from the rest of the session' ELSE '' END
    || CASE WHEN CAST(o.all_of_owner AS INTEGER) > 1 THEN ' (' || o.all_of_owner || ' objects in all)' ELSE '' END
    AS message,
  CASE WHEN o.schema LIKE 'pg_temp%' AND o.type = 'table' THEN 'medium' END AS severity,
  a.name AS role,
  CASE WHEN o.schema LIKE 'pg_temp%' THEN 'DROP ' || upper(o.type) || ' ' || o.name || ' CASCADE;' END AS fix,
  (SELECT value FROM setting WHERE name = 'roles.owners' AND position = 1) AS new_owner
FROM app_role a CROSS JOIN owned_object o
WHERE o.owner = a.name AND a.kind <> 'public';
