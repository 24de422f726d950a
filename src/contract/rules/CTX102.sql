-- rule: CTX102
-- title: Signature of the context function differs
-- severity: high
-- object: function
-- about: function.arguments, function.result, function.language
-- knob: languages = sql: languages that it may be written in; only sql is inlined, so that an index can be used
-- why: It takes nothing and returns one tenant. One that returns text makes every policy cast, and an empty text is not
--   NULL.
-- bad: CREATE OR REPLACE FUNCTION public.erun_current_tenant_id() RETURNS uuid LANGUAGE plpgsql STABLE
--   AS 'BEGIN RETURN nullif(current_setting(''erun.tenant_id'', true), '''')::uuid; END';
-- fixed: CREATE OR REPLACE FUNCTION public.erun_current_tenant_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
--   RETURN NULLIF(pg_catalog.current_setting('erun.tenant_id', true), '')::pg_catalog.uuid;
SELECT f.schema, f.name, f.signature,
  'its signature is not that of a context function' AS message,
  '() RETURNS ' || t.value || ' LANGUAGE '
    || (SELECT group_concat(value, ' or ') FROM setting WHERE name = 'CTX102.languages') AS expected,
  '(' || f.signature || ') RETURNS ' || CASE f.returns_set WHEN 1 THEN 'SETOF ' ELSE '' END
    || coalesce(f.returns_type, 'nothing') || ' LANGUAGE ' || f.language AS actual
FROM setting n CROSS JOIN setting t CROSS JOIN setting k CROSS JOIN functions f ON f.schema = k.value AND f.name = n.value
WHERE n.name = 'tenant.function' AND t.name = 'tenant.type' AND k.name = 'schemas'
  AND (f.argument_count <> '0' OR f.returns_type IS NOT t.value OR f.returns_set = 1 OR f.type <> 'function'
       OR f.language NOT IN (SELECT value FROM setting WHERE name = 'CTX102.languages'));
