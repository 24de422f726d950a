-- rule: OBJ405
-- title: The application can run code with another role's rights
-- severity: high
-- object: function
-- about: function.security, function.acl, function.body, trigger
-- needs: tenant role, operations role
-- knob: lookups = public.erun_tenant_id_by_issuer(text): definer functions that the application may call to find its
--   tenant; each is still reported unless its body was parsed when it was made, reads root tables only and returns one
--   row
-- why: A SECURITY DEFINER function runs as its owner, whatever role the caller has taken up: past grants, and past
--   policies that do not bind the owner. EXECUTE is everybody's until it is taken away.
-- fix: REVOKE EXECUTE ON ROUTINE {object} FROM {grantees|roles};
-- bad: SET LOCAL ROLE erun_owner;
--   CREATE FUNCTION public.count_all() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
--     AS 'select count(*) from public.users';
--   GRANT EXECUTE ON FUNCTION public.count_all() TO PUBLIC; RESET ROLE;
-- false positives: Lookups before there is a tenant; name them in the knob lookups. For others a waiver, which lapses when
--   the function changes.
-- reference: PostgreSQL manual, CREATE FUNCTION
WITH definer AS (
  SELECT f.schema, f.name, f.signature, f.owner,
    f.schema || '.' || f.name || '(' || f.signature || ')' IN (SELECT value FROM setting WHERE name = 'OBJ405.lookups')
      AND f.standard_body = 1 AND f.returns_set = 0
      AND NOT EXISTS (SELECT 1 FROM json_each(f.reads) r
                      WHERE NOT EXISTS (SELECT 1 FROM class_of_table c
                                        WHERE c.schema = schema_of(r.value) AND c.name = name_of(r.value)
                                          AND c.class IN ('root', 'global'))) AS is_lookup
  FROM function f
  WHERE f.security = 'definer' AND f.schema IN (SELECT name FROM app_schema)
)
SELECT d.schema, d.name, d.signature,
  'runs as ' || d.owner || '; ' || list_text(json_group_array(DISTINCT g.grantee)) || ' may execute it' AS message,
  json_group_array(DISTINCT g.grantee) AS grantees, NULL AS fix
FROM definer d CROSS JOIN effective_grant g
WHERE d.is_lookup = 0 AND g.schema = d.schema AND g.name = d.name
  AND +g.kind = 'function' AND +g.signature = d.signature AND +g.privilege = 'EXECUTE' AND +g.role_kind <> 'public'
GROUP BY d.schema, d.name, d.signature
UNION ALL
SELECT d.schema, d.name, d.signature,
  'runs as ' || d.owner || ', by trigger, for whoever writes to ' || min(t.schema || '.' || t."table")
    || CASE WHEN count(DISTINCT t.schema || '.' || t."table") > 1
            THEN ' and ' || (count(DISTINCT t.schema || '.' || t."table") - 1) || ' more' ELSE '' END,
  NULL, 'ALTER FUNCTION {object} SECURITY INVOKER;'
FROM definer d CROSS JOIN trigger t
WHERE t.function_schema = d.schema AND t.function_name = d.name AND d.signature = ''
  AND EXISTS (SELECT 1 FROM effective_grant g
              WHERE g.schema = t.schema AND g.name = t."table" AND +g.kind IN ('table', 'view', 'column')
                AND +g.privilege IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'))
GROUP BY d.schema, d.name, d.signature;
