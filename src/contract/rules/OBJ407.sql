-- rule: OBJ407
-- title: Definer function belongs to a role that no policy binds
-- severity: high
-- object: function
-- about: function.owner, function.security, role.superuser, role.bypass_rls
-- knob: lookups =: definer functions, as public.f(text), for which such an owner is meant to be
-- why: FORCE ROW LEVEL SECURITY binds an owner, but neither a superuser nor a role with BYPASSRLS: the function sees and
--   writes the rows of all tenants, and a mistake in it is a mistake with all rights.
-- fix: ALTER ROUTINE {object} OWNER TO {new_owner};
-- bad: CREATE FUNCTION public.one() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
--   AS 'select 1';
-- false positives: A role with BYPASSRLS that owns one lookup and nothing else; name it in the knob lookups.
SELECT f.schema, f.name, f.signature,
  'its owner ' || f.owner || CASE r.superuser WHEN 1 THEN ' is a superuser' ELSE ' has BYPASSRLS' END AS message,
  (SELECT value FROM setting WHERE name = 'roles.owners' AND position = 1) AS new_owner
FROM function f CROSS JOIN role r
WHERE f.security = 'definer' AND r.name = f.owner AND (r.superuser = 1 OR r.bypass_rls = 1)
  AND f.schema IN (SELECT name FROM app_schema)
  AND f.schema || '.' || f.name || '(' || f.signature || ')'
      NOT IN (SELECT value FROM setting WHERE name = 'OBJ407.lookups');
