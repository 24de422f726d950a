-- rule: CTX106
-- title: Names in the context function are resolved when it runs
-- severity: high
-- object: function
-- about: function.body, function.config, function.standard_body
-- why: Types are looked for among a session's temporary objects first, whatever search_path says, unless it names pg_temp
--   itself. Whoever may create temporary objects makes a type pg_temp.uuid with a cast to it, and decides which tenant
--   the next request of the pooled session is.
-- bad: CREATE OR REPLACE FUNCTION public.erun_current_tenant_id() RETURNS uuid LANGUAGE sql STABLE
--   AS 'SELECT NULLIF(current_setting(''erun.tenant_id'', true), '''')::uuid';
-- fixed: CREATE OR REPLACE FUNCTION public.erun_current_tenant_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
--   RETURN NULLIF(pg_catalog.current_setting('erun.tenant_id', true), '')::pg_catalog.uuid;
-- false positives: None known. A body in RETURN form is bound when the function is made; so is a text in which every name
--   has its schema, and one with search_path = pg_catalog, pg_temp.
-- reference: CVE-2018-1058
SELECT f.schema, f.name, f.signature,
  'its body is a text with names that anybody may shadow, and '
    || CASE WHEN f.search_path IS NULL THEN 'its search_path is the session''s'
            ELSE 'its search_path does not end in pg_temp: ' || f.search_path END AS message
FROM setting n CROSS JOIN setting t CROSS JOIN setting k CROSS JOIN functions f ON f.schema = k.value AND f.name = n.value
WHERE n.name = 'tenant.function' AND t.name = 'tenant.type' AND k.name = 'schemas'
  AND f.standard_body = 0
  AND NOT coalesce(f.search_path REGEXP '(^|,)\s*"?pg_temp"?\s*$', 0)
  AND (f.body REGEXP '(?i)(::|\bAS)\s*' || t.value || '\b'
       OR NOT f.body REGEXP '(?i)\bpg_catalog\s*\.\s*current_setting\s*\(');
